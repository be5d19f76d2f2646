//! Waiting for the end of what takes its time: asks again until the status is final.
#![deny(clippy::arithmetic_side_effects)]

use std::future::Future;
use std::time::{Duration, Instant};

use crate::retry::growing_pauses;
use crate::{Error, Response, Result};

/// How long to wait for a final status, and how often to ask.
///
/// Unless set otherwise: for 5 minutes, after pauses of 1 to 30 seconds, each about twice the one before.
///
/// To stop earlier, drop the future: nothing is asked any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitPolicy {
    deadline: Duration,
    first_pause: Duration,
    longest_pause: Duration,
}

impl Default for WaitPolicy {
    fn default() -> Self {
        Self {
            deadline: Duration::from_secs(300),
            first_pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(30),
        }
    }
}

impl WaitPolicy {
    /// How long to wait. No question begins after that; one that has begun is waited for.
    #[must_use]
    pub fn deadline(self, deadline: Duration) -> Self {
        Self { deadline, ..self }
    }

    /// The pauses between questions, about: the first, and the longest.
    #[must_use]
    pub fn pauses(self, first_pause: Duration, longest_pause: Duration) -> Self {
        Self {
            first_pause,
            longest_pause,
            ..self
        }
    }
}

/// How waiting for a final status ended.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Waited<T> {
    /// The status is final: nothing changes any more.
    Final(Response<T>),
    /// Time is up, and the status was not final in this last answer.
    NotYet(Response<T>),
}

impl<T> Waited<T> {
    /// The last answer, final or not.
    pub fn into_response(self) -> Response<T> {
        match self {
            Self::Final(response) | Self::NotYet(response) => response,
        }
    }

    /// Whether the status is final.
    #[must_use]
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Final(_))
    }
}

/// Asks until the answer is final or time is up. What may pass by itself does not end the waiting.
pub(crate) async fn until_final<T, F: Future<Output = Result<Response<T>>>>(
    policy: &WaitPolicy,
    ask: impl Fn() -> F,
    is_final: impl Fn(&T) -> bool,
) -> Result<Waited<T>> {
    let began = Instant::now();
    let mut pauses = growing_pauses(policy.first_pause, policy.longest_pause);
    let mut last = None;
    loop {
        let pause = pauses.next().unwrap_or(policy.longest_pause);
        let answer = ask().await;
        let asked = answer.as_ref().err().and_then(Error::asked_pause);
        let pause = pause.max(asked.unwrap_or_default());
        let time_is_up = began.elapsed().saturating_add(pause) > policy.deadline;
        match answer {
            Ok(response) if is_final(&response) => return Ok(Waited::Final(response)),
            Ok(response) if time_is_up => return Ok(Waited::NotYet(response)),
            Ok(response) => last = Some(response),
            Err(error) if !(error.is_retryable() || error.is_unreadable()) => return Err(error),
            Err(error) if time_is_up => return last.map(Waited::NotYet).ok_or(error),
            Err(_) => {}
        }
        tokio::time::sleep(pause).await;
    }
}
