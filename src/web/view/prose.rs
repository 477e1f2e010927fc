//! Texts that administrators write in Markdown (CommonMark, and tables), as HTML that is safe in any page.
//!
//! - No HTML of their own: it is shown as it was typed. No pictures: their text alternative is shown.
//! - Links lead to http, https and mailto addresses, to pages of this site and to places in the text; others become text.
//! - Headings follow the title of the page without a gap, whatever their levels in the text, and have ids for the contents.
//! - A blank, `[à compléter : …]` or `[to be completed: …]`, is marked for administrators; others read that it will come.

use std::collections::BTreeSet;

use pulldown_cmark::{
    Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream,
    html,
};

use super::markup::Markup;
use crate::{
    domain::{link::Link, text},
    web::{typeset::tied, urls},
};

/// What a blank begins with, in the languages in which texts are written.
const BLANKS: [&str; 2] = ["[à compléter", "[to be completed"];
/// Quotations and lists within one another: deeper ones would leave no room for words on a telephone.
const MOST_LEVELS: usize = 6;
/// The level of the first headings: the title of the page has the first one.
const FIRST_LEVEL: usize = 2;
const LAST_LEVEL: usize = 6;

/// A text as a page shows it.
#[derive(Clone, Debug)]
pub struct Prose {
    /// Its HTML.
    pub html: Markup,
    /// Its headings of the first level, for the contents.
    pub contents: Vec<Heading>,
    /// How many blanks it has.
    pub blanks: usize,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its id in the page.
    pub id: String,
    /// Its text.
    pub text: String,
}

/// How blanks are shown.
#[derive(Clone, Copy, Debug)]
pub enum Blanks<'a> {
    /// Marked, as they were typed: to those who fill them in.
    Marked,
    /// These words in their place.
    Replaced(&'a str),
}

/// A text in Markdown as HTML.
#[must_use]
pub fn prose(markdown: &str, blanks: Blanks<'_>) -> Prose {
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES).filter_map(without_html);
    let events: Vec<Event<'_>> = TextMergeStream::new(parser).collect();
    let mut writer = Writer::new(&events, blanks);
    let mut rest = events.into_iter();
    while let Some(event) = rest.next() {
        if let Event::Start(Tag::Heading { level, .. }) = event {
            let inside = rest.by_ref().take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_)))).collect();
            writer.heading(level, inside);
        } else {
            writer.write(event);
        }
    }
    let mut written = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut written, writer.events.into_iter());
    // The parser's writer gives tables no class; what stands for text is escaped, so that these are tags only. A header
    // that is empty is no header (WCAG 2.2, 1.3.1).
    let written = written.replace("<table>", "<table class=\"rows\">").replace("<th></th>", "<td></td>");
    Prose { html: Markup::from_encoder(written), contents: writer.contents, blanks: writer.found }
}

