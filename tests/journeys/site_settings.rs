//! The settings of the site, changed in the browser while it is served: in force at once, for everyone, and kept.

use reqwest::Method;
use scraper::{Html, Selector};

use crate::{
    answer::Answer,
    browser::{Browser, forms},
    files,
    zef::{House, PASSWORD, Zef, files_in},
};

const SITE: &str = "/admin/site";

async fn sets(ada: &Browser, words: &[(&str, &str)]) -> Answer {
    let form = ada.form_on(SITE, SITE).await;
    ada.fills(&form, words).await
}

/// Sends the form with these licences ticked and no other.
async fn offers(ada: &Browser, licences: &[&str]) -> Answer {
    let mut form = ada.form_on(SITE, SITE).await;
    form.fields.retain(|(name, value)| name != "licenses" || value.is_empty());
    form.fields.extend(licences.iter().map(|id| ("licenses".to_owned(), (*id).to_owned())));
    ada.fills(&form, &[]).await
}

fn joins<'a>(handle: &'a str, code: &'a str) -> [(&'a str, &'a str); 4] {
    [("name", "Yann"), ("handle", handle), ("password", PASSWORD), ("invitation", code)]
}

#[tokio::test]
async fn name_and_sentence_are_everywhere_at_once() {
    let zef = Zef::serve();
    let id = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created().id();
    let paths = ["/", "/en/", "/about", "/licenses", "/legal", "/search?q=feuille", "/login"];
    let photo = format!("/photos/{id}");
    // Kept in memory with the name that it has first.
    for path in paths.into_iter().chain([photo.as_str()]) {
        assert!(zef.visitor.reads(path).await.is(200).text().contains("<span>Zef</span>"), "{path}");
    }
    let ada = Browser::of(&zef, "ada").await;
    let typed = [("site_name", " Un Zef  d’images "), ("sentence_fr", "Brest <en> photos."), ("sentence_en", "")];
    let saved = sets(&ada, &typed).await.is(303);
    assert!(ada.opens(saved.header("location")).await.text().contains("C’est enregistré."));
    for path in paths.into_iter().chain([photo.as_str()]) {
        let page = zef.visitor.reads(path).await.is(200).text();
        assert!(page.contains("<span>Un Zef d’images</span>") && !page.contains("<span>Zef</span>"), "{path}");
    }
    let french = zef.visitor.reads("/").await.text();
    assert!(french.contains("<h1>Brest &#60;en&#62; photos.</h1>"), "{french}");
    assert!(zef.visitor.reads("/br/").await.text().contains("<h1 lang=\"fr\">Brest"));
    assert!(!zef.visitor.reads("/en/").await.text().contains("Brest &#60;en&#62;"), "English has its own sentence");
    assert_eq!(zef.visitor.reads("/site.webmanifest").await.json()["name"], "Un Zef d’images");
    let oembed = format!("/oembed?url={}/photos/{id}", zef.url);
    assert_eq!(zef.visitor.reads(&oembed).await.is(200).json()["provider_name"], "Un Zef d’images");
    let receipt = zef.visitor.reads(&format!("/photos/{id}/receipt.json")).await.is(200).json();
    assert_eq!(receipt["issuer"]["name"], "Un Zef d’images");
    let page = ada.opens(SITE).await.text();
    assert!(page.contains("Dernier changement\u{a0}: Ada Riou, le"), "{page}");

    // It is in the journal, and outlives the server.
    let house = zef.ends_well();
    house.run(&["rebuild"]).well();
    let zef = house.serve();
    assert!(zef.visitor.reads("/").await.text().contains("<span>Un Zef d’images</span>"));
    let ada = Browser::of(&zef, "ada").await;
    sets(&ada, &[("site_name", " ")]).await.is(303);
    assert!(zef.visitor.reads("/").await.text().contains("<span>Zef</span>"));
    let page = sets(&ada, &[("site_name", &"a".repeat(81)), ("megapixels", "0"), ("sign_up", "all")]).await.is(422);
    let page = page.text();
    assert!(
        page.contains("le texte dépasse 80\u{a0}caractères") && page.contains("un nombre entier de 1 à 1\u{202f}000"),
        "{page}"
    );
    assert!(page.contains(&"a".repeat(81)) && page.contains("cette valeur n’est pas acceptée ici"), "{page}");
    assert!(zef.visitor.reads("/").await.text().contains("<span>Zef</span>"), "nothing of it was kept");
    zef.ends_well();
}

