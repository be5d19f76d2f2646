//! What stands for an exchange in a HAR and in NDJSON, in the forms in which it is written: `null` for what there is none
//! of, numbers as floats or texts, headers as an object or as a list.

use std::borrow::Cow;
use std::fmt;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::exchange::unpack::decoded;
use crate::exchange::{Exchange, Header, Message};

/// An exchange as it was recorded. What a HAR has and what NDJSON has do not get in each other's way.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Entry<'a> {
    #[serde(borrow)]
    started_date_time: Option<Text<'a>>,
    #[serde(borrow)]
    request: Request<'a>,
    #[serde(borrow)]
    response: Option<Response<'a>>,
    callback: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Request<'a> {
    #[serde(borrow)]
    method: Text<'a>,
    #[serde(borrow)]
    url: Text<'a>,
    #[serde(borrow, default)]
    headers: Pairs<'a>,
    /// What some exporters leave out of the URL.
    #[serde(borrow, default)]
    query_string: Pairs<'a>,
    #[serde(borrow)]
    post_data: Option<Content<'a>>,
    #[serde(default)]
    body_size: Number,
    #[serde(borrow)]
    body: Option<&'a RawValue>,
    #[serde(borrow, rename = "body_base64")]
    body_base64: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Response<'a> {
    #[serde(default)]
    status: Number,
    #[serde(borrow, default)]
    headers: Pairs<'a>,
    #[serde(borrow)]
    content: Option<Content<'a>>,
    #[serde(default)]
    body_size: Number,
    #[serde(borrow)]
    body: Option<&'a RawValue>,
    #[serde(borrow, rename = "body_base64")]
    body_base64: Option<Text<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Content<'a> {
    #[serde(borrow)]
    text: Option<Text<'a>>,
    #[serde(borrow)]
    mime_type: Option<Text<'a>>,
    #[serde(borrow)]
    encoding: Option<Text<'a>>,
    #[serde(borrow, default)]
    params: Pairs<'a>,
    #[serde(default)]
    size: Number,
}

impl<'a> Entry<'a> {
    pub(crate) fn into_exchange(self) -> Result<Exchange<'a>, String> {
        let request = self.request;
        let started = self.started_date_time.map(|Text(text)| text);
        let started = started.and_then(|text| DateTime::parse_from_rfc3339(&text).ok());
        let mut exchange = Exchange {
            method: request.method.0,
            url: with_query(request.url.0, &request.query_string),
            started: started.map(|time| time.with_timezone(&Utc)),
            is_callback: self.callback.unwrap_or(false),
            ..Exchange::default()
        };
        let headers = request.headers;
        exchange.request = match (request.body, request.body_base64) {
            (None, None) => recorded(headers, request.post_data, request.body_size.0)?,
            (body, base64) => message(headers, body, base64)?,
        };
        // A HAR has 0 or less where there was no answer.
        let response = self.response.map(|response| (response.status.0, response));
        if let Some((Some(status @ 1..=999), response)) = response {
            exchange.status = u16::try_from(status).ok();
            let headers = response.headers;
            exchange.response = match (response.body, response.body_base64) {
                (None, None) => recorded(headers, response.content, response.body_size.0)?,
                (body, base64) => message(headers, body, base64)?,
            };
        }
        Ok(exchange)
    }
}

fn with_query<'a>(url: Cow<'a, str>, query: &Pairs<'_>) -> Cow<'a, str> {
    if query.0.is_empty() || url.contains('?') {
        return url;
    }
    let form = String::from_utf8_lossy(&form(&query.0)).into_owned();
    format!("{}?{form}", url.split('#').next().unwrap_or_default()).into()
}

/// A message of NDJSON.
fn message<'a>(
    headers: Pairs<'a>,
    body: Option<&'a RawValue>,
    base64: Option<Text<'a>>,
) -> Result<Message<'a>, String> {
    let body: Cow<'a, [u8]> = match (body.map(RawValue::get), base64) {
        (_, Some(Text(text))) => Cow::Owned(from_base64(&text)?),
        (Some(text), None) if text.starts_with('"') => {
            let Text(text) = serde_json::from_str(text).map_err(|error| error.to_string())?;
            bytes(text)
        }
        (json, None) => Cow::Borrowed(json.unwrap_or_default().as_bytes()),
    };
    Ok(with_body(headers, body))
}

