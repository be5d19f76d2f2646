//! Numbers as they are written: any count of digits, compared without a float and without rounding.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

/// The most digits that a float (IEEE 754 double) always gives back.
const FLOAT_DIGITS: usize = 15;

/// 2^53: whole numbers up to here are floats.
const FLOAT_WHOLE: &[u8] = b"9007199254740992";

/// Exponents beyond this are cut, so that sums cannot overflow. No text in memory reaches them.
const LARGEST_EXPONENT: i64 = i64::MAX / 4;

/// An exact decimal number, of any size and any count of digits. It prints as it was written; two of them are equal if
/// they are the same number (`1e2`, `100`, `100.0`).
#[derive(Clone, Debug)]
pub struct Decimal {
    text: Box<str>,
    is_negative: bool,
    /// The digits without zeros at either end: 0.d₁d₂d₃… × 10^point. None of zero.
    digits: Box<[u8]>,
    point: i64,
}

/// What [`Decimal::from_str`] answers for a text that is no number as JSON writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoDecimal;

impl Decimal {
    /// Reads a number as JSON writes it. Anything else is none.
    pub fn parse(text: &str) -> Option<Self> {
        let (is_negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
            None => (rest, 0),
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
        let end = digits.iter().rposition(|digit| *digit != b'0');
        let digits: Box<[u8]> = end.map_or_else(Box::default, |end| digits[zeros..=end].into());
        let point = if digits.is_empty() {
            0
        } else {
            exponent + length(whole.as_bytes()) - i64::try_from(zeros).unwrap_or(i64::MAX / 4)
        };
        Some(Self {
            text: text.into(),
            is_negative: is_negative && !digits.is_empty(),
            digits,
            point,
        })
    }

    /// The number as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// Whether it is less than 0.
    pub fn is_negative(&self) -> bool {
        self.is_negative
    }

    /// Whether nothing stands after the decimal point.
    pub fn is_whole(&self) -> bool {
        length(&self.digits) <= self.point || self.is_zero()
    }

    /// Whether a float gives this number back digit by digit, whatever it is parsed and printed with.
    pub fn fits_float(&self) -> bool {
        if self.digits.len() <= FLOAT_DIGITS {
            return self.point.abs() < 300;
        }
        let whole_digits = length(FLOAT_WHOLE);
        self.is_whole()
            && (self.point < whole_digits
                || self.point == whole_digits && &*self.digits <= FLOAT_WHOLE)
    }

    /// Whether this is a whole multiple of a step; of a step of 0 everything is.
    pub fn is_multiple_of(&self, step: &Self) -> bool {
        if step.is_zero() || self.is_zero() {
            return true;
        }
        // Both in units of the step's last digit.
        let shift = self.last_place().saturating_sub(step.last_place());
        let Ok(shift) = usize::try_from(shift) else {
            return false;
        };
        // The step has fewer factors 2 and 5 than this, so that more zeros change nothing.
        let zeros = shift.min(4 * step.digits.len());
        let digits = self.digits.iter().copied();
        rest_of(digits.chain(std::iter::repeat_n(b'0', zeros)), &step.digits)
    }

    /// As a whole number that is not negative, as far as 64 bits reach.
    pub fn to_u64(&self) -> Option<u64> {
        if self.is_negative || !self.is_whole() || self.point > 20 {
            return None;
        }
        let zeros = usize::try_from(self.point - length(&self.digits)).unwrap_or_default();
        let mut text = String::from_utf8(self.digits.to_vec()).ok()?;
        text.extend(std::iter::repeat_n('0', zeros));
        if text.is_empty() {
            return Some(0);
        }
        text.parse().ok()
    }

    /// The power of ten of the last digit.
    fn last_place(&self) -> i64 {
        self.point - length(&self.digits)
    }
}

/// Whether a number is a multiple of another, by long division.
fn rest_of(digits: impl Iterator<Item = u8>, step: &[u8]) -> bool {
    if let Some(step) = std::str::from_utf8(step)
        .ok()
        .and_then(|text| text.parse::<u64>().ok())
    {
        let step = u128::from(step);
        return digits.fold(0, |rest, digit| {
            (rest * 10 + u128::from(digit - b'0')) % step
        }) == 0;
    }
    // Without a leading zero, so that longer is larger.
    let mut rest: Vec<u8> = Vec::new();
    for digit in digits {
        if !rest.is_empty() || digit != b'0' {
            rest.push(digit);
        }
        while rest.len() > step.len() || rest.len() == step.len() && rest.as_slice() >= step {
            subtract(&mut rest, step);
        }
    }
    rest.is_empty()
}

/// Takes a number from one that is not less.
fn subtract(from: &mut Vec<u8>, number: &[u8]) {
    let mut borrow = 0;
    let number = number
        .iter()
        .rev()
        .map(|digit| digit - b'0')
        .chain(std::iter::repeat(0));
    for (digit, taken) in from.iter_mut().rev().zip(number) {
        let value = *digit - b'0';
        let taken = taken + borrow;
        borrow = u8::from(value < taken);
        *digit = b'0' + value + 10 * borrow - taken;
    }
    let zeros = from.iter().take_while(|digit| **digit == b'0').count();
    from.drain(..zeros);
}

/// How many digits there are; no text in memory has more than fit.
fn length(digits: &[u8]) -> i64 {
    i64::try_from(digits.len()).unwrap_or(i64::MAX / 4)
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

impl FromStr for Decimal {
    type Err = NoDecimal;

    fn from_str(text: &str) -> Result<Self, NoDecimal> {
        Self::parse(text).ok_or(NoDecimal)
    }
}

impl From<u64> for Decimal {
    fn from(number: u64) -> Self {
        Self::parse(&number.to_string()).unwrap_or_else(|| unreachable!("digits are a number"))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Display for NoDecimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no number as JSON writes it")
    }
}

impl std::error::Error for NoDecimal {}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.is_negative == other.is_negative
            && self.point == other.point
            && self.digits == other.digits
    }
}