#[tokio::test]
async fn sign_up_is_closed_or_by_invitation_at_once() {
    let zef = Zef::serve();
    let ada = Browser::of(&zef, "ada").await;
    assert!(zef.visitor.reads("/").await.text().contains("href=\"/join\""));
    let yann = Browser::before(&zef);
    let opened = yann.form_on("/join", "/join").await;
    sets(&ada, &[("sign_up", "closed")]).await.is(303);
    assert!(!zef.visitor.reads("/").await.text().contains("href=\"/join\""));
    assert!(forms(&yann.opens("/join").await.is(200).text()).iter().all(|form| form.action != "/join"));
    yann.fills(&opened, &joins("yann", "")).await.is(403);

    let page = sets(&ada, &[("sign_up", "invitation")]).await.is(422).text();
    assert!(page.contains("écrivez au moins un code"), "{page}");
    sets(&ada, &[("sign_up", "invitation"), ("invitations", "cale\r\n\r\n jetée \r\ncale")]).await.is(303);
    let page = ada.opens(SITE).await.text();
    assert!(
        forms(&page).iter().any(|form| form.fields.contains(&("invitations".to_owned(), "cale\njetée".to_owned())))
    );
    let asked = yann.form_on("/join", "/join").await;
    yann.fills(&asked, &joins("yann", "quai")).await.is(403);
    yann.fills(&asked, &joins("yann", "jetée")).await.is(303);
    // Taken away, a code lets nobody in.
    sets(&ada, &[("invitations", "cale")]).await.is(303);
    let nolwenn = Browser::before(&zef);
    let asked = nolwenn.form_on("/join", "/join").await;
    nolwenn.fills(&asked, &joins("nolwenn", "jetée")).await.is(403);
    sets(&ada, &[("sign_up", "open")]).await.is(303);
    let open = nolwenn.form_on("/join", "/join").await;
    nolwenn.fills(&open, &joins("nolwenn", "")).await.is(303);
    zef.ends_well();
}

