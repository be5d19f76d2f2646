//! Refunds of charges.

use chrono::TimeDelta;

use crate::json::Json;
use crate::products::product::{Answer, Call};
use crate::products::status::refund as status;
use crate::world::World;
use crate::world::account::user_id;
use crate::world::document::{Document, Kind};

use super::charges::find;
use super::fields::{ID, REFUNDED, SMALLEST, amount, number};

const REFUND: TimeDelta = TimeDelta::hours(1);

/// Why refunds fail (line 1027).
pub(super) const REFUND_FAILURES: &[&str] = &["INSUFFICIENT_BALANCE", "REFUND_FAILED"];

pub(super) fn create_refund(world: &mut World, call: &Call<'_>) -> Answer {
    let mut charge = find(world, call, "credit_card_charge_id")?;
    let asked = amount(call.body, SMALLEST)?;
    let external_id = call.body.text("external_id").unwrap_or_default();
    let used = world
        .store
        .referenced(call.account, Kind::Refund, &external_id);
    if !used.is_empty() {
        return Err(call.refuse("DUPLICATE_REFUND_ERROR"));
    }
    // What was not captured cannot be refunded: its total is 0.
    let captured = charge.fields.decimal("capture_amount").unwrap_or_default();
    let refunded = charge.fields.decimal(REFUNDED).unwrap_or_default() + asked;
    if refunded > captured {
        return Err(call.refuse("REFUND_AMOUNT_EXCEEDED_ERROR"));
    }
    let now = world.now();
    let mut refund = Document::new(Kind::Refund, call.account, ID, Json::object());
    let fields = &mut refund.fields;
    fields.set("updated", Json::time(now));
    fields.set("created", Json::time(now));
    fields.set("credit_card_charge_id", Json::string(&charge.id));
    fields.set("user_id", Json::string(user_id(call.account)));
    fields.set("amount", number(call.body, "amount"));
    fields.copy(call.body, &["external_id"]);
    fields.set("status", Json::string(status::PENDING));
    // The sandbox takes no fees, so there is none to give back.
    fields.set("fee_refund_amount", Json::integer(0));
    fields.set("id", Json::string(&refund.id));
    refund.set_due(Some(now + REFUND));
    charge.fields.set(REFUNDED, Json::amount(refunded));
    world.save(&charge);
    world.save(&refund);
    Ok(refund.fields)
}

pub(super) fn refund_due(world: &mut World, refund: Document) {
    if refund.has_status(status::PENDING) {
        complete(world, refund);
    }
}

pub(super) fn complete(world: &mut World, mut refund: Document) -> Json {
    let amount = refund.fields.decimal("amount").unwrap_or_default();
    if !world.debit(&refund.account, amount) {
        return fail_refund(world, refund, "INSUFFICIENT_BALANCE");
    }
    end_refund(world, &mut refund, status::SUCCEEDED);
    refund.fields
}

/// A refund that failed does not count towards the amount of its charge.
pub(super) fn fail_refund(world: &mut World, mut refund: Document, reason: &str) -> Json {
    let fields = &mut refund.fields;
    fields.set("failure_reason", Json::string(reason));
    let amount = fields.decimal("amount").unwrap_or_default();
    let charge = fields.text("credit_card_charge_id").unwrap_or_default();
    if let Some(mut charge) = world.store.get(Kind::Charge, &charge) {
        let refunded = charge.fields.decimal(REFUNDED).unwrap_or_default() - amount;
        charge.fields.set(REFUNDED, Json::amount(refunded));
        world.save(&charge);
    }
    end_refund(world, &mut refund, status::FAILED);
    refund.fields
}

fn end_refund(world: &mut World, refund: &mut Document, status: &str) {
    refund.set_status(status);
    refund.fields.set("updated", Json::time(world.now()));
    refund.set_due(None);
    world.save(refund);
}
