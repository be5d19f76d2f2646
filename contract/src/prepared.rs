//! A text that was parsed before: programs that carry a contract parse it when they are built, not at each start.

use crate::document::{Document, Entry, Kind, Member, Span};
use crate::error::{Diagnostic, Error};
use crate::file::Role;
use crate::reader::parse;

const KINDS: [Kind; 6] = [
    Kind::Null,
    Kind::Boolean,
    Kind::Number,
    Kind::Text,
    Kind::List,
    Kind::Object,
];

/// Parses a document of one file and writes its tree: numbers of 32 bits, the lowest byte first, then every text.
pub(crate) fn prepare(file: &str, text: &str) -> Result<Vec<u8>, Error> {
    let mut document = Document::default();
    let mut problems = parse(&mut document, file, text, Role::Document)?;
    for (node, words) in &document.notes {
        let help = "write it so that every reader takes it in the same way";
        problems.push(Diagnostic::new(words, help).of(document.node(*node)));
    }
    if !problems.is_empty() {
        return Err(problems.into());
    }
    let (entries, members) = (&document.entries, &document.members);
    let lengths = [document.file(0).text.len(), entries.len(), members.len()];
    let mut numbers: Vec<u32> = lengths
        .into_iter()
        .map(|length| u32::try_from(length).unwrap_or(u32::MAX))
        .collect();
    for entry in entries {
        let Span { start, len } = entry.span;
        let kind = entry.kind as u32;
        numbers.extend([entry.parent, entry.position, entry.at, kind, start, len]);
    }
    for Member { name, node } in members {
        numbers.extend([name.start, name.len, *node]);
    }
    let mut bytes: Vec<u8> = numbers.into_iter().flat_map(u32::to_le_bytes).collect();
    bytes.extend(document.texts.as_bytes());
    Ok(bytes)
}

/// The document that was prepared from a text; nothing if it was another text.
pub(crate) fn read(file: &str, text: &str, prepared: &[u8]) -> Option<Document> {
    let mut document = Document::default();
    document.add_file(file, text, Role::Document);
    let mut numbers = Numbers(prepared);
    let [length, entries, members] = numbers.next()?;
    if length as usize != document.file(0).text.len() {
        return None;
    }
    for _ in 0..entries {
        let [parent, position, at, kind, start, len] = numbers.next()?;
        document.entries.push(Entry {
            parent,
            position,
            at,
            file: 0,
            kind: *KINDS.get(kind as usize)?,
            has_room: false,
            span: Span { start, len },
        });
    }
    for _ in 0..members {
        let [start, len, node] = numbers.next()?;
        let name = Span { start, len };
        document.members.push(Member { name, node });
    }
    document
        .texts
        .push_str(std::str::from_utf8(numbers.0).ok()?);
    Some(document)
}

/// What is left to read.
struct Numbers<'p>(&'p [u8]);

impl Numbers<'_> {
    fn next<const COUNT: usize>(&mut self) -> Option<[u32; COUNT]> {
        let mut numbers = [0; COUNT];
        for number in &mut numbers {
            let (bytes, rest) = self.0.split_first_chunk()?;
            *number = u32::from_le_bytes(*bytes);
            self.0 = rest;
        }
        Some(numbers)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Contract, Reader};

    #[test]
    fn what_was_prepared_is_read_as_the_text_is() {
        for text in [bayar_spec::XENDIT, bayar_spec::FINPAY] {
            let prepared = Reader::prepare("spec.yaml", text).unwrap();
            let read = Reader::new().read_prepared("spec.yaml", text, &prepared);
            let (read, parsed) = (read.unwrap(), Contract::parse("spec.yaml", text).unwrap());
            let nodes = |contract: &Contract| -> Vec<_> {
                let nodes = contract.document().nodes();
                let of = |node: crate::Node<'_>| {
                    (node.place(), node.kind(), node.name().map(str::to_owned))
                };
                nodes.map(of).collect()
            };
            assert_eq!(nodes(&read), nodes(&parsed));
            let json = |contract: &Contract| contract.document().root().to_json();
            assert_eq!(json(&read), json(&parsed));
            assert_eq!(
                format!("{:?}", read.operations),
                format!("{:?}", parsed.operations)
            );
            for cut in [0, 3, prepared.len() / 2] {
                let read = Reader::new().read_prepared("spec.yaml", text, &prepared[..cut]);
                assert!(read.is_err(), "{cut}");
            }
            let other = Reader::new().read_prepared("spec.yaml", &format!("{text}\n"), &prepared);
            assert!(other.is_err());
        }
    }

    #[test]
    fn what_readers_differ_about_is_not_prepared() {
        for text in ["a: 007", "a: 1\na: 2", "a: ["] {
            assert!(Reader::prepare("spec.yaml", text).is_err(), "{text}");
        }
    }
}
