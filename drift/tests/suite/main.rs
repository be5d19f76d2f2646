//! One program, so that drift and the sandbox are linked once and not for every file.

#[path = "../common/mod.rs"]
mod common;
#[path = "../support/mod.rs"]
mod support;

mod clean;
mod contract_schemas;
mod errata;
mod injected;
mod logs;
mod merge;
mod output;
mod probe;
mod proposal_overlay;
mod proxy;
mod spec_diff;
mod spec_diff_own;
mod spec_diff_wire;
mod traffic;
