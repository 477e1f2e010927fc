//! The licence catalogue: every Creative Commons tool ever published and the few other free licences met on import.
//!
//! A licence is named by [`LicenceId`], which is a promise that the catalogue holds it. The table beside this file
//! keeps Creative Commons' own field names; it is embedded and read once.

mod answers;
mod family;
mod full_name;
mod mention;
mod other;
mod parse;
mod statement;

use std::{
    fmt,
    hash::{Hash, Hasher},
    sync::LazyLock,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

pub use answers::{Answers, Changes};
pub use family::Family;
pub use mention::Mention;
pub use parse::UnknownLicence;
pub use statement::RightsStatement;

/// One licence or public domain tool, with what it allows and asks.
#[derive(Debug, Deserialize, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of the licence, named as in Creative Commons' own table"
)]
pub struct Licence {
    /// The name Zef stores: lower case, with version and port, such as `cc-by-nc-sa-2.0-fr`.
    pub id: String,
    /// The canonical address: https, with its last slash for Creative Commons.
    pub deed: String,
    /// The address of the full text; the Public Domain Mark has none.
    pub legalcode: Option<String>,
    /// What people read, such as `CC BY-SA 4.0`.
    pub label: String,
    /// The identifier of the SPDX licence list, where it has one.
    pub spdx: Option<String>,
    /// The `LicenseRef-` name used in SPDX documents where the list has none (SPDX 2.3 §10.1).
    pub spdx_licenseref: Option<String>,
    /// The port: a country or organisation code in lower case. `br` here is Brazil.
    pub jurisdiction: Option<String>,
    /// The version, such as `4.0`.
    pub version: String,
    /// The author must be credited.
    pub requires_attribution: bool,
    /// Uses mainly for commercial advantage are allowed.
    pub allows_commercial: bool,
    /// Changed copies may be shared.
    pub allows_sharing_derivatives: bool,
    /// Changed copies must be shared under the same licence.
    pub requires_share_alike: bool,
    /// The title, when there is one, must be part of the credit (every version before 4.0).
    pub title_required_in_credit: bool,
    /// The day its steward withdrew it from new uses (RFC 3339 date); what was granted stays granted.
    pub retired: Option<String>,
}

/// A licence of the catalogue. Copying it costs nothing; it orders and hashes by its id.
#[derive(Clone, Copy)]
pub struct LicenceId(&'static Licence);

/// The licences offered to contributors, the recommended one first. Operators choose a subset.
pub const OFFERED: [&str; 7] =
    ["cc-by-sa-4.0", "cc-by-4.0", "cc0-1.0", "cc-by-nc-4.0", "cc-by-nc-sa-4.0", "cc-by-nd-4.0", "cc-by-nc-nd-4.0"];

/// The mark that curators, and only they, may put on old documents.
pub const OFFERED_TO_CURATORS: &str = "pdm-1.0";

/// How many Creative Commons tools the table holds.
pub const CREATIVE_COMMONS_TOOLS: usize = 639;

static CATALOGUE: LazyLock<Vec<Licence>> = LazyLock::new(|| {
    // The table is part of the program, and a test counts it: a failure to read it cannot reach a user.
    let mut table: Vec<Licence> = serde_json::from_str(include_str!("licences.json")).unwrap_or_default();
    table.extend(other::licences());
    table
});

/// Every licence known: the Creative Commons tools in order of version and port, then the others.
#[must_use]
pub fn all() -> &'static [Licence] {
    &CATALOGUE
}

/// The licences of [`OFFERED`], the recommended one first.
#[must_use]
pub fn offered() -> Vec<LicenceId> {
    OFFERED.iter().filter_map(|id| LicenceId::parse(id).ok()).collect()
}

impl LicenceId {
    /// Reads an id, an SPDX identifier in any case, a label, a full name with its version, or an address of the deed or of the
    /// legal code.
    ///
    /// Addresses are accepted with http or https, with or without `www.`, last slash, `/deed[.xx]`, `/legalcode[.xx]`
    /// and query, in any case. Nothing is ever guessed.
    ///
    /// # Errors
    /// [`UnknownLicence`] says why the text names no licence of the catalogue: above all a missing version.
    pub fn parse(text: &str) -> Result<Self, UnknownLicence> {
        parse::parse(text)
    }

