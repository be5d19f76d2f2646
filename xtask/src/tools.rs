//! Pinned tools from npm and PyPI, installed into a folder under target/.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The tools of one folder that holds package.json, package-lock.json and requirements.txt.
pub struct Tools {
    source: PathBuf,
    folder: PathBuf,
}

impl Tools {
    /// Installs what `source` pins, relative to the root of the workspace, into `target/NAME`.
    pub fn install(source: &str, name: &str) -> Result<Self> {
        let root = crate::root()?;
        let tools = Self {
            source: root.join(source),
            folder: root.join("target").join(name),
        };
        fs::create_dir_all(&tools.folder)?;
        tools.install_node().context("Node.js with npm is needed")?;
        tools.install_python().context("Python 3 is needed")?;
        Ok(tools)
    }

    fn install_node(&self) -> Result<()> {
        for file in ["package.json", "package-lock.json"] {
            fs::copy(self.source.join(file), self.folder.join(file))?;
        }
        let options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
        run(Command::new("npm")
            .args(options)
            .arg("--prefix")
            .arg(&self.folder))
    }

    fn install_python(&self) -> Result<()> {
        let venv = self.folder.join("venv");
        run(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
        run(Command::new(venv.join("bin/pip"))
            .args(["install", "--quiet", "-r"])
            .arg(self.source.join("requirements.txt")))
    }

    /// Where the tools are installed.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A program of an npm package.
    pub fn npm(&self, name: &str) -> Command {
        Command::new(self.folder.join("node_modules/.bin").join(name))
    }

    /// A program of a Python package, or `python` itself.
    pub fn python(&self, name: &str) -> Command {
        Command::new(self.folder.join("venv/bin").join(name))
    }

    /// The version of a package, as `source` pins it.
    pub fn version(&self, package: &str) -> Result<String> {
        let pins = ["requirements.txt", "package.json"]
            .map(|file| fs::read_to_string(self.source.join(file)));
        for text in pins {
            if let Some(version) = pin(&text?, package) {
                return Ok(version);
            }
        }
        bail!("{package} is not pinned in {}", self.source.display())
    }
}

/// The version in a line `package==version` or `"package": "version"`.
fn pin(text: &str, package: &str) -> Option<String> {
    let forms = [format!("{package}=="), format!("\"{package}\": \"")];
    text.lines().find_map(|line| {
        let line = line.trim();
        let version = forms.iter().find_map(|form| line.strip_prefix(form))?;
        Some(version.trim_end_matches(['"', ',']).to_owned())
    })
}

/// Runs a command to its end; its output is the caller's.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("{command:?} cannot be started"))?;
    if !status.success() {
        bail!("{command:?} failed");
    }
    Ok(())
}
