//! What a card number tells. The number itself is not kept: only what is asked for here.
//!
//! The vendor's test cards do what they do there: `4000000000000010` and `5200000000000015` fail their
//! authentication (3DS), `4000000000001000` and `5200000000001005` pass it without the payer. Every other card waits for
//! the payer.
//!
//! No document has cards whose charges fail, so the sandbox has its own, in the order of the documented reasons
//! (xendit-api-reference.txt, line 713):
//!
//! | card number | `failure_reason` |
//! | --- | --- |
//! | `4000000000009011` | `EXPIRED_CARD`, as any card whose month is over |
//! | `4000000000009029` | `CARD_DECLINED` |
//! | `4000000000009037` | `INSUFFICIENT_BALANCE` |
//! | `4000000000009045` | `STOLEN_CARD` |
//! | `4000000000009052` | `INACTIVE_CARD` |
//! | `4000000000009060` | `INVALID_CVN` |
//! | `4000000000009078` | `PROCESSOR_ERROR` |
//! | `4000000000009086` | `BIN_BLOCK` |

use crate::products::status::token as status;

/// Why charges fail (line 713).
pub(super) const FAILURE_REASONS: &[&str] = &[
    "EXPIRED_CARD",
    "CARD_DECLINED",
    "INSUFFICIENT_BALANCE",
    "STOLEN_CARD",
    "INACTIVE_CARD",
    "INVALID_CVN",
    "PROCESSOR_ERROR",
    "BIN_BLOCK",
];

/// What the cards whose charges fail have in common; the place of the reason and a check digit follow.
const FAILING: &str = "40000000000090";

const FAILS_AUTHENTICATION: &[&str] = &["4000000000000010", "5200000000000015"];
const NEEDS_NO_PAYER: &[&str] = &["4000000000001000", "5200000000001005"];

/// A card number that could be one.
pub(super) struct Number<'a>(&'a str);

impl<'a> Number<'a> {
    pub(super) fn read(text: &'a str) -> Option<Number<'a>> {
        let is_number = (13..=19).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        (is_number && passes_luhn(text)).then_some(Number(text))
    }

    /// The scheme, if it is one that the documents name (lines 497, 742 and 774).
    pub(super) fn brand(&self) -> Option<&'static str> {
        let prefix = |length: usize| self.0[..length].parse::<u32>().unwrap_or_default();
        match (prefix(2), prefix(3), prefix(4)) {
            (40..=49, ..) => Some("VISA"),
            (51..=55, ..) | (_, _, 2221..=2720) => Some("MASTERCARD"),
            (34 | 37, ..) => Some("AMEX"),
            (_, _, 3528..=3589 | 3337) => Some("JCB"),
            (36 | 38, ..) | (_, 300..=305, _) => Some("DINERS_CLUB"),
            _ => None,
        }
    }

    /// The first 6 and the last 4 digits (line 195).
    pub(super) fn masked(&self) -> String {
        let (first, last) = (&self.0[..6], &self.0[self.0.len() - 4..]);
        format!("{first}{}{last}", "X".repeat(self.0.len() - 10))
    }

    /// How an authentication of it begins.
    pub(super) fn authentication(&self) -> &'static str {
        if FAILS_AUTHENTICATION.contains(&self.0) {
            return status::FAILED;
        }
        if NEEDS_NO_PAYER.contains(&self.0) {
            return status::VERIFIED;
        }
        status::IN_REVIEW
    }

    /// Why every charge of it fails, if so.
    pub(super) fn failure(&self) -> Option<&'static str> {
        let place = self.0.strip_prefix(FAILING)?.get(..1)?.parse::<usize>();
        FAILURE_REASONS
            .get(place.ok()?.checked_sub(1)?)
            .copied()
            .filter(|_| self.0.len() == 16)
    }
}

/// The number of digits of a brand's CVN (line 742).
pub(super) fn cvn_length(brand: &str) -> usize {
    if brand == "AMEX" { 4 } else { 3 }
}

fn passes_luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(
            |(place, digit)| match (place % 2, u32::from(digit - b'0')) {
                (0, digit) => digit,
                (_, digit @ 0..=4) => 2 * digit,
                (_, digit) => 2 * digit - 9,
            },
        )
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_with_a_right_check_digit_are_cards() {
        for text in ["4000000000000002", "378282246310005", "3337000000200004"] {
            assert!(Number::read(text).is_some(), "{text}");
        }
        for text in [
            "4000000000000003",
            "4000 0000 0000 0002",
            "",
            "0",
            "400000000000000２",
        ] {
            assert!(Number::read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn brands_are_told_by_the_first_digits() {
        let brand = |text| Number::read(text).unwrap().brand();
        assert_eq!(brand("4000000000000002"), Some("VISA"));
        assert_eq!(brand("5200000000000007"), Some("MASTERCARD"));
        assert_eq!(brand("378282246310005"), Some("AMEX"));
        assert_eq!(brand("3337000000200004"), Some("JCB"));
        assert_eq!(brand("6011000000000004"), None);
    }

    #[test]
    fn each_failure_has_its_card() {
        let cards = [
            "4000000000009011",
            "4000000000009029",
            "4000000000009037",
            "4000000000009045",
            "4000000000009052",
            "4000000000009060",
            "4000000000009078",
            "4000000000009086",
        ];
        let reasons: Vec<_> = cards
            .iter()
            .filter_map(|card| Number::read(card)?.failure())
            .collect();
        assert_eq!(reasons, FAILURE_REASONS);
        assert_eq!(Number::read("4000000000000002").unwrap().failure(), None);
    }

    #[test]
    fn a_masked_number_shows_ten_digits() {
        let masked = |text| Number::read(text).unwrap().masked();
        assert_eq!(masked("4000000000000002"), "400000XXXXXX0002");
        assert_eq!(masked("378282246310005"), "378282XXXXX0005");
    }
}
