//! What holds of every format at once: languages, the public domain, authors without a name, licences.

use zef::domain::{
    attribution::{Attribution, Format, block, rich_block, snippet},
    language::Language,
};

use super::the_bridge;

#[test]
fn breton_borrows_french_words_and_says_so() {
    for format in Format::ALL {
        assert_eq!(snippet(&the_bridge(), format, Language::Breton), snippet(&the_bridge(), format, Language::French));
    }
}

#[test]
fn the_public_domain_is_never_licensed_nor_claimed() {
    for id in ["cc0-1.0", "pdm-1.0"] {
        let record = Attribution { licence: id.parse().ok(), ..the_bridge() };
        for language in [Language::French, Language::English] {
            for format in Format::ALL {
                let snippet = snippet(&record, format, language).to_lowercase();
                assert!(!snippet.contains('©'), "{snippet}");
                assert!(!snippet.contains("sous licence") && !snippet.contains("licensed under"), "{snippet}");
            }
        }
    }
}

#[test]
fn an_unknown_or_withheld_author_is_nobodys_creator() {
    for record in [
        Attribution { author_name: Some(" ".into()), ..the_bridge() },
        Attribution { author_withheld: true, ..the_bridge() },
    ] {
        for format in [Format::Html, Format::Xmp, Format::DcXml, Format::Jsonld] {
            let snippet = snippet(&record, format, Language::French);
            assert!(
                !snippet.contains("creator") && !snippet.contains("attributionName") && !snippet.contains("Anne"),
                "{snippet}"
            );
        }
        let said = snippet(&record, Format::Text, Language::French);
        assert!(said.contains("auteur inconnu") || said.contains("ne plus être nommé"), "{said}");
    }
}

#[test]
fn anything_but_http_leaves_the_bare_name() {
    let record = Attribution {
        author_url: Some("javascript:alert(1)".into()),
        source_url: Some("data:text/html,x".into()),
        ..the_bridge()
    };
    for format in Format::ALL {
        let snippet = snippet(&record, format, Language::French);
        assert!(!snippet.contains("javascript") && !snippet.contains("data:"), "{snippet}");
    }
}

#[test]
fn every_creative_commons_tool_prints_in_every_format() {
    for licence in zef::domain::licence::all() {
        let record = Attribution { licence: licence.id.parse().ok(), ..the_bridge() };
        assert!(snippet(&record, Format::Text, Language::French).contains(&licence.deed));
        for format in Format::ALL {
            assert!(!snippet(&record, format, Language::English).is_empty());
        }
    }
}

#[test]
fn iiif_names_rights_with_http_and_only_for_creative_commons() {
    let iiif =
        |id: &str| snippet(&Attribution { licence: id.parse().ok(), ..the_bridge() }, Format::Iiif, Language::English);
    assert!(iiif("cc-by-4.0").contains("\"rights\": \"http://creativecommons.org/licenses/by/4.0/\""));
    assert!(!iiif("etalab-2.0").contains("\"rights\""));
}

#[test]
fn wikimedia_commons_gets_self_only_from_the_author_and_a_sentence_for_what_it_refuses() {
    let commons = |id: &str, uploader_is_author| {
        snippet(
            &Attribution { licence: id.parse().ok(), uploader_is_author, ..the_bridge() },
            Format::WikitextCommons,
            Language::English,
        )
    };
    assert!(commons("cc-by-sa-4.0", true).ends_with("{{self|cc-by-sa-4.0}}"));
    assert!(commons("cc-by-sa-4.0", false).ends_with("\n{{cc-by-sa-4.0}}"));
    assert!(commons("cc0-1.0", true).ends_with("{{self|cc-zero}}"));
    for refused in ["cc-by-nc-4.0", "cc-by-nd-4.0", "cc-by-nc-nd-3.0-fr", "gfdl-1.3-only"] {
        assert!(!commons(refused, true).contains(['{', '[']), "{refused}");
    }
}

