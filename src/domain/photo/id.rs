//! The id of a photo, which is public.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The digits of a photo's id: no vowel, so that no random id is a word; no `0 1 l` and one case only, so that an id on
/// a poster is typed without mistakes.
const DIGITS: &[u8; 28] = b"23456789bcdfghjkmnpqrstvwxyz";
/// Eight digits: 28⁸ is some 378 thousand million ids, and a collision is caught at commit.
const ID_LENGTH: usize = 8;
/// How many digits there are.
const BASE: u64 = 28;

/// The id of a photo, the last part of its address: eight letters and digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct PhotoId(String);

/// A text that cannot be a photo's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a photo's id is eight letters and digits")]
pub struct NotAPhotoId;

impl PhotoId {
    /// The id that these random bytes make (the five low bits of each count).
    #[must_use]
    pub fn from_random(bytes: [u8; ID_LENGTH]) -> Self {
        let digits = bytes.iter().filter_map(|byte| DIGITS.get(usize::from(*byte) % DIGITS.len()));
        Self(digits.map(|digit| char::from(*digit)).collect())
    }

    /// The digits of ids, in their order.
    pub fn digits() -> impl Iterator<Item = char> {
        DIGITS.iter().map(|digit| char::from(*digit))
    }

    /// The id as written in addresses.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id as a number, in the same order: 28⁸ of them fit in 39 bits.
    #[must_use]
    pub fn number(&self) -> u64 {
        let place = |byte: u8| DIGITS.iter().zip(0_u64..).find_map(|(digit, place)| (*digit == byte).then_some(place));
        self.0.bytes().filter_map(place).fold(0, |number, place| number * BASE + place)
    }

    /// The id of this [number](Self::number); of a larger one, of its remainder.
    #[must_use]
    pub fn from_number(number: u64) -> Self {
        let powers = (0..8).rev().map(|power| BASE.pow(power));
        let digit = |power: u64| DIGITS.get(usize::try_from(number / power % BASE).unwrap_or_default());
        Self(powers.filter_map(digit).map(|digit| char::from(*digit)).collect())
    }
}

impl fmt::Display for PhotoId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FromStr for PhotoId {
    type Err = NotAPhotoId;

    fn from_str(text: &str) -> Result<Self, NotAPhotoId> {
        let text = text.to_ascii_lowercase();
        if text.len() == ID_LENGTH && text.bytes().all(|byte| DIGITS.contains(&byte)) {
            Ok(Self(text))
        } else {
            Err(NotAPhotoId)
        }
    }
}

impl From<PhotoId> for String {
    fn from(id: PhotoId) -> Self {
        id.0
    }
}

impl TryFrom<String> for PhotoId {
    type Error = NotAPhotoId;

    fn try_from(text: String) -> Result<Self, NotAPhotoId> {
        text.parse()
    }
}

#[cfg(test)]
#[expect(clippy::indexing_slicing, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    #[test]
    fn an_id_made_of_chance_reads_back() {
        let id = PhotoId::from_random([0, 31, 255, 7, 99, 128, 64, 1]);
        assert_eq!(id.as_str().parse(), Ok(id.clone()));
    }

    #[test]
    fn an_id_is_a_number_in_the_same_order() {
        let mut ids: Vec<PhotoId> =
            (0..200_u8).map(|n| PhotoId::from_random([n, n.wrapping_mul(99), 3, n, 7, 1, 0, n])).collect();
        ids.sort();
        assert!(ids.iter().all(|id| PhotoId::from_number(id.number()) == *id));
        assert!(ids.windows(2).all(|pair| pair[0].number() <= pair[1].number()));
        assert_eq!(PhotoId::from_number(0).as_str(), "22222222");
    }

    #[test]
    fn an_id_with_a_path_or_a_vowel_is_refused() {
        for text in ["", "../../ab", "abcdefgh", "2345678", "234567890", "234567é"] {
            assert_eq!(text.parse::<PhotoId>(), Err(NotAPhotoId), "{text}");
        }
    }
}
