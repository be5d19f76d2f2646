//! Numbers as they are written: any count of digits, compared without a float and without rounding.

use std::cmp::Ordering;

/// The most digits that a float (IEEE 754 double) always gives back.
const FLOAT_DIGITS: usize = 15;

/// 2^53: whole numbers up to here are floats.
const FLOAT_WHOLE: &[u8] = b"9007199254740992";

/// Exponents beyond this are no amounts; they are cut so that sums cannot overflow.
const LARGEST_EXPONENT: i64 = 1_000_000;

/// An exact decimal number: 0.d₁d₂d₃… × 10^point, without zeros at either end of the digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    is_negative: bool,
    digits: Vec<u8>,
    point: i64,
}

impl Decimal {
    /// Reads a number as JSON writes it. Anything else is none.
    pub(crate) fn parse(text: &str) -> Option<Decimal> {
        let (is_negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
            None => (text, 0),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (mantissa, ""),
        };
        let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !are_digits(whole) || !are_digits(fraction) {
            return None;
        }
        let digits = [whole.as_bytes(), fraction.as_bytes()].concat();
        let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
        let Some(end) = digits.iter().rposition(|digit| *digit != b'0') else {
            return Some(Decimal {
                is_negative: false,
                digits: Vec::new(),
                point: 0,
            });
        };
        let point = exponent + length(whole.as_bytes()) - length(&digits[..zeros]);
        Some(Decimal {
            is_negative,
            digits: digits[zeros..=end].to_vec(),
            point,
        })
    }

    /// Whether nothing stands after the decimal point.
    pub(crate) fn is_whole(&self) -> bool {
        length(&self.digits) <= self.point || self.digits.is_empty()
    }

    /// Whether a float gives this number back digit by digit, whatever it is parsed and printed with.
    pub(crate) fn fits_float(&self) -> bool {
        if self.digits.len() <= FLOAT_DIGITS {
            return true;
        }
        let whole_digits = length(FLOAT_WHOLE);
        self.is_whole()
            && (self.point < whole_digits
                || self.point == whole_digits && self.digits.as_slice() <= FLOAT_WHOLE)
    }

    /// Whether this is a whole multiple of a step.
    pub(crate) fn is_multiple_of(&self, step: &Decimal) -> bool {
        if step.digits.is_empty() || self.digits.is_empty() {
            return true;
        }
        let Some(modulus) = step.digits_as_number() else {
            return self == step;
        };
        // Both in units of the step's last digit.
        let shift = self.last_place() - step.last_place();
        if shift < 0 {
            return false;
        }
        let mut rest: u128 = 0;
        let zeros = std::iter::repeat_n(&b'0', usize::try_from(shift).unwrap_or_default());
        for digit in self.digits.iter().chain(zeros) {
            rest = (rest * 10 + u128::from(digit - b'0')) % modulus;
        }
        rest == 0
    }

    /// The power of ten of the last digit.
    fn last_place(&self) -> i64 {
        self.point - length(&self.digits)
    }

    fn digits_as_number(&self) -> Option<u128> {
        std::str::from_utf8(&self.digits)
            .ok()?
            .parse::<u64>()
            .ok()
            .map(u128::from)
    }
}

/// How many digits there are; no text in memory has more than fit.
fn length(digits: &[u8]) -> i64 {
    i64::try_from(digits.len()).unwrap_or(i64::MAX)
}

fn parse_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let size = digits
        .parse()
        .unwrap_or(LARGEST_EXPONENT)
        .min(LARGEST_EXPONENT);
    Some(if text.starts_with('-') { -size } else { size })
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Decimal) -> Ordering {
        let sign = |number: &Decimal| match (number.digits.is_empty(), number.is_negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        };
        let size = || {
            self.point
                .cmp(&other.point)
                .then_with(|| self.digits.cmp(&other.digits))
        };
        sign(self).cmp(&sign(other)).then_with(|| {
            if self.is_negative {
                size().reverse()
            } else {
                size()
            }
        })
    }
}

/// Whether two texts are the same number, or the same text where one is no number.
pub(crate) fn same(left: &str, right: &str) -> bool {
    left == right
        || matches!((Decimal::parse(left), Decimal::parse(right)), (Some(left), Some(right)) if left == right)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn numbers_are_read_as_written() {
        for same in ["100", "100.0", "1e2", "1E+2", "10000e-2", "100.000"] {
            assert_eq!(decimal(same), decimal("100"), "{same}");
        }
        for zero in ["0", "-0", "0.00", "0e9"] {
            assert_eq!(decimal(zero), decimal("0"), "{zero}");
        }
        for none in [
            "", "-", "1.", ".5", "1e", "0x1", "1_0", "1 ", "Rp1", "NaN", "1e+", "--1",
        ] {
            assert_eq!(Decimal::parse(none), None, "{none}");
        }
        assert_ne!(
            decimal("90071992547409931234.01"),
            decimal("90071992547409931234.02")
        );
    }

    #[test]
    fn order() {
        let sorted = [
            "-1e300",
            "-10.5",
            "-10",
            "-0.001",
            "0",
            "0.0009",
            "0.001",
            "9.99999999999999999999",
            "10",
            "1e2",
        ];
        for pair in sorted.windows(2) {
            assert!(decimal(pair[0]) < decimal(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn multiples() {
        for (number, step) in [
            ("19.99", "0.01"),
            ("90071992547409931234.01", "0.01"),
            ("10000.00", "1"),
            ("1e30", "1"),
            ("0", "7"),
            ("0.3", "0.1"),
            ("49", "7"),
            ("-4.5", "1.5"),
        ] {
            assert!(
                decimal(number).is_multiple_of(&decimal(step)),
                "{number} {step}"
            );
        }
        for (number, step) in [
            ("19.999", "0.01"),
            ("10.5", "1"),
            ("10000.00000000000000001", "1"),
            ("50", "7"),
        ] {
            assert!(
                !decimal(number).is_multiple_of(&decimal(step)),
                "{number} {step}"
            );
        }
    }

    #[test]
    fn floats() {
        for fits in [
            "19.99",
            "50000",
            "9007199254740992",
            "1e22",
            "123456789012.345",
        ] {
            assert!(decimal(fits).fits_float(), "{fits}");
        }
        for lost in [
            "9007199254740993",
            "90071992547409931234.01",
            "12345678901234.56",
        ] {
            assert!(!decimal(lost).fits_float(), "{lost}");
        }
    }
}