#[test]
fn every_format_tells_what_was_changed_and_says_so_when_the_author_asked_not_to_be_named() {
    let changed = Attribution {
        modifications: vec!["recadrée".into(), "en noir et blanc".into()],
        modified_by: Some("Penn ar Bed".into()),
        ..the_bridge()
    };
    let unnamed = Attribution { author_withheld: true, ..the_bridge() };
    for format in Format::ALL {
        let snippet = |record| snippet(record, format, Language::French);
        let told = snippet(&changed);
        let whole = told.contains("recadrée") && told.contains("en noir et blanc") && told.contains("Penn ar Bed");
        assert!(whole || format == Format::Short && told.contains("modifiée"), "{format}: {told}");
        let said = snippet(&unnamed).to_lowercase();
        assert!(said.contains("un auteur qui a demandé à ne plus être nommé"), "{format}: {said}");
    }
}

#[test]
fn no_sentence_ends_twice() {
    let changed = |change: &str, editor: &str| Attribution {
        modifications: vec![change.into()],
        modified_by: Some(editor.into()),
        ..the_bridge()
    };
    for (change, editor, told) in [
        ("redressée.", "", " Modifications : redressée."),
        ("recadrée", "Anne L.", " Modifications : recadrée par Anne L."),
        ("ombres, lumières...", "", " Modifications : ombres, lumières..."),
    ] {
        let said = snippet(&changed(change, editor), Format::Text, Language::French);
        assert!(said.contains(&format!("{told} Source : ")), "{said}");
    }
    let initial = Attribution { author_name: Some("Jean R.".into()), ..the_bridge() };
    let aloud = snippet(&initial, Format::Spoken, Language::French);
    assert!(aloud.contains("par Jean R. Licence"), "{aloud}");
}

#[test]
fn a_block_says_author_and_licence_once_where_that_is_lawful() {
    let photo = |title: &str, number: u32| Attribution {
        title: Some(title.to_owned()),
        source_url: Some(format!("https://zef.example/photos/{number}")),
        ..the_bridge()
    };
    let other = Attribution { author_name: Some("Yann".into()), author_url: None, ..photo("Le phare", 2) };
    let cropped = Attribution { modifications: vec!["recadrée".into()], ..photo("La grue", 4) };
    let records = [photo("Le pont", 1), other, photo("La rade", 3), cropped];
    let deed = "https://creativecommons.org/licenses/by-sa/4.0/";
    assert_eq!(
        block(&records, Format::Text, Language::French),
        format!(
            "« Le pont » (https://zef.example/photos/1), « La rade » (https://zef.example/photos/3), par Anne Le Gall, sous licence CC BY-SA 4.0 ({deed}).\n\
             « Le phare », par Yann, sous licence CC BY-SA 4.0 ({deed}). Source : https://zef.example/photos/2\n\
             « La grue », par Anne Le Gall, sous licence CC BY-SA 4.0 ({deed}). Modifications : recadrée. Source : https://zef.example/photos/4"
        )
    );
    for format in Format::ALL {
        let block = block(&records, format, Language::French);
        for title in ["Le pont", "Le phare", "La rade", "La grue"] {
            assert!(block.contains(title), "{title} in {format}: {block}");
        }
    }
    let both = rich_block(&records, Language::French);
    assert_eq!(both.html.matches("<p lang=\"fr\">").count(), 3);
    assert_eq!(both.text, block(&records, Format::Text, Language::French));
}

#[test]
fn authors_without_a_name_never_share_a_mention() {
    let unknown = Attribution { author_name: None, ..the_bridge() };
    assert_eq!(block(&[unknown.clone(), unknown], Format::Text, Language::French).lines().count(), 2);
}

#[test]
fn a_block_for_machines_is_one_document() {
    let records = [the_bridge(), the_bridge()];
    for format in [Format::Jsonld, Format::Iiif, Format::Oembed] {
        let read: Vec<serde_json::Value> = serde_json::from_str(&block(&records, format, Language::English)).unwrap();
        assert_eq!(read.len(), 2, "{format}");
    }
    let xml = block(&records, Format::DcXml, Language::English);
    assert_eq!(super::readers::xml(&xml, "dc:title").len(), 2);
}

