//! What the words of a cell say: the type, limits, constants and defaults.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::facts::{Bound, Constant, Limit, Line, Type};

/// Compiles a pattern of this module.
macro_rules! pattern {
    ($text:expr) => {{
        static PATTERN: std::sync::LazyLock<regex::Regex> =
            std::sync::LazyLock::new(|| regex::Regex::new($text).expect("a pattern of ours"));
        &PATTERN
    }};
}
pub(super) use pattern;

/// A constant: upper case, or in double quotes.
const CONSTANT: &str = r#"(?:\b[A-Z][A-Z0-9_]+\b|"[A-Za-z0-9_]+")"#;

/// The type that a cell starts with, the words for it where they say more, and what follows.
pub fn typed(text: &str) -> Option<(Type, Option<String>, &str)> {
    let pattern = pattern!(
        r"^(string\[\]|string|number|integer|boolean|function|array of [a-z]+ objects?\b|array of [a-z]+|array|object|[a-z]+ object|ISO Date|[A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*)*\[\]|String|Number|Boolean|Object|Array)(?:\s+|$)(\(ISO 8601\)\s*)?"
    );
    let found = pattern.captures(text)?;
    let words = found.get(1)?.as_str();
    let kind = match words {
        "ISO Date" => Type::String,
        _ if words.ends_with("[]") || words.starts_with("array") => Type::Array,
        _ if words.ends_with(" object") => Type::Object,
        _ => match words.to_ascii_lowercase().as_str() {
            "string" => Type::String,
            "number" | "integer" => Type::Number,
            "boolean" => Type::Boolean,
            "function" => Type::Function,
            _ => Type::Object,
        },
    };
    let rest = &text[found.get(0)?.end()..];
    let timestamp = found.get(2).map(|_| format!("{words} (ISO 8601)"));
    let more = timestamp
        .or_else(|| (!words.eq_ignore_ascii_case(kind.as_str())).then(|| words.to_owned()));
    Some((kind, more, rest))
}

