//! From texts to a contract.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::builder::Builder;
use crate::contract::Contract;
use crate::document::{Document, Kind};
use crate::error::{Diagnostic, Error};
use crate::file::{Role, decode};
use crate::read::{self, Wanted};
use crate::{json, prepared, yaml};

/// Reads documents, with the files that they refer to and with overlays.
///
/// ```
/// let reader = bayar_contract::Reader::new()
///     .file("common.yaml", "Id: {type: string, maxLength: 24}");
/// let contract = reader.read("api.yaml", "
/// openapi: 3.0.3
/// info: {title: Orders, version: '1'}
/// paths: {}
/// components: {schemas: {OrderId: {$ref: 'common.yaml#/Id'}}}
/// ")?;
/// let id = contract.follow(contract.schema_named("OrderId").unwrap());
/// assert_eq!(contract.schema(id).max_length, Some(24));
/// # Ok::<(), bayar_contract::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Reader {
    folder: Option<PathBuf>,
    files: BTreeMap<String, String>,
    overlays: Vec<(String, String)>,
    most_actions: Option<usize>,
}

impl Reader {
    /// One that knows no other files.
    pub fn new() -> Self {
        Self::default()
    }

    /// References into other files are looked for in this folder.
    pub fn folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = Some(folder.into());
        self
    }

    /// A file that the document refers to by this name.
    pub fn file(mut self, name: &str, text: &str) -> Self {
        self.files.insert(name.to_owned(), text.to_owned());
        self
    }

    /// Changes the document by an overlay of this name, after those that were given before.
    pub fn overlay(mut self, name: &str, text: &str) -> Self {
        self.overlays.push((name.to_owned(), text.to_owned()));
        self
    }

    /// Applies only so many actions of the overlays, the first ones: to find the one that others cannot do with.
    pub fn most_actions(mut self, most: usize) -> Self {
        self.most_actions = Some(most);
        self
    }

    /// Reads a file, and what it refers to in its folder.
    ///
    /// # Errors
    /// If the file cannot be read, and everything that is wrong with the document.
    pub fn open(self, path: impl AsRef<Path>) -> Result<Contract, Error> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|error| {
            let mut problem = Diagnostic::new(format!("the file cannot be read: {error}"), "");
            problem.file.clone_from(&name);
            Error::from(vec![problem])
        })?;
        let text = decode(&name, &bytes)?;
        let folder = path.parent().unwrap_or(Path::new("."));
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        let reader = if self.folder.is_none() {
            self.folder(folder)
        } else {
            self
        };
        reader.read(&name, &text)
    }

    /// Reads a document, YAML or JSON by what it holds.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(&self, file: &str, text: &str) -> Result<Contract, Error> {
        let mut document = Document::default();
        let problems = parse(&mut document, file, text, Role::Document)?;
        self.complete(document, problems)
    }

    /// Parses a document of one file for [`Reader::read_prepared`]: for the build script of a program that carries it.
    ///
    /// # Errors
    /// Everything that is wrong with its YAML or JSON, also what readers of it take in different ways.
    pub fn prepare(file: &str, text: &str) -> Result<Vec<u8>, Error> {
        prepared::prepare(file, text)
    }

    /// [`Reader::read`] of a text from which [`Reader::prepare`] made this.
    ///
    /// # Errors
    /// As [`Reader::read`], and if it was made from another text.
    pub fn read_prepared(
        &self,
        file: &str,
        text: &str,
        prepared: &[u8],
    ) -> Result<Contract, Error> {
        let document = prepared::read(file, text, prepared).ok_or_else(|| {
            let mut problem = Diagnostic::new("was prepared from another text", "prepare it again");
            file.clone_into(&mut problem.file);
            Error::from(vec![problem])
        })?;
        self.complete(document, Vec::new())
    }

    /// Applies the overlays to a parsed document, and reads it with the files that it refers to.
    fn complete(
        &self,
        mut document: Document,
        mut problems: Vec<Diagnostic>,
    ) -> Result<Contract, Error> {
        let mut most = self.most_actions.unwrap_or(usize::MAX);
        for (name, text) in &self.overlays {
            let index = u16::try_from(document.files.len()).unwrap_or(u16::MAX);
            match parse(&mut document, name, text, Role::Overlay) {
                Ok(found) if found.is_empty() => {
                    problems.append(&mut crate::overlay::apply(&mut document, index, &mut most));
                }
                Ok(mut found) => problems.append(&mut found),
                Err(error) => problems.extend_from_slice(error.diagnostics()),
            }
        }
        // A file that is refered to may refer to further ones: until nothing new is wanted.
        let mut others = read::Files::default();
        loop {
            let mut read = read::read(&document, &others);
            if read.wanted.is_empty() {
                problems.append(&mut read.problems);
                if !problems.is_empty() {
                    return Err(sorted(problems, &document));
                }
                return Ok(read.into_contract(document));
            }
            for wanted in std::mem::take(&mut read.wanted) {
                match self.add(&mut document, &wanted) {
                    Ok((index, mut found)) => {
                        problems.append(&mut found);
                        others.found(&wanted.file, index);
                    }
                    Err(reason) => others.failed(&wanted.file, reason),
                }
            }
        }
    }

    /// Adds a file that the document refers to; or says why not.
    fn add(
        &self,
        document: &mut Document,
        wanted: &Wanted,
    ) -> Result<(u16, Vec<Diagnostic>), String> {
        const MOST_FILES: usize = 4096;
        if document.files.len() >= MOST_FILES {
            return Err(format!("more than {MOST_FILES} files refer to each other"));
        }
        let text = match (self.files.get(&wanted.file), &self.folder) {
            (Some(text), _) => text.clone(),
            (None, Some(folder)) => {
                let path = folder.join(&wanted.file);
                let bytes = std::fs::read(&path)
                    .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
                let text = decode(&wanted.file, &bytes).map_err(|error| error.to_string())?;
                text.into_owned()
            }
            (None, None) => {
                return Err(format!(
                    "{} is another file, and no folder was given to look for it",
                    wanted.file
                ));
            }
        };
        let index = u16::try_from(document.files.len()).unwrap_or(u16::MAX);
        match parse(document, &wanted.file, &text, Role::Document) {
            Ok(problems) => Ok((index, problems)),
            Err(error) => Ok((index, error.diagnostics().to_vec())),
        }
    }
}

