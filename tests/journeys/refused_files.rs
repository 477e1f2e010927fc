//! Refused files: the right status and code, and a sentence that says what to do, in both languages.

use crate::{files, zef::Zef};

/// What is wrong with a file, and what its sender must read.
struct Refused {
    name: &'static str,
    bytes: Vec<u8>,
    status: u16,
    code: &'static str,
    /// A word that both sentences must hold: the format's name, or nothing.
    names: &'static str,
}

fn refused(
    name: &'static str,
    bytes: impl AsRef<[u8]>,
    status: u16,
    code: &'static str,
    names: &'static str,
) -> Refused {
    Refused { name, bytes: bytes.as_ref().to_vec(), status, code, names }
}

/// The first box of a file of the ISO base media family (ISO/IEC 14496-12 §4.3), and some bytes after it.
fn base_media(brand: &str, compatible: &str) -> Vec<u8> {
    let content = format!("ftyp{brand}\0\0\0\0{compatible}");
    let length = u32::try_from(content.len() + 4).unwrap().to_be_bytes();
    [&length, content.as_bytes(), &[0; 4096]].concat()
}

/// The beginning of a ZIP archive with these entries (APPNOTE 6.3.10, §4.3.7).
fn archive(names: &[&str]) -> Vec<u8> {
    let entry = |name: &&str| [&b"PK\x03\x04"[..], &[0; 26], name.as_bytes(), &[b'x'; 400]].concat();
    names.iter().flat_map(entry).collect()
}

/// A GIF of two pictures shown one after the other.
fn moving_gif() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
    for shade in [0, 255] {
        let picture = image::RgbaImage::from_pixel(40, 30, image::Rgba([shade, 90, 90, 255]));
        encoder.encode_frame(image::Frame::new(picture)).unwrap();
    }
    drop(encoder);
    bytes
}

fn all_of_them() -> Vec<Refused> {
    let leaf = files::fixture("leaf.jpg");
    let without_end = &leaf[..leaf.len() - 2];
    let half = &leaf[..leaf.len() / 2];
    let png = files::fixture("flower-portrait.png");
    let mut broken_png = png.clone();
    broken_png[png.len() / 2..png.len() / 2 + 64].fill(0);
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    vec![
        refused("telephone.heic", base_media("heic", "mif1heic"), 415, "unsupported-format", "HEIC"),
        refused("telephone.avif", base_media("avif", "mif1avif"), 415, "unsupported-format", "AVIF"),
        refused("heic-called.jpg", base_media("heic", "mif1heic"), 415, "unsupported-format", "HEIC"),
        refused("drawing.svg", svg, 415, "unsupported-format", "SVG"),
        refused("drawing-called.png", svg, 415, "unsupported-format", "SVG"),
        refused("bulletin.pdf", "%PDF-1.7\n1 0 obj", 415, "unsupported-format", "PDF"),
        refused("raw.cr2", [&b"II*\0\x10\0\0\0CR\x02\0"[..], &[0; 4096]].concat(), 415, "unsupported-format", "CR2"),
        refused("raw.cr3", base_media("crx ", "crx isom"), 415, "unsupported-format", "CR3"),
        refused("raw.raf", "FUJIFILMCCD-RAW 0201", 415, "unsupported-format", "RAF"),
        refused("film.mp4", base_media("isom", "isomiso2mp41"), 415, "unsupported-format", "MPEG-4"),
        refused("film.mov", base_media("qt  ", "qt  "), 415, "unsupported-format", "QuickTime"),
        refused(
            "vacances.docx",
            archive(&["[Content_Types].xml", "word/document.xml"]),
            415,
            "unsupported-format",
            "Word",
        ),
        refused("liste-called.jpg", archive(&["_rels/.rels", "xl/workbook.xml"]), 415, "unsupported-format", "Excel"),
        refused("photos.zip", archive(&["DSC_0412.JPG", "DSC_0413.JPG"]), 415, "unsupported-format", "ZIP"),
        refused("text-called.jpg", "Bonjour, ceci n'est pas une image.", 415, "unsupported-format", ""),
        refused("moving.gif", moving_gif(), 415, "unsupported-format", ""),
        refused("empty.jpg", "", 422, "empty", ""),
        refused("without-end.jpg", without_end, 422, "truncated", ""),
        refused("half.jpg", half, 422, "truncated", ""),
        refused("half.png", &png[..png.len() / 2], 422, "truncated", ""),
        refused("broken.png", broken_png, 422, "undecodable", ""),
        refused("heavy.jpg", [leaf.as_slice(), &vec![0; 50_000_001]].concat(), 413, "too-large", ""),
        refused("many-pixels.png", files::black_png(12_001, 10_000), 413, "too-many-pixels", ""),
    ]
}

#[tokio::test]
async fn every_refused_file_gets_a_sentence_that_says_what_to_do() {
    let zef = Zef::serve();
    for file in all_of_them() {
        let mut sentences = Vec::new();
        for language in ["fr", "en"] {
            let person = zef.contributor.speaking(language);
            let answer = person.gives_bytes(file.name, file.bytes.clone()).under("cc-by-4.0").await;
            assert_eq!(answer.status.as_u16(), file.status, "{}: {}", file.name, answer.text());
            assert_eq!(answer.header("content-language"), language, "{}", file.name);
            let sentence = answer.refused(file.status, file.code);
            assert!(sentence.contains(file.names), "{}: “{sentence}” does not name {}", file.name, file.names);
            sentences.push(sentence);
        }
        assert_ne!(sentences[0], sentences[1], "{}: the same words in French and in English", file.name);
    }
    // Nothing of them is left.
    let mine = zef.contributor.reads("/account/photos").await.is(200).text();
    assert!(!mine.contains("/media/"), "{mine}");
    zef.ends_well().run(&["check"]).well();
}

#[tokio::test]
async fn a_deposit_without_its_words_is_refused_by_name() {
    let zef = Zef::serve();
    zef.visitor.gives("leaf.jpg").under("cc-by-4.0").await.refused(401, "not-signed-in");
    zef.contributor.gives("leaf.jpg").await.refused(422, "missing-license");
    zef.contributor.gives("leaf.jpg").under("cc-by").await.refused(422, "unknown-license");
    zef.contributor.gives("leaf.jpg").under("pdm-1.0").await.refused(422, "license-not-offered");
    for (field, wrong) in [
        ("title", "x".repeat(10_000)),
        ("taken", "l'an dernier".to_owned()),
        ("latitude", "91".to_owned()),
        ("author_url", "javascript:alert(1)".to_owned()),
        ("place_precision", "roughly".to_owned()),
        ("source", "found".to_owned()),
    ] {
        let answer = zef.contributor.gives("leaf.jpg").under("cc-by-4.0").with(field, &wrong).await;
        let named = answer.json()["field"].clone();
        answer.refused(422, "invalid-field");
        assert_eq!(named, field);
    }
    // A draft needs no licence, and none of the refusals kept the bytes.
    zef.contributor.gives("leaf.jpg").in_draft().await.created();
    zef.ends_well();
}
