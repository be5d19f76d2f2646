//! One run: a payment that a merchant's program makes, and everything that may happen on his side.

use std::sync::Arc;
use std::time::Duration;

use bayar::xendit::builder::{
    CreateBatchDisbursement, CreateCharge, CreateDisbursement, CreatePayoutLink, CreateRefund,
};
use bayar::xendit::types::BatchDisbursementItem;
use bayar::{Outcome, RetryPolicy, SettlePolicy, Unsettled, xendit};

use crate::chance::Chance;
use crate::judge::{Report, Reported};
use crate::plan::{Plan, Planted};

pub const KEY: &str = "xnd_development_faults";
pub const AMOUNT: i64 = 20_000;
pub const BANK: &str = "BCA";

/// Shorter than [`crate::proxy::LATE`].
pub const TIME_OUT: Duration = Duration::from_millis(800);
/// Longer than everything that is late together, as [`crate::plan::LATEST`].
const WAIT: Duration = Duration::from_millis(1500);
/// No run may take so long, whatever it is answered.
pub const PATIENCE: Duration = Duration::from_secs(45);

/// What can be found out has all the time that it needs on a busy machine.
pub const FOUND_OUT: Duration = Duration::from_secs(15);

pub fn client(url: &str) -> xendit::Client {
    patient_client(url, TIME_OUT)
}

pub fn patient_client(url: &str, time_out: Duration) -> xendit::Client {
    let retries = RetryPolicy::default()
        .max_tries(3)
        .max_total(Duration::from_secs(3))
        .pauses(Duration::from_millis(1), Duration::from_millis(4));
    let builder = xendit::Client::builder(KEY).base_url(url);
    builder.timeout(time_out).retries(retries).build().unwrap()
}

