//! The archive in a folder of a file system.
//!
//! An original is written to staging, forced to the disk, renamed to its place, and the folders that lead there are
//! forced too: a power cut leaves it whole or absent. A rendition skips the forcing, since it can be made again: its
//! checksum follows it in its file, and one that a power cut left unfinished, or that the disk changed, counts as absent.

use std::{
    fs::{self, File},
    io::{self, Read as _},
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::SystemTime,
};

use bytes::Bytes;

use super::{
    error::ArchiveError,
    layout::Layout,
    outgoing::Source,
    room::{Room, Settings},
    staging::{Staged, Temporary},
};
use crate::domain::hash::ContentHash;

/// How an original is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// There, and the bytes that were kept.
    Good,
    /// There, but other bytes, or some that the disk cannot read any more.
    Damaged,
    /// Not there.
    Missing,
}

/// An original that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its name, which is the hash it should have.
    pub hash: ContentHash,
    /// Its weight in bytes.
    pub bytes: u64,
    /// When it came in.
    pub since: SystemTime,
}

/// What an earlier run left in staging.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Leftovers {
    /// How many files.
    pub files: u64,
    /// Their weight in bytes.
    pub bytes: u64,
}

/// The folders of an open archive.
#[derive(Debug)]
pub(super) struct Shelves {
    layout: Layout,
    room: Room,
    /// Numbers the files of staging.
    next: AtomicU64,
}

impl Shelves {
    pub(super) fn open(folder: &Path, settings: Settings) -> Result<Self, ArchiveError> {
        let layout = Layout::new(folder);
        fs::create_dir_all(folder).map_err(ArchiveError::at("make the archive", folder))?;
        for part in [&layout.originals, &layout.renditions, &layout.staging] {
            make_private(part).map_err(ArchiveError::at("make a folder of the archive", part))?;
        }
        // Their names too: without them on the disk, a power cut would take every original kept below.
        force(folder)?;
        let room = Room::measure(folder, settings)?;
        Ok(Self { layout, room, next: AtomicU64::new(0) })
    }

    pub(super) const fn room(&self) -> &Room {
        &self.room
    }

    pub(super) fn new_staging_path(&self) -> PathBuf {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        self.layout.staging.join(format!("{}-{number}.part", std::process::id()))
    }

    pub(super) fn keep(&self, staged: Staged) -> Result<(), ArchiveError> {
        let place = self.layout.original(staged.blake3);
        let temporary = staged.into_temporary();
        force(temporary.path())?;
        self.place(temporary, &place)?;
        // All three, always: which of them was made just now, perhaps by someone else, is not worth knowing. Forcing a
        // folder that has nothing new costs next to nothing.
        place.ancestors().skip(1).take(3).try_for_each(force)
    }

    pub(super) fn put_rendition(
        shelves: &Arc<Self>,
        hash: ContentHash,
        name: &str,
        bytes: &[u8],
    ) -> Result<(), ArchiveError> {
        let place = shelves.layout.rendition(hash, name)?;
        let (mut temporary, mut file) = Temporary::create(Arc::clone(shelves))?;
        temporary.write(&mut file, bytes)?;
        temporary.write(&mut file, blake3::hash(bytes).as_bytes())?;
        shelves.place(temporary, &place)
    }

    /// Whether the folders that were opened are still there; they may have been moved or unmounted since.
    pub(super) fn is_there(&self) -> Result<(), ArchiveError> {
        let parts = [&self.layout.originals, &self.layout.renditions, &self.layout.staging];
        match parts.into_iter().find(|part| !part.is_dir()) {
            Some(gone) => Err(ArchiveError::Gone { folder: gone.clone() }),
            None => Ok(()),
        }
    }

    /// What was looked for is not there: because it never was, or because nothing is there any more?
    fn absent<T>(&self, nothing: T) -> Result<T, ArchiveError> {
        self.is_there().map(|()| nothing)
    }

