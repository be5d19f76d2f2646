//! The spec as data: which operations, examples, fields and codes there are to test.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::{Map, Value};

static DOCUMENTS: LazyLock<Vec<Value>> = LazyLock::new(|| {
    [bayar_spec::XENDIT, bayar_spec::FINPAY]
        .iter()
        .map(|text| yaml_serde::from_str(text).expect("the spec is YAML"))
        .collect()
});

/// One method on one path.
#[derive(Clone, Copy)]
pub struct Operation {
    pub id: &'static str,
    /// In upper case.
    pub method: &'static str,
    pub path: &'static str,
    pub spec: &'static Value,
    document: &'static Value,
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

const METHODS: [(&str, &str); 5] = [
    ("get", "GET"),
    ("post", "POST"),
    ("patch", "PATCH"),
    ("put", "PUT"),
    ("delete", "DELETE"),
];

/// Every operation of both providers.
pub fn operations() -> Vec<Operation> {
    let mut operations = Vec::new();
    for document in DOCUMENTS.iter() {
        for (path, item) in object(&document["paths"]) {
            for (key, method) in METHODS {
                let Some(spec) = item.get(key) else { continue };
                operations.push(Operation {
                    id: text(&spec["operationId"]),
                    method,
                    path,
                    spec,
                    document,
                });
            }
        }
    }
    operations
}

pub fn operation(id: &str) -> Operation {
    let found = operations()
        .into_iter()
        .find(|operation| operation.id == id);
    found.unwrap_or_else(|| panic!("the spec has no operation {id}"))
}

impl Operation {
    /// Parameters with their `$ref` followed.
    pub fn parameters(&self) -> impl Iterator<Item = &'static Value> {
        list(&self.spec["parameters"])
            .iter()
            .map(|parameter| resolve(self.document, parameter))
    }

    pub fn path_parameters(&self) -> impl Iterator<Item = &'static str> {
        self.parameters()
            .filter(|parameter| parameter["in"] == "path")
            .map(|parameter| text(&parameter["name"]))
    }

    pub fn has_body(&self) -> bool {
        self.spec.get("requestBody").is_some()
    }

    pub fn body_schema(&self) -> Option<Schema> {
        let body = &self.spec["requestBody"]["content"]["application/json"];
        body.get("schema").map(|schema| self.schema(schema))
    }

    fn schema(&self, value: &'static Value) -> Schema {
        Schema {
            document: self.document,
            value,
        }
    }

    /// Every documented request.
    pub fn requests(&self) -> Vec<Example> {
        let body = &self.spec["requestBody"]["content"]["application/json"];
        self.examples(body, 0)
    }

    /// Every documented answer, also those that are errors. `default` counts as 400.
    pub fn answers(&self) -> Vec<Example> {
        object(&self.spec["responses"])
            .flat_map(|(status, response)| {
                let response = resolve(self.document, response);
                let status = status.parse().unwrap_or(400);
                self.examples(&response["content"]["application/json"], status)
            })
            .collect()
    }

    /// Every row of the error tables: status and code.
    pub fn error_codes(&self) -> Vec<(u16, &'static str)> {
        object(&self.spec["responses"])
            .flat_map(|(status, response)| {
                let response = resolve(self.document, response);
                let status = status.parse().unwrap_or(400);
                let rows = list(&response["x-error-codes"]);
                rows.iter().map(move |row| (status, text(&row["code"])))
            })
            .collect()
    }

    fn examples(&self, content: &'static Value, status: u16) -> Vec<Example> {
        object(&content["examples"])
            .map(|(name, example)| Example {
                name: format!("{} {status} {name}", self.id),
                status,
                schema: self.schema(&content["schema"]),
                value: resolve(self.document, example)["value"].clone(),
                operation: *self,
            })
            .collect()
    }
}

/// Every callback of both specs.
pub fn callbacks() -> Vec<Callback> {
    let mut callbacks = Vec::new();
    for document in DOCUMENTS.iter() {
        let webhooks = object(&document["x-webhooks"]).map(|(_, item)| item);
        let of_operations = operations()
            .into_iter()
            .filter(|operation| std::ptr::eq(operation.document, document))
            .flat_map(|operation| object(&operation.spec["callbacks"]))
            .flat_map(|(_, callback)| object(callback).map(|(_, item)| item));
        for item in webhooks.chain(of_operations) {
            let content = &item["post"]["requestBody"]["content"]["application/json"];
            let component = text(&content["schema"]["$ref"]);
            let examples = object(&content["examples"])
                .map(|(_, example)| resolve(document, example)["value"].clone());
            callbacks.push(Callback {
                component: component.rsplit('/').next().unwrap_or_default(),
                schema: Schema {
                    document,
                    value: &content["schema"],
                },
                examples: examples.collect(),
            });
        }
    }
    callbacks
}

