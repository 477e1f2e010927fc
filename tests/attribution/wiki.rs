//! Wiki text read by a parser of `MediaWiki`'s language, with what that parser leaves out written down beside it.

use parse_wiki_text_2::{Configuration, Node, Parameter};

use super::readers::{Link, entities};

/// The links and the whole text of a sentence. Anything but text and external links is a failure.
pub fn sentence(snippet: &str) -> (Vec<Link>, String) {
    nothing_magic(snippet);
    let read = Configuration::default().parse(snippet).expect("the parser takes its time");
    assert!(read.warnings.is_empty(), "{:?} in {snippet}", read.warnings);
    inline(&read.nodes)
}

/// What a file description page says.
#[derive(Debug, PartialEq, Eq)]
pub struct Page {
    /// The template and the text of the description.
    pub description: (String, String),
    /// The date: words, or the name and the arguments of its template.
    pub date: Vec<String>,
    /// The links of the source.
    pub source: Vec<Link>,
    /// The links of the author.
    pub author: Vec<Link>,
    /// The licence template, whole.
    pub licence: String,
}

/// Reads a file description page of Wikimedia Commons: two headings, `Information` and one licence template.
pub fn commons(snippet: &str) -> Page {
    nothing_magic(snippet);
    let read = Configuration::default().parse(snippet).expect("the parser takes its time");
    assert!(read.warnings.is_empty(), "{:?} in {snippet}", read.warnings);
    let nodes: Vec<&Node> = read.nodes.iter().filter(|node| !matches!(node, Node::ParagraphBreak { .. })).collect();
    let [
        Node::Heading { .. },
        Node::Template { name, parameters, .. },
        Node::Heading { .. },
        Node::Template { start, end, .. },
    ] = nodes.as_slice()
    else {
        panic!("{nodes:?} in {snippet}");
    };
    assert_eq!(inline(name).1.trim(), "Information");
    let names: Vec<String> = parameters.iter().map(name_of).collect();
    assert_eq!(names, ["description", "date", "source", "author"]);
    let value = |rank: usize| parameters.get(rank).unwrap().value.as_slice();
    let description = value(0).iter().find_map(|node| match node {
        Node::Template { name, parameters, .. } => Some((inline(name).1, inline(&parameters.first().unwrap().value).1)),
        _ => None,
    });
    let template = value(1).iter().find_map(|node| match node {
        Node::Template { name, parameters, .. } => {
            Some(std::iter::once(inline(name).1).chain(parameters.iter().map(|one| inline(&one.value).1)).collect())
        }
        _ => None,
    });
    let date = template.unwrap_or_else(|| vec![inline(value(1)).1.trim().to_owned()]);
    Page {
        date,
        description: description.unwrap(),
        source: inline(value(2)).0,
        author: inline(value(3)).0,
        licence: snippet.get(*start..*end).unwrap().to_owned(),
    }
}

fn name_of(parameter: &Parameter) -> String {
    inline(parameter.name.as_deref().expect("every parameter is named")).1
}

/// Text and external links, entities decoded. `{{own}}` and `{{unknown|author}}` of a file page are left out.
fn inline(nodes: &[Node]) -> (Vec<Link>, String) {
    let (mut links, mut whole) = (Vec::new(), String::new());
    for node in nodes {
        match node {
            Node::Text { value, .. } => whole.push_str(&entities(value)),
            Node::CharacterEntity { character, .. } => whole.push(*character),
            Node::ExternalLink { nodes, .. } => {
                let inside = nodes.iter().map(|node| match node {
                    Node::Text { value, .. } => (*value).to_owned(),
                    Node::CharacterEntity { character, .. } => format!("&#{};", u32::from(*character)),
                    other => panic!("{other:?} in a link"),
                });
                let inside = inside.collect::<String>();
                // `Parser::EXT_LINK_URL_CLASS` of MediaWiki says where an address ends.
                let end = inside.find(|c: char| c.is_whitespace() || c.is_control() || "[]<>\"".contains(c)).unwrap();
                let (address, text) = inside.split_at(end);
                whole.push_str(&entities(text.trim_start()));
                links.push(Link { text: entities(text.trim_start()), address: address.to_owned() });
            }
            Node::Template { name, .. } => assert!(matches!(inline(name).1.as_str(), "own" | "unknown"), "{node:?}"),
            other => panic!("{other:?} where text was expected"),
        }
    }
    (links, whole)
}

/// What works in `MediaWiki` without any of the marks the parser knows.
fn nothing_magic(snippet: &str) {
    for magic in ["''", "~~~", "__", "ISBN ", "RFC ", "PMID ", "&lt;", "-{"] {
        assert!(!snippet.contains(magic), "{magic} in {snippet}");
    }
}
