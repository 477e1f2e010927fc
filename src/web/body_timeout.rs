//! What people send in words (forms, the JSON of calls) comes whole within a time limit, before anything is done with it: who
//! sends a byte a minute holds a connection for that long and no longer. Photographs have another limit, between two
//! bytes (`web/intake.rs`).

use actix_http::h1;
use actix_web::{
    HttpMessage as _,
    body::MessageBody,
    dev::{Payload, ServiceRequest, ServiceResponse},
    error::PayloadError,
    http::{Method, header},
    middleware::Next,
    rt::time::timeout,
    web::{Bytes, BytesMut, Data},
};
use futures_util::TryStreamExt as _;

use super::{api, problem::Problem, site::Site, urls};

/// The most bytes of words in one request: the form that describes two hundred photos at once, which may also wait behind a
/// sign-in.
pub const MOST_WORDS: usize = 512 * 1024;

/// Reads the words of a request, then passes it on.
///
/// # Errors
/// [`Problem::Slow`] when they do not come in time, [`Problem::TooLong`] when they are too many.
pub async fn body_timeout(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    if brings_words(&request) {
        let limit = request.app_data::<Data<Site>>().map(|site| site.words_within).unwrap_or_default();
        let announced =
            request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        // What is announced too long is not waited for (RFC 9110 §15.5.14).
        if announced.is_some_and(|length: usize| length > MOST_WORDS) {
            return Err(Problem::TooLong.into());
        }
        let coming = read(request.take_payload());
        let words = timeout(limit, coming).await.map_err(|_elapsed| Problem::Slow)??;
        let (_, mut payload) = h1::Payload::create(true);
        payload.unread_data(words);
        request.set_payload(Payload::from(payload));
    }
    next.call(request).await
}

/// Whether a request has a body of words. That of a photograph is a multipart form, at the three addresses that take one.
fn brings_words(request: &ServiceRequest) -> bool {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return false;
    }
    let (_, path) = urls::split_language(request.path());
    let takes_files = [urls::pattern::UPLOAD, urls::pattern::UPLOAD_FILE].contains(&path)
        || path.strip_prefix(api::PREFIX) == Some("/photos");
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_multipart = kind.trim_start().get(..10).is_some_and(|kind| kind.eq_ignore_ascii_case("multipart/"));
    !(takes_files && is_multipart)
}

async fn read(mut coming: Payload) -> Result<Bytes, Problem> {
    let mut words = BytesMut::new();
    while let Some(piece) = coming.try_next().await.map_err(|_broken: PayloadError| Problem::BadRequest)? {
        if words.len().saturating_add(piece.len()) > MOST_WORDS {
            return Err(Problem::TooLong);
        }
        words.extend_from_slice(&piece);
    }
    Ok(words.freeze())
}
