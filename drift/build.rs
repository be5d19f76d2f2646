//! Parses the contracts that this crate carries, so that no start of a program has to.
#![forbid(unsafe_code)]

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use bayar_contract::Reader;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let out = env::var("OUT_DIR")?;
    let contracts = [
        ("xendit", bayar_spec::XENDIT),
        ("finpay", bayar_spec::FINPAY),
    ];
    for (name, text) in contracts {
        let prepared = Reader::prepare(&format!("spec/{name}.yaml"), text)?;
        fs::write(Path::new(&out).join(name), prepared)?;
    }
    Ok(())
}
