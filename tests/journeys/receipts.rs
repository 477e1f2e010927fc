//! The receipt of a photo's licences: its file by its hashes, and every licence ever granted, in order.

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::{
    browser::Browser,
    files, metadata,
    zef::{House, Zef},
};

#[tokio::test]
async fn a_receipt_names_the_file_and_every_licence() {
    let zef = House::new().known_as("https://photos.example").serve();
    let photo = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created();
    let bytes = files::fixture("leaf.jpg");
    let sha256 = zef::domain::hash::Sha256::from_bytes(Sha256::digest(&bytes).into()).to_string();
    let blake3 = blake3::hash(&bytes).to_hex().to_string();

    let path = format!("/photos/{}/receipt", photo.id());
    let page = zef.visitor.reads(&path).await.is(200).text();
    let receipt = zef.visitor.reads(&format!("{path}.json")).await.is(200).json();
    for hash in [&sha256, &blake3] {
        assert!(page.contains(hash.as_str()), "{hash}");
    }
    assert_eq!(receipt["original"]["sha256"], sha256.as_str());
    assert_eq!(receipt["original"]["blake3"], blake3.as_str());
    assert_eq!(receipt["original"]["bytes"], bytes.len());
    assert_eq!(receipt["photo"], format!("https://photos.example/photos/{}", photo.id()));
    assert_eq!(licences(&receipt), ["cc-by-4.0"]);
    assert_eq!(receipt["licenses"][0]["grantor"], "tina");
    assert!(page.contains("Tina Morvan (tina)") && page.contains("CC BY 4.0"));

    // The instant is exact, and the words that were shown can be read.
    let at = receipt["licenses"][0]["at"].as_str().unwrap();
    assert!(at.ends_with('Z') && page.contains(&format!("<time datetime=\"{at}\">")), "{page}");
    // People read it to the second.
    let second = at.get(..19).unwrap();
    assert!(page.contains(&format!("<span class=\"soft whole\">{second}Z</span>")), "{page}");
    assert!(page.contains("sous la licence ci\u{2011}dessous, à cette date") && !page.contains("la plus récente"));
    let wording = receipt["licenses"][0]["wording"].as_str().unwrap();
    assert_eq!(wording, "unseen");
    zef.ends_well();
}

#[tokio::test]
async fn the_ledger_on_a_photo_s_page_says_when_by_whom_and_in_which_words() {
    let zef = Zef::serve();
    let draft = zef.trusted.gives("leaf.jpg").titled("Feuille").in_draft().await.created();
    let browser = Browser::of(&zef, "tina").await;
    let form = browser.form_on(&format!("/upload?ids={}", draft.id()), "/upload/details").await;
    let vouched = format!("photo.{}.vouched", draft.id());
    let told = [("source", "own"), ("modify", "yes"), ("sell", "yes"), (vouched.as_str(), "yes"), ("submit", "true")];
    browser.fills(&form, &told).await.is(303);

    let page = zef.visitor.reads(&format!("/photos/{}", draft.id())).await.is(200).text();
    assert!(page.contains(" par Tina Morvan") && !page.contains("2026-11-30)"), "{page}");
    let receipt = zef.visitor.reads(&format!("/photos/{}/receipt", draft.id())).await.is(200).text();
    assert!(receipt.contains("<a href=\"/licenses#wording-2026-11-30\">2026-11-30</a>"), "{receipt}");
    let words = zef.visitor.reads("/licenses").await.is(200).text();
    assert!(
        words.contains("id=\"wording-2026-11-30\"")
            && words.contains("id=\"wording-2026-11\"")
            && words.contains("Peut-on la modifier"),
        "{words}"
    );

    // Who is not named any more is not named here either.
    let unnamed = json!({ "author_withheld": true });
    zef.trusted.changes(&draft.id(), unnamed).await.photo();
    let page = zef.visitor.reads(&format!("/photos/{}", draft.id())).await.is(200).text();
    assert!(page.contains("CC\u{a0}BY\u{a0}4.0, accordée le") && !page.contains("par Tina Morvan"), "{page}");
    zef.ends_well();
}

