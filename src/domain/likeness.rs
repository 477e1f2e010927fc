//! How alike two photos look, by their perceptual hashes. It is advice: two photos of one beach may be taken for one, and
//! nothing is decided by it.

use super::photo::{Original, PhotoId};

/// The most bits in which the hashes of look-alikes differ. Photos made smaller, compressed again or made brighter are within it,
/// most of those with an edge cut off too, and of 600 pairs of unrelated photos two or three (docs/FIGURES.md).
pub const MOST_DISTANT: u32 = 10;
/// A smaller limit: none of those pairs is within it, and nearly all photos made smaller, compressed again or brighter are.
pub const NEAR: u32 = 5;

/// A photo that looks like another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookAlike {
    /// The photo.
    pub id: PhotoId,
    /// In how many of 64 bits the hashes differ.
    pub distance: u32,
}

/// In how many bits two perceptual hashes differ; nothing if in more than so many.
#[must_use]
pub const fn distance(one: u64, other: u64, most: u32) -> Option<u32> {
    let distance = (one ^ other).count_ones();
    if distance <= most { Some(distance) } else { None }
}

/// Whether a hash tells a photo from others: one of a wall, a fog or an even sky has nearly no bit set, or nearly all.
#[must_use]
pub const fn is_telling(look: u64) -> bool {
    const LEAST: u32 = MOST_DISTANT;
    let set = look.count_ones();
    set > LEAST && set < u64::BITS - LEAST
}

/// How a new file compares with the one that a photo has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Whether the decoded samples are the same: another wrapping of the same picture.
    pub same_pixels: bool,
    /// Whether they look alike; nothing where that cannot be told, as of a wall or of fog.
    pub alike: Option<bool>,
    /// Whether the new one has fewer pixels.
    pub smaller: bool,
}

/// Compares a file with the one that a photo has.
#[must_use]
pub fn compared(old: &Original, new: &Original) -> Comparison {
    let pixels = |file: &Original| u64::from(file.width) * u64::from(file.height);
    let can_tell = is_telling(old.look) && is_telling(new.look);
    let same_pixels = old.pixels == new.pixels;
    Comparison {
        same_pixels,
        alike: (same_pixels || can_tell).then(|| same_pixels || distance(old.look, new.look, MOST_DISTANT).is_some()),
        smaller: pixels(new) < pixels(old),
    }
}

/// At most `limit` of them, the nearest first; photos at the same distance in the order of their ids.
#[must_use]
pub fn nearest(mut found: Vec<LookAlike>, limit: usize) -> Vec<LookAlike> {
    found.sort_by(|one, other| (one.distance, &one.id).cmp(&(other.distance, &other.id)));
    found.dedup_by(|one, other| one.id == other.id);
    found.truncate(limit);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_alike_up_to_so_many_bits() {
        assert_eq!(distance(0b1011, 0b1000, NEAR), Some(2));
        assert_eq!(distance(0, 0x3ff, MOST_DISTANT), Some(10));
        assert_eq!(distance(0, 0x7ff, MOST_DISTANT), None);
        assert_eq!(distance(0, 0x3f, NEAR), None);
        assert!(!is_telling(0) && !is_telling(u64::MAX) && !is_telling(0x3ff));
        assert!(is_telling(0x7ff));
    }
}
