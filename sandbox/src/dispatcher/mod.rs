//! The dispatcher: one task that sends what is to be sent, and lets things fall due in real time.

mod client;

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;

use crate::callbacks::{PENDING, attempted, duplicated};
use crate::dispatcher::client::{Clients, Outgoing};
use crate::state::AppState;
use crate::world::World;
use crate::world::document::Kind;

/// So many callbacks are on their way at once.
const MOST_UNDER_WAY: usize = 32;

/// Looks at the clock at least so often: a machine may sleep.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Names a queue: callbacks of one resource go out one after another.
type QueueKey = String;

/// Of those that were released together, whichever resource they are of.
const RELEASED: &str = "";

/// Runs until it is dropped, and whatever it has on its way is dropped with it.
pub(crate) async fn run(state: Arc<AppState>) {
    let mut dispatcher = Dispatcher {
        clients: Arc::default(),
        era: 0,
        queues: HashMap::new(),
        ready: VecDeque::new(),
        busy: HashSet::new(),
        under_way: JoinSet::new(),
        state,
    };
    loop {
        let pause = dispatcher.collect();
        dispatcher.depart();
        let woken = dispatcher.state.wake_dispatcher.notified();
        tokio::select! {
            () = woken => {}
            () = tokio::time::sleep(pause) => {}
            Some(ended) = dispatcher.under_way.join_next() => {
                if let Ok(queue) = ended {
                    dispatcher.arrived(queue);
                }
            }
        }
    }
}

struct Dispatcher {
    state: Arc<AppState>,
    clients: Arc<Clients>,
    era: u64,
    /// What waits, by queue, in order.
    queues: HashMap<QueueKey, VecDeque<String>>,
    /// Queues in which something waits and nothing is on its way.
    ready: VecDeque<QueueKey>,
    busy: HashSet<QueueKey>,
    under_way: JoinSet<QueueKey>,
}

impl Dispatcher {
    /// Takes what is to be sent by now. Tells how long nothing falls due.
    fn collect(&mut self) -> Duration {
        let (era, batch, pause) = self.state.with_world(|world| {
            let batch = take(world);
            (world.outbox.era, batch, until_due(world))
        });
        if era != self.era {
            self.era = era;
            self.under_way.abort_all();
            self.queues.clear();
            self.ready.clear();
            self.busy.clear();
            self.under_way = JoinSet::new();
        }
        for (queue, id) in batch {
            let waiting = self.queues.entry(queue.clone()).or_default();
            waiting.push_back(id);
            if waiting.len() == 1 && !self.busy.contains(&queue) {
                self.ready.push_back(queue);
            }
        }
        self.state.settled.notify_waiters();
        pause
    }

    fn depart(&mut self) {
        while self.under_way.len() < MOST_UNDER_WAY
            && let Some(queue) = self.ready.pop_front()
        {
            let Some(id) = self.queues.get_mut(&queue).and_then(VecDeque::pop_front) else {
                continue;
            };
            self.busy.insert(queue.clone());
            let (state, clients, era) =
                (Arc::clone(&self.state), Arc::clone(&self.clients), self.era);
            self.under_way.spawn(async move {
                deliver(&state, &clients, era, &id).await;
                queue
            });
        }
    }

    fn arrived(&mut self, queue: QueueKey) {
        self.busy.remove(&queue);
        match self.queues.get(&queue) {
            Some(waiting) if !waiting.is_empty() => self.ready.push_back(queue),
            _ => _ = self.queues.remove(&queue),
        }
    }
}

/// What is to be sent by now, with its queue.
fn take(world: &mut World) -> Vec<(QueueKey, String)> {
    let waiting = std::mem::take(&mut world.outbox.waiting);
    let released = std::mem::take(&mut world.outbox.released);
    let released = released.into_iter().map(|id| (RELEASED.to_owned(), id));
    let mut batch: Vec<_> = released.collect();
    if world.outbox.is_held {
        world.outbox.held.extend(waiting);
    } else {
        batch.extend(waiting.into_iter().map(|id| (queue_of(world, &id), id)));
    }
    world.outbox.under_way += batch.len();
    batch
}

/// By account and what the resource is called; callbacks of one payment and of its resource may share it.
fn queue_of(world: &World, id: &str) -> QueueKey {
    let Some(delivery) = world.store.get(Kind::Delivery, id) else {
        return id.to_owned();
    };
    let body = delivery.fields.get("body");
    let name = body.and_then(|body| body.text("external_id").or_else(|| body.text("id")));
    format!("{} {}", delivery.account, name.as_deref().unwrap_or(id))
}

/// How long nothing falls due.
fn until_due(world: &World) -> Duration {
    match world.store.next_due() {
        Some(due) if !world.clock.is_frozen() => (due - world.clock.now())
            .to_std()
            .map_or(Duration::ZERO, |time| time + Duration::from_millis(1))
            .min(LONGEST_PAUSE),
        _ => LONGEST_PAUSE,
    }
}

async fn deliver(state: &AppState, clients: &Clients, era: u64, id: &str) {
    if let Some(outgoing) = in_era(state, era, |world| outgoing(state, world, id)).flatten() {
        let result = clients.post(&outgoing).await;
        let again = in_era(state, era, |world| {
            attempted(world, id, result) && world.outbox.has_duplicates
        });
        if again == Some(true) {
            let result = clients.post(&outgoing).await;
            in_era(state, era, |world| duplicated(world, id, result));
        }
    }
    in_era(state, era, |world| world.outbox.under_way -= 1);
    state.settled.notify_waiters();
}

/// Unless the world was replaced meanwhile.
fn in_era<T>(state: &AppState, era: u64, change: impl FnOnce(&mut World) -> T) -> Option<T> {
    state.with_world(|world| (world.outbox.era == era).then(|| change(world)))
}

fn outgoing(state: &AppState, world: &World, id: &str) -> Option<Outgoing> {
    let delivery = world.store.get(Kind::Delivery, id)?;
    let fields = &delivery.fields;
    if !delivery.has_status(PENDING) {
        return None;
    }
    let callback = state.api.callbacks.get(&fields.text("kind")?);
    Some(Outgoing {
        url: fields.text("url")?,
        body: fields.get("body")?.to_string(),
        token: callback
            .is_some_and(|callback| callback.has_token_header)
            .then(|| world.account(&delivery.account).callback_token()),
    })
}
