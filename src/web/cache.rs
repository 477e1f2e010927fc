//! Caches in memory: renditions, and the pages that visitors read.
//!
//! Each entry has what it shows of the library, and the number of the library's last change when it was made. It is
//! current until something that it shows changes (`library/freshness.rs`); then a rendition is checked again for
//! whether its photo is still public, and a page is made again, once for all who ask for it meanwhile.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicU64, Ordering},
};

use actix_web::{
    HttpResponse,
    http::header::{self, HeaderName, HeaderValue},
};
use bytes::Bytes;
use quick_cache::{Weighter, sync::Cache};

use super::{
    compression::{Use, compressed},
    problem::Problem,
    request::{coding::Coding, context::RequestContext},
    single_flight::SingleFlight,
    zero_copy::Sendable,
};
use crate::{
    domain::reader::Reader,
    library::{
        Library,
        browse::VisiblePhoto,
        freshness::{Dependencies, Dependency},
        take_away::TakeAwayError,
    },
};

/// Bytes of renditions kept: some five hundred grid pictures, and small beside what a server has.
const MEDIA_BYTES: u64 = 24 * 1024 * 1024;
/// Bytes of pages kept.
const PAGE_BYTES: u64 = 8 * 1024 * 1024;

/// A cached rendition.
pub struct Hot {
    /// Its bytes, whole.
    pub picture: Sendable,
    /// The revision of its photo when it was made: a large one carries the attribution inside.
    pub revision: u64,
    /// Its entity tag.
    pub tag: HeaderValue,
    /// The `Link` header that names its licence.
    pub licence: Option<HeaderValue>,
    /// Its photo.
    shows: Dependencies,
    /// The number of the library's last change when that was last seen to be public.
    since: AtomicU64,
}

struct Page {
    whole: Made,
    /// The same page compressed, made when a client first accepts it: nothing where that fails.
    brotli: OnceLock<Option<Bytes>>,
    gzip: OnceLock<Option<Bytes>>,
    shows: Dependencies,
    /// The number of the library's last change before it was made.
    since: u64,
}

#[derive(Clone)]
struct Weight;

impl Weighter<String, Arc<Hot>> for Weight {
    fn weight(&self, key: &String, hot: &Arc<Hot>) -> u64 {
        u64::try_from(key.len() + hot.picture.length()).unwrap_or(u64::MAX)
    }
}

impl Weighter<String, Arc<Page>> for Weight {
    fn weight(&self, key: &String, page: &Arc<Page>) -> u64 {
        // Compressed, a page has a third of its bytes at most, twice.
        u64::try_from(key.len() + page.whole.body.len() * 5 / 3).unwrap_or(u64::MAX)
    }
}

/// The renditions in memory.
pub struct MediaCache {
    renditions: Cache<String, Arc<Hot>, Weight>,
    being_read: SingleFlight<Arc<Hot>>,
}

impl Default for MediaCache {
    fn default() -> Self {
        let renditions = Cache::with_weighter(1_000, MEDIA_BYTES, Weight);
        Self { renditions, being_read: SingleFlight::default() }
    }
}

impl MediaCache {
    /// A rendition by its path, and whether its photo is as it was when it was last seen to be public.
    #[must_use]
    pub fn get(&self, path: &str, library: &Library) -> Option<(Arc<Hot>, bool)> {
        self.renditions.get(path).map(|hot| {
            let fresh = library.are_unchanged(&hot.shows, hot.since.load(Ordering::Acquire));
            (hot, fresh)
        })
    }

    /// A rendition of a public photo: the one of this revision that is kept, or that another request reads meanwhile,
    /// else read now. `since` is the number of the library's last change before the photo was looked at.
    ///
    /// # Errors
    /// Whatever reading it fails with.
    pub async fn rendition<F>(
        &self,
        path: &str,
        photo: &VisiblePhoto,
        licence: Option<HeaderValue>,
        since: u64,
        read: F,
    ) -> Result<Arc<Hot>, Problem>
    where
        F: Future<Output = Result<Bytes, TakeAwayError>>,
    {
        let revision = photo.revision;
        let serves = |hot: &Arc<Hot>| hot.revision == revision;
        let read = async {
            let picture = Sendable::new(read.await?);
            let tag = HeaderValue::from_str(&format!("\"{revision}\"")).unwrap_or(HeaderValue::from_static("\"0\""));
            let shows = Dependencies::on(&[Dependency::Photo(&photo.id)]);
            let hot = Arc::new(Hot { picture, revision, tag, licence, shows, since: AtomicU64::new(since) });
            self.renditions.insert(path.to_owned(), Arc::clone(&hot));
            Ok(hot)
        };
        self.being_read.answer(path, || self.renditions.get(path), serves, read).await
    }

    /// Removes a rendition whose photo is no longer public.
    pub fn forget(&self, path: &str) {
        self.renditions.remove(path);
    }
}

