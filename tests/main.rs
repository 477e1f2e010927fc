//! Everything that is tested through public doors, in one program, so that it is linked once: a folder for each room of the
//! house, and the journeys of people who use the built binary.

mod archive;
mod attribution;
mod caches;
mod catalog;
mod imaging;
mod journeys;
mod pixels;
mod search;
mod selection;

// Shared by the journeys and the selections, which are told by the same people.
use journeys::{actors, alone, answer, browser, files, made_once, metadata, throng, zef};
