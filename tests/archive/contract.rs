//! The contract of archive engines: the same tests for all, one [`Engine`] each, listed by [`passes_the_contract!`].

use std::sync::Arc;

use bytes::Bytes;
use zef::{
    archive::{
        Archive, ArchiveError, ArchiveStore, Health, ObjectName, Prefix, Seal, Staged, StoredOriginal, VerifiedObject,
    },
    domain::hash::{ContentHash, Sha256},
};

/// An engine under test.
pub trait Engine {
    /// An empty archive; what it holds lives as long as this value.
    fn new() -> Self;

    /// Opens the engine, again if it was open before.
    fn store(&self) -> Arc<dyn ArchiveStore>;

    /// Changes one bit of a stored original behind the archive's back.
    async fn change_a_bit(&self, hash: ContentHash);

    /// Takes the store from under the archive, or puts it back.
    fn set_available(&self, available: bool);

    /// Opens the archive on it.
    fn open(&self) -> Archive {
        Archive::new(self.store())
    }
}

/// Lists every body of the contract as a test of one engine.
macro_rules! passes_the_contract {
    ($engine:ty) => {
        crate::archive::contract::passes_the_contract!($engine:
            what_is_staged_has_its_two_hashes,
            an_empty_file_can_be_staged,
            what_is_kept_reads_back_whole,
            an_original_outlives_the_archive_that_kept_it,
            originals_of_no_byte_of_one_and_of_64_megabytes_are_kept,
            keeping_the_same_bytes_again_is_no_error,
            many_keep_the_same_bytes_at_once,
            staged_and_dropped_nothing_is_held,
            ranges_are_read_exactly_or_refused,
            an_open_object_is_never_read_as_another,
            a_changed_bit_is_never_served,
            bytes_given_again_put_a_damaged_original_right,
            what_is_not_there_is_nothing,
            thousands_of_originals_are_listed_in_order_page_by_page,
            a_rendition_reads_back_and_is_replaced,
            a_rendition_written_by_many_is_always_whole,
            a_rendition_cannot_lead_elsewhere,
            a_removed_original_takes_its_renditions_along,
            an_original_set_aside_is_gone_until_it_is_given_again,
            an_archive_that_is_not_available_says_so_and_goes_on_once_it_is,
        );
    };
    ($engine:ty: $($body:ident),* $(,)?) => {
        $(
            #[tokio::test]
            async fn $body() {
                crate::archive::contract::$body(&<$engine as crate::archive::contract::Engine>::new()).await;
            }
        )*
    };
}
pub(crate) use passes_the_contract;

/// Bytes that no other seed gives; `length` of them.
pub fn some_bytes(seed: u8, length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    blake3::Hasher::new().update(&[seed]).finalize_xof().fill(&mut bytes);
    bytes
}

/// A frame that looks like a JPEG's, with something inside.
pub fn some_rendition(seed: u8) -> Bytes {
    [&[0xFF, 0xD8][..], &some_bytes(seed, 3_000), &[0xFF, 0xD9]].concat().into()
}

/// Streams bytes to staging as a browser sends them.
pub async fn staged(archive: &Archive, bytes: &[u8]) -> Result<Staged, ArchiveError> {
    let mut staging = archive.stage().await?;
    for chunk in bytes.chunks(40_000) {
        staging.write(chunk).await?;
    }
    staging.finish().await
}

/// The bytes of an original or a rendition, if it is there.
pub fn bytes_of(read: Result<Option<VerifiedObject>, ArchiveError>) -> Option<Bytes> {
    read.unwrap().map(|object| object.bytes().clone())
}

fn hash_of(bytes: &[u8]) -> ContentHash {
    ContentHash::from_bytes(*blake3::hash(bytes).as_bytes())
}

/// Stages and keeps bytes; gives their hash.
pub async fn kept(archive: &Archive, bytes: &[u8]) -> ContentHash {
    let staged = staged(archive, bytes).await.unwrap();
    let hash = staged.blake3;
    archive.keep(staged).await.unwrap();
    hash
}

