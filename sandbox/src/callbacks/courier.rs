//! The courier: one task that sends what is to be sent, and lets things fall due in real time.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;

use crate::callbacks::client::{Clients, Parcel};
use crate::callbacks::{attempted, duplicated};
use crate::server::Shared;
use crate::world::World;
use crate::world::document::Kind;

/// So many callbacks are on their way at once.
const MOST_UNDER_WAY: usize = 32;

/// Looks at the clock at least so often: a machine may sleep.
const LONGEST_NAP: Duration = Duration::from_secs(60);

/// Callbacks of one resource go out one after another.
type Lane = String;

/// Of those that were released together, whichever resource they are of.
const RELEASED: &str = "";

/// Runs until it is dropped, and whatever it has on its way is dropped with it.
pub(crate) async fn run(shared: Arc<Shared>) {
    let mut courier = Courier {
        clients: Arc::default(),
        era: 0,
        lanes: HashMap::new(),
        ready: VecDeque::new(),
        busy: HashSet::new(),
        under_way: JoinSet::new(),
        shared,
    };
    loop {
        let nap = courier.collect();
        courier.depart();
        let news = courier.shared.news.notified();
        tokio::select! {
            () = news => {}
            () = tokio::time::sleep(nap) => {}
            Some(ended) = courier.under_way.join_next() => {
                if let Ok(lane) = ended {
                    courier.arrived(lane);
                }
            }
        }
    }
}

struct Courier {
    shared: Arc<Shared>,
    clients: Arc<Clients>,
    era: u64,
    /// What waits, by lane, in order.
    lanes: HashMap<Lane, VecDeque<String>>,
    /// Lanes in which something waits and nothing is on its way.
    ready: VecDeque<Lane>,
    busy: HashSet<Lane>,
    under_way: JoinSet<Lane>,
}

impl Courier {
    /// Takes what is to be sent by now. Tells how long nothing falls due.
    fn collect(&mut self) -> Duration {
        let (era, batch, nap) = self.shared.with_world(|world| {
            let batch = take(world);
            (world.traffic.era, batch, nap(world))
        });
        if era != self.era {
            self.era = era;
            self.under_way.abort_all();
            self.lanes.clear();
            self.ready.clear();
            self.busy.clear();
            self.under_way = JoinSet::new();
        }
        for (lane, id) in batch {
            let waiting = self.lanes.entry(lane.clone()).or_default();
            waiting.push_back(id);
            if waiting.len() == 1 && !self.busy.contains(&lane) {
                self.ready.push_back(lane);
            }
        }
        self.shared.quiet.notify_waiters();
        nap
    }

    fn depart(&mut self) {
        while self.under_way.len() < MOST_UNDER_WAY
            && let Some(lane) = self.ready.pop_front()
        {
            let Some(id) = self.lanes.get_mut(&lane).and_then(VecDeque::pop_front) else {
                continue;
            };
            self.busy.insert(lane.clone());
            let (shared, clients, era) = (
                Arc::clone(&self.shared),
                Arc::clone(&self.clients),
                self.era,
            );
            self.under_way.spawn(async move {
                deliver(&shared, &clients, era, &id).await;
                lane
            });
        }
    }

    fn arrived(&mut self, lane: Lane) {
        self.busy.remove(&lane);
        match self.lanes.get(&lane) {
            Some(waiting) if !waiting.is_empty() => self.ready.push_back(lane),
            _ => _ = self.lanes.remove(&lane),
        }
    }
}

/// What is to be sent by now, with its lane.
fn take(world: &mut World) -> Vec<(Lane, String)> {
    let outgoing = std::mem::take(&mut world.outgoing);
    let released = std::mem::take(&mut world.traffic.released);
    let released = released.into_iter().map(|id| (RELEASED.to_owned(), id));
    let mut batch: Vec<_> = released.collect();
    if world.traffic.is_held {
        world.traffic.held.extend(outgoing);
    } else {
        batch.extend(outgoing.into_iter().map(|id| (lane(world, &id), id)));
    }
    world.traffic.under_way += batch.len();
    batch
}

/// By account and what the resource is called; callbacks of one payment and of its resource may share it.
fn lane(world: &World, id: &str) -> Lane {
    let Some(delivery) = world.store.get(Kind::Delivery, id) else {
        return id.to_owned();
    };
    let body = delivery.fields.get("body");
    let name = body.and_then(|body| body.text("external_id").or_else(|| body.text("id")));
    format!("{} {}", delivery.account, name.as_deref().unwrap_or(id))
}

/// How long nothing falls due.
fn nap(world: &World) -> Duration {
    match world.store.next_due() {
        Some(due) if !world.clock.is_frozen() => (due - world.clock.now())
            .to_std()
            .map_or(Duration::ZERO, |nap| nap + Duration::from_millis(1))
            .min(LONGEST_NAP),
        _ => LONGEST_NAP,
    }
}

async fn deliver(shared: &Shared, clients: &Clients, era: u64, id: &str) {
    if let Some(parcel) = in_era(shared, era, |world| parcel(shared, world, id)).flatten() {
        let result = clients.post(&parcel).await;
        let again = in_era(shared, era, |world| {
            attempted(world, id, result) && world.traffic.has_duplicates
        });
        if again == Some(true) {
            let result = clients.post(&parcel).await;
            in_era(shared, era, |world| duplicated(world, id, result));
        }
    }
    in_era(shared, era, |world| world.traffic.under_way -= 1);
    shared.quiet.notify_waiters();
}

/// Unless the world was replaced meanwhile.
fn in_era<T>(shared: &Shared, era: u64, change: impl FnOnce(&mut World) -> T) -> Option<T> {
    shared.with_world(|world| (world.traffic.era == era).then(|| change(world)))
}

fn parcel(shared: &Shared, world: &World, id: &str) -> Option<Parcel> {
    let delivery = world.store.get(Kind::Delivery, id)?;
    let fields = &delivery.fields;
    if fields.text("status")? != "PENDING" {
        return None;
    }
    let callback = shared.contract.callbacks.get(&fields.text("kind")?);
    Some(Parcel {
        url: fields.text("url")?,
        body: fields.get("body")?.to_string(),
        token: callback
            .is_some_and(|callback| callback.has_token_header)
            .then(|| world.account(&delivery.account).callback_token()),
    })
}

impl Shared {
    /// Waits until no callback is on its way or to be sent now. Retries to come and callbacks that are held back do
    /// not count.
    pub(crate) async fn callbacks_settled(&self) {
        loop {
            let quiet = self.quiet.notified();
            tokio::pin!(quiet);
            quiet.as_mut().enable();
            let is_quiet = self.with_world(|world| {
                let traffic = &world.traffic;
                let to_be_sent = world.outgoing.len() + traffic.released.len();
                to_be_sent + traffic.under_way == 0
            });
            if is_quiet {
                return;
            }
            quiet.await;
        }
    }
}
