//! A photo among others: the picture in a grid, and the pages of a list.

use crate::{
    domain::{licence::LicenceId, photo::PhotoId},
    web::urls::Urls,
};

/// A photo in the justified grid.
#[derive(Clone, Debug)]
pub struct Card {
    /// The photo.
    pub id: PhotoId,
    /// Its title, or nothing.
    pub title: Option<String>,
    /// Its text alternative; the title is used when there is none.
    pub alt: Option<String>,
    /// Its author's name.
    pub author: Option<String>,
    /// Its licence's short name, such as `CC BY-SA 4.0`.
    pub licence: Option<String>,
    /// That licence, where it is an earlier one than the one in force: the photo is downloaded under it.
    pub under: Option<LicenceId>,
    /// Width in pixels of the picture as seen.
    pub width: u32,
    /// Height in pixels of the picture as seen.
    pub height: u32,
    /// The long edges of the renditions that exist, in pixels, smallest first.
    pub edges: Vec<u32>,
    /// The dominant colour as `#rrggbb`, shown while the picture loads.
    pub colour: String,
}

impl Card {
    /// Where it leads.
    #[must_use]
    pub fn address(&self, urls: Urls) -> String {
        self.under.map_or_else(|| urls.photo(&self.id), |licence| urls.photo_under(&self.id, licence))
    }

    /// The grid's class for the picture's ratio (`r150` is 3:2), in steps of 5 % from 1:2 to 3:1.
    #[must_use]
    pub fn ratio_class(&self) -> String {
        format!("r{}", ratio_hundredths(self.width, self.height))
    }

    /// The edge shown by default: the one nearest above 480 px, else the largest there is.
    #[must_use]
    pub fn edge(&self) -> u32 {
        self.edges.iter().copied().find(|edge| *edge >= 480).or_else(|| self.edges.last().copied()).unwrap_or(320)
    }

    /// The smallest edge there is.
    #[must_use]
    pub fn smallest(&self) -> u32 {
        self.edges.first().copied().unwrap_or(320)
    }

    /// The width in pixels of the rendition of that long edge.
    #[must_use]
    pub fn width_at(&self, edge: &u32) -> u32 {
        width_at(*edge, self.width, self.height)
    }
}

/// The width in pixels of a rendition of that long edge, of a picture of these sides in pixels.
#[must_use]
pub fn width_at(edge: u32, width: u32, height: u32) -> u32 {
    let long = u64::from(width.max(height).max(1));
    let scaled = u64::from(width) * u64::from(edge) / long;
    u32::try_from(scaled).unwrap_or(edge).clamp(1, edge.max(1))
}

/// Width ÷ height in hundredths, rounded to the nearest 5, from 50 to 300.
fn ratio_hundredths(width: u32, height: u32) -> u64 {
    let exact = u64::from(width) * 100 / u64::from(height.max(1));
    ((exact + 2) / 5 * 5).clamp(50, 300)
}

/// The pages of a list: the addresses of the ones before and after, if any.
#[derive(Clone, Debug, Default)]
pub struct Paging {
    /// Newer photos.
    pub previous: Option<String>,
    /// Older photos.
    pub next: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_keeps_its_ratio_within_the_grid_s_steps() {
        assert_eq!((ratio_hundredths(3000, 2000), ratio_hundredths(2000, 3000)), (150, 65));
        assert_eq!((ratio_hundredths(10_000, 100), ratio_hundredths(1, 0), ratio_hundredths(0, 9)), (300, 100, 50));
    }

    #[test]
    fn a_rendition_s_width_follows_the_long_edge() {
        assert_eq!((width_at(640, 4000, 3000), width_at(640, 3000, 4000), width_at(640, 0, 0)), (640, 480, 1));
    }
}
