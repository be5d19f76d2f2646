//! Amounts behave like money: exact sums and products, comparisons with integers, overflows that are told.
#![forbid(unsafe_code)]
#![allow(
    clippy::nonminimal_bool,
    clippy::op_ref,
    reason = "each operator is tried as it is"
)]

use bayar::{Amount, AmountText, TryFromAmountError};
use proptest::prelude::*;

/// The largest amount there is.
const MOST: &str = "79228162514264337593543950335";

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

#[test]
fn sums_differences_and_products_read_like_those_of_numbers() {
    let (price, fee) = (amount("1500.50"), Amount::new(4_500));
    assert_eq!(price + fee, amount("6000.5"));
    assert_eq!(&price + &fee, price + &fee);
    assert_eq!(price - fee, amount("-2999.5"));
    assert_eq!(&price - fee, -amount("2999.50"));
    assert_eq!(price * 3, amount("4501.5"));
    assert_eq!(3_u8 * price, &price * 3_usize);
    // The compiler knows what comes out without being told which integer a literal is.
    let with_fees = price + fee * 2;
    assert_eq!(with_fees.to_string(), "10500.5");
    let twice = &fee * 2;
    assert!(twice.is_whole());
    let mut total = Amount::ZERO;
    total += price;
    total += &fee;
    total -= Amount::from(1);
    total *= 2;
    assert_eq!(total, amount("11999"));
    let all = [price, fee, -fee];
    assert_eq!(all.iter().sum::<Amount>(), price);
    assert_eq!(all.into_iter().sum::<Amount>(), price);
    assert_eq!([Amount::ZERO; 0].iter().sum::<Amount>(), 0);
    assert_eq!((-Amount::ZERO).to_string(), "0");
}

#[test]
fn amounts_compare_with_integers_and_with_amounts_as_text() {
    const PRICE: Amount = Amount::new(50_000);
    let text = AmountText::from(&PRICE);
    assert!(PRICE == 50_000 && 50_000 == PRICE && PRICE == &PRICE && &PRICE == PRICE);
    assert!(PRICE > 49_999_u64 && 50_001 > PRICE && PRICE <= &PRICE);
    assert!(text == PRICE && PRICE == text && text == 50_000 && text < amount("50000.01"));
    assert!(amount("49999.99") < PRICE && amount("49999.99") < 50_000);
    assert_eq!("50000".parse::<AmountText>(), Ok(text));
    assert_eq!(Amount::from(&PRICE), PRICE);
    assert_eq!(Amount::new(i64::MIN), i64::MIN);
}

#[test]
fn an_amount_becomes_an_integer_only_whole() {
    assert_eq!(u32::try_from(amount("1500.00")), Ok(1500));
    assert_eq!(i128::try_from(amount(MOST)).unwrap().to_string(), MOST);
    assert_eq!(u128::try_from(amount(MOST)).unwrap().to_string(), MOST);
    for (text, is_u8, is_i64) in [
        ("255", true, true),
        ("256", false, true),
        ("-1", false, true),
        ("1.5", false, false),
        ("0.0000000000000000000000000001", false, false),
        (MOST, false, false),
    ] {
        assert_eq!(u8::try_from(amount(text)).is_ok(), is_u8, "{text}");
        assert_eq!(i64::try_from(amount(text)).is_ok(), is_i64, "{text}");
    }
    let error: TryFromAmountError = u8::try_from(amount("1.5")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "not an integer, or out of the range of its type"
    );
    assert_eq!(Amount::try_from(u128::from(u64::MAX)).unwrap(), u64::MAX);
    assert_eq!(Amount::try_from(-5_i128).unwrap(), -5);
    assert!(Amount::try_from(u128::MAX).is_err());
    assert!(Amount::try_from(i128::MIN).is_err());
}

#[test]
fn what_28_digits_cannot_hold_is_an_overflow_and_never_rounded() {
    let most = amount(MOST);
    for (one, other) in [
        (MOST, "1"),
        (MOST, "0.01"),
        ("7000000000000000000000000000", "0.001"),
    ] {
        let (one, other) = (amount(one), amount(other));
        assert_eq!(one.checked_add(other), None, "{one} + {other}");
        assert_eq!((-one).checked_sub(other), None, "-{one} - {other}");
    }
    assert_eq!(most.checked_add(Amount::ZERO), Some(most));
    assert_eq!(most.checked_sub(most), Some(Amount::ZERO));
    assert_eq!(most.checked_mul(2), None);
    assert_eq!(most.checked_mul(i128::MAX), None);
    assert_eq!(most.checked_mul(u128::MAX), None);
    assert_eq!(most.checked_mul(0), Some(Amount::ZERO));
    // A product with fewer decimals than its factor can have as many digits before the point.
    let fine = amount("5.0000000000000000000000000001");
    let product = fine.checked_mul(1_000_000_000_000_000_000_u64);
    assert_eq!(product, Some(amount("5000000000000000000.0000000001")));
    assert_eq!(Amount::checked_sum([most, Amount::new(1), -most]), None);
    for overflow in [
        (|most| most + Amount::new(1)) as fn(Amount) -> Amount,
        |most| -most - Amount::new(1),
        |most| most * 2,
        |most| [most, most].iter().sum(),
    ] {
        assert!(std::panic::catch_unwind(|| overflow(amount(MOST))).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Held against integers of the smallest unit: each amount is a number of ten-thousandths.
    #[test]
    fn arithmetic_is_that_of_integers(one in -1_000_000_000_000_000_000_i64.., other: i64, times: i16, decimals in 0_u32..5) {
        let unit = 10_i128.pow(decimals);
        let of = |units: i128| {
            let (sign, units) = (if units < 0 { "-" } else { "" }, units.unsigned_abs());
            let unit = unit.unsigned_abs();
            let width = decimals as usize;
            amount(format!("{sign}{}.{:0width$}", units / unit, units % unit).trim_end_matches('.'))
        };
        let (a, b) = (i128::from(one), i128::from(other));
        prop_assert_eq!(of(a) + of(b), of(a + b));
        prop_assert_eq!(of(a) - of(b), of(a - b));
        prop_assert_eq!(-of(a), of(-a));
        prop_assert_eq!(of(a).cmp(&of(b)), a.cmp(&b));
        prop_assert_eq!(of(a).checked_mul(times).is_some(), true);
        prop_assert_eq!(of(a) * times, of(a * i128::from(times)));
        prop_assert_eq!(Amount::from(one).partial_cmp(&other), one.partial_cmp(&other));
        prop_assert_eq!(i64::try_from(Amount::from(other)), Ok(other));
    }
}
