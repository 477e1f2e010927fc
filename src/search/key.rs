//! The place of a photo in an order, and its text: the cursor of the page after it.
//!
//! A cursor says where a photo stands, not how many stand before it: photos that come or go meanwhile move nothing.

use crate::domain::{photo::PhotoId, query::SortOrder};

/// A position in an order; greater ones come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SortKey {
    /// The first sort key: none, the date taken or the relevance.
    pub(super) first: u64,
    /// When it was published, in microseconds since 1970.
    pub(super) published: u64,
    /// The photo, as a number.
    pub(super) id: u64,
}

impl SortKey {
    pub(super) fn photo(&self) -> PhotoId {
        PhotoId::from_number(self.id)
    }

    /// As a cursor.
    pub(super) fn text(&self, order: SortOrder) -> String {
        let place = format!("{:020}/{}", self.published, self.photo());
        match order {
            SortOrder::Newest => place,
            SortOrder::Taken => format!("{:014}/{place}", self.first),
            SortOrder::Relevance => format!("{:02}/{place}", self.first),
        }
    }

    /// The position that a cursor holds. A cursor of another order begins at the nearest position.
    pub(super) fn parse(text: &str, order: SortOrder) -> Option<Self> {
        let mut parts = text.rsplit('/');
        let id = parts.next()?.parse::<PhotoId>().ok()?.number();
        let published = parts.next()?.parse().ok()?;
        let first = match order {
            SortOrder::Newest => 0,
            // Older cursors hold dates as text, `2024-05-03`.
            SortOrder::Taken => parts.next().map_or(u64::MAX, instant),
            SortOrder::Relevance => parts.next().and_then(|first| first.parse().ok()).unwrap_or(u64::MAX),
        };
        Some(Self { first, published, id })
    }
}

/// The digits of a date as a number that sorts as it does: year, month, day, hour, minute, second, those that are not
/// said being 0. Without any digit, 0.
pub(super) fn instant(date: &str) -> u64 {
    padded(date, b'0')
}

/// The same with what is not said as late as can be.
pub(super) fn end_of(date: &str) -> u64 {
    padded(date, b'9')
}

fn padded(date: &str, with: u8) -> u64 {
    const DIGITS: usize = 14;
    let digits: Vec<u8> = date.bytes().filter(u8::is_ascii_digit).take(DIGITS).collect();
    if digits.is_empty() {
        return 0;
    }
    let missing = DIGITS - digits.len();
    digits
        .into_iter()
        .chain(std::iter::repeat_n(with, missing))
        .fold(0, |number, digit| number * 10 + u64::from(digit - b'0'))
}

/// The year of a date as such a number; nothing for a date that is not known.
pub(super) fn year_of(instant: u64) -> Option<u16> {
    /// Month, day, hour, minute and second have two digits each.
    const YEAR: u64 = 10_000_000_000;
    if instant == 0 { None } else { u16::try_from(instant / YEAR).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_in_its_order() {
        let key = SortKey { first: 20_240_503_142_210, published: 1_760_000_000_000_000, id: 12_345 };
        assert_eq!(SortKey::parse(&key.text(SortOrder::Taken), SortOrder::Taken), Some(key));
        for (order, first) in [(SortOrder::Relevance, 5), (SortOrder::Newest, 0)] {
            let key = SortKey { first, ..key };
            assert_eq!(SortKey::parse(&key.text(order), order), Some(key));
        }
        let earlier = SortKey::parse("2024-05-03/00001760000000000000/23456789", SortOrder::Taken);
        assert_eq!(earlier.map(|key| key.first), Some(20_240_503_000_000));
        for text in ["", "x", "x/23456789", "1/2/3"] {
            assert_eq!(SortKey::parse(text, SortOrder::Newest), None, "{text}");
        }
    }

    #[test]
    fn dates_are_numbers_from_their_beginning_to_their_end() {
        assert_eq!((instant("2024"), end_of("2024")), (20_240_000_000_000, 20_249_999_999_999));
        assert_eq!(instant("2024-05-03T14:22:10"), 20_240_503_142_210);
        assert_eq!(end_of("2024-05-03"), 20_240_503_999_999);
        assert_eq!((instant(""), end_of("-")), (0, 0));
        assert_eq!(
            (year_of(instant("0800-01-01")), year_of(instant("2024-05-03")), year_of(0)),
            (Some(800), Some(2024), None)
        );
    }
}