#[test]
fn a_block_of_xmp_is_one_packet_that_names_each_photo() {
    let rade = Attribution { source_url: Some("https://zef.example/photos/1002".into()), ..the_bridge() };
    let packet = block(&[the_bridge(), rade], Format::Xmp, Language::French);
    assert_eq!(packet.matches("<?xpacket begin").count(), 1, "{packet}");
    let mut reader = quick_xml::Reader::from_str(&packet);
    let (mut depth, mut roots, mut subjects) = (0_u32, 0, Vec::new());
    loop {
        use quick_xml::events::Event;
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                roots += u32::from(depth == 0);
                depth += 1;
                if start.name().as_ref() == "rdf:Description" {
                    let about = start.try_get_attribute("rdf:about").unwrap().unwrap();
                    subjects.push(about.value.into_owned());
                }
            }
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!((roots, depth), (1, 0), "{packet}");
    assert_eq!(subjects, ["https://zef.example/photos/1001", "https://zef.example/photos/1002"]);
    assert_eq!(super::readers::xml(&packet, "dc:title").len(), 2);
}

#[test]
fn no_two_entries_of_a_bibliography_have_the_same_key() {
    let untitled = |number: u32| Attribution {
        title: None,
        source_url: Some(format!("https://zef.example/photos/{number}")),
        ..the_bridge()
    };
    let nowhere = Attribution { source_url: None, ..the_bridge() };
    let titled = Attribution { source_url: Some("https://zef.example/photos/k7m2b9xq".into()), ..the_bridge() };
    let records = [untitled(1), untitled(2), untitled(3), the_bridge(), titled, nowhere.clone(), nowhere];
    let bibliography = block(&records, Format::Bibtex, Language::French);
    let keys: Vec<&str> = bibliography.lines().filter_map(|line| line.strip_prefix("@misc{")).collect();
    let distinct: std::collections::HashSet<&&str> = keys.iter().collect();
    assert_eq!((keys.len(), distinct.len()), (7, 7), "{keys:?}");
    // Copied one by one, they stay apart too, even where a title has no letter that a key may have.
    let alone =
        |record: &Attribution| snippet(record, Format::Bibtex, Language::French).lines().next().map(str::to_owned);
    assert_ne!(alone(&untitled(1)), alone(&untitled(2)));
    let foreign = |number: u32| Attribution { title: Some("東京".into()), ..untitled(number) };
    assert_ne!(alone(&foreign(1)), alone(&foreign(2)));
}

#[test]
fn what_wikimedia_commons_refuses_is_named_among_several() {
    let photo = |title: &str, licence: &str, number: u32| Attribution {
        title: Some(title.to_owned()),
        licence: licence.parse().ok(),
        source_url: Some(format!("https://zef.example/photos/{number}")),
        ..the_bridge()
    };
    let records = [photo("Le pont", "cc-by-4.0", 1), photo("La rade", "cc-by-nc-4.0", 2)];
    let pages = block(&records, Format::WikitextCommons, Language::French);
    let (_, refusal) = pages.rsplit_once("\n\n").unwrap();
    assert!(
        refusal.starts_with("« [https://zef.example/photos/2 La rade] »\nWikimedia Commons ne prend pas"),
        "{refusal}"
    );
    let alone = block(&records[1..], Format::WikitextCommons, Language::French);
    assert!(alone.starts_with("Wikimedia Commons ne prend pas"), "{alone}");
}

#[test]
fn a_mention_of_several_on_paper_is_announced_as_one_is() {
    let photo = |title: &str, number: u32| Attribution {
        title: Some(title.to_owned()),
        source_url: Some(format!("https://zef.example/photos/{number}")),
        ..the_bridge()
    };
    let records = [photo("Le pont", 1), photo("La rade", 3)];
    let french = block(&records, Format::Print, Language::French);
    assert!(french.starts_with("Photos : « Le pont » – zef.example/photos/1, « La rade »"), "{french}");
    assert!(block(&records, Format::Print, Language::English).starts_with("Photos: “Le pont”"));
    assert!(block(&records[..1], Format::Print, Language::French).starts_with("Photo : « Le pont »"));
}
