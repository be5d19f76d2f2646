//! What two versions of a contract say of the wire.

use std::collections::BTreeSet;

use bayar_contract::operation::{
    Body, Location, MediaType, Operation, OperationKind, Parameter, Response,
};
use bayar_contract::{Contract, SchemaId, Status};

use crate::difference::{Difference, Effect, Place};

/// Two versions, and what was found so far.
pub(super) struct Wire<'a> {
    pub(super) old: &'a Contract,
    pub(super) new: &'a Contract,
    pub(super) changes: Vec<Difference>,
    /// The pairs of schemas of this operation that were compared, by whether they are sent.
    pub(super) compared: BTreeSet<(SchemaId, SchemaId, bool)>,
    /// The codes of errors of this operation that came or went.
    pub(super) codes: BTreeSet<String>,
    operation: Option<String>,
    is_callback: bool,
}

/// What changed on the wire. What only names change is nothing there: whether it is in Rust, the generated code tells.
pub(super) fn changes(old: &Contract, new: &Contract) -> Vec<Difference> {
    let mut wire = Wire {
        old,
        new,
        changes: Vec::new(),
        compared: BTreeSet::new(),
        codes: BTreeSet::new(),
        operation: None,
        is_callback: false,
    };
    wire.servers(&old.servers, &new.servers);
    wire.schemes();
    let before: Vec<_> = old.operations.iter().chain(&old.callbacks).collect();
    let after: Vec<_> = new.operations.iter().chain(&new.callbacks).collect();
    for one in &before {
        wire.begin(one);
        if let Some(now) = counterpart(one, &before, &after) {
            wire.operation(one, now);
        } else {
            let message = format!("The operation {} is gone.", id(one));
            let from = format!("{} {}", one.method, one.path);
            wire.push(Effect::Breaking, Place::Path, "", &from, "gone", message);
        }
    }
    for one in &after {
        if counterpart(one, &after, &before).is_none() {
            wire.begin(one);
            let message = format!("The operation {} is new.", id(one));
            let to = format!("{} {}", one.method, one.path);
            let effect = Effect::Compatible;
            wire.push(effect, Place::Path, "", "not there", &to, message);
        }
    }
    wire.changes
}

/// The name of an operation.
fn id(operation: &Operation) -> String {
    let by_path = || match operation.callback_name() {
        Some(name) => format!("{name} {}", operation.path),
        None => format!("{} {}", operation.method, operation.path),
    };
    operation.id.clone().unwrap_or_else(by_path)
}

/// What a path is on the wire: the names of its parameters are none of it.
fn endpoint(operation: &Operation) -> String {
    let mut path = String::new();
    let mut rest = operation.path.as_str();
    while let Some((before, (_, after))) = rest
        .split_once('{')
        .and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        path.push_str(before);
        path.push_str("{}");
        rest = after;
    }
    format!("{} {path}{rest}", operation.method)
}

/// The operation of the same id; else the one at the same endpoint that has no counterpart by id.
fn counterpart<'a>(
    one: &Operation,
    own: &[&Operation],
    others: &[&'a Operation],
) -> Option<&'a Operation> {
    let same_id = others.iter().find(|other| id(other) == id(one));
    let same_endpoint = || {
        others.iter().find(|other| {
            !own.iter().any(|own| id(own) == id(other))
                && other.is_callback() == one.is_callback()
                && endpoint(other) == endpoint(one)
        })
    };
    same_id.or_else(same_endpoint).copied()
}

