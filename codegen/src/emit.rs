//! Driving progenitor, and typify inside it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use openapiv3::OpenAPI;
use proc_macro2::TokenStream;
use progenitor_impl::{GenerationSettings, Generator, InterfaceStyle, TagStyle};

use crate::lower::{HAND_WRITTEN, Lowered};
use crate::{Error, Source};

/// Emits the operations and models of a lowered spec.
pub(crate) fn progenitor(source: &Source<'_>, lowered: &Lowered) -> Result<TokenStream, Error> {
    let refused = |problem: String| Error::Generator {
        file: source.file.to_owned(),
        problem,
        advice: "look for the construct in the spec; if the spec is right, lower it first \
                 (codegen/src/lower.rs)"
            .into(),
    };
    let spec: OpenAPI = serde_json::from_value(lowered.document.clone())
        .map_err(|error| refused(format!("not OpenAPI 3.0: {error}")))?;

    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_tag(TagStyle::Merged);
    for name in HAND_WRITTEN {
        settings.with_replacement(name, format!("crate::{name}"), std::iter::empty());
    }
    for name in lowered.enums.iter().chain(&lowered.unions) {
        let path = format!("{}::types::{name}", source.module);
        settings.with_replacement(name, path, std::iter::empty());
    }

    // progenitor asserts what it expects; its panics become errors that name the file.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let emitted = catch_unwind(AssertUnwindSafe(|| {
        Generator::new(&settings).generate_tokens(&spec)
    }));
    std::panic::set_hook(hook);
    match emitted {
        Ok(Ok(tokens)) => Ok(tokens),
        Ok(Err(error)) => Err(refused(error.to_string())),
        Err(panic) => {
            let said = panic
                .downcast_ref::<String>()
                .map(String::as_str)
                .or_else(|| panic.downcast_ref::<&str>().copied());
            Err(refused(said.unwrap_or("it panicked").to_owned()))
        }
    }
}
