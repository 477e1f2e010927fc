//! The receipt of a photo's licences, for its contributor and for those who reuse it: dated, with the grant ledger and
//! the hashes of the file.
//!
//! `GET /photos/{id}/receipt`, and `GET /photos/{id}/receipt.json` for software.

use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::{Data, Path},
};
use askama::Template;
use serde_json::{Value, json};

use super::{
    credit, list,
    print::{Code, code},
    sentences, wording,
};
use crate::{
    domain::{
        grant::{Act, Grant, UNSEEN},
        person::Handle,
        photo::{Author, PhotoRecord, State},
        reader::Reader,
    },
    library::{Library, browse::LookError},
    web::{
        frame::{answer, layout::Frame},
        i18n::Messages,
        problem::Problem,
        request::{context::RequestContext, parameters::photo_id},
        site::Site,
        view::{grants, json as api, licence::LicenceView},
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
    /// Who is credited today.
    pub author: Option<String>,
    /// What was declared with the latest licence, as far as this reader may know.
    pub declared: DeclaredView,
    /// Whether the author asked not to be named any more.
    pub author_withheld: bool,
    /// Whether its texts and names were erased.
    pub erased: bool,
    /// Which archive it comes from.
    pub archive: Option<String>,
    /// The address of the photo's page.
    pub address: String,
    /// The QR code of that address.
    pub code: Option<Code>,
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

/// What a receipt says of the author and of who took the photo.
#[derive(Clone, Debug)]
pub struct DeclaredView {
    /// The author declared, where that was kept and this reader may know it.
    pub author: Option<String>,
    /// Whether it is another one than is credited today.
    pub differs: bool,
    /// Who took it, as declared, where that was kept.
    pub source: Option<&'static str>,
    /// Who took it, according to the photo today, where that differs or where nothing was kept.
    pub source_now: Option<&'static str>,
    /// Why something is left out, where it is.
    pub note: Option<&'static str>,
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

    /// That it cannot be revoked; a public domain mark is a statement, which can be wrong, and has no such sentence.
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
    /// The address of those words, where they can be read.
    pub words: Option<String>,
    /// Whether it is the latest of several, which is in force unless the photo is withdrawn.
    pub latest: bool,
    /// The author declared with it, where that is another one than with the latest.
    pub declared: Option<String>,
}

/// `GET /photos/{id}/receipt`.
///
/// # Errors
/// [`Problem::NotFound`] when the reader may not see the photo, or while no licence is granted.
pub async fn show(
    context: RequestContext,
    id: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let photo = granted(&context, &id, &library).await?;
    let mut entries = Vec::new();
    let mut frame = site.frame(&context, "");
    let grantors = library.people(photo.grants.iter().map(|grant| &grant.grantor)).await?;
    let is_named = api::contributor(&photo, &context.reader).is_some();
    let named = |grantor: &Handle| match grantors.get(grantor) {
        _ if photo.erased => frame.t.receipt_name_erased().to_owned(),
        _ if !is_named => frame.t.photo_author_withheld().to_owned(),
        Some(person) => format!("{} ({grantor})", person.name),
        None => sentences::handle(grantor, frame.t),
    };
    let latest = photo.grants.last().and_then(|grant| grant.declared.as_ref());
    for (i, grant) in photo.grants.iter().enumerate() {
        entries.push(EntryView {
            licence: LicenceView::of(grant.licence),
            at: grant.at.to_string(),
            shown_at: (format!("{:.0}", grant.at), grants::day(grant.at, frame.t)),
            by: named(&grant.grantor),
            wording: if grant.wording == UNSEEN {
                frame.t.receipt_entry_unseen().to_owned()
            } else {
                grant.wording.clone()
            },
            words: wording::is_readable(&grant.wording).then(|| frame.urls.wording(&grant.wording)),
            latest: i > 0 && i + 1 == photo.grants.len() && photo.withdrawn().is_none(),
            declared: grant
                .declared
                .as_ref()
                .filter(|declared| latest.is_some_and(|latest| latest.author != declared.author))
                .filter(|declared| context.reader.reads_declared(&photo, &declared.author))
                .map(|declared| author_declared(&declared.author, frame.t)),
        });
    }
    frame.entitle(grants::receipt_title(&photo, frame.t));
    frame.indexed = false;
    let card = list::card(&photo);
    let page = ReceiptPage {
        title: card.title,
        author: card.author,
        declared: declared(&photo, &context.reader, frame.t),
        author_withheld: photo.author_withheld,
        erased: photo.erased,
        archive: photo.archive.clone(),
        code: code(&site.photo_url(&photo.id)),
        address: site.photo_url(&photo.id),
        json: frame.urls.receipt_json(&photo.id),
        hashes: [("BLAKE3", photo.original.blake3.to_hex()), ("SHA-256", photo.original.sha256.to_string())],
        entries,
        act: grants::act(&photo),
        issued: grants::day(library.now(), frame.t),
        public: photo.published.is_some() && photo.state != State::Hidden,
        withdrawn: photo.withdrawn().map(|at| grants::day(at, frame.t)),
        frame,
    };
    answer::personal(StatusCode::OK, &page)
}

/// `GET /photos/{id}/receipt.json`.
///
/// # Errors
/// As for the page.
pub async fn json(
    context: RequestContext,
    id: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let photo = granted(&context, &id, &library).await?;
    let name = format!("attachment; filename=\"receipt-{}.json\"", photo.id);
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CONTENT_DISPOSITION, name))
        .json(document(&photo, &site, &context.reader, &library.now().to_string())))
}

