//! No answer makes the client panic: the documented answers to every operation, mutated, through the real client.
//!
//! `BAYAR_FUZZ_SECONDS=600 BAYAR_FAULT_SEED=7 cargo test --release --test answers -- --nocapture` goes on for longer;
//! `fuzz/fuzz_targets/answers.rs` lets libFuzzer choose.

#[allow(dead_code, reason = "the faults need more of it")]
#[path = "faults/chance.rs"]
mod chance;
mod fuzzing;
#[allow(dead_code, reason = "the faults need more of it")]
#[path = "faults/http.rs"]
mod http;
#[allow(dead_code, reason = "the faults need more of it")]
#[path = "faults/pages.rs"]
mod pages;
mod support;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use chance::Chance;
use fuzzing::{Harness, mutate};

/// Unless there is a time.
const EXECUTIONS: u64 = 4_000;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn no_answer_makes_the_client_panic() {
    let seed = number("BAYAR_FAULT_SEED").unwrap_or(20_261_129);
    let time = number("BAYAR_FUZZ_SECONDS").map(Duration::from_secs);
    let harness = Harness::new();
    let seeds = harness.seeds();
    // The documents themselves are read, or refused as what they are.
    for seed in &seeds {
        harness.run(seed);
    }
    let began = Instant::now();
    let (mut executions, mut read) = (0, 0);
    let mut panics = Vec::new();
    while time.map_or(executions < EXECUTIONS, |time| began.elapsed() < time) {
        let mut chance = Chance::of(seed, "answer", executions);
        let mut input = seeds[usize::try_from(chance.below(seeds.len() as u64)).unwrap()].clone();
        for _ in 0..=chance.below(2) {
            input = mutate(&input, &mut chance);
        }
        match catch_unwind(AssertUnwindSafe(|| harness.run(&input))) {
            Ok(is_read) => read += u64::from(is_read),
            Err(_) => panics.push(format!(
                "{executions}: {:?}",
                String::from_utf8_lossy(&input)
            )),
        }
        executions += 1;
        if panics.len() == 50 {
            break;
        }
    }
    println!(
        "seed {seed}: {} documented answers, {executions} mutated ones, of which {read} were read, {:.1} s",
        seeds.len(),
        began.elapsed().as_secs_f32(),
    );
    assert!(panics.is_empty(), "seed {seed}:\n{}", panics.join("\n"));
    // Answers that are all refused would test little.
    assert!(read > executions / 10, "{read} of {executions} were read");
}
