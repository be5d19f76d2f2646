//! The facts of a document held against the contract, both ways.
//!
//! * `pairs`: which operation of the contract a section of the document is about.
//! * `operations`: the sections themselves: endpoints and permissions.
//! * `fields`: parameters and fields with their place, type, requiredness and default.
//! * `limits`: the limits of fields, of rules and of messages.
//! * `values`: the constants that a field may be.
//! * `errors`: the rows of the error tables.
//! * `examples`: bodies.
//!
//! Each has what is in the document and not in the contract, or different there, and then the way back.

use super::claims::{Claim, Contract, Contracts, Source};
use super::difference::{Aspect, Difference, explain};
use super::facts::{Facts, Field, Line, Operation};
use bayar_drift::finding::{Class, Finding, SpecPlace};

mod errors;
mod examples;
mod fields;
mod limits;
mod operations;
mod pairs;
mod values;

pub(super) use pairs::same_as;

/// Holds a document against the contract.
pub(super) fn hold(facts: &Facts, contracts: &Contracts) -> Vec<Finding> {
    explain(&facts.document, differences(facts, contracts))
}

/// An operation of the document with what the contract makes of it.
struct Pair<'a> {
    operation: &'a Operation,
    claim: &'a Claim,
    contract: &'a Contract,
}

struct Holder<'a> {
    facts: &'a Facts,
    /// Where operations of the document stand in the contract.
    home: Option<SpecPlace>,
    pairs: Vec<Pair<'a>>,
    out: Vec<Difference>,
}

fn differences(facts: &Facts, contracts: &Contracts) -> Vec<Difference> {
    let is_home = |contract: &&Contract| {
        let mut claims = contract.operations.iter();
        claims.any(|claim| claim.source_is(&facts.document))
    };
    let home = contracts.files.iter().find(is_home);
    let mut holder = Holder {
        facts,
        home: home.and_then(|contract| contract.spec.clone()),
        pairs: Vec::new(),
        out: Vec::new(),
    };
    for operation in &facts.operations {
        match contracts.find(operation) {
            Some((contract, claim)) => holder.pairs.push(Pair {
                operation,
                claim,
                contract,
            }),
            None => holder.no_operation(operation),
        }
    }
    let pairs = std::mem::take(&mut holder.pairs);
    for pair in &pairs {
        holder.endpoint(pair);
        holder.permission(pair);
        for field in &pair.operation.fields {
            holder.field(pair, field);
        }
        for row in &pair.operation.errors {
            holder.error(pair, row);
        }
        for constant in &pair.operation.mentions {
            holder.mention(pair, constant);
        }
        for example in &pair.operation.examples {
            holder.example(pair, example);
        }
    }
    holder.pairs = pairs;
    for contract in &contracts.files {
        holder.back(contract);
    }
    holder.loose_tables(contracts);
    holder.out
}

impl Holder<'_> {
    /// What the contract has from this document, and the document has not.
    fn back(&mut self, contract: &Contract) {
        for claim in &contract.operations {
            let is_described = self.pairs.iter().any(|pair| pair.claim.id == claim.id);
            if is_described {
                self.back_fields(claim);
                self.back_errors(claim);
            } else if claim.source_is(&self.facts.document) {
                self.back_operation(claim);
            }
        }
        self.back_values(contract);
    }

    /// The sections that are about an operation of the contract.
    fn sections(&self, claim: &Claim) -> impl Iterator<Item = &Pair<'_>> {
        self.pairs.iter().filter(|pair| pair.claim.id == claim.id)
    }
}

/// Something of the contract that the document has not.
fn missing(
    claim: &Claim,
    aspect: Aspect,
    expected: &str,
    source: Option<&Source>,
    message: String,
) -> Difference {
    let lines = source.map_or_else(Vec::new, |source| source.lines.clone());
    Difference::new(Class::DOCUMENT_MISSING, aspect, message)
        .of(claim)
        .between(expected, "not there")
        .on(lines)
}

/// The lines of a row.
pub(super) fn lines(field: &Field) -> Vec<Line> {
    (field.line..=field.last).collect()
}
