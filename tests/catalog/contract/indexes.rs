//! Indexes: entries follow their records.

use std::collections::BTreeSet;

use serde_json::json;
use zef::{
    catalog::{
        collections, credentials, gazetteer, invitations, mailboxes, news, records,
        spaces::{SPACES, legal, report::key as report_key, site},
        store::{Change, Direction, Key},
        suggestions, tags, tokens,
    },
    domain::{
        credential::{CredentialRecord, ResetLink},
        hash::ContentHash,
        invitation::{InvitationRecord, Used},
        language::Language,
        legal::LegalPage,
        news::{NEWS_READ_VERSION, NewsPlace, NewsReadRecord},
        person::{Handle, Role},
        stored::UnknownMembers,
        suggestion::SuggestionId,
        tag::TagKey,
        token::TokenRecord,
    },
};

use super::{Store, hits, key, put};
use crate::catalog::{
    making::change,
    photographs::{in_every_index, putting_photos},
    shelf::done,
};

/// Index entries are listed by index key, counted, and follow the records.
pub async fn finds_records_by_their_indexes(store: Store) {
    for (name, role) in
        [("zoe", Role::Admin), ("anne", Role::Contributor), ("yann", Role::Contributor), ("ab", Role::Contributor)]
    {
        put(&store, name, role).await;
    }
    let (up, down) = (Direction::Ascending, Direction::Descending);
    let all = ["ab", "anne", "yann"].map(|name| format!("role/contributor/{name} person/{name}"));
    let [ab, anne, yann] = all.each_ref().map(String::as_str);
    assert_eq!(hits(&store, "role/contributor/", None, 99, up).await, all);
    assert_eq!(hits(&store, "role/contributor/", None, 1, down).await, [yann]);
    assert_eq!(hits(&store, "role/contributor/", Some("role/contributor/ab"), 99, up).await, [anne, yann]);
    assert_eq!(hits(&store, "role/contributor/", Some("role/contributor/yann"), 9, down).await, [anne, ab]);
    assert_eq!(hits(&store, "role/", None, 1, up).await, ["role/admin/zoe person/zoe"]);
    assert_eq!(hits(&store, "role/contributor/a", None, 9, up).await, [ab, anne]);
    assert!(hits(&store, "role/contributor/", Some("role/contributor/yann"), 9, up).await.is_empty());
    assert!(hits(&store, "role/contributor/", Some("role/admin/zoe"), 9, down).await.is_empty());
    assert!(hits(&store, "role/curator/", None, 9, up).await.is_empty());
    assert_eq!(
        (
            store.count("role/contributor/").await.unwrap(),
            store.count("role/").await.unwrap(),
            store.count("rol").await.unwrap()
        ),
        (3, 4, 4)
    );

    put(&store, "yann", Role::Admin).await;
    store.commit(Change { remove: vec![key("ab"), key("nobody")], ..change() }).await.unwrap();
    assert_eq!(hits(&store, "role/contributor/", None, 99, up).await, [anne]);
    assert_eq!(
        (
            store.count("role/contributor/").await.unwrap(),
            store.count("role/").await.unwrap(),
            store.count("rol").await.unwrap()
        ),
        (1, 3, 3)
    );
    put(&store, "ab", Role::Contributor).await;
    assert_eq!((store.count("role/contributor/").await.unwrap(), store.count("role/admin/").await.unwrap()), (2, 2));
}

