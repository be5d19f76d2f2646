//! Disbursements: PENDING, then COMPLETED or FAILED. The money leaves the cash balance at once, and comes back when
//! the transfer fails.
//!
//! Settings of an account: `disbursement_delay_seconds` (how long a transfer takes; `null`: until it is told to end)
//! and `disbursement_banks` (an array of bank codes to take beside the listed ones).

use chrono::TimeDelta;
use rust_decimal::Decimal;

use crate::callbacks::{self, Callback};
use crate::clock::Time;
use crate::json::Json;
use crate::products::product::{Action, Answer, CREATED, Call, Code, Product, UPDATED, invalid};
use crate::products::status::disbursement as status;
use crate::refusal::Refusal;
use crate::world::World;
use crate::world::account::user_id;
use crate::world::document::{Document, Kind};

/// No document says how long a transfer takes.
const DELAY: TimeDelta = TimeDelta::seconds(5);

/// A setting beyond this is as good as never.
const LONGEST_DELAY: i64 = 100 * 365 * 24 * 3600;

/// The limits of banks that have any, in rupiah (xendit-api-reference.txt, lines 4285 and 4286).
const LEAST: i64 = 10_000;
const MOST: i64 = 25_000_000;

/// No answer and no callback has it.
const ACCOUNT_NUMBER: &str = "_account_number";

/// Why a disbursement fails (lines 4655 to 4662).
pub(crate) const FAILURES: &[&str] = &[
    "INSUFFICIENT_BALANCE",
    "UNKNOWN_BANK_NETWORK_ERROR",
    "TEMPORARY_BANK_NETWORK_ERROR",
    "INVALID_DESTINATION",
    "SWITCHING_NETWORK_ERROR",
    "REJECTED_BY_BANK",
    "TRANSFER_ERROR",
    "TEMPORARY_TRANSFER_ERROR",
];

/// The one of the documented example (line 4635).
const USUAL_FAILURE: &str = "INVALID_DESTINATION";

/// A destination.
struct Bank {
    code: &'static str,
    name: &'static str,
    /// Whether any amount can be sent there (lines 4283 and 4284).
    is_unlimited: bool,
    is_wallet: bool,
}

const fn large(code: &'static str, name: &'static str) -> Bank {
    Bank {
        code,
        name,
        is_unlimited: true,
        is_wallet: false,
    }
}

const fn small(code: &'static str, name: &'static str) -> Bank {
    Bank {
        is_unlimited: false,
        ..large(code, name)
    }
}

const fn wallet(code: &'static str, name: &'static str) -> Bank {
    Bank {
        is_wallet: true,
        ..small(code, name)
    }
}

/// The document prints the codes of the first four (lines 4555 and 4719) and the names of most others (lines 4283 and
/// 4713); its list of codes is lost.
const BANKS: &[Bank] = &[
    large("MANDIRI", "Bank Mandiri"),
    large("BRI", "Bank Rakyat Indonesia (BRI)"),
    large("BCA", "Bank Central Asia (BCA)"),
    large("BNI", "Bank Negara Indonesia (BNI)"),
    large("BNI_SYR", "Bank BNI Syariah"),
    large("CIMB", "Bank CIMB Niaga"),
    large("PERMATA", "Bank Permata"),
    large("SINARMAS", "Bank Sinarmas"),
    small("BTN", "Bank Tabungan Negara (BTN)"),
    small("NATIONALNOBU", "Bank Nationalnobu (NOBU)"),
    small("BCA_SYR", "Bank Central Asia (BCA) Syariah"),
    small("BJB", "BPD Jawa Barat dan Banten (BJB)"),
    small("BUKOPIN", "Bank Bukopin"),
    small("CITIBANK", "Citibank"),
    small("DANAMON", "Bank Danamon"),
    small("DBS", "Bank DBS Indonesia"),
    small("HSBC", "Hongkong and Shanghai Bank Corporation (HSBC)"),
    small("MAYBANK", "Bank Maybank"),
    small("MEGA", "Bank Mega"),
    small("MUAMALAT", "Bank Muamalat Indonesia"),
    small("OCBC", "Bank OCBC NISP"),
    small("PANIN", "Bank Panin"),
    small("UOB", "Bank UOB Indonesia"),
    wallet("GOPAY", "GoPay"),
    wallet("OVO", "OVO"),
    wallet("MANDIRI_ECASH", "Mandiri e-cash"),
];

