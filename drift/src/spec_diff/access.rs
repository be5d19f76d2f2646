//! Where two versions of a contract are served, and who may call.

use std::collections::{BTreeMap, BTreeSet};

use bayar_contract::Contract;
use bayar_contract::document::Node;
use bayar_contract::operation::Operation;
use bayar_contract::security::{Requirement, SecurityScheme};
use bayar_contract::server::Server;

use super::wire::Wire;
use crate::difference::{Effect, Place};

impl<'a> Wire<'a> {
    pub(super) fn servers(&mut self, old: &[Server], new: &[Server]) {
        let urls = |servers: &[Server]| -> BTreeSet<String> {
            let urls = servers.iter().flat_map(Server::urls);
            urls.map(|url| url.trim_end_matches('/').to_owned())
                .collect()
        };
        let (before, after) = (urls(old), urls(new));
        for url in before.difference(&after) {
            let message = format!("The server {url} is gone.");
            self.push(Effect::Breaking, Place::Path, "", url, "gone", message);
        }
        for url in after.difference(&before) {
            let effect = Effect::Compatible;
            let message = format!("The server {url} is new.");
            self.push(effect, Place::Path, "", "not there", url, message);
        }
    }

    /// How credentials travel.
    pub(super) fn schemes(&mut self) {
        let (before, after) = (self.old, self.new);
        for old in &before.security_schemes {
            let mut others = after.security_schemes.iter();
            if let Some(new) = others.find(|other| other.name == old.name) {
                if old.kind != new.kind {
                    let message = format!("Credentials of {} travel otherwise.", old.name);
                    let (from, to) = (format!("{:?}", old.kind), format!("{:?}", new.kind));
                    self.push(Effect::Breaking, Place::Path, "", &from, &to, message);
                }
            } else if let Some(new) = self.renamed(old) {
                let (from, to) = (&old.name, &new.name);
                let message = format!("The credentials {from} are now called {to}.");
                self.push(Effect::Words, Place::Path, "", from, to, message);
            }
            // Of one that is gone, what asked for it tells.
        }
    }

    /// The scheme that is the same by another name: neither version has both names.
    fn renamed(&self, old: &SecurityScheme) -> Option<&'a SecurityScheme> {
        let has = |contract: &Contract, name: &str| {
            let mut schemes = contract.security_schemes.iter();
            schemes.any(|scheme| scheme.name == name)
        };
        let flows = |contract: &Contract, scheme: &SecurityScheme| {
            let flows = contract.node(scheme.node).get("flows");
            flows.map(Node::to_json)
        };
        let mut others = self.new.security_schemes.iter();
        others.find(|new| {
            !has(self.new, &old.name)
                && !has(self.old, &new.name)
                && old.kind == new.kind
                && flows(self.old, old) == flows(self.new, new)
        })
    }

    pub(super) fn permission(&mut self, old: &Operation, new: &Operation) {
        let shown = |one: &Operation| {
            one.permission.as_ref().map(|permission| {
                let access = permission.access.as_deref().unwrap_or_default();
                format!("{} {access}", permission.kind)
            })
        };
        let (from, to) = (shown(old), shown(new));
        if from != to {
            let message = "The API key needs another permission.".to_owned();
            let words = (from.as_deref(), to.as_deref());
            self.differs(Effect::Breaking, Place::Path, "", words, message);
        }
    }

    /// Which way money goes decides what its answers prove.
    pub(super) fn money(&mut self, old: &Operation, new: &Operation) {
        let word = |is_out: bool| if is_out { "money" } else { "no money" };
        let (from, to) = [old, new].map(|one| word(one.moves_money_out())).into();
        if from != to {
            let message = format!("It now sends {to} out.");
            self.push(Effect::Breaking, Place::Path, "", from, to, message);
        }
    }

    pub(super) fn security(&mut self, old: &[Requirement], new: &[Requirement]) {
        let schemes = self.old.security_schemes.iter();
        let renamed: BTreeMap<_, _> = schemes
            .filter_map(|scheme| Some((&scheme.name, &self.renamed(scheme)?.name)))
            .collect();
        let alternatives = |list: &[Requirement]| -> BTreeSet<String> {
            let shown = |requirement: &Requirement| {
                let mut schemes: Vec<_> = requirement
                    .schemes
                    .iter()
                    .map(|(name, scopes)| (*renamed.get(name).unwrap_or(&name), scopes))
                    .map(|(name, scopes)| format!("{name} {}", scopes.join(" ")).trim().to_owned())
                    .collect();
                schemes.sort();
                schemes.join(" and ")
            };
            if list.is_empty() {
                return [String::new()].into();
            }
            list.iter().map(shown).collect()
        };
        let (before, after) = (alternatives(old), alternatives(new));
        if before == after {
            return;
        }
        let words = |alternatives: &BTreeSet<String>| {
            let words = alternatives.iter().map(|one| match one.as_str() {
                "" => "nothing",
                one => one,
            });
            words.collect::<Vec<_>>().join(" or ")
        };
        // Who needs nothing any more may still send it.
        let is_wider = before.is_subset(&after) || after.contains("");
        let effect = if is_wider {
            Effect::Compatible
        } else {
            Effect::Breaking
        };
        let (from, to) = (words(&before), words(&after));
        let message = format!("It now asks for {to}.");
        self.push(effect, Place::Path, "", &from, &to, message);
    }
}
