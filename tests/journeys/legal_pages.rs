//! Legal pages: an administrator writes them, visitors read them, every version is kept, and nobody else writes.

use scraper::{Html, Selector};

use crate::{
    browser::{Browser, PageForm, forms},
    zef::{House, Zef, files_in},
};

const FRENCH: &str = "/admin/pages/legal?text=fr";
const ENGLISH: &str = "/admin/pages/legal?text=en";

/// A form of a page, by where it goes.
fn the_form(page: &str, action: &str) -> PageForm {
    let all = forms(page);
    all.iter().find(|form| form.action == action).unwrap_or_else(|| panic!("{action}: {all:?}")).clone()
}

/// What a form holds in its text.
fn markdown(form: &PageForm) -> &str {
    &form.fields.iter().find(|(name, _)| name == "markdown").unwrap().1
}

async fn writes(ada: &Browser, page: &str, text: &str) {
    let form = ada.form_on(page, page).await;
    ada.fills(&form, &[("markdown", text)]).await.is(303);
}

/// The text of the first element that this selector names.
fn text_at(page: &str, selector: &str) -> String {
    let page = Html::parse_document(page);
    let found = page.select(&Selector::parse(selector).unwrap()).next();
    found.unwrap_or_else(|| panic!("no {selector}")).text().collect()
}

#[tokio::test]
async fn an_administrator_writes_a_page_and_visitors_read_it() {
    let zef = Zef::serve();
    for (path, title) in [
        ("/legal", "Mentions légales"),
        ("/privacy", "Confidentialité"),
        ("/terms", "Conditions d’utilisation"),
        ("/contact", "Contact"),
        ("/en/legal", "Legal notice"),
        ("/en/privacy", "Privacy"),
        ("/en/terms", "Terms of use"),
        ("/en/contact", "Contact"),
    ] {
        let page = zef.visitor.reads(path).await.is(200).text();
        assert_eq!(text_at(&page, "h1"), title, "{path}");
        assert!(!page.contains("[à compléter") && !page.contains("[to be completed") && !page.contains("<mark>"));
        assert!(page.contains("information à venir") || page.contains("information to come"), "{path}");
        assert!(page.contains("content=\"noindex\""), "{path}: it is not finished");
        assert!(zef.visitor.reads("/").await.text().contains(&format!("href=\"{}\"", path.trim_start_matches("/en"))));
    }
    let ada = Browser::of(&zef, "ada").await;
    let page = ada.opens("/legal").await.is(200).text();
    assert!(page.contains("<mark>à compléter") && page.contains("passages restent à compléter"), "{page}");
    assert!(page.contains(&format!("href=\"{FRENCH}\"")), "{page}");
    assert!(markdown(&ada.form_on(FRENCH, FRENCH).await).contains("[à compléter : nom de l’association]"));

    writes(
        &ada,
        FRENCH,
        "# Qui publie\n\nLes **Yeux** de la rade : 12 rue de la Cale.\n\n## Écrire\n\n<bonjour@example.org>",
    )
    .await;
    let page = zef.visitor.reads("/legal").await.is(200).text();
    assert!(page.contains("<strong>Yeux</strong>") && page.contains("mailto:bonjour@example.org"), "{page}");
    assert!(page.contains("Version du") && !page.contains("noindex") && !page.contains("n’est pas terminée"), "{page}");
    assert_eq!((text_at(&page, "article h2"), text_at(&page, "article h3")), ("Qui publie".into(), "Écrire".into()));
    // In English, the French text stands until somebody writes an English one; in Breton, it stays.
    let english = zef.visitor.reads("/en/legal").await.is(200).text();
    assert!(
        english.contains("only in French") && english.contains("<article class=\"prose\" lang=\"fr\">"),
        "{english}"
    );
    writes(&ada, ENGLISH, "Published by us.").await;
    let english = zef.visitor.reads("/en/legal").await.is(200).text();
    assert!(english.contains("Published by us.") && !english.contains("only in French"), "{english}");
    let breton = zef.visitor.reads("/br/legal").await.is(200).text();
    assert!(breton.contains("<article class=\"prose\" lang=\"fr\">") && breton.contains("Yeux"), "{breton}");
    let list = ada.opens("/admin/pages").await.is(200).text();
    assert!(list.contains("Version 1, par Ada Riou le") && list.contains("passages à compléter"), "{list}");

    let house = zef.ends_well();
    let journal: String =
        files_in(&house.storage.join("journal")).iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    let written = journal.lines().find(|line| line.contains("legal/legal.fr")).unwrap();
    assert!(written.contains("\"actor\":\"ada\"") && written.contains("\"gesture\":\"legal\""), "{written}");
    house.run(&["check"]).well();
    let zef = house.serve();
    assert!(zef.visitor.reads("/legal").await.text().contains("<strong>Yeux</strong>"));
    zef.ends_well();
}

