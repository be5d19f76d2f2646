//! Every operation as tests call it, and every type that they read: lists that no one keeps by hand.

use std::fmt::Write;

use bayar_contract::{Contract, Location};

use crate::lower::Lowered;
use crate::names::argument_name;
use crate::operation::{Operation, component};

/// One line for each operation of a module, in their order:
///
/// ```text
/// client.operation[parameter of the path](other parameters) { type of the body };
/// ```
///
/// The client is `secret`, `public` or `finpay`.
pub(crate) fn calls(operations: &[Operation<'_>], module: &str) -> String {
    let mut text = String::new();
    for operation in operations {
        // A text takes whatever is written to it.
        _ = writeln!(text, "    {};", call(operation, module));
    }
    text
}

/// One line for each callback and each enum of a module: `module::types::Type;`.
pub(crate) fn types(contract: &Contract, lowered: &Lowered, module: &str) -> String {
    let module = module.trim_start_matches("crate::");
    let named = contract.named.iter().map(|(name, _)| name.as_str());
    let callbacks = named.filter(|name| {
        // One that may be of several forms is told apart by hand.
        let schema = component(contract, name);
        name.ends_with("Callback") && schema.is_some_and(|schema| !schema.properties.is_empty())
    });
    let enums = lowered.enums.iter().map(String::as_str);
    let mut names: Vec<_> = callbacks.chain(enums).collect();
    names.sort_unstable();
    names.dedup();
    let mut text = String::new();
    for name in names {
        // A text takes whatever is written to it.
        _ = writeln!(text, "    {module}::types::{name};");
    }
    text
}

fn call(operation: &Operation<'_>, module: &str) -> String {
    let module = module.trim_start_matches("crate::");
    let client = match (module, operation.public_key) {
        ("xendit", false) => "secret",
        ("xendit", true) => "public",
        (other, _) => other,
    };
    let parameters = operation.spec.parameters.iter();
    let (path, others): (Vec<_>, Vec<_>) =
        parameters.partition(|parameter| parameter.location == Location::Path);
    let path = path.iter().map(|parameter| format!("[{}]", parameter.name));
    let others = others
        .iter()
        .map(|parameter| argument_name(operation, parameter));
    let body = operation
        .body
        .map(|body| format!(" {{ {module}::types::{body} }}"));
    format!(
        "{client}.{}{}({}){}",
        operation.id,
        path.collect::<String>(),
        others.collect::<Vec<_>>().join(", "),
        body.unwrap_or_default()
    )
}
