//! A gallery: photos in rows that the server chose, each with the size at which it is shown.

use super::card::{Card, namesakes, told_apart};
use crate::web::{
    i18n::Messages,
    view::rows::{Position, WIDTHS, rows},
};

/// Photos in rows; `templates/parts/plates.html` writes it.
#[derive(Clone, Debug, Default)]
pub struct Gallery {
    /// The classes of the list, beside its own.
    pub class: String,
    /// The photos, in order.
    pub plates: Vec<Plate>,
    /// The query of the search that lists them: their pages lead to the ones beside them. Empty where they are no such list.
    pub list: String,
}

/// A photo of a gallery, with its title, author and licence under it.
#[derive(Clone, Debug)]
pub struct Plate {
    /// The photo.
    pub card: Card,
    /// Its number among the photos of the gallery with the same title and author, and how many those are.
    pub namesake: Option<(u64, u64)>,
    /// The classes of its item.
    pub class: String,
    /// The classes of the break before it; empty when no row begins here.
    pub breaks: String,
    /// How wide it is shown, as the attribute `sizes` says it (HTML Living Standard, §4.8.4.2.2).
    pub sizes: String,
    /// Whether it is loaded at once: it stands in the first row, at some width.
    pub first: bool,
    /// The share of the gallery's width that it takes on a phone.
    pub phone_share: f64,
    /// Whether a phone loads its smallest rendition, however many pixels its screen has.
    pub light_on_phones: bool,
}

impl Plate {
    /// What its buttons call it.
    #[must_use]
    pub fn called(&self, t: Messages) -> String {
        told_apart(self.card.heading(t), self.namesake, t)
    }
}

/// The share of a phone's width up to which its smallest rendition will do: 320 pixels over 250.
const LIGHT_SHARE: f64 = 0.7;

/// What a gallery shares the width of the page with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Nothing.
    Nothing,
    /// The filters of a search, from 62 rem on.
    Filters,
}

/// From which width of the window on, in CSS pixels, a gallery has which class of width, widest first; and its own width
/// as a share of the window's, less a number of CSS pixels. Margins are 4 % at each side, at most 64 px
/// (`--side` in `assets/css/11-tokens.css`); filters take 264 px.
type Windows = &'static [(u32, usize, f64, f64)];

const ALONE: Windows = &[
    (1888, 5, 1.0, 128.0),
    (1522, 4, 0.92, 0.0),
    (1174, 3, 0.92, 0.0),
    (914, 2, 0.92, 0.0),
    (566, 1, 0.92, 0.0),
    (0, 0, 0.92, 0.0),
];
const BESIDE_FILTERS: Windows = &[
    (2152, 5, 1.0, 392.0),
    (1792, 4, 1.0, 392.0),
    (1461, 3, 0.92, 264.0),
    (1200, 2, 0.92, 264.0),
    (993, 1, 0.92, 264.0),
    (914, 2, 0.92, 0.0),
    (566, 1, 0.92, 0.0),
    (0, 0, 0.92, 0.0),
];
/// From this width of the window on, the page grows no more: 132 rem and its margins.
const WIDEST_WINDOW: u32 = 2240;
/// The width of the page then.
const WIDEST_PAGE: f64 = 2112.0;

impl Gallery {
    /// These photos, in this order.
    #[must_use]
    pub fn new(cards: Vec<Card>, beside: Beside) -> Self {
        let sides: Vec<(u32, u32)> = cards.iter().map(|card| (card.width, card.height)).collect();
        let rows = rows(&sides);
        let namesakes = namesakes(&cards);
        let plate = |((card, position), namesake): ((Card, Position), Option<(u64, u64)>)| Plate {
            card,
            namesake,
            sizes: sizes(&position.shares, beside),
            phone_share: position.shares.first().copied().unwrap_or(1.0),
            class: position.class,
            breaks: position.breaks,
            first: position.first,
            light_on_phones: false,
        };
        Self {
            class: rows.class,
            plates: cards.into_iter().zip(rows.positions).zip(namesakes).map(plate).collect(),
            list: String::new(),
        }
    }

    /// The same photos, for a page that loads little on a phone. Browsers load pictures long before they are in sight, so
    /// that all of them count.
    #[must_use]
    pub fn light_on_phones(mut self) -> Self {
        for plate in &mut self.plates {
            plate.light_on_phones = plate.phone_share <= LIGHT_SHARE;
        }
        self
    }

    /// The same photos, as the list that this address shows, by its query.
    #[must_use]
    pub fn listed_by(self, address: &str) -> Self {
        let list = address.split_once('?').map_or_else(String::new, |(_, query)| query.to_owned());
        Self { list, ..self }
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.plates.is_empty()
    }
}

/// The width at which a photo is shown, from its share of the gallery's width in each class.
fn sizes(shares: &[f64; WIDTHS], beside: Beside) -> String {
    let (windows, filters) = match beside {
        Beside::Nothing => (ALONE, 0.0),
        Beside::Filters => (BESIDE_FILTERS, 264.0),
    };
    let share = |class: usize| shares.get(class).copied().unwrap_or(1.0);
    let widest = share(WIDTHS - 1) * (WIDEST_PAGE - filters);
    let mut sizes = vec![format!("(min-width:{WIDEST_WINDOW}px) {widest:.0}px")];
    sizes.extend(windows.iter().map(|(from, class, of_window, less)| {
        let (vw, px) = (share(*class) * of_window * 100.0, share(*class) * less);
        let condition = if *from == 0 { String::new() } else { format!("(min-width:{from}px) ") };
        if *less > 0.0 { format!("{condition}calc({vw:.1}vw - {px:.0}px)") } else { format!("{condition}{vw:.1}vw") }
    }));
    sizes.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_window_has_the_width_at_which_a_photo_is_shown() {
        let shares = [0.5, 0.25, 0.25, 0.2, 0.2, 0.1];
        assert_eq!(
            sizes(&shares, Beside::Nothing),
            "(min-width:2240px) 211px,(min-width:1888px) calc(10.0vw - 13px),(min-width:1522px) 18.4vw,\
             (min-width:1174px) 18.4vw,(min-width:914px) 23.0vw,(min-width:566px) 23.0vw,46.0vw"
        );
        assert!(sizes(&shares, Beside::Filters).contains("(min-width:993px) calc(23.0vw - 66px),(min-width:914px)"));
    }
}
