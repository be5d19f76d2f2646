//! Invoices: PENDING, then PAID and SETTLED, or EXPIRED (xendit-api-reference.txt, lines 2737 to 3613).
//!
//! Settings of an account: `payment_methods`, what it offers, such as `["BCA", "OVO"]`; `retail_outlets`, true if the
//! limit of accounts with retail outlets holds (line 2949); `virtual_account_range_used_up` and
//! `payment_code_range_used_up`, true if no number is left (lines 2961 and 2967); `invoice_duration`, the seconds that
//! an invoice lives if its request does not say; `invoice_expired_callback`, true to be told of expired ones (3569).

mod callback;
mod fields;
mod methods;

use chrono::{Datelike, TimeDelta};
use rust_decimal::Decimal;

use self::callback::notify;
pub(super) use self::fields::{CLIENT_TYPE, RECURRING};
use self::fields::{INVOICE, IS_FIXED, OFFERED, ON_DEMAND_LINK};
use self::methods::{
    METHODS, check_methods, chosen, configured, destination, is_bank, is_outlet, offered,
};
use super::recurring_payments;
use crate::clock::Time;
use crate::json::Json;
use crate::products::product::{Act, Action, Answer, Call, Code, Product, invalid};
use crate::products::status::{fixed, invoice as status};
use crate::refusal::Refusal;
use crate::world::World;
use crate::world::account::user_id;
use crate::world::document::{Document, Kind};

/// By default an invoice lives for 24 hours (xendit-api-reference.txt, line 2914).
const LIFE: TimeDelta = TimeDelta::hours(24);

/// No document says when a paid invoice is settled.
const SETTLEMENT: TimeDelta = TimeDelta::days(1);

pub(crate) const PRODUCT: Product = Product {
    handlers: &[
        ("create_invoice", create),
        ("list_invoices", list),
        ("get_invoice", get),
        ("expire_invoice", expire),
    ],
    actions: &[
        Action {
            kind: Kind::Invoice,
            name: "pay",
            about: "The payer pays. `channel` is a bank, ALFAMART, OVO or CREDIT_CARD; MANDIRI if left out.",
            input: &["channel"],
            when: &[status::PENDING],
            run: pay,
        },
        Action {
            kind: Kind::Invoice,
            name: "pay_late",
            about: "Out of the ordinary: the payer pays after the time to pay was over. `channel` as with `pay`.",
            input: &["channel"],
            when: &[status::EXPIRED],
            run: pay,
        },
        Action {
            kind: Kind::Invoice,
            name: "settle",
            about: "The money of a paid invoice reaches the cash balance.",
            input: &[],
            when: &[status::PAID],
            run: settle,
        },
        Action {
            kind: Kind::Invoice,
            name: "expire",
            about: "The time to pay is over.",
            input: &[],
            when: &[status::PENDING],
            run: |world, invoice, _| Ok(end(world, invoice)),
        },
    ],
    codes: &[
        Code {
            operation: "create_invoice",
            field: "amount",
            rule: "number.min",
            code: "MINIMAL_TRANSFER_AMOUNT_ERROR",
        },
        Code {
            operation: "create_invoice",
            field: "amount",
            rule: "number.max",
            code: "MAXIMUM_TRANSFER_AMOUNT_ERROR",
        },
    ],
    due: &[(Kind::Invoice, due)],
};

fn create(world: &mut World, call: &Call<'_>) -> Answer {
    make(world, call, "API_GATEWAY", None)
}

/// The ways to create an invoice that are outside the API (lines 3430 to 3432).
pub(crate) const ELSEWHERE: &[&str] = &[ON_DEMAND, "DASHBOARD", "INTEGRATION"];
pub(crate) const ON_DEMAND: &str = "ON_DEMAND";

/// Makes an invoice of a request as `create_invoice` has it, in one of these ways; with a link, by this on-demand link.
pub(crate) fn make(
    world: &mut World,
    call: &Call<'_>,
    client_type: &str,
    on_demand_link: Option<&str>,
) -> Answer {
    let body = call.body;
    check_seconds(body, "invoice_duration")?;
    if expiry(world, call.account, body).is_none() {
        return Err(invalid(
            &["invoice_duration"],
            "leads to a date that cannot be written",
            "number.max",
        ));
    }
    check_methods(world, call)?;
    let fixed = match body.text("callback_virtual_account_id") {
        Some(id) => Some(
            world
                .store
                .of(call.account, Kind::VirtualAccount, &id)
                // Nobody can pay into one that is no more; what the vendor answers is not known.
                .filter(|account| !account.has_status(fixed::INACTIVE))
                .ok_or_else(|| call.refuse("CALLBACK_VIRTUAL_ACCOUNT_NOT_FOUND_ERROR"))?,
        ),
        None => None,
    };
    let mut invoice = new(world, call.account, call.base_url, body);
    let fields = &mut invoice.fields;
    fields.set(CLIENT_TYPE, Json::string(client_type));
    fields.set_some(ON_DEMAND_LINK, on_demand_link.map(Json::string));
    world.save(&invoice);
    if let Some(fixed) = fixed {
        link(world, fixed, &invoice.id);
    }
    Ok(displayed(&invoice))
}

