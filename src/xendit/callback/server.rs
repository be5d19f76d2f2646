//! Callbacks in an axum server: an extractor for your own handlers, and a router that is ready.
//!
//! Both answer 401 to a token that is missing or wrong, 413 to a body over the limit and 400 to
//! one that cannot be read, with a line of text that says which. A wrong header is answered
//! before the body is read.
//!
//! What a handler with the extractor returns is the answer, so return success when the effect is
//! there and not before; axum drops the handler when the vendor hangs up. The router lets it run
//! on, and makes the answer of whether it succeeded.
//!
//! ```
//! use axum::Router;
//! use axum::routing::post;
//! use bayar::xendit::callback::server::Verified;
//! use bayar::xendit::callback::{InvoiceCallback, Receiver};
//!
//! async fn paid(Verified(invoice): Verified<InvoiceCallback>) {
//!     println!("{:?} is {:?}", invoice.external_id, invoice.status);
//! }
//!
//! let app: Router = Router::new()
//!     .route("/callbacks/invoices", post(paid))
//!     .with_state(Receiver::new("the token")?);
//! # Ok::<_, bayar::Error>(())
//! ```

use std::fmt;

use axum::Router;
use axum::body::HttpBody;
use axum::extract::{FromRef, FromRequest, Request};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use http::StatusCode;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tracing::{Instrument, error};

use super::{Callback, CallbackError, DeduplicationKey, Payload, Receiver};

/// A callback whose token was right, in the arguments of a handler.
///
/// The state of the router is a [`Receiver`], or has one by [`FromRef`]. Takes the body, so it
/// stands last.
#[doc(alias = "webhook")]
#[derive(Clone, Debug)]
pub struct Verified<T>(pub T);

impl<S, T> FromRequest<S> for Verified<T>
where
    S: Send + Sync,
    T: Payload,
    Receiver: FromRef<S>,
{
    type Rejection = CallbackError;

    async fn from_request(request: Request, state: &S) -> Result<Self, CallbackError> {
        read(&Receiver::from_ref(state), request).await.map(Self)
    }
}

impl IntoResponse for CallbackError {
    fn into_response(self) -> Response {
        (self.status(), self.to_string()).into_response()
    }
}

/// Takes callbacks of every kind at `/` and gives each to `handler`: nest it where the URL of the
/// dashboard points to.
///
/// Answers 200 when the handler has succeeded and not before, so a callback is done with only when
/// its effect is there. When the handler fails or panics the answer is 503, and the vendor sends
/// the callback again; the text of the error is logged (`tracing`), so it must hold no secret.
///
/// The handler runs to its end although the vendor may have hung up. It is cut off when the
/// runtime ends or the process dies, at any point; [`Store`](super::Store) shows the orders of
/// effect and key that lose nothing.
///
/// ```
/// use axum::Router;
/// use bayar::xendit::callback::{Callback, MemoryStore, Payload, Receiver, Store, server};
///
/// type Error = Box<dyn std::error::Error + Send + Sync>;
///
/// async fn take(store: MemoryStore, callback: Callback) -> Result<(), Error> {
///     let Ok(key) = callback.deduplication_key() else {
///         return Ok(()); // not documented: keep it somewhere, so that it need not come again
///     };
///     if store.contains(&key).await? {
///         return Ok(()); // a repetition
///     }
///     ship(key.as_str(), &callback).await?;
///     store.seen(&key).await?; // only now
///     Ok(())
/// }
///
/// /// Does nothing if this key was shipped before.
/// async fn ship(key: &str, callback: &Callback) -> Result<(), Error> {
/// #   let _ = (key, callback);
///     Ok(())
/// }
///
/// let store = MemoryStore::new();
/// let callbacks = server::router(Receiver::new("the token")?, move |callback| {
///     take(store.clone(), callback)
/// });
/// let app: Router = Router::new().nest("/callbacks/xendit", callbacks);
/// # Ok::<_, bayar::Error>(())
/// ```
#[doc(alias = "webhook")]
pub fn router<F, R, E>(receiver: Receiver, handler: F) -> Router
where
    F: Fn(Callback) -> R + Clone + Send + Sync + 'static,
    R: Future<Output = Result<(), E>> + Send + 'static,
    E: fmt::Display,
{
    Router::new().route("/", post(receiver, handler))
}

/// The same for one path, with callbacks of one kind or of all.
pub fn post<T, S, F, R, E>(receiver: Receiver, handler: F) -> MethodRouter<S>
where
    T: Payload,
    S: Clone + Send + Sync + 'static,
    F: Fn(T) -> R + Clone + Send + Sync + 'static,
    R: Future<Output = Result<(), E>> + Send + 'static,
    E: fmt::Display,
{
    axum::routing::post(async move |request: Request| {
        let callback = read::<T>(&receiver, request).await?;
        Ok::<_, CallbackError>(handle(callback, handler).await)
    })
}

async fn handle<T, F, R, E>(callback: T, handler: F) -> StatusCode
where
    T: Payload,
    F: Fn(T) -> R + Send + 'static,
    R: Future<Output = Result<(), E>> + Send + 'static,
    E: fmt::Display,
{
    let key = callback.deduplication_key().ok();
    let key = key.as_ref().map(DeduplicationKey::as_str);
    // In a task of its own: who hangs up must not stop it halfway.
    let task = async move { handler(callback).await.map_err(|error| error.to_string()) };
    let problem = match tokio::spawn(task.in_current_span()).await {
        Ok(Ok(())) => return StatusCode::OK,
        Ok(Err(error)) => error,
        Err(stopped) if stopped.is_panic() => "the handler panicked".to_owned(),
        Err(_) => "the runtime ended".to_owned(),
    };
    // As a text of Rust, so that no line of the log can be forged.
    error!(key, problem = ?problem, "a callback was not handled and has to come again");
    StatusCode::SERVICE_UNAVAILABLE
}

async fn read<T: Payload>(receiver: &Receiver, request: Request) -> Result<T, CallbackError> {
    let (head, body) = request.into_parts();
    let limit = receiver.admit::<T>(&head.headers)?.limit;
    if body.size_hint().lower() > limit as u64 {
        return Err(CallbackError::too_large(limit));
    }
    let body = Limited::new(body, limit).collect().await.map_err(|error| {
        if error.is::<LengthLimitError>() {
            CallbackError::too_large(limit)
        } else {
            CallbackError::interrupted()
        }
    })?;
    receiver.receive(&head.headers, &body.to_bytes())
}