pub(crate) const PRODUCT: Product = Product {
    handlers: &[
        ("create_disbursement", create),
        ("get_disbursement_by_id", get),
        ("get_disbursements_by_external_id", list),
        ("get_available_disbursement_banks", banks),
    ],
    actions: &[
        Action {
            kind: Kind::Disbursement,
            name: "complete",
            about: "The bank confirms that the money was sent.",
            input: &[],
            when: &[status::PENDING],
            run: |world, disbursement, _| Ok(complete(world, disbursement)),
        },
        Action {
            kind: Kind::Disbursement,
            name: "fail",
            about: "The transfer fails and the money comes back. `failure_code` is a documented one; INVALID_DESTINATION if left out.",
            input: &["failure_code"],
            when: &[status::PENDING],
            run: |world, disbursement, input| {
                let code = failure_code(input, FAILURES)?;
                Ok(fail(world, disbursement, &code))
            },
        },
    ],
    codes: &[
        Code {
            operation: "create_disbursement",
            field: "account_number",
            rule: "string.regex.name",
            code: "RECIPIENT_ACCOUNT_NUMBER_ERROR",
        },
        // The dashboard of a sandbox account holds no default description (line 4372).
        Code {
            operation: "create_disbursement",
            field: "description",
            rule: "any.required",
            code: "DISBURSEMENT_DESCRIPTION_NOT_FOUND_ERROR",
        },
    ],
    due: &[(Kind::Disbursement, |world, disbursement| {
        if disbursement.has_status(status::PENDING) {
            complete(world, disbursement);
        }
    })],
};

fn create(world: &mut World, call: &Call<'_>) -> Answer {
    let body = call.body;
    let code = body.text("bank_code").unwrap_or_default();
    if !is_supported(world, call.account, &code) {
        return Err(call.refuse("BANK_CODE_NOT_SUPPORTED_ERROR"));
    }
    let amount = rupiah(body.get("amount"), &["amount"], 0)?;
    let is_unlimited = BANKS
        .iter()
        .any(|bank| bank.code == code && bank.is_unlimited);
    let least = if is_unlimited { 1 } else { LEAST };
    if amount < Decimal::from(least) {
        return Err(call.refuse("RECIPIENT_AMOUNT_ERROR"));
    }
    if !is_unlimited && amount > Decimal::from(MOST) {
        return Err(call.refuse("MAXIMUM_TRANSFER_LIMIT_ERROR"));
    }
    if !world.debit(call.account, amount) {
        return Err(call.refuse("DIRECT_DISBURSEMENT_BALANCE_INSUFFICIENT_ERROR"));
    }
    let disbursement = new(world, call);
    world.save(&disbursement);
    Ok(disbursement.fields)
}

fn new(world: &World, call: &Call<'_>) -> Document {
    let body = call.body;
    let mut disbursement = Document::new(
        Kind::Disbursement,
        call.account,
        "57f1ce05bb1a631a65eee662",
        Json::object(),
    );
    let fields = &mut disbursement.fields;
    fields.set("user_id", Json::string(call.user_id()));
    fields.copy(
        body,
        &["external_id", "amount", "bank_code", "account_holder_name"],
    );
    fields.set_some("disbursement_description", body.get("description").cloned());
    fields.set("status", Json::string(status::PENDING));
    fields.set("id", Json::string(&disbursement.id));
    copy_emails(fields, body);
    fields.set_some(ACCOUNT_NUMBER, body.get("account_number").cloned());
    let now = Json::time(world.now());
    fields.set(CREATED, now.clone());
    fields.set(UPDATED, now);
    disbursement.set_due(arrival(world, call.account));
    disbursement
}

fn get(world: &mut World, call: &Call<'_>) -> Answer {
    let id = call.path("disbursement_id");
    world
        .store
        .of(call.account, Kind::Disbursement, id)
        .map(|disbursement| disbursement.fields)
        .ok_or_else(|| call.refuse("DIRECT_DISBURSEMENT_NOT_FOUND_ERROR"))
}

/// Several may have one `external_id` (line 4499): the newest comes first (observed).
fn list(world: &mut World, call: &Call<'_>) -> Answer {
    let external_id = call.query.text("external_id").unwrap_or_default();
    let found = world
        .store
        .referenced(call.account, Kind::Disbursement, &external_id);
    if found.is_empty() {
        return Err(call.refuse("DIRECT_DISBURSEMENT_NOT_FOUND_ERROR"));
    }
    let found = found.into_iter().rev();
    let found = found.map(|disbursement| disbursement.fields);
    Ok(Json::Array(found.collect()))
}

#[allow(clippy::unnecessary_wraps, reason = "it is a handler")]
fn banks(world: &mut World, call: &Call<'_>) -> Answer {
    let row = |code: &str, name: &str, can_name_validate| {
        let mut row = Json::object();
        row.set("name", Json::string(name));
        row.set("code", Json::string(code));
        row.set("can_disburse", Json::boolean(true));
        row.set("can_name_validate", Json::boolean(can_name_validate));
        row
    };
    let listed = BANKS
        .iter()
        .map(|bank| row(bank.code, bank.name, !bank.is_wallet));
    let more = more_banks(world, call.account);
    let more = more.iter().map(|code| row(code, code, false));
    Ok(Json::Array(listed.chain(more).collect()))
}

