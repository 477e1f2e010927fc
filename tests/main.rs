//! All integration tests, in one program that is linked once: a folder for each room, and the journeys with the built
//! binary.

mod archive;
mod attribution;
mod caches;
mod catalog;
mod imaging;
mod journeys;
mod letters;
mod pixels;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "s3")]
mod s3;
mod search;
mod selection;

// Shared by the journeys and the selections, which are told by the same people.
use journeys::{actors, alone, answer, browser, files, made_once, metadata, meter, throng, zef};
