//! Recognises a file format by its first bytes: a file name or a declared type is not trusted.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::octets::{index, u32_be};

/// How many of the first bytes [`sniff`] reads; fewer are enough for a smaller file. Drawings begin with comments, and Word
/// writes some 2 KB before the first name that tells a text from a spreadsheet.
pub const HEAD: usize = 4_096;

/// The formats that Zef accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// JPEG (ISO/IEC 10918-1), with JFIF or EXIF.
    Jpeg,
    /// PNG (W3C PNG, third edition), still.
    Png,
    /// WebP (RFC 9649), still.
    Webp,
    /// GIF 87a or 89a, still.
    Gif,
    /// TIFF 6.0.
    Tiff,
}

impl Format {
    /// The media type (IANA).
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Gif => "image/gif",
            Self::Tiff => "image/tiff",
        }
    }

    /// The file name extension, without its dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Gif => "gif",
            Self::Tiff => "tif",
        }
    }

    /// The format of a media type, as [`Self::media_type`] writes it.
    #[must_use]
    pub fn of_media_type(media_type: &str) -> Option<Self> {
        [Self::Jpeg, Self::Png, Self::Webp, Self::Gif, Self::Tiff]
            .into_iter()
            .find(|format| format.media_type() == media_type)
    }
}

/// What a person can do about a file that is not accepted, by the kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A telephone's format (HEIC, AVIF): share it as JPEG.
    Telephone,
    /// A camera's raw file: develop it first.
    Raw,
    /// A drawing or a document (SVG, PDF, Photoshop): export the picture.
    Document,
    /// A document of an office suite (Word, Excel, `LibreOffice`): save its pictures.
    Office,
    /// An archive (ZIP, RAR): give the photographs in it.
    Archive,
    /// A video or a sound: not a photograph.
    Recording,
    /// Another still picture format (BMP, JPEG XL): convert it.
    Picture,
    /// A coding that the format allows and Zef does not read: save it in a common one.
    Coding,
    /// Anything else that is recognised (a web page).
    Other,
}

impl Kind {
    /// What to do, as the command line says it.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Telephone => "share it as JPEG",
            Self::Raw => "develop it, and give the JPEG or TIFF",
            Self::Document => "export the picture as JPEG, PNG or TIFF",
            Self::Office => "save its pictures, and give each as JPEG",
            Self::Archive => "unpack it, and give the photographs",
            Self::Recording => "only photographs are accepted",
            Self::Picture | Self::Coding => "save it as JPEG, PNG or ordinary TIFF (RGB, 8 or 16 bits, LZW)",
            Self::Other => "give the photographs themselves, as JPEG, PNG, WebP or TIFF",
        }
    }
}

/// A format that is recognised and not accepted; displayed as its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Named {
    /// Its usual name, the same in every language.
    pub name: &'static str,
    /// What can be done about it.
    pub kind: Kind,
}

impl fmt::Display for Named {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)
    }
}

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sniffed {
    /// A photograph that can be read.
    Photo(Format),
    /// Something recognised that cannot.
    Unsupported(Named),
    /// Nothing recognised.
    Unknown,
    /// No bytes at all.
    Empty,
}

