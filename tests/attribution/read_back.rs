//! Whatever goes in comes back out of a reader of the format: title, author, addresses, licence, and nothing else.

use proptest::prelude::*;
use serde_json::Value;
use zef::domain::{
    attribution::{Attribution, Format, Mention, snippet},
    language::Language,
};

use super::{
    address::decoded,
    hostile,
    readers::{self, Link},
    tex, wiki,
};

pub const DEED: &str = "https://creativecommons.org/licenses/by-sa/4.0/";

prop_compose! {
    /// A photograph under CC BY-SA 4.0 of which somebody said anything.
    pub fn record()(
        title in hostile::text(),
        author_name in hostile::text(),
        author_url in hostile::address(),
        source_url in hostile::address(),
        date in hostile::date(),
        description in hostile::text(),
        change in hostile::text(),
        modified_by in hostile::text(),
    ) -> Attribution {
        Attribution {
            title: Some(title),
            author_name: Some(author_name),
            author_url: Some(author_url),
            source_url: Some(source_url),
            date: Some(date),
            description: Some(description),
            licence: "cc-by-sa-4.0".parse().ok(),
            modifications: vec![change],
            modified_by: Some(modified_by),
            ..Attribution::default()
        }
    }
}

/// The links every sentence must hold: title (or its word), author if named, licence.
fn expected(record: &Attribution, shown: impl Fn(&str) -> String) -> Vec<Link> {
    let clean = |text: &Option<String>| text.as_deref().and_then(hostile::cleaned);
    let address = |text: &Option<String>| decoded(text.as_deref().unwrap_or_default());
    let title = clean(&record.title).map_or_else(|| "Photographie".to_owned(), |title| shown(&title));
    let mut links = vec![Link { text: title, address: address(&record.source_url) }];
    if let Some(name) = clean(&record.author_name) {
        links.push(Link { text: shown(&name), address: address(&record.author_url) });
    }
    links.push(Link { text: "CC BY-SA 4.0".to_owned(), address: DEED.to_owned() });
    links
}

fn decoded_links(links: Vec<Link>) -> Vec<Link> {
    links.into_iter().map(|link| Link { address: decoded(&link.address), ..link }).collect()
}

/// Its attribution in French.
pub fn french(record: &Attribution, format: Format) -> String {
    snippet(record, format, Language::French)
}

/// Texts of U+FFFE and U+FFFF cannot exist in XML and are dropped there.
fn without_noncharacters(text: &str) -> String {
    text.replace(['\u{fffe}', '\u{ffff}'], "")
}

