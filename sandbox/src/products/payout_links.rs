//! Payout links: PENDING, then VOIDED, or CLAIMED by the recipient and COMPLETED or FAILED.
//!
//! The balance is looked at when a link is created, and the money leaves it when the link is claimed: a balance that
//! is too small is an error of the creation and a failure of the claim (xendit-payout-links.txt, lines 83 and 92).
//!
//! Settings of an account: `expired_payout_link_status` (`"PENDING"`: an expired link keeps this status; without it,
//! it is VOIDED, since no source has a status for it) and those of disbursements.

use chrono::TimeDelta;
use rust_decimal::Decimal;

use crate::callbacks::{self, Callback};
use crate::json::Json;
use crate::products::disbursements::{arrival, failure_code, is_supported, rupiah};
use crate::products::product::{Act, Action, Answer, Call, Product, invalid, wrong_status};
use crate::products::status::payout_link as status;
use crate::refusal::Refusal;
use crate::world::World;
use crate::world::account::{Balance, user_id};
use crate::world::document::{Document, Kind};

/// As in the examples (lines 23 and 24).
const LIFE: TimeDelta = TimeDelta::days(3);

/// Why the transfer after the claim fails (lines 92 to 97).
const FAILURES: &[&str] = &[
    INSUFFICIENT_BALANCE,
    "INVALID_DESTINATION",
    "DESTINATION_MAXIMUM_LIMIT",
    "REJECTED_BY_CHANNEL",
    "TEMPORARY_TRANSFER_ERROR",
    "TRANSFER_ERROR",
];

const INSUFFICIENT_BALANCE: &str = "INSUFFICIENT_BALANCE";

pub(crate) const PRODUCT: Product = Product {
    handlers: &[
        ("create_payout_link", create),
        ("get_payout_link", get),
        ("void_payout_link", void),
    ],
    actions: &[
        Action {
            kind: Kind::PayoutLink,
            name: "claim",
            about: "The recipient claims the money to an account: `bank_code` (BCA if left out), `account_number`, `account_holder_name`; `passcode` is checked if it is given.",
            input: &[
                "bank_code",
                "account_number",
                "account_holder_name",
                "passcode",
            ],
            when: &[status::PENDING],
            run: claim,
        },
        Action {
            kind: Kind::PayoutLink,
            name: "complete",
            about: "The money arrives at the recipient.",
            input: &[],
            when: &[status::CLAIMED],
            run: |world, link, _| Ok(complete(world, link)),
        },
        Action {
            kind: Kind::PayoutLink,
            name: "fail",
            about: "The transfer after the claim fails and the money comes back. `failure_code` is a documented one; INVALID_DESTINATION if left out.",
            input: &["failure_code"],
            when: &[status::CLAIMED],
            run: |world, link, input| {
                let code = failure_code(input, FAILURES)?;
                let amount = link.fields.decimal("amount").unwrap_or_default();
                world.credit(&link.account, amount);
                Ok(fail(world, link, &code))
            },
        },
        Action {
            kind: Kind::PayoutLink,
            name: "expire",
            about: "The time to claim is over.",
            input: &[],
            when: &[status::PENDING],
            run: |world, link, _| Ok(expire(world, link)),
        },
    ],
    codes: &[],
    due: &[(Kind::PayoutLink, due)],
};

fn create(world: &mut World, call: &Call<'_>) -> Answer {
    let body = call.body;
    let external_id = body.text("external_id").unwrap_or_default();
    let same = world
        .store
        .referenced(call.account, Kind::PayoutLink, &external_id);
    if !same.is_empty() {
        return Err(call.refuse("DUPLICATE_PAYOUT_ERROR"));
    }
    let amount = rupiah(body.get("amount"), &["amount"], 2)?;
    if amount <= Decimal::ZERO {
        return Err(invalid(
            &["amount"],
            "must be greater than 0",
            "number.greater",
        ));
    }
    if world.account(call.account).balance(Balance::Cash) < amount {
        return Err(call.refuse(INSUFFICIENT_BALANCE));
    }
    let link = new(world, call);
    world.save(&link);
    Ok(link.fields)
}

