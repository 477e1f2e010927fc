//! A photo on other sites: the page for a frame, and the codes to paste.
//!
//! `GET /embed/{id}?lang=fr|en|br`: the one page that others may frame. Its attribution is always visible; a photo that
//! was withdrawn shows a notice in its place.

use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::{Data, Path, Query},
};
use askama::Template;
use serde::Deserialize;

use super::reuse::Piece;
use crate::{
    domain::{
        attribution::{Attribution, framed},
        language::Language,
        photo::PhotoRecord,
        reader::Reader,
    },
    library::{Library, browse::LookError},
    web::{
        frame::{answer, layout::Frame},
        i18n::Messages,
        problem::Problem,
        request::{context::RequestContext, parameters::photo_id},
        site::Site,
        urls::Urls,
        view::{attribution::attribution_of, embed, licence::link_to_licence, markup::Markup},
    },
};

/// The policy of every page, except that any site may frame it.
pub const POLICY: &str = "default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *";
/// The framed page.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/embed.html")]
pub struct EmbedPage {
    /// Language, addresses, style.
    pub frame: Frame,
    /// The photo, or nothing when it is not there (any more).
    pub shown: Option<embed::Shown>,
    /// Whether it was withdrawn: then its notice is shown.
    pub withdrawn: bool,
    /// The sentence shown instead of the photo.
    pub notice: &'static str,
    /// The address of its tombstone.
    pub address: String,
}

/// The parameters of the frame.
#[derive(Deserialize)]
pub struct EmbedQuery {
    lang: Option<String>,
}

impl EmbedQuery {
    /// The language asked for; French where none is.
    #[must_use]
    pub fn language(&self) -> Language {
        self.lang.as_deref().and_then(|code| code.parse().ok()).unwrap_or_default()
    }
}

/// `GET /embed/{id}`.
///
/// # Errors
/// [`Problem`] when the library does not answer; what is not there is a notice.
pub async fn show(
    mut context: RequestContext,
    id: Path<String>,
    query: Query<EmbedQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    context.language = query.language();
    let frame = site.frame(&context, "");
    // The frame shows what visitors may see, even to the contributor: it is part of other people's pages.
    let found = match photo_id(&id) {
        Ok(id) => library.whole_photo(&Reader::Visitor, &id).await,
        Err(_) => Err(LookError::Unknown),
    };
    let mut link = None;
    let (status, shown, notice) = match found {
        Ok(photo) => {
            link = link_to_licence(&photo);
            let record = attribution_of(&photo, &site);
            let attribution = Markup::from_encoder(framed(&record, context.language));
            let shown = embed::shown(&photo, &record, &site, context.language);
            (StatusCode::OK, shown.map(|shown| embed::Shown { attribution, ..shown }), "")
        }
        Err(LookError::Withdrawn(_)) => (StatusCode::GONE, None, frame.t.embed_withdrawn()),
        Err(LookError::Unknown) => (StatusCode::NOT_FOUND, None, frame.t.embed_unknown()),
        Err(LookError::Fault(fault)) => return Err(fault.into()),
    };
    let address = photo_id(&id).map_or_else(|_no_id| site.absolute("/"), |id| site.photo_url(&id));
    let withdrawn = status == StatusCode::GONE;
    let body = answer::made(&EmbedPage { frame, shown, withdrawn, notice, address })?.body;
    let mut head = HttpResponse::build(status);
    if let Some(link) = link {
        head.insert_header((header::LINK, link));
    }
    Ok(head
        .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header(("cross-origin-resource-policy", "cross-origin"))
        .body(body))
}

/// The codes to paste: a figure, a frame, and the address that other software asks.
///
/// # Errors
/// [`Problem::Fault`] when a template cannot be written.
pub fn codes(
    photo: &PhotoRecord,
    record: &Attribution,
    site: &Site,
    language: Language,
    t: Messages,
) -> Result<Vec<Piece>, Problem> {
    let Some(shown) = embed::shown(photo, record, site, language) else { return Ok(Vec::new()) };
    let urls = Urls::new(language);
    let piece = |key, name, note: &str, text| Piece { key, name, note: note.to_owned(), text, rich: None };
    Ok(vec![
        piece("figure", t.embed_figure(), t.embed_figure_note(), embed::figure_code(&shown)?),
        piece("iframe", t.embed_iframe(), t.embed_iframe_note(), embed::iframe_code(photo, site, language)?),
        piece(
            "oembed",
            t.embed_oembed(),
            t.embed_oembed_note(),
            // By the page in the attribution's language: that is the language it is answered in.
            site.absolute(&urls.oembed(&site.absolute(&urls.photo(&photo.id)))),
        ),
    ])
}