#[tokio::test]
async fn a_preview_keeps_nothing_and_versions_are_read_and_restored() {
    let zef = Zef::serve();
    let ada = Browser::of(&zef, "ada").await;
    let form = ada.form_on(FRENCH, FRENCH).await;
    let page = ada.fills(&form, &[("markdown", "## Essai\n\nUn *essai*."), ("preview", "yes")]).await.is(200).text();
    assert!(page.contains("<em>essai</em>"), "{page}");
    assert_eq!(markdown(&the_form(&page, FRENCH)), "## Essai\n\nUn *essai*.");
    assert!(!zef.visitor.reads("/legal").await.text().contains("essai"));
    // The form of the preview keeps it.
    ada.fills(&the_form(&page, FRENCH), &[]).await.is(303);
    assert!(zef.visitor.reads("/legal").await.text().contains("<em>essai</em>"));

    writes(&ada, FRENCH, "Deuxième version.").await;
    let page = ada.opens(FRENCH).await.is(200).text();
    let list = text_at(&page, "[aria-labelledby=versions]");
    for said in ["Version 1", "Version 2", "Ada Riou", "Modèle d’origine", "(en ligne)"] {
        assert!(list.contains(said), "{said}: {list}");
    }
    let link = Selector::parse("[aria-labelledby=versions] a").unwrap();
    let addresses: Vec<String> =
        Html::parse_document(&page).select(&link).map(|link| link.attr("href").unwrap().to_owned()).collect();
    let [second, first, template] = &addresses[..] else { panic!("{addresses:?}") };
    let read = ada.opens(first).await.is(200).text();
    assert!(read.contains("<em>essai</em>") && read.contains("Version 1"), "{read}");
    assert!(ada.opens(second).await.is(200).text().contains("C’est la version en ligne."));
    assert!(ada.opens(template).await.is(200).text().contains("<mark>"));
    ada.opens("/admin/pages/legal/versions/1?text=fr").await.is(404);
    ada.opens(&first.replace("legal", "nothing")).await.is(404);

    // A version restored on what is not present any more is not restored.
    let old = the_form(&read, first);
    writes(&ada, FRENCH, "Troisième version.").await;
    let page = ada.fills(&old, &[]).await.is(409).text();
    assert!(page.contains("a enregistré un changement entre-temps"), "{page}");
    assert!(zef.visitor.reads("/legal").await.text().contains("Troisième version."));
    let form = ada.form_on(first, first).await;
    ada.fills(&form, &[]).await.is(303);
    assert!(zef.visitor.reads("/legal").await.text().contains("<em>essai</em>"));
    let list = text_at(&ada.opens(FRENCH).await.text(), "[aria-labelledby=versions]");
    assert!(list.contains("Version 4"), "{list}");
    // So is the template.
    let form = ada.form_on(template, template).await;
    ada.fills(&form, &[]).await.is(303);
    assert!(zef.visitor.reads("/legal").await.text().contains("information à venir"));
    zef.ends_well();
}

#[tokio::test]
async fn two_who_write_at_the_same_time_lose_nothing() {
    let house = House::new();
    house.run(&["person", "set", "mona", "--role", "admin"]).well();
    let zef = house.serve();
    let (ada, mona) = (Browser::of(&zef, "ada").await, Browser::of(&zef, "mona").await);
    let (of_ada, of_mona) = (ada.form_on(FRENCH, FRENCH).await, mona.form_on(FRENCH, FRENCH).await);
    ada.fills(&of_ada, &[("markdown", "Le texte d’Ada.")]).await.is(303);
    let page = mona.fills(&of_mona, &[("markdown", "Le texte de Mona.")]).await.is(409).text();
    assert!(page.contains("Ada Riou a enregistré une autre version") && page.contains("Le texte d’Ada."), "{page}");
    let again = the_form(&page, FRENCH);
    assert_eq!(markdown(&again), "Le texte de Mona.");
    assert!(zef.visitor.reads("/legal").await.text().contains("Le texte d’Ada."));
    // A preview says it too, and keeps nothing.
    let page = mona.fills(&of_mona, &[("markdown", "Le texte de Mona."), ("preview", "yes")]).await.is(200).text();
    assert!(page.contains("Ada Riou a enregistré"), "{page}");
    // Nor does an answer to what was seen before yet another version.
    writes(&ada, FRENCH, "Encore Ada.").await;
    let page = mona.fills(&again, &[]).await.is(409).text();
    assert!(page.contains("Encore Ada."), "{page}");
    mona.fills(&the_form(&page, FRENCH), &[]).await.is(303);
    assert!(zef.visitor.reads("/legal").await.text().contains("Le texte de Mona."));
    let list = ada.opens(FRENCH).await.text();
    assert!(list.contains("Version 3") && list.contains("par Mona Quéré"), "{list}");
    zef.ends_well();
}

