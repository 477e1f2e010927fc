//! An entry as one line of the journal: JSON that begins with the checksum of the rest of the line.
//!
//! `{"check":"0123456789abcdef","seq":1,"at":…}` and a line feed. The checksum is the first 8 bytes, in hexadecimal, of
//! the BLAKE3 of everything from `"seq"` to the closing brace.

use crate::catalog::store::{Entry, Seq};

const OPENING: &[u8] = b"{\"check\":\"";
const BEFORE_REST: &[u8] = b"\",";
const SEQ: &[u8] = b"\"seq\":";
/// Hexadecimal digits of the checksum: 64 bits tell every accident apart.
const DIGITS: usize = 16;

/// Why a line is no entry.
pub(super) type Flaw = &'static str;

pub(super) const TORN: Flaw = "the line is cut short";
pub(super) const CHANGED: Flaw = "the line does not match its checksum";
pub(super) const UNREADABLE: Flaw = "the line is not an entry";
pub(super) const OUT_OF_ORDER: Flaw = "the entry does not follow the one before it";

/// Writes an entry as a line, line feed included.
///
/// # Errors
/// Only what serde says when a record cannot be written, which its type already excludes.
pub(super) fn write(entry: &Entry) -> Result<Vec<u8>, serde_json::Error> {
    let body = serde_json::to_vec(entry)?;
    let rest = body.strip_prefix(b"{").unwrap_or(&body);
    let check = check(rest);
    Ok([OPENING, check.as_bytes(), BEFORE_REST, rest, b"\n"].concat())
}

fn check(rest: &[u8]) -> String {
    blake3::hash(rest).to_hex().chars().take(DIGITS).collect()
}

/// The line of an entry of which all but the number is given, as [`without_number`] gives it.
pub(super) fn with_number(seq: Seq, text: &str) -> Vec<u8> {
    let rest = format!("\"seq\":{seq},{}", text.strip_prefix('{').unwrap_or(text));
    [OPENING, check(rest.as_bytes()).as_bytes(), BEFORE_REST, rest.as_bytes(), b"\n"].concat()
}

/// The number of a line that was [verified](verify), and the JSON of its entry without the number, as every engine has it.
pub(super) fn without_number(line: &[u8]) -> Result<(Seq, String), Flaw> {
    let seq = number(line)?;
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let rest = line.get(OPENING.len() + DIGITS + BEFORE_REST.len()..).ok_or(UNREADABLE)?;
    let place = rest.iter().position(|byte| *byte == b',').ok_or(UNREADABLE)?;
    let rest = rest.get(place..).and_then(|rest| rest.strip_prefix(b",")).ok_or(UNREADABLE)?;
    let rest = std::str::from_utf8(rest).map_err(|_not_a_text| UNREADABLE)?;
    Ok((seq, format!("{{{rest}")))
}

/// Checks a line and gives its number. Its line feed may be missing: the checksum tells whether all the rest is there.
pub(super) fn verify(line: &[u8]) -> Result<Seq, Flaw> {
    let ended = line.strip_suffix(b"\n");
    let flaw = if ended.is_some() { CHANGED } else { TORN };
    let line = ended.unwrap_or(line);
    let (check_there, rest) = line.strip_prefix(OPENING).and_then(|line| line.split_at_checked(DIGITS)).ok_or(flaw)?;
    let rest = rest.strip_prefix(BEFORE_REST).ok_or(flaw)?;
    if check(rest).as_bytes() != check_there {
        return Err(flaw);
    }
    leading_number(rest)
}

/// The number of an entry, read from its line without checking the rest.
pub(super) fn number(line: &[u8]) -> Result<Seq, Flaw> {
    let (_, rest) = line.strip_prefix(OPENING).and_then(|line| line.split_at_checked(DIGITS)).ok_or(UNREADABLE)?;
    leading_number(rest.strip_prefix(BEFORE_REST).ok_or(UNREADABLE)?)
}

fn leading_number(rest: &[u8]) -> Result<Seq, Flaw> {
    let digits = rest.strip_prefix(SEQ).ok_or(UNREADABLE)?;
    let end = digits.iter().position(|byte| !byte.is_ascii_digit()).ok_or(UNREADABLE)?;
    let digits = digits.get(..end).and_then(|digits| std::str::from_utf8(digits).ok()).ok_or(UNREADABLE)?;
    digits.parse().map_err(|_not_a_number| UNREADABLE)
}

/// Reads the entry of a line that was [verified](verify).
pub(super) fn read(line: &[u8]) -> Result<Entry, Flaw> {
    serde_json::from_slice(line).map_err(|_not_an_entry| UNREADABLE)
}

/// The longest note that is kept beside the journal too: no person writes one so long.
const LONGEST_NOTE: usize = 64 * 1024;

/// The line that stands for an entry should the journal lose it: the line itself, or one without a note that is too long to
/// be written twice.
pub(super) fn without_long_note(line: &[u8]) -> Vec<u8> {
    if line.len() > LONGEST_NOTE
        && let Ok(mut entry) = read(line)
        && entry.note.take_if(|note| note.len() > LONGEST_NOTE).is_some()
        && let Ok(shorter) = write(&entry)
    {
        return shorter;
    }
    line.to_vec()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

    use super::*;
    use crate::catalog::store::{Key, Written};

    fn entry() -> Entry {
        let body = serde_json::value::RawValue::from_string("{\"title\":\"Le port\"}".to_owned()).unwrap();
        Entry {
            seq: 12,
            at: jiff::Timestamp::UNIX_EPOCH,
            actor: "anne".to_owned(),
            gesture: "describe".into(),
            batch: None,
            records: vec![
                Written { key: Key::new("photo", "a"), body: Some(body) },
                Written { key: Key::new("photo", "b"), body: None },
            ],
            note: Some("une\nligne".to_owned()),
        }
    }

    #[test]
    fn an_entry_is_one_line_of_json_that_reads_back() {
        let line = write(&entry()).unwrap();
        assert_eq!(line.iter().position(|byte| *byte == b'\n'), line.len().checked_sub(1));
        let json: serde_json::Value = serde_json::from_slice(&line).unwrap();
        assert_eq!(json["seq"], 12);
        assert_eq!(json["records"][0]["body"]["title"], "Le port");
        assert_eq!(verify(&line), Ok(12));
        assert_eq!(format!("{:?}", read(&line).unwrap()), format!("{:?}", entry()));
    }

    #[test]
    fn a_line_comes_back_from_another_engine_as_it_was() {
        let line = write(&entry()).unwrap();
        let (seq, text) = without_number(&line).unwrap();
        assert!(seq == 12 && text.starts_with("{\"at\":"), "{text}");
        assert_eq!(with_number(seq, &text), line);
    }

    #[test]
    fn a_line_with_any_one_byte_changed_is_refused() {
        let line = write(&entry()).unwrap();
        for place in 0..line.len() {
            let mut changed = line.clone();
            changed[place] ^= 1;
            assert!(verify(&changed).is_err(), "byte {place}");
        }
    }

    #[test]
    fn a_line_cut_anywhere_is_torn_but_one_that_lacks_its_line_feed_alone_is_whole() {
        let line = write(&entry()).unwrap();
        let without_feed = line.len() - 1;
        for end in 0..without_feed {
            assert_eq!(verify(&line[..end]), Err(TORN), "cut at {end}");
        }
        assert_eq!(verify(&line[..without_feed]), Ok(12));
        assert_eq!(read(&line[..without_feed]).unwrap().seq, 12);
    }
}
