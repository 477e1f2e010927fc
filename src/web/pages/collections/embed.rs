//! `GET /embed/collections/{slug}?lang=`: a collection that other sites frame: its first photos, each with its title, its
//! author and its licence, and the way to all of them. Only published collections are there.

use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::{Data, Path, Query},
};
use askama::Template;

use super::counted;
use crate::{
    domain::{collection::Slug, reader::Reader},
    library::{Library, browse::LookError},
    web::{
        frame::{answer, layout::Frame},
        pages::{
            card::Card,
            embed::{EmbedQuery, POLICY},
            list::card,
        },
        problem::Problem,
        request::context::RequestContext,
        site::Site,
    },
};

/// How many photos the frame has.
const SHOWN: usize = 12;

/// The framed page.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/collection_embed.html")]
pub struct CollectionEmbedPage {
    /// Language, addresses, style.
    pub frame: Frame,
    /// The address of the collection; of the site, when there is no such collection.
    pub address: String,
    /// How many photos it has; none when there is no such collection.
    pub count: Option<u64>,
    /// The first ones: the address of the page of each, and the photo.
    pub photos: Vec<(String, Card)>,
}

/// `GET /embed/collections/{slug}`.
///
/// # Errors
/// [`Problem`] when the library does not answer; what is not there is a notice.
pub async fn show(
    mut context: RequestContext,
    name: Path<String>,
    query: Query<EmbedQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    context.language = query.language();
    let mut frame = site.frame(&context, "");
    // The frame shows what visitors may see, even to those who edit it: it is part of other people's pages.
    let found = match name.parse::<Slug>() {
        Ok(slug) => library.collection(&Reader::Visitor, &slug).await,
        Err(_) => Err(LookError::Unknown),
    };
    let page = match found {
        Ok(found) => {
            let contents = library.contents_at_hand(&found.slug).await?;
            frame.entitle(found.title.as_str());
            let first = contents.photos.get(..SHOWN).unwrap_or(&contents.photos);
            let photos = library.shown_photos(first).await?;
            let shown = |photo: &crate::library::browse::VisiblePhoto| {
                (site.absolute(&frame.urls.photo(&photo.id)), card(&photo.record))
            };
            CollectionEmbedPage {
                address: site.absolute(&frame.urls.collection(&found.slug)),
                count: Some(counted(contents.len())),
                photos: photos.iter().map(shown).collect(),
                frame,
            }
        }
        Err(LookError::Fault(fault)) => return Err(fault.into()),
        Err(_) => {
            let address = site.absolute("/");
            CollectionEmbedPage { address, count: None, photos: Vec::new(), frame }
        }
    };
    let status = if page.count.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    let body = answer::made(&page)?.body;
    Ok(HttpResponse::build(status)
        .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header(("cross-origin-resource-policy", "cross-origin"))
        .body(body))
}
