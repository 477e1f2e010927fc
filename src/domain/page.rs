//! A page of a list of photos, and the cursor of the next one.

use super::{
    photo::{PhotoId, PhotoRecord},
    stored::Stored,
};

/// Some photos of a list, and where the next ones begin.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The photos, in the list's order.
    pub photos: Vec<Stored<PhotoRecord>>,
    /// The cursor of the next page, if there is one: opaque to clients.
    pub next: Option<String>,
    /// How many photos the whole list has.
    pub total: usize,
}

/// Whether a text can be the cursor of a page of some list: each ends with `INSTANT/ID`, the place of a photo in time.
#[must_use]
pub fn is_cursor(text: &str) -> bool {
    let mut parts = text.rsplit('/');
    let id = parts.next().is_some_and(|id| id.parse::<PhotoId>().is_ok());
    let instant = parts.next().is_some_and(|instant| instant.parse::<u64>().is_ok());
    id && instant
}

#[cfg(test)]
mod tests {
    use super::is_cursor;

    #[test]
    fn a_cursor_ends_with_the_place_of_a_photo() {
        for text in ["00001760000000000000/23456789", "02/00001760000000000000/23456789"] {
            assert!(is_cursor(text), "{text}");
        }
        for text in ["", "23456789", "x/23456789", "/23456789", "1/23456780", "1/2/", "-1/23456789"] {
            assert!(!is_cursor(text), "{text}");
        }
    }
}
