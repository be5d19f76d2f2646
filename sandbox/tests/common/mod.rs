//! A raw HTTP client, so that nothing rewrites what a test sends, and a judge of the answers of its own.
#![allow(dead_code)]

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bayar_contract::Operation;
use bayar_sandbox::Sandbox;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub const SECRET_KEY: &str = "xnd_development_secret:";
pub const PUBLIC_KEY: &str = "xnd_public_development_public:";

/// The token of an account for which none is set.
pub const CALLBACK_TOKEN: &str = "sandbox-callback-token";

/// The URL and the body of every callback so far, with their secrets.
pub fn outgoing(sandbox: &Sandbox) -> Vec<(String, Value)> {
    let snapshot: Value = serde_json::from_str(&sandbox.snapshot().to_json()).unwrap();
    let lines = snapshot["lines"].as_array().unwrap().iter();
    let deliveries = lines.filter(|line| line["kind"] == "delivery");
    let fields = deliveries.map(|line| line["text"].as_str().unwrap());
    fields
        .map(|fields| {
            let mut fields: Value = serde_json::from_str(fields).unwrap();
            let url = fields["url"].as_str().unwrap_or_default().to_owned();
            (url, fields["body"].take())
        })
        .collect()
}

/// A request, to the byte.
#[derive(Clone)]
pub struct Request {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

pub struct Response {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub text: String,
}

impl Request {
    /// With a secret key and without a body.
    pub fn new(method: &str, target: &str) -> Request {
        let request = Request {
            method: method.into(),
            target: target.into(),
            headers: Vec::new(),
            body: Vec::new(),
        };
        request.credentials(SECRET_KEY)
    }

    pub fn post(target: &str, body: Value) -> Request {
        Request::new("POST", target).json(&body.to_string())
    }

    pub fn get(target: &str) -> Request {
        Request::new("GET", target)
    }

    pub fn credentials(self, credentials: &str) -> Request {
        self.header(
            "Authorization",
            &format!("Basic {}", STANDARD.encode(credentials)),
        )
    }

    /// Sets a header; an empty value leaves it out.
    pub fn header(mut self, name: &str, value: &str) -> Request {
        self.headers.retain(|(key, _)| key != name);
        if !value.is_empty() {
            self.headers.push((name.into(), value.into()));
        }
        self
    }

    pub fn body(mut self, content_type: &str, body: &[u8]) -> Request {
        self.body = body.to_vec();
        self.header("Content-Type", content_type)
    }

    pub fn json(self, body: &str) -> Request {
        self.body("application/json", body.as_bytes())
    }

    pub async fn send(&self, sandbox: &Sandbox) -> Response {
        self.send_to(sandbox.base_url()).await
    }

    pub async fn send_to(&self, base_url: &str) -> Response {
        let address = base_url.strip_prefix("http://").unwrap();
        let mut head = format!(
            "{} {} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n",
            self.method, self.target
        );
        for (name, value) in &self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        head += &format!("Content-Length: {}\r\n\r\n", self.body.len());
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(&self.body).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        Response::read(&String::from_utf8(answer).unwrap())
    }
}

impl Response {
    fn read(answer: &str) -> Response {
        let (head, text) = answer.split_once("\r\n\r\n").unwrap();
        let mut lines = head.lines();
        let status = lines
            .next()
            .unwrap()
            .split(' ')
            .nth(1)
            .unwrap()
            .parse()
            .unwrap();
        let headers = lines
            .map(|line| line.split_once(": ").unwrap())
            .map(|(name, value)| (name.into(), value.into()));
        Response {
            status,
            headers: headers.collect(),
            text: text.into(),
        }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// The only entry of `errors`, after a look at the envelope.
    pub fn only_error(&self) -> Value {
        let body = self.json();
        assert_eq!(self.status, 400, "{body}");
        // Some rules have a code of their own.
        assert!(body["error_code"].is_string(), "{body}");
        assert!(body["message"].is_string(), "{body}");
        let errors = body["errors"].as_array().unwrap();
        assert_eq!(errors.len(), 1, "{body}");
        errors[0].clone()
    }
}

/// A contract, which says what is wrong with a value in another way than the sandbox: OpenAPI 3.0 is close to Draft 4,
/// which is checked here with the references in place.
pub struct Contract {
    pub document: bayar_contract::Contract,
    components: Value,
}

impl Contract {
    pub fn xendit() -> Contract {
        Contract::read("xendit.yaml", bayar_spec::XENDIT)
    }

    pub fn finpay() -> Contract {
        Contract::read("finpay.yaml", bayar_spec::FINPAY)
    }

    fn read(file: &str, text: &str) -> Contract {
        let document = bayar_contract::Contract::parse(file, text).unwrap();
        let components = document.document().find("/components").unwrap().to_value();
        Contract {
            document,
            components,
        }
    }

    pub fn operation(&self, id: &str) -> &Operation {
        let found = self.document.operation(id);
        found.unwrap_or_else(|| panic!("{id}"))
    }

    /// What is wrong with the answer of an operation.
    pub fn answer_problems(&self, operation: &str, answer: &Value) -> Vec<String> {
        let content = self.operation(operation).success().unwrap().json().unwrap();
        let schema = self.document.node(content.node).get("schema").unwrap();
        self.problems(&schema.to_value(), answer)
    }

    /// What is wrong with a value.
    pub fn problems(&self, schema: &Value, value: &Value) -> Vec<String> {
        let resolved = match schema["$ref"].as_str() {
            Some(reference) => self
                .document
                .document()
                .find(&reference[1..])
                .unwrap()
                .to_value(),
            None => schema.clone(),
        };
        let schema = match resolved["discriminator"]["propertyName"].as_str() {
            Some(name) => {
                json!({"$ref": resolved["discriminator"]["mapping"][value[name].as_str().unwrap()]})
            }
            None => schema.clone(),
        };
        let document = json!({"allOf": [schema], "components": self.components});
        let options = jsonschema::options()
            .with_draft(jsonschema::Draft::Draft4)
            .should_validate_formats(true);
        let validator = options.build(&document).unwrap();
        validator
            .iter_errors(value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect()
    }
}
