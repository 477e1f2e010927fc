//! What changes of a tag's record, field by field.

use super::{
    Tag,
    label::{TagLabel, TagLabels},
    link::TagLink,
    record::{TagRecord, TagText},
};
use crate::domain::language::Language;

/// A field of a tag's record that people write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagField {
    /// How it is written.
    Label,
    /// Its name in French.
    French,
    /// Its name in Breton.
    Breton,
    /// Its name in English.
    English,
    /// Other words for it.
    Synonyms,
    /// Wider tags.
    Broader,
    /// Close tags.
    Related,
    /// What it means.
    Text,
    /// Where else it is described.
    Links,
    /// Whether it may not be given.
    Banned,
    /// What to use instead.
    Instead,
    /// Whether it is a context.
    Context,
}

impl TagField {
    /// Every field, in the order of the form.
    pub const ALL: [Self; 12] = [
        Self::Label,
        Self::French,
        Self::Breton,
        Self::English,
        Self::Synonyms,
        Self::Broader,
        Self::Related,
        Self::Text,
        Self::Links,
        Self::Banned,
        Self::Instead,
        Self::Context,
    ];

    /// The name in forms.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::French => "label_fr",
            Self::Breton => "label_br",
            Self::English => "label_en",
            Self::Synonyms => "synonyms",
            Self::Broader => "broader",
            Self::Related => "related",
            Self::Text => "text",
            Self::Links => "links",
            Self::Banned => "banned",
            Self::Instead => "instead",
            Self::Context => "context",
        }
    }

    /// What a record says in this field, as it is typed; nothing where it says nothing.
    #[must_use]
    pub fn of(self, record: &TagRecord) -> Option<String> {
        let language = |language| record.labels.of(language).map(TagLabel::to_string);
        let list = |texts: Vec<&str>| Some(texts.join(", ")).filter(|text| !text.is_empty());
        match self {
            Self::Label => record.label.as_ref().map(TagLabel::to_string),
            Self::French => language(Language::French),
            Self::Breton => language(Language::Breton),
            Self::English => language(Language::English),
            Self::Synonyms => list(record.synonyms.iter().map(TagLabel::as_str).collect()),
            Self::Broader => list(record.broader.iter().map(Tag::as_str).collect()),
            Self::Related => list(record.related.iter().map(Tag::as_str).collect()),
            Self::Text => record.text.as_ref().map(|text| text.as_str().to_owned()),
            // One a line: an address may have a comma.
            Self::Links => Some(record.links.iter().map(TagLink::as_str).collect::<Vec<_>>().join("\n"))
                .filter(|text| !text.is_empty()),
            Self::Banned => record.banned.then(|| "yes".to_owned()),
            Self::Instead => record.instead.as_ref().map(Tag::to_string),
            Self::Context => record.is_context.then(|| "yes".to_owned()),
        }
    }
}

/// What changes of a tag's record; what is not there stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TagChange {
    /// How it is written.
    pub label: Option<Option<TagLabel>>,
    /// Its name in French.
    pub french: Option<Option<TagLabel>>,
    /// Its name in Breton.
    pub breton: Option<Option<TagLabel>>,
    /// Its name in English.
    pub english: Option<Option<TagLabel>>,
    /// Other words for it.
    pub synonyms: Option<Vec<TagLabel>>,
    /// Wider tags.
    pub broader: Option<Vec<Tag>>,
    /// Close tags.
    pub related: Option<Vec<Tag>>,
    /// What it means.
    pub text: Option<Option<TagText>>,
    /// Where else it is described.
    pub links: Option<Vec<TagLink>>,
    /// Whether it may not be given.
    pub banned: Option<bool>,
    /// What to use instead.
    pub instead: Option<Option<Tag>>,
    /// Whether it is a context.
    pub context: Option<bool>,
}

impl TagChange {
    /// Makes the change.
    pub fn apply(self, record: &mut TagRecord) {
        let Self { label, french, breton, english, synonyms, broader, related, text, links, banned, instead, context } =
            self;
        let TagLabels { fr, br, en } = &mut record.labels;
        replace(&mut record.label, label);
        replace(fr, french);
        replace(br, breton);
        replace(en, english);
        replace(&mut record.synonyms, synonyms);
        replace(&mut record.broader, broader);
        replace(&mut record.related, related);
        if text.as_ref().is_some_and(|text| *text != record.text) {
            // Who writes another text does not say in which language.
            record.text_language = None;
        }
        replace(&mut record.text, text);
        replace(&mut record.links, links);
        replace(&mut record.banned, banned);
        replace(&mut record.instead, instead);
        replace(&mut record.is_context, context);
        if let Some(label) = &record.label {
            // Photos are given the tag as it is written.
            record.tag = label.tag();
        }
    }

    /// The change that takes a field back to what an earlier record says.
    #[must_use]
    pub fn back_to(field: TagField, before: &TagRecord) -> Self {
        let nothing = Self::default();
        match field {
            TagField::Label => Self { label: Some(before.label.clone()), ..nothing },
            TagField::French => Self { french: Some(before.labels.fr.clone()), ..nothing },
            TagField::Breton => Self { breton: Some(before.labels.br.clone()), ..nothing },
            TagField::English => Self { english: Some(before.labels.en.clone()), ..nothing },
            TagField::Synonyms => Self { synonyms: Some(before.synonyms.clone()), ..nothing },
            TagField::Broader => Self { broader: Some(before.broader.clone()), ..nothing },
            TagField::Related => Self { related: Some(before.related.clone()), ..nothing },
            TagField::Text => Self { text: Some(before.text.clone()), ..nothing },
            TagField::Links => Self { links: Some(before.links.clone()), ..nothing },
            TagField::Banned => Self { banned: Some(before.banned), ..nothing },
            TagField::Instead => Self { instead: Some(before.instead.clone()), ..nothing },
            TagField::Context => Self { context: Some(before.is_context), ..nothing },
        }
    }
}

fn replace<T>(kept: &mut T, said: Option<T>) {
    if let Some(said) = said {
        *kept = said;
    }
}
