//! When things happen: tests that take the time, in a program of their own, so that nothing heavy runs beside them.

#[path = "../common/mod.rs"]
mod common;
#[path = "../merchant/mod.rs"]
mod merchant;

mod callbacks;
mod connections;
mod faults;
mod gateways;
