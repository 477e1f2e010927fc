//! One file a page: what it shows, and the handlers that answer with it.

pub mod about;
pub mod account;
pub mod basket;
pub mod card;
pub mod credit;
pub mod doubts;
pub mod edit;
pub mod embed;
pub mod field_errors;
pub mod fields;
pub mod filters;
pub mod gallery;
pub mod home;
pub mod join;
pub mod licences;
pub mod list;
pub mod login;
pub mod my_photos;
pub mod new_account;
pub mod person;
pub mod photo;
pub mod print;
pub mod receipt;
pub mod report;
pub mod reports;
pub mod reuse;
pub mod review;
pub mod search;
pub mod sentences;
pub mod set_up;
pub mod statements;
#[cfg(debug_assertions)]
pub mod styleguide;
pub mod tag;
pub mod upload;
pub mod wording;
