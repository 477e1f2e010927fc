//! Photos on paper: labels to put beside prints on a wall, or a contact sheet, each with its attribution and a QR code.
//!
//! `GET /print?form=labels|contact&ids=a,b,c&license=…`: an A4 page of the browser's own printing; the codes are drawn
//! here as SVG, no remote service is asked.

use std::fmt::Write as _;

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};
use askama::Template;
use qrcode::{Color, EcLevel, QrCode};
use serde::Deserialize;

use super::{basket::gone, list};
use crate::{
    domain::{
        attribution::{Attribution, Format, snippet},
        licence::LicenceId,
        photo::{PhotoId, PhotoRecord},
        selection::{MOST, Selection},
    },
    library::Library,
    web::{
        frame::{answer, layout::Frame},
        problem::{FieldProblem, Problem, Why},
        request::context::RequestContext,
        site::Site,
        typeset,
        view::{attribution::attribution_of, licence::LicenceView, selection::public_photos},
    },
};

/// Light modules around a code, without which readers do not find it (ISO/IEC 18004, 9.1).
const QUIET: usize = 4;

/// Photos ready to print.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/print.html")]
pub struct PrintPage {
    /// What every page has.
    pub frame: Frame,
    /// Whether labels are asked for, else a contact sheet.
    pub labels: bool,
    /// This page in its other form.
    pub other: String,
    /// The photos, in the order asked.
    pub photos: Vec<OnPaper>,
    /// Those that are not there, in a sentence each.
    pub gone: Vec<String>,
    /// That the list has more photos than one sheet, and the address of the next ones.
    pub too_many: Option<(String, String)>,
}

/// A photo on paper.
#[derive(Clone, Debug)]
pub struct OnPaper {
    /// Its title; "photograph", as its attribution says, where there is none.
    pub title: String,
    /// Who is credited.
    pub author: Option<String>,
    /// Whether the author asked not to be named any more.
    pub author_withheld: bool,
    /// When it was taken, as people read it.
    pub taken: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Its licence.
    pub licence: LicenceView,
    /// The address of a rendition.
    pub picture: String,
    /// Width and height of that rendition in pixels.
    pub sides: (u32, u32),
    /// The attribution for paper: its words, in the parts between which a line may end.
    pub attribution: Vec<Vec<String>>,
    /// The address of its licence's deed, as people type it from paper. In parts too.
    pub deed: Vec<Vec<String>>,
    /// Its page's address, as one types it.
    pub address: String,
    /// The same in parts.
    pub address_parts: Vec<Vec<String>>,
    /// The QR code of that address.
    pub code: Code,
}

/// A QR code, drawn as one path.
#[derive(Clone, Debug)]
pub struct Code {
    /// Modules on a side, quiet zone included.
    pub side: usize,
    /// The path's `d` (SVG 2 §9.3): one square a dark module.
    pub path: String,
}

/// What is asked.
#[derive(Deserialize)]
pub struct PrintQuery {
    form: Option<String>,
    ids: Option<String>,
    /// A licence to name on the photos that were granted it, in place of the one in force.
    license: Option<String>,
}

/// `GET /print`.
///
/// # Errors
/// [`Problem::NotFound`] when no public photo is named, [`Problem::Gone`] when all were withdrawn,
/// [`FieldProblem::Invalid`] for a licence that none of them has.
pub async fn show(
    context: RequestContext,
    query: Query<PrintQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let (ids, rest) = Selection::read_with_rest(query.ids.as_deref().unwrap_or_default());
    let chosen = public_photos(&library, &ids).await?;
    let mut frame = site.frame(&context, "");
    let wanted = query.license.as_deref().unwrap_or_default();
    if !wanted.is_empty() && !chosen.photos.iter().any(|(photo, _)| photo.granted_as(wanted).is_some()) {
        return Err(Problem::Field(FieldProblem::Invalid("license", Why::NotGranted)));
    }
    let named = |photo: &PhotoRecord, in_force| photo.granted_as(wanted).unwrap_or(in_force);
    let photos: Vec<OnPaper> = chosen
        .photos
        .iter()
        .filter_map(|(photo, in_force)| on_paper(photo, named(photo, *in_force), &frame, &site))
        .collect();
    if photos.is_empty() {
        return Err(Problem::NotFound);
    }
    let labels = query.form.as_deref() != Some("contact");
    frame.entitle(if labels { frame.t.print_labels() } else { frame.t.print_contact() });
    frame.indexed = false;
    let gone = gone(&chosen, frame.t);
    let (this, that) = if labels { ("labels", "contact") } else { ("contact", "labels") };
    let in_force = LicenceId::parse(wanted).map(|licence| format!("&license={licence}")).unwrap_or_default();
    let all: Vec<PhotoId> = ids.ids().iter().chain(&rest).cloned().collect();
    let other = frame.urls.print(&all, that) + &in_force;
    let left = u64::try_from(rest.len()).unwrap_or(u64::MAX);
    let most = u64::try_from(MOST).unwrap_or(u64::MAX);
    let too_many = (left > 0).then(|| (frame.t.print_too_many(left, most), frame.urls.print(&rest, this) + &in_force));
    answer::personal(StatusCode::OK, &PrintPage { frame, labels, other, photos, gone, too_many })
}

fn on_paper(photo: &PhotoRecord, licence: LicenceId, frame: &Frame, site: &Site) -> Option<OnPaper> {
    let made = photo
        .renditions
        .iter()
        .filter(|made| made.edge >= 640)
        .min_by_key(|made| made.edge)
        .or(photo.renditions.first())?;
    let address = site.photo_url(&photo.id);
    let card = list::card(photo);
    let code = code(&address)?;
    let shown = LicenceView::of(licence);
    let record = Attribution { licence: Some(licence), ..attribution_of(photo, site) };
    let attribution = snippet(&record, Format::Print, frame.t.language());
    let attribution = typeset::tied(&attribution).replace(licence.label(), &shown.unbroken());
    let typed = |address: &str| address.trim_start_matches("https://").trim_start_matches("http://").to_owned();
    Some(OnPaper {
        title: card.title.unwrap_or_else(|| frame.t.print_untitled().to_owned()),
        author: card.author,
        author_withheld: photo.author_withheld,
        taken: photo.taken.as_ref().map(|taken| frame.t.taken(taken)),
        place: photo.place.as_ref().and_then(|place| place.name.clone()),
        licence: shown,
        picture: frame.urls.media(&photo.id, made.edge),
        sides: (made.width, made.height),
        attribution: typeset::in_parts(&attribution),
        deed: typeset::in_parts(&typed(licence.deed())),
        address_parts: typeset::in_parts(&typed(&address)),
        address: typed(&address),
        code,
    })
}

/// The QR code of an address; `None` for one that is too long (some 2,300 bytes at this level).
#[must_use]
pub fn code(address: &str) -> Option<Code> {
    // Level M survives 15 % of damage: enough for paper, small enough to be read from afar.
    let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (place, colour) in code.to_colors().into_iter().enumerate() {
        if colour == Color::Dark {
            let (x, y) = (place % width + QUIET, place / width + QUIET);
            write!(path, "M{x} {y}h1v1h-1z").ok()?;
        }
    }
    Some(Code { side: width + 2 * QUIET, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_quiet_zone_and_stays_inside() {
        let code = code("https://zef.example/photos/23456789");
        assert!(
            code.as_ref().is_some_and(|code| code.side == 29 + 2 * QUIET && code.path.starts_with("M4 4h1v1h-1z")),
            "{code:?}"
        );
    }
}
