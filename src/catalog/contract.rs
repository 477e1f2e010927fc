//! What every engine must do: the same bodies for all of them, each on a store of its own, empty at first.
//!
//! A body asserts, and panics where the engine breaks the contract. The tests call each with one `open()` per engine.

use std::sync::Arc;

use jiff::{Timestamp, ToSpan as _};
use tokio::task::JoinSet;

use super::{
    CatalogError, noun, people,
    stamps::Slot,
    store::{Change, Direction, Expected, Key, Outcome, RecordStore, Seq},
    volatile::Volatile,
};
use crate::domain::{
    person::{Handle, NotAHandle, PersonRecord, Role},
    photo::Author,
};

/// What stops a body early: the store's own error, or a name in a body that is no handle.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] CatalogError),
    /// A body is wrong.
    #[error(transparent)]
    Name(#[from] NotAHandle),
    /// A task of a body ended early.
    #[error("a task ended early")]
    Task(#[from] tokio::task::JoinError),
}

/// A store under the contract.
pub type Store = Arc<dyn RecordStore>;

/// A person of this name, as a record.
///
/// # Errors
/// [`Stopped::Name`] when the name is no handle.
pub fn person(name: &str, role: Role) -> Result<PersonRecord, Stopped> {
    Ok(PersonRecord {
        v: 1,
        handle: name.parse::<Handle>()?,
        name: name.to_owned(),
        role,
        trusted: false,
        password: String::new(),
        author: Author::default(),
        created: Timestamp::UNIX_EPOCH,
        session_generation: 0,
    })
}

/// A change that nothing is expected of and that does nothing yet.
#[must_use]
pub fn change() -> Change {
    Change {
        expect: Vec::new(),
        put: Vec::new(),
        remove: Vec::new(),
        at: Timestamp::UNIX_EPOCH,
        actor: "zef".to_owned(),
        gesture: "test".into(),
        note: None,
    }
}

/// A change that writes this person.
///
/// # Errors
/// [`Stopped`] when the record cannot be written.
pub fn putting(person: &PersonRecord) -> Result<Change, Stopped> {
    let key = people::key(&person.handle);
    let body = noun::write(&key, person)?;
    Ok(Change { put: vec![(key, body)], ..change() })
}

async fn put(store: &Store, name: &str, role: Role) -> Result<Seq, Stopped> {
    let outcome = store.commit(putting(&person(name, role)?)?).await?;
    let seq = store.seq();
    assert_eq!(outcome, Outcome::Done(seq), "nothing was expected");
    Ok(seq)
}

fn key(name: &str) -> Key {
    Key::new(people::SPACE, name)
}

async fn names(store: &Store, after: Option<&str>, limit: usize, direction: Direction) -> Result<Vec<String>, Stopped> {
    let records = store.scan("person/", after, limit, direction).await?;
    Ok(records.into_iter().map(|record| record.key.as_str().replace("person/", "")).collect())
}

async fn hits(
    store: &Store,
    prefix: &str,
    after: Option<&str>,
    limit: usize,
    direction: Direction,
) -> Result<Vec<String>, Stopped> {
    let hits = store.lookup(prefix, after, limit, direction).await?;
    Ok(hits.into_iter().map(|hit| format!("{} {}", hit.index, hit.key)).collect())
}

/// Records come back as written, in the order asked, with the number of the entry that wrote them.
///
/// # Errors
/// [`Stopped`].
///
/// # Panics
/// When the engine breaks the contract.
pub async fn gives_back_what_it_was_given(store: Store) -> Result<(), Stopped> {
    assert_eq!(store.seq(), 0);
    assert!(store.get(&[key("anne")]).await?.iter().all(Option::is_none));
    let (anne, yann) = (put(&store, "anne", Role::Admin).await?, put(&store, "yann", Role::Contributor).await?);
    assert_eq!((anne, yann, store.seq()), (1, 2, 2));
    let found = store.get(&[key("yann"), key("nobody"), key("anne"), key("yann")]).await?;
    let seen: Vec<_> =
        found.iter().map(|found| found.as_ref().map(|record| (record.key.as_str(), record.revision))).collect();
    let (there, other) = (Some(("person/yann", 2)), Some(("person/anne", 1)));
    assert_eq!(seen, [there, None, other, there]);
    let kept = found.into_iter().flatten().next().map(|record| noun::read::<PersonRecord>(&record)).transpose()?;
    assert_eq!(kept.map(|kept| kept.record), Some(person("yann", Role::Contributor)?));
    assert_eq!(put(&store, "anne", Role::Curator).await?, 3);
    let found = store.get(&[key("anne")]).await?;
    assert_eq!(found.into_iter().flatten().map(|record| record.revision).collect::<Vec<_>>(), [3]);
    Ok(())
}

/// Records are listed by key, from either end, beyond a key, so many at most.
///
/// # Errors
/// [`Stopped`].
///
/// # Panics
/// When the engine breaks the contract.
pub async fn lists_records_in_order(store: Store) -> Result<(), Stopped> {
    for name in ["mona", "ab", "a-b", "abc", "zoe", "a1"] {
        put(&store, name, Role::Contributor).await?;
    }
    let other = Key::new("persona", "ab");
    let body = noun::write(&other, &"not one of them")?;
    store.commit(Change { put: vec![(other, body)], ..change() }).await?;
    let (up, down) = (Direction::Ascending, Direction::Descending);
    assert_eq!(names(&store, None, 99, up).await?, ["a-b", "a1", "ab", "abc", "mona", "zoe"]);
    assert_eq!(names(&store, None, 2, down).await?, ["zoe", "mona"]);
    assert_eq!(names(&store, Some("person/ab"), 2, up).await?, ["abc", "mona"]);
    assert_eq!(names(&store, Some("person/ab"), 9, down).await?, ["a1", "a-b"]);
    assert_eq!(names(&store, Some("person/b"), 1, up).await?, ["mona"]);
    assert_eq!(names(&store, Some("a"), 1, up).await?, ["a-b"]);
    assert_eq!(names(&store, Some("z"), 1, down).await?, ["zoe"]);
    assert!(names(&store, Some("person/zoe"), 9, up).await?.is_empty());
    assert!(names(&store, Some("z"), 9, up).await?.is_empty());
    assert!(names(&store, Some("person/a-b"), 9, down).await?.is_empty());
    assert!(names(&store, Some("a"), 9, down).await?.is_empty());
    assert!(names(&store, None, 0, up).await?.is_empty());
    Ok(())
}

/// Index entries are listed by index key, counted, and follow the records.
///
/// # Errors
/// [`Stopped`].
///
/// # Panics
/// When the engine breaks the contract.
pub async fn finds_records_by_their_indexes(store: Store) -> Result<(), Stopped> {
    for (name, role) in
        [("zoe", Role::Admin), ("anne", Role::Contributor), ("yann", Role::Contributor), ("ab", Role::Contributor)]
    {
        put(&store, name, role).await?;
    }
    let (up, down) = (Direction::Ascending, Direction::Descending);
    let all = ["ab", "anne", "yann"].map(|name| format!("role/contributor/{name} person/{name}"));
    let [ab, anne, yann] = all.each_ref().map(String::as_str);
    assert_eq!(hits(&store, "role/contributor/", None, 99, up).await?, all);
    assert_eq!(hits(&store, "role/contributor/", None, 1, down).await?, [yann]);
    assert_eq!(hits(&store, "role/contributor/", Some("role/contributor/ab"), 99, up).await?, [anne, yann]);
    assert_eq!(hits(&store, "role/contributor/", Some("role/contributor/yann"), 9, down).await?, [anne, ab]);
    assert_eq!(hits(&store, "role/", None, 1, up).await?, ["role/admin/zoe person/zoe"]);
    assert_eq!(hits(&store, "role/contributor/a", None, 9, up).await?, [ab, anne]);
    assert!(hits(&store, "role/contributor/", Some("role/contributor/yann"), 9, up).await?.is_empty());
    assert!(hits(&store, "role/contributor/", Some("role/admin/zoe"), 9, down).await?.is_empty());
    assert!(hits(&store, "role/curator/", None, 9, up).await?.is_empty());
    assert_eq!(
        (store.count("role/contributor/").await?, store.count("role/").await?, store.count("rol").await?),
        (3, 4, 4)
    );

    put(&store, "yann", Role::Admin).await?;
    store.commit(Change { remove: vec![key("ab"), key("nobody")], ..change() }).await?;
    assert_eq!(hits(&store, "role/contributor/", None, 99, up).await?, [anne]);
    assert_eq!(
        (store.count("role/contributor/").await?, store.count("role/").await?, store.count("rol").await?),
        (1, 3, 3)
    );
    put(&store, "ab", Role::Contributor).await?;
    assert_eq!((store.count("role/contributor/").await?, store.count("role/admin/").await?), (2, 2));
    Ok(())
}

/// Once a change is answered, the stamps of what it touched say so, and those of nothing else.
///
/// # Errors
/// [`Stopped`].
///
/// # Panics
/// When the engine breaks the contract.
pub async fn stamps_what_a_change_touches(store: Store) -> Result<(), Stopped> {
    let stamps = store.stamps();
    let [roles, contributors, admins] = ["role/", "role/contributor/", "role/admin/"].map(Slot::list);
    let [anne, other] = ["anne", "zoe"].map(|name| Slot::record(&key(name)));
    let unchanged = |since| [anne, roles, contributors, admins, other].map(|slot| stamps.are_unchanged(&[slot], since));
    assert_eq!(unchanged(0), [true; 5]);
    let come = put(&store, "anne", Role::Contributor).await?;
    assert_eq!((unchanged(come - 1), unchanged(come)), ([false, false, false, true, true], [true; 5]));
    let named = PersonRecord { name: "Anne Le Gall".to_owned(), ..person("anne", Role::Contributor)? };
    store.commit(putting(&named)?).await?;
    assert_eq!((unchanged(come), unchanged(come + 1)), ([false, false, false, true, true], [true; 5]));
    let raised = put(&store, "anne", Role::Admin).await?;
    assert_eq!((unchanged(raised - 1), unchanged(raised)), ([false, false, false, false, true], [true; 5]));
    let refused = Change { expect: vec![(key("anne"), Expected::Absent)], ..putting(&named)? };
    assert!(matches!(store.commit(refused).await?, Outcome::Conflict(_)));
    assert_eq!(unchanged(raised), [true; 5]);
    // There and back, both in one write where the engine has one for several changes.
    for _ in 0..20 {
        let since = store.seq();
        let there = store.commit(putting(&person("anne", Role::Contributor)?)?);
        let back = store.commit(putting(&named)?);
        let again = store.commit(putting(&person("anne", Role::Admin)?)?);
        tokio::try_join!(there, back, again)?;
        assert_eq!(unchanged(since), [false, false, false, false, true]);
    }
    let since = store.seq();
    store.commit(Change { remove: vec![key("anne"), key("nobody")], ..change() }).await?;
    assert_eq!(unchanged(since), [false, false, true, false, true]);
    // A longer prefix, and one that ends within a name, are told by the list that they are part of.
    let since = store.seq();
    put(&store, "yann", Role::Contributor).await?;
    for prefix in
        ["role/contributor/yann", "role/contributor/ya", "role/contributor/yann/1", "role/contributor/zoe", "ro"]
    {
        assert!(!stamps.are_unchanged(&[Slot::list(prefix)], since), "{prefix}");
    }
    Ok(())
}

/// A change whose expectations do not all hold changes nothing and says which did not.
///
/// # Errors
/// [`Stopped`].
///
/// # Panics
/// When the engine breaks the contract.
pub async fn holds_a_change_to_its_expectations(store: Store) -> Result<(), Stopped> {
    let revision = put(&store, "anne", Role::Admin).await?;
    let attempt = async |key: Key, expected| {
        let more = Change { expect: vec![(key, expected)], ..putting(&person("yann", Role::Contributor)?)? };
        Ok::<_, Stopped>(store.commit(more).await?)
    };
    for (name, expected) in [
        (key("anne"), Expected::Absent),
        (key("anne"), Expected::Revision(revision + 1)),
        (key("nobody"), Expected::Revision(1)),
        (Key::new("role", "admin/anne"), Expected::Absent),
        (Key::new("role", "admin/"), Expected::Absent),
        (Key::new("role", "admin/anne"), Expected::Revision(revision)),
    ] {
        assert_eq!(attempt(name.clone(), expected).await?, Outcome::Conflict(name));
    }
    assert_eq!((store.seq(), store.changes(revision, 9).await?.len()), (revision, 0));
    assert!(store.get(&[key("yann")]).await?.iter().all(Option::is_none));

    let several = Change {
        expect: vec![
            (key("anne"), Expected::Revision(revision)),
            (key("yann"), Expected::Absent),
            (Key::new("role", "contributor/"), Expected::Absent),
        ],
        ..putting(&person("yann", Role::Contributor)?)?
    };
    assert_eq!(store.commit(several.clone()).await?, Outcome::Done(revision + 1));
    assert_eq!(store.commit(several).await?, Outcome::Conflict(key("yann")));
    assert_eq!(
        attempt(Key::new("role", "contributor/yan"), Expected::Absent).await?,
        Outcome::Conflict(Key::new("role", "contributor/yan"))
    );
    store.commit(Change { remove: vec![key("yann")], ..change() }).await?;
    assert_eq!(attempt(Key::new("role", "contributor/"), Expected::Absent).await?, Outcome::Done(revision + 3));
    Ok(())
}

/// Of many changes at once that expect the same, one is made, and whoever lost sees what it lost to.
///
/// # Errors
/// [`Stopped`].
///
/// # Panics
/// When the engine breaks the contract.
pub async fn lets_one_of_many_win(store: Store) -> Result<(), Stopped> {
    const MANY: u64 = 64;
    for (round, index) in [(0, false), (1, true)] {
        let mut racing = JoinSet::new();
        for racer in 0..MANY {
            let store = Arc::clone(&store);
            // All for the same key; or each its own record, and all the same claim in an index.
            let name = if index { format!("r{racer}") } else { "same".to_owned() };
            let claim = if index { Key::new("role", "admin/") } else { key("same") };
            let role = if index { Role::Admin } else { Role::Curator };
            let change = Change { expect: vec![(claim, Expected::Absent)], ..putting(&person(&name, role)?)? };
            racing.spawn(async move {
                let outcome = store.commit(change).await?;
                let prefix = if index { "role/admin/" } else { "role/curator/same" };
                Ok::<_, CatalogError>((outcome, store.lookup(prefix, None, 9, Direction::Ascending).await?.len()))
            });
        }
        let mut won = 0;
        while let Some(done) = racing.join_next().await {
            let (outcome, seen) = done??;
            won += u32::from(matches!(outcome, Outcome::Done(_)));
            assert_eq!(seen, 1, "the winner's record is there once anyone is answered");
        }
        assert_eq!((won, store.seq()), (1, round + 1));
    }
    Ok(())
}

/// Changes at once that expect nothing of one another are all made, and no number is left out.
///
/// # Errors
/// [`Stopped`].
///
/// # Panics
/// When the engine breaks the contract.
pub async fn makes_every_change_once(store: Store) -> Result<(), Stopped> {
    let mut working = JoinSet::new();
    for one in 0..100 {
        let (store, change) = (Arc::clone(&store), putting(&person(&format!("p{one}"), Role::Contributor)?)?);
        working.spawn(async move { store.commit(change).await });
    }
    let mut numbers = Vec::new();
    while let Some(done) = working.join_next().await {
        if let Outcome::Done(seq) = done?? {
            numbers.push(seq);
        }
    }
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=100).collect::<Vec<_>>());
    assert_eq!((store.count("role/contributor/").await?, store.changes(0, 999).await?.len()), (100, 100));
    Ok(())
}

