//! What real photographs say of themselves.

use zef::imaging::{
    camera::{Camera, Orientation},
    inspect::{Inspected, inspect},
    limits::Limits,
    sniff::Format,
};

use super::{FIXTURES, fixture};

fn inspected(name: &str) -> Inspected {
    inspect(fixture(name), &Limits::default()).unwrap()
}

fn near(found: Option<(f64, f64)>, (latitude, longitude): (f64, f64)) -> bool {
    found.is_some_and(|found| (found.0 - latitude).abs() < 1e-4 && (found.1 - longitude).abs() < 1e-4)
}

#[test]
fn an_amateurs_photograph_tells_camera_instant_and_author() {
    let leaf = inspected("leaf.jpg");
    assert_eq!((leaf.format, leaf.width, leaf.height), (Format::Jpeg, 1200, 750));
    let said = |text: &str| Some(text.to_owned());
    assert_eq!(
        leaf.camera,
        Camera {
            make: said("Canon"),
            model: said("Canon EOS 70D"),
            lens: said("EF50mm f/1.8 II"),
            aperture: said("f/2"),
            exposure: said("1/4000 s"),
            iso: said("100"),
            focal_length: said("50 mm"),
        }
    );
    assert_eq!(leaf.taken.as_deref(), Some("2015-10-29T15:44:44+01:00"));
    assert_eq!(leaf.suggestions.creator.as_deref(), Some("Martin Klapetek"));
    assert_eq!(leaf.suggestions.description.as_deref(), Some("Feuilles d’érable tombées"));
    assert_eq!(leaf.suggestions.rights.as_deref(), Some("© 2015 Martin Klapetek, LGPL-3.0"));
}

#[test]
fn a_picture_lying_on_its_side_is_measured_as_seen() {
    let cups = inspected("cups-orientation-6.jpg");
    assert_eq!(cups.orientation, Orientation::Turned90);
    assert_eq!((cups.stored, cups.width, cups.height), ((600, 960), 960, 600));
}

#[test]
fn an_orientation_stored_signed_is_understood() {
    // Type 3 (short) becomes type 8 (signed short), which some writers use.
    let mut cups = fixture("cups-orientation-6.jpg").to_vec();
    let entry = cups.windows(4).position(|window| window == [0x12, 0x01, 0x03, 0x00]).unwrap();
    cups[entry + 2] = 8;
    assert_eq!(inspect(&cups, &Limits::default()).unwrap().orientation, Orientation::Turned90);
}

#[test]
fn metadata_that_say_nothing_suggest_nothing() {
    let path = inspected("path-portrait.jpg").suggestions;
    assert_eq!((path.description, path.rights, path.title), (None, None, None));
}

#[test]
fn every_format_is_read() {
    let cases = [
        ("boats-progressive.jpg", Format::Jpeg, (1280, 800), None),
        ("flower-portrait.png", Format::Png, (280, 400), Some("2008-06-07T08:09:10")),
        ("storm.webp", Format::Webp, (1280, 853), Some("2008-04-20T19:12:06")),
        ("drop.gif", Format::Gif, (640, 400), None),
        ("pier.tif", Format::Tiff, (640, 400), Some("2010-01-02T03:04:05")),
    ];
    for (name, format, size, taken) in cases {
        let found = inspected(name);
        assert_eq!(
            (found.format, (found.width, found.height), found.taken.as_deref()),
            (format, size, taken),
            "{name}"
        );
    }
    assert!(near(inspected("flower-portrait.png").coordinates, (47.6, -2.7)));
    assert!(near(inspected("storm.webp").coordinates, (47.6, -2.7)));
    assert!(near(inspected("pier.tif").coordinates, (60.1, 24.9)));
    assert_eq!(inspected("pier.tif").suggestions.title.as_deref(), Some("Pier"));
    assert_eq!(inspected("drop.gif").suggestions.creator.as_deref(), Some("Charles Barbin"));
}

#[test]
fn a_photograph_full_of_facts_gives_them_all() {
    let kermesse = inspected("kermesse.jpg");
    assert_eq!(kermesse.taken.as_deref(), Some("2024-07-14T16:05:10+02:00"));
    assert!(near(kermesse.coordinates, (48.3904, -4.4861)));
    assert_eq!(kermesse.camera.lens.as_deref(), Some("EF50mm f/1.8 STM"));
    let suggested = kermesse.suggestions;
    assert_eq!(suggested.title.as_deref(), Some("Kermesse de l’école"));
    assert_eq!(suggested.creator.as_deref(), Some("Risto Saukonpää"));
    assert_eq!(suggested.keywords, ["kermesse", "cerf-volant"]);
    assert_eq!(suggested.rights.as_deref(), Some("© 2015 Risto Saukonpää"));
}

#[test]
fn a_wide_gamut_profile_is_kept_for_decoding() {
    let dune = inspected("dune-display-p3.jpg");
    assert_eq!(
        dune.icc.as_ref().map(Vec::len),
        Some(inspected("dune-display-p3.jpg").source(fixture("dune-display-p3.jpg")).icc.unwrap().len())
    );
    assert_eq!(dune.icc.unwrap().get(36..40), Some(b"acsp".as_slice()));
}

#[test]
fn the_estimate_of_memory_covers_the_decoded_picture() {
    for (name, bytes) in FIXTURES {
        let decoded = image::load_from_memory(bytes).unwrap();
        let least = u64::try_from(decoded.as_bytes().len()).unwrap();
        let estimate = inspected(name).decode_bytes;
        assert!(estimate >= least && estimate < least * 20 + 64_000_000, "{name}: {estimate} for {least}");
    }
    assert!(inspected("boats-progressive.jpg").decode_bytes > 1280 * 800 * 9);
}

#[test]
fn dates_and_fractions_without_meaning_are_nothing() {
    let mut leaf = fixture("leaf.jpg").to_vec();
    let blank = |bytes: &mut Vec<u8>, what: &[u8], with: &[u8]| {
        while let Some(at) = bytes.windows(what.len()).position(|window| window == what) {
            bytes[at..at + with.len()].copy_from_slice(with);
        }
    };
    blank(&mut leaf, b"2015:10:29 15:44:44", b"0000:00:00 00:00:00");
    blank(&mut leaf, b"2015-10-29", b"0000-00-00");
    // The aperture 2/1 and the exposure 1/4000 become 0/0.
    let found = inspect(&leaf, &Limits::default()).unwrap();
    assert_ne!(found.taken.as_deref(), Some("2015-10-29T15:44:44+01:00"));
    assert!(found.taken.as_deref().is_none_or(|taken| !taken.starts_with("0000")), "{:?}", found.taken);
}

#[test]
fn a_lens_that_only_xmp_names_is_found() {
    assert_eq!(inspected("path-portrait.jpg").camera.lens.as_deref(), Some("OLYMPUS M.7-14mm F2.8"));
}
