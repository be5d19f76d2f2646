//! The contracts, compiled from what `bayar-contract` reads into what traffic is checked against.

mod api;
mod compiler;
pub(crate) mod coverage;
mod forms;
mod limits;
pub(crate) mod literal;
pub(crate) mod operation;
pub(crate) mod origin;
pub(crate) mod rules;
pub(crate) mod schema;
mod union;
pub(crate) mod vendor;
#[cfg(test)]
mod view;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use anyhow::{Result, anyhow};
use bayar_contract::overlay;
pub use bayar_contract::overlay::Overlay;
use bayar_contract::{Contract, Reader};
use rustc_hash::{FxHashMap, FxHashSet};

pub(crate) use crate::contract::api::{Api, generic_path, host_name, is_loopback};
use crate::contract::compiler::Compiler;
pub(crate) use crate::contract::coverage::Area;
use crate::contract::coverage::CoveragePoints;
pub(crate) use crate::contract::forms::is_hex_id;
pub(crate) use crate::contract::operation::{Content, Form, Operation, Parameter, Response, Style};
use crate::contract::schema::Schema;
use crate::contract::vendor::Vendor;

/// A contract that this crate was built with.
struct Embedded {
    file: &'static str,
    text: &'static str,
    /// What the build script made of the text.
    prepared: &'static [u8],
}

macro_rules! embedded {
    ($name:literal, $text:expr) => {
        Embedded {
            file: concat!("spec/", $name, ".yaml"),
            text: $text,
            prepared: include_bytes!(concat!(env!("OUT_DIR"), "/", $name)),
        }
    };
}

static EMBEDDED: [Embedded; 2] = [
    embedded!("xendit", bayar_spec::XENDIT),
    embedded!("finpay", bayar_spec::FINPAY),
];

/// The contracts that traffic is checked against: every operation and callback of them.
#[derive(Debug, Default)]
pub struct Contracts {
    /// Callbacks come after the operations.
    pub(crate) operations: Vec<Operation>,
    pub(crate) apis: Vec<Api>,
    /// What several schemas lead to.
    pub(crate) shared: Vec<Schema>,
    pub(crate) points: CoveragePoints,
    /// Error codes that the contracts have anywhere, by status.
    pub(crate) codes: FxHashMap<u16, FxHashSet<String>>,
    /// Lower-case names of every field, parameter and header that is marked `x-secret` or holds credentials.
    pub(crate) secrets: FxHashSet<String>,
    /// Texts that the contracts list as values: they are in no field a secret.
    pub(crate) listed: FxHashSet<String>,
    notes: Vec<String>,
}

/// Which contracts traffic is checked against, in place of those of this crate.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// OpenAPI documents, YAML or JSON; without one, those that this crate was built with.
    pub files: Vec<PathBuf>,
    /// OpenAPI Overlays, applied in their order to the contract that they extend, or to the only one.
    pub overlays: Vec<Overlay>,
    /// Where the APIs are served, in place of the servers of the documents.
    pub server: Option<String>,
}

/// The text of a contract, and what reads it.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) file: String,
    pub(crate) text: Cow<'static, str>,
    pub(crate) reader: Reader,
    /// What was made of the text when this crate was built, if it is one of this crate.
    prepared: Option<&'static [u8]>,
}

impl From<&Embedded> for Source {
    fn from(embedded: &Embedded) -> Source {
        Source {
            file: embedded.file.to_owned(),
            text: Cow::Borrowed(embedded.text),
            reader: Reader::new(),
            prepared: Some(embedded.prepared),
        }
    }
}

impl Source {
    fn open(file: &Path) -> Result<Source> {
        let text = read_text(file)?;
        let own = EMBEDDED.iter().find(|own| own.text == text);
        Ok(Source {
            file: file.display().to_string(),
            text: Cow::Owned(text),
            reader: Reader::new(),
            prepared: own.map(|own| own.prepared),
        })
    }

    /// Whether it is one of this crate as it is.
    pub(crate) fn is_own(&self) -> bool {
        self.prepared.is_some()
    }

    pub(crate) fn read(&self) -> Result<Contract> {
        let (file, text) = (&self.file, &self.text);
        Ok(match self.prepared {
            Some(prepared) => self.reader.read_prepared(file, text, prepared)?,
            None => self.reader.read(file, text)?,
        })
    }

    /// Without overlays.
    #[cfg(feature = "program")]
    pub(crate) fn read_plain(&self) -> Result<Contract> {
        let reader = Reader::new().folder(folder(&self.file));
        Ok(reader.read(&self.file, &self.text)?)
    }
}

