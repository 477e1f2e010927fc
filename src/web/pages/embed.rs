//! A photo on somebody else's page: the frame they may show, and the codes to paste there.
//!
//! `GET /embed/{id}?lang=fr|en|br`: the one page that others may frame. Its attribution is always visible; a photo that was
//! withdrawn shows a notice in its place.

use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::{Data, Path, Query},
};
use askama::Template;
use serde::Deserialize;

use super::{frame::Frame, markup::Markup, reuse::Piece, view};
use crate::{
    domain::{
        attribution::{Attribution, Format, framed, snippet},
        language::Language,
        photo::{PhotoRecord, Rendition},
        reader::Reader,
    },
    library::{Library, browse::LookError},
    web::{
        api::{attributions::attribution_of, photos::photo_id},
        context::RequestContext,
        i18n::Messages,
        media::link_to_licence,
        problem::Problem,
        site::Site,
        urls::Urls,
    },
};

/// As every page's policy, but for who may frame it: anyone, that is what it is for.
const POLICY: &str = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *";
/// The width in pixels that a frame has when nobody says otherwise, and the height of the attribution under the picture:
/// three lines. In a smaller frame the page itself shrinks its picture, never its attribution.
const USUAL_WIDTH: u32 = 640;
const CAPTION: u32 = 96;
/// The width in pixels of the frame of a picture narrower than that: its attribution is read well.
const NARROW: u32 = 320;
/// The least width in pixels that lets an attribution be read: some thirty letters a line.
const NARROWEST: u32 = 240;

/// The framed page.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/embed.html")]
pub struct EmbedPage {
    /// Language, addresses, style.
    pub frame: Frame,
    /// The photo, or nothing when it is not there (any more).
    pub shown: Option<Shown>,
    /// Whether it was there: its notice still is.
    pub withdrawn: bool,
    /// What is said instead of the photo.
    pub notice: &'static str,
    /// The address of what is left of it.
    pub address: String,
}

/// A photo shown elsewhere.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The address of its page.
    pub page: String,
    /// The address of its picture.
    pub picture: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Its text alternative.
    pub alt: String,
    /// The attribution in HTML.
    pub attribution: Markup,
}

/// The code of a figure: picture and attribution, with no frame.
#[derive(Template)]
#[template(path = "parts/figure.html")]
struct Figure<'a> {
    shown: &'a Shown,
    responsive: Markup,
}

/// Keeps a picture or a frame within the column it is pasted into. It is for other people's pages: ours have no style of
/// their own in their HTML.
const RESPONSIVE: &str = "style=\"max-width:100%;height:auto\"";
const FRAMED: &str = "style=\"max-width:100%;border:0\"";

/// The code of a frame.
#[derive(Template)]
#[template(path = "parts/iframe.html")]
struct Iframe<'a> {
    address: &'a str,
    title: &'a str,
    width: u32,
    height: u32,
    responsive: Markup,
}

/// What the frame is asked for.
#[derive(Deserialize)]
pub struct EmbedQuery {
    lang: Option<String>,
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
    context.language = query.lang.as_deref().and_then(|code| code.parse().ok()).unwrap_or_default();
    let frame = site.frame(&context, "");
    // The frame is for everybody, whoever looks: what only its contributor sees is not for other people's pages.
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
            let shown = shown(&photo, &record, &site, context.language);
            (StatusCode::OK, shown.map(|shown| Shown { attribution, ..shown }), "")
        }
        Err(LookError::Withdrawn(_)) => (StatusCode::GONE, None, frame.t.embed_withdrawn()),
        Err(LookError::Unknown) => (StatusCode::NOT_FOUND, None, frame.t.embed_unknown()),
        Err(LookError::Fault(fault)) => return Err(fault.into()),
    };
    let address = photo_id(&id).map_or_else(|_no_id| site.absolute("/"), |id| site.photo_url(&id));
    let withdrawn = status == StatusCode::GONE;
    let body = view::made(&EmbedPage { frame, shown, withdrawn, notice, address })?.body;
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

/// A public photo as other sites show it; nothing for one without a licence.
#[must_use]
pub fn shown(photo: &PhotoRecord, record: &Attribution, site: &Site, language: Language) -> Option<Shown> {
    photo.licence()?;
    let made = best(photo)?;
    Some(Shown {
        page: site.photo_url(&photo.id),
        picture: site.absolute(&Urls::new(language).media(&photo.id, made.edge)),
        width: made.width,
        height: made.height,
        alt: alt(photo, Messages::new(language)),
        attribution: Markup::from_encoder(snippet(record, Format::Html, language)),
    })
}

