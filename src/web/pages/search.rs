//! Search by words, and by what one means to do with the photos.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Query},
};
use askama::Template;

use super::{
    card::{Card, Paging},
    facets::{self, Choice, Facet},
    filters::{Filter, Order, SearchRequest},
    gallery::{Beside, Gallery},
    list,
    timeline::{self, Decade},
};
use crate::{
    domain::{permitted_uses::PermittedUses, query::SortOrder},
    library::{
        Library, StoreFault,
        freshness::{Dependencies, SEARCHED},
    },
    web::{
        cache::PageCache,
        frame::{answer, layout::Frame},
        problem::{FormValues, Problem},
        request::context::{RequestContext, from_address},
        site::Site,
        urls,
    },
};

/// How many wider searches a page that found nothing offers.
const MOST_WIDER: usize = 8;
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
    /// The words that may have been meant, when nothing was found, and the search for them.
    pub suggestion: Option<(String, String)>,
    /// Searches that leave out one thing and find something, when nothing was found.
    pub wider: Vec<Wider>,
    /// What narrows the search, beside its words.
    pub filters: Vec<Filter>,
    /// What one may mean to do.
    pub use_choices: Vec<Choice>,
    /// What the photos found divide into.
    pub facets: Vec<Facet>,
    /// The decades in which the photos found were taken; empty where that would not narrow the search.
    pub timeline: Vec<Decade>,
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
    /// What it finds in other forms.
    pub elsewhere: Elsewhere,
    /// The parameters of the address that were not understood and are left out; empty when there are none.
    pub not_understood: String,
    /// A context that the address names and there is not.
    pub unknown_context: Option<String>,
    /// Whether some of the photos found have a public place.
    pub has_map: bool,
    /// Photos to look at when nothing was found.
    pub meanwhile: Gallery,
}

/// The same search in other forms, by their addresses.
#[derive(Clone, Debug)]
pub struct Elsewhere {
    /// A collection that it fills; nothing where it narrows nothing.
    pub collection: Option<String>,
    /// For feed readers.
    pub feed: String,
    /// A table for spreadsheets.
    pub csv: String,
    /// For maps.
    pub geojson: String,
    /// The map of Zef.
    pub map: String,
}

impl Elsewhere {
    fn of(asked: &SearchRequest, frame: &Frame) -> Self {
        let query = asked.query(frame.urls);
        let joint = if query.is_empty() { "" } else { "&" };
        let files = format!("{query}{joint}lang={}", frame.t.language().code());
        let narrows = asked.is_understood().is_ok() && !asked.search.query.is_empty();
        Self {
            collection: narrows.then(|| frame.urls.collection_of_search(&query)),
            feed: frame.urls.feed_of(&query),
            csv: urls::export("csv", &files),
            geojson: urls::export("geojson", &files),
            map: frame.urls.map_of(&query),
        }
    }
}

