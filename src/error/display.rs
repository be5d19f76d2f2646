//! How an error is printed: without a word that may be a secret.

use std::fmt;

use bytes::Bytes;

use super::{Envelope, Error, ErrorDetail, Kind, Withheld};
use crate::redact;

/// So many are printed of a list.
const SOME: usize = 20;

fn fmt_some(all: &[impl fmt::Display], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (n, one) in all.iter().take(SOME).enumerate() {
        write!(f, "{}{one}", if n == 0 { "" } else { "; " })?;
    }
    match all.len().saturating_sub(SOME) {
        0 => Ok(()),
        more => write!(f, "; and {more} more"),
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation() {
            write!(f, "{operation}: ")?;
        }
        match &self.0.kind {
            Kind::Configuration(problem) => f.write_str(problem)?,
            Kind::Invalid(violations) => {
                f.write_str("nothing was sent: ")?;
                fmt_some(violations, f)?;
            }
            Kind::Unsendable(problem) => write!(f, "nothing was sent: {problem}")?,
            Kind::Transport(_) | Kind::Unsettled | Kind::Mismatched => {
                f.write_str(self.problem())?;
            }
            Kind::Withheld(why) => self.fmt_withheld(*why, f)?,
            Kind::TooLarge(limit) => write!(f, "the answer is larger than {limit} bytes")?,
            Kind::Refused(envelope) => self.fmt_refused(envelope, f)?,
            Kind::Unreadable(place) => {
                let status = self.status().unwrap_or_default();
                write!(
                    f,
                    "HTTP {status}, but the answer is not the documented JSON ({place})"
                )?;
            }
            Kind::Absent(field) => {
                write!(
                    f,
                    "the answer came without a usable `{field}`, which the document promises"
                )?;
            }
        }
        self.fmt_attempts(f)?;
        if self.0.settled {
            f.write_str("; it was found out since that nothing was done")?;
        }
        if self.is_outcome_unknown() {
            let money = self
                .0
                .operation
                .is_some_and(|operation| operation.money_out);
            let what = if money {
                "money may have moved"
            } else {
                "it may have been done"
            };
            write!(
                f,
                "; the outcome is unknown: {what}, look it up before sending again"
            )?;
        }
        match self.request_id() {
            Some(id) => write!(f, " [Request-ID {}]", redact::id(id)),
            None => Ok(()),
        }
    }
}

impl ErrorDetail {
    fn text(&self) -> String {
        let messages = self.messages.join("; ");
        if self.field.is_empty() {
            messages
        } else {
            format!("`{}`: {messages}", self.field.join("."))
        }
    }
}

impl fmt::Display for ErrorDetail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&redact::text(&self.text()))
    }
}

impl fmt::Debug for ErrorDetail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorDetail")
            .field("text", &self.to_string())
            .finish_non_exhaustive()
    }
}

impl Error {
    fn fmt_attempts(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let attempts = self.attempts();
        if attempts.len() < 2 {
            return Ok(());
        }
        write!(f, "; tried {} times: ", attempts.len())?;
        fmt_some(attempts, f)
    }

    fn fmt_withheld(&self, why: Withheld, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let again = if self.attempts().is_empty() {
            ""
        } else {
            " again"
        };
        write!(f, "nothing was sent{again}: ")?;
        match why {
            Withheld::Pause(pause) => write!(
                f,
                "the server asks to be left alone for {} s more, longer than it is waited for",
                pause.as_secs()
            ),
            Withheld::Given => f.write_str("another worker may have it by now"),
        }
    }

    fn fmt_refused(&self, envelope: &Envelope, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HTTP {}", self.status().unwrap_or_default())?;
        if !envelope.readable {
            let size = self.body().map_or(0, Bytes::len);
            return write!(f, " with a body that is no JSON object ({size} bytes)");
        }
        if let Some(code) = &envelope.error_code {
            write!(f, " {}", redact::code(code))?;
        }
        let message = envelope.message.iter().cloned();
        let details = self.details().iter().map(ErrorDetail::text);
        let texts: Vec<_> = message.chain(details).collect();
        if !texts.is_empty() {
            // As one text: a detail may name the field whose value the message repeats.
            write!(f, ": {}", redact::text(&texts.join("; ")))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("text", &self.to_string())
            .field("status", &self.status())
            .field("code", &self.code().map(redact::code))
            .field("violations", &self.violations())
            .field("outcome_unknown", &self.is_outcome_unknown())
            .finish_non_exhaustive()
    }
}
