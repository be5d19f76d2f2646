//! Each spec becomes Rust in `OUT_DIR`; `src/xendit` and `src/finpay` include it.
#![forbid(unsafe_code)]

use std::path::Path;
use std::{env, fs, process};

use bayar_codegen::{error_codes, generate, sources};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let out = env::var("OUT_DIR").unwrap_or_default();
    let write = |name: &str, rust: &str| fs::write(Path::new(&out).join(name), rust);
    let result = generate(&sources(bayar_spec::XENDIT, bayar_spec::FINPAY));
    let modules = result.unwrap_or_else(|error| {
        eprintln!("{error}");
        process::exit(1)
    });
    let contracts: Vec<_> = modules.iter().map(|module| &module.contract).collect();
    write("error_code.rs", &error_codes(&contracts)).expect("OUT_DIR is writable");
    // For the tests of this package: a file of their own would be one more list to keep.
    let calls: String = modules.iter().map(|module| module.calls.as_str()).collect();
    write("calls.rs", &format!("operations! {{\n{calls}}}\n")).expect("OUT_DIR is writable");
    write("xendit.rs", &modules[0].rust).expect("OUT_DIR is writable");
    write("finpay.rs", &modules[1].rust).expect("OUT_DIR is writable");
}
