//! The compressed picture of a file, found without the code under test: what a lossless copy must keep byte for byte.

use super::exiftool;

/// Everything of a file that its decoder uses for the pixels.
pub fn picture(bytes: &[u8]) -> Vec<u8> {
    match bytes {
        [0xFF, 0xD8, ..] => jpeg(bytes),
        [0x89, b'P', ..] => png(bytes),
        [b'R', b'I', ..] => webp(bytes),
        [b'G', b'I', ..] => gif(bytes),
        _ => tiff(bytes),
    }
}

/// All segments but `APPn` and comments, and the scans up to the end of the image.
fn jpeg(bytes: &[u8]) -> Vec<u8> {
    let mut kept = Vec::new();
    let mut at = 2;
    loop {
        let marker = bytes[at + 1];
        if marker == 0xD9 {
            return kept;
        }
        let end = at + 2 + usize::from(u16::from_be_bytes([bytes[at + 2], bytes[at + 3]]));
        if !(0xE0..=0xEF).contains(&marker) && marker != 0xFE {
            kept.extend_from_slice(&bytes[at..end]);
        }
        at = end;
        if marker == 0xDA {
            while !(bytes[at] == 0xFF && bytes[at + 1] != 0 && !(0xD0..=0xD7).contains(&bytes[at + 1])) {
                kept.push(bytes[at]);
                at += 1;
            }
        }
    }
}

fn png(bytes: &[u8]) -> Vec<u8> {
    let mut kept = Vec::new();
    let mut at = 8;
    while at < bytes.len() {
        let length = usize::try_from(u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap())).unwrap();
        if matches!(&bytes[at + 4..at + 8], b"IHDR" | b"PLTE" | b"IDAT" | b"tRNS" | b"iCCP" | b"gAMA" | b"sRGB") {
            kept.extend_from_slice(&bytes[at..at + 12 + length]);
        }
        at += 12 + length;
    }
    kept
}

fn webp(bytes: &[u8]) -> Vec<u8> {
    let mut kept = Vec::new();
    let mut at = 12;
    while at < bytes.len() {
        let length = usize::try_from(u32::from_le_bytes(bytes[at + 4..at + 8].try_into().unwrap())).unwrap();
        if matches!(&bytes[at..at + 4], b"VP8 " | b"VP8L" | b"ALPH" | b"ICCP") {
            kept.extend_from_slice(&bytes[at..at + 8 + length]);
        }
        at += 8 + length.next_multiple_of(2);
    }
    kept
}

/// From the picture's descriptor to the end, the fixture having a global colour table and one picture.
fn gif(bytes: &[u8]) -> Vec<u8> {
    let mut kept = bytes[6..13].to_vec();
    let colours = 3 << ((bytes[10] & 7) + 1);
    kept.extend_from_slice(&bytes[13..13 + colours]);
    let mut at = 13 + colours;
    while bytes[at] == 0x21 {
        at += 2;
        while bytes[at] != 0 {
            at += 1 + usize::from(bytes[at]);
        }
        at += 1;
    }
    assert_eq!(bytes[at], 0x2C);
    kept.extend_from_slice(&bytes[at..]);
    kept
}

fn tiff(bytes: &[u8]) -> Vec<u8> {
    let read = exiftool::read(bytes);
    let number = |tag| exiftool::text(&read, tag).unwrap().parse::<usize>().unwrap();
    let start = number("IFD0:StripOffsets");
    bytes[start..start + number("IFD0:StripByteCounts")].to_vec()
}
