//! Nothing secret is ever shown: keys, passwords, tokens, card data and account numbers are put in everywhere, and
//! everything that comes out is searched for them: `Debug`, errors, logs of every crate at the most talkative level,
//! panics, tickets and reports.

mod support;

use std::fmt::{Debug, Write as _};
use std::io;
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bayar::xendit::bulk::MemoryJournal;
use bayar::xendit::callback::{self, Callback, Kind, Receiver};
use bayar::xendit::types::BatchDisbursementItem;
use bayar::{
    Error, IdempotencyKey, Outcome, RetryPolicy, SettlePolicy, WaitPolicy, finpay, xendit,
};
use serde_json::json;
use support::{
    Clients, Fault, Input, PUBLIC_KEY, Reply, SECRET_KEY, SUB_ACCOUNT, Server, authorization,
    call_and_show, callbacks, operations,
};

/// Stands in every field that the spec calls secret.
const NUMBER: &str = "4000000000001091";
const TOKEN: &str = "callback-t0ken";
const PASSWORD: &str = "pa55:word";
const CVN: &str = "739";
/// What would begin a line of a log, or change how it is shown.
const FORGED: [&str; 4] = ["\nINFO paid", "\rINFO paid", "\u{1b}[2J", "\u{202e}diap"];
/// Not secret, but no matter for logs.
const PRIVATE: [&str; 3] = ["winner@example.com", "Rizky Wijaya", "08123123123"];

/// What was logged, and what else was shown.
static LOGS: Mutex<String> = Mutex::new(String::new());
static SHOWN: Mutex<String> = Mutex::new(String::new());

fn lock(text: &'static Mutex<String>) -> MutexGuard<'static, String> {
    text.lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn show(value: &(impl Debug + ?Sized)) {
    write!(lock(&SHOWN), "{value:?}\n{value:#?}\n").unwrap();
}

/// An error in every way that it can be told, panics included.
fn show_error(error: Error) {
    let mut cause: Option<&dyn std::error::Error> = Some(&error);
    while let Some(told) = cause {
        writeln!(lock(&SHOWN), "{told}").unwrap();
        show(told);
        cause = told.source();
    }
    show(error.attempts());
    show(error.violations());
    // The hook writes down what the panic says.
    let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| panic_with(Err(error))));
    assert!(panic.is_err());
}

/// What a program does that trusts too much.
fn panic_with(result: bayar::Result<()>) {
    result.unwrap();
}

#[derive(Clone, Copy)]
struct Logs;

