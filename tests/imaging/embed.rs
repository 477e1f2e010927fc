//! What Zef writes into a copy, read back by exiftool; the picture itself, unchanged.

use std::io::{self, Write};

use zef::{
    domain::authorship::Authorship,
    imaging::{
        embed::{EmbedError, Embedding, KeepPlace, embed},
        inspect,
        limits::Limits,
    },
};

use super::{
    FIXTURES, compressed, copied,
    exiftool::{self, text},
    fixture,
};

const PAGE: &str = "https://zef.example/photos/k7m2b9xq";
const DEED: &str = "https://creativecommons.org/licenses/by-sa/4.0/";
const RIGHTS: &str = "“Le pont d’Iroise & l’Élorn” by Anne Le Gall, licensed under CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/). Source: https://zef.example/photos/k7m2b9xq";
const TERMS: &str = "Licensed under CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/)";
const DESCRIPTION: &str = "Vu de la pointe.\nLe soir, <à marée basse>.";

pub fn attribution() -> Embedding {
    Embedding {
        creator_alone: false,
        before: Authorship::default(),
        title: Some("Le pont d’Iroise & l’Élorn".to_owned()),
        creator: Some("Anne Le Gall".to_owned()),
        creator_url: Some("https://zef.example/contributeurs/anne-le-gall".to_owned()),
        description: Some(DESCRIPTION.to_owned()),
        rights: Some(RIGHTS.to_owned()),
        licence_deed: Some(DEED.to_owned()),
        photo_page: Some(PAGE.to_owned()),
        public_domain: false,
        keywords: vec!["pont".to_owned(), "rade de Brest".to_owned()],
    }
}

/// What every reader of XMP must find, in every format.
const XMP: [(&str, &str); 11] = [
    ("XMP-dc:Title", "Le pont d’Iroise & l’Élorn"),
    ("XMP-dc:Description", DESCRIPTION),
    ("XMP-xmpRights:UsageTerms", TERMS),
    ("XMP-xmpRights:Marked", "true"),
    ("XMP-xmpRights:WebStatement", PAGE),
    ("XMP-cc:License", DEED),
    ("XMP-cc:AttributionName", "Anne Le Gall"),
    ("XMP-cc:AttributionURL", PAGE),
    ("XMP-plus:LicensorURL", PAGE),
    ("XMP-iptcCore:CreatorWorkURL", "https://zef.example/contributeurs/anne-le-gall"),
    ("XMP-x:XMPToolkit", ""),
];

/// The fixtures that say nothing about themselves, and one of each format.
#[test]
fn every_field_reads_back_in_every_format() {
    for (name, bytes) in FIXTURES {
        let copy = copied(bytes, &attribution(), KeepPlace::No).unwrap();
        let read = exiftool::read(&copy);
        for (tag, expected) in XMP.iter().filter(|(_, expected)| !expected.is_empty()) {
            assert_eq!(text(&read, tag).as_deref(), Some(*expected), "{name} {tag}");
        }
        let ends = |tag: &str, expected: &str| {
            let found = text(&read, tag).unwrap_or_default();
            assert!(found.ends_with(expected), "{name} {tag}: {found}");
        };
        ends("XMP-dc:Creator", "Anne Le Gall");
        ends("XMP-photoshop:Credit", "Anne Le Gall");
        ends("XMP-dc:Rights", RIGHTS);
        // Programs built on exiv2 write the texts of several languages one after the other into what they export.
        let alternatives = ["XMP-dc:Rights-", "XMP-xmpRights:UsageTerms-"];
        let others = read.keys().filter(|tag| alternatives.iter().any(|alternative| tag.starts_with(alternative)));
        assert_eq!(others.collect::<Vec<_>>(), Vec::<&String>::new(), "{name}");
        ends("XMP-dc:Subject", "pont|rade de Brest");
        if !name.ends_with("gif") {
            assert_eq!(text(&read, "IFD0:ImageDescription").as_deref(), Some(DESCRIPTION), "{name}");
            ends("IFD0:Artist", "Anne Le Gall");
            ends("IFD0:Copyright", RIGHTS);
        }
        if name.ends_with("jpg") || name.ends_with("tif") {
            assert_eq!(text(&read, "IPTC:CodedCharacterSet").as_deref(), Some("\u{1b}%G"), "{name}");
            assert_eq!(text(&read, "IPTC:ObjectName").as_deref(), Some("Le pont d’Iroise & l’Élorn"), "{name}");
            ends("IPTC:Credit", "Anne Le Gall");
            // The sentence is longer than IPTC takes: the notice or the name, and the licence, stand for it.
            ends("IPTC:CopyrightNotice", &format!(". {TERMS}"));
            assert_eq!(text(&read, "IPTC:Caption-Abstract").as_deref(), Some(DESCRIPTION), "{name}");
            ends("IPTC:By-line", "Anne Le Gall");
            ends("IPTC:Keywords", "pont|rade de Brest");
        }
        if name.ends_with("png") {
            assert_eq!(text(&read, "PNG:Title").as_deref(), Some("Le pont d’Iroise & l’Élorn"), "{name}");
            ends("PNG:Author", "Anne Le Gall");
            ends("PNG:Copyright", RIGHTS);
            assert_eq!(text(&read, "PNG:Description").as_deref(), Some(DESCRIPTION), "{name}");
        }
    }
}

