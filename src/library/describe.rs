//! Describing a photo: title, words, tags, date, place, credit, and a licence added.

use jiff::Timestamp;

use super::{
    Library, StoreFault,
    browse::{Found, LookError},
    change::Gesture,
};
use crate::{
    catalog::{
        noun::Kept,
        photos,
        store::{Expected, Outcome},
    },
    domain::{
        grant::Grant,
        licence::LicenceId,
        photo::{AltText, AuthorName, Description, PhotoId, PhotoRecord, Source, State, Title},
        place::{Coordinates, Precision},
        reader::Reader,
        tag::Tag,
        taken::Taken,
        text::uri,
    },
};

/// What changes; what is `None` stays, and `Some(None)` empties.
#[derive(Clone, Debug, Default)]
pub struct Rewording {
    /// Title.
    pub title: Option<Option<Title>>,
    /// Description.
    pub description: Option<Option<Description>>,
    /// Text alternative.
    pub alt: Option<Option<AltText>>,
    /// Name credited.
    pub author_name: Option<Option<AuthorName>>,
    /// Address credited.
    pub author_url: Option<Option<String>>,
    /// Whether the author is to be named no more.
    pub author_withheld: Option<bool>,
    /// Where the right to give it comes from.
    pub source: Option<Source>,
    /// Tags.
    pub tags: Option<Vec<Tag>>,
    /// Date.
    pub taken: Option<Option<Taken>>,
    /// Name of the place.
    pub place_name: Option<Option<String>>,
    /// Coordinates.
    pub coordinates: Option<Option<Coordinates>>,
    /// What may be told of the place.
    pub precision: Option<Precision>,
    /// A licence to add to the ledger.
    pub licence: Option<LicenceId>,
    /// Whether the licence was named without its words being shown, as by a program.
    pub unseen: bool,
    /// Whether the contributor, asked about what the file says, answers that they may give it.
    pub vouched: bool,
    /// Whether a licence that lets people do less may be added to a public photo: what was granted before still stands.
    pub narrow: bool,
}

/// Why a description was not changed.
#[derive(Debug, thiserror::Error)]
pub enum DescribeError {
    /// The photo is not there for this reader.
    #[error(transparent)]
    Look(#[from] LookError),
    /// They see it, and it is not theirs to change.
    #[error("only its contributor and curators describe a photo")]
    NotAllowed,
    /// Only who gave the photo grants licences on it.
    #[error("only its contributor grants a licence")]
    NotGrantor,
    /// This library does not offer that licence to this person.
    #[error("{} is not offered here", .0.label())]
    LicenceNotOffered(LicenceId),
    /// A public photo's licence cannot be taken back; whoever wants a narrower one from now on says so knowingly.
    #[error("a licence granted on a public photo stands: {0} would narrow it")]
    Narrower(LicenceId),
    /// Someone changed it meanwhile.
    #[error("the photo was changed meanwhile")]
    Stale,
    /// A store failed.
    #[error(transparent)]
    Fault(#[from] StoreFault),
}

impl Library {
    /// Changes a photo's description, if its revision is still the one expected.
    ///
    /// # Errors
    /// [`DescribeError`]; nothing was changed.
    pub async fn describe(
        &self,
        reader: &Reader,
        id: &PhotoId,
        changes: Rewording,
        expected: Option<u64>,
    ) -> Result<Kept<PhotoRecord>, DescribeError> {
        let Found { revision, record, .. } = self.whole_photo(reader, id).await?;
        let who = reader.handle().ok_or(DescribeError::NotAllowed)?;
        if !reader.may_describe(&record) {
            return Err(DescribeError::NotAllowed);
        }
        if expected.is_some_and(|expected| expected != revision) {
            return Err(DescribeError::Stale);
        }
        let mut changed = (*record).clone();
        if let Some(licence) = changes.licence.filter(|licence| record.licence() != Some(*licence)) {
            self.permit_grant(reader, &record, licence, changes.narrow)?;
            changed.grants.push(Grant::new(licence, who, self.now(), changes.unseen, record.original.blake3));
        }
        if changes.vouched && reader.gave(&record) {
            changed.vouched.get_or_insert(self.now());
        }
        apply(&mut changed, changes);
        if changed == *record {
            // Said again, nothing was changed: no entry, and whoever read the photo before still may.
            return Ok(Kept { revision, record: changed });
        }
        changed.updated = self.now();
        let expect = vec![(photos::key(id), Expected::Revision(revision))];
        let gesture = Gesture { actor: Some(who), name: "describe", note: None, expect };
        match self.put(photos::key(id), &changed, gesture).await? {
            Outcome::Done(revision) => Ok(Kept { revision, record: changed }),
            Outcome::Conflict(_) => Err(DescribeError::Stale),
        }
    }

    fn permit_grant(
        &self,
        reader: &Reader,
        photo: &PhotoRecord,
        licence: LicenceId,
        narrow: bool,
    ) -> Result<(), DescribeError> {
        if !reader.gave(photo) {
            return Err(DescribeError::NotGrantor);
        }
        if !self.offers(reader, licence) {
            return Err(DescribeError::LicenceNotOffered(licence));
        }
        let narrows = photo.licence().is_some_and(|granted| !licence.is_at_least_as_free_as(granted));
        if photo.state == State::Published && narrows && !narrow {
            return Err(DescribeError::Narrower(licence));
        }
        Ok(())
    }
}

/// A photo as this change would leave it: what its doubts are judged by.
#[must_use]
pub fn reworded(photo: &PhotoRecord, changes: Rewording, at: Timestamp) -> PhotoRecord {
    let mut changed = photo.clone();
    let grant = |licence| Grant::new(licence, &photo.contributor, at, changes.unseen, photo.original.blake3);
    changed.grants.extend(changes.licence.map(grant));
    apply(&mut changed, changes);
    changed
}

fn apply(photo: &mut PhotoRecord, changes: Rewording) {
    let Rewording {
        title,
        description,
        alt,
        author_name,
        author_url,
        author_withheld,
        source,
        tags,
        taken,
        place_name,
        coordinates,
        precision,
        ..
    } = changes;
    replace(&mut photo.title, title);
    replace(&mut photo.description, description);
    replace(&mut photo.alt, alt);
    replace(&mut photo.author.name, author_name);
    // The API tells an address in ASCII: sent back so, it is the one that is kept.
    let in_ascii = |url: &Option<String>| url.as_deref().and_then(uri);
    let kept = in_ascii(&photo.author.url);
    replace(&mut photo.author.url, author_url.filter(|new| in_ascii(new) != kept));
    replace(&mut photo.author_withheld, author_withheld);
    replace(&mut photo.source, source);
    replace(&mut photo.tags, tags);
    replace(&mut photo.taken, taken);
    let mut place = photo.place.take().unwrap_or_default();
    replace(&mut place.name, place_name);
    replace(&mut place.coordinates, coordinates);
    replace(&mut place.precision, precision);
    photo.place = (place.name.is_some() || place.coordinates.is_some()).then_some(place);
}

fn replace<T>(old: &mut T, new: Option<T>) {
    if let Some(new) = new {
        *old = new;
    }
}
