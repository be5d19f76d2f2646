//! What the handlers of one server share.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use tokio::sync::Notify;

use crate::api::Api;
use crate::data::Data;
use crate::faults::{Fault, Faults};
use crate::inject::{Drift, Injector, Random};
use crate::keys::Keys;
use crate::redact::Redactor;
use crate::reply::Reply;
use crate::request_log::{OnRequest, RequestLog};
use crate::schedule;
use crate::sync::lock;
use crate::world::World;

/// The state of one server.
pub(crate) struct AppState {
    pub(crate) api: &'static Api,
    pub(crate) settings: Settings,
    world: Mutex<World>,
    pub(crate) data: Data,
    /// Rung when something became due or is to be sent.
    pub(crate) wake_dispatcher: Notify,
    pub(crate) faults: Faults,
    pub(crate) injector: Arc<Injector>,
    rule_changes: AtomicU64,
    /// Rung when fewer callbacks are on their way.
    pub(crate) settled: Notify,
    pub(crate) requests: RequestLog,
    replies: Mutex<VecDeque<Reply>>,
}

/// What does not change while a server runs.
#[derive(Debug, Default)]
pub(crate) struct Settings {
    pub(crate) base_url: String,
    /// Whether only this machine reaches it, so that no request names another host.
    pub(crate) is_local: bool,
    pub(crate) keys: Keys,
    /// Refuse what the vendor takes although no document says so.
    pub(crate) is_strict: bool,
    /// Refuse what is over the documented limits.
    pub(crate) limits_rates: bool,
    /// Of the faults that come with a probability.
    pub(crate) fault_seed: u64,
    /// In force from the start, and again after a reset.
    pub(crate) faults: Vec<Fault>,
    pub(crate) drifts: Vec<Drift>,
    pub(crate) random_drift: Option<Random>,
}

impl AppState {
    pub(crate) fn new(
        api: &'static Api,
        settings: Settings,
        mut world: World,
        data: Data,
        on_request: Option<OnRequest>,
    ) -> AppState {
        let injector = Injector::new(settings.drifts.clone(), settings.random_drift);
        let injector = Arc::new(injector);
        world.injector = Arc::clone(&injector);
        world.api = Some(api);
        world.begin_counts();
        let redactor = Redactor {
            secrets: &api.secrets,
        };
        AppState {
            api,
            world: Mutex::new(world),
            data,
            wake_dispatcher: Notify::new(),
            faults: Faults::new(settings.fault_seed, settings.faults.clone()),
            injector,
            rule_changes: AtomicU64::new(0),
            settled: Notify::new(),
            requests: RequestLog::new(redactor, on_request),
            replies: Mutex::default(),
            settings,
        }
    }

    /// Looks at the world or changes it, as it is by now.
    pub(crate) fn with_world<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        let mut world = lock(&self.world);
        schedule::catch_up(&mut world);
        let before = world.store.next_due();
        let result = change(&mut world);
        self.data.note(&mut world);
        let is_to_be_sent = !world.outbox.waiting.is_empty() || !world.outbox.released.is_empty();
        if is_to_be_sent || world.store.next_due() != before {
            self.wake_dispatcher.notify_one();
        }
        result
    }

    /// Forgets the requests, and the answers that were prescribed.
    pub(crate) fn forget_requests(&self) {
        self.requests.clear();
        lock(&self.replies).clear();
    }

    /// Faults and drift as they were at the start.
    pub(crate) fn reset_rules(&self) {
        let settings = &self.settings;
        self.faults
            .begin(settings.fault_seed, settings.faults.clone());
        self.injector
            .begin(settings.drifts.clone(), settings.random_drift);
        self.rules_changed();
    }

    pub(crate) fn rules_changed(&self) {
        self.rule_changes.fetch_add(1, Ordering::Relaxed);
    }

    /// How often rules of faults or drift were set or cleared.
    pub(crate) fn rule_changes(&self) -> u64 {
        self.rule_changes.load(Ordering::Relaxed)
    }

    pub(crate) fn enqueue(&self, reply: Reply) {
        lock(&self.replies).push_back(reply);
    }

    /// The next prescribed answer.
    pub(crate) fn next_reply(&self) -> Option<Reply> {
        lock(&self.replies).pop_front()
    }

    /// Waits until no callback is on its way or to be sent now. Retries to come and callbacks that are held back do
    /// not count.
    pub(crate) async fn callbacks_settled(&self) {
        loop {
            let settled = self.settled.notified();
            tokio::pin!(settled);
            settled.as_mut().enable();
            let is_settled = self.with_world(|world| {
                let outbox = &world.outbox;
                outbox.waiting.len() + outbox.released.len() + outbox.under_way == 0
            });
            if is_settled {
                return;
            }
            settled.await;
        }
    }
}
