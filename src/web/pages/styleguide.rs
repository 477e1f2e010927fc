//! Every component of the pages in every state, for who works on them and for the browser tests: in debug builds only.
//!
//! What stands by itself is on one page (`GET /styleguide`). What needs a page of its own, such as the list of reports, is shown
//! by that page with made-up content, once for each of its states (`GET /styleguide/{specimen}`).

mod account;
mod people;
mod reports;
mod sample;
mod site;
mod suggestions;

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;

use self::sample::Sample;
use super::{
    gallery::{Beside, Gallery},
    list,
};
use crate::{
    domain::place::{Coordinates, Precision},
    library::Library,
    web::{
        frame::{answer, layout::Frame},
        i18n::Messages,
        problem::Problem,
        request::context::RequestContext,
        site::Site,
        urls::pattern,
        view::chart::PlaceOnChart,
    },
};

/// The names of colours in `assets/css/11-tokens.css`.
const COLOURS: [&str; 16] = [
    "ground",
    "paper",
    "granite",
    "line",
    "edge",
    "ink",
    "soft",
    "sea",
    "gorse",
    "gorse-pale",
    "moss",
    "moss-pale",
    "rust",
    "rust-pale",
    "mat",
    "on-mat",
];

/// The components.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/styleguide.html")]
struct StyleguidePage {
    frame: Frame,
    colours: [&'static str; 16],
    gallery: Gallery,
    /// The pages with made-up content: their address, and their name.
    specimens: Vec<(String, &'static str)>,
    /// The chart of an area, and that of a point.
    charts: Vec<(bool, PlaceOnChart)>,
}

/// Places on the chart of a harbour.
fn charts(t: Messages) -> Vec<(bool, PlaceOnChart)> {
    let Some(point) = Coordinates::new(48.29, -4.27) else { return Vec::new() };
    let chart = |precision| (precision != Precision::Exact, PlaceOnChart::of(point, precision, None, t));
    vec![chart(Precision::Area), chart(Precision::Exact)]
}

/// The names of all pages with made-up content.
fn names() -> impl Iterator<Item = &'static str> {
    [reports::NAMES, people::NAMES, site::NAMES, account::NAMES, suggestions::NAMES].into_iter().flatten().copied()
}

/// `GET /styleguide`.
///
/// # Errors
/// [`Problem`] when the library does not answer.
pub async fn show(context: RequestContext, library: Data<Library>, site: Data<Site>) -> Result<HttpResponse, Problem> {
    let newest = library.newest(None, list::PART).await?;
    let mut frame = site.frame(&context, "Components");
    frame.indexed = false;
    let gallery = Gallery::new(list::cards(&newest), Beside::Nothing);
    let specimens =
        names().map(|name| (frame.urls.page(&pattern::SPECIMEN.replace("{specimen}", name)), name)).collect();
    answer::personal(
        StatusCode::OK,
        &StyleguidePage { charts: charts(frame.t), specimens, frame, colours: COLOURS, gallery },
    )
}

/// `GET /styleguide/{specimen}`.
///
/// # Errors
/// [`Problem::NotFound`] for a name that is not in the list.
pub async fn specimen(
    context: RequestContext,
    name: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let newest = library.newest(None, 1).await?;
    let sample = Sample::of(site.frame(&context, ""), list::cards(&newest).pop());
    let shown = [reports::shown, people::shown, site::shown, account::shown, suggestions::shown];
    shown.into_iter().find_map(|shown| shown(&name, sample.clone())).unwrap_or(Err(Problem::NotFound))
}
