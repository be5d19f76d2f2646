//! From the schemas of a document to trees that values are checked against.

use std::sync::Arc;

use bayar_contract::schema::{Additional, Schema as Stated, Type, Types};
use bayar_contract::{Contract, NodeId, SchemaId};
use rustc_hash::FxHashMap;

use crate::contract::Area;
use crate::contract::coverage::CoveragePoints;
use crate::contract::limits::{least, number_limits};
use crate::contract::literal::Literal;
use crate::contract::origin::{Origin, Source, place};
use crate::contract::rules::Rule;
use crate::contract::schema::{
    Condition, Contains, Field, Format, Kind, Others, Pattern, Schema, Values,
};

/// So deep schemas lie in a tree of their own, and are shared below.
const DEEPEST: usize = 32;

/// So many schemas of an operation lie in trees of their own.
const MOST: usize = 4_000;

/// So many of a whole document do.
const MOST_OF_ALL: usize = 50_000;

/// What the schemas of one document have in common.
pub(crate) struct Compiler<'c> {
    pub(crate) contract: &'c Contract,
    pub(crate) points: &'c mut CoveragePoints,
    pub(crate) shared: &'c mut Vec<Schema>,
    /// The schemas that were or will be compiled once for all, with the name and holder that they have there.
    known: FxHashMap<SchemaId, usize>,
    /// Those of which the coverage counts nothing: many answers have the same.
    uncounted: FxHashMap<SchemaId, Arc<Schema>>,
    first_shared: usize,
    waiting: Vec<(SchemaId, Origin)>,
    regexes: FxHashMap<String, Option<Arc<Pattern>>>,
    /// What is not checked, with how many places have it.
    pub(crate) unchecked: FxHashMap<String, usize>,
    /// What the points belong to; nothing for schemas that are not part of the coverage.
    area: Option<Area>,
    owner: usize,
    /// The key of the parameter that is compiled.
    parameter: String,
    left: usize,
    left_of_all: usize,
    /// The schemas around the present one.
    pub(super) around: Vec<SchemaId>,
    is_shared: bool,
}

