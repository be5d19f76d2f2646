//! The contracts as the tests take them: which operations, examples, fields and codes there are to test.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::LazyLock;

use bayar_contract::operation::{self, MediaType, Parameter, Status};
use bayar_contract::{Contract, Location, SchemaId};
use serde_json::Value;

pub static CONTRACTS: LazyLock<[Contract; 2]> = LazyLock::new(|| {
    [bayar_spec::XENDIT, bayar_spec::FINPAY]
        .map(|text| Contract::parse("spec", text).unwrap_or_else(|error| panic!("{error}")))
});

/// One method on one path.
#[derive(Clone, Copy)]
pub struct Operation {
    pub id: &'static str,
    /// In upper case.
    pub method: &'static str,
    pub path: &'static str,
    spec: &'static bayar_contract::Operation,
    contract: &'static Contract,
}

/// A documented body.
pub struct Example {
    /// Operation, status if it has one, and name.
    pub name: String,
    pub status: u16,
    pub schema: Schema,
    pub value: Value,
    pub operation: Operation,
}

/// A callback: its component and its examples.
pub struct Callback {
    pub component: &'static str,
    pub schema: Schema,
    pub examples: Vec<Value>,
}

/// Every operation of both providers.
pub fn operations() -> Vec<Operation> {
    let contracts = CONTRACTS.iter();
    let operations = contracts.flat_map(|contract| {
        let operations = contract.operations.iter();
        operations.map(move |spec| Operation {
            id: spec.id.as_deref().expect("an operationId"),
            method: &spec.method,
            path: &spec.path,
            spec,
            contract,
        })
    });
    operations.collect()
}

pub fn operation(id: &str) -> Operation {
    let found = operations()
        .into_iter()
        .find(|operation| operation.id == id);
    found.unwrap_or_else(|| panic!("the spec has no operation {id}"))
}

impl Operation {
    pub fn parameters(&self) -> impl Iterator<Item = &'static Parameter> {
        self.spec.parameters.iter()
    }

    pub fn path_parameters(&self) -> impl Iterator<Item = &'static str> {
        self.parameters()
            .filter(|parameter| parameter.location == Location::Path)
            .map(|parameter| parameter.name.as_str())
    }

    /// A value that the document shows for a parameter.
    pub fn shown(&self, parameter: &'static Parameter) -> Option<Value> {
        let content = parameter.content.iter().flat_map(|media| &media.examples);
        let mut all = parameter.examples.iter().chain(content);
        all.find_map(|example| value_of(self.contract, example))
    }

    /// The schema of a parameter.
    pub fn schema_of(&self, parameter: &'static Parameter) -> Schema {
        Schema::new(self.contract, parameter.schema.expect("a schema"))
    }

    pub fn has_body(&self) -> bool {
        self.spec.body.is_some()
    }

    fn body(&self) -> Option<&'static MediaType> {
        self.spec.body.as_ref()?.json()
    }

    pub fn body_schema(&self) -> Option<Schema> {
        let schema = self.body()?.schema?;
        Some(Schema::new(self.contract, schema))
    }

    /// Every documented request.
    pub fn requests(&self) -> Vec<Example> {
        let bodies = self.body().into_iter();
        bodies.flat_map(|media| self.examples(media, 0)).collect()
    }

    /// Every documented answer, also those that are errors. `default` counts as 400.
    pub fn answers(&self) -> Vec<Example> {
        let answers = self.spec.responses.iter().filter_map(|response| {
            let status = match response.status {
                Status::Code(status) => status,
                Status::Class(class) => u16::from(class) * 100,
                Status::Default => 400,
            };
            Some(self.examples(response.json()?, status))
        });
        answers.flatten().collect()
    }

    /// Every row of the error tables: status and code. What has no status may come with any.
    pub fn error_codes(&self) -> impl Iterator<Item = (u16, &'static str)> {
        let rows = self.spec.errors.iter();
        rows.map(|row| (row.status.unwrap_or(400), row.code.as_str()))
    }

    fn examples(&self, media: &'static MediaType, status: u16) -> Vec<Example> {
        let examples = media.examples.iter().map(|example| Example {
            name: format!(
                "{} {status} {}",
                self.id,
                example.name.as_deref().unwrap_or_default()
            ),
            status,
            schema: Schema::new(self.contract, media.schema.expect("a schema")),
            value: value_of(self.contract, example).expect("a value"),
            operation: *self,
        });
        examples.collect()
    }
}

fn value_of(contract: &Contract, example: &operation::Example) -> Option<Value> {
    example.value.map(|node| contract.node(node).to_value())
}

/// Every callback of both specs.
pub fn callbacks() -> Vec<Callback> {
    let contracts = CONTRACTS.iter();
    let callbacks = contracts.flat_map(|contract| {
        contract.callbacks.iter().map(move |callback| {
            let media = callback.body.as_ref().and_then(|body| body.json());
            let media = media.expect("a body in JSON");
            let schema = media.schema.expect("a schema");
            let examples = media.examples.iter();
            Callback {
                component: contract.component(schema).expect("a component"),
                schema: Schema::new(contract, schema),
                examples: examples.filter_map(|e| value_of(contract, e)).collect(),
            }
        })
    });
    callbacks.collect()
}

