//! One try of a call.

use std::fmt;
use std::time::Duration;

use crate::redact;

/// How one try of a call ended.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// The status, if there was an answer.
    pub status: Option<u16>,
    /// `Request-ID` of the answer, which the vendor's support asks for, as it came. `Debug` leaves out what may be secret.
    pub request_id: Option<String>,
    /// What went wrong, in words without any content of the request or the answer.
    pub problem: &'static str,
    /// How long the try took.
    pub duration: Duration,
    /// Whether no connection was made, so that the server saw nothing.
    pub(crate) never_arrived: bool,
}

impl fmt::Display for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.status {
            Some(status) => write!(f, "HTTP {status}, {}", self.problem),
            None => f.write_str(self.problem),
        }
    }
}

impl fmt::Debug for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempt")
            .field("status", &self.status)
            .field("request_id", &self.request_id.as_deref().map(redact::id))
            .field("problem", &self.problem)
            .field("duration", &self.duration)
            .finish_non_exhaustive()
    }
}
