//! The web page: nothing in it is from elsewhere or inline, and in a browser it does by keyboard what the controls do.
//!
//! The test with a browser needs `chromedriver` and Chromium; without them it says so and is skipped.

use std::io::ErrorKind;
use std::process::Stdio;
use std::time::Duration;

use bayar_sandbox::{Class, Drift, Fault, Problem, Sandbox};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

use crate::common::{PUBLIC_KEY, Request};

const FILES: &[&str] = &[
    "/",
    "/_sandbox/page/page.css",
    "/_sandbox/page/digits.js",
    "/_sandbox/page/page.js",
    "/_sandbox/page/linked.js",
];

#[tokio::test]
async fn everything_comes_from_the_sandbox_itself() {
    let sandbox = Sandbox::start().await.unwrap();
    for path in FILES {
        let answer = Request::get(path)
            .header("Authorization", "")
            .send(&sandbox)
            .await;
        assert_eq!(answer.status, 200, "{path}");
        let policy = answer.header("content-security-policy").unwrap();
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"),
            "{policy}"
        );
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        for elsewhere in ["http://", "https://", "@import", "innerHTML", "eval("] {
            assert!(!answer.text.contains(elsewhere), "{path}: {elsewhere}");
        }
    }
    let html = Request::get("/").send(&sandbox).await.text;
    for inline in ["style=", "<style", "onclick", "onload", "<script>"] {
        assert!(!html.contains(inline), "{inline}");
    }
    assert!(
        sandbox.requests().is_empty(),
        "the page is no part of the API"
    );
    let other = Request::get("/_sandbox/page/..%2FCargo.toml")
        .send(&sandbox)
        .await;
    assert_eq!(other.status, 404);
}

/// Created through the API: where its answer links to, and a payer's action with the status that it leads to.
async fn linked(sandbox: &Sandbox) -> Vec<(String, &'static str, &'static str)> {
    let post = async |path: &str, body: Value| {
        let answer = Request::post(path, body).send(sandbox).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        answer.json()
    };
    let invoice = json!({"external_id": "web-1", "amount": 20000, "payer_email": "a@example.com", "description": "-"});
    let invoice = post("/v2/invoices", invoice).await;
    let payout = json!({"external_id": "web-2", "amount": 20000, "email": "a@example.com"});
    let payout = post("/payouts", payout).await;
    let wallet = json!({"external_id": "web-3", "amount": 20000, "phone": "081245671234", "ewallet_type": "LINKAJA",
        "items": [{"id": "1", "name": "Phone Case", "price": 20000, "quantity": 1}],
        "callback_url": "http://127.0.0.1:9/callback", "redirect_url": "https://shop.example/order/8"});
    let wallet = post("/ewallets", wallet).await;
    let card = json!({"amount": "10000", "is_single_use": true, "card_data": {"account_number": "4000000000000002",
        "exp_month": "12", "exp_year": "2040", "cvn": "123"}});
    let token = Request::post("/v2/credit_card_tokens", card).credentials(PUBLIC_KEY);
    let token = token.send(sandbox).await;
    assert_eq!(token.status, 200, "{}", token.text);
    let credit = json!({"cardless_credit_type": "KREDIVO", "external_id": "web-4", "amount": 800_000,
        "payment_type": "3_months", "items": [{"id": "1", "name": "Phone", "price": 800_000, "type": "Smartphone",
        "url": "http://shop.example/1", "quantity": 1}], "customer_details": {"first_name": "A", "last_name": "B",
        "email": "a@shop.example", "phone": "081513114262"}, "shipping_address": {"first_name": "A", "last_name": "B",
        "address": "Jalan 12", "city": "Jakarta", "postal_code": "12345", "phone": "081513114262",
        "country_code": "IDN"}, "redirect_url": "https://shop.example", "callback_url": "http://127.0.0.1:9/callback"});
    let credit = post("/cardless-credit", credit).await;
    let link = |json: &Value| json.as_str().unwrap().to_owned();
    vec![
        (link(&invoice["invoice_url"]), "pay", "PAID"),
        (link(&payout["payout_url"]), "claim", "CLAIMED"),
        (link(&wallet["checkout_url"]), "pay", "COMPLETED"),
        (link(&credit["redirect_url"]), "settle", "settlement"),
        (
            link(&token.json()["payer_authentication_url"]),
            "verify",
            "VERIFIED",
        ),
    ]
}

