//! Reporting a photo or a person's page, by anybody: the form, and the page where its reporter follows it.

pub mod form;
pub mod status;

pub use form::{send, show};
pub use status::follow;
