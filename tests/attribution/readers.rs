//! Readers of each format: real parsers where there are some, else the rules of the format written down.

use biblatex::{Bibliography, RawBibliography, RawChunk, Spanned};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use quick_xml::{Reader, events::Event as Xml};
use scraper::{ElementRef, Html, Selector};

use super::tex::tex;

/// A link as its reader understands it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The text.
    pub text: String,
    /// The address.
    pub address: String,
}

/// The `RDFa` statements of an HTML snippet, as `RDFa` Core 1.1 reads them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statements {
    /// `about`.
    pub subject: Option<String>,
    /// `dct:title`.
    pub title: Option<String>,
    /// `cc:attributionName`.
    pub attribution_name: Option<String>,
    /// `dct:creator`.
    pub creator: Option<String>,
    /// `cc:attributionURL`.
    pub attribution_url: Option<String>,
    /// `license`.
    pub license: Option<String>,
}

/// Reads HTML with html5ever: the statements and the text people see. Any element but p, a, span and bdi is a failure.
pub fn html(snippet: &str) -> (Statements, String) {
    let page = Html::parse_fragment(snippet);
    let mut statements = Statements::default();
    for element in page.root_element().descendants().filter_map(ElementRef::wrap) {
        let element_name = element.value().name();
        assert!(
            matches!(element_name, "html" | "p" | "a" | "span" | "bdi"),
            "a foreign element {element_name} in {snippet}"
        );
        let address = || element.attr("href").map(str::to_owned);
        let text = || Some(element.text().collect::<String>());
        if let Some(about) = element.attr("about") {
            statements.subject = Some(about.to_owned());
        }
        match element.attr("property") {
            Some("dct:title") => statements.title = text(),
            Some("cc:attributionName") => statements.attribution_name = text(),
            Some(other) => panic!("an unexpected property {other}"),
            None => {}
        }
        match element.attr("rel") {
            Some("cc:attributionURL") => statements.attribution_url = address(),
            Some("dct:creator") => statements.creator = address(),
            Some("license") => statements.license = address(),
            Some(other) => panic!("an unexpected rel {other}"),
            None => {}
        }
        let known = ["about", "prefix", "lang", "rel", "property", "href"];
        let is_known = |(name, value): (&str, &str)| known.contains(&name) || (name, value) == ("dir", "auto");
        assert!(element.value().attrs().all(is_known), "a foreign attribute in {snippet}");
    }
    (statements, page.root_element().text().collect())
}

/// The text of the first element that matches.
pub fn html_links(snippet: &str) -> Vec<Link> {
    let page = Html::parse_fragment(snippet);
    let anchors = Selector::parse("a").unwrap();
    page.select(&anchors)
        .map(|a| Link { text: a.text().collect(), address: a.attr("href").unwrap_or_default().to_owned() })
        .collect()
}

/// Reads Markdown with GitHub's extensions: links and whole text. Anything but one paragraph of text and links fails.
pub fn markdown(snippet: &str) -> (Vec<Link>, String) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_MATH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let (mut links, mut whole, mut open) = (Vec::new(), String::new(), None::<Link>);
    for event in Parser::new_ext(snippet, options) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                open = Some(Link { text: String::new(), address: dest_url.into_string() });
            }
            Event::End(TagEnd::Link) => links.extend(open.take()),
            Event::Text(text) => {
                whole.push_str(&text);
                if let Some(link) = &mut open {
                    link.text.push_str(&text);
                }
            }
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
            other => panic!("{other:?} in {snippet}"),
        }
    }
    (links, whole)
}

/// Decodes `&#38;`.
pub fn entities(text: &str) -> String {
    let mut pieces = text.split("&#");
    let mut decoded = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (number, after) = piece.split_once(';').expect("an entity has its semicolon");
        decoded.push(char::from_u32(number.parse().unwrap()).unwrap());
        decoded.push_str(after);
    }
    decoded
}

/// Reads `[open=address]text[close]`, as forums do: the first closing mark wins.
pub fn bbcode(snippet: &str) -> Vec<Link> {
    let links: Vec<Link> = snippet
        .split("[url=")
        .skip(1)
        .map(|piece| {
            let (address, after) = piece.split_once(']').unwrap();
            let (text, _) = after.split_once("[/url]").unwrap();
            Link { text: text.to_owned(), address: address.to_owned() }
        })
        .collect();
    assert_eq!(snippet.matches(['[', ']']).count(), links.len() * 4, "a stray bracket in {snippet}");
    links
}

/// Reads `[text->address]` of SPIP.
pub fn spip(snippet: &str) -> Vec<Link> {
    snippet
        .split('[')
        .skip(1)
        .map(|piece| {
            let (inside, _) = piece.split_once(']').unwrap();
            let (text, address) = inside.split_once("->").unwrap();
            Link { text: entities(text), address: address.to_owned() }
        })
        .collect()
}

