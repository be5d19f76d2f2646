//! Fixed virtual accounts and the payments into them (xendit-api-reference.txt, lines 1896 to 2440): PENDING until the
//! bank has made it, then ACTIVE, and INACTIVE once it has expired or, for single use, is paid.
//!
//! Settings of an account: `virtual_account_range`, the numbers that it may ask for, such as
//! `{"from": 1000, "to": 9999}`; `virtual_account_activation`, the seconds that the bank takes, 0 if not set;
//! `virtual_account_banks`, codes of banks that take what the contract lets any bank take: others than the listed ones, or
//! BCA with closed accounts
//! and expiration dates, as users had them.

use std::ops::RangeInclusive;

use chrono::TimeDelta;
use rust_decimal::Decimal;

use super::{invoices, numbers};
use crate::callbacks::{self, Callback};
use crate::clock;
use crate::json::Json;
use crate::products::banks::{Bank, bank_of, banks, check_expected, lacking};
use crate::products::product::{Act, Action, Answer, CREATED, Call, Code, Product, UPDATED};
use crate::products::status::fixed as status;
use crate::refusal::Refusal;
use crate::world::World;
use crate::world::account::user_id;
use crate::world::document::{Document, Kind};

/// The numbers of a development key (line 1953), the merchant code not counted. No document says which these are.
const RANGE: RangeInclusive<u64> = 1_000..=9_999_999_999;

/// What is paid at once is at least 1 and at most this. The document says it of the amounts expected (line 2100).
const MOST: i64 = 50_000_000_000;

/// Words that a name may not hold (line 2103); the document gives no list.
const FORBIDDEN: &[&str] = &["BANK", "BCA", "BNI", "BRI", "MANDIRI", "PERMATA", "XENDIT"];

/// The account number without the merchant code.
const NUMBER: &str = "_number";

pub(crate) const PRODUCT: Product = Product {
    handlers: &[
        ("get_virtual_account_banks", banks),
        ("create_fixed_virtual_account", create),
        ("get_fixed_virtual_account", get),
        ("update_fixed_virtual_account", update),
        ("get_fixed_virtual_account_payment", get_payment),
    ],
    actions: &[
        Action {
            kind: Kind::VirtualAccount,
            name: "pay",
            about: "A transfer arrives. `amount` may be left out if the account expects or suggests one, or an invoice \
                    is linked to it; `sender_name` is who sent it. The answer names the `payment_id`.",
            input: &["amount", "sender_name"],
            when: &[status::ACTIVE],
            run: pay,
        },
        Action {
            kind: Kind::VirtualAccount,
            name: "pay_other_amount",
            about: "Out of the ordinary: a transfer of `amount` arrives, whatever the account expects or an invoice asks \
                    for. It pays no invoice.",
            input: &["amount", "sender_name"],
            when: &[status::ACTIVE],
            run: |world, account, input| {
                let amount = payment(input)?;
                Ok(pay_amount(world, account, amount, input))
            },
        },
        Action {
            kind: Kind::VirtualAccount,
            name: "expire",
            about: "The expiration date is reached.",
            input: &[],
            when: &[status::PENDING, status::ACTIVE],
            run: |world, mut account, _| {
                deactivate(world, &mut account);
                Ok(account.fields)
            },
        },
    ],
    codes: &[
        Code {
            operation: "create_fixed_virtual_account",
            field: "suggested_amount",
            rule: "any.unknown",
            code: "SUGGESTED_AMOUNT_NOT_SUPPORTED_ERROR",
        },
        Code {
            operation: "create_fixed_virtual_account",
            field: "description",
            rule: "any.unknown",
            code: "DESCRIPTION_NOT_SUPPORTED_ERROR",
        },
        Code {
            operation: "create_fixed_virtual_account",
            field: "expected_amount",
            rule: "any.required",
            code: "EXPECTED_AMOUNT_REQUIRED_ERROR",
        },
        Code {
            operation: "create_fixed_virtual_account",
            field: "expected_amount",
            rule: "number.min",
            code: "MINIMUM_EXPECTED_AMOUNT_ERROR",
        },
        Code {
            operation: "create_fixed_virtual_account",
            field: "expected_amount",
            rule: "number.max",
            code: "MAXIMUM_EXPECTED_AMOUNT_ERROR",
        },
        Code {
            operation: "update_fixed_virtual_account",
            field: "expected_amount",
            rule: "number.greater",
            code: "MINIMUM_EXPECTED_AMOUNT_ERROR",
        },
        Code {
            operation: "update_fixed_virtual_account",
            field: "expected_amount",
            rule: "number.less",
            code: "MAXIMUM_EXPECTED_AMOUNT_ERROR",
        },
    ],
    due: &[(Kind::VirtualAccount, due)],
};