/// An event without HTML: a tag is text.
fn without_html(event: Event<'_>) -> Option<Event<'_>> {
    Some(match event {
        Event::Html(typed) | Event::InlineHtml(typed) => Event::Text(typed),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return None,
        other => other,
    })
}

struct Writer<'a, 'b> {
    events: Vec<Event<'a>>,
    blanks: Blanks<'b>,
    contents: Vec<Heading>,
    ids: BTreeSet<String>,
    found: usize,
    /// The highest level among the headings of the text.
    highest: usize,
    /// The level of the heading before, as it is written.
    level: usize,
    is_code: bool,
    /// The open quotations and lists, and whether each is written.
    open: Vec<bool>,
    /// The open link: its address, and how many events there were before its text; `None` for one that is not written.
    link: Option<(String, usize)>,
}

impl<'a, 'b> Writer<'a, 'b> {
    fn new(events: &[Event<'a>], blanks: Blanks<'b>) -> Self {
        let levels = events.iter().filter_map(|event| match event {
            Event::Start(Tag::Heading { level, .. }) => Some(depth(*level)),
            _ => None,
        });
        Self {
            events: Vec::with_capacity(events.len()),
            blanks,
            contents: Vec::new(),
            ids: BTreeSet::new(),
            found: 0,
            highest: levels.min().unwrap_or(1),
            level: FIRST_LEVEL - 1,
            is_code: false,
            open: Vec::new(),
            link: None,
        }
    }

    /// A heading, at most one level below the one before; one without text is left out.
    fn heading(&mut self, level: HeadingLevel, inside: Vec<Event<'a>>) {
        let text: String = inside.iter().filter_map(text_of).collect();
        let text = text::clean_line(&text);
        if text.is_empty() {
            return;
        }
        let asked = depth(level).saturating_sub(self.highest) + FIRST_LEVEL;
        self.level = asked.min(self.level + 1).min(LAST_LEVEL);
        let level = HeadingLevel::try_from(self.level).unwrap_or(HeadingLevel::H2);
        let id = self.id_of(&text);
        let tag = Tag::Heading { level, id: Some(id.clone().into()), classes: Vec::new(), attrs: Vec::new() };
        self.events.push(Event::Start(tag));
        for event in inside {
            self.write(event);
        }
        self.events.push(Event::End(TagEnd::Heading(level)));
        if self.level == FIRST_LEVEL {
            self.contents.push(Heading { id, text: tied(&text) });
        }
    }

    /// An id made of the words of a heading, which no other heading has, nor anything else of a page.
    fn id_of(&mut self, heading: &str) -> String {
        let words: Vec<String> = text::words(heading).take(8).collect();
        let plain = format!("s-{}", words.join("-"));
        let mut id = plain.clone();
        let mut count = 1;
        while !self.ids.insert(id.clone()) {
            count += 1;
            id = format!("{plain}-{count}");
        }
        id
    }

    fn write(&mut self, event: Event<'a>) {
        match event {
            Event::Text(typed) if !self.is_code => self.text(&typed),
            Event::Start(Tag::Link { link_type, dest_url, .. }) => self.open_link(link_type, &dest_url),
            Event::End(TagEnd::Link) => self.close_link(),
            Event::Start(Tag::CodeBlock(_)) => {
                self.is_code = true;
                self.events.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)));
            }
            Event::End(TagEnd::CodeBlock) => {
                self.is_code = false;
                self.events.push(event);
            }
            Event::Start(Tag::BlockQuote(_) | Tag::List(_)) => {
                let is_written = self.open.iter().filter(|written| **written).count() < MOST_LEVELS;
                self.open.push(is_written);
                self.events.extend(is_written.then_some(event));
            }
            Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_)) => {
                let is_written = self.open.pop().unwrap_or(true);
                self.events.extend(is_written.then_some(event));
            }
            Event::Start(Tag::Item) | Event::End(TagEnd::Item) => {
                let is_written = self.open.last().copied().unwrap_or(true);
                self.events.extend(is_written.then_some(event));
            }
            // Alignments would be inline styles, which the content security policy refuses.
            Event::Start(Tag::Table(columns)) => {
                self.events.push(Event::Start(Tag::Table(vec![Alignment::None; columns.len()])));
            }
            other => self.events.push(other),
        }
    }

    /// A text, its blanks apart.
    fn text(&mut self, typed: &str) {
        let mut rest = typed;
        while let Some((before, blank, after)) = next_blank(rest) {
            self.plain(before);
            let shown = match self.blanks {
                Blanks::Marked => format!("<mark>{}</mark>", escaped(&tied(blank))),
                Blanks::Replaced(words) => format!("<span class=\"soft\">{}</span>", escaped(words)),
            };
            self.events.push(Event::InlineHtml(shown.into()));
            self.found += 1;
            rest = after;
        }
        self.plain(rest);
    }

    fn plain(&mut self, text: &str) {
        if !text.is_empty() {
            self.events.push(Event::Text(tied(text).into()));
        }
    }

    fn open_link(&mut self, kind: LinkType, address: &str) {
        let Some(address) = safe(kind, address) else { return };
        let external = if address.starts_with("http") { " rel=\"external noopener\"" } else { "" };
        self.events.push(Event::InlineHtml(format!("<a href=\"{}\"{external}>", escaped(&address)).into()));
        self.link = Some((address, self.events.len()));
    }

    fn close_link(&mut self) {
        let Some((address, began)) = self.link.take() else { return };
        let inside = self.events.get(began..).unwrap_or_default();
        let is_empty = inside.iter().filter_map(text_of).all(|text| text.trim().is_empty());
        if is_empty {
            self.events.push(Event::Text(CowStr::from(address)));
        }
        self.events.push(Event::InlineHtml("</a>".into()));
    }
}

