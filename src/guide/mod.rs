//! Guides: how the parts work together.

pub mod callbacks;