/// A duration counts seconds and is not 0, as was observed; the contract has no limit.
pub(super) fn check_seconds(body: &Json, field: &str) -> Result<(), Refusal> {
    match body.decimal(field) {
        Some(seconds) if seconds <= Decimal::ZERO => Err(invalid(
            &[field],
            "must be greater than 0",
            "number.greater",
        )),
        _ => Ok(()),
    }
}

/// When an invoice of this request expires, unless that is too far away to be written.
fn expiry(world: &World, account: &str, request: &Json) -> Option<Time> {
    let seconds = request
        .decimal("invoice_duration")
        .or_else(|| duration_of_business(world, account));
    let life = match seconds {
        Some(seconds) => TimeDelta::try_seconds(i64::try_from(seconds).ok()?)?,
        None => LIFE,
    };
    let expiry = world.now().checked_add_signed(life)?;
    (expiry.year() <= 9999).then_some(expiry)
}

/// The business's own duration, in seconds (line 3678).
pub(super) fn duration_of_business(world: &World, account: &str) -> Option<Decimal> {
    world
        .account(account)
        .setting("invoice_duration")?
        .as_decimal()
        .filter(|seconds| *seconds > Decimal::ZERO)
}

/// A new invoice, from the fields of a request to create one. Recurring payments make theirs the same way.
pub(crate) fn new(world: &World, account: &str, base_url: &str, request: &Json) -> Document {
    let now = world.now();
    let expiry = expiry(world, account, request).unwrap_or(now + LIFE);
    let mut invoice = Document::new(
        Kind::Invoice,
        account,
        "579c8d61f23fa4ca35e52da4",
        Json::object(),
    );
    let fields = &mut invoice.fields;
    fields.set("id", Json::string(&invoice.id));
    fields.set("user_id", Json::string(user_id(account)));
    fields.copy(request, &["external_id"]);
    fields.set("status", Json::string(status::PENDING));
    fields.set("merchant_name", Json::string("Sandbox"));
    fields.set(
        "merchant_profile_picture_url",
        Json::string(&format!("{base_url}/merchant.png")),
    );
    fields.set_some("amount", request.get("amount").map(whole));
    // The server takes an invoice without these two, and then has none to answer (errata invoices-17).
    fields.copy(request, &["payer_email", "description"]);
    fields.set(
        "invoice_url",
        Json::string(&format!("{base_url}/web/invoices/{}", invoice.id)),
    );
    fields.set("expiry_date", Json::time(expiry));
    let configured = configured(&world.account(account));
    let methods = chosen(request).unwrap_or(configured);
    fields.set(
        "should_exclude_credit_card",
        Json::boolean(!methods.iter().any(|method| method == "CREDIT_CARD")),
    );
    fields.set(
        "should_send_email",
        Json::boolean(request.flag("should_send_email").unwrap_or(false)),
    );
    fields.set("created", Json::time(now));
    fields.set("updated", Json::time(now));
    fields.copy(
        request,
        &[
            "mid_label",
            "currency",
            "fixed_va",
            "success_redirect_url",
            "failure_redirect_url",
        ],
    );
    if methods != METHODS {
        let methods = methods.iter().map(|method| Json::string(method)).collect();
        fields.set(OFFERED, Json::Array(methods));
    }
    invoice.set_due(Some(expiry));
    invoice
}

/// Rupiah have no fraction: an invoice is cut to whole ones (observed).
fn whole(amount: &Json) -> Json {
    match amount.as_decimal() {
        Some(decimal) if !decimal.is_integer() => Json::amount(decimal.trunc()),
        _ => amount.clone(),
    }
}