/// The rendition nearest above 1,000 px, which carries the attribution inside; else the largest there is.
fn best(photo: &PhotoRecord) -> Option<&Rendition> {
    let large = photo.renditions.iter().filter(|made| made.edge >= 1_000).min_by_key(|made| made.edge);
    large.or_else(|| photo.renditions.iter().max_by_key(|made| made.edge))
}

fn alt(photo: &PhotoRecord, t: Messages) -> String {
    let title = || photo.title.as_ref().map(|title| title.as_str().to_owned());
    photo
        .alt
        .as_ref()
        .map(|alt| alt.as_str().to_owned())
        .or_else(title)
        .unwrap_or_else(|| t.photo_untitled().to_owned())
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
    let Some(shown) = shown(photo, record, site, language) else { return Ok(Vec::new()) };
    let urls = Urls::new(language);
    let piece = |key, name, note: &str, text| Piece { key, name, note: note.to_owned(), text, rich: None };
    Ok(vec![
        piece(
            "figure",
            t.embed_figure(),
            t.embed_figure_note(),
            written(&Figure { shown: &shown, responsive: Markup::from_encoder(RESPONSIVE.to_owned()) })?,
        ),
        piece(
            "iframe",
            t.embed_iframe(),
            t.embed_iframe_note(),
            iframe(photo, site, language, whole(photo, usual_width(photo)))?,
        ),
        piece(
            "oembed",
            t.embed_oembed(),
            t.embed_oembed_note(),
            // By the page in the attribution's language: that is the language it is answered in.
            site.absolute(&urls.oembed(&site.absolute(&urls.photo(&photo.id)))),
        ),
    ])
}

/// The code of a frame of this width and height in pixels.
fn iframe(photo: &PhotoRecord, site: &Site, language: Language, size: (u32, u32)) -> Result<String, Problem> {
    let address = site.absolute(&Urls::new(language).embed(&photo.id));
    let title = alt(photo, Messages::new(language));
    written(&Iframe {
        address: &address,
        title: &title,
        width: size.0,
        height: size.1,
        responsive: Markup::from_encoder(FRAMED.to_owned()),
    })
}

/// How wide a frame is when nobody says otherwise: as wide as its picture, of which no pixel is made larger.
fn usual_width(photo: &PhotoRecord) -> u32 {
    best(photo).map_or(USUAL_WIDTH, |made| made.width.clamp(NARROW, USUAL_WIDTH))
}

/// A frame of this width that shows the whole picture and its attribution.
fn whole(photo: &PhotoRecord, width: u32) -> (u32, u32) {
    let pictured = best(photo).map_or(width, |made| made.width.min(width));
    (width, in_proportion(photo, pictured).saturating_add(CAPTION))
}

fn in_proportion(photo: &PhotoRecord, width: u32) -> u32 {
    let (full, high) = (u64::from(photo.original.width.max(1)), u64::from(photo.original.height));
    u32::try_from(u64::from(width) * high / full).unwrap_or(u32::MAX).max(1)
}

fn written(part: &impl Template) -> Result<String, Problem> {
    part.render().map(|code| code.trim().to_owned()).map_err(|error| Problem::Fault(Box::new(error)))
}

/// The `html`, width and height of an oEmbed answer that keep within these bounds: the whole attribution, which survives
/// where frames are refused, then the frame.
///
/// # Errors
/// [`Problem::Fault`] when a template cannot be written.
pub fn rich(
    photo: &PhotoRecord,
    record: &Attribution,
    site: &Site,
    language: Language,
    bounds: (Option<u32>, Option<u32>),
) -> Result<(String, u32, u32), Problem> {
    let usual = usual_width(photo);
    let widest = bounds.0.map_or(usual, |most| most.clamp(1, usual));
    let (mut width, mut height) = whole(photo, widest);
    if let Some(most) = bounds.1.filter(|most| *most < height) {
        // A shorter picture is narrower; the attribution beside it still wants its lines, and the page gives it the room
        // that the picture loses.
        let fits = u64::from(width) * u64::from(most.saturating_sub(CAPTION)) / u64::from(in_proportion(photo, width));
        width = u32::try_from(fits).unwrap_or(width).max(NARROWEST.min(widest));
        height = most.max(1);
    }
    let frame = iframe(photo, site, language, (width, height))?;
    let quoted = snippet(record, Format::Html, language);
    Ok((format!("<blockquote>{quoted}</blockquote>{frame}"), width, height))
}