/// Every named enum: provider (the first is 0), name of its type, which may have more values, and values.
pub fn enums() -> Vec<(usize, &'static str, Vec<&'static str>)> {
    let mut enums = Vec::new();
    for (provider, contract) in CONTRACTS.iter().enumerate() {
        for (name, id) in &contract.named {
            let schema = contract.schema(*id);
            if let Some(values) = &schema.values {
                let texts = values.iter().map(|value| contract.node(*value).as_str());
                let texts = texts.map(|text| text.expect("a text"));
                let whole = schema
                    .node
                    .and_then(|node| contract.node(node).get("x-part-of"));
                let name = whole
                    .and_then(bayar_contract::Node::as_str)
                    .unwrap_or(name.as_str());
                enums.push((provider, name, texts.collect()));
            }
        }
    }
    enums
}

/// A schema of a contract.
#[derive(Clone, Copy)]
pub struct Schema {
    contract: &'static Contract,
    id: SchemaId,
}

impl Deref for Schema {
    type Target = bayar_contract::Schema;

    fn deref(&self) -> &Self::Target {
        self.contract.schema(self.id)
    }
}

impl Schema {
    pub fn contract(&self) -> &'static Contract {
        self.contract
    }

    fn new(contract: &'static Contract, id: SchemaId) -> Self {
        Self { contract, id }
    }

    /// What stands behind a `$ref`, or behind an `allOf` of one.
    pub fn follow(self) -> Self {
        let schema = self.at(self.contract.follow(self.id));
        match schema.all_of.as_slice() {
            [part] => self.at(*part).follow(),
            _ => schema,
        }
    }

    /// The schema of a list's items.
    pub fn items_schema(self) -> Option<Self> {
        self.follow().items.map(|items| self.at(items).follow())
    }

    /// The object itself, or the variant of a union that `value` is.
    fn object(self, value: &Value) -> Option<Self> {
        let schema = self.follow();
        let Some(discriminator) = &schema.discriminator else {
            return Some(schema);
        };
        let tag = value[&discriminator.property].as_str()?;
        let mut variants = self.contract.variants(schema.id).into_iter();
        let variant = variants.find(|variant| variant.value.as_deref() == Some(tag))?;
        Some(self.at(variant.schema))
    }

    /// The fields of an object: of all its parts, or of the variant that `value` is.
    pub fn fields(self, value: &Value) -> BTreeMap<String, Self> {
        let object = self.object(value);
        let properties = object.map(|object| self.contract.properties(object.id));
        let properties = properties.into_iter().flatten();
        properties
            .map(|property| (property.name, self.at(property.schema)))
            .collect()
    }

    /// The names of the fields that must be there.
    pub fn required(self, value: &Value) -> Vec<String> {
        let object = self.object(value);
        let properties = object.map(|object| self.contract.properties(object.id));
        let required = properties.into_iter().flatten().filter(|p| p.required);
        required.map(|property| property.name).collect()
    }

    /// Every object inside a value: its JSON pointer, its place as error messages name it, and its
    /// schema.
    pub fn objects(self, value: &Value) -> Vec<(String, String, Self)> {
        let mut found = vec![];
        self.walk(value, "", "", &mut found);
        found
    }

    fn walk(
        self,
        value: &Value,
        pointer: &str,
        place: &str,
        found: &mut Vec<(String, String, Self)>,
    ) {
        for (n, item) in value.as_array().into_iter().flatten().enumerate() {
            if let Some(schema) = self.items_schema() {
                schema.walk(
                    item,
                    &format!("{pointer}/{n}"),
                    &format!("{place}[{n}]"),
                    found,
                );
            }
        }
        if !value.is_object() {
            return;
        }
        found.push((pointer.into(), place.into(), self));
        for (name, field) in self.fields(value) {
            let place = match place {
                "" => name.clone(),
                _ => format!("{place}.{name}"),
            };
            field.walk(
                &value[name.as_str()],
                &format!("{pointer}/{name}"),
                &place,
                found,
            );
        }
    }

    /// Writes `marker` into every field that the spec calls secret; tells how many there are.
    pub fn mark_secrets(self, value: &mut Value, marker: &str) -> usize {
        if let Some(values) = value.as_array_mut() {
            let Some(items) = self.items_schema() else {
                return 0;
            };
            let counts = values.iter_mut().map(|v| items.mark_secrets(v, marker));
            return counts.sum();
        }
        let fields = self.fields(value);
        let Some(members) = value.as_object_mut() else {
            return 0;
        };
        let mut count = 0;
        for (name, member) in members {
            match fields.get(name.as_str()) {
                Some(field) if field.secret => {
                    *member = marker.into();
                    count += 1;
                }
                Some(field) => count += field.mark_secrets(member, marker),
                None => {}
            }
        }
        count
    }

    fn at(self, id: SchemaId) -> Self {
        Self::new(self.contract, id)
    }
}

/// Calls `visit` with a JSON pointer to each field at each level.
pub fn each_field(value: &Value, visit: &mut impl FnMut(&str)) {
    walk(value, "", visit);
}

fn walk(value: &Value, path: &str, visit: &mut impl FnMut(&str)) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let path = format!("{path}/{}", name.replace('~', "~0").replace('/', "~1"));
                visit(&path);
                walk(member, &path, visit);
            }
        }
        Value::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                walk(item, &format!("{path}/{n}"), visit);
            }
        }
        _ => {}
    }
}

/// The value with another one at `pointer`; without it if there is none to put there.
pub fn insert(value: &Value, pointer: &str, member: Option<Value>) -> Value {
    let mut value = value.clone();
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
    let parent = value.pointer_mut(parent).expect("a parent");
    match (parent, member) {
        (Value::Object(members), Some(member)) => {
            members.insert(name.into(), member);
        }
        (Value::Object(members), None) => {
            members.remove(name);
        }
        (Value::Array(items), Some(item)) => items[name.parse::<usize>().unwrap()] = item,
        _ => panic!("{pointer} is no field"),
    }
    value
}
