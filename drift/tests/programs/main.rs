//! What starts programs. It is one itself: a process that starts another one lends it its sockets for a moment, and other
//! tests look whether sockets are closed.

#[path = "../common/mod.rs"]
mod common;
#[path = "../support/mod.rs"]
mod support;

mod baseline;
mod contracts;
mod probe_contracts;
mod program;
mod proposal;
mod proposal_contracts;
mod proxy;
mod the_loop;