/// The invoice with its payment options, which follow from it and are not kept.
pub(crate) fn displayed(invoice: &Document) -> Json {
    let mut json = invoice.fields.clone();
    let amount = json
        .get("amount")
        .cloned()
        .unwrap_or_else(|| Json::integer(0));
    let offered = offered(&json);
    let bank = |code: &String| {
        Json::from([
            ("bank_code", Json::string(code)),
            ("collection_type", Json::string("POOL")),
            (
                "bank_account_number",
                Json::string(&destination(invoice, code)),
            ),
            ("transfer_amount", amount.clone()),
            ("bank_branch", Json::string("Virtual Account")),
            ("account_holder_name", Json::string("SANDBOX")),
            ("identity_amount", Json::integer(0)),
        ])
    };
    let outlet = |name: &String| {
        Json::from([
            ("retail_outlet_name", Json::string(name)),
            ("payment_code", Json::string(&destination(invoice, name))),
            ("transfer_amount", amount.clone()),
        ])
    };
    let banks = offered.iter().filter(|method| is_bank(method)).map(bank);
    let outlets = offered
        .iter()
        .filter(|method| is_outlet(method))
        .map(outlet);
    let (banks, outlets) = (banks.collect(), outlets.collect());
    json.set("available_banks", Json::Array(banks));
    json.set("available_retail_outlets", Json::Array(outlets));
    json
}

fn get(world: &mut World, call: &Call<'_>) -> Answer {
    Ok(displayed(&find(world, call)?))
}

/// One that is not PENDING is refused (observed).
fn expire(world: &mut World, call: &Call<'_>) -> Answer {
    let invoice = find(world, call)?;
    if !invoice.has_status(status::PENDING) {
        let refusal = call.refuse("INVOICE_NOT_FOUND_ERROR");
        return Err(refusal.with_message("Could not find and update PENDING invoice."));
    }
    Ok(end(world, invoice))
}

fn find(world: &World, call: &Call<'_>) -> Result<Document, Refusal> {
    world
        .store
        .of(call.account, Kind::Invoice, call.path("invoice_id"))
        .ok_or_else(|| call.refuse("INVOICE_NOT_FOUND_ERROR"))
}

/// The invoice that is paid through this channel to this number.
pub(super) fn payable(
    world: &World,
    account: &str,
    channel: &str,
    number: &str,
) -> Option<Document> {
    let mut invoices = world.store.recent(account, Kind::Invoice, None);
    invoices.find(|invoice| {
        invoice.has_status(status::PENDING)
            && offered(&invoice.fields)
                .iter()
                .any(|method| method == channel)
            && destination(invoice, channel) == number
    })
}

/// The filters of a list: a field of the invoice and the parameters that bound it.
const BOUNDS: &[(&str, &str, &str)] = &[
    ("created", "created_after", "created_before"),
    ("paid_at", "paid_after", "paid_before"),
    ("expiry_date", "expired_after", "expired_before"),
    // Only the example has these; `updated` is what the prose speaks of (errata invoices-47 and invoices-49).
    ("updated", "after", "before"),
];

#[allow(clippy::unnecessary_wraps, reason = "it is a handler")]
fn list(world: &mut World, call: &Call<'_>) -> Answer {
    let query = call.query;
    let limit = query
        .decimal("limit")
        .and_then(|limit| usize::try_from(limit).ok())
        .unwrap_or(10);
    let last = query.text("last_invoice_id");
    let listed = |filter: &str, value: Option<String>| match query.get(filter) {
        Some(wanted) => value.is_some_and(|value| wanted.items().contains(&Json::string(&value))),
        None => true,
    };
    let fits = |invoice: &Document| {
        let fields = &invoice.fields;
        listed("statuses", Some(invoice.status()))
            && listed("client_types", fields.text(CLIENT_TYPE))
            && listed("payment_channels", fields.text("payment_channel"))
            && [
                ("external_id", "external_id"),
                ("on_demand_link", ON_DEMAND_LINK),
                ("recurring_payment_id", RECURRING),
            ]
            .iter()
            .all(|(name, field)| {
                query.get(name).is_none() || query.text(name) == fields.text(field)
            })
            && BOUNDS.iter().all(|(field, after, before)| {
                within(
                    fields.moment(field),
                    query.moment(after),
                    query.moment(before),
                )
            })
    };
    let invoices = world
        .store
        .recent(call.account, Kind::Invoice, last.as_deref());
    Ok(Json::Array(
        invoices
            .filter(fits)
            .take(limit)
            .map(|invoice| displayed(&invoice))
            .collect(),
    ))
}

/// Both bounds must be given for either to count (line 3405).
fn within(time: Option<Time>, after: Option<Time>, before: Option<Time>) -> bool {
    match (after, before) {
        (Some(after), Some(before)) => time.is_some_and(|time| after < time && time < before),
        _ => true,
    }
}

/// An invoice's time has come: it expires, or its money arrives.
fn due(world: &mut World, invoice: Document) {
    match invoice.status().as_str() {
        status::PENDING => _ = end(world, invoice),
        status::PAID => _ = settle(world, invoice, &Json::object()),
        _ => {}
    }
}

