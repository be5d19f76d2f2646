use thiserror::Error;

/// Why a spec could not be turned into Rust.
///
/// Every message names the file, the place inside the spec and what to do about it.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The spec cannot be read, or says something that cannot be generated: all such places, each with its line.
    #[error(transparent)]
    Spec(#[from] bayar_contract::Error),
    /// A lowering pass found nothing to do in any spec.
    #[error(
        "the lowering pass `{pass}` never applied\n  what to do: what it works around is gone from the specs, delete the pass from codegen/src/lower.rs"
    )]
    IdlePass {
        /// The pass's name.
        pass: &'static str,
    },
    /// The generator below us refused the lowered spec.
    #[error("{file}: the generator refused the lowered spec: {problem}\n  what to do: {advice}")]
    Generator {
        /// The spec's file name.
        file: String,
        /// What it said.
        problem: String,
        /// What to change.
        advice: String,
    },
    /// The emitted Rust is not what it must be.
    #[error("{file}: {problem}\n  what to do: {advice}")]
    Output {
        /// The spec's file name.
        file: String,
        /// What is wrong with it.
        problem: String,
        /// What to change.
        advice: String,
    },
}
