//! Schemas as trees that are quick to check a value against.

use std::fmt;
use std::sync::Arc;

use bayar_contract::Decimal;
use bayar_contract::schema::Type;
use fancy_regex::Regex;
use rustc_hash::FxHashMap;

use crate::contract::coverage::PointId;
use crate::contract::literal::Literal;
pub(crate) use crate::contract::origin::Origin;
use crate::contract::rules::Rule;

/// The type of a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    #[default]
    Any,
    String,
    Number,
    Integer,
    Boolean,
    Array,
    Object,
}

/// The form of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    #[default]
    Any,
    DateTime,
    Date,
    Uri,
    Email,
    Uuid,
    Ipv4,
    Ipv6,
    Decimal,
    /// A whole number of so many bits, one of them for the sign.
    Int(u8),
    /// A whole number of so many bits that is not negative.
    Uint(u8),
    /// 24 hexadecimal digits: what every documented example of the field has.
    HexId,
    /// Digits, as in every documented example of the field.
    Digits,
}

/// What the contract says about a value.
#[derive(Debug, Default)]
pub(crate) struct Schema {
    pub(crate) origin: Origin,
    pub(crate) kind: Kind,
    pub(crate) format: Format,
    pub(crate) is_nullable: bool,
    pub(crate) is_secret: bool,
    pub(crate) min_length: Option<usize>,
    pub(crate) max_length: Option<usize>,
    pub(crate) min_items: Option<usize>,
    pub(crate) max_items: Option<usize>,
    pub(crate) has_unique_items: bool,
    pub(crate) pattern: Option<Arc<Pattern>>,
    pub(crate) range: Option<Box<Range>>,
    pub(crate) values: Option<Box<Values>>,
    pub(crate) fields: Vec<Field>,
    pub(crate) index: FxHashMap<String, usize>,
    /// Names of fields that must be there, and are none of `fields`.
    pub(crate) required: Vec<String>,
    pub(crate) others: Others,
    pub(crate) items: Option<Arc<Schema>>,
    pub(crate) union: Option<Box<Union>>,
    pub(crate) rules: Vec<Rule>,
    /// What few schemas say.
    pub(crate) more: Option<Box<More>>,
    /// The index in [`crate::contract::Contracts::shared`] of the schema that this one is: of one that holds itself, and of
    /// what lies deeper than the coverage counts.
    pub(crate) shared: Option<usize>,
}

/// What few schemas say.
#[derive(Debug, Default)]
pub(crate) struct More {
    /// The types, where there are several.
    pub(crate) kinds: Vec<Kind>,
    /// Whether nothing fits.
    pub(crate) is_never: bool,
    pub(crate) first_items: Vec<Schema>,
    pub(crate) contains: Option<Contains>,
    /// What fields are that are not named.
    pub(crate) additional: Option<Schema>,
    pub(crate) patterns: Vec<(Arc<Pattern>, Schema)>,
    pub(crate) names: Option<Schema>,
    pub(crate) min_fields: Option<usize>,
    pub(crate) max_fields: Option<usize>,
    pub(crate) dependent: Vec<(String, Vec<String>)>,
    pub(crate) dependent_schemas: Vec<(String, Schema)>,
    /// What holds, too.
    pub(crate) also: Vec<Schema>,
    pub(crate) not: Option<Schema>,
    pub(crate) condition: Option<Condition>,
}

/// `contains`, `minContains` and `maxContains`.
#[derive(Debug)]
pub(crate) struct Contains {
    pub(crate) item: Schema,
    pub(crate) least: usize,
    pub(crate) most: Option<usize>,
}

/// `if`, `then` and `else`.
#[derive(Debug)]
pub(crate) struct Condition {
    pub(crate) holds: Schema,
    pub(crate) then: Option<Schema>,
    pub(crate) otherwise: Option<Schema>,
}

/// Fields of an object that are not named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Others {
    /// Nothing is said: a document that names fields means all that there are.
    #[default]
    Unstated,
    Allowed,
    Refused,
}

/// A field of an object.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) schema: Schema,
    pub(crate) is_required: bool,
    /// Whether it is only answered (`readOnly`), or only sent (`writeOnly`): then it is required only there.
    pub(crate) is_read_only: bool,
    pub(crate) is_write_only: bool,
    pub(crate) point: Option<PointId>,
}

/// The limits of a number.
#[derive(Debug, Default)]
pub(crate) struct Range {
    pub(crate) minimum: Option<Bound>,
    pub(crate) maximum: Option<Bound>,
    pub(crate) step: Option<Decimal>,
}

/// The limit of a number.
#[derive(Debug)]
pub(crate) struct Bound {
    pub(crate) value: Decimal,
    pub(crate) is_exclusive: bool,
    /// The same, where it is whole and short.
    whole: Option<i64>,
}

impl Bound {
    pub(crate) fn new(value: Decimal, is_exclusive: bool) -> Bound {
        let whole = value.as_str().parse().ok();
        Bound {
            value,
            is_exclusive,
            whole,
        }
    }

    /// Whether a whole number is surely above the limit, or below it.
    fn is_met_by(&self, number: i64, is_least: bool) -> bool {
        self.whole.is_some_and(|limit| {
            let is_beyond = if is_least {
                number > limit
            } else {
                number < limit
            };
            is_beyond || number == limit && !self.is_exclusive
        })
    }
}

