//! Requests as they come in: who sends them, their parameters, their forms, their files, each parsed once.

pub mod body_timeout;
pub mod context;
pub mod form_fields;
pub mod intake;
pub mod parameters;
pub mod range;
pub mod search_query;
pub mod valid_fields;