/// The text of an event, if it has some.
fn text_of<'e>(event: &'e Event<'_>) -> Option<&'e str> {
    match event {
        Event::Text(text) | Event::Code(text) => Some(text),
        Event::SoftBreak | Event::HardBreak => Some(" "),
        _ => None,
    }
}

/// A text parted at its first blank.
fn next_blank(text: &str) -> Option<(&str, &str, &str)> {
    let begins = |at: usize| {
        let from = text.get(at..)?;
        BLANKS.iter().find(|blank| from.get(..blank.len()).is_some_and(|begin| begin.to_lowercase() == **blank))?;
        let (inside, after) = from.strip_prefix('[')?.split_once(']')?;
        Some((text.get(..at)?, inside, after))
    };
    text.match_indices('[').find_map(|(at, _)| begins(at))
}

/// How many blanks a text has.
#[must_use]
pub fn blanks_in(markdown: &str) -> usize {
    prose(markdown, Blanks::Marked).blanks
}

/// An address that a text may lead to.
fn safe(kind: LinkType, address: &str) -> Option<String> {
    let address = address.trim();
    if kind == LinkType::Email {
        return mail(address);
    }
    if let Some((scheme, mailbox)) = address.split_once(':')
        && scheme.eq_ignore_ascii_case("mailto")
    {
        return mail(mailbox);
    }
    if address.starts_with('#') && !address.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Some(address.to_owned());
    }
    urls::inside(address).map(str::to_owned).or_else(|| Link::parse(address).map(|link| link.to_uri()))
}

/// The address of a mailbox.
fn mail(mailbox: &str) -> Option<String> {
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '"' | '<' | '>' | '\\');
    (mailbox.contains('@') && mailbox.chars().all(is_plain)).then(|| format!("mailto:{mailbox}"))
}

