//! Connections, and the last step of a picture: from memory to the socket, without a copy in between.
//!
//! The server copies what it sends into a buffer of its own first. For a picture of 200 KB that copy is an eighth of what
//! serving it costs, and each slow reader would hold one. So a large picture's body hands its bytes to
//! its connection and waits ([`Carried`]); the connection writes them right behind the head of the answer, from where
//! they lie ([`Wire`]), and the body ends when they are gone. Nothing else is written meanwhile: the server goes on to the
//! next answer once a body has ended.

use std::{
    cell::Cell,
    convert::Infallible,
    future::ready,
    io::{self, IoSlice},
    mem,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
    time::Duration,
};

use actix_http::{HttpService, Request, Response};
use actix_service::{IntoServiceFactory, ServiceFactoryExt as _, map_config};
use actix_web::{
    HttpMessage as _, HttpRequest, HttpResponse,
    body::{BodySize, MessageBody},
    dev::{AppConfig, Service, ServiceFactory, fn_service},
    rt::net::TcpStream,
    web::Bytes,
};
use bytes::Buf as _;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// From so many bytes on, waiting for the connection costs less than a copy: a picture of 20 KB costs a tenth more by it, one of
/// 200 KB an eighth less.
const WORTH_WAITING: usize = 64 * 1024;
/// How long a reader may take to close a connection that we closed.
const GOODBYE: Duration = Duration::from_secs(1);

/// What answers connections with this application.
pub fn http<A, S, B>(
    app: A,
) -> impl ServiceFactory<TcpStream, Config = (), Response = (), Error = impl std::fmt::Debug, InitError = ()>
where
    A: IntoServiceFactory<S, Request>,
    S: ServiceFactory<Request, Config = AppConfig> + 'static,
    S::Error: Into<Response<actix_http::body::BoxBody>> + 'static,
    S::InitError: std::fmt::Debug,
    S::Response: Into<Response<B>> + 'static,
    <S::Service as Service<Request>>::Future: 'static,
    B: MessageBody + 'static,
{
    let answers = HttpService::build()
        .client_disconnect_timeout(GOODBYE)
        .on_connect_ext(|wire: &Wire, data| {
            data.insert(wire.load.clone());
        })
        .h1(map_config(app, |()| AppConfig::default()));
    fn_service(|socket: TcpStream| {
        let reader = socket.peer_addr().ok();
        // Without it, a streamed answer waits some 40 ms for the reader's delayed acknowledgement.
        let nodelay = socket.set_nodelay(true);
        if let Err(error) = nodelay {
            tracing::debug!(%error, "a connection may be slow");
        }
        ready(Ok((Wire { socket, load: Load::default() }, reader)))
    })
    .and_then(answers)
}

/// What leaves behind the head of an answer; empty while nothing does.
#[derive(Clone, Default)]
struct Load(Rc<Cell<Bytes>>);

impl Load {
    fn is_empty(&self) -> bool {
        let bytes = self.0.take();
        let empty = bytes.is_empty();
        self.0.set(bytes);
        empty
    }
}

/// Marks a request whose answer is a head alone (RFC 9110 §9.3.2).
pub struct HeadAlone;

/// An answer of these bytes, 200.
#[must_use]
pub fn answer(request: &HttpRequest, bytes: Bytes) -> HttpResponse {
    let is_small = bytes.len() < WORTH_WAITING;
    let load = request.conn_data::<Load>().filter(|_| !is_small && !request.extensions().contains::<HeadAlone>());
    match load {
        Some(load) => {
            let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            HttpResponse::Ok().no_chunking(length).body(Carried { bytes, load: load.clone() })
        }
        None => HttpResponse::Ok().body(bytes),
    }
}

/// A body whose bytes its connection writes.
struct Carried {
    /// Those it still has to hand over: all, then none.
    bytes: Bytes,
    load: Load,
}

impl MessageBody for Carried {
    type Error = Infallible;

    /// Unknown to the server, which would count what passes through it; the answer's `Content-Length` says it.
    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(mut self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Infallible>>> {
        let bytes = mem::take(&mut self.bytes);
        if !bytes.is_empty() {
            self.load.0.set(bytes);
            // The connection wakes the server once they are gone.
            return Poll::Pending;
        }
        if self.load.is_empty() { Poll::Ready(None) } else { Poll::Pending }
    }
}

/// A connection.
struct Wire {
    socket: TcpStream,
    load: Load,
}

impl Wire {
    /// Writes what the server gives and, behind it, what a body left here; says how much of both went.
    fn send(&mut self, context: &mut Context<'_>, given: &[u8]) -> Poll<io::Result<usize>> {
        let mut load = self.load.0.take();
        let both = [IoSlice::new(given), IoSlice::new(&load)];
        let sent = Pin::new(&mut self.socket).poll_write_vectored(context, &both);
        if let Poll::Ready(Ok(sent)) = sent
            && !load.is_empty()
        {
            load.advance(sent.saturating_sub(given.len()));
            if load.is_empty() {
                context.waker().wake_by_ref();
            }
        }
        self.load.0.set(load);
        sent
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, given: &[u8]) -> Poll<io::Result<usize>> {
        self.send(context, given).map_ok(|sent| sent.min(given.len()))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.load.is_empty() {
            match self.send(context, &[]) {
                Poll::Ready(Ok(0)) => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                Poll::Ready(Ok(_)) => {}
                Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                Poll::Pending => return Poll::Pending,
            }
        }
        Pin::new(&mut self.socket).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(context)
    }
}

impl AsyncRead for Wire {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_read(context, into)
    }
}
