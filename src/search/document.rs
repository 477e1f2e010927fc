//! What a published photo is found by: what a visitor may read of it, and nothing else.

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

/// A published photo as it is looked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    pub(super) id: PhotoId,
    /// When it was published, in microseconds since 1970.
    pub(super) published: u64,
    /// When it was taken, as a number that sorts; 0 when that is unknown.
    pub(super) taken: u64,
    /// Where, as precisely as everyone may know it.
    pub(super) point: Option<Coordinates>,
    /// The words of each of its texts: phrases do not go from one to the next.
    pub(super) texts: Vec<Vec<String>>,
    /// The words of the name of its place.
    pub(super) place: Vec<String>,
    /// What is looked for as it is: see [`Keyword`].
    pub(super) keywords: Vec<String>,
    /// Every licence granted.
    pub(super) licences: Vec<LicenceId>,
    /// Permitted uses and aspect, as [`traits`] are kept.
    pub(super) traits: u64,
}

impl Document {
    /// Of a photo, if it is published.
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
        // What was granted stays granted (CC BY 4.0 §2(a)(1)): every licence of the ledger counts, each by itself, for two
        // that forbid different things do not together allow both.
        let licences: BTreeSet<LicenceId> = photo.grants.iter().map(|grant| grant.licence).collect();
        let allowed: Vec<PermittedUses> =
            PermittedUses::all().filter(|uses| licences.iter().any(|licence| uses.allowed_by(*licence))).collect();
        let aspect = Aspect::of(photo.original.width, photo.original.height);
        let keywords = (photo.tags.iter().map(|tag| Keyword::Tag(tag).to_string()))
            .chain(photo.named_contributor().map(|giver| Keyword::Giver(giver).to_string()))
            .chain(licences.iter().map(|licence| Keyword::Licence(*licence).to_string()))
            .chain(allowed.iter().map(|uses| Keyword::PermittedUses(*uses).to_string()))
            .chain([Keyword::Aspect(aspect).to_string()]);
        Some(Self {
            id: photo.id.clone(),
            published: u64::try_from(published.as_microsecond()).unwrap_or_default(),
            taken: photo.taken.as_ref().map_or(0, |taken| key::instant(&Taken::sortable(taken))),
            // A box that could be narrowed down would tell the rest.
            point: photo.place.as_ref().and_then(Place::public_coordinates),
            texts: (texts.into_iter().flatten().chain(photo.tags.iter().map(Tag::as_str)).map(words)).collect(),
            place: place.map(words).unwrap_or_default(),
            keywords: keywords.collect(),
            licences: licences.into_iter().collect(),
            traits: traits::of(&allowed, aspect),
        })
    }
}

/// What is looked for as it is, not word by word.
pub(super) enum Keyword<'a> {
    Tag(&'a Tag),
    Giver(&'a Handle),
    Licence(LicenceId),
    PermittedUses(PermittedUses),
    Aspect(Aspect),
}

impl std::fmt::Display for Keyword<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Tag(tag) => write!(formatter, "tag:{tag}"),
            Self::Giver(giver) => write!(formatter, "by:{giver}"),
            Self::Licence(licence) => write!(formatter, "licence:{licence}"),
            Self::PermittedUses(uses) => write!(formatter, "may:{uses}"),
            Self::Aspect(aspect) => write!(formatter, "aspect:{}", aspect.name()),
        }
    }
}

/// Permitted uses and aspect of a photo in a small number, so that those of many are counted with one step each.
pub(super) mod traits {
    use super::{Aspect, Facets, PermittedUses};

    /// How many there are: a bit for each of the seven sets of uses, and two for the aspect.
    pub(in crate::search) const COUNT: usize = 1 << 9;
    const ASPECTS: [Aspect; 3] = [Aspect::Landscape, Aspect::Portrait, Aspect::Square];
    const AFTER_USES: u64 = 1 << 7;

    pub(in crate::search) fn of(allowed: &[PermittedUses], aspect: Aspect) -> u64 {
        let uses: u64 = bits().filter_map(|(bit, uses)| allowed.contains(&uses).then_some(bit)).sum();
        let aspect = ASPECTS.iter().zip(0..).find_map(|(known, place)| (*known == aspect).then_some(place));
        uses + AFTER_USES * aspect.unwrap_or(0)
    }

    fn bits() -> impl Iterator<Item = (u64, PermittedUses)> {
        (0..).map(|bit| 1 << bit).zip(PermittedUses::all())
    }

    /// Counts how many photos allow each single use, and how many are of each aspect, when so many have each number.
    pub(in crate::search) fn count(facets: &mut Facets, counts: &[usize]) {
        let sum = |counts_in: &dyn Fn(u64) -> bool| {
            (0_u64..).zip(counts).filter(|(number, _)| counts_in(*number)).map(|(_, count)| *count).sum()
        };
        let uses = PermittedUses::single().map(|single| {
            let bit = bits().find_map(|(bit, uses)| (uses == single).then_some(bit)).unwrap_or(0);
            (single, sum(&|number| number & bit != 0))
        });
        let aspects = ASPECTS.into_iter().zip(0_u64..);
        let aspects = aspects.map(|(aspect, place)| (aspect, sum(&|number| number / AFTER_USES == place)));
        (facets.uses, facets.aspects) = (uses.collect(), aspects.collect());
    }
}
