//! What a vendor does with the requests of one run: each part of it is drawn by itself.

use std::time::Duration;

use crate::chance::Chance;
use crate::pages;
use crate::runs::{Product, Way};

/// When it carries out what was asked with an answer that is not right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    Now,
    /// So long after the request.
    Later(Duration),
    Never,
}

/// What it answers to a creation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    Right,
    /// The connection ends.
    Lost,
    /// Nothing, for longer than the client waits.
    Mute,
    /// The documented 500.
    ServerError,
    /// 429 or 503, after so long.
    Busy(u16, Duration),
    /// A code that the documents do not have for this operation.
    OtherCode(u16, &'static str),
    /// An error as a success.
    ErrorAsSuccess(&'static str),
    /// JSON that says nothing.
    Nothing(&'static str),
    OtherAmount,
    OtherBank,
    OtherReference,
    NoReference,
    NoAmount,
    NoId,
    /// A documented refusal: nothing was done.
    Refusal,
}

/// What it answers to a look-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Right,
    /// What was carried out shows so long afterwards.
    Lags(Duration),
    Nothing(&'static str),
    /// 404, but not by the one documented code.
    OtherNotFound(&'static str),
    ErrorAsSuccess,
    ServerError,
    Mute,
    /// Somebody else's payment.
    OtherReference,
    /// Of what was carried out, for so long afterwards.
    OtherAmount(Duration),
    /// A list in which ours cannot be read.
    Unreadable,
    /// One object in place of a list.
    NoList,
}

/// What it answers to a repetition of what it carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    FirstAnswer,
    /// A refusal that the success of the first try brought about, or that comes before anybody looks at the key.
    Refusal(u16, &'static str),
}

/// What stood under the reference before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Planted {
    Nothing,
    /// The same payment.
    Alike,
    Other,
    FailedAlike,
    /// Tried again by hand.
    FailedAndAlike,
    OtherAndAlike,
    TwoOthers,
}

impl Planted {
    /// Whether each agrees with the payment, and whether it has failed.
    pub fn rows(self) -> &'static [(bool, bool)] {
        match self {
            Self::Nothing => &[],
            Self::Alike => &[(true, false)],
            Self::Other => &[(false, false)],
            Self::FailedAlike => &[(true, true)],
            Self::FailedAndAlike => &[(true, true), (true, false)],
            Self::OtherAndAlike => &[(false, false), (true, false)],
            Self::TwoOthers => &[(false, false), (false, true)],
        }
    }

    pub fn draw(chance: &mut Chance, percent: u64) -> Self {
        if !chance.in_percent(percent) {
            return Self::Nothing;
        }
        chance.choose(&[
            Self::Alike,
            Self::Other,
            Self::Other,
            Self::FailedAlike,
            Self::FailedAndAlike,
            Self::OtherAndAlike,
            Self::TwoOthers,
        ])
    }
}

/// How it writes what it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    AsSent,
    Capitals,
    Escaped,
    Cut,
    NoNames,
    /// Amounts as texts, fields that nobody knows, a status that nobody knows, null.
    Loose,
}

/// What stands on top of its answers: some of [`pages::SENSELESS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Headers {
    Nothing,
    Any,
    /// This one, always.
    Always(&'static str),
}

/// Everything that a run meets at the vendor.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub effect: Effect,
    pub reply: Reply,
    /// So many creations are answered so, the others right.
    pub replies: u32,
    pub look: Look,
    /// So many look-ups are answered so, the others right.
    pub looks: u32,
    /// Only look-ups after the first creation are.
    pub looks_right_first: bool,
    pub repeat: Repeat,
    pub writing: Writing,
    pub headers: Headers,
}

pub const ALWAYS: u32 = u32::MAX;

/// The longest that [`Effect::Later`] and [`Look::Lags`] take together, unless [`Plan::is_too_late`].
pub const LATEST: Duration = Duration::from_millis(700);
/// What is longer than the wait.
pub const TOO_LATE: Duration = Duration::from_millis(2500);

impl Plan {
    pub const HONEST: Self = Self {
        effect: Effect::Now,
        reply: Reply::Right,
        replies: 0,
        look: Look::Right,
        looks: 0,
        looks_right_first: false,
        repeat: Repeat::FirstAnswer,
        writing: Writing::AsSent,
        headers: Headers::Nothing,
    };

