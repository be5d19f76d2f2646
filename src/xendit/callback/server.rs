//! Callbacks in an axum server: an extractor for your own handlers, and a router that is ready.
//!
//! Both answer 401 to a token that is missing or wrong, 413 to a body over the limit and 400 to
//! one that cannot be read, with a line of text that says which. A wrong header is answered
//! before the body is read.
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

use axum::Router;
use axum::body::HttpBody;
use axum::extract::{FromRef, FromRequest, Request};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use http::StatusCode;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tokio::sync::mpsc::Sender;

use super::{Callback, CallbackError, Payload, Receiver};

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

/// Takes callbacks of every kind at `/`, and hands each on: nest it where the URL of the dashboard
/// points to.
///
/// Answers 200 as soon as the callback is in the channel, and 503 when the channel is full or
/// closed, so that the vendor sends it again. What is in the channel when the process ends is
/// lost; where that matters, write it down in a handler of your own before it answers.
///
/// ```
/// # use axum::Router;
/// # use bayar::xendit::callback::{server, Receiver};
/// # use tokio::sync::mpsc;
/// let (hand_on, mut callbacks) = mpsc::channel(1_000);
/// let app: Router = Router::new()
///     .nest("/callbacks/xendit", server::router(Receiver::new("the token")?, hand_on));
/// # async move {
/// while let Some(callback) = callbacks.recv().await {
///     println!("{:?}", callback.kind());
/// }
/// # };
/// # Ok::<_, bayar::Error>(())
/// ```
#[doc(alias = "webhook")]
pub fn router(receiver: Receiver, hand_on: Sender<Callback>) -> Router {
    Router::new().route("/", post(receiver, hand_on))
}

/// The same for one path, with callbacks of one kind or of all.
pub fn post<T, S>(receiver: Receiver, hand_on: Sender<T>) -> MethodRouter<S>
where
    T: Payload,
    S: Clone + Send + Sync + 'static,
{
    axum::routing::post(async move |request: Request| {
        let callback = read::<T>(&receiver, request).await?;
        Ok::<_, CallbackError>(match hand_on.try_send(callback) {
            Ok(()) => StatusCode::OK,
            Err(_) => StatusCode::SERVICE_UNAVAILABLE,
        })
    })
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