fn depth(level: HeadingLevel) -> usize {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\'' => written.push_str("&#39;"),
            c => written.push(c),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(markdown: &str) -> String {
        prose(markdown, Blanks::Marked).html.to_string()
    }

    #[test]
    fn nothing_typed_becomes_markup_of_its_own() {
        for hostile in [
            "<script>alert(1)</script>",
            "a <img src=x onerror=alert(1)> b",
            "<!-- <b>x</b> -->",
            "<style>p{display:none}</style>\n\n<iframe src=\"https://evil.example\"></iframe>",
            "```<script>\n<script>\n```",
            "`<script>`",
            "[<b>x</b>](https://a.example)",
            "# <script>x</script>",
            "| <script> |\n| --- |\n| <b> |",
            "[à compléter : <b>nom</b>]",
            "&lt;script&gt;",
        ] {
            let written = html(hostile);
            for tag in ["<script", "<img", "<b>", "<style", "<iframe", "<!--", "style="] {
                assert!(!written.contains(tag), "{hostile}: {written}");
            }
        }
        assert_eq!(html("<b>gras</b>"), "<p>&lt;b&gt;gras&lt;/b&gt;</p>\n");
    }

    #[test]
    fn links_lead_to_web_addresses_mailboxes_and_this_site_only() {
        for (typed, written) in [
            (
                "[a](https://a.example/b?c=\"d)",
                "<a href=\"https://a.example/b?c=%22d\" rel=\"external noopener\">a</a>",
            ),
            ("<https://a.example>", "<a href=\"https://a.example\" rel=\"external noopener\">https://a.example</a>"),
            ("[a](mailto:anne@a.example)", "<a href=\"mailto:anne@a.example\">a</a>"),
            ("<anne@a.example>", "<a href=\"mailto:anne@a.example\">anne@a.example</a>"),
            ("[a](/privacy)", "<a href=\"/privacy\">a</a>"),
            ("[a](#s-b)", "<a href=\"#s-b\">a</a>"),
            ("[](https://a.example)", "<a href=\"https://a.example\" rel=\"external noopener\">https://a.example</a>"),
            ("[a](javascript:alert(1))", "a"),
            ("[a](JaVaScRiPt:alert(1))", "a"),
            ("[a](data:text/html,x)", "a"),
            ("[a](//evil.example)", "a"),
            ("[a](/\\evil.example)", "a"),
            ("[a](vbscript:x)", "a"),
            ("[a](mailto:)", "a"),
            ("[a](ailleurs)", "a"),
            ("![une cale](https://evil.example/x.png)", "une cale"),
            (
                "[![](https://evil.example/x.png)](https://a.example)",
                "<a href=\"https://a.example\" rel=\"external noopener\">https://a.example</a>",
            ),
        ] {
            assert_eq!(html(typed), format!("<p>{written}</p>\n"), "{typed}");
        }
    }

    #[test]
    fn headings_follow_the_title_of_the_page_without_a_gap() {
        let text = prose("### Un\n\n###### Deux\n\n# Trois\n\n#\n\n## Un", Blanks::Marked);
        assert_eq!(
            text.html.to_string(),
            "<h2 id=\"s-un\">Un</h2>\n<h3 id=\"s-deux\">Deux</h3>\n<h2 id=\"s-trois\">Trois</h2>\n<h3 id=\"s-un-2\">Un</h3>\n"
        );
        let ids: Vec<&str> = text.contents.iter().map(|heading| heading.id.as_str()).collect();
        assert_eq!(ids, ["s-un", "s-trois"]);
    }

    #[test]
    fn a_blank_is_marked_or_replaced() {
        let text = "Nom : [à compléter : nom de l’association], [To be completed: address] et [autre].";
        let (marked, replaced) = (prose(text, Blanks::Marked), prose(text, Blanks::Replaced("à venir")));
        assert_eq!((marked.blanks, replaced.blanks), (2, 2));
        assert_eq!(
            marked.html.to_string(),
            "<p>Nom\u{a0}: <mark>à compléter\u{a0}: nom de l’association</mark>, <mark>To be completed: address</mark> et [autre].</p>\n"
        );
        assert_eq!(
            replaced.html.to_string(),
            "<p>Nom\u{a0}: <span class=\"soft\">à venir</span>, <span class=\"soft\">à venir</span> et [autre].</p>\n"
        );
        assert_eq!(blanks_in("`[à compléter : x]` n’en est pas un"), 0);
    }

    #[test]
    fn a_table_has_no_style_and_no_empty_header() {
        let written = html("| | b |\n| :-: | --: |\n| c | d |");
        assert!(written.starts_with("<table class=\"rows\"><thead><tr><td></td><th>b</th>"), "{written}");
    }

    #[test]
    fn what_is_nested_too_deep_is_flat() {
        let written = html(&format!("{} mot", ">".repeat(10_000)));
        assert_eq!((written.matches("<blockquote>").count(), written.matches("</blockquote>").count()), (6, 6));
        let list: String = (0..40).flat_map(|level| ["  ".repeat(level), "- mot\n".to_owned()]).collect();
        let written = html(&list);
        assert_eq!((written.matches("<ul>").count(), written.matches("</ul>").count()), (6, 6));
        assert_eq!(written.matches("mot").count(), 40);
    }
}
