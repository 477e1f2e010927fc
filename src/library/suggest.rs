//! Suggesting what a published photo should say, with or without an account; and the suggestions that wait for a reader.
//!
//! 1. **suggest**: each field that should say something else is a suggestion of its own, in a private space. Those of one
//!    form are one entry, unless their texts are too long for one;
//! 2. **decide** (`decide_suggestion.rs`): the photo's contributor first, curators after some days, or at once where the
//!    contributor has no account or is suspended.
//!
//! Somebody without an account follows theirs at a secret address, which tells what was decided and nothing else.
//!
//! A suggestion is read by its photo's contributor and, while the photo is public, by curators; by nobody else, before or
//! after the decision. What an accepted one changed stands in the history of the photo.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::{Library, StoreFault, browse::LookError, change::Gesture, sessions::Secret};
use crate::{
    catalog::{
        CatalogError,
        batch::Edit,
        records,
        store::{Key, Outcome},
        suggestions::{SuggestionList, key},
    },
    domain::{
        field::Field,
        lengths,
        person::Role,
        photo::{PhotoId, PhotoRecord, State},
        reader::{Reader, Sight},
        report::Contact,
        stored::{Stored, UnknownMembers},
        suggestion::{SUGGESTION_VERSION, SuggestedField, SuggestionId, SuggestionRecord},
        text,
    },
};

/// How long somebody without an account follows what they suggested.
const FOLLOWED_FOR: SignedDuration = SignedDuration::from_hours(365 * 24);
/// The most suggestions about one photo by one person that wait: one for each field, and some more.
const MOST_OF_ONE: usize = 20;
/// The most suggestions about one photo that wait: whoever decides learns nothing from more of them.
const MOST_ABOUT_ONE: usize = 100;
/// What a web address begins with: one is refused from people without an account, who would advertise.
const LINKS: [&str; 3] = ["http://", "https://", "www."];

/// Suggestions about one photo before they are made.
#[derive(Clone, Debug)]
pub struct NewSuggestions {
    changes: Vec<(SuggestedField, Option<String>)>,
    why: String,
    contact: Option<Contact>,
}

/// What is wrong with a suggestion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnclearSuggestion {
    /// It changes nothing.
    #[error("a suggestion says what a field should say")]
    Nothing,
    /// Somebody without an account says how they know.
    #[error("without an account, a suggestion needs a word that says how one knows")]
    WhyMissing,
    /// That is too long.
    #[error("the reason of a suggestion has at most {} characters", lengths::REASON)]
    WhyTooLong,
    /// The contact is too long.
    #[error("a contact has at most {} characters", lengths::CONTACT)]
    ContactTooLong,
    /// Somebody without an account gives a web address in the field of this name.
    #[error("without an account, {0} has no web address")]
    Link(&'static str),
}

impl UnclearSuggestion {
    /// Whether it is that nothing is suggested.
    #[must_use]
    pub const fn is_nothing(self) -> bool {
        matches!(self, Self::Nothing)
    }
}

impl NewSuggestions {
    /// Parses suggestions as the form and the API send them; the values of the fields are parsed already.
    ///
    /// # Errors
    /// Every [`UnclearSuggestion`] that applies, at least one.
    pub fn parse(
        reader: &Reader,
        changes: Vec<(SuggestedField, Option<String>)>,
        why: &str,
        contact: &str,
    ) -> Result<Self, Vec<UnclearSuggestion>> {
        let why = text::clean_block(why);
        let contact = Contact::parse(contact);
        let has_account = reader.handle().is_some();
        let mut unclear = Vec::new();
        if changes.is_empty() {
            unclear.push(UnclearSuggestion::Nothing);
        }
        if !has_account {
            if why.is_empty() {
                unclear.push(UnclearSuggestion::WhyMissing);
            }
            let said = changes.iter().filter_map(|(field, new)| Some((field.name(), new.as_deref()?)));
            let links = said.chain([("why", why.as_str())]).filter(|(_, text)| has_link(text));
            unclear.extend(links.map(|(name, _)| UnclearSuggestion::Link(name)));
        }
        if text::within(&why, lengths::REASON).is_err() {
            unclear.push(UnclearSuggestion::WhyTooLong);
        }
        match contact {
            // People with an account are reached by it.
            Ok(contact) if unclear.is_empty() => Ok(Self { changes, why, contact: contact.filter(|_| !has_account) }),
            Ok(_) => Err(unclear),
            Err(_too_long) => {
                unclear.push(UnclearSuggestion::ContactTooLong);
                Err(unclear)
            }
        }
    }
}

