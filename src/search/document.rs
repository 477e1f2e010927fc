//! A published photo as a search document: what a visitor may read of it, and nothing else.

use std::collections::BTreeSet;

use super::{key, tokenizer::words};
use crate::domain::{
    aspect::Aspect,
    facets::Facets,
    licence::LicenceId,
    permitted_uses::PermittedUses,
    person::Handle,
    photo::{AuthorName, Description, PhotoId, PhotoRecord, State, Title},
    place::{Coordinates, Place},
    tag::Tag,
    taken::Taken,
};

/// A published photo as a search document.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    pub(super) id: PhotoId,
    /// When it was published, in microseconds since 1970.
    pub(super) published: u64,
    /// When it was taken, as a number that sorts; 0 when that is unknown.
    pub(super) taken: u64,
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
    /// Permitted uses and aspect, encoded by [`traits`].
    pub(super) traits: u64,
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
        let aspect = Aspect::of(photo.original.width, photo.original.height);
        let keywords = (photo.tags.iter().map(|tag| Keyword::Tag(tag).to_string()))
            .chain(photo.author_account().map(|author| Keyword::Author(author).to_string()))
            .chain(photo.giver_account().map(|giver| Keyword::Giver(giver).to_string()))
            .chain(licences.iter().map(|licence| Keyword::Licence(*licence).to_string()));
        Some(Self {
            id: photo.id.clone(),
            published: u64::try_from(published.as_microsecond()).unwrap_or_default(),
            taken: photo.taken.as_ref().map_or(0, |taken| key::instant(&Taken::sortable(taken))),
            // Otherwise, searching smaller and smaller boxes would reveal the exact point.
            point: photo.place.as_ref().and_then(Place::public_coordinates),
            texts: (texts.into_iter().flatten().chain(photo.tags.iter().map(Tag::as_str)).map(words)).collect(),
            place: place.map(words).unwrap_or_default(),
            keywords: keywords.collect(),
            licences: licences.into_iter().collect(),
            traits: traits::of(&allowed, aspect),
        })
    }
}

/// A value that is searched exactly, not word by word.
pub(super) enum Keyword<'a> {
    Tag(&'a Tag),
    Author(&'a Handle),
    Giver(&'a Handle),
    Licence(LicenceId),
}

impl std::fmt::Display for Keyword<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Tag(tag) => write!(formatter, "tag:{tag}"),
            Self::Author(author) => write!(formatter, "by:{author}"),
            Self::Giver(giver) => write!(formatter, "given:{giver}"),
            Self::Licence(licence) => write!(formatter, "licence:{licence}"),
        }
    }
}

/// Permitted uses and aspect of a photo as a small number, so that comparing or counting takes one step for each photo.
pub(super) mod traits {
    use super::{Aspect, Facets, PermittedUses};

    const ASPECTS: [Aspect; 3] = [Aspect::Landscape, Aspect::Portrait, Aspect::Square];
    const AFTER_USES: u64 = 1 << 7;

    pub(in crate::search) fn of(allowed: &[PermittedUses], aspect: Aspect) -> u64 {
        let uses: u64 = bits().filter_map(|(bit, uses)| allowed.contains(&uses).then_some(bit)).sum();
        uses + AFTER_USES * place_of(aspect)
    }

    /// Uses and an aspect that a photo must have to be found.
    #[derive(Clone, Copy, Debug, Default)]
    pub(in crate::search) struct WantedTraits {
        pub(in crate::search) uses: PermittedUses,
        pub(in crate::search) aspect: Option<Aspect>,
    }

    impl WantedTraits {
        /// Whether a photo with these traits has them.
        pub(in crate::search) fn are_met_by(self, traits: u64) -> bool {
            let has_uses = self.uses.is_empty() || bits().any(|(bit, uses)| uses == self.uses && traits & bit != 0);
            has_uses && self.aspect.is_none_or(|aspect| traits / AFTER_USES == place_of(aspect))
        }

        /// Whether all photos have them.
        pub(in crate::search) fn is_any(self) -> bool {
            self.uses.is_empty() && self.aspect.is_none()
        }
    }

    fn place_of(aspect: Aspect) -> u64 {
        ASPECTS.iter().zip(0..).find_map(|(known, place)| (*known == aspect).then_some(place)).unwrap_or(0)
    }

    fn bits() -> impl Iterator<Item = (u64, PermittedUses)> {
        (0..).map(|bit| 1 << bit).zip(PermittedUses::all())
    }

    /// Adds to the counts of single uses and of aspects how many photos have these traits.
    pub(in crate::search) fn count(facets: &mut Facets, photos: impl Iterator<Item = (u64, usize)>) {
        if facets.uses.is_empty() {
            facets.uses = PermittedUses::single().map(|single| (single, 0)).collect();
            facets.aspects = ASPECTS.map(|aspect| (aspect, 0)).into();
        }
        for (traits, count) in photos {
            for (single, sum) in &mut facets.uses {
                if bits().any(|(bit, uses)| uses == *single && traits & bit != 0) {
                    *sum += count;
                }
            }
            for (aspect, sum) in &mut facets.aspects {
                if traits / AFTER_USES == place_of(*aspect) {
                    *sum += count;
                }
            }
        }
    }
}
