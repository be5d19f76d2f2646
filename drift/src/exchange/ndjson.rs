//! NDJSON, one exchange a line, as it is written. The README beside this crate tells the format.

use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use crate::exchange::{Exchange, Message};

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
