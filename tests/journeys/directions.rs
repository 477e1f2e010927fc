//! In which direction a photo looks: read in its file, told beside an exact position, and with nothing less.

use serde_json::{Value, json};

use crate::{
    browser::Browser,
    files, metadata,
    zef::{House, Zef},
};

/// A photograph that looks to the north-east, as a telephone writes it.
fn looking(number: u64, north: &str) -> Vec<u8> {
    let facts = [
        "-EXIF:GPSLatitude=48.39",
        "-EXIF:GPSLatitudeRef=N",
        "-EXIF:GPSLongitude=4.486",
        "-EXIF:GPSLongitudeRef=W",
        "-EXIF:GPSImgDirection=47.25",
        &format!("-EXIF:GPSImgDirectionRef={north}"),
        "-XMP-exif:GPSImgDirection=47.25",
        "-XMP-GPano:PoseHeadingDegrees=47.25",
        "-XMP-GPano:InitialViewHeadingDegrees=48",
        "-XMP-GPano:ProjectionType=equirectangular",
    ];
    metadata::written(&files::small_photograph(number), &facts)
}

#[tokio::test]
async fn a_direction_is_told_beside_an_exact_position() {
    let zef = Zef::serve();
    let gift = zef.trusted.gives_bytes("quai.jpg", looking(1, "M")).under("cc-by-4.0");
    let photo = gift.with("place_precision", "exact").with("place_name", "Brest").await.created();
    assert_eq!(photo.0["place"]["direction"], json!({ "degrees": 47.25, "north": "magnetic" }));
    let page = zef.visitor.reads(&format!("/photos/{}", photo.id())).await.is(200).text();
    assert!(page.contains("Regarde vers le nord-est (47") && page.contains("boussole"), "{page}");
    let english = zef.visitor.reads(&format!("/en/photos/{}", photo.id())).await.is(200).text();
    assert!(english.contains("Looks towards the north-east"), "{english}");
    let list = zef.visitor.reads("/api/v1/photos.geojson").await.is(200).json();
    assert_eq!(list["features"][0]["properties"]["direction"]["degrees"], 47.25);
    // It goes with the copy, as the position does.
    let copy = metadata::read(&zef.visitor.takes(&photo.id(), "original").await.is(200).bytes);
    assert_eq!((&copy["GPSImgDirection"], &copy["PoseHeadingDegrees"]), (&json!(47.25), &json!(47.25)), "{copy}");
    // Near enough, the map shows what a photo looks at; from afar, it does not.
    let near = zef.visitor.reads("/map?bbox=-4.4870,48.3895,-4.4850,48.3905&lang=fr").await.is(200).text();
    assert!(near.contains("data-looks=\"47.25\"") && near.contains("class=\"look\""), "{near}");
    assert!(!zef.visitor.reads("/map?bbox=-5,48,-4,49").await.is(200).text().contains("data-looks"));
    // A client that sends a photo back whole changes nothing by it; and cannot turn it.
    let place = photo.0["place"].clone();
    zef.trusted.changes(&photo.id(), json!({ "place": place })).await.photo();
    let turned = json!({ "place": { "direction": { "degrees": 90, "north": "true" } } });
    zef.trusted.changes(&photo.id(), turned).await.refused(422, "invalid-field");
    zef.ends_well();
}

#[tokio::test]
async fn a_direction_goes_with_what_would_tell_where_somebody_stood() {
    let zef = Zef::serve();
    for (number, precision) in [(1, "area"), (2, "hidden")] {
        let gift = zef.trusted.gives_bytes("quai.jpg", looking(number, "T")).under("cc-by-4.0");
        let photo = gift.with("place_precision", "exact").await.created();
        assert_eq!(photo.0["place"]["direction"]["north"], "true");
        zef.trusted.changes(&photo.id(), json!({ "place_precision": precision })).await.photo();
        nothing_tells_it(&zef, &photo.id()).await;
    }
    // Without a word, the position is rounded, and nothing is told.
    let photo = zef.trusted.gives_bytes("quai.jpg", looking(3, "T")).under("cc-by-4.0").await.created();
    nothing_tells_it(&zef, &photo.id()).await;
    zef.ends_well();
}

async fn nothing_tells_it(zef: &Zef, id: &str) {
    let photo = zef.visitor.sees(id).await.photo();
    assert_eq!(photo.0["place"].get("direction").unwrap_or(&Value::Null), &Value::Null);
    for path in
        [format!("/photos/{id}"), "/api/v1/photos.geojson".to_owned(), "/map?bbox=-4.50,48.38,-4.48,48.40".to_owned()]
    {
        let told = zef.visitor.reads(&path).await.is(200).text();
        assert!(
            !told.contains("47.25") && !told.contains("nord-est") && !told.contains("data-looks"),
            "{path}: {told}"
        );
    }
    let copy = metadata::read(&zef.visitor.takes(id, "original").await.is(200).bytes);
    for heading in ["GPSImgDirection", "PoseHeadingDegrees", "InitialViewHeadingDegrees"] {
        assert_eq!(copy[heading], Value::Null, "{heading}: {copy}");
    }
    assert_eq!(copy["ProjectionType"], "equirectangular", "how a panorama is displayed stays: {copy}");
}

