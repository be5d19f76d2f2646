//! HAR 1.2, as browsers, proxies and API clients write it.

use std::borrow::Cow;
use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::Deserializer;

use crate::exchange::scanner::Scanner;
use crate::exchange::unpack::decoded;
use crate::exchange::{Exchange, Header, InputError, Message};

#[derive(Deserialize)]
struct Entry<'a> {
    #[serde(borrow)]
    request: Request<'a>,
    #[serde(borrow)]
    response: Option<Response<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Request<'a> {
    #[serde(borrow)]
    method: Cow<'a, str>,
    #[serde(borrow)]
    url: Cow<'a, str>,
    #[serde(borrow, default)]
    headers: Vec<NameValue<'a>>,
    #[serde(borrow)]
    post_data: Option<Content<'a>>,
    #[serde(default)]
    body_size: i64,
}

#[derive(Deserialize)]
struct Response<'a> {
    /// 0 if there was no answer.
    #[serde(default)]
    status: u16,
    #[serde(borrow, default)]
    headers: Vec<NameValue<'a>>,
    #[serde(borrow)]
    content: Option<Content<'a>>,
}

#[derive(Deserialize)]
struct NameValue<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow, default)]
    value: Cow<'a, str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Content<'a> {
    #[serde(borrow)]
    text: Option<Cow<'a, str>>,
    #[serde(borrow)]
    mime_type: Option<Cow<'a, str>>,
    #[serde(borrow)]
    encoding: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    params: Vec<NameValue<'a>>,
    size: Option<i64>,
}

/// Reads every entry of `log.entries`.
pub(crate) fn read(
    input: impl Read,
    each: &mut dyn FnMut(&Exchange<'_>),
) -> Result<(), InputError> {
    let mut scanner = Scanner::new(input);
    if scanner.peek()? == Some(0xef) {
        for byte in *b"\xef\xbb\xbf" {
            scanner.expect(byte)?;
        }
    }
    scanner.expect(b'{')?;
    if !find(&mut scanner, b"\"log\"")? {
        return Err(InputError::Format("the HAR has no log".to_owned()));
    }
    scanner.expect(b'{')?;
    if !find(&mut scanner, b"\"entries\"")? {
        return Err(InputError::Format("the HAR has no log.entries".to_owned()));
    }
    scanner.expect(b'[')?;
    if scanner.take(b']')? {
        return Ok(());
    }
    for number in 0.. {
        read_entry(&mut scanner, each).map_err(|problem| InputError::Entry(number, problem))?;
        if !scanner.take(b',')? {
            break;
        }
    }
    Ok(scanner.expect(b']')?)
}

/// Reads an entry. It is parsed right away, and anew with more of the text where that ends too early: to look for the
/// end first would take as long.
fn read_entry(
    scanner: &mut Scanner<impl Read>,
    each: &mut dyn FnMut(&Exchange<'_>),
) -> Result<(), String> {
    let text = |error: &dyn std::fmt::Display| error.to_string();
    scanner.peek().map_err(|error| text(&error))?;
    loop {
        let mut entries = Deserializer::from_slice(scanner.window()).into_iter::<Entry<'_>>();
        match entries.next() {
            Some(Ok(entry)) => {
                each(&entry.into_exchange()?);
                let length = entries.byte_offset();
                scanner.skip(length);
                return Ok(());
            }
            Some(Err(error)) if !error.is_eof() => return Err(text(&error)),
            _ => {}
        }
        if !scanner.grow().map_err(|error| text(&error))? {
            return Err("the file ends within it".to_owned());
        }
    }
}

/// Moves to the value of a field of the object that was entered.
fn find(scanner: &mut Scanner<impl Read>, name: &[u8]) -> Result<bool, InputError> {
    while scanner.peek()? == Some(b'"') {
        let is_it = scanner.value()? == name;
        scanner.expect(b':')?;
        if is_it {
            return Ok(true);
        }
        scanner.value()?;
        if !scanner.take(b',')? {
            break;
        }
    }
    Ok(false)
}

impl<'a> Entry<'a> {
    fn into_exchange(self) -> Result<Exchange<'a>, String> {
        let request = self.request;
        let mut exchange = Exchange {
            method: request.method,
            url: request.url,
            ..Exchange::default()
        };
        let is_empty = request.body_size <= 0;
        exchange.request = message(request.headers, request.post_data, is_empty)?;
        if let Some(response) = self.response.filter(|response| response.status != 0) {
            exchange.status = Some(response.status);
            let is_empty = response
                .content
                .as_ref()
                .is_some_and(|content| content.size == Some(0));
            exchange.response = message(response.headers, response.content, is_empty)?;
        }
        Ok(exchange)
    }
}

fn message<'a>(
    headers: Vec<NameValue<'a>>,
    content: Option<Content<'a>>,
    is_empty: bool,
) -> Result<Message<'a>, String> {
    let headers = headers.into_iter().map(|header| Header {
        name: header.name,
        value: header.value,
    });
    let mut message = Message {
        headers: headers.collect(),
        body: None,
    };
    let Some(content) = content else {
        message.body = is_empty.then(Cow::default);
        return Ok(message);
    };
    if let Some(kind) = content.mime_type.filter(|kind| !kind.is_empty())
        && message.header("content-type").is_none()
        && content.text.as_deref().is_some_and(|text| !text.is_empty())
    {
        message.headers.push(Header {
            name: "content-type".into(),
            value: kind,
        });
    }
    let body: Option<Cow<'a, [u8]>> = match content.text {
        Some(text) if content.encoding.as_deref() == Some("base64") => Some(Cow::Owned(
            STANDARD
                .decode(text.as_bytes())
                .map_err(|error| format!("base64: {error}"))?,
        )),
        Some(Cow::Borrowed(text)) => Some(Cow::Borrowed(text.as_bytes())),
        Some(Cow::Owned(text)) => Some(Cow::Owned(text.into_bytes())),
        None if !content.params.is_empty() => Some(Cow::Owned(form(&content.params))),
        None => is_empty.then(Cow::default),
    };
    let encoding = message.header("content-encoding").map(str::to_owned);
    message.body = body.and_then(|body| decoded(body, encoding.as_deref()));
    Ok(message)
}

/// A form that was recorded as a list of its fields.
fn form(params: &[NameValue<'_>]) -> Vec<u8> {
    let mut form = form_urlencoded::Serializer::new(String::new());
    for param in params {
        form.append_pair(&param.name, &param.value);
    }
    form.finish().into_bytes()
}
