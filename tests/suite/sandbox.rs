//! Every operation of the client against the sandbox, with every documented request and with every parameter: what is
//! read was created before, and every answer is a success.
//!
//! `BAYAR_TEST_SANDBOX_URL` names another sandbox, and `BAYAR_TEST_XENDIT_URL` and `BAYAR_TEST_FINPAY_URL` what stands
//! before its two APIs: `cargo xtask conformance` puts a validating proxy there.

use std::env;
use std::sync::atomic::{AtomicU32, Ordering};

use bayar_sandbox::Sandbox;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{Clients, Input, OPERATIONS, Operation, SUB_ACCOUNT, call, operation};

/// Why something was not answered with success: the operation and what the server said.
type Outcome<T> = Result<T, String>;

struct Shop {
    clients: Clients,
    counter: AtomicU32,
    /// The base URL of the sandbox itself.
    controls: String,
    _sandbox: Option<Sandbox>,
}

#[tokio::test]
async fn every_documented_request_is_answered() {
    let shop = Shop::open().await;
    let mut failures = Vec::new();
    for id in OPERATIONS {
        for (name, input) in inputs(&operation(id)) {
            if let Err(problem) = shop.run(id, input).await {
                failures.push(format!("{name}: {problem}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The documented requests, what is required, and everything at once.
fn inputs(operation: &Operation) -> Vec<(String, Input)> {
    let all = Input::valid(operation).every_parameter(operation);
    let examples = operation.requests().into_iter();
    let mut inputs: Vec<_> = examples
        .map(|example| (example.name, Input::new(operation).body(example.value)))
        .collect();
    if inputs.is_empty() {
        inputs.push((operation.id.into(), Input::valid(operation)));
    }
    inputs.push((format!("{} with every parameter", operation.id), all));
    inputs
}

impl Shop {
    async fn open() -> Self {
        let other = |name: &str| env::var(format!("BAYAR_TEST_{name}_URL"));
        let (urls, sandbox) = if let Ok(sandbox) = other("SANDBOX") {
            let urls = [other("XENDIT").unwrap(), other("FINPAY").unwrap(), sandbox];
            (urls, None)
        } else {
            let sandbox = Sandbox::start().await.expect("a sandbox");
            let urls = [sandbox.base_url(), sandbox.finpay_url(), sandbox.base_url()];
            (urls.map(str::to_owned), Some(sandbox))
        };
        let [xendit, finpay, controls] = urls;
        let mut clients = Clients::at(&xendit, &finpay);
        // Prism takes a password with a colon for broken credentials; `wire.rs` sends one.
        let merchant = bayar::finpay::Client::builder("merchant", "password", SUB_ACCOUNT);
        clients.finpay = merchant.base_url(finpay).build().unwrap();
        Self {
            clients,
            counter: AtomicU32::new(0),
            controls,
            _sandbox: sandbox,
        }
    }

    async fn run(&self, id: &str, input: Input) -> Outcome<()> {
        let input = self.prepare(id, input).await?;
        self.call(id, &input).await?;
        Ok(())
    }

    /// Puts ids into a documented request that exist here, and new ones where the merchant chooses them.
    async fn prepare(&self, id: &str, mut input: Input) -> Outcome<Input> {
        let mut scope = input.clone();
        scope.parameters.retain(|name, _| name == "for_user_id");
        if let Some((name, created)) = self.prerequisite(id, &scope).await? {
            input = input.parameter(name, &created);
        }
        self.use_own_card(&mut input, &scope).await?;
        match id {
            "create_charge" => self.use_own_token(&mut input, &scope).await?,
            "create_invoice" => self.use_own_account(&mut input, &scope).await?,
            "get_ewallet_payment_status" => {
                let payment = self.create("create_ewallet_payment", &scope, json!({}));
                let payment = payment.await?;
                for name in ["external_id", "ewallet_type"] {
                    input = input.parameter(name, text(&payment, name)?);
                }
            }
            _ => {}
        }
        self.renew(&mut input);
        Ok(input)
    }

    /// The parameter that an operation is about, and the id of something of that kind in the state that it needs.
    async fn prerequisite(
        &self,
        id: &str,
        scope: &Input,
    ) -> Outcome<Option<(&'static str, String)>> {
        let authorized = json!({"capture": false});
        let (parameter, creation, change) = match id {
            "create_authentication" => ("token_id", "create_token", json!({})),
            "reverse_authorization" => ("charge_id", "create_charge", authorized),
            "capture_charge" => ("credit_card_charge_id", "create_charge", authorized),
            "get_charge" | "create_refund" => {
                let paid = json!({"capture": true});
                ("credit_card_charge_id", "create_charge", paid)
            }
            "get_fixed_virtual_account_payment" => {
                let closed = json!({"is_closed": true, "expected_amount": 5000});
                let account = self.create("create_fixed_virtual_account", scope, closed);
                let account = account.await?;
                let paid = self.control(text(&account, "id")?, "pay").await;
                let id = paid["payment_id"].as_str();
                return Ok(id.map(|id| ("payment_id", id.into())));
            }
            "get_fixed_virtual_account" | "update_fixed_virtual_account" => {
                ("id", "create_fixed_virtual_account", json!({}))
            }
            "get_fixed_payment_code" | "update_fixed_payment_code" => {
                let parameter = "fixed_payment_code_id";
                (parameter, "create_fixed_payment_code", json!({}))
            }
            "get_invoice" | "expire_invoice" => ("invoice_id", "create_invoice", json!({})),
            "get_disbursement_by_id" => ("disbursement_id", "create_disbursement", json!({})),
            "get_disbursements_by_external_id" => {
                let created = self.create("create_disbursement", scope, json!({})).await?;
                return Ok(Some(("external_id", text(&created, "external_id")?.into())));
            }
            "get_payout_link" | "void_payout_link" => ("id", "create_payout_link", json!({})),
            "resume_recurring_payment" => {
                let created = self.create("create_recurring_payment", scope, json!({}));
                let created = created.await?;
                let id = text(&created, "id")?;
                let pause = scope.clone().parameter("id", id);
                self.call("pause_recurring_payment", &pause).await?;
                return Ok(Some(("id", id.into())));
            }
            "get_recurring_payment"
            | "edit_recurring_payment"
            | "stop_recurring_payment"
            | "pause_recurring_payment" => ("id", "create_recurring_payment", json!({})),
            _ => return Ok(None),
        };
        let created = self.create(creation, scope, change).await?;
        Ok(Some((parameter, text(&created, "id")?.into())))
    }

    /// A charge spends a card token, which the cardholder has authenticated.
    async fn use_own_token(&self, input: &mut Input, scope: &Input) -> Outcome<()> {
        let Some(body) = &mut input.body else {
            return Ok(());
        };
        // Authenticated for every documented charge; the documents' own card has expired.
        let card = json!({"account_number": "4000000000000002", "exp_month": "12", "exp_year": "2040", "cvn": "123"});
        let checked =
            json!({"should_authenticate": true, "amount": "1000000000", "card_data": card});
        let token = self.create("create_token", scope, checked).await?;
        let id = text(&token, "id")?;
        self.control(id, "verify").await;
        body["token_id"] = id.into();
        if let Some(authentication) = token["authentication_id"].as_str() {
            body["authentication_id"] = authentication.into();
        }
        Ok(())
    }

    /// A recurring payment may charge a card, whose token is used many times.
    async fn use_own_card(&self, input: &mut Input, scope: &Input) -> Outcome<()> {
        if let Some(card) = input
            .body
            .as_mut()
            .and_then(|body| body.get_mut("credit_card_token"))
        {
            let reusable = json!({"is_single_use": false, "should_authenticate": false});
            *card = self.create("create_token", scope, reusable).await?["id"].take();
        }
        Ok(())
    }

    /// An invoice may name a virtual account that it is paid to.
    async fn use_own_account(&self, input: &mut Input, scope: &Input) -> Outcome<()> {
        let Some(body) = &mut input.body else {
            return Ok(());
        };
        if body.get("callback_virtual_account_id").is_some() {
            let open = json!({"is_closed": false});
            let account = self.create("create_fixed_virtual_account", scope, open);
            body["callback_virtual_account_id"] = account.await?["id"].clone();
        }
        Ok(())
    }

    /// Carries out the first documented request of a creation, with some of its fields changed.
    async fn create(&self, id: &str, scope: &Input, change: Value) -> Outcome<Value> {
        let mut input = Input::valid(&operation(id));
        input.parameters.clone_from(&scope.parameters);
        if let (Some(Value::Object(body)), Value::Object(change)) = (&mut input.body, change) {
            body.extend(change);
        }
        if id == "create_charge" {
            Box::pin(self.use_own_token(&mut input, scope)).await?;
        }
        self.renew(&mut input);
        self.call(id, &input).await
    }

    async fn call(&self, id: &str, input: &Input) -> Outcome<Value> {
        let called = call(&self.clients, id, input).await;
        called.map(|called| called.encoded).map_err(|error| {
            let body = error.body().map(|body| String::from_utf8_lossy(body));
            format!("{id}: {error} {}, for {input:?}", body.unwrap_or_default())
        })
    }

    /// Has something happen to a resource outside the API.
    async fn control(&self, id: &str, action: &str) -> Value {
        let address = self.controls.trim_start_matches("http://");
        let mut stream = TcpStream::connect(address).await.expect("the sandbox");
        let request = format!(
            "POST /_sandbox/resources/{id}/{action} HTTP/1.0\r\nhost: {address}\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{{}}"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        let body = answer.split_once("\r\n\r\n").expect("a body").1;
        serde_json::from_str(body).unwrap_or_else(|_| panic!("{action} {id}: {answer}"))
    }

    /// What the merchant must not use twice.
    fn renew(&self, input: &mut Input) {
        if input.parameters.contains_key("idempotency_key") {
            let key = self.unique("key");
            input.parameters.insert("idempotency_key".into(), key);
        }
        let Some(body) = &mut input.body else { return };
        self.renew_ids(body);
        let items = body.get_mut("disbursements").and_then(Value::as_array_mut);
        for item in items.into_iter().flatten() {
            self.renew_ids(item);
        }
    }

    fn renew_ids(&self, object: &mut Value) {
        for field in ["external_id", "reference"] {
            if object.get(field).is_some() {
                object[field] = self.unique("order").into();
            }
        }
    }

    fn unique(&self, name: &str) -> String {
        let number = self.counter.fetch_add(1, Ordering::Relaxed);
        format!("{name}-{number}")
    }
}

fn text<'a>(object: &'a Value, field: &str) -> Outcome<&'a str> {
    let found = object[field].as_str();
    found.ok_or_else(|| format!("no `{field}` in {object}"))
}
