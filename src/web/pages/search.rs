//! Search by words.

use actix_web::{
    HttpResponse,
    web::{Data, Query},
};
use askama::Template;
use serde::Deserialize;

use super::{
    card::{Card, Paging},
    frame::Frame,
    view,
};
use crate::{
    library::Library,
    web::{asking::Asking, cache::PageCache, problem::Problem, site::Site},
};

/// The photos that carry all the words of `frame.searched`.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/search.html")]
pub struct SearchPage {
    /// What every page has; `searched` holds the words, empty when nothing was asked yet.
    pub frame: Frame,
    /// The photos of this page of the results.
    pub cards: Vec<Card>,
    /// The pages before and after.
    pub paging: Paging,
    /// How many photos were found in all.
    pub total: u64,
}

/// What is asked.
#[derive(Deserialize)]
pub struct Asked {
    q: Option<String>,
    cursor: Option<String>,
}

/// `GET /search?q=`.
///
/// # Errors
/// [`Problem`] when the library does not answer.
pub async fn show(
    asking: Asking,
    asked: Query<Asked>,
    library: Data<Library>,
    site: Data<Site>,
    kept: Data<PageCache>,
) -> Result<HttpResponse, Problem> {
    kept.page(&library, &asking, async {
        let words = asked.q.as_deref().map(str::trim).unwrap_or_default();
        let page = library.search(words, asked.cursor.as_deref(), view::PART).await?;
        let mut frame = site.frame(&asking, "");
        frame.title = if words.is_empty() { frame.t.search_label().to_owned() } else { words.to_owned() };
        words.clone_into(&mut frame.searched);
        frame.indexed = false;
        let address = frame.urls.search(words);
        view::made(&SearchPage {
            paging: view::paging(&page, &address, asked.cursor.as_deref()),
            total: view::total(&page),
            cards: view::cards(&page),
            frame,
        })
    })
    .await
}
