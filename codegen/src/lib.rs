//! Turns bayar's `OpenAPI` specs into the Rust of the bayar client.
//!
//! ```text
//! spec text → contract → lower → progenitor → finish → format
//! ```
//!
//! * `bayar-contract` reads a spec into plain data: operations, parameters, error rows, schemas.
//! * [`lower`] turns the spec into what progenitor can take. The spec is strict, what the
//!   generator sees is tolerant: no `required`, no limits, no closed enums, no floats.
//! * progenitor emits the operations, typify (inside it) the models.
//! * [`finish`] rewrites the emitted syntax tree: builders, tolerant decoding, our transport.
//! * [`surface`] prints what a caller can see of the result, for the snapshots.
//!
//! `build.rs`, `cargo xtask generate` and the tests all call [`generate`].
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod calls;
mod conventions;
mod docs;
mod emit;
mod error;
pub mod finish;
pub mod lower;
mod names;
mod needs;
mod operation;
mod shapes;
pub mod surface;

pub use bayar_contract::overlay::Overlay;
pub use error::Error;
pub use needs::Client;

use bayar_contract::overlay::readers;
use bayar_contract::{Contract, NoteKind};

/// One spec to generate from.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The file name that error messages name.
    pub file: &'a str,
    /// The YAML.
    pub text: &'a str,
    /// Path of the Rust module that includes the output, such as `crate::xendit`.
    pub module: &'a str,
}

/// The specs of bayar, in the order in which [`generate`] answers them.
#[must_use]
pub fn sources<'a>(xendit: &'a str, finpay: &'a str) -> [Source<'a>; 2] {
    [
        Source {
            file: "spec/xendit.yaml",
            text: xendit,
            module: "crate::xendit",
        },
        Source {
            file: "spec/finpay.yaml",
            text: finpay,
            module: "crate::finpay",
        },
    ]
}

impl Generated {
    /// What is to be said of overlays: an action that changes nothing, as the spec has caught up with it.
    pub fn notes(&self) -> impl Iterator<Item = String> {
        let notes = self.contract.notes().iter();
        let notes = notes.filter(|note| note.kind == NoteKind::Overlay);
        notes.map(|note| {
            let place = self.contract.place(note.node);
            format!("{}:{}: {}", place.file, place.line, note.text)
        })
    }
}

/// What one spec becomes.
#[derive(Debug)]
pub struct Generated {
    /// The Rust of the module, formatted.
    pub rust: String,
    /// The spec as data.
    pub contract: Contract,
    /// Its operations as tests call them: a line for each, of the macro `operations!` in `tests/support`.
    pub calls: String,
    /// Its callbacks and enums, for the macro `types!` beside it.
    pub types: String,
}

/// What changes the specs, and what must fit them all the same.
#[derive(Clone, Copy, Debug)]
pub struct Changes<'a> {
    /// Overlays, each for the source that it extends.
    pub overlays: &'a [Overlay],
    /// Who uses what is generated.
    pub client: Client<'a>,
}

