//! Who may send callbacks, and how large they may be.

use std::env;
use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, HeaderName};
use subtle::{Choice, ConstantTimeEq};

use super::{CallbackError, HEADER, Payload, limits};
use crate::{Error, Result, Secret};

// Read once, not for every callback.
static NAME: HeaderName = HeaderName::from_static(HEADER);

/// A callback whose body may be read.
pub(super) struct Admitted {
    /// Whether its token was in the header.
    pub(super) trusted: bool,
    /// How many bytes its body may have.
    pub(super) limit: usize,
}

/// Verifies and reads callbacks. Cheap to clone.
///
/// ```
/// use bayar::xendit::callback::{Callback, InvoiceCallback, Receiver};
/// # fn example(headers: &http::HeaderMap, body: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
/// // The token of the dashboard, and the former one for as long as callbacks are under way.
/// let receiver = Receiver::new("the token")?.and_token("the former token")?;
///
/// // At a URL that receives one kind:
/// let invoice: InvoiceCallback = receiver.receive(headers, body)?;
///
/// // At a URL that receives several:
/// match receiver.receive(headers, body)? {
///     Callback::Disbursement(disbursement) => println!("{}", disbursement.status()?),
///     Callback::BatchDisbursement(batch) => println!("{:?}", batch.status),
///     other => println!("not expected here: {:?}", other.kind()),
/// }
/// # Ok(())
/// # }
/// ```
#[doc(alias = "webhook")]
#[derive(Clone)]
pub struct Receiver {
    tokens: Arc<[Secret]>,
    max_bytes: usize,
}

impl fmt::Debug for Receiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver")
            .field("tokens", &self.tokens.len())
            .field("max_bytes", &self.max_bytes)
            .finish()
    }
}

impl Receiver {
    /// Takes callbacks with this token: the callback verification token of the dashboard.
    ///
    /// # Errors
    /// If the token is empty: everybody would know it.
    pub fn new(token: impl Into<Secret>) -> Result<Self> {
        Self {
            tokens: [].into(),
            max_bytes: limits::MAX_VERIFIED,
        }
        .and_token(token)
    }

    /// Takes callbacks with the tokens in `XENDIT_CALLBACK_TOKEN`: one, or several with commas
    /// between them.
    ///
    /// # Errors
    /// If the variable is not set, or a token is empty.
    pub fn from_env() -> Result<Self> {
        let tokens = env::var("XENDIT_CALLBACK_TOKEN").map_err(|_| {
            Error::configuration("the environment variable XENDIT_CALLBACK_TOKEN is not set")
        })?;
        let mut tokens = tokens.split(',');
        let first = Self::new(tokens.next().unwrap_or_default())?;
        tokens.try_fold(first, Self::and_token)
    }

    /// Takes callbacks with this token too, while the token changes.
    ///
    /// # Errors
    /// If the token is empty: everybody would know it.
    pub fn and_token(self, token: impl Into<Secret>) -> Result<Self> {
        let token = token.into();
        let trimmed = token.expose().trim();
        if trimmed.is_empty() {
            return Err(Error::configuration("the callback token is empty"));
        }
        let token = Secret::from(trimmed);
        let tokens = self.tokens.iter().cloned().chain([token]).collect();
        Ok(Self { tokens, ..self })
    }

    /// Sets how large a body may be: 4 MiB unless set.
    ///
    /// A body that comes without the header, with its token inside, may have 256 KiB at most:
    /// it has to be read before it is known who sent it. In both cases there may be one value for
    /// every 16 bytes that are allowed, and one object or list for every 128. So reading takes at
    /// most 8 times the memory that a body may have, whatever it says.
    pub fn max_bytes(self, max_bytes: usize) -> Self {
        Self { max_bytes, ..self }
    }

    /// Verifies and reads a callback: one of the payloads, or
    /// [`Callback`](super::Callback) for whichever kind comes.
    ///
    /// The token stands in the header `X-CALLBACK-TOKEN`. Those of e-wallets and cardless credit
    /// may have it in the body instead, as `callback_authentication_token`. If both are there,
    /// both must be right. Tokens are compared in constant time, whichever of them is right.
    ///
    /// Unknown values, extra fields, `null` and amounts as text are read as everywhere else.
    ///
    /// # Errors
    /// If the token is missing or wrong, or the body is too large, no JSON, nested deeper than 32
    /// levels, of too many values, or certainly of another kind. [`CallbackError::status`] is what to answer.
    pub fn receive<T: Payload>(
        &self,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<T, CallbackError> {
        let Admitted { trusted, limit } = self.admit::<T>(headers)?;
        limits::check(body, limit)?;
        let payload = T::read(body, trusted)?;
        match payload.body_token() {
            Some(token) if !self.knows(token.expose().as_bytes()) => {
                Err(CallbackError::token_wrong())
            }
            None if !trusted => Err(CallbackError::token_missing()),
            _ => Ok(payload),
        }
    }

    /// Verifies and reads a whole request, as the `http` crate has it.
    ///
    /// # Errors
    /// See [`receive`](Self::receive).
    pub fn receive_request<T: Payload>(
        &self,
        request: &http::Request<impl AsRef<[u8]>>,
    ) -> Result<T, CallbackError> {
        self.receive(request.headers(), request.body().as_ref())
    }

    /// What the headers alone tell.
    pub(super) fn admit<T: Payload>(&self, headers: &HeaderMap) -> Result<Admitted, CallbackError> {
        let mut tokens = headers.get_all(&NAME).iter().peekable();
        let trusted = tokens.peek().is_some();
        if !tokens.all(|token| self.knows(token.as_bytes())) {
            return Err(CallbackError::token_wrong());
        }
        let limit = match (trusted, T::TOKEN_IN_BODY) {
            (true, _) => self.max_bytes,
            (false, true) => self.max_bytes.min(limits::MAX_UNVERIFIED),
            (false, false) => return Err(CallbackError::token_missing()),
        };
        Ok(Admitted { trusted, limit })
    }

    fn knows(&self, token: &[u8]) -> bool {
        // Every token is compared, so that the time does not tell which one was right.
        let known = self.tokens.iter().fold(Choice::from(0), |known, ours| {
            known | ours.expose().as_bytes().ct_eq(token)
        });
        known.into()
    }
}

/// Reads a callback **without asking who sent it**: for bodies that were verified before they
/// were kept. Nothing that comes from the network may be read in this way.
///
/// # Errors
/// If the body is larger than 4 MiB, no JSON, nested too deep, of too many values, or certainly of
/// another kind.
pub fn decode_unverified<T: Payload>(body: &[u8]) -> Result<T, CallbackError> {
    limits::check(body, limits::MAX_VERIFIED)?;
    T::read(body, true)
}
