//! Reports without an account: a moderator decides with a reason, the reporter and the contributor read it, and nothing about
//! the reporter is left once it is forgotten.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::{
    answer::Answer,
    browser::{Browser, forms},
    zef::{House, Zef, files_in},
};

const WORDS: &str = "C’est ma fille, à gauche, près du mât.";
const CONTACT: &str = "Soizic.Riou@example.org";

/// Fills in and sends the form of a report.
async fn reports(browser: &Browser, subject: &str, fields: &[(&str, &str)]) -> Answer {
    let form = browser.form_on(&format!("/report?{subject}"), "/report").await;
    browser.fills(&form, fields).await
}

/// The page at which the report that was just made is followed.
fn followed(answer: &Answer) -> String {
    answer.header("location").to_owned()
}

/// Decides on the first report of the list.
async fn decides(moderator: &Browser, list: &str, verdict: &str, reason: &str) -> Answer {
    let form = moderator.form_on(list, "/admin/reports").await;
    moderator.fills(&form, &[("decision", verdict), ("reason", reason)]).await
}

async fn published(zef: &Zef) -> String {
    let gift = zef.trusted.gives("leaf.jpg").under("cc-by-sa-4.0").titled("Sur le quai").with("tags", "quai");
    gift.await.created().id()
}

/// Whether any file of the storage folder has these words.
fn holds(storage: &Path, words: &str) -> bool {
    let has = |path: &Path| fs::read(path).unwrap().windows(words.len()).any(|part| part == words.as_bytes());
    files_in(storage).iter().any(|path| has(path))
}

#[tokio::test]
async fn reporter_and_contributor_read_why_a_moderator_decided() {
    let zef = Zef::serve();
    let id = published(&zef).await;
    let page = zef.visitor.reads(&format!("/photos/{id}")).await.is(200).text();
    assert!(page.contains(&format!("/report?photo={id}")), "the photo's page leads to the form");

    let visitor = Browser::before(&zef);
    let subject = format!("photo={id}");
    // A report needs a reason, and some reasons need a text.
    let nothing = reports(&visitor, &subject, &[("text", WORDS), ("contact", CONTACT)]).await.is(422).text();
    assert!(nothing.contains(WORDS) && nothing.contains(CONTACT), "what was typed stays: {nothing}");
    reports(&visitor, &subject, &[("reason", "other")]).await.is(422);
    let sent = reports(&visitor, &subject, &[("reason", "minor"), ("text", WORDS), ("contact", CONTACT)]).await.is(303);
    let status = followed(&sent);
    let waits = visitor.opens(&status).await.is(200).text();
    assert!(waits.contains(WORDS) && waits.contains("Personne n’a encore décidé"), "{waits}");
    assert!(waits.contains("<meta name=\"robots\" content=\"noindex\">"));
    assert_eq!(visitor.opens(&format!("/report/{}", "0".repeat(64))).await.status, 404);
    // Without the setting, it stays public until somebody looks.
    zef.visitor.sees(&id).await.photo();

    // Only moderators read the text and the contact.
    let mona = Browser::of(&zef, "mona").await;
    let list = mona.opens("/admin/reports").await.is(200).text();
    assert!(list.contains(WORDS) && list.contains(CONTACT) && list.contains("Tina Morvan"), "{list}");
    assert!(mona.opens("/").await.text().contains("/admin/reports"), "the header leads to what waits");
    visitor.opens("/admin/reports").await.is(303);
    let tina = Browser::of(&zef, "tina").await;
    tina.opens("/admin/reports").await.is(403);
    zef.trusted.reads("/api/v1/reports").await.refused(403, "not-allowed");

    // Each decision needs a reason, and is about the report as the moderator read it.
    let form = mona.form_on("/admin/reports", "/admin/reports").await;
    let refused = mona.fills(&form, &[("decision", "hide")]).await.is(422).text();
    assert!(refused.contains("role=\"alert\""), "{refused}");
    mona.fills(&form, &[("decision", "restore"), ("reason", "?")]).await.is(409);
    let hidden = mona.fills(&form, &[("decision", "hide"), ("reason", "On demande aux parents.")]).await.is(303);
    assert_eq!(hidden.header("location"), "/admin/reports");
    let late = mona.fills(&form, &[("decision", "keep"), ("reason", "Trop tard")]).await.is(409).text();
    assert!(late.contains("Trop tard"), "the reason stays: {late}");

    // Hidden: only its contributor and moderators find it.
    zef.visitor.sees(&id).await.refused(404, "not-found");
    zef.other.sees(&id).await.refused(404, "not-found");
    zef.visitor.reads("/tags/quai").await.is(404);
    for list in ["/", "/people/tina", "/search?q=quai", "/api/v1/photos", "/api/v1/photos?q=quai"] {
        assert!(!zef.visitor.reads(list).await.is(200).text().contains(&id), "{list} shows it");
    }
    for address in [
        format!("/photos/{id}"),
        format!("/media/{id}/640.jpg"),
        format!("/photos/{id}/download?size=original"),
        format!("/downloads.zip?ids={id}"),
        format!("/embed/{id}"),
        format!("/oembed?url={}/photos/{id}", zef.url),
        format!("/photos/{id}/receipt"),
        format!("/api/v1/photos/{id}/attribution?format=text"),
        format!("/report?photo={id}"),
    ] {
        zef.visitor.reads(&address).await.is(404);
    }
    assert_eq!(zef.moderator.sees(&id).await.photo().state(), "hidden");
    // The same file, given by somebody else, waits for review, and nothing tells why.
    let again = zef.moderator.gives("leaf.jpg").under("cc-by-4.0").await.created();
    assert_eq!(again.state(), "submitted");

    // Its contributor reads the report reason and the reason of the decision, but neither text nor contact of the reporter.
    for page in [format!("/photos/{id}"), "/account/photos".to_owned()] {
        let told = tina.opens(&page).await.is(200).text();
        assert!(told.contains("On y voit un enfant") && told.contains("On demande aux parents."), "{page}: {told}");
        assert!(!told.contains(WORDS) && !told.contains(CONTACT), "{page}: {told}");
    }
    let told = visitor.opens(&status).await.is(200).text();
    assert!(told.contains("la photo est cachée") && told.contains("On demande aux parents."), "{told}");

    // Restored, it is public again; withdrawn, it leaves a tombstone with the reason.
    decides(&mona, "/admin/reports?list=decided", "restore", "Les parents sont d’accord.").await.is(303);
    zef.visitor.sees(&id).await.photo();
    assert!(zef.visitor.reads("/tags/quai").await.text().contains(&id));
    decides(&mona, "/admin/reports?list=decided", "withdraw", "Ils ont changé d’avis.").await.is(303);
    let tombstone = zef.visitor.reads(&format!("/photos/{id}")).await.is(410).text();
    assert!(tombstone.contains("Ils ont changé d’avis.") && tombstone.contains(&format!("/report?photo={id}")));
    let own = tina.opens("/account/photos").await.is(200).text();
    assert!(own.contains("Les parents sont d’accord.") && own.contains("Ils ont changé d’avis."), "{own}");
    let house = zef.ends_well();
    let secret = status.rsplit('/').next().unwrap();
    assert!(!holds(&house.storage, secret), "only the hash of the secret is stored");
    house.run(&["rebuild"]).well();
    let zef = house.serve();
    assert_eq!(zef.visitor.reads(&format!("/photos/{id}")).await.status, 410);
    assert!(visitor.now_before(&zef).opens(&status).await.is(200).text().contains("Ils ont changé d’avis."));
    zef.ends_well();
}

