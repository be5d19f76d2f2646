//! What two versions of a contract say of the wire.

use std::collections::BTreeSet;

use super::Change;
use crate::documents::claims::{Claim, ClaimField, Contract};
use crate::documents::facts::{Bound, Place, Type};
use crate::finding::{Class, Direction, Part};

/// What changed on the wire.
pub(super) fn changes(old: &Contract, new: &Contract) -> Vec<Change> {
    let mut wire = Wire {
        old,
        new,
        changes: Vec::new(),
        operation: String::new(),
        callback: false,
    };
    for claim in &old.operations {
        wire.operation.clone_from(&claim.id);
        wire.callback = claim.callback;
        if let Some(now) = counterpart(claim, &old.operations, &new.operations) {
            wire.operation(claim, now);
        } else {
            let from = format!("{} {}", claim.method, claim.path);
            wire.push(
                Class::SpecRun,
                None,
                "",
                &from,
                "gone",
                format!("The operation {} is gone.", claim.id),
            );
        }
    }
    for claim in &new.operations {
        if counterpart(claim, &new.operations, &old.operations).is_none() {
            wire.operation.clone_from(&claim.id);
            wire.callback = claim.callback;
            let to = format!("{} {}", claim.method, claim.path);
            wire.push(
                Class::SpecCompatible,
                None,
                "",
                "not there",
                &to,
                format!("The operation {} is new.", claim.id),
            );
        }
    }
    wire.changes
}

/// The operation of the same id; else the one at the same endpoint that has no counterpart by id.
fn counterpart<'a>(claim: &Claim, own: &[Claim], others: &'a [Claim]) -> Option<&'a Claim> {
    let same_id = others.iter().find(|other| other.id == claim.id);
    same_id.or_else(|| {
        others.iter().find(|other| {
            let free = !own.iter().any(|claim| claim.id == other.id);
            free && other.callback == claim.callback
                && other.method == claim.method
                && other.path == claim.path
        })
    })
}

struct Wire<'a> {
    old: &'a Contract,
    new: &'a Contract,
    changes: Vec<Change>,
    operation: String,
    callback: bool,
}

