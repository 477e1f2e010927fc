//! TLS to PostgreSQL by rustls. The name of the host and the certificate are always checked.

use std::{io, pin::Pin, sync::Arc, task};

use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring::default_provider,
    pki_types::{CertificateDer, ServerName, pem::PemObject as _},
};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_postgres::{
    Socket,
    tls::{ChannelBinding, MakeTlsConnect, TlsConnect, TlsStream},
};
use tokio_rustls::{TlsConnector, client};

use super::address::Address;
use crate::catalog::DatabaseError;

/// Makes a safe connection of a plain one.
#[derive(Clone)]
pub(super) struct Tls(Arc<ClientConfig>);

impl Tls {
    /// Trusts what the system trusts, and the certificates of the file that the address names.
    ///
    /// # Errors
    /// [`DatabaseError::RootCertificate`].
    pub(super) fn of(address: &Address) -> Result<Self, DatabaseError> {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if let Some(path) = &address.root {
            let unusable = || DatabaseError::RootCertificate { path: path.display().to_string() };
            let found = CertificateDer::pem_file_iter(path).map_err(|_unsaid| unusable())?;
            let found: Vec<_> = found.collect::<Result<_, _>>().map_err(|_unsaid| unusable())?;
            if roots.add_parsable_certificates(found).0 == 0 {
                return Err(unusable());
            }
        }
        let builder = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| DatabaseError::Failed { what: error.to_string() })?;
        Ok(Self(Arc::new(builder.with_root_certificates(roots).with_no_client_auth())))
    }
}

impl MakeTlsConnect<Socket> for Tls {
    type Stream = Safe;
    type TlsConnect = Handshake;
    type Error = io::Error;

    fn make_tls_connect(&mut self, host: &str) -> io::Result<Handshake> {
        let name = ServerName::try_from(host.to_owned()).map_err(io::Error::other)?;
        Ok(Handshake { connector: TlsConnector::from(Arc::clone(&self.0)), name })
    }
}

/// A handshake to come.
pub(super) struct Handshake {
    connector: TlsConnector,
    name: ServerName<'static>,
}

impl TlsConnect<Socket> for Handshake {
    type Stream = Safe;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Safe>> + Send>>;

    fn connect(self, stream: Socket) -> Self::Future {
        Box::pin(async move { self.connector.connect(self.name, stream).await.map(|safe| Safe(Box::new(safe))) })
    }
}

/// A safe connection.
pub(super) struct Safe(Box<client::TlsStream<Socket>>);

impl TlsStream for Safe {
    fn channel_binding(&self) -> ChannelBinding {
        // The certificate was checked: nobody stands between.
        ChannelBinding::none()
    }
}

impl AsyncRead for Safe {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut task::Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> task::Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, buffer)
    }
}

impl AsyncWrite for Safe {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut task::Context<'_>,
        bytes: &[u8],
    ) -> task::Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut task::Context<'_>) -> task::Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut task::Context<'_>) -> task::Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}
