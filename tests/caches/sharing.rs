//! Many who ask for one page at once share one making.

use futures_util::future::join_all;
use serde_json::json;

use super::site::{Shelf, id, photo, read};

/// Visitors who come at once.
const MANY: u64 = 50;

#[actix_web::test]
async fn fifty_who_ask_for_one_old_page_share_one_making() {
    let shelf = Shelf::new().await;
    shelf.enter(&[photo(1, "anne", &json!({ "title": "Phare", "tags": ["phare"] }))]).await;
    let served = shelf.opened();
    let site = served.site().await;
    let page = format!("/photos/{}", id(1));
    for (number, address) in
        ["/", "/tags/phare", "/people/anne", "/search?q=phare", page.as_str()].into_iter().enumerate()
    {
        read(&site, address).await;
        shelf.enter(&[photo(1, "anne", &json!({ "title": format!("Phare {number}"), "tags": ["phare"] }))]).await;
        let before = served.counts();
        let answers = join_all((0..MANY).map(|_| read(&site, address))).await;
        let after = served.counts();
        assert_eq!((after.made - before.made, after.asked - before.asked), (1, MANY), "{address}");
        let (status, body) = answers.first().unwrap();
        assert!(*status == 200 && String::from_utf8_lossy(body).contains(&format!("Phare {number}")), "{address}");
        assert!(answers.iter().all(|answer| answer == answers.first().unwrap()), "{address}");
    }
}

#[actix_web::test]
async fn fifty_who_ask_for_a_page_that_is_not_there_are_all_told_so() {
    let shelf = Shelf::new().await;
    let served = shelf.opened();
    let site = served.site().await;
    let page = format!("/photos/{}", id(1));
    let answers = join_all((0..MANY).map(|_| read(&site, &page))).await;
    assert!(answers.iter().all(|(status, _)| *status == 404));
    // Nothing was kept of it: once it is there, it is shown.
    shelf.enter(&[photo(1, "anne", &json!({}))]).await;
    assert_eq!(read(&site, &page).await.0, 200);
}
