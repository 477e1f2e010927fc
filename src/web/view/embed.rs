//! The codes that show a photo on other sites, with its attribution: a figure, a frame, the answer of oEmbed.

use askama::Template;

use super::markup::Markup;
use crate::{
    domain::{
        attribution::{Attribution, Format, snippet},
        collection::CollectionRecord,
        language::Language,
        photo::{PhotoRecord, Rendition},
    },
    web::{i18n::Messages, problem::Problem, site::Site, urls::Urls},
};

/// The default width of a frame in pixels, and the height of the attribution under the picture:
/// three lines. In a smaller frame the page itself shrinks its picture, never its attribution.
const USUAL_WIDTH: u32 = 640;
const CAPTION: u32 = 96;
/// The width in pixels of the frame of a picture narrower than that: its attribution is read well.
const NARROW: u32 = 320;
/// The least width in pixels that lets an attribution be read: some thirty letters a line.
const NARROWEST: u32 = 240;

/// The width and the height in pixels of the frame of a collection: two rows of four photos.
pub const COLLECTION_FRAME: (u32, u32) = (640, 520);

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

/// Keeps a picture or a frame within the column it is pasted into. It is for other people's pages: ours have no style
/// of their own in their HTML.
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

/// The code of a figure: the picture and its attribution, without a frame.
///
/// # Errors
/// [`Problem::Fault`] when the template cannot be filled.
pub fn figure_code(shown: &Shown) -> Result<String, Problem> {
    filled(&Figure { shown, responsive: Markup::from_encoder(RESPONSIVE.to_owned()) })
}

/// The code of a frame as wide as its picture.
///
/// # Errors
/// [`Problem::Fault`] when the template cannot be filled.
pub fn iframe_code(photo: &PhotoRecord, site: &Site, language: Language) -> Result<String, Problem> {
    iframe(photo, site, language, whole(photo, usual_width(photo)))
}

/// The code of a frame that shows a collection.
///
/// # Errors
/// [`Problem::Fault`] when the template cannot be filled.
pub fn collection_code(
    collection: &CollectionRecord,
    site: &Site,
    language: Language,
    (width, height): (u32, u32),
) -> Result<String, Problem> {
    filled(&Iframe {
        address: &site.absolute(&Urls::new(language).collection_embed(&collection.slug)),
        title: collection.title.as_str(),
        width,
        height,
        responsive: Markup::from_encoder(FRAMED.to_owned()),
    })
}

/// The code of a frame of this width and height in pixels.
fn iframe(photo: &PhotoRecord, site: &Site, language: Language, size: (u32, u32)) -> Result<String, Problem> {
    let address = site.absolute(&Urls::new(language).embed(&photo.id));
    let title = alt(photo, Messages::new(language));
    filled(&Iframe {
        address: &address,
        title: &title,
        width: size.0,
        height: size.1,
        responsive: Markup::from_encoder(FRAMED.to_owned()),
    })
}

/// The default width of a frame: that of its picture, which is never enlarged.
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

fn filled(part: &impl Template) -> Result<String, Problem> {
    part.render().map(|code| code.trim().to_owned()).map_err(|error| Problem::Fault(Box::new(error)))
}

/// The `html`, width and height of an oEmbed answer that keep within these bounds: the whole attribution, which
/// survives where frames are refused, then the frame.
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
        // A shorter picture is narrower; the attribution beside it still wants its lines, and the page gives it the
        // room that the picture loses.
        let fits = u64::from(width) * u64::from(most.saturating_sub(CAPTION)) / u64::from(in_proportion(photo, width));
        width = u32::try_from(fits).unwrap_or(width).max(NARROWEST.min(widest));
        height = most.max(1);
    }
    let frame = iframe(photo, site, language, (width, height))?;
    let quoted = snippet(record, Format::Html, language);
    Ok((format!("<blockquote>{quoted}</blockquote>{frame}"), width, height))
}
