//! All that curators say of tags, as searches and forms ask it: which tag a word means, which tags are wider and narrower.
//!
//! It is made of the records of tags, and made again when one of them changes; photos say nothing of it. What a query for a
//! tag finds is decided when the query is read, by [`Vocabulary::covered`]: no photo is indexed again when a record changes.

use std::{
    collections::{BTreeSet, HashMap, HashSet, VecDeque},
    sync::Arc,
};

use super::{Tag, TagKey, record::TagRecord};
use crate::domain::language::Language;

/// The most words that a query for one tag looks for: itself, all narrower ones, and the synonyms of each.
pub const MOST_COVERED: usize = 5_000;

/// A tag that photos may not be given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("photos may not be given the tag “{tag}”{}", .instead.as_ref().map(|tag| format!(": use “{tag}”")).unwrap_or_default())]
pub struct BannedTag {
    /// The tag.
    pub tag: Tag,
    /// What to use instead.
    pub instead: Option<Tag>,
}

/// What the records of tags say together.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    records: HashMap<TagKey, Arc<TagRecord>>,
    /// The tag that each name and each synonym is.
    names: HashMap<TagKey, TagKey>,
    /// The tags that each name means, in any language.
    spoken: HashMap<TagKey, BTreeSet<TagKey>>,
    broader: HashMap<TagKey, Vec<TagKey>>,
    narrower: HashMap<TagKey, Vec<TagKey>>,
    related: HashMap<TagKey, BTreeSet<TagKey>>,
    contexts: Vec<TagKey>,
}

impl Vocabulary {
    /// What these records say.
    #[must_use]
    pub fn of(records: impl IntoIterator<Item = Arc<TagRecord>>) -> Self {
        let records: HashMap<TagKey, Arc<TagRecord>> =
            records.into_iter().map(|record| (record.key(), record)).collect();
        let mut made = Self { records, ..Self::default() };
        let mut all: Vec<(TagKey, Arc<TagRecord>)> =
            made.records.iter().map(|(key, record)| (key.clone(), Arc::clone(record))).collect();
        all.sort_by(|(one, _), (other, _)| one.cmp(other));
        for (key, record) in &all {
            for name in record.claims() {
                made.names.insert(name.clone(), key.clone());
                made.spoken.entry(name).or_default().insert(key.clone());
            }
            for (_, label) in record.labels.all() {
                made.spoken.entry(label.key()).or_default().insert(key.clone());
            }
        }
        // A tag is itself, whatever another one calls it.
        for (key, _) in &all {
            made.names.insert(key.clone(), key.clone());
        }
        for (key, record) in &all {
            let leads = |tags: &[Tag]| {
                let mut keys: Vec<TagKey> = Vec::new();
                for other in tags.iter().map(|tag| made.canonical(&tag.key())) {
                    if other != *key && !keys.contains(&other) {
                        keys.push(other);
                    }
                }
                keys
            };
            let (wider, close) = (leads(&record.broader), leads(&record.related));
            for other in &wider {
                made.narrower.entry(other.clone()).or_default().push(key.clone());
            }
            for other in close {
                made.related.entry(other.clone()).or_default().insert(key.clone());
                made.related.entry(key.clone()).or_default().insert(other);
            }
            if !wider.is_empty() {
                made.broader.insert(key.clone(), wider);
            }
            if record.is_context {
                made.contexts.push(key.clone());
            }
        }
        made
    }

    /// The same with this record, and without those of these tags.
    #[must_use]
    pub fn with(&self, record: &TagRecord, without: &[TagKey]) -> Self {
        let own = record.key();
        let others = self.records.iter().filter(|(key, _)| **key != own && !without.contains(key));
        Self::of(others.map(|(_, record)| Arc::clone(record)).chain([Arc::new(record.clone())]))
    }

    /// Whether nothing is said of any tag.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// How many tags have a record.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// The keys of the tags that have a record.
    pub fn keys(&self) -> impl Iterator<Item = &TagKey> {
        self.records.keys()
    }

    /// The record of a tag.
    #[must_use]
    pub fn record(&self, key: &TagKey) -> Option<&Arc<TagRecord>> {
        self.records.get(key)
    }

    /// The tag that a word is: itself, or the one that it is a synonym of.
    #[must_use]
    pub fn canonical(&self, key: &TagKey) -> TagKey {
        self.names.get(key).unwrap_or(key).clone()
    }

    /// The tag that claims this word as its name or as a synonym.
    #[must_use]
    pub fn claimed_by(&self, key: &TagKey) -> Option<&TagKey> {
        self.names.get(key)
    }

    /// The tag that has this name: its own, a synonym, or one in any language.
    #[must_use]
    pub fn named_by(&self, name: &TagKey) -> Option<TagKey> {
        self.names.get(name).or_else(|| self.spoken.get(name).and_then(BTreeSet::first)).cloned()
    }