/// A whole number with separators of thousands, whatever they are.
fn whole(text: &str) -> Option<u64> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// The limits that a line states.
pub fn limits(text: &str, line: Line) -> Vec<Limit> {
    let mut limits = Vec::new();
    let mut add = |bound, value: Option<u64>, when: Option<&str>| {
        let Some(value) = value else { return };
        let when = when.map(str::to_owned);
        if !limits
            .iter()
            .any(|limit: &Limit| limit.bound == bound && limit.when == when)
        {
            limits.push(Limit {
                bound,
                value,
                when,
                line,
            });
        }
    };
    let first = |found: &Captures<'_>| found.get(1).and_then(|text| whole(text.as_str()));
    let second = |found: &Captures<'_>| found.get(2).and_then(|text| whole(text.as_str()));

    // "Minimum limit (Other bank) Rp 10.000"
    if let Some(found) =
        pattern!(r"^(Min|Max)imum limit \(([^)]*)\) Rp\.? ?([\d.,]*\d)").captures(text)
    {
        let bound = if &found[1] == "Min" {
            Bound::Minimum
        } else {
            Bound::Maximum
        };
        add(bound, whole(&found[3]), Some(&found[2]));
        return limits;
    }
    // "BCA required length 10 characters"
    if let Some(found) = pattern!(r"^(.+) required length (\d+) characters?").captures(text) {
        add(Bound::MinLength, second(&found), Some(&found[1]));
        add(Bound::MaxLength, second(&found), Some(&found[1]));
        return limits;
    }
    // "Other banks minimum length 1 character"
    if let Some(found) = pattern!(r"^(Other .+) minimum length (\d+) characters?").captures(text) {
        add(Bound::MinLength, second(&found), Some(&found[1]));
        return limits;
    }
    if let Some(found) = pattern!(
        r"(?i)\bmax(?:imum)?(?: length)?(?: allowed)?(?: is)? ([\d.,]*\d) (?:maximum )?characters?"
    )
    .captures(text)
    {
        add(Bound::MaxLength, first(&found), None);
    }
    if let Some(found) = pattern!(r"(?i)\bminimum length (\d+) characters?").captures(text) {
        add(Bound::MinLength, first(&found), None);
    }
    if let Some(found) =
        pattern!(r"\b(\d+)(?: or |-)(\d+)(?: |-)(?:digits?|characters?)\b").captures(text)
    {
        add(Bound::MinLength, first(&found), None);
        add(Bound::MaxLength, second(&found), None);
    } else if let Some(found) = pattern!(r"\b(\d+)-digit\b").captures(text) {
        add(Bound::MinLength, first(&found), None);
        add(Bound::MaxLength, first(&found), None);
    }
    if let Some(found) = pattern!(r"\b[Mm]aximum (\d+) [a-z ]+ accepted\b").captures(text) {
        add(Bound::MaxItems, first(&found), None);
    }
    if let Some(found) = pattern!(r"\bmore than (\d+) items\b").captures(text) {
        add(Bound::MaxItems, first(&found), None);
    }
    if let Some(found) = pattern!(r"\brange between (\d+) and (\d+)\b").captures(text) {
        add(Bound::Minimum, first(&found), None);
        add(Bound::Maximum, second(&found), None);
    }
    let minimum = pattern!(
        r"(?i)(?:\bminimum (?:expected |transfer )?(?:amount )?(?:to [a-z ]+ )?is|\bonly be more than or equal|\bis below) ?(?:Rp\.? ?)?(\d[\d.,]*)"
    );
    if let Some(found) = minimum.captures(text) {
        add(Bound::Minimum, first(&found), condition(text));
    }
    let maximum = pattern!(
        r"(?i)(?:\bmaximum (?:expected |transfer )?(?:amount )?(?:to [a-z ]+ )?is|\bonly be less than(?: or equal)?|\bis above) ?(?:Rp\.? ?)?(\d[\d.,]*)"
    );
    if let Some(found) = maximum.captures(text) {
        add(Bound::Maximum, first(&found), condition(text));
    }
    // "If you are configured with Retail Outlets, then amount cannot be more than Rp5000000"
    if let Some(found) =
        pattern!(r"(?i)\bIf ([^.]+?), then [a-z ]*cannot be more than Rp\.? ?(\d[\d.,]*)")
            .captures(text)
    {
        add(Bound::Maximum, second(&found), Some(&found[1]));
    }
    if pattern!(r"\bmore than zero\b").is_match(text) {
        add(Bound::Minimum, Some(1), None);
    }
    if text.contains("no decimals") {
        add(Bound::MultipleOf, Some(1), None);
    }
    limits
}

/// Whom a limit concerns: "The minimum is Rp.1 for BNI, BRI and MANDIRI".
fn condition(text: &str) -> Option<&str> {
    let found = pattern!(r" for ([A-Z]{2,}[A-Z, and]*[A-Z])\.?$").captures(text)?;
    found.get(1).map(|found| found.as_str())
}

/// The constants that a text lists as all there are. A list that goes on, or that only gives examples, is none.
pub fn listed(text: &str, line: Line) -> Vec<Constant> {
    static LIST: LazyLock<Regex> = LazyLock::new(|| {
        let more = format!(r"(?:(?:, (?:or |and )?| or | and | / ){CONSTANT})");
        Regex::new(&format!(
            r"(?:\bOne of |: |\bcontains |\btype \(|\(|^){CONSTANT}{more}+"
        ))
        .expect("a pattern of ours")
    });
    static EACH: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(CONSTANT).expect("a pattern of ours"));
    static SINGLE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&format!(r"\btypes: {CONSTANT}")).expect("a pattern of ours"));
    if pattern!(r"(?i)\b(?:e\.g\.|example|such as|for instance)").is_match(text) {
        return Vec::new();
    }
    let Some(found) = LIST.find(text).or_else(|| SINGLE.find(text)) else {
        return Vec::new();
    };
    if text[found.end()..].starts_with([',', '/', '…']) {
        return Vec::new();
    }
    EACH.find_iter(found.as_str())
        .map(|each| Constant::new(each.as_str().trim_matches('"'), line))
        .collect()
}

