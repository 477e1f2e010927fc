//! The suggestions that wait for a reader: about the photos that they gave and, for curators, about those of others.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{
    Library, StoreFault,
    suggest::{may_read, own_list},
};
use crate::{
    catalog::suggestions::{SuggestionList, place_of},
    domain::{
        person::{Handle, PersonRecord, Role},
        photo::{PhotoId, PhotoRecord},
        reader::Reader,
        stored::Stored,
        suggestion::SuggestionRecord,
    },
};

/// Suggestions are counted and listed up to this number: whoever decided these reads the next ones.
pub const MOST_LISTED: usize = 200;
/// How many are read at a time.
const PART: usize = 200;
/// The most that are read for one list: most of them may be about photos that are not public any more.
const MOST_READ: usize = 2_000;

/// A suggestion that waits, as its reader may know it.
#[derive(Clone, Debug)]
pub struct OpenSuggestion {
    /// The suggestion.
    pub kept: Stored<SuggestionRecord>,
    /// Its photo.
    pub photo: PhotoRecord,
    /// From when curators may decide.
    pub curators_from: Timestamp,
    /// Whether the reader may decide now.
    pub may_decide: bool,
}

impl OpenSuggestion {
    /// What everyone reads in the field now.
    #[must_use]
    pub fn current(&self) -> Option<String> {
        self.kept.record.field.shown(&self.photo)
    }

    /// Its place among those that wait.
    #[must_use]
    pub fn place(&self) -> String {
        place_of(&self.kept.record)
    }

    /// Whether the field changed since the suggestion was made.
    #[must_use]
    pub fn has_changed(&self) -> bool {
        self.current() != self.kept.record.old_shown(&self.photo)
    }
}

impl Library {
    /// The suggestions that wait and that this reader may read, oldest first, [`MOST_LISTED`] at most.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn open_suggestions(&self, reader: &Reader) -> Result<Vec<OpenSuggestion>, StoreFault> {
        self.open_suggestions_from(reader, None).await
    }

    /// The same after a suggestion, by the [place](OpenSuggestion::place) of that one.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn open_suggestions_from(
        &self,
        reader: &Reader,
        after: Option<&str>,
    ) -> Result<Vec<OpenSuggestion>, StoreFault> {
        let mut found = BTreeMap::new();
        if let Some(list) = own_list(reader) {
            self.read_listed(reader, &list, after, &mut found).await?;
        }
        if reader.is_at_least(Role::Curator) {
            self.read_listed(reader, &SuggestionList::All, after, &mut found).await?;
        }
        Ok(found.into_values().take(MOST_LISTED).collect())
    }

    /// The suggestions that were decided on and that this reader may read, the latest decision first, a part at a time; and where
    /// the next part begins. Curators read those of all photos, others those of their own.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn decided_suggestions(
        &self,
        reader: &Reader,
        after: Option<&str>,
        limit: usize,
    ) -> Result<(Vec<OpenSuggestion>, Option<String>), StoreFault> {
        let Some(own) = reader.handle() else { return Ok((Vec::new(), None)) };
        let is_staff = reader.is_at_least(Role::Curator);
        let list = if is_staff { SuggestionList::Decided } else { SuggestionList::DecidedFor(own.clone()) };
        let page = self.suggestions.list(&list, after, limit).await?;
        let mut found = self.readable(reader, page.suggestions).await?;
        found.sort_by_key(|one| {
            let decided = one.kept.record.decision.as_ref().map(|decision| decision.at);
            std::cmp::Reverse((decided, one.kept.record.id.to_string()))
        });
        Ok((found, page.next))
    }

    /// How many suggestions wait for this reader's decision, counted up to [`MOST_LISTED`].
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn count_suggestions(&self, reader: &Reader) -> Result<usize, StoreFault> {
        let Some(list) = own_list(reader) else { return Ok(0) };
        if !reader.is_at_least(Role::Curator) {
            return Ok(self.suggestions.count(&list).await?.min(MOST_LISTED));
        }
        if self.suggestions.count(&SuggestionList::All).await? == 0 {
            return Ok(0);
        }
        Ok(self.open_suggestions(reader).await?.iter().filter(|open| open.may_decide).count())
    }

    async fn read_listed(
        &self,
        reader: &Reader,
        list: &SuggestionList,
        from: Option<&str>,
        found: &mut BTreeMap<(Timestamp, String), OpenSuggestion>,
    ) -> Result<(), StoreFault> {
        let mut after = from.map(str::to_owned);
        let (mut read, mut readable) = (0, 0);
        while read < MOST_READ && readable < MOST_LISTED {
            let page = self.suggestions.list(list, after.as_deref(), PART).await?;
            read += page.suggestions.len();
            for open in self.readable(reader, page.suggestions).await? {
                readable += 1;
                found.insert((open.kept.record.at, open.kept.record.id.to_string()), open);
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        Ok(())
    }

    /// Those of some suggestions that this reader may read, with their photos.
    async fn readable(
        &self,
        reader: &Reader,
        suggestions: Vec<Stored<SuggestionRecord>>,
    ) -> Result<Vec<OpenSuggestion>, StoreFault> {
        let ids: BTreeSet<PhotoId> = suggestions.iter().map(|kept| kept.record.photo.clone()).collect();
        let ids: Vec<PhotoId> = ids.into_iter().collect();
        let photos = self.photos.get_many(&ids).await?.into_iter();
        let photos: BTreeMap<PhotoId, PhotoRecord> = photos.map(|kept| (kept.record.id.clone(), kept.record)).collect();
        let givers = self.people(photos.values().map(|photo| &photo.contributor)).await?;
        let mut readable = Vec::new();
        for kept in suggestions {
            let Some(photo) = photos.get(&kept.record.photo) else { continue };
            if may_read(reader, &kept.record, photo) {
                let curators_from = self.curators_from(&kept.record, photo, &givers);
                let may_decide = kept.record.is_open() && (reader.gave(photo) || curators_from <= self.now());
                readable.push(OpenSuggestion { photo: photo.clone(), curators_from, may_decide, kept });
            }
        }
        Ok(readable)
    }

    /// How many suggestions about photos of others a curator may decide on since an instant, or at all, up to
    /// [`MOST_LISTED`].
    pub(super) async fn new_for_curator(&self, reader: &Reader, since: Option<Timestamp>) -> Result<usize, StoreFault> {
        if !reader.is_at_least(Role::Curator) || self.suggestions.count(&SuggestionList::All).await? == 0 {
            return Ok(0);
        }
        let is_new = |open: &&OpenSuggestion| {
            open.may_decide && !reader.gave(&open.photo) && since.is_none_or(|since| open.curators_from > since)
        };
        Ok(self.open_suggestions(reader).await?.iter().filter(is_new).count())
    }

    /// From when curators may decide on a suggestion: at once where its photo's contributor cannot.
    pub(super) fn curators_from(
        &self,
        suggestion: &SuggestionRecord,
        photo: &PhotoRecord,
        givers: &BTreeMap<Handle, PersonRecord>,
    ) -> Timestamp {
        let can_decide = givers.get(&photo.contributor).is_some_and(|giver| !giver.is_suspended());
        if can_decide { suggestion.curators_from(self.settings().suggestion_days) } else { suggestion.at }
    }
}
