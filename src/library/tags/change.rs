//! Saying something of a tag: the record is made when somebody first does.
//!
//! A synonym claims its word: the record of another tag with that name or synonym refuses it, at commit too. No tag stands above
//! itself: a change of the wider tags expects the revisions of all that stand above them. Close tags are close each way, so a
//! tag that is taken from the list of one is removed from the record of the other, in the same entry.

use std::{collections::BTreeSet, sync::Arc};

use crate::{
    catalog::{
        CatalogError,
        batch::Edit,
        parts, records,
        store::{BatchId, Expectation, Key, Outcome},
        tags::{key, named},
    },
    domain::{
        person::Role,
        reader::Reader,
        stored::Stored,
        tag::{
            Tag, TagKey,
            change::TagChange,
            label::TagLabel,
            record::{MOST_CONTEXTS, MOST_LINKS, MOST_RECORDS, MOST_RELATIONS, MOST_SYNONYMS, TagRecord},
            vocabulary::{BannedTag, Vocabulary},
        },
    },
    library::{
        Library, StoreFault,
        change::{Gesture, around},
    },
};

/// Why nothing was said of a tag.
#[derive(Debug, thiserror::Error)]
pub enum TagError {
    /// An account is needed.
    #[error("only curators look after tags")]
    NotSignedIn,
    /// Curators do.
    #[error("only curators look after tags")]
    NotAllowed,
    /// How it is written must be the same word, but for capitals and accents.
    #[error("“{0}” is another tag: rename the tag instead")]
    OtherName(TagLabel),
    /// Another tag has this name or synonym.
    #[error("“{name}” is a name or a synonym of the tag “{by}”")]
    Taken {
        /// The word.
        name: TagLabel,
        /// The tag that has it.
        by: Tag,
    },
    /// It would stand above itself.
    #[error("the tag “{0}” stands below this one, so it cannot stand above it")]
    Circle(Tag),
    /// A photo may not be given one of the tags.
    #[error(transparent)]
    Banned(#[from] BannedTag),
    /// A tag is split into nothing.
    #[error("name the tags that photos get instead")]
    Nothing,
    /// It would be its own close tag, or be used instead of itself.
    #[error("a tag cannot be close to itself, or be used instead of itself")]
    Itself,
    /// What is to be used instead may not be given either.
    #[error("the tag “{0}” may not be given either")]
    InsteadBanned(Tag),
    /// A context that nobody may give.
    #[error("a tag that may not be given cannot be a context")]
    BannedContext,
    /// Too many synonyms, wider or close tags, or links.
    #[error("a tag has at most {1} of these: {0}")]
    TooMany(&'static str, usize),
    /// As many contexts as there may be.
    #[error("there are {MOST_CONTEXTS} contexts at most: end another one first")]
    TooManyContexts,
    /// As many records as are kept in memory.
    #[error("at most {MOST_RECORDS} tags have a record")]
    TooManyRecords,
    /// Somebody else changed it meanwhile.
    #[error("the tag was changed meanwhile")]
    Stale,
    /// A store failed.
    #[error(transparent)]
    Fault(#[from] StoreFault),
}

impl From<CatalogError> for TagError {
    fn from(error: CatalogError) -> Self {
        Self::Fault(error.into())
    }
}

/// The name of the gesture.
pub(super) const CHANGE: &str = "change-tag";

impl Library {
    /// Changes what is said of a tag, if its revision is still the one expected: 0 while nobody said anything.
    ///
    /// # Errors
    /// [`TagError`]; nothing was changed of this tag.
    pub async fn change_tag(
        &self,
        reader: &Reader,
        tag: &Tag,
        change: TagChange,
        expected: Option<u64>,
    ) -> Result<Stored<TagRecord>, TagError> {
        let who = curator(reader)?;
        let vocabulary = self.vocabulary().await?;
        let own = vocabulary.canonical(&tag.key());
        let Stored { revision, record } = self.kept_tag(&own, tag).await?;
        if expected.is_some_and(|expected| expected != revision) {
            return Err(TagError::Stale);
        }
        let mut changed = record.clone();
        change.apply(&mut changed);
        let mut expect = permit(&record, &mut changed, revision == 0, &vocabulary)?;
        if changed == record {
            // The same values again change nothing: no entry is written, and the revision stays.
            return Ok(Stored { revision, record });
        }
        changed.updated = self.now();
        if changed.broader != record.broader {
            expect.extend(self.above(&own, &changed, &vocabulary).await?);
        }
        // Where so many tags are close to this one that they need several entries, they come first: the same change again then
        // does what is missing.
        let mut edits = self.part_close_tags(&record, &changed, &vocabulary).await?;
        let body = Some(records::write(&key(&own), &changed)?);
        let was = (revision > 0).then_some(revision);
        edits.push(Edit { key: key(&own), revision: was, body, keeps_claims: true });
        let mut parts = parts::split(edits, around(Some(who), CHANGE, None), usize::MAX, Edit::bytes);
        let last = parts.pop().unwrap_or_default();
        let batch = (!parts.is_empty()).then(|| BatchId::from_random(self.chance()));
        for part in parts {
            let gesture = Gesture { actor: Some(who), name: CHANGE, note: None, expect: Vec::new() };
            if let Outcome::Conflict(_) = self.commit_parts(part, gesture, batch.as_ref()).await? {
                return Err(TagError::Stale);
            }
        }
        let gesture = Gesture { actor: Some(who), name: CHANGE, note: None, expect };
        match self.commit_parts(last, gesture, batch.as_ref()).await? {
            Outcome::Done(revision) => Ok(Stored { revision, record: changed }),
            Outcome::Conflict(_) => Err(TagError::Stale),
        }
    }

    /// What must still hold of all that stands above a tag: otherwise two changes at once could make a circle.
    async fn above(
        &self,
        own: &TagKey,
        changed: &TagRecord,
        vocabulary: &Vocabulary,
    ) -> Result<Vec<Expectation>, TagError> {
        let wider = changed.broader.iter().flat_map(|tag| vocabulary.with_wider(&vocabulary.canonical(&tag.key())));
        let keys: BTreeSet<Key> = wider.filter(|above| above != own).map(|above| key(&above)).collect();
        let keys: Vec<Key> = keys.into_iter().collect();
        let there = self.store.get(&keys).await?;
        Ok(keys
            .into_iter()
            .zip(there)
            .map(|(key, record)| match record {
                Some(record) => Expectation::Revision(key, record.revision),
                None => Expectation::RecordAbsent(key),
            })
            .collect())
    }

    /// The records of the tags that this one is no longer close to, without it.
    async fn part_close_tags(
        &self,
        before: &TagRecord,
        after: &TagRecord,
        vocabulary: &Arc<Vocabulary>,
    ) -> Result<Vec<Edit>, TagError> {
        let mut edits = Vec::new();
        if before.related == after.related {
            return Ok(edits);
        }
        let own = after.key();
        let stays: Vec<TagKey> = after.related.iter().map(|tag| vocabulary.canonical(&tag.key())).collect();
        for other in vocabulary.related(&own).filter(|other| !stays.contains(other)) {
            let Some(Stored { revision, record: mut parted }) = self.tags.get(other).await? else { continue };
            let count = parted.related.len();
            parted.related.retain(|tag| vocabulary.canonical(&tag.key()) != own);
            if parted.related.len() != count {
                parted.updated = self.now();
                let body = Some(records::write(&key(other), &parted)?);
                edits.push(Edit { key: key(other), revision: Some(revision), body, keeps_claims: true });
            }
        }
        Ok(edits)
    }
}

/// The person, if they look after tags.
pub(super) fn curator(reader: &Reader) -> Result<&crate::domain::person::Handle, TagError> {
    let who = reader.handle().ok_or(TagError::NotSignedIn)?;
    if reader.is_at_least(Role::Curator) { Ok(who) } else { Err(TagError::NotAllowed) }
}

/// Checks what a change asks for, writes tags as they are, and returns what must still hold of names when it is made.
pub(super) fn permit(
    before: &TagRecord,
    changed: &mut TagRecord,
    is_new: bool,
    vocabulary: &Vocabulary,
) -> Result<Vec<Expectation>, TagError> {
    let own = before.key();
    if let Some(label) = changed.label.as_ref().filter(|label| label.key() != own) {
        return Err(TagError::OtherName(label.clone()));
    }
    if is_new && vocabulary.len() >= MOST_RECORDS {
        return Err(TagError::TooManyRecords);
    }
    if changed.is_context && !before.is_context && vocabulary.contexts().len() >= MOST_CONTEXTS {
        return Err(TagError::TooManyContexts);
    }
    if changed.is_context && changed.banned {
        return Err(TagError::BannedContext);
    }
    changed.synonyms.retain(|synonym| synonym.key() != own);
    let claimed = |key: &TagKey| vocabulary.claimed_by(key).filter(|by| **by != own);
    for synonym in &changed.synonyms {
        if let Some(by) = claimed(&synonym.key()) {
            return Err(TagError::Taken { name: synonym.clone(), by: vocabulary.tag(by) });
        }
    }
    let as_it_is = |tags: &[Tag]| {
        let mut written: Vec<Tag> = Vec::new();
        for tag in tags {
            let key = vocabulary.canonical(&tag.key());
            let tag = vocabulary.record(&key).map_or_else(|| tag.clone(), |record| record.tag.clone());
            if !tag.is_among(&written) {
                written.push(tag);
            }
        }
        written
    };
    let keys = |tags: &[Tag]| tags.iter().map(Tag::key).collect::<Vec<_>>();
    if changed.broader != before.broader {
        changed.broader = as_it_is(&changed.broader);
        if let Some(circle) = vocabulary.circle(&own, &keys(&changed.broader)) {
            return Err(TagError::Circle(vocabulary.tag(&circle)));
        }
    }
    if changed.related != before.related {
        changed.related = as_it_is(&changed.related);
    }
    if changed.instead != before.instead || changed.banned != before.banned {
        changed.instead = as_it_is(changed.instead.as_slice()).pop();
        if let Some(instead) = changed
            .instead
            .as_ref()
            .filter(|instead| changed.banned && vocabulary.record(&instead.key()).is_some_and(|record| record.banned))
        {
            return Err(TagError::InsteadBanned(instead.clone()));
        }
    }
    let itself = [keys(&changed.related), keys(changed.instead.as_slice())].concat();
    if itself.contains(&own) {
        return Err(TagError::Itself);
    }
    for (name, count, most) in [
        ("synonyms", changed.synonyms.len(), MOST_SYNONYMS),
        ("broader", changed.broader.len(), MOST_RELATIONS),
        ("related", changed.related.len(), MOST_RELATIONS),
        ("links", changed.links.len(), MOST_LINKS),
    ] {
        if count > most {
            return Err(TagError::TooMany(name, most));
        }
    }
    let had = if is_new { Vec::new() } else { before.claims() };
    Ok(changed
        .claims()
        .iter()
        .filter(|name| !had.contains(name))
        .map(|name| Expectation::Unclaimed(named(name)))
        .collect())
}