/// The offset, the bytes and the meaning of each signature. Longer ones come before those they contain.
const SIGNATURES: &[(usize, &[u8], &str, Kind)] = &[
    (8, b"CR\x02", "Canon CR2", Kind::Raw),
    (0, b"IIRO", "Olympus ORF", Kind::Raw),
    (0, b"IIRS", "Olympus ORF", Kind::Raw),
    (0, b"MMOR", "Olympus ORF", Kind::Raw),
    (0, b"IIU\0", "Panasonic RW2", Kind::Raw),
    (0, b"FUJIFILMCCD-RAW", "Fujifilm RAF", Kind::Raw),
    (0, b"FOVb", "Sigma X3F", Kind::Raw),
    (0, b"\0MRM", "Minolta MRW", Kind::Raw),
    (0, b"II\xbc\x01", "JPEG XR", Kind::Picture),
    (0, b"II+\0", "BigTIFF", Kind::Picture),
    (0, b"MM\0+", "BigTIFF", Kind::Picture),
    (0, b"\xff\x0a", "JPEG XL", Kind::Picture),
    (4, b"JXL \r\n\x87\n", "JPEG XL", Kind::Picture),
    (4, b"jP  \r\n\x87\n", "JPEG 2000", Kind::Picture),
    (0, b"\xff\x4f\xff\x51", "JPEG 2000", Kind::Picture),
    (0, b"BM", "BMP", Kind::Picture),
    (0, b"\0\0\x01\0", "ICO", Kind::Picture),
    (0, b"\x76\x2f\x31\x01", "OpenEXR", Kind::Picture),
    (0, b"#?RADIANCE", "Radiance HDR", Kind::Picture),
    (0, b"qoif", "QOI", Kind::Picture),
    (0, b"DDS ", "DDS", Kind::Picture),
    (0, b"\x8aMNG", "MNG", Kind::Recording),
    (0, b"8BPS", "Photoshop", Kind::Document),
    (0, b"gimp xcf", "GIMP XCF", Kind::Document),
    (0, b"%PDF", "PDF", Kind::Document),
    (0, b"%!PS", "PostScript", Kind::Document),
    (0, b"\xc5\xd0\xd3\xc6", "PostScript", Kind::Document),
    (0, b"AT&TFORM", "DjVu", Kind::Document),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Microsoft Office", Kind::Office),
    (8, b"AVI ", "AVI", Kind::Recording),
    (8, b"WAVE", "WAV", Kind::Recording),
    (0, b"\x1a\x45\xdf\xa3", "Matroska or WebM", Kind::Recording),
    (0, b"\0\0\x01\xba", "MPEG", Kind::Recording),
    (0, b"\0\0\x01\xb3", "MPEG", Kind::Recording),
    (0, b"FLV\x01", "Flash video", Kind::Recording),
    (0, b"OggS", "Ogg", Kind::Recording),
    (0, b"fLaC", "FLAC", Kind::Recording),
    (0, b"ID3", "MP3", Kind::Recording),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "Windows Media", Kind::Recording),
    (0, b"{\\rtf", "RTF", Kind::Office),
    (0, b"\x1f\x8b", "gzip", Kind::Archive),
    (0, b"7z\xbc\xaf\x27\x1c", "7-Zip", Kind::Archive),
    (0, b"Rar!\x1a\x07", "RAR", Kind::Archive),
];

/// What the first entry of a document of `LibreOffice` or an electronic book holds (`OpenDocument` 1.3, part 2, §3.3: it is
/// named `mimetype`, and is not compressed).
const MIMETYPES: &[(&[u8], &str)] = &[
    (b"application/vnd.oasis.opendocument.text", "LibreOffice Writer"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "LibreOffice Calc"),
    (b"application/vnd.oasis.opendocument.presentation", "LibreOffice Impress"),
    (b"application/vnd.oasis.opendocument.graphics", "LibreOffice Draw"),
    (b"application/epub+zip", "EPUB"),
];
/// The folders of a Microsoft Office document (ECMA-376, part 1, §11.3.10, 12.3.23 and 13.3.6).
const FOLDERS: &[(&[u8], &str)] = &[(b"word/", "Word"), (b"xl/", "Excel"), (b"ppt/", "PowerPoint")];
/// The entries that every Microsoft Office document has (ECMA-376, part 2, §10.1.2 and 9.3).
const OFFICE: [&[u8]; 3] = [b"[Content_Types].xml", b"_rels/.rels", b"docProps/"];
/// The beginning of an entry of a ZIP archive, and how far from there its name stands (APPNOTE 6.3.10, §4.3.7).
const ENTRY: (&[u8], usize) = (b"PK\x03\x04", 30);

