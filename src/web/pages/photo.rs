//! The page of a photo: the picture, what its licence allows, and all that is needed to reuse it.

mod around;
mod show;
pub mod step;

pub use show::show;

use askama::Template;

use self::around::Neighbours;
use super::{
    alike::AlikeView, card::width_at, collections::collect::CollectForm, credit::LedgerView, reuse::Panel,
    statements::Statement, strip::Strip,
};
use crate::{
    domain::{
        licence::LicenceId,
        person::Handle,
        photo::{Camera, PhotoId, State},
        print_size::PrintSize,
        tag::Tag,
    },
    web::{
        frame::layout::Frame,
        view::{chart::PlaceOnChart, grants::GrantView, licence::LicenceView, markup::Markup},
    },
};

/// One photo.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/photo.html")]
pub struct PhotoPage {
    /// What every page has.
    pub frame: Frame,
    /// The photo.
    pub id: PhotoId,
    /// Its address without language prefix, which attributions and metadata name.
    pub address: String,
    /// Its title as it was typed, for metadata; people read the title of the page.
    pub title: Option<String>,
    /// Its description, line ends kept.
    pub description: Option<String>,
    /// Its text alternative; the title is used when there is none.
    pub alt: Option<String>,
    /// Who is credited.
    pub author: Option<String>,
    /// Where the author's photos are listed.
    pub author_photos: Option<String>,
    /// The author's own address.
    pub author_url: Option<String>,
    /// Whether the author asked not to be named.
    pub author_withheld: bool,
    /// Who gave it: account and shown name.
    pub contributor: Option<(Handle, String)>,
    /// The licence in force.
    pub licence: Option<LicenceView>,
    /// What its receipt is called.
    pub receipt: &'static str,
    /// The grant in force: day, by whom, and the version of the words shown, in one sentence.
    pub granted: Option<String>,
    /// Licences granted earlier, which remain valid.
    pub earlier: Vec<EarlierGrant>,
    /// Width in pixels of the picture as seen.
    pub width: u32,
    /// Height in pixels of the picture as seen.
    pub height: u32,
    /// The long edges of the renditions that exist, in pixels, smallest first.
    pub edges: Vec<u32>,
    /// When it was taken: as people read it, and as machines do.
    pub taken: Option<(String, String)>,
    /// The name of the place.
    pub place: Option<String>,
    /// Where the photos of that place are listed.
    pub place_photos: Option<String>,
    /// The coordinates that are published, as people read them.
    pub coordinates: Option<String>,
    /// Whether those coordinates are rounded.
    pub coordinates_rounded: bool,
    /// In which direction it looks, in a sentence.
    pub looks: Option<String>,
    /// That point or area on a chart.
    pub chart: Option<PlaceOnChart>,
    /// Its tags.
    pub tags: Vec<Tag>,
    /// What curators say of them: a church or a bridge is described once for all its photos.
    pub described: Vec<DescribedTag>,
    /// The camera and its settings.
    pub camera: Camera,
    /// When it was published, as people read it.
    pub published: Option<String>,
    /// The sizes one may download, largest first; empty while it is not public.
    pub sizes: Vec<SizeView>,
    /// Whether its attribution can be drawn under the picture: letters that the font lacks cannot.
    pub has_letters: bool,
    /// The attribution, ready to paste; absent while no licence is granted.
    pub panel: Option<Panel>,
    /// Its state and what can be done about it, for its contributor and staff.
    pub standing: Option<Standing>,
    /// The list that the reader came from, and the photos beside this one in it.
    pub neighbours: Option<Neighbours>,
    /// The sheet that the photos of that list are to fill.
    pub print: Option<PrintSize>,
    /// The public collections that have it: title and address.
    pub collections: Vec<(String, String)>,
    /// The pairs of then and now that public collections make of it: the title of the collection, and the address of the pair.
    pub pairs: Vec<(String, String)>,
    /// Collections into which the reader may put it, for those who may: what names each, and its title.
    pub collect: Option<(CollectForm, Vec<(String, String)>)>,
    /// Photos of the same author and of the same place.
    pub related: Vec<Strip>,
    /// The schema.org description as JSON-LD.
    pub json_ld: Markup,
}

/// A licence granted before the one in force.
#[derive(Clone, Debug)]
pub struct EarlierGrant {
    /// The grant.
    pub view: GrantView,
    /// The address of the attributions that name it, where it allows more than the one in force.
    pub stands: Option<String>,
}

/// A size one may download.
#[derive(Clone, Debug)]
pub struct SizeView {
    /// Its name in the address: `original`, `2000`, `1280` or `640`.
    pub name: String,
    /// The format of the file.
    pub kind: &'static str,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Its size in bytes, when known before it is made.
    pub bytes: Option<u64>,
}

