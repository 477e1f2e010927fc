//! The basket: several photos to download together, what their licences allow together, their attributions as one
//! block, and a ZIP package.
//!
//! The address has the list: `/basket?ids=a,b,c` shows it to everyone who opens it, so it can be sent, saved and
//! printed without an account. The list that a browser gathers is kept in one cookie, `zef-basket` (ids joined by dots,
//! 30 days, `SameSite=Lax`). A cookie and not local storage, because both the script (`assets/js/basket.js`) and the
//! server, to which plain forms post, read and write it. It holds only public ids, grants nothing, and cached pages
//! never depend on it.

mod keep;
mod show;

use askama::Template;

pub use keep::keep;
pub use show::{gone, show};

use super::{
    card::{Card, namesakes, told_apart},
    collections::collect::CollectForm,
    reuse::{Changed, Piece},
};
use crate::{
    domain::{
        language::Language,
        photo::PhotoId,
        selection::{MOST, Selection},
    },
    web::{
        frame::layout::{Frame, LanguageLink},
        view::compatibility::CompatibilityView,
    },
};

/// The cookie that keeps what a browser gathers.
pub const COOKIE: &str = "zef-basket";

/// A basket.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/basket.html")]
pub struct BasketPage {
    /// What every page has.
    pub frame: Frame,
    /// Every id of the list, including those of photos that are gone.
    pub selection: Selection,
    /// The photos that are there.
    pub cards: Vec<Card>,
    /// Those that are not, in a sentence each.
    pub gone: Vec<String>,
    /// The ids of the list that do not fit into a basket.
    pub rest: Vec<PhotoId>,
    /// Whether the browser keeps another list than this one.
    pub foreign: bool,
    /// What the licences allow together, and everything to download; absent while there is no photo.
    pub lot: Option<Lot>,
    /// The form that adds the photos to a collection, if the reader may change one.
    pub collect: Option<CollectForm>,
    /// Collections that it proposes: what names each, and its title.
    pub collections: Vec<(String, String)>,
}

/// The downloads of a basket.
#[derive(Clone, Debug)]
pub struct Lot {
    /// The photos that are there.
    pub selection: Selection,
    /// What they allow together.
    pub mix: CompatibilityView,
    /// Whether they are combined or retouched.
    pub remix: bool,
    /// Whether that is about the ticked photos only.
    pub of_those: bool,
    /// Whether changes are described and no photo is ticked.
    pub unticked: bool,
    /// Those whose licence lets changed versions be shared.
    pub changeable: Selection,
    /// How many photos have a licence that does not.
    pub unchangeable: u32,
    /// Their attributions as one block.
    pub panel: Block,
    /// The sizes of the package, largest first: the name in the address, and the weight in bytes.
    pub sizes: Vec<(&'static str, u64)>,
}

/// The attributions as one block, for each medium.
#[derive(Clone, Debug)]
pub struct Block {
    /// The language it is written in.
    pub language: Language,
    /// What the reader says they changed.
    pub changed: Changed,
    /// One piece a medium.
    pub pieces: Vec<Piece>,
}

impl BasketPage {
    /// That some do not fit, and how many.
    #[must_use]
    pub fn too_many(&self) -> Option<String> {
        let left = u64::try_from(self.rest.len()).unwrap_or(u64::MAX);
        let most = u64::try_from(MOST).unwrap_or(u64::MAX);
        (left > 0).then(|| self.frame.t.basket_too_many(left, most))
    }

    /// The address of those that do not fit.
    #[must_use]
    pub fn next(&self) -> String {
        let ids: Vec<&str> = self.rest.iter().map(PhotoId::as_str).collect();
        format!("{}?ids={}", self.frame.urls.basket(), ids.join(","))
    }

    /// Every id of the list, those that do not fit too.
    #[must_use]
    pub fn list(&self) -> String {
        let rest = self.rest.iter().flat_map(|id| [",", id.as_str()]).collect::<String>();
        self.selection.joined(",") + &rest
    }

    /// The photos, each with what its controls call it.
    #[must_use]
    pub fn called(&self) -> Vec<(&Card, String)> {
        let t = self.frame.t;
        let called = |(card, namesake)| (card, told_apart(self.title(card), namesake, t));
        self.cards.iter().zip(namesakes(&self.cards)).map(called).collect()
    }

    /// A photo's title, or that it has none.
    #[must_use]
    pub fn title<'a>(&self, card: &'a Card) -> &'a str {
        card.title.as_deref().unwrap_or_else(|| self.frame.t.photo_untitled())
    }

    /// This basket, the photos shown as they are or remixed.
    #[must_use]
    pub fn used(&self, remix: bool) -> String {
        let address = self.frame.urls.basket_of(&self.selection);
        if remix { format!("{address}&use=remix#mix") } else { format!("{address}#mix") }
    }
}

impl Lot {
    /// How many photos there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        u64::try_from(self.selection.ids().len()).unwrap_or(u64::MAX)
    }

    /// The block in every language.
    #[must_use]
    pub fn languages(&self, frame: &Frame, selection: &Selection) -> Vec<LanguageLink> {
        let remix = if self.remix { "&use=remix" } else { "" };
        let changes = self.panel.changed.query();
        let link = |language: Language| LanguageLink {
            code: language.code(),
            name: frame.t.name_of(language),
            path: format!("{}{remix}&snippet={}{changes}#block", frame.urls.basket_of(selection), language.code()),
            current: language == self.panel.language,
        };
        Language::ALL.into_iter().map(link).collect()
    }
}
