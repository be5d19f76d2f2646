//! NDJSON, one exchange a line. The README beside this crate tells the format.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::exchange::unpack::decoded;
use crate::exchange::{Exchange, Header, InputError, Message};

/// How much is read at once.
const CHUNK: usize = 256 * 1024;

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    request: Request<'a>,
    #[serde(borrow)]
    response: Option<Response<'a>>,
    #[serde(default)]
    callback: bool,
}

#[derive(Deserialize)]
struct Request<'a> {
    #[serde(borrow)]
    method: Cow<'a, str>,
    #[serde(borrow)]
    url: Cow<'a, str>,
    #[serde(borrow, default)]
    headers: Headers<'a>,
    #[serde(borrow)]
    body: Option<&'a RawValue>,
    #[serde(borrow)]
    body_base64: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Response<'a> {
    status: u16,
    #[serde(borrow, default)]
    headers: Headers<'a>,
    #[serde(borrow)]
    body: Option<&'a RawValue>,
    #[serde(borrow)]
    body_base64: Option<Cow<'a, str>>,
}

#[derive(Default)]
struct Headers<'a>(Vec<Header<'a>>);

impl<'de: 'a, 'a> Deserialize<'de> for Headers<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(HeadersVisitor).map(Headers)
    }
}

struct HeadersVisitor;

/// A text that borrows where it can.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// The values of a header of an object, added to the others.
struct Values<'v, 'de> {
    name: Cow<'de, str>,
    headers: &'v mut Vec<Header<'de>>,
}

impl<'de> Values<'_, 'de> {
    fn add(&mut self, value: Cow<'de, str>) {
        self.headers.push(Header {
            name: self.name.clone(),
            value,
        });
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

    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("the value of a header, or a list of its values")
    }

    fn visit_borrowed_str<E>(mut self, value: &'de str) -> Result<(), E> {
        self.add(Cow::Borrowed(value));
        Ok(())
    }

    fn visit_str<E>(mut self, value: &str) -> Result<(), E> {
        self.add(Cow::Owned(value.to_owned()));
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        while let Some(Text(value)) = list.next_element()? {
            self.add(value);
        }
        Ok(())
    }
}

impl<'de> Visitor<'de> for HeadersVisitor {
    type Value = Vec<Header<'de>>;

    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("headers, as an object or as a list of pairs")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut headers = Vec::new();
        while let Some(Text(name)) = map.next_key()? {
            map.next_value_seed(Values {
                name,
                headers: &mut headers,
            })?;
        }
        Ok(headers)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut headers = Vec::new();
        while let Some((Text(name), Text(value))) = list.next_element()? {
            headers.push(Header { name, value });
        }
        Ok(headers)
    }
}

/// Reads every line; empty ones are left out.
pub(crate) fn read(
    input: impl Read,
    each: &mut dyn FnMut(&Exchange<'_>),
) -> Result<(), InputError> {
    let mut input = BufReader::with_capacity(CHUNK, input);
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        let text = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line);
        if text.trim_ascii().is_empty() {
            continue;
        }
        let problem = |error: &dyn std::fmt::Display| InputError::Line(number, error.to_string());
        let read: Line<'_> = serde_json::from_slice(text).map_err(|error| problem(&error))?;
        each(&read.into_exchange().map_err(|error| problem(&error))?);
    }
    Ok(())
}

impl<'a> Line<'a> {
    fn into_exchange(self) -> Result<Exchange<'a>, String> {
        let request = self.request;
        let mut exchange = Exchange {
            method: request.method,
            url: request.url,
            is_callback: self.callback,
            ..Exchange::default()
        };
        exchange.request = message(request.headers, request.body, request.body_base64)?;
        if let Some(response) = self.response {
            exchange.status = Some(response.status);
            exchange.response = message(response.headers, response.body, response.body_base64)?;
        }
        Ok(exchange)
    }
}

fn message<'a>(
    headers: Headers<'a>,
    body: Option<&'a RawValue>,
    base64: Option<Cow<'a, str>>,
) -> Result<Message<'a>, String> {
    let mut message = Message {
        headers: headers.0,
        body: None,
    };
    let body: Option<Cow<'a, [u8]>> = match (body.map(RawValue::get), base64) {
        (_, Some(text)) => Some(Cow::Owned(
            STANDARD
                .decode(text.as_bytes())
                .map_err(|error| format!("body_base64: {error}"))?,
        )),
        (Some(text), None) if text.starts_with('"') => {
            let Text(text) = serde_json::from_str(text).map_err(|error| error.to_string())?;
            Some(match text {
                Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
                Cow::Owned(text) => Cow::Owned(text.into_bytes()),
            })
        }
        (Some(json), None) => Some(Cow::Borrowed(json.as_bytes())),
        (None, None) => None,
    };
    let encoding = message.header("content-encoding").map(str::to_owned);
    message.body = body.and_then(|body| decoded(body, encoding.as_deref()));
    Ok(message)
}

#[derive(Serialize)]
struct LineOut<'a> {
    request: RequestOut<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response: Option<ResponseOut<'a>>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    callback: bool,
}

#[derive(Serialize)]
struct RequestOut<'a> {
    method: &'a str,
    url: &'a str,
    headers: Vec<(&'a str, &'a str)>,
    #[serde(flatten)]
    body: BodyOut<'a>,
}

#[derive(Serialize)]
struct ResponseOut<'a> {
    status: u16,
    headers: Vec<(&'a str, &'a str)>,
    #[serde(flatten)]
    body: BodyOut<'a>,
}

#[derive(Default, Serialize)]
struct BodyOut<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body_base64: Option<String>,
}

impl<'a> BodyOut<'a> {
    fn of(message: &'a Message<'_>) -> BodyOut<'a> {
        match message
            .body
            .as_deref()
            .map(|body| (body, std::str::from_utf8(body)))
        {
            None => BodyOut::default(),
            Some((_, Ok(text))) => BodyOut {
                body: Some(text),
                body_base64: None,
            },
            Some((body, Err(_))) => BodyOut {
                body: None,
                body_base64: Some(STANDARD.encode(body)),
            },
        }
    }
}

/// Writes an exchange as one line.
///
/// # Errors
/// If the line cannot be written.
pub fn write_ndjson(exchange: &Exchange<'_>, mut out: impl Write) -> io::Result<()> {
    fn headers<'a>(message: &'a Message<'_>) -> Vec<(&'a str, &'a str)> {
        message
            .headers
            .iter()
            .map(|header| (header.name.as_ref(), header.value.as_ref()))
            .collect()
    }
    let line = LineOut {
        request: RequestOut {
            method: &exchange.method,
            url: &exchange.url,
            headers: headers(&exchange.request),
            body: BodyOut::of(&exchange.request),
        },
        response: exchange.status.map(|status| ResponseOut {
            status,
            headers: headers(&exchange.response),
            body: BodyOut::of(&exchange.response),
        }),
        callback: exchange.is_callback,
    };
    serde_json::to_writer(&mut out, &line)?;
    out.write_all(b"\n")
}
