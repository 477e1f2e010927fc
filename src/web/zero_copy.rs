//! Connections that let the kernel send a rendition from memory to the socket (sendfile), without copies in between.
//!
//! actix copies a body into a buffer of its own, and the kernel copies that buffer again: a third of the cost of a
//! picture of 200 KB (`docs/FIGURES.md`), and as much memory for each slow client. Large pictures are therefore kept in
//! files in memory ([`Sendable`]), and their bodies are empty: they hand such a file to their connection and wait
//! ([`Carried`]). The connection sends it after the head of the answer ([`Wire`], sendfile(2)), and the body ends when
//! all of it was sent. Nothing else is written meanwhile: the server starts the next answer only when a body has ended.

use std::{
    cell::Cell,
    convert::Infallible,
    fs::File,
    future,
    io::{self, Write as _},
    pin::Pin,
    rc::Rc,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

use actix_http::{ConnectionType, HttpService, Request, Response};
use actix_service::{IntoServiceFactory, ServiceFactoryExt as _, map_config};
use actix_web::{
    HttpMessage as _, HttpRequest, HttpResponse,
    body::{BodySize, BodyStream, MessageBody},
    dev::{AppConfig, Service, ServiceFactory, fn_service},
    rt::net::TcpStream,
    web::Bytes,
};
use futures_util::stream::empty;
use rustix::{
    fs::{MemfdFlags, memfd_create, sendfile},
    net::{SendFlags, send},
};
use tokio::io::{AsyncRead, AsyncWrite, Interest, ReadBuf};

use super::closing::Closing;

/// The fewest bytes for which a file is faster: passing an image of 20 KB to the connection cost a tenth more than
/// copying it.
const WORTH_A_FILE: usize = 64 * 1024;
/// How long a client may take to close a connection that the server closed.
const GOODBYE: Duration = Duration::from_secs(1);

/// The service that serves connections with this application, until they are closed.
pub fn http<A, S, B>(
    app: A,
    closing: Closing,
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
    let is_closing = closing.clone();
    let app = app.into_factory().map(move |answer: S::Response| -> Response<B> {
        let mut answer: Response<B> = answer.into();
        if is_closing.is_last_answer() {
            answer.head_mut().set_connection_type(ConnectionType::Close);
        }
        answer
    });
    let answers = HttpService::build()
        .graceful_shutdown_signal(move || closing.clone().closed())
        .client_disconnect_timeout(GOODBYE)
        .on_connect_ext(|wire: &Wire, data| {
            data.insert(wire.slot.clone());
        })
        .h1(map_config(app, |()| AppConfig::default()));
    fn_service(|socket: TcpStream| {
        let reader = socket.peer_addr().ok();
        // Without it, a streamed answer waits some 40 ms for the client's delayed acknowledgement.
        let nodelay = socket.set_nodelay(true);
        if let Err(error) = nodelay {
            tracing::debug!(%error, "a connection may be slow");
        }
        future::ready(Ok((Wire { socket, slot: Slot::default() }, reader)))
    })
    .and_then(answers)
}

/// Bytes that can be sent many times.
#[derive(Clone)]
pub enum Sendable {
    /// In the server's own memory.
    Bytes(Bytes),
    /// In an anonymous file in memory (`memfd_create(2)`), of so many bytes.
    File(Arc<File>, usize),
}

impl Sendable {
    /// Stores these bytes where sending them costs least.
    #[must_use]
    pub fn new(bytes: Bytes) -> Self {
        if bytes.len() < WORTH_A_FILE {
            return Self::Bytes(bytes);
        }
        // When no more files can be opened, they are sent as bytes.
        match in_memory(&bytes) {
            Ok(file) => Self::File(Arc::new(file), bytes.len()),
            Err(_none) => Self::Bytes(bytes),
        }
    }

    /// How many bytes they are.
    #[must_use]
    pub const fn length(&self) -> usize {
        match self {
            Self::Bytes(bytes) => bytes.len(),
            Self::File(_, length) => *length,
        }
    }

    /// An answer with them, 200.
    #[must_use]
    pub fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let length = u64::try_from(self.length()).unwrap_or(u64::MAX);
        let mut response = HttpResponse::Ok();
        match (self, request.conn_data::<Slot>()) {
            (Self::Bytes(bytes), _) => response.body(bytes.clone()),
            (Self::File(..), _) if request.extensions().contains::<HeadAlone>() => {
                response.no_chunking(length).body(BodyStream::new(empty::<Result<Bytes, Infallible>>()))
            }
            (Self::File(file, _), Some(slot)) => {
                let load = Load { file: Arc::clone(file), next: 0, end: length };
                response.no_chunking(length).body(Carried { load: Some(load), slot: slot.clone() })
            }
            (Self::File(..), None) => HttpResponse::InternalServerError().finish(),
        }
    }
}

