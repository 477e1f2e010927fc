//! The settings in force: those of the configuration file and, for what it does not say, those that administrators chose.
//!
//! They are read again when their records changed ([`Library::refresh_settings`]): before a request is handled, and before
//! a page that is kept in memory is made. A page that was made with earlier settings is stale by its dependencies
//! (`freshness.rs`).

use std::{
    ops::RangeInclusive,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use super::{Library, StoreFault, scrub::ScrubSettings};
use crate::{
    catalog::store::Seq,
    domain::{
        licence::{self, LicenceId},
        site::{InvitationCodes, SignUpRule, SiteRecord, SiteSentences},
    },
    imaging::limits::Limits,
};

/// How many megabytes the largest file may be allowed: all files read at one time share 100 MiB of memory.
pub const FILE_MEGABYTES: RangeInclusive<u64> = 1..=100;
/// How many megapixels the largest picture may be allowed, beyond any camera: the memory that decoding may take bounds it
/// further.
pub const MEGAPIXELS: RangeInclusive<u64> = 1..=1_000;

/// Bytes of a megabyte, and pixels of a megapixel.
const MEGA: u64 = 1_000_000;

/// Who may make an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignUp {
    /// Anyone.
    Open,
    /// People with one of these codes.
    Invitation(Vec<String>),
    /// Nobody: the administrator adds people.
    Closed,
}

impl SignUp {
    /// The rule, without the codes.
    #[must_use]
    pub const fn rule(&self) -> SignUpRule {
        match self {
            Self::Open => SignUpRule::Open,
            Self::Invitation(_) => SignUpRule::Invitation,
            Self::Closed => SignUpRule::Closed,
        }
    }
}

/// A setting that the configuration file may fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// The site's name.
    Name,
    /// Who may make an account.
    SignUp,
    /// The licences offered.
    Licences,
    /// The largest file.
    FileMegabytes,
    /// The largest picture.
    Megapixels,
    /// The most space.
    QuotaMegabytes,
}

impl Setting {
    /// Every such setting.
    pub const ALL: [Self; 6] =
        [Self::Name, Self::SignUp, Self::Licences, Self::FileMegabytes, Self::Megapixels, Self::QuotaMegabytes];

    /// Its name in the configuration file and in forms.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::SignUp => "sign_up",
            Self::Licences => "licenses",
            Self::FileMegabytes => "file_megabytes",
            Self::Megapixels => "megapixels",
            Self::QuotaMegabytes => "quota_megabytes",
        }
    }
}

/// The settings of a library.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The site's name.
    pub name: String,
    /// Its own sentences.
    pub sentences: SiteSentences,
    /// Who may make an account.
    pub sign_up: SignUp,
    /// The invitation codes of the configuration file, which hold when `sign_up` asks for one.
    pub codes: Vec<String>,
    /// The licences offered to contributors, the recommended one first.
    pub offered: Vec<LicenceId>,
    /// The limits on files.
    pub limits: Limits,
    /// The most bytes of photos; without it, as many as the disk has.
    pub quota_bytes: Option<u64>,
    /// How long an upload may send nothing before it is aborted.
    pub idle: Duration,
    /// Whether a photo reported for somebody's privacy is hidden at once, until a moderator decides.
    pub hide_reported: bool,
    /// How many days the contributor of a photo decides alone on what is suggested about it.
    pub suggestion_days: u32,
    /// How originals are read again each night.
    pub scrub: ScrubSettings,
    /// Those that the configuration file fixes.
    pub fixed: Vec<Setting>,
}

impl Default for Settings {
    /// Those of a library without a configuration file.
    fn default() -> Self {
        Self {
            name: "Zef".to_owned(),
            sentences: SiteSentences::default(),
            sign_up: SignUp::Open,
            codes: Vec::new(),
            offered: licence::offered(),
            limits: Limits::default(),
            quota_bytes: None,
            // A mobile network that was lost comes back sooner, or not at all; until then an interrupted upload takes
            // room on the disk.
            idle: Duration::from_mins(1),
            hide_reported: false,
            suggestion_days: 7,
            scrub: ScrubSettings::default(),
            fixed: Vec::new(),
        }
    }
}

impl Settings {
    /// Whether the configuration file fixes a setting.
    #[must_use]
    pub fn fixes(&self, setting: Setting) -> bool {
        self.fixed.contains(&setting)
    }

    /// Whether new accounts can be made, by all or with an invitation.
    #[must_use]
    pub fn lets_join(&self) -> bool {
        self.sign_up != SignUp::Closed
    }

