//! What the requests that send money out have in common.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use super::Content;
use crate::contract::Operation;
use crate::proof::Payment;
use crate::request::Options;
use crate::transport::Transport;
use crate::{Error, IdempotencyKey, Response, Result};

/// A request that sends money out.
pub(crate) trait MoneyOut: Clone + Send + Sync + Sized {
    type Payment: Payment;
    const OPERATION: &'static Operation;
    /// Asks for every payment under a reference, where the documents have that.
    const LOOK_UP: Option<&'static Operation> = None;

    fn transport(&self) -> &Arc<Transport>;
    /// The fields of the body that have a name.
    fn body(&self) -> serde_json::Result<Vec<u8>>;
    /// What the payment belongs to, such as the charge of a refund.
    fn parent(&self) -> Option<&str> {
        None
    }
    /// The caller's own key, if there is one.
    fn key(&self) -> Option<&str>;
    fn for_user_id(&self) -> Option<&str>;
    fn options(&self) -> &Options;
    /// How long a try can be under way.
    fn under_way(&self) -> Duration {
        let own = self.options().timeout.unwrap_or_default();
        own.max(self.transport().under_way())
    }
    /// With this key and for this account.
    fn keyed(self, key: &IdempotencyKey, for_user_id: Option<&str>) -> Self;
    fn send(self) -> impl Future<Output = Result<Response<Self::Payment>>> + Send;
    /// Sends [`LOOK_UP`](Self::LOOK_UP).
    fn look_up(
        _transport: &Arc<Transport>,
        _reference: &str,
        _for_user_id: Option<&str>,
    ) -> Option<impl Future<Output = Result<Response<Vec<Self::Payment>>>> + Send> {
        None::<std::future::Ready<_>>
    }

    /// What tells this payment from others, as it is sent.
    fn content(&self) -> Result<Content> {
        let unsendable = |problem: &str| Error::unsendable(Some(Self::OPERATION), problem);
        let body = self
            .body()
            .map_err(|_| unsendable("the body of the request is no JSON"))?;
        let body = self
            .options()
            .with_fields(&body)
            .map_err(|problem| unsendable(&problem))?;
        Ok(Content {
            parent: self.parent().map(str::to_owned),
            ..Content::of_request(&body)?
        })
    }
}

/// The public methods of a request that sends money out.
macro_rules! settles {
    ($builder:ident, $payment:ty, $(#[$rules:meta])*) => {
        impl $builder {
            /// Sends the request with an idempotency key, finds the outcome out where it is unknown, and never pays
            /// twice.
            ///
            /// Without a key of yours it takes one that is derived from the reference, the same on every machine: a job
            /// that is started again finds its payments. The reference must name one payment. A key that is set by
            /// `.header(…)` is refused: set it by `.idempotency_key(…)`.
            ///
            /// What proves what stands in the table of [`Outcome`](crate::Outcome).
            ///
            /// # Stopping it
            /// Once its future is dropped nothing is sent any more, but what was sent may be carried out: the outcome is
            /// unknown, and a warning of `tracing` names the reference. Settle the same values again, or resume by
            /// [`ticket`](Self::ticket) what you took before: it finds the payment, and pays nothing twice. Both wait as if
            /// the request had been sent just now.
            ///
            $(#[$rules])*
            pub async fn settle(
                self,
                policy: &crate::SettlePolicy,
            ) -> crate::Outcome<$payment> {
                crate::settle::settle(self, policy).await
            }

            /// What settles this request later, from before it is sent: for a process that may be stopped on the way. It
            /// names the request as [`settle`](Self::settle) sends it, so take it from the same values and the same client,
            /// and keep it first.
            ///
            /// # Errors
            /// If no request can be made of it.
            pub fn ticket(&self) -> crate::Result<crate::Unsettled> {
                crate::settle::ticket(self.clone())
            }

            /// Finds out how this request ended, that was sent before and came back
            /// [`Unknown`](crate::Outcome::Unknown). Make it from the same values; the key is that of the ticket.
            ///
            /// # Errors
            /// If the ticket is of another request, or of another environment. Nothing was sent then.
            pub async fn resume(
                self,
                ticket: &crate::Unsettled,
                policy: &crate::SettlePolicy,
            ) -> crate::Result<crate::Outcome<$payment>> {
                crate::settle::resume(self, ticket, policy).await
            }
        }
    };
}
pub(crate) use settles;

/// The parts of [`MoneyOut`] that are alike for every builder.
macro_rules! money_out {
    () => {
        fn transport(&self) -> &::std::sync::Arc<crate::transport::Transport> {
            &self.client
        }

        fn body(&self) -> ::serde_json::Result<Vec<u8>> {
            ::serde_json::to_vec(&self.body)
        }

        fn key(&self) -> Option<&str> {
            self.idempotency_key.as_deref()
        }

        fn for_user_id(&self) -> Option<&str> {
            self.for_user_id.as_deref()
        }

        fn options(&self) -> &crate::request::Options {
            &self.options
        }

        fn keyed(self, key: &crate::IdempotencyKey, for_user_id: Option<&str>) -> Self {
            Self {
                idempotency_key: Some(key.into()),
                for_user_id: for_user_id.map(str::to_owned),
                ..self
            }
        }

        async fn send(self) -> crate::Result<crate::Response<Self::Payment>> {
            Self::send(self).await
        }
    };
}
pub(crate) use money_out;
