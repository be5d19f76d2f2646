//! Cards: tokens and their authentication (3DS), charges, captures, reversals, refunds.
//!
//! Of a card only its masked number, brand and end are kept; of a CVN nothing. `cards/number.rs` lists the test cards.
//!
//! Settings of an account: `optional_authentication` (`true`: charges may go without 3DS; by default they may not).

mod charges;
mod fields;
mod number;
mod refunds;
mod tokens;

use crate::products::product::{Action, Code, Product};
use crate::products::status::{charge, refund, token};
use crate::world::document::Kind;

pub(super) use fields::IS_SINGLE_USE;

pub(crate) const PRODUCT: Product = Product {
    handlers: &[
        ("create_token", tokens::create_token),
        ("create_authentication", tokens::create_authentication),
        ("create_charge", charges::create_charge),
        ("reverse_authorization", charges::reverse),
        ("capture_charge", charges::capture),
        ("get_charge", charges::get_charge),
        ("create_refund", refunds::create_refund),
    ],
    actions: &[
        Action {
            kind: Kind::Token,
            name: "verify",
            about: "The payer authenticates (3DS).",
            input: &[],
            when: &[token::IN_REVIEW],
            run: |world, token, _| tokens::end_token(world, &token, token::VERIFIED),
        },
        Action {
            kind: Kind::Token,
            name: "fail",
            about: "The payer does not get through the authentication (3DS).",
            input: &[],
            when: &[token::IN_REVIEW],
            run: |world, token, _| tokens::end_token(world, &token, token::FAILED),
        },
        Action {
            kind: Kind::Token,
            name: "decline",
            about: "The next charge of the token fails. `failure_reason` is a documented one; CARD_DECLINED if left out.",
            input: &["failure_reason"],
            when: &[],
            run: tokens::decline,
        },
        Action {
            kind: Kind::Token,
            name: "expire",
            about: "The token becomes too old to be authenticated or charged.",
            input: &[],
            when: &[token::IN_REVIEW, token::VERIFIED],
            run: |world, token, _| Ok(tokens::expire_token(world, token)),
        },
        Action {
            kind: Kind::Authentication,
            name: "verify",
            about: "The payer authenticates (3DS).",
            input: &[],
            when: &[token::IN_REVIEW],
            run: |world, authentication, _| {
                Ok(tokens::end_authentication(
                    world,
                    authentication,
                    token::VERIFIED,
                ))
            },
        },
        Action {
            kind: Kind::Authentication,
            name: "fail",
            about: "The payer does not get through the authentication (3DS).",
            input: &[],
            when: &[token::IN_REVIEW],
            run: |world, authentication, _| {
                Ok(tokens::end_authentication(
                    world,
                    authentication,
                    token::FAILED,
                ))
            },
        },
        Action {
            kind: Kind::Charge,
            name: "settle",
            about: "The money of a captured charge reaches the cash balance.",
            input: &[],
            when: &[charge::CAPTURED],
            run: charges::settle,
        },
        Action {
            kind: Kind::Charge,
            name: "expire",
            about: "The 7 days of an authorization are over; the held money is released.",
            input: &[],
            when: &[charge::AUTHORIZED],
            run: |world, charge, _| Ok(charges::release(world, charge)),
        },
        Action {
            kind: Kind::Refund,
            name: "complete",
            about: "The money of a refund leaves the cash balance, if there is enough.",
            input: &[],
            when: &[refund::PENDING],
            run: |world, refund, _| Ok(refunds::complete(world, refund)),
        },
        Action {
            kind: Kind::Refund,
            name: "fail",
            about: "A refund fails. `failure_reason` is a documented one; REFUND_FAILED if left out.",
            input: &["failure_reason"],
            when: &[refund::PENDING],
            run: |world, refund, input| {
                let reason = tokens::reason(input, refunds::REFUND_FAILURES, "REFUND_FAILED")?;
                Ok(refunds::fail_refund(world, refund, &reason))
            },
        },
    ],
    codes: &[
        Code {
            operation: "create_charge",
            field: "amount",
            rule: "number.multiple",
            code: "MAX_DECIMAL_EXCEEDED_ERROR",
        },
        Code {
            operation: "create_charge",
            field: "card_cvn",
            rule: "string.min",
            code: "INVALID_CVN_LENGTH_ERROR",
        },
        Code {
            operation: "create_charge",
            field: "card_cvn",
            rule: "string.max",
            code: "INVALID_CVN_LENGTH_ERROR",
        },
    ],
    due: &[
        (Kind::Charge, charges::charge_due),
        (Kind::Refund, refunds::refund_due),
    ],
};
