//! Pages in Breton: what is Breton is told as Breton, and what is still French as French.

use scraper::{ElementRef, Html, Selector};

use crate::{browser::Browser, files, zef::Zef};

/// The language of an element: that of the nearest `lang` around it.
fn language_of(element: ElementRef<'_>) -> String {
    let around = element.ancestors().filter_map(ElementRef::wrap);
    std::iter::once(element).chain(around).find_map(|one| one.attr("lang")).unwrap_or_default().to_owned()
}

/// Each text of the page that is not empty, with its language.
fn texts(page: &Html) -> Vec<(String, String)> {
    page.select(&Selector::parse("body *").unwrap())
        .filter_map(|element| {
            let own: String =
                element.children().filter_map(|child| child.value().as_text().map(|text| &**text)).collect();
            let own = own.split_whitespace().collect::<Vec<_>>().join(" ");
            (!own.is_empty()).then(|| (own, language_of(element)))
        })
        .collect()
}

#[tokio::test]
async fn each_text_is_told_in_its_language() {
    let zef = Zef::serve();
    let id = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created().id();
    let home = zef.visitor.reads("/br/").await.is(200).text();
    assert!(home.contains("<html lang=\"br\">"), "{home}");
    let page = Html::parse_document(&home);
    let all = texts(&page);
    let of = |wanted: &str| all.iter().find(|(text, _)| text.contains(wanted)).map(|(_, language)| language.as_str());
    assert_eq!(
        (of("Kevreañ"), of("Luc'hskeudennoù"), of("An aotreoù-implijout")),
        (Some("br"), Some("br"), Some("br"))
    );
    assert_eq!((of("Aller au contenu"), of("Des photos à partager")), (Some("fr"), Some("fr")));
    assert_eq!((of("Brezhoneg"), of("English")), (Some("br"), Some("en")));
    // A word that French and English share is French all the same, and so is what a button with a picture is called.
    assert_eq!((of("Contact"), of("Dastumadoù")), (Some("fr"), Some("br")));
    assert!(home.contains("<button lang=\"fr\"") && !home.contains("<nav lang=\"fr\""), "{home}");
    assert_eq!(of("Les phrases restent en français"), Some("fr"), "said where it is so");
    // Regions are named in Breton, or by words that say that they are French.
    let regions = Selector::parse("nav, section, aside, form, ul, ol, p, div").unwrap();
    let labels: Vec<&str> = page.select(&regions).filter_map(|region| region.attr("aria-label")).collect();
    assert!(labels.iter().all(|label| label.contains("luc'hskeudenn") || label.contains("er-alc'hwez")), "{labels:?}");
    let nav = page.select(&Selector::parse("nav.doors").unwrap()).next().unwrap();
    let named = Selector::parse(&format!("#{}", nav.attr("aria-labelledby").unwrap())).unwrap();
    let named = page.select(&named).next().unwrap();
    assert_eq!((named.text().collect::<String>().as_str(), named.attr("lang")), ("Navigation principale", Some("fr")));
    assert!(!zef.visitor.reads("/").await.text().contains("Les phrases restent en français"));

    let browser = Browser::of(&zef, "tina").await;
    for path in [
        "/br/",
        "/br/search?q=rien",
        "/br/licenses",
        "/br/about",
        "/br/login",
        "/br/basket",
        "/br/nowhere",
        "/br/upload",
        "/br/people/tina",
        "/br/people/tina/given",
        "/br/privacy",
        "/br/account/photos",
        "/br/account/news",
    ] {
        let answers = [zef.visitor.reads(path).await, browser.opens(path).await];
        for text in answers.map(|answer| answer.text()) {
            assert!(!text.contains(['\u{e000}', '\u{e001}']), "{path}: a mark is left");
        }
    }
    let photo = zef.visitor.reads(&format!("/br/photos/{id}")).await.is(200).text();
    let advice = texts(&Html::parse_document(&photo)).into_iter().find(|(text, _)| text.contains("près de la photo"));
    assert_eq!(advice.unwrap().1, "fr", "sentences that come with a licence too");
    assert!(!photo.contains(['\u{e000}', '\u{e001}']) && !photo.contains("deed.br"), "{photo}");
    // Calls, which have no pages, have no marks either.
    let refused = zef.visitor.reads("/api/v1/photos?limit=abc&lang=br").await;
    assert!(refused.text().contains("nombre entier") && refused.header("content-language") == "fr");
    assert!(!refused.text().contains('\u{e000}'));
    zef.ends_well();
}

#[tokio::test]
async fn a_noun_after_a_number_is_in_the_singular() {
    let zef = Zef::serve();
    for number in 0..3 {
        let photo = files::small_photograph(number);
        zef.trusted.gives_bytes("photo.jpg", photo).under("cc-by-4.0").await.created();
    }
    let texts = zef.visitor.reads("/br/people/tina").await.is(200).text();
    assert!(texts.contains("3 luc&#39;hskeudenn") || texts.contains("3 luc'hskeudenn"), "{texts}");
    assert!(!texts.contains("3 luc&#39;hskeudennoù"), "{texts}");
    zef.ends_well();
}