/// The journal is told from any number on, in order, with who, when, what and why.
///
/// # Errors
/// [`Stopped`].
///
/// # Panics
/// When the engine breaks the contract.
pub async fn tells_its_changes(store: Store) -> Result<(), Stopped> {
    let waiting = tokio::spawn({
        let store = Arc::clone(&store);
        async move { store.wait(1).await }
    });
    put(&store, "anne", Role::Admin).await?;
    let at = Timestamp::UNIX_EPOCH.saturating_add(1_000_000.seconds()).unwrap_or_default();
    let told = Change {
        remove: vec![key("anne")],
        at,
        actor: "yann".to_owned(),
        gesture: "leave".into(),
        note: Some("à bientôt\n“Yann”".to_owned()),
        ..putting(&person("yann", Role::Contributor)?)?
    };
    store.commit(told).await?;
    assert_eq!(waiting.await??, 2);
    assert_eq!(store.wait(0).await?, 2);
    let entries = store.changes(0, 9).await?;
    assert_eq!(entries.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(store.changes(0, 1).await?.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [1]);
    assert!(
        store.changes(2, 9).await?.is_empty()
            && store.changes(7, 9).await?.is_empty()
            && store.changes(0, 0).await?.is_empty()
    );
    let last = entries.into_iter().next_back();
    let last = last.map(|last| (last.at, last.actor, last.gesture.into_owned(), last.note, last.records));
    let (when, actor, gesture, note, records) = last.unwrap_or_default();
    assert_eq!(
        (when, actor.as_str(), gesture.as_str(), note.as_deref()),
        (at, "yann", "leave", Some("à bientôt\n“Yann”"))
    );
    let did: Vec<_> = records.iter().map(|written| (written.key.as_str(), written.body.is_some())).collect();
    assert_eq!(did, [("person/yann", true), ("person/anne", false)]);
    Ok(())
}

/// Values that may be lost are kept until they are removed or swept.
///
/// # Errors
/// [`Stopped`].
///
/// # Panics
/// When the engine breaks the contract.
pub async fn forgets_what_has_ended(store: Arc<dyn Volatile>) -> Result<(), Stopped> {
    let at = |seconds: i64| Timestamp::UNIX_EPOCH.saturating_add(seconds.seconds()).unwrap_or_default();
    store.put("session", "a", b"anne".to_vec(), at(10)).await?;
    store.put("session", "b", b"yann".to_vec(), at(20)).await?;
    store.put("other", "a", b"else".to_vec(), at(20)).await?;
    store.put("session", "c", b"gone".to_vec(), at(20)).await?;
    store.put("session", "b", Vec::new(), at(30)).await?;
    store.remove("session", "c").await?;
    store.remove("session", "never").await?;
    let get = async |space, key| Ok::<_, Stopped>(store.get(space, key).await?);
    assert_eq!(get("session", "a").await?, Some(b"anne".to_vec()));
    assert_eq!(get("session", "b").await?, Some(Vec::new()));
    assert_eq!(get("other", "a").await?, Some(b"else".to_vec()));
    assert_eq!((get("session", "c").await?, get("session", "d").await?), (None, None));
    assert_eq!(store.sweep(at(9)).await?, 0);
    assert_eq!(store.sweep(at(10)).await?, 1);
    assert_eq!((get("session", "a").await?, get("session", "b").await?), (None, Some(Vec::new())));
    assert_eq!((store.sweep(at(40)).await?, get("session", "b").await?, get("other", "a").await?), (2, None, None));
    Ok(())
}