impl Sources {
    /// The contracts, each with whether it is one of this crate as it is.
    pub(crate) fn read(&self) -> Result<Vec<(Contract, bool)>> {
        let sources = self.open()?;
        let read = |source: &Source| Ok((source.read()?, source.is_own()));
        sources.iter().map(read).collect()
    }

    pub(crate) fn open(&self) -> Result<Vec<Source>> {
        let mut sources: Vec<_> = if self.files.is_empty() {
            EMBEDDED.iter().map(Source::from).collect()
        } else {
            let files = self.files.iter();
            files
                .map(|file| Source::open(file))
                .collect::<Result<_>>()?
        };
        let names: Vec<_> = sources.iter().map(|source| source.file.as_str()).collect();
        let readers = overlay::readers(&names, &self.overlays)?;
        for (source, reader) in sources.iter_mut().zip(readers) {
            source.reader = reader.folder(folder(&source.file));
        }
        Ok(sources)
    }
}

impl Contracts {
    /// The contracts that this crate was built with.
    ///
    /// # Errors
    /// If they cannot be read; the tests make sure that they can.
    pub fn embedded() -> Result<Arc<Contracts>> {
        static CONTRACTS: OnceLock<Result<Arc<Contracts>, String>> = OnceLock::new();
        let contracts = CONTRACTS.get_or_init(|| {
            let read = Sources::default().read();
            let read = read.map_err(|error| error.to_string())?;
            Ok(Arc::new(Contracts::compile(&read, None)))
        });
        contracts.clone().map_err(|error| anyhow!("{error}"))
    }

    /// Other contracts.
    ///
    /// # Errors
    /// If a file cannot be read, or is no OpenAPI document; if an overlay belongs to none of them, or changes nothing.
    pub fn open(sources: &Sources) -> Result<Arc<Contracts>> {
        if sources.files.is_empty() && sources.overlays.is_empty() && sources.server.is_none() {
            return Contracts::embedded();
        }
        let server = sources.server.as_deref();
        Ok(Arc::new(Contracts::compile(&sources.read()?, server)))
    }

    /// What of the contracts is not checked, or was not taken as it stands.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Whether the paths of an API come, as its contract has it, below this path of a host.
    pub fn is_below(&self, host: &str, path: &str) -> bool {
        self.apis.iter().any(|api| api.is_below(host, path))
    }

    /// The URL of the first server of the first contract, unless it is relative.
    pub fn server(&self) -> Option<&str> {
        self.apis.first()?.server.as_deref()
    }

    fn compile(read: &[(Contract, bool)], server: Option<&str>) -> Contracts {
        let mut contracts = Contracts::default();
        for (contract, is_own) in read {
            let vendor = Vendor::read(contract.document().root());
            contracts
                .apis
                .push(Api::new(contract, server, vendor, *is_own));
            contracts.secrets.extend(contract.secrets());
            let values = contract
                .schemas()
                .flat_map(|(_, schema)| schema.values.iter().flatten().chain(&schema.constant));
            let texts = values.filter_map(|value| contract.node(*value).as_str());
            contracts.listed.extend(texts.map(str::to_owned));
        }
        let mut ids = BTreeSet::new();
        // Callbacks come after all operations.
        for is_callback in [false, true] {
            for (api, (contract, _)) in read.iter().enumerate() {
                contracts.add(api, contract, is_callback, &mut ids);
            }
        }
        for api in &contracts.apis {
            contracts.secrets.extend(api.credentials.iter().cloned());
        }
        contracts.find_sections();
        for (code, rows) in contracts
            .operations
            .iter()
            .flat_map(|operation| &operation.codes)
        {
            for status in rows.iter().filter_map(|row| row.status) {
                let codes = contracts.codes.entry(status).or_default();
                codes.insert(code.clone());
            }
        }
        contracts
    }

    fn add(
        &mut self,
        api: usize,
        contract: &Contract,
        is_callback: bool,
        ids: &mut BTreeSet<String>,
    ) {
        let vendor = self.apis[api].vendor.clone();
        let stated = if is_callback {
            &contract.callbacks
        } else {
            self.apis[api].first = self.operations.len();
            &contract.operations
        };
        let mut compiler = Compiler::new(contract, &mut self.points, &mut self.shared);
        for stated in stated {
            let of_path = || match stated.callback_name() {
                Some(name) => format!("{name} {}", stated.path),
                None => format!("{} {}", stated.method, stated.path),
            };
            let mut id = stated.id.clone().unwrap_or_else(of_path);
            if ids.contains(&id) {
                id = of_path();
            }
            while !ids.insert(id.clone()) {
                id.push('\'');
            }
            let owner = self.operations.len();
            let operation = Operation::read(&mut compiler, stated, id, (api, owner), &vendor);
            self.operations.push(operation);
        }
        compiler.finish();
        let name = contract.document().files().next().unwrap_or_default();
        let mut unchecked: Vec<_> = compiler.unchecked.into_iter().collect();
        unchecked.sort();
        for (what, count) in unchecked {
            self.notes
                .push(format!("{name}: not checked: {what} ({count})"));
        }
        if !is_callback {
            let notes = contract.notes().iter().map(|note| {
                let place = contract.place(note.node);
                format!(
                    "{}:{}: {}: {}",
                    place.file, place.line, note.kind, note.text
                )
            });
            self.notes.extend(notes);
        }
    }

