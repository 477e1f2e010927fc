//! Bytes on their way out: a large copy is set down in a file without a name, so that who reads slowly holds a place on
//! the disk and not in memory.

use std::{
    fs::File,
    io::{Read as _, Write as _},
    sync::Arc,
};

use bytes::Bytes;

use super::{error::ArchiveError, local::Shelves, on_blocking_thread, staging::Temporary};

/// Smaller copies stay in memory: a slow reader holds about as much in buffers anyway.
const LARGE: usize = 1024 * 1024;
/// Bytes handed on at a time.
const PIECE: usize = 256 * 1024;

/// Bytes being handed on, piece by piece.
#[derive(Debug)]
pub struct Outgoing(Kept);

#[derive(Debug)]
enum Kept {
    Memory(Bytes),
    Disk(File),
}

impl Outgoing {
    /// Sets bytes down. A disk that is full does not stop who only reads: they then stay in memory.
    pub(super) fn of(shelves: &Arc<Shelves>, bytes: Bytes) -> Self {
        if bytes.len() < LARGE {
            return Self(Kept::Memory(bytes));
        }
        Self(set_down(shelves, &bytes).map_or(Kept::Memory(bytes), Kept::Disk))
    }

    /// The next piece; none after the last one.
    ///
    /// # Errors
    /// [`ArchiveError::Io`] when the disk does not give back what it took.
    pub async fn next(self) -> Result<Option<(Bytes, Self)>, ArchiveError> {
        match self.0 {
            Kept::Memory(bytes) if bytes.is_empty() => Ok(None),
            Kept::Memory(mut bytes) => {
                let piece = bytes.split_to(bytes.len().min(PIECE));
                Ok(Some((piece, Self(Kept::Memory(bytes)))))
            }
            Kept::Disk(mut file) => {
                on_blocking_thread(move || {
                    let mut piece = vec![0; PIECE];
                    let length = file
                        .read(&mut piece)
                        .map_err(ArchiveError::at("read a file without a name in", std::path::Path::new("staging")))?;
                    piece.truncate(length);
                    Ok((length > 0).then(|| (Bytes::from(piece), Self(Kept::Disk(file)))))
                })
                .await
            }
        }
    }
}

fn set_down(shelves: &Arc<Shelves>, bytes: &[u8]) -> Option<File> {
    let (temporary, mut file) = Temporary::create(Arc::clone(shelves)).ok()?;
    file.write_all(bytes).ok()?;
    // Its name goes with `temporary`; what is open stays readable (POSIX unlink).
    File::open(temporary.path()).ok()
}
