//! Caches in memory: renditions, and the pages of visitors.
//!
//! Each entry has the library's change number. While that number is the same, the entry is current; after a change, a
//! rendition is checked again for whether its photo is still public, and a page is made again.

use std::{
    io::Write as _,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};

use actix_web::{
    HttpResponse,
    http::header::{self, HeaderMap, HeaderValue},
};
use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use quick_cache::{Weighter, sync::Cache};

use super::{problem::Problem, request::context::RequestContext, zero_copy::Sendable};
use crate::{domain::reader::Reader, library::Library};

/// Bytes of renditions kept: some five hundred grid pictures, and small beside what a server has.
const MEDIA_BYTES: u64 = 24 * 1024 * 1024;
/// Bytes of pages kept.
const PAGE_BYTES: u64 = 8 * 1024 * 1024;
/// A rendition in memory.
pub struct Hot {
    /// Its bytes, whole.
    pub picture: Sendable,
    /// The revision of its photo when it was made: a large one carries the attribution inside.
    pub revision: u64,
    /// Its entity tag.
    pub tag: HeaderValue,
    /// The `Link` header that names its licence.
    pub licence: Option<HeaderValue>,
    /// The change number under which its photo was last seen to be public.
    seen: AtomicU64,
}

struct Page {
    whole: Made,
    /// The same page compressed, made when a client first accepts it.
    small: OnceLock<Bytes>,
    made: u64,
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
        // Compressed, a page has a third of its bytes at most.
        u64::try_from(key.len() + page.whole.body.len() * 4 / 3).unwrap_or(u64::MAX)
    }
}

/// The renditions in memory.
pub struct MediaCache(Cache<String, Arc<Hot>, Weight>);

impl Default for MediaCache {
    fn default() -> Self {
        Self(Cache::with_weighter(1_000, MEDIA_BYTES, Weight))
    }
}

impl MediaCache {
    /// A rendition by its path, and whether its photo was public under this change number.
    #[must_use]
    pub fn get(&self, path: &str, seq: u64) -> Option<(Arc<Hot>, bool)> {
        self.0.get(path).map(|hot| {
            let fresh = hot.seen.load(Ordering::Acquire) == seq;
            (hot, fresh)
        })
    }

    /// Keeps a public rendition.
    pub fn put(&self, path: &str, bytes: Bytes, revision: u64, licence: Option<HeaderValue>, seq: u64) -> Arc<Hot> {
        let tag = HeaderValue::from_str(&format!("\"{revision}\"")).unwrap_or(HeaderValue::from_static("\"0\""));
        let hot = Arc::new(Hot { picture: Sendable::new(bytes), revision, tag, licence, seen: AtomicU64::new(seq) });
        self.0.insert(path.to_owned(), Arc::clone(&hot));
        hot
    }

    /// Removes a rendition whose photo is no longer public.
    pub fn forget(&self, path: &str) {
        self.0.remove(path);
    }
}

impl Hot {
    /// Its photo was seen to be public under this change number.
    pub fn seen_at(&self, seq: u64) {
        self.seen.store(seq, Ordering::Release);
    }
}

/// The pages of visitors in memory.
pub struct PageCache(Cache<String, Arc<Page>, Weight>);

impl Default for PageCache {
    fn default() -> Self {
        Self(Cache::with_weighter(500, PAGE_BYTES, Weight))
    }
}

impl PageCache {
    /// The page at this address: for visitors from memory while nothing changed, else made now.
    ///
    /// # Errors
    /// Whatever making it fails with.
    pub async fn page<F>(&self, library: &Library, context: &RequestContext, make: F) -> Result<HttpResponse, Problem>
    where
        F: Future<Output = Result<Made, Problem>>,
    {
        if context.reader != Reader::Visitor || context.path.len() > 300 {
            return Ok(make.await?.respond("private, no-store"));
        }
        let key = context.frame_path();
        // Read before the page is made: a change meanwhile makes the page old, never wrongly new.
        let seq = library.seq();
        if let Some(page) = self.0.get(&key).filter(|page| page.made == seq) {
            return Ok(page.respond(context.takes_gzip));
        }
        let page = Arc::new(Page { whole: make.await?, small: OnceLock::new(), made: seq });
        self.0.insert(key, Arc::clone(&page));
        Ok(page.respond(context.takes_gzip))
    }
}

impl Page {
    /// Only pages of visitors are compressed: next to a secret, the length of a compressed page may reveal it (BREACH).
    fn respond(&self, takes_gzip: bool) -> HttpResponse {
        let small = takes_gzip.then(|| self.small.get_or_init(|| compressed(&self.whole.body)));
        let small = small.filter(|small| !small.is_empty());
        let body = small.unwrap_or(&self.whole.body).clone();
        let mut response = Made { body, link: self.whole.link.clone() }.respond("no-cache");
        let headers = response.headers_mut();
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        if small.is_some() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        response
    }
}

/// Compressed with gzip (RFC 1952), at its quickest: a photo's page of 24 KB then takes 7 KB, and reaches a telephone in one round trip
/// instead of two (RFC 6928: ten packets before the first acknowledgement). Brotli would spare 1 KB more and take three times as
/// long, longer than the page takes to be made. Empty where that fails.
fn compressed(body: &[u8]) -> Bytes {
    let mut writer = GzEncoder::new(Vec::with_capacity(body.len() / 3), Compression::fast());
    match writer.write_all(body).and_then(|()| writer.finish()) {
        Ok(small) => small.into(),
        Err(_never) => Bytes::new(),
    }
}

/// A page made.
pub struct Made {
    /// Its HTML.
    pub body: Bytes,
    /// Its `Link` header, if it has one.
    pub link: Option<HeaderValue>,
}

impl Made {
    fn respond(self, cache_control: &'static str) -> HttpResponse {
        let mut response =
            HttpResponse::Ok().insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8")).body(self.body);
        let headers: &mut HeaderMap = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache_control));
        if let Some(link) = self.link {
            headers.insert(header::LINK, link);
        }
        response
    }
}
