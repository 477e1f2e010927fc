//! Taking the concepts of a thesaurus into the records of tags, a part at a time: all parts are one batch, which is undone as
//! every batch is. What a record says already stays; the same file again changes nothing.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::{TagError, change::curator};
use crate::{
    catalog::{
        batch::{self, Edit},
        records,
        store::{BatchId, Key},
        tags::key,
    },
    domain::{
        language::Language,
        person::Handle,
        stored::Stored,
        tag::{
            Tag, TagKey,
            concept::Concept,
            record::{MOST_CONTEXTS, MOST_LINKS, MOST_RECORDS, MOST_RELATIONS, MOST_SYNONYMS, TagRecord},
            vocabulary::Vocabulary,
        },
    },
    library::{Library, sessions},
};

/// The name of the gesture.
pub(in crate::library) const IMPORT: &str = "import-tags";
/// What became of a part.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Imported {
    /// The id of the batch, for the next part.
    pub batch: String,
    /// Tags that have a record since.
    pub new: usize,
    /// Records that say more since.
    pub changed: usize,
    /// Concepts that add nothing.
    pub unchanged: usize,
    /// What is left out, each with its line and what to do.
    pub left_out: Vec<(u64, String)>,
}

/// The records as they become, before they are written.
struct Draft<'a> {
    vocabulary: &'a Vocabulary,
    /// The words that records of this part claim.
    claimed: HashMap<TagKey, TagKey>,
    broader: HashMap<TagKey, Vec<TagKey>>,
    contexts: usize,
    records: usize,
}

impl Library {
    /// Takes in some concepts, in the name of a curator; `batch` is that of an earlier part.
    ///
    /// # Errors
    /// [`TagError`]; nothing of this part was changed.
    pub async fn import_tags(
        &self,
        handle: &Handle,
        batch: Option<&str>,
        concepts: &[Concept],
    ) -> Result<Imported, TagError> {
        let person = self.person(handle).await?.filter(|person| !person.is_suspended());
        let reader = person.map(|person| sessions::reader(&person)).ok_or(TagError::NotSignedIn)?;
        let who = curator(&reader)?;
        let vocabulary = self.vocabulary().await?;
        let mut gesture = self.batch_gesture(who, IMPORT, None);
        if let Some(batch) = batch.and_then(BatchId::parse) {
            gesture.batch = batch;
        }
        let mut imported = Imported { batch: gesture.batch.to_string(), ..Imported::default() };
        let mut draft = Draft {
            vocabulary: &vocabulary,
            claimed: HashMap::new(),
            broader: HashMap::new(),
            contexts: vocabulary.contexts().len(),
            records: vocabulary.len(),
        };
        let keys: Vec<Key> = concepts.iter().map(|concept| key(&concept.key())).collect();
        let there = self.store.get(&keys).await?;
        let mut lines: HashMap<Key, u64> = HashMap::new();
        let mut edits: Vec<Edit> = Vec::new();
        let mut is_new: HashSet<Key> = HashSet::new();
        for ((concept, key), record) in concepts.iter().zip(keys).zip(there) {
            let kept: Option<Stored<TagRecord>> = record.as_ref().map(records::read).transpose()?;
            let revision = kept.as_ref().map(|kept| kept.revision);
            if lines.insert(key.clone(), concept.line).is_some() {
                imported.left_out.push((concept.line, format!("“{}” is said twice: join the two", concept.tag)));
                continue;
            }
            let before = kept.map_or_else(|| TagRecord::new(concept.tag.clone(), gesture.at), |kept| kept.record);
            let Some(mut after) = draft.taken_in(concept, &before, revision.is_none(), &mut imported.left_out) else {
                continue;
            };
            if revision.is_some() && after == before {
                imported.unchanged += 1;
                continue;
            }
            after.updated = gesture.at;
            if revision.is_none() {
                is_new.insert(key.clone());
            }
            let body = Some(records::write(&key, &after)?);
            edits.push(Edit { key, revision, body, keeps_claims: false });
        }
        let report = batch::commit(&self.store, &gesture, edits).await?;
        for key in &report.changed {
            if is_new.contains(key) { imported.new += 1 } else { imported.changed += 1 }
        }
        for key in &report.kept {
            let line = lines.get(key).copied().unwrap_or_default();
            imported.left_out.push((line, format!("“{}” was changed meanwhile: import the file again", key.name())));
        }
        Ok(imported)
    }
}

