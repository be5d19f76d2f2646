//! What must never reach a report, taken out of everything that is kept.
//!
//! Known fields are replaced as a whole. In every other text, what looks like a credential, a card, an e-mail
//! address, a phone or account number is replaced where it stands.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

/// What stands in the place of a secret.
pub const REDACTED: &str = "[redacted]";

/// What the names of fields and headers end with whose values are never kept, beside those marked `x-secret`.
const SECRET_NAMES: &[&str] = &[
    "authorization",
    "cookie",
    "credential",
    "password",
    "passcode",
    "passphrase",
    "secret",
    "session",
    "signature",
    "sig",
    "auth",
    "api_key",
    "access_key",
    "private_key",
    "server_key",
    "client_key",
    "passwd",
    "pwd",
    "token",
    "jwt",
    "card",
    "pan",
    "csc",
    "exp_month",
    "exp_year",
    "cvc",
    "cvn",
    "cvv",
    "otp",
    "pin",
    "mpin",
    "security_code",
    "sms_code",
    "one_time_code",
    "verification_code",
    "account_number",
    "account_no",
    "account_num",
    "acct_no",
    "bank_account",
    "cc_number",
    "rekening",
    "iban",
    "bban",
    "email",
    "phone",
    "mobile",
    "msisdn",
    "ktp",
    "nik",
    "npwp",
    "account_name",
    "beneficiary_name",
    "cardholder_name",
    "customer_name",
    "first_name",
    "full_name",
    "given_names",
    "holder_name",
    "last_name",
    "middle_name",
    "payer_name",
    "recipient_name",
    "sender_name",
    "surname",
];

/// Names that are long enough to be told without what parts words: `sessiontoken`, `cardnumber`. Headers come in lower
/// case.
const UNMISTAKABLE: &[&str] = &[
    "authorization",
    "cookie",
    "password",
    "passcode",
    "passphrase",
    "secret",
    "apikey",
    "accesskey",
    "privatekey",
    "token",
    "cardcvc",
    "cardcvn",
    "cardcvv",
    "cardnumber",
    "cardno",
    "userpin",
    "accountnumber",
    "accountno",
    "securitycode",
    "secretkey",
    "sessionid",
    "pincode",
    "otpcode",
    "email",
    "emailaddress",
    "phone",
    "phonenumber",
    "mobilenumber",
];

/// Words that may follow one of them. Others, as in `phone_type` and `token_status`, tell something about it.
const AFTER_SECRETS: &[&str] = &[
    "address", "bcc", "cc", "code", "data", "hash", "id", "key", "no", "number", "to", "value",
];

