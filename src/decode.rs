//! Decoding that a server's small surprises cannot fail.
//!
//! `null` is absent; a number may be a text, a text a number; a single object may stand where a
//! list was promised. A field whose value is of no use is absent, not the end of the answer: the
//! caller still has the raw body. Of several members with the same name the last one counts. The
//! drift checker reports all of it; the client goes on.

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::marker::PhantomData;

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::exact::{self, Shape};
use crate::extra::Extra;
use crate::{Amount, AmountText, RawJson, Secret, Timestamp};

/// A type that takes what comes: every model of this crate.
pub trait Tolerant: Sized {
    /// Reads a value; `None` if there is none or none of use.
    ///
    /// # Errors
    /// Only for text that is no JSON.
    fn tolerant<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error>;

    /// Reads a whole answer; `None` also if it shows nothing of such a value, or is an error.
    ///
    /// # Errors
    /// Only for text that is no JSON.
    #[doc(hidden)]
    fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        Self::tolerant(deserializer)
    }

    /// Whether it says nothing, so that an answer without a body is one.
    #[doc(hidden)]
    const IS_NOTHING: bool = false;

    /// Reads an object that stands where a list of such values was promised.
    ///
    /// # Errors
    /// Only for text that is no JSON.
    #[doc(hidden)]
    fn single<'de, A: MapAccess<'de>>(map: A) -> Result<Option<Self>, A::Error> {
        skip_map(map)
    }
}

/// Reads a value that must be there.
pub(crate) fn required<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Tolerant,
{
    T::tolerant(deserializer)?.ok_or_else(|| D::Error::custom(UNUSABLE))
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
    read(body, |reader| T::tolerant(reader))
}

/// Reads an answer that has to show something.
pub(crate) fn whole<T: Tolerant>(body: &[u8]) -> Result<T, serde_json::Error> {
    read(body, |reader| T::whole(reader))
}

fn read<'a, T>(
    body: &'a [u8],
    value: impl FnOnce(&mut JsonReader<'a>) -> Result<Option<T>, serde_json::Error>,
) -> Result<T, serde_json::Error> {
    // Checking the encoding once is faster than string by string.
    let text = std::str::from_utf8(body).map_err(|error| {
        serde_json::Error::io(io::Error::new(io::ErrorKind::InvalidData, error))
    })?;
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = value(&mut reader)?;
    reader.end()?;
    value.ok_or_else(|| serde_json::Error::custom(UNUSABLE))
}

type JsonReader<'a> = serde_json::Deserializer<serde_json::de::StrRead<'a>>;

const UNUSABLE: &str = "no usable value";

/// Any type with serde's own decoding, for operations that the spec does not have.
pub(crate) struct Plain<T>(pub(crate) T);

impl<T: DeserializeOwned> Tolerant for Plain<T> {
    fn tolerant<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        T::deserialize(deserializer).map(|value| Some(Self(value)))
    }
}

/// The answer to an operation whose answers have no body: whatever comes is one.
impl Tolerant for () {
    const IS_NOTHING: bool = true;

    fn tolerant<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Some(()))
    }
}

/// An object whose fields are set one by one, in any order, from what a server sent.
pub trait Object: Default {
    /// Reads the value of `key` into its field, whatever it held; `false`, and nothing read, if
    /// there is none.
    ///
    /// # Errors
    /// Only for text that is no JSON.
    fn set<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error>;

    /// Where members go that are no fields, if they are kept.
    #[doc(hidden)]
    fn extra(&mut self) -> Option<&mut Extra> {
        None
    }

    /// What a mere text means that stands in its place.
    #[doc(hidden)]
    fn of_text(_: &str) -> Option<Self> {
        None
    }
}

