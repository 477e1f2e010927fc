//! The licences page and the upload form have the same wording.

use scraper::{ElementRef, Html, Selector};

use crate::{answer::Answer, browser::Browser, zef::Zef};

/// A question with what is said beside it and its answers.
type Question = (String, String, Vec<String>);

fn within<'a>(element: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    element.select(&Selector::parse(selector).unwrap()).collect()
}

fn read(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The three questions of the form, as it shows them, and what their answers lead to.
fn asked(form: &Answer) -> (Vec<Question>, Vec<String>) {
    let page = Html::parse_document(&form.text());
    let questions = within(page.root_element(), ".questions fieldset.ask-one").into_iter().map(|question| {
        let texts = |selector: &str| within(question, selector).into_iter().map(read).collect::<Vec<_>>();
        (texts("legend > span").concat(), texts("legend > small").concat(), texts("label"))
    });
    let outcomes = within(page.root_element(), ".outcome").into_iter().map(read);
    (questions.collect(), outcomes.collect())
}

/// What one part of the licences page says: questions, what answers lead to, and what curators may answer besides.
fn written(part: ElementRef<'_>) -> (Vec<Question>, Vec<String>, String) {
    let mut questions: Vec<Question> = Vec::new();
    let (mut outcomes, mut besides) = (Vec::new(), String::new());
    let lines = |list| within(list, "li").into_iter().map(read).collect();
    for part in part.child_elements() {
        match (part.value().name(), part.attr("class")) {
            ("h3", _) => questions.push((read(part), String::new(), Vec::new())),
            ("p", None) if !questions.is_empty() => questions.last_mut().unwrap().1 = read(part),
            ("p", Some("note")) => besides += &read(within(part, "q")[0]),
            ("ul", Some("answers")) => questions.last_mut().unwrap().2 = lines(part),
            ("ul", Some("outcomes")) => outcomes = lines(part),
            _ => {}
        }
    }
    questions.retain(|(_, _, answers)| !answers.is_empty());
    (questions, outcomes, besides)
}

#[tokio::test]
async fn the_licences_page_says_what_the_form_says() {
    let zef = Zef::serve();
    let draft = zef.contributor.gives("leaf.jpg").in_draft().await.created().id();
    let other = zef.moderator.gives("storm.webp").in_draft().await.created().id();
    let (anne, mona) = (Browser::of(&zef, "anne").await, Browser::of(&zef, "mona").await);
    for language in ["", "/en"] {
        let opened = zef.visitor.reads(&format!("{language}/licenses")).await.is(200).text();
        let page = Html::parse_document(&opened);
        let (questions, outcomes, besides) = written(within(page.root_element(), "main section[id^='wording-']")[0]);
        assert_eq!(questions.len(), 3);
        let form = anne.opens(&format!("{language}/photos/{draft}/edit")).await.is(200);
        assert_eq!((questions.clone(), outcomes.clone()), asked(&form), "{language}");
        // Who may mark a work of the public domain has one answer more, and the page says so.
        let (mut theirs, led_to) = asked(&mona.opens(&format!("{language}/photos/{other}/edit")).await.is(200));
        assert_eq!(theirs[0].2.pop(), Some(besides));
        assert_eq!((&theirs, &led_to[..outcomes.len()]), (&questions, &outcomes[..]));
    }
    zef.ends_well();
}
