//! What may be printed of a text that somebody else wrote: no key, no number of an account or a card, and nothing that
//! forges a line of a log.
//!
//! Everything that prints asks here: `Display` and `Debug`, spans, tickets, journals and reports. Whoever wants a text
//! as it came asks for it by name, such as [`Error::message`](crate::Error::message).

use std::borrow::Cow;
use std::fmt::Write as _;

use percent_encoding::percent_decode_str;
use uuid::{Uuid, Variant};

use crate::ErrorCode;

/// In characters. A server may send megabytes, and a log is for people.
const LONGEST: usize = 1000;
const LONGEST_ID: usize = 128;
const LONGEST_CODE: usize = 64;
/// What is looked at of a longer text.
const READ: usize = 64 * 1024;
/// So many digits together may be an account or a card.
const MANY_DIGITS: usize = 6;
/// So many may be a CVN or an expiry, where the text is about one.
const SOME_DIGITS: usize = 3;
/// What `xnd_` and `XND_` become in base64, wherever in it they begin. The characters around them depend on what
/// stands around.
const ENCODED_KEYS: [&str; 6] = ["eG5kX", "huZF9", "4bmRf", "WE5EX", "hORF9", "YTkRf"];
const CARD_WORDS: [&str; 3] = ["cvn", "cvv", "cvc"];
const OTHER_CARD_WORDS: [&str; 9] = [
    "csc",
    "exp",
    "expmonth",
    "expyear",
    "expiry",
    "expiration",
    "otp",
    "pin",
    "passcode",
];

/// A text without secrets, on one line, of a length that a log can take.
pub(crate) fn text(text: &str) -> String {
    bounded(
        &escaped(&without_numbers(&without_keys(&plain(text)))),
        LONGEST,
    )
}

/// The id of a request. The vendor's support asks for it, so a UUID stays whole.
pub(crate) fn id(id: &str) -> String {
    let is_uuid = id.len() == 36
        && Uuid::try_parse(id).is_ok_and(|id| {
            id.get_variant() == Variant::RFC4122 && matches!(id.get_version_num(), 1..=8)
        });
    if is_uuid {
        return id.to_owned();
    }
    bounded(&text(id), LONGEST_ID)
}

/// A code that a document lists, or the beginning of another one that can be a code.
pub(crate) fn code(code: &ErrorCode) -> Cow<'_, str> {
    let ErrorCode::Unknown(unknown) = code else {
        return Cow::Borrowed(code.as_str());
    };
    let is_of_code = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let end = unknown.find(|c| !is_of_code(c)).unwrap_or(unknown.len());
    let token = &unknown[..end.min(LONGEST_CODE)];
    let cut = if token.len() < unknown.len() {
        "…"
    } else {
        ""
    };
    Cow::Owned(format!("{}{cut}", text(token)))
}

/// Where a URL leads, without what only its owner knows: user, password, path and query.
pub(crate) fn url(url: &str) -> String {
    let Ok(url) = url::Url::parse(url) else {
        return "[no URL]".to_owned();
    };
    let host = without_keys(url.host_str().unwrap_or_default()).into_owned();
    let port = url
        .port()
        .map_or_else(String::new, |port| format!(":{port}"));
    let path = if url.path() == "/" { "" } else { "/…" };
    format!("{}://{host}{port}{path}", url.scheme())
}

/// The same text on one line: line breaks, escapes for terminals and what changes the direction of writing become
/// visible.
pub(crate) fn escaped(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| matches!(c, ' '..='~')) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, ' '..='~') {
            escaped.push(character);
        } else {
            // After another character, so that an accent that is written apart stays as it is.
            let pair = ['a', character].iter().collect::<String>();
            escaped.extend(pair.escape_debug().skip(1));
        }
    }
    Cow::Owned(escaped)
}

/// As it was meant: percent-encoding undone, as often as it was done, and letters and digits of full width made plain.
fn plain(text: &str) -> String {
    let full_width = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32),
        _ => None,
    };
    let mut plain: String = text
        .chars()
        .take(READ)
        .map(|c| full_width(c).unwrap_or(c))
        .collect();
    for _ in 0..3 {
        match percent_decode_str(&plain).decode_utf8_lossy() {
            Cow::Owned(decoded) if decoded != plain => plain = decoded,
            _ => break,
        }
    }
    plain
}