impl<'c> Compiler<'c> {
    pub(crate) fn new(
        contract: &'c Contract,
        points: &'c mut CoveragePoints,
        shared: &'c mut Vec<Schema>,
    ) -> Compiler<'c> {
        Compiler {
            contract,
            points,
            first_shared: shared.len(),
            shared,
            known: FxHashMap::default(),
            uncounted: FxHashMap::default(),
            waiting: Vec::new(),
            regexes: FxHashMap::default(),
            unchecked: FxHashMap::default(),
            area: None,
            owner: 0,
            parameter: String::new(),
            left: MOST,
            left_of_all: MOST_OF_ALL,
            around: Vec::new(),
            is_shared: false,
        }
    }

    /// What follows belongs to another operation.
    pub(crate) fn begin(&mut self, owner: usize) {
        self.owner = owner;
        self.left = MOST.min(self.left_of_all);
    }

    pub(crate) fn compile(&mut self, id: SchemaId, area: Option<Area>) -> Schema {
        self.area = area;
        self.child(id, "", Origin::default())
    }

    /// A schema of which the coverage counts nothing.
    pub(crate) fn compile_uncounted(&mut self, id: SchemaId) -> Arc<Schema> {
        self.area = None;
        self.uncounted(id)
    }

    fn uncounted(&mut self, id: SchemaId) -> Arc<Schema> {
        if let Some(known) = self.uncounted.get(&id) {
            return known.clone();
        }
        let schema = Arc::new(self.child(id, "", Origin::default()));
        if schema.shared.is_none() {
            self.uncounted.insert(id, schema.clone());
        }
        schema
    }

    /// The schema of a parameter, whose values are counted under its key; the fields of one are no parameters.
    pub(crate) fn compile_parameter(&mut self, id: SchemaId, key: &str) -> Schema {
        key.clone_into(&mut self.parameter);
        self.compile(id, Some(Area::Parameter))
    }

    /// Compiles what was left for later: to be called once, at the end.
    pub(crate) fn finish(&mut self) {
        self.area = None;
        self.is_shared = true;
        let mut done = 0;
        while done < self.waiting.len() {
            let (id, named) = self.waiting[done].clone();
            self.around.clear();
            let mut schema = self.schema(id, "");
            rename(&mut schema, named);
            self.shared.push(schema);
            done += 1;
        }
    }

    /// A schema within another one, which gives it a name.
    pub(super) fn child(&mut self, id: SchemaId, pointer: &str, named: Origin) -> Schema {
        let target = self.contract.follow(id);
        let must_share = self.is_shared
            || self.left == 0
            || self.around.len() > DEEPEST
            || self.around.contains(&target);
        let mut schema = if must_share {
            Schema {
                shared: Some(self.share(id, &named)),
                ..Schema::default()
            }
        } else {
            self.left -= 1;
            self.left_of_all = self.left_of_all.saturating_sub(1);
            self.schema(id, pointer)
        };
        rename(&mut schema, named);
        schema
    }

    /// The index of a schema that is compiled once.
    fn share(&mut self, id: SchemaId, named: &Origin) -> usize {
        if let Some(index) = self.known.get(&id) {
            return *index;
        }
        let index = self.first_shared + self.waiting.len();
        self.known.insert(id, index);
        self.waiting.push((id, named.clone()));
        index
    }

    fn schema(&mut self, id: SchemaId, pointer: &str) -> Schema {
        let id = self.contract.follow(id);
        let mut schema = Schema {
            origin: self.origin(id),
            ..Schema::default()
        };
        self.around.push(id);
        self.fill(&mut schema, id, pointer);
        self.around.pop();
        schema.is_nullable = self.allows_null(id);
        schema
    }

    fn origin(&self, id: SchemaId) -> Origin {
        let stated = self.contract.schema(id);
        Origin {
            source: Source::from(&stated.source),
            place: stated.node.map(|node| place(self.contract.node(node))),
            component: stated.name.clone(),
            ..Origin::default()
        }
    }

    /// Adds what a schema, and all that holds together with it, says.
    fn fill(&mut self, schema: &mut Schema, id: SchemaId, pointer: &str) {
        let contract = self.contract;
        let stated = contract.schema(id);
        let target = stated.reference.as_ref().map(|reference| reference.target);
        for part in target.iter().chain(&stated.all_of) {
            let part = contract.follow(*part);
            let component = contract.schema(part).name.clone();
            schema.origin.component = component.or(schema.origin.component.take());
            if self.around.contains(&part) {
                // It holds itself, which says nothing new.
                continue;
            }
            self.around.push(part);
            if self.must_stand_alone(schema, part) {
                let also = self.child_alone(part, pointer);
                schema.more().also.push(also);
            } else {
                self.fill(schema, part, pointer);
            }
            self.around.pop();
        }
        if says_twice(schema, stated) {
            let mut also = Schema {
                origin: schema.origin.clone(),
                is_nullable: true,
                ..Schema::default()
            };
            self.keywords(&mut also, stated, pointer);
            schema.more().also.push(also);
        } else {
            self.keywords(schema, stated, pointer);
        }
    }

    /// A part that cannot be told apart from the rest once it is mixed with it.
    fn child_alone(&mut self, id: SchemaId, pointer: &str) -> Schema {
        let mut schema = Schema {
            origin: self.origin(id),
            ..Schema::default()
        };
        self.fill(&mut schema, id, pointer);
        schema.is_nullable = self.allows_null(id);
        schema
    }

    fn must_stand_alone(&self, schema: &Schema, part: SchemaId) -> bool {
        let contract = self.contract;
        let parts = contract.parts(part);
        parts
            .iter()
            .any(|part| says_twice(schema, contract.schema(*part)))
    }

    fn keywords(&mut self, schema: &mut Schema, stated: &'c Stated, pointer: &str) {
        types(schema, stated.types);
        if stated.boolean == Some(false) {
            schema.more().is_never = true;
        }
        schema.is_secret |= stated.secret;
        self.text_limits(schema, stated);
        number_limits(schema, stated);
        if let Some(values) = self.values(stated, pointer) {
            schema.values = Some(Box::new(values));
        }
        if !stated.rules.is_empty() {
            let rules = stated.rules.iter();
            schema.rules = rules.map(|rule| Rule::read(self.contract, rule)).collect();
        }
        self.array(schema, stated, pointer);
        self.fields(schema, stated, pointer);
        self.object(schema, stated, pointer);
        self.unions(schema, stated, pointer);
        let mut variants = schema
            .union
            .iter()
            .flat_map(|union| &union.variants)
            .peekable();
        let is_object =
            variants.peek().is_some() && variants.all(|(_, one)| one.kind == Kind::Object);
        if is_object && schema.kind == Kind::Any && stated.types.is_empty() {
            schema.kind = Kind::Object;
        }
        if let Some(not) = stated.not {
            schema.more().not = Some(self.apart(not, pointer));
        }
        if let Some(condition) = stated.condition {
            let holds = self.apart(condition, pointer);
            let then = stated
                .then
                .map(|id| self.child(id, pointer, Origin::default()));
            let otherwise = stated
                .otherwise
                .map(|id| self.child(id, pointer, Origin::default()));
            schema.more().condition = Some(Condition {
                holds,
                then,
                otherwise,
            });
        }
    }

    /// A schema that is only asked whether it holds, so that the coverage has nothing of it.
    fn apart(&mut self, id: SchemaId, pointer: &str) -> Schema {
        let area = self.area.take();
        let schema = self.child(id, pointer, Origin::default());
        self.area = area;
        schema
    }

    fn text_limits(&mut self, schema: &mut Schema, stated: &Stated) {
        let size = |size: Option<u64>| size.and_then(|size| usize::try_from(size).ok());
        if let Some(format) = &stated.format {
            match Format::read(format) {
                Some(format) => schema.format = format,
                None => self.unchecked_format(format),
            }
        }
        schema.min_length = schema.min_length.max(size(stated.min_length));
        schema.max_length = least(schema.max_length, size(stated.max_length));
        if let Some(pattern) = &stated.pattern {
            schema.pattern = self.regex(pattern);
        }
    }

    fn unchecked_format(&mut self, format: &str) {
        let says_nothing = ["float", "double", "password", "byte", "binary"];
        if !says_nothing.contains(&format) {
            self.count_unchecked(format!("format: {format}"));
        }
    }

    fn regex(&mut self, pattern: &str) -> Option<Arc<Pattern>> {
        let known = self.regexes.get(pattern).cloned();
        let regex = known.unwrap_or_else(|| Pattern::new(pattern).map(Arc::new));
        if regex.is_none() {
            self.count_unchecked("pattern of another kind of expressions".to_owned());
        }
        self.regexes.insert(pattern.to_owned(), regex.clone());
        regex
    }

    pub(crate) fn count_unchecked(&mut self, what: String) {
        *self.unchecked.entry(what).or_default() += 1;
    }

    fn values(&mut self, stated: &Stated, pointer: &str) -> Option<Values> {
        let list: Vec<NodeId> = match (stated.constant, &stated.values) {
            (Some(constant), _) => vec![constant],
            (None, Some(values)) => values.clone(),
            (None, None) => return None,
        };
        let mut values = Values {
            list: Vec::new(),
            points: FxHashMap::default(),
            others: Vec::new(),
            last: stated.final_values.clone(),
        };
        for node in list {
            let literal = Literal::read(self.contract.node(node));
            if literal == Literal::Null {
                continue;
            }
            let words = literal.words();
            let point = self.area.and_then(Area::values).map(|area| {
                let is_parameter = area == Area::ParameterValue;
                let key = if is_parameter {
                    &self.parameter
                } else {
                    pointer
                };
                self.points.add(self.owner, area, key, &words)
            });
            values.list.push(words);
            match literal {
                Literal::Text(text) => _ = values.points.insert(text, point),
                other => values.others.push((other, point)),
            }
        }
        Some(values)
    }

    fn array(&mut self, schema: &mut Schema, stated: &Stated, pointer: &str) {
        let size = |size: Option<u64>| size.and_then(|size| usize::try_from(size).ok());
        schema.min_items = schema.min_items.max(size(stated.min_items));
        schema.max_items = least(schema.max_items, size(stated.max_items));
        schema.has_unique_items |= stated.unique_items;
        let pointer = format!("{pointer}/*");
        if let Some(items) = stated.items {
            schema.items = Some(match self.area {
                Some(_) => Arc::new(self.child(items, &pointer, Origin::default())),
                None => self.uncounted(items),
            });
        }
        for item in &stated.prefix_items {
            let item = self.child(*item, &pointer, Origin::default());
            schema.more().first_items.push(item);
        }
        if let Some(contains) = stated.contains {
            let contains = Contains {
                item: self.apart(contains, &pointer),
                least: size(stated.min_contains).unwrap_or(1),
                most: size(stated.max_contains),
            };
            schema.more().contains = Some(contains);
        }
        if stated.unevaluated_items.is_some() {
            self.count_unchecked("unevaluatedItems".to_owned());
        }
    }

    fn fields(&mut self, schema: &mut Schema, stated: &Stated, pointer: &str) {
        schema.fields.reserve(stated.properties.len());
        schema.index.reserve(stated.properties.len());
        for property in &stated.properties {
            let pointer = format!("{pointer}/{}", property.name);
            let point = match self.area {
                Some(area) if area != Area::Parameter && !self.is_shared && self.left > 0 => {
                    Some(self.points.add(self.owner, area, &pointer, ""))
                }
                _ => None,
            };
            let own = self.contract.schema(property.schema);
            let named = Origin {
                source: Source::from(&own.source),
                place: own.node.map(|node| place(self.contract.node(node))),
                component: None,
                holder: stated.name.clone(),
                name: Some(property.name.clone()),
            };
            let parts = self.contract.parts(property.schema);
            let mut parts = parts.iter().map(|part| self.contract.schema(*part));
            let is_read_only = parts.clone().any(|part| part.read_only);
            let is_write_only = parts.any(|part| part.write_only);
            let field = Field {
                is_read_only,
                is_write_only,
                name: property.name.clone(),
                schema: self.child(property.schema, &pointer, named),
                is_required: false,
                point,
            };
            if let Some(index) = schema.index.get(&property.name) {
                // Both hold; the outer one tells more.
                let inner = std::mem::replace(&mut schema.fields[*index], field);
                let outer = &mut schema.fields[*index];
                outer.is_required |= inner.is_required;
                if !inner.schema.is_only(outer.schema.kind) {
                    outer.schema.more().also.push(inner.schema);
                }
            } else {
                schema
                    .index
                    .insert(property.name.clone(), schema.fields.len());
                schema.fields.push(field);
            }
        }
        for name in &stated.required {
            match schema.index.get(name) {
                Some(index) => schema.fields[*index].is_required = true,
                // Another part may still name it.
                None => schema.required.push(name.clone()),
            }
        }
        let (fields, index) = (&mut schema.fields, &schema.index);
        schema.required.retain(|name| {
            let known = index.get(name);
            if let Some(index) = known {
                fields[*index].is_required = true;
            }
            known.is_none()
        });
    }

    fn object(&mut self, schema: &mut Schema, stated: &Stated, pointer: &str) {
        let size = |size: u64| usize::try_from(size).unwrap_or(usize::MAX);
        match stated.additional {
            Additional::Unstated => {}
            Additional::Allowed => schema.others = Others::Allowed,
            Additional::Refused => schema.others = Others::Refused,
            Additional::Schema(id) => {
                schema.others = Others::Allowed;
                let others = self.child(id, &format!("{pointer}/*"), Origin::default());
                schema.more().additional = Some(others);
            }
        }
        for (pattern, id) in &stated.pattern_properties {
            let own = self.child(*id, &format!("{pointer}/*"), Origin::default());
            match self.regex(pattern) {
                Some(regex) => schema.more().patterns.push((regex, own)),
                // Which fields it is about is not known.
                None => schema.others = Others::Allowed,
            }
        }
        if let Some(names) = stated.property_names {
            schema.more().names = Some(self.apart(names, pointer));
        }
        if let Some(least) = stated.min_properties {
            let more = schema.more();
            more.min_fields = more.min_fields.max(Some(size(least)));
        }
        if let Some(most) = stated.max_properties {
            let more = schema.more();
            more.max_fields = least(more.max_fields, Some(size(most)));
        }
        if !stated.dependent_required.is_empty() {
            schema
                .more()
                .dependent
                .clone_from(&stated.dependent_required);
        }
        for (name, id) in &stated.dependent_schemas {
            let own = self.child(*id, pointer, Origin::default());
            schema.more().dependent_schemas.push((name.clone(), own));
        }
        match stated
            .unevaluated_properties
            .map(|id| self.contract.schema(id))
        {
            None => {}
            Some(others) if others.boolean == Some(false) => schema.others = Others::Refused,
            Some(others) => {
                schema.others = Others::Allowed;
                if others.boolean.is_none() {
                    self.count_unchecked("unevaluatedProperties".to_owned());
                }
            }
        }
    }
}

