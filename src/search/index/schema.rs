//! The fields of the index, and a photo as one of its documents.
//!
//! | field | holds | for |
//! | --- | --- | --- |
//! | `id` | the photo, as a number | removing it, naming it |
//! | `word` | each word, with its position | the word itself, phrases, spelling, beginnings of four letters and more |
//! | `stem` | the stems of each word | other forms of a word |
//! | `start` | the first one, two and three letters of each word | short beginnings, which would be those of very many words |
//! | `place` | the words of the place's name | the filter by place |
//! | `keyword` | tags, author, giver, licences, collections, names of author and place | filters |
//! | `published`, `taken` | instants | orders, dates |
//! | `taken_last` | an instant | the end of what `taken` begins |
//! | `look` | a perceptual hash | look-alikes |
//! | `latitude`, `longitude` | what everyone may know of the place | boxes |
//! | `licence`, `traits` | licences; uses, aspect, size for print and colour | counts; the filters by what `traits` has |
//! | `tag`, `place_name`, `author_name`, `collection` | tags; names of place and author; published collections | counts |
//!
//! Nothing is stored to be read back: what a page shows comes from the catalogue.

use tantivy::{
    SegmentReader, TantivyDocument,
    schema::{FAST, Field, IndexRecordOption, NumericOptions, STRING, Schema, TextFieldIndexing, TextOptions},
    tokenizer::RAW_TOKENIZER_NAME,
};

use crate::search::{document::Document, tokenizer::KnownStems};

/// The version of the fields above and of what is written in them (`tokenizer.rs` too): an index of another version is made
/// again.
pub(super) const VERSION: u32 = 6;
/// The longest prefix of a word that has a term of its own.
pub(super) const LONGEST_START: usize = 3;
/// Splits a text of words joined by spaces. Passing pre-split text to tantivy would make it write and read JSON, a
/// third of the time of filling an index.
const SPACES: &str = "whitespace";
/// Names of the fields that are read for every document.
pub(super) mod column {
    pub(in crate::search::index) const ID: &str = "id";
    pub(in crate::search::index) const PUBLISHED: &str = "published";
    pub(in crate::search::index) const TAKEN: &str = "taken";
    pub(in crate::search::index) const TAKEN_LAST: &str = "taken_last";
    pub(in crate::search::index) const LOOK: &str = "look";
    pub(in crate::search::index) const LATITUDE: &str = "latitude";
    pub(in crate::search::index) const LONGITUDE: &str = "longitude";
    pub(in crate::search::index) const TRAITS: &str = "traits";
    pub(in crate::search::index) const LICENCE: &str = "licence";
    pub(in crate::search::index) const TAG: &str = "tag";
    pub(in crate::search::index) const PLACE_NAME: &str = "place_name";
    pub(in crate::search::index) const AUTHOR_NAME: &str = "author_name";
    pub(in crate::search::index) const COLLECTION: &str = "collection";
}

/// The fields, by name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    pub(super) id: Field,
    pub(super) word: Field,
    pub(super) stem: Field,
    pub(super) start: Field,
    pub(super) place: Field,
    pub(super) keyword: Field,
    pub(super) published: Field,
    pub(super) taken: Field,
    pub(super) taken_last: Field,
    pub(super) look: Field,
    pub(super) latitude: Field,
    pub(super) longitude: Field,
    pub(super) licence: Field,
    pub(super) traits: Field,
    pub(super) tag: Field,
    pub(super) place_name: Field,
    pub(super) author_name: Field,
    pub(super) collection: Field,
}