impl Draft<'_> {
    /// The record with what a concept adds; nothing where it cannot have one.
    fn taken_in(
        &mut self,
        concept: &Concept,
        before: &TagRecord,
        is_new: bool,
        left_out: &mut Vec<(u64, String)>,
    ) -> Option<TagRecord> {
        let own = concept.key();
        let line = concept.line;
        if let Some(by) = self.claimed_by(&own).filter(|by| *by != own) {
            left_out.push((
                line,
                format!(
                    "“{}” is a synonym of the tag “{by}”: join the two in the file, or remove the synonym",
                    concept.tag
                ),
            ));
            return None;
        }
        if is_new && self.records >= MOST_RECORDS {
            left_out.push((line, format!("“{}” has no room: at most {MOST_RECORDS} tags have a record", concept.tag)));
            return None;
        }
        self.records = self.records.saturating_add(usize::from(is_new));
        let mut after = before.clone();
        if let Some(label) = &concept.label {
            after.label = Some(label.clone());
            after.tag = label.tag();
        }
        for language in Language::ALL {
            if let Some(label) = concept.labels.of(language) {
                *after.labels.of_mut(language) = Some(label.clone());
            }
        }
        self.claimed.insert(own.clone(), own.clone());
        for synonym in &concept.synonyms {
            let name = synonym.key();
            match self.claimed_by(&name) {
                Some(by) if by == own => {}
                Some(by) => left_out.push((
                    line,
                    format!(
                        "“{synonym}” is already a name or a synonym of “{by}”: remove it from “{}”, or join the two",
                        concept.tag
                    ),
                )),
                None if after.synonyms.len() >= MOST_SYNONYMS => left_out
                    .push((line, format!("“{}” has more than {MOST_SYNONYMS} synonyms: remove some", concept.tag))),
                None => {
                    self.claimed.insert(name, own.clone());
                    after.synonyms.push(synonym.clone());
                }
            }
        }
        for wider in &concept.broader {
            let above = self.vocabulary.canonical(&wider.key());
            let is_known = after.broader.iter().any(|known| self.vocabulary.canonical(&known.key()) == above);
            if is_known {
                continue;
            }
            if above == own || self.stands_above(&above, &own) {
                left_out.push((
                    line,
                    format!(
                        "“{wider}” stands below “{}” already, so it cannot be broader: remove one of the two",
                        concept.tag
                    ),
                ));
            } else if after.broader.len() < MOST_RELATIONS {
                self.broader.entry(own.clone()).or_insert_with(|| self.vocabulary.broader(&own).to_vec()).push(above);
                after.broader.push(wider.clone());
            }
        }
        for close in &concept.related {
            let other = self.vocabulary.canonical(&close.key());
            let is_known = other == own
                || self.vocabulary.related(&own).any(|known| *known == other)
                || after.related.iter().any(|known| self.vocabulary.canonical(&known.key()) == other);
            if !is_known && after.related.len() < MOST_RELATIONS {
                after.related.push(close.clone());
            }
        }
        if let Some(text) = &concept.text {
            after.text = Some(text.clone());
            after.text_language = concept.text_language;
        }
        for link in &concept.links {
            if !after.links.contains(link) && after.links.len() < MOST_LINKS {
                after.links.push(link.clone());
            }
        }
        after.banned |= concept.banned;
        if concept.banned {
            after.instead = concept.instead.clone().or(after.instead).filter(|tag: &Tag| tag.key() != own);
        }
        if concept.is_context && !after.is_context && !after.banned {
            if self.contexts < MOST_CONTEXTS {
                self.contexts = self.contexts.saturating_add(1);
                after.is_context = true;
            } else {
                left_out.push((line, format!("“{}” is no context: there are {MOST_CONTEXTS} already", concept.tag)));
            }
        }
        Some(after)
    }

    fn claimed_by(&self, name: &TagKey) -> Option<TagKey> {
        self.claimed.get(name).or_else(|| self.vocabulary.claimed_by(name)).cloned()
    }

    /// Whether `own` is among what stands above `above`, with what this part says.
    fn stands_above(&self, above: &TagKey, own: &TagKey) -> bool {
        let mut seen: HashSet<TagKey> = HashSet::from([above.clone()]);
        let mut left = vec![above.clone()];
        while let Some(key) = left.pop() {
            if key == *own {
                return true;
            }
            let wider = self.broader.get(&key).map_or_else(|| self.vocabulary.broader(&key), Vec::as_slice);
            left.extend(wider.iter().filter(|wider| seen.insert((*wider).clone())).cloned());
        }
        false
    }
}
