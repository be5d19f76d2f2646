//! Traffic with a server that keeps to the contract has no finding.

use bayar_sandbox::Sandbox;

use crate::common::recorder::Recorder;
use crate::common::{flow, places, report};

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
    for (id, covered) in &report.coverage.callbacks {
        assert!(covered.count > 0, "{id} did not come");
    }
}
