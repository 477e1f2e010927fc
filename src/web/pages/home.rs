//! The home page: newest photos.

use actix_web::{
    HttpResponse,
    web::{Data, Query},
};
use askama::Template;
use serde::Deserialize;

use super::{
    card::{Card, Paging},
    view,
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

/// Newest photos first, with one sentence of what this is and a search box.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/home.html")]
pub struct HomePage {
    /// What every page has.
    pub frame: Frame,
    /// The photos of this page of the list.
    pub cards: Vec<Card>,
    /// The pages before and after.
    pub paging: Paging,
    /// How many photos are published in all.
    pub total: u64,
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
        let page = library.newest(from.cursor.as_deref(), view::PART).await?;
        let mut frame = site.frame(&context, "");
        frame.description = Some(frame.t.footer_promise().to_owned());
        let address = frame.urls.home();
        let page = answer::made(&HomePage {
            paging: view::paging(&page, &address, from.cursor.as_deref()),
            total: view::total(&page),
            cards: view::cards(&page),
            frame,
        })?;
        Ok((page, Dependencies::on(&[Dependency::PublicPhotos])))
    })
    .await
}
