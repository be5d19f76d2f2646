//! What a contract says of one operation or callback.

use std::ops::Range;

use std::sync::Arc;

use bayar_contract::Contract;
use bayar_contract::operation::{self, Location, MediaType, Status};
use rustc_hash::FxHashMap;

use crate::contract::compiler::Compiler;
use crate::contract::coverage::{Area, CoveragePoints, PointId};
use crate::contract::forms::infer_forms;
use crate::contract::origin::{Origin, Source, place};
use crate::contract::rules::Rule;
use crate::contract::schema::{Kind, Schema};
use crate::contract::vendor::Vendor;

/// An operation or a callback.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) id: String,
    /// In upper case.
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) is_callback: bool,
    /// The index of the API that it belongs to.
    pub(crate) api: usize,
    pub(crate) origin: Origin,
    /// The lines of the document from this operation to the next one.
    pub(crate) section: Range<u32>,
    pub(crate) point: PointId,
    pub(crate) path_parameters: Vec<Parameter>,
    pub(crate) query: FxHashMap<String, Parameter>,
    /// By name in lower case.
    pub(crate) headers: FxHashMap<String, Parameter>,
    /// Rules over the query.
    pub(crate) rules: Vec<Rule>,
    pub(crate) body: Option<Body>,
    /// In the order of the document.
    pub(crate) responses: Vec<(Status, Response)>,
    pub(crate) codes: FxHashMap<String, Vec<Code>>,
    /// Fields that the answer repeats.
    pub(crate) echoes: Vec<String>,
    /// Which parameter names the resource, and which field of the answer repeats it.
    pub(crate) asked: Option<(String, String)>,
}

/// A parameter in the path, the query or a header.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) is_required: bool,
    pub(crate) style: Style,
    pub(crate) schema: Schema,
    pub(crate) point: PointId,
}

/// How the text of a parameter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// One value.
    Plain,
    /// A list as JSON.
    JsonList,
    /// Any other value as JSON.
    Json,
    /// The items of a list, each under the name.
    Each,
    /// The items of a list in one text, parted by this.
    Parted(char),
    /// The fields of an object as `name[field]`.
    Deep,
    /// The fields of an object under their own names.
    Spread,
    /// In a form that is not read.
    Unread,
}

/// The body of a request or callback.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) is_required: bool,
    pub(crate) content: Content,
}

/// The forms of a body by media type.
#[derive(Debug, Default)]
pub(crate) struct Content(pub(crate) Vec<Media>);

/// One form of a body.
#[derive(Debug)]
pub(crate) struct Media {
    /// In lower case, without parameters: `application/json`, `image/*`.
    pub(crate) name: String,
    pub(crate) form: Form,
    pub(crate) schema: Option<Arc<Schema>>,
}

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Json,
    Fields,
    Text,
    /// Neither: what it holds is not checked.
    Opaque,
}

/// An answer with a certain status.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) content: Content,
    pub(crate) headers: FxHashMap<String, Schema>,
    pub(crate) has_codes: bool,
    pub(crate) point: PointId,
}

/// A row of a table of errors.
#[derive(Debug)]
pub(crate) struct Code {
    /// Nothing where the document names none.
    pub(crate) status: Option<u16>,
    pub(crate) origin: Origin,
    pub(crate) point: PointId,
}

impl Operation {
    pub(crate) fn read(
        compiler: &mut Compiler<'_>,
        stated: &operation::Operation,
        id: String,
        (api, owner): (usize, usize),
        vendor: &Vendor,
    ) -> Operation {
        compiler.begin(owner);
        let contract = compiler.contract;
        let is_callback = stated.is_callback();
        let mut operation = Operation {
            id,
            method: stated.method.clone(),
            path: if is_callback {
                String::new()
            } else {
                stated.path.clone()
            },
            is_callback,
            api,
            origin: Origin {
                source: Source::from(&stated.source),
                place: Some(place(contract.node(stated.node))),
                ..Origin::default()
            },
            section: 0..0,
            point: compiler.points.add(owner, Area::Operation, "", ""),
            path_parameters: Vec::new(),
            query: FxHashMap::default(),
            headers: FxHashMap::default(),
            rules: stated
                .rules
                .iter()
                .map(|rule| Rule::read(contract, rule))
                .collect(),
            body: None,
            responses: Vec::new(),
            codes: FxHashMap::default(),
            echoes: Vec::new(),
            asked: None,
        };
        for parameter in &stated.parameters {
            operation.add_parameter(compiler, parameter, owner);
        }
        if let Some(body) = &stated.body {
            let area = if is_callback {
                Area::ResponseField
            } else {
                Area::RequestField
            };
            let exemplary = is_callback && vendor.has_exemplary_ids;
            operation.body = Some(Body {
                is_required: body.required,
                content: Content::read(
                    compiler,
                    &body.content,
                    Some(area),
                    exemplary.then_some(vendor),
                ),
            });
        }
        if !is_callback {
            for response in &stated.responses {
                operation.add_response(compiler, response, owner, vendor);
            }
            operation.add_codes(compiler.points, contract, stated, owner);
        }
        operation.echoes = operation.find_echoes(vendor);
        operation.asked = operation.find_asked(vendor);
        operation
    }

