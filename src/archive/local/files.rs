//! The folders of the archive, and the files in them. All of it blocks.
//!
//! An original is written to staging, forced to the disk, renamed to its place, and the folders that lead there are forced
//! too: a power cut leaves it whole or absent. A rendition is not forced, since it can be made again: one that a power cut
//! left unfinished does not have the checksum that should follow it, and counts as absent.

use std::{
    fs::{self, File},
    io::{self, Read as _},
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use bytes::Bytes;

use super::{
    OpenFile, failed,
    folders::{FOLDERS, taken_away},
    room::{Room, Settings},
};
use crate::{
    archive::{
        error::ArchiveError,
        names::{ObjectName, Prefix},
        store::{Fetched, Listed, Object, Seal, VerifiedObject},
    },
    domain::hash::ContentHash,
};

/// How many folders lead to an original below the archive's own: all of them are forced to the disk with it.
const DEPTH: usize = 3;

/// The most attempts to move a file to its place while another thread removes its folder.
const TRIES: usize = 100;

/// The folders of an open archive.
#[derive(Debug)]
pub(super) struct Files {
    folder: PathBuf,
    /// Those that must be there.
    parts: &'static [&'static str],
    room: Room,
    /// Numbers the files of staging.
    next: AtomicU64,
}

impl Files {
    pub(super) fn open(
        folder: &Path,
        parts: &'static [&'static str],
        settings: Settings,
    ) -> Result<Self, ArchiveError> {
        fs::create_dir_all(folder).map_err(failed("make the archive", folder))?;
        for part in parts.iter().map(|part| folder.join(part)) {
            make_private(&part).map_err(failed("make a folder of the archive", &part))?;
        }
        // Their names too: without them on the disk, a power cut would take every original kept below.
        force(folder)?;
        let room = Room::measure(folder, settings)?;
        Ok(Self { folder: folder.to_path_buf(), parts, room, next: AtomicU64::new(0) })
    }

    /// Opens folders that are there already.
    pub(super) fn open_to_read(folder: &Path, parts: &'static [&'static str]) -> Result<Self, ArchiveError> {
        let room = Room::measure(folder, Settings::default())?;
        let files = Self { folder: folder.to_path_buf(), parts, room, next: AtomicU64::new(0) };
        for part in parts.iter().map(|part| folder.join(part)) {
            fs::read_dir(&part).map_err(|error| ArchiveError::Unavailable {
                why: format!("{} cannot be read: {error}", part.display()),
            })?;
        }
        Ok(files)
    }

    pub(super) const fn room(&self) -> &Room {
        &self.room
    }

    /// A name in staging that no other file of this process has. In the same folder as the rest, since a rename does not
    /// cross file systems.
    pub(super) fn new_staging_path(&self) -> PathBuf {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        self.folder.join("staging").join(format!("{}-{number}.part", std::process::id()))
    }

    /// Whether the folders that were opened are still there; they may have been moved or unmounted since.
    pub(super) fn are_there(&self) -> Result<(), ArchiveError> {
        match self.parts.iter().map(|part| self.folder.join(part)).find(|part| !part.is_dir()) {
            Some(gone) => Err(taken_away(&gone)),
            None => Ok(()),
        }
    }

    /// The result for an object that is not there, unless the whole archive is not there any more.
    fn absent<T>(&self, nothing: T) -> Result<T, ArchiveError> {
        self.are_there().map(|()| nothing)
    }

    fn path_of(&self, name: &ObjectName) -> PathBuf {
        self.folder.join(name.as_str())
    }

    pub(super) fn open_object(&self, name: &ObjectName) -> Result<Option<Object>, ArchiveError> {
        let path = self.path_of(name);
        let opened = File::open(&path).and_then(|file| Ok((file.metadata()?.len(), file)));
        match opened {
            Ok((length, file)) => Ok(Some(Object::new(length, Arc::new(OpenFile { file: Arc::new(file), path })))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => self.absent(None),
            Err(error) => Err(failed("open a file", &path)(error)),
        }
    }

    pub(super) fn get_verified(&self, name: &ObjectName, seal: Seal) -> Result<Fetched, ArchiveError> {
        let path = self.path_of(name);
        let (bytes, file) = match read_whole(&path) {
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return self.absent(Fetched::Missing),
            Err(error) => {
                return match failed("read a file", &path)(error) {
                    ArchiveError::Unreadable { .. } => Ok(Fetched::Damaged),
                    error => Err(error),
                };
            }
        };
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Ok(seal.check(&bytes).map_or(Fetched::Damaged, |(content, hash)| {
            let object = Object::new(length, Arc::new(OpenFile { file: Arc::new(file), path }));
            Fetched::Sound(VerifiedObject::new(content, hash, object))
        }))
    }

    pub(super) fn hash(&self, name: &ObjectName) -> Result<Option<ContentHash>, ArchiveError> {
        let path = self.path_of(name);
        let hashed = File::open(&path).and_then(|file| {
            let mut hasher = blake3::Hasher::new();
            hasher.update_reader(file)?;
            Ok(hasher.finalize())
        });
        match hashed {
            Ok(hash) => Ok(Some(ContentHash::from_bytes(*hash.as_bytes()))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => self.absent(None),
            Err(error) => Err(failed("read a file", &path)(error)),
        }
    }

    /// Renames a file to the place of an object, making the folders on the way.
    pub(super) fn place(&self, file: &Path, name: &ObjectName) -> Result<(), ArchiveError> {
        // Below folders that are there: one that was taken away must not come back empty.
        self.are_there()?;
        let place = self.path_of(name);
        let replaced = fs::metadata(&place).map_or(0, |there| there.len());
        let attempt = || make_folder_of(&place, &self.folder).and_then(|()| fs::rename(file, &place));
        // Another thread may delete the last file of the folder, and the folder with it, while it is made here.
        let is_passing = |error: &io::Error| {
            matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::AlreadyExists) && file.exists()
        };
        let mut moved = attempt();
        for _ in 1..TRIES {
            match &moved {
                Err(error) if is_passing(error) => moved = attempt(),
                _ => break,
            }
        }
        moved.map_err(failed("move a file to its place", &place))?;
        if counts(name) {
            self.room.gave_back(replaced);
        }
        Ok(())
    }

    /// Forces the folders that lead to an object to the disk. All of them, always: which were made just now, perhaps by
    /// another thread, is not worth knowing. Forcing a folder that has nothing new costs next to nothing.
    pub(super) fn force_folders_of(&self, name: &ObjectName) -> Result<(), ArchiveError> {
        let place = self.path_of(name);
        let folders = place.ancestors().skip(1).take(DEPTH);
        folders.take_while(|folder| folder.starts_with(&self.folder)).try_for_each(force)
    }

    pub(super) fn relocate(&self, from: &ObjectName, to: &ObjectName) -> Result<(), ArchiveError> {
        let path = self.path_of(from);
        let length = fs::metadata(&path).map_err(failed("look at a file", &path))?.len();
        self.place(&path, to)?;
        if counts(from) && !counts(to) {
            self.room.gave_back(length);
        }
        self.force_folders_of(to)?;
        self.force_folders_of(from)
    }

    pub(super) fn delete(&self, name: &ObjectName) -> Result<(), ArchiveError> {
        let path = self.path_of(name);
        let length = fs::metadata(&path).map_or(0, |there| there.len());
        match fs::remove_file(&path) {
            Ok(()) if counts(name) => self.room.gave_back(length),
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => return self.absent(()),
            Err(error) => return Err(failed("delete a file", &path)(error)),
        }
        // Folders go with the last file in them, since their names are the first bytes of its hash; those of the archive itself
        // stay.
        for folder in path.ancestors().skip(1).take_while(|folder| *folder != self.folder) {
            let is_removed = folder.parent() != Some(&self.folder) && fs::remove_dir(folder).is_ok();
            if is_removed {
                continue;
            }
            if name.is_rendition() {
                break;
            }
            match force(folder) {
                // Removed meanwhile, with the last file that another thread deleted.
                Err(_gone) if !folder.exists() => {}
                forced => return forced,
            }
        }
        Ok(())
    }

    pub(super) fn list(
        &self,
        prefix: Prefix,
        after: Option<&ObjectName>,
        limit: usize,
    ) -> Result<Vec<Listed>, ArchiveError> {
        let mut found = Vec::new();
        self.walk(&prefix.path(), after.map_or("", ObjectName::as_str), limit, &mut found)?;
        if found.is_empty() { self.absent(found) } else { Ok(found) }
    }

    /// Walks a folder and those below in the order of names, entering only those that may hold something after `after`.
    fn walk(&self, folder: &str, after: &str, limit: usize, found: &mut Vec<Listed>) -> Result<(), ArchiveError> {
        for name in names_in(&self.folder.join(folder))? {
            if found.len() >= limit {
                break;
            }
            let inside = format!("{folder}/{name}");
            let leads_to_after = after.strip_prefix(inside.as_str()).is_some_and(|rest| rest.starts_with('/'));
            if inside.as_str() <= after && !leads_to_after {
                continue;
            }
            let path = self.folder.join(&inside);
            let facts = match fs::metadata(&path) {
                Ok(facts) => facts,
                // Deleted since the folder was read.
                Err(gone) if gone.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(failed("look at a file", &path)(error)),
            };
            if facts.is_dir() {
                self.walk(&inside, after, limit, found)?;
            } else {
                let modified = facts.modified().map_err(failed("look at a file", &path))?;
                found.push(Listed { name: ObjectName::found(inside), bytes: facts.len(), modified });
            }
        }
        Ok(())
    }
}

/// Makes the folder of a file in the archive.
fn make_folder_of(place: &Path, archive: &Path) -> io::Result<()> {
    match place.parent() {
        Some(folder) if folder.parent() == Some(archive) => make_private(folder),
        Some(folder) => fs::create_dir_all(folder),
        None => Ok(()),
    }
}

/// Whether the quota counts an object; it does not count what was set aside.
fn counts(name: &ObjectName) -> bool {
    name.as_str().split_once('/').is_some_and(|(folder, _)| FOLDERS.contains(&folder))
}

/// Makes a folder that only the account that runs the program may enter, since unpublished photographs lie there. One
/// that is there already stays as its administrator made it.
fn make_private(folder: &Path) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// A file read whole, and still open.
pub(super) fn read_whole(path: &Path) -> io::Result<(Bytes, File)> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    file.read_to_end(&mut bytes)?;
    Ok((Bytes::from(bytes), file))
}

/// Forces the names in a folder to the disk.
fn force(folder: &Path) -> Result<(), ArchiveError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed("force a folder to the disk", folder))
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
        Err(error) => Err(failed("list a folder", folder)(error)),
    }
}
