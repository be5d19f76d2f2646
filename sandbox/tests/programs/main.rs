//! What starts programs. It is one itself: a process that starts another one lends it its sockets for a moment, and other
//! tests look whether sockets are closed.

#[path = "../common/mod.rs"]
mod common;
#[path = "../merchant/mod.rs"]
mod merchant;

mod data;
mod page;
mod program;
