//! The parameters of an address: one that is unknown, given twice or cannot be read is refused by its name.
//!
//! `lang` is a parameter of every call of the API and of every file, so that clients can say in which language they read.

use std::{
    collections::BTreeSet,
    future::{Ready, ready},
    ops::Deref,
};

use actix_web::{
    FromRequest, HttpRequest,
    body::{BoxBody, MessageBody},
    dev::{Payload, ServiceRequest, ServiceResponse},
    error::QueryPayloadError,
    middleware::Next,
    web::Query,
};
use serde::de::DeserializeOwned;
use url::form_urlencoded;

use crate::{
    domain::{language::Language, photo::PhotoId, text::clean_line},
    web::problem::{FieldProblem, Problem, RequestProblem, Why},
};

/// The parameter that chooses the language of the answer.
const LANGUAGE: &str = "lang";

/// The parameters of a call beside its language, which [`RequestContext`](super::context::RequestContext) has.
pub struct Parameters<T>(T);

impl<T> Deref for Parameters<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned> FromRequest for Parameters<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        ready(read(request.query_string()).map(Self))
    }
}

/// Reads the parameters of an address.
///
/// # Errors
/// [`RequestProblem::UnknownParameter`] or [`RequestProblem::InvalidParameter`] with the name of the first that is wrong.
fn read<T: DeserializeOwned>(query: &str) -> Result<T, Problem> {
    language(query)?;
    let mut names = BTreeSet::new();
    for (name, _) in form_urlencoded::parse(query.as_bytes()) {
        // Of two values, it is unclear which one is meant.
        if !names.insert(name.clone()) {
            return Err(Problem::Request(RequestProblem::InvalidParameter(clean_line(&name))));
        }
    }
    let others: Vec<&str> = query.split('&').filter(|pair| name_of(pair) != LANGUAGE).collect();
    let read = |query: &str| Query::<T>::from_query(query).map(Query::into_inner);
    read(&others.join("&")).map_err(|error| {
        let unknown = unknown_parameter(&error).map(|name| Problem::Request(RequestProblem::UnknownParameter(name)));
        // serde says what is wrong with a value, and not which parameter has it: each is tried alone.
        let wrong = || others.iter().find(|pair| read(pair).is_err_and(|error| !is_about_another(&error)));
        unknown
            .or_else(|| wrong().map(|pair| Problem::Request(RequestProblem::InvalidParameter(name_of(pair)))))
            .unwrap_or_else(|| {
                missing_parameter(&error).map_or(Problem::Request(RequestProblem::Malformed), |name| {
                    Problem::Request(RequestProblem::InvalidParameter(name))
                })
            })
    })
}

/// The language that an address asks for, if it does.
///
/// # Errors
/// [`FieldProblem::Invalid`] for one that Zef does not speak.
pub fn language(query: &str) -> Result<Option<Language>, Problem> {
    let asked = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == LANGUAGE);
    let read = asked.map(|(_, code)| code.parse()).transpose();
    read.map_err(|_unknown| Problem::Field(FieldProblem::Invalid(LANGUAGE, Why::Choice)))
}

/// Refuses a language that Zef does not speak, whether or not the answer has text.
///
/// # Errors
/// Only those of the service that have no response at all.
pub async fn check_language(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    match language(request.query_string()) {
        Ok(_spoken) => Ok(next.call(request).await?.map_into_boxed_body()),
        Err(problem) => Ok(request.error_response(problem)),
    }
}

/// The decoded name of a parameter.
fn name_of(pair: &str) -> String {
    form_urlencoded::parse(pair.as_bytes()).next().map(|(name, _)| clean_line(&name)).unwrap_or_default()
}

/// The unknown parameter that an error is about. The error has it only in its message, which is the same for every type
/// that serde reads (`serde::de::Error::unknown_field`).
#[must_use]
pub fn unknown_parameter(error: &QueryPayloadError) -> Option<String> {
    let sentence = sentence(error)?;
    let (name, _) = sentence.strip_prefix("unknown field `")?.split_once("`, expected ")?;
    Some(clean_line(name))
}

/// The missing parameter that an error is about (`serde::de::Error::missing_field`).
fn missing_parameter(error: &QueryPayloadError) -> Option<String> {
    Some(clean_line(sentence(error)?.strip_prefix("missing field `")?.trim_end_matches('`')))
}

fn is_about_another(error: &QueryPayloadError) -> bool {
    missing_parameter(error).is_some()
}

fn sentence(error: &QueryPayloadError) -> Option<String> {
    match error {
        QueryPayloadError::Deserialize(error) => Some(error.to_string()),
        _ => None,
    }
}

/// A photo id from an address. Text that cannot be an id answers as an unknown id does.
///
/// # Errors
/// [`Problem::NotFound`].
pub fn photo_id(text: &str) -> Result<PhotoId, Problem> {
    text.parse().map_err(|_not_an_id| Problem::NotFound)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct TestQuery {
        q: Option<String>,
        limit: Option<u32>,
    }

    #[derive(Debug, Deserialize)]
    struct Needed {
        #[expect(dead_code, reason = "only its name is of use")]
        url: String,
    }

    fn asked(query: &str) -> Result<TestQuery, String> {
        read(query).map_err(|problem| match problem {
            Problem::Request(RequestProblem::UnknownParameter(name)) => format!("unknown {name}"),
            Problem::Request(RequestProblem::InvalidParameter(name)) => format!("invalid {name}"),
            Problem::Field(FieldProblem::Invalid(name, _)) => format!("wrong {name}"),
            other => format!("{other:?}"),
        })
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!(asked("q=a&limit=3"), Ok(TestQuery { q: Some("a".to_owned()), limit: Some(3) }));
        assert_eq!(asked("lang=en"), Ok(TestQuery::default()));
        for (query, wrong) in [
            ("limit=abc", "invalid limit"),
            ("q=a&limit=-1&lang=br", "invalid limit"),
            ("q=a&q=b", "invalid q"),
            ("lang=fr&lang=en", "invalid lang"),
            ("page=2", "unknown page"),
            ("l%69mit=abc", "invalid limit"),
            ("lang=AAA", "wrong lang"),
            ("la%6Eg=", "wrong lang"),
        ] {
            assert_eq!(asked(query), Err(wrong.to_owned()), "{query}");
        }
        assert!(
            matches!(read::<Needed>("lang=en"), Err(Problem::Request(RequestProblem::InvalidParameter(name))) if name == "url")
        );
    }
}