    fn add_parameter(
        &mut self,
        compiler: &mut Compiler<'_>,
        stated: &operation::Parameter,
        owner: usize,
    ) {
        let name = &stated.name;
        let key = format!("{}:{name}", stated.location);
        let point = compiler.points.add(owner, Area::Parameter, &key, "");
        let mut schema = match stated.schema {
            Some(schema) => compiler.compile_parameter(schema, &key),
            None => Schema::default(),
        };
        let node = compiler.contract.node(stated.node);
        schema.origin.source = Source::from(&stated.source);
        schema.origin.place = Some(place(node));
        schema.origin.name = Some(name.clone());
        schema.is_secret |= stated.secret;
        let parameter = Parameter {
            name: name.clone(),
            is_required: stated.required,
            style: Style::read(stated, &schema),
            schema,
            point,
        };
        if parameter.style == Style::Unread {
            compiler.count_unchecked(format!("parameter style: {}", stated.style));
        }
        match stated.location {
            Location::Path => self.path_parameters.push(parameter),
            Location::Query => _ = self.query.insert(name.clone(), parameter),
            Location::Header => _ = self.headers.insert(name.to_lowercase(), parameter),
            Location::Cookie => compiler.count_unchecked("cookie".to_owned()),
        }
    }

    fn add_response(
        &mut self,
        compiler: &mut Compiler<'_>,
        stated: &operation::Response,
        owner: usize,
        vendor: &Vendor,
    ) {
        let key = stated.status.to_string();
        let point = compiler.points.add(owner, Area::Status, &key, "");
        let mut headers = FxHashMap::default();
        for header in &stated.headers {
            let mut schema = match header.schema {
                Some(schema) => compiler.compile(schema, None),
                None => Schema::default(),
            };
            schema.origin = Origin {
                source: Source::from(&header.source),
                place: Some(place(compiler.contract.node(header.node))),
                component: None,
                holder: None,
                name: Some(header.name.clone()),
            };
            headers.insert(header.name.to_lowercase(), schema);
        }
        let area = stated.status.is_success().then_some(Area::ResponseField);
        let exemplary = vendor.has_exemplary_ids.then_some(vendor);
        let response = Response {
            content: Content::read(compiler, &stated.content, area, exemplary),
            headers,
            has_codes: false,
            point,
        };
        self.responses.push((stated.status, response));
    }

    fn add_codes(
        &mut self,
        points: &mut CoveragePoints,
        contract: &Contract,
        stated: &operation::Operation,
        owner: usize,
    ) {
        for row in &stated.errors {
            let here = self
                .responses
                .iter_mut()
                .filter(|(status, _)| status.code() == row.status);
            for (_, response) in here {
                response.has_codes = true;
            }
            let origin = Origin {
                source: Source::from(&row.source),
                place: Some(place(contract.node(row.node))),
                name: Some(row.code.clone()),
                ..Origin::default()
            };
            let point = points.add(owner, Area::ErrorCode, &row.code, "");
            self.codes.entry(row.code.clone()).or_default().push(Code {
                status: row.status,
                origin,
                point,
            });
        }
    }

    /// The documented success.
    pub(crate) fn success(&self) -> Option<&Response> {
        let mut responses = self.responses.iter();
        responses
            .find(|(status, _)| status.is_success())
            .map(|(_, response)| response)
    }

    /// The schema of the documented success.
    pub(crate) fn answer(&self) -> Option<&Schema> {
        self.success()?.content.schema()
    }

    /// The answer to all that no other one stands for.
    pub(crate) fn fallback(&self) -> Option<&Response> {
        self.response_of(Status::Default)
    }

    /// The answer that the contract has for a status: the status itself, or else its hundred.
    pub(crate) fn response(&self, status: u16) -> Option<&Response> {
        self.response_of(Status::Code(status)).or_else(|| {
            let class = u8::try_from(status / 100).ok()?;
            self.response_of(Status::Class(class))
        })
    }

    fn response_of(&self, wanted: Status) -> Option<&Response> {
        let mut responses = self.responses.iter();
        responses
            .find(|(status, _)| *status == wanted)
            .map(|(_, response)| response)
    }

    fn find_echoes(&self, vendor: &Vendor) -> Vec<String> {
        let request = self.body.as_ref().and_then(|body| body.content.schema());
        let (Some(request), Some(answer)) = (request, self.answer()) else {
            return Vec::new();
        };
        let echoed = vendor.echoed.iter().filter(|name| {
            request.field_of_any(name).is_some() && answer.field_of_any(name).is_some()
        });
        echoed.cloned().collect()
    }

