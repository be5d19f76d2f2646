//! Batch disbursements: NEEDS_APPROVAL, then DELETED, or approved and COMPLETED, CHECK or FAILED once every item has
//! ended. The money of an item leaves the cash balance at the approval, and comes back when the item fails.
//!
//! Settings of an account: `batch_approval` (`"automatic"`: no approval is needed), `batch_upload_seconds` (a batch is
//! UPLOADING for so long first, as was seen) and those of disbursements.

use chrono::TimeDelta;
use rust_decimal::Decimal;

use crate::callbacks::{self, Callback};
use crate::id::fresh_like;
use crate::json::Json;
use crate::products::disbursements::{
    FAILURES, arrival, copy_emails, failure_code, is_supported, rupiah,
};
use crate::products::product::{Act, Action, Answer, Call, Code, Product, invalid};
use crate::products::status::{batch as status, disbursement};
use crate::refusal::Refusal;
use crate::world::World;
use crate::world::document::{Document, Kind};

/// Who approves when nobody is named.
const APPROVER: &str = "5785e6334d7b410667d355c5";

/// An upload takes no longer than this.
const LONGEST_UPLOAD: i64 = 24 * 3600;

pub(crate) const PRODUCT: Product = Product {
    handlers: &[("create_batch_disbursement", create)],
    actions: &[
        Action {
            kind: Kind::Batch,
            name: "approve",
            about: "Somebody approves the batch in the dashboard, and its transfers start. `approver_id` is the person's user id.",
            input: &["approver_id"],
            when: &[status::NEEDS_APPROVAL],
            run: |world, batch, input| {
                let approver = input.text("approver_id");
                Ok(approve(
                    world,
                    batch,
                    approver.as_deref().unwrap_or(APPROVER),
                ))
            },
        },
        Action {
            kind: Kind::Batch,
            name: "delete",
            about: "Somebody deletes the batch in the dashboard.",
            input: &[],
            when: &[status::UPLOADING, status::NEEDS_APPROVAL],
            run: |world, batch, _| Ok(end(world, batch, status::DELETED)),
        },
        Action {
            kind: Kind::Batch,
            name: "fail_item",
            about: "The transfer of one item fails and its money comes back. `external_id` is the item's external id or id; `failure_code` a documented one of disbursements, INVALID_DESTINATION if left out.",
            input: &["external_id", "failure_code"],
            when: &[status::APPROVED],
            run: fail_item,
        },
        Action {
            kind: Kind::Batch,
            name: "complete",
            about: "The banks confirm every item that has not ended.",
            input: &[],
            when: &[status::APPROVED],
            run: |world, batch, _| Ok(complete(world, batch)),
        },
    ],
    codes: &[Code {
        operation: "create_batch_disbursement",
        field: "disbursements",
        rule: "array.max",
        code: "BATCH_DISBURSEMENT_MAXIMUM_ROWS_LIMIT_EXCEEDED_ERROR",
    }],
    due: &[(Kind::Batch, due)],
};

fn create(world: &mut World, call: &Call<'_>) -> Answer {
    let requested = call.body.get("disbursements").map(Json::items);
    let requested = requested.unwrap_or_default();
    let total = total(requested)?;
    let now = Json::time(world.now());
    let mut batch = Document::new(
        Kind::Batch,
        call.account,
        "58dca1dffee4228917d37336",
        Json::object(),
    );
    let items = requested.iter().map(|requested| item(requested, &now));
    let items = items.collect();
    let fields = &mut batch.fields;
    fields.set("created", now.clone());
    fields.copy(call.body, &["reference"]);
    fields.set("total_uploaded_amount", Json::amount(total));
    fields.set("total_uploaded_count", count(requested.len()));
    fields.set("status", Json::string(status::NEEDS_APPROVAL));
    fields.set("id", Json::string(&batch.id));
    let mut answer = fields.clone();
    fields.set("updated", now);
    fields.set("user_id", Json::string(call.user_id()));
    fields.set("disbursements", Json::Array(items));
    let reference = fields.text("reference").unwrap_or_default();
    batch.set_reference(&reference);
    if let Some(upload) = upload(world, call.account) {
        batch.set_status(status::UPLOADING);
        answer.set("status", Json::string(status::UPLOADING));
        batch.set_due(world.now().checked_add_signed(upload));
        world.save(&batch);
    } else {
        uploaded(world, batch);
    }
    Ok(answer)
}

