//! Numbers and JSON in every format of serde, digit by digit.
//!
//! serde has no exact numbers. `serde_json` hands the text of a value over when it is asked for a [`RawValue`]; other
//! formats, and serde itself where it has to look ahead (`flatten`, tagged and untagged enums), make a float of a number
//! with decimals. Such a float is taken only where no amount of money can have changed on its way into it.

use std::any::type_name;
use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::Amount;
use crate::members::Members;
use crate::text::Text;

/// By this name `serde_json` asks itself, and is asked, for the text of a value; a test pins it.
const RAW: &str = "$serde_json::private::RawValue";
/// By this one it hands out numbers with its feature `arbitrary_precision`.
const NUMBER: &str = "$serde_json::private::Number";

/// A number that came as a float and may have lost digits.
const INEXACT: &str = "a number that came as a float and may have lost digits: write it as a text";

/// The JSON of a value, or why there is none that is exact.
pub(crate) type Json<'de> = Result<Cow<'de, str>, &'static str>;

/// What a value is allowed to be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One number or text. Formats of texts (CSV, YAML) are asked for the text.
    Scalar,
    /// Anything.
    Any,
}

/// The JSON of a value in whatever format; an error only if the format has one.
pub(crate) fn read<'de, D: Deserializer<'de>>(
    deserializer: D,
    shape: Shape,
) -> Result<Json<'de>, D::Error> {
    if !deserializer.is_human_readable() {
        // These cannot tell what comes: it was written as a text.
        let Text(text) = Text::deserialize(deserializer)?;
        return Ok(Ok(match shape {
            Shape::Scalar => quoted(&text).into(),
            Shape::Any => text.into_owned().into(),
        }));
    }
    let format = type_name::<D>;
    deserializer.deserialize_newtype_struct(RAW, JsonVisitor { format, shape })
}

/// Whether a deserializer reads JSON from its text.
pub(crate) fn reads_json<D>() -> bool {
    type_name::<D>().contains("serde_json::de::")
}

/// Whether a deserializer of this name reads scalars that are texts, and need not become floats.
fn reads_texts(name: &str) -> bool {
    let mut path = name.trim_start_matches("&mut ").split("::");
    let (library, module) = (path.next().unwrap_or_default(), path.next());
    let yaml = library.contains("yaml") && module == Some("de");
    yaml || library == "csv" && module == Some("deserializer")
}

/// Whether a serializer writes JSON as text, and so takes the digits as they are.
fn writes_json<S>() -> bool {
    let name = type_name::<S>().trim_start_matches("&mut ");
    name.starts_with("serde_json::ser::Serializer<")
}

/// Writes an amount: as a number where the format holds it exactly, else as a text.
pub(crate) fn write_amount<S: Serializer>(
    amount: Amount,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    if !serializer.is_human_readable() {
        return serializer.collect_str(&amount);
    }
    let decimal = amount.to_decimal();
    if decimal.scale() > 0 && writes_json::<S>() {
        return write_raw(amount.to_string(), serializer);
    }
    if let Ok(integer) = i64::try_from(amount) {
        return serializer.serialize_i64(integer);
    }
    match u64::try_from(amount) {
        Ok(integer) => serializer.serialize_u64(integer),
        Err(_) if writes_json::<S>() => write_raw(amount.to_string(), serializer),
        Err(_) => serializer.collect_str(&amount),
    }
}

fn write_raw<S: Serializer>(json: String, serializer: S) -> Result<S::Ok, S::Error> {
    let raw = RawValue::from_string(json).map_err(S::Error::custom)?;
    raw.serialize(serializer)
}

/// Writes JSON: as it is into JSON, value by value into anything else.
pub(crate) fn write_json<S: Serializer>(json: &RawValue, serializer: S) -> Result<S::Ok, S::Error> {
    if !serializer.is_human_readable() {
        return serializer.serialize_str(json.get());
    }
    if writes_json::<S>() {
        return json.serialize(serializer);
    }
    Written(json).serialize(serializer)
}