fn new(world: &World, call: &Call<'_>) -> Document {
    let now = world.now();
    let mut link = Document::new(
        Kind::PayoutLink,
        call.account,
        "67f1b30c-0262-4955-8777-95aa0478c2fc",
        Json::object(),
    );
    let fields = &mut link.fields;
    fields.set("id", Json::string(&link.id));
    fields.copy(call.body, &["external_id", "amount"]);
    fields.set("merchant_name", Json::string("Sandbox"));
    fields.set("status", Json::string(status::PENDING));
    fields.set("expiration_timestamp", Json::time(now + LIFE));
    fields.set("created", Json::time(now));
    let url = format!("{}/web/payouts/{}", call.base_url, link.id);
    fields.set("payout_url", Json::string(&url));
    fields.copy(call.body, &["email"]);
    fields.set("passcode", Json::string(&passcode()));
    link.set_due(Some(now + LIFE));
    link
}

/// The recipient gets it by e-mail, to claim with (line 45 of xendit-payout-links-dashboard.txt).
fn passcode() -> String {
    std::iter::repeat_with(|| fastrand::digit(10))
        .take(6)
        .collect()
}

fn get(world: &mut World, call: &Call<'_>) -> Answer {
    Ok(find(world, call)?.fields)
}

/// Only one that is PENDING can be voided (line 48); the error for others is not documented.
fn void(world: &mut World, call: &Call<'_>) -> Answer {
    let link = find(world, call)?;
    if !link.has_status(status::PENDING) {
        return Err(wrong_status("id", &link));
    }
    Ok(withdraw(world, link))
}

fn find(world: &World, call: &Call<'_>) -> Result<Document, Refusal> {
    let link = world
        .store
        .of(call.account, Kind::PayoutLink, call.path("id"));
    // The document names no code; this is the one for payouts at Finpay.
    link.ok_or_else(|| Refusal::new(404, "DATA_NOT_FOUND", "No payout link has this id."))
}

fn due(world: &mut World, link: Document) {
    match link.status().as_str() {
        status::PENDING => _ = expire(world, link),
        status::CLAIMED => _ = complete(world, link),
        _ => {}
    }
}

fn expire(world: &mut World, mut link: Document) -> Json {
    let status = world
        .account(&link.account)
        .setting("expired_payout_link_status");
    if status.and_then(|status| status.as_text()).as_deref() != Some(status::PENDING) {
        return withdraw(world, link);
    }
    if link.fields.moment("expiration_timestamp") > Some(world.now()) {
        link.fields
            .set("expiration_timestamp", Json::time(world.now()));
    }
    keep(world, link)
}

/// A link that is not to be claimed any more has no page (line 56).
fn withdraw(world: &mut World, mut link: Document) -> Json {
    link.set_status(status::VOIDED);
    link.fields.remove("payout_url");
    keep(world, link)
}

fn claim(world: &mut World, mut link: Document, input: &Json) -> Act {
    if link.fields.moment("expiration_timestamp") <= Some(world.now()) {
        return Err("it has expired".to_owned());
    }
    let passcode = input.text("passcode");
    if passcode.is_some() && passcode != link.fields.text("passcode") {
        return Err("the passcode is another".to_owned());
    }
    let given = |name: &str, usual: &str| input.text(name).unwrap_or_else(|| usual.to_owned());
    let bank = given("bank_code", "BCA");
    if !is_supported(world, &link.account, &bank) {
        return Err(format!("`{bank}` is no bank that disbursements reach"));
    }
    let number = given("account_number", "1234567890");
    let holder = given("account_holder_name", "SANDBOX");
    let fields = &mut link.fields;
    fields.set("status", Json::string(status::CLAIMED));
    fields.set("bank_code", Json::string(&bank));
    fields.set("account_holder_name", Json::string(&holder));
    fields.set("account_number", Json::string(&number));
    fields.set("claimed_timestamp", Json::time(world.now()));
    let amount = fields.decimal("amount").unwrap_or_default();
    if !world.debit(&link.account, amount) {
        return Ok(fail(world, link, INSUFFICIENT_BALANCE));
    }
    link.set_due(arrival(world, &link.account));
    world.save(&link);
    Ok(link.fields)
}

