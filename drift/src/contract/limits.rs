//! Limits of numbers and sizes, of which the tighter counts.

use bayar_contract::schema::{self, Schema as Stated};

use crate::contract::schema::{Bound, Schema};

/// The smaller of two sizes.
pub(super) fn least(one: Option<usize>, two: Option<usize>) -> Option<usize> {
    match (one, two) {
        (Some(one), Some(two)) => Some(one.min(two)),
        _ => one.or(two),
    }
}

/// The tighter of two limits.
fn tighten(own: &mut Option<Bound>, other: Option<Bound>, is_least: bool) {
    let Some(other) = other else {
        return;
    };
    let is_tighter = own.as_ref().is_none_or(|own| {
        if own.value == other.value {
            return other.is_exclusive;
        }
        (other.value > own.value) == is_least
    });
    if is_tighter {
        *own = Some(other);
    }
}

/// Adds the limits that a schema states.
pub(super) fn number_limits(schema: &mut Schema, stated: &Stated) {
    let of = |bound: &schema::Bound| Bound::new(bound.value.clone(), bound.exclusive);
    if stated.minimum.is_none() && stated.maximum.is_none() && stated.multiple_of.is_none() {
        return;
    }
    let range = schema.range.get_or_insert_default();
    tighten(&mut range.minimum, stated.minimum.as_ref().map(of), true);
    tighten(&mut range.maximum, stated.maximum.as_ref().map(of), false);
    if let Some(step) = &stated.multiple_of {
        range.step = Some(step.clone());
    }
}