#[tokio::test]
async fn each_link_of_an_answer_leads_to_its_page() {
    let sandbox = Sandbox::start().await.unwrap();
    let page = async |path: &str| {
        let answer = Request::get(path).header("Authorization", "");
        answer.send(&sandbox).await
    };
    for (url, action, status) in linked(&sandbox).await {
        let path = url.strip_prefix(sandbox.base_url()).unwrap();
        let before = page(path).await;
        assert_eq!(before.status, 200, "{path}: {}", before.text);
        let button = format!("data-action=\"{action}\">{action}</button>");
        assert!(before.text.contains(&button), "{path}: {}", before.text);
        let id = path.rsplit('/').next().unwrap();
        sandbox.act(id, action, json!({})).unwrap();
        let after = page(path).await.text;
        let shown = format!("<strong id=\"status\">{status}</strong>");
        assert!(after.contains(&shown), "{path}: {after}");
        assert!(!after.contains(&button), "{path}: {after}");
        let other = format!("/web/elsewhere/{id}");
        assert_eq!(page(&other).await.status, 404, "{other}");
    }
    let payout = sandbox.resource("web-2").unwrap()["id"].clone();
    let wrong_kind = format!("/web/invoices/{}", payout.as_str().unwrap());
    for path in [wrong_kind.as_str(), "/web/invoices/none"] {
        assert_eq!(page(path).await.status, 404, "{path}");
    }
    let log = sandbox.requests();
    assert!(log.iter().all(|request| !request.target.contains("/web/")));
}

/// The page names the kinds and classes by itself.
#[tokio::test]
async fn the_page_offers_every_fault_and_drift() {
    let sandbox = Sandbox::start().await.unwrap();
    let script = Request::get("/_sandbox/page/page.js").send(&sandbox).await;
    let (_, faults) = script.text.split_once("const FAULTS = {").unwrap();
    let (faults, _) = faults.split_once("};").unwrap();
    let book = include_str!("../../CONTROLS.md");
    let (_, table) = book.split_once("\n| kind |").unwrap();
    let (table, _) = table.split_once("\n\n").unwrap();
    let kinds: Vec<&str> = table
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .collect();
    assert_eq!(faults.matches(": [").count(), kinds.len());
    for kind in kinds {
        assert!(faults.contains(&format!(" {kind}: [")), "{kind}");
        let rule = match kind {
            "latency" | "lag" => json!({"kind": kind, "milliseconds": 1}),
            "clock_skew" => json!({"kind": kind, "seconds": 1}),
            _ => json!({"kind": kind}),
        };
        let added = Request::post("/_sandbox/faults", rule).send(&sandbox).await;
        assert_eq!(added.status, 200, "{kind}: {}", added.text);
    }
    for class in Drift::classes() {
        let name = class.to_string();
        assert!(book.contains(&format!("`{name}`")), "{name}");
        let (side, kind) = name.split_once('.').unwrap();
        assert!(
            script.text.contains(&format!("`{side}.${{name}}`")),
            "{name}"
        );
        assert!(script.text.contains(&format!("\"{kind}\"")), "{name}");
    }
}

/// What a page would run if it took it for markup.
const EVIL: &str = "<img src=x onerror=\"document.title='owned'\">";

