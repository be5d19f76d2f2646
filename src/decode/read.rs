//! From a format of serde into a place.

use std::borrow::Cow;
use std::fmt;

use serde::Deserializer;
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{ListPlace, ObjectPlace, Place, Tolerant};
use crate::exact;
use crate::text::Text;

pub(super) fn read<'de, D: Deserializer<'de>>(
    deserializer: D,
    place: Place<'_>,
) -> Result<(), D::Error> {
    let is_whole = false;
    Read { place, is_whole }.deserialize(deserializer)
}

/// Reads a value into its place.
pub(super) struct Read<'p> {
    pub(super) place: Place<'p>,
    pub(super) is_whole: bool,
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
