//! Files changed at random: nothing panics, nothing passes that the limits forbid, whatever is taken in can be embedded.

use proptest::{collection::vec, prelude::*, sample::select};
use zef::{
    domain::authorship::Authorship,
    imaging::{
        embed::{Embedding, KeepPlace},
        inspect::inspect,
        limits::Limits,
    },
};

use super::{FIXTURES, copied, embed::attribution};

const MAGIC: [&[u8]; 6] =
    [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\xff\0\0\0WEBP", b"GIF89a", b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08"];

/// A change to a file: a byte set, a run removed, a run repeated.
#[derive(Clone, Debug)]
enum Change {
    Set(prop::sample::Index, u8),
    Cut(prop::sample::Index, usize),
    Repeat(prop::sample::Index, usize),
}

fn change() -> impl Strategy<Value = Change> {
    // Lengths and offsets stand in the first kilobytes; extreme values hurt most.
    let byte = prop_oneof![Just(0_u8), Just(0xFF), Just(0x7F), Just(0x80), any::<u8>()];
    prop_oneof![
        6 => (any::<prop::sample::Index>(), byte).prop_map(|(at, byte)| Change::Set(at, byte)),
        1 => (any::<prop::sample::Index>(), 1_usize..5_000).prop_map(|(at, length)| Change::Cut(at, length)),
        1 => (any::<prop::sample::Index>(), 1_usize..500).prop_map(|(at, length)| Change::Repeat(at, length)),
    ]
}

fn changed(bytes: &[u8], changes: &[Change], head: bool) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for change in changes {
        let reach = if head { bytes.len().min(6_000) } else { bytes.len() }.max(1);
        match change {
            Change::Set(at, byte) => {
                if let Some(target) = bytes.get_mut(at.index(reach)) {
                    *target = *byte;
                }
            }
            Change::Cut(at, length) => {
                let start = at.index(reach).min(bytes.len());
                bytes.drain(start..(start + length).min(bytes.len()));
            }
            Change::Repeat(at, length) => {
                let start = at.index(reach).min(bytes.len());
                let run = bytes[start..(start + length).min(bytes.len())].to_vec();
                bytes.splice(start..start, run);
            }
        }
    }
    bytes
}

/// A text of any length, of letters of any width, perhaps only of marks that grow when escaped.
fn text() -> impl Strategy<Value = Option<String>> {
    let letters = prop_oneof![
        // What stands for a letter that was lost is no letter.
        "\\PC{0,300}".prop_map(|text| text.replace('\u{fffd}', "?")),
        (select(&["&", "<\"", "é", "𝄞", "\u{202e}", "]]>", "\0", "\n"][..]), 0_usize..6_000)
            .prop_map(|(letter, times)| letter.repeat(times)),
    ];
    prop::option::weighted(0.9, letters)
}

fn embedding() -> impl Strategy<Value = Embedding> {
    let address = || prop::option::of("https://[a-z]{3,10}\\.example/[!-~]{0,2000}");
    let texts = (text(), text(), text(), text(), vec(text(), 0..200));
    (texts, address(), address(), address(), any::<bool>()).prop_map(
        |((title, creator, description, rights, keywords), creator_url, photo_page, licence_deed, public_domain)| {
            Embedding {
                creator_alone: false,
                before: Authorship::default(),
                title,
                creator,
                creator_url,
                description,
                rights,
                licence_deed,
                photo_page,
                public_domain,
                keywords: keywords.into_iter().flatten().collect(),
            }
        },
    )
}

/// A line as it is kept: controls and direction marks out, white space folded.
fn shown(text: &str) -> String {
    zef::domain::text::clean_line(text)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_is_to_be_said_fits_every_format_and_reads_back(
        (name, bytes) in select(&FIXTURES[..]),
        embedding in embedding(),
    ) {
        let copy = copied(bytes, &embedding, KeepPlace::Yes);
        prop_assert!(copy.is_ok(), "{name}: {copy:?}");
        let copy = copy.unwrap_or_default();
        let seen = inspect(&copy, &Limits::default());
        prop_assert!(seen.is_ok(), "{name}: {seen:?}");
        let Ok(seen) = seen else { return Ok(()) };
        if let Some(title) = embedding.title.as_deref().map(shown).filter(|title| !title.is_empty()) {
            let seen = seen.suggestions.title.unwrap_or_default();
            // A longer one ends with an ellipsis.
            prop_assert!(seen == title || title.chars().count() > 200 && seen.ends_with('…'), "{seen} / {title}");
        }
        let named = seen.suggestions.creator;
        let is_name = |creator: &String| !creator.trim_matches([',', ';', ' ']).is_empty();
        if let Some(creator) = embedding.creator.as_deref().map(shown).filter(is_name) {
            // Several names are shown as one line, whole, with a sign where they find no room; commas part them.
            let named = named.unwrap_or_default();
            let is_one = creator.chars().count() < 200 && !creator.contains([',', ';']);
            let is_said = named.ends_with(&creator) || named.ends_with("et al.") || !is_one && !named.is_empty();
            prop_assert!(is_said, "{named} / {creator}");
        } else {
            prop_assert_eq!(named, None);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn a_changed_photograph_is_read_within_the_limits_or_refused(
        (_, bytes) in select(&FIXTURES[..]),
        changes in vec(change(), 1..12),
        head in any::<bool>(),
    ) {
        let bytes = changed(bytes, &changes, head);
        let limits = Limits::default();
        if let Ok(found) = inspect(&bytes, &limits) {
            prop_assert!(u64::from(found.width) * u64::from(found.height) <= limits.pixels);
            prop_assert!(found.width.max(found.height) <= limits.side);
            prop_assert!(found.icc.is_none_or(|profile| profile.len() <= 1_000_000));
            prop_assert!(found.suggestions.keywords.len() <= 100);
            for place in [KeepPlace::Yes, KeepPlace::No] {
                let copy = copied(&bytes, &attribution(), place);
                prop_assert!(copy.is_ok(), "{copy:?}");
                let copy = copy.unwrap_or_default();
                prop_assert!(copy.len() < bytes.len() + 200_000);
                let shape = inspect(&copy, &limits).map(|copy| (copy.format, copy.width, copy.height));
                prop_assert_eq!(shape, Ok((found.format, found.width, found.height)));
            }
        }
    }

    #[test]
    fn bytes_of_chance_after_a_magic_number_do_no_harm(
        magic in select(&MAGIC[..]),
        rest in vec(any::<u8>(), 0..600),
    ) {
        let bytes = [magic, &rest].concat();
        let _ = inspect(&bytes, &Limits::default());
        let _ = copied(&bytes, &attribution(), KeepPlace::No);
    }
}