/// What is looked for, one after the other: each is found without looking at the rest of the text, which the others
/// together would do again and again.
static PATTERNS: LazyLock<Option<Patterns>> = LazyLock::new(|| {
    let credentials = [
        // Many vendors' keys: a prefix, the environment, and what is secret of it; `_` may be percent-encoded, and a `+`
        // is a blank in a query.
        r"(?<key>(?i-u:[a-z]{2,8}(?:_|%(?:25)*5f)(?:(?:public|restricted|secret)(?:_|%(?:25)*5f))?(?:dev|development|live|prod|production|sandbox|test)(?:_|%(?:25)*5f))[A-Za-z0-9_%+/=-]{6,}(?: [A-Za-z0-9/=]*[A-Z0-9/=][A-Za-z0-9/=]*)*)",
        // The same at the beginning of base64: `sk_l`, `sk_t`, `pk_l`, `pk_t`, `rk_l`, `rk_t`, and an object of JSON, as
        // tokens begin.
        r"(?<token>\b(?:c2tfb|c2tfd|cGtfb|cGtfd|cmtfb|cmtfd|eyJ)[A-Za-z0-9+/_-]{6,}(?:\.[A-Za-z0-9_-]*)*(?:=|%3[Dd]){0,2})",
        r"(?<basic>(?i-u:basic|bearer)(?:\s|%20|\+)+[A-Za-z0-9+/=._~%-]{4,})",
        r"(?<name>(?i-u:token|secret|password|passcode|api[_-]?key|access[_-]?key|signature|sig|credential|session|auth|key|otp|pin|cvn|cvc|cvv2?)(?:=|%(?:25)*3[Dd]))(?<value>[^&;,\s\x22'<>]+)",
        r"(?<said>(?i-u:\b(?:otp|pin|cvn|cvc|cvv2?)\b\x22?\s*:\s*\x22?))(?<code>[0-9]{3,8})",
        r"(?<quoted>\x22(?i-u:[a-z_-]*(?:token|secret|password|passcode|api_?key|signature|credential))\x22\s*:\s*\x22)(?<word>[^\x22]+)",
        r"(?<scheme>://)(?<user>[^/?#\s@\x22]+)@",
    ];
    let compiled = |pattern: &str| Regex::new(pattern).ok();
    Some(Patterns {
        credentials: compiled(&credentials.join("|"))?,
        // `xnd_` and `XND_` in base64, wherever in it they begin.
        base64: compiled(
            r"(?:[A-Za-z0-9+/_-]|%2[BFbf])*(?:eG5kX|huZF9|4bmRf|WE5EX|hORF9|YTkRf)(?:[A-Za-z0-9+/_-]|%2[BFbf]){6,}(?:=|%3[Dd]){0,2}",
        )?,
        emails: compiled(
            r"[0-9A-Za-z_.%+'\x{80}-\x{10ffff}-]+(?:@|%(?:25)*40)[0-9A-Za-z_\x{80}-\x{10ffff}-]+(?:\.[0-9A-Za-z_\x{80}-\x{10ffff}-]+)+",
        )?,
        digits: compiled(
            r"[(]?\+?[0-9](?:[ .()+/_\x{a0}\x{2009}-\x{2015}\x{202f}-]{0,3}[0-9]){8,}|[0-9]{6,}",
        )?,
        numbers: compiled(r"\+?[0-9](?:[ .-]?[0-9]){8,}|[0-9]{6,}")?,
    })
});

struct Patterns {
    credentials: Regex,
    base64: Regex,
    emails: Regex,
    /// Digits with whatever may stand between them.
    digits: Regex,
    /// As most people write numbers.
    numbers: Regex,
}

/// A text without anything secret in it.
pub fn scrub(text: &str) -> Cow<'_, str> {
    replace(text, |_, word| word)
}

/// [`scrub`] with what `with` makes of each secret and of the word that may stand in its place.
pub fn replace(text: &str, with: impl Fn(&str, String) -> String) -> Cow<'_, str> {
    let Some(patterns) = PATTERNS.as_ref() else {
        return Cow::Borrowed(REDACTED);
    };
    let credential = |found: &Captures<'_>, text: &str| {
        for (name, value) in [
            ("name", "value"),
            ("said", "code"),
            ("quoted", "word"),
            ("scheme", "user"),
        ] {
            let (Some(name), Some(value)) = (found.name(name), found.name(value)) else {
                continue;
            };
            if is_end_of_a_word(text, name.start(), name.as_str()) {
                return found[0].to_owned();
            }
            let masked = with(value.as_str(), "[credential]".to_owned());
            let after = &found[0][value.end() - name.start()..];
            return format!("{}{masked}{after}", name.as_str());
        }
        with(&found[0], "[credential]".to_owned())
    };
    let mut clean = Cow::Borrowed(text);
    let mut pass = |pattern: &Regex, word: &dyn Fn(&Captures<'_>, &str) -> String| {
        if let Cow::Owned(cleaner) =
            pattern.replace_all(&clean, |found: &Captures<'_>| word(found, &clean))
        {
            clean = Cow::Owned(cleaner);
        }
    };
    pass(&patterns.credentials, &credential);
    pass(&patterns.base64, &|found, _| {
        with(&found[0], "[credential]".to_owned())
    });
    pass(&patterns.emails, &|found, _| {
        with(&found[0], "[email]".to_owned())
    });
    pass(&patterns.digits, &|found, text| {
        let start = found.get(0).map_or(0, |found| found.start());
        digits(text, start, &found[0], &patterns.numbers, &with)
    });
    clean
}