/// The schema, and its fields.
pub(super) fn schema() -> (Schema, Fields) {
    let text = |record| {
        let indexing = TextFieldIndexing::default().set_tokenizer(SPACES).set_fieldnorms(false);
        TextOptions::default().set_indexing_options(indexing.set_index_option(record))
    };
    let counted = || TextOptions::default().set_fast(RAW_TOKENIZER_NAME);
    let mut schema = Schema::builder();
    let fields = Fields {
        id: schema.add_u64_field(column::ID, NumericOptions::default().set_indexed().set_fast()),
        word: schema.add_text_field("word", text(IndexRecordOption::WithFreqsAndPositions)),
        stem: schema.add_text_field("stem", text(IndexRecordOption::Basic)),
        start: schema.add_text_field("start", text(IndexRecordOption::Basic)),
        place: schema.add_text_field("place", text(IndexRecordOption::Basic)),
        keyword: schema.add_text_field("keyword", STRING),
        published: schema.add_u64_field(column::PUBLISHED, FAST),
        taken: schema.add_u64_field(column::TAKEN, FAST),
        taken_last: schema.add_u64_field(column::TAKEN_LAST, FAST),
        look: schema.add_u64_field(column::LOOK, FAST),
        latitude: schema.add_f64_field(column::LATITUDE, FAST),
        longitude: schema.add_f64_field(column::LONGITUDE, FAST),
        licence: schema.add_text_field(column::LICENCE, counted()),
        traits: schema.add_u64_field(column::TRAITS, FAST),
        tag: schema.add_text_field(column::TAG, counted()),
        place_name: schema.add_text_field(column::PLACE_NAME, counted()),
        author_name: schema.add_text_field(column::AUTHOR_NAME, counted()),
        collection: schema.add_text_field(column::COLLECTION, counted()),
    };
    (schema.build(), fields)
}

/// The prefix of a word that has a term of its own: all of a short word.
pub(super) fn start_of(word: &str, letters: usize) -> &str {
    word.char_indices().nth(letters).map_or(word, |(end, _)| word.get(..end).unwrap_or(word))
}

impl Fields {
    /// Reads the beginning of every field of a segment.
    pub(super) fn try_all(&self, part: &SegmentReader) -> tantivy::Result<()> {
        for field in [self.id, self.word, self.stem, self.start, self.place, self.keyword] {
            part.inverted_index(field)?;
        }
        for name in [column::ID, column::PUBLISHED, column::TAKEN, column::TAKEN_LAST, column::LOOK, column::TRAITS] {
            part.fast_fields().u64(name)?;
        }
        Ok(())
    }

    /// A photo as the index keeps it.
    pub(super) fn document(&self, photo: &Document, known: &mut KnownStems) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        document.add_u64(self.id, photo.id.number());
        document.add_u64(self.published, photo.published);
        document.add_u64(self.taken, photo.taken.first);
        document.add_u64(self.taken_last, photo.taken.last);
        document.add_u64(self.look, photo.look);
        document.add_u64(self.traits, photo.traits);
        if let Some(point) = photo.point {
            document.add_f64(self.latitude, point.latitude());
            document.add_f64(self.longitude, point.longitude());
        }
        for licence in &photo.licences {
            document.add_text(self.licence, licence.as_str());
        }
        for tag in &photo.tags {
            document.add_text(self.tag, tag);
        }
        for place in &photo.places {
            document.add_text(self.place_name, place);
        }
        if let Some(author) = &photo.author {
            document.add_text(self.author_name, author);
        }
        for collection in &photo.collections {
            document.add_text(self.collection, collection);
        }
        for keyword in &photo.keywords {
            document.add_text(self.keyword, keyword);
        }
        for text in &photo.texts {
            document.add_text(self.word, text.join(" "));
        }
        let mut all: Vec<&String> = photo.texts.iter().flatten().collect();
        all.sort_unstable();
        all.dedup();
        document.add_text(self.stem, once_each(known.of(&all)));
        let starts = all.iter().flat_map(|word| {
            let long = word.chars().take(LONGEST_START).count();
            (1..=long).map(|letters| start_of(word, letters))
        });
        document.add_text(self.start, once_each(starts));
        document.add_text(self.place, once_each(photo.place.iter()));
        document
    }
}

fn once_each<S: AsRef<str> + Ord>(words: impl Iterator<Item = S>) -> String {
    let mut words: Vec<S> = words.collect();
    words.sort_unstable();
    words.dedup();
    let mut text = String::new();
    for word in words {
        text.push_str(word.as_ref());
        text.push(' ');
    }
    text
}
