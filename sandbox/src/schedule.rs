//! What happens by itself at its time: resources expire and are settled, callbacks are tried again.

use chrono::TimeDelta;

use crate::callbacks;
use crate::clock::{Clock, Time};
use crate::products;
use crate::rate_limit::Rates;
use crate::world::World;
use crate::world::document::Kind;
use crate::world::store::Store;

/// So much happens while others wait for the world.
const MOST_AT_ONCE: usize = 1_000;

/// Lets happen what is due by now, in the order of its time. Of very much, the rest happens with the next call.
pub(crate) fn catch_up(world: &mut World) {
    let_happen(world, world.clock.now());
}

/// Moves the clock towards a time, and lets happen what is due on the way. Tells whether it is there: of very much, a part
/// happens.
pub(crate) fn advance_towards(world: &mut World, until: Time) -> bool {
    let is_there = let_happen(world, until);
    let next = world.store.next_due().filter(|_| !is_there);
    let by = next.unwrap_or(until).min(until) - world.clock.now();
    world.clock.advance(by.max(TimeDelta::zero()));
    is_there
}

/// Whether everything has happened that is due by then.
fn let_happen(world: &mut World, until: Time) -> bool {
    for _ in 0..MOST_AT_ONCE {
        let Some((due, document)) = world.store.take_due(until) else {
            world.due = None;
            return true;
        };
        world.due = Some(due);
        // It is due no more, also if nothing comes of it.
        world.store.save(&document);
        match document.kind {
            Kind::Delivery => callbacks::due(world, document),
            _ => products::due(world, document),
        }
    }
    world.due = None;
    world.store.next_due().is_none_or(|due| due > until)
}

#[cfg(test)]
pub(crate) fn advance(world: &mut World, by: TimeDelta) {
    let until = world.clock.now() + by;
    while !advance_towards(world, until) {}
}

/// Goes on with other documents and another clock; nothing of before is left.
pub(crate) fn replace(world: &mut World, store: Store, clock: Clock) {
    world.store = store;
    world.clock = clock;
    world.refusals.clear();
    world.rates = Rates::default();
    world.begin_counts();
    world.outbox.begin_anew();
    callbacks::resume(world);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Json;
    use crate::world::document::Document;

    /// More things are due than happen at once, at three times.
    #[test]
    fn the_clock_goes_as_far_as_things_have_happened() {
        let mut world = World::default();
        world.clock.freeze();
        let start = world.now();
        let times = [1, 2, 3].map(|hour| start + TimeDelta::hours(hour));
        for (hour, time) in times.into_iter().enumerate() {
            for number in 0..MOST_AT_ONCE {
                let mut invoice = Document {
                    kind: Kind::Invoice,
                    account: "a".to_owned(),
                    id: format!("{hour}-{number}"),
                    fields: Json::object(),
                };
                invoice.fields.set("status", Json::string("PENDING"));
                invoice.set_due(Some(time));
                world.save(&invoice);
            }
        }
        let until = start + TimeDelta::days(1);
        for next in &times[1..] {
            assert!(!advance_towards(&mut world, until));
            assert_eq!((world.now(), world.store.next_due()), (*next, Some(*next)));
        }
        assert!(advance_towards(&mut world, until));
        assert_eq!((world.now(), world.store.next_due()), (until, None));
        let mut invoices = world.store.all(Kind::Invoice);
        assert!(
            invoices.all(|invoice| invoice.fields.text("status").as_deref() == Some("EXPIRED"))
        );
    }
}
