//! Mail as files in a folder, for development: `ID.eml`, which mail programs open.

use std::path::{Path, PathBuf};

use tokio::fs;

use super::MailError;

/// A folder of messages.
pub(super) struct Folder(PathBuf);

impl Folder {
    /// This folder; it is made when the first message comes.
    pub(super) const fn new(folder: PathBuf) -> Self {
        Self(folder)
    }

    /// Whether the folder is there, or can be made.
    pub(super) async fn ready(&self) -> Result<(), MailError> {
        fs::create_dir_all(&self.0).await.map_err(|error| MailError::Down(Box::new(error)))
    }

    /// Writes a message, whole or not at all.
    pub(super) async fn send(&self, id: &str, message: &lettre::Message) -> Result<(), MailError> {
        let path = self.0.join(format!("{id}.eml"));
        let written = write(&path, &message.formatted()).await;
        written.map_err(|error| MailError::Down(Box::new(error)))
    }
}

async fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let part = path.with_extension("part");
    fs::write(&part, bytes).await?;
    fs::rename(&part, path).await
}
