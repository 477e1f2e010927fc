//! The JSON body of a call: every member known and understood, or named in the answer.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::web::{
    form_fields,
    problem::{Problem, Why},
};

/// The members of a body that were not taken yet.
#[derive(Default)]
pub struct Body(Map<String, Value>);

impl Body {
    /// Reads a body; nothing at all is an empty one.
    ///
    /// # Errors
    /// [`Problem::BadRequest`] for what is no JSON object, [`Problem::UnknownField`] for a member that is none of these: passed
    /// over in silence, what it says would be lost.
    pub fn read(bytes: &[u8], known: &[&str]) -> Result<Self, Problem> {
        if bytes.is_empty() {
            return Ok(Self::default());
        }
        let members: Map<String, Value> = serde_json::from_slice(bytes).map_err(|_not_json| Problem::BadRequest)?;
        form_fields::all_among(members.keys(), |name| known.contains(&name))?;
        Ok(Self(members))
    }

    /// Takes a member, if it is there.
    ///
    /// # Errors
    /// [`Problem::InvalidField`] with its name, and why it is wrong.
    pub fn take<T: DeserializeOwned>(&mut self, name: &'static str, why: Why) -> Result<Option<T>, Problem> {
        let member = self.0.remove(name).map(serde_json::from_value).transpose();
        member.map_err(|_unlike| Problem::InvalidField(name, why))
    }
}
