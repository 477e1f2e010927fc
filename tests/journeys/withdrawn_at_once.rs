//! A withdrawn photo is shown nowhere after the answer, even where it was cached.

use crate::{answer::Photo, zef::Zef};

/// The addresses that show this photo and nothing else.
fn its_own(photo: &Photo) -> Vec<String> {
    let id = photo.id();
    let mut addresses: Vec<String> = ["/photos/", "/en/photos/", "/embed/", "/api/v1/photos/"]
        .iter()
        .map(|before| format!("{before}{id}"))
        .collect();
    addresses.push(format!("/oembed?url={}", photo.0["url"].as_str().unwrap()));
    addresses.push(format!("/api/v1/photos/{id}/attribution?format=text&lang=fr"));
    let renditions = photo.0["renditions"].as_array().unwrap();
    assert!(!renditions.is_empty());
    addresses.extend(renditions.iter().map(|made| {
        let url = made["url"].as_str().unwrap();
        url[url.find("/media/").unwrap()..].to_owned()
    }));
    addresses
}

/// Lists that it stands in.
const LISTS: [&str; 9] = [
    "/",
    "/en",
    "/tags/phare",
    "/people/tina",
    "/search?q=phare",
    "/search?q=phare&use=commercial",
    "/api/v1/photos",
    "/api/v1/photos?q=phare",
    "/api/v1/photos?tag=phare",
];

#[tokio::test]
async fn a_withdrawn_photo_is_shown_nowhere_from_that_answer_on() {
    let zef = Zef::serve();
    for fixture in ["leaf.jpg", "storm.webp", "drop.gif"] {
        let gift = zef.trusted.gives(fixture).under("cc-by-sa-4.0").titled("Phare").with("tags", "phare");
        let photo = gift.await.created();
        let id = photo.id();
        for _again in 0..2 {
            for address in its_own(&photo) {
                zef.visitor.reads(&address).await.is(200);
            }
            for list in LISTS {
                assert!(zef.visitor.reads(list).await.is(200).text().contains(&id), "{list} lacks {fixture}");
            }
        }
        zef.trusted.withdraws(&id, "Une personne reconnaissable l’a demandé.").await;
        for address in its_own(&photo) {
            let answer = zef.visitor.reads(&address).await;
            assert!(matches!(answer.status.as_u16(), 404 | 410), "{address} answers {}", answer.status);
        }
        for list in LISTS {
            // A tag that no photo has is not there.
            let answer = zef.visitor.reads(list).await.is(if list == "/tags/phare" { 404 } else { 200 });
            assert!(!answer.text().contains(&id), "{list} shows {fixture}");
        }
    }
    zef.ends_well();
}
