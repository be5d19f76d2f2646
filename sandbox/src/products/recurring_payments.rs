//! Recurring payments (xendit-api-reference.txt, lines 3615 to 4168): an invoice by every interval while ACTIVE, none
//! while PAUSED, none ever after STOPPED.
//!
//! The documents leave open what becomes of one that has made all its invoices: it is STOPPED when the next one would
//! have been due.

use chrono::{Datelike, Months, TimeDelta};
use rust_decimal::Decimal;

use super::invoices;
use crate::clock::Time;
use crate::json::Json;
use crate::products::cards::IS_SINGLE_USE;
use crate::products::product::{Answer, Call, Product, invalid, wrong_status};
use crate::products::status::{recurring_payment as status, token};
use crate::refusal::Refusal;
use crate::world::World;
use crate::world::document::{Document, Kind};

/// The documented default of `invoice_duration`, in seconds (lines 2914 and 3732).
const DAY: i64 = 86_400;

/// The invoices fall on whole intervals after this time, so that the last of a month stays the last.
const ANCHOR: &str = "_anchor";
/// How many intervals after the anchor the next invoice falls.
const SLOT: &str = "_slot";
/// The `invoice_duration` that was asked for; the one answered may be shorter.
const INVOICE_DURATION: &str = "_invoice_duration";
/// Where its invoices have their pages.
const BASE_URL: &str = "_base_url";
/// When the last invoice was made.
const LAST: &str = "_last";

pub(crate) const PRODUCT: Product = Product {
    handlers: &[
        ("create_recurring_payment", create),
        ("get_recurring_payment", get),
        ("edit_recurring_payment", edit),
        ("stop_recurring_payment", stop),
        ("pause_recurring_payment", pause),
        ("resume_recurring_payment", resume),
    ],
    actions: &[],
    codes: &[],
    due: &[(Kind::RecurringPayment, due)],
};

fn create(world: &mut World, call: &Call<'_>) -> Answer {
    let body = call.body;
    check(world, call, body, world.now())?;
    let now = world.now();
    let start = body.moment("start_date");
    let mut recurring = new(world, call);
    // A start in the past is no start in the future: the first invoice is made at once, as without one (line 3696).
    let anchor = start.filter(|start| *start > now).unwrap_or(now);
    schedule(&mut recurring, anchor, 0);
    let is_at_once = body.flag("charge_immediately") == Some(true);
    if anchor == now {
        schedule(&mut recurring, anchor, 1);
    }
    if anchor == now || is_at_once {
        issue(world, &mut recurring);
    }
    world.save(&recurring);
    Ok(recurring.fields)
}

fn new(world: &World, call: &Call<'_>) -> Document {
    let body = call.body;
    let mut recurring = Document::new(
        Kind::RecurringPayment,
        call.account,
        "579c8d61f23fa4ca35e52da3",
        Json::object(),
    );
    let url = format!("{}/r/{}", call.base_url, recurring.id);
    let fields = &mut recurring.fields;
    fields.set("id", Json::string(&recurring.id));
    fields.set("user_id", Json::string(call.user_id()));
    fields.copy(body, &["external_id"]);
    fields.set("status", Json::string(status::ACTIVE));
    fields.copy(
        body,
        &[
            "amount",
            "payer_email",
            "description",
            "interval",
            "interval_count",
            "total_recurrence",
        ],
    );
    fields.set("recurrence_progress", Json::integer(0));
    fields.set_some(INVOICE_DURATION, body.get("invoice_duration").cloned());
    set_duration(world, call.account, fields);
    fields.set(
        "should_send_email",
        Json::boolean(body.flag("should_send_email").unwrap_or(false)),
    );
    let action = body.text("missed_payment_action");
    fields.set(
        "missed_payment_action",
        Json::string(action.as_deref().unwrap_or("IGNORE")),
    );
    fields.set("recurring_payment_url", Json::string(&url));
    let token = body.text("credit_card_token");
    fields.set_some("credit_card_token", given(token));
    fields.copy(body, &["success_redirect_url", "failure_redirect_url"]);
    fields.set("created", Json::time(world.now()));
    fields.set("updated", Json::time(world.now()));
    fields.copy(body, &["charge_immediately"]);
    fields.set(
        "recharge",
        Json::boolean(body.flag("recharge").unwrap_or(true)),
    );
    fields.set_some("start_date", body.moment("start_date").map(Json::time));
    fields.set("currency", Json::string("IDR"));
    fields.set(BASE_URL, Json::string(call.base_url));
    recurring
}

/// An empty token disables the automatic charge (line 3913).
fn given(token: Option<String>) -> Option<Json> {
    token
        .filter(|token| !token.is_empty())
        .map(|token| Json::string(&token))
}

