//! Numbers that one holder gets for good: those of virtual accounts and of payment codes.

use std::ops::RangeInclusive;

use crate::json::Json;
use crate::world::World;
use crate::world::document::{Document, Kind};

/// So many random numbers are tried before a range counts as used up.
const TRIES: usize = 1000;

/// The numbers that an account may give out: its setting `{"from": 1000, "to": 9999}`, or the usual ones.
pub(super) fn range(setting: Option<Json>, usual: RangeInclusive<u64>) -> RangeInclusive<u64> {
    let bound = |name: &str| {
        let bound = setting.as_ref()?.decimal(name)?;
        u64::try_from(bound).ok()
    };
    bound("from").unwrap_or(*usual.start())..=bound("to").unwrap_or(*usual.end())
}

/// Whether a text is a number of the range, without zeros in front.
pub(super) fn is_in(range: &RangeInclusive<u64>, text: &str) -> bool {
    text.parse()
        .is_ok_and(|number: u64| range.contains(&number) && number.to_string() == text)
}

/// A number of the range that is free, a long one if there are such.
pub(super) fn pick(
    world: &World,
    account: &str,
    issuer: &str,
    range: &RangeInclusive<u64>,
) -> Option<String> {
    let (from, to) = (*range.start(), *range.end());
    if from > to {
        return None;
    }
    let long = from.max(to / 10)..=to;
    std::iter::repeat_with(|| fastrand::u64(long.clone()))
        .take(TRIES)
        .map(|number| number.to_string())
        .find(|number| !is_taken(world, account, issuer, number))
}

/// Whether a bank or a retail outlet has given this number out for the account.
pub(super) fn is_taken(world: &World, account: &str, issuer: &str, number: &str) -> bool {
    let id = id(account, issuer, number);
    world.store.get(Kind::TakenNumber, &id).is_some()
}

pub(super) fn take(world: &mut World, account: &str, issuer: &str, number: &str) {
    world.save(&Document {
        kind: Kind::TakenNumber,
        account: account.to_owned(),
        id: id(account, issuer, number),
        fields: Json::object(),
    });
}

fn id(account: &str, issuer: &str, number: &str) -> String {
    format!("{account}/{issuer}/{number}")
}
