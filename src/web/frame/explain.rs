//! Answers that explain problems: problem+json (RFC 9457) for programs, a page for people.

use actix_web::{
    HttpRequest, HttpResponse, ResponseError,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    error::UrlencodedError,
    http::{
        Method, StatusCode,
        header::{self, HeaderMap, HeaderValue},
    },
    middleware::Next,
    web::Data,
};

use super::{error, interrupted};
use crate::domain::causes::Causes;
use crate::web::{
    i18n::Messages,
    problem::{AccessProblem, Problem, RequestProblem},
    request::{body_timeout::MOST_CALL, context::RequestContext, parameters::unknown_parameter},
    site::Site,
    urls,
};

/// Explains every problem that the handlers under it return.
///
/// # Errors
/// Only those of the service that have no response at all.
pub async fn explain(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let answer = next.call(request).await?.map_into_boxed_body();
    if answer.response().error().is_none() {
        return Ok(answer);
    }
    let status = answer.status();
    let (request, response) = answer.into_parts();
    let explained = if let Some(problem) = response.error().and_then(|error| error.as_error::<Problem>()) {
        explained(&request, problem).await
    } else {
        let fault = || Problem::Fault(format!("{:?}", response.error()).into());
        let problem = response.error().and_then(|error| of_server(status, error)).unwrap_or_else(fault);
        explained(&request, &problem).await
    };
    Ok(ServiceResponse::new(request, explained))
}

/// The problem that an error of the server itself stands for, by its status; none when it is our fault.
fn of_server(status: StatusCode, error: &actix_web::Error) -> Option<Problem> {
    let problem = match status {
        StatusCode::NOT_FOUND => return Some(Problem::NotFound),
        // A file that is too large is explained where it is received: this is a form, or the body of a call.
        StatusCode::PAYLOAD_TOO_LARGE => RequestProblem::TooLong(match error.as_error() {
            Some(UrlencodedError::Overflow { limit, .. }) => *limit,
            _ => MOST_CALL,
        }),
        StatusCode::REQUEST_TIMEOUT => RequestProblem::Slow,
        status if status.is_client_error() => error
            .as_error()
            .and_then(unknown_parameter)
            .map_or(RequestProblem::Malformed, RequestProblem::UnknownParameter),
        _ => return None,
    };
    Some(Problem::Request(problem))
}

async fn explained(request: &HttpRequest, problem: &Problem) -> HttpResponse<BoxBody> {
    let Some(site) = request.app_data::<Data<Site>>() else {
        return HttpResponse::new(problem.status_code());
    };
    let context = RequestContext::of(request).await;
    let t = Messages::new(context.language);
    let request_id = log_fault(request, problem, site);
    let is_call = request.path().starts_with(urls::API);
    let needs_sign_in = matches!(problem, Problem::Access(why) if why.needs_sign_in());
    let mut response = if context.wants_page && !context.scripted {
        if let Problem::Interrupted { why, values } = problem {
            let asks_sign_in = *why == AccessProblem::NotSignedIn;
            let kept = interrupted::kept(values);
            return interrupted::page(request, &context, site, problem.status(), asks_sign_in, kept);
        }
        if needs_sign_in && request.method() == Method::GET {
            let back = site.frame_urls(context.language).login_then(&context.frame_path());
            return HttpResponse::SeeOther().insert_header((header::LOCATION, back)).finish();
        }
        error::page(&context, site, problem, &request_id, request)
    } else {
        HttpResponse::build(problem.status())
            .insert_header((header::CONTENT_TYPE, "application/problem+json"))
            .insert_header((header::CONTENT_LANGUAGE, t.written_in().code()))
            .body(problem.document(t, site, &request_id, is_call).to_string())
    };
    add_headers(response.headers_mut(), problem);
    if needs_sign_in {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

/// Writes a fault in the log, under the number that the reader is given to quote; empty for any other problem.
fn log_fault(request: &HttpRequest, problem: &Problem, site: &Site) -> String {
    let Problem::Fault(cause) = problem else { return String::new() };
    let id = site.request_id();
    // The code of a one-time link is a secret: its pattern says enough.
    let pattern = request.match_pattern().filter(|pattern| pattern.contains("{code}"));
    let path = pattern.as_deref().unwrap_or_else(|| request.path());
    tracing::error!(request = %id, path, cause = %Causes(cause.as_ref()), "a request failed");
    id
}

/// The headers that go with a problem.
fn add_headers(headers: &mut HeaderMap, problem: &Problem) {
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if problem.status() == StatusCode::REQUEST_TIMEOUT {
        // RFC 9110 §15.5.9: the server does not wait for the rest of the body.
        headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    let (name, value) = match problem {
        // RFC 9110 §15.5.6: which methods the address has.
        Problem::Request(RequestProblem::MethodNotAllowed(methods)) => (header::ALLOW, methods.clone()),
        // RFC 9110 §15.5.17: how many bytes there are.
        Problem::Request(RequestProblem::RangeNotSatisfiable(length)) => {
            (header::CONTENT_RANGE, format!("bytes */{length}"))
        }
        _ => match problem.retry_after() {
            Some(seconds) => (header::RETRY_AFTER, seconds.to_string()),
            None => return,
        },
    };
    if let Ok(value) = HeaderValue::from_str(&value) {
        headers.insert(name, value);
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