/// The constant that a line starts with, and whether a description follows: `PENDING Not paid yet`. Short words in
/// upper case are abbreviations (`ID`, `URL`, `MID`), not constants.
pub fn leading_constant(text: &str) -> Option<&str> {
    let word = text.split_whitespace().next()?;
    let is_constant = is_code(word) && word.len() >= 4;
    (is_constant && !["OPTIONAL", "REQUIRED"].contains(&word)).then_some(word)
}

/// Whether a word is written like a code: `NOT_FOUND_ERROR`, `PAID`.
pub fn is_code(word: &str) -> bool {
    word.len() >= 2
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Whether a word is written like a field or a header.
pub fn is_name(word: &str) -> bool {
    pattern!(r"^(?:[a-z][A-Za-z0-9_]*|X(?:-[A-Z]+)+)$").is_match(word)
}

/// The constants that a text names, with others or as examples: in double quotes, or long and in upper case.
pub fn named(text: &str) -> Vec<String> {
    pattern!(r#""([A-Za-z0-9_]+)"|\b([A-Z][A-Z0-9_]{3,})\b|\be\.g\.? ([A-Z]{2,})\b"#)
        .captures_iter(text)
        .filter_map(|found| found.get(1).or(found.get(2)).or(found.get(3)))
        .map(|found| found.as_str().to_owned())
        .filter(|name| !["OPTIONAL", "REQUIRED"].contains(&name.as_str()))
        .collect()
}

/// The section whose answer a sentence says this one has too.
pub fn same_as(text: &str, line: Line) -> Option<Constant> {
    let found = pattern!(
        r"\b(?:same as|parameters from|return array of) (?:the )?([a-z]+ [a-z_ ]*?)(?: response)?(?: if\b|\.|,|$)"
    )
    .captures(text)?;
    Some(Constant::new(&found[1], line))
}

/// The field of an error that a message names.
pub fn error_field(text: &str) -> Option<&str> {
    let found =
        pattern!(r"\b[Tt]he ([a-z_]+) field (?:in the response )?(?:will contain|contains)\b")
            .captures(text)?;
    found.get(1).map(|found| found.as_str())
}

/// The members that a text gives of an object: `id [string], price [number]`.
pub fn members(text: &str) -> Vec<(String, Type)> {
    pattern!(r"\b([a-z_]+) \[(string|number|boolean)\]")
        .captures_iter(text)
        .filter_map(|found| {
            let (kind, _, _) = typed(&found[2])?;
            Some((found[1].to_owned(), kind))
        })
        .collect()
}

/// The constants that a sentence gives as a status.
pub fn mentions(text: &str, line: Line) -> Vec<Constant> {
    pattern!(r#"(?i:\bstatus (?:is )?|\bwill receive an? |\bhas |\btransition to )"?([A-Z][A-Z_]{3,})\b|\b([A-Z][A-Z_]{3,})"? status\b"#)
        .captures_iter(text)
        .filter_map(|found| found.get(1).or_else(|| found.get(2)))
        .map(|found| Constant::new(found.as_str(), line))
        .collect()
}

/// Two parts of a text with a space between them.
pub fn join(before: &str, after: &str) -> String {
    format!("{before} {after}").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits_in(text: &str) -> String {
        let of = |limit: &Limit| {
            let when = limit
                .when
                .as_ref()
                .map_or(String::new(), |when| format!(" ({when})"));
            format!("{} {}{when}", limit.bound.keyword(), limit.value)
        };
        limits(text, 1)
            .iter()
            .map(of)
            .collect::<Vec<_>>()
            .join("; ")
    }

    #[test]
    fn limits_are_read_in_every_wording() {
        for (text, expected) in [
            (
                "Maximum length allowed is 1000 characters.",
                "maxLength 1000",
            ),
            ("A unique identifier. Max 64 characters.", "maxLength 64"),
            ("Maximum length 1000 maximum characters", "maxLength 1000"),
            ("Maximum length No maximum characters", ""),
            ("Minimum length 1 character", "minLength 1"),
            ("3 or 4 digit CVN", "minLength 3; maxLength 4"),
            ("5-digit merchant prefix", "minLength 5; maxLength 5"),
            (
                "Note: minimum amount is 1 IDR and maximum is 10,000,000 IDR",
                "minimum 1; maximum 10000000",
            ),
            (
                "The minimum amount to create an invoice is 10.000 IDR. The maximum amount is 1.000.000.000 IDR",
                "minimum 10000; maximum 1000000000",
            ),
            (
                "Limit can range between 1 and 100.",
                "minimum 1; maximum 100",
            ),
            ("Maximum 3 email addresses accepted.", "maxItems 3"),
            (
                "Maximum limit (Other bank) Rp 25.000.000",
                "maximum 25000000 (Other bank)",
            ),
            (
                "BCA required length 10 characters",
                "minLength 10 (BCA); maxLength 10 (BCA)",
            ),
            (
                "The minimum expected amount is Rp.1 for BNI, BRI and MANDIRI",
                "minimum 1 (BNI, BRI and MANDIRI)",
            ),
            (
                "The expected amount can only be less than or equal Rp 5,000,000",
                "maximum 5000000",
            ),
            ("Numerical integers, no decimals", "multipleOf 1"),
        ] {
            assert_eq!(limits_in(text), expected, "{text}");
        }
    }

    #[test]
    fn only_closed_lists_are_lists() {
        let values = |text| {
            let values = listed(text, 1);
            values
                .into_iter()
                .map(|one| one.value)
                .collect::<Vec<_>>()
                .join(" ")
        };
        for (text, expected) in [
            (
                "The selected account type (CASH, HOLDING, or TAX).",
                "CASH HOLDING TAX",
            ),
            ("Supported Cardless Credit types: KREDIVO", "KREDIVO"),
            ("One of DAY, WEEK, MONTH. The frequency", "DAY WEEK MONTH"),
            (
                "Notes: The statuses are: PENDING, EXPIRED, FAILED, and PAID.",
                "PENDING EXPIRED FAILED PAID",
            ),
            (
                "you can choose between: \"30_days\", \"3_months\" and \"12_months\".",
                "30_days 3_months 12_months",
            ),
            ("BCA / MANDIRI / BNI", "BCA MANDIRI BNI"),
            ("Card scheme (VISA, MASTERCARD,...)", ""),
            ("Name of the outlet, e.g. ALFAMART or INDOMARET", ""),
            ("major banks (BRI, BNI, Mandiri, CIMB Niaga)", ""),
            ("Only supported for BNI, BRI and MANDIRI", ""),
        ] {
            assert_eq!(values(text), expected, "{text}");
        }
    }

    #[test]
    fn types() {
        assert_eq!(
            typed("string Card number"),
            Some((Type::String, None, "Card number"))
        );
        assert_eq!(
            typed("array of item object List of items"),
            Some((
                Type::Array,
                Some("array of item object".into()),
                "List of items"
            ))
        );
        assert_eq!(
            typed("string (ISO 8601) Return"),
            Some((Type::String, Some("string (ISO 8601)".into()), "Return"))
        );
        assert_eq!(typed("Disbursement Item[] List").unwrap().0, Type::Array);
        assert_eq!(typed("stringent"), None);
        assert_eq!(typed("This is the description"), None);
    }
}
