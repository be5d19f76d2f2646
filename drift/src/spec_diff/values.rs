//! What two versions of a contract say of a value.

use std::collections::BTreeSet;

use bayar_contract::extension::Rule;
use bayar_contract::schema::{Additional, Bound, Property, Type, Types};
use bayar_contract::{Contract, Decimal, NodeId, SchemaId, Version};

use super::wire::{Wire, named};
use crate::difference::{Effect, Place};
use crate::finding::Class;

/// What a schema and all that holds together with it says.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools)] // OpenAPI has them.
struct Constraints {
    types: Option<Types>,
    is_nullable: bool,
    formats: BTreeSet<String>,
    patterns: BTreeSet<String>,
    default: Option<String>,
    /// In words; nothing where any value is allowed.
    values: Option<BTreeSet<String>>,
    limits: Vec<(&'static str, Decimal, bool)>,
    has_unique_items: bool,
    is_deprecated: bool,
    is_closed: bool,
    additional: Option<SchemaId>,
    items: Option<SchemaId>,
    properties: Vec<Property>,
    /// What further parts say of the same fields.
    again: Vec<Property>,
    /// With the value or the name that tells it.
    variants: Vec<(Option<String>, SchemaId)>,
    rules: Vec<Rule>,
    /// The values after which nothing changes any more.
    finals: Option<BTreeSet<String>>,
    /// Keywords that are compared as they are written.
    rest: BTreeSet<String>,
}

/// Keywords that are compared as they are written.
pub(super) const REST: &[&str] = &[
    "not",
    "if",
    "then",
    "else",
    "contains",
    "minContains",
    "maxContains",
    "prefixItems",
    "patternProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "unevaluatedProperties",
    "unevaluatedItems",
    "contentEncoding",
    "contentMediaType",
];

impl Constraints {
    fn read(contract: &Contract, id: SchemaId) -> Constraints {
        let mut constraints = Constraints {
            properties: contract.properties(id),
            is_nullable: true,
            ..Constraints::default()
        };
        let mut is_marked = false;
        for part in contract.parts(id) {
            is_marked |= constraints.add(contract, part);
            let own = contract.schema(part).properties.iter();
            let is_again = |own: &&Property| {
                let mut first = constraints.properties.iter();
                !first.any(|first| first.schema == own.schema)
            };
            let again: Vec<_> = own.filter(is_again).cloned().collect();
            constraints.again.extend(again);
        }
        // In OpenAPI 3.0 `nullable` adds it to what other schemas leave out, as people mean it.
        constraints.is_nullable |= contract.version == Version::V3_0 && is_marked;
        constraints
    }

