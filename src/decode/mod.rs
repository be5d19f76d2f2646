//! Decoding that a server's small surprises cannot fail.
//!
//! `null` is absent; a number may be a text, a text a number; a single object may stand where a
//! list was promised. A field whose value is of no use is absent, not the end of the answer: the
//! caller still has the raw body. Of several members with the same name the last one counts. The
//! drift checker reports all of it; the client goes on.
//!
//! A value is read into its [`Place`], of which there are five kinds, so that the parser is compiled once a kind and not
//! once a type.

mod place;
mod read;

use std::borrow::Cow;
use std::io;

use serde::Deserializer;
use serde::de::{DeserializeOwned, DeserializeSeed, Error as _};
use serde_json::value::RawValue;

pub use self::place::{JsonPlace, ListPlace, ObjectPlace, Place};
use self::read::{Read, read};
use crate::exact::Shape;
use crate::extra::Extra;
use crate::{Amount, AmountText, RawJson, Secret, Timestamp};

/// A type that takes what comes: every model of this crate.
pub trait Tolerant: Sized {
    /// Whether it says nothing, so that an answer without a body is one.
    #[doc(hidden)]
    const IS_NOTHING: bool = false;

    /// Where a value of this type goes; after reading it is `None` if there was none or none of use.
    #[doc(hidden)]
    fn place(value: &mut Option<Self>) -> Place<'_>;

    /// Reads a body. A whole answer has to show something, and is no error.
    ///
    /// # Errors
    /// For text that is no JSON, and if there is no usable value.
    #[doc(hidden)]
    fn of_body(body: &str, is_whole: bool) -> Result<Self, serde_json::Error> {
        let mut value = None;
        read_body(body, Self::place(&mut value), is_whole)?;
        match value {
            Some(value) => Ok(value),
            None => Err(serde_json::Error::custom(UNUSABLE)),
        }
    }
}

/// Reads a value that must be there.
pub(crate) fn required<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Tolerant,
{
    let mut value = None;
    read(deserializer, T::place(&mut value))?;
    value.ok_or_else(|| D::Error::custom(UNUSABLE))
}

fn read_body(body: &str, place: Place<'_>, is_whole: bool) -> Result<(), serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_str(body);
    Read { place, is_whole }.deserialize(&mut reader)?;
    reader.end()
}

/// Reads a body as the client reads answers: for bodies that were kept. It asks nobody who sent
/// them; callbacks are verified by [`Receiver`](crate::xendit::callback::Receiver).
///
/// Of several members with the same name the last one counts, even if it is `null`: as to
/// `serde_json::Value`, PostgreSQL's `jsonb` and most other readers, so that a log or a table shows
/// what was acted on. No document says what such a body means.
///
/// ```
/// use bayar::xendit::types::{Invoice, InvoiceStatus};
///
/// let kept = br#"{"status": "BRAND_NEW", "amount": "50000", "paid_at": null}"#;
/// let invoice: Invoice = bayar::decode(kept)?;
/// assert_eq!(*invoice.status()?, InvoiceStatus::Unknown("BRAND_NEW".into()));
/// assert_eq!(invoice.amount()?, 50_000);
/// assert_eq!(invoice.paid_at, None);
/// # Ok::<_, bayar::Error>(())
/// ```
///
/// # Errors
/// If the text is no JSON, JSON of another kind (a text where an object should be), an error envelope, or an object
/// without any field of the answer.
pub fn decode<T: Tolerant>(body: &[u8]) -> crate::Result<T> {
    whole(body).map_err(|error| crate::Error::undecodable(&error))
}

/// What an answer without a body says: nothing.
pub(crate) fn nothing<T: Tolerant>() -> Result<T, serde_json::Error> {
    let empty = || answer(b"{}").or_else(|_| answer(b"[]"));
    answer(b"null").or_else(|_| empty())
}

/// Reads an answer in which any field may be missing, all of them too.
pub(crate) fn answer<T: Tolerant>(body: &[u8]) -> Result<T, serde_json::Error> {
    T::of_body(text(body)?, false)
}

/// Reads an answer that has to show something.
pub(crate) fn whole<T: Tolerant>(body: &[u8]) -> Result<T, serde_json::Error> {
    T::of_body(text(body)?, true)
}

/// Checking the encoding once is faster than string by string.
fn text(body: &[u8]) -> Result<&str, serde_json::Error> {
    std::str::from_utf8(body)
        .map_err(|error| serde_json::Error::io(io::Error::new(io::ErrorKind::InvalidData, error)))
}

const UNUSABLE: &str = "no usable value";

/// What the documents promise.
pub(crate) fn promised<T>(value: Option<T>, field: &'static str) -> crate::Result<T> {
    match value {
        Some(value) => Ok(value),
        None => Err(crate::Error::absent(field)),
    }
}

/// Any type with serde's own decoding, for operations that the spec does not have.
pub(crate) struct Plain<T>(pub(crate) T);

