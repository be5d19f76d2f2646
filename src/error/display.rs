//! How an error is printed: without a word that may be a secret.

use std::fmt::{self, Write as _};

use bytes::Bytes;

use super::{Envelope, Error, Kind};

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation() {
            write!(f, "{operation}: ")?;
        }
        match &self.0.kind {
            Kind::Configuration(problem) => f.write_str(problem)?,
            Kind::Invalid(violations) => {
                f.write_str("nothing was sent: ")?;
                for (n, violation) in violations.iter().enumerate() {
                    write!(f, "{}{violation}", if n == 0 { "" } else { "; " })?;
                }
            }
            Kind::Unsendable(problem) => write!(f, "nothing was sent: {problem}")?,
            Kind::Transport(_) | Kind::Unsettled | Kind::Mismatched => {
                f.write_str(self.problem())?;
            }
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
            Some(id) => write!(f, " [Request-ID {id}]"),
            None => Ok(()),
        }
    }
}

impl Error {
    fn fmt_attempts(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let attempts = self.attempts();
        if attempts.len() < 2 {
            return Ok(());
        }
        write!(f, "; tried {} times: ", attempts.len())?;
        for (n, attempt) in attempts.iter().enumerate() {
            write!(f, "{}{attempt}", if n == 0 { "" } else { "; " })?;
        }
        Ok(())
    }

    fn fmt_refused(&self, envelope: &Envelope, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HTTP {}", self.status().unwrap_or_default())?;
        if !envelope.readable {
            let size = self.body().map_or(0, Bytes::len);
            return write!(f, " with a body that is no JSON object ({size} bytes)");
        }
        if let Some(code) = &envelope.error_code {
            write!(f, " {code}")?;
        }
        if let Some(message) = &envelope.message {
            write!(f, ": {}", without_secrets(message))?;
        }
        for detail in self.details() {
            write!(f, "; {}", without_secrets(&detail.to_string()))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("text", &self.to_string())
            .field("status", &self.status())
            .field("code", &self.code())
            .field("violations", &self.violations())
            .field("outcome_unknown", &self.is_outcome_unknown())
            .finish_non_exhaustive()
    }
}

/// A server's text without what it may repeat of the request: keys, and long runs of digits, which may be an account
/// or a card number.
fn without_secrets(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for (n, part) in text.split("xnd_").enumerate() {
        let is_key = |c: char| c.is_ascii_alphanumeric() || "_+/=-".contains(c);
        let rest = match n {
            0 => part,
            _ => part.trim_start_matches(is_key),
        };
        shown.push_str(if n == 0 { "" } else { "[key]" });
        shown.push_str(rest);
    }
    without_numbers(&shown)
}

fn without_numbers(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut digits = String::new();
    for character in text.chars().map(Some).chain([None]) {
        match character {
            Some(digit) if digit.is_ascii_digit() => digits.push(digit),
            other => {
                match digits.len() {
                    0..=5 => shown.push_str(&digits),
                    n => {
                        // Writing to a String cannot fail.
                        let _ = write!(shown, "[{n} digits]");
                    }
                }
                digits.clear();
                shown.extend(other);
            }
        }
    }
    shown
}
