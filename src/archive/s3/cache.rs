//! Renditions that are read often, in a folder of this machine: as many bytes as are allowed, those that were read last.
//!
//! A file is a rendition with its seal, which is verified when it is read. Nothing is forced to the disk: what a power cut leaves
//! unfinished has no valid seal, and is fetched again.

use std::{
    collections::{BTreeMap, HashMap},
    fs, io,
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    time::SystemTime,
};

use bytes::Bytes;

use crate::{
    archive::{
        error::ArchiveError,
        local,
        names::ObjectName,
        store::{Seal, VerifiedObject},
    },
    domain::hash::ContentHash,
};

/// The name of the folder.
const FOLDER: &str = "cache";
/// The most fetches that are known at once: those that were given up stay until there are so many.
const FETCHES: usize = 1_000;

/// The folder, and what is in it.
#[derive(Debug)]
pub(super) struct Cache {
    folder: PathBuf,
    most: u64,
    held: Mutex<Held>,
}

/// The files, by when they were read last.
#[derive(Debug, Default)]
struct Held {
    files: HashMap<String, File>,
    by_use: BTreeMap<u64, String>,
    bytes: u64,
    uses: u64,
    /// What is being fetched, by its file, with the number of the fetch. What is removed meanwhile is not kept.
    fetched: HashMap<String, u64>,
}

#[derive(Clone, Copy, Debug)]
struct File {
    bytes: u64,
    used: u64,
}

impl Cache {
    /// The cache in the folder of a library, with what it held before; none where no byte is allowed. Blocks.
    pub(super) fn open(storage: &Path, most: u64) -> Result<Option<Self>, ArchiveError> {
        let folder = storage.join(FOLDER);
        let failed = |source: io::Error| ArchiveError::Failed {
            doing: "open the cache of renditions",
            place: folder.display().to_string(),
            source: source.into(),
        };
        if most == 0 {
            return match fs::remove_dir_all(&folder) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(error)),
                _ => Ok(None),
            };
        }
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder).map_err(failed)?;
        let mut found = Vec::new();
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let (name, facts) = (entry.file_name().to_string_lossy().into_owned(), entry.metadata().map_err(failed)?);
            if entry.path().extension().is_some_and(|ending| ending == "part") {
                fs::remove_file(entry.path()).map_err(failed)?;
            } else {
                found.push((facts.modified().unwrap_or(SystemTime::UNIX_EPOCH), name, facts.len()));
            }
        }
        found.sort();
        let cache = Self { folder, most, held: Mutex::default() };
        let mut held = cache.held();
        for (_, name, bytes) in found {
            held.add(name, bytes);
        }
        cache.make_room(&mut held);
        drop(held);
        Ok(Some(cache))
    }

    /// Begins to fetch a rendition; gives the number of the fetch.
    pub(super) fn begin(&self, name: &ObjectName) -> u64 {
        let mut held = self.held();
        held.uses = held.uses.saturating_add(1);
        let number = held.uses;
        if held.fetched.len() >= FETCHES {
            held.fetched.clear();
        }
        if let Some(file) = file_of(name) {
            held.fetched.insert(file, number);
        }
        number
    }

    /// A rendition that is kept and whole. Blocks.
    pub(super) fn get(&self, name: &ObjectName) -> Option<VerifiedObject> {
        let file = file_of(name)?;
        if !self.held().touch(&file) {
            return None;
        }
        let read = local::read_file(&self.folder.join(&file)).ok().flatten();
        let verified = read.and_then(|(bytes, object)| {
            let (content, hash) = Seal::Trailer.check(&bytes)?;
            Some(VerifiedObject::new(content, hash, object))
        });
        if verified.is_none() {
            self.remove(&mut self.held(), &file);
        }
        verified
    }

    /// Keeps a rendition that was fetched, unless it was removed since this fetch began. Blocks.
    pub(super) fn keep(&self, name: &ObjectName, content: &Bytes, hash: ContentHash, fetch: u64) {
        let Some(file) = file_of(name) else { return };
        let sealed = [content, &hash.as_bytes()[..]].concat();
        let bytes = u64::try_from(sealed.len()).unwrap_or(u64::MAX);
        // A single one that would put out most of the others.
        if bytes > self.most / 8 {
            return;
        }
        let (part, place) = (self.folder.join(format!("{file}.{fetch}.part")), self.folder.join(&file));
        let mut held = self.held();
        if held.fetched.get(&file) != Some(&fetch) {
            return;
        }
        held.fetched.remove(&file);
        if let Err(error) = fs::write(&part, &sealed).and_then(|()| fs::rename(&part, &place)) {
            tracing::warn!(path = %place.display(), %error, "a rendition cannot be kept near");
            fs::remove_file(&part).ok();
            return;
        }
        held.add(file, bytes);
        self.make_room(&mut held);
    }

    /// Removes a rendition. Blocks.
    pub(super) fn forget(&self, name: &ObjectName) {
        let mut held = self.held();
        if let Some(file) = file_of(name) {
            held.fetched.remove(&file);
            self.remove(&mut held, &file);
        }
    }

    /// Removes all renditions of an original, or of all of them. Blocks.
    ///
    /// # Errors
    /// [`ArchiveError`] when a file is still there.
    pub(super) fn let_go(&self, original: Option<ContentHash>) -> Result<(), ArchiveError> {
        let mut held = self.held();
        let of_it = original.map_or_else(String::new, |hash| format!("{hash}-"));
        held.fetched.retain(|file, _| !file.starts_with(&of_it));
        let files: Vec<String> = held.files.keys().filter(|file| file.starts_with(&of_it)).cloned().collect();
        for file in files {
            self.remove(&mut held, &file);
            let path = self.folder.join(&file);
            if path.exists() {
                return Err(ArchiveError::Failed {
                    doing: "delete a file",
                    place: path.display().to_string(),
                    source: io::Error::from(io::ErrorKind::PermissionDenied).into(),
                });
            }
        }
        Ok(())
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Removes what was read longest ago until the rest is as much as is allowed.
    fn make_room(&self, held: &mut Held) {
        while held.bytes > self.most {
            let Some((_, oldest)) = held.by_use.first_key_value() else { return };
            let oldest = oldest.clone();
            self.remove(held, &oldest);
        }
    }

    fn remove(&self, held: &mut Held, file: &str) {
        held.remove(file);
        let path = self.folder.join(file);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                tracing::warn!(path = %path.display(), %error, "a rendition is still kept near");
            }
            _ => {}
        }
    }
}