    /// A tag as photos carry it.
    #[must_use]
    pub fn tag(&self, key: &TagKey) -> Tag {
        self.records.get(key).map_or_else(|| key.as_tag(), |record| record.tag.clone())
    }

    /// A tag as people read it in a language.
    #[must_use]
    pub fn shown(&self, key: &TagKey, language: Language) -> String {
        self.records.get(key).map_or(key.as_str(), |record| record.shown_in(language)).to_owned()
    }

    /// The tags that are wider by one step.
    #[must_use]
    pub fn broader(&self, key: &TagKey) -> &[TagKey] {
        self.broader.get(key).map(Vec::as_slice).unwrap_or_default()
    }

    /// The tags that are narrower by one step.
    #[must_use]
    pub fn narrower(&self, key: &TagKey) -> &[TagKey] {
        self.narrower.get(key).map(Vec::as_slice).unwrap_or_default()
    }

    /// The tags that are close to it.
    pub fn related(&self, key: &TagKey) -> impl Iterator<Item = &TagKey> {
        self.related.get(key).into_iter().flatten()
    }

    /// Whether something is said of a tag: in its own record, or in that of another that leads to it.
    #[must_use]
    pub fn knows(&self, key: &TagKey) -> bool {
        let leads_here = |tag: &Tag| self.canonical(&tag.key()) == *key;
        self.records.contains_key(key)
            || !self.broader(key).is_empty()
            || !self.narrower(key).is_empty()
            || self.related(key).next().is_some()
            || self.records.values().any(|record| record.instead.as_ref().is_some_and(leads_here))
    }

    /// The contexts, by their keys.
    #[must_use]
    pub fn contexts(&self) -> &[TagKey] {
        &self.contexts
    }

    /// A tag and all wider ones, however many steps away.
    #[must_use]
    pub fn with_wider(&self, key: &TagKey) -> Vec<TagKey> {
        walk(key, |key| self.broader(key))
    }

    /// A tag and all narrower ones, however many steps away; the nearest first.
    #[must_use]
    pub fn with_narrower(&self, key: &TagKey) -> Vec<TagKey> {
        walk(key, |key| self.narrower(key))
    }

    /// Which of these wider tags would stand above itself, if they stood above this one.
    #[must_use]
    pub fn circle(&self, key: &TagKey, wider: &[TagKey]) -> Option<TagKey> {
        wider.iter().find(|other| self.with_wider(other).contains(key)).cloned()
    }

    /// The words by which photos of a tag are found: the tag, all narrower ones, and the synonyms of each.
    #[must_use]
    pub fn covered(&self, key: &TagKey) -> Vec<TagKey> {
        let mut words: Vec<TagKey> = Vec::new();
        for key in self.with_narrower(&self.canonical(key)) {
            match self.records.get(&key) {
                // What another tag took over is its own.
                Some(record) => words.extend(record.claims().into_iter().filter(|name| self.canonical(name) == key)),
                None => words.push(key),
            }
        }
        words.truncate(MOST_COVERED);
        words
    }

    /// The words by which photos of the tags are found that this text names, in any language; nothing where it names none.
    #[must_use]
    pub fn covered_by_name(&self, text: &str) -> Vec<TagKey> {
        let named = self.spoken.get(&TagKey::of(text));
        named.into_iter().flatten().flat_map(|key| self.covered(key)).collect()
    }

    /// The tags that have a name, in any language, that begins so.
    #[must_use]
    pub fn beginning(&self, text: &str) -> BTreeSet<TagKey> {
        let wanted = TagKey::of(text);
        let begins = |name: &TagKey| name.as_str().starts_with(wanted.as_str());
        self.spoken.iter().filter(|(name, _)| begins(name)).flat_map(|(_, keys)| keys).cloned().collect()
    }

    /// Tags as a photo is given them: a synonym is the tag itself, written as its record says.
    ///
    /// # Errors
    /// [`BannedTag`] for the first that may not be given, unless the photo has it already.
    pub fn as_given(&self, tags: Vec<Tag>, had: &[Tag]) -> Result<Vec<Tag>, BannedTag> {
        if self.is_empty() || tags == had {
            return Ok(tags);
        }
        let mut given: Vec<Tag> = Vec::with_capacity(tags.len());
        for tag in tags {
            let tag = match self.records.get(&self.canonical(&tag.key())) {
                Some(record) if record.banned && !tag.is_among(had) => {
                    return Err(BannedTag { tag, instead: self.instead(record) });
                }
                Some(record) if !record.banned => record.tag.clone(),
                _ => tag,
            };
            if !tag.is_among(&given) {
                given.push(tag);
            }
        }
        Ok(given)
    }

    /// Tags as a photo carries them once it is published: what was merged or banned since it was given is replaced.
    #[must_use]
    pub fn as_published(&self, tags: &[Tag]) -> Vec<Tag> {
        let mut carried: Vec<Tag> = Vec::with_capacity(tags.len());
        for tag in tags {
            let tag = match self.records.get(&self.canonical(&tag.key())) {
                Some(record) if record.banned => self.instead(record),
                Some(record) => Some(record.tag.clone()),
                None => Some(tag.clone()),
            };
            carried.extend(tag.filter(|tag| !tag.is_among(&carried)));
        }
        carried
    }

