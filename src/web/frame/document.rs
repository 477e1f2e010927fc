//! A problem as programs read it: problem+json (RFC 9457).

use serde_json::{Value, json};

use super::Problem;
use crate::web::{api::view::tombstone, i18n::Messages, site::Site};

impl Problem {
    /// The problem+json document (RFC 9457 §3).
    pub(super) fn document(&self, t: Messages, site: &Site, request_id: &str) -> Value {
        let (status, code, title, detail) = self.told(t);
        let mut document = json!({
            "type": format!("{}/about#{code}", site.public_url),
            "title": title,
            "status": status.as_u16(),
            "detail": detail,
            "code": code,
        });
        if let Some(members) = document.as_object_mut() {
            match self {
                Self::AlreadyHeld(id) => drop(members.insert("photo".to_owned(), json!(site.photo_url(id)))),
                Self::Gone(photo) => drop(members.insert("tombstone".to_owned(), tombstone(photo, site))),
                Self::Fault(_) => drop(members.insert("instance".to_owned(), json!(request_id))),
                // A program has no box to tick.
                Self::LicenceNarrower => {
                    drop(members.insert("detail".to_owned(), json!(t.problem_license_narrower_api())));
                }
                Self::InvalidField(..) | Self::Protected(_) => {
                    drop(members.insert("field".to_owned(), json!(self.field())));
                }
                Self::UnknownField(name) | Self::UnknownParameter(name) | Self::InvalidParameter(name) => {
                    drop(members.insert("field".to_owned(), json!(name)));
                }
                _ => {}
            }
        }
        document
    }
}
