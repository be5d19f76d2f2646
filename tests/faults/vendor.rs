//! A vendor of our own: it keeps what it carried out, and answers as the [`Plan`] of the run says.

use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};
use tokio::net::TcpStream;

use crate::chance::Chance;
use crate::http::{
    self, Server, body, error, header, read_message, reply, run_of, with_headers, write,
};
use crate::judge::{Paid, Payments};
use crate::pages;
use crate::plan::{Effect, Headers, Look, Plan, Repeat, Reply, Writing};
use crate::proxy::{COPY, STALL};
use crate::runs::{AMOUNT, BANK, Product, Run};

pub struct Vendor {
    pub server: Server,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    plans: BTreeMap<String, Plan>,
    calm: AtomicBool,
    books: Mutex<BTreeMap<String, Book>>,
}

/// What stands under the reference of a run.
#[derive(Default)]
struct Book {
    rows: Vec<Row>,
    creations: u32,
    /// Of the look-ups, those that were not answered right.
    looks: u32,
    answers: u32,
}

#[derive(Clone)]
struct Row {
    key: Option<String>,
    at: Instant,
    shows: Map<String, Value>,
    paid: Paid,
}

enum Answer {
    Bytes(Vec<u8>),
    Slow(Vec<u8>, Duration),
    /// None, and the connection ends.
    Lost,
    /// None, and the connection stays for a while.
    Mute,
}

impl Vendor {
    pub async fn start(runs: &[Arc<Run>]) -> Self {
        let mut shared = Shared::default();
        for run in runs {
            shared.plans.insert(run.name.clone(), run.plan);
            let rows = planted(run);
            let book = Book {
                rows,
                ..Book::default()
            };
            let books = shared.books.get_mut().unwrap();
            books.insert(run.name.clone(), book);
        }
        let shared = Arc::new(shared);
        let state = Arc::clone(&shared);
        let server = Server::start(move |client| serve(client, Arc::clone(&state))).await;
        Self { server, shared }
    }

    /// From now on it is as honest as can be.
    pub fn calm(&self) {
        self.shared.calm.store(true, Ordering::SeqCst);
    }

    /// What it carried out, and what was there before.
    pub fn payments(&self) -> Payments {
        let books = self.shared.books.lock().unwrap();
        let paid = |book: &Book| book.rows.iter().map(|row| row.paid).collect();
        let each = books.iter().map(|(run, book)| (run.clone(), paid(book)));
        each.collect()
    }
}

fn planted(run: &Run) -> Vec<Row> {
    let rows = run.planted.rows().iter().enumerate();
    rows.map(|(n, &(agrees, failed))| {
        let amount = if agrees { AMOUNT } else { AMOUNT - 1 };
        let request = json!({
            "external_id": run.name, "amount": amount, "bank_code": BANK,
            "account_holder_name": "Rizky", "description": "Salary",
        });
        let mut shows = shows(Product::Disbursement, &request, n, "");
        let status = if failed { "FAILED" } else { "COMPLETED" };
        shows.insert("status".into(), status.into());
        Row {
            key: None,
            at: Instant::now(),
            shows,
            paid: Paid {
                is_planted: true,
                agrees,
                failed,
            },
        }
    })
    .collect()
}

async fn serve(mut client: TcpStream, shared: Arc<Shared>) -> io::Result<()> {
    client.set_nodelay(true)?;
    let mut left = Vec::new();
    while let Some(request) = read_message(&mut client, &mut left).await? {
        let Some(run) = run_of(&request) else {
            return Ok(());
        };
        let answer = if request.starts_with(b"GET") {
            shared.look(&run)
        } else {
            Shared::create(&shared, &run, &request)
        };
        match answer {
            Answer::Bytes(answer) => write(&mut client, &answer).await?,
            Answer::Slow(answer, after) => {
                tokio::time::sleep(after).await;
                write(&mut client, &answer).await?;
            }
            Answer::Lost => return Ok(()),
            Answer::Mute => {
                tokio::time::sleep(STALL).await;
                return Ok(());
            }
        }
    }
    Ok(())
}