#[tokio::test]
async fn only_administrators_see_and_write_any_of_it() {
    let (house, _) = House::new().with_curator();
    let zef = house.serve();
    let addresses = ["/admin", "/admin/site", "/admin/pages", FRENCH, ENGLISH, "/admin/pages/legal/versions/0?text=fr"];
    let ada = Browser::of(&zef, "ada").await;
    for address in addresses {
        ada.opens(address).await.is(200);
        let visitor = Browser::before(&zef).opens(address).await.is(303);
        assert!(visitor.header("location").starts_with("/login?back="), "{address}");
    }
    ada.opens("/admin/pages/about?text=fr").await.is(404);
    ada.opens("/admin/pages/legal?text=br").await.is(422);
    for handle in ["anne", "cora", "mona"] {
        let browser = Browser::of(&zef, handle).await;
        assert!(!browser.opens("/").await.text().contains("href=\"/admin\""), "{handle}");
        let account = browser.form_on("/account", "/account/credit").await;
        let csrf = account.fields.iter().find(|(name, _)| name == "csrf").unwrap().clone();
        for address in addresses {
            let page = browser.opens(address).await.is(403).text();
            assert!(page.contains("<h1>") && !page.contains("[à compléter"), "{handle} {address}");
        }
        for (address, field) in [(FRENCH, ("markdown", "À moi.")), ("/admin/site", ("site_name", "À moi"))] {
            let fields = [csrf.clone(), (field.0.to_owned(), field.1.to_owned())];
            browser.posts(address, &fields).await.is(403);
        }
        browser.posts("/admin/pages/legal/versions/0?text=fr", std::slice::from_ref(&csrf)).await.is(403);
    }
    assert!(ada.opens("/").await.text().contains("href=\"/admin\""));
    // Nor does another site in an administrator's name.
    for (address, field) in [(FRENCH, "markdown"), ("/admin/site", "site_name")] {
        let form = ada.form_on(address, address).await;
        ada.elsewhere().fills(&form, &[(field, "D’ailleurs")]).await.is(403);
        let unproved: Vec<(String, String)> = form.fields.into_iter().filter(|(name, _)| name != "csrf").collect();
        ada.elsewhere().posts(address, &unproved).await.is(403);
    }
    assert!(!zef.visitor.reads("/legal").await.text().contains("À moi."));
    assert!(!zef.visitor.reads("/").await.text().contains("D’ailleurs"));
    zef.ends_well();
}

#[tokio::test]
async fn hostile_markdown_harms_nobody_and_nothing_typed_is_lost() {
    let zef = Zef::serve();
    let ada = Browser::of(&zef, "ada").await;
    let hostile = "# <script>alert(1)</script>\n\n<img src=x onerror=alert(2)>\n\n[ici](javascript:alert(3)) \
                   [là](data:text/html;base64,PHNjcmlwdD4=)\n\n![vue](https://evil.example/pixel.png)\n\n\
                   <iframe src=\"https://evil.example\"></iframe>\n\n| a |\n| :-: |\n| <b onclick=x> |\n\n\
                   [bien](https://example.org/a?b=c&d=e)";
    writes(&ada, FRENCH, hostile).await;
    for text in [zef.visitor.reads("/legal").await.is(200).text(), ada.opens("/legal").await.is(200).text()] {
        let page = Html::parse_document(&text);
        for none in
            ["main script", "main img", "main iframe", "main [style]", "main [onclick]", "main [onerror]", "main b"]
        {
            assert_eq!(page.select(&Selector::parse(none).unwrap()).count(), 0, "{none}: {text}");
        }
        let link = Selector::parse("article a").unwrap();
        let links: Vec<(&str, Option<&str>)> =
            page.select(&link).map(|link| (link.attr("href").unwrap(), link.attr("rel"))).collect();
        assert_eq!(links, [("https://example.org/a?b=c&d=e", Some("external noopener"))]);
        assert!(text.contains("&lt;script&gt;") && !text.contains("evil.example/pixel"), "{text}");
    }
    // What was typed is given back as it was.
    assert_eq!(markdown(&ada.form_on(FRENCH, FRENCH).await), hostile);
    let form = ada.form_on(FRENCH, FRENCH).await;
    let long = "é".repeat(30_001);
    let page = ada.fills(&form, &[("markdown", &long)]).await.is(422).text();
    assert!(page.contains("le texte dépasse 30\u{202f}000\u{a0}caractères") && page.contains(&long));
    let emojis = "😀".repeat(25_000);
    let page = ada.fills(&form, &[("markdown", &emojis)]).await.is(422).text();
    assert!(page.contains("le texte dépasse 80\u{202f}000\u{a0}octets") && page.contains(&emojis));
    ada.fills(&form, &[("markdown", &"é".repeat(30_000))]).await.is(303);
    zef.visitor.reads("/legal").await.is(200);
    let form = ada.form_on(FRENCH, FRENCH).await;
    ada.fills(&form, &[("markdown", &"x".repeat(600_000))]).await.is(413);
    let page = ada.fills(&form, &[("markdown", " \n\u{200b}")]).await.is(422).text();
    assert!(page.contains("écrivez quelque chose"), "{page}");
    zef.ends_well();
}