    /// The callbacks.
    pub(crate) fn callbacks(&self) -> impl Iterator<Item = (usize, &Operation)> {
        self.operations
            .iter()
            .enumerate()
            .filter(|(_, operation)| operation.is_callback)
    }

    /// The schema that one stands for.
    pub(crate) fn resolve<'s>(&'s self, schema: &'s Schema) -> &'s Schema {
        schema
            .shared
            .and_then(|index| self.shared.get(index))
            .unwrap_or(schema)
    }

    pub(crate) fn vendor(&self, operation: &Operation) -> &Vendor {
        &self.apis[operation.api].vendor
    }

    fn find_sections(&mut self) {
        let start = |operation: &Operation| {
            let source = &operation.origin.source;
            Some((source.document.clone()?, source.line?))
        };
        let starts: BTreeSet<_> = self.operations.iter().filter_map(start).collect();
        for operation in &mut self.operations {
            let Some((document, line)) = start(operation) else {
                continue;
            };
            let later = starts.range((document.clone(), line + 1)..).next();
            let end = later.filter(|(other, _)| *other == document);
            operation.section = line..end.map_or(u32::MAX, |(_, line)| *line);
        }
    }
}

/// Where the files are that a contract refers to.
fn folder(file: &str) -> &Path {
    let folder = Path::new(file).parent();
    let folder = folder.filter(|folder| *folder != Path::new(""));
    folder.unwrap_or(Path::new("."))
}

fn read_text(file: &Path) -> Result<String> {
    let name = file.display().to_string();
    let bytes = std::fs::read(file).map_err(|error| anyhow!("{name}: {error}"))?;
    Ok(bayar_contract::decode(&name, &bytes)?.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operation<'c>(contracts: &'c Contracts, id: &str) -> &'c Operation {
        let mut operations = contracts.operations.iter();
        operations.find(|operation| operation.id == id).unwrap()
    }

    #[test]
    fn what_operations_share_is_told_in_the_section_of_each() {
        let contracts = Contracts::embedded().unwrap();
        for (id, line) in [
            ("create_invoice", 2907),
            ("get_invoice", 3087),
            ("expire_invoice", 3225),
        ] {
            let operation = operation(&contracts, id);
            let answer = operation.answer().unwrap();
            let answer = answer.items.as_deref().unwrap_or(answer);
            let status = &answer.field("status").unwrap().schema.origin.source;
            assert_eq!(status.line_in(&operation.section), Some(line), "{id}");
        }
    }

    #[test]
    fn everything_is_read() {
        let contracts = Contracts::embedded().unwrap();
        let texts = [bayar_spec::XENDIT, bayar_spec::FINPAY];
        let ids = texts.map(|text| text.matches("operationId:").count());
        assert_eq!(contracts.operations.len(), ids.iter().sum::<usize>());
        for operation in &contracts.operations {
            assert!(
                operation.is_callback || operation.success().is_some(),
                "{}",
                operation.id
            );
        }
        assert!(
            contracts.secrets.contains("cvn") && contracts.secrets.contains("x-callback-token")
        );
        // Nothing is left out of the coverage, and nothing unchecked.
        assert!(contracts.shared.is_empty());
        assert_eq!(contracts.notes(), [] as [String; 0]);
    }

    #[test]
    fn what_is_asked_for() {
        let contracts = Contracts::embedded().unwrap();
        let asked = |id: &str| {
            let asked = operation(&contracts, id).asked.clone();
            asked.map(|(_, field)| field)
        };
        assert_eq!(asked("get_invoice").as_deref(), Some("id"));
        assert_eq!(asked("expire_invoice").as_deref(), Some("id"));
        assert_eq!(
            asked("create_refund").as_deref(),
            Some("credit_card_charge_id")
        );
        assert_eq!(
            asked("reverse_authorization").as_deref(),
            Some("credit_card_charge_id")
        );
        assert_eq!(
            asked("get_fixed_virtual_account_payment").as_deref(),
            Some("payment_id")
        );
        assert_eq!(
            asked("get_disbursements_by_external_id").as_deref(),
            Some("external_id")
        );
        assert_eq!(asked("create_authentication"), None);
        assert_eq!(asked("create_invoice"), None);
    }
}