/// What the contract has no limits for. `fields` are those of the recurring payment as the request would have it.
fn check(world: &World, call: &Call<'_>, fields: &Json, from: Time) -> Result<(), Refusal> {
    for name in ["interval_count", "total_recurrence", "invoice_duration"] {
        invoices::check_seconds(fields, name)?;
    }
    if nth(fields, from, 1).is_none() {
        let problem = "leads to a date that cannot be written";
        return Err(invalid(&["interval_count"], problem, "number.max"));
    }
    match call.body.text("credit_card_token") {
        Some(token) if !token.is_empty() && !is_chargeable(world, call.account, &token) => {
            Err(call.refuse("INVALID_CREDIT_CARD_TOKEN_ERROR"))
        }
        _ => Ok(()),
    }
}

/// Only a token of the account's for multiple use can be charged again and again (line 3693).
fn is_chargeable(world: &World, account: &str, token: &str) -> bool {
    let token = world.store.of(account, Kind::Token, token);
    token.is_some_and(|token| {
        token.fields.flag(IS_SINGLE_USE) == Some(false) && token.has_status(token::VERIFIED)
    })
}

/// The time `slots` intervals after another. Months end where the last day is missing.
fn nth(fields: &Json, from: Time, slots: u32) -> Option<Time> {
    let count = u32::try_from(fields.decimal("interval_count")?).ok()?;
    let count = count.checked_mul(slots)?;
    let time = match fields.text("interval")?.as_str() {
        "MONTH" => from.checked_add_months(Months::new(count))?,
        "WEEK" => from.checked_add_signed(TimeDelta::weeks(count.into()))?,
        _ => from.checked_add_signed(TimeDelta::days(count.into()))?,
    };
    (time.year() <= 9999).then_some(time)
}

/// Lets invoices fall on whole intervals after `anchor`, the next one after `slot` of them.
fn schedule(recurring: &mut Document, anchor: Time, slot: u32) {
    recurring.fields.set(ANCHOR, Json::time(anchor));
    recurring.fields.set(SLOT, Json::integer(slot.into()));
    recurring.set_due(nth(&recurring.fields, anchor, slot));
}

/// The anchor and the slot of the next invoice.
fn place(recurring: &Document) -> Option<(Time, u32)> {
    let fields = &recurring.fields;
    let slot = u32::try_from(fields.decimal(SLOT)?).ok()?;
    Some((fields.moment(ANCHOR)?, slot))
}

/// Goes on with the first slot that is not over; those in between are left out.
fn go_on(world: &World, recurring: &mut Document) {
    let Some((anchor, mut slot)) = place(recurring) else {
        return;
    };
    while nth(&recurring.fields, anchor, slot).is_some_and(|time| time <= world.now()) {
        slot += 1;
    }
    schedule(recurring, anchor, slot);
}

/// `invoice_duration` is always less than the time between two invoices (line 3680), so one that is not is shortened.
fn set_duration(world: &World, account: &str, fields: &mut Json) {
    let asked = fields
        .decimal(INVOICE_DURATION)
        .or_else(|| invoices::duration_of_business(world, account))
        .unwrap_or_else(|| Decimal::from(DAY));
    let now = world.now();
    let most = nth(fields, now, 1).map_or(DAY, |next| (next - now).num_seconds()) - 1;
    let duration = asked.min(Decimal::from(most)).trunc();
    fields.set("invoice_duration", Json::amount(duration));
}

/// Makes an invoice, and charges the card if there is one. The caller saves.
fn issue(world: &mut World, recurring: &mut Document) {
    let progress = progress(recurring) + 1;
    let fields = &mut recurring.fields;
    let mut request = Json::object();
    request.copy(
        fields,
        &[
            "amount",
            "payer_email",
            "description",
            "should_send_email",
            "invoice_duration",
            "success_redirect_url",
            "failure_redirect_url",
        ],
    );
    let external_id = fields.text("external_id").unwrap_or_default();
    request.set(
        "external_id",
        Json::string(&format!("{external_id}-{progress}")),
    );
    let base_url = fields.text(BASE_URL).unwrap_or_default();
    let mut invoice = invoices::new(world, &recurring.account, &base_url, &request);
    invoice
        .fields
        .set(invoices::RECURRING, Json::string(&recurring.id));
    invoice
        .fields
        .set(invoices::CLIENT_TYPE, Json::string("RECURRING"));
    world.save(&invoice);
    fields.set("recurrence_progress", Json::integer(progress));
    fields.set_some(
        "last_created_invoice_url",
        invoice.fields.get("invoice_url").cloned(),
    );
    fields.set(LAST, Json::time(world.now()));
    fields.set("updated", Json::time(world.now()));
    if fields.get("credit_card_token").is_some() {
        invoices::pay_by(world, invoice, "CREDIT_CARD");
    }
}

fn progress(recurring: &Document) -> i64 {
    let progress = recurring.fields.decimal("recurrence_progress");
    progress
        .and_then(|progress| i64::try_from(progress).ok())
        .unwrap_or_default()
}

/// The time of the next invoice has come.
fn due(world: &mut World, mut recurring: Document) {
    if !recurring.has_status(status::ACTIVE) {
        return;
    }
    let total = recurring.fields.decimal("total_recurrence");
    if total.is_some_and(|total| Decimal::from(progress(&recurring)) >= total) {
        set_status(world, &mut recurring, status::STOPPED);
        return;
    }
    if let Some((anchor, slot)) = place(&recurring) {
        schedule(&mut recurring, anchor, slot.saturating_add(1));
    }
    issue(world, &mut recurring);
    world.save(&recurring);
}

