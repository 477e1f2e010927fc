//! Records as pages and the API show them.

pub mod attribution;
pub mod chart;
pub mod compatibility;
pub mod embed;
pub mod grants;
pub mod json;
pub mod legal;
pub mod licence;
pub mod map;
pub mod markup;
pub mod news;
pub mod prose;
pub mod rows;
pub mod selection;
pub mod tag;
