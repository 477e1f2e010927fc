//! The JSON body of a call: a member that is unknown or cannot be read is refused by its name.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::web::{
    problem::{FieldProblem, Problem, RequestProblem, Why},
    request::form_fields,
};

/// The members of a body that were not taken yet.
#[derive(Default)]
pub struct Body(Map<String, Value>);

impl Body {
    /// Reads a body; no bytes are an empty body.
    ///
    /// # Errors
    /// [`RequestProblem::Malformed`] for what is no JSON object, [`FieldProblem::Unknown`] for an unknown member:
    /// if it were ignored, its value would be lost.
    pub fn read(bytes: &[u8], known: &[&str]) -> Result<Self, Problem> {
        if bytes.is_empty() {
            return Ok(Self::default());
        }
        let members: Map<String, Value> =
            serde_json::from_slice(bytes).map_err(|_not_json| Problem::Request(RequestProblem::Malformed))?;
        form_fields::all_among(members.keys(), |name| known.contains(&name))?;
        Ok(Self(members))
    }

    /// Takes a member, if it is there.
    ///
    /// # Errors
    /// [`FieldProblem::Invalid`] with its name, and why it is wrong.
    pub fn take<T: DeserializeOwned>(&mut self, name: &'static str, why: Why) -> Result<Option<T>, Problem> {
        let member = self.0.remove(name).map(serde_json::from_value).transpose();
        member.map_err(|_unlike| Problem::Field(FieldProblem::Invalid(name, why)))
    }
}
