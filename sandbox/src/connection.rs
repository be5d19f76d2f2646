//! The connections of the server: a handler can write past the HTTP library, and cut. Who sends nothing, or takes
//! nothing, is let go.

use std::io::{self, IoSlice};
use std::net::Shutdown;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf, join};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Sleep, sleep};
use tower_service::Service;

use crate::raw_url::Encoded;

/// For the head of a request to come, also of the next one on a connection, and for a client that takes no more of an
/// answer.
pub(crate) const PATIENCE: Duration = Duration::from_secs(75);

/// Serves until it is told to stop; then the requests under way are answered.
pub(crate) async fn serve(mut listener: TcpListener, router: Router, stopped: impl Future) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(PATIENCE);
    let graceful = GracefulShutdown::new();
    let mut stopped = pin!(stopped);
    loop {
        let (tcp, _) = tokio::select! {
            // The one of `TcpListener` waits when there are too many open files, and goes on.
            accepted = axum::serve::Listener::accept(&mut listener) => accepted,
            _ = &mut stopped => break,
        };
        // What is written before a cut must not be held back until after it.
        _ = tcp.set_nodelay(true);
        let wire = Arc::new(Wire {
            tcp,
            is_over: AtomicBool::new(false),
        });
        let connection = Connection(Arc::downgrade(&wire));
        let router = router.clone();
        let begins = Arc::new(AtomicBool::new(true));
        let encoded = Encoded::new(Reading(Arc::clone(&wire)), Arc::clone(&begins));
        let service = hyper::service::service_fn(move |request: Request<hyper::body::Incoming>| {
            let mut request = request.map(Body::new);
            request
                .extensions_mut()
                .insert(ConnectInfo(connection.clone()));
            let (answer, begins) = (router.clone().call(request), Arc::clone(&begins));
            async move {
                let answer = answer.await;
                begins.store(true, Ordering::Relaxed);
                answer
            }
        });
        let io = join(
            encoded,
            Writing {
                wire,
                stalled: None,
            },
        );
        let served = http.serve_connection(TokioIo::new(io), service);
        tokio::spawn(graceful.watch(served));
    }
    drop(listener);
    graceful.shutdown().await;
}

struct Wire {
    tcp: TcpStream,
    /// Nothing may be written any more.
    is_over: AtomicBool,
}

/// What the HTTP library reads from.
struct Reading(Arc<Wire>);

/// What the HTTP library writes to.
struct Writing {
    wire: Arc<Wire>,
    /// Runs while the client takes nothing.
    stalled: Option<Pin<Box<Sleep>>>,
}

impl Writing {
    fn write(
        &mut self,
        context: &mut Context<'_>,
        write: impl Fn(&TcpStream) -> io::Result<usize>,
    ) -> Poll<io::Result<usize>> {
        let Wire { tcp, is_over } = &*self.wire;
        loop {
            if is_over.load(Ordering::Acquire) {
                return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
            }
            if tcp.poll_write_ready(context)?.is_pending() {
                let stalled = self
                    .stalled
                    .get_or_insert_with(|| Box::pin(sleep(PATIENCE)));
                ready!(stalled.as_mut().poll(context));
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
            match write(tcp) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                written => {
                    self.stalled = None;
                    return Poll::Ready(written);
                }
            }
        }
    }
}

impl AsyncRead for Reading {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let tcp = &self.0.tcp;
        loop {
            ready!(tcp.poll_read_ready(context))?;
            match tcp.try_read_buf(buffer) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                read => return Poll::Ready(read.map(|_| ())),
            }
        }
    }
}

impl AsyncWrite for Writing {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.write(context, |tcp| tcp.try_write(bytes))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.write(context, |tcp| tcp.try_write_vectored(parts))
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        // A FIN would arrive before the RST.
        if self.wire.is_over.load(Ordering::Acquire) {
            return Poll::Ready(Ok(()));
        }
        Poll::Ready(SockRef::from(&self.wire.tcp).shutdown(Shutdown::Write))
    }
}

/// The connection that a request came in on, for its handler.
#[derive(Clone)]
pub(crate) struct Connection(Weak<Wire>);

impl Connection {
    /// Writes to the client while the HTTP library waits for the handler. An error means that the client has gone.
    pub(crate) async fn write(&self, mut bytes: &[u8]) -> io::Result<()> {
        let wire = self.0.upgrade().ok_or(io::ErrorKind::NotConnected)?;
        while !bytes.is_empty() {
            tokio::time::timeout(PATIENCE, wire.tcp.writable()).await??;
            match wire.tcp.try_write(bytes) {
                Ok(written) => bytes = &bytes[written..],
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Ends the connection as soon as the handler answers, whatever it answers: with an RST.
    pub(crate) fn reset(&self) {
        if let Some(wire) = self.0.upgrade() {
            _ = SockRef::from(&wire.tcp).set_linger(Some(Duration::ZERO));
            wire.is_over.store(true, Ordering::Release);
        }
    }

    /// The same in good order: with a FIN.
    pub(crate) fn close(&self) {
        if let Some(wire) = self.0.upgrade() {
            wire.is_over.store(true, Ordering::Release);
        }
    }
}
