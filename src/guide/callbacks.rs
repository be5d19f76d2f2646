//! Receiving callbacks, from the dashboard to going live.
//!
//! # What arrives where
//!
//! The vendor makes a POST with JSON to a URL of yours. For most products the URL is set in the
//! dashboard, for e-wallets and cardless credit in the request. Line numbers are those of
//! `xendit-api-reference.txt`.
//!
//! | callback | payload | URL | token |
//! | --- | --- | --- | --- |
//! | DANA | [`DanaPaymentCallback`] | `callback_url` of `create_ewallet_payment` (1529) | body |
//! | LINKAJA | [`LinkajaPaymentCallback`] | the same | body |
//! | OVO, created with `X-API-VERSION: 2020-02-01` (observed) | [`OvoPaymentCallback`] | dashboard | header |
//! | cardless credit | [`CardlessCreditCallback`] | `callback_url` of `create_cardless_credit_payment` (1826) | body |
//! | virtual account paid | [`FixedVirtualAccountPaidCallback`] | dashboard, fixed virtual accounts (2309) | header |
//! | virtual account created or updated | [`FixedVirtualAccountChangedCallback`] | dashboard, a URL of its own (2368) | header |
//! | retail outlet paid | [`FixedPaymentCodePaidCallback`] | dashboard, retail outlets (2694) | header |
//! | invoice paid or expired | [`InvoiceCallback`] | dashboard, accept payments (3503) | header |
//! | recurring invoice | [`RecurringInvoiceCallback`] | the URL of invoices (4148) | header |
//! | disbursement | [`DisbursementCallback`] | dashboard, disbursement (4617) | header |
//! | batch disbursement | [`BatchDisbursementCallback`] | the URL of disbursements (4861); the vendor's support sets it, says line 4865 | header |
//! | payout link | [`PayoutLinkCallback`] | dashboard (`xendit-payout-links.txt:6`) | header |
//!
//! OVO without that version has no callback: the answer is the outcome. Whether an invoice that expires is told has to be asked of the vendor
//! (3569). A URL that receives one kind takes the payload as a type; one that receives several
//! takes [`Callback`], and its page says which field decides.
//!
//! # Set-up in the dashboard
//!
//! 1. Set the URL of each product under *Settings, Configuration* (2309). It must be `https`
//!    and reachable from outside.
//! 2. Copy the *callback verification token*. It is one for the account and stays the same for
//!    every callback, so it is as good as a password: put it into the environment
//!    (`XENDIT_CALLBACK_TOKEN`, for [`Receiver::from_env`]), not into the code. Development and
//!    production have one each.
//! 3. Use the dashboard's test button. Its bodies are made up, and may lack fields.
//!
//! To change the token, add the new one beside the old one ([`Receiver::and_token`], or both in
//! the variable with a comma between them), deploy, change it in the dashboard, and remove the
//! old one when nothing comes with it any more.
//!
//! # Verification
//!
//! The token proves who sends, not what was sent: it signs nothing, and the vendor has no other
//! means. So a callback of a large payment is worth a look-up before goods leave the house; for
//! virtual accounts the document says so itself
//! (`get_fixed_virtual_account_payment`, line 2398). [`Receiver::receive`] never gives out a
//! payload whose token was missing or wrong; the only way around it is called
//! [`decode_unverified`]. (`bayar::decode` and `serde` read JSON and know of no sender.)
//!
//! # In a server
//!
//! With the feature `axum`, `callback::server` has an extractor for your own handlers and a
//! ready router that hands each callback to a channel. Any other server passes its headers and
//! body, of the `http` and `bytes` crates, to [`Receiver::receive`], and answers
//! [`CallbackError::status`] if it fails. Read at most the limit of the receiver from the socket:
//! 4 MiB, or 256 KiB without the header, unless [`Receiver::max_bytes`] says otherwise. Within
//! that, what is nested deeper than 32 levels or has far more values than its size accounts for
//! is refused before it is read, so one body takes at most 8 times its limit in memory.
//!
//! Answer 200 fast and work afterwards: what takes longer than the vendor waits arrives again.
//!
//! # Retries
//!
//! What is not answered with success comes again. The document says 2 more tries, 30 seconds
//! apart, and then a mail from the vendor's people (2385, 2735, 3612, 4675, 4913). Later pages
//! of the vendor's say six retries with growing pauses. Prepare for both: the last repetition can
//! come hours after the first try, and after it nothing comes at all. A look-up for what is open
//! for too long (`get_invoice`, `get_disbursement_by_id`) belongs to every integration.
//!
//! Answer 200 also to what you do not know ([`Callback::Unknown`]): keep it, look at it, and do
//! not let it come again.
//!
//! # Order
//!
//! None is promised. A repetition of an older state may arrive after a newer one, at another
//! machine. Do not set a state because a callback says so; move forward only: `PENDING` to `PAID`,
//! never back. Where the payload has `updated`, an older one changes nothing.
//!
//! # Exactly once in effect
//!
//! [`Payload::deduplication_key`] is the same for every repetition; its page says what it is
//! made of, and why. A [`Store`] remembers keys: [`Store::seen`] is atomic, so of all tasks and
//! machines that hold the same callback one is told that it is new.
//!
//! ```
//! use bayar::xendit::callback::{Callback, MemoryStore, Payload, Store};
//!
//! # async fn ship(_: &Callback) -> Result<(), Box<dyn std::error::Error>> { Ok(()) }
//! async fn take(store: &MemoryStore, callback: Callback) -> Result<(), Box<dyn std::error::Error>> {
//!     let key = callback.deduplication_key()?;
//!     if store.seen(&key).await? {
//!         return Ok(()); // a repetition
//!     }
//!     if let Err(error) = ship(&callback).await {
//!         store.forget(&key).await?; // so that a repetition tries again
//!         return Err(error);
//!     }
//!     Ok(())
//! }
//! ```
//!
//! [`MemoryStore`] serves one process and forgets when it ends. With the feature `sqlx`,
//! `SqlStore` keeps keys in SQLite, or in PostgreSQL when several machines share the work.
//!
//! A process can die between the key and its effect. If both are in one database, one
//! transaction settles that: record the key with `seen_in` in the transaction that changes your
//! own tables, and either both are there or none. For an effect elsewhere, give it an
//! idempotency key made of the deduplication key.
//!
//! # Testing without the vendor
//!
//! [`Callback::example`] has one callback of each kind, [`Callback::signed`] makes the request
//! that the vendor would make.
//!
//! # Going live
//!
//! * The URL is `https`, and answers 401 to a POST without a token.
//! * The token of production is in the environment of production, and in no log.
//! * A callback that arrives twice has one effect; try it with [`Callback::signed`].
//! * [`Callback::Unknown`] and every refusal are logged (refusals show no token), and somebody
//!   looks.
//! * Something looks up what stays open although no callback came.
//!
//! [`DanaPaymentCallback`]: crate::xendit::callback::DanaPaymentCallback
//! [`LinkajaPaymentCallback`]: crate::xendit::callback::LinkajaPaymentCallback
//! [`OvoPaymentCallback`]: crate::xendit::callback::OvoPaymentCallback
//! [`CardlessCreditCallback`]: crate::xendit::callback::CardlessCreditCallback
//! [`FixedVirtualAccountPaidCallback`]: crate::xendit::callback::FixedVirtualAccountPaidCallback
//! [`FixedVirtualAccountChangedCallback`]: crate::xendit::callback::FixedVirtualAccountChangedCallback
//! [`FixedPaymentCodePaidCallback`]: crate::xendit::callback::FixedPaymentCodePaidCallback
//! [`InvoiceCallback`]: crate::xendit::callback::InvoiceCallback
//! [`RecurringInvoiceCallback`]: crate::xendit::callback::RecurringInvoiceCallback
//! [`DisbursementCallback`]: crate::xendit::callback::DisbursementCallback
//! [`BatchDisbursementCallback`]: crate::xendit::callback::BatchDisbursementCallback
//! [`PayoutLinkCallback`]: crate::xendit::callback::PayoutLinkCallback
//! [`Callback`]: crate::xendit::callback::Callback
//! [`Callback::Unknown`]: crate::xendit::callback::Callback::Unknown
//! [`Callback::example`]: crate::xendit::callback::Callback::example
//! [`Callback::signed`]: crate::xendit::callback::Callback::signed
//! [`CallbackError::status`]: crate::xendit::callback::CallbackError::status
//! [`Receiver::from_env`]: crate::xendit::callback::Receiver::from_env
//! [`Receiver::and_token`]: crate::xendit::callback::Receiver::and_token
//! [`Receiver::max_bytes`]: crate::xendit::callback::Receiver::max_bytes
//! [`Receiver::receive`]: crate::xendit::callback::Receiver::receive
//! [`decode_unverified`]: crate::xendit::callback::decode_unverified
//! [`Payload::deduplication_key`]: crate::xendit::callback::Payload::deduplication_key
//! [`Store`]: crate::xendit::callback::Store
//! [`Store::seen`]: crate::xendit::callback::Store::seen
//! [`MemoryStore`]: crate::xendit::callback::MemoryStore
