//! Words around whatever went wrong: problem+json for programs, a page for people.

use actix_web::{
    HttpResponse, ResponseError,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
    middleware::Next,
    web::Data,
};

use super::Problem;
use crate::web::{context::RequestContext, i18n::Messages, pages, parameters::unknown_parameter, site::Site};

/// When to ask again after others took all there was: about as long as a copy takes to be read at a usual pace.
const BUSY_SECONDS: u64 = 10;
/// When to search again: an index of 100,000 photos is made in some seconds, and searches are over within one.
const SEARCH_SECONDS: u64 = 5;

/// And after the storage folder was taken away: somebody has to put it back.
const GONE_SECONDS: u64 = 300;

/// Puts words on whatever went wrong under it.
///
/// # Errors
/// Only those of the service that have no response at all.
pub async fn explain(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let answer = next.call(request).await?.map_into_boxed_body();
    let own = answer.response().error().and_then(|error| error.as_error::<Problem>()).is_some();
    let bare = answer.response().error().is_some() && !own;
    if !own && !bare {
        return Ok(answer);
    }
    let status = answer.status();
    let (request, response) = answer.into_parts();
    let told = match response.error().and_then(|error| error.as_error::<Problem>()) {
        Some(problem) => told(&request, problem).await,
        None if status == StatusCode::NOT_FOUND => told(&request, &Problem::NotFound).await,
        // A file that is too large is told where it is received: this is a form, or the words of a call.
        None if status == StatusCode::PAYLOAD_TOO_LARGE => told(&request, &Problem::TooLong).await,
        None if status == StatusCode::REQUEST_TIMEOUT => told(&request, &Problem::Slow).await,
        None if status.is_client_error() => {
            let unknown = response.error().and_then(|error| error.as_error()).and_then(unknown_parameter);
            told(&request, &unknown.map_or(Problem::BadRequest, Problem::UnknownParameter)).await
        }
        None => {
            let fault = Problem::Fault(format!("{:?}", response.error()).into());
            told(&request, &fault).await
        }
    };
    Ok(ServiceResponse::new(request, told))
}

async fn told(request: &actix_web::HttpRequest, problem: &Problem) -> HttpResponse<BoxBody> {
    let Some(site) = request.app_data::<Data<Site>>() else {
        return HttpResponse::new(problem.status_code());
    };
    let context = RequestContext::of(request).await;
    let t = Messages::new(context.language);
    let (status, _, title, sentence) = problem.told(t);
    let asks_who = matches!(problem, Problem::NotSignedIn | Problem::UnknownToken);
    let request_id = if let Problem::Fault(cause) = problem {
        let id = site.request_id();
        tracing::error!(request = %id, path = request.path(), cause = %Causes(cause.as_ref()), "a request failed");
        id
    } else {
        String::new()
    };
    let mut response = if context.wants_page && !context.scripted {
        if let Problem::Interrupted { why, words } = problem {
            let asks_sign_in = matches!(**why, Problem::NotSignedIn);
            let kept = pages::interrupted::kept(words);
            return pages::interrupted::page(request, &context, site, status, asks_sign_in, kept);
        }
        if asks_who && request.method() == actix_web::http::Method::GET {
            let back = site.frame_urls(context.language).login_then(&context.frame_path());
            return HttpResponse::SeeOther().insert_header((header::LOCATION, back)).finish();
        }
        pages::error::page(&context, site, problem, status, title, sentence, &request_id)
    } else {
        HttpResponse::build(status)
            .insert_header((header::CONTENT_TYPE, "application/problem+json"))
            .insert_header((header::CONTENT_LANGUAGE, t.written_in().code()))
            .body(problem.document(t, site, &request_id).to_string())
    };
    let headers = response.headers_mut();
    if let Problem::MethodNotAllowed(methods) = problem
        && let Ok(methods) = HeaderValue::from_str(methods)
    {
        // RFC 9110 §15.5.6: the answer says which methods the address has.
        headers.insert(header::ALLOW, methods);
    }
    if status == StatusCode::REQUEST_TIMEOUT {
        // RFC 9110 §15.5.9: the rest of what comes so slowly is not waited for.
        headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    if let Problem::RangeNotSatisfiable(length) = problem
        && let Ok(bytes) = HeaderValue::from_str(&format!("bytes */{length}"))
    {
        // RFC 9110 §15.5.17: the answer says how many bytes there are.
        headers.insert(header::CONTENT_RANGE, bytes);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let retry_after = match problem {
        Problem::TooManyRequests { retry_after } => Some(*retry_after),
        Problem::Busy => Some(BUSY_SECONDS),
        Problem::StorageGone => Some(GONE_SECONDS),
        Problem::SearchNotReady | Problem::SearchBusy => Some(SEARCH_SECONDS),
        _ => None,
    };
    if let Some(seconds) = retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if asks_who {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

/// An error and its causes, for the log.
pub(super) struct Causes<'a>(pub(super) &'a dyn std::error::Error);

impl std::fmt::Display for Causes<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(formatter, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{self:?}")
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.status()
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        HttpResponse::new(self.status_code())
    }
}
