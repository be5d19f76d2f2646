//! What counts and durations of requests are set with.

use std::time::Duration;

/// Whole seconds, such as the time in which an invoice can be paid.
pub type Seconds = i64;

/// Stands for what 64 bits do not hold: no request is sent with it.
pub(crate) const UNFIT: i64 = i64::MAX;

pub(crate) mod sealed {
    pub trait Sealed {}

    pub trait Integer {
        /// None if it needs more than 127 bits.
        fn wide(self) -> Option<i128>;
    }
}

/// A count: every integer that fits, and neither `true` nor a letter.
///
/// One that is `i64::MAX` or more, or less than `i64::MIN`, is told as an error before the request is sent.
///
/// ```compile_fail,E0277
/// # fn example(client: bayar::xendit::Client) {
/// client.list_invoices().limit(true);
/// # }
/// ```
pub trait IntoCount: sealed::Integer {
    #[doc(hidden)]
    fn into_count(self) -> i64;
}

/// Whole seconds: a [`Duration`], or an integer that fits.
///
/// A duration with a fraction of a second, and what 64 bits do not hold, is told as an error before the request is sent.
pub trait IntoSeconds: sealed::Sealed {
    #[doc(hidden)]
    fn into_seconds(self) -> Seconds;
}

macro_rules! integers {
    ($($integer:ty),*) => {$(
        impl sealed::Sealed for $integer {}

        impl sealed::Integer for $integer {
            fn wide(self) -> Option<i128> {
                self.try_into().ok()
            }
        }

        impl IntoCount for $integer {
            fn into_count(self) -> i64 {
                i64::try_from(self).unwrap_or(UNFIT)
            }
        }

        impl IntoSeconds for $integer {
            fn into_seconds(self) -> Seconds {
                self.into_count()
            }
        }
    )*};
}

integers!(
    i8, i16, i32, i64, i128, u8, u16, u32, u64, u128, isize, usize
);

impl sealed::Sealed for Duration {}

impl IntoSeconds for Duration {
    fn into_seconds(self) -> Seconds {
        if self.subsec_nanos() > 0 {
            return UNFIT;
        }
        self.as_secs().into_count()
    }
}
