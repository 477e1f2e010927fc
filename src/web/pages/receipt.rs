//! The receipt of a photo's licences, for who gave it and for who reuses it: dated, with the ledger and the file's hashes.
//!
//! `GET /photos/{id}/receipt`, and `GET /photos/{id}/receipt.json` for software.

use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::{Data, Path},
};
use askama::Template;
use serde_json::{Value, json};

use super::{frame::Frame, licence::LicenceView, view};
use crate::{
    domain::{
        grant::{UNSEEN, WORDING},
        person::Handle,
        photo::PhotoRecord,
        reader::Reader,
    },
    library::{Library, browse::LookError},
    web::{
        api::{photos::photo_id, view as api},
        asking::Asking,
        problem::Problem,
        site::Site,
    },
};

/// The receipt as a page to keep or print.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/receipt.html")]
pub struct ReceiptPage {
    /// What every page has.
    pub frame: Frame,
    /// The photo's title.
    pub title: Option<String>,
    /// Who is credited.
    pub author: Option<String>,
    /// Whether the author asked not to be named any more.
    pub author_withheld: bool,
    /// The address of the photo's page.
    pub address: String,
    /// The address of this receipt for software.
    pub json: String,
    /// The original's hashes, each with its name.
    pub hashes: [(&'static str, String); 2],
    /// The grant ledger, oldest first.
    pub entries: Vec<EntryView>,
    /// When this receipt was issued, as people read it.
    pub issued: String,
    /// Whether the photo is or was public.
    pub public: bool,
    /// The day it was withdrawn, if it was.
    pub withdrawn: Option<String>,
}

/// One entry of the grant ledger.
#[derive(Clone, Debug)]
pub struct EntryView {
    /// The licence.
    pub licence: LicenceView,
    /// When it was granted, exactly (RFC 3339), and as people read it.
    pub at: (String, String),
    /// Who granted it: shown name and account.
    pub by: String,
    /// The version of the words they were shown.
    pub wording: String,
    /// Where those words stand, when they are those of today.
    pub words: Option<String>,
    /// Whether it is the one in force, which a withdrawn photo has no more.
    pub now: bool,
}

/// `GET /photos/{id}/receipt`.
///
/// # Errors
/// [`Problem::NotFound`] for who may not see the photo or while no licence is granted.
pub async fn show(
    asking: Asking,
    id: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let photo = granted(&asking, &id, &library).await?;
    let mut entries = Vec::new();
    let mut frame = site.frame(&asking, "");
    let grantors = library.people(photo.grants.iter().map(|grant| &grant.grantor)).await?;
    let is_named = api::contributor(&photo, &asking.reader).is_some();
    let named = |grantor: &Handle| match grantors.get(grantor) {
        _ if !is_named => frame.t.photo_author_withheld().to_owned(),
        Some(person) => format!("{} ({grantor})", person.name),
        None => grantor.to_string(),
    };
    for (i, grant) in photo.grants.iter().enumerate() {
        entries.push(EntryView {
            licence: view::licence(grant.licence),
            at: (grant.at.to_string(), view::day(grant.at, frame.t)),
            by: named(&grant.grantor),
            wording: if grant.wording == UNSEEN {
                frame.t.receipt_entry_unseen().to_owned()
            } else {
                grant.wording.clone()
            },
            words: (grant.wording == WORDING).then(|| frame.urls.wording(&grant.wording)),
            now: i + 1 == photo.grants.len() && photo.withdrawn().is_none(),
        });
    }
    frame.entitle(frame.t.receipt_title());
    frame.indexed = false;
    let card = view::card(&photo);
    let page = ReceiptPage {
        title: card.title,
        author: card.author,
        author_withheld: photo.author_withheld,
        address: site.photo_url(&photo.id),
        json: frame.urls.receipt_json(&photo.id),
        hashes: [("BLAKE3", photo.original.blake3.to_hex()), ("SHA-256", photo.original.sha256.to_string())],
        entries,
        issued: view::day(library.now(), frame.t),
        public: photo.published.is_some(),
        withdrawn: photo.withdrawn().map(|at| view::day(at, frame.t)),
        frame,
    };
    view::personal(StatusCode::OK, &page)
}

/// `GET /photos/{id}/receipt.json`.
///
/// # Errors
/// As for the page.
pub async fn json(
    asking: Asking,
    id: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let photo = granted(&asking, &id, &library).await?;
    let name = format!("attachment; filename=\"receipt-{}.json\"", photo.id);
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CONTENT_DISPOSITION, name))
        .json(document(&photo, &site, &asking.reader, &library.now().to_string())))
}

async fn granted(asking: &Asking, id: &str, library: &Library) -> Result<PhotoRecord, Problem> {
    let photo = match library.whole_photo(&asking.reader, &photo_id(id)?).await {
        Ok(found) => (*found.record).clone(),
        // Whoever reused it before needs their proof most once the photo is gone.
        Err(LookError::Withdrawn(photo)) => *photo,
        Err(error) => return Err(error.into()),
    };
    if photo.grants.is_empty() { Err(Problem::NotFound) } else { Ok(photo) }
}

fn document(photo: &PhotoRecord, site: &Site, reader: &Reader, issued: &str) -> Value {
    json!({
        "issuer": { "name": site.name, "url": site.public_url },
        "issued": issued,
        "photo": site.photo_url(&photo.id),
        "state": photo.state,
        "withdrawn": photo.withdrawn(),
        "title": photo.title,
        "author": api::author(photo),
        "licenses": api::grants(photo, reader),
        "original": {
            "blake3": photo.original.blake3,
            "sha256": photo.original.sha256,
            "bytes": photo.original.bytes,
            "media_type": photo.original.media_type,
        },
    })
}
