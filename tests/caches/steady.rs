//! While photographs are uploaded, pages that do not show them come from memory, and pages that show them are never
//! stale.

use serde_json::json;

use super::site::{Shelf, id, photo, read};

/// Photographs that come in.
const COMING: usize = 100;

#[actix_web::test]
async fn pages_of_others_stay_in_memory_while_photographs_come_in() {
    let shelf = Shelf::new().await;
    // All of them at one place: what comes in beside a photo does not change its page.
    let place = json!({ "precision": "area", "coordinates": { "latitude": 48.39, "longitude": -4.49 } });
    let own = |number| photo(number, "anne", &json!({ "tags": ["phare"], "place": place }));
    let own: Vec<_> = (0..5).map(own).collect();
    shelf.enter(&own).await;
    let served = shelf.opened();
    let site = served.site().await;
    let others = ["/licenses", "/about", "/people/anne", "/en/people/anne", "/tags/phare"].map(str::to_owned);
    let pages: Vec<String> = (0..5).map(|number| format!("/photos/{}", id(number))).chain(others).collect();
    for page in &pages {
        read(&site, page).await;
    }
    let (mut asked, mut made) = (0, 0);
    for number in 100..100 + COMING {
        let words = json!({ "title": format!("Navire {number}"), "tags": ["port"], "place": place });
        let coming = photo(number, "marc", &words);
        shelf.enter(&[coming]).await;
        let before = served.counts();
        for page in &pages {
            assert_eq!(read(&site, page).await.0, 200);
        }
        let after = served.counts();
        (asked, made) = (asked + after.asked - before.asked, made + after.made - before.made);
        for page in ["/", "/tags/port", "/people/marc"] {
            let (_, body) = read(&site, page).await;
            assert!(String::from_utf8_lossy(&body).contains(&format!("Navire {number}")), "{page} lacks {number}");
        }
        let (_, chart) = read(&site, "/charts/2767-1755.svg").await;
        assert!(String::from_utf8_lossy(&chart).contains(&format!(">{}<", number - 94)), "the chart lacks {number}");
    }
    let most = asked / 10;
    assert!(made < most, "{made} of {asked} pages were made again");
}
