//! The mark of a library that moves: what is said of it at a start, and before each change.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How far a library is that moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MoveStage {
    /// It is being filled from another one, and is not whole.
    Filling,
    /// It takes no changes, while the last of them are copied.
    Stopped,
    /// It has moved, and is not served any more.
    Moved,
}

/// The mark of a library that moves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// How far it is.
    pub stage: MoveStage,
    /// Where the other library is, in words without a password.
    pub other: String,
    /// Since when.
    pub since: Timestamp,
}

impl Mark {
    /// Whether the library may be served.
    #[must_use]
    pub fn may_be_served(&self) -> bool {
        self.stage == MoveStage::Stopped
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { stage, other, since } = self;
        match stage {
            MoveStage::Filling => write!(
                formatter,
                "this library is being filled from {other} since {since:.0} and is not whole: finish that with “zef migrate … \
                 --finish”"
            ),
            MoveStage::Stopped => write!(
                formatter,
                "this library takes no changes since {since:.0}, because it moves to {other}: finish that with “zef migrate … \
                 --finish”, or end it with “zef migrate --from CONFIG --undo”"
            ),
            MoveStage::Moved => write!(
                formatter,
                "this library moved to {other} on {since:.0}: serve that one. docs/OPERATE.md says how to come back"
            ),
        }
    }
}
