//! Range requests (RFC 9110 §14): an interrupted download resumes where it stopped.

use actix_web::{
    HttpMessage as _, HttpRequest,
    http::header::{self, ByteRangeSpec, HeaderValue, Range},
};

use crate::web::zero_copy::HeadAlone;

/// Which part of a file is requested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeRequest {
    /// All of it.
    Whole,
    /// From one byte to another, both included, the first being 0.
    Part {
        /// The first byte.
        first: u64,
        /// The last byte.
        last: u64,
    },
    /// Bytes beyond the end of the file.
    Unsatisfiable,
}

impl RangeRequest {
    /// Reads `Range`, which applies only to the file that `If-Range` names (RFC 9110 §13.1.5). A request for several ranges
    /// gets the whole file, as a server may do (§14.2).
    #[must_use]
    pub fn of(request: &HttpRequest, tag: &HeaderValue, length: u64) -> Self {
        let headers = request.headers();
        // A date or a weak tag does not prove that the bytes are the same: only this strong tag does.
        let is_other = headers.get(header::IF_RANGE).is_some_and(|named| named != tag);
        // §14.2: only GET has ranges.
        if is_other || request.extensions().contains::<HeadAlone>() {
            return Self::Whole;
        }
        let range = headers.get(header::RANGE).and_then(|value| value.to_str().ok());
        let Some(Ok(Range::Bytes(parts))) = range.map(str::parse) else { return Self::Whole };
        match parts.as_slice() {
            // §14.1.1: such a range is invalid, and an invalid header is ignored (§14.2).
            [ByteRangeSpec::FromTo(first, last)] if last < first => Self::Whole,
            [part] => part
                .to_satisfiable_range(length)
                .map_or(Self::Unsatisfiable, |(first, last)| Self::Part { first, last }),
            _ => Self::Whole,
        }
    }
}

/// Whether the client already has the file with this tag (`If-None-Match`, RFC 9110 §13.1.2, compared weakly).
#[must_use]
pub fn is_held(request: &HttpRequest, tag: &HeaderValue) -> bool {
    let held = request.headers().get_all(header::IF_NONE_MATCH).filter_map(|value| value.to_str().ok());
    held.flat_map(|tags| tags.split(',')).map(str::trim).any(|held| held == "*" || tag == held.trim_start_matches("W/"))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    const TAG: HeaderValue = HeaderValue::from_static("\"a\"");

    fn asked(range: &'static str, if_range: Option<&'static str>) -> RangeRequest {
        let mut request = TestRequest::get().insert_header((header::RANGE, range));
        if let Some(named) = if_range {
            request = request.insert_header((header::IF_RANGE, named));
        }
        RangeRequest::of(&request.to_http_request(), &TAG, 1_000)
    }

    #[test]
    fn one_range_of_bytes_is_a_part() {
        for (range, first, last) in [
            ("bytes=0-0", 0, 0),
            ("bytes=400-", 400, 999),
            ("bytes=400-499", 400, 499),
            ("bytes=400-99999", 400, 999),
            ("bytes=-100", 900, 999),
            ("bytes=-5000", 0, 999),
            ("bytes=999-", 999, 999),
        ] {
            assert_eq!(asked(range, None), RangeRequest::Part { first, last }, "{range}");
        }
        for range in ["bytes=1000-", "bytes=1000-2000", "bytes=-0"] {
            assert_eq!(asked(range, None), RangeRequest::Unsatisfiable, "{range}");
        }
    }

    #[test]
    fn what_is_no_such_range_is_the_whole() {
        for range in ["bytes=0-1,5-6", "bytes=5-2", "bytes=x", "bytes", "pages=1-2", "bytes=--1", ""] {
            assert_eq!(asked(range, None), RangeRequest::Whole, "{range}");
        }
    }

    #[test]
    fn a_range_of_another_file_is_the_whole() {
        assert_eq!(asked("bytes=5-", Some("\"a\"")), RangeRequest::Part { first: 5, last: 999 });
        for named in ["\"b\"", "W/\"a\"", "Mon, 30 Nov 2026 00:00:00 GMT", "a"] {
            assert_eq!(asked("bytes=5-", Some(named)), RangeRequest::Whole, "{named}");
        }
    }
}
