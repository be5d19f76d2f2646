//! What a run found: the findings, what they add up to, and what the traffic never showed.

use std::collections::BTreeMap;
use std::fmt::{self, Display};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::baseline::{Entry, Judgement};
use crate::finding::{Finding, Severity};

/// Everything that a run found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// The findings in figures.
    pub summary: Summary,
    /// The most severe first, then by place.
    pub findings: Vec<Finding>,
    /// What the traffic showed of the contract, and what it never showed.
    pub coverage: Coverage,
    /// What a baseline says of the findings; only with `--baseline`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Judgement>,
    /// Which part of the version number has to go up; only of two versions of a contract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// What merging needs to know of this part of a log; of more than 10,000 resources only with `--mergeable`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
}

/// A report in figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// The exchanges that were read, callbacks included.
    pub exchanges: u64,
    /// The callbacks among them.
    pub callbacks: u64,
    /// The exchanges that were left out: with a host that is not the provider's, tunnels, what a browser asks by itself.
    pub skipped: u64,
    /// The bodies that were not checked: in a form that is not read, such as multipart, or not recorded as a whole.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unchecked: u64,
    /// What could not be read of the input, and was left out: entries, lines, ends of files.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unreadable: u64,
    /// The different findings.
    pub findings: u64,
    /// How often something was found.
    pub occurrences: u64,
    /// The different findings that are errors.
    pub errors: u64,
    /// The different findings that are warnings.
    pub warnings: u64,
    /// The different findings that concern the documentation only.
    pub infos: u64,
    /// The different findings that an erratum knows of.
    pub known: u64,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // As serde calls it.
fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// What the traffic showed of the contract.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Coverage {
    /// How much of each kind was seen, of how much: `operations`, `callbacks`, `parameters`, `fields`,
    /// `statuses`, `error_codes`, `enum_values`.
    pub totals: BTreeMap<String, Share>,
    /// Every operation by its `operationId`.
    pub operations: BTreeMap<String, Covered>,
    /// Every callback by its `operationId`.
    pub callbacks: BTreeMap<String, Covered>,
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Share {
    /// Shown by the traffic.
    pub seen: u64,
    /// In the contract.
    pub of: u64,
}

/// How often the traffic showed each resource of an operation or a callback; 0 is never.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Covered {
    /// The operation itself.
    pub count: u64,
    /// Path, query and header parameters by `in:name`, such as `query:limit`.
    pub parameters: BTreeMap<String, u64>,
    /// Fields of the request body by pointer, with `*` for the items of an array.
    pub request_fields: BTreeMap<String, u64>,
    /// Fields of the answer by pointer; of a callback, those of its body.
    pub response_fields: BTreeMap<String, u64>,
    /// Documented statuses.
    pub statuses: BTreeMap<String, u64>,
    /// Documented error codes.
    pub error_codes: BTreeMap<String, u64>,
    /// Documented values of enums by `direction:pointer`, such as `response:/status`.
    pub enum_values: BTreeMap<String, BTreeMap<String, u64>>,
}

/// What a later part of a log is compared with: the first and last status of each resource that has one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// By a hash of the resource's kind and id.
    pub resources: BTreeMap<String, Resource>,
}

/// The statuses of a resource in a part of a log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Resource {
    /// The status it was seen with at first.
    pub first: String,
    /// The exchange in which that was.
    pub entry: u64,
    /// The `operationId` and pointer of that place.
    pub at: (String, String),
    /// The status it was seen with at last.
    pub last: String,
}

/// Which part of a version number has to go up.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing changed.
    None,
    /// Only words changed.
    Patch,
    /// Something was added or made wider.
    Minor,
    /// A caller no longer compiles, or a call that worked is refused or means something else.
    Major,
}

impl Display for Verdict {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Verdict::None => "none",
            Verdict::Patch => "patch",
            Verdict::Minor => "minor",
            Verdict::Major => "major",
        })
    }
}

impl Report {
    /// A report of findings that come from no traffic: the most severe first, counted.
    pub fn of(mut findings: Vec<Finding>) -> Self {
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        let mut report = Self {
            findings,
            ..Self::default()
        };
        report.count();
        report
    }

    /// Whether there is a finding at or above a severity that the baseline does not accept.
    pub fn fails_on(&self, severity: Severity) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.severity >= severity && self.acceptance(finding).is_none())
    }

    /// The entry of the baseline that accepts a finding.
    pub fn acceptance(&self, finding: &Finding) -> Option<&Entry> {
        let accepted = &self.baseline.as_ref()?.accepted;
        accepted
            .iter()
            .find(|entry| entry.fingerprint == finding.fingerprint)
    }

    /// Counts the findings again, after some were taken out or added.
    pub fn count(&mut self) {
        let of = |severity| {
            self.findings
                .iter()
                .filter(|finding| finding.severity == severity)
                .count() as u64
        };
        self.summary.errors = of(Severity::Error);
        self.summary.warnings = of(Severity::Warning);
        self.summary.infos = of(Severity::Info);
        self.summary.known = self
            .findings
            .iter()
            .filter(|finding| finding.erratum.is_some())
            .count() as u64;
        self.summary.findings = self.findings.len() as u64;
        self.summary.occurrences = self.findings.iter().map(|finding| finding.count).sum();
    }
}