#[tokio::test]
async fn with_the_setting_a_report_about_privacy_hides_at_once() {
    let zef = House::new().configured("hide_reported = true").serve();
    let id = published(&zef).await;
    let (visitor, subject) = (Browser::before(&zef), format!("photo={id}"));
    assert!(visitor.opens(&format!("/report?{subject}")).await.is(200).text().contains("cachée dès l’envoi"));
    // Other reasons hide nothing.
    reports(&visitor, &subject, &[("reason", "rights")]).await.is(303);
    zef.visitor.sees(&id).await.photo();
    let sent = reports(&visitor, &subject, &[("reason", "place")]).await.is(303);
    zef.visitor.sees(&id).await.refused(404, "not-found");
    assert!(visitor.opens(&followed(&sent)).await.is(200).text().contains("En attendant, la photo est cachée."));
    let own = Browser::of(&zef, "tina").await.opens("/account/photos").await.is(200).text();
    assert!(
        own.contains("Le signalement l’a cachée automatiquement") && own.contains("Elle montre où quelqu’un habite"),
        "{own}"
    );

    // A photo that a moderator restored is not hidden again by another report.
    let mona = Browser::of(&zef, "mona").await;
    let forms = forms(&mona.opens("/admin/reports").await.is(200).text());
    let places: Vec<_> = forms.iter().filter(|form| form.action == "/admin/reports").collect();
    assert_eq!(places.len(), 2);
    let last = places.last().unwrap();
    mona.fills(last, &[("decision", "restore"), ("reason", "C’est une rue passante.")]).await.is(303);
    zef.visitor.sees(&id).await.photo();
    reports(&visitor, &subject, &[("reason", "minor")]).await.is(303);
    zef.visitor.sees(&id).await.photo();
    zef.ends_well();
}