    /// What to use instead of a banned tag, as it is written now; nothing where that may not be given either.
    fn instead(&self, record: &TagRecord) -> Option<Tag> {
        let key = self.canonical(&record.instead.as_ref()?.key());
        match self.records.get(&key) {
            Some(other) if other.banned => None,
            Some(other) => Some(other.tag.clone()),
            None => record.instead.clone(),
        }
    }
}

/// A tag and those that it leads to, step by step, each once; bounded.
fn walk<'a>(from: &TagKey, next: impl Fn(&TagKey) -> &'a [TagKey]) -> Vec<TagKey> {
    let mut seen: HashSet<TagKey> = HashSet::from([from.clone()]);
    let mut reached = vec![from.clone()];
    let mut queue = VecDeque::from([from.clone()]);
    while let Some(key) = queue.pop_front() {
        for other in next(&key) {
            if reached.len() >= MOST_COVERED {
                return reached;
            }
            if seen.insert(other.clone()) {
                reached.push(other.clone());
                queue.push_back(other.clone());
            }
        }
    }
    reached
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use jiff::Timestamp;
    use proptest::prelude::*;

    use super::*;
    use crate::domain::tag::label::TagLabel;

    fn tags(list: &str) -> Vec<Tag> {
        Tag::parse_list(list).unwrap()
    }

    fn record(tag: &str, synonyms: &str, broader: &str) -> TagRecord {
        let tag = Tag::parse(tag).unwrap().unwrap();
        TagRecord {
            synonyms: TagLabel::parse_list(synonyms).unwrap(),
            broader: tags(broader),
            ..TagRecord::new(tag, Timestamp::UNIX_EPOCH)
        }
    }

    fn vocabulary(records: Vec<TagRecord>) -> Vocabulary {
        Vocabulary::of(records.into_iter().map(Arc::new))
    }

    fn words(keys: &[TagKey]) -> String {
        keys.iter().map(TagKey::as_str).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn a_tag_covers_its_synonyms_and_all_narrower_ones() {
        let known = vocabulary(vec![
            record("Cale", "slip, rampe", "port"),
            record("cale à canots", "", "CALE"),
            record("port", "havre", ""),
        ]);
        let covered = |word: &str| words(&known.covered(&TagKey::of(word)));
        assert_eq!(covered("port"), "port|havre|cale|slip|rampe|cale a canots");
        assert_eq!(covered("SLIP"), "cale|slip|rampe|cale a canots");
        assert_eq!(covered("quai"), "quai");
        assert_eq!(words(&known.with_wider(&TagKey::of("cale a canots"))), "cale a canots|cale|port");
        assert_eq!(
            known.circle(&TagKey::of("port"), &[TagKey::of("cale a canots")]),
            Some(TagKey::of("cale a canots"))
        );
        assert_eq!(known.circle(&TagKey::of("cale"), &[TagKey::of("quai")]), None);
    }

    #[test]
    fn a_photo_is_given_the_tag_for_its_synonym_and_no_banned_one() {
        let mut banned = record("photo", "", "");
        (banned.banned, banned.instead) = (true, tags("slip").pop());
        let mut church = record("église", "", "");
        church.label = TagLabel::parse("Église").unwrap();
        let known = vocabulary(vec![record("cale", "slip", ""), banned, church]);
        let given = |list: &str| known.as_given(tags(list), &[]);
        assert_eq!(given("Slip, EGLISE, cale, mer"), Ok(tags("cale, église, mer")));
        let refused = BannedTag { tag: tags("photo").remove(0), instead: tags("cale").pop() };
        assert_eq!(given("mer, photo"), Err(refused));
        assert_eq!(known.as_given(tags("mer, photo"), &tags("photo")), Ok(tags("mer, photo")));
        assert_eq!(known.as_published(&tags("photo, slip, mer")), tags("cale, mer"));
    }

    proptest! {
        #[test]
        fn whatever_stands_above_what_every_walk_ends(edges in prop::collection::vec((0_u8..12, 0_u8..12), 0..60)) {
            let name = |number: u8| format!("mot{number}");
            let records = (0..12).map(|number| {
                let wider = edges.iter().filter(|(from, _)| *from == number).map(|(_, to)| name(*to));
                record(&name(number), "", &wider.collect::<Vec<_>>().join(","))
            });
            let known = vocabulary(records.collect());
            for number in 0..12 {
                let key = TagKey::of(&name(number));
                let covered = known.covered(&key);
                prop_assert!(covered.contains(&key) && covered.len() <= 12);
                for other in &covered {
                    prop_assert!(known.with_wider(other).contains(&key));
                }
            }
        }
    }
}