impl Held {
    fn add(&mut self, file: String, bytes: u64) {
        self.remove(&file);
        self.uses = self.uses.saturating_add(1);
        self.by_use.insert(self.uses, file.clone());
        self.files.insert(file, File { bytes, used: self.uses });
        self.bytes = self.bytes.saturating_add(bytes);
    }

    /// Whether it is there; it was read last then.
    fn touch(&mut self, file: &str) -> bool {
        let Some(known) = self.files.get(file).copied() else { return false };
        self.add(file.to_owned(), known.bytes);
        true
    }

    fn remove(&mut self, file: &str) {
        if let Some(File { bytes, used }) = self.files.remove(file) {
            self.by_use.remove(&used);
            self.bytes = self.bytes.saturating_sub(bytes);
        }
    }
}

/// The file of a rendition: `HASH-NAME.jpg`.
fn file_of(name: &ObjectName) -> Option<String> {
    let (folder, name) = name.as_str().rsplit_once('/').filter(|_| name.is_rendition())?;
    Some(format!("{}-{name}", folder.rsplit('/').next()?))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    fn rendition(of: u8) -> (ObjectName, Bytes, ContentHash) {
        let content = Bytes::from(vec![of; 1_000]);
        let hash = ContentHash::from_bytes(*blake3::hash(&content).as_bytes());
        (ObjectName::rendition(ContentHash::from_bytes([of; 32]), "640").unwrap(), content, hash)
    }

    fn kept(cache: &Cache, of: u8) {
        let (name, content, hash) = rendition(of);
        cache.keep(&name, &content, hash, cache.begin(&name));
    }

    fn holds(cache: &Cache, of: u8) -> bool {
        let (name, content, _) = rendition(of);
        cache.get(&name).is_some_and(|object| *object.bytes() == content)
    }

    #[test]
    fn those_that_were_read_last_stay_also_after_a_restart() {
        let storage = tempfile::tempdir().unwrap();
        let cache = Cache::open(storage.path(), 9_000).unwrap().unwrap();
        (1..=8).for_each(|of| kept(&cache, of));
        assert!(holds(&cache, 1));
        kept(&cache, 9);
        assert!((1..=9).all(|of| holds(&cache, of) == (of != 2)));
        fs::write(storage.path().join("cache/cut.part"), "half").unwrap();
        let cache = Cache::open(storage.path(), 9_000).unwrap().unwrap();
        assert!((1..=9).all(|of| holds(&cache, of) == (of != 2)));
        assert!(!storage.path().join("cache/cut.part").exists());
        // Less is allowed, then nothing.
        let cache = Cache::open(storage.path(), 9_000 / 2).unwrap().unwrap();
        assert_eq!((1..=9).filter(|of| holds(&cache, *of)).count(), 4);
        assert!(Cache::open(storage.path(), 0).unwrap().is_none() && !storage.path().join("cache").exists());
    }

    #[test]
    fn what_is_damaged_or_let_go_is_not_there() {
        let storage = tempfile::tempdir().unwrap();
        let cache = Cache::open(storage.path(), 9_000).unwrap().unwrap();
        (1..=3).for_each(|of| kept(&cache, of));
        let (name, content, hash) = rendition(1);
        fs::write(storage.path().join("cache").join(file_of(&name).unwrap()), "else").unwrap();
        assert!(!holds(&cache, 1));
        let fetch = cache.begin(&name);
        cache.let_go(Some(ContentHash::from_bytes([2; 32]))).unwrap();
        assert!(!holds(&cache, 2) && holds(&cache, 3));
        cache.keep(&name, &content, hash, fetch);
        assert!(holds(&cache, 1));
        // Let go while it was fetched.
        let fetch = cache.begin(&name);
        cache.let_go(Some(ContentHash::from_bytes([1; 32]))).unwrap();
        cache.keep(&name, &content, hash, fetch);
        assert!(!holds(&cache, 1));
        cache.forget(&rendition(3).0);
        assert!(!holds(&cache, 3));
        (1..=3).for_each(|of| kept(&cache, of));
        cache.let_go(None).unwrap();
        assert_eq!(fs::read_dir(storage.path().join("cache")).unwrap().count(), 0);
    }

    #[test]
    fn originals_are_never_kept() {
        assert_eq!(file_of(&ObjectName::original(ContentHash::from_bytes([1; 32]))), None);
    }
}