    /// Renames a temporary file to its place, making the folders on the way.
    fn place(&self, temporary: Temporary, place: &Path) -> Result<(), ArchiveError> {
        // Below folders that are there: one that was taken away must not come back empty.
        self.is_there()?;
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder).map_err(ArchiveError::at("make a folder of the archive", folder))?;
        }
        let replaced = fs::metadata(place).map_or(0, |there| there.len());
        temporary.become_file(place)?;
        self.room.gave_back(replaced);
        Ok(())
    }

    pub(super) fn original(&self, hash: ContentHash) -> Result<Option<Source>, ArchiveError> {
        let path = self.layout.original(hash);
        match read(&path) {
            Ok(source) if blake3::hash(source.bytes()).as_bytes() == hash.as_bytes() => Ok(Some(source.known_as(hash))),
            Ok(_) => Err(ArchiveError::Damaged { hash }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => self.absent(None),
            Err(error) if is_unreadable(&error) => Err(ArchiveError::Damaged { hash }),
            Err(error) => Err(ArchiveError::at("read an original", &path)(error)),
        }
    }

    pub(super) fn verify(&self, hash: ContentHash) -> Result<Health, ArchiveError> {
        let path = self.layout.original(hash);
        let hashed = File::open(&path).and_then(|file| {
            let mut hasher = blake3::Hasher::new();
            hasher.update_reader(file)?;
            Ok(hasher.finalize())
        });
        match hashed {
            Ok(found) if found.as_bytes() == hash.as_bytes() => Ok(Health::Good),
            Ok(_) => Ok(Health::Damaged),
            Err(error) if error.kind() == io::ErrorKind::NotFound => self.absent(Health::Missing),
            Err(error) if is_unreadable(&error) => Ok(Health::Damaged),
            Err(error) => Err(ArchiveError::at("read an original", &path)(error)),
        }
    }

    pub(super) fn rendition(&self, hash: ContentHash, name: &str) -> Result<Option<Source>, ArchiveError> {
        let path = self.layout.rendition(hash, name)?;
        match read(&path) {
            Ok(source) => Ok(sound(source)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => self.absent(None),
            Err(error) if is_unreadable(&error) => Ok(None),
            Err(error) => Err(ArchiveError::at("read a rendition", &path)(error)),
        }
    }

    /// Walks the two levels of folders in order, entering only those that may hold something after `after`.
    pub(super) fn originals(&self, after: Option<ContentHash>, limit: usize) -> Result<Vec<Held>, ArchiveError> {
        let after = after.map(ContentHash::to_hex).unwrap_or_default();
        let mut found = Vec::new();
        for first in names_in(&self.layout.originals)? {
            if first.as_str() < after.get(..2).unwrap_or_default() {
                continue;
            }
            let outer = self.layout.originals.join(&first);
            for second in names_in(&outer)? {
                if format!("{first}{second}").as_str() < after.get(..4).unwrap_or_default() {
                    continue;
                }
                let inner = outer.join(&second);
                for name in names_in(&inner)? {
                    let Ok(hash) = name.parse::<ContentHash>() else { continue };
                    let path = inner.join(&name);
                    if name <= after || self.layout.original(hash) != path {
                        continue;
                    }
                    let facts = fs::metadata(&path)
                        .and_then(|facts| Ok((facts.len(), facts.modified()?)))
                        .map_err(ArchiveError::at("look at an original", &path))?;
                    found.push(Held { hash, bytes: facts.0, since: facts.1 });
                    if found.len() >= limit {
                        return Ok(found);
                    }
                }
            }
        }
        Ok(found)
    }

    pub(super) fn remove(&self, hash: ContentHash) -> Result<(), ArchiveError> {
        let original = self.layout.original(hash);
        self.remove_file(&original)?;
        // Its weight was given back when it was set aside.
        let aside = self.layout.aside.join(hash.to_hex());
        fs::remove_file(&aside).or_else(absent_is_fine).map_err(ArchiveError::at("remove a file", &aside))?;
        self.remove_renditions(hash)?;
        original.parent().filter(|folder| folder.exists()).map_or(Ok(()), force)
    }

    fn remove_renditions(&self, hash: ContentHash) -> Result<(), ArchiveError> {
        let renditions = self.layout.renditions_of(hash);
        for name in names_in(&renditions)? {
            self.remove_file(&renditions.join(name))?;
        }
        let removed = fs::remove_dir(&renditions).or_else(absent_is_fine);
        removed.map_err(ArchiveError::at("remove a folder of renditions", &renditions))
    }

    pub(super) fn set_original_aside(&self, hash: ContentHash) -> Result<(), ArchiveError> {
        let (original, aside) = (self.layout.original(hash), &self.layout.aside);
        let fault = ArchiveError::at("set aside an original", &original);
        let weight = make_private(aside)
            .and_then(|()| Ok(fs::metadata(&original)?.len()))
            .and_then(|weight| fs::rename(&original, aside.join(hash.to_hex())).map(|()| weight))
            .map_err(fault)?;
        self.room.gave_back(weight);
        force(aside)?;
        original.parent().map_or(Ok(()), force)?;
        // What was made of it can be made again.
        self.remove_renditions(hash)
    }

    pub(super) fn staging_leftovers(&self) -> Result<Leftovers, ArchiveError> {
        let mut left = Leftovers::default();
        for name in names_in(&self.layout.staging)? {
            let path = self.layout.staging.join(name);
            let there = fs::metadata(&path).map_err(ArchiveError::at("look at a staged file", &path))?;
            left = Leftovers { files: left.files.saturating_add(1), bytes: left.bytes.saturating_add(there.len()) };
        }
        Ok(left)
    }

    pub(super) fn sweep_staging(&self) -> Result<Leftovers, ArchiveError> {
        let left = self.staging_leftovers()?;
        for name in names_in(&self.layout.staging)? {
            self.remove_file(&self.layout.staging.join(name))?;
        }
        Ok(left)
    }

    fn remove_file(&self, path: &Path) -> Result<(), ArchiveError> {
        let weight = fs::metadata(path).map_or(0, |there| there.len());
        fs::remove_file(path).or_else(absent_is_fine).map_err(ArchiveError::at("remove a file", path))?;
        self.room.gave_back(weight);
        Ok(())
    }
}

/// Makes a folder that only the account that runs the program may enter, since unpublished photographs lie there. One
/// that is there already stays as its administrator made it.
fn make_private(folder: &Path) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// A file read whole, and still open.
fn read(path: &Path) -> io::Result<Source> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    file.read_to_end(&mut bytes)?;
    Ok(Source::new(Bytes::from(bytes), file))
}

