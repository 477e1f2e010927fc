//! Forms and the JSON of calls are read whole within a time limit before they are handled, so that a slow client holds
//! a connection only that long. Uploads of photographs have another limit, between two chunks (`request/intake.rs`).

use actix_http::h1;
use actix_web::{
    HttpMessage as _,
    body::{BoxBody, MessageBody},
    dev::{Payload, ServiceRequest, ServiceResponse},
    error::PayloadError,
    http::{Method, header},
    middleware::Next,
    rt::time::timeout,
    web::{Bytes, BytesMut, Data},
};
use futures_util::TryStreamExt as _;

use crate::web::{
    problem::{Problem, RequestProblem},
    site::Site,
    urls,
};

/// The most bytes of a body that is no upload: the form that describes two hundred photos at once, which may also be
/// kept while its sender signs in.
pub const MOST_BODY: usize = 512 * 1024;
/// The most bytes of the JSON of a call.
pub const MOST_CALL: usize = 256 * 1024;

/// Reads the body of a request, then passes the request on. Answers [`RequestProblem::Slow`] when the body does not
/// arrive in time, [`RequestProblem::TooLong`] when it is too long: as answers and not as errors, which would reach the
/// client without a sentence.
///
/// # Errors
/// Only those of the service that have no response at all.
pub async fn body_timeout(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    if has_body_to_read(&request) {
        let limit = request.app_data::<Data<Site>>().map(|site| site.body_timeout).unwrap_or_default();
        let announced =
            request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        // A body announced as too long is refused at once (RFC 9110 §15.5.14).
        if announced.is_some_and(|length: u64| usize::try_from(length).map_or(true, |length| length > MOST_BODY)) {
            return Ok(request.error_response(Problem::Request(RequestProblem::TooLong(MOST_BODY))));
        }
        let reading = read(request.take_payload());
        let read = timeout(limit, reading).await.unwrap_or(Err(Problem::Request(RequestProblem::Slow)));
        let body = match read {
            Ok(body) => body,
            Err(problem) => return Ok(request.error_response(problem)),
        };
        let (_, mut payload) = h1::Payload::create(true);
        payload.unread_data(body);
        request.set_payload(Payload::from(payload));
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

/// Whether the body of a request is read here: all are, but the multipart forms of the addresses that take files.
fn has_body_to_read(request: &ServiceRequest) -> bool {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return false;
    }
    let (_, path) = urls::split_language(request.path());
    let takes_files = [urls::pattern::UPLOAD, urls::pattern::UPLOAD_FILE].contains(&path)
        || path.strip_prefix(urls::API) == Some("/photos")
        || replaces_a_file(path);
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_multipart = kind.trim_start().get(..10).is_some_and(|kind| kind.eq_ignore_ascii_case("multipart/"));
    !(takes_files && is_multipart)
}

/// Whether an address takes a better file of a photo.
fn replaces_a_file(path: &str) -> bool {
    let of_pages = path.strip_prefix("/photos/").and_then(|rest| rest.strip_suffix("/replace"));
    let of_api = path.strip_prefix(urls::API).and_then(|rest| rest.strip_prefix("/photos/")?.strip_suffix("/file"));
    of_pages.or(of_api).is_some_and(|id| !id.is_empty() && !id.contains('/'))
}

async fn read(mut payload: Payload) -> Result<Bytes, Problem> {
    let mut body = BytesMut::new();
    while let Some(chunk) =
        payload.try_next().await.map_err(|_broken: PayloadError| Problem::Request(RequestProblem::Malformed))?
    {
        if body.len().saturating_add(chunk.len()) > MOST_BODY {
            return Err(Problem::Request(RequestProblem::TooLong(MOST_BODY)));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}
