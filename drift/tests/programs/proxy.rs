//! The proxy as a program: what becomes of its report and its record when something else fails.
#![cfg(unix)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, ChildStderr, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::contracts::Folder;

const ANSWER: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{\"balance\": \"1\"}";

/// Where an API answers.
fn api() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            std::thread::spawn(move || {
                while stream.read(&mut [0; 4096]).is_ok_and(|length| length > 0) {
                    if stream.write_all(ANSWER.as_bytes()).is_err() {
                        break;
                    }
                }
            });
        }
    });
    url
}

struct Running {
    child: Child,
    address: String,
    errors: BufReader<ChildStderr>,
}

impl Running {
    fn start(arguments: &[&str]) -> Running {
        let mut child = Command::new(env!("CARGO_BIN_EXE_bayar-drift"))
            .args(["proxy", "--listen", "127.0.0.1:0", "--upstream", &api()])
            .args(["--format", "json"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut errors = BufReader::new(child.stderr.take().unwrap());
        let mut first = String::new();
        errors.read_line(&mut first).unwrap();
        let address = first.split("http://").nth(1).expect(&first);
        Running {
            child,
            address: address.split(' ').next().unwrap().to_owned(),
            errors,
        }
    }

    /// So many exchanges.
    fn exchange(&self, count: usize) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        for _ in 0..count {
            stream
                .write_all(b"GET /balance HTTP/1.1\r\nHost: x\r\n\r\n")
                .unwrap();
            stream.read_exact(&mut vec![0; ANSWER.len()]).unwrap();
        }
    }

    /// The exit status, the report and the errors.
    fn interrupt(self) -> (i32, Value, String) {
        let id = self.child.id().to_string();
        Command::new("kill").args(["-INT", &id]).status().unwrap();
        let output = self.child.wait_with_output().unwrap();
        let report = serde_json::from_slice(&output.stdout).unwrap_or_default();
        let mut errors = String::new();
        let mut all = self.errors;
        all.read_to_string(&mut errors).unwrap();
        (output.status.code().unwrap_or_default(), report, errors)
    }
}

/// What a program says that ends by itself.
fn ends(arguments: &[&str]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_bayar-drift"))
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let began = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if began.elapsed() > Duration::from_secs(20) {
            child.kill().unwrap();
            panic!("{arguments:?} goes on");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    child.wait_with_output().unwrap()
}

#[test]
fn nobody_reads_the_errors() {
    let folder = Folder::new();
    let record = folder.file("record.ndjson", "");
    let mut proxy = Running::start(&["--record", record.to_str().unwrap()]);
    // Another takes the place of what is closed.
    let (reader, _) = std::io::pipe().unwrap();
    drop(std::mem::replace(
        &mut proxy.errors,
        BufReader::new(ChildStderr::from(std::os::fd::OwnedFd::from(reader))),
    ));
    for _ in 0..5 {
        proxy.exchange(1);
    }
    let (code, report, _) = proxy.interrupt();
    assert_eq!((code, &report["summary"]["exchanges"]), (1, &5.into()));
    let record = std::fs::read_to_string(record).unwrap();
    assert_eq!(record.lines().count(), 5);
}

#[test]
fn nobody_reads_the_output() {
    for arguments in [&["probe", "--dry-run"][..], &["schema"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        for (stdout, expected) in [
            (Stdio::from(writer), (Some(0), "")),
            (full(), (Some(3), "output: ")),
        ] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_bayar-drift"));
            command
                .args(arguments)
                .stdout(stdout)
                .stderr(Stdio::piped());
            let output = command.spawn().unwrap().wait_with_output().unwrap();
            let error = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), expected.0, "{arguments:?}: {error}");
            assert!(error.contains(expected.1), "{error}");
            assert!(!error.contains("panicked"), "{error}");
        }
    }
}

fn full() -> Stdio {
    let full = std::fs::File::options().write(true).open("/dev/full");
    full.unwrap().into()
}

#[test]
fn what_the_report_needs_is_looked_at_before_anything_passes() {
    let folder = Folder::new();
    let broken = folder.file("baseline.yaml", "7");
    let broken = broken.to_str().unwrap();
    let url = &api();
    let known = folder.file("known.json", "old");
    let known = known.to_str().unwrap();
    for (option, file, more) in [
        ("--output", "/no/such/report.json", None),
        ("--output", "/", None),
        ("--baseline", "/no/such/baseline.yaml", None),
        (
            "--baseline",
            "/no/such/baseline.yaml",
            Some("--update-baseline"),
        ),
        ("--baseline", broken, None),
    ] {
        for start in [
            &["proxy", "--listen", "127.0.0.1:0", "--upstream", url][..],
            &["probe", "--server", url],
        ] {
            let mut arguments = [start, &[option, file]].concat();
            arguments.extend(more);
            let output = ends(&arguments);
            let error = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(3), "{arguments:?}: {error}");
            assert!(error.contains(file), "{error}");
            let has_begun = ["forwards to", "requests", "nothing was sent"];
            assert!(
                !has_begun.iter().any(|words| error.contains(words)),
                "{error}"
            );
        }
    }
    // What is there stays until there is something better.
    let output = ends(&[
        "proxy",
        "--listen",
        "127.0.0.1:0",
        "--output",
        known,
        "--record",
        "/no/such/record",
    ]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(std::fs::read_to_string(known).unwrap(), "old");
}

#[cfg(target_os = "linux")]
#[test]
fn a_record_that_cannot_be_written_costs_no_report() {
    for count in [3, 200] {
        let proxy = Running::start(&["--record", "/dev/full"]);
        proxy.exchange(count);
        let (code, report, errors) = proxy.interrupt();
        assert_eq!(code, 3, "{errors}");
        assert_eq!(report["summary"]["exchanges"], count, "{errors}");
        assert!(errors.contains("/dev/full: No space left"), "{errors}");
    }
}
