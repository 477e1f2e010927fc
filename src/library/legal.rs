//! Writing the texts of legal pages: administrators write, everyone reads the present version, and earlier ones are kept.

use super::{
    Library, StoreFault,
    administrator::{NotAdministrator, administrator},
    change::Gesture,
};
pub use crate::catalog::legal::LegalVersion;
use crate::{
    catalog::{
        CatalogError,
        legal::key,
        store::{Expectation, Outcome, Seq},
    },
    domain::{
        language::Language,
        legal::{LEGAL_VERSION, LegalPage, LegalRecord, LegalText, MOST_BYTES},
        reader::Reader,
        stored::{Stored, UnknownMembers},
    },
};

/// Why a text was not written, or a version not found.
#[derive(Debug, thiserror::Error)]
pub enum LegalError {
    /// The reader is no administrator.
    #[error(transparent)]
    NotAdministrator(#[from] NotAdministrator),
    /// There is no such version.
    #[error("there is no such version of this text")]
    Unknown,
    /// The text has too many bytes.
    #[error("a text has at most {MOST_BYTES} bytes")]
    TooLarge,
    /// Somebody else wrote a version meanwhile.
    #[error("another version was written meanwhile")]
    Stale,
    /// A store failed.
    #[error(transparent)]
    Fault(#[from] StoreFault),
}

impl From<CatalogError> for LegalError {
    fn from(error: CatalogError) -> Self {
        Self::Fault(error.into())
    }
}

impl Library {
    /// The present text of a legal page; none before an administrator wrote one.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn legal_text(
        &self,
        page: LegalPage,
        language: Language,
    ) -> Result<Option<Stored<LegalRecord>>, StoreFault> {
        Ok(self.legal.get(page, language).await?)
    }

    /// Up to so many versions of a text, the newest first, those before this entry.
    ///
    /// # Errors
    /// [`LegalError::NotAdministrator`].
    pub async fn legal_versions(
        &self,
        reader: &Reader,
        (page, language): (LegalPage, Language),
        before: Option<Seq>,
        limit: usize,
    ) -> Result<Vec<LegalVersion>, LegalError> {
        administrator(reader)?;
        Ok(self.legal.versions(page, language, before, limit).await?)
    }

    /// The version of a text that this entry wrote.
    ///
    /// # Errors
    /// [`LegalError::NotAdministrator`], [`LegalError::Unknown`].
    pub async fn legal_version(
        &self,
        reader: &Reader,
        text: (LegalPage, Language),
        seq: Seq,
    ) -> Result<LegalVersion, LegalError> {
        let versions = self.legal_versions(reader, text, Some(seq.saturating_add(1)), 1).await?;
        versions.into_iter().find(|version| version.seq == seq).ok_or(LegalError::Unknown)
    }

    /// Writes a version of a text. `seen` is the number of the entry that wrote the version before it; 0 where there is
    /// none.
    ///
    /// # Errors
    /// [`LegalError`]; nothing was written.
    pub async fn write_legal(
        &self,
        reader: &Reader,
        (page, language): (LegalPage, Language),
        text: LegalText,
        seen: Seq,
    ) -> Result<(), LegalError> {
        let actor = administrator(reader)?;
        if text.is_too_large() {
            return Err(LegalError::TooLarge);
        }
        let kept = self.legal.get(page, language).await?;
        if kept.as_ref().map_or(0, |kept| kept.revision) != seen {
            return Err(LegalError::Stale);
        }
        if kept.as_ref().is_some_and(|kept| kept.record.text == text) {
            return Ok(());
        }
        let key = key(page, language);
        let (version, unknown, expect) = match kept {
            Some(Stored { revision, record }) => {
                (record.version.saturating_add(1), record.unknown, Expectation::Revision(key.clone(), revision))
            }
            None => (1, UnknownMembers::new(), Expectation::RecordAbsent(key.clone())),
        };
        let record = LegalRecord { v: LEGAL_VERSION, version, at: self.now(), text, unknown };
        let gesture = Gesture { actor: Some(actor), name: "legal", note: None, expect: vec![expect] };
        match self.put(key, &record, gesture).await? {
            Outcome::Done(_) => Ok(()),
            Outcome::Conflict(_) => Err(LegalError::Stale),
        }
    }
}
