//! Renditions and assets: bytes that are the same for everyone who may see them.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderValue},
    web::{Data, Path},
};
use bytes::Bytes;

use super::{asking::Asking, assets::Asset, cache::MediaCache, problem::Problem};
use crate::{
    domain::{photo::PhotoId, photo::State, reader::Reader},
    library::Library,
};

/// A public rendition never changes: its photo's original is fixed by its id.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const NOT_KEPT: HeaderValue = HeaderValue::from_static("private, no-store");

/// `GET /media/{id}/{edge}.jpg`.
///
/// # Errors
/// [`Problem::NotFound`] for whoever may not see the photo, exactly as for one that never was.
pub async fn rendition(
    request: HttpRequest,
    path: Path<(String, String)>,
    library: Data<Library>,
    hot: Data<MediaCache>,
) -> Result<HttpResponse, Problem> {
    let seq = library.seq();
    if let Some((known, fresh)) = hot.get(request.path(), seq) {
        if fresh {
            return Ok(picture(&request, known.bytes.clone(), FOREVER));
        }
        let id: PhotoId = path.0.parse().map_err(|_not_an_id| Problem::NotFound)?;
        if library.whole_photo(&Reader::Visitor, &id).await.is_ok() {
            known.seen_at(seq);
            return Ok(picture(&request, known.bytes.clone(), FOREVER));
        }
        hot.forget(request.path());
    }
    let (id, edge) = path.into_inner();
    let id: PhotoId = id.parse().map_err(|_not_an_id| Problem::NotFound)?;
    let asking = Asking::of(&request).await;
    let photo = library.whole_photo(&asking.reader, &id).await?;
    let bytes = library.rendition(&photo, &edge).await?;
    if photo.state != State::Published {
        return Ok(picture(&request, bytes, NOT_KEPT));
    }
    hot.put(request.path(), bytes.clone(), seq);
    Ok(picture(&request, bytes, FOREVER))
}

fn picture(request: &HttpRequest, bytes: Bytes, cache_control: HeaderValue) -> HttpResponse {
    let mut response = if cache_control == FOREVER && request.headers().contains_key(header::IF_NONE_MATCH) {
        HttpResponse::NotModified().finish()
    } else {
        HttpResponse::Ok().body(bytes)
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
    headers.insert(header::CACHE_CONTROL, cache_control);
    // Other sites may show a published rendition: that is what the commons is for.
    headers.insert(header::CROSS_ORIGIN_RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
    headers.insert(header::ETAG, HeaderValue::from_static("\"1\""));
    response
}

/// `GET /assets/{file}`.
///
/// # Errors
/// [`Problem::NotFound`] for a name that is not one of ours.
pub async fn asset(request: HttpRequest, file: Path<String>) -> Result<HttpResponse, Problem> {
    let asset = Asset::find(&file).ok_or(Problem::NotFound)?;
    let accepts_brotli = request
        .headers()
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|codings| codings.split(',').any(|coding| coding.trim().split(';').next() == Some("br")));
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::CONTENT_TYPE, asset.media_type))
        .insert_header((header::CACHE_CONTROL, FOREVER))
        .insert_header((header::VARY, "Accept-Encoding"));
    Ok(if accepts_brotli {
        response.insert_header((header::CONTENT_ENCODING, "br")).body(asset.brotli)
    } else {
        response.body(asset.bytes)
    })
}