/// An invoice has expired unpaid (line 3690).
pub(super) fn missed(world: &mut World, id: &str) {
    let Some(mut recurring) = world.store.get(Kind::RecurringPayment, id) else {
        return;
    };
    let action = recurring.fields.text("missed_payment_action");
    if action.as_deref() == Some("STOP") && !recurring.has_status(status::STOPPED) {
        set_status(world, &mut recurring, status::STOPPED);
    }
}

/// An invoice was paid with a card: with `recharge` it is charged from now on (line 3708).
pub(super) fn capture_card(world: &mut World, id: &str) {
    let Some(mut recurring) = world.store.get(Kind::RecurringPayment, id) else {
        return;
    };
    let fields = &recurring.fields;
    if fields.flag("recharge") != Some(true) || fields.get("credit_card_token").is_some() {
        return;
    }
    let mut token = Document::new(
        Kind::Token,
        &recurring.account,
        "586f0ba2ab70de5d2b409e0d",
        Json::object(),
    );
    token.fields.set("id", Json::string(&token.id));
    token.set_status(token::VERIFIED);
    token.fields.set(IS_SINGLE_USE, Json::boolean(false));
    world.save(&token);
    recurring
        .fields
        .set("credit_card_token", Json::string(&token.id));
    world.save(&recurring);
}

fn get(world: &mut World, call: &Call<'_>) -> Answer {
    Ok(find(world, call)?.fields)
}

fn find(world: &World, call: &Call<'_>) -> Result<Document, Refusal> {
    world
        .store
        .of(call.account, Kind::RecurringPayment, call.path("id"))
        .ok_or_else(|| call.refuse("NOT_FOUND_ERROR"))
}

fn edit(world: &mut World, call: &Call<'_>) -> Answer {
    let body = call.body;
    let mut recurring = find_in(world, call, &[status::ACTIVE, status::PAUSED])?;
    let mut fields = recurring.fields.clone();
    fields.copy(
        body,
        &[
            "amount",
            "interval",
            "interval_count",
            "should_send_email",
            "missed_payment_action",
        ],
    );
    fields.set_some(INVOICE_DURATION, body.get("invoice_duration").cloned());
    fields.copy(body, &["invoice_duration"]);
    check(world, call, &fields, world.now())?;
    set_duration(world, call.account, &mut fields);
    if let Some(token) = body.text("credit_card_token") {
        fields.remove("credit_card_token");
        fields.set_some("credit_card_token", given(Some(token)));
    }
    fields.set("updated", Json::time(world.now()));
    recurring.fields = fields;
    reschedule(world, &mut recurring, body);
    world.save(&recurring);
    Ok(recurring.fields)
}

/// Another interval counts from the last invoice on. `reschedule_at` is in no document, but others send it: by its name
/// the time of the next invoice.
fn reschedule(world: &World, recurring: &mut Document, body: &Json) {
    let has = |name: &str| body.get(name).is_some();
    if let Some(next) = body.moment("reschedule_at") {
        schedule(recurring, next.max(world.now()), 0);
    } else if has("interval") || has("interval_count") {
        if let Some(last) = recurring.fields.moment(LAST) {
            schedule(recurring, last, 1);
        }
        go_on(world, recurring);
    }
    if !recurring.has_status(status::ACTIVE) {
        recurring.set_due(None);
    }
}

fn stop(world: &mut World, call: &Call<'_>) -> Answer {
    let mut recurring = find_in(world, call, &[status::ACTIVE, status::PAUSED])?;
    set_status(world, &mut recurring, status::STOPPED);
    Ok(recurring.fields)
}

fn pause(world: &mut World, call: &Call<'_>) -> Answer {
    let mut recurring = find_in(world, call, &[status::ACTIVE])?;
    set_status(world, &mut recurring, status::PAUSED);
    Ok(recurring.fields)
}

fn resume(world: &mut World, call: &Call<'_>) -> Answer {
    let mut recurring = find_in(world, call, &[status::PAUSED])?;
    go_on(world, &mut recurring);
    let due = place(&recurring).and_then(|(anchor, slot)| nth(&recurring.fields, anchor, slot));
    set_status(world, &mut recurring, status::ACTIVE);
    recurring.set_due(due);
    world.save(&recurring);
    Ok(recurring.fields)
}

/// The one that a path names, in one of these statuses. No document has a code for others (errata recurring-36).
fn find_in(world: &World, call: &Call<'_>, statuses: &[&str]) -> Result<Document, Refusal> {
    let recurring = find(world, call)?;
    if statuses.iter().any(|status| recurring.has_status(status)) {
        return Ok(recurring);
    }
    Err(wrong_status("id", &recurring))
}

/// In every other status than ACTIVE nothing is due.
fn set_status(world: &mut World, recurring: &mut Document, status: &str) {
    recurring.set_status(status);
    recurring.fields.set("updated", Json::time(world.now()));
    recurring.set_due(None);
    world.save(recurring);
}