#[tokio::test]
async fn a_person_pays_an_invoice_by_keyboard() {
    let Some(browser) = Browser::start().await else {
        println!("skipped: no chromedriver here");
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    for external_id in ["order-1", EVIL] {
        let body = json!({"external_id": external_id, "amount": 230000.5, "payer_email": "a@example.com", "description": "-"});
        assert_eq!(
            Request::post("/v2/invoices", body)
                .send(&sandbox)
                .await
                .status,
            200
        );
    }
    Request::post("/v2/invoices", json!({"amount": "much"}))
        .send(&sandbox)
        .await;
    // The browser is to end also when something is not as it should be.
    let session = browser.session.clone();
    let walk = tokio::spawn(async move {
        walk(&session, &sandbox).await;
        the_link_of_an_answer(&session, &sandbox).await;
    });
    let result = walk.await;
    browser.stop().await;
    result.unwrap();
}

async fn walk(browser: &Session, sandbox: &Sandbox) {
    browser
        .post("/url", json!({"url": sandbox.base_url()}))
        .await;
    browser
        .wait("return document.querySelectorAll('#groups tbody tr').length === 2")
        .await;
    assert_eq!(browser.run("return document.title").await, "bayar sandbox");
    assert_eq!(
        browser
            .run("return document.querySelectorAll('main img').length")
            .await,
        0
    );
    let text = browser
        .run("return document.querySelector('#groups').innerText")
        .await;
    let text = text.as_str().unwrap();
    assert!(
        text.contains(EVIL) && text.contains("PENDING") && text.contains("230000.5"),
        "{text}"
    );
    let log = browser
        .run("return document.querySelector('#requests').innerText")
        .await;
    let log = log.as_str().unwrap();
    assert!(
        log.contains("ok")
            && log.contains("violations")
            && log.contains("\"external_id\" is required"),
        "{log}"
    );
    every_control_has_a_name(browser).await;

    // From the top of the page to the button, and on.
    browser.tab_to("pay invoice order-1").await;
    browser.keys("\u{e007}").await;
    browser
        .wait("return document.querySelector('dialog').open")
        .await;
    assert_eq!(
        browser.run("return document.activeElement.name").await,
        "channel"
    );
    browser.keys("BNI\u{e007}").await;
    browser
        .wait("return document.querySelector('#result').textContent === 'pay: order-1'")
        .await;
    browser
        .wait("return document.querySelector('#groups').innerText.includes('PAID')")
        .await;
    assert_eq!(sandbox.resource("order-1").unwrap()["status"], "PAID");
    assert_eq!(sandbox.deliveries()[0].body["bank_code"], "BNI");
    let row = "return document.activeElement.closest('tr')?.innerText.includes('order-1') ?? false";
    assert_eq!(
        browser.run(row).await,
        true,
        "the focus stays at the invoice"
    );

    browser.tab_to("Freeze").await;
    browser.keys("\u{e007}").await;
    browser
        .wait("return document.querySelector('#clock-state').textContent === 'frozen'")
        .await;
    browser.tab_to("Advance").await;
    browser.keys("\u{e007}").await;
    browser
        .wait("return document.querySelector('#groups').innerText.includes('SETTLED')")
        .await;

    faults_and_drift(browser, sandbox).await;

    // What the vendor refuses is said aloud.
    browser.tab_to("Redeliver").await;
    browser.keys("\u{e007}").await;
    browser
        .wait("return document.querySelector('#problem').textContent.includes('no URL')")
        .await;
}

/// Switched on, listed, and cleared.
async fn faults_and_drift(browser: &Session, sandbox: &Sandbox) {
    browser.tab_to("Add fault").await;
    browser.keys("\u{e007}").await;
    browser
        .wait("return document.activeElement.name === 'operation'")
        .await;
    browser.keys("no_such\u{e007}").await;
    browser
        .wait("return document.querySelector('#dialog-problem').textContent.includes('no_such')")
        .await;
    browser
        .run("document.querySelector('#field-operation').value = ''")
        .await;
    browser
        .run("document.querySelector('#field-operation').focus()")
        .await;
    browser.keys("get_balance\u{e007}").await;
    browser
        .wait("return document.querySelector('#rule-rows').innerText.includes('fault: reset')")
        .await;
    assert_eq!(
        sandbox.faults(),
        [Fault::reset().operation("get_balance")],
        "as the form says"
    );
    browser.tab_to("Add drift").await;
    browser.keys("\u{e007}").await;
    browser
        .wait("return document.activeElement.name === 'operation'")
        .await;
    browser.keys("\u{e007}").await;
    browser
        .wait("return document.querySelector('#rule-rows').innerText.includes('response.enum')")
        .await;
    assert_eq!(
        sandbox.drifts(),
        [Drift::new(Class::response(Problem::Enum))]
    );
    browser.tab_to("Clear all").await;
    browser.keys("\u{e007}").await;
    browser
        .wait("return !document.querySelector('#no-rules').hidden")
        .await;
    assert_eq!((sandbox.faults(), sandbox.drifts()), (vec![], vec![]));
}

/// The page that the answer links to lets the payer pay.
async fn the_link_of_an_answer(browser: &Session, sandbox: &Sandbox) {
    let name = format!("again {EVIL}");
    let body = json!({"external_id": name, "amount": 20000, "payer_email": "a@example.com", "description": "-"});
    let created = Request::post("/v2/invoices", body).send(sandbox).await;
    let invoice = created.json();
    browser
        .post("/url", json!({"url": invoice["invoice_url"]}))
        .await;
    assert_eq!(
        browser
            .run("return document.querySelector('h1').textContent")
            .await,
        format!("invoice {name}")
    );
    browser.tab_to("pay").await;
    browser.keys("\u{e007}").await;
    browser
        .wait("return document.querySelector('#status')?.textContent === 'PAID'")
        .await;
    assert_eq!(sandbox.resource(&name).unwrap()["status"], "PAID");
    assert_ne!(browser.run("return document.title").await, "owned");
}

async fn every_control_has_a_name(browser: &Session) {
    let controls = "return [...document.querySelectorAll('button, input, select, a, summary, [tabindex=\"0\"]')]\
                    .filter((control) => control.checkVisibility())";
    let controls = browser.run(controls).await;
    let controls = controls.as_array().unwrap();
    assert!(controls.len() > 20);
    for control in controls {
        let id = control
            .as_object()
            .unwrap()
            .values()
            .next()
            .unwrap()
            .as_str()
            .unwrap();
        let name = browser.get(&format!("/element/{id}/computedlabel")).await;
        let role = browser.get(&format!("/element/{id}/computedrole")).await;
        // A summary is named by what is in it, which the driver does not tell.
        let is_summary = role == "DisclosureTriangle" || role == "none" || role == "generic";
        assert!(
            is_summary || !name.as_str().unwrap().trim().is_empty(),
            "{role} without a name"
        );
    }
}

/// A headless Chromium of its own, driven by WebDriver.
struct Browser {
    driver: Child,
    session: Session,
}

#[derive(Clone)]
struct Session {
    port: u16,
    path: String,
}

impl Browser {
    async fn start() -> Option<Browser> {
        let driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn();
        let mut driver = match driver {
            Err(error) if error.kind() == ErrorKind::NotFound => return None,
            driver => driver.unwrap(),
        };
        let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
        let port = loop {
            let line = lines
                .next_line()
                .await
                .unwrap()
                .expect("chromedriver ended");
            if let Some((_, port)) = line.split_once("started successfully on port ") {
                break port.trim_end_matches('.').parse().unwrap();
            }
        };
        // Nobody else reads what it prints.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        let arguments = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1280,900",
        ];
        let capabilities =
            json!({"capabilities": {"alwaysMatch": {"goog:chromeOptions": {"args": arguments}}}});
        let path = String::new();
        let root = Session { port, path };
        let session = root.call("POST", "/session", Some(capabilities)).await;
        let id = session["sessionId"]
            .as_str()
            .unwrap_or_else(|| panic!("{session}"));
        let path = format!("/session/{id}");
        Some(Browser {
            driver,
            session: Session { port, path },
        })
    }

    async fn stop(mut self) {
        self.session.call("DELETE", "", None).await;
        self.driver.kill().await.unwrap();
    }
}

