//! One's own photos, with their states.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};
use askama::Template;

use super::{
    card::{Card, Paging},
    frame::Frame,
    home::From,
    view,
};
use crate::{
    catalog::noun::Kept,
    domain::photo::{PhotoRecord, State},
    library::Library,
    web::{asking::Asking, problem::Problem, site::Site},
};

/// The photos of the person signed in, newest first.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/my_photos.html")]
pub struct MyPhotosPage {
    /// What every page has.
    pub frame: Frame,
    /// The photos of this page of the list.
    pub photos: Vec<MyPhoto>,
    /// The pages before and after.
    pub paging: Paging,
    /// How many there are in all.
    pub total: u64,
}

/// A photo of one's own.
#[derive(Clone, Debug)]
pub struct MyPhoto {
    /// The photo.
    pub card: Card,
    /// Where it stands.
    pub state: State,
    /// The reason of the latest decision.
    pub reason: Option<String>,
    /// When it was received, as people read it.
    pub received: String,
}

/// `GET /account/photos`.
///
/// # Errors
/// [`Problem::NotSignedIn`].
pub async fn show(
    asking: Asking,
    from: Query<From>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let person = asking.person()?;
    let page = library.mine(person.handle.clone(), from.cursor.as_deref(), view::PART).await?;
    let mut frame = site.frame(&asking, "");
    frame.entitle(frame.t.my_photos_title());
    frame.indexed = false;
    let mine = |kept: &Kept<PhotoRecord>| MyPhoto {
        card: view::card(&kept.record),
        state: kept.record.state,
        reason: kept.record.reason().map(str::to_owned),
        received: view::day(kept.record.created, frame.t),
    };
    let page = MyPhotosPage {
        photos: page.photos.iter().map(mine).collect(),
        paging: view::paging(&page, &frame.urls.my_photos(), from.cursor.as_deref()),
        total: view::total(&page),
        frame,
    };
    view::personal(StatusCode::OK, &page)
}
