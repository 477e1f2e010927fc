//! A day that cannot be when a photo was taken: a camera's is passed over, a person's is refused where it was typed.

use serde_json::json;

use crate::{browser::Browser, files, metadata, zef::Zef};

#[tokio::test]
async fn a_camera_whose_clock_runs_ahead_says_no_day() {
    let zef = Zef::serve();
    for (number, said, kept) in
        [(1, "2999:01:01 00:00:00", json!(null)), (2, "2019:10:21 09:30:00", json!("2019-10-21T09:30:00"))]
    {
        let bytes =
            metadata::written(&files::small_photograph(number), &[format!("-EXIF:DateTimeOriginal={said}").as_str()]);
        let photo = zef.contributor.gives_bytes("a.jpg", bytes).under("cc-by-4.0").await.created();
        assert_eq!(photo.0["taken"], kept, "{said}");
    }
    zef.ends_well();
}

#[tokio::test]
async fn a_day_to_come_or_of_no_month_is_refused_by_its_name() {
    let zef = Zef::serve();
    for (typed, told) in [
        ("2999-01-01", "Ce jour n’est pas encore arrivé"),
        ("01/01/2999", "Ce jour n’est pas encore arrivé"),
        ("31/02/2020", "Ce jour n’existe pas"),
    ] {
        let gift = zef.contributor.gives("leaf.jpg").under("cc-by-4.0").with("taken", typed);
        let sentence = gift.await.refused(422, "invalid-field");
        assert!(sentence.starts_with(told), "{typed}: {sentence}");
    }
    let id = zef.contributor.gives("leaf.jpg").under("cc-by-4.0").await.created().id();
    zef.contributor.changes(&id, json!({ "taken": "2999" })).await.refused(422, "invalid-field");
    let anne = Browser::of(&zef, "anne").await;
    let path = format!("/photos/{id}/edit");
    let form = anne.form_on(&path, &path).await;
    let page = anne.fills(&form, &[("taken", "01/01/2999")]).await.is(422).text();
    assert!(page.contains("Ce jour n’est pas encore arrivé") && page.contains("aria-invalid=\"true\""), "{page}");
    let english = anne.form_on(&format!("/en{path}"), &format!("/en{path}")).await;
    let page = anne.fills(&english, &[("taken", "2020-02-31")]).await.is(422).text();
    assert!(page.contains("This day does not exist"), "{page}");
    zef.ends_well();
}
