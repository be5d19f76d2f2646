//! Guides: how the parts work together.
//!
//! | to learn | read |
//! | --- | --- |
//! | what the line numbers are lines of | [`documents`] |
//! | how money goes out, and how to know that it did | [`paying_out`] |
//! | cards: tokens, 3DS, charges, authorizations, refunds | [`cards`] |
//! | OVO, DANA, LinkAja, and the versions of their answers | [`ewallets`] |
//! | acting for others | [`sub_accounts`] |
//! | what the vendor POSTs to you | [`callbacks`] |
//! | what can go wrong, and what to do then | [`errors`] |
//! | what happens when the vendor is ahead of the documents | [`new_values`] |
//! | what to do then: typed code from traffic | [`vendor_changes`] |
//! | tests of your own: unit, in process, beside | [`testing`] |
//! | what to look at before the first real payment | [`going_live`] |

#[doc = include_str!("callbacks.md")]
pub mod callbacks {}
#[doc = include_str!("cards.md")]
pub mod cards {}
#[doc = include_str!("documents.md")]
pub mod documents {}
#[doc = include_str!("errors.md")]
pub mod errors {}
#[doc = include_str!("ewallets.md")]
pub mod ewallets {}
#[doc = include_str!("going_live.md")]
pub mod going_live {}
#[doc = include_str!("new_values.md")]
pub mod new_values {}
#[doc = include_str!("paying_out.md")]
pub mod paying_out {}
#[doc = include_str!("sub_accounts.md")]
pub mod sub_accounts {}
#[doc = include_str!("testing.md")]
pub mod testing {}
#[doc = include_str!("vendor_changes.md")]
pub mod vendor_changes {}
