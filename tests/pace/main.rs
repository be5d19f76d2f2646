//! When things happen: tests that take the time, in a program of their own, so that nothing heavy runs beside them.

#[path = "../payroll/mod.rs"]
mod payroll;
#[path = "../support/mod.rs"]
mod support;

mod bulk;
mod bulk_clock;
mod pauses;
