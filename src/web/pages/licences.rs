//! The licences offered, in plain words.

use actix_web::{HttpResponse, http::header, web::Data};
use askama::Template;

use super::wording::Wording;
use crate::{
    library::{Library, freshness::Dependencies},
    web::{
        cache::PageCache,
        frame::{answer, layout::Frame},
        problem::Problem,
        request::context::RequestContext,
        site::Site,
        view::licence::LicenceView,
    },
};

/// Each licence that contributors may choose here.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/licences.html")]
pub struct LicencesPage {
    /// What every page has.
    pub frame: Frame,
    /// The licences, the recommended one first.
    pub licences: Vec<LicenceView>,
    /// The words shown when one is chosen.
    pub wording: Wording,
}

impl LicencesPage {
    /// Whether photos may be dedicated to the public here.
    #[must_use]
    pub fn offers_cc0(&self) -> bool {
        self.licences.iter().any(|licence| licence.id == "cc0-1.0")
    }
}

/// `GET /licenses`.
///
/// # Errors
/// [`Problem`] when the page cannot be written.
pub async fn show(
    context: RequestContext,
    library: Data<Library>,
    site: Data<Site>,
    kept: Data<PageCache>,
) -> Result<HttpResponse, Problem> {
    kept.page(&library, &context, async {
        let mut frame = site.frame(&context, "");
        frame.entitle(frame.t.licences_title());
        let licences: Vec<LicenceView> = library.settings().offered.iter().map(|id| LicenceView::of(*id)).collect();
        let wording = Wording::new(&licences, frame.t);
        let page = answer::made(&LicencesPage { frame, licences, wording })?;
        Ok((page, Dependencies::on(&[])))
    })
    .await
}

/// `GET /licences`, as most who type the address spell it.
pub async fn spelt(context: RequestContext, site: Data<Site>) -> HttpResponse {
    let address = site.frame_urls(context.language).licences();
    HttpResponse::MovedPermanently().insert_header((header::LOCATION, address)).finish()
}
