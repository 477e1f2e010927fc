//! Many entries put in order with little memory: sorted a part at a time, each part kept in a file without a name, then merged.

use std::{
    cmp::Reverse,
    collections::BinaryHeap,
    fs::{self, OpenOptions},
    io::{self, BufReader, BufWriter, Cursor, ErrorKind, Read, Seek as _, SeekFrom},
    ops::Range,
    path::{Path, PathBuf},
};

use super::{
    block::{Packer, Pair, number, unpack},
    fault::Fault,
};

/// Bytes of entries that are sorted at a time.
const PART: usize = 16 << 20;
/// Bytes of a block of a sorted part: read at once when parts are merged.
const BLOCK: usize = 32 * 1024;

/// Entries in any order.
#[derive(Debug)]
pub(super) struct Unsorted {
    folder: PathBuf,
    name: String,
    bytes: Vec<u8>,
    /// Where keys and values lie in these bytes.
    entries: Vec<(Range<usize>, Range<usize>)>,
    runs: Vec<Run>,
}

/// A sorted part.
struct Run(Box<dyn Read + Send>);

impl std::fmt::Debug for Run {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Run")
    }
}

impl Unsorted {
    /// None yet; parts are kept in files of this folder that begin with this name, and are gone with the process.
    pub(super) fn new(folder: &Path, name: &str) -> Self {
        let folder = folder.to_owned();
        Self { folder, name: name.to_owned(), bytes: Vec::new(), entries: Vec::new(), runs: Vec::new() }
    }

    /// Takes an entry in.
    ///
    /// # Errors
    /// [`Fault`] when a part cannot be written.
    pub(super) fn push(&mut self, key: &[u8], value: &[u8]) -> Result<(), Fault> {
        let begin = self.bytes.len();
        self.bytes.extend_from_slice(key);
        let middle = self.bytes.len();
        self.bytes.extend_from_slice(value);
        self.entries.push((begin..middle, middle..self.bytes.len()));
        if self.bytes.len() >= PART {
            let path = self.folder.join(format!("{}-{}", self.name, self.runs.len()));
            let file = OpenOptions::new().create(true).truncate(true).read(true).write(true).open(&path)?;
            // It is gone with the process, however that ends.
            fs::remove_file(&path)?;
            let mut file = BufWriter::with_capacity(BLOCK, file);
            self.write_sorted(&mut file)?;
            let mut file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
            file.seek(SeekFrom::Start(0))?;
            self.runs.push(Run(Box::new(BufReader::with_capacity(BLOCK, file))));
        }
        Ok(())
    }

    fn write_sorted(&mut self, to: &mut impl io::Write) -> io::Result<()> {
        let bytes = &self.bytes;
        let of = |range: &Range<usize>| bytes.get(range.clone()).unwrap_or_default();
        self.entries.sort_unstable_by(|(one, _), (other, _)| of(one).cmp(of(other)));
        let mut packer = Packer::default();
        for (key, value) in &self.entries {
            packer.push(of(key), of(value));
            if packer.len() >= BLOCK {
                write_block(&packer.take().unwrap_or_default(), to)?;
            }
        }
        write_block(&packer.take().unwrap_or_default(), to)?;
        self.bytes.clear();
        self.entries.clear();
        Ok(())
    }

    /// All of these entries, in order.
    ///
    /// # Errors
    /// [`Fault`].
    pub(super) fn merge(all: Vec<Self>) -> Result<Merged, Fault> {
        let mut merged = Merged { runs: Vec::new(), first: BinaryHeap::new() };
        for mut unsorted in all {
            let mut rest = Vec::new();
            unsorted.write_sorted(&mut rest)?;
            let rest = Run(Box::new(Cursor::new(rest)));
            merged.runs.extend(unsorted.runs.into_iter().chain([rest]).map(|run| (run, Vec::new().into_iter())));
        }
        for run in 0..merged.runs.len() {
            merged.advance(run)?;
        }
        Ok(merged)
    }
}

fn write_block(block: &[u8], to: &mut impl io::Write) -> io::Result<()> {
    to.write_all(&number(block.len()).to_be_bytes())?;
    to.write_all(block)
}

/// Sorted parts read together, in order.
pub(super) struct Merged {
    runs: Vec<(Run, std::vec::IntoIter<Pair>)>,
    /// The first entry of each part, the least of them on top.
    first: BinaryHeap<Reverse<(Pair, usize)>>,
}

impl Merged {
    /// The next entry.
    ///
    /// # Errors
    /// [`Fault`].
    pub(super) fn next(&mut self) -> Result<Option<Pair>, Fault> {
        let Some(Reverse((pair, run))) = self.first.pop() else { return Ok(None) };
        self.advance(run)?;
        Ok(Some(pair))
    }

    fn advance(&mut self, run: usize) -> Result<(), Fault> {
        let Some((file, ready)) = self.runs.get_mut(run) else { return Ok(()) };
        if ready.len() == 0 {
            *ready = read_block(&mut file.0)?.into_iter();
        }
        if let Some(pair) = ready.next() {
            self.first.push(Reverse((pair, run)));
        }
        Ok(())
    }
}

/// The entries of the next block; none at the end.
fn read_block(from: &mut impl Read) -> Result<Vec<Pair>, Fault> {
    let mut length = [0; 8];
    match from.read_exact(&mut length) {
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(Vec::new()),
        read => read?,
    }
    let mut block = Vec::new();
    from.take(u64::from_be_bytes(length)).read_to_end(&mut block)?;
    unpack(&block)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    #[test]
    fn entries_of_many_parts_come_out_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let mut unsorted = [Unsorted::new(folder.path(), "a"), Unsorted::new(folder.path(), "b")];
        let value = vec![7; 4096];
        for number in 0..12_000_u32 {
            let place = usize::try_from(number % 2).unwrap();
            // Odd, hence every number once.
            let key = number.wrapping_mul(2_654_435_761).to_be_bytes();
            unsorted.get_mut(place).unwrap().push(&key, &value).unwrap();
        }
        let mut merged = Unsorted::merge(unsorted.into()).unwrap();
        let (mut last, mut count) = (None, 0);
        while let Some((key, found)) = merged.next().unwrap() {
            assert!(last.as_ref().is_none_or(|last| *last < key) && found == value);
            (last, count) = (Some(key), count + 1);
        }
        assert_eq!(count, 12_000);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
