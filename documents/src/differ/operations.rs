//! The sections themselves: endpoints, hosts and permissions.

use super::pairs::shape;
use super::{Differ, Pair};
use crate::calls::{is_to, repaired};
use crate::facts::{Call, Constant, Kind, Operation, Place};
use bayar_drift::difference::Aspect;

impl Differ<'_> {
    /// A section that the contract does not have.
    pub(super) fn no_operation(&mut self, operation: &Operation) {
        let endpoint = operation.endpoint();
        let words = (None, Some(endpoint.trim()));
        let title = &operation.title;
        let difference = self
            .against
            .differs(Aspect::Operation, title, words, operation.endpoint);
        self.out.push(
            difference
                .of("", operation.is_callback())
                .spec(self.home.clone())
                .at(None, &operation.path)
                .between("no such operation", endpoint.trim()),
        );
    }

    pub(super) fn endpoint(&mut self, pair: Pair<'_>) {
        let Pair { operation, old, .. } = pair;
        let is_new = |host: &&Constant| old.hosts.iter().all(|own| own.value != host.value);
        let new = operation.hosts.iter().find(is_new);
        let hosts = |operation: &Operation| {
            let hosts = operation.hosts.iter().map(|host| host.value.as_str());
            let hosts = hosts.collect::<Vec<_>>().join(" and ");
            if hosts.is_empty() {
                "none".to_owned()
            } else {
                hosts
            }
        };
        let line = new.map_or(operation.endpoint, |host| host.line);
        if self.is_version() {
            self.changed(pair, Aspect::Host, (hosts(old), hosts(operation)), line);
            let words = (old.endpoint(), operation.endpoint());
            self.changed(pair, Aspect::Endpoint, words, operation.endpoint);
            let words = (old.title.clone(), operation.title.clone());
            self.changed(pair, Aspect::Heading, words, operation.line);
        } else {
            // A contract may have servers that no page names.
            if let Some(new) = new.filter(|_| !old.hosts.is_empty()) {
                self.changed(pair, Aspect::Host, (hosts(old), new.value.clone()), line);
            }
            if operation.kind == Kind::Operation && !operation.path.is_empty() {
                self.endpoint_to_contract(pair);
            }
        }
        self.other_calls(pair);
    }

    fn endpoint_to_contract(&mut self, pair: Pair<'_>) {
        let Pair { operation, old, .. } = pair;
        let is_it = |path: &str| operation.method == old.method && shape(path) == shape(&old.path);
        if !is_it(&operation.path) {
            let repaired = repaired(&operation.path);
            if repaired.is_some_and(|path| is_it(&path)) {
                let words = (Some(old.path.as_str()), Some(operation.path.as_str()));
                let line = operation.endpoint;
                let printed = self.differs(pair, Aspect::Endpoint, "", words, line);
                let message = "The document prints the query as a part of the path.";
                self.out.push(printed.message(message.to_owned()));
            } else {
                let words = (old.endpoint(), operation.endpoint());
                self.changed(pair, Aspect::Endpoint, words, operation.endpoint);
            }
        }
        let query = operation
            .path
            .split_once('?')
            .map_or("", |(_, query)| query);
        for name in query
            .split('&')
            .filter_map(|one| Some(one.split_once('=')?.0))
        {
            let mut fields = old.fields.iter();
            if fields.all(|field| field.place != Place::Query || field.name != name) {
                let words = (None, Some(name));
                let new = self.differs(pair, Aspect::Name, name, words, operation.endpoint);
                self.push_at(new, pair, Place::Query, &format!("/{name}"));
            }
        }
    }

    /// Samples and rows of environments that call another endpoint than the older side has.
    fn other_calls(&mut self, pair: Pair<'_>) {
        let Pair { operation, old, .. } = pair;
        let is_new = |call: &&Call| {
            let mut known = old.other_calls.iter();
            !is_to(old, call) && known.all(|own| own.endpoint() != call.endpoint())
        };
        for call in operation.other_calls.iter().filter(is_new) {
            let words = [old.endpoint(), call.endpoint()];
            let message = format!("A sample or a row calls {}, not {}.", words[1], words[0]);
            let words = (Some(words[0].as_str()), Some(words[1].as_str()));
            let other = self.differs(pair, Aspect::Endpoint, "", words, call.line);
            self.out.push(other.message(message));
        }
        if !self.is_version() {
            return;
        }
        let is_gone = |call: &&Call| {
            let mut left = operation.other_calls.iter();
            !is_to(operation, call) && left.all(|own| own.endpoint() != call.endpoint())
        };
        for call in old.other_calls.iter().filter(is_gone) {
            let words = (Some(call.endpoint()), Some(operation.endpoint()));
            let words = (words.0.as_deref(), words.1.as_deref());
            let gone = self.differs(pair, Aspect::Endpoint, "", words, call.line);
            let (call, line) = (call.endpoint(), call.line);
            let message =
                format!("No sample or row calls {call} any more; it stood on line {line}.");
            self.out.push(gone.message(message));
        }
    }

    /// The permission that the key needs.
    pub(super) fn permission(&mut self, pair: Pair<'_>) {
        let of = |operation: &Operation| {
            let permission = operation.permission.as_ref();
            permission.map_or("none".to_owned(), |permission| {
                format!("{} {}", permission.kind, permission.access)
            })
        };
        let stated = pair.operation.permission.as_ref();
        if self.is_version() || stated.is_some() {
            let line = stated.map_or(pair.operation.line, |permission| permission.line);
            let words = (of(pair.old), of(pair.operation));
            self.changed(pair, Aspect::Permission, words, line);
        }
    }

    fn changed(&mut self, pair: Pair<'_>, aspect: Aspect, (from, to): (String, String), line: u32) {
        if from != to {
            self.push(pair, aspect, "", (Some(&from), Some(&to)), line);
        }
    }
}
