//! A contract of the shared reader, as facts.

use std::collections::{BTreeMap, BTreeSet};

use bayar_contract::extension::{self, ErrorRow, Rule};
use bayar_contract::operation::{Location, MediaType, Operation, OperationKind, Parameter, Status};
use bayar_contract::schema::{self, Mapping, Schema};
use bayar_contract::server::Server;
use bayar_contract::{Decimal, NodeId, SchemaId};

use super::{scalars, text_of};
use crate::facts::{
    self, Bound, Constant, Example, Field, Kind, Limit, Line, Origin, Permission, Place, Type,
    ValueTable,
};
use bayar_contract::escape;
use bayar_drift::finding::SpecPlace;

pub(super) struct Reader<'a> {
    pub(super) contract: &'a bayar_contract::Contract,
    pub(super) is_placed: bool,
}

/// How deep schemas may nest.
const DEPTH: usize = 12;

/// What is handed down while the schema of a body is walked.
#[derive(Clone)]
struct Walk {
    place: Place,
    pointer: String,
    at: String,
    within: Option<String>,
    variant: Option<String>,
    depth: usize,
}

impl Walk {
    fn of(place: Place) -> Walk {
        Walk {
            place,
            pointer: String::new(),
            at: String::new(),
            within: None,
            variant: None,
            depth: 0,
        }
    }
}