impl Shared {
    fn plan(&self, run: &str) -> Plan {
        let plan = self.plans.get(run).copied().unwrap_or(Plan::HONEST);
        if !self.calm.load(Ordering::SeqCst) {
            return plan;
        }
        Plan {
            writing: plan.writing,
            ..Plan::HONEST
        }
    }

    fn create(self: &Arc<Self>, run: &str, request: &[u8]) -> Answer {
        let plan = self.plan(run);
        let sent: Value = serde_json::from_slice(&request[body(request)..]).unwrap();
        let product = product(request);
        let key = header(request, "x-idempotency-key").map(str::to_owned);
        let mut books = self.books.lock().unwrap();
        let book = books.entry(run.to_owned()).or_default();
        // A copy that the network made is refused, or not, as the request was.
        if header(request, COPY).is_none() {
            book.creations += 1;
        }
        book.answers += 1;
        let is_right = plan.reply == Reply::Right || book.creations > plan.replies;
        let number = book.rows.len();
        let mut shown = shows(product, &sent, number, run);
        if let Some(parent) = parent(request) {
            shown.insert("credit_card_charge_id".into(), parent.into());
        }
        let first = book.keyed(key.as_deref());
        let answer = match (first, plan.effect, plan.repeat) {
            (Some(_), _, Repeat::Refusal(status, code)) => Answer::Bytes(error(status, code)),
            (Some(row), _, Repeat::FirstAnswer) => plan.answer(row.shows.clone(), is_right),
            (None, _, _) if is_right => {
                book.commit(key, shown.clone());
                plan.answer(shown, true)
            }
            (None, Effect::Now, _) => {
                book.commit(key, shown.clone());
                plan.answer(shown, false)
            }
            (None, Effect::Later(after), _) => {
                let (shared, run, row) = (Arc::clone(self), run.to_owned(), shown.clone());
                tokio::spawn(async move {
                    tokio::time::sleep(after).await;
                    let mut books = shared.books.lock().unwrap();
                    let book = books.entry(run).or_default();
                    if book.keyed(key.as_deref()).is_none() {
                        book.commit(key, row);
                    }
                });
                plan.answer(shown, false)
            }
            (None, Effect::Never, _) => plan.answer(shown, false),
        };
        plan.with_headers(answer, run, book.answers)
    }

    fn look(&self, run: &str) -> Answer {
        let plan = self.plan(run);
        let mut books = self.books.lock().unwrap();
        let book = books.entry(run.to_owned()).or_default();
        let is_right = plan.looks_right_first && book.creations == 0 || book.looks >= plan.looks;
        let look = if is_right { Look::Right } else { plan.look };
        book.answers += 1;
        if !is_right {
            book.looks = book.looks.saturating_add(1);
        }
        let answer = plan.look(look, &book.rows);
        plan.with_headers(answer, run, book.answers)
    }
}

impl Book {
    fn keyed(&self, key: Option<&str>) -> Option<&Row> {
        let key = key?;
        self.rows.iter().find(|row| row.key.as_deref() == Some(key))
    }

    fn commit(&mut self, key: Option<String>, shows: Map<String, Value>) {
        self.rows.push(Row {
            key,
            at: Instant::now(),
            shows,
            paid: Paid {
                is_planted: false,
                agrees: true,
                failed: false,
            },
        });
    }
}

