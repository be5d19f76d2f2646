//! Decoding that a server's small surprises cannot fail.
//!
//! `null` is absent; a number may be a text, a text a number; a single object may stand where a
//! list was promised. A field whose value is of no use is absent, not the end of the answer: the
//! caller still has the raw body. Of several members with the same name the last one counts. The
//! drift checker reports all of it; the client goes on.
//!
//! A value is read into its [`Place`], of which there are five kinds, so that the parser is compiled once a kind and not
//! once a type.

use std::borrow::Cow;
use std::fmt;
use std::io;

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::exact::{self, Shape};
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

/// Where a value goes, by what is taken from it. What was there before is gone after reading, whatever came.
#[doc(hidden)]
pub enum Place<'p> {
    /// A text, or a scalar as text.
    Text(&'p mut dyn TextPlace),
    /// True or false.
    Flag(&'p mut Option<bool>),
    /// The JSON of the value, digit by digit.
    Json(&'p mut dyn JsonPlace, Shape),
    /// The members of an object.
    Object(&'p mut dyn ObjectPlace),
    /// The items of a list.
    List(&'p mut dyn ListPlace),
}

/// Takes a text.
#[doc(hidden)]
pub trait TextPlace {
    /// Takes it, or that there is none.
    fn set(&mut self, text: Option<Cow<'_, str>>);
}

impl<T: From<String> + for<'a> From<&'a str>> TextPlace for Option<T> {
    fn set(&mut self, text: Option<Cow<'_, str>>) {
        *self = text.map(|text| match text {
            Cow::Borrowed(text) => text.into(),
            Cow::Owned(text) => text.into(),
        });
    }
}

/// Takes JSON.
#[doc(hidden)]
pub trait JsonPlace {
    /// Takes it, or that there is none that is exact. Of a whole answer it has to show something.
    fn set(&mut self, json: Option<Cow<'_, str>>, is_whole: bool);
}

/// Takes the members of an object.
#[doc(hidden)]
pub trait ObjectPlace {
    /// An object without any member.
    fn start(&mut self) -> &mut dyn Object;
    /// Takes a text that stands in its place, if that means something, or that there is nothing.
    fn set(&mut self, text: Option<&str>);
}

impl<T: Object + Default> ObjectPlace for Option<T> {
    fn start(&mut self) -> &mut dyn Object {
        self.insert(T::default())
    }

    fn set(&mut self, text: Option<&str>) {
        *self = text.and_then(T::of_text);
    }
}

/// Takes the items of a list.
#[doc(hidden)]
pub trait ListPlace {
    /// Takes items as long as `next` reads one; whether there is a list then. Of items that show nothing a whole list
    /// does not become one of nothing.
    fn fill(&mut self, next: &mut dyn FnMut(Place<'_>) -> bool, is_whole: bool) -> bool;
    /// Takes one item that stands in the place of the list; whether there is one.
    fn single(&mut self, read: &mut dyn FnMut(Place<'_>)) -> bool;
    /// Takes that there is no list.
    fn clear(&mut self);
}

impl<T: Tolerant> ListPlace for Vec<T> {
    fn fill(&mut self, next: &mut dyn FnMut(Place<'_>) -> bool, is_whole: bool) -> bool {
        self.clear();
        let mut is_empty = true;
        let mut item = None;
        while next(T::place(&mut item)) {
            self.extend(item.take());
            is_empty = false;
        }
        !is_whole || is_empty || !self.is_empty()
    }

    fn single(&mut self, read: &mut dyn FnMut(Place<'_>)) -> bool {
        self.clear();
        let mut item = None;
        read(T::place(&mut item));
        self.extend(item);
        !self.is_empty()
    }

    fn clear(&mut self) {
        self.clear();
    }
}

impl<T: Tolerant> ListPlace for Option<Vec<T>> {
    fn fill(&mut self, next: &mut dyn FnMut(Place<'_>) -> bool, is_whole: bool) -> bool {
        let is_list = self.insert(Vec::new()).fill(next, is_whole);
        if !is_list {
            *self = None;
        }
        is_list
    }

    fn single(&mut self, read: &mut dyn FnMut(Place<'_>)) -> bool {
        let is_item = self.insert(Vec::new()).single(read);
        if !is_item {
            *self = None;
        }
        is_item
    }

    fn clear(&mut self) {
        *self = None;
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

fn read<'de, D: Deserializer<'de>>(deserializer: D, place: Place<'_>) -> Result<(), D::Error> {
    let is_whole = false;
    Read { place, is_whole }.deserialize(deserializer)
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

/// Reads a value into its place.
struct Read<'p> {
    place: Place<'p>,
    is_whole: bool,
}

impl<'de> DeserializeSeed<'de> for Read<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let is_whole = self.is_whole;
        match self.place {
            Place::Text(place) => place.set(deserializer.deserialize_any(TextVisitor)?),
            Place::Flag(place) => *place = deserializer.deserialize_any(FlagVisitor)?,
            Place::Json(place, shape) => {
                place.set(exact::read(deserializer, shape)?.ok(), is_whole);
            }
            Place::Object(place) => {
                deserializer.deserialize_any(ObjectVisitor { place, is_whole })?;
            }
            Place::List(place) => deserializer.deserialize_any(ListVisitor { place, is_whole })?,
        }
        Ok(())
    }
}

/// Reads the members of an object; each takes the place of one before it with the same name. The one place where that
/// is decided. A whole object has a member that it knows, `null` or not, and no error code beside it;
/// otherwise it is none.
fn fill<'de, A: MapAccess<'de>>(
    place: &mut dyn ObjectPlace,
    mut map: A,
    is_whole: bool,
) -> Result<(), A::Error> {
    let object = place.start();
    let mut is_known = false;
    let mut error_code: Option<String> = None;
    let mut is_error = false;
    while let Some(Text(name)) = map.next_key()? {
        if let Some(place) = object.place(&name) {
            is_known = true;
            let is_whole = false;
            map.next_value_seed(Read { place, is_whole })?;
        } else if is_whole && name == "error_code" {
            let place = String::place(&mut error_code);
            map.next_value_seed(Read { place, is_whole })?;
            is_error |= error_code.is_some();
        } else if let Some(extra) = object.extra() {
            extra.keep(&name, &mut map)?;
        } else {
            map.next_value::<IgnoredAny>()?;
        }
    }
    if is_whole && (!is_known || is_error) {
        place.set(None);
    }
    Ok(())
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

/// Visitor methods for values of no use.
macro_rules! nothing_else {
    ($this:ident => $nothing:expr; $($kind:ident),*) => {
        $(nothing_else!(@ $kind $this $nothing);)*
    };
    (@ unit $this:ident $nothing:expr) => {
        fn visit_unit<E>($this) -> Result<Self::Value, E> { Ok($nothing) }
        fn visit_none<E>($this) -> Result<Self::Value, E> { Ok($nothing) }
    };
    (@ bool $this:ident $nothing:expr) => {
        fn visit_bool<E>($this, _: bool) -> Result<Self::Value, E> { Ok($nothing) }
    };
    (@ i64 $this:ident $nothing:expr) => {
        fn visit_i64<E>($this, _: i64) -> Result<Self::Value, E> { Ok($nothing) }
    };
    (@ u64 $this:ident $nothing:expr) => {
        fn visit_u64<E>($this, _: u64) -> Result<Self::Value, E> { Ok($nothing) }
    };
    (@ f64 $this:ident $nothing:expr) => {
        fn visit_f64<E>($this, _: f64) -> Result<Self::Value, E> { Ok($nothing) }
    };
    (@ seq $this:ident $nothing:expr) => {
        fn visit_seq<A: SeqAccess<'de>>($this, mut seq: A) -> Result<Self::Value, A::Error> {
            while seq.next_element::<IgnoredAny>()?.is_some() {}
            Ok($nothing)
        }
    };
    (@ map $this:ident $nothing:expr) => {
        fn visit_map<A: MapAccess<'de>>($this, map: A) -> Result<Self::Value, A::Error> {
            skip_map(map)?;
            Ok($nothing)
        }
    };
}

fn skip_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<(), A::Error> {
    while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
    Ok(())
}

/// Text, or a scalar as text.
struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Option<Cow<'de, str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Some(text.into()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(text.to_owned().into()))
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
    nothing_else!(self => None; f64, unit, seq, map);
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

    nothing_else!(self => None; i64, f64, unit, seq, map);
}

/// An object; anything else is none.
struct ObjectVisitor<'p> {
    place: &'p mut dyn ObjectPlace,
    is_whole: bool,
}

impl<'de> Visitor<'de> for ObjectVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        fill(self.place, map, self.is_whole)
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.place.set(Some(text));
        Ok(())
    }

    nothing_else!(self => self.place.set(None); bool, i64, u64, f64, unit, seq);
}

/// A list, or one item in its place.
struct ListVisitor<'p> {
    place: &'p mut dyn ListPlace,
    is_whole: bool,
}

impl<'de> Visitor<'de> for ListVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let is_whole = self.is_whole;
        let mut result = Ok(());
        let mut next = |place: Place<'_>| match seq.next_element_seed(Read { place, is_whole }) {
            Ok(item) => item.is_some(),
            Err(error) => {
                result = Err(error);
                false
            }
        };
        self.place.fill(&mut next, is_whole);
        result
    }

    // The documents show one virtual account bank where the server answers a list, and errors
    // were seen with one message in place of several.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let mut map = Some(map);
        let mut result = Ok(());
        self.place.single(&mut |place| {
            if let Some(map) = map.take() {
                result = match place {
                    Place::Object(place) => fill(place, map, true),
                    _ => skip_map(map),
                };
            }
        });
        result
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        let mut result = Ok(());
        self.place.single(&mut |place| {
            result = read(StrDeserializer::<E>::new(text), place);
        });
        if result.is_err() {
            self.place.clear();
        }
        Ok(())
    }

    nothing_else!(self => self.place.clear(); bool, i64, u64, f64, unit);
}

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
