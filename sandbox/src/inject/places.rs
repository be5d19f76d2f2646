//! The values of an answer that the contract knows, and where they stand.

use crate::api::Answer;
use crate::api::shape::Shape;
use crate::json::Json;

/// A value in an answer that the contract knows.
pub(super) struct Place<'a> {
    pub(super) path: Vec<String>,
    pub(super) json: &'a Json,
    pub(super) shape: &'a Shape,
    /// The field it is in, as distinct from an item of an array.
    pub(super) is_field: bool,
    pub(super) is_required: bool,
    /// Whether it tells the variants of a union apart.
    pub(super) is_tag: bool,
    /// The id of the object that it is in.
    pub(super) owner: Option<String>,
}

impl Place<'_> {
    pub(super) fn name(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }
}

pub(super) fn places<'a>(body: &'a Json, shape: &'a Shape) -> Vec<Place<'a>> {
    let mut places = vec![Place {
        path: Vec::new(),
        json: body,
        shape,
        is_field: false,
        is_required: false,
        is_tag: false,
        owner: None,
    }];
    let mut next = 0;
    while let Some(place) = places.get(next) {
        let mut inner = match place.json {
            Json::Object(fields) => fields_of(place, fields),
            Json::Array(items) => items_of(place, items),
            Json::Scalar(_) => Vec::new(),
        };
        places.append(&mut inner);
        next += 1;
    }
    places
}

fn fields_of<'a>(place: &Place<'a>, fields: &'a [(String, Json)]) -> Vec<Place<'a>> {
    let (object, parent) = (place.json, place.shape);
    let owner = place
        .json
        .text("id")
        .or_else(|| place.json.text("external_id"));
    let field = |(name, json): &'a (String, Json)| {
        Some(Place {
            path: [place.path.as_slice(), std::slice::from_ref(name)].concat(),
            json,
            shape: parent.property(name, object)?,
            is_field: true,
            is_required: parent.requires(name, object),
            is_tag: parent.discriminator() == Some(name),
            owner: owner.clone(),
        })
    };
    fields.iter().filter_map(field).collect()
}

fn items_of<'a>(place: &Place<'a>, items: &'a [Json]) -> Vec<Place<'a>> {
    let Some(shape) = &place.shape.items else {
        return Vec::new();
    };
    let item = |(index, json)| Place {
        path: [place.path.as_slice(), &[usize::to_string(&index)]].concat(),
        json,
        shape,
        is_field: false,
        is_required: false,
        is_tag: false,
        owner: None,
    };
    items.iter().enumerate().map(item).collect()
}

/// The texts at a place, at any item of an array.
pub(super) fn collect(json: &Json, path: &[String], texts: &mut Vec<String>) {
    let Some((name, rest)) = path.split_first() else {
        texts.extend(json.as_text());
        return;
    };
    match json {
        Json::Array(items) => items.iter().for_each(|item| collect(item, rest, texts)),
        object => {
            if let Some(json) = object.get(name) {
                collect(json, rest, texts);
            }
        }
    }
}

/// The ids of what was answered with a final status.
pub(super) fn final_ids(body: &Json, described: &Answer) -> Vec<String> {
    let places = places(body, &described.shape);
    let is_final = |place: &Place<'_>| {
        let status = place.json.as_text();
        status.is_some_and(|status| place.shape.finals.contains(&status))
    };
    places
        .into_iter()
        .filter(is_final)
        .filter_map(|place| place.owner)
        .collect()
}

/// A JSON pointer.
pub(super) fn pointer(path: &[String]) -> String {
    let segment = |name: &String| format!("/{}", bayar_contract::escape(name));
    path.iter().map(segment).collect()
}

pub(super) fn fits(wanted: Option<&str>, pointer: &str) -> bool {
    let Some(wanted) = wanted else { return true };
    let (wanted, parts): (Vec<_>, Vec<_>) =
        (wanted.split('/').collect(), pointer.split('/').collect());
    wanted.len() == parts.len()
        && wanted
            .iter()
            .zip(parts)
            .all(|(wanted, part)| *wanted == "*" || *wanted == part)
}