#[test]
fn the_picture_is_the_same_byte_for_byte_and_pixel_for_pixel() {
    for (name, bytes) in FIXTURES {
        let copy = copied(bytes, &attribution(), KeepPlace::No).unwrap();
        assert!(compressed::picture(bytes) == compressed::picture(&copy), "{name}");
        let pixels = |bytes| image::load_from_memory(bytes).unwrap();
        assert!(pixels(bytes) == pixels(&copy), "{name}");
    }
}

#[test]
fn what_the_picture_needs_to_be_seen_right_stays() {
    for (name, bytes) in FIXTURES {
        let before = inspect::inspect(bytes, &Limits::default()).unwrap();
        let copy = copied(bytes, &attribution(), KeepPlace::No).unwrap();
        let after = inspect::inspect(&copy, &Limits::default()).unwrap();
        assert_eq!(after.orientation, before.orientation, "{name}");
        assert_eq!(after.icc, before.icc, "{name}");
        assert_eq!((after.width, after.height, after.stored), (before.width, before.height, before.stored), "{name}");
        assert_eq!(after.camera, before.camera, "{name}");
        assert_eq!(after.taken, before.taken, "{name}");
        assert_eq!(after.format, before.format, "{name}");
    }
}

#[test]
fn exiftool_finds_nothing_new_to_complain_of() {
    for (name, bytes) in FIXTURES {
        let before = exiftool::warnings(bytes);
        let copy = copied(bytes, &attribution(), KeepPlace::No).unwrap();
        let new: Vec<String> =
            exiftool::warnings(&copy).into_iter().filter(|warning| !before.contains(warning)).collect();
        assert_eq!(new, Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_copy_of_a_copy_says_nothing_twice() {
    for (name, bytes) in FIXTURES {
        let once = copied(bytes, &attribution(), KeepPlace::No).unwrap();
        let twice = copied(&once, &attribution(), KeepPlace::No).unwrap();
        assert!(once == twice, "{name}");
    }
}

#[test]
fn words_of_a_file_whose_author_is_not_to_be_named_stay_behind() {
    let unnamed = Embedding { title: None, description: None, creator: None, ..attribution() };
    let read = exiftool::read(&copied(fixture("kermesse.jpg"), &unnamed, KeepPlace::No).unwrap());
    for tag in [
        "XMP-dc:Title",
        "XMP-dc:Description",
        "XMP-photoshop:Headline",
        "IPTC:ObjectName",
        "IPTC:Headline",
        "IPTC:Caption-Abstract",
        "IFD0:ImageDescription",
    ] {
        assert_eq!(text(&read, tag), None, "{tag}");
    }
}

#[test]
fn what_the_author_wrote_is_added_to() {
    let bare = Embedding { title: None, description: None, ..attribution() };
    let read = exiftool::read(&copied(fixture("kermesse.jpg"), &bare, KeepPlace::No).unwrap());
    let found = |tag| text(&read, tag).unwrap_or_default();
    assert_eq!(found("XMP-dc:Title"), "Kermesse de l’école");
    assert_eq!(found("XMP-dc:Title-en"), "School fair");
    assert_eq!(found("XMP-dc:Description"), "Un cerf-volant au-dessus de la kermesse");
    assert_eq!(found("XMP-dc:Description-en"), "A kite above the school fair");
    assert_eq!(found("XMP-dc:Creator"), "Risto Saukonpää|Anne Le Gall");
    assert_eq!(found("IPTC:By-line"), "Risto Saukonpää|Anne Le Gall");
    assert_eq!(found("IFD0:Artist"), "Risto Saukonpää; Anne Le Gall");
    // The file's own keywords may name people, and nobody confirmed them.
    assert_eq!(found("XMP-dc:Subject"), "pont|rade de Brest");
    assert_eq!(found("XMP-dc:Rights"), format!("© 2015 Risto Saukonpää. {RIGHTS}"));
    assert_eq!(found("IPTC:DateCreated"), "2024:07:14");
}

#[test]
fn all_that_a_photo_can_say_at_once_fits_a_jpeg() {
    // Quotation marks take the most room as XML.
    let widest = |length: usize| "\"".repeat(length);
    let address = || Some(format!("https://zef.example/{}", "é".repeat(980)));
    let several = || (0..40).map(|number| format!("{number}{}", widest(150))).collect::<Vec<_>>();
    let most = Embedding {
        title: Some(widest(200)),
        creator: Some(widest(400)),
        creator_alone: false,
        before: Authorship {
            creators: vec![several()],
            credits: several(),
            owners: several(),
            licensors: several(),
            notices: several(),
        },
        creator_url: address(),
        description: Some(widest(5_000)),
        rights: Some(widest(5_000)),
        licence_deed: address(),
        photo_page: address(),
        public_domain: false,
        keywords: (0..50).map(|number| format!("{number:02}{}", widest(58))).collect(),
    };
    let panorama = exiftool::written(
        fixture("kermesse.jpg"),
        &[
            "-XMP-GPano:ProjectionType=equirectangular",
            "-XMP-GPano:FullPanoWidthPixels=1200",
            "-XMP-GPano:PoseHeadingDegrees=210",
        ],
    );
    let copy = copied(&panorama, &most, KeepPlace::Yes).unwrap();
    let read = exiftool::read(&copy);
    assert_eq!(text(&read, "XMP-GPano:ProjectionType").as_deref(), Some("equirectangular"));
    assert_eq!(text(&read, "XMP-photoshop:City").as_deref(), Some("Brest"));
    assert_eq!(exiftool::warnings(&copy), Vec::<String>::new());
}

#[test]
fn a_notice_stays_without_the_permissions_that_contradict_the_licence() {
    let read = exiftool::read(&copied(fixture("leaf.jpg"), &attribution(), KeepPlace::No).unwrap());
    let whole = format!("© 2015 Martin Klapetek. {RIGHTS}");
    assert_eq!(text(&read, "XMP-dc:Rights").as_deref(), Some(whole.as_str()));
    assert_eq!(text(&read, "IFD0:Copyright").as_deref(), Some(whole.as_str()));
    let short = format!("© 2015 Martin Klapetek. {TERMS}");
    assert_eq!(text(&read, "IPTC:CopyrightNotice").as_deref(), Some(short.as_str()));
}

/// A studio's file, as agencies hand it over.
fn of_a_studio() -> Vec<u8> {
    exiftool::written(
        fixture("boats-progressive.jpg"),
        &[
            "-XMP-dc:Creator=Alice",
            "-XMP-dc:Creator=Bob",
            "-XMP-photoshop:Credit=AFP",
            "-XMP-xmpRights:Owner=Alice",
            "-XMP-plus:LicensorName=Agence Iroise",
            "-EXIF:Artist=Studio Ancien",
            "-IPTC:By-line=Studio Ancien",
            "-IPTC:CopyrightNotice=(c) Studio Ancien 2019",
        ],
    )
}

#[test]
fn exif_iptc_and_xmp_keep_the_same_authors_and_the_same_notice() {
    let given = of_a_studio();
    let renditions = inspect::inspect(&given, &Limits::default()).unwrap().suggestions.authorship;
    for is_own in [false, true] {
        let embedding = Embedding { creator_alone: is_own, ..attribution() };
        let of_rendition = Embedding { before: renditions.clone(), ..embedding.clone() };
        // A rendition says nothing by itself: what the original said is told beside it.
        for copy in [
            copied(&given, &embedding, KeepPlace::No).unwrap(),
            copied(fixture("dune-display-p3.jpg"), &of_rendition, KeepPlace::No).unwrap(),
        ] {
            let read = exiftool::read(&copy);
            let found = |tag| text(&read, tag).unwrap_or_default();
            assert_eq!(found("XMP-dc:Creator"), "Alice|Bob|Studio Ancien|Anne Le Gall");
            assert_eq!(found("IPTC:By-line"), "Alice|Bob|Studio Ancien|Anne Le Gall");
            assert_eq!(found("IFD0:Artist"), "Alice; Bob; Studio Ancien; Anne Le Gall");
            assert_eq!(found("XMP-photoshop:Credit"), "AFP / Anne Le Gall");
            assert_eq!(found("IPTC:Credit"), "AFP / Anne Le Gall");
            assert_eq!(found("XMP-xmpRights:Owner"), "Alice");
            assert_eq!(found("XMP-plus:LicensorName"), "Agence Iroise");
            assert_eq!(found("XMP-plus:LicensorURL"), PAGE);
            for tag in ["XMP-dc:Rights", "IFD0:Copyright", "IPTC:CopyrightNotice"] {
                assert!(found(tag).starts_with("(c) Studio Ancien 2019. "), "{tag}: {}", found(tag));
                assert!(found(tag).contains(DEED), "{tag}: {}", found(tag));
            }
            // What is licensed asks for one name alone.
            assert_eq!(found("XMP-cc:AttributionName"), "Anne Le Gall");
        }
    }
    let once = copied(&given, &attribution(), KeepPlace::No).unwrap();
    assert!(copied(&once, &attribution(), KeepPlace::No).unwrap() == once);
}

#[test]
fn a_waiver_tells_what_the_notice_was() {
    let deed = "https://creativecommons.org/publicdomain/zero/1.0/";
    let statement = format!("“Bateaux” by Anne Le Gall, public domain: CC0 1.0 ({deed}). Source: {PAGE}");
    let rights = Some(statement.clone());
    let given = Embedding { rights, licence_deed: Some(deed.to_owned()), public_domain: true, ..attribution() };
    let copy = copied(&of_a_studio(), &given, KeepPlace::No).unwrap();
    let read = exiftool::read(&copy);
    let whole = format!("{statement}. Original notice: (c) Studio Ancien 2019");
    assert_eq!(text(&read, "XMP-dc:Rights").as_deref(), Some(whole.as_str()));
    assert_eq!(text(&read, "IFD0:Copyright").as_deref(), Some(whole.as_str()));
    let short = format!("Public domain: CC0 1.0 ({deed}). Original notice: (c) Studio Ancien 2019");
    assert_eq!(text(&read, "IPTC:CopyrightNotice").as_deref(), Some(short.as_str()));
    assert!(copied(&copy, &given, KeepPlace::No).unwrap() == copy);
}

#[test]
fn the_public_domain_is_never_marked_nor_copyrighted() {
    let given = Embedding {
        rights: Some(
            "“Kermesse”, public domain: CC0 1.0 (https://creativecommons.org/publicdomain/zero/1.0/)".to_owned(),
        ),
        licence_deed: Some("https://creativecommons.org/publicdomain/zero/1.0/".to_owned()),
        public_domain: true,
        ..attribution()
    };
    for (name, bytes) in FIXTURES {
        let copy = copied(bytes, &given, KeepPlace::No).unwrap();
        let read = exiftool::read(&copy);
        assert_eq!(text(&read, "XMP-xmpRights:Marked").as_deref(), Some("false"), "{name}");
        assert_eq!(
            text(&read, "XMP-xmpRights:UsageTerms").as_deref(),
            Some("Public domain: CC0 1.0 (https://creativecommons.org/publicdomain/zero/1.0/)"),
            "{name}"
        );
        let signed: Vec<_> =
            read.iter().filter(|(tag, value)| !tag.starts_with("ICC") && value.to_string().contains('©')).collect();
        assert!(signed.is_empty(), "{name}: {signed:?}");
    }
}

#[test]
fn who_is_not_to_be_named_is_not_named() {
    let studio = of_a_studio();
    let before = inspect::inspect(&studio, &Limits::default()).unwrap().suggestions.authorship;
    let unnamed = Embedding { creator: None, before, ..attribution() };
    let photographs = FIXTURES.iter().copied().chain([("studio.jpg", studio.as_slice())]);
    for (name, bytes) in photographs {
        let read = exiftool::read(&copied(bytes, &unnamed, KeepPlace::No).unwrap());
        let tags = [
            "XMP-dc:Creator",
            "XMP-photoshop:Credit",
            "XMP-cc:AttributionName",
            "XMP-iptcCore:CreatorWorkURL",
            "IPTC:By-line",
            "IPTC:Credit",
            "IFD0:Artist",
            "PNG:Author",
            "XMP-xmpRights:Owner",
            "XMP-plus:LicensorName",
        ];
        let named: Vec<_> = tags.iter().filter(|tag| read.contains_key(**tag)).collect();
        assert!(named.is_empty(), "{name}: {named:?}");
        let told = serde_json::Value::Object(read).to_string();
        assert!(!["Studio", "Alice", "AFP", "Iroise\""].iter().any(|word| told.contains(word)), "{name}: {told}");
    }
}

#[test]
fn our_own_rendition_without_metadata_receives_all_of_it() {
    let mut rendition = std::io::Cursor::new(Vec::new());
    image::load_from_memory(fixture("leaf.jpg"))
        .unwrap()
        .thumbnail(640, 640)
        .write_to(&mut rendition, image::ImageFormat::Jpeg)
        .unwrap();
    let rendition = rendition.into_inner();
    let copy = copied(&rendition, &attribution(), KeepPlace::No).unwrap();
    assert_eq!(exiftool::warnings(&copy), exiftool::warnings(&rendition));
    let seen = inspect::inspect(&copy, &Limits::default()).unwrap().suggestions;
    assert_eq!(seen.creator.as_deref(), Some("Anne Le Gall"));
    assert_eq!(seen.licence_texts.first().map(|statement| statement.text.as_str()), Some(DEED));
}

/// Takes a few bytes at a time, and fails past a length.
struct Slow {
    taken: Vec<u8>,
    at_a_time: usize,
    most: usize,
}

impl Write for Slow {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = self.at_a_time.min(self.most - self.taken.len());
        if room == 0 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let taken = &bytes[..bytes.len().min(room)];
        self.taken.extend_from_slice(taken);
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_copy_is_the_same_whatever_is_taken_at_a_time() {
    for (name, bytes) in FIXTURES {
        let whole = copied(bytes, &attribution(), KeepPlace::No).unwrap();
        for at_a_time in [1, 7, 4_096] {
            let mut slow = Slow { taken: Vec::new(), at_a_time, most: usize::MAX };
            embed(bytes, &attribution(), KeepPlace::No, &mut slow).unwrap();
            assert!(slow.taken == whole, "{name} by {at_a_time}");
        }
    }
}

#[test]
fn a_writer_that_fails_is_told_wherever_it_does() {
    for (name, bytes) in FIXTURES {
        let whole = copied(bytes, &attribution(), KeepPlace::No).unwrap();
        for most in [0, 1, 9, 100, 3_000, whole.len() / 2, whole.len() - 1] {
            let mut slow = Slow { taken: Vec::new(), at_a_time: usize::MAX, most };
            match embed(bytes, &attribution(), KeepPlace::No, &mut slow) {
                Err(EmbedError::Write(error)) => assert_eq!(error.kind(), io::ErrorKind::StorageFull, "{name}"),
                other => panic!("{name} cut at {most}: {other:?}"),
            }
            assert!(whole.starts_with(&slow.taken) && slow.taken.len() == most, "{name} cut at {most}");
        }
    }
}
