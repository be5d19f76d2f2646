//! What is needed to settle a request later.

use std::time::Duration;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use tokio::time::Instant;

use super::clock;
use super::content::Content;
use crate::{IdempotencyKey, Timestamp};

/// All that is needed to settle a request later, in another process too. It holds no key of yours, no account number
/// and no name; the reference is in it.
///
/// Keep it as JSON or in any other format of serde that names fields. It carries the version of its form: a ticket of an
/// earlier version of this crate is read, one whose form is of a later version is an error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsettled {
    /// None before there were versions.
    #[serde(default, deserialize_with = "known_version")]
    version: u16,
    pub(super) operation: String,
    pub(super) environment: Option<String>,
    pub(super) for_user_id: Option<String>,
    pub(super) key: IdempotencyKey,
    pub(super) content: Content,
    /// Milliseconds since 1970; after every time that there is if nobody noted it.
    last_sent: i64,
    /// Milliseconds that a try can be under way.
    #[serde(default)]
    under_way: u64,
    /// Whether nothing stood under the reference before the request was sent.
    pub(super) looked_first: bool,
    /// Whether a 2xx came that is about the reference: then nothing may be told absent.
    #[serde(default)]
    pub(super) accepted: bool,
    why: String,
    #[serde(skip)]
    age: Age,
}

/// The version of the form of a ticket. It rises when an earlier reader would misunderstand it; new fields alone have
/// `#[serde(default)]`.
const VERSION: u16 = 1;

fn known_version<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
    let version = u16::deserialize(deserializer)?;
    if version > VERSION {
        return Err(D::Error::custom(
            "a ticket of a later version of bayar: settle it with that one",
        ));
    }
    Ok(version)
}

impl Unsettled {
    /// Of a request that is about to be sent.
    pub(crate) fn new(
        operation: &str,
        environment: Option<String>,
        for_user_id: Option<String>,
        key: IdempotencyKey,
        content: Content,
        under_way: Duration,
    ) -> Self {
        Self {
            version: VERSION,
            operation: operation.to_owned(),
            environment,
            for_user_id,
            key,
            content,
            last_sent: clock::millis(),
            under_way: u64::try_from(under_way.as_millis()).unwrap_or(u64::MAX),
            looked_first: false,
            accepted: false,
            why: String::new(),
            age: Age::begins(),
        }
    }

    /// Of a request that will be sent some time.
    pub(super) fn not_yet_sent(self) -> Self {
        Self {
            last_sent: i64::MAX,
            age: Age::default(),
            ..self
        }
    }

    /// The operation, such as `create_disbursement`.
    #[must_use]
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// The caller's reference: `external_id` or `reference` of the request.
    #[must_use]
    pub fn reference(&self) -> &str {
        self.content.reference.as_deref().unwrap_or_default()
    }

    /// The sub-account that the payment is made for, if there is one.
    #[must_use]
    pub fn for_user_id(&self) -> Option<&str> {
        self.for_user_id.as_deref()
    }

    /// The key that the request carried. Nothing may be sent under it but the same request.
    #[must_use]
    pub fn idempotency_key(&self) -> &IdempotencyKey {
        &self.key
    }

    /// When the request was sent for the last time; none if the ticket was taken before (`ticket` of the builder).
    #[must_use]
    pub fn last_sent(&self) -> Option<Timestamp> {
        let last_sent = chrono::DateTime::from_timestamp_millis(self.last_sent)?;
        Some(last_sent.into())
    }

    /// How long a try can be under way.
    pub(super) fn under_way(&self) -> Duration {
        Duration::from_millis(self.under_way)
    }

    /// Why the outcome is unknown, in words without secrets.
    #[must_use]
    pub fn why(&self) -> &str {
        &self.why
    }

    pub(super) fn because(self, why: String) -> Self {
        Self { why, ..self }
    }

    /// The request went out just now.
    pub(super) fn sent_now(&mut self) {
        self.last_sent = clock::millis();
        self.age = Age::begins();
    }

    /// The request may have been sent until so long ago.
    pub(crate) fn sent_until(&mut self, ago: Duration) {
        let millis = i64::try_from(ago.as_millis()).unwrap_or(i64::MAX);
        let last_sent = self.last_sent.max(clock::millis().saturating_sub(millis));
        let age = self.age().min(ago);
        self.last_sent = last_sent;
        self.age = Age::was(age);
    }