impl io::Write for Logs {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        lock(&LOGS).push_str(&String::from_utf8_lossy(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What crates log that do not trace.
impl log::Log for Logs {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        writeln!(lock(&LOGS), "{} {}", record.target(), record.args()).unwrap();
    }

    fn flush(&self) {}
}

fn listen() {
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_ansi(false)
        .with_writer(|| Logs)
        .finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();
    log::set_logger(&Logs).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    std::panic::set_hook(Box::new(|panic| {
        writeln!(lock(&SHOWN), "{panic}").unwrap();
    }));
}

/// Whatever a server can answer, with the secrets of the request in it.
fn answers(success: &str) -> Vec<Reply> {
    let told = json!({
        "error_code": "API_VALIDATION_ERROR",
        "message": format!("account {NUMBER} of {SECRET_KEY} is no account, {PUBLIC_KEY}"),
        "errors": [{"field": ["account_number"], "messages": [format!("{NUMBER} is not allowed")]}],
    });
    let page = format!("<html>{NUMBER} {SECRET_KEY} {TOKEN}</html>");
    vec![
        Reply::ok(&success).header("Request-ID", "request-1"),
        Reply::ok(&success).fault(Fault::CutShort),
        Reply::ok(&success).fault(Fault::Disconnect),
        Reply::new(400, told.to_string()),
        Reply::new(500, told.to_string()),
        hostile(400),
        hostile(503),
        Reply::ok(&success).header("Request-ID", &repeated("; ")),
        Reply::new(502, page.clone()),
        Reply::new(200, page),
        Reply::new(200, format!(r#"{{"id": {NUMBER}{TOKEN}"#)),
    ]
}

/// The secrets of a request in every way that a server may repeat them.
fn secrets() -> Vec<String> {
    let groups = |separator: &str| {
        let digits = NUMBER.as_bytes().chunks(4).map(String::from_utf8_lossy);
        digits.collect::<Vec<_>>().join(separator)
    };
    let wide = NUMBER
        .chars()
        .map(|c| char::from_u32(u32::from(c) + 0xfee0));
    let key = SECRET_KEY.split_once("_development_").unwrap().1;
    let mut secrets = [" ", "-", ".", "\u{a0}"].map(groups).to_vec();
    secrets.extend([
        NUMBER.to_owned(),
        wide.map(Option::unwrap).collect(),
        format!("cvn {CVN}"),
        format!("{CVN} is no cvn"),
        SECRET_KEY.to_owned(),
        SECRET_KEY.to_uppercase(),
        format!("xnd%5Fdevelopment%5F{key}"),
        format!("xnd%255fdevelopment%255f{key}"),
        format!("https://{SECRET_KEY}:@api.example.com"),
    ]);
    secrets.extend(["", "a", "ab"].map(|before| STANDARD.encode(format!("{before}{SECRET_KEY}:"))));
    secrets
}

/// What is looked for of [`secrets`].
fn traces() -> Vec<String> {
    let key = SECRET_KEY.split_once("_development_").unwrap().1;
    let mut traces = secrets();
    traces.retain(|secret| !secret.contains(key));
    traces.extend([key.to_owned(), key.to_uppercase(), format!("`: {CVN}")]);
    traces.extend(FORGED.map(str::to_owned));
    traces
}

fn repeated(separator: &str) -> String {
    let ascii = secrets().into_iter().filter(|secret| secret.is_ascii());
    ascii.collect::<Vec<_>>().join(separator)
}

/// A refusal with secrets in every place, and with lines that nobody logged.
fn hostile(status: u16) -> Reply {
    let every = secrets().join(", ");
    let forged = FORGED.concat();
    let body = json!({
        "error_code": format!("{SECRET_KEY} {every}{forged}"),
        "message": format!("{every}{forged}"),
        "errors": [
            {"field": ["card_cvn", SECRET_KEY], "location": every, "messages": [every, forged], "types": [every]},
            {"path": NUMBER, "message": CVN},
        ],
    });
    Reply::new(status, body.to_string()).header("Request-ID", &repeated("; "))
}

async fn every_operation(server: &Server) {
    let clients = Clients::of(server);
    for operation in operations() {
        let successes = operation
            .answers()
            .into_iter()
            .filter(|answer| answer.status < 300);
        let mut successes: Vec<_> = successes.collect();
        for example in &mut successes {
            example.schema.mark_secrets(&mut example.value, NUMBER);
        }
        let success = successes
            .first()
            .map_or("{}".to_owned(), |s| s.value.to_string());
        let mut inputs = vec![Input::new(&operation).every_parameter(&operation)];
        if operation.has_body() {
            inputs.clear();
        }
        for mut example in operation.requests() {
            example.schema.mark_secrets(&mut example.value, NUMBER);
            inputs.push(Input::new(&operation).body(example.value));
        }
        for mut input in inputs {
            for reply in answers(&success) {
                for without_checks in [true, false] {
                    input.without_checks = without_checks;
                    server.answers(reply.clone());
                    let mut debug = String::new();
                    let result = call_and_show(&clients, operation.id, &input, &mut debug).await;
                    lock(&SHOWN).push_str(&debug);
                    match result {
                        Ok(called) => lock(&SHOWN).push_str(&called.debug),
                        Err(error) => show_error(error),
                    }
                }
            }
        }
    }
    for client in [
        &clients.secret as &dyn Debug,
        &clients.public,
        &clients.finpay,
    ] {
        show(client);
    }
}

fn show_outcome<T: Debug>(outcome: Outcome<T>) {
    show(&outcome);
    match outcome {
        Outcome::NotCreated(error) => show_error(error),
        Outcome::Unknown(ticket) => {
            let ticket = serde_json::to_string(&ticket).unwrap();
            // A ticket is kept: it is held to what holds for logs.
            lock(&LOGS).push_str(&ticket);
        }
        _ => {}
    }
}

/// Money out, settled or not, and what is reported of it.
async fn money_out(server: &Server) {
    let quick = Duration::from_millis(1);
    let retries = RetryPolicy::default().max_tries(2).pauses(quick, quick);
    let builder = xendit::Client::builder(SECRET_KEY)
        .base_url(server.url())
        .header("x-token", TOKEN)
        .retries(retries)
        .on_call(show);
    show(&builder);
    let client = builder.build().unwrap();
    let policy = SettlePolicy::default()
        .pauses(quick, quick)
        .settle_after(quick)
        .accept_shorter_wait()
        .max_total(quick);
    let [email, name, phone] = PRIVATE;
    let paid = json!({"id": "a", "external_id": "salary-7", "account_number": NUMBER, "amount": 1});
    for look_first in [true, false] {
        for reply in answers(&paid.to_string()) {
            server.answers(reply);
            let policy = policy.clone().look_first(look_first);
            let call = client
                .create_disbursement()
                .external_id("salary-7")
                .bank_code("MANDIRI")
                .account_holder_name(name)
                .account_number(NUMBER)
                .description(phone)
                .email_to([email])
                .amount(1);
            show(&call);
            show_outcome(call.settle(&policy).await);
            let item = BatchDisbursementItem::new()
                .bank_account_number(NUMBER)
                .bank_account_name(name)
                .bank_code("MANDIRI")
                .description(phone)
                .email_to([email])
                .amount(1);
            show(&item);
            let call = client.create_batch_disbursement().reference("salary-7");
            show_outcome(call.disbursements([item]).settle(&policy).await);
            let call = client.create_payout_link().external_id("salary-7");
            show_outcome(call.amount(10_000).email(email).settle(&policy).await);
            let call = client.create_refund("charge").external_id("salary-7");
            show_outcome(call.amount(1).settle(&policy).await);

            let mut invoices = client.list_invoices().pages();
            if let Err(error) = invoices.try_next().await {
                show_error(error);
            }
            show(&invoices);
            let wait = WaitPolicy::default().deadline(quick).pauses(quick, quick);
            let waited = client.get_payout_link("a").until_final(&wait).await;
            waited.map_or_else(show_error, |waited| show(&waited));
        }
    }
    show(&(policy, IdempotencyKey::derive(NUMBER, SECRET_KEY)));
}

/// A payroll, with its journal and all that is told of it.
async fn bulk(server: &Server) {
    let quick = Duration::from_millis(1);
    let client = xendit::Client::builder(SECRET_KEY)
        .base_url(server.url())
        .retries(RetryPolicy::none())
        .build()
        .unwrap();
    let policy = SettlePolicy::default()
        .look_first(false)
        .pauses(quick, quick)
        .settle_after(quick)
        .accept_shorter_wait()
        .max_total(quick);
    let [email, name, phone] = PRIVATE;
    let paid = json!({"id": "a", "external_id": "salary-7", "account_number": NUMBER, "amount": 1});
    let journal = MemoryJournal::new();
    for (number, reply) in answers(&paid.to_string()).into_iter().enumerate() {
        server.answers(reply);
        let run = client
            .bulk("payroll", journal.clone())
            .settle_policy(policy.clone())
            .on_progress(show);
        show(&run);
        let people = futures_util::stream::iter([format!("salary-{number}")]);
        let mut outcomes = run.run(people, move |client, reference| {
            client
                .create_disbursement()
                .external_id(reference)
                .bank_code("MANDIRI")
                .account_holder_name(name)
                .account_number(NUMBER)
                .description(phone)
                .email_to([email])
                .amount(1)
        });
        show(&outcomes);
        while let Some(ended) = outcomes.try_next().await.unwrap() {
            show(&ended);
            writeln!(lock(&SHOWN), "{} {:?}", ended.end, ended.end.why()).unwrap();
        }
    }
    show(&journal);
}

/// What the vendor sends, and who takes it.
fn callbacks_received() {
    let receiver = Receiver::new(TOKEN)
        .unwrap()
        .and_token(format!("{TOKEN}-2"))
        .unwrap();
    show(&receiver);
    for callback in callbacks() {
        for mut example in callback.examples.clone() {
            callback.schema.mark_secrets(&mut example, NUMBER);
            let body = example.to_string();
            if let Ok(received) = callback::decode_unverified::<Callback>(body.as_bytes()) {
                show(&received);
            }
            let mut headers = http::HeaderMap::new();
            for token in [TOKEN, NUMBER] {
                headers.insert("x-callback-token", token.parse().unwrap());
                match receiver.receive::<Callback>(&headers, body.as_bytes()) {
                    Ok(taken) => show(&taken),
                    Err(error) => show(&(error.to_string(), error)),
                }
            }
        }
    }
    for &kind in Kind::ALL {
        show(
            &Callback::example(kind)
                .signed("https://shop.example", TOKEN)
                .unwrap()
                .headers(),
        );
    }
}

/// What a program can hold that was put together with a secret in the wrong place.
fn misplaced() {
    let build = |url: &str| {
        let builder = xendit::Client::builder(SECRET_KEY).base_url(url);
        show(&builder);
        builder.build()
    };
    for secret in secrets() {
        for url in [
            format!("https://{secret}:@localhost"),
            format!("{secret} is no URL"),
            format!("https://localhost/?key={secret}"),
            format!("http://api.example.com/{secret}"),
        ] {
            build(&url).map_or_else(show_error, |client| show(&client));
        }
        if let Ok(client) = build(&format!("https://localhost/path/{secret}")) {
            show(&client);
            let path = format!("/{secret}/{secret}?key={secret}#{secret}");
            let request = client.request(bayar::reqwest::Method::POST, &path);
            show(
                &request
                    .query("key", &secret)
                    .header(&secret, &secret)
                    .field(&secret, 1),
            );
            show(
                &client
                    .get_balance()
                    .header("x", &secret)
                    .field("x", &secret),
            );
        }
        let builder = xendit::Client::builder(SECRET_KEY).header(format!("{secret} "), "x");
        show_error(builder.build().unwrap_err());
    }
}

#[tokio::test]
async fn nothing_secret_is_shown() {
    listen();
    let server = Server::start().await;
    every_operation(&server).await;
    money_out(&server).await;
    bulk(&server).await;
    callbacks_received();
    misplaced();
    show(&finpay::Client::builder("merchant", PASSWORD, SUB_ACCOUNT));
    for key in [PUBLIC_KEY, &format!("{SECRET_KEY} x"), NUMBER] {
        show_error(xendit::Client::new(key).unwrap_err());
    }
    drop(std::panic::take_hook());

    let (logs, shown) = (lock(&LOGS).clone(), lock(&SHOWN).clone());
    println!(
        "searched {} bytes of logs and {} bytes of everything else",
        logs.len(),
        shown.len()
    );
    // The search is worth something only if all of it was heard.
    for heard in [
        "create_disbursement",
        "trying again",
        "call ended",
        "reqwest",
        "outcome=Unknown",
    ] {
        assert!(logs.contains(heard), "nothing was heard of {heard}");
    }
    for heard in [
        "panicked at",
        "CallReport",
        "Unsettled",
        "CardData",
        "DisbursementCallback",
        "MemoryJournal",
        "Progress",
    ] {
        assert!(shown.contains(heard), "nothing was shown of {heard}");
    }
    let base64 = |id| authorization(id).replace("Basic ", "");
    let bytes = |text: &str| {
        format!("{:?}", text.as_bytes())
            .trim_matches(['[', ']'])
            .to_owned()
    };
    let secrets = [SECRET_KEY, PUBLIC_KEY, PASSWORD, NUMBER, TOKEN];
    let encoded = ["get_balance", "create_token", "get_payout"].map(base64);
    let secrets: Vec<String> = secrets
        .iter()
        .flat_map(|secret| [(*secret).to_owned(), bytes(secret)])
        .chain(encoded)
        .chain(traces())
        .collect();
    for (what, text) in [("logs", &logs), ("the rest", &shown)] {
        for secret in &secrets {
            if let Some(at) = text.find(secret.as_str()) {
                let from = (0..=at.saturating_sub(300))
                    .rev()
                    .find(|i| text.is_char_boundary(*i));
                let around: String = text[from.unwrap_or(0)..].chars().take(500).collect();
                panic!("{what} show {secret}: …{around}");
            }
        }
    }
    for private in PRIVATE {
        assert!(!logs.contains(private), "logs show {private}");
    }
}
