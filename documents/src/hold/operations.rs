//! The sections themselves: endpoints and permissions.

use super::pairs::shape;
use super::{Holder, Pair, missing};
use crate::claims::Claim;
use crate::difference::{Aspect, Difference};
use crate::facts::{Kind, Operation};
use bayar_drift::finding::Class;

impl Holder<'_> {
    /// A section that the contract does not have.
    pub(super) fn no_operation(&mut self, operation: &Operation) {
        let message = format!(
            "The document describes \"{}\", which the contract does not have.",
            operation.title
        );
        let seen = format!("{} {}", operation.method, operation.path);
        self.out.push(
            Difference::new(Class::DOCUMENT_ONLY, Aspect::Path, message)
                .of_section("", operation.kind == Kind::Callback)
                .spec(self.home.clone())
                .at(None, &operation.path)
                .between("no such operation", seen.trim())
                .on([operation.endpoint, operation.line]),
        );
    }

    /// The hosts and the path as they are printed.
    pub(super) fn endpoint(&mut self, pair: &Pair<'_>) {
        let operation = pair.operation;
        let own = &pair.claim.hosts;
        for host in operation
            .hosts
            .iter()
            .filter(|host| !own.is_empty() && !own.contains(&host.value))
        {
            let message = "The document calls it at another host.".to_owned();
            self.out.push(
                Difference::new(Class::DOCUMENT_DIFFERENT, Aspect::Path, message)
                    .of(pair.claim)
                    .between(&own.join(" or "), &host.value)
                    .on([host.line]),
            );
        }
        let printed = operation.kind == Kind::Operation && !operation.path.is_empty();
        if !printed || shape(&operation.path) == shape(&pair.claim.path) {
            return;
        }
        let message = "The document prints the query as a part of the path.".to_owned();
        self.out.push(
            Difference::new(Class::DOCUMENT_DIFFERENT, Aspect::Path, message)
                .of(pair.claim)
                .between(&pair.claim.path, &operation.path)
                .on([operation.endpoint]),
        );
    }

    /// The permission that the key needs.
    pub(super) fn permission(&mut self, pair: &Pair<'_>) {
        let Some(said) = &pair.operation.permission else {
            return;
        };
        let seen = format!("{} {}", said.kind, said.access);
        let expected = pair.claim.permission.as_ref();
        let expected = expected.map_or("none".to_owned(), |(kind, access)| {
            format!("{kind} {access}")
        });
        if seen == expected {
            return;
        }
        let message = "Document and contract name different permissions.".to_owned();
        self.out.push(
            Difference::new(Class::DOCUMENT_DIFFERENT, Aspect::Permission, message)
                .of(pair.claim)
                .between(&expected, &seen)
                .on([said.line]),
        );
    }

    /// An operation that the document has not.
    pub(super) fn back_operation(&mut self, claim: &Claim) {
        let message = format!(
            "The contract has the operation {}, the document has not.",
            claim.id
        );
        let aspect = if claim.callback {
            Aspect::CallbackTarget
        } else {
            Aspect::Path
        };
        let lost = missing(claim, aspect, &claim.id, claim.source.as_ref(), message);
        self.out.push(lost);
    }
}