impl Reader<'_> {
    pub(super) fn place(&self, node: NodeId) -> Option<SpecPlace> {
        let node = self.contract.node(node);
        self.is_placed.then(|| SpecPlace {
            file: node.file().to_owned(),
            line: node.line(),
        })
    }

    /// Where something stands and, if `x-source` cites a document, what it was transcribed from.
    fn origin(&self, stated: &extension::Source, node: Option<NodeId>) -> Origin {
        let document = stated.document_name().map(str::to_owned);
        let lines = document.iter().flat_map(|_| stated.lines()).collect();
        Origin {
            document,
            lines,
            spec: node.and_then(|node| self.place(node)),
        }
    }

    fn schema(&self, id: SchemaId) -> &Schema {
        self.contract.schema(id)
    }

    /// Each operation, its callbacks after it, and then what is sent to URLs that were agreed elsewhere.
    pub(super) fn operations(&self) -> Vec<facts::Operation> {
        let callbacks = &self.contract.callbacks;
        let mut claims = Vec::new();
        for (index, operation) in self.contract.operations.iter().enumerate() {
            claims.push(self.claim(operation));
            let own = callbacks.iter().filter(|callback| {
                matches!(callback.kind, OperationKind::Callback { of, .. } if of == index)
            });
            claims.extend(own.map(|callback| self.claim(callback)));
        }
        let agreed = callbacks
            .iter()
            .filter(|callback| matches!(callback.kind, OperationKind::Webhook { .. }));
        claims.extend(agreed.map(|callback| self.claim(callback)));
        claims
    }

    fn claim(&self, operation: &Operation) -> facts::Operation {
        let path = operation.callback_name().unwrap_or(&operation.path);
        let origin = self.origin(&operation.source, Some(operation.node));
        let line = first(&origin);
        let mut claim = facts::Operation::new(operation.id.clone().unwrap_or_default(), line);
        if operation.is_callback() {
            claim.kind = Kind::Callback;
        }
        claim.method.clone_from(&operation.method);
        path.clone_into(&mut claim.path);
        claim.hosts = hosts(operation);
        claim.permission = operation.permission.as_ref().and_then(|permission| {
            Some(Permission {
                kind: permission.kind.clone(),
                access: permission.access.clone()?,
                line,
            })
        });
        let function = operation.function.as_ref();
        claim.function = function.map(|function| function.name.clone());
        claim.origin = origin;
        claim.rules = self.rules(&operation.rules);
        for parameter in &operation.parameters {
            self.parameter(parameter, &mut claim);
        }
        if let Some(body) = &operation.body {
            self.content(&body.content, Place::Body, &mut claim);
        }
        for response in &operation.responses {
            let place = if response.status.is_success() {
                Place::Answer
            } else {
                Place::Error
            };
            self.content(&response.content, place, &mut claim);
        }
        let rows = operation.errors.iter().filter(|row| !row.is_observed);
        claim.errors = rows.map(|row| self.error(row)).collect();
        claim
    }

    fn parameter(&self, parameter: &Parameter, claim: &mut facts::Operation) {
        let place = match parameter.location {
            Location::Path => Place::Path,
            Location::Query => Place::Query,
            Location::Header | Location::Cookie => Place::Header,
        };
        let walk = Walk {
            place,
            at: format!("{}/{}", claim.title, parameter.name),
            ..Walk::of(place)
        };
        let mut field = self.field(&parameter.name, parameter.schema, &walk);
        field.required = Some(parameter.required);
        field
            .documented_as
            .clone_from(&parameter.source.documented_as);
        field.origin = self.origin(&parameter.source, Some(parameter.node));
        claim.fields.push(field);
    }

    fn content(&self, content: &[MediaType], place: Place, claim: &mut facts::Operation) {
        for media in content {
            let walk = Walk {
                place,
                ..Walk::of(place)
            };
            if let Some(schema) = media.schema {
                self.walk(schema, &walk, claim);
            }
            for example in media
                .examples
                .iter()
                .filter(|example| example.name.is_some())
            {
                let mut values = BTreeMap::new();
                let value = example
                    .value
                    .map(|value| self.contract.node(value).to_value());
                scalars(&value.unwrap_or_default(), "", &mut values);
                claim.examples.push(Example {
                    line: 0,
                    place,
                    variant: None,
                    form: None,
                    values,
                    origin: self.origin(&example.source, Some(example.node)),
                });
            }
        }
    }

    fn error(&self, row: &ErrorRow) -> facts::ErrorRow {
        let origin = self.origin(&row.source, Some(row.node));
        facts::ErrorRow {
            status: row.status,
            is_example_only: row.is_example_only,
            origin,
            ..facts::ErrorRow::new(&row.code, 0, row.variant.clone())
        }
    }

    /// Where references lead, and the last of them.
    fn resolve(&self, id: SchemaId) -> (SchemaId, Option<&str>) {
        let (mut id, mut last) = (id, None);
        for _ in 0..DEPTH {
            let Some(reference) = &self.schema(id).reference else {
                break;
            };
            id = reference.target;
            last = Some(reference.text.as_str());
        }
        (id, last)
    }

    /// Adds the fields of a schema.
    fn walk(&self, id: SchemaId, walk: &Walk, claim: &mut facts::Operation) {
        if walk.depth > DEPTH {
            return;
        }
        let (id, reference) = self.resolve(id);
        let schema = self.schema(id);
        let mut walk = walk.clone();
        walk.depth += 1;
        if let Some(reference) = reference {
            reference.clone_into(&mut walk.at);
        }
        claim.rules.extend(self.rules(&schema.rules));
        for part in &schema.all_of {
            self.walk(*part, &walk, claim);
        }
        let mapping = schema.discriminator.iter().flat_map(|one| &one.mapping);
        let mapping: Vec<_> = mapping.collect();
        for part in &schema.one_of {
            let (target, _) = self.resolve(*part);
            let is_it = |mapping: &&&Mapping| {
                let mapped = mapping.target.map(|mapped| self.resolve(mapped).0);
                mapped == Some(target)
            };
            let variant = mapping.iter().find(is_it);
            let walk = Walk {
                variant: variant.map(|mapping| mapping.value.clone()),
                ..walk.clone()
            };
            self.walk(*part, &walk, claim);
        }
        if let Some(of) = schema.items {
            let walk = Walk {
                pointer: format!("{}/*", walk.pointer),
                ..walk.clone()
            };
            self.walk(of, &walk, claim);
        }
        for property in &schema.properties {
            let name = &property.name;
            let mut field = self.field(name, Some(property.schema), &walk);
            field.required = Some(property.required);
            let inner = Walk {
                pointer: field.pointer.clone(),
                at: field.at.clone(),
                within: Some(name.clone()),
                ..walk.clone()
            };
            claim.fields.push(field);
            self.walk(property.schema, &inner, claim);
        }
    }

    fn field(&self, name: &str, schema: Option<SchemaId>, walk: &Walk) -> Field {
        let mut field = Field::new(name, 0);
        field.within.clone_from(&walk.within);
        field.pointer = format!("{}/{}", walk.pointer, escape(name));
        field.at = format!("{}/{name}", walk.at);
        field.place = walk.place;
        field.variant.clone_from(&walk.variant);
        if let Some(schema) = schema {
            let own = self.schema(schema);
            field.documented_as.clone_from(&own.source.documented_as);
            field.origin = self.origin(&own.source, own.node);
            self.shape(schema, &mut field, 0);
        }
        field
    }

    /// Fills in what a schema and the schemas that it refers to say.
    fn shape(&self, id: SchemaId, field: &mut Field, depth: usize) {
        if depth > DEPTH {
            return;
        }
        let (id, reference) = self.resolve(id);
        let schema = self.schema(id);
        let kind = schema.types.only().map(|kind| match kind {
            schema::Type::String => Some(Type::String),
            schema::Type::Number | schema::Type::Integer => Some(Type::Number),
            schema::Type::Boolean => Some(Type::Boolean),
            schema::Type::Array => Some(Type::Array),
            schema::Type::Object => Some(Type::Object),
            schema::Type::Null => None,
        });
        field.kind = field.kind.or(kind.flatten());
        let whole = |decimal: &Decimal| decimal.to_u64();
        let of = |bound: &Option<schema::Bound>| whole(&bound.as_ref()?.value);
        let limits = [
            (Bound::Minimum, of(&schema.minimum)),
            (Bound::Maximum, of(&schema.maximum)),
            (Bound::MinLength, schema.min_length),
            (Bound::MaxLength, schema.max_length),
            (Bound::MaxItems, schema.max_items),
            (
                Bound::MultipleOf,
                schema.multiple_of.as_ref().and_then(whole),
            ),
        ];
        // A limit that no document states is nothing to compare with one.
        let sources = &schema.limit_sources;
        let is_observed = |keyword: &str| {
            let mut sources = sources.iter();
            sources.any(|source| source.keyword == keyword && source.line.is_none())
        };
        let stated = limits.into_iter().filter_map(|(bound, value)| {
            let value = value.filter(|_| !is_observed(bound.keyword()))?;
            Some(limit(bound, value, 0))
        });
        field.limits.extend(stated);
        if let Some(pattern) = &schema.pattern
            && !is_observed("pattern")
        {
            let lengths = lengths(pattern).into_iter();
            field
                .limits
                .extend(lengths.map(|(bound, value)| limit(bound, value, 0)));
        }
        if let Some(default) = schema.default {
            field.default = Some(text_of(&self.contract.node(default).to_value()));
        }
        self.values(schema, reference, field);
        for part in schema.all_of.iter().chain(schema.one_of.iter().take(1)) {
            self.shape(*part, field, depth + 1);
        }
        if let Some(of) = schema.items {
            let (of, reference) = self.resolve(of);
            self.values(self.schema(of), reference, field);
        }
    }

    fn values(&self, schema: &Schema, reference: Option<&str>, field: &mut Field) {
        if schema.values.is_some() {
            field.listed = Some(component(reference));
            field.values = self.listed(schema);
        }
    }

    pub(super) fn enums(&self) -> Vec<ValueTable> {
        let named = self.contract.named.iter();
        let tables = named.map(|(name, id)| ValueTable {
            title: name.clone(),
            line: 0,
            values: self.listed(self.schema(*id)),
        });
        tables.filter(|table| !table.values.is_empty()).collect()
    }

    /// Each status that an operation names; a class of them is none.
    pub(super) fn statuses(&self) -> BTreeSet<u16> {
        let operations = self.contract.operations.iter();
        let named = operations.flat_map(|operation| {
            let responses = operation.responses.iter();
            let responses = responses.filter_map(|response| match response.status {
                Status::Code(status) => Some(status),
                _ => None,
            });
            responses.chain(operation.errors.iter().filter_map(|row| row.status))
        });
        named.collect()
    }

    fn listed(&self, schema: &Schema) -> Vec<Constant> {
        // Its own, or the contract's.
        let stated = [&schema.source, &self.contract.info.source];
        let listing = stated.into_iter().find_map(|stated| stated.document_name());
        let values = schema.values.iter().flatten();
        values
            .map(|node| {
                let value = text_of(&self.contract.node(*node).to_value());
                let mut entries = schema.value_notes.iter();
                let entry = entries.find(|entry| entry.value == value);
                let lines = entry.map_or_else(Vec::new, |entry| entry.lines.clone());
                let own = entry.and_then(|entry| entry.document.as_deref()).map(stem);
                let document = own.or(listing).filter(|_| !lines.is_empty());
                Constant {
                    origin: Origin {
                        document: document.map(str::to_owned),
                        lines,
                        spec: self.place(*node),
                    },
                    ..Constant::new(value, 0)
                }
            })
            .collect()
    }

    /// The limits of rules over several fields, each on the line that states it.
    fn rules(&self, rules: &[Rule]) -> Vec<Limit> {
        let bounds = [
            Bound::Minimum,
            Bound::Maximum,
            Bound::MinLength,
            Bound::MaxLength,
            Bound::MaxItems,
            Bound::MultipleOf,
        ];
        let mut limits = Vec::new();
        for rule in rules {
            let rule = self.contract.node(rule.node).to_value();
            let line = rule["line"].as_u64();
            let line = line.and_then(|line| line.try_into().ok()).unwrap_or(0);
            let stated = bounds
                .iter()
                .filter_map(|bound| Some((*bound, rule[bound.keyword()].as_u64()?)));
            let pattern = rule["pattern"].as_str().map(lengths).unwrap_or_default();
            limits.extend(
                stated
                    .chain(pattern)
                    .map(|(bound, value)| limit(bound, value, line)),
            );
        }
        limits
    }
}