/// A search that leaves out one thing of another one.
#[derive(Clone, Debug)]
pub struct Wider {
    /// What it leaves out, in words.
    pub part: String,
    /// Its address.
    pub address: String,
    /// How many photos it finds.
    pub count: u64,
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
    // On the heap: its facets, choices and addresses would make the future of the request large.
    let made = Box::pin(async {
        let mut asked = SearchRequest::read(&parameters);
        site.count_search(from_address(&request))?;
        let query = &asked.search.query;
        let cursor = asked.cursor.as_deref();
        let order = asked.search.order.unwrap_or(SortOrder::Newest);
        let (page, found) = library.search_with_facets(query, order, cursor, list::PART).await?;
        asked.titles = library.titles_of(asked.search.query.collection.as_ref(), &found).await?;
        let query = &asked.search.query;
        let total = list::total(&page);
        let mut frame = site.frame(&context, "");
        let urls = frame.urls;
        let instead = if total == 0 { Box::pin(instead(&asked, &library, &frame)).await? } else { Instead::default() };
        let set_aside = if query.uses.is_empty() {
            0
        } else {
            let any_use = asked.without_uses();
            list::total(&library.search(&any_use, order, None, 1).await?).saturating_sub(total)
        };
        frame.title =
            if asked.words.is_empty() { frame.t.search_label().to_owned() } else { frame.t.search_tab(&asked.words) };
        asked.words.clone_into(&mut frame.searched);
        frame.indexed = false;
        let address = asked.address(urls, query.uses, |_| true);
        let has_map = list::has_places(&page);
        let page = answer::made(&SearchPage {
            paging: list::paging(&page, &address, cursor),
            total,
            gallery: Gallery::new(list::cards_for(&page, query.uses), Beside::Filters).listed_by(&address),
            uses: query.uses,
            set_aside,
            suggestion: instead.suggestion,
            wider: instead.wider,
            filters: asked.chips(&frame),
            use_choices: facets::uses(&asked, &found, &frame),
            facets: facets::facets(&asked, &found, page.total, &frame),
            timeline: timeline::timeline(&asked, &found, &frame),
            orders: asked.orders(&frame),
            hidden: asked.hidden(),
            place: asked.value("place"),
            taken_after: asked.value("taken_after"),
            taken_before: asked.value("taken_before"),
            elsewhere: Elsewhere::of(&asked, &frame),
            not_understood: asked.not_understood(frame.t),
            unknown_context: if library.lacks_context(&asked.search.query).await? {
                asked.search.query.context.as_ref().map(|context| context.as_str().to_owned())
            } else {
                None
            },
            has_map,
            meanwhile: Gallery::new(instead.meanwhile, Beside::Nothing),
            frame,
        })?;
        Ok((page, Dependencies::on(&SEARCHED)))
    });
    kept.page(&library, &context, made).await
}

/// What a page that found nothing shows.
#[derive(Default)]
struct Instead {
    suggestion: Option<(String, String)>,
    wider: Vec<Wider>,
    meanwhile: Vec<Card>,
}

async fn instead(asked: &SearchRequest, library: &Library, frame: &Frame) -> Result<Instead, StoreFault> {
    let suggestion = library.suggestion(&asked.search.query).await?.map(|words| {
        let address = asked.with_words(frame.urls, &words);
        (words, address)
    });
    Ok(Instead {
        suggestion: match suggestion {
            None => named_author(asked, library, frame).await?,
            suggestion => suggestion,
        },
        wider: wider(asked, library, frame).await?,
        meanwhile: list::cards(&library.newest(None, MEANWHILE).await?),
    })
}

/// The search for the author of this name, where nobody has it as an account.
async fn named_author(
    asked: &SearchRequest,
    library: &Library,
    frame: &Frame,
) -> Result<Option<(String, String)>, StoreFault> {
    let Some(handle) = &asked.search.query.author else { return Ok(None) };
    if library.person(handle).await?.is_some() {
        return Ok(None);
    }
    let without = asked.with(frame.urls, "author", None);
    let address = format!("{without}&author_name={}", urls::encoded(handle.as_str()));
    Ok(Some((frame.t.search_author_named(handle.as_str()), address)))
}

/// The searches that leave out one thing and find something.
async fn wider(asked: &SearchRequest, library: &Library, frame: &Frame) -> Result<Vec<Wider>, StoreFault> {
    let parts = asked.parts(frame);
    // What is left when the only condition goes is every photo, which the page leads to in other ways.
    if parts.len() < 2 {
        return Ok(Vec::new());
    }
    let queries = parts.iter().map(|part| SearchRequest::at(&part.without).search.query).collect();
    let counts = library.count_found(queries).await?;
    let wider = parts.into_iter().zip(counts).filter(|(_, count)| *count > 0).map(|(part, count)| Wider {
        part: part.name,
        address: part.without,
        count: u64::try_from(count).unwrap_or(u64::MAX),
    });
    Ok(wider.take(MOST_WIDER).collect())
}