    /// Adds what a part says itself, and tells whether it is marked as nullable.
    fn add(&mut self, contract: &Contract, id: SchemaId) -> bool {
        let schema = contract.schema(id);
        let types: Types = schema
            .types
            .iter()
            .filter(|kind| *kind != Type::Null)
            .collect();
        if !schema.types.is_empty() {
            self.types = Some(match self.types {
                Some(own) => own.iter().filter(|kind| has(types, *kind)).collect(),
                None => types,
            });
            self.is_nullable &= schema.types.contains(Type::Null);
        }
        self.formats.extend(schema.format.clone());
        self.patterns.extend(schema.pattern.clone());
        let json = |node: NodeId| contract.node(node).to_json();
        let words = |node: NodeId| {
            contract
                .node(node)
                .scalar()
                .map_or_else(|| json(node), str::to_owned)
        };
        self.default = self.default.take().or(schema.default.map(words));
        let constant = schema.constant.map(|node| vec![node]);
        if let Some(values) = constant.or_else(|| schema.values.clone()) {
            let values: BTreeSet<_> = values.into_iter().map(words).collect();
            self.values = Some(match self.values.take() {
                Some(own) => own.intersection(&values).cloned().collect(),
                None => values,
            });
        }
        let bound = |bound: &Option<Bound>| {
            let bound = bound.as_ref()?;
            Some((bound.value.clone(), bound.exclusive))
        };
        let size = |size: Option<u64>| Some((Decimal::from(size?), false));
        let limits = [
            ("minimum", bound(&schema.minimum)),
            ("maximum", bound(&schema.maximum)),
            (
                "multipleOf",
                schema.multiple_of.clone().map(|step| (step, false)),
            ),
            ("minLength", size(schema.min_length)),
            ("maxLength", size(schema.max_length)),
            ("minItems", size(schema.min_items)),
            ("maxItems", size(schema.max_items)),
            ("minProperties", size(schema.min_properties)),
            ("maxProperties", size(schema.max_properties)),
        ];
        let stated = limits.into_iter();
        self.limits
            .extend(stated.filter_map(|(name, limit)| limit.map(|(value, is)| (name, value, is))));
        self.has_unique_items |= schema.unique_items;
        self.is_deprecated |= schema.deprecated;
        match schema.additional {
            Additional::Unstated | Additional::Allowed => {}
            Additional::Refused => self.is_closed = true,
            Additional::Schema(id) => self.additional = Some(id),
        }
        self.items = self.items.or(schema.items);
        if !schema.one_of.is_empty() || !schema.any_of.is_empty() {
            let variants = contract.variants(id).into_iter().map(|variant| {
                let name = contract.component(variant.schema).map(str::to_owned);
                (variant.value.or(name), variant.schema)
            });
            self.variants.extend(variants);
        }
        self.rules.extend(schema.rules.iter().cloned());
        if let Some(values) = &schema.final_values {
            let finals = self.finals.get_or_insert_default();
            finals.extend(values.iter().cloned());
        }
        if let Some(node) = schema.node.map(|node| contract.node(node)) {
            let stated = REST.iter().filter_map(|name| {
                let value = node.get(name)?;
                Some(format!("{name}: {}", value.to_json()))
            });
            self.rest.extend(stated);
            let discriminator = node.get("discriminator");
            let property = discriminator.and_then(|one| one.text("propertyName"));
            self.rest
                .extend(property.map(|name| format!("discriminator: {name}")));
        }
        schema.nullable
    }

    /// Leaves out the fields that do not stand there: of what is sent those that are only answered, and the other way
    /// round.
    fn leave_out(&mut self, contract: &Contract, is_sent: bool) {
        self.properties.retain(|property| {
            let is_elsewhere = |id: SchemaId| {
                let schema = contract.schema(id);
                if is_sent {
                    schema.read_only
                } else {
                    schema.write_only
                }
            };
            !contract
                .parts(property.schema)
                .into_iter()
                .any(is_elsewhere)
        });
    }

    fn limit(&self, name: &str) -> Option<(&Decimal, bool)> {
        let stated = self.limits.iter().filter(|(own, ..)| *own == name);
        let stated = stated.map(|(_, value, is_exclusive)| (value, *is_exclusive));
        // The tighter of two.
        if name.starts_with("max") {
            stated.min_by(|one, two| one.0.cmp(two.0).then(two.1.cmp(&one.1)))
        } else {
            stated.max_by(|one, two| one.0.cmp(two.0).then(one.1.cmp(&two.1)))
        }
    }

    fn kind(&self) -> String {
        let kind = self
            .types
            .map_or("any".to_owned(), |types| types.to_string());
        if self.formats.is_empty() {
            return kind;
        }
        let formats: Vec<_> = self.formats.iter().map(String::as_str).collect();
        format!("{kind} ({})", formats.join(", "))
    }
}

/// Whether a set has a type: numbers are whole ones, too.
fn has(types: Types, kind: Type) -> bool {
    types.contains(kind) || kind == Type::Integer && types.contains(Type::Number)
}

/// Whether everything of one set is in another.
fn is_within(one: Option<Types>, other: Option<Types>) -> bool {
    match (one, other) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(one), Some(other)) => one.iter().all(|kind| has(other, kind)),
    }
}