/// Every space and every index of the table is used here: a record of each space, found by each index, which its
/// removal empties.
pub async fn finds_every_kind_of_record_by_every_index(store: Store) {
    put(&store, "marc", Role::Curator).await;
    let hash = ContentHash::from_bytes([7; 32]);
    let (marc, at): (Handle, _) = ("marc".parse().unwrap(), jiff::Timestamp::UNIX_EPOCH);
    let link = ResetLink { hash, by: marc.clone(), expires: at, generation: 0 };
    let credential = CredentialRecord::new(marc.clone(), "$argon2id$".to_owned());
    let credential = CredentialRecord { reset: Some(link), ..credential };
    let unused = InvitationRecord {
        v: 1,
        hash,
        role: Role::Curator,
        note: None,
        by: marc.clone(),
        created: at,
        expires: at,
        used: None,
        unknown: UnknownMembers::new(),
    };
    let used = Some(Used { person: marc, at });
    let used = InvitationRecord { hash: ContentHash::from_bytes([8; 32]), used, ..unused.clone() };
    let token = TokenRecord {
        v: 1,
        hash,
        person: "marc".parse().unwrap(),
        label: "Téléphone".to_owned(),
        created: jiff::Timestamp::UNIX_EPOCH,
        expires: None,
        generation: Some(0),
        unknown: UnknownMembers::new(),
    };
    let read = NewsReadRecord {
        v: NEWS_READ_VERSION,
        person: credential.handle.clone(),
        read: NewsPlace::before(jiff::Timestamp::UNIX_EPOCH),
        unknown: UnknownMembers::new(),
    };
    let (of_marc, of_token) = (credentials::key(&credential.handle), tokens::key(token.hash));
    let of_news = news::key(&credential.handle);
    let put = vec![
        (of_marc.clone(), records::write(&of_marc, &credential).unwrap()),
        (of_token.clone(), records::write(&of_token, &token).unwrap()),
        (of_news.clone(), records::write(&of_news, &read).unwrap()),
    ];
    let invitations = [unused, used].map(|invitation| {
        let key = invitations::key(invitation.hash);
        (key.clone(), records::write(&key, &invitation).unwrap())
    });
    let hexadecimal = hash.to_hex();
    let report = |hash: &str, decisions: serde_json::Value| {
        json!({
            "v": 1, "hash": hash, "photo": "23456789", "reason": "other", "text": "Floue.", "at": at,
            "decisions": decisions,
        })
    };
    let delivery = |is_claimed: bool| json!({ "at": at, "failures": 0, "is_claimed": is_claimed });
    let mailbox = json!({
        "v": 1, "person": "marc", "address": "marc@example.org", "language": "fr", "wants_digest": true,
        "told": read.read, "stop": hexadecimal, "digest": { "after": read.read, "delivery": delivery(true) },
        "confirmation": { "address": "marc@example.net", "delivery": delivery(false) },
    });
    let decided = json!([{ "decision": "keep", "by": "marc", "at": at, "reason": "Elle est nette." }]);
    let ports = "ports".parse().unwrap();
    let collection = |slug: &str, state: &str| {
        json!({
            "v": 1, "slug": slug, "by": "marc", "state": state, "title": "Ports", "members": ["zoe"],
            "parent": "cotes", "pairs": [{ "then": "23456789", "now": "bcdfghjk" }], "created": at, "updated": at,
        })
    };
    let item = json!({
        "v": 1, "collection": "ports", "photo": "23456789", "rank": "0000000100000000", "added": at,
        "told": { "person": "marc", "at": at },
    });
    let tag = json!({ "v": 1, "tag": "cale", "labels": {}, "synonyms": ["slip"], "created": at, "updated": at });
    let [open, accepted, followed] = of_suggestions(at);
    let others = [
        (gazetteer::key(0), json!({ "v": 1, "records": 1, "places": [] })),
        open,
        accepted,
        followed,
        (collections::key(&ports), collection("ports", "published")),
        (collections::key(&"quais".parse().unwrap()), collection("quais", "draft")),
        (collections::item_key(&ports, &"23456789".parse().unwrap()), item),
        (report_key(hash), report(&hexadecimal, json!([]))),
        (report_key(ContentHash::from_bytes([8; 32])), report(&"08".repeat(32), decided)),
        (mailboxes::key(&credential.handle), mailbox),
        (tags::key(&TagKey::of("cale")), tag),
        (site::key(), json!({ "v": 1 })),
        (site::codes_key(), json!({ "v": 1, "codes": [] })),
        (legal::key(LegalPage::Terms, Language::French), json!({ "v": 1, "version": 1, "at": at, "text": "Tout." })),
    ];
    let others = others.map(|(key, record)| (key.clone(), records::write(&key, &record).unwrap()));
    let put = [put, invitations.to_vec(), others.to_vec()].concat();
    done(&*store, Change { put, ..change() }).await;
    done(&*store, putting_photos(&in_every_index())).await;
    each_index_has_what_is_there(&store).await;
    let all = store.scan("", None, usize::MAX, Direction::Ascending).await.unwrap();
    done(&*store, Change { remove: all.into_iter().map(|record| record.key).collect(), ..change() }).await;
    assert_eq!(store.count("").await.unwrap(), 0);
    assert!(store.scan("", None, 9, Direction::Ascending).await.unwrap().is_empty());
}

/// A suggestion that waits for a decision, one that was accepted, and one that somebody without an account follows.
fn of_suggestions(at: jiff::Timestamp) -> [(Key, serde_json::Value); 3] {
    let suggestion = |number: u8, by: Option<&str>, decision: serde_json::Value| {
        let id = SuggestionId::from_random([number; 8]);
        let record = json!({
            "v": 1, "id": id, "photo": "23456789", "contributor": "marc", "field": "title", "old": null, "new": "Cale",
            "by": by, "at": at, "seen": 1, "decision": decision,
            "follow": by.is_none().then(|| "09".repeat(32)),
        });
        (suggestions::key(&id), record)
    };
    let accepted = json!({ "state": "accepted", "by": "marc", "at": at });
    [suggestion(1, Some("zoe"), json!(null)), suggestion(2, Some("zoe"), accepted), suggestion(3, None, json!(null))]
}

/// Each space has a record, each index an entry, and those of a unique index differ.
async fn each_index_has_what_is_there(store: &Store) {
    let all = store.scan("", None, usize::MAX, Direction::Ascending).await.unwrap();
    let spaces: BTreeSet<&str> = all.iter().map(|record| record.key.space()).collect();
    assert_eq!(spaces, SPACES.iter().map(|space| space.name).collect());
    for index in SPACES.iter().flat_map(|space| space.indexes) {
        let prefix = index.prefix("");
        let found = store.lookup(&prefix, None, usize::MAX, Direction::Ascending).await.unwrap();
        assert!(!found.is_empty(), "nothing stands in the index {}", index.name);
        assert_eq!(store.count(&prefix).await.unwrap(), found.len());
        assert!(found.iter().all(|hit| hit.index.index() == index.name));
        if index.unique {
            let keys: BTreeSet<_> = found.iter().map(|hit| &hit.index).collect();
            assert_eq!(keys.len(), found.len(), "{}", index.name);
        }
    }
    let every = store.lookup("", None, usize::MAX, Direction::Ascending).await.unwrap();
    let names: BTreeSet<&str> = every.iter().map(|hit| hit.index.index()).collect();
    assert_eq!(names, SPACES.iter().flat_map(|space| space.indexes).map(|index| index.name).collect());
}
