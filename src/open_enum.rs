//! Enums that cannot fail: a value that no document lists is kept as it came. Their order is that of the spec, with
//! what it does not list at the end.

/// Declares an enum over texts with an `Unknown` variant that round-trips.
macro_rules! open_enum {
    (
        $(#[$meta:meta])*
        pub enum $name:ident { $( $(#[$variant_meta:meta])* $variant:ident = $value:literal, )* }
    ) => {
        $(#[$meta])*
        pub enum $name {
            $( $(#[$variant_meta])* $variant, )*
            /// A value that no document lists, as it came. In a request it is refused before anything is sent, unless
            /// `without_check` names its field.
            Unknown(String),
        }

        impl $name {
            /// Every value that a document lists or that was observed, in the order of the spec.
            pub const KNOWN: &'static [&'static str] = &[$($value),*];

            /// The value on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$variant => $value, )*
                    Self::Unknown(value) => value,
                }
            }
        }

        impl From<&str> for $name {
            fn from(value: &str) -> Self {
                match value {
                    $( $value => Self::$variant, )*
                    _ => Self::Unknown(value.to_owned()),
                }
            }
        }

        impl From<String> for $name {
            fn from(value: String) -> Self {
                Self::from(value.as_str())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
                Ok(Self::from(value))
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl PartialEq<&Self> for $name {
            fn eq(&self, other: &&Self) -> bool {
                self == *other
            }
        }

        impl PartialEq<$name> for &$name {
            fn eq(&self, other: &$name) -> bool {
                *self == other
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        crate::decode::deserialize_tolerantly!($name);

        impl crate::decode::Tolerant for $name {
            fn place(value: &mut Option<Self>) -> crate::decode::Place<'_> {
                crate::decode::Place::Text(value)
            }
        }
    };
}
pub(crate) use open_enum;

/// Declares an enum over objects that a field of theirs tells apart.
macro_rules! union {
    (
        $(#[$meta:meta])*
        pub enum $name:ident by $field:ident $tag:literal {
            $( $variant:ident($type:ident) = $value:literal, )*
        }
    ) => {
        $(#[$meta])*
        pub enum $name {
            $(
                #[doc = concat!("`", $tag, "` is `", $value, "`.")]
                $variant($type),
            )*
            /// Something that no document lists, as it came.
            Unknown(crate::RawJson),
        }

        $(
            impl From<$type> for $name {
                #[doc = concat!("Sets `", $tag, "` to `", $value, "` if it is not set.")]
                fn from(mut value: $type) -> Self {
                    value.$field.get_or_insert_with(|| $value.into());
                    Self::$variant(value)
                }
            }
        )*

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                match self {
                    $( Self::$variant(value) => value.serialize(serializer), )*
                    Self::Unknown(value) => value.serialize(serializer),
                }
            }
        }

        crate::decode::deserialize_tolerantly!($name);

        impl crate::decode::Tolerant for $name {
            fn place(value: &mut Option<Self>) -> crate::decode::Place<'_> {
                crate::decode::Place::Json(value, crate::exact::Shape::Any)
            }
        }

        impl crate::decode::JsonPlace for Option<$name> {
            fn set(&mut self, json: Option<::std::borrow::Cow<'_, str>>, is_whole: bool) {
                struct Tag {
                    tag: Option<String>,
                }
                crate::decode::tolerant_object!(Tag { $tag => tag });

                let mut raw: Option<crate::RawJson> = None;
                raw.set(json, is_whole);
                *self = raw.and_then(|raw| {
                    let tag = raw.parse::<Tag>().ok().and_then(|found| found.tag);
                    let known = match tag.as_deref() {
                        $( Some($value) => raw.parse().ok().map($name::$variant), )*
                        _ => None,
                    };
                    // What no variant can make anything of is no answer.
                    let body = raw.get().as_bytes();
                    let shows = known.is_some()
                        || !is_whole
                        $( || crate::decode::whole::<$type>(body).is_ok() )*;
                    shows.then(|| known.unwrap_or($name::Unknown(raw)))
                });
            }
        }
    };
}
pub(crate) use union;