    pub fn draw(seed: u64, run: &str, product: Product, way: Way) -> Self {
        let mut chance = Chance::of(seed, run, 7);
        let chance = &mut chance;
        if chance.in_percent(5) {
            return Self::HONEST;
        }
        let lag = LATEST.mul_f64(0.5).as_millis();
        let mut soon =
            || Duration::from_millis(50 + chance.below(u64::try_from(lag).unwrap() - 50));
        let (later, lags) = (soon(), soon());
        let mut plan = Self {
            effect: chance.choose(&[
                Effect::Now,
                Effect::Now,
                Effect::Later(later),
                Effect::Never,
            ]),
            reply: reply(chance),
            replies: chance.choose(&[1, 1, 1, 2, 2, 3, 3, ALWAYS]),
            look: if chance.in_percent(60) {
                look(chance, lags)
            } else {
                Look::Right
            },
            looks: chance.choose(&[1, 1, 2, 2, 3, 3, 4, ALWAYS]),
            looks_right_first: chance.in_percent(80),
            repeat: repeat(chance, product),
            writing: chance.choose(&[
                Writing::AsSent,
                Writing::AsSent,
                Writing::Capitals,
                Writing::Escaped,
                Writing::Cut,
                Writing::NoNames,
                Writing::Loose,
            ]),
            headers: if chance.in_percent(10) {
                Headers::Any
            } else {
                Headers::Nothing
            },
        };
        if way == Way::SettleStrictly {
            match chance.below(3) {
                0 => plan.effect = Effect::Later(TOO_LATE),
                1 => (plan.look, plan.looks) = (Look::Lags(TOO_LATE), ALWAYS),
                _ => {}
            }
        }
        if way == Way::Bulk && matches!(plan.reply, Reply::Busy(..)) {
            // It waits and sends again for as long as it takes.
            plan.replies = 1;
        }
        plan.make_possible(product, way);
        plan
    }

    /// Not even a vendor that lies does these.
    fn make_possible(&mut self, product: Product, way: Way) {
        // These are no matter of single look-ups.
        if matches!(self.look, Look::Lags(_) | Look::OtherAmount(_)) {
            self.looks = ALWAYS;
        }
        if matches!(product, Product::Link | Product::Charge) && self.reply == Reply::OtherBank {
            self.reply = Reply::OtherAmount;
        }
        match self.reply {
            Reply::Right => self.effect = Effect::Now,
            Reply::Refusal | Reply::Busy(429, _) => self.effect = Effect::Never,
            // A plain `send` has nothing to compare it with.
            Reply::OtherAmount | Reply::OtherBank | Reply::NoReference | Reply::NoId
                if way.is_plain() =>
            {
                self.effect = Effect::Now;
            }
            // Where no money goes out, the codes of other operations count.
            Reply::OtherCode(404, _) if product == Product::Charge => {
                self.effect = Effect::Never;
            }
            // Nor has anybody whom no look-up helps.
            Reply::NoAmount if product != Product::Disbursement || way.is_plain() => {
                self.effect = Effect::Now;
            }
            _ => {}
        }
    }

    /// Whether it says that it took the payment on, and never carries it out.
    pub fn is_taken_on_in_vain(&self) -> bool {
        let says_so = matches!(
            self.reply,
            Reply::OtherAmount | Reply::OtherBank | Reply::NoAmount | Reply::NoId
        );
        says_so && self.effect == Effect::Never
    }

    /// Whether it answers in the end what can be believed, so that nothing may stay unknown.
    pub fn is_findable(&self, product: Product, looks_badly_first: bool) -> bool {
        if self.effect == Effect::Later(TOO_LATE) || self.look == Look::Lags(TOO_LATE) {
            return false;
        }
        if product == Product::Disbursement {
            let is_right = matches!(
                self.look,
                Look::Right | Look::Lags(_) | Look::OtherAmount(_) | Look::NoList
            );
            // A refusal of the look-up ends it, and one that fails before anything is sent ends it soon.
            let is_right_soon = !matches!(self.look, Look::OtherNotFound(_))
                && self.looks != ALWAYS
                && !looks_badly_first;
            return !self.is_taken_on_in_vain() && (is_right || is_right_soon);
        }
        let is_right = matches!(self.reply, Reply::Right | Reply::Refusal);
        // As above.
        let is_right_soon =
            !matches!(self.reply, Reply::OtherCode(400..=499, _)) && self.replies != ALWAYS;
        self.repeat == Repeat::FirstAnswer && (is_right || is_right_soon)
    }

    /// What the table calls it.
    pub fn labels(&self, product: Product) -> Vec<String> {
        let name = |value: &dyn std::fmt::Debug| {
            let text = format!("{value:?}");
            let end = text.find(['(', ' ']).unwrap_or(text.len());
            text[..end].to_owned()
        };
        let mut labels = Vec::new();
        match self.reply {
            Reply::Right => {}
            _ => labels.push(format!(
                "reply {}, {}",
                name(&self.reply),
                name(&self.effect)
            )),
        }
        if product == Product::Disbursement && self.look != Look::Right {
            let always = if self.looks == ALWAYS { ", always" } else { "" };
            labels.push(format!("look {}{always}", name(&self.look)));
        }
        if self.repeat != Repeat::FirstAnswer && self.reply != Reply::Right {
            labels.push(format!("repeat {}", name(&self.repeat)));
        }
        if self.writing != Writing::AsSent {
            labels.push(format!("writes {}", name(&self.writing)));
        }
        if self.headers != Headers::Nothing {
            labels.push("headers Senseless".into());
        }
        if labels.is_empty() {
            labels.push("honest".into());
        }
        labels
    }
}

