//! What comes in place of an answer, or on top of one, and says nothing about the payment.

use crate::chance::Chance;
use crate::http::reply;

/// What gateways answer by themselves. The documented 500 and a 429 are not among them.
const STATUSES: [u16; 20] = [
    400, 401, 403, 404, 405, 408, 409, 411, 413, 421, 422, 425, 429, 431, 499, 500, 502, 503, 504,
    520,
];

/// None of them is in the documented envelope.
const PAGES: [&str; 10] = [
    "<html><h1>Bad Gateway</h1></html>",
    "",
    "upstream connect error or disconnect/reset before headers",
    r#"{"message":"no Route matched with those values"}"#,
    r#"{"message":null}"#,
    r#"{"error":"Service Unavailable","statusCode":503}"#,
    r#"{"errors":[{"code":"E1","detail":"gone"}]}"#,
    r#"{"status":404,"title":"Not Found"}"#,
    r#"[{"message":"gone"}]"#,
    "null",
];

/// A page of whoever stands between the client and the vendor.
pub fn page(chance: &mut Chance) -> Vec<u8> {
    let (status, page) = (chance.choose(&STATUSES), chance.choose(&PAGES));
    reply(status, "", page.as_bytes())
}

/// As [`page`], but as a success.
pub fn page_as_success(chance: &mut Chance) -> Vec<u8> {
    let (status, page) = (
        chance.choose(&[200, 200, 201, 202, 203, 204, 206]),
        chance.choose(&PAGES),
    );
    reply(status, "", page.as_bytes())
}

/// Neither a success nor a refusal.
pub fn redirect(chance: &mut Chance) -> Vec<u8> {
    let status = chance.choose(&[101, 300, 301, 302, 303, 304, 307, 308]);
    let headers = match status {
        101 => "Upgrade: x\r\nConnection: upgrade\r\n",
        // Nobody may go there.
        _ => "Location: http://127.0.0.1:9/elsewhere\r\n",
    };
    reply(status, headers, b"")
}

/// Before the answer proper.
pub const INTERIM: &[u8] =
    b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n";

/// JSON that says nothing about a payment.
pub const NOTHING: [&str; 12] = [
    "{}",
    "[]",
    "[null]",
    "[{}]",
    "null",
    "true",
    "0",
    r#""""#,
    r#"{"data":null}"#,
    r#"["58dca1dffee4228917d37336"]"#,
    r#"[[{"id":"58dca1dffee4228917d37336"}]]"#,
    r#"{"success":true}"#,
];

macro_rules! limits {
    ($limit:literal, $remaining:literal, $reset:literal) => {
        concat!(
            "Rate-Limit-Limit: ",
            $limit,
            "\r\nRate-Limit-Remaining: ",
            $remaining,
            "\r\nRate-Limit-Reset: ",
            $reset,
            "\r\n"
        )
    };
}

/// Headers that make no sense, or none that a payment could wait for.
pub const SENSELESS: [&str; 26] = [
    "Retry-After: 18446744073709551615\r\n",
    "Retry-After: 18446744073709551616\r\n",
    "Retry-After: 9223372036854775807\r\n",
    "Retry-After: 99999999999999999999999999999999\r\n",
    "Retry-After: -1\r\n",
    "Retry-After: 0\r\n",
    "Retry-After: 1e9\r\n",
    "Retry-After: \r\n",
    "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n",
    "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\n",
    "Retry-After: Fri, 31 Dec 262142 23:59:59 GMT\r\n",
    "Retry-After: Thu, 32 Foo 2026 25:61:61 +9999\r\n",
    "Retry-After: 0\r\nRetry-After: 18446744073709551615\r\n",
    "Retry-After: 18446744073709551615\r\nRetry-After: 0\r\n",
    limits!("60", "59", "79228162514264337593543950335"),
    limits!("60", "0", "79228162514264337593543950335"),
    limits!("60", "0", "18446744073709551.615"),
    limits!("60", "0", "-79228162514264337593543950335"),
    limits!("60", "0", "0.0000000000000000000000000001"),
    limits!("0", "0", "0"),
    limits!("4294967295", "4294967295", "1e28"),
    limits!("4294967296", "-1", "NaN"),
    limits!("60, 60", "0, 0", "1, 1"),
    "Rate-Limit-Reset: 1\r\nRate-Limit-Reset: 79228162514264337593543950335\r\n",
    "Request-ID: a\tforged\u{9b}31m\r\nRequest-ID: \u{fffd}\r\n",
    "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\nAge: 18446744073709551616\r\n",
];

/// 429, asking for a pause that is short, none, or senseless.
pub fn storm(chance: &mut Chance) -> Vec<u8> {
    let pause = chance.choose(&[
        limits!("60", "0", "0.004"),
        limits!("60", "0", "0.004"),
        "",
        "Retry-After: 0\r\n",
        "senseless",
    ]);
    let pause = match pause {
        "senseless" => chance.choose(&SENSELESS),
        pause => pause,
    };
    let body = br#"{"error_code":"RATE_LIMIT_EXCEEDED","message":"Slow down."}"#;
    reply(429, pause, body)
}
