//! All that can be known of a release before it is made. Nothing is published, tagged or changed.

use std::cmp::Ordering;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

use crate::tools::run;

/// The specs, as the last release had them and as they are.
const SPECS: [&str; 2] = ["spec/xendit.yaml", "spec/finpay.yaml"];

/// crates.io takes no larger package.
const LARGEST_PACKAGE: u64 = 10 * 1024 * 1024;

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    /// The registries that it may go to; all without a list.
    publish: Option<Vec<String>>,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    req: String,
    path: Option<PathBuf>,
    kind: Option<String>,
}

/// How much a version must be raised, from the least.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
enum Verdict {
    None,
    Patch,
    Minor,
    Major,
}

/// What is seen, and what a person has to do.
#[derive(Default)]
struct Findings {
    problems: Vec<String>,
}

impl Findings {
    fn hold(&mut self, is_so: bool, fine: &str, problem: impl FnOnce() -> String) {
        if is_so {
            println!("  {fine}");
            return;
        }
        let problem = problem();
        println!("! {problem}");
        self.problems.push(problem);
    }
}

/// Looks at everything, says what is not ready, and what remains for a person.
pub fn dry_run() -> Result<()> {
    let root = crate::root()?;
    let mut findings = Findings::default();
    println!("versions");
    let packages = packages(&root)?;
    let version = packages
        .first()
        .context("no package is published")?
        .version
        .clone();
    versions(&packages, &version, &mut findings);
    println!("changelog");
    changelog(
        &fs::read_to_string(root.join("CHANGELOG.md"))?,
        &version,
        &mut findings,
    );
    println!("what callers have to do");
    verdict(&root, &version, &mut findings)?;
    println!("packages, from a clean clone");
    let status = git(&root, &["status", "--porcelain"])?;
    findings.hold(status.is_empty(), "everything is committed", || {
        "what is not committed is in no package".to_owned()
    });
    package(&root, &packages, &mut findings)?;

    println!("\nWhat a person has to do:");
    for problem in &findings.problems {
        println!("- mend: {problem}");
    }
    let names: Vec<_> = order(&packages)
        .iter()
        .map(|package| package.name.as_str())
        .collect();
    println!(
        "- `.ci/run` and `cargo xtask conformance` on the commit to be released\n\
         - read `git diff <last tag> -- tests/snapshots/surface`: what callers will see\n\
         - `git tag -a v{version}` and push it: the workflow `release` builds bayar-sandbox and bayar-drift\n\
         - `cargo publish --workspace --exclude xtask --exclude bayar-examples --exclude bayar-documents`: \
         {}\n\
         - look at docs.rs, and install the programs once from the registry",
        names.join(", ")
    );
    match findings.problems.len() {
        0 => Ok(()),
        count => bail!("{count} things are not ready"),
    }
}

/// Those that are published.
fn packages(root: &Path) -> Result<Vec<Package>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .current_dir(root)
        .output()?;
    let metadata: Metadata = serde_json::from_slice(&output.stdout)?;
    let is_published = |package: &Package| package.publish.as_ref().is_none_or(|to| !to.is_empty());
    Ok(metadata.packages.into_iter().filter(is_published).collect())
}

fn versions(packages: &[Package], version: &str, findings: &mut Findings) {
    for package in packages {
        findings.hold(
            package.version == version,
            &format!("{} {version}", package.name),
            || {
                format!(
                    "{} has the version {}, others {version}",
                    package.name, package.version
                )
            },
        );
        let own = package.dependencies.iter().filter(|own| own.path.is_some());
        for dependency in own.filter(|own| own.req != format!("^{version}")) {
            let (name, of) = (&dependency.name, &package.name);
            findings.hold(false, "", || {
                format!(
                    "{of} asks for {name} {}: write `version = \"{version}\"`",
                    dependency.req
                )
            });
        }
    }
}

fn changelog(text: &str, version: &str, findings: &mut Findings) {
    let sections: Vec<_> = text.split("\n## ").skip(1).collect();
    let section = |name: &str| sections.iter().find(|section| section.starts_with(name));
    let has_entries = |section: &&str| section.lines().any(|line| line.starts_with("- "));
    let dated = format!("{version} - 20");
    let is_dated = section(&dated).is_some_and(has_entries);
    findings.hold(is_dated, "the version has a section with its date", || {
        format!("date the section: `## {version} - YYYY-MM-DD`, in place of `## Unreleased`")
    });
    let is_empty = !section("Unreleased").is_some_and(has_entries);
    findings.hold(is_empty, "nothing is unreleased besides", || {
        "there are entries under `## Unreleased`".to_owned()
    });
}

