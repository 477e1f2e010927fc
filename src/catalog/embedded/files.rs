//! The journal's files, kept open to read records from them.
//!
//! They are opened by the folder as it was found: one that is moved away while the program runs can still be read.

use std::{
    collections::HashMap,
    fs::File,
    io,
    os::unix::fs::FileExt as _,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use rustix::fs::{Mode, OFlags, openat};

use super::{
    place::{self, Place},
    segment::Segment,
};
use crate::catalog::{error::CatalogError, store::Seq};

/// Files kept open at most, 4 GB of journal; one more, and all are closed.
const MOST: usize = 256;
/// The longest record: a place that says more is no place, and is not worth its memory.
const LONGEST: u64 = 64 << 20;

/// The open files of a folder.
#[derive(Debug)]
pub(super) struct OpenFiles {
    path: PathBuf,
    // Held while a file is opened, never while it is read.
    open: Mutex<Open>,
}

#[derive(Debug, Default)]
struct Open {
    folder: Option<Arc<File>>,
    files: HashMap<Seq, Arc<File>>,
}

impl OpenFiles {
    /// Of this folder, none of them open yet.
    pub(super) fn of(folder: &Path) -> Self {
        Self { path: folder.to_owned(), open: Mutex::default() }
    }

    /// The text that stands at a place; nothing when another one does.
    ///
    /// # Errors
    /// [`CatalogError::Gone`] when the file is not there or ends before it, [`CatalogError::Io`].
    pub(super) fn body_at(&self, place: &Place) -> Result<Option<String>, CatalogError> {
        let path = Segment::new(&self.path, place.segment).path;
        let Some(length) = usize::try_from(place.bytes).ok().filter(|_| place.bytes <= LONGEST) else {
            return Ok(None);
        };
        let mut body = vec![0; length];
        let read = self.file(place.segment, &path).and_then(|file| file.read_exact_at(&mut body, place.offset));
        match read {
            Ok(()) if place::check(&body) == place.check => Ok(String::from_utf8(body).ok()),
            Ok(()) => Ok(None),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::UnexpectedEof) => {
                Err(CatalogError::Gone { path })
            }
            Err(source) => Err(CatalogError::io("reading", &path, source)),
        }
    }

    /// Closes all of them: others stand under their names.
    pub(super) fn close_all(&self) {
        *self.open.lock().unwrap_or_else(PoisonError::into_inner) = Open::default();
    }

    fn file(&self, segment: Seq, path: &Path) -> io::Result<Arc<File>> {
        // Every line below leaves the table whole.
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = open.files.get(&segment) {
            return Ok(Arc::clone(file));
        }
        let folder = match &open.folder {
            Some(folder) => Arc::clone(folder),
            None => Arc::clone(open.folder.insert(Arc::new(File::open(&self.path)?))),
        };
        let name = path.file_name().unwrap_or_default();
        let file = Arc::new(File::from(openat(&*folder, name, OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())?));
        if open.files.len() >= MOST {
            open.files.clear();
        }
        open.files.insert(segment, Arc::clone(&file));
        Ok(file)
    }
}
