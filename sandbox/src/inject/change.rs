//! A change of an answer.

use bayar_contract::class::Class;

use crate::inject::injected::Injected;
use crate::json::Json;
use crate::reply::Reply;

use super::places::{Place, pointer};

pub(super) const HEADER: &str = "X-Undocumented";

/// A way to change an answer.
pub(super) struct Change {
    pub(super) pointer: String,
    pub(super) instead_of: Option<String>,
    pub(super) sent: Option<String>,
    pub(super) edit: Edit,
}

pub(super) enum Edit {
    Set(Vec<String>, Json),
    Remove(Vec<String>),
    Status(u16),
    Header,
    ContentType,
    Truncate,
}

impl Change {
    /// Of the whole answer, not of a place in its body.
    pub(super) fn whole(edit: Edit, instead_of: Option<String>, sent: Option<String>) -> Change {
        Change {
            pointer: String::new(),
            instead_of,
            sent,
            edit,
        }
    }

    pub(super) fn set(place: &Place<'_>, json: Json) -> Change {
        Change {
            pointer: pointer(&place.path),
            instead_of: Some(place.json.to_string()),
            sent: Some(json.to_string()),
            edit: Edit::Set(place.path.clone(), json),
        }
    }

    pub(super) fn remove(place: &Place<'_>) -> Change {
        Change {
            sent: None,
            edit: Edit::Remove(place.path.clone()),
            ..Change::set(place, Json::null())
        }
    }

    pub(super) fn injected(self, class: Class, operation: &str) -> Injected {
        Injected {
            class,
            operation: operation.to_owned(),
            pointer: self.pointer,
            instead_of: self.instead_of,
            sent: self.sent,
            request: None,
            delivery: None,
        }
    }

    pub(super) fn apply_to(&self, body: &Json, reply: &mut Reply) {
        match &self.edit {
            Edit::Set(..) | Edit::Remove(_) => {
                reply.body = self.body(body).to_string().into_bytes();
            }
            Edit::Status(status) => reply.status = *status,
            Edit::Header => reply.headers.push((HEADER.into(), "sandbox".into())),
            Edit::ContentType => {
                *reply = std::mem::replace(reply, Reply::new(0)).content_type("text/plain");
            }
            Edit::Truncate => _ = reply.body.pop(),
        }
    }

    /// The body with the change, if it is one of the body.
    pub(super) fn body(&self, body: &Json) -> Json {
        let mut body = body.clone();
        let (path, json) = match &self.edit {
            Edit::Set(path, json) => (path, Some(json)),
            Edit::Remove(path) => (path, None),
            _ => return body,
        };
        if let Some((name, parents)) = path.split_last()
            && let Some(parent) = parents.iter().try_fold(&mut body, enter)
        {
            match (parent, json) {
                (Json::Array(items), Some(json)) => {
                    if let Some(item) = name.parse().ok().and_then(|at: usize| items.get_mut(at)) {
                        *item = json.clone();
                    }
                }
                (parent, Some(json)) => parent.set(name, json.clone()),
                (parent, None) => parent.remove(name),
            }
        }
        body
    }
}

fn enter<'a>(json: &'a mut Json, name: &String) -> Option<&'a mut Json> {
    match json {
        Json::Object(fields) => fields
            .iter_mut()
            .find_map(|(key, json)| (key == name).then_some(json)),
        Json::Array(items) => items.get_mut(name.parse::<usize>().ok()?),
        Json::Scalar(_) => None,
    }
}
