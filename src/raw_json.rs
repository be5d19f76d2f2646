//! JSON that nobody documented.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::exact::{self, Shape};

/// A piece of JSON exactly as it came: an object without documented fields, or a variant that no
/// document knows. No digit is lost, because nothing is read.
///
/// In JSON it comes and goes as it is. In other formats of serde it becomes their values and is made of them; numbers
/// come and go as an [`Amount`](crate::Amount) does: what cannot be exact is a text, or an error.
#[derive(Clone)]
pub struct RawJson(Box<RawValue>);

impl RawJson {
    /// Turns any value into JSON.
    ///
    /// # Errors
    /// If the value has no JSON form.
    pub fn new(value: &impl Serialize) -> crate::Result<Self> {
        serde_json::value::to_raw_value(value)
            .map(Self)
            .map_err(|error| {
                crate::Error::unsendable(None, &crate::redact::text(&error.to_string()))
            })
    }

    /// The text.
    #[must_use]
    pub fn get(&self) -> &str {
        self.0.get()
    }

    /// Reads the JSON as a `T`.
    ///
    /// # Errors
    /// If it is no `T`.
    pub fn parse<'a, T: Deserialize<'a>>(&'a self) -> Result<T, serde_json::Error> {
        serde_json::from_str(self.get())
    }
}

// Nobody knows what is in there: it may be a secret.
impl fmt::Debug for RawJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawJson({} bytes)", self.get().len())
    }
}

impl PartialEq for RawJson {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl From<Box<RawValue>> for RawJson {
    fn from(raw: Box<RawValue>) -> Self {
        Self(raw)
    }
}

impl RawJson {
    /// What comes in whatever format, or why it is not exact.
    pub(crate) fn read<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Result<Self, &'static str>, D::Error> {
        if exact::reads_json::<D>() {
            return Box::<RawValue>::deserialize(deserializer).map(|raw| Ok(Self(raw)));
        }
        match exact::read(deserializer, Shape::Any)? {
            Ok(json) => {
                let raw = RawValue::from_string(json.into_owned());
                raw.map(|raw| Ok(Self(raw))).map_err(D::Error::custom)
            }
            Err(inexact) => Ok(Err(inexact)),
        }
    }
}

impl Serialize for RawJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        exact::write_json(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for RawJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(deserializer)?.map_err(D::Error::custom)
    }
}
