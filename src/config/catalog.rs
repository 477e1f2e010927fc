//! `[catalog]`: where records live.

use serde::Deserialize;

use super::{ConfigError, environment};

/// Where records live, as the file says it.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Catalog {
    /// Which engine.
    pub engine: EngineName,
    /// The address of the database.
    pub url: Option<String>,
}

/// An engine, by its name in the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EngineName {
    /// A journal and an index in the storage folder.
    #[default]
    Embedded,
    /// A PostgreSQL database.
    Postgres,
}

impl std::fmt::Debug for Catalog {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The address has a password.
        formatter.debug_struct("Catalog").field("engine", &self.engine).finish_non_exhaustive()
    }
}

impl Catalog {
    /// Takes the address from the environment where the file has none, and checks it.
    pub(super) fn completed(mut self) -> Result<Self, ConfigError> {
        match (self.engine, &self.url) {
            (EngineName::Embedded, None) => return Ok(self),
            (EngineName::Embedded, Some(_)) => return Err(ConfigError::CatalogUrlUnused),
            (EngineName::Postgres, Some(_)) => {}
            (EngineName::Postgres, None) => self.url = environment::said("catalog.url")?,
        }
        let url = self.url.as_deref().ok_or(ConfigError::NoCatalogUrl)?;
        check_address(url)?;
        Ok(self)
    }
}

#[cfg(feature = "postgres")]
fn check_address(url: &str) -> Result<(), ConfigError> {
    Ok(crate::catalog::postgres::check_address(url)?)
}

#[cfg(not(feature = "postgres"))]
fn check_address(_url: &str) -> Result<(), ConfigError> {
    Err(crate::catalog::DatabaseError::NotBuilt.into())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Catalog, ConfigError> {
        toml::from_str::<Catalog>(text).unwrap().completed()
    }

    #[test]
    fn the_address_of_an_engine_that_needs_none_is_not_passed_over() {
        assert!(read("").unwrap().engine == EngineName::Embedded);
        assert!(read("url = \"postgres://zef:hush@a/zef\"").unwrap_err().to_string().contains("engine = \"postgres\""));
    }

    #[cfg(feature = "postgres")]
    #[test]
    fn an_address_is_asked_for_and_never_shown() {
        assert!(read("engine = \"postgres\"").unwrap_err().to_string().contains("ZEF_CATALOG_URL"));
        let told = read("engine = \"postgres\"\nurl = \"postgres://zef:hush@a/zef\"").unwrap();
        assert!(!format!("{told:?}").contains("hush"));
        let refused = read("engine = \"postgres\"\nurl = \"zef:hush@a\"").unwrap_err();
        assert!(refused.to_string().contains("[catalog] url") && !format!("{refused:?}").contains("hush"), "{refused}");
    }

    #[cfg(not(feature = "postgres"))]
    #[test]
    fn a_program_built_without_postgresql_says_so() {
        let refused = read("engine = \"postgres\"\nurl = \"postgres://zef:hush@a/zef\"").unwrap_err();
        assert!(refused.to_string().contains("built without PostgreSQL"), "{refused}");
    }
}
