//! What stands for an exchange in a HAR and in NDJSON, in the forms in which it is written: `null` for what there is none
//! of, numbers as floats or texts, headers as an object or as a list.

use std::borrow::Cow;
use std::fmt;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use chrono::{DateTime, NaiveDateTime, Utc};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::exchange::unpack::decoded;
use crate::exchange::{Exchange, Header, Message};

/// An exchange as it was recorded. What a HAR has and what NDJSON has do not get in each other's way.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", expecting = "an exchange")]
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
#[serde(rename_all = "camelCase", expecting = "a request")]
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

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", expecting = "a response")]
struct Response<'a> {
    #[serde(borrow, default)]
    status: Option<Text<'a>>,
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
#[serde(rename_all = "camelCase", expecting = "an object with a text")]
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
        let mut exchange = Exchange {
            method: request.method.0,
            url: with_query(request.url.0, &request.query_string),
            started: self.started_date_time.and_then(|Text(text)| time(&text)),
            is_callback: self.callback.unwrap_or(false),
            ..Exchange::default()
        };
        let headers = request.headers;
        exchange.request = match (request.body, request.body_base64) {
            (None, None) => {
                let mut sent = recorded(headers, request.post_data, request.body_size.0)?;
                sent.end_before(request.body_size.0);
                sent
            }
            (body, base64) => message(headers, body, base64)?,
        };
        // A HAR has 0 or less where there was no answer.
        let response = self.response.unwrap_or_default();
        let status = response.status.map_or(Cow::default(), |Text(text)| text);
        let status = match status.trim() {
            "" => 0,
            text => whole(text).ok_or("the status is no number")?,
        };
        if let 1..=999 = status {
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

/// As RFC 3339 has it, or with an offset without a colon, or without any, which is taken for UTC.
fn time(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    let exact = DateTime::parse_from_rfc3339(text);
    let exact = exact.or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z"));
    let exact = exact.map(|time| time.with_timezone(&Utc));
    let naive = || NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f");
    exact.or_else(|_| naive().map(|time| time.and_utc())).ok()
}

/// A message of NDJSON.
fn message<'a>(
    headers: Pairs<'a>,
    body: Option<&'a RawValue>,
    base64: Option<Text<'a>>,
) -> Result<Message<'a>, String> {
    // Some writers leave the one empty that they do not use.
    let base64 = base64.filter(|Text(text)| body.is_none() || !text.is_empty());
    let body: Cow<'a, [u8]> = match (body.map(RawValue::get), base64) {
        (_, Some(Text(text))) => return with_base64(headers, &text),
        (Some(raw), None) if raw.starts_with('"') => match serde_json::from_str(raw) {
            Ok(Text(text)) => bytes(text),
            Err(_) => Cow::Borrowed(raw.as_bytes()),
        },
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
    if !text.is_empty() || !content.params.0.is_empty() {
        let mut message = if text.is_empty() {
            with_body(headers, Cow::Owned(form(&content.params.0)))
        } else if encoding.trim().eq_ignore_ascii_case("base64") {
            with_base64(headers, &text)?
        } else {
            with_body(headers, bytes(text))
        };
        message.is_cut |= content.size.0 > message.length();
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
    let sizes = [content.size.0, sent_size, message.stated_length()];
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
    let stated = message.stated_length();
    message.end_before(stated);
    message
}

fn with_base64<'a>(headers: Pairs<'a>, text: &str) -> Result<Message<'a>, String> {
    let (body, is_cut) = from_base64(text)?;
    let mut message = with_body(headers, Cow::Owned(body));
    message.is_cut |= is_cut;
    Ok(message)
}

impl<'a> Message<'a> {
    fn stated_length(&self) -> Option<i64> {
        self.header("content-length")?.trim().parse().ok()
    }

    fn length(&self) -> Option<i64> {
        let body = self.body.as_deref()?;
        i64::try_from(body.len()).ok()
    }

    /// Notes that the body was cut if it is shorter than was stated and no whole JSON.
    fn end_before(&mut self, stated: Option<i64>) {
        let Some(body) = self.body.as_deref().filter(|body| !body.is_empty()) else {
            return;
        };
        if stated > self.length() && self.header("content-encoding").is_none() {
            self.is_cut |= serde_json::from_slice::<IgnoredAny>(body).is_err();
        }
    }

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

/// Base64 of either alphabet, with padding or without, with line breaks, or as a `data:` URL. Also answers whether it
/// ends within a byte.
fn from_base64(text: &str) -> Result<(Vec<u8>, bool), String> {
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
    let data = text.strip_prefix("data:");
    let data = data.and_then(|url| url.split_once(";base64,"));
    let text = data.map_or(text, |(_, data)| data);
    let text = text.bytes().filter(|byte| !byte.is_ascii_whitespace());
    let text: Vec<_> = text.map(plain).collect();
    let is_of_it = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/".contains(byte);
    let is_cut = text.len() % 4 == 1 && text.last().is_some_and(is_of_it);
    let whole = &text[..text.len() - usize::from(is_cut)];
    let body = ANY.decode(whole);
    Ok((body.map_err(|error| format!("base64: {error}"))?, is_cut))
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

/// A size: a whole number in any form. What is none is not known.
#[derive(Clone, Copy, Default)]
struct Number(Option<i64>);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Option::<Text<'_>>::deserialize(deserializer)?;
        Ok(Number(text.and_then(|Text(text)| whole(&text))))
    }
}

/// A whole number, or one before its fraction.
fn whole(text: &str) -> Option<i64> {
    let text = text.trim();
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    whole.parse().ok()
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
