//! A problem as programs read it: problem+json (RFC 9457).

use serde_json::{Value, json};

use crate::web::{
    i18n::Messages,
    problem::{CreditProblem, Explanation, FieldProblem, LicenceProblem, Problem, RequestProblem, StateProblem},
    site::Site,
    view::json::tombstone,
};

impl Problem {
    /// The problem+json document (RFC 9457 §3), for a call of the API or for a script of our pages.
    pub(super) fn document(&self, t: Messages, site: &Site, request_id: &str, is_call: bool) -> Value {
        let Explanation { status, code, title, sentence } = self.explanation(t);
        let mut document = json!({
            "type": format!("{}/about#{code}", site.public_url),
            "title": title,
            "status": status.as_u16(),
            "detail": sentence,
            "code": code,
        });
        let member = match self {
            Self::State(StateProblem::AlreadyHeld(id) | StateProblem::HeldElsewhere(id)) => {
                ("photo", json!(site.photo_url(id)))
            }
            Self::Gone(photo) => ("tombstone", tombstone(photo, site)),
            Self::Fault(_) => ("instance", json!(request_id)),
            // A program has no page to load again.
            Self::Request(RequestProblem::Malformed) if is_call => ("detail", json!(t.problem_bad_request_api())),
            // Nor a box to tick.
            Self::Licence(LicenceProblem::Narrower) => ("detail", json!(t.problem_license_narrower_api())),
            Self::Field(FieldProblem::Invalid(..)) | Self::Credit(CreditProblem::Protected(_)) => {
                ("field", json!(self.field()))
            }
            Self::Field(FieldProblem::Unknown(name))
            | Self::Request(RequestProblem::UnknownParameter(name) | RequestProblem::InvalidParameter(name)) => {
                ("field", json!(name))
            }
            _ => return document,
        };
        if let Some(members) = document.as_object_mut() {
            members.insert(member.0.to_owned(), member.1);
        }
        document
    }
}