/// The sum of the amounts; each must be one that the balance can hold.
fn total(requested: &[Json]) -> Result<Decimal, Refusal> {
    let mut total = Decimal::ZERO;
    for (index, item) in requested.iter().enumerate() {
        let index = index.to_string();
        let field = ["disbursements", &index, "amount"];
        let amount = rupiah(item.get("amount"), &field, 2)?;
        let sum = total.checked_add(amount);
        total = sum.filter(|_| amount > Decimal::ZERO).ok_or_else(|| {
            let problem = "must be greater than 0, and the sum at most 28 digits long";
            invalid(&field, problem, "number.greater")
        })?;
    }
    Ok(total)
}

/// An item as the callback tells it (lines 4891 to 4909).
fn item(requested: &Json, now: &Json) -> Json {
    let mut item = Json::object();
    item.set("created", now.clone());
    item.set("updated", now.clone());
    item.copy(
        requested,
        &[
            "external_id",
            "amount",
            "bank_code",
            "bank_account_number",
            "bank_account_name",
            "description",
        ],
    );
    copy_emails(&mut item, requested);
    item.set("status", Json::string(disbursement::PENDING));
    item.set("id", Json::string(&fresh_like("58dca1dffee4228917d37336")));
    item
}

fn upload(world: &World, account: &str) -> Option<TimeDelta> {
    let seconds = world.account(account).setting("batch_upload_seconds")?;
    let seconds = i64::try_from(seconds.as_decimal()?.trunc()).ok()?;
    TimeDelta::try_seconds(seconds.clamp(0, LONGEST_UPLOAD))
}

fn due(world: &mut World, batch: Document) {
    match batch.status().as_str() {
        status::UPLOADING => uploaded(world, batch),
        status::APPROVED => _ = complete(world, batch),
        _ => {}
    }
}

fn uploaded(world: &mut World, mut batch: Document) {
    batch.set_status(status::NEEDS_APPROVAL);
    world.save(&batch);
    let approval = world.account(&batch.account).setting("batch_approval");
    if approval.and_then(|approval| approval.as_text()).as_deref() == Some("automatic") {
        approve(world, batch, APPROVER);
    }
}

fn approve(world: &mut World, mut batch: Document, approver: &str) -> Json {
    let now = world.now();
    let mut items = items(&batch);
    for item in &mut items {
        let bank = item.text("bank_code").unwrap_or_default();
        let amount = item.decimal("amount").unwrap_or_default();
        if !is_supported(world, &batch.account, &bank) {
            failed(item, "BANK_CODE_NOT_SUPPORTED_ERROR", &Json::time(now));
        } else if !world.debit(&batch.account, amount) {
            failed(item, "INSUFFICIENT_BALANCE", &Json::time(now));
        }
    }
    let fields = &mut batch.fields;
    fields.set("status", Json::string(status::APPROVED));
    fields.set("updated", Json::time(now));
    fields.set("approved_at", Json::time(now));
    fields.set("approver_id", Json::string(approver));
    fields.set("disbursements", Json::Array(items));
    batch.set_due(arrival(world, &batch.account));
    keep(world, batch)
}

fn complete(world: &mut World, mut batch: Document) -> Json {
    let now = Json::time(world.now());
    let mut items = items(&batch);
    for item in items.iter_mut().filter(|item| is_pending(item)) {
        item.set("status", Json::string(disbursement::COMPLETED));
        item.set("updated", now.clone());
        item.set("bank_reference", Json::string(&bank_reference()));
        item.set_some("valid_name", item.get("bank_account_name").cloned());
    }
    batch.fields.set("disbursements", Json::Array(items));
    keep(world, batch)
}

