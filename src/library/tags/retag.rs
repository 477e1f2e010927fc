//! Putting a vocabulary in order: merging tags, renaming one, splitting one, banning some. Each is one batch for all photos,
//! shown before it is made, and undone as every batch is.
//!
//! 1. **plan**: the records of tags after the change, and what becomes of the tags of a photo;
//! 2. **enter** the records, so that whatever is given from here on is given the new tags;
//! 3. **change** the published photos that carry the old words, a part at a time, by the rules of one photo (`curate.rs`).
//!
//! Photos that are not published are not changed: a curator may not see them. What was merged or renamed is a synonym from
//! step 2 on, and what is banned names its successor, so each of them gets its tags right when it is published
//! (`Vocabulary::as_published`). A split says nothing about a word, only about photos: an unpublished photo keeps it.

use std::{collections::BTreeSet, sync::Arc};

use super::{TagError, change::curator};
use crate::{
    catalog::{
        batch::{self, Edit},
        entry::bytes_around,
        parts,
        photos::Shelf,
        records,
        store::{Change, Expectation, Key, Outcome},
        tags::{key, named},
    },
    domain::{
        batch_change::{BatchChange, TagTurn},
        language::Language,
        photo::PhotoId,
        reader::Reader,
        stored::Stored,
        tag::{
            Tag, TagKey,
            label::TagLabel,
            record::{MOST_LINKS, MOST_RELATIONS, MOST_SYNONYMS, TagRecord},
            vocabulary::Vocabulary,
        },
    },
    library::{
        Library, StoreFault,
        curate::{Curated, PART},
    },
};

/// The names of the gestures whose batches change photos by their tags.
pub(in crate::library) const RETAGS: [&str; 4] = ["merge-tags", "rename-tag", "split-tag", "ban-tags"];

/// What is to be done to tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Retag {
    /// Tags become synonyms of another one.
    Merge {
        /// Those that end.
        from: Vec<Tag>,
        /// The one that stays.
        into: Tag,
    },
    /// A tag gets another name; the present one becomes a synonym.
    Rename {
        /// The tag.
        tag: Tag,
        /// How it is written from now on.
        to: TagLabel,
    },
    /// Photos get other tags instead of one.
    Split {
        /// The tag.
        tag: Tag,
        /// What they get.
        into: Vec<Tag>,
        /// These photos alone; all that carry it where none are named.
        only: Vec<PhotoId>,
    },
    /// Tags may not be given any more, and are taken from photos.
    Ban {
        /// The tags.
        tags: Vec<Tag>,
        /// What photos get instead.
        instead: Option<Tag>,
    },
}

impl Retag {
    const fn gesture(&self) -> &'static str {
        let [merge, rename, split, ban] = RETAGS;
        match self {
            Self::Merge { .. } => merge,
            Self::Rename { .. } => rename,
            Self::Split { .. } => split,
            Self::Ban { .. } => ban,
        }
    }
}

/// What is to be done.
#[derive(Default)]
struct Plan {
    put: Vec<TagRecord>,
    remove: Vec<TagKey>,
    /// The words that photos carry.
    words: Vec<TagKey>,
    /// The tags that they get instead.
    into: Vec<Tag>,
    only: Vec<PhotoId>,
}

impl Library {
    /// What would become of photos.
    ///
    /// # Errors
    /// [`TagError`].
    pub async fn preview_retag(&self, reader: &Reader, retag: &Retag) -> Result<Curated, TagError> {
        let who = curator(reader)?;
        let vocabulary = self.vocabulary().await?;
        let plan = self.retag_plan(retag, &vocabulary).await?;
        let change = plan.change();
        let mut curated = Curated::default();
        let mut walk = Walk::of(&plan);
        while let Some(part) = walk.next(self).await? {
            self.preview_part(reader, who, &part, &change, &mut curated).await?;
        }
        Ok(curated)
    }

