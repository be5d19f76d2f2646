//! `cargo +nightly fuzz run answers`: no answer to any operation makes the client panic, shows a key or forges a line of a
//! log.
//!
//! It begins with the documented answers, and needs no corpus. `tests/answers.rs` runs the same for a while on stable.
#![no_main]

#[allow(dead_code)]
#[path = "../../tests/faults/chance.rs"]
mod chance;
#[path = "../../tests/fuzzing/mod.rs"]
mod fuzzing;
#[allow(dead_code)]
#[path = "../../tests/faults/http.rs"]
mod http;
#[allow(dead_code)]
#[path = "../../tests/faults/pages.rs"]
mod pages;
#[path = "../../tests/support/mod.rs"]
mod support;

use std::sync::LazyLock;

use chance::Chance;
use fuzzing::{Harness, mutate};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

static HARNESS: LazyLock<Harness> = LazyLock::new(Harness::new);
static SEEDS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| HARNESS.seeds());

fuzz_target!(|input: &[u8]| {
    HARNESS.run(input);
});

// Bytes alone would seldom be HTTP, and JSON in it.
fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| {
    let mut chance = Chance::of(seed.into(), "input", size as u64);
    let input = match chance.below(4) {
        0 => return fuzzer_mutate(data, size, most),
        1 => {
            let at = chance.below(SEEDS.len() as u64) as usize;
            mutate(&SEEDS[at], &mut chance)
        }
        _ => mutate(&data[..size], &mut chance),
    };
    let size = input.len().min(most);
    data[..size].copy_from_slice(&input[..size]);
    size
});
