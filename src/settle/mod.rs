//! Money out with a known end: sends a request, and where its outcome is unknown, finds it out.
//!
//! What finds it out differs by product and stands in `xendit/`: a look-up where the documents have one, otherwise
//! the same request with the same key. The order of steps is here, once for all of them; what proves what stands in
//! `proof.rs`.
#![deny(clippy::arithmetic_side_effects)]

pub(crate) mod clock;
mod content;
mod money_out;
mod outcome;
mod policy;
mod steps;
mod ticket;

pub(crate) use content::Content;
pub(crate) use money_out::{MoneyOut, money_out, settles};
pub use outcome::{Conflict, Outcome};
pub use policy::SettlePolicy;
pub(crate) use steps::{prepare, resume, resume_by_look_up, settle, ticket};
pub use ticket::Unsettled;
