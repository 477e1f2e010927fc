//! Renditions, charts and assets: bytes that are the same for everyone who may see them.

use std::{sync::Arc, time::Duration};

use actix_web::{
    HttpMessage as _, HttpRequest, HttpResponse,
    body::BoxBody,
    http::{
        Method, StatusCode,
        header::{self, HeaderValue},
    },
    web::{Data, Path},
};
use askama::Template;

use super::{
    assets::Asset,
    cache::{Hot, Made, MediaCache, PageCache},
    problem::{Problem, RequestProblem},
    request::{
        coding::{Coding, takes},
        context::RequestContext,
    },
    site::Site,
    urls,
    view::{
        chart::{self, Chart},
        licence::link_to_licence,
        map,
    },
    zero_copy::HeadAlone,
};
use crate::{
    domain::{
        photo::{PhotoId, State},
        reader::Reader,
        square::Square,
    },
    library::{
        Library, StoreFault,
        freshness::{Dependencies, Dependency},
    },
};

/// An asset's address changes with its bytes.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// A rendition keeps its address as long as it is published, and may be withdrawn to protect a person: browsers and
/// shared caches use it for at most ten more minutes, then revalidate it, which takes a few bytes while it is the same
/// (`docs/decisions/7-a-withdrawn-picture-leaves-caches.md`). Nor do they use it when this server does not answer (RFC
/// 9111 §5.2.2.2).
const TEN_MINUTES: HeaderValue = HeaderValue::from_static("public, max-age=600, must-revalidate");
/// An address of the archive may be used so long, and where it was told for half of that: what is withdrawn is read for ten more
/// minutes at most, as above.
const ADDRESS_LASTS: Duration = Duration::from_mins(10);
const FIVE_MINUTES: HeaderValue = HeaderValue::from_static("public, max-age=300, must-revalidate");
/// The numbers of a chart may be a minute old.
const A_MINUTE: HeaderValue = HeaderValue::from_static("public, max-age=60");
/// The outline of the land changes with a release.
const A_WEEK: HeaderValue = HeaderValue::from_static("public, max-age=604800");
/// A chart has its own style inside, and nothing else. It is also opened alone: browsers then ask for the icon of the
/// site under this policy.
const POLICY_OF_CHARTS: HeaderValue =
    HeaderValue::from_static("default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'");
const NOT_KEPT: HeaderValue = HeaderValue::from_static("private, no-store");

/// `GET /media/{id}/{edge}.jpg`.
///
/// # Errors
/// [`Problem::NotFound`] when the reader may not see the photo, exactly as for an unknown one.
pub async fn rendition(
    request: HttpRequest,
    library: Data<Library>,
    site: Data<Site>,
    hot: Data<MediaCache>,
) -> Result<HttpResponse, Problem> {
    let address = || urls::rendition_at(request.path()).ok_or(Problem::NotFound);
    // HEAD arrives here as GET.
    if request.method() != Method::GET {
        return Err(address().map_or_else(
            |unknown| unknown,
            |_| Problem::Request(RequestProblem::MethodNotAllowed("GET, HEAD".to_owned())),
        ));
    }
    // An address of the archive answers GET alone.
    if site.media_origin.is_some()
        && !request.extensions().contains::<HeadAlone>()
        && let Some(answer) = Box::pin(elsewhere(&request, &library)).await?
    {
        return Ok(answer);
    }
    let known = hot.get(request.path(), &library);
    if let Some((hot, true)) = &known {
        return Ok(picture(&request, hot));
    }
    let (id, name) = address()?;
    let id: PhotoId = id.parse().map_err(|_not_an_id| Problem::NotFound)?;
    // Read before the photo is: a change meanwhile makes what is kept old.
    let seq = library.seq();
    if let Some((kept, _)) = known {
        match library.whole_photo(&Reader::Visitor, &id).await {
            Ok(photo) if photo.revision == kept.revision => {
                kept.seen_at(seq);
                return Ok(picture(&request, &kept));
            }
            _ => hot.forget(request.path()),
        }
    }
    let context = RequestContext::of(&request).await;
    let photo = library.whole_photo(&context.reader, &id).await?;
    if photo.state != State::Published {
        let bytes = library.rendition(&photo, name).await?;
        return Ok(jpeg(HttpResponse::Ok().body(bytes), NOT_KEPT));
    }
    let address = site.photo_url(&id);
    let read = library.public_rendition(&photo, name, &address);
    let rendition = hot.rendition(request.path(), &photo, link_to_licence(&photo), seq, read).await?;
    Ok(picture(&request, &rendition))
}

