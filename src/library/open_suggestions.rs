//! The suggestions that wait for a reader: about the photos that they gave and, for curators, about those of others.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{
    Library, StoreFault,
    suggest::{may_read, own_list},
};
use crate::{
    catalog::suggestions::SuggestionList,
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
        let mut found = BTreeMap::new();
        if let Some(list) = own_list(reader) {
            self.read_open(reader, &list, &mut found).await?;
        }
        if reader.is_at_least(Role::Curator) {
            self.read_open(reader, &SuggestionList::All, &mut found).await?;
        }
        Ok(found.into_values().take(MOST_LISTED).collect())
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

    async fn read_open(
        &self,
        reader: &Reader,
        list: &SuggestionList,
        found: &mut BTreeMap<(Timestamp, String), OpenSuggestion>,
    ) -> Result<(), StoreFault> {
        let mut after = None;
        let (mut read, mut readable) = (0, 0);
        while read < MOST_READ && readable < MOST_LISTED {
            let page = self.suggestions.list(list, after.as_deref(), PART).await?;
            read += page.suggestions.len();
            let photos: BTreeSet<PhotoId> = page.suggestions.iter().map(|kept| kept.record.photo.clone()).collect();
            let photos: Vec<PhotoId> = photos.into_iter().collect();
            let photos: BTreeMap<PhotoId, PhotoRecord> = self
                .photos
                .get_many(&photos)
                .await?
                .into_iter()
                .map(|kept| (kept.record.id.clone(), kept.record))
                .collect();
            let givers = self.people(photos.values().map(|photo| &photo.contributor)).await?;
            for kept in page.suggestions {
                let Some(photo) = photos.get(&kept.record.photo) else { continue };
                if !may_read(reader, &kept.record, photo) {
                    continue;
                }
                readable += 1;
                let curators_from = self.curators_from(&kept.record, photo, &givers);
                found.insert(
                    (kept.record.at, kept.record.id.to_string()),
                    OpenSuggestion {
                        photo: photo.clone(),
                        curators_from,
                        may_decide: reader.gave(photo) || curators_from <= self.now(),
                        kept,
                    },
                );
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        Ok(())
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
