//! A package of photographs made as it is sent: one file in memory at a time, whatever their number.
//!
//! 1. **look** again: what was withdrawn since the package was asked for stays out;
//! 2. **copy**: the same file as a single download, its attribution inside;
//! 3. **send** its header and its bytes, and remember its name, attribution and checksum alone;
//! 4. after the last, **send the papers** ([`super::papers`]) made of what really is inside, and the list of all files.

use std::{collections::VecDeque, sync::Arc};

use bytes::Bytes;
use sha2::{Digest as _, Sha256};

use super::{
    papers::{CHECKSUMS, Packed, checksums, papers},
    zip::{Contents, FileTooLarge, Zip},
};
use crate::{
    archive::OutgoingCopy,
    domain::{
        attribution::Attribution,
        hash,
        language::Language,
        photo::{PhotoId, PhotoRecord},
        reader::Reader,
        selection::Selection,
    },
    library::{
        Library, StoreFault,
        browse::LookError,
        take_away::{Size, TakeAwayError, Wanted},
    },
};

/// Bytes handed over at once: the server copies what it is about to send, and this bounds that copy.
const PIECE: usize = 128 * 1024;

/// Makes a photo's attribution with the addresses of the site.
pub type Cite = Box<dyn Fn(&PhotoRecord) -> Attribution + Send>;

/// Why a photo could not be put into a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// It was public and was withdrawn: its tombstone says why.
    Withdrawn,
    /// Nothing that the public may know of, or nothing at all: one answer for both.
    Unknown,
    /// Its original's bytes are damaged or lost.
    Damaged,
}

/// Says in one line which photo is missing and why, for who opens the package.
pub type Tell = Box<dyn Fn(&PhotoId, Absence) -> String + Send>;

/// A package on its way.
pub struct Parcel {
    library: Arc<Library>,
    waiting: VecDeque<PhotoId>,
    size: Size,
    language: Language,
    cite: Cite,
    tell: Tell,
    /// Absent once the end was written.
    zip: Option<Zip>,
    packed: Vec<Packed>,
    /// A line a photo.
    left_out: Vec<String>,
    ready: VecDeque<Bytes>,
    /// The copy being sent, after its header.
    going: Option<OutgoingCopy>,
}

/// Why a package cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum ParcelError {
    /// A photo could not be copied, and not because it is gone.
    #[error(transparent)]
    TakeAway(#[from] TakeAwayError),
    /// A file does not fit the format.
    #[error(transparent)]
    TooLarge(#[from] FileTooLarge),
}

impl From<StoreFault> for ParcelError {
    fn from(fault: StoreFault) -> Self {
        Self::TakeAway(fault.into())
    }
}

impl From<LookError> for ParcelError {
    fn from(error: LookError) -> Self {
        Self::TakeAway(error.into())
    }
}

impl Parcel {
    /// A package of these photos in this size, its papers in this language.
    #[must_use]
    pub fn new(
        library: Arc<Library>,
        selection: &Selection,
        size: Size,
        language: Language,
        cite: Cite,
        tell: Tell,
    ) -> Self {
        let zip = Zip::new(library.now());
        Self {
            library,
            waiting: selection.ids().iter().cloned().collect(),
            size,
            language,
            cite,
            tell,
            zip: Some(zip),
            packed: Vec::new(),
            left_out: Vec::new(),
            ready: VecDeque::new(),
            going: None,
        }
    }

    /// The next bytes of the package; none after its end.
    ///
    /// # Errors
    /// [`ParcelError`] when a store fails: the package then stays without its end, which every reader notices. A photo
    /// that is not there any more, or whose original is damaged, is no error: it is left out and listed.
    pub async fn next(&mut self) -> Result<Option<Bytes>, ParcelError> {
        while self.ready.is_empty() {
            if let Some(going) = self.going.take()
                && let Some((piece, rest)) = going.next().await.map_err(StoreFault::from)?
            {
                self.going = Some(rest);
                return Ok(Some(piece));
            }
            if let Some(id) = self.waiting.pop_front() {
                match self.pack(&id).await {
                    Ok(()) => {}
                    Err(ParcelError::TakeAway(TakeAwayError::Look(LookError::Unknown))) => {
                        self.left_out.push((self.tell)(&id, Absence::Unknown));
                    }
                    Err(ParcelError::TakeAway(TakeAwayError::Look(LookError::Withdrawn(_)))) => {
                        self.left_out.push((self.tell)(&id, Absence::Withdrawn));
                    }
                    Err(ParcelError::TakeAway(TakeAwayError::Damaged(id))) => {
                        tracing::error!(photo = %id, "an original is damaged or lost: it was left out of a package; run `zef check`");
                        self.left_out.push((self.tell)(&id, Absence::Damaged));
                    }
                    Err(error) => return Err(error),
                }
            } else if let Some(zip) = self.zip.take() {
                self.close(zip)?;
            } else {
                return Ok(None);
            }
        }
        Ok(self.ready.pop_front())
    }

    async fn pack(&mut self, id: &PhotoId) -> Result<(), ParcelError> {
        let photo = self.library.whole_photo(&Reader::Visitor, id).await?;
        let attribution = (self.cite)(&photo);
        let page = attribution.source_url.clone().unwrap_or_default();
        let copy = loop {
            match self.library.take_away(&Reader::Visitor, id, Wanted::of(self.size), &page).await {
                // A package that has begun to be sent waits for memory as long as its reader waits.
                Err(error) if error.is_busy() => {}
                done => break done?,
            }
        };
        let (name, media_type, going) = (copy.file_name.as_str().to_owned(), copy.media_type, copy.outgoing);
        let alt = photo.alt.as_ref().map(|alt| alt.as_str().to_owned()).or_else(|| attribution.title.clone());
        // A file's header says its checksum, and comes before it.
        let sums = going.fold((Contents::default(), Sha256::new()), |(contents, sha256), piece| {
            contents.add(piece);
            sha256.update(piece);
        });
        let (contents, sha256) = sums.await.map_err(StoreFault::from)?;
        let sha256 = hash::Sha256::from_bytes(sha256.finalize().into());
        let Some(zip) = &mut self.zip else { return Ok(()) };
        self.ready.push_back(Bytes::from(zip.header(&name, contents)?));
        self.going = Some(going);
        self.packed.push(Packed { name, media_type, alt, attribution, sha256 });
        Ok(())
    }

    /// The papers, the checksums of everything, and the list that ends the package.
    fn close(&mut self, mut zip: Zip) -> Result<(), ParcelError> {
        let papers = papers(&self.packed, &self.left_out, self.language);
        let sums = checksums(&self.packed, &papers);
        for (name, text) in papers.into_iter().chain([(CHECKSUMS, sums)]) {
            let header = zip.header(name, Contents::of(text.as_bytes()))?;
            self.send(header, Bytes::from(text));
        }
        self.ready.push_back(Bytes::from(zip.end()));
        Ok(())
    }

    fn send(&mut self, header: Vec<u8>, mut bytes: Bytes) {
        self.ready.push_back(Bytes::from(header));
        while !bytes.is_empty() {
            let piece = bytes.split_to(bytes.len().min(PIECE));
            self.ready.push_back(piece);
        }
    }
}