impl Eq for Decimal {}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.is_negative, self.point, &self.digits).hash(state);
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = |number: &Self| match (number.is_zero(), number.is_negative) {
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
            assert_eq!(decimal(same).to_string(), same);
            assert_eq!(decimal(same).to_u64(), Some(100));
        }
        for zero in ["0", "-0", "0.00", "0e9"] {
            assert_eq!(decimal(zero), decimal("0"), "{zero}");
            assert_eq!(decimal(zero).to_u64(), Some(0));
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
    fn whole_numbers() {
        assert_eq!(decimal("18446744073709551615").to_u64(), Some(u64::MAX));
        for none in [
            "18446744073709551616",
            "-1",
            "1.5",
            "1e400",
            "1e999999999999999999999",
        ] {
            assert_eq!(decimal(none).to_u64(), None, "{none}");
        }
    }

    #[test]
    fn order() {
        let sorted = [
            "-1e400",
            "-10.5",
            "-10",
            "-0.001",
            "-1e-400",
            "0",
            "1e-400",
            "0.0009",
            "0.001",
            "9.99999999999999999999",
            "10",
            "1e2",
            "1e400",
            "1.00000000000000000001e400",
            "1e1000001",
            "1e1000002",
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
            ("1e1000000000000", "1024"),
            ("0", "7"),
            ("0.3", "0.1"),
            ("49", "7"),
            ("-4.5", "1.5"),
            ("246913578246913578246", "123456789123456789123"),
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
            ("246913578246913578247", "123456789123456789123"),
            ("1e100", "123456789123456789123"),
            ("1e1000000000000", "7"),
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
            "1e400",
            "1e-400",
        ] {
            assert!(!decimal(lost).fits_float(), "{lost}");
        }
    }
}