impl Session {
    async fn get(&self, path: &str) -> Value {
        self.call("GET", path, None).await
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        self.call("POST", path, Some(body)).await
    }

    async fn run(&self, script: &str) -> Value {
        self.post("/execute/sync", json!({"script": script, "args": []}))
            .await
    }

    async fn wait(&self, script: &str) {
        for _ in 0..200 {
            if self.run(script).await == true {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let text = self.run("return document.body.innerText").await;
        panic!("{script}\n{}", text.as_str().unwrap_or_default());
    }

    async fn keys(&self, keys: &str) {
        let actions: Vec<_> = keys
            .chars()
            .flat_map(|key| {
                [
                    json!({"type": "keyDown", "value": key}),
                    json!({"type": "keyUp", "value": key}),
                ]
            })
            .collect();
        let body = json!({"actions": [{"type": "key", "id": "keyboard", "actions": actions}]});
        self.post("/actions", body).await;
    }

    /// Goes with the tab key to the control whose name begins so.
    async fn tab_to(&self, name: &str) {
        for _ in 0..200 {
            self.keys("\u{e004}").await;
            let text = self.run("return document.activeElement.textContent").await;
            if text.as_str().unwrap().starts_with(name) {
                return;
            }
        }
        panic!("the tab key does not reach `{name}`");
    }

    async fn call(&self, method: &str, path: &str, body: Option<Value>) -> Value {
        let body = body.map_or_else(String::new, |body| body.to_string());
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await.unwrap();
        let head = format!(
            "{method} {}{path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            self.path,
            self.port,
            body.len()
        );
        stream.write_all((head + &body).as_bytes()).await.unwrap();
        // The driver keeps the connection open all the same.
        let mut reader = BufReader::new(stream);
        let (mut head, mut length) = (String::new(), 0);
        while !head.ends_with("\r\n\r\n") {
            let mut line = String::new();
            assert_ne!(reader.read_line(&mut line).await.unwrap(), 0, "{head}");
            let lower = line.to_lowercase();
            if let Some(value) = lower.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            head += &line;
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).await.unwrap();
        let body: Value = serde_json::from_slice(&body).unwrap();
        assert!(head.contains(" 200 "), "{method} {path}: {body}");
        body["value"].clone()
    }
}
