//! The erratum that knows of a difference of documents: by a line, and by what is said there.
//!
//! That an entry names a line does not mean that it knows of everything on it: the same row may come to contradict
//! something else. So the entry must touch the same, name what the difference is about, and say what was seen.

use std::sync::LazyLock;

use bayar_drift::errata::{Aspect, Errata, Erratum, Side};

/// What an erratum is looked for by.
pub(crate) struct Query<'a> {
    /// The document.
    pub(crate) document: &'a str,
    /// The lines that take part.
    pub(crate) lines: &'a [u32],
    /// What the difference is about.
    pub(crate) aspect: Aspect,
    /// Whether the entry must be about that and nothing like it, and name the operation or the values as its place.
    pub(crate) is_exact: bool,
    /// The `operationId`.
    pub(crate) operation: &'a str,
    /// What it is about: the names of a field, of which the entry must have one; none if it is about no field.
    pub(crate) subject: &'a [String],
    /// What the entry must say besides.
    pub(crate) said: &'a [Said],
}

/// Something that an erratum says if it knows of a difference.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    /// Of each, one of several words that mean the same, all in one statement.
    words: Vec<Vec<String>>,
    by: By,
}

/// Which statements of an entry count.
#[derive(Clone, Copy, Debug)]
enum By {
    /// Any.
    Anything,
    /// What it says about lines, and what was observed.
    ASide,
    /// What it says about a line of the difference.
    TheLine,
    /// What it says about a line of the difference must not say so.
    NotTheLine,
    /// What the contract chose.
    TheContract,
    /// What the contract chose must not say so.
    NotTheContract,
}

impl Said {
    fn by<W: Into<String>>(by: By, words: impl IntoIterator<Item = W>) -> Said {
        let words = vec![words.into_iter().map(Into::into).collect()];
        Said { words, by }
    }

    /// One of these words stands anywhere in the entry.
    pub(crate) fn anywhere<W: Into<String>>(words: impl IntoIterator<Item = W>) -> Said {
        Said::by(By::Anything, words)
    }

    /// One of these words stands in one of the sides.
    pub(crate) fn by_a_side<W: Into<String>>(words: impl IntoIterator<Item = W>) -> Said {
        Said::by(By::ASide, words)
    }

    /// One of these words stands in what the entry says about a line of the difference.
    pub(crate) fn of_the_line<W: Into<String>>(words: impl IntoIterator<Item = W>) -> Said {
        Said::by(By::TheLine, words)
    }

    /// None of these words stands in what the entry says about a line of the difference.
    pub(crate) fn not_of_the_line<W: Into<String>>(words: impl IntoIterator<Item = W>) -> Said {
        Said::by(By::NotTheLine, words)
    }

    /// One of these words stands in what the contract chose.
    pub(crate) fn chosen<W: Into<String>>(words: impl IntoIterator<Item = W>) -> Said {
        Said::by(By::TheContract, words)
    }

    /// None of these words stands in what the contract chose.
    pub(crate) fn not_chosen<W: Into<String>>(words: impl IntoIterator<Item = W>) -> Said {
        Said::by(By::NotTheContract, words)
    }

    /// And one of these words stands in the same statement.
    pub(crate) fn with<W: Into<String>>(mut self, words: impl IntoIterator<Item = W>) -> Said {
        self.words.push(words.into_iter().map(Into::into).collect());
        self
    }

    /// Whether a statement says so.
    fn stands_in(&self, text: &str) -> bool {
        let has_one = |words: &Vec<String>| words.iter().any(|word| has_word(text, word));
        self.words.iter().all(has_one)
    }
}