fn without_keys(text: &str) -> Cow<'_, str> {
    let ends_a_word = |c: char| c.is_whitespace() || "\"'`<>()[]{},|".contains(c);
    let mut without = String::with_capacity(text.len());
    let mut found = false;
    for word in text.split_inclusive(ends_a_word) {
        let (word, end) = match word.char_indices().next_back() {
            Some((at, last)) if ends_a_word(last) => word.split_at(at),
            _ => (word, ""),
        };
        let key = key_in(word).unwrap_or(word.len());
        let (before, key) = word.split_at(key);
        found |= push_without_tokens(&mut without, before) | !key.is_empty();
        without.push_str(if key.is_empty() { "" } else { "[key]" });
        without.push_str(end);
    }
    if found {
        Cow::Owned(without)
    } else {
        Cow::Borrowed(text)
    }
}

/// Where a key begins: `xnd_`, in any case, and however the `_` may be written.
fn key_in(word: &str) -> Option<usize> {
    let bytes = word.as_bytes();
    let begins = |at: &usize| {
        let rest = &bytes[*at..];
        let next = rest
            .get(3)
            .is_some_and(|next| !next.is_ascii_alphanumeric());
        next && rest.len() > 4 && rest[..3].eq_ignore_ascii_case(b"xnd")
    };
    (0..bytes.len()).find(begins)
}

/// Leaves out what looks like base64 of a secret, or like a token. Tells whether there was any.
fn push_without_tokens(to: &mut String, word: &str) -> bool {
    let is_of_token = |c: char| c.is_ascii_alphanumeric() || "+/_-".contains(c);
    let mut found = false;
    let mut rest = word;
    while let Some(start) = rest.find(is_of_token) {
        let (between, run) = rest.split_at(start);
        let (run, after) = run.split_at(run.find(|c| !is_of_token(c)).unwrap_or(run.len()));
        let beyond = after.trim_start_matches('=');
        let padded = beyond.len() < after.len() && !beyond.starts_with(is_of_token);
        to.push_str(between);
        if is_token(run) || padded && run.len() >= 6 {
            to.push_str("[key]");
            found = true;
            rest = beyond;
        } else {
            to.push_str(run);
            rest = after;
        }
    }
    to.push_str(rest);
    found
}

fn is_token(run: &str) -> bool {
    let encoded = ENCODED_KEYS.iter().any(|key| run.contains(key));
    let random = |part: &str| {
        let has = |kind: fn(&u8) -> bool| part.bytes().any(|byte| kind(&byte));
        let (upper, lower, digit) = (
            has(u8::is_ascii_uppercase),
            has(u8::is_ascii_lowercase),
            has(u8::is_ascii_digit),
        );
        part.len() >= 20 && upper && lower && digit || part.len() >= 32 && digit && (upper || lower)
    };
    encoded || run.split(['+', '/', '_', '-']).any(random)
}

/// Counts digits over whatever stands between them but letters: numbers are written in groups.
fn without_numbers(text: &str) -> String {
    let few = if is_of_a_card(text) {
        SOME_DIGITS
    } else {
        MANY_DIGITS
    };
    let mut without = String::with_capacity(text.len());
    let mut start = 0;
    while let Some(begin) = find_from(text, start, char::is_numeric) {
        let end = find_from(text, begin, char::is_alphabetic).unwrap_or(text.len());
        let group = &text[begin..end];
        let digits = group.chars().filter(|c| c.is_numeric()).count();
        let last = group.char_indices().rfind(|(_, c)| c.is_numeric());
        let after = last.map_or("", |(at, last)| &group[at..][last.len_utf8()..]);
        without.push_str(&text[start..begin]);
        if digits < few {
            without.push_str(group);
        } else {
            // Writing to a String cannot fail.
            let _ = write!(without, "[{digits} digits]{after}");
        }
        start = end;
    }
    without.push_str(&text[start..]);
    without
}

fn find_from(text: &str, start: usize, wanted: fn(char) -> bool) -> Option<usize> {
    text[start..].find(wanted)?.checked_add(start)
}