fn reply(chance: &mut Chance) -> Reply {
    const CODES: [(u16, &str); 12] = [
        (400, "UPSTREAM_REFUSED_ERROR"),
        (404, "INVOICE_NOT_FOUND_ERROR"),
        (404, "DIRECT_DISBURSEMENT_NOT_FOUND_ERROR"),
        (404, "NOT_FOUND_ERROR"),
        (408, "REQUEST_TIMEOUT"),
        (409, "IDEMPOTENCY_IN_PROGRESS"),
        (422, "UNPROCESSABLE_ENTITY"),
        (500, "INTERNAL_ERROR"),
        (500, "API_VALIDATION_ERROR"),
        (502, "BAD_GATEWAY_ERROR"),
        (503, "TEMPORARY_SERVICE_ERROR"),
        (504, "VERIFICATION_TIMEOUT_ERROR"),
    ];
    match chance.below(20) {
        0 => Reply::Right,
        1..=4 => Reply::Lost,
        5 => chance.choose(&[
            Reply::Mute,
            Reply::Busy(429, Duration::ZERO),
            Reply::Busy(503, Duration::ZERO),
        ]),
        6 | 7 => Reply::ServerError,
        8 | 9 => {
            let (status, code) = chance.choose(&CODES);
            Reply::OtherCode(status, code)
        }
        10 | 11 => Reply::ErrorAsSuccess(chance.choose(&[
            "SERVER_ERROR",
            "API_VALIDATION_ERROR",
            "DUPLICATE_TRANSACTION_ERROR",
            "UNEXPECTED_ERROR",
        ])),
        12 | 13 => Reply::Nothing(chance.choose(&pages::NOTHING)),
        14 => Reply::OtherAmount,
        15 => Reply::OtherBank,
        16 => Reply::OtherReference,
        17 => chance.choose(&[Reply::NoReference, Reply::NoAmount]),
        18 => Reply::NoId,
        _ => Reply::Refusal,
    }
}

fn look(chance: &mut Chance, lags: Duration) -> Look {
    match chance.below(14) {
        0..=4 => Look::Lags(lags),
        5 | 6 => Look::Nothing(chance.choose(&pages::NOTHING)),
        7 => Look::OtherNotFound(chance.choose(&[
            "NOT_FOUND_ERROR",
            "DATA_NOT_FOUND",
            "INVOICE_NOT_FOUND_ERROR",
        ])),
        8 => Look::ErrorAsSuccess,
        9 => Look::ServerError,
        10 => Look::Mute,
        11 => Look::OtherReference,
        12 => Look::OtherAmount(lags),
        _ => chance.choose(&[Look::Unreadable, Look::NoList]),
    }
}

/// Of every product.
const ANY: [(u16, &str); 4] = [
    (400, "DUPLICATE_ERROR"),
    (401, "INVALID_API_KEY"),
    (403, "REQUEST_FORBIDDEN_ERROR"),
    (429, "RATE_LIMIT_EXCEEDED"),
];

fn repeat(chance: &mut Chance, product: Product) -> Repeat {
    if chance.in_percent(80) {
        return Repeat::FirstAnswer;
    }
    let own: &[(u16, &str)] = match product {
        Product::Disbursement => &[
            (400, "DIRECT_DISBURSEMENT_BALANCE_INSUFFICIENT_ERROR"),
            (400, "DUPLICATE_TRANSACTION_ERROR"),
        ],
        Product::Batch => &[
            (400, "DUPLICATE_TRANSACTION_ERROR"),
            (400, "INSUFFICIENT_BALANCE"),
        ],
        Product::Link => &[
            (400, "DUPLICATE_PAYOUT_ERROR"),
            (400, "INSUFFICIENT_BALANCE"),
        ],
        Product::Refund => &[
            (400, "REFUND_AMOUNT_EXCEEDED_ERROR"),
            (400, "DUPLICATE_REFUND_ERROR"),
            (400, "INSUFFICIENT_BALANCE"),
        ],
        Product::Charge => &[
            (400, "TOKEN_ALREADY_USED_ERROR"),
            (400, "AUTHENTICATION_ALREADY_USED_ERROR"),
            (400, "EXTERNAL_ID_ALREADY_USED_ERROR"),
        ],
    };
    let (status, code) = chance.choose(&[own, &ANY].concat());
    Repeat::Refusal(status, code)
}