fn limit(bound: Bound, value: u64, line: Line) -> Limit {
    Limit {
        bound,
        value,
        when: None,
        line,
    }
}

fn first(origin: &Origin) -> Line {
    origin.lines.first().copied().unwrap_or_default()
}

/// The name of a document without its ending.
fn stem(document: &str) -> &str {
    document.rsplit_once('.').map_or(document, |(stem, _)| stem)
}

/// The name of the component that a reference leads to; nothing for what stands in place.
fn component(reference: Option<&str>) -> String {
    let name = reference.and_then(|reference| reference.rsplit('/').next());
    name.unwrap_or_default().to_owned()
}

/// The lengths that a pattern of one class allows: `^[0-9]{3,4}$`.
fn lengths(pattern: &str) -> Vec<(Bound, u64)> {
    let found = crate::wording::pattern!(r"^\^\[[^\]]*\]\{(\d+)(?:,(\d+))?\}\$$").captures(pattern);
    let Some(found) = found else {
        return Vec::new();
    };
    let least = found[1].parse().ok();
    let most = found
        .get(2)
        .map_or(least, |most| most.as_str().parse().ok());
    let bounds = [(Bound::MinLength, least), (Bound::MaxLength, most)];
    bounds
        .into_iter()
        .filter_map(|(bound, value)| Some((bound, value?)))
        .collect()
}

/// The hosts of the servers of an operation.
fn hosts(operation: &Operation) -> Vec<Constant> {
    let urls = operation.servers.iter().flat_map(Server::urls);
    let hosts = urls.filter_map(|url| {
        let (_, rest) = url.split_once("://")?;
        let end = rest.find(['/', ':']).unwrap_or(rest.len());
        Some(Constant::new(&rest[..end], 0))
    });
    hosts.collect()
}
