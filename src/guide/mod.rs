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
//! | tests of your own: unit, in process, beside | [`testing`] |
//! | what to look at before the first real payment | [`going_live`] |

macro_rules! guides {
    ($($name:ident: $file:literal;)*) => {
        $(
            #[doc = include_str!($file)]
            pub mod $name {}
        )*
    };
}

guides! {
    callbacks: "callbacks.md";
    cards: "cards.md";
    documents: "documents.md";
    errors: "errors.md";
    ewallets: "ewallets.md";
    going_live: "going_live.md";
    new_values: "new_values.md";
    paying_out: "paying_out.md";
    sub_accounts: "sub_accounts.md";
    testing: "testing.md";
}
