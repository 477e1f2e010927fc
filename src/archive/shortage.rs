//! Too little room for what comes in, and what there is too little of.

use std::fmt;

/// What there is too little of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortage {
    /// The disk has fewer free bytes than the reserve and what is coming in.
    Disk {
        /// Bytes that are free.
        free: u64,
        /// Bytes that must stay free.
        reserve: u64,
    },
    /// The archive has taken all the bytes it was allowed.
    Quota {
        /// Bytes that it takes.
        used: u64,
        /// Bytes that it may take.
        quota: u64,
    },
    /// The system refused to write more: no space, or the allowance of the account that runs the program.
    System,
}

/// As disks are sold, and as the configuration counts.
const MEGABYTE: u64 = 1_000_000;

impl fmt::Display for Shortage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Disk { free, reserve } => {
                let (free, reserve) = (free / MEGABYTE, reserve / MEGABYTE);
                write!(formatter, "the disk is nearly full: {free} MB are free, and {reserve} MB are kept in reserve")
            }
            Self::Quota { used, quota } => {
                let (used, quota) = (used / MEGABYTE, quota / MEGABYTE);
                write!(formatter, "they take {used} MB, and may take {quota} MB by the quota of the library")
            }
            Self::System => formatter.write_str("the disk is full, or the account’s share of it"),
        }
    }
}
