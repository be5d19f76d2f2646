//! Retail outlets: fixed payment codes (xendit-api-reference.txt, lines 2441 to 2735).
//!
//! Settings of an account: `payment_code_prefix`, 3 to 6 characters, TEST if not set; `payment_code_range`, the codes
//! that it may ask for, such as `{"from": 1000, "to": 9999}`, without the prefix.

use std::ops::RangeInclusive;

use rust_decimal::Decimal;

use super::{numbers, virtual_accounts};
use crate::callbacks::{self, Callback};
use crate::clock;
use crate::json::Json;
use crate::products::product::{Act, Action, Answer, Call, Code, Product};
use crate::products::status::fixed as status;
use crate::products::virtual_accounts::payment;
use crate::refusal::Refusal;
use crate::world::World;
use crate::world::account::user_id;
use crate::world::document::{Document, Kind};

/// No document says which codes these are.
const RANGE: RangeInclusive<u64> = 1..=999_999_999;

/// The prefix of every example (line 2494).
const PREFIX: &str = "TEST";

/// The retail outlets that the document names (line 2506).
const OUTLETS: &[&str] = &["ALFAMART", "INDOMARET"];

pub(crate) const PRODUCT: Product = Product {
    handlers: &[
        ("create_fixed_payment_code", create),
        ("update_fixed_payment_code", update),
        ("get_fixed_payment_code", get),
    ],
    actions: &[
        Action {
            kind: Kind::PaymentCode,
            name: "pay",
            about: "Somebody pays at the counter; `amount` is what the code expects, if it is left out.",
            input: &["amount"],
            when: &[status::ACTIVE],
            run: pay,
        },
        Action {
            kind: Kind::PaymentCode,
            name: "pay_other_amount",
            about: "Out of the ordinary: `amount` is paid, whatever the code expects.",
            input: &["amount"],
            when: &[status::ACTIVE],
            run: |world, code, input| Ok(pay_amount(world, code, payment(input)?)),
        },
        Action {
            kind: Kind::PaymentCode,
            name: "expire",
            about: "The expiration date is reached.",
            input: &[],
            when: &[status::ACTIVE],
            run: |world, mut code, _| {
                deactivate(world, &mut code);
                Ok(code.fields)
            },
        },
    ],
    codes: &[
        limit("create_fixed_payment_code", "number.min", MINIMUM),
        limit("create_fixed_payment_code", "number.max", MAXIMUM),
        limit("update_fixed_payment_code", "number.min", MINIMUM),
        limit("update_fixed_payment_code", "number.max", MAXIMUM),
    ],
    due: &[(Kind::PaymentCode, |world, mut code| {
        deactivate(world, &mut code);
    })],
};

const MINIMUM: &str = "MINIMUM_EXPECTED_AMOUNT_ERROR";
const MAXIMUM: &str = "MAXIMUM_EXPECTED_AMOUNT_ERROR";

const fn limit(operation: &'static str, rule: &'static str, code: &'static str) -> Code {
    Code {
        operation,
        field: "expected_amount",
        rule,
        code,
    }
}

fn create(world: &mut World, call: &Call<'_>) -> Answer {
    let body = call.body;
    let outlet = body.text("retail_outlet_name").unwrap_or_default();
    if !OUTLETS.contains(&outlet.as_str()) {
        return Err(call.refuse("RETAIL_OUTLET_NOT_SUPPORTED_ERROR"));
    }
    let now = world.now();
    let expiration = body.moment("expiration_date");
    if expiration.is_some_and(|expiration| expiration < now) {
        return Err(call.refuse("EXPIRATION_DATE_INVALID_ERROR"));
    }
    let expiration = expiration.or_else(|| clock::far_away(now));
    let prefix = prefix(world, call.account);
    let number = number(world, call, &outlet, &prefix)?;
    let mut code = Document::new(
        Kind::PaymentCode,
        call.account,
        "5b61881e6cc2770f00117f73",
        Json::object(),
    );
    let fields = &mut code.fields;
    fields.set("owner_id", Json::string(call.user_id()));
    fields.copy(body, &["external_id", "retail_outlet_name"]);
    fields.set("prefix", Json::string(&prefix));
    fields.copy(body, &["name"]);
    fields.set("payment_code", Json::string(&format!("{prefix}{number}")));
    fields.set("type", Json::string("USER"));
    fields.copy(body, &["expected_amount"]);
    let is_single_use = body.flag("is_single_use").unwrap_or(false);
    fields.set("is_single_use", Json::boolean(is_single_use));
    fields.set_some("expiration_date", expiration.map(Json::time));
    fields.set("id", Json::string(&code.id));
    fields.set("status", Json::string(status::ACTIVE));
    code.set_due(expiration);
    numbers::take(world, call.account, &outlet, &number);
    world.save(&code);
    Ok(displayed(code))
}

fn prefix(world: &World, account: &str) -> String {
    world
        .account(account)
        .setting("payment_code_prefix")
        .and_then(|prefix| prefix.as_text())
        .filter(|prefix| (3..=6).contains(&prefix.chars().count()))
        .unwrap_or_else(|| PREFIX.to_owned())
}