#[tokio::test]
async fn a_narrower_licence_is_added_knowingly_and_takes_nothing_back() {
    let zef = Zef::serve();
    let id = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").await.created().id();
    let narrower = json!({ "license": "cc-by-sa-4.0" });
    zef.trusted.changes(&id, narrower).await.refused(409, "license-narrower");
    let receipt = format!("/photos/{id}/receipt");
    assert_eq!(licences(&zef.visitor.reads(&format!("{receipt}.json")).await.is(200).json()), ["cc-by-4.0"]);

    let knowingly = json!({ "license": "cc-by-sa-4.0", "narrow": true });
    let photo = zef.trusted.changes(&id, knowingly).await.photo();
    assert_eq!(photo.0["license"]["id"], "cc-by-sa-4.0");
    let both = ["cc-by-4.0", "cc-by-sa-4.0"];
    assert_eq!(licences(&photo.0), both);
    assert_eq!(licences(&zef.visitor.reads(&format!("{receipt}.json")).await.is(200).json()), both);
    for path in [receipt.clone(), format!("/photos/{id}")] {
        // In running text no end of line breaks the name of a licence.
        let page = zef.visitor.reads(&path).await.is(200).text().replace('\u{a0}', " ").replace('\u{2011}', "-");
        assert!(page.contains("CC BY 4.0") && page.contains("CC BY-SA 4.0"), "{path}");
    }
    // Neither is lost when the photo is.
    zef.trusted.withdraws(&id, "").await;
    assert_eq!(licences(&zef.visitor.reads(&format!("{receipt}.json")).await.is(200).json()), both);
    zef.ends_well();
}

#[tokio::test]
async fn an_earlier_freer_licence_is_named_by_whoever_asks_for_it() {
    let zef = Zef::serve();
    let id = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created().id();
    zef.trusted.changes(&id, json!({ "license": "cc-by-nc-4.0", "narrow": true })).await.photo();

    let named = |licence: &str| {
        let path = format!("/api/v1/photos/{id}/attribution?lang=fr&license={licence}");
        let visitor = &zef.visitor;
        async move { visitor.reads(&path).await }
    };
    for written in ["cc-by-4.0", "CC%20BY%204.0", "https://creativecommons.org/licenses/by/4.0/"] {
        let answer = named(written).await.is(200);
        assert_eq!(answer.header("link"), "<https://creativecommons.org/licenses/by/4.0/>; rel=\"license\"");
        assert!(answer.text().contains("sous licence CC BY 4.0 ("), "{written}: {}", answer.text());
    }
    assert!(named("cc-by-nc-4.0").await.is(200).text().contains("CC BY-NC 4.0"));
    for never in ["cc0-1.0", "nonsense", ""] {
        let answer = named(never).await;
        assert_eq!(answer.json()["field"], "license", "{never}");
        answer.refused(422, "invalid-field");
    }

    // The page of the photo says that it stands, and leads to the attributions that name it.
    let page = zef.visitor.reads(&format!("/photos/{id}")).await.is(200).text();
    let told = page.replace('\u{a0}', " ").replace('\u{2011}', "-");
    assert!(told.contains("CC BY 4.0, accordée le "), "{told}");
    assert!(told.contains(", reste valable et permet davantage"), "{told}");
    let under = format!("/photos/{id}?license=cc-by-4.0");
    assert!(page.contains(&format!("href=\"{under}#reuse\"")), "{page}");
    let page = zef.visitor.reads(&under).await.is(200).text();
    assert!(page.contains("accordée plus tôt et toujours valable"), "{page}");
    let page = scraper::Html::parse_document(&page);
    let texts = |what: &str| -> String {
        page.select(&scraper::Selector::parse(what).unwrap()).flat_map(|field| field.text()).collect()
    };
    assert!(texts("#text-text").contains("sous licence CC BY 4.0 ("), "{}", texts("#text-text"));
    // It stays named in the other languages of the attribution.
    let tongues = scraper::Selector::parse(".langs a").unwrap();
    let others: Vec<&str> = page.select(&tongues).filter_map(|link| link.attr("href")).collect();
    assert!(others.len() > 1 && others.iter().all(|link| link.contains("&license=cc-by-4.0")), "{others:?}");
    // The files it leads to name it too, inside and by their name.
    let files = scraper::Selector::parse(".sizes a").unwrap();
    let files: Vec<&str> = page.select(&files).filter_map(|link| link.attr("href")).collect();
    assert!(files.len() > 1 && files.iter().all(|link| link.contains("&license=cc-by-4.0")), "{files:?}");
    for file in files {
        let answer = zef.visitor.reads(file).await.is(200);
        assert_eq!(answer.header("link"), "<https://creativecommons.org/licenses/by/4.0/>; rel=\"license\"");
        assert!(answer.header("content-disposition").contains("-cc-by-4.0-"), "{file}");
        let said = metadata::read(&answer.bytes).to_string();
        assert!(said.contains("licenses/by/4.0/") && !said.contains("by-nc"), "{file}: {said}");
    }
    // So does its label on paper.
    for (form, told) in [("labels", "CC BY 4.0"), ("contact", "CC\u{a0}BY\u{a0}4.0")] {
        let paper = zef.visitor.reads(&format!("/print?form={form}&ids={id}&license=cc-by-4.0")).await.is(200).text();
        assert!(paper.contains(told) && !paper.contains("NC"), "{paper}");
    }
    for page in [format!("/photos/{id}?license=cc0-1.0"), format!("/print?ids={id}&license=cc0-1.0")] {
        zef.visitor.reads(&page).await.is(422);
    }
    for never in ["original&license=cc0-1.0", "original&license=cc0-1.0&strip=true", "640&license=nonsense"] {
        zef.visitor.takes(&id, never).await.refused(422, "invalid-field");
    }
    zef.ends_well();
}