/// Whether money can be sent to a bank or e-wallet of this code.
pub(crate) fn is_supported(world: &World, account: &str, code: &str) -> bool {
    BANKS.iter().any(|bank| bank.code == code)
        || more_banks(world, account).iter().any(|more| more == code)
}

fn more_banks(world: &World, account: &str) -> Vec<String> {
    let more = world.account(account).setting("disbursement_banks");
    let more = more.iter().flat_map(Json::items);
    more.filter_map(Json::as_text).collect()
}

/// When a transfer that starts now arrives, if it does by itself.
pub(crate) fn arrival(world: &World, account: &str) -> Option<Time> {
    let delay = match world.account(account).setting("disbursement_delay_seconds") {
        Some(setting) if setting.is_null() => return None,
        Some(setting) => setting.as_decimal().and_then(|seconds| {
            let seconds = i64::try_from(seconds.trunc()).ok()?;
            TimeDelta::try_seconds(seconds.clamp(0, LONGEST_DELAY))
        }),
        None => None,
    };
    world.now().checked_add_signed(delay.unwrap_or(DELAY))
}

/// An amount that the balance can hold to the digit, or the refusal of a field that is not one.
pub(crate) fn rupiah(
    amount: Option<&Json>,
    field: &[&str],
    decimals: u32,
) -> Result<Decimal, Refusal> {
    let amount = amount
        .and_then(Json::as_decimal)
        .ok_or_else(|| invalid(field, "must have at most 28 digits", "number.unsafe"))?;
    if amount.normalize().scale() > decimals {
        let problem = format!("must have no more than {decimals} decimal places");
        return Err(invalid(field, &problem, "number.precision"));
    }
    Ok(amount)
}

/// The failure code that an action names, if it is one of these.
pub(crate) fn failure_code(input: &Json, known: &[&str]) -> Result<String, String> {
    let Some(code) = input.get("failure_code") else {
        return Ok(USUAL_FAILURE.to_owned());
    };
    code.as_text()
        .filter(|code| known.contains(&code.as_str()))
        .ok_or_else(|| format!("`failure_code` is none of {}", known.join(", ")))
}

/// Addresses are answered only if there are any (line 4351).
pub(crate) fn copy_emails(fields: &mut Json, body: &Json) {
    for name in ["email_to", "email_cc", "email_bcc"] {
        let emails = body.get(name).filter(|emails| !emails.items().is_empty());
        fields.set_some(name, emails.cloned());
    }
}

fn complete(world: &mut World, disbursement: Document) -> Json {
    end(world, disbursement, status::COMPLETED)
}

fn fail(world: &mut World, mut disbursement: Document, code: &str) -> Json {
    disbursement.fields.set("failure_code", Json::string(code));
    let amount = disbursement.fields.decimal("amount").unwrap_or_default();
    world.credit(&disbursement.account, amount);
    end(world, disbursement, status::FAILED)
}

fn end(world: &mut World, mut disbursement: Document, status: &str) -> Json {
    disbursement.set_status(status);
    disbursement.fields.set(UPDATED, Json::time(world.now()));
    disbursement.set_due(None);
    world.save(&disbursement);
    notify(world, &disbursement);
    disbursement.fields
}

/// The callback has fields that the answers lack (lines 4627 to 4643).
fn notify(world: &mut World, disbursement: &Document) {
    let fields = &disbursement.fields;
    let mut body = Json::object();
    body.set("id", Json::string(&disbursement.id));
    body.set("user_id", Json::string(user_id(&disbursement.account)));
    body.copy(
        fields,
        &[
            "external_id",
            "amount",
            "bank_code",
            "account_holder_name",
            "disbursement_description",
        ],
    );
    body.set_some("failure_code", fields.get("failure_code").cloned());
    body.set("is_instant", Json::boolean(false));
    body.copy(fields, &["status"]);
    body.set_some("updated", fields.get(UPDATED).cloned());
    body.set_some("created", fields.get(CREATED).cloned());
    body.copy(fields, &["email_to", "email_cc", "email_bcc"]);
    callbacks::send(
        world,
        Callback {
            kind: "disbursement_callback",
            account: &disbursement.account,
            url: None,
            body,
        },
    );
}

#[cfg(test)]
pub(crate) mod tests {
    use axum::http::HeaderMap;
    use serde_json::{Value, json};

    use super::*;
    use crate::api::Api;
    use crate::products;
    use crate::schedule;
    use crate::world::account::Balance;

    pub(crate) const ACCOUNT: &str = "account/sub";

