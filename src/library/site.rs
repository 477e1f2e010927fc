//! Changing the settings of the site: administrators only, and not what the configuration file fixes.
//!
//! 1. who may, and what the file fixes; 2. what was seen when the form was opened is still so; 3. the settings, and the
//!    invitation codes, which are secrets and stand apart, are committed together; 4. they are read again, and in force.

use super::{
    Library, StoreFault,
    administrator::{NotAdministrator, administrator},
    change::Gesture,
    settings::Setting,
};
use crate::{
    catalog::{
        CatalogError, records,
        site::{codes_key, key},
        store::{Direction, Expectation, Outcome, Seq},
    },
    domain::{
        lengths,
        licence::LicenceId,
        reader::Reader,
        site::{InvitationCode, InvitationCodes, SignUpRule, SiteName, SiteRecord, SiteSentences},
        stored::Stored,
    },
};

/// What administrators may change, as it stands.
#[derive(Clone, Debug, Default)]
pub struct SiteSettings {
    /// The number of the entry that last changed it; 0 before the first change.
    pub revision: Seq,
    /// The settings.
    pub record: SiteRecord,
    /// The invitation codes.
    pub codes: Vec<InvitationCode>,
    /// When it was last changed, and by whom.
    pub last: Option<(jiff::Timestamp, String)>,
}

/// A setting that may be empty, in a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Chosen<T> {
    /// It stays as it is.
    #[default]
    Kept,
    /// It becomes empty: its default holds.
    Emptied,
    /// It becomes this.
    Value(T),
}

impl<T> Chosen<T> {
    /// A value, or none.
    #[must_use]
    pub fn of(value: Option<T>) -> Self {
        value.map_or(Self::Emptied, Self::Value)
    }

    const fn is_change(&self) -> bool {
        !matches!(self, Self::Kept)
    }

    fn put_into(self, setting: &mut Option<T>) {
        match self {
            Self::Kept => {}
            Self::Emptied => *setting = None,
            Self::Value(value) => *setting = Some(value),
        }
    }
}

/// A change of settings; `None` leaves a setting as it is.
#[derive(Clone, Debug, Default)]
pub struct SiteChange {
    /// The site's name.
    pub name: Chosen<SiteName>,
    /// Its sentences.
    pub sentences: Option<SiteSentences>,
    /// Who may make an account.
    pub sign_up: Option<SignUpRule>,
    /// The invitation codes.
    pub codes: Option<Vec<InvitationCode>>,
    /// The licences offered.
    pub licences: Option<Vec<LicenceId>>,
    /// The largest file, in megabytes.
    pub file_megabytes: Option<u64>,
    /// The largest picture, in megapixels.
    pub megapixels: Option<u64>,
    /// The most space, in megabytes.
    pub quota_megabytes: Chosen<u64>,
}