fn fail_item(world: &mut World, mut batch: Document, input: &Json) -> Act {
    let wanted = input
        .text("external_id")
        .ok_or("`external_id` names the item")?;
    let code = failure_code(input, FAILURES)?;
    let mut items = items(&batch);
    let names = |item: &&mut Json, field| item.text(field).as_deref() == Some(&wanted);
    let mut found = items
        .iter_mut()
        .filter(|item| is_pending(item) && (names(item, "id") || names(item, "external_id")));
    let item = match (found.next(), found.next()) {
        (Some(only), None) => only,
        (None, _) => return Err(format!("no item that is PENDING is called `{wanted}`")),
        (Some(_), Some(_)) => {
            return Err(format!("several items are called `{wanted}`: take the id"));
        }
    };
    failed(item, &code, &Json::time(world.now()));
    let amount = item.decimal("amount").unwrap_or_default();
    world.credit(&batch.account, amount);
    batch.fields.set("disbursements", Json::Array(items));
    Ok(keep(world, batch))
}

fn failed(item: &mut Json, code: &str, now: &Json) {
    item.set("status", Json::string(disbursement::FAILED));
    item.set("updated", now.clone());
    item.set("failure_code", Json::string(code));
    let message = format!(
        "The transfer failed: {}.",
        code.replace('_', " ").to_lowercase()
    );
    item.set("failure_message", Json::string(&message));
}

/// Saves the batch, or ends it when all its items have ended.
fn keep(world: &mut World, batch: Document) -> Json {
    let items = items(&batch);
    if items.iter().any(is_pending) {
        world.save(&batch);
        return batch.fields;
    }
    let is_failed = |item: &Json| item.get("failure_code").is_some();
    let status = match (items.iter().any(is_failed), items.iter().all(is_failed)) {
        (false, _) => status::COMPLETED,
        (true, false) => status::CHECK,
        (true, true) => status::FAILED,
    };
    end(world, batch, status)
}

/// The totals of the callback (lines 4883 to 4886), and the callback.
fn end(world: &mut World, mut batch: Document, status: &str) -> Json {
    let items = items(&batch);
    let fields = &mut batch.fields;
    fields.set("status", Json::string(status));
    fields.set("updated", Json::time(world.now()));
    for (status, count_name, amount_name) in [
        (
            disbursement::FAILED,
            "total_error_count",
            "total_error_amount",
        ),
        (
            disbursement::COMPLETED,
            "total_disbursed_count",
            "total_disbursed_amount",
        ),
    ] {
        let amounts = items.iter().filter(|item| has_status(item, status));
        let amounts: Vec<_> = amounts.filter_map(|item| item.decimal("amount")).collect();
        fields.set(count_name, count(amounts.len()));
        fields.set(amount_name, Json::amount(amounts.iter().sum()));
    }
    batch.set_due(None);
    world.save(&batch);
    callbacks::send(
        world,
        Callback {
            kind: "batch_disbursement_callback",
            account: &batch.account,
            url: None,
            body: notification(&batch.fields),
        },
    );
    batch.fields
}

/// Items of a deleted batch have no status: the document has COMPLETED and FAILED only (line 4903).
fn notification(fields: &Json) -> Json {
    let mut body = fields.clone();
    let mut items = fields
        .get("disbursements")
        .map(Json::items)
        .unwrap_or_default()
        .to_vec();
    for item in items.iter_mut().filter(|item| is_pending(item)) {
        item.remove("status");
    }
    body.set("disbursements", Json::Array(items));
    body
}

fn has_status(item: &Json, status: &str) -> bool {
    item.text("status").as_deref() == Some(status)
}

fn is_pending(item: &Json) -> bool {
    has_status(item, disbursement::PENDING)
}

fn items(batch: &Document) -> Vec<Json> {
    let items = batch.fields.get("disbursements").map(Json::items);
    items.unwrap_or_default().to_vec()
}

