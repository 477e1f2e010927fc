//! The order of the photos of a collection: each has a rank, with room between two neighbours, so that adding or moving
//! one photo changes its rank alone.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The room that a photo added at the end has before it: one may be put there 32 times, each before the last, until
/// there is none and all photos get new ranks.
const ROOM: u64 = 1 << 32;
/// Digits of a rank, so that ranks are ordered as texts.
const DIGITS: usize = 16;

/// The place of a photo in the order of its collection: a number, written in sixteen hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Rank(u64);

impl Rank {
    /// Before that of any photo.
    pub const FIRST: Self = Self(0);

    /// The one right after it.
    #[must_use]
    pub const fn following(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

/// A text that is not a rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a rank has sixteen hexadecimal digits")]
pub struct NotARank;

impl fmt::Display for Rank {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:0DIGITS$x}", self.0)
    }
}

impl FromStr for Rank {
    type Err = NotARank;

    fn from_str(text: &str) -> Result<Self, NotARank> {
        let is_one = text.len() == DIGITS && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        u64::from_str_radix(text, 16).ok().filter(|_| is_one).map(Self).ok_or(NotARank)
    }
}

impl From<Rank> for String {
    fn from(rank: Rank) -> Self {
        rank.to_string()
    }
}

impl TryFrom<String> for Rank {
    type Error = NotARank;

    fn try_from(text: String) -> Result<Self, NotARank> {
        text.parse()
    }
}

/// The ranks of so many photos after this one, or from the beginning.
///
/// `None` when there are no numbers left after it: then all photos get new ranks ([`changed`]).
#[must_use]
pub fn after(last: Option<Rank>, count: usize) -> Option<Vec<Rank>> {
    let count = u64::try_from(count).ok()?;
    let start = last.map_or(0, |Rank(last)| last);
    (1..=count).map(|number| start.checked_add(number.checked_mul(ROOM)?).map(Rank)).collect()
}

/// The photos whose rank changes, by their place in the order wanted, with their new rank. Each has its present rank, or
/// none when it is new. As many as possible keep theirs.
#[must_use]
pub fn changed(wanted: &[Option<Rank>]) -> Vec<(usize, Rank)> {
    fitted(wanted).unwrap_or_else(|| {
        let all = after(None, wanted.len()).unwrap_or_default();
        let placed = wanted.iter().zip(all).enumerate();
        placed.filter(|(_, (present, rank))| **present != Some(*rank)).map(|(place, (_, rank))| (place, rank)).collect()
    })
}

/// The same, as far as there is room between the ranks that stay.
fn fitted(wanted: &[Option<Rank>]) -> Option<Vec<(usize, Rank)>> {
    let mut changed = Vec::new();
    let mut lowest = 0_u64;
    let mut waiting: Vec<usize> = Vec::new();
    let mut staying = longest_rising(wanted).into_iter().peekable();
    for (place, present) in wanted.iter().enumerate() {
        let Some(Rank(rank)) = present.filter(|_| staying.next_if_eq(&place).is_some()) else {
            waiting.push(place);
            continue;
        };
        let parts = u64::try_from(waiting.len()).ok()?.checked_add(1)?;
        let step = rank.checked_sub(lowest)?.checked_div(parts)?;
        if step == 0 && !waiting.is_empty() {
            return None;
        }
        for (place, number) in waiting.drain(..).zip(1_u64..) {
            changed.push((place, Rank(lowest.checked_add(step.checked_mul(number)?)?)));
        }
        lowest = rank;
    }
    let last = (lowest > 0).then_some(Rank(lowest));
    changed.extend(waiting.iter().copied().zip(after(last, waiting.len())?));
    Some(changed)
}

/// The places of the longest series of ranks that rise (patience sorting).
fn longest_rising(wanted: &[Option<Rank>]) -> Vec<usize> {
    // For each length, the place where the series of this length with the lowest end ends, and that end.
    let mut ends: Vec<(Rank, usize)> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; wanted.len()];
    for (place, rank) in wanted.iter().enumerate() {
        let Some(rank) = rank else { continue };
        let length = ends.partition_point(|(end, _)| end < rank);
        if let Some(previous) = before.get_mut(place) {
            *previous = length.checked_sub(1).and_then(|shorter| ends.get(shorter)).map(|(_, end)| *end);
        }
        match ends.get_mut(length) {
            Some(end) => *end = (*rank, place),
            None => ends.push((*rank, place)),
        }
    }
    let last = ends.last().map(|(_, place)| *place);
    let mut rising: Vec<usize> = std::iter::successors(last, |place| *before.get(*place)?).collect();
    rising.reverse();
    rising
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    /// The ranks after the changes.
    fn settled(wanted: &[Option<Rank>]) -> Vec<Option<Rank>> {
        let mut ranks = wanted.to_vec();
        for (place, rank) in changed(wanted) {
            if let Some(settled) = ranks.get_mut(place) {
                *settled = Some(rank);
            }
        }
        ranks
    }

    fn some(ranks: Vec<Rank>) -> Vec<Option<Rank>> {
        ranks.into_iter().map(Some).collect()
    }

    #[test]
    fn moving_one_photo_of_many_changes_its_rank_alone() {
        let mut wanted = some(after(None, 10_000).unwrap_or_default());
        let moved = wanted.remove(9_000);
        wanted.insert(3, moved);
        assert_eq!(changed(&wanted).iter().map(|(place, _)| *place).collect::<Vec<_>>(), [3]);
        let first = wanted.remove(0);
        wanted.push(first);
        let at_the_ends: Vec<usize> = changed(&wanted).iter().map(|(place, _)| *place).collect();
        assert_eq!(at_the_ends, [2, 9_999]);
    }

    #[test]
    fn where_no_room_is_left_all_get_new_ranks() {
        let wanted = [Some(Rank(5)), None, Some(Rank(6))];
        assert_eq!(settled(&wanted), some(after(None, 3).unwrap_or_default()));
        assert_eq!(after(Some(Rank(u64::MAX)), 1), None);
        assert_eq!(settled(&[Some(Rank(u64::MAX)), None]), some(after(None, 2).unwrap_or_default()));
    }

    proptest! {
        #[test]
        fn ranks_always_rise_in_the_order_wanted(wanted in vec(proptest::option::of(0_u64..50), 0..40)) {
            let wanted: Vec<Option<Rank>> = wanted.into_iter().map(|rank| rank.map(Rank)).collect();
            let settled: Vec<Rank> = settled(&wanted).into_iter().flatten().collect();
            prop_assert_eq!(settled.len(), wanted.len());
            prop_assert!(settled.windows(2).all(|pair| pair.first() < pair.last()), "{:?}", settled);
            let texts: Vec<String> = settled.iter().map(Rank::to_string).collect();
            prop_assert!(texts.is_sorted());
        }
    }
}
