//! Search by words, and by what one means to do with the photos.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Query},
};
use askama::Template;

use super::{
    card::{Card, Paging},
    frame::Frame,
    view,
};
use crate::{
    domain::{
        permitted_uses::PermittedUses,
        query::{self, PhotoQuery, SortOrder},
    },
    library::{
        Library,
        freshness::{Dependencies, Dependency},
    },
    web::{cache::PageCache, context::RequestContext, problem::Problem, site::Site},
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
    /// What one means to do with them.
    pub uses: PermittedUses,
    /// The words that may have been meant, when nothing was found.
    pub suggestion: Option<String>,
}

/// `GET /search?q=&use=`, `use` several times or once with commas.
///
/// # Errors
/// [`Problem`] when the library does not answer.
pub async fn show(
    request: HttpRequest,
    context: RequestContext,
    asked: Query<Vec<(String, String)>>,
    library: Data<Library>,
    site: Data<Site>,
    kept: Data<PageCache>,
) -> Result<HttpResponse, Problem> {
    kept.page(&library, &context, async {
        let words = values(&asked, "q").next().unwrap_or_default();
        let cursor = values(&asked, "cursor").next();
        // A box that nobody has is left out: the page shows which ones count.
        let uses: PermittedUses = values(&asked, "use").collect::<Vec<_>>().join(",").parse().unwrap_or_default();
        let query = PhotoQuery { terms: query::terms(words), uses, ..PhotoQuery::default() };
        site.count_search(&request)?;
        let found = library.search(&query, SortOrder::Newest, cursor, view::PART).await?;
        let suggestion = if found.total == 0 { library.suggestion(&query).await? } else { None };
        let mut frame = site.frame(&context, "");
        frame.title = if words.is_empty() { frame.t.search_label().to_owned() } else { frame.t.search_tab(words) };
        words.clone_into(&mut frame.searched);
        frame.indexed = false;
        let address = frame.urls.search(words, uses);
        let page = view::made(&SearchPage {
            paging: view::paging(&found, &address, cursor),
            total: view::total(&found),
            cards: view::cards_for(&found, uses),
            uses,
            suggestion,
            frame,
        })?;
        Ok((page, Dependencies::on(&[Dependency::PublicPhotos])))
    })
    .await
}

/// The values of a query's field, in order: a box ticked beside another has the same name.
fn values<'a>(asked: &'a [(String, String)], name: &'a str) -> impl Iterator<Item = &'a str> {
    asked.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.trim())
}
