//! What a person wants to do with a photo, and whether a licence allows it.

use std::{fmt, str::FromStr};

use super::licence::LicenceId;

/// What a person wants to do beyond showing the unchanged photo with its author named, which every licence allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PermittedUses {
    /// To sell it, or to use it in advertising.
    pub commercial: bool,
    /// To crop it, retouch it, make another work of it.
    pub modify: bool,
    /// To use it without naming its author.
    pub no_attribution: bool,
}

/// A word that is no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a use is commercial, modify or no-attribution")]
pub struct UnknownUse;

impl PermittedUses {
    /// Every set of uses that names at least one.
    pub fn all() -> impl Iterator<Item = Self> {
        (1_u8..8).map(|set| Self { commercial: set & 1 > 0, modify: set & 2 > 0, no_attribution: set & 4 > 0 })
    }

    /// Each use by itself.
    pub fn single() -> impl Iterator<Item = Self> {
        Self::all().filter(|uses| uses.number() == 1)
    }

    /// Whether nothing beyond showing it is meant.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// Whether all that the other set names is named here.
    #[must_use]
    pub fn includes(self, other: Self) -> bool {
        (self.commercial || !other.commercial)
            && (self.modify || !other.modify)
            && (self.no_attribution || !other.no_attribution)
    }

    /// What is named here or in the other set.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self {
            commercial: self.commercial || other.commercial,
            modify: self.modify || other.modify,
            no_attribution: self.no_attribution || other.no_attribution,
        }
    }

    /// What is named here and not in the other set.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self {
            commercial: self.commercial && !other.commercial,
            modify: self.modify && !other.modify,
            no_attribution: self.no_attribution && !other.no_attribution,
        }
    }

    /// How many uses are named.
    #[must_use]
    pub fn number(self) -> usize {
        [self.commercial, self.modify, self.no_attribution].into_iter().map(usize::from).sum()
    }

    /// Whether this licence, alone, lets one do all of it.
    #[must_use]
    pub fn allowed_by(self, licence: LicenceId) -> bool {
        let facts = licence.licence();
        (!self.commercial || facts.allows_commercial)
            && (!self.modify || facts.allows_sharing_derivatives)
            && (!self.no_attribution || !facts.requires_attribution)
    }
}

/// `commercial,modify`: in this order, whatever the order asked.
impl fmt::Display for PermittedUses {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = [(self.commercial, "commercial"), (self.modify, "modify"), (self.no_attribution, "no-attribution")];
        let mut between = "";
        for (_, name) in named.into_iter().filter(|(meant, _)| *meant) {
            write!(formatter, "{between}{name}")?;
            between = ",";
        }
        Ok(())
    }
}

impl FromStr for PermittedUses {
    type Err = UnknownUse;

    fn from_str(text: &str) -> Result<Self, UnknownUse> {
        let mut uses = Self::default();
        for name in text.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            match name {
                "commercial" => uses.commercial = true,
                "modify" => uses.modify = true,
                "no-attribution" => uses.no_attribution = true,
                _ => return Err(UnknownUse),
            }
        }
        Ok(uses)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    #[test]
    fn each_licence_allows_what_its_name_says() {
        for (licence, allowed) in [
            ("cc-by-sa-4.0", vec!["commercial", "modify", "commercial,modify"]),
            ("cc-by-nc-4.0", vec!["modify"]),
            ("cc-by-nd-4.0", vec!["commercial"]),
            ("cc-by-nc-nd-4.0", vec![]),
        ] {
            let licence = LicenceId::parse(licence).unwrap();
            let found: Vec<String> =
                PermittedUses::all().filter(|uses| uses.allowed_by(licence)).map(|uses| uses.to_string()).collect();
            assert_eq!(found, allowed, "{licence}");
        }
        assert_eq!(
            PermittedUses::all().filter(|uses| uses.allowed_by(LicenceId::parse("cc0-1.0").unwrap())).count(),
            7
        );
    }

    #[test]
    fn uses_read_back_and_a_word_that_is_none_is_refused() {
        for uses in PermittedUses::all() {
            assert_eq!(uses.to_string().parse(), Ok(uses));
        }
        assert_eq!(" modify , commercial,".parse::<PermittedUses>().unwrap().to_string(), "commercial,modify");
        assert_eq!("".parse(), Ok(PermittedUses::default()));
        assert_eq!("print".parse::<PermittedUses>(), Err(UnknownUse));
    }
}