/// A BibTeX entry as biblatex takes it apart.
#[derive(Debug)]
pub struct BibtexEntry {
    /// What it is cited by.
    pub key: String,
    /// How many people its author field names.
    pub authors: usize,
    fields: Vec<(String, String)>,
}

impl BibtexEntry {
    /// A field as it is written.
    pub fn written(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// A field as TeX prints it, braced as one word.
    pub fn printed(&self, name: &str) -> Option<String> {
        let braced = self.written(name)?;
        // BibTeX takes what follows as one character; TeX prints nothing for it.
        let text = braced.strip_prefix('{').expect("a group");
        let (text, rest) = tex(text.strip_prefix("\\relax ").unwrap_or(text), true);
        assert_eq!(rest, "", "more than one group in {braced}");
        Some(text)
    }
}

/// Reads the one entry of a BibTeX snippet with biblatex's parser.
pub fn bibtex(snippet: &str) -> BibtexEntry {
    let raw = RawBibliography::parse(snippet).unwrap_or_else(|error| panic!("{error} in {snippet}"));
    let [entry] = raw.entries.as_slice() else { panic!("one entry in {snippet}") };
    assert_eq!(entry.v.kind.v, "misc");
    let value = |chunks: &[Spanned<RawChunk<'_>>]| match chunks {
        [Spanned { v: RawChunk::Normal(text), .. }] => (*text).to_owned(),
        other => panic!("{other:?} in {snippet}"),
    };
    let fields = entry.v.fields.iter().map(|pair| (pair.key.v.to_owned(), value(&pair.value.v))).collect();
    let whole = Bibliography::parse(snippet).unwrap_or_else(|error| panic!("{error} in {snippet}"));
    let authors = whole.iter().next().unwrap().author().map_or(0, |people| people.len());
    BibtexEntry { key: entry.v.key.v.to_owned(), authors, fields }
}

/// Reads `` `text <address>`__ `` as docutils does: a backslash takes the meaning of the next character away.
pub fn rst(snippet: &str) -> Vec<Link> {
    let (mut links, mut open, mut rest) = (Vec::new(), None::<String>, snippet.chars().peekable());
    let mut last_mark = String::new();
    while let Some(c) = rest.next() {
        match (c, &mut open) {
            ('\\', Some(text)) => {
                last_mark.clear();
                text.push('\0');
                text.push(rest.next().expect("a backslash precedes something"));
            }
            ('\\', None) => {
                rest.next();
            }
            ('`', None) => open = Some(String::new()),
            ('`', Some(_)) => {
                let inside = open.take().unwrap();
                let (text, address) = inside.rsplit_once(" <").unwrap();
                assert_eq!((rest.next(), rest.next()), (Some('_'), Some('_')), "{snippet}");
                links.push(Link {
                    text: text.replace('\0', ""),
                    address: address.strip_suffix('>').unwrap().to_owned(),
                });
            }
            (c, Some(text)) => text.push(c),
            (c, None) => assert!(!matches!(c, '*' | '_' | '|'), "a bare {c} in {snippet}"),
        }
    }
    assert_eq!(open, None);
    links
}

/// What docutils shows of a text without markup: a backslash goes, and what follows it stays as it is.
pub fn rst_text(source: &str) -> String {
    let mut letters = source.chars();
    let mut shown = String::new();
    while let Some(c) = letters.next() {
        shown.push(if c == '\\' { letters.next().expect("a backslash precedes something") } else { c });
    }
    shown
}

/// Reads XML: the text of every element with that name, and every `rdf:resource` beside it.
pub fn xml(snippet: &str, name: &str) -> Vec<String> {
    let mut reader = Reader::from_str(snippet);
    let (mut found, mut depth) = (Vec::new(), 0_u32);
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error} in {snippet}")) {
            Xml::Start(start) if depth > 0 || start.name().as_ref() == name => {
                if depth == 0 {
                    found.push(String::new());
                }
                depth += 1;
            }
            Xml::Empty(empty) if empty.name().as_ref() == name => {
                let resource = empty.try_get_attribute("rdf:resource").unwrap().unwrap();
                found.push(resource.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap().into_owned());
            }
            Xml::End(_) => depth = depth.saturating_sub(1),
            Xml::Text(text) if depth > 0 => found.last_mut().unwrap().push_str(&text),
            Xml::GeneralRef(reference) if depth > 0 => {
                let resolved = format!("&{};", &*reference);
                found.last_mut().unwrap().push_str(&quick_xml::escape::unescape(&resolved).unwrap());
            }
            Xml::Eof => return found,
            _ => {}
        }
    }
}