/// Decoding for a struct of options. Written out, not derived: serde's `deserialize_with` makes a
/// type for every field, which was a third of the time it takes to compile this crate.
macro_rules! tolerant_object {
    ($name:ident { $($wire:literal => $field:ident),* $(,)? } $(, $extra:ident)?) => {
        impl crate::decode::Object for $name {
            $(
                fn extra(&mut self) -> Option<&mut crate::extra::Extra> {
                    Some(&mut self.$extra)
                }
            )?

            fn set<'de, A: ::serde::de::MapAccess<'de>>(
                &mut self,
                key: &str,
                map: &mut A,
            ) -> Result<bool, A::Error> {
                match key {
                    $( $wire => self.$field = crate::decode::next(map)?, )*
                    _ => return Ok(false),
                }
                Ok(true)
            }
        }

        crate::decode::tolerant_object!($name);
    };
    ($name:ident) => {
        impl crate::decode::Tolerant for $name {
            fn tolerant<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Option<Self>, D::Error> {
                crate::decode::object::<_, _, false>(deserializer)
            }

            fn whole<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Option<Self>, D::Error> {
                crate::decode::object::<_, _, true>(deserializer)
            }

            fn single<'de, A: ::serde::de::MapAccess<'de>>(
                map: A,
            ) -> Result<Option<Self>, A::Error> {
                crate::decode::single(map)
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

/// The value of the key that was just read.
pub(crate) fn next<'de, A: MapAccess<'de>, T: Tolerant>(
    map: &mut A,
) -> Result<Option<T>, A::Error> {
    map.next_value::<Item<T>>().map(|item| item.0)
}

/// Reads the members of an object; each takes the place of one before it with the same name. The one place where that
/// is decided. A whole object has a member that it knows, `null` or not, and no error code beside it;
/// otherwise it is none.
fn fill<'de, A, T, const WHOLE: bool>(mut map: A) -> Result<Option<T>, A::Error>
where
    A: MapAccess<'de>,
    T: Object,
{
    let mut object = T::default();
    let mut is_known = false;
    let mut is_error = false;
    while let Some(Text(key)) = map.next_key()? {
        if object.set(&key, &mut map)? {
            is_known = true;
        } else if WHOLE && key == "error_code" {
            is_error |= next::<A, String>(&mut map)?.is_some();
        } else if let Some(extra) = object.extra() {
            extra.keep(&key, &mut map)?;
        } else {
            map.next_value::<IgnoredAny>()?;
        }
    }
    Ok((!WHOLE || is_known && !is_error).then_some(object))
}

/// Reads an object that stands where a list was promised.
pub(crate) fn single<'de, A: MapAccess<'de>, T: Object>(map: A) -> Result<Option<T>, A::Error> {
    fill::<A, T, true>(map)
}

/// A text, copied only if it holds an escape.
pub(crate) struct Text<'de>(pub(crate) Cow<'de, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct BorrowedVisitor;

        impl<'de> Visitor<'de> for BorrowedVisitor {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Borrowed(key)))
            }

            fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Owned(key.to_owned())))
            }
        }

        deserializer.deserialize_str(BorrowedVisitor)
    }
}

/// Reads an object; anything else is none. A whole answer has to show something.
pub(crate) fn object<'de, D, T, const WHOLE: bool>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Object,
{
    struct ObjectVisitor<T, const WHOLE: bool>(PhantomData<T>);

    impl<'de, T: Object, const WHOLE: bool> Visitor<'de> for ObjectVisitor<T, WHOLE> {
        type Value = Option<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
            fill::<A, T, WHOLE>(map)
        }

        fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
            skip_seq(seq)
        }

        fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
            Ok(T::of_text(text))
        }

        nothing_else!(bool, i64, u64, f64, unit);
    }

    deserializer.deserialize_any(ObjectVisitor::<T, WHOLE>(PhantomData))
}

/// Visitor methods for values of no use.
macro_rules! nothing_else {
    ($($kind:ident),*) => { $(nothing_else!(@ $kind);)* };
    (@ unit) => {
        fn visit_unit<E>(self) -> Result<Self::Value, E> { Ok(None) }
        fn visit_none<E>(self) -> Result<Self::Value, E> { Ok(None) }
    };
    (@ str) => { fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> { Ok(None) } };
    (@ bool) => { fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> { Ok(None) } };
    (@ i64) => { fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> { Ok(None) } };
    (@ u64) => { fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> { Ok(None) } };
    (@ f64) => { fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> { Ok(None) } };
}
use nothing_else;

