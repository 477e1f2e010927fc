//! A ZIP file written as a stream (PKWARE APPNOTE 6.3.10): each file has a header before its bytes, and the directory comes
//! last.
//!
//! Nothing is compressed: photographs are already. A file's size and checksum are known before it is sent, so they stand
//! in its own header and no data descriptor follows it, which some readers refuse after stored bytes. Past 4 GiB or
//! 65,535 files the ZIP64 fields are written, and only then.
//!
//! `zip` and `async_zip` were looked at: the first wants to seek or writes data descriptors, the second stands at 0.0.x
//! and brings an I/O layer of its own. What is needed here is two headers.

use jiff::{Timestamp, tz::TimeZone};

/// The version of the format that a reader needs (APPNOTE 4.4.3): 2.0, and 4.5 where ZIP64 fields are.
const PLAIN: u16 = 20;
const ZIP64: u16 = 45;
/// Made by Unix (APPNOTE 4.4.2), so that the rights below are read.
const UNIX: u16 = 3 << 8;
/// A file that its owner writes and everyone reads.
const RIGHTS: u32 = 0o100_644 << 16;
/// Names are UTF-8 (APPNOTE 4.4.4, bit 11).
const UTF8: u16 = 1 << 11;

/// A ZIP file on its way.
#[derive(Debug)]
pub struct Zip {
    date: u16,
    time: u16,
    /// Bytes announced or written so far.
    offset: u64,
    files: u64,
    directory: Vec<u8>,
}

/// One file of 4 GiB or more: no photograph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a file is too large for the package")]
pub struct FileTooLarge;

/// What a file's header says of its bytes.
#[derive(Debug, Default)]
pub struct Contents {
    length: u64,
    checksum: crc32fast::Hasher,
}

impl Contents {
    /// Of bytes that are at hand.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let mut contents = Self::default();
        contents.add(bytes);
        contents
    }

    /// Takes the next bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        self.length = self.length.saturating_add(long(bytes.len()));
        self.checksum.update(bytes);
    }
}

impl Zip {
    /// A ZIP file whose files all bear this instant, in UTC: the format knows no zone.
    #[must_use]
    pub fn new(at: Timestamp) -> Self {
        let (date, time) = dos(at);
        Self { date, time, offset: 0, files: 0, directory: Vec::new() }
    }

    /// The header to send before a file's bytes.
    ///
    /// # Errors
    /// [`FileTooLarge`].
    pub fn header(&mut self, name: &str, contents: Contents) -> Result<Vec<u8>, FileTooLarge> {
        let size = u32::try_from(contents.length).ok().filter(|size| *size < u32::MAX).ok_or(FileTooLarge)?;
        let length = u16::try_from(name.len()).map_err(|_longer| FileTooLarge)?;
        let checksum = contents.checksum.finalize();

        let mut header = Fields::default();
        header.u32(0x0403_4b50).u16(PLAIN);
        self.describe(&mut header, checksum, size, length).u16(0).bytes(name.as_bytes());

        // What the list says again, and where the file begins.
        let (start, extra) = match u32::try_from(self.offset) {
            Ok(start) if start < u32::MAX => (start, Fields::default()),
            _ => {
                let mut extra = Fields::default();
                extra.u16(1).u16(8).u64(self.offset);
                (u32::MAX, extra)
            }
        };
        let needs = if extra.0.is_empty() { PLAIN } else { ZIP64 };
        let mut entry = Fields::default();
        entry.u32(0x0201_4b50).u16(UNIX | needs).u16(needs);
        self.describe(&mut entry, checksum, size, length)
            .u16(if extra.0.is_empty() { 0 } else { 12 })
            .u16(0)
            .u16(0)
            .u16(0)
            .u32(RIGHTS)
            .u32(start)
            .bytes(name.as_bytes())
            .bytes(&extra.0);
        self.directory.extend(entry.0);
        self.files += 1;
        self.offset += long(header.0.len()) + u64::from(size);
        Ok(header.0)
    }

    /// The list of all files, which ends it.
    #[must_use]
    pub fn end(self) -> Vec<u8> {
        let size = long(self.directory.len());
        let directory_end = self.offset + size;
        let mut end = Fields(self.directory);
        let short = |value: u64| u32::try_from(value).unwrap_or(u32::MAX);
        let few = u16::try_from(self.files).unwrap_or(u16::MAX);
        if few == u16::MAX || short(self.offset) == u32::MAX || short(size) == u32::MAX {
            end.u32(0x0606_4b50).u64(44).u16(UNIX | ZIP64).u16(ZIP64).u32(0).u32(0);
            end.u64(self.files).u64(self.files).u64(size).u64(self.offset);
            end.u32(0x0706_4b50).u32(0).u64(directory_end).u32(1);
        }
        end.u32(0x0605_4b50).u16(0).u16(0).u16(few).u16(few).u32(short(size)).u32(short(self.offset)).u16(0);
        end.0
    }

