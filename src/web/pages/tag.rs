//! The photos that carry a tag.

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
    domain::tag::Tag,
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

/// The photos of one tag, newest first.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/tag.html")]
pub struct TagPage {
    /// What every page has.
    pub frame: Frame,
    /// The tag.
    pub tag: Tag,
    /// The photos of this page of the list.
    pub gallery: Gallery,
    /// The address that searches among all of them.
    pub among: String,
    /// The pages before and after.
    pub paging: Paging,
    /// How many photos carry it in all.
    pub total: u64,
}

/// `GET /tags/{tag}`.
///
/// # Errors
/// [`Problem::NotFound`] for what cannot be a tag.
pub async fn show(
    context: RequestContext,
    tag: Path<String>,
    from: Query<From>,
    library: Data<Library>,
    site: Data<Site>,
    kept: Data<PageCache>,
) -> Result<HttpResponse, Problem> {
    let tag = Tag::parse(&tag).ok().flatten().ok_or(Problem::NotFound)?;
    kept.page(&library, &context, async {
        let shown = Dependencies::on(&[Dependency::Tagged(&tag)]);
        let page = library.tagged(tag.clone(), from.cursor.as_deref(), list::PART).await?;
        let mut frame = site.frame(&context, tag.as_str());
        frame.indexed = page.total > 0;
        let address = frame.urls.tag(&tag);
        let page = answer::made(&TagPage {
            paging: list::paging(&page, &address, from.cursor.as_deref()),
            total: list::total(&page),
            gallery: Gallery::new(list::cards(&page), Beside::Nothing)
                .listed_by(&frame.urls.search_with("tag", tag.as_str())),
            among: frame.urls.search_with("tag", tag.as_str()),
            tag,
            frame,
        })?;
        Ok((page, shown))
    })
    .await
}
