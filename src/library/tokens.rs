//! API tokens: made, listed, revoked, and answered for.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::{Library, StoreFault, change::Gesture, sessions::Secret};
use crate::{
    catalog::{
        records,
        store::{Expectation, Key, Outcome},
        tokens::key,
    },
    domain::{
        hash::ContentHash,
        kept::UnknownMembers,
        person::{Handle, PersonRecord},
        reader::Reader,
        token::{TOKEN_VERSION, TokenLabel, TokenRecord},
    },
};

impl Library {
    /// Makes a token; its secret is shown this once. Nothing when there is no such person, or when they are suspended.
    ///
    /// # Errors
    /// [`StoreFault`] when a store fails.
    pub async fn add_token(
        &self,
        person: &Handle,
        label: &TokenLabel,
        days: Option<u32>,
    ) -> Result<Option<Secret>, StoreFault> {
        // Read before the person: what ends tokens between the two ends this one.
        let generation = self.session_generation(person).await?.unwrap_or_default();
        if self.people.get(person).await?.is_none_or(|kept| kept.record.is_suspended()) {
            return Ok(None);
        }
        let secret = Secret::from_chance(self.chance());
        let now = self.now();
        let token = TokenRecord {
            v: TOKEN_VERSION,
            hash: secret.hash(),
            person: person.clone(),
            label: label.as_str().to_owned(),
            created: now,
            // So many days that no calendar has them end when calendars do.
            expires: days.map(|days| {
                let end =
                    SignedDuration::try_from_hours(i64::from(days) * 24).and_then(|span| now.checked_add(span).ok());
                end.unwrap_or(Timestamp::MAX)
            }),
            generation: Some(generation),
            unknown: UnknownMembers::new(),
        };
        let key = key(token.hash);
        let expect = vec![Expectation::RecordAbsent(key.clone())];
        self.put(key, &token, Gesture { actor: Some(person), name: "token", note: None, expect }).await?;
        Ok(Some(secret))
    }

    /// The person for whom this token stands now.
    ///
    /// # Errors
    /// [`StoreFault`] when a store fails.
    pub async fn person_of_token(&self, secret: &Secret) -> Result<Option<PersonRecord>, StoreFault> {
        let Some(token) = self.tokens.get(secret.hash()).await? else { return Ok(None) };
        let generation = self.session_generation(&token.record.person).await?.unwrap_or_default();
        if !token.record.is_valid_at(self.now(), generation) {
            return Ok(None);
        }
        let person = self.people.get(&token.record.person).await?.map(|kept| kept.record);
        Ok(person.filter(|person| !person.is_suspended()))
    }

    /// The reader's own tokens.
    ///
    /// # Errors
    /// [`StoreFault`] when a store fails.
    pub async fn own_tokens(&self, reader: &Reader) -> Result<Vec<TokenRecord>, StoreFault> {
        let Some(handle) = reader.handle() else { return Ok(Vec::new()) };
        let generation = self.session_generation(handle).await?.unwrap_or_default();
        let tokens = self.tokens.of(handle).await?.into_iter().map(|kept| kept.record);
        Ok(tokens.filter(|token| token.is_of(generation)).collect())
    }

    /// Commits the record by which a person's sessions end, and removes all their tokens with it. One that is made meanwhile
    /// is of the generation before, and never valid.
    pub(super) async fn put_ending_tokens<T: Serialize>(
        &self,
        key: Key,
        record: &T,
        person: &Handle,
        gesture: Gesture<'_>,
    ) -> Result<Outcome, StoreFault> {
        let body = records::write(&key, record)?;
        let tokens = self.tokens.keys_of(person).await?;
        self.commit(vec![(key, body)], tokens, gesture).await
    }

    /// Revokes one of one's own tokens; another's, or an unknown one, is left as it is.
    ///
    /// # Errors
    /// [`StoreFault`] when a store fails.
    pub async fn revoke_token(&self, reader: &Reader, hash: ContentHash) -> Result<(), StoreFault> {
        let (Some(handle), Some(token)) = (reader.handle(), self.tokens.get(hash).await?) else { return Ok(()) };
        if token.record.person == *handle {
            let expect = vec![Expectation::Revision(key(hash), token.revision)];
            self.remove(key(hash), Gesture { actor: Some(handle), name: "revoke-token", note: None, expect }).await?;
        }
        Ok(())
    }
}