fn count(length: usize) -> Json {
    Json::integer(i64::try_from(length).unwrap_or(i64::MAX))
}

fn bank_reference() -> String {
    std::iter::repeat_with(|| fastrand::digit(10))
        .take(12)
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::products::disbursements::tests::{act, call, callbacks, set, spent, status};
    use crate::schedule;

    const CALLBACK: &str = "batch_disbursement_callback";

    fn created(world: &mut World) -> (String, String) {
        let item = |external_id: &str| {
            json!({
                "external_id": external_id,
                "amount": 10000,
                "bank_code": "BRI",
                "bank_account_name": "Rizky",
                "bank_account_number": "12345",
                "description": "Pay",
            })
        };
        let body = json!({"reference": "payroll-7", "disbursements": [item("a"), item("b")]});
        let answer = call(world, "create_batch_disbursement", &[], &body).unwrap();
        (answer.text("id").unwrap(), answer.text("status").unwrap())
    }

    #[test]
    fn the_merchant_is_told_of_every_item_once_all_have_ended() {
        let mut world = World::default();
        world.clock.freeze();
        let (id, _) = created(&mut world);
        let approver = json!({"approver_id": "boss"});
        act(&mut world, Kind::Batch, &id, "approve", &approver);
        act(
            &mut world,
            Kind::Batch,
            &id,
            "fail_item",
            &json!({"external_id": "a"}),
        );
        assert!(callbacks(&world, CALLBACK).is_empty());
        schedule::advance(&mut world, TimeDelta::days(1));
        let sent = callbacks(&world, CALLBACK);
        let [sent] = sent.as_slice() else {
            panic!("{sent:?}");
        };
        for (name, value) in [
            ("id", json!(id)),
            ("user_id", json!("sub")),
            ("reference", json!("payroll-7")),
            ("status", json!("CHECK")),
            ("approver_id", json!("boss")),
            ("total_uploaded_count", json!(2)),
            ("total_uploaded_amount", json!(20_000)),
            ("total_error_count", json!(1)),
            ("total_error_amount", json!(10_000)),
            ("total_disbursed_count", json!(1)),
            ("total_disbursed_amount", json!(10_000)),
        ] {
            assert_eq!(sent[name], value, "{name}");
        }
        let [failed, completed] = sent["disbursements"].as_array().unwrap().as_slice() else {
            panic!("{sent}");
        };
        assert_eq!(failed["status"], "FAILED");
        assert_eq!(failed["failure_code"], "INVALID_DESTINATION");
        assert!(failed["failure_message"].is_string());
        assert_eq!(completed["status"], "COMPLETED");
        assert_eq!(completed["valid_name"], "Rizky");
        assert_eq!(completed["bank_account_number"], "12345");
    }

    #[test]
    fn the_merchant_is_told_of_a_deleted_batch() {
        let mut world = World::default();
        let (id, _) = created(&mut world);
        act(&mut world, Kind::Batch, &id, "delete", &json!({}));
        let sent = callbacks(&world, CALLBACK);
        assert_eq!(sent[0]["status"], "DELETED");
        assert!(sent[0].get("approved_at").is_none());
        assert!(sent[0]["disbursements"][0].get("status").is_none());
    }

    #[test]
    fn approval_and_upload_are_settings() {
        let mut world = World::default();
        set(&mut world, "batch_approval", &json!("automatic"));
        let (id, answered) = created(&mut world);
        assert_eq!(answered, "NEEDS_APPROVAL");
        assert_eq!(status(&world, Kind::Batch, &id), "APPROVED");
        assert_eq!(spent(&world), 20_000.into());

        set(&mut world, "batch_upload_seconds", &json!(30));
        let (id, answered) = created(&mut world);
        assert_eq!(answered, "UPLOADING");
        schedule::advance(&mut world, TimeDelta::seconds(30));
        assert_eq!(status(&world, Kind::Batch, &id), "NEEDS_APPROVAL");
        assert_eq!(spent(&world), 20_000.into());
    }
}
