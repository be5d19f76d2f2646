//! The connections of the server: a handler can write past the HTTP library, and cut.

use std::io::{self, IoSlice};
use std::net::{Shutdown, SocketAddr};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::IncomingStream;
use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncWrite, Join, ReadBuf, join};
use tokio::net::{TcpListener, TcpStream};

use crate::raw_url::Encoded;

/// Accepts connections that can be cut.
pub(crate) struct Listener(pub(crate) TcpListener);

impl axum::serve::Listener for Listener {
    type Io = Join<Encoded<Stream>, Stream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, SocketAddr) {
        // The one of `TcpListener` waits when there are too many open files, and goes on.
        let (tcp, address) = axum::serve::Listener::accept(&mut self.0).await;
        // What is written before a cut must not be held back until after it.
        _ = tcp.set_nodelay(true);
        let wire = Wire {
            tcp,
            is_over: AtomicBool::new(false),
        };
        let stream = Stream(Arc::new(wire));
        (join(Encoded::new(stream.clone()), stream), address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

struct Wire {
    tcp: TcpStream,
    /// Nothing may be written any more.
    is_over: AtomicBool,
}

/// What the HTTP library reads from and writes to.
#[derive(Clone)]
pub(crate) struct Stream(Arc<Wire>);

impl Stream {
    fn write(
        &self,
        context: &mut Context<'_>,
        write: impl Fn(&TcpStream) -> io::Result<usize>,
    ) -> Poll<io::Result<usize>> {
        let Wire { tcp, is_over } = &*self.0;
        loop {
            if is_over.load(Ordering::Acquire) {
                return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
            }
            ready!(tcp.poll_write_ready(context))?;
            match write(tcp) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                written => return Poll::Ready(written),
            }
        }
    }
}

impl AsyncRead for Stream {
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

impl AsyncWrite for Stream {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.write(context, |tcp| tcp.try_write(bytes))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
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
        if self.0.is_over.load(Ordering::Acquire) {
            return Poll::Ready(Ok(()));
        }
        Poll::Ready(SockRef::from(&self.0.tcp).shutdown(Shutdown::Write))
    }
}

/// The connection that a request came in on, for its handler.
#[derive(Clone)]
pub(crate) struct Connection(Weak<Wire>);

impl Connected<IncomingStream<'_, Listener>> for Connection {
    fn connect_info(stream: IncomingStream<'_, Listener>) -> Connection {
        Connection(Arc::downgrade(&stream.io().writer().0))
    }
}

impl Connection {
    /// Writes to the client while the HTTP library waits for the handler. An error means that the client has gone.
    pub(crate) async fn write(&self, mut bytes: &[u8]) -> io::Result<()> {
        let wire = self.0.upgrade().ok_or(io::ErrorKind::NotConnected)?;
        while !bytes.is_empty() {
            wire.tcp.writable().await?;
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
