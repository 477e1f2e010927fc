//! Whether a picture is wider than high: what a page or a poster has room for.

use std::{cmp::Ordering, str::FromStr};

/// The sides of a picture as it is seen, compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// Wider than high.
    Landscape,
    /// Higher than wide.
    Portrait,
    /// As wide as high, to the pixel.
    Square,
}

/// A word that names no aspect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("orientation is landscape, portrait or square")]
pub struct UnknownAspect;

impl Aspect {
    /// Of a picture with these sides, in pixels.
    #[must_use]
    pub fn of(width: u32, height: u32) -> Self {
        match width.cmp(&height) {
            Ordering::Greater => Self::Landscape,
            Ordering::Less => Self::Portrait,
            Ordering::Equal => Self::Square,
        }
    }

    /// The name in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Landscape => "landscape",
            Self::Portrait => "portrait",
            Self::Square => "square",
        }
    }
}

impl FromStr for Aspect {
    type Err = UnknownAspect;

    fn from_str(text: &str) -> Result<Self, UnknownAspect> {
        [Self::Landscape, Self::Portrait, Self::Square]
            .into_iter()
            .find(|aspect| aspect.name() == text)
            .ok_or(UnknownAspect)
    }
}