/// The state of a photo, and what the reader may do with it.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is one gesture offered or not")]
pub struct Standing {
    /// The state.
    pub state: State,
    /// Whether the reader gave it.
    pub gave: bool,
    /// Whether it was sent back to the reader, who gave it.
    pub is_sent_back: bool,
    /// Whether sending it again leads to review.
    pub is_reviewed_again: bool,
    /// The reason of the latest decision.
    pub reason: Option<String>,
    /// Why it was hidden or restored after a report.
    pub statements: Vec<Statement>,
    /// Where its contributor contests such a decision, if there is such a page.
    pub contact: Option<String>,
    /// That its file was withdrawn before, for moderators: a sentence, and the address of the tombstone.
    pub withdrawn_before: Option<(String, String)>,
    /// The doubts about it, for moderators.
    pub doubts: Vec<String>,
    /// Photos that are like it, for who gave it and for moderators.
    pub alike: Vec<AlikeView>,
    /// What staff changed of its credit, for its contributor and staff.
    pub ledger: Option<LedgerView>,
    /// Whether the reader may change its description.
    pub may_edit: bool,
    /// Whether the reader may send it to review (or publish it, when trusted).
    pub may_submit: bool,
    /// Whether the reader may withdraw it.
    pub may_withdraw: bool,
    /// Whether the reader may decide on it.
    pub may_review: bool,
    /// Whether they may propose a better file, or decide on one.
    pub may_replace: bool,
    /// Whether a better file waits.
    pub file_waits: bool,
}

/// A tag that curators describe.
#[derive(Clone, Debug)]
pub struct DescribedTag {
    /// The tag.
    pub tag: Tag,
    /// Its name in the reader's language.
    pub name: String,
    /// The paragraphs of its description.
    pub text: Vec<String>,
}

impl PhotoPage {
    /// The title, or that it has none.
    #[must_use]
    pub fn heading(&self) -> &str {
        &self.frame.title
    }

    /// The licence that files name, where the reader asked for another than the one in force.
    #[must_use]
    pub fn under(&self) -> Option<LicenceId> {
        self.panel.as_ref().and_then(|panel| panel.earlier)
    }

    /// Whether it is in the public domain, which is no licence.
    #[must_use]
    pub fn is_public_domain(&self) -> bool {
        self.licence.as_ref().is_some_and(|licence| licence.public_domain)
    }

    /// Whether its exact place is public: downloaded files may then keep their own coordinates.
    #[must_use]
    pub const fn tells_exact_place(&self) -> bool {
        self.coordinates.is_some() && !self.coordinates_rounded
    }

    /// Whether its attribution may have to be drawn on a smaller picture (`imaging/pixels/cost.rs`): of all kinds of
    /// files, a PNG of 16 bits is the first that takes too much memory.
    #[must_use]
    pub fn may_be_too_large_to_draw_on(&self) -> bool {
        const PIXELS: u64 = 28_000_000;
        u64::from(self.width) * u64::from(self.height) >= PIXELS
    }

    /// Whether the reader may suggest what it should say: who gave it changes it.
    #[must_use]
    pub fn offers_suggestion(&self) -> bool {
        let standing = self.standing.as_ref();
        self.published.is_some() && standing.is_none_or(|own| !own.gave && own.state == State::Published)
    }

    /// Whether the title is long enough to be set smaller.
    #[must_use]
    pub fn is_long(&self) -> bool {
        self.heading().chars().count() > 60
    }

    /// The size that one press takes: who looked for photos to print gets the smallest that fills the sheet; others large where
    /// there is one, else all its pixels in a format that every program reads.
    #[must_use]
    pub fn primary(&self) -> Option<&SizeView> {
        if let Some(sheet) = self.print {
            let filling = self.sizes.iter().filter(|size| sheet.is_filled_by(size.width, size.height));
            if let Some(smallest) = filling.min_by_key(|size| size.width) {
                return Some(smallest);
            }
        }
        let large = self.sizes.iter().find(|size| size.name == "2000");
        large.or_else(|| self.sizes.iter().find(|size| size.kind == "JPEG")).or_else(|| self.sizes.first())
    }

    /// The edge shown by default: the one nearest above 1,000 px, else the largest there is.
    #[must_use]
    pub fn edge(&self) -> u32 {
        self.edges.iter().copied().find(|edge| *edge >= 1_000).or_else(|| self.edges.last().copied()).unwrap_or(320)
    }

    /// The width in pixels of the rendition of that long edge.
    #[must_use]
    pub fn width_at(&self, edge: &u32) -> u32 {
        width_at(*edge, self.width, self.height)
    }

    /// The long edge of the largest rendition.
    #[must_use]
    pub fn largest(&self) -> u32 {
        self.edges.last().copied().unwrap_or(320)
    }

    /// How wide the picture stands on the page (`sizes` of HTML): as wide as its column, and never higher than a part of the
    /// window.
    #[must_use]
    pub fn sizes_of_picture(&self) -> String {
        let width_at = |height: u64| height * u64::from(self.width) / u64::from(self.height.max(1));
        let (one_column, two_columns) = (width_at(62).max(1), width_at(80).max(1));
        format!("(max-width: 62rem) min(100vw, {one_column}vh), min(100vw - 33rem, {two_columns}vh)")
    }
}

impl SizeView {
    /// The width in whole centimetres when printed at 300 pixels an inch.
    #[must_use]
    pub fn print_width(&self) -> u64 {
        u64::from(self.width) * 254 / 30_000
    }

    /// The height in whole centimetres when printed at 300 pixels an inch.
    #[must_use]
    pub fn print_height(&self) -> u64 {
        u64::from(self.height) * 254 / 30_000
    }
}
