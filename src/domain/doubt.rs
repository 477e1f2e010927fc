//! Doubts: where a photo's file or position contradicts its contributor. Each is a question to them and a flag for
//! moderators.

use jiff::SignedDuration;

use super::{
    authorship::{is_same, says},
    gazetteer,
    licence::{LicenceId, Mention},
    person::PersonRecord,
    photo::{AuthorName, PhotoRecord, Provenance},
    place::{Coordinates, Place, Precision},
    text,
};

/// Photos of one person received within this time were given together.
pub const TOGETHER: SignedDuration = SignedDuration::from_hours(1);

/// One thing to ask about. Nothing is decided by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The file names someone else than who is credited.
    OtherAuthor(String),
    /// The file has a notice of copyright, a line of credit, an owner or a licensor that names someone else.
    OtherClaim(String),
    /// The file states another licence than the one granted (or none is granted yet), or this one beside a reservation.
    OtherLicence(LicenceId),
    /// The file states several licences.
    SeveralLicences(Vec<LicenceId>),
    /// The file reserves all rights.
    Reserved(String),
    /// The file names Creative Commons or one of its licences without saying which version.
    Unclear(String),
    /// The file carries a statement about rights, which is no licence.
    Statement(&'static str),
    /// Every place of the name given is farther than this from the position.
    FarPlace {
        /// The name of the place.
        name: String,
        /// How far at least, in kilometres.
        kilometres: u32,
    },
    /// Most other photos given together with it, for the same place, were taken farther than this from its position.
    FarFromOthers {
        /// The name of the place.
        name: String,
        /// How far at least, in kilometres.
        kilometres: u32,
    },
}

/// What a doubt is about: each is answered by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Who made the photo, and what may be done with it.
    Rights,
    /// Where it was taken.
    Place,
}

impl Doubt {
    /// What it is about.
    #[must_use]
    pub const fn subject(&self) -> Subject {
        match self {
            Self::FarPlace { .. } | Self::FarFromOthers { .. } => Subject::Place,
            _ => Subject::Rights,
        }
    }

    /// Everything to ask about a photo alone.
    #[must_use]
    pub fn about(photo: &PhotoRecord) -> Vec<Self> {
        Self::among(photo, &[])
    }

    /// Everything to ask about a photo beside these others, of which only those given together with it are considered.
    #[must_use]
    pub fn among(photo: &PhotoRecord, others: &[PhotoRecord]) -> Vec<Self> {
        let mut doubts = Self::of_rights(photo);
        doubts.extend(of_place(photo, others));
        doubts
    }

    fn of_rights(photo: &PhotoRecord) -> Vec<Self> {
        let said = &photo.suggestions;
        let mut doubts: Vec<Self> =
            said.creator.iter().filter(|name| !is_credited(photo, name)).cloned().map(Self::OtherAuthor).collect();
        let credited = photo.author.name.as_ref().map(AuthorName::as_str);
        let claims = said.authorship.claims_beside(credited).into_iter();
        // A name that is asked about as another author is not asked about twice.
        let is_asked =
            |claim: &String| said.creator.as_ref().is_some_and(|name| says(claim, name) || says(name, claim));
        let is_new = |claim: &String| doubts.is_empty() || !is_asked(claim);
        let claims: Vec<Self> = claims.filter(is_new).map(Self::OtherClaim).collect();
        doubts.extend(claims);
        let mention = mention(photo);
        match (mention.proposal(), mention.licences.as_slice()) {
            (Some(licence), _) if photo.licence() != Some(licence) || mention.reserves_all_rights => {
                doubts.push(Self::OtherLicence(licence));
            }
            (None, [_, _, ..]) => doubts.push(Self::SeveralLicences(mention.licences.clone())),
            _ => {}
        }
        let first = |says: fn(&Mention) -> bool| {
            let of = |statement: &&String| says(&Mention::of([*statement]));
            said.statements.iter().find(of).cloned().unwrap_or_default()
        };
        if mention.reserves_all_rights {
            doubts.push(Self::Reserved(first(|mention| mention.reserves_all_rights)));
        } else if mention.unclear && mention.licences.is_empty() {
            doubts.push(Self::Unclear(first(|mention| mention.unclear)));
        }
        doubts.extend(mention.statements.iter().map(|statement| Self::Statement(statement.name())));
        doubts
    }
}

fn mention(photo: &PhotoRecord) -> Mention {
    Mention::of(&photo.suggestions.statements)
}

/// The licence that its file proposes: the only one it names, with no statement that contradicts it.
#[must_use]
pub fn proposed_licence(photo: &PhotoRecord) -> Option<LicenceId> {
    let mention = mention(photo);
    mention.proposal().filter(|_| !mention.raises_a_question())
}

