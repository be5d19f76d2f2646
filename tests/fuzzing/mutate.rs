//! Changes an answer in ways that servers, gateways and liars do: its JSON, its headers, its status, its bytes.

use serde_json::{Map, Number, Value};

use crate::chance::Chance;
use crate::http::{body, reply};
use crate::pages::{NOTHING, SENSELESS};

/// As they stand in JSON; the first of them are JSON.
const VALUES: [&str; 48] = [
    "null",
    "true",
    "[]",
    "{}",
    "[null]",
    "[[[[[[[[1]]]]]]]]",
    r#"{"a":{"a":{"a":1}}}"#,
    "0",
    "-0",
    "-0.0",
    "-1",
    "0.1",
    "1e28",
    "1e-28",
    "1E28",
    "0.00000000000000000000000000000000001",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "18446744073709551616",
    "79228162514264337593543950335",
    "79228162514264337593543950336",
    "-79228162514264337593543950336",
    "90071992547409931234.01",
    "1e999999999",
    "-1e-999999999",
    "1e2147483648",
    "1e-2147483649",
    r#""""#,
    r#""\u0000""#,
    r#""\u001b[2K\r\nforged""#,
    r#""\ud83d\ude00""#,
    "\"\u{202e}\u{feff}\"",
    r#"" 5 ""#,
    r#""1_000""#,
    r#""NaN""#,
    r#""-Infinity""#,
    r#""1001.00""#,
    r#""1e2147483647""#,
    r#""9999-12-31T23:59:59.999999999Z""#,
    r#""+262143-12-31T23:59:60Z""#,
    r#""-262144-01-01T00:00:00Z""#,
    r#""2020-02-30T24:00:00+99:99""#,
    r#""2020-12-20T07:00:00+0800""#,
    r#""xnd_production_0000000000""#,
    // No JSON.
    r#""\ud800""#,
    "NaN",
    "01",
];

const KEYS: [&str; 12] = [
    "id",
    "status",
    "amount",
    "external_id",
    "error_code",
    "errors",
    "message",
    "created",
    "validation",
    "",
    "$ref",
    "\u{0}",
];

const STATUSES: [u16; 24] = [
    101, 103, 200, 200, 200, 201, 202, 204, 206, 299, 301, 304, 400, 400, 401, 403, 404, 408, 409,
    429, 500, 502, 503, 599,
];

const HEADERS: [&str; 14] = [
    "Content-Encoding: gzip\r\n",
    "Content-Type: text/html; charset=utf-16\r\n",
    "Content-Length: 0\r\n",
    "Content-Length: 18446744073709551616\r\n",
    "Content-Length: 99999\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Transfer-Encoding: chunked, gzip\r\n",
    "Connection: close\r\n",
    "Location: file:///etc/passwd\r\n",
    "Trailer: a\r\n",
    " folded\r\n",
    "No colon\r\n",
    "Request-ID: a b\tc\r\n",
    "X-Rate: \u{ff}\u{fe}\r\n",
];

/// Another answer to the same question, or to any.
pub fn mutate(input: &[u8], chance: &mut Chance) -> Vec<u8> {
    let Some((&question, answer)) = input.split_first() else {
        return Vec::new();
    };
    let question = match chance.below(20) {
        // Answers of other operations go astray as well.
        0 => u8::try_from(chance.below(256)).unwrap(),
        _ => question,
    };
    let (head, content) = answer.split_at(body(answer));
    let status = std::str::from_utf8(head).ok().and_then(|head| {
        let status = head.split(' ').nth(1)?.parse().ok()?;
        (100..1000).contains(&status).then_some(status)
    });
    let status = match chance.below(6) {
        0 => chance.choose(&STATUSES),
        _ => status.unwrap_or(200),
    };
    let mut headers = String::new();
    for _ in 0..chance.below(3) {
        headers += match chance.below(8) {
            0 => chance.choose(&HEADERS),
            _ => chance.choose(&SENSELESS),
        };
    }
    let content = mutate_body(content, chance);
    let mut answer = if chance.in_percent(10) {
        chunked(status, &headers, &content, chance)
    } else {
        reply(status, &headers, &content)
    };
    if chance.in_percent(5) {
        mutate_bytes(&mut answer, chance);
    }
    answer.insert(0, question);
    answer
}

fn mutate_body(content: &[u8], chance: &mut Chance) -> Vec<u8> {
    if chance.in_percent(2) {
        return chance.choose(&NOTHING).into();
    }
    let mut text = match serde_json::from_slice::<Value>(content) {
        Ok(mut value) => {
            for _ in 0..=chance.below(4) {
                mutate_value(&mut value, chance);
            }
            value.to_string().into_bytes()
        }
        Err(_) => content.to_vec(),
    };
    for _ in 0..chance.below(2) {
        replace_value(&mut text, chance);
    }
    if chance.in_percent(8) {
        mutate_bytes(&mut text, chance);
    }
    text
}

