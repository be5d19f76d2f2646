//! The sections themselves: endpoints, hosts and permissions.

use super::pairs::shape;
use super::{Differ, Pair};
use crate::facts::{Constant, Kind, Operation};
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
            hosts.collect::<Vec<_>>().join(" and ")
        };
        let line = new.map_or(operation.endpoint, |host| host.line);
        if self.is_version() {
            self.changed(pair, Aspect::Host, (hosts(old), hosts(operation)), line);
        } else if let Some(new) = new.filter(|_| !old.hosts.is_empty()) {
            // A contract may have servers that no page names.
            self.changed(pair, Aspect::Host, (hosts(old), new.value.clone()), line);
        }
        if self.is_version() {
            let words = (old.endpoint(), operation.endpoint());
            self.changed(pair, Aspect::Endpoint, words, operation.endpoint);
            let words = (old.title.clone(), operation.title.clone());
            self.changed(pair, Aspect::Heading, words, operation.line);
        } else if operation.kind == Kind::Operation
            && !operation.path.is_empty()
            && shape(&operation.path) != shape(&old.path)
        {
            let words = (old.path.clone(), operation.path.clone());
            self.changed(pair, Aspect::Endpoint, words, operation.endpoint);
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