impl Wire<'_> {
    pub(super) fn push(
        &mut self,
        effect: Effect,
        place: Place,
        pointer: &str,
        from: &str,
        to: &str,
        message: String,
    ) {
        let mut message = message;
        if let Some(first) = message.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        let change = Difference::new(effect.class(self.is_sent(place)), None, message)
            .of(
                self.operation.as_deref().unwrap_or_default(),
                self.is_callback,
            )
            .at(Some(place), pointer)
            .between(from, to);
        self.changes.push(change);
    }

    /// Adds a change of something that may be there or not.
    pub(super) fn differs(
        &mut self,
        effect: Effect,
        place: Place,
        pointer: &str,
        (from, to): (Option<&str>, Option<&str>),
        message: String,
    ) {
        let (from, to) = (from.unwrap_or("none"), to.unwrap_or("none"));
        self.push(effect, place, pointer, from, to, message);
    }

    fn begin(&mut self, operation: &Operation) {
        self.operation = Some(id(operation));
        self.is_callback = operation.is_callback();
        self.compared.clear();
        self.codes.clear();
    }

    /// Whether a caller sends what stands there: a request, or the answer to a callback.
    pub(super) fn is_sent(&self, place: Place) -> bool {
        self.is_callback != (place.side() == Place::Body)
    }

    fn operation(&mut self, old: &Operation, new: &Operation) {
        if old.id != new.id {
            // On the wire it is the same.
            let message = format!("The operation {} is now called {}.", id(old), id(new));
            let (from, to) = (id(old), id(new));
            self.push(Effect::Words, Place::Path, "", &from, &to, message);
        }
        if let (Some(own), Some(now)) = (old.callback_name(), new.callback_name())
            && own != now
        {
            let message = format!("The callback `{own}` is now called `{now}`.");
            self.push(Effect::Words, Place::Path, "", own, now, message);
        }
        let is_elsewhere = match (&old.kind, &new.kind) {
            (OperationKind::Call, OperationKind::Call) => endpoint(old) != endpoint(new),
            // Where it goes was agreed elsewhere.
            (OperationKind::Webhook { .. }, OperationKind::Webhook { .. }) => {
                old.method != new.method
            }
            // Where a callback goes, an expression in braces says.
            _ => old.method != new.method || old.path != new.path,
        };
        if is_elsewhere {
            let shown = |one: &Operation| format!("{} {}", one.method, one.path);
            let message = format!("{} goes elsewhere.", id(old));
            let (from, to) = (shown(old), shown(new));
            self.push(Effect::Breaking, Place::Path, "", &from, &to, message);
        }
        if old.servers != self.old.servers || new.servers != self.new.servers {
            self.servers(&old.servers, &new.servers);
        }
        self.permission(old, new);
        self.money(old, new);
        self.security(&old.security, &new.security);
        self.deprecated(old.deprecated, new.deprecated, Place::Path, "");
        self.parameters(old, new);
        self.body(old.body.as_ref(), new.body.as_ref());
        self.errors(old, new);
        self.responses(old, new);
        self.rules(&old.rules, &new.rules, Place::Query, "");
    }

    pub(super) fn deprecated(&mut self, old: bool, new: bool, place: Place, pointer: &str) {
        if old == new {
            return;
        }
        let word = |is: bool| if is { "deprecated" } else { "not deprecated" };
        let what = if pointer.is_empty() { "It" } else { pointer };
        let message = format!("{what} is now {}.", word(new));
        self.push(Effect::Words, place, pointer, word(old), word(new), message);
    }

    fn parameters(&mut self, old: &Operation, new: &Operation) {
        let path = |one: &Operation| -> Vec<String> {
            let names = one.path.split('{').skip(1);
            names
                .filter_map(|rest| Some(rest.split_once('}')?.0.to_owned()))
                .collect()
        };
        let (before, after) = (path(old), path(new));
        for (index, name) in before.iter().enumerate() {
            let own = old.parameter(Location::Path, name);
            let now = after
                .get(index)
                .and_then(|name| new.parameter(Location::Path, name));
            let (Some(own), Some(now)) = (own, now) else {
                continue;
            };
            if own.name != now.name {
                // The wire does not show the name.
                let message = format!("`{}` is now called `{}`.", own.name, now.name);
                let pointer = format!("/{}", own.name);
                let (from, to) = (&own.name, &now.name);
                self.push(Effect::Words, Place::Path, &pointer, from, to, message);
            }
            self.parameter(own, now, Place::Path);
        }
        for (location, place) in [
            (Location::Query, Place::Query),
            (Location::Header, Place::Header),
            (Location::Cookie, Place::Header),
        ] {
            let at = |parameter: &&Parameter| parameter.location == location;
            for own in old.parameters.iter().filter(at) {
                match new.parameter(location, &own.name) {
                    Some(now) => self.parameter(own, now, place),
                    None => self.gone(&own.name, &format!("/{}", own.name), place),
                }
            }
            for own in new.parameters.iter().filter(at) {
                if old.parameter(location, &own.name).is_none() {
                    self.is_new(&format!("/{}", own.name), own.required, place);
                }
            }
        }
    }

    fn parameter(&mut self, old: &Parameter, new: &Parameter, place: Place) {
        let pointer = format!("/{}", old.name);
        self.required(old.required, new.required, place, &pointer);
        self.deprecated(old.deprecated, new.deprecated, place, &pointer);
        let form = |one: &Parameter| {
            let apart = if one.explode { ", each apart" } else { "" };
            let text = if one.json_text { ", as JSON text" } else { "" };
            let content = one.content.as_ref().map(MediaType::essence);
            content.unwrap_or_else(|| format!("{}{apart}{text}", one.style))
        };
        for (name, from, to) in [
            (
                "reserved characters",
                old.allow_reserved,
                new.allow_reserved,
            ),
            ("no value", old.allow_empty, new.allow_empty),
        ] {
            if from != to {
                let effect = Effect::narrower(!to);
                let word = |is: bool| if is { "taken" } else { "not taken" };
                let message = format!("`{}` with {name} is now {}.", old.name, word(to));
                self.push(effect, place, &pointer, word(from), word(to), message);
            }
        }
        let is_plain = |contract: &Contract, one: &Parameter| {
            use bayar_contract::schema::Type;
            let types = one
                .schema
                .map(|id| contract.schema(contract.follow(id)).types);
            types.is_some_and(|types| {
                !types.contains(Type::Array) && !types.contains(Type::Object) && !types.is_empty()
            })
        };
        let is_one = is_plain(self.old, old) && is_plain(self.new, new);
        if form(old) != form(new) && !(is_one && old.content.is_none() && new.content.is_none()) {
            let message = format!("`{}` is written otherwise.", old.name);
            self.push(
                Effect::Breaking,
                place,
                &pointer,
                &form(old),
                &form(new),
                message,
            );
        }
        if let (Some(old), Some(new)) = (old.schema, new.schema) {
            self.schema(old, new, place, &pointer);
        }
    }

    pub(super) fn gone(&mut self, name: &str, pointer: &str, place: Place) {
        let message = format!("`{pointer}` is gone.");
        self.push(Effect::Breaking, place, pointer, name, "gone", message);
    }

    pub(super) fn is_new(&mut self, pointer: &str, required: bool, place: Place) {
        let effect = if required {
            Effect::Narrower
        } else {
            Effect::Compatible
        };
        let word = word(required);
        let message = format!("`{pointer}` is new and {word}.");
        self.push(effect, place, pointer, "not there", word, message);
    }

    pub(super) fn required(&mut self, old: bool, new: bool, place: Place, pointer: &str) {
        if old == new {
            return;
        }
        // A sender may not leave it out any more; a receiver may have to do without.
        let effect = Effect::narrower(new);
        let message = format!("`{pointer}` is now {}.", word(new));
        self.push(effect, place, pointer, word(old), word(new), message);
    }

    fn body(&mut self, old: Option<&Body>, new: Option<&Body>) {
        match (old, new) {
            (None, None) => {}
            (Some(_), None) => {
                let message = "Nothing is sent any more.".to_owned();
                self.push(
                    Effect::Breaking,
                    Place::Body,
                    "",
                    "a body",
                    "no body",
                    message,
                );
            }
            (None, Some(new)) => {
                let effect = if new.required {
                    Effect::Narrower
                } else {
                    Effect::Compatible
                };
                let message = format!("A body is new and {}.", word(new.required));
                self.push(effect, Place::Body, "", "no body", "a body", message);
            }
            (Some(old), Some(new)) => {
                if old.required != new.required {
                    let is_refused = new.required && !self.is_callback;
                    let effect = if is_refused {
                        Effect::Breaking
                    } else {
                        Effect::Words
                    };
                    let message = format!("The body is now {}.", word(new.required));
                    let (from, to) = (word(old.required), word(new.required));
                    self.push(effect, Place::Body, "", from, to, message);
                }
                self.content(&old.content, &new.content, Place::Body);
            }
        }
    }

    /// The forms of a body. Of one that is gone and one that came, the fields are compared.
    fn content(&mut self, old: &[MediaType], new: &[MediaType], place: Place) {
        let same = |list: &'_ [MediaType], one: &MediaType| {
            list.iter()
                .position(|other| other.essence() == one.essence())
        };
        for own in old {
            if let Some(index) = same(new, own) {
                self.media(own, &new[index], place);
            } else {
                let essence = own.essence();
                let message = format!("The form {essence} is gone.");
                self.push(Effect::Breaking, place, "", &essence, "gone", message);
                let came = new.iter().find(|other| same(old, other).is_none());
                if let Some(now) = came {
                    self.media(own, now, place);
                }
            }
        }
        for own in new.iter().filter(|own| same(old, own).is_none()) {
            let essence = own.essence();
            let message = format!("The form {essence} is new.");
            self.push(
                Effect::Compatible,
                place,
                "",
                "not there",
                &essence,
                message,
            );
        }
    }

    fn media(&mut self, old: &MediaType, new: &MediaType, place: Place) {
        match (old.schema, new.schema) {
            (Some(old), Some(new)) => self.schema(old, new, place, ""),
            (None, None) => {}
            (had, _) => {
                let effect = Effect::narrower(had.is_none());
                let word = |has: bool| if has { "a schema" } else { "anything" };
                let message = "What the body holds is said otherwise.".to_owned();
                self.push(
                    effect,
                    place,
                    "",
                    word(had.is_some()),
                    word(had.is_none()),
                    message,
                );
            }
        }
    }

    fn responses(&mut self, old: &Operation, new: &Operation) {
        for own in &old.responses {
            let status = own.status.to_string();
            let found = match own.status {
                Status::Code(code) => new
                    .response(code)
                    .filter(|now| now.status != Status::Default),
                status => new.responses.iter().find(|now| now.status == status),
            };
            if let Some(now) = found {
                self.response(own, now);
            } else {
                let is_success = own.status.is_success();
                let effect = if is_success {
                    Effect::Breaking
                } else {
                    Effect::Compatible
                };
                let message = format!("The answer {status} is gone.");
                self.push(effect, Place::Answer, "", &status, "gone", message);
            }
        }
        for now in &new.responses {
            if old.responses.iter().any(|own| own.status == now.status) {
                continue;
            }
            // What one stood for together with others.
            let own = now.status.code().and_then(|code| old.response(code));
            let is_default = |own: &Response| own.status == Status::Default;
            let is_other = |own: &&Response| {
                if now.status.is_success() {
                    !is_default(own)
                } else {
                    // An error of which nothing is said may have any body.
                    !now.content.is_empty()
                }
            };
            if let Some(own) = own.filter(is_other) {
                self.response(own, now);
            }
            if own.is_none_or(is_default) {
                let status = now.status.to_string();
                let message = format!("The answer {status} is new.");
                let effect = Effect::Compatible;
                self.push(effect, Place::Answer, "", "not there", &status, message);
            }
        }
    }

    fn response(&mut self, old: &Response, new: &Response) {
        for own in &old.headers {
            let pointer = format!("/{}", own.name);
            match new.header(&own.name) {
                Some(now) => {
                    self.required(own.required, now.required, Place::AnswerHeader, &pointer);
                    if let (Some(own), Some(now)) = (own.schema, now.schema) {
                        self.schema(own, now, Place::AnswerHeader, &pointer);
                    }
                }
                None => self.gone(&own.name, &pointer, Place::AnswerHeader),
            }
        }
        for now in &new.headers {
            if old.header(&now.name).is_none() {
                let pointer = format!("/{}", now.name);
                self.is_new(&pointer, now.required, Place::AnswerHeader);
            }
        }
        let place = if old.status.is_success() {
            Place::Answer
        } else {
            Place::Error
        };
        self.content(&old.content, &new.content, place);
    }

    fn errors(&mut self, old: &Operation, new: &Operation) {
        let statuses = |one: &Operation, code: &str| -> BTreeSet<Option<u16>> {
            let rows = one.errors.iter().filter(|error| error.code == code);
            rows.map(|error| error.status).collect()
        };
        let codes = |one: &Operation| -> BTreeSet<String> {
            one.errors.iter().map(|error| error.code.clone()).collect()
        };
        let (before, after) = (codes(old), codes(new));
        self.codes = &before ^ &after;
        let (place, at) = (Place::Error, "/error_code");
        for code in after.difference(&before) {
            let message = format!("The code `{code}` is new here.");
            self.push(Effect::Compatible, place, at, "not there", code, message);
        }
        for code in before.difference(&after) {
            let message = format!("The code `{code}` is gone here.");
            self.push(Effect::Compatible, place, at, code, "gone", message);
        }
        for code in before.intersection(&after) {
            let (from, to) = (statuses(old, code), statuses(new, code));
            if from == to {
                continue;
            }
            let shown = |statuses: &BTreeSet<Option<u16>>| {
                let shown = statuses
                    .iter()
                    .map(|status| status.map_or("any".to_owned(), |status| status.to_string()));
                format!("{code} with {}", shown.collect::<Vec<_>>().join(", "))
            };
            let (effect, words) = if from.is_subset(&to) {
                (Effect::Compatible, "more statuses")
            } else if to.is_subset(&from) {
                (Effect::Compatible, "fewer statuses")
            } else {
                (Effect::Breaking, "another status")
            };
            let message = format!("The code `{code}` comes with {words}.");
            self.push(effect, place, at, &shown(&from), &shown(&to), message);
        }
    }
}

/// What stands at a place, in a sentence.
pub(super) fn named(at: &str) -> String {
    match at {
        "" => "the body".to_owned(),
        at => format!("`{at}`"),
    }
}

fn word(required: bool) -> &'static str {
    if required { "required" } else { "optional" }
}
