//! The decades in which the photos of a search were taken, as bars that lead to the photos of each.

use super::filters::SearchRequest;
use crate::{
    domain::facets::Facets,
    web::{frame::layout::Frame, i18n::Messages},
};

/// One decade of a timeline.
#[derive(Clone, Debug)]
pub struct Decade {
    /// Its first year: `1950`.
    pub year: String,
    /// In words.
    pub name: String,
    /// How many of the photos found may have been taken in it.
    pub count: u64,
    /// The height of its bar, in 32nds of the tallest; 0 without a photo only.
    pub height: u64,
    /// Whether the search is narrowed to it.
    pub chosen: bool,
    /// The search narrowed to it, or without it where it is chosen.
    pub address: String,
}

/// The height of the tallest bar.
const TALLEST: u64 = 32;
/// The most decades shown: those of photography, from the 1820s on, and as many again for dates that are wrong. Of more, the
/// latest are shown.
const MOST_DECADES: usize = 40;

/// From the first decade that has a photo to the last; empty where all photos are from one.
#[must_use]
pub fn timeline(asked: &SearchRequest, facets: &Facets, frame: &Frame) -> Vec<Decade> {
    let (Some((first, _)), Some((last, _))) = (facets.decades.first(), facets.decades.last()) else {
        return Vec::new();
    };
    if first == last {
        return Vec::new();
    }
    let chosen = asked.value("year");
    let years = |year: u16| format!("{year:04}..{:04}", year + 9);
    let most = facets.decades.iter().map(|(_, count)| counted(*count)).max().unwrap_or(1);
    let decades: Vec<u16> = (*first..=*last).rev().step_by(10).take(MOST_DECADES).collect();
    let decade = |year: u16| {
        let count = facets.decades.iter().find(|(decade, _)| *decade == year).map_or(0, |(_, count)| counted(*count));
        let is_chosen = chosen == years(year);
        let then = years(year);
        Decade {
            year: format!("{year:04}"),
            name: name(year, frame.t),
            count,
            height: (count * TALLEST).div_ceil(most),
            chosen: is_chosen,
            address: asked.with(frame.urls, "year", if is_chosen { None } else { Some(&then) }),
        }
    };
    decades.into_iter().rev().map(decade).collect()
}

fn name(year: u16, t: Messages) -> String {
    t.date_decade(&format!("{year:04}"))
}

fn counted(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