fn create(world: &mut World, call: &Call<'_>) -> Answer {
    let body = call.body;
    let code = body.text("bank_code").unwrap_or_default();
    let bank = bank_of(world, call.account, &code)
        .ok_or_else(|| call.refuse("BANK_NOT_SUPPORTED_ERROR"))?;
    if names_a_bank(&body.text("name").unwrap_or_default()) {
        return Err(call.refuse("CALLBACK_VIRTUAL_ACCOUNT_NAME_NOT_ALLOWED_ERROR"));
    }
    if let Some(code) = lacking(&bank, body) {
        return Err(call.refuse(code));
    }
    if body
        .moment("expiration_date")
        .is_some_and(|expiration| expiration < world.now())
    {
        return Err(call.refuse("EXPIRATION_DATE_INVALID_ERROR"));
    }
    check_expected(call, &code)?;
    let number = number(world, call, &code)?;
    let mut account = new(world, call, &bank, &number);
    let wait = world
        .account(call.account)
        .setting("virtual_account_activation")
        .and_then(|seconds| i64::try_from(seconds.as_decimal()?).ok())
        .and_then(TimeDelta::try_seconds)
        .unwrap_or_default();
    account.set_due(world.now().checked_add_signed(wait));
    numbers::take(world, call.account, &code, &number);
    world.save(&account);
    Ok(account.fields)
}

fn names_a_bank(name: &str) -> bool {
    name.split_whitespace()
        .any(|word| FORBIDDEN.contains(&word.to_uppercase().as_str()))
}

/// The number asked for, or a free one, without the merchant code (line 2010).
fn number(world: &World, call: &Call<'_>, bank: &str) -> Result<String, Refusal> {
    let range = range(world, call.account);
    let Some(number) = call.body.text("virtual_account_number") else {
        return numbers::pick(world, call.account, bank, &range).ok_or_else(|| {
            call.refuse("VIRTUAL_ACCOUNT_NUMBER_OUTSIDE_RANGE")
                .with_message("No number is left in your range.")
        });
    };
    if !numbers::is_in(&range, &number) {
        return Err(call.refuse("VIRTUAL_ACCOUNT_NUMBER_OUTSIDE_RANGE"));
    }
    if numbers::is_taken(world, call.account, bank, &number) {
        return Err(call.refuse("DUPLICATE_CALLBACK_VIRTUAL_ACCOUNT_ERROR"));
    }
    Ok(number)
}

fn range(world: &World, account: &str) -> RangeInclusive<u64> {
    numbers::range(
        world.account(account).setting("virtual_account_range"),
        RANGE,
    )
}

fn new(world: &World, call: &Call<'_>, bank: &Bank, number: &str) -> Document {
    let body = call.body;
    let mut account = Document::new(
        Kind::VirtualAccount,
        call.account,
        "57f6fbf26b9f064272622aa6",
        Json::object(),
    );
    let fields = &mut account.fields;
    fields.set("id", Json::string(&account.id));
    fields.set("owner_id", Json::string(call.user_id()));
    fields.copy(body, &["external_id", "bank_code"]);
    fields.set("merchant_code", Json::string(bank.merchant_code));
    fields.copy(body, &["name"]);
    fields.set(
        "account_number",
        Json::string(&format!("{}{number}", bank.merchant_code)),
    );
    fields.copy(body, &["suggested_amount", "expected_amount"]);
    for name in ["is_closed", "is_single_use"] {
        fields.set(name, Json::boolean(body.flag(name).unwrap_or(false)));
    }
    fields.set("status", Json::string(status::PENDING));
    let expiration = body.moment("expiration_date");
    let expiration = expiration.or_else(|| clock::far_away(world.now()));
    fields.set_some("expiration_date", expiration.map(Json::time));
    fields.copy(body, &["description"]);
    fields.set("currency", Json::string("IDR"));
    fields.set(NUMBER, Json::string(number));
    fields.set(CREATED, Json::time(world.now()));
    fields.set(UPDATED, Json::time(world.now()));
    account
}

fn get(world: &mut World, call: &Call<'_>) -> Answer {
    Ok(find(world, call)?.fields)
}

