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
        grant::{Act, UNSEEN, WORDING},
        person::Handle,
        photo::PhotoRecord,
        reader::Reader,
    },
    library::{Library, browse::LookError},
    web::{
        api::{photos::photo_id, view as api},
        asking::Asking,
        i18n::Messages,
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
    /// Whether its words and names were erased.
    pub erased: bool,
    /// The address of the photo's page.
    pub address: String,
    /// The address of this receipt for software.
    pub json: String,
    /// The original's hashes, each with its name.
    pub hashes: [(&'static str, String); 2],
    /// The grant ledger, oldest first.
    pub entries: Vec<EntryView>,
    /// What its entries are: licences, or the public domain.
    pub act: Act,
    /// When this receipt was issued, as people read it.
    pub issued: String,
    /// Whether the photo is or was public.
    pub public: bool,
    /// The day it was withdrawn, if it was.
    pub withdrawn: Option<String>,
}

impl ReceiptPage {
    /// How many entries there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        u64::try_from(self.entries.len()).unwrap_or(u64::MAX)
    }

    /// Whether licences were granted.
    #[must_use]
    pub fn is_of_licences(&self) -> bool {
        self.act == Act::Licence
    }

    /// What the receipt states.
    #[must_use]
    pub fn lead(&self) -> String {
        let Frame { t, site, .. } = &self.frame;
        match self.act {
            Act::Licence => t.receipt_lead(self.count(), site),
            Act::Dedication => t.receipt_lead_dedicated(site),
            Act::Mark => t.receipt_lead_marked(site),
        }
    }

    /// The title of the ledger.
    #[must_use]
    pub fn ledger(&self) -> String {
        let t = self.frame.t;
        match self.act {
            Act::Licence => t.receipt_ledger(self.count()),
            Act::Dedication => t.receipt_ledger_dedicated().to_owned(),
            Act::Mark => t.receipt_ledger_marked().to_owned(),
        }
    }

    /// The title of its column of licences.
    #[must_use]
    pub fn of_licences(&self) -> &'static str {
        let t = self.frame.t;
        if self.is_of_licences() { t.receipt_entry_licence() } else { t.receipt_entry_status() }
    }

    /// The title of its column of instants.
    #[must_use]
    pub fn of_instants(&self) -> &'static str {
        let t = self.frame.t;
        match self.act {
            Act::Licence => t.receipt_entry_at(),
            Act::Dedication => t.receipt_entry_dedicated_at(),
            Act::Mark => t.receipt_entry_marked_at(),
        }
    }

    /// That it cannot be taken back; a finding can be wrong, and promises nothing.
    #[must_use]
    pub fn irrevocable(&self) -> Option<&'static str> {
        let t = self.frame.t;
        match self.act {
            Act::Licence => Some(t.receipt_irrevocable()),
            Act::Dedication => Some(t.receipt_irrevocable_dedicated()),
            Act::Mark => None,
        }
    }
}

/// One entry of the grant ledger.
#[derive(Clone, Debug)]
pub struct EntryView {
    /// The licence.
    pub licence: LicenceView,
    /// When it was granted, exactly (RFC 3339).
    pub at: String,
    /// The same to the second, and as people read it.
    pub shown_at: (String, String),
    /// Who granted it: shown name and account.
    pub by: String,
    /// The version of the words they were shown.
    pub wording: String,
    /// Where those words stand, when they are those of today.
    pub words: Option<String>,
    /// Whether it is the latest of several, which is in force unless the photo is withdrawn.
    pub latest: bool,
}

/// What a photo's receipt is called.
#[must_use]
pub fn title(photo: &PhotoRecord, t: Messages) -> &'static str {
    match act(photo) {
        Act::Licence => t.receipt_title(),
        Act::Dedication => t.receipt_title_dedicated(),
        Act::Mark => t.receipt_title_marked(),
    }
}

fn act(photo: &PhotoRecord) -> Act {
    Act::of_all(photo.grants.iter().map(|grant| grant.licence))
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
        _ if photo.erased => frame.t.receipt_name_erased().to_owned(),
        _ if !is_named => frame.t.photo_author_withheld().to_owned(),
        Some(person) => format!("{} ({grantor})", person.name),
        None => grantor.to_string(),
    };
    for (i, grant) in photo.grants.iter().enumerate() {
        entries.push(EntryView {
            licence: view::licence(grant.licence),
            at: grant.at.to_string(),
            shown_at: (format!("{:.0}", grant.at), view::day(grant.at, frame.t)),
            by: named(&grant.grantor),
            wording: if grant.wording == UNSEEN {
                frame.t.receipt_entry_unseen().to_owned()
            } else {
                grant.wording.clone()
            },
            words: (grant.wording == WORDING).then(|| frame.urls.wording(&grant.wording)),
            latest: i > 0 && i + 1 == photo.grants.len() && photo.withdrawn().is_none(),
        });
    }
    frame.entitle(title(&photo, frame.t));
    frame.indexed = false;
    let card = view::card(&photo);
    let page = ReceiptPage {
        title: card.title,
        author: card.author,
        author_withheld: photo.author_withheld,
        erased: photo.erased,
        address: site.photo_url(&photo.id),
        json: frame.urls.receipt_json(&photo.id),
        hashes: [("BLAKE3", photo.original.blake3.to_hex()), ("SHA-256", photo.original.sha256.to_string())],
        entries,
        act: act(&photo),
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
        "erased": photo.erased,
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