#[tokio::test]
async fn who_may_edit_a_photo_turns_it_and_its_history_tells_so() {
    let (house, cora) = House::new().with_curator();
    let zef = house.serve();
    let cora = zef.visitor.bearing(&cora);
    let gift = zef.trusted.gives_bytes("quai.jpg", looking(1, "M")).under("cc-by-4.0");
    let id = gift.with("place_precision", "exact").await.created().id();
    let degrees = async || zef.visitor.sees(&id).await.photo().0["place"]["direction"]["degrees"].clone();

    // The form shows what is kept, and sent back as it is, it changes nothing.
    let tina = Browser::of(&zef, "tina").await;
    let edit = format!("/photos/{id}/edit");
    let form = tina.form_on(&edit, &edit).await;
    assert!(form.fields.contains(&("direction".to_owned(), "47.25".to_owned())), "{:?}", form.fields);
    tina.fills(&form, &[]).await.is(303);
    assert_eq!(zef.visitor.sees(&id).await.photo().0["place"]["direction"]["north"], "magnetic");
    let refused = tina.fills(&form, &[("direction", "vers la mer"), ("title", "Le quai")]).await.is(422).text();
    assert!(refused.contains("value=\"vers la mer\"") && refused.contains("nord-ouest, NO"), "{refused}");
    for (typed, read) in [("Nord-Ouest", json!(315.0)), ("200", json!(200.0)), ("", Value::Null)] {
        let form = tina.form_on(&edit, &edit).await;
        tina.fills(&form, &[("direction", typed)]).await.is(303);
        assert_eq!(degrees().await, read, "{typed}");
    }
    // A copy does not tell the direction of the file, which is not the one that is public.
    let copy = metadata::read(&zef.visitor.takes(&id, "original").await.is(200).bytes);
    assert_eq!((&copy["GPSImgDirection"], copy["GPSLatitude"].as_f64()), (&Value::Null, Some(48.39)), "{copy}");

    // Programs send degrees or a point of the compass; curators may, beside an exact position.
    for (sent, read) in [(json!("NW"), 315.0), (json!(90), 90.0), (json!("south-west"), 225.0)] {
        cora.changes(&id, json!({ "direction": sent })).await.photo();
        assert_eq!(degrees().await, json!(read), "{sent}");
    }
    for wrong in [json!(400), json!("la mer"), json!([1])] {
        zef.trusted.changes(&id, json!({ "direction": wrong })).await.refused(422, "invalid-field");
    }
    zef.contributor.changes(&id, json!({ "direction": 1 })).await.refused(403, "not-allowed");
    let history = zef.visitor.reads(&format!("/api/v1/photos/{id}/history")).await.is(200).json();
    let last = &history["items"][0]["fields"][0];
    assert_eq!((&last["field"], &last["new"]), (&json!("direction"), &json!("225")), "{history}");
    let page = tina.opens(&format!("/photos/{id}/history")).await.is(200).text();
    assert!(page.contains("Direction de la vue") && page.contains("Regarde vers le sud-ouest (225°)"), "{page}");

    // A reader suggests another; who gave the photo accepts it.
    let body = json!({ "field": "direction", "new": "ouest", "why": "On voit le Goulet." });
    let made = zef.contributor.posts(&format!("/api/v1/photos/{id}/suggestions"), body).await.is(201).json();
    let decide = format!("/api/v1/suggestions/{}/decide", made["id"].as_str().unwrap());
    zef.trusted.posts(&decide, json!({ "decision": "accept" })).await.is(200);
    assert_eq!(degrees().await, 270.0);

    // With the position rounded, only who gave the photo reads and changes it, and its history tells others nothing.
    zef.trusted.changes(&id, json!({ "place_precision": "area" })).await.photo();
    cora.changes(&id, json!({ "direction": 10 })).await.refused(403, "protected");
    cora.changes(&id, json!({ "direction": null })).await.photo();
    let curator = Browser::of(&zef, "cora").await;
    assert!(!curator.opens(&edit).await.is(200).text().contains("name=\"direction\""));
    let kept = tina.form_on(&edit, &edit).await;
    assert!(kept.fields.contains(&("direction".to_owned(), "270".to_owned())), "{:?}", kept.fields);
    for reader in [&zef.visitor, &cora] {
        let history = reader.reads(&format!("/api/v1/photos/{id}/history")).await.is(200).text();
        assert!(!history.contains("direction") && !history.contains("\"225\""), "{history}");
    }
    let house = zef.ends_well();
    house.run(&["check"]).well();
}
