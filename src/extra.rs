//! What an answer has beside the fields of the contract.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::MapAccess;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::RawJson;

/// Members that the contract does not have, as they came.
#[derive(Clone, Default)]
pub struct Extra(
    /// `"name":value,` one after another: as much memory as they had on the wire.
    String,
);

impl Extra {
    /// Keeps the value of the key that was just read.
    pub(crate) fn keep<'de, A: MapAccess<'de>>(
        &mut self,
        key: &str,
        map: &mut A,
    ) -> Result<(), A::Error> {
        // What cannot be kept exactly is of no use.
        if let Kept(Ok(value)) = map.next_value()? {
            // A text always has a JSON form.
            self.0 += &serde_json::to_string(key).unwrap_or_default();
            self.0.push(':');
            self.0 += value.get();
            self.0.push(',');
        }
        Ok(())
    }

    /// All of them; of several with the same name the last one.
    pub(crate) fn all(&self) -> BTreeMap<String, RawJson> {
        let members = self.0.strip_suffix(',').unwrap_or_default();
        // It was put together out of JSON.
        serde_json::from_str(&format!("{{{members}}}")).unwrap_or_default()
    }
}

/// In whatever order they came.
impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || self.all() == other.all()
    }
}

struct Kept(Result<RawJson, &'static str>);

impl<'de> Deserialize<'de> for Kept {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        RawJson::read(deserializer).map(Self)
    }
}

// Nobody knows what is in there: it may be a secret.
impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

impl Serialize for Extra {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.all())
    }
}

/// The methods of what keeps its extra members.
macro_rules! methods {
    () => {
        /// A member of this object that the contract does not have, as it came; if it came more than once, the last one.
        #[must_use]
        pub fn extra(&self, name: &str) -> Option<crate::RawJson> {
            self.extras().remove(name)
        }

        /// Every member of this object that the contract does not have, as it came.
        #[must_use]
        pub fn extras(&self) -> std::collections::BTreeMap<String, crate::RawJson> {
            self.extra.all()
        }
    };
}
pub(crate) use methods;
