//! Then and now: two photos of the same place at different times, which a collection shows one over the other.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::photo::PhotoId;

/// The most pairs of one collection.
pub const MOST_PAIRS: usize = 100;

/// Two photos of the same place.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Pair {
    /// The earlier one.
    pub then: PhotoId,
    /// The later one.
    pub now: PhotoId,
}

/// What is not a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAPair {
    /// The text names no two photos.
    #[error("a pair is written as two ids with a hyphen between them")]
    Unreadable,
    /// A photo beside itself.
    #[error("a pair has two different photos")]
    Itself,
    /// More than a collection has.
    #[error("a collection has at most {MOST_PAIRS} pairs")]
    TooMany,
}

impl Pair {
    /// Whether it has this photo.
    #[must_use]
    pub fn has(&self, photo: &PhotoId) -> bool {
        self.then == *photo || self.now == *photo
    }

    /// Its name in addresses.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}-{}", self.then, self.now)
    }

    /// The same photos the other way round.
    #[must_use]
    pub fn turned(&self) -> Self {
        Self { then: self.now.clone(), now: self.then.clone() }
    }

    /// Whether it has the same two photos, in whichever order.
    #[must_use]
    pub fn is_of_same(&self, other: &Self) -> bool {
        self == other || *self == other.turned()
    }

    /// Checks the pairs of a collection: each of two photos, none twice.
    ///
    /// # Errors
    /// [`NotAPair`].
    pub fn all_of(pairs: Vec<Self>) -> Result<Vec<Self>, NotAPair> {
        let mut once: Vec<Self> = Vec::with_capacity(pairs.len());
        for pair in pairs {
            if pair.then == pair.now {
                return Err(NotAPair::Itself);
            }
            if !once.iter().any(|kept| kept.is_of_same(&pair)) {
                once.push(pair);
            }
        }
        if once.len() > MOST_PAIRS { Err(NotAPair::TooMany) } else { Ok(once) }
    }
}

/// As [`Pair::name`] writes it.
impl FromStr for Pair {
    type Err = NotAPair;

    fn from_str(text: &str) -> Result<Self, NotAPair> {
        let (then, now) = text.split_once('-').ok_or(NotAPair::Unreadable)?;
        let id = |text: &str| text.parse().map_err(|_no_id| NotAPair::Unreadable);
        Ok(Self { then: id(then)?, now: id(now)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_is_read_back_from_its_name() {
        let named: Result<Pair, NotAPair> = "23456789-bcdfghjk".parse();
        assert_eq!(named.as_ref().map(Pair::name), Ok("23456789-bcdfghjk".to_owned()));
        for wrong in ["", "23456789", "23456789-", "23456789-x", "23456789-bcdfghjk-23456789"] {
            assert_eq!(wrong.parse::<Pair>(), Err(NotAPair::Unreadable), "{wrong}");
        }
    }

    #[test]
    fn the_same_two_photos_are_one_pair() {
        let read = |names: &[&str]| names.iter().filter_map(|name| name.parse().ok()).collect::<Vec<Pair>>();
        let twice = Pair::all_of(read(&["23456789-bcdfghjk", "bcdfghjk-23456789", "23456789-bcdfghjm"]));
        assert_eq!(twice.map(|pairs| pairs.len()), Ok(2));
        assert_eq!(Pair::all_of(read(&["23456789-23456789"])), Err(NotAPair::Itself));
    }
}
