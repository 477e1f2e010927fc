//! Search by permitted uses.

use serde_json::json;

use crate::{answer::Photo, zef::Zef};

#[tokio::test]
async fn photos_are_found_by_what_one_may_do_with_them() {
    let zef = Zef::serve();
    let mut given = Vec::new();
    for (fixture, licence, tag) in [
        ("leaf.jpg", "cc-by-sa-4.0", "port"),
        ("kermesse.jpg", "cc-by-nc-4.0", "port"),
        ("path-portrait.jpg", "cc-by-nd-4.0", "fête"),
        ("cups-orientation-6.jpg", "cc0-1.0", "fête"),
    ] {
        given.push(zef.trusted.gives(fixture).under(licence).titled("Vue du port").with("tags", tag).await.created());
    }
    let ids: Vec<String> = given.iter().map(Photo::id).collect();
    let [share_alike, non_commercial, unalterable, free] = [0, 1, 2, 3].map(|place| ids[place].as_str());
    let found = async |question: &str| zef.visitor.lists(question).await;

    assert_eq!(found("use=modify").await, [free, non_commercial, share_alike]);
    assert_eq!(found("use=commercial").await, [free, unalterable, share_alike]);
    assert_eq!(found("use=modify,commercial").await, [free, share_alike]);
    assert_eq!(found("use=no-attribution&q=vue").await, [free]);
    assert_eq!(found("license=CC-BY-NC-4.0").await, [non_commercial]);
    assert_eq!(found("tag=port&use=commercial").await, [share_alike]);
    assert_eq!(found("tag=f%C3%AAte&author=tina&q=po&license=cc-by-nd-4.0").await, [unalterable]);
    for refused in ["use=print", "license=cc-by", "licence=cc0-1.0"] {
        let status = zef.visitor.reads(&format!("/api/v1/photos?{refused}")).await.status;
        assert!(status == 400 || status == 422, "{refused}: {status}");
    }

    let facets = async |question: &str| {
        let facets = zef.visitor.reads(&format!("/api/v1/photos?{question}")).await.is(200).json()["facets"].clone();
        json!({ "license": facets["license"], "use": facets["use"], "orientation": facets["orientation"] })
    };
    let one_each = json!({ "cc-by-sa-4.0": 1, "cc-by-nc-4.0": 1, "cc-by-nd-4.0": 1, "cc0-1.0": 1 });
    assert_eq!(
        facets("").await,
        json!({
            "license": one_each,
            "use": { "commercial": 3, "modify": 3, "no-attribution": 1 },
            "orientation": { "landscape": 3, "portrait": 1, "square": 0 },
        })
    );
    let of_port = json!({ "cc-by-sa-4.0": 1, "cc-by-nc-4.0": 1 });
    assert_eq!(
        facets("tag=port").await,
        json!({
            "license": of_port,
            "use": { "commercial": 1, "modify": 2, "no-attribution": 0 },
            "orientation": { "landscape": 2, "portrait": 0, "square": 0 },
        })
    );

    // Two licences that forbid different things do not together allow both; a freer one added does.
    let narrow = json!({ "license": "cc-by-nd-4.0", "narrow": true });
    zef.trusted.changes(non_commercial, narrow).await.photo();
    assert_eq!(found("use=modify").await, [free, non_commercial, share_alike]);
    assert_eq!(found("use=commercial,modify").await, [free, share_alike]);
    zef.trusted.changes(unalterable, json!({ "license": "cc-by-4.0" })).await.photo();
    assert_eq!(found("use=commercial,modify").await, [free, unalterable, share_alike]);
    assert_eq!(found("license=cc-by-nd-4.0").await, [unalterable, non_commercial]);

    let page = zef.visitor.reads("/search?q=vue&use=modify&use=no-attribution").await.is(200).text();
    assert!(page.contains(&format!("/photos/{free}")) && !page.contains(&format!("/photos/{share_alike}")));
    assert_eq!(page.matches(r#"<a class="chip" aria-current="true""#).count(), 2);
    // How many the uses set aside is said.
    assert!(page.contains("3 photos écartées"), "{page}");

    // Found by a licence granted before, a photo is shown and taken away under that one.
    let page = zef.visitor.reads("/search?q=vue&use=modify").await.is(200).text();
    assert!(
        page.contains(&format!("/photos/{non_commercial}?license=cc-by-nc-4.0&#38;in=q%3Dvue%26use%3Dmodify#reuse")),
        "{page}"
    );
    assert!(page.contains("</i>BY-NC<i>") && !page.contains("</i>BY-ND<i>"));

    // Taken back, it is found no more.
    zef.trusted.withdraws(free, "doublon").await;
    assert_eq!(found("use=no-attribution").await, Vec::<String>::new());
    zef.ends_well();
}
