//! What made-up pages share: who is signed in, a photo, what is wrong with a form.

use crate::{
    domain::person::Handle,
    web::{
        frame::layout::{Frame, SignedIn},
        i18n::Messages,
        pages::{card::Card, field_errors::FieldErrors},
        problem::{FieldProblem, Problem, Why},
    },
};

/// What a page is made of.
#[derive(Clone)]
pub struct Sample {
    /// The layout, with an administrator signed in for whom things wait.
    pub frame: Frame,
    /// The newest photo of this library, if there is one.
    pub card: Option<Card>,
}

impl Sample {
    /// A sample in this layout.
    pub fn of(mut frame: Frame, card: Option<Card>) -> Self {
        frame.indexed = false;
        frame.sends_mail = true;
        frame.person = Some(SignedIn {
            handle: handle("ada"),
            name: "Ada Kervella".to_owned(),
            curates: true,
            reviews: true,
            waiting: 3,
            reports: 2,
            suggestions: 3,
            administers: true,
            news: 5,
        });
        Self { frame, card }
    }
}

/// A handle.
pub fn handle(name: &str) -> Handle {
    name.parse().unwrap_or_else(|_not_a_handle| Handle::site())
}

/// Something wrong with each of these fields.
pub fn wrong(fields: &[&'static str], t: Messages) -> FieldErrors {
    let problems: Vec<Problem> =
        fields.iter().map(|field| Problem::Field(FieldProblem::Invalid(field, Why::Empty))).collect();
    FieldErrors::of(&problems, t)
}