fn end(world: &mut World, mut invoice: Document) -> Json {
    change(world, &mut invoice, status::EXPIRED, None);
    let is_told = world
        .account(&invoice.account)
        .setting("invoice_expired_callback");
    if is_told == Some(Json::boolean(true)) {
        notify(world, &invoice);
    }
    if let Some(recurring) = invoice.fields.text(RECURRING) {
        recurring_payments::missed(world, &recurring);
    }
    displayed(&invoice)
}

fn pay(world: &mut World, invoice: Document, input: &Json) -> Act {
    let offered = offered(&invoice.fields);
    let usual = || {
        let mandiri = offered.iter().find(|method| *method == "MANDIRI");
        mandiri.or_else(|| offered.first()).cloned()
    };
    let channel = input
        .text("channel")
        .filter(|channel| !channel.is_empty())
        .or_else(usual)
        .unwrap_or_default();
    if !offered.contains(&channel) {
        return Err(format!("`channel` is none of {}", offered.join(", ")));
    }
    let invoice = pay_by(world, invoice, &channel);
    if let Some(recurring) = invoice.fields.text(RECURRING)
        && channel == "CREDIT_CARD"
    {
        recurring_payments::capture_card(world, &recurring);
    }
    Ok(displayed(&invoice))
}

/// The invoice is paid by one of its channels.
pub(super) fn pay_by(world: &mut World, mut invoice: Document, channel: &str) -> Document {
    let destination = destination(&invoice, channel);
    let fields = &mut invoice.fields;
    let method = match channel {
        "CREDIT_CARD" => "CREDIT_CARD",
        channel if is_outlet(channel) => "RETAIL_OUTLET",
        channel if is_bank(channel) => "BANK_TRANSFER",
        _ => "EWALLET",
    };
    fields.set("payment_method", Json::string(method));
    fields.set("payment_channel", Json::string(channel));
    match method {
        "CREDIT_CARD" => fields.set(
            "credit_card_charge_id",
            Json::string(&crate::id::fresh_like("579c8d61f23fa4ca35e52da4")),
        ),
        "EWALLET" => {}
        _ => fields.set("payment_destination", Json::string(&destination)),
    }
    paid(world, &mut invoice);
    invoice
}

/// Links a fixed virtual account to an invoice, which the next transfer then pays. One account has one invoice at a time: the last.
fn link(world: &mut World, mut account: Document, invoice: &str) {
    account.fields.set(INVOICE, Json::string(invoice));
    world.save(&account);
}

/// The invoice that the account is linked to. One that is paid or expired is linked no more (line 3166).
pub(super) fn linked(world: &World, account: &Document) -> Option<Document> {
    let id = account.fields.text(INVOICE)?;
    world
        .store
        .of(&account.account, Kind::Invoice, &id)
        .filter(|invoice| invoice.has_status(status::PENDING))
}

/// A transfer into the fixed virtual account that the invoice is linked to has paid it.
pub(super) fn pay_into_fixed_account(
    world: &mut World,
    mut invoice: Document,
    bank: &str,
    destination: &str,
) {
    let fields = &mut invoice.fields;
    fields.set("payment_method", Json::string("BANK_TRANSFER"));
    fields.set("payment_channel", Json::string(bank));
    fields.set("payment_destination", Json::string(destination));
    fields.set(IS_FIXED, Json::boolean(true));
    paid(world, &mut invoice);
}

fn paid(world: &mut World, invoice: &mut Document) {
    let now = world.now();
    let fields = &mut invoice.fields;
    fields.set("paid_at", Json::time(now));
    if fields.text("payment_method").as_deref() == Some("BANK_TRANSFER") {
        fields.set_some("bank_code", fields.get("payment_channel").cloned());
    }
    for name in ["paid_amount", "adjusted_received_amount"] {
        fields.set_some(name, fields.get("amount").cloned());
    }
    change(
        world,
        invoice,
        status::PAID,
        now.checked_add_signed(SETTLEMENT),
    );
    notify(world, invoice);
}

#[allow(clippy::unnecessary_wraps, reason = "it is an action")]
fn settle(world: &mut World, mut invoice: Document, _: &Json) -> Act {
    let amount = invoice
        .fields
        .decimal("adjusted_received_amount")
        .unwrap_or_default();
    change(world, &mut invoice, status::SETTLED, None);
    world.credit(&invoice.account, amount);
    Ok(displayed(&invoice))
}

fn change(world: &mut World, invoice: &mut Document, status: &str, due: Option<Time>) {
    invoice.set_status(status);
    invoice.fields.set("updated", Json::time(world.now()));
    invoice.set_due(due);
    world.save(invoice);
}
