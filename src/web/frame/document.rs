//! A problem as programs read it: problem+json (RFC 9457).

use serde_json::{Value, json};

use crate::web::{
    i18n::Messages,
    problem::{CreditProblem, Explanation, FieldProblem, LicenceProblem, Problem, RequestProblem, StateProblem},
    site::Site,
    view::json::tombstone,
};

impl Problem {
    /// The problem+json document (RFC 9457 §3).
    pub(super) fn document(&self, t: Messages, site: &Site, request_id: &str) -> Value {
        let Explanation { status, code, title, sentence } = self.explanation(t);
        let mut document = json!({
            "type": format!("{}/about#{code}", site.public_url),
            "title": title,
            "status": status.as_u16(),
            "detail": sentence,
            "code": code,
        });
        let member = match self {
            Self::State(StateProblem::AlreadyHeld(id)) => ("photo", json!(site.photo_url(id))),
            Self::Gone(photo) => ("tombstone", tombstone(photo, site)),
            Self::Fault(_) => ("instance", json!(request_id)),
            // A program has no box to tick.
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
