//! Floor 1: from bytes to facts and pixels, and metadata into a copy. Synchronous and pure: no I/O, no clock.

pub mod camera;
pub mod embed;
pub mod facts;
pub mod inspect;
pub mod limits;
pub mod pixels;
pub mod poster;
pub mod sniff;

mod captions;
mod container;
mod exif;
mod gif;
mod ifd;
mod iptc;
mod jpeg;
mod metadata;
mod octets;
mod open;
mod people;
mod png;
mod raw_profile;
mod refusal;
mod shot;
mod text;
mod tiff;
mod webp;
mod when;
mod xmp;
mod xmp_element;
