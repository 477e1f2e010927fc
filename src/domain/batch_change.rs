//! One change of many photos, and what it is for each of them.

use super::{
    collection::Slug,
    photo::{PhotoRecord, Title},
    rewording::Rewording,
    tag::{MOST_TAGS, Tag, TagKey},
    taken::Taken,
};

/// The same change of many photos: fields that are replaced, tags that are added and removed, and a collection.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BatchChange {
    /// The fields that are replaced.
    pub fields: Rewording,
    /// Tags that every photo has afterwards.
    pub tags_add: Vec<Tag>,
    /// Tags that no photo has afterwards.
    pub tags_remove: Vec<Tag>,
    /// A collection that has every photo afterwards.
    pub collection_add: Option<Slug>,
    /// The title of a collection that is made for them, as a draft.
    pub collection_new: Option<Title>,
    /// Tags in whose place a photo that has one of them gets others.
    pub turn: Option<TagTurn>,
}

/// Tags in whose place photos get others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TagTurn {
    /// What a photo may have.
    pub from: Vec<TagKey>,
    /// What it gets instead.
    pub into: Vec<Tag>,
}

impl TagTurn {
    /// The tags of a photo afterwards; the others keep their order.
    fn of(&self, tags: &[Tag]) -> Vec<Tag> {
        let mut turned: Vec<Tag> = Vec::with_capacity(tags.len());
        for tag in tags {
            let given = if self.from.contains(&tag.key()) { &*self.into } else { std::slice::from_ref(tag) };
            for tag in given {
                // What it gets is written as it is given, even where it has it already.
                match turned.iter().position(|known| known.key() == tag.key()) {
                    None => turned.push(tag.clone()),
                    Some(place) if self.into.contains(tag) => {
                        if let Some(known) = turned.get_mut(place) {
                            known.clone_from(tag);
                        }
                    }
                    Some(_) => {}
                }
            }
        }
        turned
    }
}

/// A photo would have more tags than it may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a photo has at most {MOST_TAGS} tags")]
pub struct TooManyTags;

impl BatchChange {
    /// Whether it changes nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it changes what photos say, and not only in which collection they are.
    #[must_use]
    pub fn describes(&self) -> bool {
        let (collection_add, collection_new) = (self.collection_add.clone(), self.collection_new.clone());
        *self != Self { collection_add, collection_new, ..Self::default() }
    }

    /// Whether it puts photos into a collection.
    #[must_use]
    pub const fn gathers(&self) -> bool {
        self.collection_add.is_some() || self.collection_new.is_some()
    }