/// Every named enum: provider (the first is 0), name and values.
pub fn enums() -> Vec<(usize, &'static str, Vec<&'static str>)> {
    let mut enums = Vec::new();
    for (provider, document) in DOCUMENTS.iter().enumerate() {
        for (name, schema) in object(&document["components"]["schemas"]) {
            let values: Vec<_> = list(&schema["enum"]).iter().map(text).collect();
            if !values.is_empty() {
                enums.push((provider, name, values));
            }
        }
    }
    enums
}

/// A schema and the document that its `$ref`s lead into.
#[derive(Clone, Copy)]
pub struct Schema {
    document: &'static Value,
    value: &'static Value,
}

impl Schema {
    pub fn get(&self, key: &str) -> Option<&'static Value> {
        self.value.get(key)
    }

    /// What stands behind a `$ref`, or behind an `allOf` of one.
    pub fn follow(self) -> Self {
        let next = match (self.value.get("$ref"), list(&self.value["allOf"])) {
            (Some(_), _) => resolve(self.document, self.value),
            (None, [part]) => part,
            _ => return self,
        };
        self.at(next).follow()
    }

    /// The schema of a list's items.
    pub fn items(self) -> Option<Self> {
        let schema = self.follow();
        schema.get("items").map(|items| schema.at(items).follow())
    }

    /// The fields of an object: of all its parts, or of the variant that `value` is.
    pub fn fields(self, value: &Value) -> BTreeMap<&'static str, Self> {
        let schema = self.follow();
        if schema.get("oneOf").is_some() {
            let variant = schema.variant(value);
            return variant.map_or_else(BTreeMap::new, |variant| variant.fields(value));
        }
        let own = object(&schema.value["properties"]);
        let mut fields: BTreeMap<_, _> = own.map(|(name, f)| (name, schema.at(f))).collect();
        for part in list(&schema.value["allOf"]) {
            fields.extend(schema.at(part).fields(value));
        }
        fields
    }

    /// The names of the fields that must be there.
    pub fn required(self, value: &Value) -> Vec<&'static str> {
        let schema = self.follow();
        if schema.get("oneOf").is_some() {
            let variant = schema.variant(value);
            return variant.map_or_else(Vec::new, |variant| variant.required(value));
        }
        list(&schema.value["required"]).iter().map(text).collect()
    }

    /// The variant of a union that `value` is.
    pub fn variant(self, value: &Value) -> Option<Self> {
        let discriminator = &self.value["discriminator"];
        let tag = discriminator["propertyName"].as_str()?;
        let wanted = discriminator["mapping"].get(value[tag].as_str()?)?;
        let mut variants = list(&self.value["oneOf"]).iter();
        let variant = variants.find(|variant| variant["$ref"] == *wanted)?;
        Some(self.at(variant).follow())
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
            if let Some(schema) = self.items() {
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
                "" => name.to_owned(),
                _ => format!("{place}.{name}"),
            };
            field.walk(&value[name], &format!("{pointer}/{name}"), &place, found);
        }
    }

    /// Writes `marker` into every field that the spec calls secret; tells how many there are.
    pub fn mark_secrets(self, value: &mut Value, marker: &str) -> usize {
        if let Some(values) = value.as_array_mut() {
            let Some(items) = self.items() else { return 0 };
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
                Some(field) if field.value["x-secret"] == true => {
                    *member = marker.into();
                    count += 1;
                }
                Some(field) => count += field.mark_secrets(member, marker),
                None => {}
            }
        }
        count
    }

    fn at(self, value: &'static Value) -> Self {
        Self {
            document: self.document,
            value,
        }
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

fn resolve(document: &'static Value, value: &'static Value) -> &'static Value {
    match value.get("$ref").and_then(Value::as_str) {
        Some(reference) => document
            .pointer(reference.trim_start_matches('#'))
            .unwrap_or_else(|| panic!("{reference} leads nowhere")),
        None => value,
    }
}

fn object(value: &'static Value) -> impl Iterator<Item = (&'static str, &'static Value)> {
    let members = value.as_object().into_iter().flat_map(Map::iter);
    members.map(|(name, member)| (name.as_str(), member))
}

fn list(value: &'static Value) -> &'static [Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &'static Value) -> &'static str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}
