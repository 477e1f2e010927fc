//! The reader of XMP packets, through the door they come by: in a whole JPEG. No packet makes it fail or hides the
//! photograph, and only a packet too large for a copy keeps one from being written.
#![no_main]

use std::io;

use libfuzzer_sys::fuzz_target;
use zef::imaging::{
    embed::{EmbedError, Embedding, KeepPlace, embed},
    inspect::inspect,
    limits::Limits,
};

const PHOTOGRAPH: &[u8] = include_bytes!("../../tests/fixtures/leaf.jpg");
/// What names a segment with XMP in it (XMP specification, part 3, 1.1.3).
const NAME: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";

fuzz_target!(|packet: &[u8]| {
    // A segment says its own length, with the two bytes that say it.
    let Ok(length) = u16::try_from(2 + NAME.len() + packet.len()) else { return };
    let (start_of_image, rest) = PHOTOGRAPH.split_at(2);
    let photograph = [start_of_image, &[0xFF, 0xE1], &length.to_be_bytes(), NAME, packet, rest].concat();
    let inspected = inspect(&photograph, &Limits::default()).expect("metadata never refuses a photograph");
    assert!(inspected.width > 0 && inspected.height > 0);
    let copied = embed(&photograph, &Embedding::default(), KeepPlace::Yes, &mut io::sink());
    assert!(matches!(copied, Ok(()) | Err(EmbedError::TooLarge)), "{copied:?}");
});