/// Gives a schema the name and the place that it has where it is used.
fn rename(schema: &mut Schema, named: Origin) {
    if named.name.is_none() {
        return;
    }
    schema.origin.holder = named.holder;
    schema.origin.name = named.name;
    schema.origin.place = named.place;
    if !named.source.is_unknown() {
        schema.origin.source = named.source;
    }
}

/// Whether something that is said already is said in another way, so that both must be kept.
fn says_twice(schema: &Schema, stated: &Stated) -> bool {
    let more = schema.more.as_deref();
    let is_empty = more.is_none();
    let has_union = !stated.one_of.is_empty() || !stated.any_of.is_empty();
    schema.pattern.is_some() && stated.pattern.is_some()
        || schema.values.is_some() && (stated.values.is_some() || stated.constant.is_some())
        || schema
            .range
            .as_ref()
            .is_some_and(|range| range.step.is_some())
            && stated.multiple_of.is_some()
        || schema.items.is_some() && stated.items.is_some()
        || schema.union.is_some() && has_union
        || schema.kind != Kind::Any
            && stated
                .types
                .only()
                .and_then(Kind::of)
                .is_some_and(|kind| kind != schema.kind)
        || !is_empty
            && (stated.not.is_some()
                || stated.condition.is_some()
                || stated.contains.is_some()
                || stated.property_names.is_some()
                || !stated.prefix_items.is_empty()
                || !stated.dependent_required.is_empty()
                || !stated.dependent_schemas.is_empty()
                || matches!(stated.additional, Additional::Schema(_)))
}

fn types(schema: &mut Schema, types: Types) {
    let kinds: Vec<_> = types.iter().filter_map(Kind::of).collect();
    match kinds.as_slice() {
        [] if types.contains(Type::Null) => {
            let more = schema.more();
            more.is_never = true;
        }
        [] => {}
        [kind] => schema.kind = *kind,
        _ if schema.kind == Kind::Any => schema.more().kinds = kinds,
        _ => {}
    }
}
