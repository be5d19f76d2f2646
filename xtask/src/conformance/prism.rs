//! Prism between our client and the sandbox: it checks each request and each answer against the spec.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};
use bayar_contract::Contract;

use super::{Bench, Verdict};
use crate::server::{self, Server};

const TOOL: &str = "Prism (proxy)";
const RAN: &str = "the client's wire suite, through the proxy";

pub fn run(bench: &Bench) -> Verdict {
    Verdict::of(TOOL, RAN, judge(bench))
}

fn judge(bench: &Bench) -> Result<Verdict> {
    println!("== {TOOL}");
    let sandbox = bench.sandbox("prism", &[])?;
    let xendit = proxy(bench, "xendit", &sandbox.url)?;
    let finpay = proxy(bench, "finpay", &format!("{}/finpay", sandbox.url))?;
    let test = Command::new(env!("CARGO"))
        .args(["test", "--package", "bayar", "--test", "suite", "sandbox::"])
        .env("BAYAR_TEST_SANDBOX_URL", &sandbox.url)
        .env("BAYAR_TEST_XENDIT_URL", &xendit.url)
        .env("BAYAR_TEST_FINPAY_URL", &finpay.url)
        .current_dir(&bench.root)
        .output()?;
    drop((xendit, finpay));
    let mut seen = Seen::default();
    for (spec, text) in [
        ("xendit", bayar_spec::XENDIT),
        ("finpay", bayar_spec::FINPAY),
    ] {
        let contract = Contract::parse(spec, text)?;
        let parameters = contract.operations.iter().flat_map(|own| &own.parameters);
        let as_json_text = parameters.filter(|own| own.json_text);
        seen.as_json_text
            .extend(as_json_text.map(|own| own.name.clone()));
        let log = fs::read_to_string(bench.log(&format!("prism-{spec}")));
        seen.read(&log.context("Prism's log")?);
    }
    if !test.status.success() {
        let said = String::from_utf8_lossy(&test.stdout);
        seen.problems.push(format!("the suite failed: {said}"));
    }
    if seen.requests == 0 {
        seen.problems.push("Prism saw no request".into());
    }
    if seen.lists == 0 {
        let known = "no list went out as JSON text, or Prism takes it for one by now";
        seen.problems.push(known.into());
    }
    Ok(Verdict {
        tool: TOOL,
        version: bench.tools.version("@stoplight/prism-cli")?,
        ran: RAN,
        count: format!(
            "{} requests, {} lists as JSON text",
            seen.requests, seen.lists
        ),
        failures: seen.problems.len(),
        explanation: seen.problems.join("\n"),
    })
}

fn proxy(bench: &Bench, name: &str, upstream: &str) -> Result<Server> {
    server::on_free_port(&bench.log(&format!("prism-{name}")), |port| {
        let mut prism = bench.tools.npm("prism");
        prism.arg("proxy").arg(bench.spec(name)).arg(upstream);
        prism.args(["--port", port]);
        Ok(prism)
    })
}

/// What Prism's log tells.
#[derive(Default)]
struct Seen {
    requests: usize,
    /// Parameters that the documents show as JSON text. OpenAPI can only say that they are lists, so each is told as one.
    as_json_text: Vec<String>,
    lists: usize,
    problems: Vec<String>,
}

impl Seen {
    fn read(&mut self, log: &str) {
        let mut request = "";
        for line in log.lines() {
            if line.contains("Request received") {
                self.requests += 1;
                request = line;
            }
            if let Some((_, violation)) = line.split_once("Violation: ") {
                let list = violation.strip_prefix("request.query.");
                let list = list.and_then(|rest| rest.split_once(".0 "));
                if list.is_some_and(|(name, _)| self.as_json_text.iter().any(|own| own == name)) {
                    self.lists += 1;
                    continue;
                }
                let request = between(request, "[HTTP SERVER] ", " ℹ");
                self.problems.push(format!("{request}: {violation}"));
            }
        }
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let rest = text.split_once(before).map_or(text, |(_, rest)| rest);
    rest.split_once(after).map_or(rest, |(found, _)| found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_violation_stands_behind_its_request() {
        let mut seen = Seen {
            as_json_text: vec!["statuses".to_owned()],
            ..Seen::default()
        };
        seen.read(
            "[12:02:48 PM] › [HTTP SERVER] get /balance ℹ  info      Request received\n\
             [12:02:48 PM] › [HTTP SERVER] post /v2/invoices ℹ  info      Request received\n\
             [12:02:48 PM] ›     [VALIDATOR] ✖  error     Violation: request.body is wrong\n\
             [12:02:48 PM] ›     [VALIDATOR] ✖  error     Violation: request.query.statuses.0 must be one of these\n",
        );
        assert_eq!((seen.requests, seen.lists), (2, 1));
        assert_eq!(seen.problems, ["post /v2/invoices: request.body is wrong"]);
    }
}
