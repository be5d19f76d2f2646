//! Runs that are paid in bulk, interrupted, and started again.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use bayar::xendit::bulk::{End as BulkEnd, MemoryJournal, State};
use bayar::{SettlePolicy, xendit};
use futures_util::stream;

use crate::chance::Chance;
use crate::judge::Report;
use crate::runs::{AMOUNT, End, FOUND_OUT, Run, policy};

/// Payments of one job.
pub const SIZE: usize = 50;

/// No job may take so long. After a 429 its payments go one at a time, each of them three times if the machine is so slow
/// that time runs out, and an interrupted job does so twice.
pub const PATIENCE: Duration = Duration::from_secs(240);

/// Runs of which all look first, or none.
pub struct Job {
    name: String,
    pub runs: Vec<Arc<Run>>,
    journal: MemoryJournal,
    /// It is interrupted when so many have ended.
    interrupted_after: Option<u64>,
    announced_limits: bool,
}

impl Job {
    pub fn new(seed: u64, number: u64, runs: &[Arc<Run>]) -> Self {
        let mut chance = Chance::of(seed, "job", number);
        let interrupted = chance.in_percent(70);
        Self {
            name: format!("job-{number}"),
            runs: runs.to_vec(),
            journal: MemoryJournal::new(),
            interrupted_after: interrupted.then_some(chance.below(SIZE as u64)),
            announced_limits: false,
        }
    }

    /// One that goes by what answers say of limits.
    pub fn within_limits(number: u64, runs: &[Arc<Run>]) -> Self {
        Self {
            interrupted_after: None,
            announced_limits: true,
            ..Self::new(0, number, runs)
        }
    }

    /// How each ended, in the order of the runs.
    pub async fn pay(&self, client: &xendit::Client) -> Vec<End> {
        let policy = policy(true);
        if let Some(after) = self.interrupted_after {
            self.start(client, after, &policy).await;
        }
        self.ends(self.start(client, u64::MAX, &policy).await)
    }

    /// When everything has landed: pays all that is not paid, or not known to be.
    pub async fn finish(&self, client: &xendit::Client) -> Vec<End> {
        let policy = policy(true).max_total(FOUND_OUT);
        self.ends(self.start(client, u64::MAX, &policy).await)
    }

    fn ends(&self, mut ends: BTreeMap<String, End>) -> Vec<End> {
        let end = |run: &Arc<Run>| ends.remove(&run.name).unwrap();
        self.runs.iter().map(end).collect()
    }

    async fn start(
        &self,
        client: &xendit::Client,
        until: u64,
        policy: &SettlePolicy,
    ) -> BTreeMap<String, End> {
        let bulk = client
            .bulk(&self.name, self.journal.clone())
            .concurrency(16)
            .lease(Duration::from_millis(200))
            .announced_limits(self.announced_limits)
            .settle_policy(policy.clone().look_first(self.runs[0].looks_first));
        let items = stream::iter(self.runs.clone());
        let mut outcomes = bulk.run(items, |client, run| run.disbursement(client, AMOUNT));
        let mut ends = BTreeMap::new();
        while ends.len() as u64 != until
            && let Some(one) = outcomes.try_next().await.unwrap()
        {
            ends.insert(one.item.name.clone(), end(one.end));
        }
        ends
    }
}

fn end(end: BulkEnd) -> End {
    let text = end.to_string();
    match end {
        BulkEnd::Now(outcome) => End {
            // The next start settles it.
            ticket: None,
            ..End::of(outcome)
        },
        BulkEnd::Before(record) => match record.state {
            State::Done => End::without_ticket("existed", Report::Made, text),
            State::Failed => End::without_ticket("not created", Report::NotMade, text),
            _ => End::without_ticket("unknown", Report::Open, text),
        },
        _ => End::without_ticket("unknown", Report::Open, text),
    }
}
