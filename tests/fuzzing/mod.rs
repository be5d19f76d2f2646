//! Any answer to any operation, through the real client on a real socket: it may be refused, it may be read, and nothing
//! else.

mod mutate;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bayar::xendit::types::BatchDisbursementItem;
use bayar::{Outcome, RetryPolicy, SettlePolicy};
use serde_json::Value;
use serde_json::value::RawValue;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::runtime::Runtime;

use crate::http::{self, Server, read_message, write};
use crate::support::{Clients, Input, Operation, SECRET_KEY, Schema, call, operations};

pub use mutate::mutate;

/// What is asked with each operation, and with each `settle`.
enum Question {
    Call(Operation, Input),
    Settle(Product),
}

#[derive(Clone, Copy)]
enum Product {
    Disbursement,
    Batch,
    Link,
    Refund,
}

const PRODUCTS: [Product; 4] = [
    Product::Disbursement,
    Product::Batch,
    Product::Link,
    Product::Refund,
];

pub struct Harness {
    runtime: Runtime,
    clients: Clients,
    /// What every request is answered.
    answer: Arc<Mutex<Vec<u8>>>,
    questions: Vec<Question>,
    _server: Server,
}

/// What of an answer has one of the fields that the document shows, and not only what it does not know: the items of a
/// list that have one, or all or nothing of anything else.
fn known<'a>(operation: &Operation, text: &'a str) -> Vec<&'a RawValue> {
    let list = serde_json::from_str::<Vec<&RawValue>>(text);
    let answers = operation.answers();
    let schema = answers.first().map(|example| example.schema.follow());
    let (items, schema) = match list {
        Ok(items) => (items, schema.and_then(Schema::items_schema)),
        Err(_) => (serde_json::from_str(text).into_iter().collect(), schema),
    };
    let Some(schema) = schema else {
        return items;
    };
    let is_known = |item: &&RawValue| {
        let item: Value = serde_json::from_str(item.get()).unwrap_or_default();
        let fields = schema.follow().fields(&item);
        let mut members = item
            .as_object()
            .into_iter()
            .flat_map(|object| object.keys());
        members.any(|name| fields.contains_key(name))
    };
    items.into_iter().filter(is_known).collect()
}