/// JSON that goes into another format.
struct Written<'a>(&'a RawValue);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        fn part<'a, T: Deserialize<'a>, E: serde::ser::Error>(json: &'a str) -> Result<T, E> {
            serde_json::from_str(json).map_err(E::custom)
        }
        let json = self.0.get();
        match json.as_bytes().first() {
            Some(b'{') => {
                let members = part::<Members<'_>, _>(json)?;
                let members = members.unique();
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (key, value) in members {
                    map.serialize_entry(key, &Written(value))?;
                }
                map.end()
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = part(json)?;
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(&Written(item))?;
                }
                list.end()
            }
            Some(b'"') => {
                let Text(text) = part(json)?;
                serializer.serialize_str(&text)
            }
            Some(b't' | b'f') => serializer.serialize_bool(json == "true"),
            Some(b'n') => serializer.serialize_unit(),
            _ => match json.parse() {
                Ok(amount) => write_amount(amount, serializer),
                Err(_) => serializer.serialize_str(json),
            },
        }
    }
}

/// Makes JSON of what comes.
#[derive(Clone, Copy)]
struct JsonVisitor {
    /// Names the format: what it hands over as text may be the text that came, or a float that it has printed.
    format: fn() -> &'static str,
    shape: Shape,
}

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let Some(Text(first)) = map.next_key()? else {
            return Ok(Ok("{}".into()));
        };
        match &*first {
            RAW => match map.next_value::<Text<'de>>()?.0 {
                // A reader's text is as good as one that is borrowed.
                Cow::Owned(text) if !(self.format)().contains("serde_json::de::") => {
                    self.printed(&text).map_err(A::Error::custom)
                }
                text => Ok(Ok(text)),
            },
            NUMBER => Ok(Ok(map.next_value::<Text<'de>>()?.0)),
            _ if self.shape == Shape::Scalar => {
                map.next_value::<IgnoredAny>()?;
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Ok("{}".into()))
            }
            _ => {
                let mut json = String::from("{");
                let mut key = Some(Text(first));
                let mut is_exact = true;
                while let Some(Text(name)) = key {
                    if json.len() > 1 {
                        json.push(',');
                    }
                    json.push_str(&quoted(&name));
                    json.push(':');
                    is_exact &= push(&mut json, map.next_value_seed(self)?);
                    key = map.next_key()?;
                }
                json.push('}');
                Ok(whole(json, is_exact))
            }
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut json = String::from("[");
        let mut is_exact = true;
        while let Some(value) = seq.next_element_seed(self)? {
            if json.len() > 1 {
                json.push(',');
            }
            is_exact &= push(&mut json, value);
        }
        json.push(']');
        Ok(whole(json, is_exact))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        if self.shape == Shape::Scalar && reads_texts((self.format)()) {
            deserializer.deserialize_str(self)
        } else {
            deserializer.deserialize_any(self)
        }
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(Ok("null".into()))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Ok("null".into()))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Ok(if value { "true" } else { "false" }.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Ok(value.to_string().into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Ok(value.to_string().into()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Self::Value, E> {
        Ok(Ok(value.to_string().into()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Self::Value, E> {
        Ok(Ok(value.to_string().into()))
    }

    // The one place where a float comes near an amount: its shortest digits are read, and none is computed with.
    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        let text = value.to_string();
        Ok(if survives(&text) {
            Ok(text.into())
        } else {
            Err(INEXACT)
        })
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Ok(quoted(text).into()))
    }
}

impl JsonVisitor {
    /// JSON that was printed from values which may have been floats: read as those.
    fn printed(self, json: &str) -> serde_json::Result<Json<'static>> {
        let read: Json<'_> = serde_json::Deserializer::from_str(json).deserialize_any(self)?;
        Ok(read.map(|json| Cow::Owned(json.into_owned())))
    }
}

/// A value inside of another.
impl<'de> DeserializeSeed<'de> for JsonVisitor {
    type Value = Json<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Appends a value, and tells whether it is exact.
fn push(json: &mut String, value: Json<'_>) -> bool {
    value.map(|value| json.push_str(&value)).is_ok()
}

fn whole(json: String, is_exact: bool) -> Json<'static> {
    if is_exact {
        Ok(json.into())
    } else {
        Err(INEXACT)
    }
}

fn quoted(text: &str) -> String {
    // A text always has a JSON form.
    serde_json::to_string(text).unwrap_or_default()
}

/// Whether the float with these digits can stand for one amount of money only: below 10^11 a float holds every number
/// with two decimals, and no other one with up to four becomes the same.
fn survives(text: &str) -> bool {
    const LIMIT: Amount = Amount::new(100_000_000_000);
    let amount = text.parse::<Amount>();
    amount.is_ok_and(|amount| {
        amount < LIMIT && amount > -LIMIT && amount.to_decimal().normalize().scale() <= 2
    })
}