impl Wire<'_> {
    /// Compares two schemas, once in an operation for what is sent and for what is answered.
    pub(super) fn schema(&mut self, old: SchemaId, new: SchemaId, place: Place, at: &str) {
        let sent = self.is_sent(place);
        if !self.compared.insert((old, new, sent)) {
            return;
        }
        let (mut before, mut after) = (
            Constraints::read(self.old, old),
            Constraints::read(self.new, new),
        );
        before.leave_out(self.old, sent);
        after.leave_out(self.new, sent);
        self.kind(&before, &after, place, at);
        self.nullable(&before, &after, place, at);
        self.default(&before, &after, place, at);
        self.limits(&before, &after, place, at);
        self.values(&before, &after, place, at);
        self.finals(&before, &after, place, at);
        self.deprecated(before.is_deprecated, after.is_deprecated, place, at);
        self.rules(&before.rules, &after.rules, place, at);
        self.rest(&before, &after, place, at);
        if let (Some(old), Some(new)) = (before.items, after.items) {
            self.schema(old, new, place, &format!("{at}/*"));
        }
        self.additional(&before, &after, place, at);
        self.fields(&before, &after, place, at);
        self.variants(old, &before, &after, place, at);
    }

    fn fields(&mut self, old: &Constraints, new: &Constraints, place: Place, at: &str) {
        let find = |constraints: &Constraints, name: &str| {
            constraints
                .properties
                .iter()
                .find(|one| one.name == name)
                .cloned()
        };
        let pointer = |name: &str| format!("{at}/{}", bayar_contract::escape(name));
        for own in &old.properties {
            let pointer = pointer(&own.name);
            match find(new, &own.name) {
                Some(now) => {
                    self.required(own.required, now.required, place, &pointer);
                    self.schema(own.schema, now.schema, place, &pointer);
                    let again = |constraints: &Constraints| -> Vec<SchemaId> {
                        let again = constraints.again.iter();
                        let again = again.filter(|one| one.name == own.name);
                        again.map(|one| one.schema).collect()
                    };
                    let (before, after) = (again(old), again(new));
                    // Of one that came or went, the place alone may be another.
                    if before.len() == after.len() {
                        for (one, two) in before.into_iter().zip(after) {
                            self.schema(one, two, place, &pointer);
                        }
                    }
                }
                None => self.gone(&own.name, &pointer, place),
            }
        }
        for now in &new.properties {
            if find(old, &now.name).is_none() {
                self.is_new(&pointer(&now.name), now.required, place);
            }
        }
        if old.is_closed != new.is_closed && self.is_sent(place) {
            let effect = Effect::narrower(new.is_closed);
            let word = |is: bool| if is { "no others" } else { "any others" };
            let message = format!(
                "{} takes {} besides its fields.",
                named(at),
                word(new.is_closed)
            );
            self.push(
                effect,
                place,
                at,
                word(old.is_closed),
                word(new.is_closed),
                message,
            );
        }
    }

    /// The fields that have no name.
    fn additional(&mut self, old: &Constraints, new: &Constraints, place: Place, at: &str) {
        let (effect, had) = match (old.additional, new.additional) {
            (Some(old), Some(new)) => {
                return self.schema(old, new, place, &format!("{at}/*"));
            }
            _ if old.is_closed || new.is_closed => return,
            (None, None) => return,
            (Some(old), _) => (Effect::Wider, Some(old)),
            (old, _) => (Effect::Narrower, old),
        };
        let word = |has: bool| if has { "a schema" } else { "anything" };
        let (from, to) = (word(had.is_some()), word(had.is_none()));
        let message = format!("The other fields of {} are now {to}.", named(at));
        self.push(effect, place, at, from, to, message);
    }

    /// Whether everything that fits a schema fits one of another's variants.
    fn fits_variant(&mut self, old: SchemaId, new: &Constraints, place: Place, at: &str) -> bool {
        let compared = self.compared.clone();
        let before = self.changes.len();
        let fits = new.variants.iter().any(|(_, variant)| {
            self.schema(old, *variant, place, at);
            let mut changes = self.changes.drain(before..);
            changes.all(|change| change.class != Class::SPEC_RUN)
        });
        self.compared = compared;
        fits
    }

    fn variants(
        &mut self,
        id: SchemaId,
        old: &Constraints,
        new: &Constraints,
        place: Place,
        at: &str,
    ) {
        let sent = self.is_sent(place);
        let is_new = old.variants.is_empty() && !new.variants.is_empty();
        let is_refused = sent && is_new && !self.fits_variant(id, new, place, at);
        let find =
            |list: &[(Option<String>, SchemaId)], index: usize, name: &Option<String>| match name {
                Some(_) => list.iter().find(|(own, _)| own == name).map(|(_, id)| *id),
                None => list
                    .get(index)
                    .filter(|(own, _)| own.is_none())
                    .map(|(_, id)| *id),
            };
        let word = |name: &Option<String>, index: usize| {
            name.clone()
                .unwrap_or_else(|| format!("number {}", index + 1))
        };
        for (index, (name, own)) in old.variants.iter().enumerate() {
            match find(&new.variants, index, name) {
                Some(now) => self.schema(*own, now, place, at),
                None if new.variants.is_empty() && sent => {}
                None => {
                    let effect = Effect::Narrower;
                    let word = word(name, index);
                    let message = format!("{} is no longer the variant {word}.", named(at));
                    self.push(effect, place, at, &word, "gone", message);
                }
            }
        }
        for (index, (name, _)) in new.variants.iter().enumerate() {
            if find(&old.variants, index, name).is_none() {
                let effect = if is_refused {
                    Effect::Breaking
                } else {
                    Effect::Compatible
                };
                let word = word(name, index);
                let message = format!("{} may be the variant {word}.", named(at));
                self.push(effect, place, at, "not there", &word, message);
            }
        }
    }

    fn kind(&mut self, old: &Constraints, new: &Constraints, place: Place, at: &str) {
        if old.kind() == new.kind() {
            return;
        }
        let is_wider = is_within(old.types, new.types) && new.formats.is_subset(&old.formats);
        let is_narrower = is_within(new.types, old.types) && old.formats.is_subset(&new.formats);
        let effect = match (is_wider, is_narrower) {
            (true, true) => Effect::Compatible,
            (true, false) => Effect::Wider,
            (false, true) => Effect::Narrower,
            (false, false) => Effect::Breaking,
        };
        let message = format!("The type of {} is now {}.", named(at), new.kind());
        self.push(effect, place, at, &old.kind(), &new.kind(), message);
    }

    fn nullable(&mut self, old: &Constraints, new: &Constraints, place: Place, at: &str) {
        // Of another type it is not said again.
        if old.is_nullable == new.is_nullable || old.types.is_none() != new.types.is_none() {
            return;
        }
        let effect = Effect::narrower(!new.is_nullable);
        let word = |is: bool| if is { "may be null" } else { "is never null" };
        let message = format!("{} now {}.", named(at), word(new.is_nullable));
        let (from, to) = (word(old.is_nullable), word(new.is_nullable));
        self.push(effect, place, at, from, to, message);
    }

    fn default(&mut self, old: &Constraints, new: &Constraints, place: Place, at: &str) {
        if old.default == new.default {
            return;
        }
        let effect = if self.is_sent(place) {
            Effect::Breaking
        } else {
            Effect::Words
        };
        let (from, to) = (old.default.as_deref(), new.default.as_deref());
        let message = format!(
            "The default of {} is now {}.",
            named(at),
            to.unwrap_or("none")
        );
        self.differs(effect, place, at, (from, to), message);
    }

    /// Limits guard what is sent; on answers they are words.
    fn limits(&mut self, old: &Constraints, new: &Constraints, place: Place, at: &str) {
        let sent = self.is_sent(place);
        let effect = |is_narrower: bool| match (sent, is_narrower) {
            (false, _) => Effect::Words,
            (true, true) => Effect::Narrower,
            (true, false) => Effect::Wider,
        };
        if old.patterns != new.patterns {
            let shown = |constraints: &Constraints| {
                let patterns: Vec<_> = constraints.patterns.iter().map(String::as_str).collect();
                (!patterns.is_empty()).then(|| patterns.join(" and "))
            };
            let (from, to) = (shown(old), shown(new));
            let message = format!("The pattern of {} changed.", named(at));
            let is_narrower = !new.patterns.is_subset(&old.patterns);
            let words = (from.as_deref(), to.as_deref());
            self.differs(effect(is_narrower), place, at, words, message);
        }
        if old.has_unique_items != new.has_unique_items {
            let word = |is: bool| if is { "each once" } else { "any" };
            let message = format!(
                "The items of {} may be {}.",
                named(at),
                word(new.has_unique_items)
            );
            let (from, to) = (word(old.has_unique_items), word(new.has_unique_items));
            self.push(effect(new.has_unique_items), place, at, from, to, message);
        }
        for name in [
            "minimum",
            "maximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "minProperties",
            "maxProperties",
        ] {
            let (from, to) = (old.limit(name), new.limit(name));
            if from == to {
                continue;
            }
            let shown = |limit: Option<(&Decimal, bool)>| match limit {
                None => "none".to_owned(),
                Some((value, true)) => format!("{value} excluded"),
                Some((value, false)) => value.to_string(),
            };
            let message = format!("The {name} of {} is now {}.", named(at), shown(to));
            let (before, after) = (
                format!("{name} {}", shown(from)),
                format!("{name} {}", shown(to)),
            );
            let effect = effect(is_narrower(name, from, to));
            self.push(effect, place, at, &before, &after, message);
        }
    }

    fn values(&mut self, old: &Constraints, new: &Constraints, place: Place, at: &str) {
        let (Some(before), Some(after)) = (&old.values, &new.values) else {
            if old.values != new.values {
                let is_narrower = new.values.is_some();
                let effect = Effect::narrower(is_narrower);
                let (from, to) = (joined(old.values.as_ref()), joined(new.values.as_ref()));
                let message = match &to {
                    Some(to) => format!("{} is now one of {to}.", named(at)),
                    None => format!("{} may be anything now.", named(at)),
                };
                self.differs(effect, place, at, (from.as_deref(), to.as_deref()), message);
            }
            return;
        };
        // What the table of errors tells is not told again.
        let is_code = |codes: &BTreeSet<String>, value: &String| {
            place == Place::Error && codes.contains(value)
        };
        for value in after.difference(before) {
            if is_code(&self.codes, value) {
                continue;
            }
            // Enums are open: what is new was taken before, as unknown.
            let message = format!("{} may be `{value}`.", named(at));
            self.push(Effect::Compatible, place, at, "not there", value, message);
        }
        for value in before.difference(after) {
            if is_code(&self.codes, value) {
                continue;
            }
            let effect = Effect::Narrower;
            let message = format!("{} is no longer `{value}`.", named(at));
            self.push(effect, place, at, value, "gone", message);
        }
    }

    /// Callers wait for these values.
    fn finals(&mut self, old: &Constraints, new: &Constraints, place: Place, at: &str) {
        if old.finals == new.finals {
            return;
        }
        let effect = if old.finals.is_none() {
            Effect::Compatible
        } else {
            Effect::Breaking
        };
        let (from, to) = (joined(old.finals.as_ref()), joined(new.finals.as_ref()));
        let values = to.as_deref().unwrap_or("none");
        let message = format!(
            "The values of {} that are final are now {values}.",
            named(at)
        );
        self.differs(effect, place, at, (from.as_deref(), to.as_deref()), message);
    }

    /// What is compared as it is written.
    fn rest(&mut self, old: &Constraints, new: &Constraints, place: Place, at: &str) {
        for stated in new.rest.difference(&old.rest) {
            let effect = Effect::Narrower;
            let message = format!("{} is limited otherwise.", named(at));
            self.push(effect, place, at, "not there", stated, message);
        }
        for stated in old.rest.difference(&new.rest) {
            let effect = Effect::Wider;
            let message = format!("{} is no longer limited so.", named(at));
            self.push(effect, place, at, stated, "gone", message);
        }
    }
}

fn joined(values: Option<&BTreeSet<String>>) -> Option<String> {
    let values: Vec<_> = values?.iter().map(String::as_str).collect();
    Some(values.join(", "))
}

/// Whether fewer values pass than before.
fn is_narrower(name: &str, from: Option<(&Decimal, bool)>, to: Option<(&Decimal, bool)>) -> bool {
    let Some((to, is_now_exclusive)) = to else {
        return false;
    };
    let Some((from, was_exclusive)) = from else {
        return true;
    };
    if name == "multipleOf" {
        return !from.is_multiple_of(to);
    }
    if from == to {
        return is_now_exclusive && !was_exclusive;
    }
    (to > from) == name.starts_with("min")
}
