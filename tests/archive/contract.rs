//! What every archive engine does: the same bodies for all, one [`Engine`] each, listed by [`passes_the_contract!`].

use bytes::Bytes;
use zef::{
    archive::{Archive, ArchiveError, Health, Held, Staged},
    domain::hash::{ContentHash, Sha256},
};

/// An engine under test.
pub trait Engine {
    /// An empty archive; what it holds lives as long as this value.
    fn new() -> Self;

    /// Opens it, again if it was open before.
    fn open(&self) -> Archive;

    /// Changes one bit of a stored original behind the archive's back.
    fn flip_a_bit(&self, hash: ContentHash);
}

/// Lists every body of the contract as a test of one engine.
macro_rules! passes_the_contract {
    ($engine:ty) => {
        crate::archive::contract::passes_the_contract!($engine:
            what_is_staged_has_its_two_hashes,
            an_empty_file_can_be_staged,
            what_is_kept_reads_back_whole,
            an_original_outlives_the_archive_that_kept_it,
            keeping_the_same_bytes_again_is_no_error,
            many_keep_the_same_bytes_at_once,
            staged_and_dropped_nothing_is_held,
            a_flipped_bit_is_never_served,
            bytes_given_again_put_a_damaged_original_right,
            what_is_not_there_is_nothing,
            originals_are_listed_in_order_page_by_page,
            a_rendition_reads_back_and_is_replaced,
            a_rendition_cannot_lead_elsewhere,
            a_removed_original_takes_its_renditions_along,
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
    assert_eq!(whole.blake3, ContentHash::from_bytes(*blake3::hash(&long).as_bytes()));
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
    assert_eq!(archive.original(hash).await.unwrap().unwrap(), bytes);
    assert_eq!(archive.verify(hash).await.unwrap(), Health::Good);
}

pub async fn an_original_outlives_the_archive_that_kept_it(engine: &impl Engine) {
    let bytes = some_bytes(3, 10_000);
    let hash = kept(&engine.open(), &bytes).await;
    assert_eq!(engine.open().original(hash).await.unwrap().unwrap(), bytes);
}

pub async fn keeping_the_same_bytes_again_is_no_error(engine: &impl Engine) {
    let archive = engine.open();
    let hash = kept(&archive, b"Ouessant").await;
    assert_eq!(kept(&archive, b"Ouessant").await, hash);
    let held = archive.originals(None, 10).await.unwrap();
    assert!(matches!(held[..], [Held { hash: found, bytes: 8, .. }] if found == hash), "{held:?}");
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
    assert_eq!(archive.original(hash).await.unwrap().unwrap(), bytes);
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

pub async fn a_flipped_bit_is_never_served(engine: &impl Engine) {
    let archive = engine.open();
    let hash = kept(&archive, &some_bytes(6, 50_000)).await;
    engine.flip_a_bit(hash);
    let refused = archive.original(hash).await;
    assert!(matches!(refused, Err(ArchiveError::Damaged { hash: told }) if told == hash), "{refused:?}");
    assert_eq!(archive.verify(hash).await.unwrap(), Health::Damaged);
}

pub async fn bytes_given_again_put_a_damaged_original_right(engine: &impl Engine) {
    let archive = engine.open();
    let bytes = some_bytes(7, 50_000);
    let hash = kept(&archive, &bytes).await;
    engine.flip_a_bit(hash);
    kept(&archive, &bytes).await;
    assert_eq!(archive.original(hash).await.unwrap().unwrap(), bytes);
}

pub async fn what_is_not_there_is_nothing(engine: &impl Engine) {
    let archive = engine.open();
    let hash = ContentHash::from_bytes([7; 32]);
    assert!(archive.original(hash).await.unwrap().is_none());
    assert!(archive.rendition(hash, "640").await.unwrap().is_none());
    assert_eq!(archive.verify(hash).await.unwrap(), Health::Missing);
    archive.remove(hash).await.unwrap();
}

pub async fn originals_are_listed_in_order_page_by_page(engine: &impl Engine) {
    let archive = engine.open();
    let mut expected = Vec::new();
    for seed in 0..25 {
        expected.push(kept(&archive, &some_bytes(seed, 100)).await);
    }
    expected.sort_unstable();
    let mut listed = Vec::new();
    loop {
        let page = archive.originals(listed.last().copied(), 4).await.unwrap();
        assert!(page.len() <= 4 && page.iter().all(|held| held.bytes == 100));
        if page.is_empty() {
            break;
        }
        listed.extend(page.into_iter().map(|held| held.hash));
    }
    assert_eq!(listed, expected);
}

pub async fn a_rendition_reads_back_and_is_replaced(engine: &impl Engine) {
    let archive = engine.open();
    let hash = kept(&archive, b"Molene").await;
    for seed in 0..2 {
        archive.put_rendition(hash, "640", some_rendition(seed)).await.unwrap();
        assert_eq!(archive.rendition(hash, "640").await.unwrap().unwrap(), some_rendition(seed));
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
