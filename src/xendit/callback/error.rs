//! Why a callback was not taken.

use std::fmt;

use http::StatusCode;

use super::Kind;

/// A callback that was not taken: nothing in it may be acted on.
///
/// Its text is fit for the answer to the sender and for a log: it shows no token and no value of
/// the body.
#[derive(Debug)]
pub struct CallbackError(Problem);

#[derive(Debug)]
enum Problem {
    TokenMissing,
    TokenWrong,
    TooLarge(usize),
    TooDeep,
    TooMany,
    Unreadable(String),
    OtherKind { expected: Kind, found: Kind },
}

impl CallbackError {
    pub(super) const fn token_missing() -> Self {
        Self(Problem::TokenMissing)
    }

    pub(super) const fn token_wrong() -> Self {
        Self(Problem::TokenWrong)
    }

    pub(super) const fn too_large(limit: usize) -> Self {
        Self(Problem::TooLarge(limit))
    }

    pub(super) const fn too_deep() -> Self {
        Self(Problem::TooDeep)
    }

    pub(super) const fn too_many() -> Self {
        Self(Problem::TooMany)
    }

    pub(super) fn unreadable(error: &serde_json::Error) -> Self {
        // serde's own message may quote a value.
        let place = format!("line {}, column {}", error.line(), error.column());
        Self(Problem::Unreadable(place))
    }

    #[cfg(feature = "axum")]
    pub(super) fn interrupted() -> Self {
        Self(Problem::Unreadable("the connection broke".to_owned()))
    }

    pub(super) const fn other_kind(expected: Kind, found: Kind) -> Self {
        Self(Problem::OtherKind { expected, found })
    }

    /// Whether there was no token, neither in the header nor where the body may have it.
    #[must_use]
    pub const fn is_token_missing(&self) -> bool {
        matches!(self.0, Problem::TokenMissing)
    }

    /// Whether there was a token that is none of yours.
    #[must_use]
    pub const fn is_token_wrong(&self) -> bool {
        matches!(self.0, Problem::TokenWrong)
    }

    /// Whether the body is larger than the limit; nothing of it was read.
    #[must_use]
    pub const fn is_too_large(&self) -> bool {
        matches!(self.0, Problem::TooLarge(_))
    }

    /// Whether the body is not JSON, no object where one is needed, nested too deep, or of more
    /// values than its size accounts for.
    #[must_use]
    pub const fn is_unreadable(&self) -> bool {
        matches!(
            self.0,
            Problem::Unreadable(_) | Problem::TooDeep | Problem::TooMany
        )
    }

    /// Whether the callback is of another kind than this URL expects.
    #[must_use]
    pub const fn is_other_kind(&self) -> bool {
        matches!(self.0, Problem::OtherKind { .. })
    }

    /// What to answer: 401 for a token, 413 for a body that is too large, 400 for the rest.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self.0 {
            Problem::TokenMissing | Problem::TokenWrong => StatusCode::UNAUTHORIZED,
            Problem::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::TooDeep
            | Problem::TooMany
            | Problem::Unreadable(_)
            | Problem::OtherKind { .. } => StatusCode::BAD_REQUEST,
        }
    }
}

impl fmt::Display for CallbackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Problem::TokenMissing => f.write_str("the callback token is missing"),
            Problem::TokenWrong => f.write_str("the callback token is wrong"),
            Problem::TooLarge(limit) => write!(f, "the body is larger than {limit} bytes"),
            Problem::TooDeep => f.write_str("the body is nested too deep"),
            Problem::TooMany => f.write_str("the body has too many values"),
            Problem::Unreadable(place) => {
                write!(f, "the body is not the documented JSON ({place})")
            }
            Problem::OtherKind { expected, found } => write!(
                f,
                "this is a callback of kind `{found}`, and the URL expects `{expected}`"
            ),
        }
    }
}

impl std::error::Error for CallbackError {}