impl Query<'_> {
    /// The entry that knows of a difference. Of several the one that names the field as its place, is about the same,
    /// names the operation, shares the most lines and is about little else.
    pub(crate) fn find<'e>(&self, errata: &'e Errata) -> Option<&'e str> {
        let touches = match touched_by(self.aspect) {
            [first, ..] if self.is_exact => std::slice::from_ref(first),
            touches => touches,
        };
        let rank = |entry: &Erratum| touches.iter().position(|touched| *touched == entry.touches);
        let knowing = errata.0.iter().filter(|entry| self.is_known_by(entry));
        let ranked = knowing.filter_map(|entry| Some((entry, rank(entry)?)));
        let nearness = |entry: &Erratum, rank: usize| {
            let is_at = |word: &String| has_word(&entry.at, word);
            let lines = self.lines.iter();
            (
                self.subject.iter().any(is_at),
                touches.len() - rank,
                has_word(&entry.at, self.operation),
                lines.filter(|line| self.is_on(entry, **line)).count(),
                usize::MAX - entry.lines.len(),
            )
        };
        ranked
            .max_by_key(|(entry, rank)| nearness(entry, *rank))
            .map(|(entry, _)| entry.id.as_str())
    }

    fn is_known_by(&self, entry: &Erratum) -> bool {
        let is_subject = |name: &String| has_word(&entry.text, name);
        self.lines.iter().any(|line| self.is_on(entry, *line))
            && (self.subject.is_empty() || self.subject.iter().any(is_subject))
            && self.said.iter().all(|said| self.has_said(entry, said))
            && (!self.is_exact || self.is_at(entry))
    }

    /// Whether the place of an entry is of the operation, `CreateInvoiceRequest.amount` of `create_invoice`, or is the
    /// component of what the difference is about.
    fn is_at(&self, entry: &Erratum) -> bool {
        let plain = |text: &str| text.replace('_', "").to_ascii_lowercase();
        let operation = plain(self.operation);
        let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        let mut words = entry
            .at
            .split(|c| !is_part(c))
            .filter(|word| word.len() > 3);
        words.any(|word| {
            let place = plain(word);
            let is_component = word.starts_with(|c: char| c.is_ascii_uppercase())
                && word.contains(|c: char| c.is_ascii_lowercase());
            operation.contains(&place)
                || place.contains(&operation)
                || is_component && self.subject.iter().any(|name| name == word)
        })
    }

    /// Whether an entry names a line of the document.
    fn is_on(&self, entry: &Erratum, line: u32) -> bool {
        let is_listed = entry.document == self.document && entry.lines.contains(&line);
        is_listed || entry.sides.iter().any(|side| self.is_of(entry, side, line))
    }

    fn is_of(&self, entry: &Erratum, side: &Side, line: u32) -> bool {
        let own = side.document.as_ref().unwrap_or(&entry.document);
        own == self.document && side.line == Some(line)
    }

    fn has_said(&self, entry: &Erratum, said: &Said) -> bool {
        let stands_in = |side: &Side| said.stands_in(&side.says);
        let is_about = |side: &Side| {
            let mut lines = self.lines.iter();
            lines.any(|line| self.is_about(entry, side, *line))
        };
        let mut sides = entry.sides.iter();
        match said.by {
            By::Anything => {
                let others = [&entry.at, &entry.spec, &entry.why];
                sides.any(stands_in) || others.iter().any(|text| said.stands_in(text))
            }
            By::ASide => sides.any(stands_in),
            By::TheLine => sides.any(|side| is_about(side) && stands_in(side)),
            By::NotTheLine => !sides.any(|side| is_about(side) && stands_in(side)),
            By::TheContract => said.stands_in(&entry.spec),
            By::NotTheContract => !said.stands_in(&entry.spec),
        }
    }

    /// Whether a side is about a line. It may speak of further lines: "5 digits (so say 2221 and 2373)".
    fn is_about(&self, entry: &Erratum, side: &Side, line: u32) -> bool {
        let further = entry.document == self.document
            && side.document.is_none()
            && entry.lines.contains(&line)
            && has_word(&side.says, &line.to_string());
        further || self.is_of(entry, side, line)
    }
}

/// What `errata.yaml` calls that which an aspect is about, the nearest first.
fn touched_by(aspect: Aspect) -> &'static [Aspect] {
    use Aspect as A;
    match aspect {
        A::Name => &[A::Name, A::Requiredness, A::Enum],
        A::Path => &[A::Path],
        A::Type => &[A::Type],
        A::Requiredness => &[A::Requiredness, A::Name],
        A::Enum => &[A::Enum, A::Status],
        A::Status => &[A::Status, A::ErrorCode],
        A::Limit => &[A::Limit, A::Name],
        A::ErrorCode => &[A::ErrorCode, A::Status],
        A::Header => &[A::Header],
        A::Permission => &[A::Permission],
        A::Example => &[A::Example],
        A::CallbackTarget => &[A::CallbackTarget],
    }
}

/// Whether a text has a word, or words in a row, or a number however its thousands are parted, and not merely as a
/// part of another one.
fn has_word(text: &str, word: &str) -> bool {
    if !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()) {
        return numbers(text).any(|number| number == word);
    }
    let is_inside = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let after = text[at + found.len()..].chars().next();
        let goes_on = before.is_some_and(is_inside) && found.starts_with(is_inside)
            || after.is_some_and(is_inside) && found.ends_with(is_inside);
        !found.is_empty() && !goes_on
    })
}

/// The numbers of a text without what parts their thousands: `Rp10.000` is 10000, `4,5` is 4 and 5.
fn numbers(text: &str) -> impl Iterator<Item = String> {
    static NUMBER: LazyLock<Option<regex::Regex>> =
        LazyLock::new(|| regex::Regex::new(r"[0-9]+(?:[.,][0-9]{3,})*").ok());
    let found = NUMBER.iter().flat_map(move |number| number.find_iter(text));
    found.map(|found| found.as_str().replace(['.', ','], ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole() {
        let text = "Charge.paid_at of 'X-IDEMPOTENCY-KEY': Rp10.000, 4,5 digits, 10,0000 (2221)";
        for word in [
            "paid_at",
            "Charge",
            "X-IDEMPOTENCY-KEY",
            "10000",
            "4",
            "5",
            "100000",
            "2221",
        ] {
            assert!(has_word(text, word), "{word}");
        }
        for word in ["paid", "at", "Char", "000", "10", "222", "45", ""] {
            assert!(!has_word(text, word), "{word}");
        }
    }
}
