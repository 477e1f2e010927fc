//! The photos of other authors that a person gave.

use actix_web::{
    HttpResponse,
    web::{Data, Path, Query},
};
use askama::Template;

use super::{
    card::Paging,
    gallery::{Beside, Gallery},
    home::From,
    list,
};
use crate::{
    domain::person::Handle,
    library::{
        Library,
        freshness::{Dependencies, Dependency},
    },
    web::{
        cache::PageCache,
        frame::{answer, layout::Frame},
        problem::Problem,
        request::context::RequestContext,
        site::Site,
    },
};

/// Photos of other authors, newest first.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/given.html")]
pub struct GivenPage {
    /// What every page has; the title names who gave them.
    pub frame: Frame,
    /// Who gave them.
    pub handle: Handle,
    /// Their shown name.
    pub name: String,
    /// The photos of this page of the list.
    pub gallery: Gallery,
    /// The address that searches among all of them.
    pub among: String,
    /// The pages before and after.
    pub paging: Paging,
    /// How many there are in all.
    pub total: u64,
}

/// `GET /people/{handle}/given`.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such account.
pub async fn show(
    context: RequestContext,
    handle: Path<String>,
    from: Query<From>,
    library: Data<Library>,
    site: Data<Site>,
    kept: Data<PageCache>,
) -> Result<HttpResponse, Problem> {
    let handle = handle.parse().map_err(|_not_a_handle| Problem::NotFound)?;
    kept.page(&library, &context, async {
        let person = library.person(&handle).await?.ok_or(Problem::NotFound)?;
        let shown = Dependencies::on(&[Dependency::Person(&handle), Dependency::GivenBy(&handle)]);
        let page = library.given_by(handle.clone(), from.cursor.as_deref(), list::PART).await?;
        let mut frame = site.frame(&context, "");
        frame.title = frame.t.given_title(&person.name);
        frame.indexed = page.total > 0;
        let address = frame.urls.given(&person.handle);
        let among = frame.urls.search_with("giver", person.handle.as_str());
        let page = answer::made(&GivenPage {
            paging: list::paging(&page, &address, from.cursor.as_deref()),
            total: list::total(&page),
            gallery: Gallery::new(list::cards(&page), Beside::Nothing).listed_by(&among),
            among,
            handle: person.handle,
            name: person.name,
            frame,
        })?;
        Ok((page, shown))
    })
    .await
}