#[tokio::test]
async fn a_persons_page_is_reported_and_kept() {
    let zef = Zef::serve();
    published(&zef).await;
    assert!(zef.visitor.reads("/people/tina").await.text().contains("/report?person=tina"));
    let visitor = Browser::before(&zef);
    reports(&visitor, "person=tina", &[("reason", "minor")]).await.is(422);
    let sent = reports(&visitor, "person=tina", &[("reason", "rights"), ("text", "Ce nom est le mien.")]).await.is(303);
    let mona = Browser::of(&zef, "mona").await;
    decides(&mona, "/admin/reports", "hide", "?").await.is(409);
    decides(&mona, "/admin/reports", "keep", "Deux personnes ont ce nom.").await.is(303);
    assert!(visitor.opens(&followed(&sent)).await.text().contains("Deux personnes ont ce nom."));
    for nobody in ["person=nobody", "photo=22222222", "", "photo=../x"] {
        visitor.opens(&format!("/report?{nobody}")).await.is(404);
    }
    zef.ends_well();
}

#[tokio::test]
async fn reports_of_one_address_are_limited_and_come_from_a_form_of_this_site() {
    let zef = Zef::serve();
    let id = published(&zef).await;
    let (subject, visitor) = (format!("photo={id}"), Browser::coming_from(&zef, "203.0.113.9"));
    for _ in 0..10 {
        reports(&visitor, &subject, &[("reason", "rights")]).await.is(303);
    }
    let slowed = reports(&visitor, &subject, &[("reason", "rights"), ("text", WORDS)]).await.is(429);
    assert!(slowed.header("retry-after").parse::<u64>().unwrap() <= 300);
    assert!(slowed.text().contains(WORDS), "what was typed stays");
    let neighbour = Browser::coming_from(&zef, "203.0.113.10");
    reports(&neighbour, &subject, &[("reason", "rights")]).await.is(303);
    let forged = [("photo".to_owned(), id), ("reason".to_owned(), "rights".to_owned())];
    neighbour.elsewhere().posts("/report", &forged).await.is(403);
    // A hundred reports of one photo are enough until a moderator decides.
    for network in 0..89 {
        let other = Browser::coming_from(&zef, &format!("198.51.100.{network}"));
        reports(&other, &subject, &[("reason", "rights")]).await.is(303);
    }
    let enough = reports(&neighbour, &subject, &[("reason", "rights"), ("text", WORDS)]).await.is(429).text();
    assert!(enough.contains(WORDS) && enough.contains("déjà beaucoup de signalements"), "{enough}");
    zef.ends_well();
}

#[tokio::test]
async fn the_api_makes_lists_and_decides_reports() {
    let zef = Zef::serve();
    let id = published(&zef).await;
    let body = json!({ "photo": id, "reason": "wrong-facts", "text": "C’est Roscoff.", "contact": CONTACT });
    let made = zef.visitor.posts("/api/v1/reports", body).await.is(201).json();
    assert_eq!(made["hidden"], false);
    let url = made["status_url"].as_str().unwrap();
    zef.visitor.reads(&url[url.find("/report/").unwrap()..]).await.is(200);
    zef.visitor.posts("/api/v1/reports", json!({ "photo": id, "reason": "ugly" })).await.refused(422, "invalid-field");
    zef.visitor.posts("/api/v1/reports", json!({ "reason": "rights" })).await.refused(422, "invalid-field");
    zef.visitor
        .posts("/api/v1/reports", json!({ "photo": "22222222", "reason": "rights" }))
        .await
        .refused(404, "not-found");
    zef.visitor.reads("/api/v1/reports").await.refused(401, "not-signed-in");

    let list = zef.moderator.reads("/api/v1/reports").await.is(200).json();
    let report = &list["items"][0];
    assert_eq!((&list["total"], &list["next"]), (&json!(1), &Value::Null));
    assert_eq!((&report["text"], &report["contact"]), (&json!("C’est Roscoff."), &json!(CONTACT)));
    assert_eq!(report["subject"]["photo"], id);
    let decide = format!("/api/v1/reports/{}/decide", report["id"].as_str().unwrap());
    zef.moderator.posts(&decide, json!({ "decision": "keep" })).await.refused(422, "missing-reason");
    zef.moderator.posts(&decide, json!({ "decision": "restore", "reason": "?" })).await.refused(409, "wrong-state");
    zef.trusted.posts(&decide, json!({ "decision": "keep", "reason": "?" })).await.refused(403, "not-allowed");
    let kept = json!({ "decision": "keep", "reason": "C’est corrigé." });
    let decided = zef.moderator.posts(&decide, kept).await.is(200).json();
    assert_eq!(
        (&decided["decisions"][0]["by"], &decided["decisions"][0]["decision"]),
        (&json!("mona"), &json!("keep"))
    );
    assert_eq!(zef.moderator.reads("/api/v1/reports").await.is(200).json()["total"], 0);
    assert_eq!(zef.moderator.reads("/api/v1/reports?decided=true").await.is(200).json()["total"], 1);
    // A decision that changes nothing is not told to the contributor.
    assert!(!Browser::of(&zef, "tina").await.opens(&format!("/photos/{id}")).await.text().contains("C’est corrigé."));
    zef.ends_well();
}