impl<T: DeserializeOwned> JsonPlace for Option<Plain<T>> {
    fn set(&mut self, json: Option<Cow<'_, str>>, _: bool) {
        *self = json.and_then(|json| serde_json::from_str(&json).ok().map(Plain));
    }
}

impl<T: DeserializeOwned> Tolerant for Plain<T> {
    fn place(value: &mut Option<Self>) -> Place<'_> {
        Place::Json(value, Shape::Any)
    }

    fn of_body(body: &str, _: bool) -> Result<Self, serde_json::Error> {
        serde_json::from_str(body).map(Self)
    }
}

/// The answer to an operation whose answers have no body: whatever comes is one.
impl Tolerant for () {
    const IS_NOTHING: bool = true;

    fn place(value: &mut Option<Self>) -> Place<'_> {
        Place::Json(value, Shape::Any)
    }
}

impl JsonPlace for Option<()> {
    fn set(&mut self, _: Option<Cow<'_, str>>, _: bool) {
        *self = Some(());
    }
}

/// An object whose fields are set one by one, in any order, from what a server sent.
#[doc(hidden)]
pub trait Object {
    /// Where the value of this name goes, if there is such a field.
    fn place(&mut self, name: &str) -> Option<Place<'_>>;

    /// Where members go that are no fields, if they are kept.
    fn extra(&mut self) -> Option<&mut Extra> {
        None
    }

    /// What a mere text means that stands in its place.
    fn of_text(_: &str) -> Option<Self>
    where
        Self: Sized,
    {
        None
    }
}

/// Decoding for a struct of options.
macro_rules! tolerant_object {
    ($name:ident { $($wire:literal => $field:ident),* $(,)? } $(, $extra:ident)?) => {
        impl crate::decode::Object for $name {
            $(
                fn extra(&mut self) -> Option<&mut crate::extra::Extra> {
                    Some(&mut self.$extra)
                }
            )?

            fn place(&mut self, name: &str) -> Option<crate::decode::Place<'_>> {
                Some(match name {
                    $( $wire => crate::decode::Tolerant::place(&mut self.$field), )*
                    _ => return None,
                })
            }
        }

        // Not derived: a call a field is more to compile than the fields.
        impl Default for $name {
            fn default() -> Self {
                Self {
                    $( $field: None, )*
                    $( $extra: crate::extra::Extra::default(), )?
                }
            }
        }

        crate::decode::tolerant_object!($name);
    };
    ($name:ident) => {
        impl crate::decode::Tolerant for $name {
            fn place(value: &mut Option<Self>) -> crate::decode::Place<'_> {
                crate::decode::Place::Object(value)
            }
        }

        crate::decode::deserialize_tolerantly!($name);
    };
}
pub(crate) use tolerant_object;

/// serde's decoding for a tolerant type.
macro_rules! deserialize_tolerantly {
    ($name:ident) => {
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                crate::decode::required(deserializer)
            }
        }
    };
}
pub(crate) use deserialize_tolerantly;

macro_rules! texts {
    ($($name:ty),*) => {$(
        impl Tolerant for $name {
            fn place(value: &mut Option<Self>) -> Place<'_> {
                Place::Text(value)
            }
        }
    )*};
}

texts!(String, Secret, Timestamp);

/// Types that are read from the text of a number.
macro_rules! numbers {
    ($($name:ty: $read:expr),*) => {$(
        impl Tolerant for $name {
            fn place(value: &mut Option<Self>) -> Place<'_> {
                Place::Json(value, Shape::Scalar)
            }
        }

        impl JsonPlace for Option<$name> {
            fn set(&mut self, json: Option<Cow<'_, str>>, _: bool) {
                *self = json.and_then(|json| Amount::from_json(&json)).and_then($read);
            }
        }
    )*};
}

numbers!(
    Amount: Some,
    AmountText: |amount| Some(AmountText(amount)),
    // As exact as money: `2.0` and `"2"` are 2, `2.5` is none.
    i64: |n: Amount| n.to_decimal().try_into().ok().filter(|_| n.is_whole())
);

impl Tolerant for bool {
    fn place(value: &mut Option<Self>) -> Place<'_> {
        Place::Flag(value)
    }
}

impl Tolerant for RawJson {
    fn place(value: &mut Option<Self>) -> Place<'_> {
        Place::Json(value, Shape::Any)
    }
}

impl JsonPlace for Option<RawJson> {
    fn set(&mut self, json: Option<Cow<'_, str>>, _: bool) {
        let json = json.filter(|json| json != "null");
        let raw = json.and_then(|json| RawValue::from_string(json.into_owned()).ok());
        *self = raw.map(RawJson::from);
    }
}

impl<T: Tolerant> Tolerant for Vec<T> {
    fn place(value: &mut Option<Self>) -> Place<'_> {
        Place::List(value)
    }
}
