//! The proxy as a program: what becomes of its report and its record when something else fails.
#![cfg(unix)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, ChildStderr, Command, Stdio};

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