/// What the contracts and the surface ask of the version, against the last tag.
fn verdict(root: &Path, version: &str, findings: &mut Findings) -> Result<()> {
    let tags = git(root, &["tag", "--list", "v*", "--sort=-version:refname"])?;
    let Some(tag) = tags.lines().next() else {
        println!("  there is no tag: the first release has nothing to be compared with");
        return Ok(());
    };
    let folder = root.join("target/release-dry-run");
    fs::create_dir_all(&folder)?;
    let mut needed = Verdict::None;
    for spec in SPECS {
        let old = folder.join("old.yaml");
        fs::write(&old, git(root, &["show", &format!("{tag}:{spec}")])?)?;
        let verdict = spec_verdict(root, &old, &root.join(spec))?;
        println!("  {spec}: {verdict:?}");
        needed = needed.max(verdict);
    }
    let surface = git(
        root,
        &["diff", "--unified=0", tag, "--", "tests/snapshots/surface"],
    )?;
    let verdict = surface_verdict(&surface);
    println!("  tests/snapshots/surface: {verdict:?}");
    needed = needed.max(verdict);
    let (old, new) = (numbers(tag.trim_start_matches('v'))?, numbers(version)?);
    let least = raised(old, needed);
    findings.hold(new.cmp(&least) != Ordering::Less, "the version is high enough", || {
        let [major, minor, patch] = least;
        format!("since {tag} the changes are {needed:?}: the version is {major}.{minor}.{patch} at least")
    });
    Ok(())
}

fn spec_verdict(root: &Path, old: &Path, new: &Path) -> Result<Verdict> {
    #[derive(Deserialize)]
    struct Report {
        verdict: Verdict,
    }
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "bayar-drift", "--", "spec"])
        .args([old, new])
        .args(["--format", "json"])
        .current_dir(root)
        .output()?;
    let report = serde_json::from_slice::<Report>(&output.stdout);
    Ok(report
        .with_context(|| String::from_utf8_lossy(&output.stderr).into_owned())?
        .verdict)
}

/// A line that is gone may have been used, unless it only describes: errors, limits, rules.
fn surface_verdict(diff: &str) -> Verdict {
    let has = |sign: char, head: &str| {
        let lines = diff.lines().filter(|line| !line.starts_with(head));
        let mut lines = lines.filter_map(|line| line.strip_prefix(sign));
        lines.any(|line| !line.trim_start().starts_with("//"))
    };
    match (has('-', "---"), has('+', "+++")) {
        (true, _) => Verdict::Major,
        (false, true) => Verdict::Minor,
        (false, false) => Verdict::None,
    }
}

fn numbers(version: &str) -> Result<[u64; 3]> {
    let parts: Vec<_> = version
        .split('.')
        .map(str::parse)
        .collect::<Result<_, _>>()?;
    parts
        .try_into()
        .map_err(|_| anyhow::anyhow!("{version} is no version"))
}

/// The least version after another. Before 1.0, what breaks callers raises the second number, and all else the third.
fn raised([major, minor, patch]: [u64; 3], by: Verdict) -> [u64; 3] {
    match (major, by) {
        (_, Verdict::None) => [major, minor, patch],
        (0, Verdict::Major) => [0, minor + 1, 0],
        (0, _) | (_, Verdict::Patch) => [major, minor, patch + 1],
        (_, Verdict::Minor) => [major, minor + 1, 0],
        (_, Verdict::Major) => [major + 1, 0, 0],
    }
}

