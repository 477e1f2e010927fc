//! The number of a client's own last change, where several nodes serve one library: each answer to a request that changed something
//! says it, in the header `zef-change` and in a cookie. A node that has not come so far waits a moment before it answers. Before anything is changed,
//! a node learns of what was changed on the others: what is changed is what is there.

use actix_web::{
    body::{BoxBody, MessageBody},
    cookie::time::Duration,
    dev::{ServiceRequest, ServiceResponse},
    http::header::{HeaderName, HeaderValue},
    middleware::Next,
    web::Data,
};

use super::context::cookie;
use crate::{library::Library, web::site::Site};

/// The header, in requests and in answers.
const HEADER: HeaderName = HeaderName::from_static("zef-change");
/// How long a browser says it: much longer than a node may be behind.
const KEPT: Duration = Duration::minutes(1);

/// `__Host-` binds a cookie to this very host over https (RFC 6265bis §4.1.3.2).
const fn change_cookie(secure: bool) -> &'static str {
    if secure { "__Host-zef-change" } else { "zef-change" }
}

/// Waits for the client's own last change, and tells the number of the one that this request made.
///
/// # Errors
/// Those of the service.
pub async fn last_change(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let Some(library) = request.app_data::<Data<Library>>().filter(|library| library.is_shared()).cloned() else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let secure = request.app_data::<Data<Site>>().is_some_and(|site| site.is_secure());
    let told = request.headers().get(HEADER).and_then(|value| value.to_str().ok()?.parse().ok());
    let kept = || request.cookie(change_cookie(secure)).and_then(|cookie| cookie.value().parse().ok());
    let changes = !request.method().is_safe();
    if changes {
        library.catch_up().await;
    } else if let Some(change) = told.or_else(kept) {
        library.reach(change).await;
    }
    let before = library.seq();
    let mut answer = next.call(request).await?.map_into_boxed_body();
    let last = library.seq();
    if changes && last > before {
        answer.headers_mut().insert(HEADER, HeaderValue::from(last));
        let cookie = cookie(change_cookie(secure), last.to_string(), secure, KEPT);
        // It is a number: nothing in it cannot be sent.
        let _ = answer.response_mut().add_cookie(&cookie);
    }
    Ok(answer)
}
