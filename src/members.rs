//! The members of a JSON object, unread.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::text::Text;

/// The members of an object in their order. Of several with the same name the last one counts, as on most servers.
#[derive(Debug, Default)]
pub(crate) struct Members<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'a> Members<'a> {
    /// Those of a body that is an object.
    pub(crate) fn of(body: &'a [u8]) -> Option<Self> {
        // Checking the encoding once is faster than name by name.
        serde_json::from_str(std::str::from_utf8(body).ok()?).ok()
    }

    pub(crate) fn get(&self, name: &str) -> Option<&'a RawValue> {
        let mut members = self.0.iter().rev();
        members
            .find(|(key, _)| key == name)
            .map(|(_, value)| *value)
    }

    /// Adds a member, or another value for one that is there.
    pub(crate) fn set(&mut self, name: &'a str, value: &'a RawValue) {
        self.0.push((name.into(), value));
    }

    /// Those that count.
    pub(crate) fn unique(&self) -> Vec<&(Cow<'a, str>, &'a RawValue)> {
        let mut seen = HashSet::new();
        let members = self.0.iter().rev();
        let mut members: Vec<_> = members.filter(|(key, _)| seen.insert(&**key)).collect();
        members.reverse();
        members
    }
}

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.unique().into_iter().map(|(key, value)| (key, value)))
    }
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;

        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some((Text(key), value)) = map.next_entry()? {
                    members.push((key, value));
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(MembersVisitor)
    }
}
