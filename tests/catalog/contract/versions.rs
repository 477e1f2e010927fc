//! Versions: older records are made anew, newer ones refused.

use serde_json::{Value, json, value::to_raw_value};
use zef::{
    catalog::{
        CatalogError, credentials, people, records,
        store::{Change, Direction, Key},
    },
    domain::{
        credential::CredentialRecord,
        person::{Handle, PersonRecord, Role},
    },
};

use super::{Store, key, numbers};
use crate::catalog::{making::change, shelf::done};

/// A person as version 1 had them, with a member that no version knows.
fn version_1(name: &str) -> Value {
    json!({
        "v": 1, "handle": name, "name": "Anne Le Gall", "role": "moderator", "trusted": true,
        "password": "$argon2id$v=19$m=19456,t=2,p=1$c2Vs$aGFjaA", "author": { "name": "A. Le Gall", "url": null },
        "created": "2026-01-02T03:04:05Z", "session_generation": 4, "badge": "rouge",
    })
}

fn putting(key: Key, body: &Value) -> Change {
    Change { put: vec![(key, to_raw_value(body).unwrap())], ..change() }
}

/// A record of an older version becomes the records that the present version has in its place.
pub async fn writes_records_of_older_versions_as_the_present_one_has_them(store: Store) {
    done(&*store, putting(key("anne"), &version_1("anne"))).await;
    let handle: Handle = "anne".parse().unwrap();
    let found = store.get(&[people::key(&handle), credentials::key(&handle)]).await.unwrap();
    let [Some(person), Some(credential)] = &found[..] else { panic!("{found:?}") };
    let person = records::read::<PersonRecord>(person).unwrap().record;
    let credential = records::read::<CredentialRecord>(credential).unwrap().record;
    assert_eq!(
        (person.v, person.role, person.trusted, person.name.as_str()),
        (2, Role::Moderator, true, "Anne Le Gall")
    );
    assert_eq!(Value::Object(person.unknown), json!({ "badge": "rouge" }));
    assert_eq!((credential.v, credential.handle, credential.session_generation), (1, handle, 4));
    assert!(credential.password.starts_with("$argon2id$") && credential.unknown.is_empty());
    assert_eq!(store.count("role/moderator/anne").await.unwrap(), 1);
    let told = store.changes(0, 9).await.unwrap();
    let body = told[0].records[0].body.as_ref().unwrap().get();
    assert!(told[0].records.len() == 1 && body.contains("\"v\":2") && !body.contains("argon2"), "{told:?}");
    assert_eq!(numbers(&store.history(&key("anne"), None, 9, Direction::Ascending).await.unwrap()), [1]);
    // One that does not read as that version is left as it is, for the check to name.
    done(&*store, putting(key("yann"), &json!({ "v": 1, "handle": "yann" }))).await;
    assert_eq!(store.get(&[key("yann")]).await.unwrap()[0].as_ref().unwrap().body.get(), r#"{"handle":"yann","v":1}"#);
}

/// A record of a version that is not known yet is refused, with a sentence that says what to do.
pub async fn refuses_records_of_newer_versions(store: Store) {
    let mut newer = version_1("anne");
    newer["v"] = json!(3);
    for body in [newer, json!({ "v": 250 })] {
        let refused = store.commit(putting(key("anne"), &body)).await.unwrap_err();
        assert!(matches!(refused, CatalogError::Newer { known: 2, .. }), "{refused:?}");
        let told = refused.to_string();
        assert!(told.contains("person/anne") && told.contains("install that version or a later one"), "{told}");
    }
    assert_eq!((store.seq(), store.get(&[key("anne")]).await.unwrap()[0].is_none()), (0, true));
    // Spaces that are not registered have no versions.
    done(&*store, putting(Key::new("word", "a"), &json!({ "v": 250 }))).await;
}