    /// Changes tags and the photos that carry them.
    ///
    /// # Errors
    /// [`TagError`]; before the first photo is changed, nothing was.
    pub async fn retag(&self, reader: &Reader, retag: &Retag, note: Option<String>) -> Result<Curated, TagError> {
        let who = curator(reader)?;
        let vocabulary = self.vocabulary().await?;
        let plan = self.retag_plan(retag, &vocabulary).await?;
        let gesture = self.batch_gesture(who, retag.gesture(), note);
        let mut curated = Curated::default();
        let is_entered = !plan.put.is_empty() || !plan.remove.is_empty();
        self.enter_records(&plan, &vocabulary, &gesture).await?;
        let change = plan.change();
        let mut walk = Walk::of(&plan);
        while let Some(part) = walk.next(self).await? {
            self.curate_part(reader, who, &part, &change, &gesture, &mut curated).await?;
        }
        curated.batch = (is_entered || !curated.changed.is_empty()).then_some(gesture.batch);
        Ok(curated)
    }

    async fn retag_plan(&self, retag: &Retag, vocabulary: &Arc<Vocabulary>) -> Result<Plan, TagError> {
        match retag {
            Retag::Merge { from, into } => self.merging(from, into, vocabulary).await,
            Retag::Rename { tag, to } => self.renaming(tag, to, vocabulary).await,
            Retag::Split { tag, into, only } => {
                let own = vocabulary.canonical(&tag.key());
                let into = vocabulary.as_given(into.clone(), &[])?;
                if into.is_empty() {
                    return Err(TagError::Nothing);
                }
                let words = words(&own, vocabulary);
                Ok(Plan { words, into, only: only.clone(), ..Plan::default() })
            }
            Retag::Ban { tags, instead } => self.banning(tags, instead.as_ref(), vocabulary).await,
        }
    }

    async fn merging(&self, from: &[Tag], into: &Tag, vocabulary: &Vocabulary) -> Result<Plan, TagError> {
        let target = vocabulary.canonical(&into.key());
        let Stored { record: before, .. } = self.kept_tag(&target, into).await?;
        if before.banned {
            return Err(TagError::InsteadBanned(before.tag));
        }
        let mut merged = before.clone();
        let mut plan = Plan { into: vec![before.tag.clone()], ..Plan::default() };
        for tag in from {
            let own = vocabulary.canonical(&tag.key());
            if own == target {
                continue;
            }
            let Stored { revision, record } = self.kept_tag(&own, tag).await?;
            if !plan.words.contains(&own) {
                plan.words.extend(words(&own, vocabulary));
                take_over(&mut merged, &record);
                plan.remove.extend((revision > 0).then_some(own));
            }
        }
        if merged.synonyms.len() > MOST_SYNONYMS {
            return Err(TagError::TooMany("synonyms", MOST_SYNONYMS));
        }
        if plan.words.is_empty() {
            return Ok(plan);
        }
        // What stood between them would stand above itself.
        let after = vocabulary.with(&merged, &plan.remove);
        merged.broader.retain(|wider| {
            let wider = after.canonical(&wider.key());
            wider != target && !after.with_wider(&wider).contains(&target)
        });
        merged.related.retain(|close| after.canonical(&close.key()) != target);
        merged.broader.truncate(MOST_RELATIONS);
        merged.related.truncate(MOST_RELATIONS);
        merged.updated = self.now();
        plan.put.push(merged);
        Ok(plan)
    }