/// A message of a HAR. What is empty there may not have been recorded, and what is shorter than its size was cut.
fn recorded<'a>(
    headers: Pairs<'a>,
    content: Option<Content<'a>>,
    sent_size: Option<i64>,
) -> Result<Message<'a>, String> {
    let content = content.unwrap_or_default();
    let is_text = content.text.is_some();
    let text = content.text.map_or(Cow::default(), |Text(text)| text);
    let kind = content.mime_type.map_or(Cow::default(), |Text(kind)| kind);
    let encoding = content.encoding.map_or(Cow::default(), |Text(name)| name);
    let body = if text.is_empty() && !content.params.0.is_empty() {
        Cow::Owned(form(&content.params.0))
    } else if encoding.trim().eq_ignore_ascii_case("base64") {
        Cow::Owned(from_base64(&text)?)
    } else {
        bytes(text)
    };
    if !body.is_empty() {
        let length = i64::try_from(body.len()).unwrap_or(i64::MAX);
        let mut message = with_body(headers, body);
        message.is_cut |= content.size.0.is_some_and(|size| size > length);
        if !kind.is_empty() && message.header("content-type").is_none() {
            message.headers.push(Header {
                name: "content-type".into(),
                value: kind,
            });
        }
        return Ok(message);
    }
    let mut message = Message {
        headers: headers.0,
        ..Message::default()
    };
    let stated = message.header("content-length");
    let stated = stated.and_then(|length| length.trim().parse().ok());
    let sizes = [content.size.0, sent_size, stated];
    message.is_cut = sizes.into_iter().flatten().any(|size| size > 0);
    let is_empty = if is_text {
        sizes.contains(&Some(0))
    } else {
        // A browser that has thrown a body away says that its size is 0.
        sizes[1..].contains(&Some(0))
    };
    message.body = (is_empty && !message.is_cut).then(Cow::default);
    Ok(message)
}

fn with_body<'a>(headers: Pairs<'a>, body: Cow<'a, [u8]>) -> Message<'a> {
    let mut message = Message {
        headers: headers.0,
        ..Message::default()
    };
    message.set_body(body);
    message
}

impl<'a> Message<'a> {
    /// Sets the body, which is in the codings that the headers name.
    pub(crate) fn set_body(&mut self, body: Cow<'a, [u8]>) {
        let names = self.headers.iter().filter(|header| {
            header.name.eq_ignore_ascii_case("content-encoding") && !header.value.is_empty()
        });
        let codings: Vec<_> = names.map(|header| header.value.as_ref()).collect();
        self.body = decoded(body, &codings.join(","));
        self.is_cut = self.body.is_none();
    }
}

fn bytes(text: Cow<'_, str>) -> Cow<'_, [u8]> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    }
}

/// Base64 of either alphabet, with padding or without, and with line breaks.
fn from_base64(text: &str) -> Result<Vec<u8>, String> {
    const ANY: GeneralPurpose = GeneralPurpose::new(
        &STANDARD,
        GeneralPurposeConfig::new()
            .with_decode_allow_trailing_bits(true)
            .with_decode_padding_mode(DecodePaddingMode::Indifferent),
    );
    let plain = |byte: u8| match byte {
        b'-' => b'+',
        b'_' => b'/',
        other => other,
    };
    let text = text.bytes().filter(|byte| !byte.is_ascii_whitespace());
    let text: Vec<_> = text.map(plain).collect();
    ANY.decode(text).map_err(|error| format!("base64: {error}"))
}

