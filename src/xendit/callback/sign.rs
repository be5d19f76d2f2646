//! The vendor's side, for tests: a callback of each kind, signed.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Request};

use super::{Callback, HEADER, Kind};
use crate::{Error, Result, Secret};

macro_rules! examples {
    ($($kind:ident => $file:literal,)*) => {
        impl Callback {
            /// A callback of this kind as the documents show it, to be changed as a test needs it.
            ///
            /// The documents have no example for recurring invoices, batches and payout links;
            /// those are made up from their tables.
            #[must_use]
            pub fn example(kind: Kind) -> Self {
                let body = match kind {
                    $( Kind::$kind => include_str!(concat!("examples/", $file, ".json")), )*
                };
                super::decode_unverified(body.as_bytes()).expect("tested: every example is read")
            }
        }
    };
}

examples! {
    Dana => "dana",
    Linkaja => "linkaja",
    Ovo => "ovo",
    CardlessCredit => "cardless_credit",
    VirtualAccountPaid => "virtual_account_paid",
    VirtualAccountChanged => "virtual_account_changed",
    RetailOutletPaid => "retail_outlet_paid",
    Invoice => "invoice",
    RecurringInvoice => "recurring_invoice",
    Disbursement => "disbursement",
    BatchDisbursement => "batch_disbursement",
    PayoutLink => "payout_link",
}

impl Callback {
    /// The POST that the vendor would make, with the token where the documents put it for this
    /// kind: in the body for DANA, LINKAJA and cardless credit, in the header for the rest.
    ///
    /// ```
    /// use bayar::xendit::callback::{Callback, Kind, Receiver};
    ///
    /// let mut callback = Callback::example(Kind::Invoice);
    /// if let Callback::Invoice(invoice) = &mut callback {
    ///     invoice.external_id = Some("order-1".into());
    /// }
    /// let request = callback.signed("https://shop.example/callbacks", "the token")?;
    ///
    /// let receiver = Receiver::new("the token")?;
    /// assert_eq!(receiver.receive_request::<Callback>(&request)?, callback);
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// If the URL is none, or the token cannot stand in a header.
    pub fn signed(&self, url: &str, token: impl Into<Secret>) -> Result<Request<Bytes>> {
        let token = token.into();
        let refused = |problem: &str| Error::unsendable(None, problem);
        let mut request = Request::post(url).header(CONTENT_TYPE, "application/json");
        if !self.kind().is_some_and(Kind::has_token_in_body) {
            let mut value = HeaderValue::from_str(token.expose())
                .map_err(|_| refused("the token cannot stand in a header"))?;
            value.set_sensitive(true);
            request = request.header(HEADER, value);
        }
        let body = self.clone().with_token(token);
        let body = serde_json::to_vec(&body).map_err(|error| refused(&error.to_string()))?;
        request
            .body(body.into())
            .map_err(|_| refused("the callback URL is not valid"))
    }

    /// With the token in the body, if it belongs there.
    fn with_token(mut self, token: Secret) -> Self {
        match &mut self {
            Self::Dana(payload) => payload.callback_authentication_token = Some(token),
            Self::Linkaja(payload) => payload.callback_authentication_token = Some(token),
            Self::CardlessCredit(payload) => payload.callback_authentication_token = Some(token),
            _ => {}
        }
        self
    }
}