#[tokio::test]
async fn a_receipt_of_the_public_domain_speaks_of_no_licence() {
    let zef = Zef::serve();
    for (licence, act, called, told) in [
        ("cc0-1.0", "dedication", "Attestation de versement au domaine public", ", domaine public choisi le "),
        ("pdm-1.0", "mark", "Attestation de domaine public", ", indiquée le "),
    ] {
        let gift = zef.moderator.gives(if act == "mark" { "leaf.jpg" } else { "storm.webp" }).titled("Le pont");
        let id = gift.under(licence).with("source", "public-domain").await.created().id();
        let page = zef.visitor.reads(&format!("/photos/{id}")).await.is(200).text();
        assert!(page.contains(&format!(">{called}</a>")) && page.contains(told), "{page}");
        let page = zef.visitor.reads(&format!("/photos/{id}/receipt")).await.is(200).text();
        let page = scraper::Html::parse_document(&page);
        let said: String =
            page.select(&scraper::Selector::parse(".receipt").unwrap()).flat_map(|it| it.text()).collect();
        assert!(said.contains(called) && !said.to_lowercase().contains("licence"), "{said}");
        let receipt = zef.visitor.reads(&format!("/photos/{id}/receipt.json")).await.is(200).json();
        assert_eq!(receipt["licenses"][0]["act"], act);
        zef.moderator.withdraws(&id, "").await;
        assert!(zef.visitor.reads(&format!("/photos/{id}")).await.is(410).text().contains(called));
    }
    zef.ends_well();
}

#[tokio::test]
async fn a_receipt_of_what_is_not_public_is_for_who_gave_it() {
    let zef = Zef::serve();
    let id = zef.contributor.gives("leaf.jpg").under("cc-by-4.0").await.created().id();
    for path in [format!("/photos/{id}/receipt"), format!("/photos/{id}/receipt.json")] {
        zef.visitor.reads(&path).await.is(404);
        Browser::of(&zef, "bran").await.opens(&path).await.is(404);
        Browser::of(&zef, "anne").await.opens(&path).await.is(200);
    }
    zef.ends_well();
}

fn licences(of: &Value) -> Vec<&str> {
    of["licenses"].as_array().unwrap().iter().map(|grant| grant["license"]["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_photo_keeps_each_licence_until_it_has_no_room_for_another() {
    let zef = Zef::serve();
    let id = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").await.created().id();
    let licences = ["cc-by-nc-4.0", "cc-by-4.0"];
    for number in 0..25 {
        zef.trusted.changes(&id, json!({ "license": licences[number % 2], "narrow": true })).await.photo();
    }
    let mut given = 26;
    let refused = loop {
        let more = json!({ "license": licences[(given + 1) % 2], "narrow": true });
        let answer = zef.trusted.changes(&id, more).await;
        if answer.status != 200 {
            break answer;
        }
        given += 1;
        assert!(given < 80, "there is room for all");
    };
    refused.refused(409, "license-ledger-full");
    // All that were granted stay, and everything else is changed as before.
    let seen = zef.trusted.changes(&id, json!({ "title": "Feuille" })).await.is(200).json();
    assert_eq!(seen["licenses"].as_array().unwrap().len(), given);
    zef.ends_well();
}
