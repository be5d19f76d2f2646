//! Drift: answers and callbacks that differ from the contract, in every way that a drift checker must find.
//!
//! A drift is made after the answer, at one place of it. What was done is noted, so that what a checker found can be
//! compared with it.

mod candidates;
mod change;
mod class;
mod injected;
mod injector;
mod places;
mod rule;

pub use injected::Injected;
pub(crate) use injector::{Injector, Random};
pub use rule::Drift;