#[tokio::test]
async fn a_licence_taken_off_the_offer_stays_with_the_photos_that_have_it() {
    let zef = Zef::serve();
    let kept = zef.trusted.gives("leaf.jpg").under("cc-by-nc-4.0").titled("Feuille").await.created().id();
    let page = zef.visitor.reads("/licenses").await.text();
    assert!(page.contains("id=\"cc-by-nc-4.0\""), "{page}");
    let ada = Browser::of(&zef, "ada").await;
    offers(&ada, &["cc0-1.0", "cc-by-4.0"]).await.is(303);
    // The recommended one stays first among those that stay.
    let offered = zef.visitor.reads("/api/v1/licenses").await.json();
    let ids: Vec<&str> = offered["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["cc-by-4.0", "cc0-1.0"]);
    let page = zef.visitor.reads("/licenses").await.text();
    assert!(!page.contains("id=\"cc-by-nc-4.0\"") && page.contains("id=\"cc0-1.0\""), "{page}");
    let sentence = zef.trusted.gives("storm.webp").under("cc-by-nc-4.0").await.refused(422, "license-not-offered");
    assert!(sentence.contains("CC BY-NC 4.0"), "{sentence}");
    let upload = Browser::of(&zef, "tina").await.opens("/upload").await.is(200).text();
    assert!(!upload.contains("value=\"cc-by-nc-4.0\""), "{upload}");
    // The photo keeps it, its page names it, and it can still be changed and taken away.
    let photo = zef.visitor.sees(&kept).await.photo();
    assert_eq!(photo.0["license"]["id"], "cc-by-nc-4.0");
    assert!(zef.visitor.reads(&format!("/photos/{kept}")).await.text().contains("CC BY-NC 4.0"));
    zef.trusted.changes(&kept, serde_json::json!({ "title": "Feuille de houx" })).await.photo();
    zef.visitor.takes(&kept, "640").await.is(200);
    zef.trusted.gives("storm.webp").under("cc0-1.0").await.created();

    let page = offers(&ada, &[]).await.is(422).text();
    assert!(page.contains("proposez au moins une licence"), "{page}");
    offers(&ada, &["cc-by-3.0"]).await.is(422);
    offers(&ada, &["cc0-1.0", "cc-by-4.0", "cc-by-nc-4.0"]).await.is(303);
    zef.trusted.gives("kermesse.jpg").under("cc-by-nc-4.0").await.created();
    zef.ends_well();
}

#[tokio::test]
async fn limits_hold_for_the_next_file() {
    let zef = Zef::serve();
    let ada = Browser::of(&zef, "ada").await;
    sets(&ada, &[("file_megabytes", "1"), ("megapixels", "2"), ("quota_megabytes", "1 000")]).await.is(303);
    let heavy = [files::fixture("leaf.jpg"), vec![0; 1_000_001]].concat();
    zef.trusted.gives_bytes("lourde.jpg", heavy).under("cc-by-4.0").await.refused(413, "too-large");
    let wide = files::black_png(2_001, 1_000);
    zef.trusted.gives_bytes("large.png", wide).under("cc-by-4.0").await.refused(413, "too-many-pixels");
    sets(&ada, &[("megapixels", "120"), ("quota_megabytes", "0")]).await.is(303);
    zef.trusted.gives("leaf.jpg").under("cc-by-4.0").await.refused(507, "full");
    sets(&ada, &[("quota_megabytes", "")]).await.is(303);
    zef.trusted.gives("leaf.jpg").under("cc-by-4.0").await.created();
    let house = zef.ends_well();
    // The command line keeps to them too.
    let heavy = house.desk().join("lourde.jpg");
    std::fs::write(&heavy, [files::fixture("storm.webp"), vec![0; 1_000_001]].concat()).unwrap();
    let ran = house.run(&["import", heavy.to_str().unwrap(), "--as", "tina", "--license", "cc-by-4.0"]);
    assert!(ran.written().contains("1 MB") || ran.written().contains("too large"), "{ran:?}");
}

#[tokio::test]
async fn what_the_configuration_file_says_is_shown_and_not_changed() {
    let config = "name = 'Brest'\nsign_up = 'closed'\nlicenses = ['cc-by-4.0', 'cc0-1.0']\nfile_megabytes = 9\nmegapixels = 8\nquota_megabytes = 700\n";
    let zef = House::new().configured(config).serve();
    let ada = Browser::of(&zef, "ada").await;
    let text = ada.opens(SITE).await.is(200).text();
    let page = Html::parse_document(&text);
    let named = Selector::parse("form.settings [name]").unwrap();
    let names: Vec<&str> = page.select(&named).map(|field| field.attr("name").unwrap()).collect();
    assert_eq!(names, ["csrf", "revision", "sentence_fr", "sentence_en"]);
    let fixed = Selector::parse("form.settings input[readonly]").unwrap();
    let values: Vec<&str> = page.select(&fixed).map(|field| field.attr("value").unwrap()).collect();
    assert_eq!(
        values,
        [
            "Brest",
            zef.url.as_str(),
            "Personne : l’équipe crée les comptes".replace(" :", "\u{a0}:").as_str(),
            "9",
            "8",
            "700"
        ]
    );
    assert_eq!(text.matches("Fixé dans le fichier de configuration.").count(), 6);
    for (field, value) in [
        ("site_name", "Quimper"),
        ("sign_up", "open"),
        ("invitations", "cale"),
        ("licenses", "cc0-1.0"),
        ("file_megabytes", "10"),
        ("megapixels", "9"),
        ("quota_megabytes", ""),
    ] {
        let page = sets(&ada, &[(field, value)]).await.is(422).text();
        assert!(page.contains("le fichier de configuration le fixe"), "{field}: {page}");
    }
    assert!(zef.visitor.reads("/").await.text().contains("<span>Brest</span>"));
    // What the file does not say is changed as ever.
    sets(&ada, &[("sentence_fr", "Ici, à Brest.")]).await.is(303);
    assert!(zef.visitor.reads("/").await.text().contains("<h1>Ici, à Brest.</h1>"));
    let house = zef.ends_well();
    // What was chosen in the browser waits for the file to say it no more.
    let zef = house.configured("sign_up = 'open'\n").serve();
    let ada = Browser::of(&zef, "ada").await;
    sets(&ada, &[("site_name", "Quimper")]).await.is(303);
    let zef = zef.ends_well().configured("name = 'Brest'\n").serve();
    assert!(zef.visitor.reads("/").await.text().contains("<span>Brest</span>"));
    let zef = zef.ends_well().configured("").serve();
    assert!(zef.visitor.reads("/").await.text().contains("<span>Quimper</span>"));
    zef.ends_well();
}

#[tokio::test]
async fn two_who_change_the_settings_at_the_same_time_are_told() {
    let zef = Zef::serve();
    let ada = Browser::of(&zef, "ada").await;
    let (one, other) = (ada.form_on(SITE, SITE).await, ada.form_on(SITE, SITE).await);
    ada.fills(&one, &[("site_name", "Brest"), ("invitations", "cale")]).await.is(303);
    let page = ada.fills(&other, &[("site_name", "Quimper"), ("sentence_fr", "Ici.")]).await.is(409).text();
    assert!(page.contains("a enregistré un changement entre-temps") && page.contains("<dd>Brest</dd>"), "{page}");
    let again = forms(&page).into_iter().find(|form| form.action == SITE).unwrap();
    assert!(again.fields.contains(&("site_name".to_owned(), "Quimper".to_owned())), "{again:?}");
    assert!(zef.visitor.reads("/").await.text().contains("<span>Brest</span>"));
    ada.fills(&again, &[]).await.is(303);
    assert!(zef.visitor.reads("/").await.text().contains("<span>Quimper</span>"));
    // Codes are secrets: no follower of the journal is given them, and no visitor reads them.
    sets(&ada, &[("invitations", "secret-de-la-cale"), ("sign_up", "invitation")]).await.is(303);
    let join = Answer::read(zef.visitor.asks(Method::GET, "/join").send().await).await.unwrap().is(200);
    assert!(!join.text().contains("secret-de-la-cale"));
    let house = zef.ends_well();
    let journal: String =
        files_in(&house.storage.join("journal")).iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    let told = journal.lines().filter(|line| line.contains("secret-de-la-cale")).count();
    assert_eq!(told, 1, "it is kept once, in the private part of its entry");
    assert!(journal.lines().any(|line| line.contains("\"gesture\":\"site\"") && line.contains("\"actor\":\"ada\"")));
}