    /// The whole entry of the catalogue.
    #[must_use]
    pub const fn licence(self) -> &'static Licence {
        self.0
    }

    /// The id, as stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        &self.0.id
    }

    /// What people read, such as `CC BY-SA 4.0`.
    #[must_use]
    pub fn label(self) -> &'static str {
        &self.0.label
    }

    /// The canonical address of the deed.
    #[must_use]
    pub fn deed(self) -> &'static str {
        &self.0.deed
    }

    /// The SPDX identifier, or the `LicenseRef-` name where the list has none.
    #[must_use]
    pub fn spdx(self) -> &'static str {
        self.0.spdx.as_deref().or(self.0.spdx_licenseref.as_deref()).unwrap_or_default()
    }

    /// The conditions it is made of, whatever its version and port.
    #[must_use]
    pub fn family(self) -> Family {
        Family::of(self.0)
    }

    /// True for CC0, the Public Domain Mark and the old certification: nothing is asked, and nothing is "licensed".
    #[must_use]
    pub fn is_public_domain(self) -> bool {
        self.family() == Family::PublicDomain
    }

    /// True for the tools of Creative Commons, false for the other free licences.
    #[must_use]
    pub fn is_creative_commons(self) -> bool {
        self.0.deed.starts_with("https://creativecommons.org/")
    }

    /// True where Wikimedia Commons takes the photograph: public domain, BY, BY-SA, and Licence Art Libre.
    /// The GFDL alone is no longer taken for photographs, and of the rest Zef promises nothing.
    #[must_use]
    pub fn fits_wikimedia_commons(self) -> bool {
        match self.family() {
            Family::PublicDomain | Family::By | Family::BySa => true,
            Family::Particular => self.as_str() == "lal-1.3",
            Family::ByNc | Family::ByNcSa | Family::ByNd | Family::ByNcNd => false,
        }
    }

    /// Whether it lets people do everything that another does, asking nothing more.
    #[must_use]
    pub fn is_at_least_as_free_as(self, other: Self) -> bool {
        let (this, other) = (self.licence(), other.licence());
        this.allows_commercial >= other.allows_commercial
            && this.allows_sharing_derivatives >= other.allows_sharing_derivatives
            && this.requires_share_alike <= other.requires_share_alike
            && this.requires_attribution <= other.requires_attribution
    }
}

impl PartialEq for LicenceId {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for LicenceId {}

impl Hash for LicenceId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl PartialOrd for LicenceId {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for LicenceId {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl fmt::Debug for LicenceId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "LicenceId({})", self.as_str())
    }
}

impl fmt::Display for LicenceId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl std::str::FromStr for LicenceId {
    type Err = UnknownLicence;

    fn from_str(text: &str) -> Result<Self, UnknownLicence> {
        Self::parse(text)
    }
}

impl Serialize for LicenceId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for LicenceId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    #[test]
    fn by_is_freer_than_by_sa_and_never_the_other_way() {
        let [zero, by, by_sa, by_nc] =
            ["cc0-1.0", "cc-by-4.0", "cc-by-sa-4.0", "cc-by-nc-4.0"].map(|id| LicenceId::parse(id).unwrap());
        assert!(by.is_at_least_as_free_as(by_sa));
        assert!(!by_sa.is_at_least_as_free_as(by));
        assert!(!by_nc.is_at_least_as_free_as(by_sa));
        assert!(zero.is_at_least_as_free_as(by_nc));
    }

    #[test]
    fn the_table_holds_every_creative_commons_tool_once() {
        let commons: Vec<&Licence> =
            all().iter().filter(|licence| licence.deed.contains("creativecommons.org")).collect();
        assert_eq!(commons.len(), CREATIVE_COMMONS_TOOLS);
        let ids: std::collections::BTreeSet<&str> = all().iter().map(|licence| licence.id.as_str()).collect();
        assert_eq!(ids.len(), all().len());
    }

    #[test]
    fn every_licence_has_a_name_in_spdx_documents() {
        for licence in all() {
            assert_ne!(licence.spdx.is_some(), licence.spdx_licenseref.is_some(), "{}", licence.id);
        }
    }

    #[test]
    fn the_recommended_licence_comes_first_and_every_offered_one_is_in_force() {
        let offered = offered();
        assert_eq!(offered.len(), OFFERED.len());
        assert_eq!(offered.first().map(|id| id.label()), Some("CC BY-SA 4.0"));
        assert!(offered.iter().all(|id| id.licence().retired.is_none() && !id.licence().title_required_in_credit));
    }

    #[test]
    fn flags_follow_the_conditions_in_the_name() {
        for licence in all().iter().filter(|licence| licence.id.starts_with("cc-by")) {
            assert!(licence.requires_attribution, "{}", licence.id);
            assert_eq!(licence.allows_commercial, !licence.id.contains("-nc"), "{}", licence.id);
            assert_eq!(licence.allows_sharing_derivatives, !licence.id.contains("-nd"), "{}", licence.id);
            assert_eq!(licence.requires_share_alike, licence.id.contains("-sa"), "{}", licence.id);
            assert_eq!(licence.title_required_in_credit, licence.version != "4.0", "{}", licence.id);
        }
    }

    #[test]
    fn a_stored_id_reads_back_and_a_wrong_one_does_not() {
        for licence in all() {
            let stored = serde_json::to_string(&licence.id).unwrap();
            let id: LicenceId = serde_json::from_str(&stored).unwrap();
            assert_eq!(serde_json::to_string(&id).unwrap(), stored);
        }
        assert!(serde_json::from_str::<LicenceId>("\"cc-by\"").is_err());
    }

    #[test]
    fn wikimedia_commons_takes_neither_non_commercial_nor_unalterable_photographs() {
        for licence in all() {
            let fits = LicenceId(licence).fits_wikimedia_commons();
            if !licence.allows_commercial || !licence.allows_sharing_derivatives {
                assert!(!fits, "{}", licence.id);
            }
        }
        assert!(offered().iter().filter(|id| id.fits_wikimedia_commons()).count() == 3);
    }
}
