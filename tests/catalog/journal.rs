//! The format of the journal's files, and damaged journals.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use zef::catalog::{
    CatalogError,
    embedded::{Embedded, Flaw, Settings},
    store::{Change, RecordStore as _},
};

use super::shelf::{self, a_person, content, done, fill};

fn segments(folder: &Path) -> Vec<PathBuf> {
    shelf::files(&folder.join("journal"))
}

/// A library of a few people, closed well.
async fn few(folder: &Path) -> Vec<String> {
    let store = shelf::open(folder).unwrap();
    for number in 0..5 {
        done(&*store, a_person(number)).await;
    }
    content(&*store).await
}

#[tokio::test]
async fn is_plain_lines_of_json_each_with_its_checksum() {
    let folder = tempfile::tempdir().unwrap();
    few(folder.path()).await;
    let [segment] = segments(folder.path()).try_into().unwrap();
    assert_eq!(segment.file_name().unwrap(), "00000000000000000001.ndjson");
    let text = fs::read_to_string(segment).unwrap();
    for (place, line) in text.lines().enumerate() {
        let entry: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(entry["seq"], place + 1);
        assert_eq!(entry["records"][0]["key"], format!("person/p{place:05}"));
        // Anyone can check a line with any BLAKE3: the digest of what follows the checksum, without the line feed.
        let (_, rest) = line.split_once(',').unwrap();
        let digest = blake3::hash(rest.as_bytes()).to_hex();
        assert_eq!(entry["check"], digest.as_str()[..16]);
    }
    assert!(text.ends_with('\n') && text.lines().count() == 5);
}

#[tokio::test]
async fn a_record_written_over_several_lines_stays_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let store = shelf::open(folder.path()).unwrap();
    let pretty = serde_json::value::RawValue::from_string("{\n  \"a\": \"b\\n\"\r\n}".to_owned()).unwrap();
    let put = vec![(zef::catalog::store::Key::new("note", "a"), pretty)];
    done(&*store, Change { put, ..a_person(0) }).await;
    let before = content(&*store).await;
    drop(store);
    assert!(Embedded::verify(folder.path()).unwrap().is_empty());
    Embedded::rebuild(folder.path(), Settings::default()).unwrap();
    assert_eq!(content(&*shelf::open(folder.path()).unwrap()).await, before);
}

#[tokio::test]
async fn a_last_line_cut_short_before_it_was_answered_is_moved_aside_at_start() {
    let folder = tempfile::tempdir().unwrap();
    let before = few(folder.path()).await;
    let segment = segments(folder.path()).pop().unwrap();
    let whole = fs::read(&segment).unwrap();
    let mut aside: Vec<u8> = Vec::new();
    for torn in [&b"{"[..], b"{\"check\":\"0123456789abcdef\",\"seq\":6,\"at\":", &whole[..whole.len() / 6], &[0; 4096]]
    {
        fs::OpenOptions::new().append(true).open(&segment).unwrap().write_all(torn).unwrap();
        aside.extend(torn);
        let flaws = Embedded::verify(folder.path()).unwrap();
        assert!(matches!(flaws[..], [Flaw::Untidy(_)]), "{flaws:?}");
        let store = shelf::open(folder.path()).unwrap();
        assert_eq!(content(&*store).await, before);
        drop(store);
        assert_eq!(fs::read(&segment).unwrap(), whole);
        assert_eq!(fs::read(segment.with_extension("damaged-tail")).unwrap(), aside, "nothing is thrown away");
    }
    let store = shelf::open(folder.path()).unwrap();
    assert_eq!(done(&*store, a_person(9)).await, 6);
}

