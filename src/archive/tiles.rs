//! A base map in one local file, read by ranges: `PMTiles`, version 3, with pictures as tiles (PNG, JPEG, WebP or AVIF).
//!
//! 1. The header says where directories and tiles are; it is read, and checked, when the server starts.
//! 2. A directory has the tiles in the order of a Hilbert curve; the root one leads to leaves.
//! 3. A tile is one range of the file.
//!
//! The format: <https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md>. Our own reader, and not the crate `pmtiles`: that one maps
//! the file into memory, and a file that is cut while it is mapped ends the process.

use std::{
    fs::File,
    io::{self, Read},
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use bytes::Bytes;
use flate2::read::GzDecoder;

use super::{blocking::on_blocking_thread, error::ArchiveError};

/// The length of a header.
const HEADER: usize = 127;
/// A directory, or the metadata, is no larger in the file (the specification gives 16 KB to the root).
const MOST_STORED: u64 = 4_000_000;
/// Nor is it once unpacked.
const MOST_UNPACKED: u64 = 16_000_000;
/// A tile is no larger: pictures of 512 pixels a side have a tenth of it.
const MOST_TILE: u64 = 4_000_000;
/// Leaves that are kept: those of a town.
const KEPT_LEAVES: usize = 16;
/// Directories on the way to a tile (the specification says three at most).
const DEPTH: usize = 4;
/// The nearest zoom that Hilbert numbers of 64 bits reach.
const NEAREST: u8 = 26;

/// Why a file is no base map, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum TilesError {
    /// It cannot be read.
    #[error("[map] pmtiles: the file {} cannot be read", path.display())]
    Reading {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// It is something else.
    #[error("[map] pmtiles: {} is no PMTiles file of version 3: convert an older one, or MBTiles, with “pmtiles convert”", .0.display())]
    OtherFormat(PathBuf),
    /// Its tiles are no pictures.
    #[error(
        "[map] pmtiles: {} has {kind} tiles, and pictures are needed (PNG, JPEG, WebP or AVIF): take a raster map, or render this one to pictures",
        path.display()
    )]
    NoPictures {
        /// The file.
        path: PathBuf,
        /// What its tiles are.
        kind: &'static str,
    },
    /// It is packed in another way.
    #[error(
        "[map] pmtiles: the directories of {} are packed with {by}, and gzip or nothing is needed: write it again with “pmtiles convert”",
        path.display()
    )]
    Packed {
        /// The file.
        path: PathBuf,
        /// With what.
        by: &'static str,
    },
    /// It contradicts itself.
    #[error("[map] pmtiles: {} is damaged or was cut short: copy it again", .0.display())]
    Damaged(PathBuf),
}

/// What a tile is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TileKind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// WebP.
    Webp,
    /// AVIF.
    Avif,
}

impl TileKind {
    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Avif => "image/avif",
        }
    }
}

/// A file of tiles that is open.
#[derive(Debug)]
pub struct Tiles {
    file: File,
    header: Header,
    root: Arc<Vec<Entry>>,
    leaves: Mutex<Vec<(u64, Arc<Vec<Entry>>)>>,
    /// Who made it, as the file says.
    attribution: Option<String>,
    /// Changes with the file.
    version: String,
}

#[derive(Clone, Copy, Debug)]
struct Header {
    root: Range,
    metadata: Range,
    leaves: Range,
    tiles: Range,
    packed: bool,
    kind: TileKind,
    zooms: (u8, u8),
}

#[derive(Clone, Copy, Debug)]
struct Range {
    start: u64,
    length: u64,
}

/// An entry of a directory: one picture for `run` consecutive tiles, or a leaf directory when `run` is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    tile: u64,
    run: u64,
    start: u64,
    length: u64,
}