/// Why the settings were not changed.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// The reader is no administrator.
    #[error(transparent)]
    NotAdministrator(#[from] NotAdministrator),
    /// The configuration file fixes it.
    #[error("the configuration file fixes the setting “{}”", .0.name())]
    Fixed(Setting),
    /// No licence would be offered.
    #[error("one licence at least is offered")]
    NoLicence,
    /// An invitation would be needed, and there would be none.
    #[error("there is no invitation code")]
    NoInvitation,
    /// Too many invitation codes.
    #[error("invitation codes have {} characters together at most", lengths::INVITATION_CODES)]
    TooManyCodes,
    /// Somebody else changed the settings meanwhile.
    #[error("the settings were changed meanwhile")]
    Stale,
    /// A store failed.
    #[error(transparent)]
    Fault(#[from] StoreFault),
}

impl From<CatalogError> for SiteError {
    fn from(error: CatalogError) -> Self {
        Self::Fault(error.into())
    }
}

impl SiteChange {
    /// The settings that it changes.
    fn settings(&self) -> impl Iterator<Item = Setting> {
        [
            (Setting::Name, self.name.is_change()),
            (Setting::SignUp, self.sign_up.is_some() || self.codes.is_some()),
            (Setting::Licences, self.licences.is_some()),
            (Setting::FileMegabytes, self.file_megabytes.is_some()),
            (Setting::Megapixels, self.megapixels.is_some()),
            (Setting::QuotaMegabytes, self.quota_megabytes.is_change()),
        ]
        .into_iter()
        .filter_map(|(setting, is_changed)| is_changed.then_some(setting))
    }

    fn apply(self, record: &mut SiteRecord, codes: &mut Vec<InvitationCode>) {
        self.name.put_into(&mut record.name);
        if let Some(sentences) = self.sentences {
            record.sentences = sentences;
        }
        record.sign_up = self.sign_up.or(record.sign_up);
        if let Some(chosen) = self.codes {
            *codes = chosen;
        }
        if self.licences.is_some() {
            record.licenses = self.licences;
        }
        record.file_megabytes = self.file_megabytes.or(record.file_megabytes);
        record.megapixels = self.megapixels.or(record.megapixels);
        self.quota_megabytes.put_into(&mut record.quota_megabytes);
    }
}

impl Library {
    /// What administrators may change, as it stands.
    ///
    /// # Errors
    /// [`SiteError::NotAdministrator`].
    pub async fn site_settings(&self, reader: &Reader) -> Result<SiteSettings, SiteError> {
        administrator(reader)?;
        let Some(Stored { revision, record }) = self.site.settings().await? else {
            return Ok(SiteSettings::default());
        };
        let codes = self.site.codes().await?.map(|kept| kept.record.codes).unwrap_or_default();
        let last = self.store.history(&key(), None, 1, Direction::Descending).await?;
        let last = last.into_iter().next().map(|entry| (entry.at, entry.actor));
        Ok(SiteSettings { revision, record, codes, last })
    }

    /// Changes the settings that were seen at this revision.
    ///
    /// # Errors
    /// [`SiteError`]; nothing was changed.
    pub async fn change_site(&self, reader: &Reader, change: SiteChange, seen: Seq) -> Result<(), SiteError> {
        let actor = administrator(reader)?;
        let settings = self.settings();
        if let Some(setting) = change.settings().find(|setting| settings.fixes(*setting)) {
            return Err(SiteError::Fixed(setting));
        }
        if change.licences.as_ref().is_some_and(Vec::is_empty) {
            return Err(SiteError::NoLicence);
        }
        let SiteSettings { revision, mut record, mut codes, .. } = self.site_settings(reader).await?;
        if revision != seen {
            return Err(SiteError::Stale);
        }
        let codes_length = |codes: &[InvitationCode]| -> usize {
            codes.iter().map(|code| code.as_str().chars().count().saturating_add(1)).sum()
        };
        if change.codes.as_ref().is_some_and(|codes| codes_length(codes) > lengths::INVITATION_CODES) {
            return Err(SiteError::TooManyCodes);
        }
        let (record_before, codes_before) = (record.clone(), codes.clone());
        change.apply(&mut record, &mut codes);
        if record.sign_up == Some(SignUpRule::Invitation) && codes.is_empty() && settings.codes.is_empty() {
            return Err(SiteError::NoInvitation);
        }
        if (&record, &codes) == (&record_before, &codes_before) {
            return Ok(());
        }
        let expect = match revision {
            0 => Expectation::RecordAbsent(key()),
            revision => Expectation::Revision(key(), revision),
        };
        let mut put = vec![(key(), records::write(&key(), &record)?)];
        if codes != codes_before {
            let codes = InvitationCodes { codes, ..InvitationCodes::default() };
            put.push((codes_key(), records::write(&codes_key(), &codes)?));
        }
        let gesture = Gesture { actor: Some(actor), name: "site", note: None, expect: vec![expect] };
        match self.commit(put, Vec::new(), gesture).await? {
            Outcome::Done(_) => Ok(self.refresh_settings().await?),
            Outcome::Conflict(_) => Err(SiteError::Stale),
        }
    }
}
