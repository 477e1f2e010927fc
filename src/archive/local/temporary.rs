//! Files in staging: written there, then renamed to the place of an object, or removed.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::PathBuf,
    sync::Arc,
};

use async_trait::async_trait;

use super::{OpenFile, failed, files::Files, files::taken_away};
use crate::archive::{
    error::ArchiveError,
    names::ObjectName,
    on_blocking_thread,
    store::{Object, StagedObject},
};

/// A file in staging, removed when dropped unless it became an object.
#[derive(Debug)]
pub(super) struct TemporaryFile {
    files: Arc<Files>,
    path: PathBuf,
    file: Arc<File>,
    bytes: u64,
    became_object: bool,
}

impl TemporaryFile {
    /// Makes an empty one, under a name that nothing has.
    pub(super) fn create(files: Arc<Files>) -> Result<Self, ArchiveError> {
        loop {
            let path = files.new_staging_path();
            match File::options().read(true).write(true).create_new(true).open(&path) {
                Ok(file) => return Ok(Self { files, path, file: Arc::new(file), bytes: 0, became_object: false }),
                // Left by an earlier process that had the same number: the next name.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    return Err(taken_away(path.parent().unwrap_or(&path)));
                }
                Err(error) => return Err(failed("make a file in staging", &path)(error)),
            }
        }
    }

    /// Adds bytes at its end, without asking whether there is room.
    pub(super) fn append(&mut self, bytes: &[u8]) -> Result<(), ArchiveError> {
        (&*self.file).write_all(bytes).map_err(failed("write to staging", &self.path))?;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.bytes = self.bytes.saturating_add(length);
        self.files.room().took(length);
        Ok(())
    }

    /// Moves it to the place of an object, over whatever is there. Nothing is forced to the disk.
    pub(super) fn become_object(mut self, name: &ObjectName) -> Result<(), ArchiveError> {
        self.files.place(&self.path, name)?;
        self.became_object = true;
        Ok(())
    }
}

#[async_trait]
impl StagedObject for TemporaryFile {
    fn write(&mut self, bytes: &[u8]) -> Result<(), ArchiveError> {
        self.files.room().admit(u64::try_from(bytes.len()).unwrap_or(u64::MAX))?;
        self.append(bytes)
    }

    fn object(&self) -> Object {
        Object::new(self.bytes, Arc::new(OpenFile { file: Arc::clone(&self.file), path: self.path.clone() }))
    }

    async fn keep(self: Box<Self>, name: &ObjectName) -> Result<(), ArchiveError> {
        let name = name.clone();
        on_blocking_thread(move || {
            self.file.sync_all().map_err(failed("force a staged file to the disk", &self.path))?;
            let files = Arc::clone(&self.files);
            self.become_object(&name)?;
            files.force_folders_of(&name)
        })
        .await
    }
}

impl Drop for TemporaryFile {
    /// Removes the file here and now, on whichever thread this is: one system call, and nothing is left to chance when
    /// the program ends.
    fn drop(&mut self) {
        if self.became_object {
            return;
        }
        self.files.room().gave_back(self.bytes);
        if let Err(error) = fs::remove_file(&self.path) {
            tracing::warn!(path = %self.path.display(), %error, "a staged file stays until the next start");
        }
    }
}