impl Plan {
    /// What is answered to a creation that this stands for.
    fn answer(&self, shows: Map<String, Value>, is_right: bool) -> Answer {
        let mut body = self.written(shows);
        let mut set = |name: &str, value: Value| {
            if let Some(old) = body.get_mut(name) {
                *old = value;
            }
        };
        match if is_right { Reply::Right } else { self.reply } {
            Reply::Right => {}
            Reply::Lost => return Answer::Lost,
            Reply::Mute => return Answer::Mute,
            Reply::ServerError => return Answer::Bytes(error(500, "SERVER_ERROR")),
            Reply::Busy(429, after) => {
                return Answer::Slow(error(429, "RATE_LIMIT_EXCEEDED"), after);
            }
            Reply::Busy(status, after) => {
                return Answer::Slow(error(status, "TEMPORARY_SERVICE_ERROR"), after);
            }
            Reply::OtherCode(status, code) => return Answer::Bytes(error(status, code)),
            Reply::ErrorAsSuccess(code) => return Answer::Bytes(error(200, code)),
            Reply::Nothing(text) => return Answer::Bytes(reply(200, "", text.as_bytes())),
            Reply::Refusal => return Answer::Bytes(error(400, "API_VALIDATION_ERROR")),
            Reply::OtherAmount => {
                for name in ["amount", "total_uploaded_amount", "authorized_amount"] {
                    set(name, json!(7));
                }
            }
            Reply::OtherBank => {
                set("bank_code", json!("MANDIRI"));
                set("total_uploaded_count", json!(1));
                set("credit_card_charge_id", json!("58f89041780d51ed0978ffff"));
            }
            Reply::OtherReference => {
                set("external_id", json!("somebody-else"));
                set("reference", json!("somebody-else"));
            }
            Reply::NoReference => {
                body.remove("external_id");
                body.remove("reference");
            }
            Reply::NoAmount => {
                body.remove("amount");
                body.remove("total_uploaded_amount");
            }
            Reply::NoId => {
                body.remove("id");
            }
        }
        Answer::Bytes(http::json(200, &body.into()))
    }

    fn look(&self, look: Look, rows: &[Row]) -> Answer {
        let lag = match look {
            Look::Lags(lag) => Some(lag),
            _ => None,
        };
        let is_seen =
            |row: &&Row| row.paid.is_planted || lag.is_none_or(|lag| row.at.elapsed() >= lag);
        let seen: Vec<_> = rows.iter().filter(is_seen).collect();
        let mut list: Vec<Value> = seen
            .iter()
            .map(|row| self.written(row.shows.clone()).into())
            .collect();
        match look {
            Look::Nothing(text) => return Answer::Bytes(reply(200, "", text.as_bytes())),
            Look::OtherNotFound(code) => return Answer::Bytes(error(404, code)),
            Look::ErrorAsSuccess => return Answer::Bytes(error(200, "SERVER_ERROR")),
            Look::ServerError => return Answer::Bytes(error(500, "SERVER_ERROR")),
            Look::Mute => return Answer::Mute,
            Look::OtherReference => {
                for payment in &mut list {
                    payment["external_id"] = json!("somebody-else");
                }
            }
            Look::OtherAmount(until) => {
                for (payment, row) in list.iter_mut().zip(&seen) {
                    if !row.paid.is_planted && row.at.elapsed() < until {
                        payment["amount"] = json!(1);
                    }
                }
            }
            Look::Unreadable => {
                for (payment, row) in list.iter_mut().zip(&seen) {
                    if row.paid.agrees {
                        *payment = Value::Null;
                    }
                }
            }
            Look::NoList if list.len() == 1 => {
                return Answer::Bytes(http::json(200, &list[0]));
            }
            Look::Right | Look::Lags(_) | Look::NoList => {}
        }
        if list.is_empty() {
            return Answer::Bytes(error(404, "DIRECT_DISBURSEMENT_NOT_FOUND_ERROR"));
        }
        // Newest first.
        list.reverse();
        Answer::Bytes(http::json(200, &list.into()))
    }

    fn with_headers(&self, answer: Answer, run: &str, number: u32) -> Answer {
        let headers = match self.headers {
            Headers::Nothing => "",
            Headers::Any => Chance::of(0, run, number.into()).choose(&pages::SENSELESS),
            Headers::Always(headers) => headers,
        };
        match answer {
            Answer::Bytes(answer) => Answer::Bytes(with_headers(&answer, headers)),
            Answer::Slow(answer, after) => Answer::Slow(with_headers(&answer, headers), after),
            answer => answer,
        }
    }

