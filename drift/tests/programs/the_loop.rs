//! The loop: a vendor drifts, traffic shows it, an overlay is proposed, and with it the next build has it typed, the
//! sandbox serves it, and the same traffic is clean.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

use bayar_sandbox::{Class, Drift, Problem, Sandbox};
use serde_json::{Value, json};

use crate::common::lines;
use crate::common::recorder::Recorder;

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A log of a merchant while the vendor has a field, a value and an error code more than the contract.
async fn traffic() -> String {
    let drift = |class, pointer: &str| {
        let drift = Drift::new(class).operation("get_invoice").times(1);
        drift.pointer(pointer)
    };
    let drifting = Sandbox::builder()
        .drift(drift(
            Class::response(Problem::Field),
            "/undocumented_field",
        ))
        .drift(drift(Class::response(Problem::Enum), "/status"))
        .drift(drift(Class::response(Problem::ErrorCode), "/error_code"));
    let merchant = Recorder::start(drifting).await;
    let request = merchant.requests("create_invoice").remove(0);
    merchant.call("create_invoice", "", Some(request)).await;
    let id = merchant.last("invoice").await;
    for _ in 0..2 {
        merchant.call("get_invoice", &id, None).await;
    }
    let other = "000000000000000000000000";
    merchant.call("get_invoice", other, None).await;
    lines(&merchant.finish().await)
}

/// What the program says of the traffic.
fn drift(traffic: &Path, overlays: &[&Path], more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bayar-drift"));
    command.arg("traffic").arg(traffic).args(more);
    for overlay in overlays {
        command.arg("--overlay").arg(overlay);
    }
    command.output().unwrap()
}

/// What a consumer of bayar prints who builds with the overlays.
fn built(consumer: &Path, overlays: &[&Path]) -> String {
    // What the workspace has compiled is not compiled again.
    fs::copy(
        consumer.join("../../Cargo.lock"),
        consumer.join("Cargo.lock"),
    )
    .unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_bayar-drift"));
    let output = Command::new(env!("CARGO"))
        .args([
            "run",
            "--quiet",
            "--offline",
            "--bin",
            "proposed",
            "--features",
            "proposed",
        ])
        .current_dir(consumer)
        .env("BAYAR_OVERLAY", env::join_paths(overlays).unwrap())
        .env("CARGO_TARGET_DIR", program.ancestors().nth(2).unwrap())
        .output()
        .unwrap();
    let error = text(&output.stderr);
    assert!(output.status.success(), "{error}");
    assert!(!error.contains("warning"), "{error}");
    text(&output.stdout)
}

async fn invoice(overlays: [&Path; 2]) -> Value {
    let [one, two] = overlays;
    let sandbox = Sandbox::builder().overlay(one).overlay(two);
    let merchant = Recorder::start(sandbox).await;
    assert_eq!(merchant.sandbox.notes(), [""; 0]);
    let request = merchant.requests("create_invoice").remove(0);
    merchant.call("create_invoice", "", Some(request)).await;
    let log = merchant.finish().await;
    serde_json::from_str(log[0]["response"]["body"].as_str().unwrap()).unwrap()
}

#[tokio::test]
async fn what_traffic_shows_is_typed_in_the_next_build() {
    let consumer = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../examples/overlay");
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let file = folder.path().join(name);
        fs::write(&file, text).unwrap();
        file
    };
    let log = file("log.ndjson", &traffic().await);
    // The consumer has an overlay already.
    let seen = consumer.join("seen.overlay.yaml");

    let found = drift(&log, &[&seen], &["--format", "json"]);
    let found: Value = serde_json::from_slice(&found.stdout).unwrap();
    let classes = found["findings"].as_array().unwrap().iter();
    let classes: Vec<_> = classes.map(|finding| &finding["class"]).collect();
    assert_eq!(
        json!(classes),
        json!(["response.enum", "response.error_code", "response.field"])
    );

    let proposed = drift(&log, &[&seen], &["--propose", "overlay"]);
    let proposed = file("proposed.overlay.yaml", &text(&proposed.stdout));
    let both = [seen.as_path(), proposed.as_path()];

    let clean = drift(&log, &both, &[]);
    let words = text(&clean.stdout) + &text(&clean.stderr);
    assert_eq!(clean.status.code(), Some(0), "{words}");
    assert!(!words.contains("changes nothing"), "{words}");

    let served = invoice(both).await;
    assert!(served["undocumented_field"].is_string(), "{served}");

    let printed = built(&consumer, &both);
    let typed = "None UNDOCUMENTED_VALUE UNDOCUMENTED_ERROR\nNone REFUNDED\n";
    assert_eq!(printed, typed);
}