fn skip_seq<'de, A: SeqAccess<'de>, T>(mut seq: A) -> Result<Option<T>, A::Error> {
    while seq.next_element::<IgnoredAny>()?.is_some() {}
    Ok(None)
}

fn skip_map<'de, A: MapAccess<'de>, T>(mut map: A) -> Result<Option<T>, A::Error> {
    while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
    Ok(None)
}

/// Text, or a scalar as text.
struct TextVisitor<T>(PhantomData<T>);

impl<'de, T: From<String> + for<'a> From<&'a str>> Visitor<'de> for TextVisitor<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(text.into()))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Some(text.into()))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Some(value.to_string().into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Some(value.to_string().into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Some(value.to_string().into()))
    }

    // Only numbers with decimals or beyond 64 bits come here; an id has neither. Better none
    // than one that is a digit off.
    nothing_else!(f64, unit);

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        skip_seq(seq)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        skip_map(map)
    }
}

/// Reads a text, or a scalar as text.
pub(crate) fn text<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: From<String> + for<'a> From<&'a str>,
{
    deserializer.deserialize_any(TextVisitor(PhantomData))
}

macro_rules! texts {
    ($($name:ty),*) => {$(
        impl Tolerant for $name {
            fn tolerant<'de, D: Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Option<Self>, D::Error> {
                text(deserializer)
            }
        }
    )*};
}

texts!(String, Secret, Timestamp);

impl Tolerant for Amount {
    fn tolerant<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        let json = exact::read(deserializer, Shape::Scalar)?;
        Ok(json.ok().and_then(|json| Self::from_json(&json)))
    }
}

impl Tolerant for AmountText {
    fn tolerant<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        Ok(Amount::tolerant(deserializer)?.map(Self))
    }
}

impl Tolerant for RawJson {
    fn tolerant<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        let raw = Self::read(deserializer)?.ok();
        Ok(raw.filter(|raw| raw.get() != "null"))
    }
}

impl Tolerant for i64 {
    fn tolerant<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        // As exact as money: `2.0` and `"2"` are 2, `2.5` is none.
        let exact = Amount::tolerant(deserializer)?;
        Ok(exact
            .filter(|n| n.is_whole())
            .and_then(|n| n.to_decimal().try_into().ok()))
    }
}

impl Tolerant for bool {
    fn tolerant<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        deserializer.deserialize_any(FlagVisitor)
    }
}

struct FlagVisitor;

impl<'de> Visitor<'de> for FlagVisitor {
    type Value = Option<bool>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("true or false")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Some(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok((value <= 1).then_some(value == 1))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(match text {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        })
    }

    nothing_else!(i64, f64, unit);

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        skip_seq(seq)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        skip_map(map)
    }
}

impl<T: Tolerant> Tolerant for Vec<T> {
    fn tolerant<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        deserializer.deserialize_any(ListVisitor::<T, false>(PhantomData))
    }

    fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        deserializer.deserialize_any(ListVisitor::<T, true>(PhantomData))
    }
}

struct ListVisitor<T, const WHOLE: bool>(PhantomData<T>);

impl<'de, T: Tolerant, const WHOLE: bool> Visitor<'de> for ListVisitor<T, WHOLE> {
    type Value = Option<Vec<T>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        let mut is_empty = true;
        while let Some(Item(item)) = seq.next_element::<Item<T, WHOLE>>()? {
            items.extend(item);
            is_empty = false;
        }
        // Of items that show nothing the list does not become one of nothing.
        Ok((!WHOLE || is_empty || !items.is_empty()).then_some(items))
    }

    // The documents show one virtual account bank where the server answers a list, and errors
    // were seen with one message in place of several.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        Ok(T::single(map)?.map(|item| vec![item]))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
        let item = T::tolerant(StrDeserializer::<E>::new(text)).unwrap_or_default();
        Ok(item.map(|item| vec![item]))
    }

    nothing_else!(bool, i64, u64, f64, unit);
}

struct Item<T, const WHOLE: bool = false>(Option<T>);

impl<'de, T: Tolerant, const WHOLE: bool> Deserialize<'de> for Item<T, WHOLE> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let item = if WHOLE {
            T::whole(deserializer)
        } else {
            T::tolerant(deserializer)
        };
        item.map(Self)
    }
}
