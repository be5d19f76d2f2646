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
mod operation;
mod shapes;
pub mod surface;

pub use error::Error;

use bayar_contract::Contract;

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

/// What one spec becomes.
#[derive(Debug)]
pub struct Generated {
    /// The Rust of the module, formatted.
    pub rust: String,
    /// The spec as data.
    pub contract: Contract,
    /// Its operations as tests call them: a line for each, of the macro `operations!` in `tests/support`.
    pub calls: String,
}

/// Generates the modules of all `sources`, in their order.
///
/// # Errors
/// An [`Error`] that names the file, the place and what to do, for everything that cannot be generated or that breaks a
/// convention of ours: a name that is none in Rust, an inline enum or object, `oneOf` without a discriminator, `anyOf`, a
/// rule about a field that is not there, a missing description or source. A lowering pass that applies to
/// none of the sources is an error, too: a fix-up that is no longer needed must go.
pub fn generate(sources: &[Source<'_>]) -> Result<Vec<Generated>, Error> {
    let mut applied = vec![0; lower::PASSES.len()];
    let generated = sources
        .iter()
        .map(|source| {
            let contract = Contract::parse(source.file, source.text)?;
            let problems = conventions::problems(&contract);
            if !problems.is_empty() {
                return Err(Error::Spec(problems.into()));
            }
            generate_one(source, contract, &mut applied)
        })
        .collect::<Result<Vec<_>, _>>()?;
    match lower::PASSES.iter().zip(&applied).find(|(_, n)| **n == 0) {
        Some((pass, _)) => Err(Error::IdlePass { pass: pass.name }),
        None => Ok(generated),
    }
}

/// Generates one module without asking that it keeps to our conventions and that every lowering pass applies: for small
/// specs.
///
/// # Errors
/// As [`generate`], but for idle passes.
pub fn generate_alone(source: &Source<'_>) -> Result<Generated, Error> {
    let contract = Contract::parse(source.file, source.text)?;
    generate_one(source, contract, &mut vec![0; lower::PASSES.len()])
}

fn generate_one(
    source: &Source<'_>,
    contract: Contract,
    applied: &mut [usize],
) -> Result<Generated, Error> {
    let operations = operation::operations(&contract)?;
    let lowered = lower::lower(&contract, applied)?;
    let tokens = emit::progenitor(source, &lowered)?;
    let file = finish::finish(source, &contract, &operations, &lowered, tokens)?;
    Ok(Generated {
        rust: prettyplease::unparse(&file),
        calls: calls::calls(&operations, source.module),
        contract,
    })
}

/// The Rust of the open enum of every error code that any of the specs documents.
#[must_use]
pub fn error_codes(contracts: &[&Contract]) -> String {
    prettyplease::unparse(&finish::error_codes(contracts))
}
