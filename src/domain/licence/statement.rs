//! The statements of rightsstatements.org: they say what is known about rights and license nothing.

use serde::{Deserialize, Serialize};

/// A statement about rights. It is shown; it is never offered, and never called free to reuse.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RightsStatement(&'static str);

/// A text that is none of the twelve statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not one of the twelve statements of rightsstatements.org")]
pub struct NotAStatement;

/// Code in the address, and name (Rights Statements 1.0).
const STATEMENTS: [(&str, &str); 12] = [
    ("InC", "In Copyright"),
    ("InC-OW-EU", "In Copyright - EU Orphan Work"),
    ("InC-EDU", "In Copyright - Educational Use Permitted"),
    ("InC-NC", "In Copyright - Non-Commercial Use Permitted"),
    ("InC-RUU", "In Copyright - Rights-holder(s) Unlocatable or Unidentifiable"),
    ("NoC-CR", "No Copyright - Contractual Restrictions"),
    ("NoC-NC", "No Copyright - Non-Commercial Use Only"),
    ("NoC-OKLR", "No Copyright - Other Known Legal Restrictions"),
    ("NoC-US", "No Copyright - United States"),
    ("CNE", "Copyright Not Evaluated"),
    ("UND", "Copyright Undetermined"),
    ("NKC", "No Known Copyright"),
];

impl RightsStatement {
    /// Reads an address such as `http://rightsstatements.org/vocab/InC/1.0/`, page or vocabulary.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let lower = text.trim().to_ascii_lowercase();
        let path = lower.split_once("rightsstatements.org/").map(|(_, path)| path)?;
        let code = path.strip_prefix("vocab/").or_else(|| path.strip_prefix("page/"))?.split('/').next()?;
        STATEMENTS.iter().find(|(known, _)| known.eq_ignore_ascii_case(code)).map(|(known, _)| Self(known))
    }

    /// The name the statement gives itself, in English.
    #[must_use]
    pub fn name(&self) -> &'static str {
        STATEMENTS.iter().find(|(code, _)| *code == self.0).map_or(self.0, |(_, name)| name)
    }

    /// Its permanent address; http is part of it.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://rightsstatements.org/vocab/{}/1.0/", self.0)
    }
}

impl From<RightsStatement> for String {
    fn from(statement: RightsStatement) -> Self {
        statement.address()
    }
}

impl TryFrom<String> for RightsStatement {
    type Error = NotAStatement;

    fn try_from(text: String) -> Result<Self, NotAStatement> {
        Self::parse(&text).ok_or(NotAStatement)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    #[test]
    fn every_statement_reads_back_from_its_address() {
        for (code, name) in STATEMENTS {
            let statement =
                RightsStatement::parse(&format!("https://rightsstatements.org/page/{code}/1.0/?language=fr")).unwrap();
            assert_eq!(statement.name(), name);
            assert_eq!(RightsStatement::parse(&statement.address()), Some(statement));
        }
        assert_eq!(RightsStatement::parse("http://rightsstatements.org/vocab/Free/1.0/"), None);
    }
}