/// Recognises a file by its first [`HEAD`] bytes.
#[must_use]
pub fn sniff(head: &[u8]) -> Sniffed {
    if head.is_empty() {
        return Sniffed::Empty;
    }
    let head = head.get(..HEAD).unwrap_or(head);
    let at = |offset: usize, magic: &[u8]| head.get(offset..).is_some_and(|rest| rest.starts_with(magic));
    if let Some((_, _, name, kind)) = SIGNATURES.iter().find(|(offset, magic, ..)| at(*offset, magic)) {
        // A signature at byte 8 needs the RIFF or TIFF header before it.
        return Sniffed::Unsupported(Named { name, kind: *kind });
    }
    if at(0, ENTRY.0) {
        return Sniffed::Unsupported(archive(head));
    }
    if at(0, b"\xff\xd8\xff") {
        Sniffed::Photo(Format::Jpeg)
    } else if at(0, b"\x89PNG\r\n\x1a\n") {
        Sniffed::Photo(Format::Png)
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        Sniffed::Photo(Format::Webp)
    } else if at(0, b"GIF87a") || at(0, b"GIF89a") {
        Sniffed::Photo(Format::Gif)
    } else if at(0, b"II*\0") || at(0, b"MM\0*") {
        Sniffed::Photo(Format::Tiff)
    } else if at(4, b"ftyp") {
        Sniffed::Unsupported(base_media(head))
    } else {
        text(head).map_or(Sniffed::Unknown, Sniffed::Unsupported)
    }
}

/// A ZIP archive, or one of the documents that are ZIP archives, by the names of its first entries.
fn archive(head: &[u8]) -> Named {
    let entries = head.windows(ENTRY.0.len()).enumerate().filter(|(_, window)| *window == ENTRY.0);
    let names: Vec<&[u8]> = entries.filter_map(|(start, _)| head.get(start + ENTRY.1..)).collect();
    let any = |begins: &[u8]| names.iter().any(|name| name.starts_with(begins));
    let first = names.first().and_then(|name| name.strip_prefix(b"mimetype".as_slice()));
    let mimetype = first.and_then(|after| MIMETYPES.iter().find(|(begins, _)| after.starts_with(begins)));
    let office = || FOLDERS.iter().find(|(folder, _)| any(folder)).map(|(_, name)| *name);
    let unnamed = || OFFICE.iter().any(|name| any(name)).then_some("Microsoft Office");
    match mimetype.map(|(_, name)| *name).or_else(office).or_else(unnamed) {
        Some(name) => Named { name, kind: Kind::Office },
        None => Named { name: "ZIP", kind: Kind::Archive },
    }
}