/// Whether a short word such as `pin` is the end of a longer one that is no secret.
fn is_end_of_a_word(text: &str, start: usize, word: &str) -> bool {
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic();
    let before = &text.as_bytes()[..start];
    let is_encoded = before.len() >= 3 && before[before.len() - 3] == b'%';
    let letters = word.bytes().take_while(is_letter).count();
    before.last().is_some_and(is_letter) && !is_encoded && (1..5).contains(&letters)
}

/// An amount, unless it is a card number that went into the wrong field.
pub fn scrub_amount(text: &str) -> Cow<'_, str> {
    if text.len() >= 13 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let scrubbed = scrub(text);
        if scrubbed == "[card number]" {
            return scrubbed;
        }
    }
    Cow::Borrowed(text)
}

/// A run of digits at a place of a text, without what is secret of it. A date may be kept, and so may a run within an id,
/// unless it is a card number.
fn digits(
    text: &str,
    start: usize,
    run: &str,
    numbers: &Regex,
    with: &impl Fn(&str, String) -> String,
) -> String {
    let digits: Vec<u8> = run
        .bytes()
        .filter(u8::is_ascii_digit)
        .map(|byte| byte - b'0')
        .collect();
    if is_date(run) {
        return run.to_owned();
    }
    if (13..=19).contains(&digits.len()) && is_luhn(&digits) {
        return with(run, "[card number]".to_owned());
    }
    let bytes = text.as_bytes();
    let touches = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
    let before = start.checked_sub(1).and_then(|place| bytes.get(place));
    if touches(before) || touches(bytes.get(start + run.len())) {
        return run.to_owned();
    }
    let is_one = numbers
        .find(run)
        .is_some_and(|found| found.len() == run.len());
    if run.starts_with("(0") || run.starts_with("(+") || is_one && run.starts_with(['+', '0']) {
        return with(run, "[phone number]".to_owned());
    }
    if is_one {
        return with(run, "[number]".to_owned());
    }
    let each = |found: &Captures<'_>| self::digits(&found[0], 0, &found[0], numbers, with);
    numbers.replace_all(run, each).into_owned()
}

/// Whether a run begins like `2020-02-20`; the rest of a timestamp has other characters.
fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() <= 13
        && bytes.get(4) == Some(&b'-')
        && bytes.get(7) == Some(&b'-')
        && (text.starts_with("19") || text.starts_with("20"))
}

/// The check that every card number passes.
fn is_luhn(digits: &[u8]) -> bool {
    let doubled = |(place, digit): (usize, &u8)| {
        let value = if place % 2 == 1 { digit * 2 } else { *digit };
        u32::from(if value > 9 { value - 9 } else { value })
    };
    digits.iter().rev().enumerate().map(doubled).sum::<u32>() % 10 == 0
}

/// Whether the value of a field or header is never kept, by its name, however its words are parted. Brackets, as in
/// `card_data[cvn]`, are nesting in forms.
pub fn is_secret_name(name: &str) -> bool {
    name.split(['[', ']', '.']).any(is_secret_word)
}

