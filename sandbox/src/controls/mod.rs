//! The controls: what happens outside the API, the clock, and what a test wants to set or to see.
//!
//! Each is a method of the state, which [`Sandbox`](crate::Sandbox) offers to Rust and `http` to every language.

mod accounts;
mod callbacks;
mod clock;
pub(crate) mod guard;
mod http;
mod input;
mod resources;
mod rules;
mod snapshot;

pub(crate) use accounts::is_callback_url;
pub(crate) use http::{PREFIX, router};
pub use snapshot::Snapshot;
