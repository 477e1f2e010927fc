//! The photos of a collection: listed, added, removed, put in order.

use actix_web::{
    HttpResponse,
    web::{Bytes, Data, Path},
};
use serde::Deserialize;

use super::{answer, api_path, slug};
use crate::{
    domain::{
        collection::{CollectionRecord, Slug, order::Rank},
        photo::PhotoId,
        stored::Stored,
    },
    library::{Library, gather::GatherError},
    web::{
        api::{
            body::Body,
            photos::{add_collections, part_length},
        },
        problem::{FieldProblem, Problem, Why},
        request::{
            context::RequestContext,
            parameters::{Parameters, photo_id},
        },
        site::Site,
        urls,
        view::json::{self, List},
    },
};

/// The members of an order.
pub const ORDER: [&str; 1] = ["ids"];

/// The parameters of the list.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhotosQuery {
    cursor: Option<String>,
    limit: Option<String>,
}

/// `GET /collections/{slug}/photos`: those that everyone may see, in the order of the collection.
///
/// # Errors
/// [`Problem::NotFound`] for a collection that is not there for this reader.
pub async fn photos(
    context: RequestContext,
    name: Path<String>,
    query: Parameters<PhotosQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let slug = slug(&name)?;
    library.collection(&context.reader, &slug).await?;
    let limit = part_length(query.limit.as_ref())?;
    let after = cursor(query.cursor.as_deref())?;
    let contents = library.contents(&slug).await?;
    // After the photo itself, where it is still there; else after the place that it had.
    let place_of = |(rank, id): (Rank, PhotoId)| {
        let there = contents.position(&id).map(|position| position.saturating_add(1));
        there.unwrap_or_else(|| contents.photos.partition_point(|shown| (shown.rank, &shown.id) <= (rank, &id)))
    };
    let beyond = after.map_or(0, place_of);
    let rest = contents.photos.get(beyond..).unwrap_or_default();
    let part = rest.get(..limit).unwrap_or(rest);
    let mut items = Vec::with_capacity(part.len());
    for photo in library.shown_photos(part).await? {
        let mut item = json::photo(&photo.record, photo.revision, &site, &context.reader);
        add_collections(&mut item, &photo.id, &library).await?;
        items.push(item);
    }
    let last = part.last().filter(|_| part.len() < rest.len());
    let next = last.map(|last| {
        let cursor = urls::encoded(&format!("{}/{}", last.rank, last.id));
        site.absolute(&format!("{}/photos?limit={limit}&cursor={cursor}", api_path(&slug)))
    });
    Ok(HttpResponse::Ok().json(List { items, next, total: Some(contents.len()) }))
}

/// Where a part begins: the rank and the id of the photo before it.
fn cursor(query: Option<&str>) -> Result<Option<(Rank, PhotoId)>, Problem> {
    let Some(cursor) = query.filter(|cursor| !cursor.trim().is_empty()) else { return Ok(None) };
    let read = cursor.split_once('/').and_then(|(rank, id)| Some((rank.parse().ok()?, id.parse().ok()?)));
    read.map(Some).ok_or(Problem::Field(FieldProblem::Invalid("cursor", Why::Cursor)))
}

/// `PUT /collections/{slug}/photos/{id}`: the photo comes last, unless the collection has it already.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn add(
    context: RequestContext,
    path: Path<(String, String)>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let (slug, id) = proved(&context, &path)?;
    match library.add_to_collection(&context.reader, &slug, std::slice::from_ref(&id)).await {
        // A photo that is not there for this reader answers as everywhere.
        Err(error @ GatherError::NotPublic(_)) => {
            library.whole_photo(&context.reader, &id).await?;
            Err(error.into())
        }
        Err(error) => Err(error.into()),
        Ok(_) => present(&slug, &context, &library, &site).await,
    }
}

/// `DELETE /collections/{slug}/photos/{id}`; a photo that the collection does not have leaves it as it is.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn remove(
    context: RequestContext,
    path: Path<(String, String)>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let (slug, id) = proved(&context, &path)?;
    library.remove_from_collection(&context.reader, &slug, &[id]).await?;
    present(&slug, &context, &library, &site).await
}

/// `PUT /collections/{slug}/order` with `{"ids": […]}`: these photos come first, in this order; the others follow in theirs.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn order(
    context: RequestContext,
    name: Path<String>,
    body: Bytes,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    context.person()?;
    context.check_csrf(None)?;
    let slug = slug(&name)?;
    let ids: Option<Vec<PhotoId>> = Body::read(&body, &ORDER)?.take("ids", Why::Photos)?;
    let ids = ids.ok_or(Problem::Field(FieldProblem::Invalid("ids", Why::Photos)))?;
    library.order_collection(&context.reader, &slug, &ids).await?;
    present(&slug, &context, &library, &site).await
}

/// The collection and the photo of an address, for a person who proved who they are.
fn proved(context: &RequestContext, (name, id): &(String, String)) -> Result<(Slug, PhotoId), Problem> {
    context.person()?;
    context.check_csrf(None)?;
    Ok((slug(name)?, photo_id(id)?))
}

/// The collection as it is now.
async fn present(
    slug: &Slug,
    context: &RequestContext,
    library: &Library,
    site: &Site,
) -> Result<HttpResponse, Problem> {
    let found = library.collection(&context.reader, slug).await?;
    let kept = Stored { revision: found.revision, record: CollectionRecord::clone(&found.record) };
    answer(HttpResponse::Ok(), &kept, context, library, site).await
}
