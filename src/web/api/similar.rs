//! Photos that are like one photo.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use crate::{
    domain::photo::{PhotoId, PhotoRecord},
    library::Library,
    web::{
        problem::Problem,
        request::{
            context::{RequestContext, from_address},
            parameters::photo_id,
        },
        site::Site,
    },
};

/// `GET /photos/{id}/similar`: the same picture in other files, and look-alikes, the nearest first.
///
/// # Errors
/// [`Problem::NotFound`] for a photo that is not there for this reader; [`Problem`] while the index is being made.
pub async fn similar(
    request: HttpRequest,
    context: RequestContext,
    id: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let photo = library.whole_photo(&context.reader, &photo_id(&id)?).await?;
    site.count_search(from_address(&request))?;
    let similar = library.similar(&context.reader, &photo.record).await?;
    let same: Vec<&PhotoId> = similar.same_pixels.iter().map(|other| &other.id).collect();
    let alike = |(other, distance): &(PhotoRecord, u32)| json!({ "id": other.id, "distance": distance });
    let alike: Vec<Value> = similar.look_alikes.iter().map(alike).collect();
    Ok(HttpResponse::Ok().json(json!({ "same_pixels": same, "look_alikes": alike })))
}
