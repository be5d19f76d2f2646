//! The log of the callbacks, without secrets.

use reqwest::Url;
use serde_json::Value;

use crate::api::Api;
use crate::json::Json;
use crate::redact::{REDACTED, Redactor};
use crate::world::World;
use crate::world::document::Document;

/// A callback and how its delivery went. Secrets in its body and its URL read `[redacted]`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Delivery {
    /// Names it for [`Sandbox::redeliver`](crate::Sandbox::redeliver).
    pub id: String,
    /// The `operationId` of the callback in the contract, such as `invoice_callback`.
    pub kind: String,
    /// The id of the account that it is for.
    pub account: String,
    /// Where it goes; without a URL it is only noted.
    pub url: Option<String>,
    /// What is sent. Numbers may be rounded here, not on their way.
    pub body: Value,
    /// `PENDING`, `HELD`, `DELIVERED` when it was answered with a 2xx, `FAILED` after three tries, or `NO_URL`.
    pub status: String,
    /// Each time that it was sent, oldest first.
    pub attempts: Vec<Attempt>,
    /// When it was made, by the sandbox's clock.
    pub created: String,
}

/// One sending of a callback.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// When its answer came, by the sandbox's clock.
    pub at: String,
    /// The status of the answer.
    pub status: Option<u16>,
    /// In words, why there was no answer.
    pub error: Option<String>,
    /// Whether this is the second sending of a callback that was taken before.
    pub is_duplicate: bool,
}

impl Delivery {
    pub(crate) fn read(json: &Json) -> Delivery {
        let text = |name: &str| json.text(name).unwrap_or_default();
        let attempts = json.get("attempts").map(Json::items).unwrap_or_default();
        Delivery {
            id: text("id"),
            kind: text("kind"),
            account: text("account"),
            url: json.text("url"),
            body: json.get("body").map(Json::to_value).unwrap_or_default(),
            status: text("status"),
            attempts: attempts.iter().map(Attempt::read).collect(),
            created: text("created"),
        }
    }
}

impl Attempt {
    fn read(json: &Json) -> Attempt {
        Attempt {
            at: json.text("at").unwrap_or_default(),
            status: json
                .decimal("status")
                .and_then(|status| status.try_into().ok()),
            error: json.text("error"),
            is_duplicate: json.flag("duplicate") == Some(true),
        }
    }
}

/// What the log shows of a delivery.
pub(crate) fn entry(api: &Api, world: &World, delivery: &Document) -> Json {
    let redactor = Redactor {
        secrets: &api.secrets,
    };
    let fields = &delivery.fields;
    let mut entry = Json::object();
    entry.set("id", Json::string(&delivery.id));
    entry.set("account", Json::string(&delivery.account));
    entry.copy(fields, &["kind", "created", "status"]);
    if world.outbox.held.contains(&delivery.id) {
        entry.set("status", Json::string("HELD"));
    }
    let url = fields.text("url").map(|url| displayed(&redactor, &url));
    entry.set_some("url", url.map(|url| Json::string(&url)));
    entry.copy(fields, &["attempts"]);
    entry.set_some("body", fields.get("body").map(|body| redactor.json(body)));
    entry
}

/// Without a password and what else is secret in a URL.
fn displayed(redactor: &Redactor<'_>, text: &str) -> String {
    let Ok(mut url) = Url::parse(text) else {
        return REDACTED.to_owned();
    };
    let query = url.query().map(|query| redactor.pairs(query));
    url.set_query(query.as_deref());
    if url.password().is_some() {
        _ = url.set_password(Some(REDACTED));
    }
    url.into()
}