/// Somewhere in the tree.
fn mutate_value(value: &mut Value, chance: &mut Chance) {
    let goes_deeper = chance.in_percent(70);
    match value {
        Value::Object(fields) if goes_deeper && !fields.is_empty() => {
            let at = place(fields.len(), chance);
            match chance.below(6) {
                0 => {
                    let name = fields.keys().nth(at).cloned().unwrap();
                    fields.remove(&name);
                }
                1 => rename(fields, at, chance),
                2 => {
                    fields.insert(chance.choose(&KEYS).into(), some_value(chance));
                }
                _ => mutate_value(fields.values_mut().nth(at).unwrap(), chance),
            }
        }
        Value::Array(items) if goes_deeper && !items.is_empty() => {
            let at = place(items.len(), chance);
            match chance.below(5) {
                0 => drop(items.remove(at)),
                1 => {
                    let item = items[at].clone();
                    items.push(item);
                }
                2 => items.insert(at, some_value(chance)),
                _ => mutate_value(&mut items[at], chance),
            }
        }
        Value::String(text) if goes_deeper => match chance.below(3) {
            0 => text.push_str(&"A".repeat(place(300, chance))),
            1 => *text = text.to_uppercase(),
            _ => *text = text.chars().rev().collect(),
        },
        Value::Number(number) if goes_deeper => *value = number_as_text(number),
        _ => match chance.below(4) {
            0 => *value = Value::Array(vec![value.take()]),
            1 => *value = Value::Object(Map::from_iter([("data".to_owned(), value.take())])),
            _ => *value = some_value(chance),
        },
    }
}

fn number_as_text(number: &Number) -> Value {
    number.to_string().into()
}

fn rename(fields: &mut Map<String, Value>, at: usize, chance: &mut Chance) {
    let name = fields.keys().nth(at).cloned().unwrap();
    let value = fields.remove(&name).unwrap_or_default();
    let name = match chance.below(3) {
        0 => name.to_uppercase(),
        1 => format!("{name} "),
        _ => chance.choose(&KEYS).to_owned(),
    };
    fields.insert(name, value);
}

fn some_value(chance: &mut Chance) -> Value {
    serde_json::from_str(chance.choose(&VALUES)).unwrap_or_default()
}

/// In the text, where even what is no JSON can stand, and a name can stand twice.
fn replace_value(text: &mut Vec<u8>, chance: &mut Chance) {
    let starts: Vec<_> = (0..text.len()).filter(|at| text[*at] == b':').collect();
    if starts.is_empty() {
        return;
    }
    let start = chance.choose(&starts) + 1;
    let length = text[start..]
        .iter()
        .take_while(|byte| !b",}]".contains(byte));
    let end = start + length.count();
    let mut new = chance.choose(&VALUES).as_bytes().to_vec();
    if chance.in_percent(10) {
        let key = chance.choose(&KEYS[..9]);
        new.extend(format!(",\"{key}\":").bytes());
        new.extend(chance.choose(&VALUES).bytes());
    }
    text.splice(start..end, new);
}

fn mutate_bytes(bytes: &mut Vec<u8>, chance: &mut Chance) {
    for _ in 0..=chance.below(4) {
        if bytes.is_empty() {
            return;
        }
        let at = place(bytes.len(), chance);
        let end = at + place(24.min(bytes.len() - at) + 1, chance);
        match chance.below(5) {
            0 => bytes[at] = u8::try_from(chance.below(256)).unwrap(),
            1 => bytes[at] ^= 1 << chance.below(8),
            2 => drop(bytes.drain(at..end)),
            3 => {
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part);
            }
            _ => bytes.truncate(at),
        }
    }
}

fn chunked(status: u16, headers: &str, content: &[u8], chance: &mut Chance) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status} X\r\nTransfer-Encoding: chunked\r\n{headers}\r\n");
    let mut answer = head.into_bytes();
    for part in content.chunks(content.len() / 3 + 1) {
        let length = part.len() + usize::from(chance.in_percent(5));
        answer.extend(format!("{length:x}\r\n").bytes());
        answer.extend(part);
        answer.extend(b"\r\n");
    }
    answer.extend(b"0\r\n\r\n");
    answer
}

fn place(length: usize, chance: &mut Chance) -> usize {
    usize::try_from(chance.below(length.max(1) as u64)).unwrap()
}
