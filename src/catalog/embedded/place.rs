//! Where the body of a record stands in the journal, and the value that the state keeps of a record.

use serde_json::value::RawValue;

use super::{
    block::{number, read_number, write_number},
    fault::Fault,
    segment::LineAt,
};
use crate::catalog::store::{Key, Seq};

/// Where a record's JSON stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The number that names its segment.
    pub(super) segment: Seq,
    /// Where it begins there.
    pub(super) offset: u64,
    /// How many bytes it has.
    pub(super) bytes: u64,
    /// What [`check`] gives of it: a place that is not the right one is found out.
    pub(super) check: [u8; 8],
}

impl Place {
    /// That of a body which is a piece of a line that begins there.
    pub(super) fn of(line: &LineAt<'_>, body: &RawValue) -> Self {
        let body = body.get().as_bytes();
        let within = body.as_ptr().addr().saturating_sub(line.bytes.as_ptr().addr());
        Self {
            segment: line.segment,
            offset: line.offset + number(within),
            bytes: number(body.len()),
            check: check(body),
        }
    }
}

/// A short digest of a record's JSON: 64 bits tell every accident apart.
pub(super) fn check(body: &[u8]) -> [u8; 8] {
    let mut check = [0; 8];
    check.iter_mut().zip(blake3::hash(body).as_bytes()).for_each(|(to, from)| *to = *from);
    check
}

/// What the state keeps of a record in place of its JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RecordPointer {
    /// The number of the entry that last wrote it.
    pub(super) revision: Seq,
    pub(super) place: Place,
    /// Of a record that is made of an older version's: the key under which the journal has that one.
    pub(super) source: Option<Key>,
}

impl RecordPointer {
    /// As the state keeps it.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let Self { revision, place: Place { segment, offset, bytes, check }, source } = self;
        let mut value = Vec::with_capacity(24);
        for number in [revision, segment, offset, bytes] {
            write_number(&mut value, *number);
        }
        value.extend_from_slice(check);
        value.extend_from_slice(source.as_ref().map_or("", Key::as_str).as_bytes());
        value
    }

    /// Read back.
    ///
    /// # Errors
    /// [`Fault::Broken`] when these are other bytes.
    pub(super) fn from_bytes(mut bytes: &[u8]) -> Result<Self, Fault> {
        let mut read = || {
            let [revision, segment, offset, length] = [(); 4].map(|()| read_number(&mut bytes));
            let (check, source) = bytes.split_first_chunk::<8>()?;
            let place = Place { segment: segment?, offset: offset?, bytes: length?, check: *check };
            let source = std::str::from_utf8(source).ok()?;
            Some(Self { revision: revision?, place, source: (!source.is_empty()).then(|| Key::written(source)) })
        };
        read().ok_or_else(|| Fault::Broken("the place of a record does not read".to_owned()))
    }
}
