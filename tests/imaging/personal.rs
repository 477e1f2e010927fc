//! Nothing personal is left in a copy: searched for in its bytes, not in what a reader makes of them.

use zef::imaging::{
    embed::{Embedding, KeepPlace},
    inspect,
    limits::Limits,
};

use super::{FIXTURES, copied, exiftool, fixture};

/// Facts that `kermesse.jpg` tells, in the encodings it tells them in.
const SECRETS: [&[u8]; 17] = [
    b"033021001234",
    b"0000f1a2b3",
    &1_234_567_890_u32.to_le_bytes(),
    b"H7654321",
    b"Anne Le Gall",
    b"A\0n\0n\0e\0",
    b"Yann Le Gall",
    b"PC-DE-ANNE",
    b"06 00 00 00 00",
    b"5a1f7c2e",
    b"anne-le-gall-0001",
    b"anne.example",
    b"n\0e\0 \0p\0a\0s\0",
    "École de Kerichen".as_bytes(),
    b"Brest",
    b"mwg-rs",
    b"EOS 400D",
];

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

fn credited() -> Embedding {
    Embedding { creator: Some("Risto Saukonpää".to_owned()), ..Embedding::default() }
}

#[test]
fn owners_serial_numbers_faces_places_and_histories_are_gone() {
    let before = fixture("kermesse.jpg");
    let copy = copied(before, &credited(), KeepPlace::No).unwrap();
    for secret in SECRETS {
        let shown = String::from_utf8_lossy(secret);
        assert!(holds(before, secret), "the fixture should tell {shown}");
        assert!(!holds(&copy, secret), "{shown}");
    }
    let read = exiftool::read(&copy);
    let told: Vec<_> = read
        .keys()
        .filter(|tag| {
            ["GPS", "Canon", "IFD1", "XMP-mwg", "XMP-MP", "XMP-aux", "Photoshop"]
                .iter()
                .any(|group| tag.starts_with(group))
        })
        .collect();
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn a_place_that_may_be_known_stays() {
    let copy = copied(fixture("kermesse.jpg"), &credited(), KeepPlace::Yes).unwrap();
    let (latitude, longitude) = inspect::inspect(&copy, &Limits::default()).unwrap().coordinates.unwrap();
    assert!((latitude - 48.3904).abs() < 1e-4 && (longitude + 4.4861).abs() < 1e-4, "{latitude}, {longitude}");
    let read = exiftool::read(&copy);
    assert_eq!(exiftool::text(&read, "IPTC:City").as_deref(), Some("Brest"));
    assert_eq!(exiftool::text(&read, "XMP-photoshop:City").as_deref(), Some("Brest"));
    assert_eq!(exiftool::text(&read, "GPS:GPSAltitude").as_deref(), Some("34"));
    assert_eq!(exiftool::warnings(&copy), Vec::<String>::new());
    assert!(!holds(&copy, b"Anne Le Gall"));
}

#[test]
fn no_copy_tells_a_place_or_a_serial_number() {
    for (name, bytes) in FIXTURES {
        let copy = copied(bytes, &credited(), KeepPlace::No).unwrap();
        assert_eq!(inspect::inspect(&copy, &Limits::default()).unwrap().coordinates, None, "{name}");
        let read = exiftool::read(&copy);
        let told: Vec<_> = read
            .keys()
            .filter(|tag| {
                ["GPS", "Serial", "Owner", "Thumbnail", "Comment", "History", "Preview"]
                    .iter()
                    .any(|word| tag.contains(word))
            })
            .collect();
        assert!(told.is_empty(), "{name}: {told:?}");
    }
}

/// `kermesse.jpg` with more: an extended XMP packet, a JFIF thumbnail, unknown segments, a film after its end.
fn laden() -> Vec<u8> {
    let segment = |marker: u8, payload: &[u8]| {
        let length = u16::try_from(payload.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker], length.as_slice(), payload].concat()
    };
    let mut laden = vec![0xFF, 0xD8];
    laden.extend(segment(0xE0, b"JFIF\0\x01\x02\0\0\x48\0\x48\x01\x01SECRET-THUMBNAIL"));
    laden.extend(segment(0xE0, b"JFXX\0\x10SECRET-JFXX"));
    laden.extend(segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0SECRET-EXTENSION"));
    laden.extend(segment(0xE2, b"MPF\0SECRET-MPF"));
    laden.extend(segment(0xE4, b"SECRET-APP4"));
    laden.extend(segment(0xEB, b"JP\0SECRET-C2PA"));
    laden.extend_from_slice(&fixture("kermesse.jpg")[2..]);
    laden.extend_from_slice(b"\0\0\0\x18ftypmp42SECRET-FILM\xff\xd9");
    laden
}

#[test]
fn what_hides_beside_the_picture_is_gone() {
    let before = laden();
    assert!(holds(&before, b"SECRET"));
    let copy = copied(&before, &credited(), KeepPlace::Yes).unwrap();
    assert!(!holds(&copy, b"SECRET"));
    assert!(copy.ends_with(&[0xFF, 0xD9]));
    assert!(image::load_from_memory(&copy).unwrap() == image::load_from_memory(fixture("kermesse.jpg")).unwrap());
}

#[test]
fn comments_and_private_chunks_of_the_other_formats_are_gone() {
    let mut gif = fixture("drop.gif").to_vec();
    gif.extend_from_slice(b"SECRET after the end");
    let mut png = fixture("flower-portrait.png").to_vec();
    png.extend_from_slice(b"SECRET after the end");
    let mut webp = fixture("storm.webp").to_vec();
    webp.extend_from_slice(b"SECRET after the end");
    let cases: [(&[u8], &[u8]); 6] = [
        (&gif, b"SECRET"),
        (&gif, b"a drop of water"),
        (&png, b"SECRET"),
        (&png, b"Taken in the garden"),
        (&png, b"12345"),
        (&webp, b"SECRET"),
    ];
    for (before, secret) in cases {
        assert!(holds(before, secret));
        assert!(
            !holds(&copied(before, &credited(), KeepPlace::No).unwrap(), secret),
            "{}",
            String::from_utf8_lossy(secret)
        );
    }
}

#[test]
fn a_name_chosen_alone_hides_the_one_the_camera_knows() {
    let chosen =
        |creator_alone| Embedding { creator: Some("Mouette".to_owned()), creator_alone, ..Embedding::default() };
    let named = |embedding| {
        let copy = copied(fixture("kermesse.jpg"), &embedding, KeepPlace::No).unwrap();
        inspect::inspect(&copy, &Limits::default()).unwrap().suggestions.creator
    };
    assert_eq!(named(chosen(true)).as_deref(), Some("Mouette"));
    assert_eq!(named(chosen(false)).as_deref(), Some("Risto Saukonpää, Mouette"));
}
