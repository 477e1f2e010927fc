//! Every component of the pages in every state, for who works on them and for the browser tests: in debug builds only.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;

use super::{
    gallery::{Beside, Gallery},
    list,
};
use crate::{
    library::Library,
    web::{
        frame::{answer, layout::Frame},
        problem::Problem,
        request::context::RequestContext,
        site::Site,
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
    answer::personal(StatusCode::OK, &StyleguidePage { frame, colours: COLOURS, gallery })
}
