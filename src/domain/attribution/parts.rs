//! The cleaned parts of an attribution, and the sentence that most formats share.

use std::iter;

use super::{Attribution, address::Address, clean, phrases::Phrases};
use crate::domain::{licence::LicenceId, taken::Taken};

/// Who is to be credited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Author {
    /// By this name, leading to this address.
    Named(String, Option<Address>),
    /// Nobody knows.
    Unknown,
    /// They asked not to be named any more.
    Withheld,
}

/// When a photograph was taken, where more than the year is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// A date.
    Date(Taken),
    /// Words that are no date.
    Text(String),
}

impl When {
    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Date(taken) => taken.as_str(),
            Self::Text(text) => text,
        }
    }
}

/// A record whose texts are clean and whose addresses may be linked.
#[derive(Clone, Debug)]
pub(super) struct Credit {
    pub(super) title: Option<String>,
    pub(super) author: Author,
    pub(super) source: Option<Address>,
    pub(super) image: Option<Address>,
    /// Width and height of the picture as seen, in pixels.
    pub(super) size: Option<(u32, u32)>,
    pub(super) year: Option<String>,
    pub(super) date: Option<When>,
    pub(super) description: Option<String>,
    /// What its file says in its notice of copyright.
    pub(super) notice: Option<String>,
    pub(super) licence: Option<LicenceId>,
    pub(super) deed: Option<Address>,
    pub(super) modifications: Vec<String>,
    pub(super) modified_by: Option<String>,
    pub(super) uploader_is_author: bool,
}

impl Credit {
    pub(super) fn of(record: &Attribution) -> Self {
        let line = |text: &Option<String>| text.as_deref().and_then(clean::text);
        let address = |text: &Option<String>| text.as_deref().and_then(Address::parse);
        let author = match line(&record.author_name) {
            _ if record.author_withheld => Author::Withheld,
            Some(name) => Author::Named(name, address(&record.author_url)),
            None => Author::Unknown,
        };
        Self {
            title: line(&record.title),
            author,
            source: address(&record.source_url),
            image: address(&record.image_url),
            size: record.width.zip(record.height),
            year: line(&record.year),
            date: line(&record.date).map(|text| text.parse().map_or(When::Text(text), When::Date)),
            description: line(&record.description),
            notice: line(&record.copyright_notice),
            licence: record.licence,
            deed: record.licence.and_then(|licence| Address::parse(licence.deed())),
            modifications: record.modifications.iter().filter_map(|text| clean::text(text)).collect(),
            modified_by: line(&record.modified_by),
            uploader_is_author: record.uploader_is_author,
        }
    }

    pub(super) fn is_modified(&self) -> bool {
        !self.modifications.is_empty() || self.modified_by.is_some()
    }

    /// The name to credit, where there is one: unknown and withheld authors are never written as creators.
    pub(super) fn author_name(&self) -> Option<&str> {
        match &self.author {
            Author::Named(name, _) => Some(name),
            Author::Unknown | Author::Withheld => None,
        }
    }

    pub(super) fn author_address(&self) -> Option<&Address> {
        match &self.author {
            Author::Named(_, address) => address.as_ref(),
            Author::Unknown | Author::Withheld => None,
        }
    }

    /// True where one mention of author and licence covers both photographs: the same named author, the same licence,
    /// and no changes, which are stated for each photograph. Unnamed authors may be different people.
    pub(super) fn shares_mention_with(&self, other: &Self) -> bool {
        matches!(self.author, Author::Named(..))
            && self.author == other.author
            && self.licence == other.licence
            && !self.is_modified()
            && !other.is_modified()
    }

    /// The title, or the word used instead of it.
    pub(super) fn title_or_photograph<'a>(&'a self, phrases: &'a Phrases) -> &'a str {
        self.title.as_deref().unwrap_or(phrases.photograph)
    }

    /// The author's name, or the phrase used instead of it.
    pub(super) fn author_or_placeholder<'a>(&'a self, phrases: &'a Phrases) -> &'a str {
        match &self.author {
            Author::Named(name, _) => name,
            Author::Unknown => phrases.unknown_author,
            Author::Withheld => phrases.withheld_author,
        }
    }

    /// When it was taken, as precisely as is known, in words if need be.
    pub(super) fn when(&self) -> Option<&str> {
        self.date.as_ref().map(When::as_str).or(self.year.as_deref())
    }

    /// The fullest date that ISO 8601-1 can write, for formats that want a date and no words: it has no mark for
    /// "about".
    pub(super) fn plain_date(&self) -> Option<&str> {
        match &self.date {
            // A season, a decade or an interval is a date of ISO 8601-2.
            Some(When::Date(taken)) => {
                Some(taken.as_str()).filter(|_| !taken.is_uncertain() && taken.calendar_date().is_some())
            }
            Some(When::Text(_)) | None => self.plain_year(),
        }
    }

