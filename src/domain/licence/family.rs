//! The conditions a licence is made of, whatever its version and port: what the compatibility chart speaks about.

use serde::{Deserialize, Serialize};

use super::Licence;

/// A line of the compatibility chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// CC0, the Public Domain Mark, the old public domain certification.
    PublicDomain,
    /// Attribution.
    By,
    /// Attribution, share-alike.
    BySa,
    /// Attribution, non-commercial.
    ByNc,
    /// Attribution, non-commercial, share-alike.
    ByNcSa,
    /// Attribution, no derivatives.
    ByNd,
    /// Attribution, non-commercial, no derivatives.
    ByNcNd,
    /// Retired tools (sampling, developing nations, those without attribution) and the licences of others: each has
    /// rules of its own, which no chart covers.
    Particular,
}

impl Family {
    pub(super) fn of(licence: &Licence) -> Self {
        match elements(&licence.id) {
            "cc0" | "pdm" | "certification" => Self::PublicDomain,
            "cc-by" => Self::By,
            "cc-by-sa" => Self::BySa,
            "cc-by-nc" => Self::ByNc,
            "cc-by-nc-sa" => Self::ByNcSa,
            "cc-by-nd" => Self::ByNd,
            "cc-by-nc-nd" | "cc-by-nd-nc" => Self::ByNcNd,
            _ => Self::Particular,
        }
    }
}

/// The id before its version: `cc-by-nc-sa` of `cc-by-nc-sa-2.0-fr`.
pub(super) fn elements(id: &str) -> &str {
    let version = id
        .match_indices('-')
        .find(|(at, _)| id.get(at + 1..).is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit())));
    version.and_then(|(at, _)| id.get(..at)).unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use super::super::all;
    use super::*;

    #[test]
    fn each_current_family_has_all_its_versions_and_ports() {
        let count = |family| all().iter().filter(|licence| Family::of(licence) == family).count();
        for family in [Family::By, Family::BySa, Family::ByNc, Family::ByNcSa, Family::ByNd, Family::ByNcNd] {
            assert_eq!(count(family), 101, "{family:?}");
        }
        assert_eq!(count(Family::PublicDomain), 3);
    }
}