impl Wire<'_> {
    fn push(
        &mut self,
        class: Class,
        place: Option<Place>,
        pointer: &str,
        from: &str,
        to: &str,
        message: String,
    ) {
        let direction = match place {
            _ if self.callback => Direction::Callback,
            Some(Place::Answer | Place::Error) => Direction::Response,
            _ => Direction::Request,
        };
        let part = match place {
            Some(Place::Query) => Part::Query,
            Some(Place::Header) => Part::Header,
            Some(Place::Body | Place::Answer | Place::Error) => Part::Body,
            Some(Place::Path) | None => Part::Path,
        };
        self.changes.push(Change {
            class,
            operation: Some(self.operation.clone()),
            direction,
            part,
            pointer: pointer.to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
            message,
        });
    }

    fn operation(&mut self, old: &Claim, new: &Claim) {
        let endpoint = |claim: &Claim| format!("{} {}", claim.method, claim.path);
        if old.id != new.id {
            // The compiler tells of it; on the wire it is the same.
            self.push(
                Class::SpecCompile,
                None,
                "",
                &old.id,
                &new.id,
                format!("The operation {} is now called {}.", old.id, new.id),
            );
        }
        if endpoint(old) != endpoint(new) {
            self.push(
                Class::SpecRun,
                None,
                "",
                &endpoint(old),
                &endpoint(new),
                format!("{} goes elsewhere.", old.id),
            );
        }
        if old.permission != new.permission {
            let shown = |claim: &Claim| {
                claim
                    .permission
                    .as_ref()
                    .map_or("none".to_owned(), |(kind, access)| {
                        format!("{kind} {access}")
                    })
            };
            self.push(
                Class::SpecRun,
                None,
                "",
                &shown(old),
                &shown(new),
                "The API key needs another permission.".to_owned(),
            );
        }
        self.fields(old, new);
        self.errors(old, new);
        self.rules(old, new);
    }

    /// Whether a caller sends what stands there.
    fn is_sent(&self, place: Place) -> bool {
        !self.callback && !matches!(place, Place::Answer | Place::Error)
    }

    fn fields(&mut self, old: &Claim, new: &Claim) {
        let same = |one: &ClaimField, other: &ClaimField| {
            one.place == other.place && one.pointer == other.pointer && one.variant == other.variant
        };
        // Errors have one schema for all; their codes are compared by themselves.
        let compared = |field: &&ClaimField| field.place != Place::Error;
        for field in old.fields.iter().filter(compared) {
            match new.fields.iter().find(|other| same(field, other)) {
                Some(now) => self.field(field, now),
                None => self.push(
                    Class::SpecRun,
                    Some(field.place),
                    &field.pointer,
                    &field.name,
                    "gone",
                    format!("`{}` is gone.", field.pointer),
                ),
            }
        }
        for field in new.fields.iter().filter(compared) {
            if old.fields.iter().any(|other| same(field, other)) {
                continue;
            }
            let refused = field.required && self.is_sent(field.place) && field.within.is_none();
            let class = if refused {
                Class::SpecRun
            } else {
                Class::SpecCompatible
            };
            let word = if field.required {
                "required"
            } else {
                "optional"
            };
            self.push(
                class,
                Some(field.place),
                &field.pointer,
                "not there",
                word,
                format!("`{}` is new and {word}.", field.pointer),
            );
        }
    }

    fn field(&mut self, old: &ClaimField, new: &ClaimField) {
        let place = Some(old.place);
        let at = old.pointer.as_str();
        let sent = self.is_sent(old.place);
        if old.required != new.required {
            let word = |field: &ClaimField| {
                if field.required {
                    "required"
                } else {
                    "optional"
                }
            };
            // A sender may not leave it out any more; a receiver may have to do without.
            let class = if new.required == sent {
                Class::SpecRun
            } else {
                Class::SpecCompatible
            };
            self.push(
                class,
                place,
                at,
                word(old),
                word(new),
                format!("`{at}` is now {}.", word(new)),
            );
        }
        let kind = |field: &ClaimField| {
            let kind = field.kind.map_or("any", Type::as_str);
            field
                .format
                .as_ref()
                .map_or(kind.to_owned(), |format| format!("{kind} ({format})"))
        };
        if kind(old) != kind(new) {
            self.push(
                Class::SpecRun,
                place,
                at,
                &kind(old),
                &kind(new),
                format!("The type of `{at}` is now {}.", kind(new)),
            );
        }
        if old.default != new.default {
            let shown =
                |field: &ClaimField| field.default.clone().unwrap_or_else(|| "none".to_owned());
            let class = if sent {
                Class::SpecRun
            } else {
                Class::SpecWords
            };
            self.push(
                class,
                place,
                at,
                &shown(old),
                &shown(new),
                format!("The default of `{at}` is now {}.", shown(new)),
            );
        }
        self.limits(old, new, sent);
        self.values(old, new, sent);
    }

    /// Limits guard what is sent; on answers they are words.
    fn limits(&mut self, old: &ClaimField, new: &ClaimField, sent: bool) {
        let place = Some(old.place);
        let at = old.pointer.as_str();
        if old.pattern != new.pattern {
            let shown =
                |field: &ClaimField| field.pattern.clone().unwrap_or_else(|| "none".to_owned());
            let class = match (&new.pattern, sent) {
                (_, false) => Class::SpecWords,
                (None, true) => Class::SpecCompatible,
                (Some(_), true) => Class::SpecRun,
            };
            self.push(
                class,
                place,
                at,
                &shown(old),
                &shown(new),
                format!("The pattern of `{at}` changed."),
            );
        }
        for bound in [
            Bound::Minimum,
            Bound::Maximum,
            Bound::MinLength,
            Bound::MaxLength,
            Bound::MaxItems,
            Bound::MultipleOf,
        ] {
            let of = |field: &ClaimField| {
                field
                    .limits
                    .iter()
                    .find(|limit| limit.0 == bound)
                    .map(|limit| limit.1)
            };
            let (from, to) = (of(old), of(new));
            if from == to {
                continue;
            }
            let class = match sent {
                false => Class::SpecWords,
                true if narrower(bound, from, to) => Class::SpecRun,
                true => Class::SpecCompatible,
            };
            let shown =
                |value: Option<u64>| value.map_or("none".to_owned(), |value| value.to_string());
            let message = format!("The {} of `{at}` is now {}.", bound.keyword(), shown(to));
            self.push(
                class,
                place,
                at,
                &format!("{} {}", bound.keyword(), shown(from)),
                &format!("{} {}", bound.keyword(), shown(to)),
                message,
            );
        }
    }

    fn values(&mut self, old: &ClaimField, new: &ClaimField, sent: bool) {
        let of = |contract: &Contract, field: &ClaimField| -> BTreeSet<String> {
            let listed = field
                .values
                .as_ref()
                .and_then(|name| contract.enums.get(name));
            listed
                .into_iter()
                .flatten()
                .map(|one| one.value.clone())
                .collect()
        };
        let (before, after) = (of(self.old, old), of(self.new, new));
        let at = old.pointer.as_str();
        for value in after.difference(&before) {
            // Enums are open: what is new was taken before, as `Unknown`.
            self.push(
                Class::SpecCompatible,
                Some(old.place),
                at,
                "not there",
                value,
                format!("`{at}` may be `{value}`."),
            );
        }
        for value in before.difference(&after) {
            let class = if sent {
                Class::SpecRun
            } else {
                Class::SpecCompatible
            };
            self.push(
                class,
                Some(old.place),
                at,
                value,
                "gone",
                format!("`{at}` is no longer `{value}`."),
            );
        }
    }

    fn errors(&mut self, old: &Claim, new: &Claim) {
        let statuses = |claim: &Claim, code: &str| -> BTreeSet<Option<u16>> {
            claim
                .errors
                .iter()
                .filter(|error| error.code == code)
                .map(|error| error.status)
                .collect()
        };
        let codes = |claim: &Claim| -> BTreeSet<String> {
            claim
                .errors
                .iter()
                .map(|error| error.code.clone())
                .collect()
        };
        let (before, after) = (codes(old), codes(new));
        let place = Some(Place::Error);
        for code in after.difference(&before) {
            self.push(
                Class::SpecCompatible,
                place,
                "/error_code",
                "not there",
                code,
                format!("The code `{code}` is new here."),
            );
        }
        for code in before.difference(&after) {
            self.push(
                Class::SpecCompatible,
                place,
                "/error_code",
                code,
                "gone",
                format!("The code `{code}` is gone here."),
            );
        }
        for code in before.intersection(&after) {
            let (from, to) = (statuses(old, code), statuses(new, code));
            if from != to {
                let shown = |statuses: &BTreeSet<Option<u16>>| {
                    let shown = statuses
                        .iter()
                        .map(|status| status.map_or("any".to_owned(), |status| status.to_string()));
                    format!("{code} with {}", shown.collect::<Vec<_>>().join(", "))
                };
                self.push(
                    Class::SpecRun,
                    place,
                    "/error_code",
                    &shown(&from),
                    &shown(&to),
                    format!("The code `{code}` comes with another status."),
                );
            }
        }
    }

    /// Rules over several fields guard what is sent. The lines that they cite do not matter.
    fn rules(&mut self, old: &Claim, new: &Claim) {
        let plain = |claim: &Claim| -> Vec<String> {
            let mut rules = claim.rules.clone();
            for rule in rules.iter_mut().filter_map(|rule| rule.as_object_mut()) {
                rule.remove("line");
                rule.remove("says");
            }
            rules.iter().map(ToString::to_string).collect()
        };
        let (before, after) = (plain(old), plain(new));
        for rule in after.iter().filter(|rule| !before.contains(rule)) {
            self.push(
                Class::SpecRun,
                Some(Place::Body),
                "",
                "no such rule",
                rule,
                "A rule over several fields is new.".to_owned(),
            );
        }
        for rule in before.iter().filter(|rule| !after.contains(rule)) {
            self.push(
                Class::SpecCompatible,
                Some(Place::Body),
                "",
                rule,
                "gone",
                "A rule over several fields is gone.".to_owned(),
            );
        }
    }
}

/// Whether fewer values pass than before.
fn narrower(bound: Bound, from: Option<u64>, to: Option<u64>) -> bool {
    let Some(to) = to else { return false };
    let Some(from) = from else { return true };
    match bound {
        Bound::Minimum | Bound::MinLength => to > from,
        Bound::Maximum | Bound::MaxLength | Bound::MaxItems => to < from,
        Bound::MultipleOf => to == 0 || from % to != 0,
    }
}
