//! The probe against the sandbox: it finds the drift, keeps to its budget and leaves nothing behind.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use bayar_drift::contract::Sources;
use bayar_drift::probe::{Probed, Settings, parse_header, plan, run};
use bayar_sandbox::{Class, Drift, Fault, Problem, Sandbox};
use tokio::sync::watch;

fn settings(url: &str) -> Settings {
    let key = "xnd_development_secret".to_owned();
    Settings {
        contracts: Sources {
            server: Some(url.to_owned()),
            ..Sources::default()
        },
        headers: Vec::new(),
        environment: HashMap::from([("XENDIT_API_KEY".to_owned(), key)]),
        writes: true,
        budget: 100,
        stop: watch::channel(false).1,
    }
}

/// The calls of a plan.
fn planned(writes: bool) -> Vec<String> {
    let settings = Settings {
        writes,
        ..settings("https://api.example")
    };
    let plan = plan(&settings).unwrap();
    assert_eq!(plan.notes, [""; 0]);
    plan.calls
}

fn classes(probed: &Probed) -> Vec<(String, String, String)> {
    let findings = probed.report.findings.iter();
    findings
        .map(|f| {
            (
                f.class.to_string(),
                f.operation.clone().unwrap_or_default(),
                f.pointer.clone(),
            )
        })
        .collect()
}

#[tokio::test]
async fn a_sandbox_that_keeps_to_the_contract() {
    let sandbox = Sandbox::start().await.unwrap();
    let probed = run(settings(sandbox.base_url())).await.unwrap();
    assert_eq!(classes(&probed), []);
    assert_eq!(probed.notes, [""; 0]);
    assert_eq!(probed.requests as usize, planned(true).len());
    assert_eq!(sandbox.requests().len(), probed.requests as usize);
    let operations = &probed.report.coverage.operations;
    for operation in [
        "get_balance",
        "list_invoices",
        "get_charge",
        "expire_invoice",
        "void_payout_link",
        "stop_recurring_payment",
    ] {
        assert_eq!(operations[operation].count, 1, "{operation}");
    }
    for (end, last) in [
        ("/expire!", "EXPIRED"),
        ("/stop!", "STOPPED"),
        ("/void", "VOIDED"),
    ] {
        let requests = sandbox.requests();
        let target = requests
            .iter()
            .find_map(|request| request.target.strip_suffix(end));
        let id = target.unwrap().rsplit('/').next().unwrap();
        assert_eq!(sandbox.resource(id).unwrap()["status"], last);
    }
    sandbox.shutdown().await.unwrap();
}

#[tokio::test]
async fn drift_is_found() {
    let sandbox = Sandbox::start().await.unwrap();
    for (class, operation, pointer) in [
        (
            Class::response(Problem::TextForNumber),
            "get_balance",
            "/balance",
        ),
        (Class::response(Problem::Enum), "get_invoice", "/status"),
        (
            Class::response(Problem::ErrorCode),
            "get_charge",
            "/error_code",
        ),
        (Class::response(Problem::Field), "void_payout_link", ""),
    ] {
        let mut drift = Drift::new(class).operation(operation);
        if !matches!(class.problem, Problem::Field | Problem::ErrorCode) {
            drift = drift.pointer(pointer);
        }
        sandbox.add_drift(drift).unwrap();
    }
    let probed = run(settings(sandbox.base_url())).await.unwrap();
    let found = classes(&probed);
    for (class, operation) in [
        ("response.text_for_number", "get_balance"),
        ("response.enum", "get_invoice"),
        ("response.error_code", "get_charge"),
        ("response.field", "void_payout_link"),
    ] {
        assert!(
            found.iter().any(|(c, o, _)| c == class && o == operation),
            "{class} {operation}: {found:?}"
        );
    }
    assert_eq!(found.len(), 4, "{found:?}");
    sandbox.shutdown().await.unwrap();
}

#[tokio::test]
async fn nothing_is_sent_with_another_key_or_in_clear() {
    let sandbox = Sandbox::start().await.unwrap();
    for key in [
        "xnd_production_secret",
        "xnd_public_development_x",
        "secret",
        "",
        "xnd_development_a\r\nX: y",
    ] {
        let settings = Settings {
            environment: HashMap::from([("XENDIT_API_KEY".to_owned(), key.to_owned())]),
            ..settings(sandbox.base_url())
        };
        let error = run(settings).await.unwrap_err().to_string();
        assert!(
            error.contains("nothing was sent") && !error.contains("secret"),
            "{error}"
        );
    }
    // A header would go around the check.
    let header = parse_header("Authorization: Basic c2VjcmV0Og==").unwrap();
    let error = run(Settings {
        headers: vec![header],
        ..settings(sandbox.base_url())
    });
    let error = error.await.unwrap_err().to_string();
    assert!(error.contains("nothing was sent"), "{error}");
    let error = run(settings("http://api.example")).await.unwrap_err();
    assert!(error.to_string().contains("nothing was sent"), "{error}");
    assert!(sandbox.requests().is_empty());
    sandbox.shutdown().await.unwrap();
}

#[tokio::test]
async fn the_budget_is_kept_and_flows_are_whole() {
    let sandbox = Sandbox::start().await.unwrap();
    let reads = u32::try_from(planned(false).len()).unwrap();
    // The first flow takes 3; the second does not fit, the third does not either.
    let probed = run(Settings {
        budget: reads + 5,
        ..settings(sandbox.base_url())
    });
    let probed = probed.await.unwrap();
    assert_eq!(probed.requests, reads + 3);
    assert_eq!(probed.notes.len(), 2, "{:?}", probed.notes);
    assert_eq!(sandbox.requests().len(), probed.requests as usize);
    sandbox.shutdown().await.unwrap();
}

#[tokio::test]
async fn rate_limits_are_waited_for() {
    let sandbox = Sandbox::start().await.unwrap();
    let fault = Fault::rate_limit(Duration::from_millis(1500))
        .operation("get_balance")
        .times(1);
    sandbox.add_fault(fault).unwrap();
    let began = Instant::now();
    let probed = run(Settings {
        writes: false,
        ..settings(sandbox.base_url())
    });
    let probed = probed.await.unwrap();
    assert!(
        began.elapsed() >= Duration::from_secs(1),
        "{:?}",
        began.elapsed()
    );
    assert_eq!(probed.requests as usize, planned(false).len() + 1);
    assert_eq!(probed.report.coverage.operations["get_balance"].count, 2);
    sandbox.shutdown().await.unwrap();
}

#[tokio::test]
async fn what_was_created_is_taken_back_even_if_a_step_fails() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox
        .add_fault(Fault::reset().operation("get_payout_link"))
        .unwrap();
    let probed = run(settings(sandbox.base_url())).await.unwrap();
    assert!(
        probed
            .notes
            .iter()
            .all(|note| note.starts_with("get_payout_link failed")),
        "{:?}",
        probed.notes
    );
    assert_eq!(probed.notes.len(), 2);
    assert_eq!(
        probed.report.coverage.operations["void_payout_link"].count,
        1
    );
    sandbox.shutdown().await.unwrap();
}

#[test]
fn the_plan_names_every_call() {
    let reads = planned(false);
    assert!(
        reads.iter().all(|line| line.starts_with("GET /")),
        "{reads:?}"
    );
    assert!(reads.contains(&"GET /balance (get_balance)".to_owned()));
    let all = planned(true);
    assert!(
        all.iter()
            .any(|line| line.starts_with("POST /v2/invoices (create_invoice)")),
        "{all:?}"
    );
    assert!(!all.join("\n").contains(['{', '}']), "{all:?}");
}
