//! Sums, products and comparisons of amounts: exact, or told as an overflow.

use std::cmp::Ordering;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, MulAssign, Neg, Sub, SubAssign};

use rust_decimal::Decimal;

use super::{Amount, AmountText, ParseAmountError, TryFromAmountError};
use crate::IntoCount;

impl Amount {
    /// The sum, if it can be held exactly (28 digits): nothing is rounded.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let (one, other) = (self.0.normalize(), other.0.normalize());
        let scale = one.scale().max(other.scale());
        let sum = at_scale(one, scale)?.checked_add(at_scale(other, scale)?)?;
        exact(sum, scale)
    }

    /// The difference, if it can be held exactly (28 digits): nothing is rounded.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(other.negated())
    }

    /// So many times this, if it can be held exactly (28 digits): nothing is rounded.
    #[must_use]
    pub fn checked_mul(self, times: impl IntoCount) -> Option<Self> {
        let (mut times, one) = (times.wide()?, self.0.normalize());
        let mut scale = one.scale();
        while scale > 0 && times != 0 && times % 10 == 0 {
            times /= 10;
            scale = scale.saturating_sub(1);
        }
        exact(one.mantissa().checked_mul(times)?, scale)
    }

    /// The sum of all, if it and every sum on the way can be held exactly (28 digits).
    #[must_use]
    pub fn checked_sum(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut amounts = amounts.into_iter();
        amounts.try_fold(Self::ZERO, Self::checked_add)
    }

    fn negated(self) -> Self {
        let mut value = self.0;
        // Nothing has no sign.
        value.set_sign_negative(!value.is_zero() && value.is_sign_positive());
        Self(value)
    }

    /// The integer, if there is nothing but zeros behind the decimal point.
    pub(super) fn to_integer(self) -> Option<i128> {
        let value = self.0.normalize();
        (value.scale() == 0).then(|| value.mantissa())
    }
}

/// The digits of a value, were it written with so many decimals, which are not fewer than it has.
fn at_scale(value: Decimal, scale: u32) -> Option<i128> {
    let zeros = scale.checked_sub(value.scale())?;
    value.mantissa().checked_mul(10i128.checked_pow(zeros)?)
}

/// Without the zeros at the end, so that what can be held is held.
fn exact(mut digits: i128, mut scale: u32) -> Option<Amount> {
    while scale > 0 && digits % 10 == 0 {
        digits /= 10;
        scale = scale.saturating_sub(1);
    }
    let value = Decimal::try_from_i128_with_scale(digits, scale).ok()?;
    Some(Amount(value))
}

const OVERFLOW: &str = "an amount that cannot be held exactly in 28 digits";

impl Neg for Amount {
    type Output = Self;

    fn neg(self) -> Self {
        self.negated()
    }
}

impl Neg for &Amount {
    type Output = Amount;

    fn neg(self) -> Amount {
        self.negated()
    }
}

macro_rules! operators {
    ($($operator:ident $call:ident, $assign:ident $assign_call:ident, $checked:ident;)*) => {$(
        impl $operator for Amount {
            type Output = Self;

            /// # Panics
            #[doc = concat!("If the result cannot be held exactly in 28 digits: [`", stringify!($checked), "`](Amount::", stringify!($checked), ") tells that instead.")]
            #[track_caller]
            fn $call(self, other: Self) -> Self {
                self.$checked(other).expect(OVERFLOW)
            }
        }

        impl $operator<&Self> for Amount {
            type Output = Self;

            #[track_caller]
            fn $call(self, other: &Self) -> Self {
                $operator::$call(self, *other)
            }
        }

        impl $operator<Amount> for &Amount {
            type Output = Amount;

            #[track_caller]
            fn $call(self, other: Amount) -> Amount {
                $operator::$call(*self, other)
            }
        }

        impl $operator for &Amount {
            type Output = Amount;

            #[track_caller]
            fn $call(self, other: Self) -> Amount {
                $operator::$call(*self, *other)
            }
        }

        impl $assign for Amount {
            #[track_caller]
            fn $assign_call(&mut self, other: Self) {
                *self = $operator::$call(*self, other);
            }
        }

        impl $assign<&Self> for Amount {
            #[track_caller]
            fn $assign_call(&mut self, other: &Self) {
                *self = $operator::$call(*self, *other);
            }
        }
    )*};
}

