//! The facts of a document compared with older ones: those of the contract, or of its version before.
//!
//! What is compared is the same, and so is what becomes of it (`bayar_drift::difference`). What belongs together is not:
//! two versions of a page are alike row by row, while a contract has once what a page may say in another section, a
//! sentence or an example, so that the way back from it is one of its own (`back`).
//!
//! * `pairs`: which operations and rows belong together.
//! * `operations`: endpoints, hosts, permissions.
//! * `fields`: parameters and fields with their place, type, requiredness, default and limits.
//! * `values`: constants.
//! * `errors`: the rows of the error tables.
//! * `examples`: bodies.

use super::contract::Contracts;
use super::facts::{Facts, Line, Operation};
use bayar_drift::difference::{Against, Aspect, Difference, explain};
use bayar_drift::finding::{Finding, SpecPlace};

mod back;
mod errors;
mod examples;
mod fields;
mod operations;
mod pairs;
mod values;

use pairs::Claim;
pub(super) use pairs::same_as;

/// An operation of a document with its older side.
#[derive(Clone, Copy)]
struct Pair<'a> {
    operation: &'a Operation,
    old: &'a Operation,
    /// The operation of the contract and its contract; the older side, where the document is compared with the contract.
    claim: Option<Claim<'a>>,
}

struct Differ<'a> {
    against: Against,
    facts: &'a Facts,
    /// Where operations of the document stand in the contract.
    home: Option<SpecPlace>,
    pairs: Vec<Pair<'a>>,
    out: Vec<Difference>,
}

/// Compares a document with the contract, both ways.
pub(super) fn against_contract(facts: &Facts, contracts: &Contracts) -> Vec<Finding> {
    let mut differ = Differ::new(Against::Contract, facts);
    let home = contracts.home(&facts.document);
    differ.home = home.and_then(|contract| contract.spec.clone());
    for (operation, claim) in facts.operations.iter().zip(contracts.claims(facts)) {
        match claim {
            Some((_, old)) => differ.pairs.push(Pair {
                operation,
                old,
                claim,
            }),
            None => differ.no_operation(operation),
        }
    }
    for pair in differ.pairs.clone() {
        differ.operation(pair);
    }
    for contract in &contracts.0 {
        differ.back(contract);
    }
    differ.loose_tables(contracts);
    differ.loose_mentions(contracts);
    differ.loose_statuses(contracts);
    explain(Some(&facts.document), differ.out)
}

/// What changed from one version of a document to the next. The contracts name the operations and fields.
pub(super) fn between_versions(old: &Facts, new: &Facts, contracts: &Contracts) -> Vec<Finding> {
    let mut differ = Differ::new(Against::Version, new);
    let mut met = Vec::new();
    for (section, claim) in old.operations.iter().zip(contracts.claims(old)) {
        let pair = |operation| Pair {
            operation,
            old: section,
            claim,
        };
        let found = pairs::counterpart(section, &old.operations, &new.operations, &met);
        if let Some(at) = found {
            met.push(at);
            differ.operation(pair(&new.operations[at]));
        } else {
            differ.section(pair(section), false);
        }
    }
    let sections = new.operations.iter().zip(contracts.claims(new));
    for (at, (operation, claim)) in sections.enumerate() {
        if !met.contains(&at) {
            let pair = Pair {
                operation,
                old: operation,
                claim,
            };
            differ.section(pair, true);
        }
    }
    // What stands outside of operations.
    let general = |facts: &Facts| Operation {
        fields: facts.fields.clone(),
        errors: facts.statuses.clone(),
        tables: facts.tables.clone(),
        mentions: facts.mentions.clone(),
        ..Operation::new(String::new(), 0)
    };
    differ.operation(Pair {
        operation: &general(new),
        old: &general(old),
        claim: None,
    });
    explain(Some(&new.document), differ.out)
}

/// What both sides have where something is new or gone.
fn one_sided(what: &str, is_new: bool) -> (Option<&str>, Option<&str>) {
    if is_new {
        (None, Some(what))
    } else {
        (Some(what), None)
    }
}

impl<'a> Differ<'a> {
    fn new(against: Against, facts: &'a Facts) -> Self {
        Self {
            against,
            facts,
            home: None,
            pairs: Vec::new(),
            out: Vec::new(),
        }
    }

    fn is_version(&self) -> bool {
        self.against == Against::Version
    }

    /// A section that only one of two versions has.
    fn section(&mut self, pair: Pair<'_>, is_new: bool) {
        let endpoint = pair.operation.endpoint();
        let words = one_sided(&endpoint, is_new);
        self.push(pair, Aspect::Operation, "", words, pair.operation.line);
    }

    fn operation(&mut self, pair: Pair<'_>) {
        self.endpoint(pair);
        self.permission(pair);
        self.fields(pair);
        self.errors(pair);
        self.mentions(pair);
        self.tables(pair);
        self.examples(pair);
    }

    /// A difference of an operation.
    fn differs(
        &self,
        pair: Pair<'_>,
        aspect: Aspect,
        name: &str,
        words: (Option<&str>, Option<&str>),
        line: impl Into<Option<Line>>,
    ) -> Difference {
        let owner = pair.claim.map_or(pair.operation, |(_, claim)| claim);
        owner.owns(self.against.differs(aspect, name, words, line))
    }

    fn push(
        &mut self,
        pair: Pair<'_>,
        aspect: Aspect,
        name: &str,
        words: (Option<&str>, Option<&str>),
        line: impl Into<Option<Line>>,
    ) {
        let difference = self.differs(pair, aspect, name, words, line);
        self.out.push(difference);
    }
}
