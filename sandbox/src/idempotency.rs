//! Idempotency keys: the same key and body gets the first answer again, another body an error.
//!
//! Refusals are not remembered: a request that was refused has done nothing, and may succeed later with its key.

use crate::digest::digest;
use crate::json::Json;
use crate::products::product::Call;
use crate::refusal::Refusal;
use crate::world::World;
use crate::world::document::{Document, Kind};

/// The header's two documented spellings differ by case only.
pub(crate) const HEADER: &str = "x-idempotency-key";

/// What is known of the key of a request.
pub(crate) enum Key {
    /// There is none, or the operation changes nothing.
    None,
    /// Not seen before.
    New(Document),
    /// Seen with the same request: the first answer.
    Answered(Json),
    /// Seen with another request.
    Conflict(Refusal),
}

pub(crate) fn look_up(world: &World, call: &Call<'_>) -> Key {
    let key = call.header(HEADER).filter(|key| !key.is_empty());
    let Some(key) = key.filter(|_| !call.operation.is_read()) else {
        return Key::None;
    };
    let id = digest(&[call.account, &call.operation.id, key]);
    let request = digest(&[
        &format!("{:?}", call.path),
        &sorted(call.body.clone()).to_string(),
    ]);
    let Some(seen) = world.store.get(Kind::IdempotencyKey, &id) else {
        let mut fields = Json::object();
        fields.set("request", Json::string(&request));
        return Key::New(Document {
            kind: Kind::IdempotencyKey,
            account: call.account.to_owned(),
            id,
            fields,
        });
    };
    if seen.fields.text("request").as_deref() != Some(&request) {
        return Key::Conflict(
            call.refuse(conflict_code(call))
                .with_message("The idempotency key was used before, with another request."),
        );
    }
    Key::Answered(
        seen.fields
            .get("answer")
            .cloned()
            .unwrap_or_else(Json::object),
    )
}

/// Remembers the first answer.
pub(crate) fn remember(world: &mut World, mut key: Document, answer: &Json) {
    key.fields.set("answer", answer.clone());
    world.save(&key);
}

/// The same body, whatever order a client's map puts the fields in when it tries again.
fn sorted(json: Json) -> Json {
    match json {
        Json::Object(mut fields) => {
            fields.sort_by(|(one, _), (other, _)| one.cmp(other));
            let fields = fields.into_iter();
            Json::Object(fields.map(|(name, json)| (name, sorted(json))).collect())
        }
        Json::Array(items) => Json::Array(items.into_iter().map(sorted).collect()),
        scalar @ Json::Scalar(_) => scalar,
    }
}

/// The code for a used key by product; where the documents name none, `DUPLICATE_ERROR`.
fn conflict_code(call: &Call<'_>) -> &'static str {
    const CODES: &[&str] = &["DUPLICATE_TRANSACTION_ERROR", "DUPLICATE_PAYOUT_ERROR"];
    CODES
        .iter()
        .find(|code| call.operation.errors.iter().any(|row| row.code == **code))
        .unwrap_or(&"DUPLICATE_ERROR")
}