    /// How long ago the request was sent for the last time. From the first question on it grows as time passes,
    /// whatever is done to the clock of the machine.
    pub(super) fn age(&mut self) -> Duration {
        if self.age.0.is_none() {
            // From another process, whose clock may be ahead of ours.
            let millis = clock::millis().saturating_sub(self.last_sent);
            let age = Duration::from_millis(u64::try_from(millis).unwrap_or_default());
            self.age = Age::was(age);
        }
        self.age.now()
    }
}

/// How old a ticket was at a time of this process; nothing that makes two tickets differ.
#[derive(Clone, Copy, Debug, Default)]
struct Age(Option<(Duration, Instant)>);

impl Age {
    fn begins() -> Self {
        Self::was(Duration::ZERO)
    }

    fn was(age: Duration) -> Self {
        Self(Some((age, Instant::now())))
    }

    fn now(self) -> Duration {
        let age = self.0.map(|(age, at)| age.saturating_add(at.elapsed()));
        age.unwrap_or_default()
    }
}

impl PartialEq for Age {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Age {}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticket() -> Unsettled {
        let key = IdempotencyKey::derive("job", "reference");
        let content = Content::default();
        let under_way = Duration::from_secs(60);
        Unsettled::new("create_disbursement", None, None, key, content, under_way)
    }

    /// As another process would have it.
    fn elsewhere(ticket: &Unsettled) -> Unsettled {
        serde_json::from_str(&serde_json::to_string(ticket).unwrap()).unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn in_this_process_only_time_that_passes_makes_a_ticket_older() {
        let mut ticket = ticket();
        // As if the wall clock had been set an hour ahead since.
        ticket.last_sent -= 3_600_000;
        assert_eq!(ticket.age(), Duration::ZERO);
        tokio::time::advance(Duration::from_secs(90)).await;
        assert_eq!(ticket.age(), Duration::from_secs(90));
        ticket.sent_now();
        assert_eq!(ticket.age(), Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn the_time_before_a_ticket_came_here_is_that_of_the_wall_clock() {
        let mut ticket = ticket();
        ticket.last_sent -= 60_000;
        let mut ticket = elsewhere(&ticket);
        let age = ticket.age();
        assert!((60..70).contains(&age.as_secs()), "{age:?}");
        tokio::time::advance(Duration::from_secs(30)).await;
        assert_eq!(ticket.age(), age + Duration::from_secs(30));
    }

    #[tokio::test(start_paused = true)]
    async fn a_ticket_from_the_future_ages_from_now_on() {
        let mut ticket = ticket();
        ticket.last_sent = i64::MAX;
        let mut ticket = elsewhere(&ticket);
        assert_eq!(ticket.age(), Duration::ZERO);
        tokio::time::advance(Duration::from_secs(90)).await;
        assert_eq!(ticket.age(), Duration::from_secs(90));
        ticket.last_sent = i64::MIN;
        assert!(elsewhere(&ticket).age() > Duration::from_secs(90));
    }

    #[tokio::test(start_paused = true)]
    async fn a_ticket_that_was_taken_before_ages_from_the_first_question_on() {
        let ticket = ticket().not_yet_sent();
        assert_eq!(ticket.last_sent(), None);
        tokio::time::advance(Duration::from_secs(90)).await;
        let mut ticket = elsewhere(&ticket);
        assert_eq!(ticket.age(), Duration::ZERO);
        tokio::time::advance(Duration::from_secs(90)).await;
        assert_eq!(ticket.age(), Duration::from_secs(90));
    }

    #[test]
    fn a_ticket_of_yesterday_is_read() {
        let mut json = serde_json::to_value(ticket()).unwrap();
        assert!(json.as_object_mut().unwrap().remove("under_way").is_some());
        let ticket: Unsettled = serde_json::from_value(json).unwrap();
        assert_eq!(ticket.under_way(), Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn what_may_have_been_sent_since_makes_it_younger() {
        let mut ticket = ticket();
        ticket.last_sent -= 60_000;
        let mut ticket = elsewhere(&ticket);
        ticket.sent_until(Duration::from_secs(5));
        assert_eq!(ticket.age(), Duration::from_secs(5));
        ticket.sent_until(Duration::MAX);
        assert_eq!(ticket.age(), Duration::from_secs(5));
    }
}
