//! The embedded engine and the one in memory give the same results, across restarts and rebuilds too.

use std::sync::Arc;

use proptest::prelude::*;
use zef::{
    catalog::{
        embedded::{Embedded, Settings},
        memory::Memory,
        people::SPACE,
        spaces::person::ROLE,
        store::{Change, Direction, Expectation, IndexKey, Key, Outcome, RecordStore},
    },
    domain::person::Role,
};

use super::{
    making::{change, person, putting},
    shelf,
};

#[derive(Clone, Debug)]
pub enum Step {
    Put(Vec<(usize, usize)>, Option<Guess>),
    Remove(usize),
    Page { prefix: usize, after: Option<usize>, limit: usize, down: bool },
    Reopen,
    Rebuild,
}

/// What a change expects, right or wrong.
#[derive(Clone, Debug)]
pub enum Guess {
    Absent(usize),
    Revision(usize, u64),
    Unclaimed(usize),
}

const NAMES: [&str; 7] = ["anne", "ann", "an-ne", "yann", "y1", "zoe", "zo"];
const ROLES: [Role; 3] = [Role::Contributor, Role::Curator, Role::Admin];
const PREFIXES: [&str; 6] = ["", "role/", "role/admin/", "role/curator/a", "person/", "person/an"];

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let name = 0..NAMES.len();
    let guess = prop_oneof![
        name.clone().prop_map(Guess::Absent),
        (name.clone(), 0..12_u64).prop_map(|(name, revision)| Guess::Revision(name, revision)),
        (0..ROLES.len()).prop_map(Guess::Unclaimed),
    ];
    let put = (prop::collection::vec((name.clone(), 0..ROLES.len()), 0..4), prop::option::of(guess));
    let page = (0..PREFIXES.len(), prop::option::of(name.clone()), 0..9_usize, any::<bool>());
    let step = prop_oneof![
        8 => put.prop_map(|(people, guess)| Step::Put(people, guess)),
        2 => name.prop_map(Step::Remove),
        4 => page.prop_map(|(prefix, after, limit, down)| Step::Page { prefix, after, limit, down }),
        1 => Just(Step::Reopen),
        1 => Just(Step::Rebuild),
    ];
    prop::collection::vec(step, 1..40)
}

fn key(name: usize) -> Key {
    SPACE.key(NAMES[name])
}

fn a_change(people: &[(usize, usize)], guess: Option<&Guess>) -> Change {
    let put = people.iter().flat_map(|(name, role)| putting(&person(NAMES[*name], ROLES[*role])).put);
    let expect = guess.map(|guess| match guess {
        Guess::Absent(name) => Expectation::RecordAbsent(key(*name)),
        Guess::Revision(name, revision) => Expectation::Revision(key(*name), *revision),
        Guess::Unclaimed(role) => Expectation::Unclaimed(IndexKey::new(&ROLE, &format!("{}/", ROLES[*role].name()))),
    });
    Change { put: put.collect(), expect: expect.into_iter().collect(), ..change() }
}

async fn pages(store: &dyn RecordStore, prefix: &str, after: Option<&str>, limit: usize, down: bool) -> String {
    let direction = if down { Direction::Descending } else { Direction::Ascending };
    let records = store.scan(prefix, after, limit, direction).await.unwrap();
    let hits = store.lookup(prefix, after, limit, direction).await.unwrap();
    let mut histories = Vec::new();
    for name in 0..NAMES.len() {
        histories.push(store.history(&key(name), None, limit, direction).await.unwrap());
    }
    format!("{records:?} {hits:?} {} {histories:?}", store.count(prefix).await.unwrap())
}

/// Does a step on two engines, which give the same.
pub async fn same(step: &Step, store: &dyn RecordStore, memory: &dyn RecordStore) {
    match step {
        Step::Put(people, guess) => {
            let change = a_change(people, guess.as_ref());
            let outcome: Outcome = memory.commit(change.clone()).await.unwrap();
            assert_eq!(store.commit(change).await.unwrap(), outcome);
        }
        Step::Remove(name) => {
            let change = Change { remove: vec![key(*name)], ..change() };
            assert_eq!(store.commit(change.clone()).await.unwrap(), memory.commit(change).await.unwrap());
        }
        Step::Page { prefix, after, limit, down } => {
            let prefix = PREFIXES[*prefix];
            let after = after.map(|name| format!("{prefix}{}", NAMES[name]));
            let said = pages(store, prefix, after.as_deref(), *limit, *down).await;
            assert_eq!(said, pages(memory, prefix, after.as_deref(), *limit, *down).await);
        }
        Step::Reopen | Step::Rebuild => {}
    }
}

async fn both_say_the_same(steps: Vec<Step>) {
    let folder = tempfile::tempdir().unwrap();
    let memory = Memory::default();
    let mut embedded = Some(shelf::open(folder.path()).unwrap());
    for step in steps {
        let store: Arc<Embedded> = embedded.take().unwrap();
        match step {
            Step::Reopen => {
                drop(store);
                embedded = Some(shelf::open(folder.path()).unwrap());
                continue;
            }
            Step::Rebuild => {
                drop(store);
                let entries = Embedded::rebuild(folder.path(), Settings::default()).unwrap();
                assert_eq!(entries, memory.seq());
                embedded = Some(shelf::open(folder.path()).unwrap());
                continue;
            }
            step => same(&step, &*store, &memory).await,
        }
        embedded = Some(store);
    }
    let store = embedded.take().unwrap();
    assert_eq!(shelf::content(&*store).await, shelf::content(&memory).await);
    drop(store);
    assert!(Embedded::verify(folder.path()).unwrap().is_empty());
}

proptest! {
    // Each case opens real files several times.
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_engines_agree(steps in steps()) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
        runtime.block_on(both_say_the_same(steps));
    }
}
