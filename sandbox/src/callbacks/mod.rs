//! Callbacks: what the vendor POSTs to the merchant, with its token, and again when nobody takes it.

pub(crate) mod log;

use chrono::TimeDelta;
use rust_decimal::Decimal;

use crate::api::conform::complete;
use crate::id::fresh_uuid;
use crate::json::Json;
use crate::world::World;
use crate::world::document::{Document, Kind};

pub use log::{Attempt, Delivery};

/// A try, two more, 30 seconds apart (xendit-api-reference.txt, line 3612).
const TRIES: i64 = 3;
const PAUSE: TimeDelta = TimeDelta::seconds(30);

/// The statuses of a delivery.
pub(crate) const PENDING: &str = "PENDING";
const DELIVERED: &str = "DELIVERED";
const FAILED: &str = "FAILED";
const NO_URL: &str = "NO_URL";

/// How many tries there were since the callback was last to be sent.
const TRIED: &str = "_tried";

/// Something that the merchant is told.
pub(crate) struct Callback<'a> {
    /// The `operationId` of the callback, such as `invoice_callback`.
    pub(crate) kind: &'static str,
    pub(crate) account: &'a str,
    /// The URL that the request named; without one, the account's setting counts.
    pub(crate) url: Option<String>,
    /// With the token in its field `callback_authentication_token`, if it is documented to be there; hidden fields are
    /// left out.
    pub(crate) body: Json,
}

/// In which order callbacks that were held back are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Order {
    /// As they would have been sent.
    #[default]
    Sent,
    /// The last one first.
    Reversed,
    /// At random; the same seed gives the same order.
    Random(u64),
}

/// Notes a callback, to be sent at once. Without a URL it is kept in the log, and not sent.
pub(crate) fn send(world: &mut World, callback: Callback<'_>) {
    let account = world.account(callback.account);
    let url = callback.url.or_else(|| account.callback_url(callback.kind));
    let id = fresh_uuid();
    let mut body = callback.body;
    body.hide();
    let described = world.api.and_then(|own| own.callbacks.get(callback.kind));
    if let Some(described) = described {
        let described = &described.body;
        complete(&mut body, &described.shape);
        if url.is_some() {
            body = world.injector.callback(described, callback.kind, &id, body);
        }
    }
    let mut fields = Json::object();
    fields.set("kind", Json::string(callback.kind));
    fields.set("created", Json::time(world.now()));
    let status = if url.is_some() { PENDING } else { NO_URL };
    fields.set("status", Json::string(status));
    let is_sent = url.is_some();
    fields.set_some("url", url.map(|url| Json::string(&url)));
    fields.set("body", body);
    fields.set("attempts", Json::Array(Vec::new()));
    let delivery = Document {
        kind: Kind::Delivery,
        account: callback.account.to_owned(),
        id,
        fields,
    };
    world.save(&delivery);
    if is_sent {
        world.outbox.waiting.push(delivery.id);
    }
}

/// It is time to try again.
pub(crate) fn due(world: &mut World, delivery: Document) {
    world.outbox.waiting.push(delivery.id);
}

/// Notes how a try ended: with a status, or an error in words. Tells whether the callback was taken.
pub(crate) fn attempted(world: &mut World, id: &str, result: Result<u16, String>) -> bool {
    let Some(mut delivery) = world.store.get(Kind::Delivery, id) else {
        return false;
    };
    let is_taken = matches!(result, Ok(200..300));
    note(world, &mut delivery, result, false);
    let tried = delivery.fields.decimal(TRIED).unwrap_or_default() + Decimal::ONE;
    delivery.fields.set(TRIED, Json::amount(tried));
    let status = match (is_taken, tried >= Decimal::from(TRIES)) {
        (true, _) => DELIVERED,
        (false, true) => FAILED,
        (false, false) => PENDING,
    };
    delivery.set_status(status);
    delivery.set_due((status == PENDING).then(|| world.now() + PAUSE));
    world.save(&delivery);
    is_taken
}

/// Notes how a second sending of a callback that was taken ended. Nothing comes of it.
pub(crate) fn duplicated(world: &mut World, id: &str, result: Result<u16, String>) {
    if let Some(mut delivery) = world.store.get(Kind::Delivery, id) {
        note(world, &mut delivery, result, true);
        world.save(&delivery);
    }
}

fn note(world: &World, delivery: &mut Document, result: Result<u16, String>, is_duplicate: bool) {
    let mut attempt = Json::object();
    attempt.set("at", Json::time(world.now()));
    match result {
        Ok(status) => attempt.set("status", Json::integer(status.into())),
        Err(error) => attempt.set("error", Json::string(&error)),
    }
    if is_duplicate {
        attempt.set("duplicate", Json::boolean(true));
    }
    let fields = &mut delivery.fields;
    let mut attempts = fields
        .get("attempts")
        .map(Json::items)
        .unwrap_or_default()
        .to_vec();
    attempts.push(attempt);
    fields.set("attempts", Json::Array(attempts));
}

/// Sends a callback again, as if it were new. One that had no URL goes to the one that is set by now.
pub(crate) fn redeliver(world: &mut World, mut delivery: Document) -> Result<(), &'static str> {
    if delivery.fields.text("url").is_none() {
        let kind = delivery.fields.text("kind").unwrap_or_default();
        let url = world.account(&delivery.account).callback_url(&kind);
        let url = url.ok_or("the account has no URL set for it")?;
        delivery.fields.set("url", Json::string(&url));
    }
    delivery.set_status(PENDING);
    delivery.fields.set(TRIED, Json::integer(0));
    delivery.set_due(None);
    world.save(&delivery);
    let is_waiting =
        world.outbox.held.contains(&delivery.id) || world.outbox.waiting.contains(&delivery.id);
    if !is_waiting {
        world.outbox.waiting.push(delivery.id);
    }
    Ok(())
}

/// Sends what was held back, and holds no more.
pub(crate) fn release(world: &mut World, order: Order) -> usize {
    let outbox = &mut world.outbox;
    outbox.is_held = false;
    let mut held = std::mem::take(&mut outbox.held);
    held.append(&mut outbox.waiting);
    match order {
        Order::Sent => {}
        Order::Reversed => held.reverse(),
        Order::Random(seed) => fastrand::Rng::with_seed(seed).shuffle(&mut held),
    }
    let count = held.len();
    outbox.released.append(&mut held);
    count
}

/// After documents were written back: what was on its way when they were written down is sent.
pub(crate) fn resume(world: &mut World) {
    let is_stuck = |delivery: &Document| delivery.has_status(PENDING) && !delivery.is_due();
    let stuck: Vec<_> = world
        .store
        .all(Kind::Delivery)
        .filter(is_stuck)
        .map(|delivery| delivery.id)
        .collect();
    world.outbox.waiting.extend(stuck);
}

#[cfg(test)]
mod tests {
    use crate::api::Api;

    #[test]
    fn the_contract_says_where_the_token_stands() {
        let kinds = &Api::with(&[]).unwrap().callbacks;
        let in_body: Vec<_> = kinds
            .iter()
            .filter(|(_, callback)| !callback.has_token_header)
            .map(|(kind, _)| kind.as_str())
            .collect();
        // Lines 1606 and 1892 of the document.
        assert_eq!(
            in_body,
            ["cardless_credit_callback", "ewallet_payment_callback"]
        );
        for kind in ["invoice_callback", "disbursement_callback"] {
            assert!(kinds[kind].has_token_header);
        }
    }
}