#[tokio::test]
async fn damage_in_the_middle_is_told_with_its_line_and_nothing_is_touched() {
    let folder = tempfile::tempdir().unwrap();
    few(folder.path()).await;
    let segment = segments(folder.path()).pop().unwrap();
    let whole = fs::read(&segment).unwrap();
    let lines: Vec<&[u8]> = whole.split_inclusive(|byte| *byte == b'\n').collect();
    let flipped = |line: usize, place: usize| {
        let mut lines: Vec<Vec<u8>> = lines.iter().map(|line| line.to_vec()).collect();
        lines[line][place] ^= 0x20;
        lines.concat()
    };
    let damaged = [
        ("a byte of the third line", flipped(2, 500), 3),
        ("a byte of its checksum", flipped(2, 12), 3),
        ("the line feed of the second line", flipped(1, lines[1].len() - 1), 2),
        ("the second line is gone", [lines[0], lines[2], lines[3], lines[4]].concat(), 2),
        ("the first line is gone", lines[1..].concat(), 1),
        ("two lines in the wrong order", [lines[0], lines[2], lines[1], lines[3], lines[4]].concat(), 2),
        ("a line twice", [lines[0], lines[1], lines[1], lines[2], lines[3], lines[4]].concat(), 3),
    ];
    for (what, bytes, on) in damaged {
        fs::write(&segment, &bytes).unwrap();
        match shelf::open(folder.path()).unwrap_err() {
            CatalogError::Damaged { segment: file, line, .. } => {
                assert_eq!((file, line), (segment.clone(), on), "{what}");
            }
            other => panic!("{what}: {other}"),
        }
        assert_eq!(fs::read(&segment).unwrap(), bytes, "{what}");
        let flaws = Embedded::verify(folder.path()).unwrap();
        assert!(flaws[0].to_string().contains(&format!("line {on}:")), "{what}: {}", flaws[0]);
        assert!(
            matches!(Embedded::rebuild(folder.path(), Settings::default()), Err(CatalogError::Damaged { .. })),
            "{what}"
        );
    }
    fs::write(&segment, &whole).unwrap();
    assert_eq!(shelf::open(folder.path()).unwrap().seq(), 5);
}

