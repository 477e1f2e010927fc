//! Mail by SMTP: one connection a message.

use std::time::Duration;

use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor, transport::smtp::Error};

use super::MailError;

/// How long each step of a dialogue with the server may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// An SMTP server.
pub(super) struct Smtp(AsyncSmtpTransport<Tokio1Executor>);

impl Smtp {
    /// The server at this address.
    pub(super) fn new(url: &str) -> Result<Self, Error> {
        Ok(Self(AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?.timeout(Some(TIMEOUT)).build()))
    }

    /// Whether the server answers, and takes the name and password.
    pub(super) async fn ready(&self) -> Result<(), MailError> {
        match self.0.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err(MailError::Down("the server closed the connection".into())),
            Err(error) => Err(MailError::Down(Box::new(error))),
        }
    }

    /// Sends a message. The server answered nothing, or it answered with a code (RFC 5321 §4.2.1): 4 for now, 5 for good.
    pub(super) async fn send(&self, message: &lettre::Message) -> Result<(), MailError> {
        self.0.send_raw(message.envelope(), &message.formatted()).await.map(drop).map_err(|error| {
            if error.is_permanent() {
                MailError::Refused(Box::new(error))
            } else if error.is_transient() {
                MailError::Later(Box::new(error))
            } else {
                MailError::Down(Box::new(error))
            }
        })
    }
}