/// A file in memory with these bytes in it.
fn in_memory(bytes: &[u8]) -> io::Result<File> {
    let mut file = File::from(memfd_create("picture", MemfdFlags::CLOEXEC)?);
    file.write_all(bytes)?;
    Ok(file)
}

/// Marks a request whose answer has no body, to HEAD (RFC 9110 §9.3.2).
pub struct HeadAlone;

/// The part of a file that is not sent yet.
struct Load {
    file: Arc<File>,
    next: u64,
    end: u64,
}

/// Where a body puts a file for its connection; empty when there is nothing to send.
#[derive(Clone, Default)]
struct Slot(Rc<Cell<Option<Load>>>);

impl Slot {
    fn is_empty(&self) -> bool {
        let load = self.0.take();
        let empty = load.is_none();
        self.0.set(load);
        empty
    }
}

/// A body whose bytes its connection sends.
struct Carried {
    /// The file it still has to pass on.
    load: Option<Load>,
    slot: Slot,
}

impl MessageBody for Carried {
    type Error = Infallible;

    /// Unknown to the server, which would count the bytes of the body; `Content-Length` is set on the answer.
    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(mut self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Infallible>>> {
        if let Some(load) = self.load.take() {
            self.slot.0.set(Some(load));
            // The connection wakes the server once all of it is sent.
            return Poll::Pending;
        }
        if self.slot.is_empty() { Poll::Ready(None) } else { Poll::Pending }
    }
}

/// A connection.
struct Wire {
    socket: TcpStream,
    slot: Slot,
}

impl Wire {
    /// Tries a system call that writes, when the socket can be written to.
    fn poll_io(
        &self,
        context: &mut Context<'_>,
        mut write: impl FnMut(&TcpStream) -> rustix::io::Result<usize>,
    ) -> Poll<io::Result<usize>> {
        loop {
            ready!(self.socket.poll_write_ready(context))?;
            match self.socket.try_io(Interest::WRITABLE, || Ok(write(&self.socket)?)) {
                // No longer writable: waits again.
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                done => return Poll::Ready(done),
            }
        }
    }
}

impl AsyncWrite for Wire {
    /// Writes the server's bytes; where a file follows, they are the head of an answer, sent with `MSG_MORE` (send(2)).
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, given: &[u8]) -> Poll<io::Result<usize>> {
        if self.slot.is_empty() {
            return Pin::new(&mut self.socket).poll_write(context, given);
        }
        self.poll_io(context, |socket| send(socket, given, SendFlags::MORE | SendFlags::NOSIGNAL))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        while let Some(mut load) = self.slot.0.take() {
            let left = usize::try_from(load.end.saturating_sub(load.next)).unwrap_or(usize::MAX);
            let sent = self.poll_io(context, |socket| sendfile(socket, &load.file, Some(&mut load.next), left));
            match sent {
                Poll::Ready(Ok(0)) => return Poll::Ready(Err(io::ErrorKind::UnexpectedEof.into())),
                Poll::Ready(Ok(_)) if load.next >= load.end => context.waker().wake_by_ref(),
                Poll::Ready(Ok(_)) => self.slot.0.set(Some(load)),
                Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                Poll::Pending => {
                    self.slot.0.set(Some(load));
                    return Poll::Pending;
                }
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
