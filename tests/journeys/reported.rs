//! What somebody reports, without an account: staff decide with a reason, the reporter follows it, the contributor is told, and
//! nothing of the reporter is left once it is forgotten.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::{
    answer::Answer,
    browser::{Browser, forms},
    zef::{House, Zef, files_in},
};

const WORDS: &str = "C’est ma fille, à gauche, près du mât.";
const CONTACT: &str = "Soizic.Riou@example.org";

/// Fills the form of a report.
async fn reports(browser: &Browser, subject: &str, fields: &[(&str, &str)]) -> Answer {
    let form = browser.form_on(&format!("/report?{subject}"), "/report").await;
    browser.fills(&form, fields).await
}

/// The page where a report is followed.
fn followed(answer: &Answer) -> String {
    answer.header("location").split('?').next().unwrap().to_owned()
}

/// Decides on the first report of the list.
async fn rules(moderator: &Browser, list: &str, verdict: &str, reason: &str) -> Answer {
    let form = moderator.form_on(list, "/admin/reports").await;
    moderator.fills(&form, &[("verdict", verdict), ("reason", reason)]).await
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
async fn a_report_is_decided_on_with_reasons_that_everybody_concerned_reads() {
    let zef = Zef::serve();
    let id = published(&zef).await;
    let page = zef.visitor.reads(&format!("/photos/{id}")).await.is(200).text();
    assert!(page.contains(&format!("/report?photo={id}")), "the photo's page leads to the form");

    let visitor = Browser::before(&zef);
    let subject = format!("photo={id}");
    // Nothing is made of a report that says nothing.
    let nothing = reports(&visitor, &subject, &[("words", WORDS), ("contact", CONTACT)]).await.is(422).text();
    assert!(nothing.contains(WORDS) && nothing.contains(CONTACT), "what was typed stays: {nothing}");
    reports(&visitor, &subject, &[("ground", "other")]).await.is(422);
    let sent =
        reports(&visitor, &subject, &[("ground", "minor"), ("words", WORDS), ("contact", CONTACT)]).await.is(303);
    assert!(sent.header("location").ends_with("?done=reported"), "{}", sent.header("location"));
    let status = followed(&sent);
    let waits = visitor.opens(&status).await.is(200).text();
    assert!(waits.contains(WORDS) && waits.contains("Personne n’a encore décidé"), "{waits}");
    assert_eq!(visitor.opens(&format!("/report/{}", "0".repeat(64))).await.status, 404);
    // Without the setting, it stays public until somebody looks.
    zef.visitor.sees(&id).await.photo();

    // Staff alone read what was said, and by whom.
    let mona = Browser::of(&zef, "mona").await;
    let list = mona.opens("/admin/reports").await.is(200).text();
    assert!(list.contains(WORDS) && list.contains(CONTACT) && list.contains("Tina Morvan"), "{list}");
    assert!(mona.opens("/").await.text().contains("/admin/reports"), "the header leads to what waits");
    visitor.opens("/admin/reports").await.is(303);
    let tina = Browser::of(&zef, "tina").await;
    tina.opens("/admin/reports").await.is(403);
    zef.trusted.reads("/api/v1/reports").await.refused(403, "not-allowed");

    // Each decision needs a reason, and is made on the report as it was read.
    let form = mona.form_on("/admin/reports", "/admin/reports").await;
    let refused = mona.fills(&form, &[("verdict", "hide")]).await.is(422).text();
    assert!(refused.contains("role=\"alert\""), "{refused}");
    mona.fills(&form, &[("verdict", "restore"), ("reason", "?")]).await.is(409);
    let hidden = mona.fills(&form, &[("verdict", "hide"), ("reason", "On demande aux parents.")]).await.is(303);
    assert_eq!(hidden.header("location"), "/admin/reports?done=report-decided");
    mona.fills(&form, &[("verdict", "keep"), ("reason", "Trop tard")]).await.is(409);

    // Hidden: nobody finds it but its contributor and staff.
    zef.visitor.sees(&id).await.refused(404, "not-found");
    zef.other.sees(&id).await.refused(404, "not-found");
    for list in ["/", "/tags/quai", "/people/tina", "/search?q=quai", "/api/v1/photos"] {
        assert!(!zef.visitor.reads(list).await.is(200).text().contains(&id), "{list} shows it");
    }
    for address in
        [format!("/photos/{id}"), format!("/media/{id}/640.jpg"), format!("/embed/{id}"), format!("/report?photo={id}")]
    {
        zef.visitor.reads(&address).await.is(404);
    }
    assert_eq!(zef.moderator.sees(&id).await.photo().state(), "hidden");
    // The same file, given by somebody else, waits for review and tells nothing.
    let again = zef.moderator.gives("leaf.jpg").under("cc-by-4.0").await.created();
    assert_eq!(again.state(), "submitted");

    // Its contributor reads the ground and the reason, and neither words nor name of the reporter.
    for page in [format!("/photos/{id}"), "/account/photos".to_owned()] {
        let told = tina.opens(&page).await.is(200).text();
        assert!(told.contains("On y voit un enfant") && told.contains("On demande aux parents."), "{page}: {told}");
        assert!(!told.contains(WORDS) && !told.contains(CONTACT), "{page}: {told}");
    }
    let told = visitor.opens(&status).await.is(200).text();
    assert!(told.contains("la photo est cachée") && told.contains("On demande aux parents."), "{told}");

    // Restored, it is public again; withdrawn, it leaves a tombstone with the reason.
    rules(&mona, "/admin/reports?list=decided", "restore", "Les parents sont d’accord.").await.is(303);
    zef.visitor.sees(&id).await.photo();
    assert!(zef.visitor.reads("/tags/quai").await.text().contains(&id));
    rules(&mona, "/admin/reports?list=decided", "withdraw", "Ils ont changé d’avis.").await.is(303);
    let tombstone = zef.visitor.reads(&format!("/photos/{id}")).await.is(410).text();
    assert!(tombstone.contains("Ils ont changé d’avis.") && tombstone.contains(&format!("/report?photo={id}")));
    let own = tina.opens("/account/photos").await.is(200).text();
    assert!(own.contains("Les parents sont d’accord.") && own.contains("Ils ont changé d’avis."), "{own}");
    zef.ends_well().run(&["rebuild"]).well();
}

#[tokio::test]
async fn where_the_site_says_so_a_matter_of_privacy_hides_at_once() {
    let zef = House::new().configured("hide_reported = true").serve();
    let id = published(&zef).await;
    let (visitor, subject) = (Browser::before(&zef), format!("photo={id}"));
    assert!(visitor.opens(&format!("/report?{subject}")).await.is(200).text().contains("cachée dès l’envoi"));
    // What is wrong with words or rights hides nothing.
    reports(&visitor, &subject, &[("ground", "rights")]).await.is(303);
    zef.visitor.sees(&id).await.photo();
    let sent = reports(&visitor, &subject, &[("ground", "place")]).await.is(303);
    assert!(sent.header("location").ends_with("?done=reported-hidden"), "{}", sent.header("location"));
    zef.visitor.sees(&id).await.refused(404, "not-found");
    assert!(visitor.opens(&followed(&sent)).await.is(200).text().contains("En attendant, la photo est cachée."));
    let own = Browser::of(&zef, "tina").await.opens("/account/photos").await.is(200).text();
    assert!(own.contains("Elle a été cachée aussitôt") && own.contains("Elle montre où quelqu’un habite"), "{own}");

    // What staff looked at is not hidden again by itself.
    let mona = Browser::of(&zef, "mona").await;
    let forms = forms(&mona.opens("/admin/reports").await.is(200).text());
    let places: Vec<_> = forms.iter().filter(|form| form.action == "/admin/reports").collect();
    assert_eq!(places.len(), 2);
    let last = places.last().unwrap();
    mona.fills(last, &[("verdict", "restore"), ("reason", "C’est une rue passante.")]).await.is(303);
    zef.visitor.sees(&id).await.photo();
    reports(&visitor, &subject, &[("ground", "minor")]).await.is(303);
    zef.visitor.sees(&id).await.photo();
    zef.ends_well();
}

#[tokio::test]
async fn a_page_of_a_person_is_reported_and_kept() {
    let zef = Zef::serve();
    published(&zef).await;
    assert!(zef.visitor.reads("/people/tina").await.text().contains("/report?person=tina"));
    let visitor = Browser::before(&zef);
    reports(&visitor, "person=tina", &[("ground", "minor")]).await.is(422);
    let sent =
        reports(&visitor, "person=tina", &[("ground", "rights"), ("words", "Ce nom est le mien.")]).await.is(303);
    let mona = Browser::of(&zef, "mona").await;
    rules(&mona, "/admin/reports", "hide", "?").await.is(409);
    rules(&mona, "/admin/reports", "keep", "Deux personnes ont ce nom.").await.is(303);
    assert!(visitor.opens(&followed(&sent)).await.text().contains("Deux personnes ont ce nom."));
    for nobody in ["person=nobody", "photo=22222222", "", "photo=../x"] {
        visitor.opens(&format!("/report?{nobody}")).await.is(404);
    }
    zef.ends_well();
}

#[tokio::test]
async fn reports_are_counted_for_an_address_and_need_a_form_of_this_site() {
    let zef = Zef::serve();
    let id = published(&zef).await;
    let (subject, visitor) = (format!("photo={id}"), Browser::coming_from(&zef, "203.0.113.9"));
    let mut slowed = 0;
    for _ in 0..12 {
        slowed += usize::from(reports(&visitor, &subject, &[("ground", "rights")]).await.status == 429);
    }
    assert_eq!(slowed, 2, "ten at once, and then they are slowed down");
    let neighbour = Browser::coming_from(&zef, "203.0.113.10");
    reports(&neighbour, &subject, &[("ground", "rights")]).await.is(303);
    let forged = [("photo".to_owned(), id), ("ground".to_owned(), "rights".to_owned())];
    neighbour.elsewhere().posts("/report", &forged).await.is(403);
    zef.ends_well();
}

#[tokio::test]
async fn by_program_a_report_is_made_listed_and_decided_on() {
    let zef = Zef::serve();
    let id = published(&zef).await;
    let body = json!({ "photo": id, "ground": "wrong-facts", "words": "C’est Roscoff.", "contact": CONTACT });
    let made = zef.visitor.posts("/api/v1/reports", body).await.is(201).json();
    assert_eq!(made["hidden"], false);
    let url = made["url"].as_str().unwrap();
    zef.visitor.reads(&url[url.find("/report/").unwrap()..]).await.is(200);
    zef.visitor.posts("/api/v1/reports", json!({ "photo": id, "ground": "ugly" })).await.refused(422, "invalid-field");
    zef.visitor.posts("/api/v1/reports", json!({ "ground": "rights" })).await.refused(422, "invalid-field");
    zef.visitor
        .posts("/api/v1/reports", json!({ "photo": "22222222", "ground": "rights" }))
        .await
        .refused(404, "not-found");
    zef.visitor.reads("/api/v1/reports").await.refused(401, "not-signed-in");

    let list = zef.moderator.reads("/api/v1/reports").await.is(200).json();
    let report = &list["items"][0];
    assert_eq!((&list["total"], &list["next"]), (&json!(1), &Value::Null));
    assert_eq!((&report["words"], &report["contact"]), (&json!("C’est Roscoff."), &json!(CONTACT)));
    assert_eq!(report["subject"]["photo"], id);
    let ruling = format!("/api/v1/reports/{}/ruling", report["id"].as_str().unwrap());
    zef.moderator.posts(&ruling, json!({ "verdict": "keep" })).await.refused(422, "missing-reason");
    zef.moderator.posts(&ruling, json!({ "verdict": "restore", "reason": "?" })).await.refused(409, "wrong-state");
    zef.trusted.posts(&ruling, json!({ "verdict": "keep", "reason": "?" })).await.refused(403, "not-allowed");
    let kept = json!({ "verdict": "keep", "reason": "C’est corrigé." });
    let ruled = zef.moderator.posts(&ruling, kept).await.is(200).json();
    assert_eq!((&ruled["rulings"][0]["by"], &ruled["rulings"][0]["verdict"]), (&json!("mona"), &json!("keep")));
    assert_eq!(zef.moderator.reads("/api/v1/reports").await.is(200).json()["total"], 0);
    assert_eq!(zef.moderator.reads("/api/v1/reports?decided=true").await.is(200).json()["total"], 1);
    // A report that was answered without a change is no matter of the contributor's.
    assert!(!Browser::of(&zef, "tina").await.opens(&format!("/photos/{id}")).await.text().contains("C’est corrigé."));
    zef.ends_well();
}

#[tokio::test]
async fn of_a_forgotten_report_no_byte_is_left() {
    let zef = Zef::serve();
    let (id, visitor) = (published(&zef).await, Browser::before(&zef));
    let subject = format!("photo={id}");
    let fields = [("ground", "personal-image"), ("words", WORDS), ("contact", CONTACT)];
    let sent = reports(&visitor, &subject, &fields).await.is(303);
    reports(&visitor, &subject, &[("ground", "rights"), ("words", "Une œuvre à moi.")]).await.is(303);
    let house = zef.ends_well();
    assert!(holds(&house.storage, WORDS) && holds(&house.storage, CONTACT));
    let unknown = house.run(&["forget", "contact", "personne@example.org", "--yes"]);
    assert_eq!(unknown.code, 1, "{unknown:?}");
    // As it is written does not matter.
    let forgot = house.run(&["forget", "contact", "soizic.riou@example.org", "--yes"]).well();
    assert!(forgot.stdout.contains("forgot 1 reports"), "{forgot:?}");
    assert!(!holds(&house.storage, WORDS) && !holds(&house.storage, CONTACT));
    let zef = house.serve();
    let visitor = visitor.now_before(&zef);
    visitor.opens(&followed(&sent)).await.is(404);
    let list = zef.moderator.reads("/api/v1/reports").await.is(200).json();
    assert_eq!((&list["total"], &list["items"][0]["words"]), (&json!(1), &json!("Une œuvre à moi.")));
    // With its photo, what was reported of it goes too.
    let house = zef.ends_well();
    house.run(&["forget", "photo", &id, "--yes"]).well();
    assert!(!holds(&house.storage, "Une œuvre à moi."));
    let zef = house.serve();
    assert_eq!(zef.moderator.reads("/api/v1/reports").await.is(200).json()["total"], 0);
    zef.ends_well().run(&["check"]).well();
}
