//! What comes in, read once and at the door: who sends a request, its parameters, its form, its files.

pub mod body_timeout;
pub mod context;
pub mod form_fields;
pub mod intake;
pub mod parameters;
pub mod range;
pub mod valid_fields;
