//! Search by words, and by what one means to do with the photos.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Query},
};
use askama::Template;

use super::{
    card::Paging,
    filters::{Choice, Filter, Order, SearchRequest},
    gallery::{Beside, Gallery},
    list,
};
use crate::{
    domain::{permitted_uses::PermittedUses, query::SortOrder},
    library::{
        Library,
        freshness::{Dependencies, Dependency},
    },
    web::{
        cache::PageCache,
        frame::{answer, layout::Frame},
        problem::{FormValues, Problem},
        request::context::{RequestContext, from_address},
        site::Site,
    },
};

/// How many of the newest photos stand on a page that found nothing.
const MEANWHILE: usize = 8;

/// The photos that carry all the words of `frame.searched`.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/search.html")]
pub struct SearchPage {
    /// What every page has; `searched` holds the words, empty when nothing was asked yet.
    pub frame: Frame,
    /// The photos of this page of the results.
    pub gallery: Gallery,
    /// The pages before and after.
    pub paging: Paging,
    /// How many photos were found in all.
    pub total: u64,
    /// What one means to do with them.
    pub uses: PermittedUses,
    /// How many more would be found without saying what one means to do with them.
    pub set_aside: u64,
    /// The same search without saying it.
    pub without_uses: String,
    /// The words that may have been meant, when nothing was found.
    pub suggestion: Option<String>,
    /// What narrows the search, beside its words.
    pub filters: Vec<Filter>,
    /// What one may mean to do.
    pub use_choices: Vec<Choice>,
    /// The shapes of the photos found.
    pub shapes: Vec<Choice>,
    /// The orders in which the photos may come.
    pub orders: Vec<Order>,
    /// The parameters that have no field in the form, and stay.
    pub hidden: Vec<(String, String)>,
    /// The words of the place.
    pub place: String,
    /// The earliest date.
    pub taken_after: String,
    /// The latest date.
    pub taken_before: String,
    /// The parameters of the address that were not understood and are left out; empty when there are none.
    pub not_understood: String,
    /// Photos to look at when nothing was found.
    pub meanwhile: Gallery,
}

/// `GET /search?q=&use=`, with the filters of `GET /api/v1/photos`. What is not understood is named on the page, and
/// the rest is applied.
///
/// # Errors
/// [`Problem`] when the library does not answer.
pub async fn show(
    request: HttpRequest,
    context: RequestContext,
    parameters: Query<FormValues>,
    library: Data<Library>,
    site: Data<Site>,
    kept: Data<PageCache>,
) -> Result<HttpResponse, Problem> {
    kept.page(&library, &context, async {
        let asked = SearchRequest::read(&parameters);
        site.count_search(from_address(&request))?;
        let query = &asked.search.query;
        let cursor = asked.cursor.as_deref();
        let order = asked.search.order.unwrap_or(SortOrder::Newest);
        let (page, facets) = library.search_with_facets(query, order, cursor, list::PART).await?;
        let total = list::total(&page);
        let suggestion = if total == 0 { library.suggestion(query).await? } else { None };
        let meanwhile = if total == 0 { list::cards(&library.newest(None, MEANWHILE).await?) } else { Vec::new() };
        let set_aside = if query.uses.is_empty() {
            0
        } else {
            let any_use = asked.without_uses();
            list::total(&library.search(&any_use, order, None, 1).await?).saturating_sub(total)
        };
        let mut frame = site.frame(&context, "");
        frame.title =
            if asked.words.is_empty() { frame.t.search_label().to_owned() } else { frame.t.search_tab(&asked.words) };
        asked.words.clone_into(&mut frame.searched);
        frame.indexed = false;
        let urls = frame.urls;
        let address = asked.address(urls, query.uses, |_| true);
        let page = answer::made(&SearchPage {
            paging: list::paging(&page, &address, cursor),
            total,
            gallery: Gallery::new(list::cards_for(&page, query.uses), Beside::Filters).listed_by(&address),
            uses: query.uses,
            set_aside,
            without_uses: asked.address(urls, PermittedUses::default(), |_| true),
            suggestion,
            filters: asked.chips(&frame),
            use_choices: asked.uses(&facets, frame.t),
            shapes: asked.shapes(&facets, frame.t),
            orders: asked.orders(&frame),
            hidden: asked.hidden(),
            place: asked.value("place"),
            taken_after: asked.value("taken_after"),
            taken_before: asked.value("taken_before"),
            not_understood: asked.not_understood(frame.t),
            meanwhile: Gallery::new(meanwhile, Beside::Nothing),
            frame,
        })?;
        Ok((page, Dependencies::on(&[Dependency::PublicPhotos])))
    })
    .await
}
