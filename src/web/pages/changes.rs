//! The changes of a record, as the pages of history show them (`parts/history.html`).

use crate::catalog::store::Seq;

/// A change.
#[derive(Clone, Debug)]
pub struct ChangeView {
    /// The number of its entry.
    pub seq: Seq,
    /// What was done.
    pub what: &'static str,
    /// Who did it, where that is told.
    pub by: Option<String>,
    /// Who suggested it, if somebody did.
    pub suggested: Option<String>,
    /// When, exactly (RFC 3339).
    pub at: String,
    /// The same, as people read it.
    pub minute: String,
    /// What changed.
    pub fields: Vec<FieldView>,
    /// Why, in words.
    pub note: Option<String>,
}

/// A field that changed.
#[derive(Clone, Debug)]
pub struct FieldView {
    /// Its name in forms.
    pub name: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// What it said, where that is told.
    pub old: Option<String>,
    /// What it says since, where that is told.
    pub new: Option<String>,
    /// Whether the reader may take it back.
    pub may_revert: bool,
}