/// Packs each package from a clean clone, and compiles it from what was packed.
fn package(root: &Path, packages: &[Package], findings: &mut Findings) -> Result<()> {
    let folder = root.join("target/release-dry-run");
    let (clone, target) = (folder.join("clone"), folder.join("packages"));
    for old in [&clone, &target] {
        if old.exists() {
            fs::remove_dir_all(old)?;
        }
    }
    fs::create_dir_all(&folder)?;
    run(Command::new("git")
        .args(["clone", "--quiet"])
        .arg(root)
        .arg(&clone))?;
    run(Command::new(env!("CARGO"))
        .args([
            "package",
            "--quiet",
            "--workspace",
            "--exclude",
            "xtask",
            "--exclude",
            "bayar-examples",
            "--exclude",
            "bayar-documents",
        ])
        .arg("--target-dir")
        .arg(&target)
        .current_dir(&clone))?;
    for package in packages {
        let file = format!("package/{}-{}.crate", package.name, package.version);
        let size = fs::metadata(target.join(&file))
            .with_context(|| file.clone())?
            .len();
        let words = format!("{}: {} KiB, compiles alone", package.name, size / 1024);
        findings.hold(size < LARGEST_PACKAGE, &words, || {
            format!("{file} has {size} bytes")
        });
    }
    fs::remove_dir_all(&folder)?;
    Ok(())
}

/// Each after what it depends on.
fn order(packages: &[Package]) -> Vec<&Package> {
    let mut sorted: Vec<&Package> = Vec::new();
    while sorted.len() < packages.len() {
        let is_known = |name: &str, list: &[&Package]| list.iter().any(|own| own.name == name);
        let next = packages.iter().find(|package| {
            let needs = package
                .dependencies
                .iter()
                .filter(|own| own.path.is_some() && own.kind.as_deref() != Some("dev"));
            let mut needs = needs.map(|own| own.name.as_str());
            !is_known(&package.name, &sorted) && needs.all(|name| is_known(name, &sorted))
        });
        match next {
            Some(next) => sorted.push(next),
            None => break,
        }
    }
    sorted
}

fn git(root: &Path, arguments: &[&str]) -> Result<String> {
    let output = Command::new("git")
        .args(arguments)
        .current_dir(root)
        .output()?;
    let error = || String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(
        output.status.success(),
        "git {}: {}",
        arguments.join(" "),
        error()
    );
    Ok(String::from_utf8(output.stdout)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_raised_as_far_as_callers_must_know() {
        for (old, by, least) in [
            ([0, 1, 4], Verdict::None, [0, 1, 4]),
            ([0, 1, 4], Verdict::Patch, [0, 1, 5]),
            ([0, 1, 4], Verdict::Minor, [0, 1, 5]),
            ([0, 1, 4], Verdict::Major, [0, 2, 0]),
            ([1, 2, 3], Verdict::Patch, [1, 2, 4]),
            ([1, 2, 3], Verdict::Minor, [1, 3, 0]),
            ([1, 2, 3], Verdict::Major, [2, 0, 0]),
        ] {
            assert_eq!(raised(old, by), least);
        }
        assert!(numbers("1.2").is_err() && numbers("1.x.3").is_err());
    }

    #[test]
    fn a_line_that_is_gone_breaks_callers() {
        let diff = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n";
        assert_eq!(surface_verdict(diff), Verdict::None);
        let described = format!("{diff}-//   400: A\n+//   400: A, B\n");
        assert_eq!(surface_verdict(&described), Verdict::None);
        assert_eq!(
            surface_verdict(&format!("{diff}+    pub a: u8,\n")),
            Verdict::Minor
        );
        assert_eq!(
            surface_verdict(&format!("{diff}-    pub a: u8,\n+    pub b: u8,\n")),
            Verdict::Major
        );
    }

    #[test]
    fn the_changelog_has_a_dated_section_and_nothing_besides() {
        let problems = |text: &str| {
            let mut findings = Findings::default();
            changelog(text, "0.2.0", &mut findings);
            findings.problems.len()
        };
        assert_eq!(
            problems("# C\n\n## Unreleased\n\n## 0.2.0 - 2026-12-01\n- New\n"),
            0
        );
        assert_eq!(problems("# C\n\n## 0.2.0 - 2026-12-01\n- New\n"), 0);
        assert_eq!(
            problems("# C\n\n## Unreleased\n- New\n\n## 0.1.0 - 2026-11-01\n- Old\n"),
            2
        );
        assert_eq!(
            problems("# C\n\n## Unreleased\n- Newer\n\n## 0.2.0 - 2026-12-01\n- New\n"),
            1
        );
        assert_eq!(problems("# C\n\n## 0.2.0 - 2026-12-01\n"), 1);
    }
}
