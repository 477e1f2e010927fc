//! Floor 1: mail that goes out, by SMTP or, in development, as files in a folder. It knows nothing of people and photos:
//! each [`Message`] comes with its texts.

mod folder;
mod message;
mod smtp;

use std::path::PathBuf;

pub use self::message::Message;
use self::{folder::Folder, smtp::Smtp};

/// Where mail goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// To this SMTP server: `smtps://user:password@host:port`, or `smtp://…` with `?tls=required`, `?tls=opportunistic`
    /// or no encryption.
    Smtp(String),
    /// Into this folder, each message as a file `.eml`.
    Folder(PathBuf),
}

/// The settings of mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Where it goes.
    pub way: Way,
    /// The address that it comes from.
    pub from: String,
}

/// Why mail cannot be sent with these settings.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The address that mail comes from is none.
    #[error("“{0}” is not an e-mail address, such as photos@example.org")]
    From(String),
    /// The address of the SMTP server is not understood.
    #[error("it is not the address of an SMTP server, such as smtps://user:password@smtp.example.org")]
    Server(#[source] lettre::transport::smtp::Error),
}

/// Why a message was not sent.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The server or the folder cannot be reached now: any message would fail.
    #[error("mail cannot be sent now")]
    Down(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// This message was refused; it may be accepted later.
    #[error("the message was not accepted now")]
    Later(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// This message is refused, now and later.
    #[error("the message was refused")]
    Refused(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// What sends mail.
pub struct Mailer {
    from: lettre::Address,
    by: By,
}

enum By {
    Smtp(Smtp),
    Folder(Folder),
}

impl Mailer {
    /// What sends mail with these settings. Nothing is connected yet.
    ///
    /// # Errors
    /// [`SettingsError`].
    pub fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let from = settings.from.trim().parse().map_err(|_not_one| SettingsError::From(settings.from.clone()))?;
        let by = match &settings.way {
            Way::Smtp(url) => By::Smtp(Smtp::new(url).map_err(SettingsError::Server)?),
            Way::Folder(folder) => By::Folder(Folder::new(folder.clone())),
        };
        Ok(Self { from, by })
    }

    /// Checks whether mail can be sent now.
    ///
    /// # Errors
    /// [`MailError::Down`].
    pub async fn ready(&self) -> Result<(), MailError> {
        match &self.by {
            By::Smtp(smtp) => smtp.ready().await,
            By::Folder(folder) => folder.ready().await,
        }
    }

    /// Sends a message.
    ///
    /// # Errors
    /// [`MailError`].
    pub async fn send(&self, message: &Message) -> Result<(), MailError> {
        let built = message.build(self.from.clone())?;
        match &self.by {
            By::Smtp(smtp) => smtp.send(&built).await,
            By::Folder(folder) => folder.send(&message.id, &built).await,
        }
    }
}