/// The ISO base media family (ISO/IEC 14496-12): the major brand, then the compatible ones, say which member it is.
fn base_media(head: &[u8]) -> Named {
    // The box ends where its size says (4.2); brands are read no further.
    let end = u32_be(head, 0).map_or(head.len(), index).min(head.len());
    let brands = || head.get(8..end).unwrap_or_default().chunks_exact(4);
    let any = |wanted: &[&[u8]]| brands().any(|brand| wanted.contains(&brand));
    let major = |wanted: &[&[u8]]| brands().next().is_some_and(|brand| wanted.contains(&brand));
    if any(&[b"crx "]) {
        Named { name: "Canon CR3", kind: Kind::Raw }
    } else if any(&[b"avif", b"avis"]) {
        Named { name: "AVIF", kind: Kind::Telephone }
    } else if any(&[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"]) {
        Named { name: "HEIC", kind: Kind::Telephone }
    } else if major(&[b"qt  "]) {
        Named { name: "QuickTime", kind: Kind::Recording }
    } else if major(&[b"M4A ", b"M4B "]) {
        Named { name: "MPEG-4 audio", kind: Kind::Recording }
    } else {
        Named { name: "MPEG-4 video", kind: Kind::Recording }
    }
}

/// Formats written as text: drawings, web pages, portable anymaps.
fn text(head: &[u8]) -> Option<Named> {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start().to_ascii_lowercase();
    let starts = |starts: &[&[u8]]| starts.iter().any(|start| text.starts_with(start));
    let is_markup = starts(&[b"<?xml", b"<!--", b"<!doctype svg", b"<svg"]);
    let (name, kind) = match text.as_slice() {
        _ if starts(&[b"<!doctype html", b"<html"]) => ("HTML", Kind::Other),
        text if is_markup && text.windows(4).any(|window| window == b"<svg") => ("SVG", Kind::Document),
        _ if is_markup => ("SVG or XML", Kind::Document),
        [b'p', b'1'..=b'7', space, ..] if space.is_ascii_whitespace() => ("PNM", Kind::Picture),
        _ => return None,
    };
    Some(Named { name, kind })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_photographs_are_known_by_their_first_bytes() {
        let real: [(&[u8], Format); 5] = [
            (include_bytes!("../../tests/fixtures/leaf.jpg"), Format::Jpeg),
            (include_bytes!("../../tests/fixtures/flower-portrait.png"), Format::Png),
            (include_bytes!("../../tests/fixtures/storm.webp"), Format::Webp),
            (include_bytes!("../../tests/fixtures/drop.gif"), Format::Gif),
            (include_bytes!("../../tests/fixtures/pier.tif"), Format::Tiff),
        ];
        for (bytes, format) in real {
            assert_eq!(sniff(bytes), Sniffed::Photo(format));
            assert_eq!(Format::of_media_type(format.media_type()), Some(format));
        }
    }

    #[test]
    fn what_is_refused_is_named() {
        let cases: [(&[u8], &str, Kind); 15] = [
            (b"\0\0\0\x24ftypheic\0\0\0\0mif1heic", "HEIC", Kind::Telephone),
            (b"\0\0\0\x20ftypmif1\0\0\0\0mif1avif", "AVIF", Kind::Telephone),
            (b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom", "Canon CR3", Kind::Raw),
            (b"II*\0\x10\0\0\0CR\x02\0", "Canon CR2", Kind::Raw),
            (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "MPEG-4 video", Kind::Recording),
            (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "QuickTime", Kind::Recording),
            (b"RIFF\x10\0\0\0AVI LIST", "AVI", Kind::Recording),
            (b"\xef\xbb\xbf  <?xml version=\"1.0\"?>\n<svg xmlns", "SVG", Kind::Document),
            (b"<!-- made by hand -->\n<svg xmlns", "SVG", Kind::Document),
            (b"<!DOCTYPE html><svg", "HTML", Kind::Other),
            (b"\0\0\0\x10ftypisom\0\0\0\0heic", "MPEG-4 video", Kind::Recording),
            (b"%PDF-1.7", "PDF", Kind::Document),
            (b"BM\x36\0", "BMP", Kind::Picture),
            (b"P6\n640 480", "PNM", Kind::Picture),
            (b"PK\x03\x04", "ZIP", Kind::Archive),
        ];
        for (head, name, kind) in cases {
            assert_eq!(sniff(head), Sniffed::Unsupported(Named { name, kind }), "{name}");
        }
    }

    #[test]
    fn a_document_that_is_an_archive_is_named_as_people_know_it() {
        let entry = |name: &str, content: &str| {
            [b"PK\x03\x04".as_slice(), &[0; 26], name.as_bytes(), content.as_bytes()].concat()
        };
        let types = entry("[Content_Types].xml", &"x".repeat(1_500));
        let cases = [
            ([types.clone(), entry("word/document.xml", "")].concat(), "Word", Kind::Office),
            ([entry("_rels/.rels", ""), entry("xl/workbook.xml", "")].concat(), "Excel", Kind::Office),
            ([types.clone(), entry("ppt/presentation.xml", "")].concat(), "PowerPoint", Kind::Office),
            (types, "Microsoft Office", Kind::Office),
            (entry("mimetype", "application/vnd.oasis.opendocument.text"), "LibreOffice Writer", Kind::Office),
            (entry("mimetype", "application/vnd.oasis.opendocument.presentation"), "LibreOffice Impress", Kind::Office),
            (entry("vacances/DSC_0412.jpg", ""), "ZIP", Kind::Archive),
            (entry("lettre.txt", "word/document.xml"), "ZIP", Kind::Archive),
        ];
        for (bytes, name, kind) in cases {
            assert_eq!(sniff(&bytes), Sniffed::Unsupported(Named { name, kind }), "{name}");
        }
    }

    #[test]
    fn nothing_is_not_unknown() {
        assert_eq!(sniff(b""), Sniffed::Empty);
        assert_eq!(sniff(b"bonjour"), Sniffed::Unknown);
        assert_eq!(sniff(b"\xff"), Sniffed::Unknown);
    }
}
