//! Search by words as visitors type them: plurals, other apostrophes, letters without strokes, a missing letter.

use crate::{files, zef::Zef};

#[tokio::test]
async fn words_are_found_however_they_are_typed() {
    let zef = Zef::serve();
    let titles =
        ["Łódź, rynek", "Ørsted i København", "Ar cʼhoari war an aod", "Forêts du Huelgoat", "La rue de Siam, la nuit"];
    let mut ids = Vec::new();
    for (title, number) in titles.iter().zip(0..) {
        let gift = zef.trusted.gives_bytes("photo.jpg", files::small_photograph(number)).under("cc-by-4.0");
        ids.push(gift.titled(title).await.created().id());
    }
    for (typed, found) in [
        ("lodz", vec![0]),
        ("orsted", vec![1]),
        ("kobenhavn", vec![1]),
        ("c'hoari", vec![2]),
        ("c’hoari", vec![2]),
        ("cʼhoari", vec![2]),
        ("photo de forêt", vec![3]),
        ("foret d’huelgoat", vec![3]),
        ("\"rue de siam\"", vec![4]),
        ("\"rue siam\"", vec![]),
        ("ru -siam", vec![]),
        ("rynek -lodz", vec![]),
        ("-siam -rynek -war -orsted", vec![3]),
    ] {
        let seen: Vec<String> = zef.visitor.finds(typed).await.iter().map(crate::answer::Photo::id).collect();
        let expected: Vec<&String> = found.iter().map(|place: &usize| &ids[*place]).collect();
        assert_eq!(seen.iter().collect::<Vec<_>>(), expected, "{typed}");
    }

    // A letter is missing: another spelling is proposed, as photos have it, with a link that finds them.
    let answer = zef.visitor.reads("/api/v1/photos?q=forts%20huelgoat").await.is(200).json();
    assert_eq!((&answer["total"], &answer["did_you_mean"]), (&0.into(), &"forêts huelgoat".into()));
    let page = zef.visitor.reads("/search?q=huelgaot&use=modify").await.is(200).text();
    assert!(page.contains("Vouliez-vous dire"), "{page}");
    assert!(page.contains(r#"<a href="/search?q=huelgoat&#38;use=modify">huelgoat</a>"#), "{page}");
    zef.visitor.reads("/search?q=huelgoat&use=modify").await.is(200);
    let answer = zef.visitor.reads("/api/v1/photos?q=xyzzy").await.is(200).json();
    assert_eq!(answer.get("did_you_mean"), None);
    let page = zef.visitor.reads("/search?q=%3Cb%3Exyzzy").await.is(200).text();
    assert!(!page.contains("Vouliez-vous dire") && !page.contains("<b>xyzzy"));
    zef.ends_well();
}

#[tokio::test]
async fn the_search_page_names_what_it_does_not_understand_and_applies_the_rest() {
    let zef = Zef::serve();
    for (title, licence, number) in [("Phare rouge", "cc-by-4.0", 1), ("Phare blanc", "cc0-1.0", 2)] {
        let gift = zef.trusted.gives_bytes("photo.jpg", files::small_photograph(number)).under(licence);
        gift.titled(title).await.created();
    }
    let asked = "license=cc0-1.0&sort=taken&use=modify,fly&taken_after=soon&bbox=1,2&page=2";
    let page = zef.visitor.reads(&format!("/en/search?q=phare&{asked}")).await.is(200).text();
    assert!(page.contains("Phare blanc") && !page.contains("Phare rouge"), "{page}");
    let warning = "Left out because it was not understood: use=fly, since soon, bbox=1,2, page=2.";
    assert!(page.contains(warning), "{page}");
    assert!(page.contains(r#"name="taken_after" value="soon""#), "{page}");
    // Each filter is shown, with the address of the same search without it.
    let without_licence = r#"href="/en/search?q=phare&#38;use=modify&#38;sort=taken">CC0 1.0<"#;
    assert!(page.contains(without_licence), "{page}");
    assert!(page.contains(r#"<input type="hidden" name="sort" value="taken">"#), "{page}");
    let twice = zef.visitor.reads("/en/search?q=phare&license=cc0-1.0&license=cc-by-4.0").await.is(200).text();
    assert!(twice.contains("Left out because it was not understood: license=cc-by-4.0."), "{twice}");
    assert!(twice.contains("Phare blanc") && !twice.contains("Phare rouge"), "{twice}");
    // What only looks like a filter is named too, and so is a name where an account is meant.
    for (typed, said) in
        [("author=Marc+Kerleo", "author=Marc Kerleo"), ("colour=mauve", "colour=mauve"), ("by=marc", "by=marc")]
    {
        let page = zef.visitor.reads(&format!("/en/search?q=phare&{typed}")).await.is(200).text();
        let warning = format!("Left out because it was not understood: {said}.");
        assert!(page.contains(&warning) && page.contains("Phare rouge"), "{typed}: {page}");
    }
    // A name that could be an account and is none is looked for as a name.
    let page = zef.visitor.reads("/en/search?q=phare&author=kerleo").await.is(200).text();
    assert!(page.contains("href=\"/en/search?q=phare&#38;author_name=kerleo\">author: kerleo<"), "{page}");
    // What other sites add to an address is no part of a search.
    let tracked = "q=phare&use=modify&utm_source=lettre&utm_campaign=juin&fbclid=x&gclid=y";
    let shared = zef.visitor.reads(&format!("/en/search?{tracked}")).await.is(200).text();
    assert!(shared.contains("Phare rouge") && !shared.contains("not understood"), "{shared}");
    assert!(!shared.contains("name=\"utm_source\""), "{shared}");
    let feed = zef.visitor.reads(&format!("/feed.atom?{tracked}")).await.is(200).text();
    assert!(feed.contains("Phare rouge") && !feed.contains("utm_"), "{feed}");
    let plain = zef.visitor.reads("/en/search?q=phare&use=modify").await.is(200).text();
    assert!(plain.contains("Phare rouge") && !plain.contains("not understood"), "{plain}");
    zef.ends_well();
}