fn is_secret_word(name: &str) -> bool {
    let plain: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let plain = plain.to_lowercase();
    let plain = plain.trim_end_matches(|c: char| c.is_ascii_digit());
    let plain = plain.strip_suffix('s').unwrap_or(plain);
    let is_end = |secret: &&str| plain.ends_with(*secret);
    if UNMISTAKABLE.iter().any(is_end) {
        return true;
    }
    let name = words(name);
    if name == "key" {
        return true;
    }
    let plural = name.strip_suffix('s').filter(|one| !one.ends_with('s'));
    let mut name = plural.unwrap_or(&name);
    loop {
        let is_last = |secret: &&str| {
            let before = name.strip_suffix(*secret);
            before.is_some_and(|before| before.is_empty() || before.ends_with('_'))
        };
        let is_after = |word: &str| {
            AFTER_SECRETS.contains(&word) || word.bytes().all(|byte| byte.is_ascii_digit())
        };
        let name_without_digits = name.trim_end_matches(|c: char| c.is_ascii_digit());
        if name_without_digits.len() < name.len() && !name_without_digits.ends_with('_') {
            name = name_without_digits;
            continue;
        }
        if SECRET_NAMES.iter().any(is_last) {
            return true;
        }
        match name.rsplit_once('_') {
            Some((before, last)) if is_after(last) => name = before,
            _ => return false,
        }
    }
}