impl Harness {
    pub fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = { runtime }.enable_all().build().unwrap();
        let answer: Arc<Mutex<Vec<u8>>> = Arc::default();
        let state = Arc::clone(&answer);
        let server = Server::start(move |client| serve(client, Arc::clone(&state)));
        let server = runtime.block_on(server);
        // Whatever a header asks for, no execution takes long.
        let retries = RetryPolicy::default()
            .max_tries(2)
            .max_total(Duration::from_millis(1))
            .pauses(Duration::ZERO, Duration::ZERO);
        let clients = Clients::with(&server.url, &server.url, &retries);
        let calls = operations().into_iter().map(|operation| {
            let answers = operation.answers();
            let success = answers.iter().find(|answer| answer.status < 300);
            let input = Input::valid(&operation);
            // What it is about is repeated by the answer.
            let input = match success {
                Some(success) => input.answered(&operation, &success.value),
                None => input,
            };
            Question::Call(operation, input)
        });
        Self {
            questions: calls.chain(PRODUCTS.map(Question::Settle)).collect(),
            runtime,
            clients,
            answer,
            _server: server,
        }
    }

    /// The documented answers, each as an input: the number of the question, and the answer as it goes over the wire.
    pub fn seeds(&self) -> Vec<Vec<u8>> {
        let mut seeds = Vec::new();
        for (number, question) in self.questions.iter().enumerate() {
            let operation = match question {
                Question::Call(operation, _) => *operation,
                Question::Settle(product) => crate::support::operation(product.operation()),
            };
            for example in operation.answers() {
                let answer = http::json(example.status, &example.value);
                seeds.push([&[u8::try_from(number).unwrap()], answer.as_slice()].concat());
            }
        }
        seeds
    }

    /// Asks a question, and gets this answer. Tells whether it was read.
    ///
    /// # Panics
    /// If an error shows the key or can forge a line of a log, or what was read is written as something else.
    pub fn run(&self, input: &[u8]) -> bool {
        let Some((number, answer)) = input.split_first() else {
            return false;
        };
        let question = &self.questions[usize::from(*number) % self.questions.len()];
        answer.clone_into(&mut self.answer.lock().unwrap());
        let (text, is_read) = match question {
            Question::Call(operation, input) => {
                match self
                    .runtime
                    .block_on(call(&self.clients, operation.id, input))
                {
                    Ok(called) => {
                        self.is_read_again(operation, input, &called.text);
                        (called.debug, true)
                    }
                    Err(error) => (printed(&error), false),
                }
            }
            Question::Settle(product) => self.runtime.block_on(self.settle(*product)),
        };
        assert!(!text.contains(SECRET_KEY), "{text}");
        is_read
    }

    /// What was read is written as something that is read as the same.
    fn is_read_again(&self, operation: &Operation, input: &Input, text: &str) {
        *self.answer.lock().unwrap() = http::reply(200, "", text.as_bytes());
        let once = without_nothing(operation, text);
        match self
            .runtime
            .block_on(call(&self.clients, operation.id, input))
        {
            Ok(again) => assert_eq!(once, without_nothing(operation, &again.text)),
            // An answer without a field of its own is none, and a reference may have been no text.
            Err(error) => assert!(
                known(operation, text).is_empty() || error.to_string().contains("not about this"),
                "{error}: {text}"
            ),
        }
    }

    async fn settle(&self, product: Product) -> (String, bool) {
        let client = &self.clients.secret;
        let policy = SettlePolicy::default()
            .pauses(Duration::ZERO, Duration::ZERO)
            .settle_after(Duration::ZERO)
            .accept_shorter_wait()
            .max_total(Duration::ZERO);
        match product {
            Product::Disbursement => {
                let call = client.create_disbursement().external_id("disb-1482928194");
                let call = call.bank_code("BCA").account_holder_name("Michael Jackson");
                let call = call
                    .account_number("1234567890")
                    .description("Disbursement");
                shown(call.amount(90_000).settle(&policy).await)
            }
            Product::Batch => {
                let item = BatchDisbursementItem::new();
                let item = item.amount(15_000).bank_code("BCA").bank_account_name("A");
                let item = item.bank_account_number("1234567890").description("Salary");
                let call = client.create_batch_disbursement().reference("qwerty1234");
                shown(
                    call.disbursements([item.clone(), item])
                        .settle(&policy)
                        .await,
                )
            }
            Product::Link => {
                let call = client.create_payout_link().external_id("demo_2392329329");
                let call = call.amount(23_000).email("demo@xendit.co");
                shown(call.settle(&policy).await)
            }
            Product::Refund => {
                let call = client.create_refund("58f89041780d51ed097896c5");
                let call = call.external_id("unique-external-id");
                shown(call.amount(15_000).settle(&policy).await)
            }
        }
    }
}

impl Product {
    fn operation(self) -> &'static str {
        match self {
            Self::Disbursement => "create_disbursement",
            Self::Batch => "create_batch_disbursement",
            Self::Link => "create_payout_link",
            Self::Refund => "create_refund",
        }
    }
}

/// Without what says nothing: a list is read without it.
fn without_nothing(operation: &Operation, text: &str) -> String {
    let known: Vec<_> = known(operation, text)
        .iter()
        .map(|item| item.get())
        .collect();
    known.join(",").replace("{},", "").replace(",{}", "")
}

fn shown<T: std::fmt::Debug>(outcome: Outcome<T>) -> (String, bool) {
    if let Outcome::NotCreated(error) = &outcome {
        printed(error);
    }
    if let Outcome::Unknown(ticket) = &outcome {
        let text = serde_json::to_string(ticket).unwrap();
        let again = serde_json::from_str(&text).unwrap();
        assert_eq!(*ticket, again);
    }
    (format!("{outcome:?}"), outcome.payment().is_some())
}

fn printed(error: &bayar::Error) -> String {
    let text = error.to_string();
    assert!(!text.contains(char::is_control), "{text:?}");
    let limit = error.rate_limit();
    format!(
        "{text} {error:?} {limit:?} {:?} {:?}",
        error.details(),
        error.attempts()
    )
}

async fn serve(mut client: TcpStream, answer: Arc<Mutex<Vec<u8>>>) -> std::io::Result<()> {
    client.set_nodelay(true)?;
    if read_message(&mut client, &mut Vec::new()).await?.is_some() {
        let answer = answer.lock().unwrap().clone();
        write(&mut client, &answer).await?;
    }
    client.shutdown().await
}
