//! Money, exactly.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// An exact amount of money, in the currency's main unit (rupiah).
///
/// It is a decimal, never a float: there is no conversion from or to `f32` and `f64`. It converts
/// from integers, parses from text, goes out as a JSON number without exponent or rounding, and
/// comes in from a JSON number or from text.
///
/// ```
/// use bayar::Amount;
///
/// let price = Amount::from(230_000);
/// let exact: Amount = "90071992547409931234.01".parse()?;
/// assert_eq!(price.to_string(), "230000");
/// assert_eq!(serde_json::to_string(&exact).unwrap(), "90071992547409931234.01");
/// # Ok::<_, bayar::ParseAmountError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(Decimal);

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// The decimal inside.
    #[must_use]
    pub const fn to_decimal(self) -> Decimal {
        self.0
    }

    /// Whether there is nothing behind the decimal point but zeros.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.0.fract().is_zero()
    }

    /// Reads the text of a JSON value: a number, or a number in quotes. Nothing else is an amount.
    pub(crate) fn from_json(json: &str) -> Option<Self> {
        // Almost every amount is a handful of digits.
        if json.len() <= 19 && json.bytes().all(|byte| byte.is_ascii_digit()) {
            return json.parse::<u64>().ok().map(Self::from);
        }
        let json = json.trim();
        let text = match json
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'))
        {
            Some(text) => text.trim(),
            None => json,
        };
        text.parse().ok()
    }
}

/// The text is not an amount that can be held exactly (28 digits).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseAmountError(());

impl fmt::Display for ParseAmountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a decimal number of at most 28 digits")
    }
}

impl std::error::Error for ParseAmountError {}

impl FromStr for Amount {
    type Err = ParseAmountError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // `Decimal` reads `1_000`; JSON and people's tables do not mean that.
        if text.contains('_') {
            return Err(ParseAmountError(()));
        }
        let exact = match text.split_once(['e', 'E']) {
            None => Decimal::from_str_exact(text).ok(),
            Some((mantissa, exponent)) => scientific(mantissa, exponent),
        };
        exact.map(Self).ok_or(ParseAmountError(()))
    }
}

/// Reads `1.5e3`; none if that cannot be held without rounding.
fn scientific(mantissa: &str, exponent: &str) -> Option<Decimal> {
    let mut value = Decimal::from_str_exact(mantissa).ok()?.normalize();
    let exponent: i32 = exponent.parse().ok()?;
    let scale = i64::from(value.scale()) - i64::from(exponent);
    if scale < 0 {
        let zeros = u32::try_from(-scale)
            .ok()
            .filter(|zeros| *zeros <= Decimal::MAX_SCALE)?;
        value.set_scale(0).ok()?;
        return value.checked_mul(Decimal::from_i128_with_scale(10i128.checked_pow(zeros)?, 0));
    }
    value.set_scale(u32::try_from(scale).ok()?).ok()?;
    Some(value)
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<Decimal> for Amount {
    fn from(value: Decimal) -> Self {
        Self(value)
    }
}

impl From<Amount> for Decimal {
    fn from(value: Amount) -> Self {
        value.0
    }
}

macro_rules! from_integers {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Amount {
            fn from(value: $integer) -> Self {
                Self(Decimal::from(value))
            }
        }
        impl From<$integer> for AmountText {
            fn from(value: $integer) -> Self {
                Self(Amount::from(value))
            }
        }
        impl PartialEq<$integer> for Amount {
            fn eq(&self, other: &$integer) -> bool {
                self.0 == Decimal::from(*other)
            }
        }
    )*};
}

from_integers!(i8, i16, i32, i64, u8, u16, u32, u64, isize, usize);

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // serde has no exact numbers: serde_json takes the digits as they are.
        RawValue::from_string(self.0.to_string())
            .map_err(serde::ser::Error::custom)?
            .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        Self::from_json(raw.get())
            .ok_or_else(|| serde::de::Error::custom("not an amount: a number or a text of digits"))
    }
}

/// An [`Amount`] that the document wants as text: `"10000"` in place of `10000`.
///
/// Converts from integers and from [`Amount`]; comes in from a number as well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AmountText(pub Amount);

impl From<Amount> for AmountText {
    fn from(amount: Amount) -> Self {
        Self(amount)
    }
}

impl From<AmountText> for Amount {
    fn from(text: AmountText) -> Self {
        text.0
    }
}

impl fmt::Display for AmountText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for AmountText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for AmountText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Amount::deserialize(deserializer).map(Self)
    }
}