/// Sends a browser to where the archive keeps a public rendition; nothing for what goes through this server.
async fn elsewhere(request: &HttpRequest, library: &Library) -> Result<Option<HttpResponse>, Problem> {
    let (id, name) = urls::rendition_at(request.path()).ok_or(Problem::NotFound)?;
    let id: PhotoId = id.parse().map_err(|_not_an_id| Problem::NotFound)?;
    // Anybody's answer: others may see more, through this server.
    let Ok(photo) = library.whole_photo(&Reader::Visitor, &id).await else { return Ok(None) };
    let Some(address) = library.public_address(&photo, name, ADDRESS_LASTS).await? else { return Ok(None) };
    let mut answer = HttpResponse::Found();
    answer.insert_header((header::LOCATION, address)).insert_header((header::CACHE_CONTROL, FIVE_MINUTES));
    answer.insert_header((header::CROSS_ORIGIN_RESOURCE_POLICY, "cross-origin"));
    if let Some(licence) = link_to_licence(&photo) {
        answer.insert_header((header::LINK, licence));
    }
    Ok(Some(answer.finish()))
}

/// A public rendition, or 304 when the client has it already (RFC 9110 §13.1.2).
fn picture(request: &HttpRequest, hot: &Hot) -> HttpResponse {
    let answer =
        if holds(request, &hot.tag) { HttpResponse::NotModified().finish() } else { hot.picture.answer(request) };
    let mut response = jpeg(answer, TEN_MINUTES);
    let headers = response.headers_mut();
    headers.insert(header::ETAG, hot.tag.clone());
    if let Some(licence) = &hot.licence {
        headers.insert(header::LINK, licence.clone());
    }
    // Other sites may show a published rendition: that is what the commons is for.
    headers.insert(header::CROSS_ORIGIN_RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
    response
}

fn jpeg(mut response: HttpResponse, cache_control: HeaderValue) -> HttpResponse {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
    headers.insert(header::CACHE_CONTROL, cache_control);
    response
}

/// Whether the client has the answer with this entity tag already (RFC 9110 §8.8.3.2, weak comparison).
fn holds(request: &HttpRequest, tag: &HeaderValue) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let held = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let Ok(tag) = tag.to_str().map(opaque) else { return false };
    held.is_some_and(|tags| tags.split(',').any(|held| opaque(held) == tag))
}

/// `GET /charts/{square}.svg`: the number of public photos of a square and of those around it.
///
/// # Errors
/// [`Problem::NotFound`] for a name that no square has.
pub async fn chart(
    request: HttpRequest,
    square: Path<String>,
    library: Data<Library>,
    kept: Data<PageCache>,
) -> Result<HttpResponse, Problem> {
    let square: Square = square.parse().map_err(|_no_square| Problem::NotFound)?;
    let draw = async {
        let mut counts = Vec::new();
        for drawn in chart::squares(square) {
            counts.push((drawn, library.count_within(drawn.square).await?));
        }
        let picture = Chart::of(square, &counts).render().map_err(|error| Problem::Fault(Box::new(error)))?;
        // Weak: the same for what is sent compressed.
        let tag = format!("W/\"{}\"", blake3::hash(picture.as_bytes()).to_hex());
        let headers = vec![
            (header::CONTENT_TYPE, HeaderValue::from_static("image/svg+xml")),
            (header::CACHE_CONTROL, A_MINUTE),
            (header::CONTENT_SECURITY_POLICY, POLICY_OF_CHARTS),
            (header::ETAG, HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("W/\"0\""))),
        ];
        let shown: Vec<Dependency<'_>> = counts.iter().map(|(drawn, _)| Dependency::Within(drawn.square)).collect();
        Ok((Made { body: picture.into(), headers }, Dependencies::on(&shown)))
    };
    let mut answer = kept.shared(&library, &urls::chart(square), Coding::asked_by(&request), draw).await?;
    if answer.headers().get(header::ETAG).is_some_and(|tag| holds(&request, tag)) {
        answer.headers_mut().remove(header::CONTENT_ENCODING);
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
        return Ok(answer.set_body(BoxBody::new(())));
    }
    Ok(answer)
}