impl Hot {
    /// Its photo was seen to be public, and of the same revision, when the library had come to this change.
    pub fn seen_at(&self, seq: u64) {
        self.since.store(seq, Ordering::Release);
    }
}

/// The pages of visitors in memory.
pub struct PageCache {
    pages: Cache<String, Arc<Page>, Weight>,
    being_made: SingleFlight<Arc<Page>>,
    asked: AtomicU64,
    made: AtomicU64,
}

impl Default for PageCache {
    fn default() -> Self {
        Self {
            pages: Cache::with_weighter(500, PAGE_BYTES, Weight),
            being_made: SingleFlight::default(),
            asked: AtomicU64::new(0),
            made: AtomicU64::new(0),
        }
    }
}

/// How often pages were asked for by visitors, and how often one had to be made for that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageCounts {
    /// Requests.
    pub asked: u64,
    /// Pages that were begun to be made.
    pub made: u64,
}

impl PageCache {
    /// The page at this address: for visitors from memory while nothing that it shows changed, else made now. Its maker
    /// says what of the library it shows.
    ///
    /// # Errors
    /// Whatever making it fails with.
    pub async fn page<F>(&self, library: &Library, context: &RequestContext, make: F) -> Result<HttpResponse, Problem>
    where
        F: Future<Output = Result<(Made, Dependencies), Problem>>,
    {
        // A page that says what its reader just did is for that reader.
        if context.reader != Reader::Visitor || context.flash().is_some() || context.path.len() > 300 {
            return Ok(make.await?.0.respond("private, no-store"));
        }
        self.shared(library, &context.frame_path(), context.coding, make).await
    }

    /// The answer at this path, which is the same for every reader: from memory while nothing that it shows changed, else
    /// made now.
    ///
    /// # Errors
    /// Whatever making it fails with.
    pub async fn shared<F>(
        &self,
        library: &Library,
        path: &str,
        coding: Option<Coding>,
        make: F,
    ) -> Result<HttpResponse, Problem>
    where
        F: Future<Output = Result<(Made, Dependencies), Problem>>,
    {
        self.asked.fetch_add(1, Ordering::Relaxed);
        let page = match self.pages.get(path).filter(|page| page.stands(library)) {
            Some(page) => page,
            None => self.made_once(library, path, make).await?,
        };
        Ok(page.respond(coding))
    }

    async fn made_once<F>(&self, library: &Library, key: &str, make: F) -> Result<Arc<Page>, Problem>
    where
        F: Future<Output = Result<(Made, Dependencies), Problem>>,
    {
        // A page whose making began after this request arrived shows all earlier changes, even if it is stale again by
        // now, so that waiting requests never make it one after another.
        let asked_at = library.seq();
        let serves = |page: &Arc<Page>| (page.since >= asked_at && library.knows_changes()) || page.stands(library);
        let make = async {
            self.made.fetch_add(1, Ordering::Relaxed);
            // Read before the page is made: a change meanwhile makes the page stale, never wrongly current.
            let since = library.seq();
            library.refresh_settings().await?;
            let (whole, shows) = make.await?;
            let page = Arc::new(Page { whole, brotli: OnceLock::new(), gzip: OnceLock::new(), shows, since });
            self.pages.insert(key.to_owned(), Arc::clone(&page));
            Ok(page)
        };
        self.being_made.answer(key, || self.pages.get(key), serves, make).await
    }

    /// How often pages were asked for and made, since the start.
    #[must_use]
    pub fn counts(&self) -> PageCounts {
        PageCounts { asked: self.asked.load(Ordering::Relaxed), made: self.made.load(Ordering::Relaxed) }
    }
}

impl Page {
    fn stands(&self, library: &Library) -> bool {
        library.are_unchanged(&self.shows, self.since)
    }

    fn respond(&self, coding: Option<Coding>) -> HttpResponse {
        let small = coding.and_then(|coding| {
            let kept = if coding == Coding::Brotli { &self.brotli } else { &self.gzip };
            let small = kept.get_or_init(|| compressed(&self.whole.body, coding, Use::Kept)).as_ref()?;
            Some((coding, small))
        });
        let body = small.map_or(&self.whole.body, |(_, small)| small).clone();
        let mut response = Made { body, headers: self.whole.headers.clone() }.respond("no-cache");
        let headers = response.headers_mut();
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        if let Some((coding, _)) = small {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding.name()));
        }
        response
    }
}

/// A page made, or another answer that is kept.
pub struct Made {
    /// Its bytes: HTML, unless its headers say otherwise.
    pub body: Bytes,
    /// Its own headers, in place of those of every page.
    pub headers: Vec<(HeaderName, HeaderValue)>,
}

impl Made {
    fn respond(self, cache_control: &'static str) -> HttpResponse {
        let mut response =
            HttpResponse::Ok().insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8")).body(self.body);
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache_control));
        for (name, value) in self.headers {
            headers.insert(name, value);
        }
        response
    }
}
