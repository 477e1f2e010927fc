//! One file a page: what it shows, and the handlers that answer with it.

pub mod about;
pub mod account;
pub mod basket;
pub mod card;
pub mod credit;
pub mod doubts;
pub mod edit;
pub mod embed;
pub mod fields;
pub mod home;
pub mod join;
pub mod licences;
pub mod login;
pub mod my_photos;
pub mod person;
pub mod photo;
pub mod print;
pub mod receipt;
pub mod reuse;
pub mod review;
pub mod search;
pub mod set_up;
pub mod tag;
pub mod upload;
pub mod view;
pub mod wording;
