//! Letters that a reader takes for the same are the same in a search, on the pages and in the API.

use crate::{files, zef::Zef};

#[tokio::test]
async fn a_title_is_found_however_its_letters_are_typed() {
    let zef = Zef::serve();
    let titles = [
        ("Łódź, rynek", &["lodz", "łodz", "LODZ", "łódź"][..]),
        ("Ørsted i København", &["orsted", "kobenhavn", "ørsted", "København"]),
        ("Ar cʼhoari war an aod", &["c'hoari", "c’hoari", "cʼhoari"]),
        ("Un c’hastell", &["c'hastell", "cʼhastell", "c‘hastell"]),
        ("Diyarbakır’da güneş", &["diyarbakir", "DIYARBAKIR", "gunes"]),
        ("Straße nach Þingvellir", &["strasse", "thingvellir", "STRASSE"]),
        ("Sœur et frère", &["soeur", "sœur", "SŒUR"]),
        ("Ærøskøbing", &["aeroskobing", "ærø"]),
        ("Đurđevac", &["durdevac", "đurđevac"]),
    ];
    for (number, (title, _)) in (1..).zip(titles) {
        zef.trusted
            .gives_bytes("a.jpg", files::small_photograph(number))
            .under("cc-by-4.0")
            .titled(title)
            .await
            .created();
    }
    for (title, queries) in titles {
        for query in queries {
            let found = zef.visitor.finds(query).await;
            assert_eq!(
                found.iter().map(|photo| photo.0["title"].as_str().unwrap()).collect::<Vec<_>>(),
                [title],
                "{query}"
            );
        }
    }
    zef.ends_well();
}