    /// The four digits of the year, where it is certain.
    pub(super) fn plain_year(&self) -> Option<&str> {
        match &self.date {
            Some(When::Date(taken)) => {
                taken.year().and_then(|_| taken.as_str().get(..4)).filter(|_| !taken.is_uncertain())
            }
            Some(When::Text(_)) | None => {
                self.year.as_deref().filter(|year| year.len() == 4 && year.bytes().all(|digit| digit.is_ascii_digit()))
            }
        }
    }

    /// The copyright line of metadata: the file's own, which licences ask to keep (CC BY 4.0 §3(a)(1)(A)(ii)); none for
    /// the public domain, nor where nobody can be named.
    pub(super) fn copyright_notice(&self) -> Option<String> {
        let name = self.author_name().filter(|_| self.licence.is_some_and(|licence| !licence.is_public_domain()))?;
        if let Some(notice) = &self.notice {
            return Some(notice.clone());
        }
        Some(self.plain_year().map_or_else(|| format!("© {name}"), |year| format!("© {year} {name}")))
    }
}

/// What a link in the sentence leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    /// The word used when there is no title.
    Photograph,
    Author,
    Licence,
}

/// How a format writes the parts of the sentence.
pub(super) trait Encoder {
    /// A text of the record, in which every character that has a meaning in the format is escaped.
    fn escape(&self, out: &mut String, text: &str);

    /// A text that leads to an address, where it has one.
    fn link(&self, out: &mut String, role: Role, text: &str, address: Option<&Address>);

    /// What follows a title among several of one author, in formats where [`Encoder::link`] does not write the address.
    fn after_title(&self, _out: &mut String, _page: Option<&Address>) {}
}

/// `« Title », par Author, sous licence X. Modifications : … .`
pub(super) fn sentence(encoder: &impl Encoder, credit: &Credit, phrases: &Phrases) -> String {
    let mut out = String::with_capacity(512);
    lead(&mut out, encoder, credit, phrases);
    out.push('.');
    changes(&mut out, encoder, credit, phrases);
    out
}

/// `« One », « Two », par Author, sous licence X.`: several photographs that share author and licence, unchanged.
pub(super) fn shared_sentence(encoder: &impl Encoder, first: &Credit, others: &[&Credit], phrases: &Phrases) -> String {
    let mut out = String::with_capacity(512);
    for (rank, credit) in iter::once(&first).chain(others).enumerate() {
        if rank > 0 {
            out.push_str(", ");
        }
        title(&mut out, encoder, credit, phrases);
        encoder.after_title(&mut out, credit.source.as_ref());
    }
    author_and_licence(&mut out, encoder, first, phrases);
    out.push('.');
    out
}

/// The sentence up to the licence, without its full stop.
pub(super) fn lead(out: &mut String, encoder: &impl Encoder, credit: &Credit, phrases: &Phrases) {
    title(out, encoder, credit, phrases);
    author_and_licence(out, encoder, credit, phrases);
}

fn title(out: &mut String, encoder: &impl Encoder, credit: &Credit, phrases: &Phrases) {
    if let Some(title) = &credit.title {
        out.push_str(phrases.open_title);
        encoder.link(out, Role::Title, title, credit.source.as_ref());
        out.push_str(phrases.close_title);
    } else {
        encoder.link(out, Role::Photograph, phrases.photograph, credit.source.as_ref());
    }
}

fn author_and_licence(out: &mut String, encoder: &impl Encoder, credit: &Credit, phrases: &Phrases) {
    out.push_str(phrases.by);
    match &credit.author {
        Author::Named(name, address) => encoder.link(out, Role::Author, name, address.as_ref()),
        Author::Unknown => out.push_str(phrases.unknown_author),
        Author::Withheld => out.push_str(phrases.withheld_author),
    }
    if let Some(licence) = credit.licence {
        out.push_str(phrases.announcing(licence));
        encoder.link(out, Role::Licence, licence.label(), credit.deed.as_ref());
    } else {
        out.push_str(phrases.no_licence);
    }
}

/// The changes made, as a sentence of its own with the space before it; nothing when there are none.
pub(super) fn changes(out: &mut String, encoder: &impl Encoder, credit: &Credit, phrases: &Phrases) {
    for (rank, change) in credit.modifications.iter().enumerate() {
        out.push_str(if rank == 0 { phrases.changes } else { ", " });
        encoder.escape(out, change);
    }
    if let Some(editor) = &credit.modified_by {
        out.push_str(if credit.modifications.is_empty() { phrases.unlisted_changes_by } else { phrases.changes_by });
        encoder.escape(out, editor);
    }
    // An initial, or the reuser's own words, may end the sentence.
    let last = credit.modified_by.as_ref().or(credit.modifications.last());
    if last.is_some_and(|last| !last.ends_with(['.', '!', '?', '…'])) {
        out.push('.');
    }
}