    fn written(&self, mut shows: Map<String, Value>) -> Map<String, Value> {
        const NAMES: [&str; 3] = [
            "account_holder_name",
            "disbursement_description",
            "merchant_name",
        ];
        for name in NAMES {
            let Some(value) = shows.get_mut(name) else {
                continue;
            };
            let text = value.as_str().unwrap_or_default();
            *value = match self.writing {
                Writing::AsSent | Writing::Loose => continue,
                Writing::Capitals => format!("BPK  {} ", text.to_uppercase()),
                Writing::Escaped => text.replace('z', "&#122;"),
                Writing::Cut => text.chars().take(2).collect(),
                Writing::NoNames => String::new(),
            }
            .into();
        }
        if self.writing == Writing::Loose {
            if let Some(amount) = shows.get_mut("amount") {
                *amount = format!("{amount}.00").into();
            }
            shows.insert("nobody_knows".into(), json!({"a": [null, 1.5]}));
            shows.insert("status".into(), "UNHEARD_OF".into());
            shows.insert("email_to".into(), Value::Null);
        }
        shows
    }
}

/// What answers show of a payment.
fn shows(product: Product, sent: &Value, number: usize, run: &str) -> Map<String, Value> {
    let digits = run.trim_start_matches("run-").parse::<usize>().unwrap_or(0);
    let id = format!("{:024x}", (digits + 1) * 1000 + number);
    let (amount, reference) = (&sent["amount"], &sent["external_id"]);
    let shows = match product {
        Product::Disbursement => json!({
            "id": id, "user_id": "5785e6334d7b410667d355c4", "external_id": reference, "amount": amount,
            "bank_code": sent["bank_code"], "account_holder_name": sent["account_holder_name"],
            "disbursement_description": sent["description"], "status": "PENDING",
        }),
        Product::Batch => {
            let items = sent["disbursements"].as_array().unwrap();
            let amounts = items.iter().map(|item| item["amount"].as_i64().unwrap());
            json!({
                "id": id, "created": "2017-03-30T06:12:47.212Z", "reference": sent["reference"],
                "total_uploaded_amount": amounts.sum::<i64>(), "total_uploaded_count": items.len(),
                "status": "NEEDS_APPROVAL",
            })
        }
        Product::Link => json!({
            "id": id, "external_id": reference, "amount": amount, "merchant_name": "First Business",
            "status": "PENDING", "expiration_timestamp": "2019-12-12T06:13:21.637Z",
            "created": "2019-12-09T06:13:20.363Z", "payout_url": format!("https://payout.xendit.co/web/{id}"),
        }),
        Product::Refund => json!({
            "id": id, "updated": "2017-04-21T04:05:09.755Z", "created": "2017-04-21T04:05:04.936Z",
            "user_id": "57c5aa7a36e3b6a709b6e148", "amount": amount, "external_id": reference,
            "status": "PENDING", "fee_refund_amount": 0,
        }),
        Product::Charge => json!({
            "id": id, "created": "2017-08-11T07:33:14.442Z", "status": "CAPTURED",
            "business_id": "5850e55d8d9791bd40096364", "authorized_amount": amount, "capture_amount": amount,
            "external_id": reference, "merchant_id": "xendit", "card_type": "CREDIT",
            "masked_card_number": "400000XXXXXX0002", "charge_type": "MULTIPLE_USE_TOKEN", "card_brand": "VISA",
        }),
    };
    match shows {
        Value::Object(shows) => shows,
        _ => unreachable!("written so above"),
    }
}

fn product(request: &[u8]) -> Product {
    let line = String::from_utf8_lossy(&request[..request.len().min(80)]);
    let path = line.split(' ').nth(1).unwrap_or_default();
    match path {
        "/disbursements" => Product::Disbursement,
        "/batch_disbursements" => Product::Batch,
        "/payouts" => Product::Link,
        "/credit_card_charges" => Product::Charge,
        path if path.ends_with("/refunds") => Product::Refund,
        path => panic!("nobody sends money to {path}"),
    }
}

/// The charge of a refund.
fn parent(request: &[u8]) -> Option<String> {
    let line = String::from_utf8_lossy(&request[..request.len().min(120)]).into_owned();
    let path = line.split(' ').nth(1)?.strip_suffix("/refunds")?;
    Some(path.rsplit('/').next()?.to_owned())
}
