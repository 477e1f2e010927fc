//! Problems of the request itself: its method, its address, its parameters, how its body is sent.

use actix_web::http::StatusCode;

use super::Explanation;
use crate::web::i18n::Messages;

/// What is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestProblem {
    /// It is not understood.
    Malformed,
    /// The address is known, and answers these methods only (the value of `Allow`).
    MethodNotAllowed(String),
    /// The client stopped sending the body.
    Idle,
    /// The body of a form or of a call did not arrive in time.
    Slow,
    /// The body of a form or of a call is too long.
    TooLong,
    /// A parameter of the address that this call does not have.
    UnknownParameter(String),
    /// A parameter of the address that cannot be read, is given twice, or is missing.
    InvalidParameter(String),
    /// A range beyond the end of a file of so many bytes (RFC 9110 §15.5.17).
    RangeNotSatisfiable(u64),
    /// The standard has it, and this server does not.
    NotImplemented,
}

impl RequestProblem {
    pub(super) fn explanation(&self, t: Messages) -> Explanation {
        match self {
            Self::Malformed => Explanation::new(
                StatusCode::BAD_REQUEST,
                "bad-request",
                t.problem_bad_request_title(),
                t.problem_bad_request(),
            ),
            Self::MethodNotAllowed(_) => Explanation::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "method-not-allowed",
                t.problem_method_not_allowed_title(),
                t.problem_method_not_allowed(),
            ),
            Self::Idle => {
                Explanation::new(StatusCode::REQUEST_TIMEOUT, "timeout", t.problem_timeout_title(), t.problem_timeout())
            }
            Self::Slow => {
                Explanation::new(StatusCode::REQUEST_TIMEOUT, "timeout", t.problem_timeout_title(), t.problem_slow())
            }
            Self::TooLong => Explanation::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "too-large",
                t.problem_too_long_title(),
                t.problem_too_long(),
            ),
            Self::UnknownParameter(name) => Explanation::unprocessable(
                "invalid-field",
                t.problem_invalid_field_title(),
                t.problem_unknown_parameter(name),
            ),
            Self::InvalidParameter(name) => Explanation::unprocessable(
                "invalid-field",
                t.problem_invalid_field_title(),
                t.problem_invalid_field(name, t.why_parameter()),
            ),
            Self::RangeNotSatisfiable(_) => Explanation::new(
                StatusCode::RANGE_NOT_SATISFIABLE,
                "range-not-satisfiable",
                t.problem_range_title(),
                t.problem_range(),
            ),
            Self::NotImplemented => Explanation::new(
                StatusCode::NOT_IMPLEMENTED,
                "not-implemented",
                t.problem_not_implemented_title(),
                t.problem_not_implemented(),
            ),
        }
    }
}