#[tokio::test]
async fn a_forgotten_report_leaves_no_byte() {
    let zef = Zef::serve();
    let (id, visitor) = (published(&zef).await, Browser::before(&zef));
    let subject = format!("photo={id}");
    let fields = [("reason", "personal-image"), ("text", WORDS), ("contact", CONTACT)];
    let sent = reports(&visitor, &subject, &fields).await.is(303);
    reports(&visitor, &subject, &[("reason", "rights"), ("text", "Une œuvre à moi.")]).await.is(303);
    let house = zef.ends_well();
    assert!(holds(&house.storage, WORDS) && holds(&house.storage, CONTACT));
    let unknown = house.run(&["forget", "contact", "personne@example.org", "--yes"]);
    assert_eq!(unknown.code, 1, "{unknown:?}");
    // Its case does not matter.
    let forgot = house.run(&["forget", "contact", "soizic.riou@example.org", "--yes"]).well();
    assert!(forgot.stdout.contains("forgot 1 report\n"), "{forgot:?}");
    assert!(!holds(&house.storage, WORDS) && !holds(&house.storage, CONTACT));
    let zef = house.serve();
    let visitor = visitor.now_before(&zef);
    visitor.opens(&followed(&sent)).await.is(404);
    let list = zef.moderator.reads("/api/v1/reports").await.is(200).json();
    assert_eq!((&list["total"], &list["items"][0]["text"]), (&json!(1), &json!("Une œuvre à moi.")));
    // A forgotten photo takes its reports with it.
    let house = zef.ends_well();
    house.run(&["forget", "photo", &id, "--yes"]).well();
    assert!(!holds(&house.storage, "Une œuvre à moi."));
    let zef = house.serve();
    assert_eq!(zef.moderator.reads("/api/v1/reports").await.is(200).json()["total"], 0);
    zef.ends_well().run(&["check"]).well();
}

#[tokio::test]
async fn a_decision_ends_with_where_to_contest_it_once_there_is_a_page_for_it() {
    let zef = Zef::serve();
    let id = published(&zef).await;
    let visitor = Browser::before(&zef);
    let sent = reports(&visitor, &format!("photo={id}"), &[("reason", "rights"), ("text", "C’est ma photo.")]).await;
    let status = followed(&sent.is(303));
    let (mona, tina) = (Browser::of(&zef, "mona").await, Browser::of(&zef, "tina").await);
    decides(&mona, "/admin/reports", "hide", "On demande la preuve.").await.is(303);
    let photo = format!("/photos/{id}");
    let redress = "href=\"/contact\">Écrivez à l’équipe</a>";
    let own = [photo.as_str(), "/account/photos", "/account/news"];
    for page in own {
        let told = tina.opens(page).await.is(200).text();
        assert!(told.contains("achée") && !told.contains(redress), "{page}: {told}");
    }

    let ada = Browser::of(&zef, "ada").await;
    let editor = "/admin/pages/contact?text=fr";
    let form = ada.form_on(editor, editor).await;
    ada.fills(&form, &[("markdown", "Écrivez à <bonjour@example.org>.")]).await.is(303);
    for page in own {
        let told = tina.opens(page).await.is(200).text();
        assert!(told.contains(redress) && told.contains("saisir un tribunal"), "{page}: {told}");
    }
    assert!(visitor.opens(&status).await.is(200).text().contains(redress), "the reporter may contest it too");
    // Staff contest nothing, and nobody a photo that came back.
    assert!(!mona.opens(&photo).await.is(200).text().contains(redress));
    decides(&mona, "/admin/reports?list=decided", "restore", "Tina a montré la preuve.").await.is(303);
    for page in [photo.as_str(), "/account/photos"] {
        assert!(!tina.opens(page).await.is(200).text().contains(redress), "{page}");
    }
    zef.ends_well();
}
