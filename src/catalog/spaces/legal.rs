//! The texts of legal pages, one for each page and language.

use super::space::{Space, indexed};
use crate::{
    catalog::key::Key,
    domain::{
        language::Language,
        legal::{LEGAL_VERSION, LegalPage, LegalRecord},
    },
};

/// Texts of legal pages.
pub const SPACE: Space = Space {
    name: "legal",
    doc: "the text of a legal page in one language",
    private: false,
    version: LEGAL_VERSION,
    older: &[],
    indexes: &[],
    index: |body| indexed(body, |_: &LegalRecord| Vec::new()),
};

/// The key of a text.
#[must_use]
pub fn key(page: LegalPage, language: Language) -> Key {
    SPACE.key(&format!("{}.{}", page.name(), language.code()))
}
