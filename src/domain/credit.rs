//! The entries of a photo's credit ledger: what staff changed of what it says of people, dated, and its contributor's
//! answers. `credit_ledger.rs` says when they are written and who reads them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{field::Field, person::Handle};

/// One entry: a change by staff, or the contributor's contest of such changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditEntry {
    /// When.
    pub at: Timestamp,
    /// Who changed it; the contributor, when it is a contest.
    pub actor: Handle,
    /// What was changed.
    pub changed: Vec<CreditChange>,
    /// What the contributor says with a contest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Who of the staff read a contest, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<ContestRead>,
}

/// A field and its two values, as [`Field::of`] writes them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditChange {
    /// The field.
    pub field: Field,
    /// What it said before.
    pub old: Option<String>,
    /// What it says after.
    pub new: Option<String>,
}

/// That somebody of the staff read a contest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContestRead {
    /// Who.
    pub by: Handle,
    /// When.
    pub at: Timestamp,
}
