//! What `Debug` and `Display` show: never a key, a card or an account.

use std::fmt::Debug;

use bayar::{Error, finpay, xendit};
use serde_json::json;

use crate::support::{
    Clients, Example, Input, PUBLIC_KEY, Reply, SECRET_KEY, SUB_ACCOUNT, Server, authorization,
    call, call_and_show, difference, operations,
};

async fn start() -> (Server, Clients) {
    let server = Server::start().await;
    let clients = Clients::of(&server);
    (server, clients)
}

fn successes() -> impl Iterator<Item = Example> {
    let answers = operations().into_iter().flat_map(|o| o.answers());
    answers.filter(|answer| answer.status < 300)
}

const HTML: &str = "<html><body>502 Bad Gateway</body></html>";
const CARD: &str = "4000000000000002";

/// Fails if a key or `marker` can be read, in text or as bytes.
fn shows_nothing(what: &str, rendered: &str, marker: &str) {
    let bytes = |text: &str| {
        let list = format!("{:?}", text.as_bytes());
        list.trim_matches(['[', ']']).to_owned()
    };
    let base64 = |id| authorization(id).replace("Basic ", "");
    for secret in [
        SECRET_KEY.to_owned(),
        PUBLIC_KEY.to_owned(),
        "pa55:word".to_owned(),
        base64("get_balance"),
        base64("create_token"),
        base64("get_payout"),
        marker.to_owned(),
        bytes(marker),
    ] {
        assert!(
            !rendered.contains(&secret),
            "{what} shows {secret}: {rendered}"
        );
    }
}

fn render(error: &Error) -> String {
    let first: &dyn std::error::Error = error;
    let chain = std::iter::successors(Some(first), |error| error.source());
    let texts = chain.map(|error| format!("{error} {error:?} {error:#?}"));
    texts.collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn no_request_shows_what_is_secret() {
    let (server, clients) = start().await;
    let mut secrets = 0;
    for operation in operations() {
        for mut example in operation.requests() {
            secrets += example.schema.mark_secrets(&mut example.value, CARD);
            let mut input = Input::new(&operation).body(example.value);
            for (without_checks, status) in [(true, 200), (true, 502), (false, 400)] {
                input.without_checks = without_checks;
                server.answers(Reply::new(status, HTML));
                let mut debug = String::new();
                let result = call_and_show(&clients, operation.id, &input, &mut debug).await;
                shows_nothing(&example.name, &debug, CARD);
                let error = result.err().unwrap();
                shows_nothing(&example.name, &render(&error), CARD);
            }
        }
    }
    assert!(secrets > 5, "{secrets}");
}

#[tokio::test]
async fn no_answer_shows_what_is_secret() {
    let (server, clients) = start().await;
    let mut secrets = 0;
    for mut example in successes() {
        secrets += example.schema.mark_secrets(&mut example.value, CARD);
        server.answers(Reply::ok(&example.value));
        let input = Input::valid(&example.operation).answered(&example.operation, &example.value);
        let called = call(&clients, example.operation.id, &input).await.unwrap();
        shows_nothing(&example.name, &called.debug, CARD);
        assert_eq!(difference(&example.value, &called.encoded), None);
    }
    assert!(secrets > 5, "{secrets}");
}

#[tokio::test]
async fn what_the_documents_do_not_know_is_not_shown_either() {
    let (_server, clients) = start().await;
    let request = clients.secret.create_charge().header("x-card", CARD);
    shows_nothing("header", &format!("{request:?} {request:#?}"), CARD);
    let request = clients.secret.create_charge().field("card", CARD);
    shows_nothing("field", &format!("{request:?} {request:#?}"), CARD);
}

#[tokio::test]
async fn no_custom_request_shows_its_body() {
    let (_server, clients) = start().await;
    let request = clients.secret.request(reqwest::Method::POST, "/cards");
    let request = request.json(&json!({"card": CARD}));
    shows_nothing("json", &format!("{request:?}"), CARD);
}

#[tokio::test]
async fn no_client_shows_its_key() {
    let (_server, clients) = start().await;
    let shown = |value: &dyn Debug| shows_nothing("client", &format!("{value:?}{value:#?}"), CARD);
    shown(&clients.secret);
    shown(&clients.public);
    shown(&clients.finpay);
    shown(&xendit::Client::builder(SECRET_KEY).header("x-card", CARD));
    shown(&xendit::PublicClient::builder(PUBLIC_KEY));
    shown(&finpay::Client::builder(
        "merchant",
        "pa55:word",
        SUB_ACCOUNT,
    ));
    for error in [
        xendit::Client::new(PUBLIC_KEY).unwrap_err(),
        xendit::PublicClient::new(SECRET_KEY).unwrap_err(),
        xendit::Client::new(format!("{SECRET_KEY} ") + "x").unwrap_err(),
        xendit::Client::new(CARD).unwrap_err(),
    ] {
        shows_nothing("error", &render(&error), CARD);
    }
}

#[tokio::test]
async fn no_broken_connection_shows_what_was_asked_for() {
    let client = xendit::Client::builder(SECRET_KEY).base_url("http://127.0.0.1:1");
    let client = client.build().unwrap();
    let request = client.get_disbursements_by_external_id().external_id(CARD);
    let error = request.send().await.unwrap_err();
    shows_nothing("error", &render(&error), CARD);
}