/// Reads the nodes of a text into a document, and tells what is wrong although it could be read to its end.
///
/// # Errors
/// If it could not.
pub(crate) fn parse(
    document: &mut Document,
    file: &str,
    text: &str,
    role: Role,
) -> Result<Vec<Diagnostic>, Error> {
    let index = document.add_file(file, text, role);
    if u32::try_from(text.len()).is_err() {
        return Err(vec![Diagnostic::new("the text has more than 4 GiB", "")].into());
    }
    let text = document.file(index).text.clone();
    let mut builder = Builder::new(document, index);
    let mut result = if text.trim_start().starts_with(['{', '[']) {
        json::read(&mut builder, &text)
    } else {
        yaml::read(&mut builder, &text)
    };
    if result.is_err() && text.trim_start().starts_with(['{', '[']) {
        // Braces may also begin a YAML text. If it is neither, it is more likely to be meant as JSON.
        builder.restart();
        result = match (yaml::read(&mut builder, &text), result) {
            (Ok(()), _) => Ok(()),
            (Err(_), as_json) => as_json,
        };
    }
    let mut problems = builder.problems;
    if document.entries.is_empty() {
        // So that every document has an outermost node.
        Builder::new(document, index).scalar(Kind::Null, "", 0);
    }
    if let Err(fatal) = result {
        problems.push(*fatal);
        return Err(sorted(problems, document));
    }
    Ok(problems)
}

/// The problems in the order of the texts, each once.
fn sorted(mut problems: Vec<Diagnostic>, document: &Document) -> Error {
    let order = |problem: &Diagnostic| {
        let file = document.files().position(|file| file == problem.file);
        (file, problem.line, problem.column, problem.message.clone())
    };
    problems.sort_by_cached_key(order);
    problems.dedup();
    problems.into()
}