    /// The same with what administrators chose, where the configuration file does not fix it.
    fn with(&self, record: SiteRecord, codes: &InvitationCodes) -> Self {
        let mut settings = self.clone();
        settings.sentences = record.sentences;
        let free = |setting| !self.fixes(setting);
        if let Some(name) = record.name.filter(|_| free(Setting::Name)) {
            name.as_str().clone_into(&mut settings.name);
        }
        if let Some(rule) = record.sign_up.filter(|_| free(Setting::SignUp)) {
            settings.sign_up = match rule {
                SignUpRule::Open => SignUp::Open,
                SignUpRule::Closed => SignUp::Closed,
                SignUpRule::Invitation => {
                    let chosen = codes.codes.iter().map(|code| code.as_str().to_owned());
                    SignUp::Invitation(self.codes.iter().cloned().chain(chosen).collect())
                }
            };
        }
        if let Some(licences) = record.licenses.filter(|all| free(Setting::Licences) && !all.is_empty()) {
            settings.offered = licences;
        }
        if let Some(megabytes) = record.file_megabytes.filter(|_| free(Setting::FileMegabytes)) {
            settings.limits.file_bytes = megabytes.saturating_mul(MEGA);
        }
        if let Some(megapixels) = record.megapixels.filter(|_| free(Setting::Megapixels)) {
            settings.limits.pixels = megapixels.saturating_mul(MEGA);
        }
        if free(Setting::QuotaMegabytes) {
            settings.quota_bytes = record.quota_megabytes.map(|megabytes| megabytes.saturating_mul(MEGA));
        }
        settings
    }
}

/// The settings in force, for all who read them.
#[derive(Debug)]
pub struct CurrentSettings {
    configured: Settings,
    /// Those last read, and the number of the library's last entry before they were.
    read: RwLock<(Option<Seq>, Arc<Settings>)>,
    /// Held while they are read again.
    reading: tokio::sync::Mutex<()>,
}

impl CurrentSettings {
    pub(super) fn new(configured: Settings) -> Self {
        let first = Arc::new(configured.clone());
        Self { configured, read: RwLock::new((None, first)), reading: tokio::sync::Mutex::default() }
    }

    /// The settings in force.
    #[must_use]
    pub fn now(&self) -> Arc<Settings> {
        Arc::clone(&self.read.read().unwrap_or_else(PoisonError::into_inner).1)
    }

    fn since(&self) -> Option<Seq> {
        self.read.read().unwrap_or_else(PoisonError::into_inner).0
    }
}

impl Library {
    /// The settings in force.
    #[must_use]
    pub fn settings(&self) -> Arc<Settings> {
        self.settings.now()
    }

    /// The settings in force, as they change.
    #[must_use]
    pub fn current_settings(&self) -> Arc<CurrentSettings> {
        Arc::clone(&self.settings)
    }

    /// Reads the settings again if they changed: what was committed before this call is in force after it.
    ///
    /// # Errors
    /// [`StoreFault`] when a store fails; the settings stay as they were.
    pub async fn refresh_settings(&self) -> Result<(), StoreFault> {
        let current = &self.settings;
        let is_current = || current.since().is_some_and(|since| self.site.are_unchanged(since));
        if is_current() {
            return Ok(());
        }
        let _alone = current.reading.lock().await;
        if is_current() {
            return Ok(());
        }
        // Read before the records: a change meanwhile makes them old, never wrongly current.
        let seq = self.store.seq();
        let record = self.site.settings().await?.map(|kept| kept.record).unwrap_or_default();
        let codes = self.site.codes().await?.map(|kept| kept.record).unwrap_or_default();
        let settings = current.configured.with(record, &codes);
        if settings.quota_bytes != current.now().quota_bytes {
            self.archive.set_quota(settings.quota_bytes).await?;
        }
        *current.read.write().unwrap_or_else(PoisonError::into_inner) = (Some(seq), Arc::new(settings));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::site::{InvitationCode, SiteName};

    fn chosen() -> SiteRecord {
        SiteRecord {
            name: SiteName::parse("Armor").ok().flatten(),
            sign_up: Some(SignUpRule::Invitation),
            licenses: LicenceId::parse("cc0-1.0").ok().map(|id| vec![id]),
            file_megabytes: Some(7),
            megapixels: Some(8),
            quota_megabytes: Some(9),
            ..SiteRecord::default()
        }
    }

    #[test]
    fn what_administrators_choose_is_in_force() {
        let codes = InvitationCodes {
            codes: InvitationCode::parse("cale").ok().flatten().into_iter().collect(),
            ..InvitationCodes::default()
        };
        let configured = Settings { codes: vec!["jetée".to_owned()], ..Settings::default() };
        let settings = configured.with(chosen(), &codes);
        assert_eq!((settings.name.as_str(), settings.offered.len()), ("Armor", 1));
        assert_eq!(settings.sign_up, SignUp::Invitation(vec!["jetée".to_owned(), "cale".to_owned()]));
        let limits = (settings.limits.file_bytes, settings.limits.pixels, settings.quota_bytes);
        assert_eq!(limits, (7_000_000, 8_000_000, Some(9_000_000)));
    }

    #[test]
    fn what_the_file_fixes_stays() {
        let configured = Settings { fixed: Setting::ALL.to_vec(), quota_bytes: Some(5), ..Settings::default() };
        assert_eq!(configured.with(chosen(), &InvitationCodes::default()), configured);
    }
}
