//! What the workspace depends on, checked against `deny.toml`: licences, second versions, sources.
//!
//! cargo-deny reads the same file and knows more, advisories among it; this much works without the network.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use spdx::{Expression, LicenseReq, ParseMode};

#[derive(Deserialize)]
struct Policy {
    licenses: Licenses,
    bans: Bans,
    sources: Sources,
}

#[derive(Deserialize)]
struct Licenses {
    allow: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Bans {
    #[serde(default)]
    skip: Vec<Skip>,
}

/// A second version that may be there, for a reason.
#[derive(Deserialize)]
struct Skip {
    /// Name and version, as in `base64@0.22.1`.
    #[serde(rename = "crate")]
    package: String,
    reason: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Sources {
    allow_registry: Vec<String>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    source: Option<String>,
}

impl Package {
    fn id(&self) -> String {
        format!("{}@{}", self.name, self.version)
    }
}

/// Fails with everything that `deny.toml` does not allow.
pub fn check() -> Result<()> {
    let root = crate::root()?;
    let policy = fs::read_to_string(root.join("deny.toml")).context("deny.toml cannot be read")?;
    let policy: Policy = toml::from_str(&policy).context("deny.toml is not valid")?;
    let output = Command::new("cargo")
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(&root)
        .output()
        .context("cargo cannot be run")?;
    ensure!(
        output.status.success(),
        "cargo metadata failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let Metadata { packages } = serde_json::from_slice(&output.stdout)?;
    let problems = problems(&policy, &packages);
    if !problems.is_empty() {
        bail!("deny.toml does not allow:\n{}", problems.join("\n"));
    }
    println!(
        "{} packages: every licence is allowed, every second version has its reason, every source is known.",
        packages.len()
    );
    Ok(())
}

fn problems(policy: &Policy, packages: &[Package]) -> Vec<String> {
    let mut problems = Vec::new();
    for package in packages {
        problems.extend(license_problem(policy, package));
        problems.extend(source_problem(policy, package));
    }
    problems.extend(version_problems(policy, packages));
    problems
}

fn license_problem(policy: &Policy, package: &Package) -> Option<String> {
    let id = package.id();
    let Some(license) = &package.license else {
        return Some(format!("{id}: no licence"));
    };
    let Ok(expression) = Expression::parse_mode(license, ParseMode::LAX) else {
        return Some(format!("{id}: `{license}` is no licence expression"));
    };
    // An exception only ever allows more, so the licence alone decides.
    let is_allowed = |needed: &LicenseReq| {
        let name = needed.license.id().map(|id| id.name);
        name.is_some_and(|name| policy.licenses.allow.contains(name))
    };
    (!expression.evaluate(is_allowed)).then(|| format!("{id}: licence {license}"))
}

fn source_problem(policy: &Policy, package: &Package) -> Option<String> {
    // Packages of the workspace have no source.
    let source = package.source.as_deref()?;
    let registry = source.strip_prefix("registry+");
    let is_known = registry.is_some_and(|url| {
        policy
            .sources
            .allow_registry
            .iter()
            .any(|known| known == url)
    });
    (!is_known).then(|| format!("{}: from {source}", package.id()))
}

/// Of several versions of one package, all but one need a reason; a reason that nothing needs is one too many.
fn version_problems(policy: &Policy, packages: &[Package]) -> Vec<String> {
    let mut reasons: BTreeMap<&str, &str> = policy
        .bans
        .skip
        .iter()
        .map(|skip| (skip.package.as_str(), skip.reason.as_str()))
        .collect();
    let mut versions: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for package in packages {
        versions
            .entry(&package.name)
            .or_default()
            .push(package.id());
    }
    let mut problems = Vec::new();
    for ids in versions.into_values().filter(|ids| ids.len() > 1) {
        let unexplained = |id: &&String| reasons.get(id.as_str()).is_none_or(|why| why.is_empty());
        let unexplained: Vec<_> = ids.iter().filter(unexplained).cloned().collect();
        if unexplained.len() > 1 {
            problems.push(format!(
                "{}: several versions without a reason",
                unexplained.join(", ")
            ));
        }
        if unexplained.is_empty() {
            problems.push(format!("{}: one of them needs no reason", ids.join(", ")));
        }
        for id in &ids {
            reasons.remove(id.as_str());
        }
    }
    let stale = reasons.keys();
    problems.extend(stale.map(|id| format!("{id}: a reason for what is no second version")));
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: &str = r#"
        [licenses]
        allow = ["MIT", "Apache-2.0"]
        [bans]
        skip = [{ crate = "b@1.0.0", reason = "c is behind" }]
        [sources]
        allow-registry = ["https://registry"]
    "#;

    fn package(id: &str, license: &str, source: &str) -> Package {
        let (name, version) = id.split_once('@').unwrap();
        Package {
            name: name.to_owned(),
            version: version.to_owned(),
            license: Some(license.to_owned()).filter(|license| !license.is_empty()),
            source: Some(source.to_owned()).filter(|source| !source.is_empty()),
        }
    }

    fn judge(packages: &[(&str, &str, &str)]) -> Vec<String> {
        let packages = packages
            .iter()
            .map(|(id, license, source)| package(id, license, source));
        let packages: Vec<_> = packages.collect();
        problems(&toml::from_str(POLICY).unwrap(), &packages)
    }

    const REGISTRY: &str = "registry+https://registry";

    #[test]
    fn what_is_allowed_passes() {
        let problems = judge(&[
            ("a@1.0.0", "GPL-3.0-only OR MIT", REGISTRY),
            ("b@1.0.0", "MIT/Apache-2.0", REGISTRY),
            ("b@2.0.0", "Apache-2.0 WITH LLVM-exception", REGISTRY),
            ("ours@0.1.0", "MIT", ""),
        ]);
        assert_eq!(problems, Vec::<String>::new());
    }

    #[test]
    fn everything_else_is_named() {
        let problems = judge(&[
            ("a@1.0.0", "GPL-3.0-only", REGISTRY),
            ("a@2.0.0", "MIT AND ISC", "git+https://registry"),
            ("b@1.0.0", "", REGISTRY),
        ]);
        assert_eq!(
            problems,
            [
                "a@1.0.0: licence GPL-3.0-only",
                "a@2.0.0: licence MIT AND ISC",
                "a@2.0.0: from git+https://registry",
                "b@1.0.0: no licence",
                "a@1.0.0, a@2.0.0: several versions without a reason",
                "b@1.0.0: a reason for what is no second version",
            ]
        );
    }
}