/// Generates the modules of all `sources`, in their order, as overlays have changed them.
///
/// # Errors
/// As [`generate`], for what an overlay added at its line; if an overlay cannot be applied; if it takes away what the
/// client's code uses.
pub fn generate_changed(
    sources: &[Source<'_>],
    changes: &Changes<'_>,
) -> Result<Vec<Generated>, Error> {
    let modules = generate_with(sources, changes.overlays)
        .map_err(|error| by_action(sources, changes.overlays, error))?;
    changes.client.check(sources, changes.overlays, &modules)?;
    Ok(modules)
}

/// Generates the modules of all `sources`, in their order.
///
/// # Errors
/// An [`Error`] that names the file, the place and what to do, for everything that cannot be generated or that breaks a
/// convention of ours: a name that is none in Rust, an inline enum or object, `oneOf` without a discriminator, `anyOf`, a
/// rule about a field that is not there, a missing description or source. A lowering pass that applies to
/// none of the sources is an error, too: a fix-up that is no longer needed must go.
pub fn generate(sources: &[Source<'_>]) -> Result<Vec<Generated>, Error> {
    generate_with(sources, &[])
}

fn generate_with(sources: &[Source<'_>], overlays: &[Overlay]) -> Result<Vec<Generated>, Error> {
    let names: Vec<_> = sources.iter().map(|source| source.file).collect();
    let mut applied = vec![0; lower::PASSES.len()];
    let generated = sources
        .iter()
        .zip(readers(&names, overlays)?)
        .map(|(source, reader)| {
            let contract = reader.read(source.file, source.text)?;
            let plain = match overlays {
                [] => None,
                _ => Some(Contract::parse(source.file, source.text)?),
            };
            generate_one_of_ours(source, contract, plain.as_ref(), &mut applied)
        })
        .collect::<Result<Vec<_>, _>>()?;
    let mut idle = lower::PASSES.iter().zip(&applied).filter(|(_, n)| **n == 0);
    match idle.next() {
        // With an overlay a pass may have nothing to do, and who wrote the overlay cannot delete it.
        Some((pass, _)) if overlays.is_empty() => Err(Error::IdlePass { pass: pass.name }),
        _ => Ok(generated),
    }
}

/// What the generators below refused, at the action without which they would not have: they know no lines.
fn by_action(sources: &[Source<'_>], overlays: &[Overlay], error: Error) -> Error {
    let (Error::Generator { file, problem, .. } | Error::Output { file, problem, .. }) = &error
    else {
        return error;
    };
    let names: Vec<_> = sources.iter().map(|source| source.file).collect();
    let found = || {
        let at = names.iter().position(|name| name == file)?;
        let source = &sources[at];
        let reader = readers(&names, overlays).ok()?.swap_remove(at);
        let plain = Contract::parse(source.file, source.text).ok()?;
        let is_refused = |most: &usize| {
            let contract = reader.clone().most_actions(*most);
            let contract = contract.read(source.file, source.text);
            let mut applied = vec![0; lower::PASSES.len()];
            let generated = contract.map_err(Error::from).and_then(|contract| {
                generate_one_of_ours(source, contract, Some(&plain), &mut applied)
            });
            matches!(
                generated,
                Err(Error::Generator { .. } | Error::Output { .. })
            )
        };
        let contract = reader.read(source.file, source.text).ok()?;
        let count = contract.document().actions().count();
        let first = (0..=count).find(is_refused)?.checked_sub(1)?;
        let action = contract.document().actions().nth(first)?;
        let message = format!("with this action no Rust can be generated: {problem}");
        let help = "say it in another way; what bayar itself has in its specs can be generated";
        Some(bayar_contract::Diagnostic::new(message, help).of(action))
    };
    match found() {
        Some(found) => Error::Spec(vec![found].into()),
        None => error,
    }
}

/// Generates one module without asking that it keeps to our conventions and that every lowering pass applies: for small
/// specs.
///
/// # Errors
/// As [`generate`], but for idle passes.
pub fn generate_alone(source: &Source<'_>) -> Result<Generated, Error> {
    let contract = Contract::parse(source.file, source.text)?;
    generate_one(source, contract, None, &mut vec![0; lower::PASSES.len()])
}

/// Generates one module, if it keeps to our conventions.
fn generate_one_of_ours(
    source: &Source<'_>,
    contract: Contract,
    plain: Option<&Contract>,
    applied: &mut [usize],
) -> Result<Generated, Error> {
    let problems = conventions::problems(&contract);
    if problems.is_empty() {
        generate_one(source, contract, plain, applied)
    } else {
        Err(Error::Spec(problems.into()))
    }
}

fn generate_one(
    source: &Source<'_>,
    contract: Contract,
    plain: Option<&Contract>,
    applied: &mut [usize],
) -> Result<Generated, Error> {
    let operations = operation::operations(&contract)?;
    let lowered = lower::lower(&contract, applied)?;
    let tokens = emit::progenitor(source, &lowered)?;
    let file = finish::finish(source, &contract, plain, &operations, &lowered, tokens)?;
    Ok(Generated {
        rust: prettyplease::unparse(&file),
        calls: calls::calls(&operations, source.module),
        types: calls::types(&contract, &lowered, source.module),
        contract,
    })
}

/// The files that the client includes, from the modules of [`sources`] and the overlays that changed them.
#[must_use]
pub fn files(modules: &[Generated], overlays: &[Overlay]) -> Vec<(&'static str, String)> {
    let contracts: Vec<_> = modules.iter().map(|module| &module.contract).collect();
    let codes = prettyplease::unparse(&finish::error_codes(&contracts));
    let calls: String = modules.iter().map(|module| module.calls.as_str()).collect();
    let types: String = modules.iter().map(|module| module.types.as_str()).collect();
    // Of their folder nobody needs to know.
    let overlays = overlays.iter().map(|own| {
        let name = own.name.rsplit(['/', '\\']).next();
        format!("({:?}, {:?}),", name.unwrap_or_default(), own.text)
    });
    let mut files = vec![
        ("error_code.rs", codes),
        // What the client's tap checks traffic against.
        (
            "overlays.rs",
            format!("&[{}]\n", overlays.collect::<String>()),
        ),
        // For the tests of the client: a file of their own would be one more list to keep.
        (
            "calls.rs",
            format!("operations! {{\n{calls}}}\ntypes! {{\n{types}}}\n"),
        ),
    ];
    let rust = modules.iter().map(|module| module.rust.clone());
    files.extend(FILES.into_iter().zip(rust));
    files
}

/// The files of the modules of [`sources`].
pub const FILES: [&str; 2] = ["xendit.rs", "finpay.rs"];
