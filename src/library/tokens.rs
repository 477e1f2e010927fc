//! API tokens: made, listed, revoked, and answered for.

use jiff::{SignedDuration, Timestamp};

use super::{Library, StoreFault, change::Gesture, sessions::Secret};
use crate::{
    catalog::{store::Expectation, tokens::key},
    domain::{
        hash::ContentHash,
        kept::UnknownMembers,
        person::{Handle, PersonRecord},
        reader::Reader,
        token::{TOKEN_VERSION, TokenLabel, TokenRecord},
    },
};

impl Library {
    /// Makes a token; its secret is shown this once. Nothing when there is no such person.
    ///
    /// # Errors
    /// [`StoreFault`] when a store fails.
    pub async fn add_token(
        &self,
        person: &Handle,
        label: &TokenLabel,
        days: Option<u32>,
    ) -> Result<Option<Secret>, StoreFault> {
        if self.people.get(person).await?.is_none() {
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
            unknown: UnknownMembers::new(),
        };
        let key = key(token.hash);
        let expect = vec![Expectation::RecordAbsent(key.clone())];
        self.put(key, &token, Gesture { actor: Some(person), name: "token", note: None, expect }).await?;
        Ok(Some(secret))
    }

    /// Whoever this token stands for now.
    ///
    /// # Errors
    /// [`StoreFault`] when a store fails.
    pub async fn person_of_token(&self, secret: &Secret) -> Result<Option<PersonRecord>, StoreFault> {
        let Some(token) = self.tokens.get(secret.hash()).await? else { return Ok(None) };
        if !token.record.is_valid_at(self.now()) {
            return Ok(None);
        }
        Ok(self.people.get(&token.record.person).await?.map(|kept| kept.record))
    }

    /// The tokens of whoever asks.
    ///
    /// # Errors
    /// [`StoreFault`] when a store fails.
    pub async fn own_tokens(&self, reader: &Reader) -> Result<Vec<TokenRecord>, StoreFault> {
        let Some(handle) = reader.handle() else { return Ok(Vec::new()) };
        Ok(self.tokens.of(handle).await?.into_iter().map(|kept| kept.record).collect())
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