/// What a power cut may leave where a line was being written: as long as it, and of whatever the disk held.
const GARBLED: [&[u8]; 3] = [b"{\"check\":\"0123456789abcdef\",\"seq\":6}\n", b"\0\0\0\n\0\0", b"old\nold\n\n"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tail_that_a_power_cut_garbled_before_it_was_used_is_moved_aside() {
    let (live, crashed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    few(live.path()).await;
    let store = shelf::open(live.path()).unwrap();
    let before = content(&*store).await;
    // Opened and never closed, its state holds every entry.
    shelf::copy(live.path(), crashed.path());
    drop(store);
    let segment = segments(crashed.path()).pop().unwrap();
    let whole = fs::read(&segment).unwrap();
    let append = |bytes: &[u8]| fs::OpenOptions::new().append(true).open(&segment).unwrap().write_all(bytes).unwrap();
    let mut aside: Vec<u8> = Vec::new();
    for garbled in GARBLED {
        let again = tempfile::tempdir().unwrap();
        append(garbled);
        shelf::copy(crashed.path(), again.path());
        let flaws = Embedded::verify(again.path()).unwrap();
        assert!(matches!(flaws[..], [Flaw::Untidy(_)]), "{flaws:?}");
        let folder = crashed.path();
        let unsealed = tempfile::tempdir().unwrap();
        shelf::copy(&folder.join("state"), unsealed.path());
        let store = shelf::open(folder).unwrap();
        assert_eq!(content(&*store).await, before);
        drop(store);
        aside.extend(garbled);
        assert_eq!(fs::read(&segment).unwrap(), whole);
        assert_eq!(fs::read(segment.with_extension("damaged-tail")).unwrap(), aside, "nothing is thrown away");
        // The next power cut.
        fs::remove_dir_all(folder.join("state")).unwrap();
        shelf::copy(unsealed.path(), &folder.join("state"));
    }
    let store = shelf::open(crashed.path()).unwrap();
    assert_eq!(done(&*store, a_person(9)).await, 6);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tail_that_may_have_been_an_entry_is_refused() {
    let (live, crashed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    few(live.path()).await;
    let store = shelf::open(live.path()).unwrap();
    shelf::copy(live.path(), crashed.path());
    drop(store);
    let refused = |folder: &Path, bytes: &[u8], what: &str| {
        let segment = segments(folder).pop().unwrap();
        fs::write(&segment, bytes).unwrap();
        let refused = shelf::open(folder).map(drop);
        assert!(matches!(refused, Err(CatalogError::Damaged { .. } | CatalogError::Behind { .. })), "{what}");
        assert_eq!(fs::read(&segment).unwrap(), bytes, "{what}");
        assert_eq!(segments(folder).len(), 1, "{what}");
    };
    let whole = fs::read(segments(live.path()).pop().unwrap()).unwrap();
    let lines: Vec<&[u8]> = whole.split_inclusive(|byte| *byte == b'\n').collect();
    let mut flipped = whole.clone();
    let place = flipped.len() - 20;
    flipped[place] ^= 1;
    refused(crashed.path(), &flipped, "the state holds the entry that was there");
    refused(crashed.path(), &[&lines[..4].concat(), GARBLED[0], lines[4]].concat(), "an entry follows");
    let with_tail = [&whole, GARBLED[0]].concat();
    refused(live.path(), &with_tail, "the state was closed well");
    fs::remove_dir_all(crashed.path().join("state")).unwrap();
    refused(crashed.path(), &with_tail, "there is no state");
}

#[tokio::test]
async fn every_damaged_line_is_listed() {
    let folder = tempfile::tempdir().unwrap();
    few(folder.path()).await;
    let segment = segments(folder.path()).pop().unwrap();
    let mut bytes = fs::read(&segment).unwrap();
    let quarter = bytes.len() / 4;
    bytes[quarter] ^= 1;
    bytes[3 * quarter] ^= 1;
    fs::write(&segment, bytes).unwrap();
    let said: Vec<String> = Embedded::verify(folder.path()).unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 2, "{said:#?}");
    assert!(said[0].contains("line 2:") && said[1].contains("line 4:"), "{said:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn goes_on_in_another_segment_and_needs_each() {
    let folder = tempfile::tempdir().unwrap();
    let large = |number: usize| {
        let mut change = a_person(number);
        change.note = Some("x".repeat(3 << 20));
        change
    };
    shelf::entered_earlier(folder.path(), (0..14).map(large)).await;
    let store = shelf::open(folder.path()).unwrap();
    let before = content(&*store).await;
    // Two of them are more bytes than a page holds.
    for after in [11, 12] {
        let page = store.changes(after, 2).await.unwrap();
        assert_eq!(page.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [after + 1]);
    }
    drop(store);
    let files = segments(folder.path());
    assert_eq!(files.len(), 3, "16 MB each: {files:?}");
    assert_eq!(content(&*shelf::open(folder.path()).unwrap()).await, before);

    for lost in &files[..2] {
        let away = folder.path().join("away");
        fs::rename(lost, &away).unwrap();
        assert!(matches!(shelf::open(folder.path()), Err(CatalogError::Damaged { .. })), "without {}", lost.display());
        assert!(!Embedded::verify(folder.path()).unwrap().is_empty());
        fs::rename(&away, lost).unwrap();
    }
    // A line cut short elsewhere than at the very end is damage.
    let first = fs::read(&files[0]).unwrap();
    fs::write(&files[0], &first[..first.len() - 7]).unwrap();
    assert!(matches!(shelf::open(folder.path()), Err(CatalogError::Damaged { .. })));
    fs::write(&files[0], &first).unwrap();
    // A crash right after a new segment was made leaves it empty.
    fs::File::create(folder.path().join(format!("journal/{:020}.ndjson", 15))).unwrap();
    let store = shelf::open(folder.path()).unwrap();
    assert_eq!(content(&*store).await, before);
    assert_eq!(done(&*store, a_person(15)).await, 15);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn is_told_from_any_number_on() {
    let folder = tempfile::tempdir().unwrap();
    let store = shelf::open(folder.path()).unwrap();
    fill(&store, 0..200).await;
    for store in [store] {
        for after in (0..=200).step_by(7) {
            let told: Vec<u64> = store.changes(after, 3).await.unwrap().iter().map(|entry| entry.seq).collect();
            assert_eq!(told, (after + 1..=200).take(3).collect::<Vec<_>>());
        }
    }
}