/// Whether a text speaks of what only the holder of a card knows.
fn is_of_a_card(text: &str) -> bool {
    let text = text.to_lowercase();
    let mut words = text.split(|c: char| !c.is_alphabetic());
    CARD_WORDS.iter().any(|word| text.contains(word))
        || text.contains("security code")
        || words.any(|word| OTHER_CARD_WORDS.contains(&word))
}

fn bounded(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

    use super::*;

    const KEY: &str = "xnd_production_Zq7Planted9Key";

    #[test]
    fn keys_are_left_out_however_they_are_written() {
        let upper = KEY.to_uppercase();
        let percent = KEY.replace('_', "%5F");
        let twice = KEY.replace('_', "%255f");
        let entity = KEY.replace('_', "&#95;");
        let wide: String = KEY
            .chars()
            .map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap())
            .collect();
        for key in [KEY, &upper, &percent, &twice, &entity, &wide] {
            for around in [
                format!("key {key} is wrong"),
                format!("\"{key}\""),
                format!("https://{key}:@host/p?k={key}&l=1"),
                format!("<{key}>,{key};{key}"),
                format!("{key}\n{key}"),
            ] {
                let shown = text(&around);
                assert!(!shown.to_lowercase().contains("planted"), "{shown}");
                assert!(shown.contains("[key]"), "{shown}");
            }
        }
        assert_eq!(
            text(&format!("bad key {KEY}, sorry")),
            "bad key [key], sorry"
        );
    }

    #[test]
    fn base64_of_a_key_is_left_out_wherever_it_begins() {
        for key in [KEY, &KEY.to_uppercase(), "xnd_a", "XND_A"] {
            for before in ["", "a", "ab", "user:", "Basic "] {
                for after in ["", ":", "::"] {
                    let pair = format!("{before}{key}{after}");
                    for encoded in [STANDARD.encode(&pair), URL_SAFE_NO_PAD.encode(&pair)] {
                        assert_eq!(
                            text(&format!("Basic {encoded} it was")),
                            "Basic [key] it was",
                            "{pair}"
                        );
                    }
                }
            }
        }
        for token in [
            STANDARD.encode("merchant:pa55:word"),
            STANDARD.encode("a:bc"),
            "eyJhbGciOiJIUzI1NiJ9".to_owned(),
            "d3c7a9f01b2e4f5a6b7c8d9e0f1a2b3c4d5e6f70".to_owned(),
        ] {
            assert_eq!(text(&format!("token={token}.")), "token=[key].", "{token}");
        }
    }

    #[test]
    fn words_and_ids_stay() {
        for plain in [
            "Direct disbursement not found. Please check your external_id",
            "DIRECT_DISBURSEMENT_NOT_FOUND_ERROR",
            "\"invoice_duration\" must be greater than 0",
            "`items[0].price`: must be at least 10000; at most 5",
            "id 5f9a3d1e8b7c is none, 100% sure",
            "Tài khoản không hợp lệ, Bali: não",
            "xnd is a prefix",
        ] {
            assert_eq!(text(plain), plain);
        }
    }

    #[test]
    fn digits_are_counted_over_what_stands_between_them() {
        for number in [
            "735192",
            "7351-9284-06",
            "7351 9284 06",
            "4000 0000 0000 1091",
            "4000-0000-0000-1091",
            "4000.0000.0000.1091",
            "4000\u{a0}0000\u{2013}0000\u{200b}1091",
            "4000 - 0000 - 0000 - 1091",
            "4000%200000%2D0000%200000",
            "4000\n0000\n0000\n1091",
            "[\"4000\",\"0000\",\"0000\",\"1091\"]",
            "４０００００００００００１０９１",
            "٤٠٠٠٠٠٠٠",
            "1_2_3_4_5_6",
        ] {
            let shown = text(&format!("account {number} is none"));
            let digits = shown.chars().filter(|c| c.is_numeric()).count();
            assert!(shown.contains(" digits]") && digits <= 2, "{shown}");
            assert!(shown.ends_with(" is none"), "{shown}");
        }
        assert_eq!(text("4000 0000 0000 1091."), "[16 digits].");
        assert_eq!(text("HTTP 400 and 5000 more"), "HTTP 400 and 5000 more");
    }

    #[test]
    fn what_only_the_holder_of_a_card_knows_is_shorter() {
        for (told, secret) in [
            ("card_cvn 739 exp 12/2090 is no cvn", ["739", "2090"]),
            ("cvv: 123", ["123", "123"]),
            ("739 is no valid CVN", ["739", "739"]),
            ("cardCvn=7 3 9", ["7 3", "3 9"]),
            ("expiry 12/90", ["12/", "90"]),
            ("`exp_year`: 2027", ["2027", "20"]),
            ("security code 4821", ["4821", "48"]),
            ("the OTP was 9913", ["9913", "99"]),
        ] {
            let shown = text(told);
            for secret in secret {
                assert!(!shown.contains(secret), "{shown}");
            }
        }
        assert_eq!(
            text("card_cvn must have 3 or 4 digits"),
            "card_cvn must have 3 or 4 digits"
        );
        assert_eq!(
            text("expected 5000, expired 2027"),
            "expected 5000, expired 2027"
        );
    }

    #[test]
    fn a_text_is_one_line_and_of_a_length() {
        let forged = "x\n2026 INFO paid 1\r\u{1b}[2J\u{202e}\u{2028}\0\u{9b}31my\u{feff}\tz";
        let shown = text(forged);
        assert!(
            shown
                .chars()
                .all(|c| !c.is_control() && c != '\u{202e}' && c != '\u{2028}' && c != '\u{feff}'),
            "{shown}"
        );
        assert!(
            shown.starts_with("x\\n2026 INFO paid 1\\r\\u{1b}[2J\\u{202e}"),
            "{shown}"
        );
        let long = text(&"ä ".repeat(100_000));
        assert_eq!(long.chars().count(), LONGEST + 1);
        assert!(long.ends_with('…'));
    }

    #[test]
    fn an_unknown_code_is_cut_to_what_can_be_a_code() {
        let shown = |text: &str| code(&ErrorCode::from(text)).into_owned();
        for whole in ["API_VALIDATION_ERROR", "REJECTED_BY_BANK", "E", "A1_2"] {
            assert_eq!(shown(whole), whole);
        }
        assert_eq!(shown(&format!("BAD {KEY} 4000000000001091")), "BAD…");
        assert_eq!(shown(&KEY.to_uppercase()), "[key]");
        assert_eq!(shown(KEY), "…");
        assert_eq!(shown("4000000000001091"), "[16 digits]");
        assert_eq!(shown("E\nINFO"), "E…");
        assert_eq!(shown(""), "");
        assert_eq!(shown(&"A".repeat(100)), format!("{}…", "A".repeat(64)));
    }

    #[test]
    fn an_id_stays_if_it_is_one() {
        for whole in ["req-1", "5f9a3d1e-8b7c-4f5a-9b7c-123456789012", "abc"] {
            assert_eq!(id(whole), whole);
        }
        let shown = id(&format!("{KEY} 4000000000001091"));
        assert_eq!(shown, "[key] [16 digits]");
        assert_eq!(id("40000000-0000-0000-1091-000000000000"), "[32 digits]");
        assert!(id(&"ab ".repeat(1000)).chars().count() <= LONGEST_ID + 1);
    }

    #[test]
    fn a_url_is_its_host() {
        assert_eq!(url("https://api.xendit.co"), "https://api.xendit.co");
        assert_eq!(url("http://127.0.0.1:43210/"), "http://127.0.0.1:43210");
        let secret = url(&format!(
            "https://{KEY}:pw@localhost:1/p/{KEY}?k={KEY}#{KEY}"
        ));
        assert_eq!(secret, "https://localhost:1/…");
        assert!(!url(&format!("https://{KEY}.example")).contains("planted"));
        assert_eq!(url(KEY), "[no URL]");
    }

    #[test]
    fn the_encoded_beginnings_are_those_of_keys() {
        for (n, begin) in ["xnd_", "XND_"].iter().enumerate() {
            for shift in 0..3 {
                let known = ENCODED_KEYS[3 * n + shift];
                for around in [0, 0x55, 0xff] {
                    let mut bytes = vec![around; shift];
                    bytes.extend(begin.as_bytes());
                    // A letter or digit comes after it.
                    bytes.extend(b"pz");
                    assert!(STANDARD.encode(&bytes).contains(known), "{known}");
                }
            }
        }
    }
}
