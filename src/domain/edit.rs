//! Which fields of a photo's description others changed, and when: its contributor is told (`news.rs`).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{field::Field, person::Handle};

/// What a person other than its contributor changed of a photo's description: which fields, never their values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// When; of several that are told as one, the last.
    pub at: Timestamp,
    /// Who.
    pub actor: Handle,
    /// Which fields.
    pub fields: Vec<Field>,
}
