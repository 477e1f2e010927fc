//! Search by words, and by what one means to do with the photos.

use std::collections::HashSet;

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Query},
};
use askama::Template;

use super::{
    card::{Card, Paging},
    view,
};
use crate::{
    domain::{permitted_uses::PermittedUses, query::SortOrder, text::clean_line},
    library::{
        Library,
        freshness::{Dependencies, Dependency},
    },
    web::{
        cache::PageCache,
        frame::{answer, layout::Frame},
        problem::{FormValues, Problem},
        request::{
            context::{RequestContext, from_address},
            search_query::SearchQuery,
        },
        site::Site,
        urls,
    },
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
    /// The other filters of the address, as it writes them; empty when there are none.
    pub filters: String,
    /// The parameters of the address that were not understood and are left out; empty when there are none.
    pub not_understood: String,
}

/// What the address asks for.
#[derive(Default)]
struct SearchRequest {
    words: String,
    search: SearchQuery,
    cursor: Option<String>,
    /// The filters beside words and uses, each as the address writes it.
    filters: Vec<(String, String)>,
    not_understood: Vec<(String, String)>,
    /// The parameters that have a value already: of two, the search has the first.
    given: HashSet<String>,
}

impl SearchRequest {
    fn read(parameters: &[(String, String)]) -> Self {
        let mut request = Self::default();
        // What was done, said once on the page that a form leads to, is no part of a search.
        for (name, value) in parameters.iter().filter(|(name, _)| name != "done" && name != "about") {
            let value = value.trim();
            // Uses are read one by one: of several, those that are understood count.
            let values: Vec<&str> = if name == "use" { value.split(',').collect() } else { vec![value] };
            for value in values {
                request.add(name, value);
            }
        }
        request
    }

    fn add(&mut self, name: &str, value: &str) {
        let pair = || (clean_line(name), clean_line(value));
        if name != "use" && !value.is_empty() && !self.given.insert(name.to_owned()) {
            self.not_understood.push(pair());
        } else if name == "cursor" {
            self.cursor = Some(value.to_owned());
        } else if self.search.add(name, value).is_err() {
            self.not_understood.push(pair());
        } else if name == "q" {
            value.clone_into(&mut self.words);
        } else if name != "use" && !value.is_empty() {
            self.filters.push(pair());
        }
    }
}

/// Pairs of an address as people read them.
fn listed(pairs: &[(String, String)]) -> String {
    pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(", ")
}

/// `GET /search?q=&use=`, with the filters of `GET /api/v1/photos`. What is not understood is named on the page, and the
/// rest is applied.
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
        let SearchRequest { words, search: SearchQuery { query, order }, cursor, filters, not_understood, .. } =
            SearchRequest::read(&parameters);
        site.count_search(from_address(&request))?;
        let order = order.unwrap_or(SortOrder::Newest);
        let page = library.search(&query, order, cursor.as_deref(), view::PART).await?;
        let suggestion = if page.total == 0 { library.suggestion(&query).await? } else { None };
        let mut frame = site.frame(&context, "");
        frame.title = if words.is_empty() { frame.t.search_label().to_owned() } else { frame.t.search_tab(&words) };
        words.clone_into(&mut frame.searched);
        frame.indexed = false;
        let mut address = frame.urls.search(&words, query.uses);
        for (name, value) in &filters {
            address.extend(["&", name, "=", &urls::encoded(value)]);
        }
        let page = answer::made(&SearchPage {
            paging: view::paging(&page, &address, cursor.as_deref()),
            total: view::total(&page),
            cards: view::cards_for(&page, query.uses),
            uses: query.uses,
            suggestion,
            filters: listed(&filters),
            not_understood: listed(&not_understood),
            frame,
        })?;
        Ok((page, Dependencies::on(&[Dependency::PublicPhotos])))
    })
    .await
}