/// The values of an enum.
#[derive(Debug)]
pub(crate) struct Values {
    /// All, in words.
    pub(crate) list: Vec<String>,
    /// Those that are texts.
    pub(crate) points: FxHashMap<String, Option<PointId>>,
    /// Those that are none.
    pub(crate) others: Vec<(Literal, Option<PointId>)>,
    /// Those after which nothing changes any more; nothing if the contract does not say.
    pub(crate) last: Option<Vec<String>>,
}

/// What a text must match somewhere, with look-around and back-references.
#[derive(Debug)]
pub(crate) struct Pattern(Regex);

impl Pattern {
    /// Nothing if it is no regular expression that is known here.
    pub(crate) fn new(text: &str) -> Option<Pattern> {
        Regex::new(text).ok().map(Pattern)
    }

    /// What would take too long to tell is taken for a match.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.0.is_match(text).unwrap_or(true)
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_str().fmt(out)
    }
}

/// One of several schemas.
#[derive(Debug)]
pub(crate) struct Union {
    /// Whether exactly one holds, and not only one at least.
    pub(crate) is_exclusive: bool,
    /// The field that tells which.
    pub(crate) property: Option<String>,
    /// By the value of that field, or else by the name of the component.
    pub(crate) variants: Vec<(String, Schema)>,
}

impl Kind {
    pub(crate) fn of(kind: Type) -> Option<Kind> {
        Some(match kind {
            Type::String => Kind::String,
            Type::Number => Kind::Number,
            Type::Integer => Kind::Integer,
            Type::Boolean => Kind::Boolean,
            Type::Array => Kind::Array,
            Type::Object => Kind::Object,
            Type::Null => return None,
        })
    }
}

impl Format {
    /// Of the name of a format; nothing for one that is not checked.
    pub(crate) fn read(name: &str) -> Option<Format> {
        Some(match name {
            "date-time" => Format::DateTime,
            "date" => Format::Date,
            "uri" => Format::Uri,
            "email" => Format::Email,
            "uuid" => Format::Uuid,
            "ipv4" => Format::Ipv4,
            "ipv6" => Format::Ipv6,
            "decimal" => Format::Decimal,
            "int8" => Format::Int(8),
            "int16" => Format::Int(16),
            "int32" => Format::Int(32),
            "int64" => Format::Int(64),
            "uint8" => Format::Uint(8),
            "uint16" => Format::Uint(16),
            "uint32" => Format::Uint(32),
            "uint64" => Format::Uint(64),
            _ => return None,
        })
    }
}

impl Schema {
    /// Whether it is about an amount.
    pub(crate) fn is_money(&self) -> bool {
        self.format == Format::Decimal
    }

    /// Whether it tells where something stands: some of its values are the last ones.
    pub(crate) fn is_status(&self) -> bool {
        self.values
            .as_ref()
            .is_some_and(|values| values.last.is_some())
    }

    pub(crate) fn field(&self, name: &str) -> Option<&Field> {
        self.index.get(name).map(|index| &self.fields[*index])
    }

    /// A field of the object, or of one of the objects that it may be.
    pub(crate) fn field_of_any(&self, name: &str) -> Option<&Field> {
        let mut variants = self.union.iter().flat_map(|union| &union.variants);
        self.field(name)
            .or_else(|| variants.find_map(|(_, variant)| variant.field(name)))
    }

    pub(crate) fn is_number(&self) -> bool {
        matches!(self.kind, Kind::Number | Kind::Integer)
    }

    /// Whether it may have fields that are not named.
    pub(crate) fn is_open(&self) -> bool {
        match self.others {
            Others::Allowed => true,
            Others::Refused => false,
            Others::Unstated => self.fields.is_empty() && self.union.is_none(),
        }
    }

    /// Whether it says nothing but that a value is of this kind.
    pub(crate) fn is_only(&self, kind: Kind) -> bool {
        let has_limits = self.pattern.is_some()
            || self.range.is_some()
            || self.min_length.is_some()
            || self.max_length.is_some()
            || self.min_items.is_some()
            || self.max_items.is_some()
            || self.has_unique_items;
        let has_parts = !self.fields.is_empty()
            || !self.required.is_empty()
            || self.others != Others::Unstated
            || self.items.is_some()
            || self.union.is_some()
            || self.more.is_some()
            || self.shared.is_some();
        (self.kind == kind || self.kind == Kind::Any)
            && self.format == Format::Any
            && self.values.is_none()
            && !has_limits
            && !has_parts
    }

    /// Whether a whole number surely keeps the limits.
    pub(crate) fn takes_whole(&self, number: i64) -> bool {
        let is_met = |bound: &Option<Bound>, is_least: bool| {
            bound
                .as_ref()
                .is_none_or(|bound| bound.is_met_by(number, is_least))
        };
        self.range.as_ref().is_none_or(|range| {
            range.step.is_none() && is_met(&range.minimum, true) && is_met(&range.maximum, false)
        })
    }

    pub(crate) fn more(&mut self) -> &mut More {
        self.more.get_or_insert_default()
    }
}
