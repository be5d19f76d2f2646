//! Parses the contracts and errata that this crate carries, so that no start of a program has to.
#![forbid(unsafe_code)]

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use bayar_contract::Reader;
use serde_json::{Value, json};

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
    // What findings are known by; the rest of an entry is for people.
    let mut errata: Vec<Value> = yaml_serde::from_str(bayar_spec::ERRATA)?;
    errata.retain(|entry| entry["about"].is_array());
    for entry in &mut errata {
        *entry = json!({"id": entry["id"], "about": entry["about"]});
    }
    let rows = serde_json::to_vec(&errata)?;
    fs::write(Path::new(&out).join("errata.json"), rows)?;
    Ok(())
}
