//! Tags that are offered for a photo, each with its reason, and never applied by themselves.
//!
//! They come from what everyone may read: words of the photo's title that are tags of the vocabulary or of published photos, and
//! tags of published photos of the same place, of the same author, or of the same author and day.

use std::collections::HashMap;

use super::Library;
use crate::{
    catalog::photos::Shelf,
    domain::{
        photo::{PhotoRecord, Title},
        place::{Place, Precision},
        reader::Reader,
        tag::{Tag, TagKey, vocabulary::Vocabulary},
        taken::Taken,
    },
    library::StoreFault,
};

/// The most tags that are offered for one photo.
const MOST: usize = 8;
/// The most of them for one reason.
const MOST_FOR_ONE: usize = 4;
/// The photos that are read of a list: the latest published.
const READ: usize = 40;
/// The most words of a name in a title.
const MOST_WORDS: usize = 4;
/// The most words of a title that are looked up.
const MOST_TRIES: usize = 60;

/// Why a tag is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Offered {
    /// The title has it.
    Title,
    /// Photos that the author took on the same day have it.
    Day,
    /// Photos of the same place have it.
    Place,
    /// Photos of the same author have it.
    Author,
}

impl Library {
    /// Tags that may suit a photo, for a reader who may describe it.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn offered_tags(&self, reader: &Reader, photo: &PhotoRecord) -> Result<Vec<(Tag, Offered)>, StoreFault> {
        let vocabulary = self.vocabulary().await?;
        let mut offered: Vec<(Tag, Offered)> = Vec::new();
        let has: Vec<TagKey> = photo.tags.iter().map(|tag| vocabulary.canonical(&tag.key())).collect();
        let mut offer = |tags: Vec<Tag>, why: Offered| {
            let known: Vec<TagKey> = has.iter().cloned().chain(offered.iter().map(|(tag, _)| tag.key())).collect();
            let room = MOST.saturating_sub(offered.len()).min(MOST_FOR_ONE);
            let new = tags.into_iter().filter_map(|tag| givable(&tag, &vocabulary));
            let new = new.filter(|tag| !known.contains(&tag.key()));
            offered.extend(new.take(room).map(|tag| (tag, why)));
        };
        offer(self.in_title(photo, &vocabulary).await?, Offered::Title);
        let by_author = self.photos_of_author(photo).await?;
        let day_of = |photo: &PhotoRecord| photo.taken.as_ref().and_then(Taken::one_day);
        let day = day_of(photo);
        let is_of_day = |other: &&PhotoRecord| day.is_some() && day_of(other) == day;
        offer(most_frequent(by_author.iter().filter(is_of_day), photo, &vocabulary), Offered::Day);
        offer(most_frequent(self.photos_of_place(reader, photo).await?.iter(), photo, &vocabulary), Offered::Place);
        offer(most_frequent(by_author.iter(), photo, &vocabulary), Offered::Author);
        Ok(offered)
    }

    /// The tags that the words of a title name, longer names first.
    async fn in_title(&self, photo: &PhotoRecord, vocabulary: &Vocabulary) -> Result<Vec<Tag>, StoreFault> {
        let title = photo.title.as_ref().map_or("", Title::as_str);
        let words: Vec<&str> =
            title.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|it| !it.is_empty()).collect();
        let mut found: Vec<Tag> = Vec::new();
        let mut tries = 0;
        for length in (1..=MOST_WORDS).rev() {
            for run in words.windows(length) {
                tries += 1;
                let Ok(Some(tag)) = Tag::parse(&run.join(" ")) else { continue };
                if tries > MOST_TRIES || tag.as_str().chars().count() < 3 {
                    continue;
                }
                let named = vocabulary.named_by(&tag.key());
                if let Some(key) = named {
                    found.push(vocabulary.tag(&key));
                } else if self.count_with_tag(tag.clone()).await? > 0 {
                    found.push(tag);
                }
            }
        }
        Ok(found)
    }

    /// Published photos of the author of a photo who is named.
    async fn photos_of_author(&self, photo: &PhotoRecord) -> Result<Vec<PhotoRecord>, StoreFault> {
        let Some(name) = photo.credited().name else { return Ok(Vec::new()) };
        let page = self.photos.shelf(&Shelf::Authored(name.as_str().to_owned()), None, READ).await?;
        let photos = page.photos.into_iter().map(|kept| kept.record);
        // Two names may share a list.
        Ok(photos
            .filter(|other| other.credited().name.as_ref().is_some_and(|other| other.as_str() == name.as_str()))
            .collect())
    }

    /// Published photos of the place of a photo, as far as this reader may know it.
    async fn photos_of_place(&self, reader: &Reader, photo: &PhotoRecord) -> Result<Vec<PhotoRecord>, StoreFault> {
        let Some(Place { name: Some(name), precision, .. }) = &photo.place else { return Ok(Vec::new()) };
        if *precision == Precision::Hidden && !reader.gave(photo) {
            return Ok(Vec::new());
        }
        let page = self.of_place(name, READ).await?;
        let same = |other: &PhotoRecord| {
            let place = other.place.as_ref().and_then(|place| place.name.as_deref());
            place.is_some_and(|place| TagKey::of(place) == TagKey::of(name))
        };
        Ok(page.photos.into_iter().map(|kept| kept.record).filter(same).collect())
    }
}

/// A tag as a photo may be given it.
fn givable(tag: &Tag, vocabulary: &Vocabulary) -> Option<Tag> {
    vocabulary.as_given(vec![tag.clone()], &[]).ok()?.pop()
}

/// The tags that most of these photos have, but for the photo itself.
fn most_frequent<'a>(
    photos: impl Iterator<Item = &'a PhotoRecord>,
    photo: &PhotoRecord,
    vocabulary: &Vocabulary,
) -> Vec<Tag> {
    let mut counts: HashMap<TagKey, (usize, Tag)> = HashMap::new();
    for tag in photos.filter(|other| other.id != photo.id).flat_map(|other| &other.tags) {
        counts.entry(vocabulary.canonical(&tag.key())).or_insert_with(|| (0, tag.clone())).0 += 1;
    }
    let mut most: Vec<(usize, TagKey, Tag)> = counts.into_iter().map(|(key, (count, tag))| (count, key, tag)).collect();
    most.sort_by(|(one, of_one, _), (other, of_other, _)| other.cmp(one).then_with(|| of_one.cmp(of_other)));
    most.into_iter().map(|(_, _, tag)| tag).collect()
}
