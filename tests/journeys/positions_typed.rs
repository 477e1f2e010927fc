//! Positions set and corrected in the form of one photo, by its contributor and by staff: as people write them, and never more
//! public than the contributor said.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    actors::Actor,
    answer::Answer,
    browser::{Browser, PageForm},
    files,
    zef::{House, Zef},
};

const LATITUDE: f64 = 48.390_394;
const LONGITUDE: f64 = -4.486_076;

/// A library with a curator, and her.
fn with_curator() -> (Zef, Actor) {
    let (house, token) = House::new().with_curator();
    let zef = house.serve();
    let cora = zef.visitor.bearing(&token);
    (zef, cora)
}

/// A public photo of Tina's with this place.
async fn placed(zef: &Zef, number: u64, place: &[(&'static str, &str)]) -> String {
    let mut gift = zef.trusted.gives_bytes("rade.jpg", files::small_photograph(number)).under("cc-by-4.0");
    for (field, value) in place {
        gift = gift.with(field, value);
    }
    gift.await.created().id()
}

/// The same, in Brest, told as this.
async fn told(zef: &Zef, number: u64, precision: &str) -> String {
    let (latitude, longitude) = (LATITUDE.to_string(), LONGITUDE.to_string());
    let point = [("latitude", latitude.as_str()), ("longitude", &longitude), ("place_precision", precision)];
    placed(zef, number, &point).await
}

async fn form(browser: &Browser, id: &str) -> PageForm {
    browser.form_on(&format!("/photos/{id}/edit"), &format!("/photos/{id}/edit")).await
}

/// What the form has in this field; nothing where it has no such field.
fn typed(form: &PageForm) -> Option<&str> {
    form.fields.iter().find(|(name, _)| name == "coordinates").map(|(_, value)| value.as_str())
}

async fn point(reader: &Actor, id: &str) -> (Value, Value) {
    let photo = reader.sees(id).await.photo().0;
    (photo["place"]["latitude"].clone(), photo["place"]["longitude"].clone())
}

#[tokio::test]
async fn a_position_is_set_and_corrected_as_people_write_it() {
    let (zef, _cora) = with_curator();
    let (tina, cora) = (Browser::of(&zef, "tina").await, Browser::of(&zef, "cora").await);
    let id = placed(&zef, 1, &[("place_name", "Brest"), ("place_precision", "exact")]).await;
    assert_eq!(typed(&form(&tina, &id).await), Some(""));
    tina.fills(&form(&tina, &id).await, &[("coordinates", "48,3905 ; -4,4860")]).await.is(303);
    assert_eq!(point(&zef.visitor, &id).await, (json!(48.3905), json!(-4.486)));
    let opened = form(&cora, &id).await;
    assert_eq!(typed(&opened), Some("48.3905, -4.486"));
    cora.fills(&opened, &[("coordinates", "48°23'25\"N 4°29'10\"O")]).await.is(303);
    assert_eq!(point(&zef.visitor, &id).await, (json!(48.390_277_8), json!(-4.486_111_1)));
    cora.fills(&form(&cora, &id).await, &[("coordinates", "geo:48.39,-4.5;u=20")]).await.is(303);
    assert_eq!(point(&zef.visitor, &id).await, (json!(48.39), json!(-4.5)));
    // Its contributor is told, old and new, and takes it back.
    let history = zef.trusted.reads(&format!("/api/v1/photos/{id}/history")).await.is(200).text();
    assert!(history.contains("48.3902778,-4.4861111") && history.contains("48.39,-4.5"), "{history}");

    // A text that is no point of the Earth: nothing that was typed is lost.
    for wrong in ["Brest", "91, 0", "48.39"] {
        let words = [("coordinates", wrong), ("title", "La rade")];
        let page = cora.fills(&form(&cora, &id).await, &words).await.is(422).text();
        assert!(
            page.contains("écrivez la latitude, puis la longitude") && page.contains("value=\"La rade\""),
            "{page}"
        );
        assert!(page.contains(&format!("name=\"coordinates\" aria-invalid=\"true\" value=\"{wrong}\"")), "{page}");
    }
    // Emptied, there is none.
    tina.fills(&form(&tina, &id).await, &[("coordinates", "")]).await.is(303);
    assert_eq!(point(&zef.trusted, &id).await, (Value::Null, Value::Null));
    zef.ends_well();
}

#[tokio::test]
async fn staff_read_and_set_a_position_as_precisely_as_everyone_reads_it() {
    let (zef, _cora) = with_curator();
    let (tina, cora) = (Browser::of(&zef, "tina").await, Browser::of(&zef, "cora").await);
    let exact = Some("48.390394, -4.486076");
    let area = told(&zef, 1, "area").await;
    let opened = form(&cora, &area).await;
    assert_eq!(typed(&opened), Some("48.39, -4.49"));
    assert_eq!(typed(&form(&tina, &area).await), exact);
    assert!(cora.opens(&format!("/photos/{area}/edit")).await.text().contains("Vous lisez le point arrondi"));
    // Left as it is read, or refined inside its square, it says what it said.
    cora.fills(&opened, &[("title", "Le port")]).await.is(303);
    cora.fills(&form(&cora, &area).await, &[("coordinates", "48.3911, -4.4881")]).await.is(303);
    assert_eq!(typed(&form(&tina, &area).await), exact);
    // Somebody else changed the photo meanwhile: a rounded point that was left alone is no difference, and the exact one is not told.
    let opened = form(&cora, &area).await;
    zef.trusted.changes(&area, json!({ "alt": "Un port" })).await.photo();
    let page = cora.fills(&opened, &[("title", "La cale"), ("alt", "")]).await.is(409).text();
    assert!(page.contains("choice.title") && !page.contains("choice.coordinates"), "{page}");
    for moved in [[("coordinates", "48.5, -4.6")], [("coordinates", "")], [("place_answer", "drop")]] {
        let page = cora.fills(&opened, &moved).await.is(409).text();
        assert!(page.contains("choice.coordinates") && page.contains("48,39°"), "{page}");
        assert!(!page.contains("390394") && !page.contains("39039"), "{moved:?}: {page}");
    }
    // Another square is a correction, told as an area still.
    cora.fills(&form(&cora, &area).await, &[("coordinates", "48.4571, -4.4112")]).await.is(303);
    assert_eq!(point(&zef.visitor, &area).await, (json!(48.46), json!(-4.41)));

    // Of a hidden place, the form has no such field, and none that is made up is taken.
    let hidden = told(&zef, 2, "hidden").await;
    let opened = form(&cora, &hidden).await;
    assert_eq!(typed(&opened), None);
    let refused = cora.fills(&opened, &[("coordinates", "48.39, -4.49")]).await.is(403).text();
    assert!(refused.contains("protège une personne"), "{refused}");
    assert_eq!(typed(&form(&tina, &hidden).await), exact);
    // Nor does a form from before tell whether there is one.
    zef.trusted.changes(&hidden, json!({ "alt": "Un port" })).await.photo();
    let page = cora.fills(&opened, &[("coordinates", ""), ("title", "La cale")]).await.is(409).text();
    assert!(!page.contains("choice.coordinates"), "{page}");
    zef.ends_well();
}

#[tokio::test]
async fn a_position_that_contradicts_its_place_is_corrected_from_its_list() {
    let (zef, _cora) = with_curator();
    let marseille = [("place_name", "Brest"), ("latitude", "43.3"), ("longitude", "5.37")];
    let id = placed(&zef, 1, &[&marseille[..], &[("place_precision", "exact")]].concat()).await;
    let cora = Browser::of(&zef, "cora").await;
    let listed = async || cora.opens("/curate?lane=contradiction").await.is(200).text().contains(&id);
    assert!(listed().await);
    cora.fills(&form(&cora, &id).await, &[("coordinates", "48.39 -4.49")]).await.is(303);
    assert!(!listed().await);
    // The contributor takes back what was changed.
    let patch = json!({ "latitude": 43.3, "longitude": 5.37 });
    Answer::read(zef.trusted.asks(Method::PATCH, &format!("/api/v1/photos/{id}")).json(&patch).send().await)
        .await
        .unwrap()
        .is(200);
    assert!(listed().await);
    zef.ends_well();
}
