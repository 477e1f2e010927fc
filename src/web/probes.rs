//! The addresses that monitors and proxies ask: whether the process is alive, and whether it is ready.

use std::sync::{Mutex, PoisonError};

use actix_web::{HttpRequest, HttpResponse, http::header, web::Data};

use crate::{
    library::{Library, StoreFault},
    web::{site::Site, trusted_proxies::Forwarded},
};

/// Why the program was not ready when it was asked last. A monitor asks again and again: the log has a line when that changes.
#[derive(Debug, Default)]
pub struct LastProbe(Mutex<Option<&'static str>>);

impl LastProbe {
    /// Whether this is news.
    fn changes_to(&self, why: Option<&'static str>) -> bool {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *last, why) != why
    }
}

/// The process is alive. A header says how the request named its client, which `zef doctor` asks for at the public address.
pub async fn alive(request: HttpRequest, site: Data<Site>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain")
        .insert_header((Forwarded::HEADER, site.trusted_proxies.forwarded(&request).as_str()))
        .body("ok\n")
}

/// The stores answer, and a photo could be received, or the library moves and is read meanwhile: a proxy that took every node for
/// away then would take the site away from its readers. A monitor reads the status, and people the sentence.
pub async fn ready(library: Data<Library>, last: Data<LastProbe>) -> HttpResponse {
    let Err(fault) = library.ready().await else {
        if last.changes_to(None) {
            tracing::info!("ready");
        }
        return HttpResponse::Ok().content_type("text/plain").body("ok\n");
    };
    if fault.is_moving_and_read() {
        return HttpResponse::Ok().content_type("text/plain").body("ok: the library moves and takes no changes here\n");
    }
    let why = match &fault {
        // The index is made without anybody's help, and a move was asked for: there is nothing to look for in the log.
        StoreFault::IndexBehind => "the search index is being made",
        fault if fault.is_away() => "the database does not answer: see the log",
        fault if fault.is_archive_away() => "the object server of the archive does not answer or refuses: see the log",
        fault if fault.is_moving() => "the library moved and is not served here any more",
        fault if fault.is_gone() => "the storage folder is not where it was: see the log",
        _ => "the stores do not answer: see the log",
    };
    let is_news = last.changes_to(Some(why));
    if is_news && !matches!(fault, StoreFault::IndexBehind) && !fault.is_moving() {
        tracing::error!(%fault, "not ready");
    }
    HttpResponse::ServiceUnavailable()
        .content_type("text/plain")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(format!("{why}\n"))
}