/// No document has a row for changing an unknown account; it is answered as reading one (errata errors-06).
fn find(world: &World, call: &Call<'_>) -> Result<Document, Refusal> {
    let id = call.path("id");
    world
        .store
        .of(call.account, Kind::VirtualAccount, id)
        .ok_or_else(|| {
            Refusal::new(
                404,
                "CALLBACK_VIRTUAL_ACCOUNT_NOT_FOUND_ERROR",
                "No fixed virtual account has this id.",
            )
        })
}

fn update(world: &mut World, call: &Call<'_>) -> Answer {
    let body = call.body;
    let mut account = find(world, call)?;
    if account.has_status(status::INACTIVE) {
        return Err(call.refuse("INACTIVE_VIRTUAL_ACCOUNT_ERROR"));
    }
    let code = account.fields.text("bank_code").unwrap_or_default();
    let bank = bank_of(world, call.account, &code)
        .ok_or_else(|| call.refuse("BANK_NOT_SUPPORTED_ERROR"))?;
    check_unchangeable(world, call, &account)?;
    let code = lacking(&bank, body).filter(|code| *code != "EXPIRATION_DATE_NOT_SUPPORTED_ERROR");
    if let Some(code) = code {
        return Err(call.refuse(code));
    }
    let fields = &mut account.fields;
    fields.copy(
        body,
        &[
            "suggested_amount",
            "expected_amount",
            "is_single_use",
            "description",
        ],
    );
    fields.set(UPDATED, Json::time(world.now()));
    if let Some(expiration) = body.moment("expiration_date") {
        fields.set("expiration_date", Json::time(expiration));
        if expiration <= world.now() {
            deactivate(world, &mut account);
        } else if account.has_status(status::ACTIVE) {
            account.set_due(Some(expiration));
        }
    }
    world.save(&account);
    tell_changed(world, &account);
    Ok(account.fields)
}

/// The update has no fields for these, but rows of errors about them (lines 2241 to 2255).
fn check_unchangeable(world: &World, call: &Call<'_>, account: &Document) -> Result<(), Refusal> {
    let body = call.body;
    if body
        .text("bank_code")
        .is_some_and(|code| bank_of(world, call.account, &code).is_none())
    {
        return Err(call.refuse("BANK_NOT_SUPPORTED_ERROR"));
    }
    if body
        .text("virtual_account_number")
        .is_some_and(|number| !numbers::is_in(&range(world, call.account), &number))
    {
        return Err(call.refuse("VIRTUAL_ACCOUNT_NUMBER_OUTSIDE_RANGE"));
    }
    let Some(is_closed) = body.flag("is_closed") else {
        return Ok(());
    };
    let expects = |json: &Json| json.get("expected_amount").is_some();
    if is_closed && !expects(body) && !expects(&account.fields) {
        return Err(call.refuse("EXPECTED_AMOUNT_REQUIRED_ERROR"));
    }
    if account.fields.flag("is_closed") != Some(is_closed) {
        return Err(call
            .refuse("CLOSED_VA_NOT_SUPPORTED_ERROR")
            .with_message("A closed account cannot become an open one, nor an open one closed."));
    }
    Ok(())
}

fn get_payment(world: &mut World, call: &Call<'_>) -> Answer {
    let id = call.path("payment_id");
    let payments = world
        .store
        .referenced(call.account, Kind::VirtualAccountPayment, id);
    payments
        .into_iter()
        .next()
        .map(|payment| payment.fields)
        .ok_or_else(|| call.refuse("CALLBACK_VIRTUAL_ACCOUNT_PAYMENT_NOT_FOUND_ERROR"))
}

/// The bank has made the account, or its time is over.
fn due(world: &mut World, mut account: Document) {
    if !account.has_status(status::PENDING) {
        deactivate(world, &mut account);
        return;
    }
    account.set_status(status::ACTIVE);
    account.set_due(account.fields.moment("expiration_date"));
    world.save(&account);
    tell_changed(world, &account);
}

fn deactivate(world: &mut World, account: &mut Document) {
    account.set_status(status::INACTIVE);
    account.fields.set(UPDATED, Json::time(world.now()));
    account.set_due(None);
    world.save(account);
}

fn pay(world: &mut World, account: Document, input: &Json) -> Act {
    let invoice = invoices::linked(world, &account);
    let amount = amount(&account.fields, invoice.as_ref(), input)?;
    let Some(invoice) = invoice else {
        return Ok(pay_amount(world, account, amount, input));
    };
    let fields = &account.fields;
    let destination = fields.text("account_number").unwrap_or_default();
    let bank = fields.text("bank_code").unwrap_or_default();
    invoices::pay_into_fixed_account(world, invoice, &bank, &destination);
    Ok(used(world, account))
}

