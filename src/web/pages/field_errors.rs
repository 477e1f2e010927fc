//! What is wrong with the fields of a form, all at once.

use crate::web::{i18n::Messages, problem::Problem};

/// The sentences about the fields of a form that was refused.
#[derive(Clone, Debug, Default)]
pub struct FieldErrors(Vec<(&'static str, String)>);

impl FieldErrors {
    /// Those of these problems.
    #[must_use]
    pub fn of(problems: &[Problem], t: Messages) -> Self {
        let mut errors = Self::default();
        for problem in problems {
            errors.add(problem, t);
        }
        errors
    }

    /// Adds a problem.
    pub fn add(&mut self, problem: &Problem, t: Messages) {
        self.0.push((problem.field(), problem.sentence(t)));
    }

    /// Adds a sentence that is no problem by itself, under a name that no field has.
    pub fn say(&mut self, name: &'static str, sentence: &str) {
        self.0.push((name, sentence.to_owned()));
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is wrong with the field of this name, or nothing. The empty name stands for what is about no field in particular.
    #[must_use]
    pub fn at(&self, field: &str) -> &str {
        self.0.iter().find(|(wrong, _)| *wrong == field).map_or("", |(_, sentence)| sentence.as_str())
    }

    /// Every field that is wrong, with its sentence.
    #[must_use]
    pub fn all(&self) -> &[(&'static str, String)] {
        &self.0
    }
}
