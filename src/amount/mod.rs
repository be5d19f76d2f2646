//! Money, exactly.
#![deny(clippy::arithmetic_side_effects)]

mod arithmetic;

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::exact::{self, Shape};

/// An exact amount of money, in the currency's main unit (rupiah).
///
/// It is a decimal, never a float: there is no conversion from or to `f32` and `f64`. It converts
/// from integers, parses from text, goes out as a JSON number without exponent or rounding, and
/// comes in from a JSON number or from text.
///
/// ```
/// use bayar::Amount;
///
/// const FEE: Amount = Amount::new(4_500);
/// let prices = [Amount::from(230_000), "1500.50".parse()?];
/// let total = prices.iter().sum::<Amount>() + FEE * 2;
/// assert_eq!(total.to_string(), "240500.5");
/// assert!(total > 240_500 && FEE == 4_500);
/// assert_eq!(u32::try_from(FEE), Ok(4_500));
///
/// let exact: Amount = "90071992547409931234.01".parse()?;
/// assert_eq!(serde_json::to_string(&exact).unwrap(), "90071992547409931234.01");
/// # Ok::<_, bayar::ParseAmountError>(())
/// ```
///
/// # Arithmetic
/// Sums, differences and products with integers are exact. One that 28 digits cannot hold panics, as an overflow of
/// integers does in a debug build; [`checked_add`](Self::checked_add), [`checked_sub`](Self::checked_sub),
/// [`checked_mul`](Self::checked_mul) and [`checked_sum`](Self::checked_sum) tell it instead. Nothing divides: what is
/// left over is for you to place. [`to_decimal`](Self::to_decimal) has the rest of `rust_decimal`, which rounds.
///
/// # In serde
/// It comes in from an integer, a number or a text, and goes out so that no digit is lost:
///
/// | format | goes out as | comes in |
/// | --- | --- | --- |
/// | JSON text (`serde_json`, axum's `Json`) | a number, digit by digit | exactly |
/// | CSV, YAML, queries and forms | an integer, or a text if it has decimals or more than 64 bits | exactly |
/// | `serde_json::Value`, `json!` | likewise | exactly, but for numbers that are floats there |
/// | inside `flatten`, `tag`, `untagged` | as its format says | as from a `Value` |
/// | others that are readable (TOML, …) | as into YAML | as from a `Value` |
/// | binary | a text | exactly |
///
/// Where serde has to look ahead it makes a float of a number with decimals, before this type sees it. A float is read
/// as an amount only if it is below 10^11 and has at most two decimals: those digits are the ones that were sent. (No
/// number of up to four decimals, as many as any currency has, becomes such a float unless it equals it.) Any other float is an error that says so;
/// an [`AmountText`] is exact there too, as are integers, and so is everything if your program enables the feature
/// `arbitrary_precision` of `serde_json`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(Decimal);

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// So many of the currency's main unit, in a `const` too; elsewhere `Amount::from` takes every integer.
    #[must_use]
    pub const fn new(units: i64) -> Self {
        let [b0, b1, b2, b3, b4, b5, b6, b7] = units.unsigned_abs().to_le_bytes();
        let low = u32::from_le_bytes([b0, b1, b2, b3]);
        let middle = u32::from_le_bytes([b4, b5, b6, b7]);
        Self(Decimal::from_parts(low, middle, 0, units < 0, 0))
    }

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

/// The amount is no integer of that type: it has decimals, or is too large or too small.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TryFromAmountError(());

impl fmt::Display for TryFromAmountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an integer, or out of the range of its type")
    }
}

impl std::error::Error for TryFromAmountError {}

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
    let scale = i64::from(value.scale()).checked_sub(i64::from(exponent))?;
    if scale < 0 {
        let zeros = u32::try_from(scale.unsigned_abs())
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

impl From<&Self> for Amount {
    fn from(value: &Self) -> Self {
        *value
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        exact::write_amount(*self, serializer)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let none = "not an amount: a number or a text of digits";
        let json = exact::read(deserializer, Shape::Scalar)?;
        json.and_then(|json| Self::from_json(&json).ok_or(none))
            .map_err(D::Error::custom)
    }
}

/// An [`Amount`] that the document wants as text: `"10000"` in place of `10000`.
///
/// Converts from integers and from [`Amount`], and compares with both; comes in from a number as well. It goes out as a text
/// in every format of serde.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AmountText(pub Amount);

impl From<Amount> for AmountText {
    fn from(amount: Amount) -> Self {
        Self(amount)
    }
}

impl From<&Amount> for AmountText {
    fn from(amount: &Amount) -> Self {
        Self(*amount)
    }
}

impl FromStr for AmountText {
    type Err = ParseAmountError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
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