    async fn renaming(&self, tag: &Tag, to: &TagLabel, vocabulary: &Vocabulary) -> Result<Plan, TagError> {
        let own = vocabulary.canonical(&tag.key());
        let Stored { revision, record } = self.kept_tag(&own, tag).await?;
        let name = to.key();
        if let Some(by) = vocabulary.claimed_by(&name).filter(|by| **by != own) {
            return Err(TagError::Taken { name: to.clone(), by: vocabulary.tag(by) });
        }
        let mut renamed = TagRecord { tag: to.tag(), label: Some(to.clone()), updated: self.now(), ..record.clone() };
        let mut plan = Plan { words: vec![own.clone()], into: vec![renamed.tag.clone()], ..Plan::default() };
        if name != own {
            renamed.synonyms.retain(|synonym| synonym.key() != name);
            renamed.synonyms.push(record.label.clone().unwrap_or_else(|| TagLabel::from(&record.tag)));
            plan.remove.extend((revision > 0).then_some(own));
            if renamed.synonyms.len() > MOST_SYNONYMS {
                return Err(TagError::TooMany("synonyms", MOST_SYNONYMS));
            }
        }
        if !renamed.says_the_same_as(&record) {
            plan.put.push(renamed);
        }
        Ok(plan)
    }

    async fn banning(&self, tags: &[Tag], instead: Option<&Tag>, vocabulary: &Vocabulary) -> Result<Plan, TagError> {
        let successor = instead.map(|tag| vocabulary.canonical(&tag.key()));
        let mut plan = Plan::default();
        if let (Some(key), Some(typed)) = (&successor, instead) {
            let Stored { record, .. } = self.kept_tag(key, typed).await?;
            if record.banned {
                return Err(TagError::InsteadBanned(record.tag));
            }
            plan.into.push(record.tag);
        }
        for tag in tags {
            let own = vocabulary.canonical(&tag.key());
            if successor.as_ref() == Some(&own) {
                return Err(TagError::Itself);
            }
            if plan.words.contains(&own) {
                continue;
            }
            let Stored { record, .. } = self.kept_tag(&own, tag).await?;
            plan.words.extend(words(&own, vocabulary));
            let banned = TagRecord {
                banned: true,
                instead: plan.into.first().cloned(),
                is_context: false,
                updated: self.now(),
                ..record.clone()
            };
            plan.put.extend(Some(banned).filter(|banned| !banned.says_the_same_as(&record)));
        }
        Ok(plan)
    }

    /// Step 2. Records that go come first: where there are more than one entry takes, the names that they give up are free for
    /// those that are written.
    async fn enter_records(
        &self,
        plan: &Plan,
        vocabulary: &Vocabulary,
        gesture: &batch::Gesture,
    ) -> Result<(), TagError> {
        let records = self.retag_records(plan, vocabulary).await?;
        let around = bytes_around(&gesture.actor, &gesture.name, gesture.note.as_deref());
        for part in parts::split(records, around, usize::MAX, |(edit, _)| edit.bytes()) {
            let expect = part.iter().flat_map(|(edit, names)| std::iter::once(edit.expectation()).chain(names.clone()));
            let mut change = Change {
                expect: expect.collect(),
                put: Vec::new(),
                remove: Vec::new(),
                at: gesture.at,
                actor: gesture.actor.clone(),
                gesture: gesture.name.clone(),
                batch: Some(gesture.batch.clone()),
                note: gesture.note.clone(),
            };
            for (Edit { key, body, .. }, _) in part {
                match body {
                    Some(body) => change.put.push((key, body)),
                    None => change.remove.push(key),
                }
            }
            if let Outcome::Conflict(_) = self.store.commit(change).await? {
                return Err(TagError::Stale);
            }
        }
        Ok(())
    }