    /// A request that passed the checks of its schema.
    pub(crate) fn call(
        world: &mut World,
        operation: &str,
        path: &[(&str, &str)],
        body: &Value,
    ) -> Answer {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let path: Vec<_> = path.iter().map(owned).collect();
        let operation = Api::with(&[]).unwrap().operation(operation).unwrap();
        let call = Call {
            operation,
            account: ACCOUNT,
            path: &path,
            query: &Json::object(),
            body: &Json::from_value(body),
            headers: &HeaderMap::new(),
            base_url: "http://127.0.0.1:1",
        };
        products::handle(world, &call)
    }

    pub(crate) fn act(world: &mut World, kind: Kind, id: &str, name: &str, input: &Value) -> Json {
        let document = world.store.get(kind, id).unwrap();
        products::act(world, document, name, &Json::from_value(input)).unwrap()
    }

    /// As the dashboard would have it.
    pub(crate) fn set(world: &mut World, setting: &str, value: &Value) {
        let mut account = world.account(ACCOUNT);
        let settings = Json::from_value(&json!({ setting: value }));
        account.document.fields.set("settings", settings);
        world.save(&account.document);
    }

    pub(crate) fn callbacks(world: &World, kind: &str) -> Vec<Value> {
        let deliveries = world.store.all(Kind::Delivery);
        deliveries
            .filter(|delivery| delivery.fields.text("kind").as_deref() == Some(kind))
            .map(|delivery| delivery.fields.get("body").unwrap().to_value())
            .collect()
    }

    pub(crate) fn spent(world: &World) -> Decimal {
        let start = Decimal::from(crate::world::account::INITIAL_BALANCE);
        start - world.account(ACCOUNT).balance(Balance::Cash)
    }

    pub(crate) fn status(world: &World, kind: Kind, id: &str) -> String {
        let document = world.store.get(kind, id).unwrap();
        document.fields.text("status").unwrap()
    }

    fn created(world: &mut World) -> String {
        let body = json!({
            "external_id": "refund-7",
            "amount": 15000,
            "bank_code": "BCA",
            "account_holder_name": "Rizky",
            "account_number": "1231241231",
            "description": "Refund",
            "email_to": ["a@example.com"],
        });
        let answer = call(world, "create_disbursement", &[], &body).unwrap();
        answer.text("id").unwrap()
    }

    #[test]
    fn the_merchant_is_told_how_it_ended_once() {
        let mut world = World::default();
        world.clock.freeze();
        let now = crate::clock::text(world.now());
        let id = created(&mut world);
        assert!(callbacks(&world, "disbursement_callback").is_empty());
        let input = json!({"failure_code": "REJECTED_BY_BANK"});
        act(&mut world, Kind::Disbursement, &id, "fail", &input);
        schedule::advance(&mut world, TimeDelta::days(1));
        let expected = json!({
            "id": id,
            "user_id": "sub",
            "external_id": "refund-7",
            "amount": 15000,
            "bank_code": "BCA",
            "account_holder_name": "Rizky",
            "disbursement_description": "Refund",
            "failure_code": "REJECTED_BY_BANK",
            "is_instant": false,
            "status": "FAILED",
            "updated": now,
            "created": now,
            "email_to": ["a@example.com"],
        });
        assert_eq!(callbacks(&world, "disbursement_callback"), [expected]);
    }

    #[test]
    fn the_delay_is_a_setting() {
        for (delay, seconds, then) in [
            (json!(90), 89, "PENDING"),
            (json!(90), 90, "COMPLETED"),
            (json!(0), 0, "COMPLETED"),
            (json!(-5), 0, "COMPLETED"),
            (Value::Null, 1_000_000, "PENDING"),
            (json!(1e18), 1_000_000, "PENDING"),
            (json!("soon"), 5, "COMPLETED"),
        ] {
            let mut world = World::default();
            world.clock.freeze();
            set(&mut world, "disbursement_delay_seconds", &delay);
            let id = created(&mut world);
            schedule::advance(&mut world, TimeDelta::seconds(seconds));
            assert_eq!(status(&world, Kind::Disbursement, &id), then, "{delay}");
            assert_eq!(spent(&world), 15_000.into());
        }
    }

    #[test]
    fn more_banks_are_a_setting() {
        let mut world = World::default();
        set(&mut world, "disbursement_banks", &json!(["ACEH"]));
        assert!(is_supported(&world, ACCOUNT, "ACEH"));
        assert!(!is_supported(&world, "another", "ACEH"));
        let list = call(
            &mut world,
            "get_available_disbursement_banks",
            &[],
            &json!({}),
        )
        .unwrap();
        let newest = list.items().last().unwrap().to_value();
        assert_eq!(newest["code"], "ACEH");
    }
}