fn has_link(text: &str) -> bool {
    let text = text.to_lowercase();
    LINKS.iter().any(|link| text.contains(link))
}

/// Why nothing was suggested.
#[derive(Debug, thiserror::Error)]
pub enum SuggestError {
    /// The photo is not public.
    #[error(transparent)]
    Look(#[from] LookError),
    /// The contributor changes the photo themselves.
    #[error("who gave a photo changes it")]
    NotAllowed,
    /// The photo withholds this from everyone.
    #[error("{} protects a person", .0.name())]
    Withheld(Field),
    /// The photo says it already.
    #[error("the photo says this already in {}", .0.name())]
    Same(SuggestedField),
    /// Too many suggestions about this photo wait.
    #[error("too many suggestions about this photo wait for a decision")]
    TooManyOpen,
    /// A store failed.
    #[error(transparent)]
    Fault(#[from] StoreFault),
}

impl From<CatalogError> for SuggestError {
    fn from(error: CatalogError) -> Self {
        Self::Fault(error.into())
    }
}

/// What was suggested.
pub struct Suggested {
    /// The suggestions.
    pub made: Vec<Stored<SuggestionRecord>>,
    /// The secret of the address at which somebody without an account follows them.
    pub secret: Option<Secret>,
}

/// A suggestion that somebody follows.
#[derive(Clone, Debug)]
pub struct Followed {
    /// The suggestion.
    pub suggestion: SuggestionRecord,
    /// Its photo, while it is public.
    pub photo: Option<Arc<PhotoRecord>>,
}

impl Library {
    /// A photo about which this reader may suggest something: a public one.
    ///
    /// # Errors
    /// [`LookError::Unknown`] for a photo that is not public, or [`LookError::Withdrawn`].
    pub async fn suggestible(&self, reader: &Reader, id: &PhotoId) -> Result<Stored<PhotoRecord>, LookError> {
        let found = self.whole_photo(reader, id).await?;
        if found.state == State::Published {
            Ok(Stored { revision: found.revision, record: PhotoRecord::clone(&found.record) })
        } else {
            Err(LookError::Unknown)
        }
    }

    /// Makes suggestions about a photo, in one entry. Of somebody without an account, nothing is stored but what they write.
    ///
    /// # Errors
    /// [`SuggestError`]; nothing was suggested.
    pub async fn suggest(&self, reader: &Reader, id: &PhotoId, new: NewSuggestions) -> Result<Suggested, SuggestError> {
        let Stored { revision: seen, record: photo } = self.suggestible(reader, id).await?;
        if reader.gave(&photo) {
            return Err(SuggestError::NotAllowed);
        }
        let by = reader.handle();
        let open: Vec<_> = self.suggestions.about(id).await?.into_iter().filter(|kept| kept.record.is_open()).collect();
        let of_one = open.iter().filter(|kept| kept.record.by.as_ref() == by).count();
        // Sent again by somebody who was not answered, it is the one that waits.
        let is_of_one = |kept: &Stored<SuggestionRecord>| by.is_some() && kept.record.by.as_ref() == by;
        let is_same = |kept: &Stored<SuggestionRecord>, (field, value): &(SuggestedField, _)| {
            is_of_one(kept) && kept.record.field == *field && kept.record.new == *value && kept.record.why == new.why
        };
        let again = new.changes.iter().map(|change| open.iter().find(|kept| is_same(kept, change)).cloned());
        if let Some(made) = again.collect::<Option<Vec<_>>>() {
            return Ok(Suggested { made, secret: None });
        }
        // Those without an account share the room of the photo.
        let is_full = by.is_some() && of_one.saturating_add(new.changes.len()) > MOST_OF_ONE;
        if is_full || open.len().saturating_add(new.changes.len()) > MOST_ABOUT_ONE {
            return Err(SuggestError::TooManyOpen);
        }
        let at = self.now();
        // An account follows its own among its news.
        let secret = by.is_none().then(|| Secret::from_chance(self.chance()));
        let mut made = Vec::new();
        for (field, value) in new.changes {
            if let Some(field) = field.withheld_by(&photo) {
                return Err(SuggestError::Withheld(field));
            }
            let old = field.shown(&photo);
            if old == value {
                return Err(SuggestError::Same(field));
            }
            made.push(SuggestionRecord {
                v: SUGGESTION_VERSION,
                id: self.suggestion_id(),
                photo: id.clone(),
                contributor: photo.contributor.clone(),
                field,
                old,
                new: value,
                why: new.why.clone(),
                by: by.cloned(),
                contact: new.contact.clone(),
                follow: secret.as_ref().map(Secret::hash),
                at,
                seen,
                decision: None,
                unknown: UnknownMembers::new(),
            });
        }
        let mut edits = Vec::new();
        for suggestion in &made {
            let own = key(&suggestion.id);
            let body = Some(records::write(&own, suggestion)?);
            edits.push(Edit { key: own, revision: None, body, keeps_claims: true });
        }
        let keys: Vec<Key> = edits.iter().map(|edit| edit.key.clone()).collect();
        // Followers of the journal read the note: it says nothing about the suggestion.
        let gesture = Gesture { actor: by, name: "suggest", note: None, expect: Vec::new() };
        match self.commit_parts(edits, gesture, None).await? {
            Outcome::Done(last) => {
                // The longest texts of all fields are several entries.
                let there = self.store.get(&keys).await?;
                let revisions = there.into_iter().map(|record| record.map_or(last, |record| record.revision));
                let made = made.into_iter().zip(revisions).map(|(record, revision)| Stored { revision, record });
                Ok(Suggested { made: made.collect(), secret })
            }
            // Two of 64 random bits were the same.
            Outcome::Conflict(_) => Err(SuggestError::TooManyOpen),
        }
    }

    /// The suggestions that somebody without an account follows by this secret, with their photos while these are public; nothing a
    /// year after they were made.
    ///
    /// # Errors
    /// [`LookError::Unknown`] for a secret that follows none.
    pub async fn followed_suggestions(&self, secret: &Secret) -> Result<Vec<Followed>, LookError> {
        let found = self.suggestions.followed(secret.hash()).await.map_err(StoreFault::from)?;
        let is_recent = |at: Timestamp| self.now().duration_since(at) < FOLLOWED_FOR;
        let found: Vec<SuggestionRecord> =
            found.into_iter().map(|kept| kept.record).filter(|one| is_recent(one.at)).collect();
        if found.is_empty() {
            return Err(LookError::Unknown);
        }
        let ids: Vec<PhotoId> = found.first().map(|one| one.photo.clone()).into_iter().collect();
        let photo = self.whole_photos(&Reader::Visitor, &ids).await?.into_iter().next();
        Ok(found
            .into_iter()
            .map(|suggestion| Followed { suggestion, photo: photo.as_ref().map(|photo| Arc::clone(&photo.record)) })
            .collect())
    }

    fn suggestion_id(&self) -> SuggestionId {
        let chance = self.chance();
        let (first, _) = chance.split_first_chunk().unwrap_or((&[0; 8], &[]));
        SuggestionId::from_random(*first)
    }
}

/// Whether a reader may read a suggestion about this photo: its contributor and, while it is public, curators.
pub(super) fn may_read(reader: &Reader, suggestion: &SuggestionRecord, photo: &PhotoRecord) -> bool {
    reader.gave(photo)
        || reader.is_at_least(Role::Curator)
            && photo.state == State::Published
            && reader.sight_of(photo) == Sight::Whole
            && suggestion.field.withheld_from_staff_by(photo).is_none()
}

/// The list that a reader's own photos make.
pub(super) fn own_list(reader: &Reader) -> Option<SuggestionList> {
    reader.handle().map(|handle| SuggestionList::For(handle.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(reader: &Reader, new: &str, why: &str, contact: &str) -> Option<Vec<UnclearSuggestion>> {
        let changes = vec![(SuggestedField::Title, Some(new.to_owned()))];
        NewSuggestions::parse(reader, changes, why, contact).err()
    }

    #[test]
    fn somebody_without_an_account_says_how_they_know_and_gives_no_link() {
        let visitor = Reader::Visitor;
        assert_eq!(parse(&visitor, "Quai", "J’y habite.", ""), None);
        assert_eq!(parse(&visitor, "Quai", " ", ""), Some(vec![UnclearSuggestion::WhyMissing]));
        assert_eq!(
            parse(&visitor, "WWW.example.org", "Voyez https://example.org", ""),
            Some(vec![UnclearSuggestion::Link("title"), UnclearSuggestion::Link("why")])
        );
        let long = "a".repeat(lengths::REASON.saturating_add(1));
        assert_eq!(
            parse(&visitor, "Quai", &long, &long),
            Some(vec![UnclearSuggestion::WhyTooLong, UnclearSuggestion::ContactTooLong])
        );
        let nothing = NewSuggestions::parse(&visitor, Vec::new(), "Si.", "").err();
        assert_eq!(nothing, Some(vec![UnclearSuggestion::Nothing]));
    }
}
