//! JSON that is none in a way that does no harm: bytes that are no UTF-8, half a surrogate pair, `NaN`, line breaks in a
//! text.

use std::borrow::Cow;

/// The same text as JSON, as far as one can tell. What no text can hold becomes `�`, what is no number `null`.
pub(crate) fn mended(raw: &[u8]) -> Cow<'_, str> {
    let text = String::from_utf8_lossy(raw);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_ref();
    let mut is_text = false;
    while let Some(at) = rest.find(|c: char| needs_care(c, is_text)) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let (taken, put) = if is_text {
            within_text(from)
        } else {
            between_texts(from)
        };
        is_text ^= from.starts_with('"');
        out.push_str(put);
        rest = &from[taken..];
    }
    out.push_str(rest);
    if out.as_bytes() == raw {
        // Nothing helps.
        return match std::str::from_utf8(raw) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => Cow::Owned(out),
        };
    }
    Cow::Owned(out)
}

fn needs_care(c: char, is_text: bool) -> bool {
    match c {
        '"' => true,
        '\\' | '\0'..='\x1f' => is_text,
        'N' | 'I' | '-' => !is_text,
        _ => false,
    }
}

/// How much of a text, and what stands in its place.
fn within_text(from: &str) -> (usize, &str) {
    match from.as_bytes() {
        [b'\\', b'u', ..] => surrogates(from),
        [b'\\', _, ..] => {
            let length = 1 + from[1..].chars().next().map_or(0, char::len_utf8);
            (length, &from[..length])
        }
        [b'\n', ..] => (1, "\\n"),
        [b'\r', ..] => (1, "\\r"),
        [b'\t', ..] => (1, "\\t"),
        [0..=0x1f, ..] => (1, "\\ufffd"),
        _ => (1, &from[..1]),
    }
}

/// An escape, or the two of a pair. Half a pair is no character.
fn surrogates(from: &str) -> (usize, &str) {
    let unit = |at: usize| {
        let escape = from.get(at..at + 6)?;
        u16::from_str_radix(escape.strip_prefix("\\u")?, 16).ok()
    };
    match (unit(0), unit(6)) {
        (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => (12, &from[..12]),
        (Some(0xd800..=0xdfff), _) => (6, "\\ufffd"),
        (Some(_), _) => (6, &from[..6]),
        (None, _) => (2, &from[..2]),
    }
}

fn between_texts(from: &str) -> (usize, &str) {
    let words = ["NaN", "Infinity", "-Infinity"];
    match words.iter().find(|word| from.starts_with(**word)) {
        Some(word) => (word.len(), "null"),
        None => (1, &from[..1]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_no_harm() {
        for (raw, text) in [
            (
                &br#"{"a": NaN, "b": [-Infinity, Infinity, -1]}"#[..],
                r#"{"a": null, "b": [null, null, -1]}"#,
            ),
            (
                br#"["\ud800", "\ud83d\ude00", "\udc00x", "NaN", "\\u", "\""]"#,
                r#"["\ufffd", "\ud83d\ude00", "\ufffdx", "NaN", "\\u", "\""]"#,
            ),
            (
                b"[\"caf\xe9\", \"a\nb\x01\"]",
                "[\"caf\u{fffd}\", \"a\\nb\\ufffd\"]",
            ),
        ] {
            assert_eq!(mended(raw), text);
            assert!(
                serde_json::from_str::<serde_json::Value>(text).is_ok(),
                "{text}"
            );
        }
        for raw in [r#"{"a": 1"#, "{'a': 1}", "[\"\\u12", "", "\"\\"] {
            assert!(
                matches!(mended(raw.as_bytes()), Cow::Borrowed(same) if same == raw),
                "{raw}"
            );
        }
    }
}