    /// The fields that a file's header and the list have in common.
    fn describe<'a>(&self, fields: &'a mut Fields, checksum: u32, size: u32, length: u16) -> &'a mut Fields {
        // 0: stored as it is.
        fields.u16(UTF8).u16(0).u16(self.time).u16(self.date).u32(checksum).u32(size).u32(size).u16(length)
    }
}

/// Numbers one after the other, the lowest byte first (APPNOTE 4.4.1.1).
#[derive(Debug, Default)]
struct Fields(Vec<u8>);

impl Fields {
    fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.extend_from_slice(bytes);
        self
    }

    fn u16(&mut self, value: u16) -> &mut Self {
        self.bytes(&value.to_le_bytes())
    }

    fn u32(&mut self, value: u32) -> &mut Self {
        self.bytes(&value.to_le_bytes())
    }

    fn u64(&mut self, value: u64) -> &mut Self {
        self.bytes(&value.to_le_bytes())
    }
}

fn long(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// Date and time as MS-DOS packs them (APPNOTE 4.4.6): from 1980, by two seconds.
fn dos(at: Timestamp) -> (u16, u16) {
    let at = TimeZone::UTC.to_datetime(at);
    let part = |value: i8| u16::try_from(value).unwrap_or_default();
    let year = u16::try_from(at.year().saturating_sub(1980).clamp(0, 127)).unwrap_or_default();
    let date = year << 9 | part(at.month()) << 5 | part(at.day());
    (date, part(at.hour()) << 11 | part(at.minute()) << 5 | (part(at.second()) / 2))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    fn number(bytes: &[u8]) -> u64 {
        bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
    }

    #[test]
    fn an_instant_is_packed_as_ms_dos_did() {
        let at = "2026-11-24T13:20:46Z".parse().unwrap();
        assert_eq!(dos(at), ((46 << 9) + (11 << 5) + 24, (13 << 11) + (20 << 5) + 23));
        assert_eq!(dos("1970-01-01T00:00:00Z".parse().unwrap()).0 >> 9, 0);
    }

    #[test]
    fn a_small_package_has_no_field_of_large_ones() {
        let mut zip = Zip::new(Timestamp::UNIX_EPOCH);
        let header = zip.header("a.txt", Contents::of(b"Recouvrance")).unwrap();
        assert_eq!(
            (&header[..4], number(&header[14..18])),
            (&b"PK\x03\x04"[..], u64::from(crc32fast::hash(b"Recouvrance")))
        );
        assert_eq!((number(&header[18..22]), &header[30..]), (11, &b"a.txt"[..]));
        let end = zip.end();
        let last = &end[end.len() - 22..];
        assert_eq!((number(&last[8..10]), number(&last[16..20])), (1, 30 + 5 + 11));
        assert!(!end.windows(4).any(|mark| mark == b"PK\x06\x06"));
    }

    #[test]
    fn past_4_gib_the_list_says_where_each_file_begins_in_64_bits() {
        let mut zip = Zip::new(Timestamp::UNIX_EPOCH);
        zip.offset = 5 << 30;
        zip.header("a.txt", Contents::of(b"x")).unwrap();
        let end = zip.end();
        // The entry: 46 bytes, its name, then the extra field with the offset.
        assert_eq!((number(&end[42..46]), number(&end[51..53]), number(&end[55..63])), (0xffff_ffff, 1, 5 << 30));
        let whole = &end[63..];
        assert_eq!((&whole[..4], number(&whole[32..40])), (&b"PK\x06\x06"[..], 1));
        assert_eq!(number(&whole[48..56]), (5 << 30) + 36);
        assert_eq!((&whole[56..60], number(&whole[64..72])), (&b"PK\x06\x07"[..], (5 << 30) + 36 + 63));
        assert_eq!((&whole[76..80], number(&whole[92..96])), (&b"PK\x05\x06"[..], 0xffff_ffff));
    }

    #[test]
    fn another_program_reads_a_file_past_4_gib() {
        use std::io::{Seek as _, SeekFrom, Write as _};
        let mut zip = Zip::new(Timestamp::UNIX_EPOCH);
        let mut package = tempfile::NamedTempFile::new().unwrap();
        package.write_all(&zip.header("first.txt", Contents::of(b"Recouvrance")).unwrap()).unwrap();
        package.write_all(b"Recouvrance").unwrap();
        // A hole in the file stands for the five gigabytes that would be there: it takes no room on the disk.
        zip.offset += 5 << 30;
        package.seek(SeekFrom::Start(zip.offset)).unwrap();
        package.write_all(&zip.header("far.txt", Contents::of(b"Molene")).unwrap()).unwrap();
        package.write_all(b"Molene").unwrap();
        package.write_all(&zip.end()).unwrap();
        let read = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(*(z.read(n).decode() for n in z.namelist()))";
        let output = std::process::Command::new("python3").args(["-c", read]).arg(package.path()).output().unwrap();
        assert_eq!(
            String::from_utf8_lossy(&output.stdout).trim(),
            "Recouvrance Molene",
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}