/// `1912`, `1912-07` or `1912-07-14`, without a mark.
fn is_plain_date(text: &str) -> bool {
    matches!(text.len(), 4 | 7 | 10)
        && text
            .bytes()
            .enumerate()
            .all(|(i, byte)| if matches!(i, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn html_reads_back_in_html5ever(record in record()) {
        let (statements, shown) = readers::html(&french(&record, Format::Html));
        let clean = |text: &Option<String>| text.as_deref().and_then(hostile::cleaned).map(|text| without_noncharacters(&text));
        let page = record.source_url.as_deref().map(decoded);
        prop_assert_eq!(statements.subject.as_deref().map(decoded), page.clone());
        prop_assert_eq!(statements.attribution_url.as_deref().map(decoded), page);
        prop_assert_eq!(statements.title, clean(&record.title));
        prop_assert_eq!(&statements.attribution_name, &clean(&record.author_name));
        prop_assert_eq!(statements.creator.as_deref().map(decoded), statements.attribution_name.and(record.author_url.as_deref().map(decoded)));
        prop_assert_eq!(statements.license.as_deref(), Some(DEED));
        for text in record.modifications.iter().chain(&record.modified_by).filter_map(|text| hostile::cleaned(text)) {
            prop_assert!(shown.contains(&without_noncharacters(&text)), "{} not in {}", text, shown);
        }
    }

    #[test]
    fn the_rich_form_reads_back_without_statements(record in record()) {
        let both = Mention::of(&record, Language::French).rich();
        let (statements, _) = readers::html(&both.html);
        prop_assert_eq!(statements, readers::Statements::default());
        prop_assert_eq!(decoded_links(readers::html_links(&both.html)), expected(&record, without_noncharacters));
        prop_assert_eq!(both.text, french(&record, Format::Text));
        // LibreOffice Writer drops such an element when it is pasted, and what is in it.
        prop_assert!(!both.html.contains("<bdi"), "{}", both.html);
    }

    #[test]
    fn markdown_reads_back_in_commonmark_with_github_extensions(record in record()) {
        let (links, shown) = readers::markdown(&french(&record, Format::Markdown));
        prop_assert_eq!(decoded_links(links), expected(&record, str::to_owned));
        for text in record.modifications.iter().chain(&record.modified_by).filter_map(|text| hostile::cleaned(text)) {
            prop_assert!(shown.contains(&text), "{} not in {}", text, shown);
        }
    }

    #[test]
    fn wikitext_reads_back_in_a_parser_of_mediawiki(record in record()) {
        let (links, shown) = wiki::sentence(&french(&record, Format::Wikitext));
        prop_assert_eq!(decoded_links(links), expected(&record, str::to_owned));
        for text in record.modifications.iter().chain(&record.modified_by).filter_map(|text| hostile::cleaned(text)) {
            prop_assert!(shown.contains(&text), "{} not in {}", text, shown);
        }
    }

    #[test]
    fn a_file_page_of_wikimedia_commons_reads_back(record in record(), uploader_is_author: bool) {
        let clean = |text: &Option<String>| text.as_deref().and_then(hostile::cleaned);
        let page = wiki::commons(&french(&Attribution { uploader_is_author, ..record.clone() }, Format::WikitextCommons));
        let description = match (clean(&record.title), clean(&record.description)) {
            (Some(title), Some(shown)) if ".!?…".contains(title.chars().last().unwrap()) => format!("{title} {shown}"),
            (Some(title), Some(shown)) => format!("{title}. {shown}"),
            (only, None) | (None, only) => only.unwrap_or_else(|| "Photographie".to_owned()),
        };
        prop_assert_eq!(page.description, ("fr".to_owned(), description));
        let date = clean(&record.date).unwrap_or_default();
        let about = date.strip_suffix('~').filter(|day| is_plain_date(day));
        prop_assert_eq!(page.date, about.map_or_else(|| vec![date.clone()], |day| ["other date", "~", day].map(str::to_owned).to_vec()));
        let addresses = |links: Vec<Link>| links.iter().map(|link| decoded(&link.address)).collect::<Vec<_>>();
        prop_assert_eq!(addresses(page.source), [decoded(record.source_url.as_deref().unwrap())]);
        let named = clean(&record.author_name).map(|_| decoded(record.author_url.as_deref().unwrap()));
        prop_assert_eq!(addresses(page.author), Vec::from_iter(named));
        prop_assert_eq!(page.licence, if uploader_is_author { "{{self|cc-by-sa-4.0}}" } else { "{{cc-by-sa-4.0}}" });
    }

    #[test]
    fn bbcode_reads_back_with_wide_brackets(record in record()) {
        let wide = |text: &str| text.replace('[', "［").replace(']', "］");
        let snippet = french(&record, Format::Bbcode);
        prop_assert_eq!(decoded_links(readers::bbcode(&snippet)), expected(&record, wide));
        let (_, after_licence) = snippet.rsplit_once("[/url]").unwrap();
        prop_assert_eq!(after_licence, format!(".{}", wide(&hostile::changes(&record))));
    }

    #[test]
    fn spip_reads_back(record in record()) {
        let snippet = french(&record, Format::Spip);
        prop_assert_eq!(decoded_links(readers::spip(&snippet)), expected(&record, str::to_owned));
        let (_, after_licence) = snippet.rsplit_once(']').unwrap();
        prop_assert!(!after_licence.contains(['{', '}', '|', '~', '_', '*', '<']), "a shortcut in {}", after_licence);
        prop_assert_eq!(readers::entities(after_licence), format!(".{}", hostile::changes(&record)));
    }

    #[test]
    fn latex_reads_back_as_tex_prints_it(record in record()) {
        let (links, shown) = tex::latex(&french(&record, Format::Latex));
        prop_assert_eq!(decoded_links(links), expected(&record, tex::as_printed));
        prop_assert!(shown.ends_with(&tex::as_printed(&hostile::changes(&record))), "{}", shown);
    }

    #[test]
    fn bibtex_reads_back_in_a_parser_of_biblatex(record in record()) {
        let clean = |text: &Option<String>| text.as_deref().and_then(hostile::cleaned).map(|text| tex::as_printed(&text));
        let entry = readers::bibtex(&french(&record, Format::Bibtex));
        prop_assert!(entry.key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'), "{}", entry.key);
        prop_assert_eq!(entry.printed("title"), clean(&record.title));
        prop_assert_eq!(entry.printed("author"), clean(&record.author_name));
        prop_assert_eq!(entry.authors, usize::from(clean(&record.author_name).is_some()));
        let date = record.date.as_deref().and_then(hostile::cleaned);
        let plain = date.as_deref().filter(|date| is_plain_date(date.trim_end_matches(['~', '?'])));
        prop_assert_eq!(entry.written("date"), plain);
        prop_assert_eq!(entry.printed("year"), plain.map_or_else(|| clean(&record.date), |date| Some(date[..4].to_owned())));
        prop_assert_eq!(entry.written("url").map(decoded), record.source_url.as_deref().map(decoded));
        let (links, note) = tex::latex(entry.written("note").unwrap());
        prop_assert_eq!(links, [Link { text: "CC BY-SA 4.0".to_owned(), address: DEED.to_owned() }]);
        prop_assert_eq!(note, format!("CC BY-SA 4.0.{}", tex::as_printed(&hostile::changes(&record))));
    }

    #[test]
    fn rst_reads_back_by_the_rules_of_docutils(record in record()) {
        let snippet = french(&record, Format::Rst);
        prop_assert_eq!(decoded_links(readers::rst(&snippet)), expected(&record, str::to_owned));
        let (_, after_licence) = snippet.rsplit_once("`__").unwrap();
        prop_assert_eq!(readers::rst_text(after_licence), format!(".{}", hostile::changes(&record)));
    }

    #[test]
    fn json_formats_read_back_and_cannot_leave_a_script_element(record in record()) {
        let clean = |text: &Option<String>| text.as_deref().and_then(hostile::cleaned);
        for (format, title, author) in [(Format::Jsonld, "/name", "/creator/name"), (Format::Oembed, "/title", "/author_name"), (Format::Iiif, "/label/none/0", "/nobody")] {
            let json = french(&record, format);
            prop_assert!(!json.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{}", json);
            let read: Value = serde_json::from_str(&json).unwrap();
            let text = |pointer: &str| read.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
            prop_assert_eq!(text(title), clean(&record.title));
            if format != Format::Iiif {
                prop_assert_eq!(text(author), clean(&record.author_name));
            }
            prop_assert!(!json.contains("null"), "{}", json);
        }
        let read = |format| serde_json::from_str::<Value>(&french(&record, format)).unwrap();
        let text = |read: &Value, pointer: &str| read.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
        let (jsonld, iiif) = (read(Format::Jsonld), read(Format::Iiif));
        prop_assert_eq!(text(&jsonld, "/description"), clean(&record.description));
        prop_assert_eq!(text(&jsonld, "/dateCreated"), clean(&record.date).filter(|date| is_plain_date(date)));
        for (pointer, told) in [("/summary/none/0", &record.description), ("/metadata/0/value/none/0", &record.date)] {
            let value = text(&iiif, pointer);
            prop_assert!(!value.as_deref().is_some_and(|value| value.starts_with('<') && value.ends_with('>')), "{:?} is HTML", value);
            prop_assert_eq!(value.map(|value| value.trim_end().to_owned()), clean(told));
        }
    }

    #[test]
    fn xml_formats_read_back(record in record()) {
        let clean = |text: &Option<String>| text.as_deref().and_then(hostile::cleaned).map(|text| without_noncharacters(&text)).into_iter().collect::<Vec<_>>();
        for format in [Format::DcXml, Format::Xmp] {
            let xml = french(&record, format);
            prop_assert_eq!(readers::xml(&xml, "dc:title"), clean(&record.title));
            prop_assert_eq!(readers::xml(&xml, "dc:creator"), clean(&record.author_name));
        }
        let dc = french(&record, Format::DcXml);
        let changes = record.modifications.iter().filter_map(|text| hostile::cleaned(text));
        let changes = changes.map(|text| format!("Modifications : {}", without_noncharacters(&text)));
        prop_assert_eq!(readers::xml(&dc, "dc:description"), clean(&record.description).into_iter().chain(changes).collect::<Vec<_>>());
        prop_assert_eq!(readers::xml(&dc, "dc:date"), clean(&record.date));
        let xmp = french(&record, Format::Xmp);
        prop_assert_eq!(readers::xml(&xmp, "dc:description"), clean(&record.description));
        let page: Vec<String> = record.source_url.iter().map(|page| decoded(page)).collect();
        let read = |name| readers::xml(&xmp, name).iter().map(|address| decoded(address)).collect::<Vec<_>>();
        prop_assert_eq!(read("xmpRights:WebStatement"), page.clone());
        prop_assert_eq!(read("cc:attributionURL"), page);
        prop_assert_eq!(read("cc:license"), [DEED]);
    }

    #[test]
    fn the_short_form_fits_and_keeps_the_licence(mut record in record(), times in 1..60_usize) {
        record.title = record.title.map(|title| title.repeat(times));
        record.author_name = record.author_name.map(|name| name.repeat(times));
        let short = french(&record, Format::Short);
        prop_assert!(short.chars().count() <= 280, "{} characters: {}", short.chars().count(), short);
        prop_assert!(short.contains(" — CC BY-SA 4.0"), "{}", short);
    }

    #[test]
    fn no_format_carries_controls_or_overrides(record in record()) {
        for format in Format::ALL {
            let snippet = french(&record, format);
            prop_assert!(!snippet.contains(|c: char| c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')), "{}", snippet);
        }
    }
}
