//! The `rust-version` that we state is one that our dependencies work with.

use std::process::Command;

use serde_json::Value;

/// `1.88` and `1.88.0` are the same.
fn version(text: &str) -> [u32; 3] {
    let mut version = [0; 3];
    for (place, part) in version.iter_mut().zip(text.split('.')) {
        *place = part.parse().unwrap_or(0);
    }
    version
}

#[test]
fn no_dependency_of_bayar_needs_a_newer_rust_than_we_state() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--all-features"])
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo answers JSON");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    let stated = packages
        .iter()
        .find(|package| package["name"] == "bayar")
        .and_then(|package| package["rust_version"].as_str())
        .expect("bayar states its rust-version");
    let newer: Vec<String> = packages
        .iter()
        .filter_map(|package| {
            let needs = package["rust_version"].as_str()?;
            (version(needs) > version(stated))
                .then(|| format!("{} {} needs {needs}", package["name"], package["version"]))
        })
        .collect();
    assert!(
        newer.is_empty(),
        "rust-version is {stated}, but: {}",
        newer.join(", ")
    );
}
