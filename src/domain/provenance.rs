//! Where the right to give a photo comes from.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{lengths, text};

/// Where the right to give this photo comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Provenance {
    /// The contributor took it.
    #[default]
    Own,
    /// The author allowed the contributor to give it.
    Permission,
    /// It comes from an archive.
    Archive,
    /// Its author's rights have ended.
    PublicDomain,
}

/// A `source` that is none of the four known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("source is own, permission, archive or public-domain")]
pub struct UnknownSource;

impl Provenance {
    const ALL: [Self; 4] = [Self::Own, Self::Permission, Self::Archive, Self::PublicDomain];

    /// The name in forms and in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Permission => "permission",
            Self::Archive => "archive",
            Self::PublicDomain => "public-domain",
        }
    }
}

/// The archive that a photo comes from: which one, the fonds, the shelf mark, on one line. Blank is nothing.
///
/// # Errors
/// [`text::TooLong`] past [`lengths::ARCHIVE`] characters.
pub fn archive(name: &str) -> Result<Option<String>, text::TooLong> {
    let clean = text::clean_line(name);
    text::within(&clean, lengths::ARCHIVE)?;
    Ok(if clean.is_empty() { None } else { Some(clean) })
}

impl FromStr for Provenance {
    type Err = UnknownSource;

    fn from_str(text: &str) -> Result<Self, UnknownSource> {
        Self::ALL.into_iter().find(|source| source.name() == text).ok_or(UnknownSource)
    }
}