fn pay_amount(world: &mut World, account: Document, amount: Decimal, input: &Json) -> Json {
    let payment = receive(world, &account, amount, input);
    let mut json = used(world, account);
    json.set("payment_id", payment);
    json
}

/// After a payment.
fn used(world: &mut World, mut account: Document) -> Json {
    if account.is("is_single_use") {
        deactivate(world, &mut account);
    }
    account.fields
}

/// The `amount` of an action that needs one.
pub(super) fn payment(input: &Json) -> Result<Decimal, String> {
    let amount = input.decimal("amount");
    let amount = amount.filter(|amount| *amount > Decimal::ZERO);
    amount.ok_or_else(|| "`amount` is needed, more than 0".to_owned())
}

/// What is transferred: what an invoice or a closed account asks for to the rupiah, else what the payer likes.
fn amount(account: &Json, invoice: Option<&Document>, input: &Json) -> Result<Decimal, String> {
    let sent = match input.get("amount").filter(|json| !json.is_null()) {
        Some(json) => Some(json.as_decimal().ok_or("`amount` is not a number")?),
        None => None,
    };
    let asked = match invoice {
        Some(invoice) => invoice.fields.decimal("amount"),
        None if account.flag("is_closed") == Some(true) => account.decimal("expected_amount"),
        None => None,
    };
    let amount = match (asked, sent) {
        (Some(asked), Some(sent)) if asked != sent => {
            return Err(format!("the account takes exactly {asked}"));
        }
        (Some(asked), _) => asked,
        (None, sent) => sent
            .or_else(|| account.decimal("suggested_amount"))
            .ok_or("`amount` is needed: the account takes any")?,
    };
    if asked.is_none() && (amount < Decimal::ONE || amount > Decimal::from(MOST)) {
        return Err(format!("`amount` is not between 1 and {MOST}"));
    }
    Ok(amount)
}

/// Keeps a payment, moves its money, tells the merchant, and answers its `payment_id`.
fn receive(world: &mut World, account: &Document, amount: Decimal, input: &Json) -> Json {
    let now = Json::time(world.now());
    let payment_id = payment_id(world, Kind::VirtualAccountPayment);
    let mut payment = Document::new(
        Kind::VirtualAccountPayment,
        &account.account,
        "598d91b1191029596846047f",
        Json::object(),
    );
    let fields = &mut payment.fields;
    fields.set("id", Json::string(&payment.id));
    fields.set("payment_id", Json::string(&payment_id));
    fields.set("callback_virtual_account_id", Json::string(&account.id));
    fields.copy(&account.fields, &["external_id", "merchant_code"]);
    let number = account.fields.text(NUMBER).unwrap_or_default();
    fields.set("account_number", Json::string(&number));
    fields.copy(&account.fields, &["bank_code"]);
    fields.set("amount", Json::amount(amount));
    fields.set("transaction_timestamp", now.clone());
    let mut body = fields.clone();
    fields.copy(input, &["sender_name"]);
    payment.set_reference(&payment_id);
    world.save(&payment);
    world.credit(&account.account, amount);
    body.set("owner_id", Json::string(user_id(&account.account)));
    body.set("updated", now.clone());
    body.set("created", now);
    callbacks::send(
        world,
        Callback {
            kind: "fixed_virtual_account_paid_callback",
            account: &account.account,
            url: None,
            body,
        },
    );
    Json::string(&payment_id)
}

/// The vendor's reference of a payment: digits, as in every example.
pub(super) fn payment_id(world: &World, kind: Kind) -> String {
    let count = world.store.count(kind) % 1000;
    format!(
        "{}{count:03}{:03}",
        world.now().timestamp_millis(),
        fastrand::u32(..1000)
    )
}

fn tell_changed(world: &mut World, account: &Document) {
    let fields = &account.fields;
    let mut body = fields.clone();
    // Neither is in the callback (errata virtual-accounts-30).
    body.remove("description");
    body.remove("currency");
    for (name, hidden) in [("updated", UPDATED), ("created", CREATED)] {
        body.set_some(name, fields.get(hidden).cloned());
    }
    callbacks::send(
        world,
        Callback {
            kind: "fixed_virtual_account_changed_callback",
            account: &account.account,
            url: None,
            body,
        },
    );
}