/// A form that was recorded as a list of its fields.
fn form(fields: &[Header<'_>]) -> Vec<u8> {
    let mut form = form_urlencoded::Serializer::new(String::new());
    for field in fields {
        form.append_pair(&field.name, &field.value);
    }
    form.finish().into_bytes()
}

/// A text that borrows where it can, or a number or boolean in its place.
#[derive(Default)]
struct Text<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;

        impl<'de> Visitor<'de> for TextVisitor {
            type Value = Text<'de>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a text")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }

            fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
                Ok(Text(value.to_string().into()))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
                Ok(Text(value.to_string().into()))
            }

            fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
                Ok(Text(value.to_string().into()))
            }

            fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
                Ok(Text(value.to_string().into()))
            }
        }

        deserializer.deserialize_any(TextVisitor)
    }
}

/// A size or a status: a whole number in any form, or none.
#[derive(Clone, Copy, Default)]
struct Number(Option<i64>);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Some(Text(text)) = Option::deserialize(deserializer)? else {
            return Ok(Number(None));
        };
        let text = text.trim();
        let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
        match whole.parse() {
            Ok(number) => Ok(Number(Some(number))),
            Err(_) if text.is_empty() => Ok(Number(None)),
            Err(_) => Err(D::Error::custom(format_args!("`{text:.20}` is no number"))),
        }
    }
}

/// Names and values: a list of objects or of pairs, or an object whose values may be lists.
#[derive(Default)]
struct Pairs<'a>(Vec<Header<'a>>);

impl<'de: 'a, 'a> Deserialize<'de> for Pairs<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PairsVisitor).map(Pairs)
    }
}

struct PairsVisitor;

impl<'de> Visitor<'de> for PairsVisitor {
    type Value = Vec<Header<'de>>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("names and values, as an object or as a list")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some(Text(name)) = map.next_key()? {
            map.next_value_seed(Values {
                name,
                pairs: &mut pairs,
            })?;
        }
        Ok(pairs)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut pairs = Vec::with_capacity(list.size_hint().unwrap_or(8));
        while let Some(Pair(pair)) = list.next_element()? {
            pairs.extend(pair);
        }
        Ok(pairs)
    }
}

/// A pair of a list; nothing where `null` stands in its place.
struct Pair<'a>(Option<Header<'a>>);

impl<'de: 'a, 'a> Deserialize<'de> for Pair<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PairVisitor).map(Pair)
    }
}

struct PairVisitor;

impl<'de> Visitor<'de> for PairVisitor {
    type Value = Option<Header<'de>>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a name and a value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut name, mut value) = (None, None);
        while let Some(Text(key)) = map.next_key()? {
            match key.as_ref() {
                "name" => name = map.next_value::<Option<Text<'_>>>()?,
                "value" => value = map.next_value::<Option<Text<'_>>>()?,
                _ => _ = map.next_value::<IgnoredAny>()?,
            }
        }
        Ok(name.map(|Text(name)| Header {
            name,
            value: value.unwrap_or_default().0,
        }))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let name = list.next_element::<Option<Text<'_>>>()?.flatten();
        let value = list.next_element::<Option<Text<'_>>>()?.flatten();
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(name.map(|Text(name)| Header {
            name,
            value: value.unwrap_or_default().0,
        }))
    }
}

/// The values of a name of an object, added to the others.
struct Values<'v, 'de> {
    name: Cow<'de, str>,
    pairs: &'v mut Vec<Header<'de>>,
}

impl<'de> Values<'_, 'de> {
    #[expect(clippy::unnecessary_wraps, reason = "each visit ends so")]
    fn add<E>(self, value: impl Into<Cow<'de, str>>) -> Result<(), E> {
        self.pairs.push(Header {
            name: self.name,
            value: value.into(),
        });
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Values<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Values<'_, 'de> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value, or a list of values")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.add("")
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<(), E> {
        self.add(value)
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.add(value.to_owned())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.add(value.to_string())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.add(value.to_string())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.add(value.to_string())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.add(value.to_string())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(value) = list.next_element::<Option<Text<'_>>>()? {
            self.pairs.push(Header {
                name: self.name.clone(),
                value: value.unwrap_or_default().0,
            });
        }
        Ok(())
    }
}