/// The one place that knows how the wait is set. Without the word it does not count.
pub fn policy(accepts_shorter_wait: bool) -> SettlePolicy {
    let policy = SettlePolicy::default()
        .pauses(Duration::from_millis(2), Duration::from_millis(50))
        .settle_after(WAIT)
        .max_total(WAIT + Duration::from_millis(500));
    if accepts_shorter_wait {
        policy.accept_shorter_wait()
    } else {
        policy
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Product {
    Disbursement,
    Batch,
    Link,
    Refund,
    Charge,
}

/// How the payment is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Settle,
    /// Without the word that a short wait counts.
    SettleStrictly,
    Send,
    SendWithKey,
    Bulk,
}

impl Way {
    /// One `send`, whose error is all there is.
    pub fn is_plain(self) -> bool {
        matches!(self, Self::Send | Self::SendWithKey)
    }
}

#[allow(clippy::struct_excessive_bools, reason = "each is drawn by itself")]
pub struct Run {
    pub name: String,
    pub product: Product,
    pub way: Way,
    pub planted: Planted,
    /// What the vendor does; the sandbox is honest.
    pub plan: Plan,
    pub looks_first: bool,
    /// No connection can be made.
    pub is_refused: bool,
    /// The process ends so long after the start, and starts again.
    killed_after: Option<Duration>,
    /// Leaves at once open what is not clear, to settle it later.
    pub is_impatient: bool,
    /// What was not created is sent again by hand.
    persists: bool,
    /// What is open goes to another process.
    elsewhere: bool,
    charge: Arc<str>,
    token: Arc<str>,
}

/// What refunds and charges need.
#[derive(Clone)]
pub struct Cards {
    pub charge: Arc<str>,
    pub token: Arc<str>,
}

impl Run {
    pub fn new(seed: u64, number: u64, cards: &Cards) -> Self {
        let mut chance = Chance::of(seed, "run", number);
        let way = match chance.below(10) {
            0..=6 => Way::Settle,
            7 => Way::SettleStrictly,
            8 => Way::Send,
            _ => Way::SendWithKey,
        };
        let product = match chance.below(20) {
            0..=10 => Product::Disbursement,
            11 | 12 => Product::Batch,
            13 | 14 => Product::Link,
            15 | 16 => Product::Refund,
            _ if way.is_plain() => Product::Charge,
            _ => Product::Disbursement,
        };
        Self::of(&mut chance, seed, number, product, way, cards)
    }

    pub fn in_bulk(seed: u64, number: u64, cards: &Cards) -> Self {
        let mut chance = Chance::of(seed, "bulk", number);
        Self::of(
            &mut chance,
            seed,
            number,
            Product::Disbursement,
            Way::Bulk,
            cards,
        )
    }

    /// One at which nothing is left to chance.
    pub fn planned(number: u64, way: Way, plan: Plan, cards: &Cards) -> Self {
        Self {
            plan,
            planted: Planted::Nothing,
            looks_first: true,
            is_refused: false,
            killed_after: None,
            is_impatient: false,
            persists: false,
            ..Self::of(
                &mut Chance::of(0, "planned", number),
                0,
                number,
                Product::Disbursement,
                way,
                cards,
            )
        }
    }

    fn of(
        chance: &mut Chance,
        seed: u64,
        number: u64,
        product: Product,
        way: Way,
        cards: &Cards,
    ) -> Self {
        let name = format!("run-{number}");
        let planted = match (product, way.is_plain()) {
            (Product::Disbursement, false) => Planted::draw(chance, 15),
            _ => Planted::Nothing,
        };
        let killed = chance.in_percent(5) && way == Way::Settle;
        let after = Duration::from_millis(chance.below(30));
        Self {
            plan: Plan::draw(seed, &name, product, way),
            looks_first: chance.in_percent(70),
            is_refused: planted == Planted::Nothing && chance.in_percent(2),
            killed_after: killed.then_some(after),
            is_impatient: chance.in_percent(10),
            persists: chance.in_percent(50) && way == Way::Settle,
            elsewhere: chance.in_percent(50),
            charge: Arc::clone(&cards.charge),
            token: Arc::clone(&cards.token),
            name,
            product,
            way,
            planted,
        }
    }

    /// What its end says of the payment.
    pub fn reported(&self, end: &End) -> Reported<'_> {
        Reported {
            run: &self.name,
            report: match end.report {
                // Of what the program did before it was killed, these say nothing.
                Report::NotMade | Report::Conflict if self.killed_after.is_some() => Report::Open,
                report => report,
            },
            looks_first: self.looks_first,
        }
    }

    /// Whether it is known in the end, when all is well again.
    pub fn must_be_settled(&self) -> bool {
        !self.way.is_plain() && !self.plan.is_taken_on_in_vain()
    }

    /// Whether the vendor answers in the end what can be believed.
    pub fn is_findable(&self) -> bool {
        let starts_once = self.killed_after.is_none() && !self.persists;
        let looks_right_first = self.plan.looks_right_first && starts_once;
        let looks_badly_first = self.looks_first && !looks_right_first;
        self.plan.is_findable(self.product, looks_badly_first)
    }

    pub fn is_asked_again(&self) -> bool {
        self.way == Way::Settle && self.persists
    }

    pub fn disbursement(&self, client: &xendit::Client, amount: i64) -> CreateDisbursement {
        client
            .create_disbursement()
            .external_id(&self.name)
            .bank_code(BANK)
            .account_holder_name("Rizky")
            .account_number("8160093711")
            .description("Salary")
            .amount(amount)
    }

    fn batch(&self, client: &xendit::Client) -> CreateBatchDisbursement {
        let item = BatchDisbursementItem::new()
            .amount(AMOUNT)
            .bank_code("BRI")
            .bank_account_name("Rizky")
            .bank_account_number("12345")
            .description("Salary");
        let other = item.clone().amount(AMOUNT + 1);
        let call = client.create_batch_disbursement().reference(&self.name);
        call.disbursements([item, other])
    }

    fn link(&self, client: &xendit::Client) -> CreatePayoutLink {
        let call = client.create_payout_link().external_id(&self.name);
        call.amount(AMOUNT).email("winner@example.com")
    }

    fn refund(&self, client: &xendit::Client) -> CreateRefund {
        let call = client.create_refund(&*self.charge);
        call.external_id(&self.name).amount(1)
    }

    fn charge(&self, client: &xendit::Client) -> CreateCharge {
        let call = client.create_charge().external_id(&self.name);
        let call = call.token_id(&*self.token).card_cvn("123");
        call.amount(AMOUNT)
    }

    async fn settle(&self, client: &xendit::Client) -> End {
        let policy = policy(self.way == Way::Settle).look_first(self.looks_first);
        let policy = match self.way {
            _ if self.is_impatient => policy.max_total(Duration::ZERO),
            Way::Settle if self.is_findable() => policy.max_total(FOUND_OUT),
            _ => policy,
        };
        match self.product {
            Product::Disbursement => {
                End::of(self.disbursement(client, AMOUNT).settle(&policy).await)
            }
            Product::Batch => End::of(self.batch(client).settle(&policy).await),
            Product::Link => End::of(self.link(client).settle(&policy).await),
            Product::Refund => End::of(self.refund(client).settle(&policy).await),
            Product::Charge => unreachable!("charges are only sent"),
        }
    }

    /// When everything has landed.
    pub async fn resume(&self, client: &xendit::Client, ticket: &Unsettled) -> End {
        let policy = policy(true).max_total(FOUND_OUT);
        let ticket = if self.elsewhere {
            serde_json::from_str(&serde_json::to_string(ticket).unwrap()).unwrap()
        } else {
            ticket.clone()
        };
        let ticket = &ticket;
        let end = match self.product {
            Product::Disbursement if self.looks_first => {
                let outcome = client.settle_disbursement(ticket, &policy).await;
                outcome.map(End::of)
            }
            Product::Disbursement => {
                let call = self.disbursement(client, AMOUNT);
                call.resume(ticket, &policy).await.map(End::of)
            }
            Product::Batch => self
                .batch(client)
                .resume(ticket, &policy)
                .await
                .map(End::of),
            Product::Link => self.link(client).resume(ticket, &policy).await.map(End::of),
            Product::Refund => self
                .refund(client)
                .resume(ticket, &policy)
                .await
                .map(End::of),
            Product::Charge => unreachable!("charges are only sent"),
        };
        end.unwrap()
    }

    async fn send(&self, client: &xendit::Client) -> End {
        macro_rules! send {
            ($call:expr) => {
                match self.way {
                    Way::SendWithKey => End::plain($call.idempotency_key(&self.name).send().await),
                    _ => End::plain($call.send().await),
                }
            };
        }
        match self.product {
            Product::Disbursement => send!(self.disbursement(client, AMOUNT)),
            Product::Batch => send!(self.batch(client)),
            Product::Link => send!(self.link(client)),
            Product::Refund => send!(self.refund(client)),
            Product::Charge => send!(self.charge(client)),
        }
    }

    /// What the merchant's own program does.
    pub async fn pay(&self, client: &xendit::Client) -> End {
        if self.way.is_plain() {
            return self.send(client).await;
        }
        let mut tries = if self.persists { 2 } else { 1 };
        if let Some(after) = self.killed_after {
            if let Ok(end) = tokio::time::timeout(after, self.settle(client)).await {
                return end;
            }
            // What was begun is brought to an end.
            tries = 3;
        }
        loop {
            let end = self.settle(client).await;
            tries -= 1;
            if end.report != Report::NotMade || tries == 0 {
                return end;
            }
        }
    }

    /// What many a program does: sends again until the status is a success. No key, and no look at the answer.
    pub async fn pay_without_key(&self, client: &xendit::Client) -> Report {
        for _ in 0..4 {
            let sent = match self.product {
                Product::Disbursement => {
                    is_success(&self.disbursement(client, AMOUNT).send().await)
                }
                Product::Batch => is_success(&self.batch(client).send().await),
                Product::Link => is_success(&self.link(client).send().await),
                Product::Refund => is_success(&self.refund(client).send().await),
                Product::Charge => is_success(&self.charge(client).send().await),
            };
            if sent {
                return Report::Made;
            }
        }
        Report::NotMade
    }
}