/// The code asked for, or a free one, without the prefix. Whether a request holds the prefix is not documented, so
/// both are taken.
fn number(world: &World, call: &Call<'_>, outlet: &str, prefix: &str) -> Result<String, Refusal> {
    let range = range(world, call.account);
    let Some(code) = call.body.text("payment_code") else {
        return numbers::pick(world, call.account, outlet, &range).ok_or_else(|| {
            call.refuse("PAYMENT_CODE_OUTSIDE_RANGE")
                .with_message("No code is left in your range.")
        });
    };
    let number = code.strip_prefix(prefix).unwrap_or(&code);
    if !numbers::is_in(&range, number) {
        return Err(call.refuse("PAYMENT_CODE_OUTSIDE_RANGE"));
    }
    if numbers::is_taken(world, call.account, outlet, number) {
        return Err(call.refuse("DUPLICATE_PAYMENT_CODE_ERROR"));
    }
    Ok(number.to_owned())
}

fn range(world: &World, account: &str) -> RangeInclusive<u64> {
    numbers::range(world.account(account).setting("payment_code_range"), RANGE)
}

/// The status is in answers although no document has it; but only ACTIVE was ever seen (errata retail-outlets-05).
fn displayed(mut code: Document) -> Json {
    if !code.has_status(status::ACTIVE) {
        code.fields.remove("status");
    }
    code.fields
}

fn update(world: &mut World, call: &Call<'_>) -> Answer {
    let body = call.body;
    let mut code = find(world, call)?;
    if !code.has_status(status::ACTIVE) {
        return Err(call.refuse("INACTIVE_FIXED_PAYMENT_CODE_ERROR"));
    }
    // The update has no such field, but a row about it (line 2611).
    let prefix = code.fields.text("prefix").unwrap_or_default();
    let is_outside = |wanted: String| {
        let number = wanted.strip_prefix(&prefix).unwrap_or(&wanted);
        !numbers::is_in(&range(world, call.account), number)
    };
    if body.text("payment_code").is_some_and(is_outside) {
        return Err(call.refuse("PAYMENT_CODE_OUTSIDE_RANGE"));
    }
    code.fields.copy(body, &["name", "expected_amount"]);
    if let Some(expiration) = body.moment("expiration_date") {
        code.fields.set("expiration_date", Json::time(expiration));
        code.set_due(Some(expiration));
        if expiration <= world.now() {
            deactivate(world, &mut code);
        }
    }
    world.save(&code);
    Ok(displayed(code))
}

fn get(world: &mut World, call: &Call<'_>) -> Answer {
    Ok(displayed(find(world, call)?))
}

/// No document has a row for changing an unknown code; it is answered as reading one (errata errors-06).
fn find(world: &World, call: &Call<'_>) -> Result<Document, Refusal> {
    let id = call.path("fixed_payment_code_id");
    world
        .store
        .of(call.account, Kind::PaymentCode, id)
        .ok_or_else(|| {
            Refusal::new(
                404,
                "FIXED_PAYMENT_CODE_NOT_FOUND_ERROR",
                "No fixed payment code has this id.",
            )
        })
}

/// Its time is over, or, for single use, it is paid.
fn deactivate(world: &mut World, code: &mut Document) {
    code.set_status(status::INACTIVE);
    code.set_due(None);
    world.save(code);
}

fn pay(world: &mut World, code: Document, input: &Json) -> Act {
    let expected = code.fields.decimal("expected_amount").unwrap_or_default();
    let sent = input.get("amount").filter(|json| !json.is_null());
    if sent.is_some_and(|sent| sent.as_decimal() != Some(expected)) {
        return Err(format!("the counter takes exactly {expected}"));
    }
    Ok(pay_amount(world, code, expected))
}

fn pay_amount(world: &mut World, mut code: Document, amount: Decimal) -> Json {
    receive(world, &code, amount);
    if code.is("is_single_use") {
        deactivate(world, &mut code);
    }
    code.fields
}

/// Moves the money and tells the merchant.
fn receive(world: &mut World, code: &Document, amount: Decimal) {
    world.credit(&code.account, amount);
    let now = Json::time(world.now());
    let fields = &code.fields;
    let mut body = Json::object();
    body.set(
        "fixed_payment_code_payment_id",
        Json::string(&crate::id::fresh_like("5b61ffc470f7f3470165e7b3")),
    );
    body.set("owner_id", Json::string(user_id(&code.account)));
    body.set("fixed_payment_code_id", Json::string(&code.id));
    let payment_id = virtual_accounts::payment_id(world, Kind::PaymentCode);
    body.set("payment_id", Json::string(&payment_id));
    body.copy(
        fields,
        &[
            "external_id",
            "payment_code",
            "prefix",
            "retail_outlet_name",
        ],
    );
    body.set("amount", Json::amount(amount));
    body.copy(fields, &["name"]);
    for name in ["transaction_timestamp", "updated", "created"] {
        body.set(name, now.clone());
    }
    callbacks::send(
        world,
        Callback {
            kind: "fixed_payment_code_paid_callback",
            account: &code.account,
            url: None,
            body,
        },
    );
}
