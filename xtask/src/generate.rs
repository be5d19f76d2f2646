//! The generated Rust as files for reading, and the snapshots of its surface and of how the specs are read.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use bayar_codegen::{files, generate, sources};
use bayar_contract::Contract;

/// What a build without the generator compiles.
const GENERATED: &str = "src/generated";

/// Package, test and folder of the snapshots that fit the specs.
const SNAPSHOTS: [[&str; 3]; 2] = [
    ["bayar", "surface", "tests/snapshots/surface"],
    ["bayar-contract", "operations", "contract/tests/snapshots"],
];

/// Writes everything and says what changed.
pub fn write() -> Result<()> {
    let root = crate::root()?;
    for (name, rust) in rust(&root)? {
        let path = root.join(GENERATED).join(name);
        let before = fs::read_to_string(&path).ok();
        println!("{GENERATED}/{name}: {}", change(before.as_deref(), &rust));
        fs::write(path, rust)?;
    }
    upgrade(&root)?;
    for [package, test, folder] in SNAPSHOTS {
        let before = texts(&root.join(folder))?;
        for file in snapshot_test(&root, [package, test, folder], "always")? {
            fs::remove_file(root.join(folder).join(&file))?;
            println!("{folder}/{file}: gone, as no test reads it");
        }
        let after = texts(&root.join(folder))?;
        let mut changed = 0;
        for (name, text) in &after {
            let old = before.get(name).map(String::as_str);
            if old != Some(text) {
                changed += 1;
                println!("{folder}/{name}: {}", change(old, text));
            }
        }
        match changed {
            0 => println!("{folder} is as before"),
            _ => println!("{changed} snapshots changed: read them with `git diff {folder}`"),
        }
    }
    Ok(())
}

/// Fails if the snapshots do not fit the specs, or if there are any that no test reads.
pub fn check() -> Result<()> {
    let root = crate::root()?;
    for (name, rust) in rust(&root)? {
        let committed = fs::read_to_string(root.join(GENERATED).join(name)).unwrap_or_default();
        if committed != rust {
            bail!(
                "{GENERATED}/{name} is stale: run `cargo xtask generate` and commit what changed"
            );
        }
    }
    println!("{GENERATED} fits the specs");
    for [package, test, folder] in SNAPSHOTS {
        let stale =
            || format!("{folder} is stale: run `cargo xtask generate` and commit what changed");
        let unread = snapshot_test(&root, [package, test, folder], "no").with_context(stale)?;
        if !unread.is_empty() {
            bail!("{}: no test reads {}", stale(), unread.join(", "));
        }
        println!("{folder} fits the specs");
    }
    Ok(())
}

/// What `build.rs` writes, from the specs as they lie on disk.
fn rust(root: &Path) -> Result<Vec<(&'static str, String)>> {
    let read = |name: &str| fs::read_to_string(root.join("spec").join(name));
    let (xendit, finpay) = (read("xendit.yaml")?, read("finpay.yaml")?);
    Ok(files(&generate(&sources(&xendit, &finpay))?, &[]))
}

/// The specs as OpenAPI 3.1, with every callback among the webhooks: for tools that make types of them. Tells the files.
pub fn upgrade(root: &Path) -> Result<Vec<PathBuf>> {
    let folder = root.join("target/generated");
    fs::create_dir_all(&folder)?;
    let mut files = Vec::new();
    for name in ["xendit", "finpay"] {
        let file = format!("{name}.yaml");
        let text = fs::read_to_string(root.join("spec").join(&file))?;
        let contract = Contract::parse(&file, &text)?;
        let path = folder.join(format!("{name}.openapi-3.1.json"));
        let json = serde_json::to_string_pretty(&contract.document().to_3_1())?;
        fs::write(&path, json + "\n")?;
        println!("{}", path.strip_prefix(root).unwrap_or(&path).display());
        files.push(path);
    }
    Ok(files)
}

/// Runs a test, and tells which snapshots of its folder it did not read.
fn snapshot_test(root: &Path, of: [&str; 3], update: &str) -> Result<Vec<String>> {
    let [package, test, folder] = of;
    let list = root.join("target/snapshots-read");
    fs::write(&list, "")?;
    let output = Command::new(env!("CARGO"))
        .args(["test", "--quiet", "--package", package, "--test", test])
        .env("INSTA_UPDATE", update)
        .env("INSTA_SNAPSHOT_REFERENCES_FILE", &list)
        .current_dir(root)
        .output()?;
    if !output.status.success() {
        // What does not compile is told on one of them, what fails on the other.
        let texts = [&output.stderr, &output.stdout].map(|text| String::from_utf8_lossy(text));
        bail!(
            "the test `{test}` of {package} fails\n{}",
            texts.join("\n").trim()
        );
    }
    let list = fs::read_to_string(list)?;
    let read: BTreeSet<_> = list
        .lines()
        .filter_map(|file| Path::new(file).file_name())
        .collect();
    let files = texts(&root.join(folder))?.into_keys();
    Ok(files
        .filter(|file| !read.contains(OsStr::new(file)))
        .collect())
}

fn texts(folder: &Path) -> Result<BTreeMap<String, String>> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(BTreeMap::new());
    };
    let mut texts = BTreeMap::new();
    for entry in entries {
        let entry = entry?;
        texts.insert(
            entry.file_name().to_string_lossy().into_owned(),
            fs::read_to_string(entry.path())?,
        );
    }
    Ok(texts)
}

/// How many lines came and went.
fn change(before: Option<&str>, after: &str) -> String {
    let Some(before) = before else {
        return format!("new, {} lines", after.lines().count());
    };
    let count = |of: &str, not_in: &str| {
        let mut others: BTreeMap<&str, usize> = BTreeMap::new();
        for line in not_in.lines() {
            *others.entry(line).or_default() += 1;
        }
        let fresh = of.lines().filter(|line| match others.get_mut(line) {
            Some(left) if *left > 0 => {
                *left -= 1;
                false
            }
            _ => true,
        });
        fresh.count()
    };
    match (count(after, before), count(before, after)) {
        (0, 0) => "unchanged".to_owned(),
        (added, removed) => format!("{added} lines added, {removed} removed"),
    }
}
