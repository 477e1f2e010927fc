//! Deciding on a suggestion: accepting it, whole or in part, changes the photo by the rules of any other change, in the entry
//! that records the decision.

use jiff::Timestamp;

use super::{
    Library, StoreFault, change::Gesture, describe::described, open_suggestions::OpenSuggestion, review,
    review::UnclearDecision,
};
use crate::{
    catalog::{
        CatalogError, photos, records,
        store::{Expectation, Outcome},
        suggestions::key,
    },
    domain::{
        person::Role,
        photo::{PhotoRecord, State},
        protection::Loosening,
        reader::{Reader, Sight},
        stored::Stored,
        suggestion::{SuggestionDecision, SuggestionId, SuggestionRecord, SuggestionState},
        tag::MOST_TAGS,
    },
};

/// The name of the gesture that accepts a suggestion.
pub const ACCEPT: &str = "accept-suggestion";
/// The name of the gesture that refuses one.
const REFUSE: &str = "refuse-suggestion";

/// A decision on a suggestion before it is recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewVerdict {
    accepts: bool,
    reason: Option<String>,
    /// What the field says instead of what was suggested.
    #[expect(clippy::option_option, reason = "what was suggested, nothing, or another value")]
    value: Option<Option<String>>,
}

impl NewVerdict {
    /// Parses a decision as forms and the API send it; its value, if it has one, is parsed already.
    ///
    /// # Errors
    /// [`UnclearDecision`].
    pub fn parse(decision: &str, reason: &str, value: Option<Option<String>>) -> Result<Self, UnclearDecision> {
        let accepts = match decision {
            "accept" => true,
            "refuse" => false,
            _ => return Err(UnclearDecision::Unknown),
        };
        let reason = review::reply(reason).map_err(|_too_long| UnclearDecision::ReasonTooLong)?;
        Ok(Self { accepts, reason, value: value.filter(|_| accepts) })
    }
}

