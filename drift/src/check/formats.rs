//! Forms of texts.

use std::net::{Ipv4Addr, Ipv6Addr};

use bayar_contract::Decimal;
use chrono::{DateTime, NaiveDate, Timelike};

use crate::contract::is_hex_id;
use crate::contract::schema::Format;

/// Whether a text has a form.
pub(crate) fn fits(format: Format, text: &str) -> bool {
    match format {
        // Of numbers.
        Format::Any | Format::Int(_) | Format::Uint(_) => true,
        Format::DateTime => is_timestamp(text),
        Format::Date => is_date(text),
        Format::Uri => is_url(text),
        Format::Email => is_email(text),
        Format::Uuid => is_uuid(text),
        Format::Ipv4 => text.parse::<Ipv4Addr>().is_ok(),
        Format::Ipv6 => text.parse::<Ipv6Addr>().is_ok(),
        Format::Decimal => Decimal::parse(text).is_some(),
        Format::HexId => is_hex_id(text),
        Format::Digits => !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()),
    }
}

/// Whether every number of so few digits has the bits of its format.
pub(crate) fn fits_bits_by_length(format: Format, digits: usize) -> bool {
    match format {
        Format::Int(bits) | Format::Uint(bits) => bits >= 64 || bits >= 32 && digits <= 9,
        _ => true,
    }
}

/// Whether a whole number has so many bits as its format says.
pub(crate) fn fits_bits(format: Format, number: &Decimal) -> bool {
    let (least, most) = match format {
        Format::Int(bits) => (-(1_i128 << (bits - 1)), (1_i128 << (bits - 1)) - 1),
        Format::Uint(bits) => (0, (1_i128 << bits) - 1),
        _ => return true,
    };
    let limits = [least, most].map(|limit| Decimal::parse(&limit.to_string()));
    let [Some(least), Some(most)] = limits else {
        return true;
    };
    (least..=most).contains(number)
}

/// RFC 3339: `2020-02-20T00:00:00.000Z`. A second of 60 ends a day of UTC.
fn is_timestamp(text: &str) -> bool {
    let Ok(time) = DateTime::parse_from_rfc3339(text) else {
        return false;
    };
    let time = time.naive_utc();
    let is_leap = time.nanosecond() >= 1_000_000_000;
    text.is_ascii() && (!is_leap || (time.hour(), time.minute()) == (23, 59))
}

/// A day of RFC 3339: `2020-02-20`.
fn is_date(text: &str) -> bool {
    text.len() == 10 && NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok()
}

/// RFC 4122: 8-4-4-4-12 hexadecimal digits.
fn is_uuid(text: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let is_group = |(group, length): (&str, usize)| {
        group.len() == length && group.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    text.split('-').count() == lengths.len() && text.split('-').zip(lengths).all(is_group)
}

/// A scheme and something after it (RFC 3986), which of the web is a host.
fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let is_scheme = |byte: u8| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte);
    let begins = scheme.bytes().next();
    let is_known = ["http", "https"]
        .iter()
        .any(|name| scheme.eq_ignore_ascii_case(name));
    let authority = rest.strip_prefix("//");
    let has_host =
        authority.is_some_and(|host| !host.is_empty() && !host.starts_with(['/', '?', '#']));
    let is_escape = |after: &str| {
        let digits = after.as_bytes().first_chunk::<2>();
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    begins.is_some_and(|byte| byte.is_ascii_alphabetic())
        && scheme.bytes().all(is_scheme)
        && !rest.is_empty()
        && (has_host || !is_known)
        && !rest.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"".contains(c))
        && rest.split('%').skip(1).all(is_escape)
}

/// An address of RFC 5321: words parted by dots, or one in quotes, before the last `@`, and a host or an IP address in
/// brackets after it. Letters of any script are taken.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let is_within = |text: &str, open: char, close: char| {
        text.len() > 2 && text.starts_with(open) && text.ends_with(close)
    };
    let is_plain = |text: &str| {
        let is_other =
            |c: char| c.is_whitespace() || c.is_control() || "()<>[]:;@\\,\"".contains(c);
        !text.is_empty() && !text.contains(is_other)
    };
    let is_label =
        |label: &str| is_plain(label) && !label.starts_with('-') && !label.ends_with('-');
    (local.split('.').all(is_plain) || is_within(local, '"', '"'))
        && (domain.split('.').all(is_label) || is_within(domain, '[', ']'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamps() {
        for good in [
            "2020-02-20T00:00:00.000Z",
            "2020-12-20T07:00:00+07:00",
            "2016-12-31T23:59:60Z",
            "2017-01-01T06:59:60.5+07:00",
            "2020-02-29T00:00:00Z",
            "2000-02-29T00:00:00Z",
        ] {
            assert!(is_timestamp(good), "{good}");
        }
        for bad in [
            "2020-02-20",
            "20-02-2020T00:00:00Z",
            "2020-13-20T00:00:00Z",
            "2020-02-30T00:00:00Z",
            "2017-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z",
            "2020-06-31T00:00:00Z",
            "2020-06-00T00:00:00Z",
            "2020-02-20T00:00:00",
            "1582156800",
            "2020-02-20T00:00:00.Z",
            "",
            "2020-02-20T00:00:00Zx",
            "2020-02-20T12:30:60Z",
            "2020-02-20T23:59:60+07:00",
            "2020-02-20T00:00:00\u{2212}07:00",
        ] {
            assert!(!is_timestamp(bad), "{bad}");
        }
    }

    #[test]
    fn urls_and_addresses() {
        for good in [
            "https://a.b/c?d=%20",
            "myapp://pay",
            "urn:isbn:0451450523",
            "mailto:a@b.co",
            "tel:+62812",
        ] {
            assert!(is_url(good), "{good}");
        }
        for bad in [
            "a.b/c",
            "https://",
            "https:///x",
            "https:x",
            "https://a b",
            "://x",
            "https://x/%zz",
            "x:",
            "",
        ] {
            assert!(!is_url(bad), "{bad}");
        }
        for good in [
            "a@b.co",
            "a+b@c",
            "o'b_c-d*@x-y.co.id",
            "\"a@b c\"@d.co",
            "a@[127.0.0.1]",
            "ä@ö.example",
        ] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "a", "@b", "a@", "a@b@c", "a b@c", "a@b.", "a@b..co", ".a@b.co", "a.@b.co", "a..b@c",
            "a@-b.co", "a@b-.co", "a,b@c.co", "a@b,c", "<a@b.co>",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