impl Tiles {
    /// Opens a file and checks what it is.
    ///
    /// # Errors
    /// [`TilesError`] says what to do.
    pub fn open(path: &Path) -> Result<Self, TilesError> {
        let reading = |source| TilesError::Reading { path: path.to_owned(), source };
        let damaged = |_why: io::Error| TilesError::Damaged(path.to_owned());
        let file = File::open(path).map_err(reading)?;
        let length = file.metadata().map_err(reading)?.len();
        let mut bytes = [0; HEADER];
        match file.read_exact_at(&mut bytes, 0) {
            Err(error) if error.kind() != io::ErrorKind::UnexpectedEof => return Err(reading(error)),
            Err(_short) => return Err(TilesError::OtherFormat(path.to_owned())),
            Ok(()) => {}
        }
        let header = Header::read(&bytes, path)?;
        let parts = [header.root, header.metadata, header.leaves, header.tiles];
        if parts.iter().any(|part| part.start.checked_add(part.length).is_none_or(|end| end > length)) {
            return Err(TilesError::Damaged(path.to_owned()));
        }
        let root = directory(&header.unpacked(&file, header.root).map_err(damaged)?).map_err(damaged)?;
        let metadata = header.unpacked(&file, header.metadata).unwrap_or_default();
        let version = blake3::hash(&[bytes.as_slice(), &length.to_le_bytes()].concat()).to_hex();
        Ok(Self {
            attribution: attribution(&metadata),
            version: version.chars().take(8).collect(),
            leaves: Mutex::new(Vec::new()),
            root: Arc::new(root),
            header,
            file,
        })
    }

    /// What its tiles are.
    #[must_use]
    pub const fn kind(&self) -> TileKind {
        self.header.kind
    }

    /// The farthest and the nearest zoom that it has.
    #[must_use]
    pub const fn zooms(&self) -> (u8, u8) {
        self.header.zooms
    }

    /// Who made it, as the file says, without markup.
    #[must_use]
    pub fn attribution(&self) -> Option<&str> {
        self.attribution.as_deref()
    }

    /// A name that changes with the file, for the addresses of tiles.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// A tile; nothing where the file has none.
    ///
    /// # Errors
    /// [`ArchiveError`] when the file cannot be read, or contradicts itself.
    pub async fn tile(self: Arc<Self>, zoom: u8, column: u32, row: u32) -> Result<Option<Bytes>, ArchiveError> {
        let Some(number) = number_of(zoom, column, row) else { return Ok(None) };
        on_blocking_thread(move || {
            let failed = |source: io::Error| ArchiveError::Failed {
                doing: "read the base map",
                place: format!("tile {zoom}/{column}/{row}"),
                source: source.into(),
            };
            self.find(number).map_err(failed)
        })
        .await
    }

    fn find(&self, number: u64) -> io::Result<Option<Bytes>> {
        let mut entries = Arc::clone(&self.root);
        for _ in 0..DEPTH {
            let after = entries.partition_point(|entry| entry.tile <= number);
            let Some(entry) = after.checked_sub(1).and_then(|last| entries.get(last)).copied() else { return Ok(None) };
            if entry.run > 0 {
                let is_here = number - entry.tile < entry.run;
                return if is_here { self.picture(entry).map(Some) } else { Ok(None) };
            }
            entries = self.leaf(entry)?;
        }
        Err(contradicts())
    }

    fn picture(&self, entry: Entry) -> io::Result<Bytes> {
        let range = within(self.header.tiles, entry)?;
        if range.length > MOST_TILE {
            return Err(contradicts());
        }
        read(&self.file, range).map(Bytes::from)
    }

    fn leaf(&self, entry: Entry) -> io::Result<Arc<Vec<Entry>>> {
        let kept = |leaves: &[(u64, Arc<Vec<Entry>>)]| {
            leaves.iter().find(|(start, _)| *start == entry.start).map(|(_, leaf)| Arc::clone(leaf))
        };
        if let Some(leaf) = kept(&self.leaves.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(leaf);
        }
        let leaf = directory(&self.header.unpacked(&self.file, within(self.header.leaves, entry)?)?)?;
        let leaf = Arc::new(leaf);
        let mut leaves = self.leaves.lock().unwrap_or_else(PoisonError::into_inner);
        if leaves.len() >= KEPT_LEAVES {
            leaves.remove(0);
        }
        leaves.push((entry.start, Arc::clone(&leaf)));
        Ok(leaf)
    }
}