    /// The change of this photo. A day leaves the hour of a photo that was taken on it.
    ///
    /// # Errors
    /// [`TooManyTags`].
    pub fn of(&self, photo: &PhotoRecord) -> Result<Rewording, TooManyTags> {
        let mut change = self.fields.clone();
        let day = photo.taken.as_ref().map(Taken::without_hour);
        if day.is_some_and(|day| matches!(&change.taken, Some(Some(taken)) if taken.as_str() == day)) {
            change.taken = None;
        }
        if let Some(turn) = &self.turn {
            let tags = turn.of(change.tags.as_ref().unwrap_or(&photo.tags));
            if tags.len() > MOST_TAGS && tags.len() > photo.tags.len() {
                return Err(TooManyTags);
            }
            change.tags = Some(tags);
        }
        if !self.tags_add.is_empty() || !self.tags_remove.is_empty() {
            let mut tags = change.tags.take().unwrap_or_else(|| photo.tags.clone());
            tags.retain(|tag| !tag.is_among(&self.tags_remove));
            for tag in &self.tags_add {
                if !tag.is_among(&tags) {
                    tags.push(tag.clone());
                }
            }
            if tags.len() > MOST_TAGS && tags.len() > photo.tags.len() {
                return Err(TooManyTags);
            }
            change.tags = Some(tags);
        }
        Ok(change)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use serde_json::json;

    use super::*;

    fn photo(tags: &[String], taken: Option<&str>) -> PhotoRecord {
        let hash = "0".repeat(64);
        let instant = "2026-11-24T11:56:30Z";
        serde_json::from_value(json!({
            "v": 1, "id": "m2v89dns", "contributor": "marc", "state": "published", "steps": [],
            "author": { "name": null, "url": null }, "source": "own", "grants": [], "tags": tags, "taken": taken,
            "original": { "blake3": hash, "sha256": hash, "bytes": 1, "media_type": "image/jpeg", "width": 1, "height": 1,
                "pixels": hash, "look": 1 },
            "camera": {}, "renditions": [], "dominant": "#000000", "suggestions": {}, "created": instant, "updated": instant,
        }))
        .unwrap()
    }

    fn tags(list: &str) -> Vec<Tag> {
        Tag::parse_list(list).unwrap()
    }

    #[test]
    fn tags_are_added_once_and_removed_and_the_others_keep_their_order() {
        let change = BatchChange { tags_add: tags("phare, mer"), tags_remove: tags("nuit"), ..BatchChange::default() };
        let of = |has: &str| {
            let has: Vec<String> = tags(has).iter().map(Tag::to_string).collect();
            change.of(&photo(&has, None)).unwrap().tags
        };
        assert_eq!(of("mer, nuit, roche"), Some(tags("mer, roche, phare")));
        assert_eq!(of(""), Some(tags("phare, mer")));
        assert_eq!(BatchChange::default().of(&photo(&[], None)).unwrap(), Rewording::default());
    }

    #[test]
    fn a_tag_gives_way_to_others_in_its_place() {
        let turned = |has: &str, from: &str, into: &str| {
            let turn = TagTurn { from: tags(from).iter().map(Tag::key).collect(), into: tags(into) };
            let change = BatchChange { turn: Some(turn), ..BatchChange::default() };
            let has: Vec<String> = tags(has).iter().map(Tag::to_string).collect();
            change.of(&photo(&has, None)).unwrap().tags
        };
        assert_eq!(turned("mer, slip, nuit", "slip, rampe", "cale"), Some(tags("mer, cale, nuit")));
        assert_eq!(turned("cale, slip, RAMPE", "slip, rampe", "cale"), Some(tags("cale")));
        assert_eq!(turned("mer, bar, nuit", "bar", "café, poisson"), Some(tags("mer, café, poisson, nuit")));
        assert_eq!(turned("mer, photo", "photo", ""), Some(tags("mer")));
        assert_eq!(turned("eglise, mer", "eglise", "église"), Some(tags("église, mer")));
        assert_eq!(turned("mer, nuit", "photo", "image"), Some(tags("mer, nuit")));
    }

    #[test]
    fn a_photo_with_as_many_tags_as_it_may_have_takes_no_other() {
        let change = BatchChange { tags_add: tags("phare"), ..BatchChange::default() };
        let many: Vec<String> = (0..MOST_TAGS).map(|number| format!("mot{number}")).collect();
        assert_eq!(change.of(&photo(&many, None)), Err(TooManyTags));
        let removed = BatchChange { tags_remove: tags("mot1"), ..change };
        assert_eq!(removed.of(&photo(&many, None)).unwrap().tags.map(|tags| tags.len()), Some(MOST_TAGS));
    }

    #[test]
    fn a_day_leaves_the_hour_of_a_photo_taken_on_it() {
        let fields = Rewording { taken: Some(Some("2024-05-03".parse().unwrap())), ..Rewording::default() };
        let change = BatchChange { fields, ..BatchChange::default() };
        assert_eq!(change.of(&photo(&[], Some("2024-05-03T14:22:10"))).unwrap().taken, None);
        assert!(change.of(&photo(&[], Some("2024-05-04T14:22:10"))).unwrap().taken.is_some());
    }
}
