//! Parsing of requests: who sends them, their parameters, their forms, their files.

pub mod body_timeout;
pub mod coding;
pub mod context;
pub mod fill;
pub mod form_fields;
pub mod intake;
pub mod last_change;
pub mod parameters;
pub mod range;
pub mod sent_form;
pub mod suggested;
pub mod valid_fields;
