//! One program, so that what it tests is linked once and not for every file.

mod conventions;
mod error_codes;
mod overlays;
mod traps;