/// Why a decision was not made.
#[derive(Debug, thiserror::Error)]
pub enum DecideSuggestionError {
    /// There is no such suggestion for this reader.
    #[error("no such suggestion")]
    Unknown,
    /// The photo's contributor decides first, until then.
    #[error("who gave the photo decides first, until {0}")]
    NotYet(Timestamp),
    /// The decision is invalid.
    #[error(transparent)]
    Unclear(#[from] UnclearDecision),
    /// Staff do not loosen what protects a person.
    #[error(transparent)]
    Loosening(#[from] Loosening),
    /// The photo is not there to be changed.
    #[error("the photo is not public any more")]
    WrongState,
    /// The photo would have too many tags.
    #[error("a photo has at most {MOST_TAGS} tags")]
    TooManyTags,
    /// Somebody decided, or changed the photo, meanwhile.
    #[error("somebody decided on the suggestion meanwhile")]
    Stale,
    /// A store failed.
    #[error(transparent)]
    Fault(#[from] StoreFault),
}

impl From<CatalogError> for DecideSuggestionError {
    fn from(error: CatalogError) -> Self {
        Self::Fault(error.into())
    }
}

impl Library {
    /// What a suggestion is about, for a reader who may decide on it, now or later.
    ///
    /// # Errors
    /// [`DecideSuggestionError::Unknown`] for other readers; [`DecideSuggestionError::Loosening`] for staff, of what is
    /// withheld from them.
    pub async fn suggestion_to_decide(
        &self,
        reader: &Reader,
        id: &SuggestionId,
    ) -> Result<OpenSuggestion, DecideSuggestionError> {
        let unknown = || DecideSuggestionError::Unknown;
        let kept = self.suggestions.get(id).await?.ok_or_else(unknown)?;
        let photo = self.photos.get(&kept.record.photo).await?.ok_or_else(unknown)?;
        let photo = PhotoRecord::clone(&photo.record);
        let gave = reader.gave(&photo);
        let is_public = photo.state == State::Published && reader.sight_of(&photo) == Sight::Whole;
        let is_staff = reader.is_at_least(Role::Curator) && is_public;
        if !gave && !is_staff {
            return Err(DecideSuggestionError::Unknown);
        }
        if let Some(field) = kept.record.field.withheld_from_staff_by(&photo).filter(|_| !gave) {
            return Err(Loosening(field).into());
        }
        let givers = self.people([&photo.contributor].into_iter()).await?;
        let curators_from = self.curators_from(&kept.record, &photo, &givers);
        let may_decide = kept.record.is_open() && (gave || curators_from <= self.now());
        Ok(OpenSuggestion { kept, photo, curators_from, may_decide })
    }

    /// Records a decision on a suggestion as its reader saw it: `seen` is its revision then, when they say so.
    ///
    /// # Errors
    /// [`DecideSuggestionError`]; nothing was changed.
    pub async fn decide_suggestion(
        &self,
        reader: &Reader,
        id: &SuggestionId,
        new: NewVerdict,
        seen: Option<u64>,
    ) -> Result<OpenSuggestion, DecideSuggestionError> {
        let who = reader.handle().ok_or(DecideSuggestionError::Unknown)?;
        let found = self.suggestion_to_decide(reader, id).await?;
        let OpenSuggestion { kept, curators_from, may_decide, .. } = found;
        let Stored { revision, mut record } = kept;
        if !record.is_open() || seen.is_some_and(|seen| seen != revision) {
            return Err(DecideSuggestionError::Stale);
        }
        if !may_decide {
            return Err(DecideSuggestionError::NotYet(curators_from));
        }
        let photo = self.photos.get(&record.photo).await?.ok_or(DecideSuggestionError::Unknown)?;
        let now = self.now();
        let value = new.value.filter(|value| *value != record.new);
        let state = match (new.accepts, &value) {
            (false, _) => SuggestionState::Refused,
            (true, None) => SuggestionState::Accepted,
            (true, Some(_)) => SuggestionState::AcceptedInPart,
        };
        let said = value.as_ref().unwrap_or(&record.new).clone();
        record.decision =
            Some(SuggestionDecision { state, by: who.clone(), at: now, reason: new.reason, value: value.flatten() });
        let own = key(id);
        let mut expect = vec![Expectation::Revision(own.clone(), revision)];
        let mut put = vec![(own.clone(), records::write(&own, &record)?)];
        let mut shown = PhotoRecord::clone(&photo.record);
        if new.accepts
            && let Some(mut changed) = self.accepted(reader, &record, said.as_deref(), &photo.record)?
        {
            changed.updated = now;
            let key = photos::key(&changed.id);
            expect.push(Expectation::Revision(key.clone(), photo.revision));
            let body = records::write(&key, &changed)?;
            put.push((key, body));
            shown = changed;
        }
        let name = if new.accepts { ACCEPT } else { REFUSE };
        // The reason stands in the suggestion, which is private.
        match self.commit(put, Vec::new(), Gesture { actor: Some(who), name, note: None, expect }).await? {
            Outcome::Done(revision) => {
                let kept = Stored { revision, record };
                Ok(OpenSuggestion { kept, photo: shown, curators_from, may_decide: false })
            }
            Outcome::Conflict(_) => Err(DecideSuggestionError::Stale),
        }
    }

    /// The photo after an accepted suggestion; nothing where it stays as it is.
    fn accepted(
        &self,
        reader: &Reader,
        suggestion: &SuggestionRecord,
        value: Option<&str>,
        photo: &PhotoRecord,
    ) -> Result<Option<PhotoRecord>, DecideSuggestionError> {
        let who = reader.handle().filter(|_| reader.may_describe(photo)).ok_or(DecideSuggestionError::WrongState)?;
        let change = suggestion.change(value, photo).asked_by(reader, photo)?;
        let tags = change.tags.as_ref().map_or(0, Vec::len);
        if tags > MOST_TAGS && tags > photo.tags.len() {
            return Err(DecideSuggestionError::TooManyTags);
        }
        let changed = described(photo, change, who, self.now());
        Ok((changed != *photo).then_some(changed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_accepts_or_refuses_and_only_accepting_has_a_value() {
        let other = || Some(Some("Le port".to_owned()));
        let parse = |decision| NewVerdict::parse(decision, " ", other());
        assert!(parse("accept").is_ok_and(|new| new.accepts && new.value == other() && new.reason.is_none()));
        assert!(parse("refuse").is_ok_and(|new| !new.accepts && new.value.is_none()));
        assert_eq!(parse("publish").err(), Some(UnclearDecision::Unknown));
    }
}