/// In lower case, with `_` between the words.
fn words(name: &str) -> String {
    let mut words = String::with_capacity(name.len());
    let mut letters = name.chars().peekable();
    let mut before = '_';
    while let Some(letter) = letters.next() {
        // `accountNumber` and `XKey` have two words, `ID` has one.
        let is_next_small = letters.peek().is_some_and(|next| next.is_lowercase());
        let begins = letter.is_uppercase() && (!before.is_uppercase() || is_next_small);
        let is_word = letter.is_alphanumeric();
        if (begins || !is_word) && !words.ends_with('_') && !words.is_empty() {
            words.push('_');
        }
        if is_word {
            words.extend(letter.to_lowercase());
        }
        before = letter;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_go() {
        for (text, clean) in [
            (
                "key xnd_development_P4qDfOss0OCpl8RtKrROHjaQYNCk9dN5: no",
                "key [credential]: no",
            ),
            (
                "Authorization: Basic eG5kX2RldmVsb3BtZW50Og==",
                "Authorization: [credential]",
            ),
            ("bearer abc.def-ghi", "[credential]"),
            (
                "card 4000000000000002 refused",
                "card [card number] refused",
            ),
            ("card 4000-0000 0000-0002", "card [card number]"),
            ("5105105105105100", "[card number]"),
            ("lanny@xendit.co, a.b+c@shop.co.id", "[email], [email]"),
            ("lanny%40xendit.co", "[email]"),
            ("call +62 812-3456-7890", "call [phone number]"),
            ("081234567890", "[phone number]"),
            ("to 8860810000525 at BRI", "to [number] at BRI"),
            ("account 1234567890", "account [number]"),
            ("account 73519284", "account [number]"),
            ("eG5kX2RldmVsb3BtZW50X1AwS2V5OiE=", "[credential]"),
            ("xnd%5Fdevelopment%5FPlanted0Key1", "[credential]"),
            ("xnd%255Fproduction%255FPlanted0Key1", "[credential]"),
            ("Basic%20eG5k", "[credential]"),
            (
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln-X_",
                "[credential]",
            ),
            ("/a?token=abc&b=c", "/a?token=[credential]&b=c"),
            (
                "xnd_development_O46JfOtygef9kMNsK+ZPGT+TZ5hIBF/w==",
                "[credential]",
            ),
            ("xnd_production_Ab+cdefgh", "[credential]"),
            (
                "xnd_development_O46JfO ZPGT TZ5h/w== is wrong",
                "[credential] is wrong",
            ),
            ("my_XND_PRODUCTION_PLANTED", "my_[credential]"),
            ("c2hvcDp4bmRfZGV2ZWxvcG1lbnRfUDR", "[credential]"),
            ("eyJhcGlfa2V5IjoieG5kX3Byb2R1Y3Rpb25fMSJ9", "[credential]"),
            ("%3Ftoken%3DSup3rS3cretV", "%3Ftoken%3D[credential]"),
            ("?auth=abc&sig=def", "?auth=[credential]&sig=[credential]"),
            (
                "cvn: 739; otp: 9913; \"pin\":\"4821\"",
                "cvn: [credential]; otp: [credential]; \"pin\":\"[credential]\"",
            ),
            ("{\"token\": \"abc\"}", "{\"token\": \"[credential]\"}"),
            ("4000 0000  0000 0002", "[card number]"),
            ("4000+0000+0000+0002", "[card number]"),
            ("4000_0000_0000_0002", "[card number]"),
            ("4000\u{a0}0000\u{2013}0000 0002", "[card number]"),
            ("(0812) 3456-7890", "[phone number]"),
            ("lanny%2540xendit.co", "[email]"),
            ("büdi@exämple.com", "[email]"),
            (
                "https://shop:S3cretPw@shop.example/a@b",
                "https://[credential]@shop.example/a@b",
            ),
            ("key_xnd_development_AbCdEf", "key_[credential]"),
            (
                "12345678/2020-02-20/8860810000525",
                "[number]/2020-02-20/[number]",
            ),
            (
                "/a?access_token=abc&pin=1234",
                "/a?access_token=[credential]&pin=[credential]",
            ),
        ] {
            assert_eq!(scrub(text), clean);
        }
    }

    #[test]
    fn the_rest_stays() {
        for text in [
            "2020-02-20T00:00:00.000Z",
            "2020-02-20",
            "579c8d61f23fa4ca35e52da4",
            "578598120912345678cab352",
            "COMPLETED",
            "invoice-123",
            "https://invoice.xendit.co/web/invoices/595b6248c763ac05592e3eb4",
            "12345",
            "50000.00",
            "/shipping=fast&spin=1",
            "order_1/2/3/4/5/6/7/8/9",
            "/v1/2020/11/30",
            "PIN: the code",
            "UNIT_TEST_A",
            "unit_test_case",
        ] {
            assert_eq!(scrub(text), text);
        }
    }

    #[test]
    fn a_long_text_takes_no_longer_than_its_length() {
        for piece in [
            "123456_",
            "a@",
            "eG5kX.",
            "pin=1&",
            "+62 ",
            "\"token",
            "xnd_test_",
            "1 ",
        ] {
            let text = piece.repeat(1 << 15);
            assert!(scrub(&text).len() <= 10 * text.len(), "{piece}");
        }
    }

    #[test]
    fn names() {
        for name in [
            "Authorization",
            "x-callback-token",
            "card_cvn",
            "payer_email",
            "bank_account_number",
            "Set-Cookie",
            "accountNumber",
            "XApiKey",
            "accessToken",
            "token_id",
            "credit_card_token",
            "card_number",
            "card_data",
            "emails",
            "email_to",
            "phoneNumbers",
            "clientSecret",
            "accountnumber",
            "ACCOUNT-NUMBER",
            "sessiontoken",
            "X-Session-Token",
            "cvc",
            "otp",
            "otp_code",
            "user_pin",
            "cardnumber",
            "idCardNo",
            "card_exp_year",
            "card_data[exp]",
            "cvv2",
            "apikey2",
            "Cookie2",
            "cardcvn",
            "userpin",
            "no_rekening",
            "server_key",
            "ccNumber",
            "securityCode",
            "mpin",
            "sms_code",
            "account_holder_name",
            "customer_name",
            "secretkey",
            "sessionid",
            "payeremail",
            "key",
            "auth",
            "x-sig",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
        for name in [
            "status",
            "id",
            "amount",
            "external_id",
            "name",
            "phone_type",
            "emailStatus",
            "token_type",
            "tokenized",
            "span",
            "spin",
            "shipping",
            "discard",
            "bank_code",
            "session_count",
            "next_page",
            "bank_name",
            "merchant_name",
            "design",
            "author",
        ] {
            assert!(!is_secret_name(name), "{name}");
        }
    }
}