    /// The records that a plan removes and writes, and which names must still be free for them. A name that a record of the
    /// same gesture gives up is free: that record is expected at the revision in which it has the name.
    async fn retag_records(
        &self,
        plan: &Plan,
        vocabulary: &Vocabulary,
    ) -> Result<Vec<(Edit, Vec<Expectation>)>, TagError> {
        let removed = plan.remove.iter().map(|tag| (tag.clone(), None));
        let written = plan.put.iter().map(|record| (record.key(), Some(record)));
        let all: Vec<(TagKey, Option<&TagRecord>)> = removed.chain(written).collect();
        let touched: BTreeSet<&TagKey> = all.iter().map(|(tag, _)| tag).collect();
        let keys: Vec<Key> = all.iter().map(|(tag, _)| key(tag)).collect();
        let there = self.store.get(&keys).await?;
        let mut records = Vec::with_capacity(all.len());
        for (((_, record), key), there) in all.iter().zip(keys).zip(there) {
            let is_taken = |name: &TagKey| vocabulary.claimed_by(name).is_none_or(|by| !touched.contains(by));
            let names = record.map_or_else(Vec::new, TagRecord::claims);
            let names = names.iter().filter(|name| is_taken(name)).map(|name| Expectation::Unclaimed(named(name)));
            let body = record.map(|record| records::write(&key, record)).transpose()?;
            let revision = there.map(|record| record.revision);
            records.push((Edit { key, revision, body, keeps_claims: true }, names.collect()));
        }
        Ok(records)
    }
}

impl Plan {
    /// What becomes of the tags of a photo.
    fn change(&self) -> BatchChange {
        let turn = TagTurn { from: self.words.clone(), into: self.into.clone() };
        BatchChange { turn: Some(turn), ..BatchChange::default() }
    }
}

/// The words of a tag itself.
fn words(own: &TagKey, vocabulary: &Vocabulary) -> Vec<TagKey> {
    vocabulary.record(own).map_or_else(|| vec![own.clone()], |record| record.claims())
}

/// Adds to a record what that of a merged tag says.
fn take_over(into: &mut TagRecord, from: &TagRecord) {
    let own = into.key();
    let name = from.label.clone().unwrap_or_else(|| TagLabel::from(&from.tag));
    for synonym in std::iter::once(name).chain(from.synonyms.iter().cloned()) {
        let is_known = synonym.key() == own || into.synonyms.iter().any(|known| known.key() == synonym.key());
        if !is_known {
            into.synonyms.push(synonym);
        }
    }
    for language in Language::ALL {
        let said = into.labels.of_mut(language);
        if said.is_none() {
            *said = from.labels.of(language).cloned();
        }
    }
    let add = |to: &mut Vec<Tag>, tags: &[Tag]| {
        for tag in tags {
            if !tag.is_among(to) {
                to.push(tag.clone());
            }
        }
    };
    add(&mut into.broader, &from.broader);
    add(&mut into.related, &from.related);
    into.text = into.text.take().or_else(|| from.text.clone());
    for link in &from.links {
        if !into.links.contains(link) && into.links.len() < MOST_LINKS {
            into.links.push(link.clone());
        }
    }
    into.is_context |= from.is_context;
}

/// The photos of a plan, a part at a time.
struct Walk {
    words: std::vec::IntoIter<TagKey>,
    only: std::vec::IntoIter<PhotoId>,
    /// The list that is read, and where its next part begins.
    list: Option<(Shelf, Option<String>)>,
}

impl Walk {
    fn of(plan: &Plan) -> Self {
        let words = if plan.only.is_empty() { plan.words.clone() } else { Vec::new() };
        Self { words: words.into_iter(), only: plan.only.clone().into_iter(), list: None }
    }

    /// The next part, if there is one. A photo leaves a list when it is changed, which moves nothing of what comes after it.
    async fn next(&mut self, library: &Library) -> Result<Option<Vec<PhotoId>>, StoreFault> {
        let named: Vec<PhotoId> = self.only.by_ref().take(PART).collect();
        if !named.is_empty() {
            return Ok(Some(named));
        }
        let (shelf, after) = match self.list.take() {
            Some(list) => list,
            None => match self.words.next() {
                Some(word) => (Shelf::Tagged(word.as_tag()), None),
                None => return Ok(None),
            },
        };
        let page = library.photos.shelf(&shelf, after.as_deref(), PART).await?;
        self.list = page.next.map(|next| (shelf, Some(next)));
        Ok(Some(page.photos.into_iter().map(|kept| kept.record.id).collect()))
    }
}
