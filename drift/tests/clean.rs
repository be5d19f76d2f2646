//! Traffic with a server that keeps to the contract has no finding.

mod common;

use bayar_sandbox::Sandbox;
use common::recorder::Recorder;
use common::{flow, places, report};

#[tokio::test]
async fn what_the_sandbox_answers_has_no_finding() {
    let recorder = Recorder::start(Sandbox::builder()).await;
    flow::day(&recorder).await;
    let exchanges = recorder.finish().await;
    let report = report(&exchanges);
    assert_eq!(places(&report), [], "{:#?}", report.findings);
    assert_eq!(report.summary.exchanges, exchanges.len() as u64);
    assert_eq!(report.summary.skipped, 0);
    for (id, covered) in &report.coverage.operations {
        assert!(covered.count > 0, "{id} was not called");
        let is_success = |status: &String| status.starts_with('2') && covered.statuses[status] > 0;
        assert!(
            covered.statuses.keys().any(is_success),
            "{id} had no success"
        );
    }
    // An invoice's callback and that of a recurring one have the same shape.
    let callbacks = report.coverage.callbacks.iter();
    let unseen: Vec<_> = callbacks
        .filter(|(_, covered)| covered.count == 0)
        .collect();
    let unseen: Vec<_> = unseen.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(unseen, ["recurring_invoice_callback"]);
}
