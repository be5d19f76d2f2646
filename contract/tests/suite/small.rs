//! Small documents.

use bayar_contract::Contract;

/// How each of them begins.
pub const HEAD: &str = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\n";

/// Reads a document that goes on like this.
pub fn read(rest: &str) -> Contract {
    Contract::parse("x.yaml", &format!("{HEAD}{rest}")).unwrap_or_else(|error| panic!("{error}"))
}

/// What is wrong with a document that goes on like this.
pub fn refused(rest: &str) -> String {
    let error = Contract::parse("x.yaml", &format!("{HEAD}{rest}")).unwrap_err();
    error.to_string()
}

/// Line, kind and words of each note.
pub fn notes(contract: &Contract) -> Vec<String> {
    let note = |note: &bayar_contract::Note| {
        let line = contract.place(note.node).line;
        format!("{line} {}: {}", note.kind, note.text)
    };
    contract.notes().iter().map(note).collect()
}