impl Header {
    fn read(bytes: &[u8; HEADER], path: &Path) -> Result<Self, TilesError> {
        let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
        if !bytes.starts_with(b"PMTiles") || byte(7) != 3 {
            return Err(TilesError::OtherFormat(path.to_owned()));
        }
        let number = |at: usize| {
            let eight = bytes.get(at..at + 8).and_then(|eight| <[u8; 8]>::try_from(eight).ok());
            eight.map_or(0, u64::from_le_bytes)
        };
        let range = |at: usize| Range { start: number(at), length: number(at + 8) };
        let packed_with = |kind: u8| match kind {
            3 => "brotli",
            4 => "zstd",
            _ => "an unknown method",
        };
        let packed = match byte(97) {
            1 => false,
            2 => true,
            other => return Err(TilesError::Packed { path: path.to_owned(), by: packed_with(other) }),
        };
        let no_pictures = |kind| TilesError::NoPictures { path: path.to_owned(), kind };
        let kind = match byte(99) {
            2 => TileKind::Png,
            3 => TileKind::Jpeg,
            4 => TileKind::Webp,
            5 => TileKind::Avif,
            1 | 6 => return Err(no_pictures("vector")),
            _ => return Err(no_pictures("unknown")),
        };
        // Pictures are compressed by themselves; a browser would not read them packed once more.
        if byte(98) > 1 {
            return Err(no_pictures("packed"));
        }
        let zooms = (byte(100), byte(101));
        if zooms.0 > zooms.1 || zooms.1 > NEAREST {
            return Err(TilesError::Damaged(path.to_owned()));
        }
        Ok(Self { root: range(8), metadata: range(24), leaves: range(40), tiles: range(56), packed, kind, zooms })
    }

    /// A directory or the metadata, unpacked.
    fn unpacked(&self, file: &File, range: Range) -> io::Result<Vec<u8>> {
        if range.length > MOST_STORED {
            return Err(contradicts());
        }
        let stored = read(file, range)?;
        if !self.packed {
            return Ok(stored);
        }
        let mut unpacked = Vec::new();
        GzDecoder::new(stored.as_slice()).take(MOST_UNPACKED + 1).read_to_end(&mut unpacked)?;
        let is_within = u64::try_from(unpacked.len()).is_ok_and(|length| length <= MOST_UNPACKED);
        if is_within { Ok(unpacked) } else { Err(contradicts()) }
    }
}

fn contradicts() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the file of the base map contradicts itself")
}

fn read(file: &File, range: Range) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; usize::try_from(range.length).map_err(io::Error::other)?];
    file.read_exact_at(&mut bytes, range.start)?;
    Ok(bytes)
}

/// The range of an entry in its part of the file.
fn within(part: Range, entry: Entry) -> io::Result<Range> {
    let end = entry.start.checked_add(entry.length).filter(|end| *end <= part.length);
    let start = end.and_then(|_| part.start.checked_add(entry.start)).ok_or_else(contradicts)?;
    Ok(Range { start, length: entry.length })
}

/// The lines of a directory, in the order of their tiles.
fn directory(bytes: &[u8]) -> io::Result<Vec<Entry>> {
    let mut rest = bytes;
    let count = usize::try_from(varint(&mut rest)?).map_err(io::Error::other)?;
    // Each line has four numbers of a byte at least.
    if count > bytes.len() / 4 {
        return Err(contradicts());
    }
    let mut column = || (0..count).map(|_| varint(&mut rest)).collect::<io::Result<Vec<u64>>>();
    let (steps, runs, lengths, starts) = (column()?, column()?, column()?, column()?);
    let mut entries: Vec<Entry> = Vec::with_capacity(count);
    let mut tile = 0_u64;
    for (((step, run), length), start) in steps.into_iter().zip(runs).zip(lengths).zip(starts) {
        tile = tile.checked_add(step).ok_or_else(contradicts)?;
        // 0: right after the one before; else one more than where it begins.
        let start = match (start, entries.last()) {
            (0, Some(before)) => before.start.checked_add(before.length).ok_or_else(contradicts)?,
            (0, None) => return Err(contradicts()),
            (start, _) => start - 1,
        };
        entries.push(Entry { tile, run, start, length });
    }
    Ok(entries)
}