fn complete(world: &mut World, mut link: Document) -> Json {
    link.set_status(status::COMPLETED);
    link.fields
        .set("completed_timestamp", Json::time(world.now()));
    notify(world, &link, "disbursement.completed", status::SUCCEEDED);
    keep(world, link)
}

fn fail(world: &mut World, mut link: Document, code: &str) -> Json {
    link.set_status(status::FAILED);
    link.fields.set("failure_reason", Json::string(code));
    link.fields.set("failed_timestamp", Json::time(world.now()));
    notify(world, &link, "disbursement.failed", status::FAILED);
    keep(world, link)
}

/// Nothing happens to it by itself any more.
fn keep(world: &mut World, mut link: Document) -> Json {
    link.set_due(None);
    world.save(&link);
    link.fields
}

/// No document shows the body; spec/errata.yaml, payout-links-31, says where its envelope comes from.
fn notify(world: &mut World, link: &Document, event: &str, status: &str) {
    let mut data = Json::object();
    data.copy(&link.fields, &["id", "external_id", "amount"]);
    data.set("status", Json::string(status));
    data.set_some("failure_code", link.fields.get("failure_reason").cloned());
    let mut body = Json::object();
    body.set("event", Json::string(event));
    body.set("business_id", Json::string(user_id(&link.account)));
    body.set("created", Json::time(world.now()));
    body.set("data", data);
    callbacks::send(
        world,
        Callback {
            kind: "payout_link_callback",
            account: &link.account,
            url: None,
            body,
        },
    );
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::products::disbursements::tests::{act, call, callbacks, set, status};
    use crate::schedule;

    const CALLBACK: &str = "payout_link_callback";

    fn created(world: &mut World, external_id: &str) -> String {
        let body = json!({"external_id": external_id, "amount": 23000, "email": "a@example.com"});
        let answer = call(world, "create_payout_link", &[], &body).unwrap();
        answer.text("id").unwrap()
    }

    #[test]
    fn the_merchant_is_told_when_the_transfer_ends_and_not_before() {
        let mut world = World::default();
        world.clock.freeze();
        let now = crate::clock::text(world.now());
        let (good, bad) = (created(&mut world, "good"), created(&mut world, "bad"));
        for id in [&good, &bad] {
            act(&mut world, Kind::PayoutLink, id, "claim", &json!({}));
        }
        assert!(callbacks(&world, CALLBACK).is_empty());
        act(&mut world, Kind::PayoutLink, &good, "complete", &json!({}));
        let input = json!({"failure_code": "REJECTED_BY_CHANNEL"});
        act(&mut world, Kind::PayoutLink, &bad, "fail", &input);
        schedule::advance(&mut world, TimeDelta::days(9));
        let completed = json!({
            "event": "disbursement.completed",
            "business_id": "sub",
            "created": now,
            "data": {"id": good, "external_id": "good", "amount": 23000, "status": "SUCCEEDED"},
        });
        let failed = json!({
            "event": "disbursement.failed",
            "business_id": "sub",
            "created": now,
            "data": {
                "id": bad,
                "external_id": "bad",
                "amount": 23000,
                "status": "FAILED",
                "failure_code": "REJECTED_BY_CHANNEL",
            },
        });
        assert_eq!(callbacks(&world, CALLBACK), [completed, failed]);
    }

    #[test]
    fn the_status_after_expiry_is_a_setting() {
        let mut world = World::default();
        world.clock.freeze();
        set(&mut world, "expired_payout_link_status", &json!("PENDING"));
        let id = created(&mut world, "late");
        schedule::advance(&mut world, LIFE);
        assert_eq!(status(&world, Kind::PayoutLink, &id), "PENDING");
        let link = world.store.get(Kind::PayoutLink, &id).unwrap();
        assert!(claim(&mut world, link, &Json::object()).is_err());
        let voided = call(&mut world, "void_payout_link", &[("id", &id)], &json!({})).unwrap();
        assert_eq!(voided.text("status").as_deref(), Some("VOIDED"));
    }
}