    /// A parameter that names a resource is repeated by the field of the same name, or one that ends with it, or by `id`
    /// where the answer is the resource itself.
    fn find_asked(&self, vendor: &Vendor) -> Option<(String, String)> {
        let (id, given) = match vendor.identified_by.as_slice() {
            [] => return None,
            [id, given @ ..] => (id, given),
        };
        let answer = self.answer()?;
        let answer = answer.items.as_deref().unwrap_or(answer);
        if let Some(parameter) = self.path_parameters.last() {
            let name = &parameter.name;
            let longer = answer
                .fields
                .iter()
                .find(|field| field.name.ends_with(&format!("_{name}")));
            let field = answer
                .field(name)
                .or(longer)
                .map(|field| field.name.clone());
            let is_part = self.path.ends_with('s');
            let id = (!is_part && answer.field(id).is_some()).then(|| id.clone());
            return Some((name.clone(), field.or(id)?));
        }
        let mut given = given.iter();
        let name = given
            .find(|name| self.query.contains_key(name.as_str()) && answer.field(name).is_some())?;
        Some((name.clone(), name.clone()))
    }
}

impl Style {
    fn read(stated: &operation::Parameter, schema: &Schema) -> Style {
        let is_array = schema.kind == Kind::Array;
        let is_object = schema.kind == Kind::Object;
        if stated.is_json() {
            return if is_array {
                Style::JsonList
            } else {
                Style::Json
            };
        }
        if stated.content.is_some() {
            return Style::Unread;
        }
        match (stated.style.as_str(), stated.explode) {
            _ if !is_array && !is_object && schema.shared.is_none() => {
                match stated.style.as_str() {
                    "label" | "matrix" => Style::Unread,
                    _ => Style::Plain,
                }
            }
            ("form" | "spaceDelimited" | "pipeDelimited", true) if is_array => Style::Each,
            ("form" | "simple", _) if is_array => Style::Parted(','),
            ("spaceDelimited", false) if is_array => Style::Parted(' '),
            ("pipeDelimited", false) if is_array => Style::Parted('|'),
            ("deepObject", _) if is_object => Style::Deep,
            ("form", true) if is_object => Style::Spread,
            _ => Style::Unread,
        }
    }
}

impl Content {
    fn read(
        compiler: &mut Compiler<'_>,
        stated: &[MediaType],
        area: Option<Area>,
        exemplary: Option<&Vendor>,
    ) -> Content {
        // The coverage counts the fields of the first form that is read.
        let mut area = area;
        let mut content = Vec::new();
        for media in stated {
            let form = Form::of(&media.essence());
            let area = match form {
                Form::Json | Form::Fields => area.take(),
                Form::Text | Form::Opaque => None,
            };
            if form == Form::Opaque {
                compiler.count_unchecked(format!("body: {}", media.essence()));
            }
            let stated = media.schema.filter(|_| form != Form::Opaque);
            let schema = stated.map(|schema| {
                if area.is_none() {
                    return compiler.compile_uncounted(schema);
                }
                let mut schema = compiler.compile(schema, area);
                if let Some(vendor) = exemplary {
                    let examples = media.examples.iter().filter_map(|example| example.value);
                    let examples = examples.map(|id| compiler.contract.node(id));
                    infer_forms(
                        &mut schema,
                        &examples.collect::<Vec<_>>(),
                        &vendor.given_names,
                    );
                }
                Arc::new(schema)
            });
            content.push(Media {
                name: media.essence(),
                form,
                schema,
            });
        }
        Content(content)
    }

    /// The schema of the first form whose content is read.
    pub(crate) fn schema(&self) -> Option<&Schema> {
        let mut read = self.0.iter();
        read.find(|media| matches!(media.form, Form::Json | Form::Fields))?
            .schema
            .as_deref()
    }

    /// The form of this content type: itself, or the range that it is in.
    pub(crate) fn of(&self, content_type: &str) -> Option<&Media> {
        let is_whole = |media: &&Media| media.name == content_type;
        if let Some(media) = self.0.iter().find(is_whole) {
            return Some(media);
        }
        let essence = content_type.split(';').next().unwrap_or_default().trim();
        let range = essence.split('/').next().unwrap_or_default();
        let is_in = |media: &&Media| {
            media.name.split_once("/*").is_some_and(|(own, rest)| {
                rest.is_empty() && (own == "*" || own.eq_ignore_ascii_case(range))
            })
        };
        let mut exact = self.0.iter();
        exact
            .find(|media| media.name.eq_ignore_ascii_case(essence))
            .or_else(|| self.0.iter().find(is_in))
    }

    /// The form in JSON.
    pub(crate) fn json(&self) -> Option<&Media> {
        self.0.iter().find(|media| media.form == Form::Json)
    }

    /// Its media types in words.
    pub(crate) fn words(&self) -> String {
        let names: Vec<_> = self.0.iter().map(|media| media.name.as_str()).collect();
        names.join(" or ")
    }
}

impl Form {
    /// Of a media type in lower case.
    pub(crate) fn of(essence: &str) -> Form {
        if essence == "application/json" || essence.ends_with("+json") || essence == "text/json" {
            Form::Json
        } else if essence == "application/x-www-form-urlencoded" {
            Form::Fields
        } else if essence.starts_with("text/") {
            Form::Text
        } else {
            Form::Opaque
        }
    }
}
