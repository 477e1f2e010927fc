//! The same bytes again: from the same person, from another, from many at once.

use std::future::IntoFuture;

use futures_util::future::join_all;

use crate::{files, zef::Zef};

const LICENCE: &str = "cc-by-sa-4.0";

#[tokio::test]
async fn the_same_person_is_led_to_the_photo_they_gave_before() {
    let zef = Zef::serve();
    let given = zef.contributor.gives("storm.webp").under(LICENCE).titled("Tempête").await.created();
    let again = zef.contributor.gives("storm.webp").under(LICENCE).titled("Autre titre").await.already_held();
    assert_eq!((again.id(), &again.0["title"]), (given.id(), &given.0["title"]));
    // Another name, a draft, no licence: the bytes count alone.
    let bytes = files::fixture("storm.webp");
    let draft = zef.contributor.gives_bytes("copie.jpg", bytes).in_draft().await.already_held();
    assert_eq!(draft.id(), given.id());
    zef.ends_well();
}

#[tokio::test]
async fn another_person_hears_of_a_published_photo_and_of_no_other() {
    let zef = Zef::serve();
    let anne = zef.contributor.gives("leaf.jpg").under(LICENCE).await.created();
    // Unpublished elsewhere: nothing is revealed.
    let bran = zef.other.gives("leaf.jpg").under(LICENCE).await.created();
    assert_ne!(anne.id(), bran.id());
    assert_eq!(anne.blake3(), bran.blake3());

    // Both are seen by who reviews, and only one of them can be published.
    zef.moderator.publishes(&anne.id()).await;
    let second = zef.moderator.decides(&bran.id(), "publish", "").await;
    let address = second.json()["photo"].clone();
    second.refused(409, "already-held");
    assert!(address.as_str().unwrap().ends_with(&format!("/photos/{}", anne.id())), "{address}");

    let tina = zef.trusted.gives("leaf.jpg").under(LICENCE).await;
    assert_eq!(tina.json()["photo"], address);
    let sentence = tina.refused(409, "already-held");
    assert!(!sentence.is_empty());
    // What Bran gave before stays his, and is found again by him.
    assert_eq!(zef.other.gives("leaf.jpg").under(LICENCE).await.already_held().id(), bran.id());
    zef.ends_well();
}

#[tokio::test]
async fn sixty_four_at_once_make_one_photo() {
    let zef = Zef::serve();
    let bytes = files::small_photograph(64);
    let gifts = (0..64).map(|_| {
        let actor = zef.trusted.on_a_new_connection();
        actor.gives_bytes("une.jpg", bytes.clone()).under(LICENCE).into_future()
    });
    let answers = join_all(gifts).await;
    let made = answers.iter().filter(|answer| answer.status == 201).count();
    assert_eq!(made, 1);
    let ids: Vec<String> = answers
        .into_iter()
        .map(|answer| if answer.status == 201 { answer.created().id() } else { answer.already_held().id() })
        .collect();
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    assert_eq!(zef.visitor.browses().await.len(), 1);
    zef.ends_well().run(&["check"]).well();
}

#[tokio::test]
async fn many_people_at_once_publish_one_photo() {
    let zef = Zef::serve();
    let bytes = files::small_photograph(7);
    let people = [&zef.trusted, &zef.moderator];
    let gifts = (0..16).map(|i| {
        let actor = people[i % 2].on_a_new_connection();
        actor.gives_bytes("une.jpg", bytes.clone()).under(LICENCE).into_future()
    });
    let answers = join_all(gifts).await;
    let count = |status: u16| answers.iter().filter(|answer| answer.status == status).count();
    // One of the two makes it; their own repeats are theirs already, the other's are someone else's.
    assert_eq!((count(201), count(200), count(409)), (1, 7, 8));
    assert_eq!(zef.visitor.browses().await.len(), 1);
    zef.ends_well();
}
