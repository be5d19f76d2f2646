//! Callbacks: what the vendor POSTs to the merchant, with its token, and again when nobody takes it.

use chrono::TimeDelta;

use crate::id::fresh_uuid;
use crate::json::Json;
use crate::world::World;
use crate::world::store::{Document, Kind};

/// A try, two more, 30 seconds apart (xendit-api-reference.txt, line 3612).
const TRIES: usize = 3;
const PAUSE: TimeDelta = TimeDelta::seconds(30);

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

/// Notes a callback, to be sent at once. Without a URL it is kept in the log, and not sent.
pub(crate) fn send(world: &mut World, callback: Callback<'_>) {
    let account = world.account(callback.account);
    let url = callback.url.or_else(|| account.callback_url(callback.kind));
    let id = fresh_uuid();
    let mut body = callback.body;
    body.hide();
    if url.is_some() {
        body = world.drifts.callback(callback.kind, &id, body);
    }
    let mut fields = Json::object();
    fields.set("kind", Json::string(callback.kind));
    fields.set("created", Json::time(world.now()));
    fields.set(
        "status",
        Json::string(if url.is_some() { "PENDING" } else { "NO_URL" }),
    );
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
        world.outgoing.push(delivery.id);
    }
}

/// It is time to try again.
pub(crate) fn due(world: &mut World, delivery: Document) {
    world.outgoing.push(delivery.id);
}

/// Notes how a try ended: with a status, or an error in words.
pub(crate) fn attempted(world: &mut World, id: &str, result: Result<u16, String>) {
    let Some(mut delivery) = world.store.get(Kind::Delivery, id) else {
        return;
    };
    let is_taken = matches!(result, Ok(200..300));
    let mut attempt = Json::object();
    attempt.set("at", Json::time(world.now()));
    match result {
        Ok(status) => attempt.set("status", Json::integer(status.into())),
        Err(error) => attempt.set("error", Json::string(&error)),
    }
    let mut attempts = delivery
        .fields
        .get("attempts")
        .map(Json::items)
        .unwrap_or_default()
        .to_vec();
    attempts.push(attempt);
    let is_last = attempts.len() >= TRIES;
    let status = match (is_taken, is_last) {
        (true, _) => "DELIVERED",
        (false, true) => "FAILED",
        (false, false) => "PENDING",
    };
    delivery.fields.set("attempts", Json::Array(attempts));
    delivery.fields.set("status", Json::string(status));
    delivery.set_due((status == "PENDING").then(|| world.now() + PAUSE));
    world.save(&delivery);
}
