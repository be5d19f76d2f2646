//! One program, so that the client, the sandbox and drift are linked once and not for every file. What needs a process
//! of its own, or a clock that nothing disturbs, stands beside this folder.

#[path = "../payroll/mod.rs"]
mod payroll;
#[path = "../support/mod.rs"]
mod support;
#[path = "../user/mod.rs"]
mod user;

mod amounts;
mod bad_input;
mod builders;
mod callbacks;
mod client;
mod compiles;
mod debug_output;
mod decode;
mod documents;
mod error_details;
mod failures;
mod formats;
mod pages;
mod proof;
mod retries;
mod same_name;
mod sandbox;
mod settle;
mod stored;
mod types;
mod wait;
mod wire;
