//! One file a page: what it shows, and the handlers that answer with it.

pub mod about;
pub mod account;
pub mod card;
pub mod edit;
pub mod embed;
pub mod error;
pub mod fields;
pub mod frame;
pub mod home;
pub mod join;
pub mod licence;
pub mod licences;
pub mod login;
pub mod markup;
pub mod my_photos;
pub mod person;
pub mod photo;
pub mod receipt;
pub mod reuse;
pub mod review;
pub mod search;
pub mod set_up;
pub mod tag;
pub mod tombstone;
pub mod upload;
pub mod view;
