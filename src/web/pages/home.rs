//! The home page: newest photos.

use actix_web::{
    HttpResponse,
    web::{Data, Query},
};
use askama::Template;
use serde::Deserialize;

use super::{
    card::{Card, Paging},
    collections::{CollectionCard, newest},
    gallery::{Beside, Gallery},
    list,
};
use crate::{
    library::{
        Library,
        freshness::{Dependencies, Dependency},
    },
    web::{
        cache::PageCache,
        frame::{answer, layout::Frame},
        problem::Problem,
        request::context::RequestContext,
        site::Site,
    },
};

/// Photos that the first page of the list shows, and each that follows: six rows on a laptop.
const PART: usize = 24;
/// The least width in pixels, and the least ratio width ÷ height in tenths, of a picture that may open the page.
const COVER: (u32, u32) = (1_280, 13);

/// A search box over the newest landscape, then the newest photos.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/home.html")]
pub struct HomePage {
    /// What every page has.
    pub frame: Frame,
    /// The picture that opens the first page: the newest landscape that is large enough.
    pub cover: Option<Card>,
    /// The other photos of this page of the list.
    pub gallery: Gallery,
    /// The pages before and after.
    pub paging: Paging,
    /// How many photos are published in all.
    pub total: u64,
    /// The newest collections, on the first page.
    pub folios: Vec<CollectionCard>,
    /// How many collections are published in all.
    pub collections: u64,
}

/// Where a page of a list begins.
#[derive(Deserialize)]
pub struct From {
    /// The cursor that the page before gave.
    pub cursor: Option<String>,
}

/// `GET /`.
///
/// # Errors
/// [`Problem`] when the library does not answer.
pub async fn show(
    context: RequestContext,
    from: Query<From>,
    library: Data<Library>,
    site: Data<Site>,
    kept: Data<PageCache>,
) -> Result<HttpResponse, Problem> {
    kept.page(&library, &context, async {
        let page = library.newest(from.cursor.as_deref(), PART).await?;
        let mut cards = list::cards(&page);
        let cover = if from.cursor.is_none() { take_cover(&mut cards) } else { None };
        let mut frame = site.frame(&context, "");
        frame.description = Some(frame.t.footer_promise().to_owned());
        let address = frame.urls.home();
        let shown = Dependencies::on(&[Dependency::PublicPhotos]);
        let (folios, collections, shown) = match from.cursor {
            None => newest(shown, &library, &frame).await?,
            Some(_) => (Vec::new(), 0, shown),
        };
        let page = answer::made(&HomePage {
            paging: list::paging(&page, &address, from.cursor.as_deref()),
            total: list::total(&page),
            cover,
            gallery: Gallery::new(cards, Beside::Nothing).light_on_phones(),
            folios,
            collections,
            frame,
        })?;
        Ok((page, shown))
    })
    .await
}

/// The sum of the ratios of photos that fill a row as wide as the page gets, at the greatest height of a short one
/// (`FEW` in `view/rows.rs`): with less, their row would be half empty.
const FILLS: f64 = 2.7;

/// Takes the picture that opens the page out of the newest photos, unless those that are left would be too few for a row.
fn take_cover(cards: &mut Vec<Card>) -> Option<Card> {
    let (width, tenths) = COVER;
    let opens =
        |card: &Card| card.width >= width && u64::from(card.width) * 10 >= u64::from(card.height) * u64::from(tenths);
    let place = cards.iter().position(opens)?;
    let ratio = |card: &Card| f64::from(card.width) / f64::from(card.height.max(1));
    let left: f64 = cards.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, card)| ratio(card)).sum();
    (cards.len() == 1 || left >= FILLS).then(|| cards.remove(place))
}
