//! Floor 0: the words and rules of a photo library of the commons. No I/O, no clock, no engine.

pub mod aspect;
pub mod attribution;
pub mod authorship;
pub mod compatibility;
pub mod doubt;
pub mod facets;
pub mod file_name;
pub mod fold;
pub mod grant;
pub mod hash;
pub mod kept;
pub mod language;
pub mod licence;
pub mod page;
pub mod person;
pub mod photo;
pub mod place;
pub mod query;
pub mod reader;
pub mod selection;
pub mod tag;
pub mod taken;
pub mod text;
pub mod token;
pub mod uses;