/// A number in groups of seven bits, the lowest first.
fn varint(rest: &mut &[u8]) -> io::Result<u64> {
    let mut value = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, after) = rest.split_first().ok_or_else(contradicts)?;
        *rest = after;
        value |= u64::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Ok(value);
        }
    }
    Err(contradicts())
}

/// The number of a tile (`PMTiles` 3, tile ids): the tiles of all lower zooms count first, then those of its own zoom in the order of
/// a Hilbert curve.
fn number_of(zoom: u8, column: u32, row: u32) -> Option<u64> {
    if zoom > NEAREST || column >> zoom != 0 || row >> zoom != 0 {
        return None;
    }
    let before: u64 = (0..zoom).map(|farther| 1_u64 << (2 * farther)).sum();
    let (mut x, mut y) = (u64::from(column), u64::from(row));
    let mut along = 0_u64;
    for level in (0..zoom).rev() {
        let side = 1_u64 << level;
        let (right, down) = (u64::from(x & side > 0), u64::from(y & side > 0));
        along += side * side * ((3 * right) ^ down);
        if down == 0 {
            if right == 1 {
                (x, y) = (side - 1 - (x & (side - 1)), side - 1 - (y & (side - 1)));
            }
            (x, y) = (y, x);
        }
        (x, y) = (x & (side - 1), y & (side - 1));
    }
    Some(before + along)
}

/// Who made the map, as its metadata say, without the markup that it may have there.
fn attribution(metadata: &[u8]) -> Option<String> {
    let metadata: serde_json::Value = serde_json::from_slice(metadata).ok()?;
    let mut is_tag = false;
    let words = metadata.get("attribution")?.as_str()?.chars().filter(|sign| {
        let was_tag = is_tag;
        is_tag = *sign == '<' || (is_tag && *sign != '>');
        !(is_tag || was_tag && *sign == '>')
    });
    let words: String = words.take(300).collect();
    let words = words.replace("&copy;", "©").replace("&amp;", "&");
    let words = crate::domain::text::clean_line(&words);
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn tiles_have_the_numbers_of_the_specification() {
        for ((zoom, column, row), number) in [
            ((0, 0, 0), 0),
            ((1, 0, 0), 1),
            ((1, 0, 1), 2),
            ((1, 1, 1), 3),
            ((1, 1, 0), 4),
            ((2, 0, 0), 5),
            ((12, 3_423, 1_763), 19_078_479),
        ] {
            assert_eq!(number_of(zoom, column, row), Some(number), "{zoom}/{column}/{row}");
        }
        assert_eq!((number_of(1, 2, 0), number_of(27, 0, 0)), (None, None));
    }

    #[test]
    fn every_tile_of_a_zoom_has_a_number_of_its_own() {
        let mut numbers: Vec<u64> =
            (0..16).flat_map(|column| (0..16).filter_map(move |row| number_of(4, column, row))).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (85..341).collect::<Vec<u64>>());
    }

    #[test]
    fn an_attribution_loses_its_markup() {
        let said = |text: &str| attribution(serde_json::json!({ "attribution": text }).to_string().as_bytes());
        assert_eq!(
            said("<a href=\"https://x.example\">&copy; OpenStreetMap</a> contributors").as_deref(),
            Some("© OpenStreetMap contributors")
        );
        assert_eq!((said(" "), attribution(b"{}"), attribution(b"\xFF")), (None, None, None));
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_directory_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _either = directory(&bytes);
        }
    }
}
