//! What is wrong with a document, all of it in one go.

use std::fmt;

use crate::document::{Document, Node};
use crate::file::Role;

/// Why a document cannot be read. It prints every problem with its file, line, excerpt, JSON pointer and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    problems: Vec<Diagnostic>,
}

/// One thing that is wrong with a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// What is wrong, in words.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// The file, as the caller named it.
    pub file: String,
    /// The line, from 1; 0 if there is none.
    pub line: u32,
    /// The column in characters, from 1; 0 if there is none.
    pub column: u32,
    /// The JSON pointer of the place; empty for the whole document.
    pub pointer: String,
    /// Of what came from an overlay, the action, such as `number 2, on $.paths`.
    pub action: Option<String>,
    /// The line's text.
    pub excerpt: String,
}

impl Error {
    /// What is wrong, in the order of the document. There is at least one.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.problems
    }
}

impl From<Vec<Diagnostic>> for Error {
    fn from(problems: Vec<Diagnostic>) -> Self {
        Self { problems }
    }
}

impl Diagnostic {
    /// One without a place, for those who find more wrong than reading does.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: help.into(),
            ..Self::default()
        }
    }

    /// Puts it at a byte of a file.
    pub(crate) fn at(mut self, document: &Document, file: u16, at: u32) -> Self {
        let file = document.file(file);
        self.file.clone_from(&file.name);
        self.line = file.line(at);
        self.column = file.column(at);
        file.line_text(self.line).clone_into(&mut self.excerpt);
        self
    }

    /// Puts it at a node.
    pub fn of(mut self, node: Node<'_>) -> Self {
        self.pointer = node.pointer();
        let document = node.document();
        let (file, at) = node.origin();
        if document.file(file).role == Role::Overlay {
            self.action = crate::overlay::action(document.root_of(file), at);
        }
        self.at(document, file, at)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                f.write_str("\n\n")?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Diagnostic {
    /// As rustc writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.message)?;
        let margin = " ".repeat(self.line.to_string().len());
        match (self.line, self.column) {
            (0, _) => write!(f, "\n{margin}--> {}", self.file)?,
            (line, 0) => write!(f, "\n{margin}--> {}:{line}", self.file)?,
            (line, column) => write!(f, "\n{margin}--> {}:{line}:{column}", self.file)?,
        }
        if self.line > 0 && self.column > 0 {
            let (excerpt, column) = excerpt(&self.excerpt, self.column);
            let mark = " ".repeat(column);
            write!(
                f,
                "\n{margin} |\n{} | {excerpt}\n{margin} | {mark}^",
                self.line
            )?;
        }
        if !self.pointer.is_empty() {
            write!(f, "\n{margin} = at: {}", self.pointer)?;
        }
        if let Some(action) = &self.action {
            write!(f, "\n{margin} = action: {action}")?;
        }
        if !self.help.is_empty() {
            write!(f, "\n{margin} = help: {}", self.help)?;
        }
        Ok(())
    }
}

/// A line as far as a terminal shows it, and how many characters stand before the marked one.
fn excerpt(line: &str, column: u32) -> (String, usize) {
    const BEFORE: usize = 60;
    const WIDTH: usize = 100;
    let before = column as usize - 1;
    let skipped = if before > WIDTH - 20 {
        before - BEFORE
    } else {
        0
    };
    let visible = line.chars().skip(skipped).take(WIDTH);
    // A tab, or what a terminal might take for a command, is one blank.
    let visible: String = visible
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    (visible, before - skipped)
}

impl std::error::Error for Error {}

impl std::error::Error for Diagnostic {}
