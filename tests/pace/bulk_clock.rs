//! What a dead worker sent may still be under way, whatever the clock of the journal does.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bayar::xendit::bulk::{
    Claim, Claimed, Completion, Entry, Journal, MemoryJournal, Record, State,
};
use bayar::{SettlePolicy, Unsettled};
use bayar_sandbox::Sandbox;
use tokio::net::TcpListener;
use tokio::time::{sleep, timeout};

use crate::payroll::{JOB, assert_paid_once, client, input, people, policy, request};

const LEASE: Duration = Duration::from_millis(300);
/// How long what was sent may be under way.
const UNDER_WAY: Duration = Duration::from_millis(1_200);
const JUMP: Duration = Duration::from_secs(3_600);

fn settling() -> SettlePolicy {
    policy()
        .look_first(false)
        .settle_after(UNDER_WAY)
        .accept_shorter_wait()
}

/// A journal whose clock jumps forward once it was asked for the time.
#[derive(Clone, Default)]
struct Jumping {
    journal: MemoryJournal,
    jumped: Arc<AtomicBool>,
}

impl Jumping {
    fn jump(&self) -> Duration {
        if self.jumped.load(Ordering::Relaxed) {
            JUMP
        } else {
            Duration::ZERO
        }
    }
}

impl Journal for Jumping {
    type Error = Infallible;

    async fn now(&self) -> Result<i64, Infallible> {
        let now = self.journal.now().await? + i64::try_from(self.jump().as_millis()).unwrap();
        self.jumped.store(true, Ordering::Relaxed);
        Ok(now)
    }

    async fn claim(&self, claim: Claim<'_>) -> Result<Vec<Claimed>, Infallible> {
        let mut claimed = self.journal.claim(claim).await?;
        for row in &mut claimed {
            row.idle += self.jump();
        }
        Ok(claimed)
    }

    async fn enter(&self, job: &str, entries: &[Entry]) -> Result<(), Infallible> {
        self.journal.enter(job, entries).await
    }

    async fn read(&self, job: &str, references: &[String]) -> Result<Vec<Record>, Infallible> {
        self.journal.read(job, references).await
    }

    async fn renew(&self, job: &str, worker: &str, lease: Duration) -> Result<(), Infallible> {
        self.journal.renew(job, worker, lease).await
    }

    async fn sending(
        &self,
        job: &str,
        worker: &str,
        ticket: &Unsettled,
        lease: Duration,
    ) -> Result<bool, Infallible> {
        self.journal.sending(job, worker, ticket, lease).await
    }

    async fn ended(
        &self,
        job: &str,
        worker: &str,
        reference: &str,
        end: Completion<'_>,
    ) -> Result<(), Infallible> {
        self.journal.ended(job, worker, reference, end).await
    }
}

/// A worker that sends for longer than a request may be under way, is never answered, and dies.
async fn dies_while_it_sends(journal: MemoryJournal) {
    let silence = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", silence.local_addr().unwrap());
    let bulk = client(&url)
        .bulk(JOB, journal.clone())
        .announced_limits(false)
        .lease(LEASE)
        .settle_policy(settling());
    let mut outcomes = bulk.run(input(people(1)), request);
    let never = timeout(UNDER_WAY + LEASE, outcomes.try_next()).await;
    assert!(never.is_err(), "{never:?}");
    drop(outcomes);
    let record = journal.read(JOB, &[people(1)[0].reference()]).await;
    assert_eq!(record.unwrap()[0].state, State::Sent);
    sleep(LEASE + Duration::from_millis(50)).await;
}

#[tokio::test]
async fn a_jump_of_the_journals_clock_shortens_no_wait() {
    let sandbox = Sandbox::start().await.unwrap();
    let staff = people(1);
    let journal = Jumping::default();
    dies_while_it_sends(journal.journal.clone()).await;

    let bulk = client(sandbox.base_url())
        .bulk(JOB, journal)
        .announced_limits(false)
        .lease(LEASE)
        .settle_policy(settling());
    let mut outcomes = bulk.run(input(staff.clone()), request);
    // What the dead worker sent arrives only now.
    let late = async {
        sleep(UNDER_WAY / 4).await;
        let client = client(sandbox.base_url());
        let sent = request(&client, &staff[0]).idempotency_key("another");
        sent.send().await.unwrap();
    };
    let (ended, ()) = tokio::join!(outcomes.try_next(), late);
    let end = ended.unwrap().unwrap().end;
    assert!(end.is_done(), "{end:?}");
    // It was found, and not sent again.
    assert_paid_once(&sandbox, &staff);
}