/// What the latest grant declared; the photo's present values where that was not kept.
fn declared(photo: &PhotoRecord, reader: &Reader, t: Messages) -> DeclaredView {
    let now = credit::took(photo.source, t);
    let Some((grant, declared)) = photo.grants.last().and_then(|grant| Some((grant, grant.declared.as_ref()?))) else {
        let note = (!photo.author_withheld).then(|| t.receipt_not_kept());
        return DeclaredView { author: None, differs: false, source: None, source_now: Some(now), note };
    };
    let is_read = reader.reads_declared(photo, &declared.author);
    DeclaredView {
        author: is_read.then(|| author_declared(&declared.author, t)),
        differs: declared.author != photo.author,
        source: Some(
            grant.declared_source().map_or_else(|| t.receipt_source_unasked(), |source| credit::took(source, t)),
        ),
        source_now: (declared.source != photo.source).then_some(now),
        note: (!is_read && !photo.author_withheld).then(|| t.receipt_declared_replaced()),
    }
}

/// An author as declared: name and address.
fn author_declared(author: &Author, t: Messages) -> String {
    let name = author.name.as_ref().map_or_else(|| t.photo_author_unknown(), |name| name.as_str());
    author.url.as_ref().map_or_else(|| name.to_owned(), |url| format!("{name} ({url})"))
}

async fn granted(context: &RequestContext, id: &str, library: &Library) -> Result<PhotoRecord, Problem> {
    let photo = match library.whole_photo(&context.reader, &photo_id(id)?).await {
        Ok(found) => (*found.record).clone(),
        // People who reused the photo need this proof most after it was withdrawn.
        Err(LookError::Withdrawn(photo)) => *photo,
        Err(error) => return Err(error.into()),
    };
    if photo.grants.is_empty() { Err(Problem::NotFound) } else { Ok(photo) }
}

fn document(photo: &PhotoRecord, site: &Site, reader: &Reader, issued: &str) -> Value {
    let latest = photo.grants.last().filter(|grant| grant.declared.is_some());
    let declared = latest.and_then(|grant| grant.declared.as_ref()).map(|declared| &declared.author);
    // As declared with the licence, where that was kept and may be shown; else as credited today.
    let author = match declared.filter(|declared| reader.reads_declared(photo, declared)) {
        Some(declared) => json!({ "name": declared.name, "url": declared.url, "withheld": false }),
        None => api::author(photo),
    };
    let source = latest.map_or(Some(photo.source), Grant::declared_source);
    json!({
        "issuer": { "name": site.name(), "url": site.public_url },
        "issued": issued,
        "photo": site.photo_url(&photo.id),
        "state": photo.state,
        "withdrawn": photo.withdrawn(),
        "title": photo.title,
        "erased": photo.erased,
        "author": author,
        "source": source,
        "archive": photo.archive,
        "declared": latest.is_some(),
        "credited": api::author(photo),
        "licenses": api::grants(photo, reader),
        "original": {
            "blake3": photo.original.blake3,
            "sha256": photo.original.sha256,
            "bytes": photo.original.bytes,
            "media_type": photo.original.media_type,
        },
    })
}
