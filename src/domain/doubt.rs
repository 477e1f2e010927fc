//! What a file says of itself that its contributor did not: a question to them, and a flag for the moderator.

use super::{
    authorship::{is_same, says},
    licence::{LicenceId, Mention},
    person::PersonRecord,
    photo::{AuthorName, PhotoRecord, Source},
};

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
}

impl Doubt {
    /// Everything to ask about a photo.
    #[must_use]
    pub fn about(photo: &PhotoRecord) -> Vec<Self> {
        let said = &photo.suggestions;
        let mut doubts: Vec<Self> =
            said.creator.iter().filter(|name| !is_credited(photo, name)).cloned().map(Self::OtherAuthor).collect();
        let credited = photo.author.name.as_ref().map(AuthorName::as_str);
        let claims = said.authorship.claims_beside(credited).into_iter();
        // Whoever is asked about as another author already is not asked about twice.
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

/// The licence that its file proposes: the only one it names, with nothing beside it that speaks against.
#[must_use]
pub fn proposed_licence(photo: &PhotoRecord) -> Option<LicenceId> {
    let mention = mention(photo);
    mention.proposal().filter(|_| !mention.raises_a_question())
}

/// Whether its contributor is still to be asked about what its file says.
#[must_use]
pub fn is_unanswered(photo: &PhotoRecord) -> bool {
    photo.vouched.is_none() && !Doubt::about(photo).is_empty()
}

/// The author credited when whoever gave the photo says they took it, and it is somebody else: one of the two is wrong,
/// whatever the file says. Nobody is told the name of who asked not to be named.
#[must_use]
pub fn credits_another<'a>(photo: &'a PhotoRecord, giver: &PersonRecord) -> Option<&'a str> {
    let credited = photo.author.name.as_ref().map(AuthorName::as_str);
    let is_giver = |name: &str| giver.is_called(name) || is_same(name, &giver.name);
    credited.filter(|name| photo.source == Source::Own && !photo.author_withheld && !is_giver(name))
}

/// Whether the name in the file is the one credited, whatever its accents, its capitals and the order of its words.
fn is_credited(photo: &PhotoRecord, name: &str) -> bool {
    photo.author.name.as_ref().is_some_and(|credited| is_same(credited.as_str(), name))
}
