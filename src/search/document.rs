//! A published photo as a search document: what a visitor may read of it, and nothing else.

use std::collections::BTreeSet;

use super::{span::TakenSpan, tokenizer::words, traits};
use crate::domain::{
    aspect::Aspect,
    collection::Slug,
    colour::Colour,
    fold::fold,
    licence::LicenceId,
    permitted_uses::PermittedUses,
    person::Handle,
    photo::{AuthorName, Description, PhotoId, PhotoRecord, State, Title},
    place::{Coordinates, Place, names_in},
    print_size::PrintSize,
    tag::{Tag, TagKey},
};

/// A published photo as a search document.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    pub(super) id: PhotoId,
    /// When it was published, in microseconds since 1970.
    pub(super) published: u64,
    /// Its perceptual hash.
    pub(super) look: u64,
    /// When it was taken.
    pub(super) taken: TakenSpan,
    /// Where, as precisely as the place is published.
    pub(super) point: Option<Coordinates>,
    /// The words of each of its texts: a phrase does not continue from one text to the next.
    pub(super) texts: Vec<Vec<String>>,
    /// The words of the name of its place.
    pub(super) place: Vec<String>,
    /// Exact values: see [`Keyword`].
    pub(super) keywords: Vec<String>,
    /// Every licence granted.
    pub(super) licences: Vec<LicenceId>,
    /// Permitted uses, aspect, size for print and colour, encoded by [`traits`].
    pub(super) traits: u64,
    /// Its tags, as they are counted.
    pub(super) tags: Vec<String>,
    /// The names in the name of its place, as they are counted.
    pub(super) places: Vec<String>,
    /// The name of its author, as it is counted.
    pub(super) author: Option<String>,
    /// The names of the published collections that have it.
    pub(super) collections: Vec<String>,
}

impl Document {
    /// The document of a photo, if it is published.
    #[must_use]
    pub fn of(photo: &PhotoRecord) -> Option<Self> {
        let published = photo.published.filter(|_| photo.state == State::Published)?;
        let author = photo.credited();
        let place = photo.place.as_ref().and_then(|place| place.name.as_deref());
        let texts = [
            photo.title.as_ref().map(Title::as_str),
            photo.description.as_ref().map(Description::as_str),
            author.name.as_ref().map(AuthorName::as_str),
            place,
            photo.licence().map(LicenceId::label),
        ];
        // A granted licence stays valid (CC BY 4.0 §2(a)(1)): every licence of the ledger counts, each by itself, since
        // two licences that forbid different things do not allow both together.
        let licences: BTreeSet<LicenceId> = photo.grants.iter().map(|grant| grant.licence).collect();
        let allowed: Vec<PermittedUses> =
            PermittedUses::all().filter(|uses| licences.iter().any(|licence| uses.allowed_by(*licence))).collect();
        let (width, height) = (photo.original.width, photo.original.height);
        let traits = traits::of(
            &allowed,
            Aspect::of(width, height),
            PrintSize::largest_of(width, height),
            Colour::of(&photo.dominant),
        );
        let places = place.map(names_in).unwrap_or_default();
        // As everyone may know it: otherwise, searching smaller and smaller boxes would reveal the exact point.
        let point = photo.place.as_ref().and_then(Place::public_coordinates);
        let author = author.name.as_ref().map(AuthorName::as_str);
        let keywords = (photo.tags.iter().map(|tag| Keyword::Tag(&tag.key()).to_string()))
            .chain(photo.author_account().map(|author| Keyword::Author(author).to_string()))
            .chain(photo.giver_account().map(|giver| Keyword::Giver(giver).to_string()))
            .chain(licences.iter().map(|licence| Keyword::Licence(*licence).to_string()))
            .chain(author.map(|name| Keyword::AuthorName(name).to_string()))
            .chain(places.iter().map(|name| Keyword::PlaceName(name).to_string()))
            .chain(point.is_none().then(|| Keyword::NoPoint.to_string()));
        Some(Self {
            id: photo.id.clone(),
            published: u64::try_from(published.as_microsecond()).unwrap_or_default(),
            look: photo.original.look,
            taken: TakenSpan::of(photo.taken.as_ref()),
            point,
            texts: (texts.into_iter().flatten().chain(photo.tags.iter().map(Tag::as_str)).map(words)).collect(),
            place: place.map(words).unwrap_or_default(),
            keywords: keywords.collect(),
            tags: once_each(&photo.tags),
            author: author.map(str::to_owned),
            collections: Vec::new(),
            licences: licences.into_iter().collect(),
            traits,
            places,
        })
    }
}

impl Document {
    /// The same, in these published collections.
    #[must_use]
    pub fn gathered_in(mut self, collections: &[Slug]) -> Self {
        self.keywords.extend(collections.iter().map(|slug| Keyword::Collection(slug).to_string()));
        if collections.is_empty() {
            self.keywords.push(Keyword::NoCollection.to_string());
        }
        self.collections = collections.iter().map(ToString::to_string).collect();
        self
    }
}

/// Tags, each once, however they are written: a photo counts once for each.
fn once_each(tags: &[Tag]) -> Vec<String> {
    let mut keys: BTreeSet<TagKey> = BTreeSet::new();
    tags.iter().filter(|tag| keys.insert(tag.key())).map(ToString::to_string).collect()
}

/// A value that is searched exactly, not word by word.
pub(super) enum Keyword<'a> {
    /// A tag, without case and accents.
    Tag(&'a TagKey),
    Author(&'a Handle),
    Giver(&'a Handle),
    /// A published collection that has it.
    Collection(&'a Slug),
    /// No published collection has it.
    NoCollection,
    Licence(LicenceId),
    /// The name of the author who is credited, folded.
    AuthorName(&'a str),
    /// One of the names in the name of a place, folded.
    PlaceName(&'a str),
    /// Its position is shown to nobody.
    NoPoint,
}

impl std::fmt::Display for Keyword<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Tag(tag) => write!(formatter, "tag:{tag}"),
            Self::Author(author) => write!(formatter, "by:{author}"),
            Self::Giver(giver) => write!(formatter, "given:{giver}"),
            Self::Collection(slug) => write!(formatter, "in:{slug}"),
            // No collection has a blank name.
            Self::NoCollection => formatter.write_str("in:"),
            Self::Licence(licence) => write!(formatter, "licence:{licence}"),
            Self::AuthorName(name) => write!(formatter, "name:{}", fold(name)),
            Self::PlaceName(name) => write!(formatter, "at:{}", fold(name)),
            // No place has a blank name.
            Self::NoPoint => formatter.write_str("at:"),
        }
    }
}
