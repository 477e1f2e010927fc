//! Search by place, date and orientation.

use serde_json::json;

use crate::{answer::Photo, zef::Zef};

#[tokio::test]
async fn photos_are_found_by_place_date_and_orientation() {
    let zef = Zef::serve();
    let mut given = Vec::new();
    // Who is shown where: to the metre, to the kilometre, nowhere.
    for (fixture, title, taken, place, latitude, longitude, precision) in [
        ("leaf.jpg", "Port", "1912~", "Brest", "48.390394", "-4.486076", "exact"),
        ("kermesse.jpg", "Portes ouvertes", "2024-05-03T14:22:10", "Brest, Recouvrance", "48.384", "-4.501", "area"),
        ("path-portrait.jpg", "Chemin", "2024-05", "Le Conquet", "48.3600", "-4.7700", "hidden"),
    ] {
        let fields = [
            ("taken", taken),
            ("place_name", place),
            ("latitude", latitude),
            ("longitude", longitude),
            ("place_precision", precision),
        ];
        let gives = zef.trusted.gives(fixture).under("cc-by-4.0").titled(title);
        given.push(fields.into_iter().fold(gives, |gives, (field, value)| gives.with(field, value)).await.created());
    }
    given.push(zef.trusted.gives("drop.gif").under("cc-by-4.0").titled("Goutte").await.created());
    let ids: Vec<String> = given.iter().map(Photo::id).collect();
    let [port, doors, path, drop] = [0, 1, 2, 3].map(|place| ids[place].as_str());
    let found = async |question: &str| zef.visitor.lists(question).await;

    assert_eq!(found("place=brest").await, [doors, port]);
    assert_eq!(found("place=conq").await, [path]);
    assert_eq!(found("place=brest%20recouv&sort=taken").await, [doors]);

    assert_eq!(found("taken_after=2024").await, [path, doors]);
    assert_eq!(found("taken_before=2023").await, [port]);
    // A photo of May may be of any day of it.
    assert_eq!(found("taken_after=2024-05-02&taken_before=2024-05-03").await, [path, doors]);
    assert_eq!(found("taken_after=2024-05-04").await, [path]);
    assert_eq!(found("taken_after=2024-06-01").await, Vec::<String>::new());
    assert_eq!(found("sort=taken").await, [doors, path, port, drop]);
    assert_eq!(found("sort=taken&license=cc-by-4.0").await, [doors, path, port, drop]);

    assert_eq!(found("bbox=-4.6,48.3,-4.4,48.5").await, [doors, port]);
    // What is told to the kilometre is found by that kilometre and no closer; what is hidden, nowhere.
    assert_eq!(found("bbox=-4.4861,48.3903,-4.4860,48.3904").await, [port]);
    assert_eq!(found("bbox=-4.502,48.383,-4.5005,48.385").await, Vec::<String>::new());
    assert_eq!(found("bbox=-4.5,48.38,-4.5,48.38").await, [doors]);
    assert_eq!(found("bbox=-180,-90,180,90").await, [doors, port]);

    assert_eq!(found("orientation=portrait").await, [path]);
    assert_eq!(found("orientation=landscape&place=brest").await, [doors, port]);

    // The word itself comes before a longer one that begins so, though it was given earlier.
    assert_eq!(found("q=port").await, [doors, port]);
    assert_eq!(found("q=port&sort=relevance").await, [port, doors]);

    for refused in ["taken_after=hier", "bbox=1,2,3", "bbox=0,50,1,40", "orientation=round", "sort=oldest"] {
        let problem = zef.visitor.reads(&format!("/api/v1/photos?{refused}")).await.is(422).json();
        assert_eq!(problem["code"], "invalid-field", "{refused}");
    }
    let facets = zef.visitor.reads("/api/v1/photos?taken_after=2024").await.is(200).json()["facets"].clone();
    assert_eq!(facets["license"]["cc-by-4.0"], 2);

    // An author who hides a place is not found there any more.
    zef.trusted.changes(port, json!({ "place_precision": "hidden" })).await.photo();
    assert_eq!(found("bbox=-4.6,48.3,-4.4,48.5").await, [doors]);
    zef.ends_well();
}
