//! What becomes of a report: compared with a baseline, written, and told by the exit status.

use std::fmt::Display;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anstream::{AutoStream, StripStream};
use anyhow::{Context, Result};
use chrono::{Days, NaiveDate, Utc};
use clap::Args;

use crate::baseline::{Acceptance, Baseline};
use crate::files::replace;
use crate::finding::Severity;
use crate::output::{Format, render};
use crate::report::Report;

/// Exit status: findings at or above `--fail-on`.
const FOUND: u8 = 1;

/// Exit status: input that cannot be read.
const UNREADABLE: u8 = 3;

/// How long new entries of a baseline are accepted.
const ACCEPTED_FOR: Days = Days::new(90);

/// What becomes of the report.
#[derive(Debug, Args)]
pub struct Outcome {
    /// How the report is written.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Write to a file in place of the standard output.
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The least severity that makes the exit status 1.
    #[arg(long, value_enum, default_value_t = Severity::Warning)]
    pub fail_on: Severity,
    /// Findings that are accepted for a while, a YAML file.
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Add to the baseline what it does not accept; the file may not be there yet.
    #[arg(long, requires = "baseline")]
    pub update_baseline: bool,
    /// Why the new entries are accepted. What is about money, and what has expired, is accepted only with a reason.
    #[arg(long, value_name = "TEXT", requires = "update_baseline")]
    pub reason: Option<String>,
    /// The last day of the new entries, such as 2027-01-31; without it, 90 days from today.
    #[arg(long, value_name = "DATE", requires = "update_baseline")]
    pub expires: Option<NaiveDate>,
}

impl Outcome {
    /// Holds a report against the baseline, writes it, and tells whether it has findings at or above `--fail-on`.
    ///
    /// # Errors
    /// If the baseline cannot be read, or something cannot be written.
    pub fn conclude(&self, report: Report) -> Result<ExitCode> {
        self.conclude_with(report, |report, mut out| {
            Ok(render(report, self.format, &mut out)?)
        })
    }

    /// The same, with something else written in place of the report.
    ///
    /// # Errors
    /// As [`Outcome::conclude`].
    pub fn conclude_with(
        &self,
        mut report: Report,
        write: impl FnOnce(&Report, &mut dyn Write) -> Result<()>,
    ) -> Result<ExitCode> {
        self.apply_baseline(&mut report)?;
        self.write(|out| write(&report, out)).context("output")?;
        let is_found = report.fails_on(self.fail_on);
        Ok(if is_found {
            ExitCode::from(FOUND)
        } else {
            ExitCode::SUCCESS
        })
    }

    /// Makes sure that the baseline can be read and the report written, before something is checked that comes only once.
    ///
    /// # Errors
    /// As [`Outcome::conclude`].
    pub fn ensure_ready(&self) -> Result<()> {
        if let Some(file) = &self.baseline {
            self.read_baseline(file)?;
        }
        // Who reads a pipe would take this for all that comes.
        let is_pipe = |file: &&PathBuf| {
            file.metadata()
                .is_ok_and(|of| !of.is_file() && !of.is_dir())
        };
        if let Some(file) = self.output.as_ref().filter(|file| !is_pipe(file)) {
            let open = File::options().create(true).append(true).open(file);
            open.with_context(|| file.display().to_string())
                .context("output")?;
        }
        Ok(())
    }

    fn read_baseline(&self, file: &Path) -> Result<Baseline> {
        let name = || file.display().to_string();
        let text = match std::fs::read_to_string(file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && self.can_make(file) => {
                return Ok(Baseline::default());
            }
            text => text.with_context(name)?,
        };
        Baseline::read(&text).with_context(name)
    }

    fn can_make(&self, baseline: &Path) -> bool {
        let has_folder = |folder: &Path| folder == Path::new("") || folder.is_dir();
        self.update_baseline && baseline.parent().is_some_and(has_folder)
    }

    /// Tells the report what the baseline says of it, after new entries were added if that was asked for.
    fn apply_baseline(&self, report: &mut Report) -> Result<()> {
        let Some(file) = &self.baseline else {
            return Ok(());
        };
        let mut baseline = self.read_baseline(file)?;
        let today = Utc::now().date_naive();
        if self.update_baseline {
            let with = Acceptance {
                reason: self.reason.as_deref(),
                expires: self.expires.unwrap_or(today + ACCEPTED_FOR),
                today,
            };
            for finding in baseline.update(&report.findings, &with) {
                let operation = finding.operation.as_deref().unwrap_or("no operation");
                let place = format!("{} {operation} {}", finding.class, finding.pointer);
                tell(format_args!("not accepted without --reason: {place}"));
            }
            replace(file, &baseline.write()?).with_context(|| file.display().to_string())?;
        }
        report.baseline = Some(baseline.judge(&report.findings, today));
        Ok(())
    }

    fn write(&self, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
        match &self.output {
            Some(file) => {
                let name = || file.display().to_string();
                let mut out = StripStream::new(File::create(file).with_context(name)?);
                write_to(&mut out, write).with_context(name)
            }
            None => write_to(&mut AutoStream::auto(io::stdout().lock()), write),
        }
    }
}

/// Writes to the standard output.
///
/// # Errors
/// If it cannot be written; not if its reader has gone.
pub fn print(write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    write_to(&mut io::stdout().lock(), write).context("output")
}

fn write_to(out: &mut dyn Write, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let mut out = BufWriter::new(out);
    match write(&mut out).and_then(|()| Ok(out.flush()?)) {
        Err(error) if is_broken_pipe(&error) => Ok(()),
        written => written,
    }
}

/// Tells something beside the report, a line of the standard error. If nobody reads it, all else goes on.
pub fn tell(line: impl Display) {
    _ = writeln!(io::stderr(), "{line}");
}

/// The exit status of a program that has come to its end: what stopped it is told.
pub fn exit_status(program: &str, ended: Result<ExitCode>) -> ExitCode {
    ended.unwrap_or_else(|error| {
        tell(format_args!("{program}: {error:#}"));
        ExitCode::from(UNREADABLE)
    })
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