/// `GET /charts/coast/{zoom}/{column}/{row}.svg`: a tile of the bundled outline of the land.
///
/// # Errors
/// [`Problem::NotFound`] for a tile that there is not.
pub async fn coast(tile: Path<(u8, u32, u32)>) -> Result<HttpResponse, Problem> {
    let (zoom, column, row) = tile.into_inner();
    let across = 1_u32.checked_shl(u32::from(zoom)).filter(|_| zoom <= map::NEAREST_TILE).unwrap_or(0);
    if column >= across || row >= across {
        return Err(Problem::NotFound);
    }
    let picture = CoastTile { land: map::land_of_tile(zoom, column, row) };
    let picture = picture.render().map_err(|error| Problem::Fault(Box::new(error)))?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "image/svg+xml"))
        .insert_header((header::CACHE_CONTROL, A_WEEK))
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY_OF_CHARTS))
        .body(picture))
}

/// `GET /charts/tiles/{version}/{zoom}/{column}/{row}`: a picture of the base map that the operator has as a file. Where the file has
/// none, the answer is empty: maps on the web ask for what is around a map too.
///
/// # Errors
/// [`Problem::NotFound`] where there is no such file, [`Problem`] when it cannot be read.
pub async fn tile(tile: Path<(String, u8, u32, u32)>, site: Data<Site>) -> Result<HttpResponse, Problem> {
    let (version, zoom, column, row) = tile.into_inner();
    let tiles = site.tiles.as_ref().filter(|tiles| tiles.version() == version).ok_or(Problem::NotFound)?;
    let picture = Arc::clone(tiles).tile(zoom, column, row).await.map_err(StoreFault::from)?;
    let mut answer = match picture {
        Some(_) => HttpResponse::Ok(),
        None => HttpResponse::NoContent(),
    };
    answer.insert_header((header::CACHE_CONTROL, FOREVER));
    Ok(match picture {
        Some(picture) => answer.insert_header((header::CONTENT_TYPE, tiles.kind().media_type())).body(picture),
        None => answer.finish(),
    })
}

/// A tile of the land, in the colours of pages.
#[derive(Template)]
#[template(path = "parts/coast.svg")]
struct CoastTile {
    land: String,
}

/// `GET /assets/{file}`.
///
/// # Errors
/// [`Problem::NotFound`] for a name that is not one of ours.
pub async fn asset(request: HttpRequest, file: Path<String>) -> Result<HttpResponse, Problem> {
    let asset = Asset::find(&file).ok_or(Problem::NotFound)?;
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::CONTENT_TYPE, asset.media_type))
        .insert_header((header::CACHE_CONTROL, FOREVER))
        .insert_header((header::VARY, "Accept-Encoding"))
        // A page framed by another site in a sandbox has no origin: its style sheet must load all the same, and its typefaces,
        // which browsers always ask for with CORS.
        .insert_header((header::CROSS_ORIGIN_RESOURCE_POLICY, "cross-origin"))
        .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"));
    Ok(if takes(&request, "br") {
        response.insert_header((header::CONTENT_ENCODING, "br")).body(asset.brotli)
    } else {
        response.body(asset.bytes)
    })
}