/// Forces a file, or the names in a folder, to the disk.
fn force(path: &Path) -> Result<(), ArchiveError> {
    File::open(path).and_then(|file| file.sync_all()).map_err(ArchiveError::at("force to the disk", path))
}

fn absent_is_fine(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

/// A bad block: the file is there and its bytes are lost.
fn is_unreadable(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error())
}

/// A rendition without the BLAKE3 that follows it, if it is that of these bytes. To whoever opens the file by hand it is a
/// JPEG all the same: what comes after its end (ITU-T T.81, B.1.1.3: EOI) is not read.
fn sound(kept: Source) -> Option<Source> {
    let (picture, sum) = kept.bytes().split_last_chunk::<{ blake3::OUT_LEN }>()?;
    let (length, is_sound) = (picture.len(), blake3::hash(picture).as_bytes() == sum);
    is_sound.then(|| kept.beginning(length))
}

/// The names in a folder, in order; none when there is no such folder.
fn names_in(folder: &Path) -> Result<Vec<String>, ArchiveError> {
    let names = fs::read_dir(folder).and_then(|entries| {
        entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect::<io::Result<Vec<_>>>()
    });
    match names {
        Ok(mut names) => {
            names.sort_unstable();
            Ok(names)
        }
        // A stray file where a folder should be holds nothing of ours.
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(Vec::new()),
        Err(error) => Err(ArchiveError::at("list a folder", folder)(error)),
    }
}
