//! How long it takes to read a document, beside what `serde_json` takes to parse the same text into a `Value`.
//! `cargo bench -p bayar-contract`

use std::path::Path;
use std::time::Duration;

use bayar_contract::Contract;
use cpu_time::ThreadTime;

const ROUNDS: usize = 30;

fn main() {
    let ours = Contract::parse("xendit.yaml", bayar_spec::XENDIT).expect("our own contract");
    let own = ours.document().root().to_json();
    compare("xendit.yaml as JSON", &own);
    let shared = Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../shared/contracts"
    ));
    if let Ok(text) = std::fs::read_to_string(shared.join("box.json")) {
        compare("box.json", &text);
    }
    alone("xendit.yaml", bayar_spec::XENDIT);
    alone("4 MiB of YAML", &large());
}

fn compare(name: &str, text: &str) {
    let read = best(|| Contract::parse(name, text).expect(name));
    let parsed = best(|| serde_json::from_str::<serde_json::Value>(text).expect(name));
    let ratio = read.as_secs_f64() / parsed.as_secs_f64();
    let size = text.len() / 1024;
    println!(
        "{name}, {size} KiB: read in {read:?}, parsed by serde_json in {parsed:?}: {ratio:.1} times"
    );
}

fn alone(name: &str, text: &str) {
    let read = best(|| Contract::parse(name, text).expect(name));
    println!("{name}, {} KiB: read in {read:?}", text.len() / 1024);
}

/// The least time of the processor in several rounds.
fn best<T>(mut run: impl FnMut() -> T) -> Duration {
    let mut best = Duration::MAX;
    for _ in 0..ROUNDS {
        let start = ThreadTime::now();
        let result = run();
        best = best.min(start.elapsed());
        drop(result);
    }
    best
}

/// Our own contract with its schemas again and again, under other names.
fn large() -> String {
    let (head, rest) = bayar_spec::XENDIT
        .split_once("\n  schemas:\n")
        .expect("schemas");
    let end = rest.find("\nx-").map_or(rest.len(), |end| end + 1);
    let (schemas, tail) = rest.split_at(end);
    let mut text = format!("{head}\n  schemas:\n{schemas}");
    for copy in 0.. {
        if text.len() > 4 << 20 {
            break;
        }
        for line in schemas.lines() {
            let name = line
                .strip_suffix(':')
                .filter(|line| line.starts_with("    ") && !line.starts_with("     "));
            match name {
                Some(name) => text.push_str(&format!("{name}{copy}:\n")),
                None => text.push_str(&format!("{line}\n")),
            }
        }
    }
    text + tail
}