pub async fn what_is_staged_has_its_two_hashes(engine: &impl Engine) {
    let archive = engine.open();
    // Known answers for "abc": BLAKE3 reference implementation; FIPS 180-4.
    let abc = staged(&archive, b"abc").await.unwrap();
    assert_eq!(abc.blake3.to_hex(), "6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85");
    assert_eq!(abc.sha256.to_hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(abc.bytes, 3);
    // More than is gathered at once, and not a multiple of it.
    let long = some_bytes(1, 700_001);
    let whole = staged(&archive, &long).await.unwrap();
    assert_eq!(whole.blake3, hash_of(&long));
    assert_eq!(whole.sha256, Sha256::from_bytes(<sha2::Sha256 as sha2::Digest>::digest(&long).into()));
    assert_eq!(whole.bytes, 700_001);
    assert_eq!(archive.staged_bytes(&whole).await.unwrap(), long);
}

pub async fn an_empty_file_can_be_staged(engine: &impl Engine) {
    let archive = engine.open();
    let nothing = staged(&archive, b"").await.unwrap();
    assert_eq!(nothing.bytes, 0);
    assert!(archive.staged_bytes(&nothing).await.unwrap().is_empty());
}

pub async fn what_is_kept_reads_back_whole(engine: &impl Engine) {
    let archive = engine.open();
    let bytes = some_bytes(2, 300_000);
    let hash = kept(&archive, &bytes).await;
    assert_eq!(bytes_of(archive.original(hash).await).unwrap(), bytes);
    assert_eq!(archive.verify(hash).await.unwrap(), Health::Good);
}

pub async fn an_original_outlives_the_archive_that_kept_it(engine: &impl Engine) {
    let bytes = some_bytes(3, 10_000);
    let hash = kept(&engine.open(), &bytes).await;
    assert_eq!(bytes_of(engine.open().original(hash).await).unwrap(), bytes);
}

pub async fn keeping_the_same_bytes_again_is_no_error(engine: &impl Engine) {
    let archive = engine.open();
    let hash = kept(&archive, b"Ouessant").await;
    assert_eq!(kept(&archive, b"Ouessant").await, hash);
    let held = archive.originals(None, 10).await.unwrap();
    assert!(matches!(held[..], [StoredOriginal { hash: found, bytes: 8, .. }] if found == hash), "{held:?}");
}

pub async fn many_keep_the_same_bytes_at_once(engine: &impl Engine) {
    let archive = engine.open();
    let bytes = some_bytes(4, 100_000);
    let mut all = Vec::new();
    for _ in 0..8 {
        all.push(staged(&archive, &bytes).await.unwrap());
    }
    let hash = all[0].blake3;
    let keeping: Vec<_> = all
        .into_iter()
        .map(|staged| {
            let archive = archive.clone();
            tokio::spawn(async move { archive.keep(staged).await })
        })
        .collect();
    for kept in keeping {
        kept.await.unwrap().unwrap();
    }
    assert_eq!(bytes_of(archive.original(hash).await).unwrap(), bytes);
    assert_eq!(archive.originals(None, 10).await.unwrap().len(), 1);
}

pub async fn staged_and_dropped_nothing_is_held(engine: &impl Engine) {
    let archive = engine.open();
    let bytes = some_bytes(5, 600_000);
    drop(staged(&archive, &bytes).await.unwrap());
    let mut half = archive.stage().await.unwrap();
    half.write(&bytes).await.unwrap();
    drop(half);
    assert_eq!(archive.originals(None, 10).await.unwrap(), []);
    assert_eq!(archive.staging_leftovers().await.unwrap().files, 0);
}

pub async fn a_changed_bit_is_never_served(engine: &impl Engine) {
    let archive = engine.open();
    let hash = kept(&archive, &some_bytes(6, 50_000)).await;
    engine.change_a_bit(hash).await;
    let refused = archive.original(hash).await;
    assert!(matches!(refused, Err(ArchiveError::Damaged { hash: told }) if told == hash), "{refused:?}");
    assert_eq!(archive.verify(hash).await.unwrap(), Health::Damaged);
}

pub async fn bytes_given_again_put_a_damaged_original_right(engine: &impl Engine) {
    let archive = engine.open();
    let bytes = some_bytes(7, 50_000);
    let hash = kept(&archive, &bytes).await;
    engine.change_a_bit(hash).await;
    kept(&archive, &bytes).await;
    assert_eq!(bytes_of(archive.original(hash).await).unwrap(), bytes);
}

pub async fn what_is_not_there_is_nothing(engine: &impl Engine) {
    let archive = engine.open();
    let hash = ContentHash::from_bytes([7; 32]);
    assert!(archive.original(hash).await.unwrap().is_none());
    assert!(archive.rendition(hash, "640").await.unwrap().is_none());
    assert_eq!(archive.verify(hash).await.unwrap(), Health::Missing);
    archive.remove(hash).await.unwrap();
}

pub async fn thousands_of_originals_are_listed_in_order_page_by_page(engine: &impl Engine) {
    let (archive, store) = (engine.open(), engine.store());
    let mut expected = Vec::new();
    for number in 0..2_500_u32 {
        let bytes = Bytes::copy_from_slice(&number.to_be_bytes());
        let hash = hash_of(&bytes);
        // Written as what can be made again is: forcing so many to the disk would take minutes.
        store.put(&ObjectName::original(hash), bytes, Seal::Hash(hash)).await.unwrap();
        expected.push(hash);
    }
    expected.sort_unstable();
    for limit in [1_000, 7_000] {
        let mut listed = Vec::new();
        loop {
            let page = archive.originals(listed.last().copied(), limit).await.unwrap();
            assert!(page.len() <= limit && page.iter().all(|original| original.bytes == 4));
            if page.is_empty() {
                break;
            }
            listed.extend(page.into_iter().map(|original| original.hash));
        }
        assert!(listed == expected, "{limit} at a time");
    }
    // Page by page from anywhere, also after what is not there.
    let after = ContentHash::from_bytes([0x80; 32]);
    let next: Vec<_> = archive.originals(Some(after), 3).await.unwrap().into_iter().map(|next| next.hash).collect();
    let first = expected.partition_point(|hash| *hash <= after);
    assert_eq!(next, expected[first..first + 3]);
    let last = store.list(Prefix::Originals, Some(&ObjectName::original(expected[2_498])), 9).await.unwrap();
    assert_eq!(last.len(), 1);
    assert_eq!(last[0].name.original_hash(), Some(expected[2_499]));
}

pub async fn originals_of_no_byte_of_one_and_of_64_megabytes_are_kept(engine: &impl Engine) {
    let (archive, store) = (engine.open(), engine.store());
    for length in [0, 1, 64_000_000] {
        let bytes = some_bytes(9, length);
        let hash = kept(&archive, &bytes).await;
        assert_eq!(archive.verify(hash).await.unwrap(), Health::Good, "{length} bytes");
        assert!(bytes_of(archive.original(hash).await).unwrap() == bytes, "{length} bytes");
        let name = ObjectName::original(hash);
        assert_eq!(store.hash(&name).await.unwrap(), Some(hash));
        let object = store.open(&name).await.unwrap().unwrap();
        assert_eq!(object.length(), u64::try_from(length).unwrap());
        let tail = length.saturating_sub(70_000);
        let range = u64::try_from(tail).unwrap()..object.length();
        assert!(object.read(range).await.unwrap() == bytes[tail..], "{length} bytes");
    }
}

pub async fn ranges_are_read_exactly_or_refused(engine: &impl Engine) {
    let (archive, store) = (engine.open(), engine.store());
    let bytes = some_bytes(10, 100_000);
    let name = ObjectName::original(kept(&archive, &bytes).await);
    let object = store.open(&name).await.unwrap().unwrap();
    assert_eq!(object.length(), 100_000);
    for (from, to) in [(0, 1), (0, 100_000), (99_999, 100_000), (50_000, 50_010), (0, 0), (7, 7), (100_000, 100_000)] {
        let expected = &bytes[from..to];
        let range = u64::try_from(from).unwrap()..u64::try_from(to).unwrap();
        assert!(object.read(range).await.unwrap() == expected, "{from}..{to}");
    }
    // Several at once, in any order, over one another.
    let several = object.read_ranges(vec![90_000..90_005, 3..5, 4..4, 0..50_000, 4..9]).await.unwrap();
    let expected = [&bytes[90_000..90_005], &bytes[3..5], &[], &bytes[..50_000], &bytes[4..9]];
    assert!(several == expected);
    assert!(object.read_ranges(Vec::new()).await.unwrap().is_empty());
    for beyond in [99_999..100_001, 100_000..100_001, 200_000..200_001, 0..u64::MAX] {
        let refused = object.read(beyond.clone()).await;
        assert!(matches!(refused, Err(ArchiveError::Failed { .. })), "{beyond:?}: {refused:?}");
    }
}

pub async fn an_open_object_is_never_read_as_another(engine: &impl Engine) {
    let (archive, store) = (engine.open(), engine.store());
    let hash = kept(&archive, b"Houat").await;
    archive.put_rendition(hash, "640", some_rendition(1)).await.unwrap();
    let open = store.open(&ObjectName::rendition(hash, "640").unwrap()).await.unwrap().unwrap();
    let as_it_was = || async {
        match open.read(0..3_004).await {
            Ok(bytes) => assert_eq!(bytes, some_rendition(1)),
            Err(error) => assert!(matches!(error, ArchiveError::Failed { .. }), "{error:?}"),
        }
    };
    archive.put_rendition(hash, "640", some_rendition(2)).await.unwrap();
    as_it_was().await;
    archive.remove(hash).await.unwrap();
    as_it_was().await;
}

pub async fn a_rendition_written_by_many_is_always_whole(engine: &impl Engine) {
    let archive = engine.open();
    let hash = kept(&archive, b"Hoedic").await;
    archive.put_rendition(hash, "640", some_rendition(0)).await.unwrap();
    let writing: Vec<_> = (1..8)
        .map(|seed| {
            let archive = archive.clone();
            tokio::spawn(async move { archive.put_rendition(hash, "640", some_rendition(seed)).await })
        })
        .collect();
    for written in writing {
        let seen = bytes_of(archive.rendition(hash, "640").await).expect("one of them, at any moment");
        assert!((0..8).any(|seed| seen == some_rendition(seed)));
        written.await.unwrap().unwrap();
    }
    assert_eq!(archive.staging_leftovers().await.unwrap().files, 0);
}

pub async fn an_original_set_aside_is_gone_until_it_is_given_again(engine: &impl Engine) {
    let (archive, store) = (engine.open(), engine.store());
    for _ in 0..2 {
        let hash = kept(&archive, b"Belle-Ile").await;
        archive.put_rendition(hash, "640", some_rendition(1)).await.unwrap();
        archive.set_original_aside(hash).await.unwrap();
        assert_eq!(archive.verify(hash).await.unwrap(), Health::Missing);
        assert_eq!(archive.originals(None, 10).await.unwrap(), []);
        assert!(archive.rendition(hash, "640").await.unwrap().is_none());
        let aside = store.get_verified(&ObjectName::set_aside(hash), Seal::Hash(hash)).await.unwrap();
        assert!(matches!(aside, zef::archive::Fetched::Sound(object) if object.bytes() == &b"Belle-Ile"[..]));
    }
    let never_there = archive.set_original_aside(ContentHash::from_bytes([7; 32])).await;
    assert!(never_there.is_err());
}

pub async fn an_archive_that_is_not_available_says_so_and_goes_on_once_it_is(engine: &impl Engine) {
    fn says_so(done: &Result<impl Sized, ArchiveError>, doing: &str) {
        let is_said = matches!(done, Err(ArchiveError::Unavailable { .. } | ArchiveError::Away { .. }));
        assert!(is_said, "{doing}: {:?}", done.as_ref().err());
    }
    let archive = engine.open();
    let hash = kept(&archive, b"Glenan").await;
    let waiting = staged(&archive, b"Penfret").await.unwrap();
    engine.set_available(false);
    says_so(&archive.ready().await, "ready");
    says_so(&archive.original(hash).await, "original");
    says_so(&archive.rendition(hash, "640").await, "rendition");
    says_so(&archive.verify(hash).await, "verify");
    says_so(&archive.originals(None, 10).await, "originals");
    says_so(&archive.remove(hash).await, "remove");
    says_so(&archive.put_rendition(hash, "640", some_rendition(1)).await, "put_rendition");
    says_so(&stage_and_keep(&archive, b"Saint-Nicolas").await, "stage and keep");
    says_so(&archive.keep(waiting).await, "keep");
    engine.set_available(true);
    archive.ready().await.unwrap();
    assert_eq!(bytes_of(archive.original(hash).await).unwrap(), b"Glenan"[..]);
    kept(&archive, b"Penfret").await;
}

async fn stage_and_keep(archive: &Archive, bytes: &[u8]) -> Result<(), ArchiveError> {
    let staged = staged(archive, bytes).await?;
    archive.keep(staged).await
}

pub async fn a_rendition_reads_back_and_is_replaced(engine: &impl Engine) {
    let archive = engine.open();
    let hash = kept(&archive, b"Molene").await;
    for seed in 0..2 {
        archive.put_rendition(hash, "640", some_rendition(seed)).await.unwrap();
        assert_eq!(bytes_of(archive.rendition(hash, "640").await).unwrap(), some_rendition(seed));
    }
    assert!(archive.rendition(hash, "1280").await.unwrap().is_none());
    assert_eq!(archive.originals(None, 10).await.unwrap().len(), 1, "a rendition is no original");
}

pub async fn a_rendition_cannot_lead_elsewhere(engine: &impl Engine) {
    let archive = engine.open();
    let hash = kept(&archive, b"Batz").await;
    for name in ["../escape", "", "a/b", "640.jpg", "TINY"] {
        let put = archive.put_rendition(hash, name, some_rendition(1)).await;
        assert!(matches!(put, Err(ArchiveError::Name { .. })), "{name:?}: {put:?}");
        assert!(matches!(archive.rendition(hash, name).await, Err(ArchiveError::Name { .. })), "{name:?}");
    }
}

pub async fn a_removed_original_takes_its_renditions_along(engine: &impl Engine) {
    let archive = engine.open();
    let other = kept(&archive, b"Brehat").await;
    let hash = kept(&archive, b"Groix").await;
    archive.put_rendition(hash, "640", some_rendition(1)).await.unwrap();
    archive.remove(hash).await.unwrap();
    assert!(archive.original(hash).await.unwrap().is_none());
    assert!(archive.rendition(hash, "640").await.unwrap().is_none());
    assert_eq!(archive.verify(other).await.unwrap(), Health::Good);
}
