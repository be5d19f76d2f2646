//! A server on a raw socket: it keeps what arrives as it arrived, and can misbehave.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A request as it came over the wire.
#[derive(Clone, Debug, Default)]
pub struct Received {
    pub method: String,
    /// Path and query, raw.
    pub target: String,
    /// Names in lower case, in the order of arrival.
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Received {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(header, _)| header == name);
        let value = found.next().map(|(_, value)| value.as_str());
        assert!(found.next().is_none(), "`{name}` came twice");
        value
    }

    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// The query, decoded.
    pub fn query(&self) -> Vec<(String, String)> {
        let query = self.target.split_once('?').map_or("", |(_, query)| query);
        url::form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).expect("the body is JSON")
    }
}

/// An answer that shows something, whatever was asked.
pub const SOMETHING: &str =
    r#"{"status":"NEW","balance":0,"name":"N","amount":1,"ewallet_type":"OVO","redirect_url":"/"}"#;

/// What goes wrong on the socket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    #[default]
    None,
    /// The connection ends when the request is read.
    Disconnect,
    /// Nothing is answered, and the connection stays.
    Silence,
    /// The connection ends in the middle of the body.
    CutShort,
    /// The body stops in the middle, and the connection stays.
    Stall,
}

/// What the server answers.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    pub fault: Fault,
}

impl Reply {
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: body.into(),
            fault: Fault::None,
        }
    }

    pub fn ok(body: &impl ToString) -> Self {
        Self::new(200, body.to_string())
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    pub fn fault(mut self, fault: Fault) -> Self {
        self.fault = fault;
        self
    }
}

struct Shared {
    reply: Mutex<Reply>,
    /// Come before `reply`.
    in_turn: Mutex<VecDeque<Reply>>,
    requests: Mutex<Vec<Received>>,
    connections: AtomicUsize,
}

/// Listens on loopback until it is dropped.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

impl Server {
    /// Answers [`SOMETHING`] until told otherwise.
    pub async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("loopback");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::new(Shared {
            reply: Mutex::new(Reply::ok(&SOMETHING)),
            in_turn: Mutex::default(),
            requests: Mutex::default(),
            connections: AtomicUsize::new(0),
        });
        let task = tokio::spawn(accept(listener, Arc::clone(&shared)));
        Self {
            address,
            shared,
            task,
        }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What every request from now on is answered.
    pub fn answers(&self, reply: Reply) {
        *self.shared.reply.lock().unwrap() = reply;
    }

    /// What the next requests are answered, one each.
    pub fn answers_in_turn(&self, replies: impl IntoIterator<Item = Reply>) {
        self.shared.in_turn.lock().unwrap().extend(replies);
    }

    /// Answers the first documented success of this operation, without what only the documented request has.
    pub fn answers_as_documented(&self, operation: &super::Operation) {
        let answers = operation.answers();
        let answer = answers.iter().find(|answer| answer.status == 200);
        let mut answer = answer.expect("an example").value.clone();
        if let Some(members) = answer.as_object_mut() {
            members.retain(|name, _| {
                !["external_id", "reference", "id", "payment_id"].contains(&name.as_str())
            });
        }
        self.answers(Reply::ok(&answer));
    }

    pub fn requests(&self) -> Vec<Received> {
        self.shared.requests.lock().unwrap().clone()
    }

    /// The one request that came since the last call.
    pub fn take(&self) -> Received {
        let mut requests = self.shared.requests.lock().unwrap();
        assert_eq!(requests.len(), 1, "one request");
        requests.remove(0)
    }

    /// The requests that came since the last call.
    pub fn take_all(&self) -> Vec<Received> {
        std::mem::take(&mut self.shared.requests.lock().unwrap())
    }

    pub fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept().await {
        shared.connections.fetch_add(1, Ordering::SeqCst);
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            // The client may leave at any time.
            let _ = serve(stream, &shared).await;
        });
    }
}

async fn serve(stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    while let Some(request) = read(&mut stream).await? {
        shared.requests.lock().unwrap().push(request);
        let next = shared.in_turn.lock().unwrap().pop_front();
        let reply = next.unwrap_or_else(|| shared.reply.lock().unwrap().clone());
        match reply.fault {
            Fault::Disconnect => return Ok(()),
            Fault::Silence => std::future::pending().await,
            _ => {}
        }
        stream.get_mut().write_all(&encode(&reply)).await?;
        match reply.fault {
            Fault::CutShort => return stream.get_mut().shutdown().await,
            Fault::Stall => std::future::pending().await,
            _ => {}
        }
    }
    Ok(())
}

fn encode(reply: &Reply) -> Vec<u8> {
    use std::fmt::Write;

    let mut head = format!("HTTP/1.1 {} Status\r\n", reply.status);
    for (name, value) in &reply.headers {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    let _ = write!(head, "content-length: {}\r\n\r\n", reply.body.len());
    let sent = match reply.fault {
        Fault::None => reply.body.len(),
        _ => reply.body.len() / 2,
    };
    [head.as_bytes(), &reply.body[..sent]].concat()
}

/// Reads one request to its end; none if the client has left.
async fn read(stream: &mut BufReader<TcpStream>) -> std::io::Result<Option<Received>> {
    let mut line = String::new();
    if stream.read_line(&mut line).await? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace();
    let mut request = Received {
        method: words.next().unwrap_or_default().into(),
        target: words.next().unwrap_or_default().into(),
        ..Received::default()
    };
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        let header = (name.to_lowercase(), value.trim().to_owned());
        request.headers.push(header);
    }
    let length = request.header("content-length").unwrap_or("0");
    let mut body = vec![0; length.parse().expect("a length")];
    stream.read_exact(&mut body).await?;
    request.body = String::from_utf8(body).expect("a text");
    Ok(Some(request))
}