fn is_success<T>(result: &bayar::Result<T>) -> bool {
    match result {
        Ok(_) => true,
        Err(error) => error.status() == Some(200),
    }
}

/// How a run ended.
#[derive(Clone)]
pub struct End {
    pub name: &'static str,
    pub report: Report,
    pub ticket: Option<Unsettled>,
    pub text: String,
}

impl End {
    pub fn of<T: std::fmt::Debug>(outcome: Outcome<T>) -> Self {
        let text = format!("{outcome:?}");
        Self {
            name: outcome.name(),
            report: match outcome {
                Outcome::Created(_) | Outcome::Existed(_)
                    if text.contains("status: Some(Failed)") =>
                {
                    Report::Failed
                }
                Outcome::Created(_) | Outcome::Existed(_) => Report::Made,
                Outcome::Conflict(_) => Report::Conflict,
                Outcome::NotCreated(_) => Report::NotMade,
                _ => Report::Open,
            },
            ticket: match outcome {
                Outcome::Unknown(ticket) => Some(ticket),
                _ => None,
            },
            text,
        }
    }

    fn plain<T: std::fmt::Debug>(result: bayar::Result<T>) -> Self {
        let (name, report) = match &result {
            Ok(_) => ("created", Report::Made),
            Err(error) if error.is_outcome_unknown() => ("unknown", Report::Open),
            Err(_) => ("not created", Report::NotMade),
        };
        Self::without_ticket(name, report, format!("{result:?}"))
    }

    pub fn without_ticket(name: &'static str, report: Report, text: String) -> Self {
        Self {
            name,
            report,
            ticket: None,
            text,
        }
    }
}
