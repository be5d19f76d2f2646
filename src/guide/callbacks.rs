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
//! With the feature `axum`, `callback::server` has an extractor for your own handlers, and a
//! ready router that gives each callback to a function of yours and answers 200 only after that
//! has succeeded. Any other server passes its headers and body, of the `http` and `bytes` crates,
//! to [`Receiver::receive`], and answers [`CallbackError::status`] if it fails. Read at most the
//! limit of the receiver from the socket: 4 MiB, or 256 KiB without the header, unless
//! [`Receiver::max_bytes`] says otherwise. Within that, what is nested deeper than 32 levels or
//! has far more values than its size accounts for is refused before it is read, so one body takes
//! at most 8 times its limit in memory.
//!
//! Of several members with the same name the last one counts: for the payload, its kind, its
//! token and its key alike, and as in [every answer](crate::decode()).
//!
//! A 200 tells the vendor to forget the callback, so what is only in memory by then is lost when
//! the process ends. Answer it when the effect is there. What takes longer than the vendor waits
//! arrives again: let the effect of such a callback be a row in a table of your own, written as
//! [below](#exactly-once-in-effect), and work from the table afterwards.
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
//! made of, and why. A [`Store`] remembers the keys whose effect is there. A process can die
//! between any two lines of a handler, so the order of effect and key decides what is lost or
//! repeated:
//!
//! | order | for | what a crash loses | what happens twice |
//! | --- | --- | --- | --- |
//! | effect and key in one transaction | effects in your own database | nothing | nothing |
//! | effect, then key | effects elsewhere: a request, a mail | nothing | the effect, with the same key: after a crash between the two, and when a callback and its repetition arrive at the same moment |
//! | key, then effect | what is better lost than done twice | the effect, for good: every repetition is taken for one | nothing |
//!
//! **In one transaction** (feature `sqlx`, over the pool that your tables are in): the key is
//! there if and only if your changes are. Of all tasks and machines that hold the same callback
//! one goes on; the others wait for its end.
//!
//! ```
//! # #[cfg(feature = "sqlx")] mod with_sqlx {
//! use bayar::sqlx::{self, Sqlite, SqlitePool};
//! use bayar::xendit::callback::{Callback, Payload, SqlStore};
//!
//! async fn take(
//!     pool: &SqlitePool,
//!     store: &SqlStore<Sqlite>, // SqlStore::new(pool.clone())
//!     callback: &Callback,
//! ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
//!     let key = callback.deduplication_key()?;
//!     let mut transaction = pool.begin().await?;
//!     if store.seen_in(&mut transaction, &key).await? {
//!         return Ok(()); // a repetition
//!     }
//!     sqlx::query("INSERT INTO shipments (event) VALUES ($1)")
//!         .bind(key.as_str())
//!         .execute(&mut *transaction)
//!         .await?;
//!     transaction.commit().await?;
//!     Ok(())
//! }
//! # }
//! ```
//!
//! **Effect first**, for what cannot share a transaction. It can happen again, so whoever carries
//! it out must know the key and do nothing the second time:
//!
//! ```
//! use bayar::IdempotencyKey;
//! use bayar::xendit::callback::{Callback, Payload, Store};
//!
//! # async fn ship(_: IdempotencyKey, _: &Callback) -> Result<(), Box<dyn std::error::Error + Send + Sync>> { Ok(()) }
//! async fn take<S: Store>(
//!     store: &S,
//!     callback: &Callback,
//! ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
//!     let key = callback.deduplication_key()?;
//!     if store.contains(&key).await? {
//!         return Ok(()); // a repetition
//!     }
//!     ship(IdempotencyKey::derive("shipment", key.as_str()), callback).await?;
//!     store.seen(&key).await?; // only now
//!     Ok(())
//! }
//! ```
//!
//! Whatever fails: do not answer with success, and the callback comes again.
//!
//! [`MemoryStore`] serves one process and forgets when it ends, so after a restart every
//! repetition has its effect again. With the feature `sqlx`, `SqlStore` keeps keys in SQLite, or
//! in PostgreSQL when several machines share the work.
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
//! * A callback that arrives twice has one effect, and one whose handler fails is not answered
//!   with success; try it with [`Callback::signed`].
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
//! [`MemoryStore`]: crate::xendit::callback::MemoryStore