/// A name and a position that are far from one another: by the gazetteer and, where it does not know the name or knows
/// several places of it, by the other photos.
fn of_place(photo: &PhotoRecord, others: &[PhotoRecord]) -> Option<Doubt> {
    let (name, point) = placed(photo.place.as_ref()?)?;
    // Of a hidden position, no more is said than that it is far.
    let is_hidden = hides_its_position(photo);
    if let Some(far) = gazetteer::distance_if_far(name, point) {
        let said = if is_hidden { gazetteer::FAR } else { far };
        return Some(Doubt::FarPlace { name: name.to_owned(), kilometres: tens(said) });
    }
    // Either it is there, or it is hidden, and its distance from photos that staff may move would reveal it.
    if gazetteer::places_called(name).len() == 1 || is_hidden {
        return None;
    }
    let given_together = |other: &&PhotoRecord| {
        other.id != photo.id
            && !hides_its_position(other)
            && other.contributor == photo.contributor
            && other.created.duration_since(photo.created).abs() <= TOGETHER
    };
    let mut distances: Vec<f64> = others
        .iter()
        .filter(given_together)
        .filter_map(|other| placed(other.place.as_ref()?))
        .filter(|(theirs, _)| text::words(theirs).eq(text::words(name)))
        .map(|(_, there)| there.kilometres_to(point))
        .collect();
    distances.sort_by(f64::total_cmp);
    // More than half of them are at least as far as the middle one; of two, the nearer.
    let middle = *distances.get(distances.len().checked_sub(1)? / 2)?;
    (middle > gazetteer::FAR).then(|| Doubt::FarFromOthers { name: name.to_owned(), kilometres: tens(middle) })
}

/// Whether every place that its name may mean is far from its position, as published.
#[must_use]
pub fn place_is_far(photo: &PhotoRecord) -> bool {
    let placed = photo.place.as_ref().and_then(placed);
    placed.is_some_and(|(name, point)| gazetteer::distance_if_far(name, point).is_some())
}

/// More than how many kilometres the position that everyone may read is away from every place of its name, when that contradicts
/// it and its contributor did not answer that both are right.
#[must_use]
pub fn published_distance(photo: &PhotoRecord) -> Option<u32> {
    let place = photo.place.as_ref().filter(|_| photo.place_confirmed.is_none())?;
    gazetteer::distance_if_far(place.name.as_deref()?, place.public_coordinates()?).map(tens)
}

fn hides_its_position(photo: &PhotoRecord) -> bool {
    photo.place.as_ref().is_some_and(|place| place.precision == Precision::Hidden)
}

/// The name and the position of a place that has both. A position published to about a kilometre counts as it is
/// published: staff may give such a photo other names of places, and their distances from the exact point would reveal
/// it.
fn placed(place: &Place) -> Option<(&str, Coordinates)> {
    let point = match place.precision {
        Precision::Area => place.public_coordinates()?,
        Precision::Exact | Precision::Hidden => place.coordinates?,
    };
    Some((place.name.as_deref()?, point))
}

/// Kilometres in whole tens, rounded down: the table is no more exact.
fn tens(kilometres: f64) -> u32 {
    // Half the Earth's circumference is 2,004 tens: counted rather than cast.
    (1..=2_004_u32).take_while(|ten| f64::from(*ten) * 10.0 <= kilometres).last().unwrap_or(0) * 10
}

/// What its contributor is still to be asked about a photo beside these others.
#[must_use]
pub fn unanswered(photo: &PhotoRecord, others: &[PhotoRecord]) -> Vec<Doubt> {
    let is_open = |doubt: &Doubt| match doubt.subject() {
        Subject::Rights => photo.vouched.is_none(),
        Subject::Place => photo.place_confirmed.is_none(),
    };
    Doubt::among(photo, others).into_iter().filter(is_open).collect()
}

/// Whether its contributor is still to be asked about a photo alone.
#[must_use]
pub fn is_unanswered(photo: &PhotoRecord) -> bool {
    !unanswered(photo, &[]).is_empty()
}

/// Whether a moderator is to look at a public photo: what its contributor says of its rights is believed less than what
/// they say of a place.
#[must_use]
pub fn is_to_look_at(photo: &PhotoRecord) -> bool {
    Doubt::about(photo).iter().any(|doubt| doubt.subject() == Subject::Rights || photo.place_confirmed.is_none())
}

/// The author credited where the contributor says that they took the photo and credits somebody else: one of the two is
/// wrong, whatever the file says. The name of an author who asked not to be named is not given.
#[must_use]
pub fn credits_another<'a>(photo: &'a PhotoRecord, giver: &PersonRecord) -> Option<&'a str> {
    let credited = photo.author.name.as_ref().map(AuthorName::as_str);
    let is_giver = |name: &str| giver.is_called(name) || is_same(name, &giver.name);
    credited.filter(|name| photo.source == Provenance::Own && !photo.author_withheld && !is_giver(name))
}

/// Whether the name in the file is the one credited, whatever its accents, its capitals and the order of its words.
fn is_credited(photo: &PhotoRecord, name: &str) -> bool {
    photo.author.name.as_ref().is_some_and(|credited| is_same(credited.as_str(), name))
}
