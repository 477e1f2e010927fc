//! Bytes on their way to a bucket: in parts where they are many, compared with what the server says that it stored.

use std::fmt::Write as _;

use bytes::Bytes;
use md5::{Digest as _, Md5};
use object_store::{Error, MultipartUpload, ObjectStoreExt as _, PutPayload};

use super::Bucket;
use crate::{
    archive::{
        blocking::on_blocking_thread,
        error::ArchiveError,
        names::ObjectName,
        objects::path_of,
        store::{Object, Seal},
    },
    domain::hash::ContentHash,
};

/// Objects above this are sent in parts of it: what is held of an upload in memory.
const PART: u64 = 8 * 1024 * 1024;
/// How often an object is sent when what was stored is not what was sent.
const TRIES: usize = 3;

/// What was sent.
struct Sent {
    length: u64,
    /// What a server that keeps objects as they are calls them: the MD5 of one, or of the MD5s of its parts.
    tag: String,
    blake3: ContentHash,
}

/// What one part is known by.
struct Part {
    bytes: Bytes,
    md5: [u8; 16],
}

impl Bucket {
    /// Sends an object, and looks whether it arrived: its length and its MD5 as the server tells them; where it tells no MD5
    /// (as with a key of its own to encrypt by), by reading it again.
    pub(super) async fn keep(&self, object: &Object, name: &ObjectName) -> Result<(), ArchiveError> {
        let _turn = self.turns.acquire().await.map_err(|_closed| ArchiveError::Stopped)?;
        for _ in 0..TRIES {
            match self.send(object, name).await? {
                Some(sent) if self.holds(&sent, name).await? => return Ok(()),
                // Somebody else wrote it at the same moment (409, 412), or other bytes were stored.
                _ => tracing::warn!(%name, "the object server does not hold what it was sent: it is sent again"),
            }
        }
        Err(ArchiveError::Away {
            why: format!(
                "{} stored other bytes than it was sent, {TRIES} times: look for what is wrong with it",
                self.origin
            ),
        })
    }

    /// Sends a rendition, which is read with its seal.
    pub(super) async fn put(&self, name: &ObjectName, bytes: Bytes, seal: Seal) -> Result<(), ArchiveError> {
        let (payload, length, tag) = on_blocking_thread(move || {
            let trailer = seal.trailer(&bytes).map(|sum| Bytes::copy_from_slice(&sum));
            let mut md5 = Md5::new();
            let parts: Vec<Bytes> = [bytes].into_iter().chain(trailer).collect();
            for part in &parts {
                md5.update(part);
            }
            let payload = PutPayload::from_iter(parts);
            let length = u64::try_from(payload.content_length()).unwrap_or(u64::MAX);
            Ok((payload, length, hex(&md5.finalize())))
        })
        .await?;
        let mut stored = None;
        for _ in 0..TRIES {
            let sent = self.store.put(&path_of(name), payload.clone()).await;
            stored = self.unless_in_the_way(sent, name)?;
            if stored.is_some() {
                break;
            }
        }
        if stored.is_some_and(|stored| stored.e_tag.is_some_and(|told| told.trim_matches('"') == tag)) {
            return Ok(());
        }
        let told = self.store.head(&path_of(name)).await;
        let told = told.map_err(self.objects.failed("look at an object", name.as_str()))?;
        if told.size == length {
            return Ok(());
        }
        Err(ArchiveError::Away { why: format!("{} stored {} bytes of {length}: {name}", self.origin, told.size) })
    }

    /// Sends an object once; nothing when the server says that another request was in the way.
    async fn send(&self, object: &Object, name: &ObjectName) -> Result<Option<Sent>, ArchiveError> {
        let mut hasher = blake3::Hasher::new();
        let length = object.length();
        if length <= PART {
            let part = hashed(object.read(0..length).await?, &mut hasher).await?;
            let sent = Sent { length, tag: hex(&part.md5), blake3: finished(&hasher) };
            let stored = self.store.put(&path_of(name), part.bytes.into()).await.map(drop);
            return self.unless_in_the_way(stored, name).map(|stored| stored.map(|()| sent));
        }
        let begun = self.store.put_multipart(&path_of(name)).await;
        let Some(mut upload) = self.unless_in_the_way(begun, name)? else { return Ok(None) };
        let sent = self.send_parts(upload.as_mut(), object, &mut hasher, name).await;
        if !matches!(sent, Ok(Some(_))) {
            // What cannot be taken away now is taken away by the rule that docs/OPERATE.md asks for.
            drop(upload.abort().await);
        }
        sent
    }

    async fn send_parts(
        &self,
        upload: &mut dyn MultipartUpload,
        object: &Object,
        hasher: &mut blake3::Hasher,
        name: &ObjectName,
    ) -> Result<Option<Sent>, ArchiveError> {
        let (mut of_parts, mut parts, mut start) = (Md5::new(), 0_u64, 0);
        while start < object.length() {
            let end = start.saturating_add(PART).min(object.length());
            let part = hashed(object.read(start..end).await?, hasher).await?;
            of_parts.update(part.md5);
            let stored = upload.put_part(part.bytes.into()).await;
            if self.unless_in_the_way(stored, name)?.is_none() {
                return Ok(None);
            }
            (parts, start) = (parts.saturating_add(1), end);
        }
        let stored = upload.complete().await.map(drop);
        let tag = format!("{}-{parts}", hex(&of_parts.finalize()));
        let sent = Sent { length: object.length(), tag, blake3: finished(hasher) };
        Ok(self.unless_in_the_way(stored, name)?.map(|()| sent))
    }

    /// What was done; nothing after a conflict with another request, of which nothing is concluded but that one looks again.
    fn unless_in_the_way<T>(&self, done: Result<T, Error>, name: &ObjectName) -> Result<Option<T>, ArchiveError> {
        match done {
            Ok(done) => Ok(Some(done)),
            Err(Error::AlreadyExists { .. } | Error::Precondition { .. }) => Ok(None),
            Err(error) => Err(self.objects.failed("keep an object", name.as_str())(error)),
        }
    }

    /// Whether the server holds what was sent.
    async fn holds(&self, sent: &Sent, name: &ObjectName) -> Result<bool, ArchiveError> {
        let told = match self.store.head(&path_of(name)).await {
            Ok(told) => told,
            Err(Error::NotFound { .. }) => return Ok(false),
            Err(error) => return Err(self.objects.failed("look at an object", name.as_str())(error)),
        };
        if told.size != sent.length {
            return Ok(false);
        }
        if told.e_tag.is_some_and(|told| told.trim_matches('"') == sent.tag) {
            return Ok(true);
        }
        Ok(self.hash(name).await? == Some(sent.blake3))
    }
}

/// A part with its MD5, added to the hash of the whole.
async fn hashed(bytes: Bytes, hasher: &mut blake3::Hasher) -> Result<Part, ArchiveError> {
    let mut whole = hasher.clone();
    let (whole, part) = on_blocking_thread(move || {
        whole.update(&bytes);
        let md5 = Md5::digest(&bytes).into();
        Ok((whole, Part { bytes, md5 }))
    })
    .await?;
    *hasher = whole;
    Ok(part)
}

fn finished(hasher: &blake3::Hasher) -> ContentHash {
    ContentHash::from_bytes(*hasher.finalize().as_bytes())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text does not fail.
        let _written = write!(text, "{byte:02x}");
        text
    })
}