operators! {
    Add add, AddAssign add_assign, checked_add;
    Sub sub, SubAssign sub_assign, checked_sub;
}

impl Sum for Amount {
    /// # Panics
    /// If the sum cannot be held exactly in 28 digits: [`checked_sum`](Self::checked_sum) tells that instead.
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        Self::checked_sum(amounts).expect(OVERFLOW)
    }
}

impl<'a> Sum<&'a Self> for Amount {
    /// # Panics
    /// If the sum cannot be held exactly in 28 digits: [`checked_sum`](Self::checked_sum) tells that instead.
    fn sum<I: Iterator<Item = &'a Self>>(amounts: I) -> Self {
        amounts.copied().sum()
    }
}

/// Equality and order between two types, both ways, after both have become an [`Amount`].
macro_rules! comparable {
    ($(($one:ty, $other:ty)),* $(,)?) => {$(
        comparable!(@ $one, $other);
        comparable!(@ $other, $one);
    )*};
    (@ $one:ty, $other:ty) => {
        impl PartialEq<$other> for $one {
            fn eq(&self, other: &$other) -> bool {
                Amount::from(*self) == Amount::from(*other)
            }
        }

        impl PartialOrd<$other> for $one {
            fn partial_cmp(&self, other: &$other) -> Option<Ordering> {
                Some(Amount::from(*self).cmp(&Amount::from(*other)))
            }
        }
    };
}

comparable!((Amount, &Amount), (Amount, AmountText));

// Of one implementation for all integers the compiler knows what comes out before it knows which one a literal is.
impl<N: IntoCount> Mul<N> for Amount {
    type Output = Self;

    /// # Panics
    /// If the product cannot be held exactly in 28 digits: [`checked_mul`](Amount::checked_mul) tells that instead.
    #[track_caller]
    fn mul(self, times: N) -> Self {
        self.checked_mul(times).expect(OVERFLOW)
    }
}

impl<N: IntoCount> Mul<N> for &Amount {
    type Output = Amount;

    #[track_caller]
    fn mul(self, times: N) -> Amount {
        Mul::mul(*self, times)
    }
}

impl<N: IntoCount> MulAssign<N> for Amount {
    #[track_caller]
    fn mul_assign(&mut self, times: N) {
        *self = Mul::mul(*self, times);
    }
}

macro_rules! integers {
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

        comparable!((Amount, $integer), (AmountText, $integer));

        impl Mul<Amount> for $integer {
            type Output = Amount;

            #[track_caller]
            fn mul(self, one: Amount) -> Amount {
                Mul::mul(one, self)
            }
        }
    )*};
}

integers!(i8, i16, i32, i64, u8, u16, u32, u64, isize, usize);

macro_rules! into_integers {
    ($($integer:ty),*) => {$(
        impl TryFrom<Amount> for $integer {
            type Error = TryFromAmountError;

            fn try_from(amount: Amount) -> Result<Self, TryFromAmountError> {
                let integer = amount.to_integer().and_then(|integer| integer.try_into().ok());
                integer.ok_or(TryFromAmountError(()))
            }
        }
    )*};
}

into_integers!(
    i8, i16, i32, i64, i128, u8, u16, u32, u64, u128, isize, usize
);

macro_rules! from_wide_integers {
    ($($integer:ty),*) => {$(
        impl TryFrom<$integer> for Amount {
            type Error = ParseAmountError;

            fn try_from(value: $integer) -> Result<Self, ParseAmountError> {
                let value = i128::try_from(value).ok().and_then(|digits| exact(digits, 0));
                value.ok_or(ParseAmountError(()))
            }
        }
    )*};
}

from_wide_integers!(i128, u128);
