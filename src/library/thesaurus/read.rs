//! Reads the concepts of a thesaurus from Turtle or RDF/XML, each with the line of its name.
//!
//! 1. **read** the file line by line, so that each statement is known by its line;
//! 2. **gather** what is said of each concept;
//! 3. **name** the tag of each: the last part of an address of Zef's own, else its name in French, without a language, in English,
//!    in Breton, or in the first language there is;
//! 4. **relate** them by these names.

use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet, HashMap},
    io::{self, BufRead, Cursor, Read as Reading},
    rc::Rc,
};

use oxrdf::{NamedOrBlankNode, Term, Triple};
use oxrdfxml::RdfXmlParser;
use oxttl::TurtleParser;

use super::{CONTEXTS, DEPRECATED, REPLACED_BY, skos};
use crate::domain::{
    language::Language,
    tag::{
        Tag, TagKey,
        concept::Concept,
        label::TagLabel,
        link::TagLink,
        record::{MOST_LINKS, MOST_RELATIONS, MOST_SYNONYMS, TagText},
    },
};

/// Where relative addresses of a file lead: nowhere.
const BASE: &str = "http://thesaurus.invalid/";

/// Why a file is not read.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {what}; correct the file there, and import it again")]
pub struct Unreadable {
    /// The line that cannot be read, from 1.
    pub line: u64,
    /// What is wrong there.
    pub what: String,
}

/// A thesaurus.
#[derive(Debug, Default)]
pub struct Read {
    /// Its concepts, in the order of the file.
    pub concepts: Vec<Concept>,
    /// What of it cannot be a tag, each with its line and what to do.
    pub left_out: Vec<(u64, String)>,
}

/// Gives a file line by line, and counts them.
struct Lines<'a> {
    text: Cursor<&'a [u8]>,
    line: Rc<Cell<u64>>,
    rest: Vec<u8>,
}

impl Reading for Lines<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.rest.is_empty() {
            self.text.read_until(b'\n', &mut self.rest)?;
            self.line.set(self.line.get().saturating_add(1));
        }
        let length = self.rest.len().min(buffer.len());
        for (to, from) in buffer.iter_mut().zip(self.rest.drain(..length)) {
            *to = from;
        }
        Ok(length)
    }
}

/// Reads a thesaurus. `name` is that of its file: `.rdf`, `.xml` and `.owl` are RDF/XML, and so is what begins as XML does.
///
/// # Errors
/// [`Unreadable`], with the first line that cannot be read.
pub fn read(name: &str, bytes: &[u8]) -> Result<Read, Unreadable> {
    let line = Rc::new(Cell::new(0));
    let lines = Lines { text: Cursor::new(bytes), line: Rc::clone(&line), rest: Vec::new() };
    let unreadable = |what: String| Unreadable { line: line.get().max(1), what };
    let mut said = Said::default();
    if is_xml(name, bytes) {
        let parser = RdfXmlParser::new().with_base_iri(BASE).map_err(|error| unreadable(error.to_string()))?;
        for triple in parser.for_reader(lines) {
            said.add(&triple.map_err(|error| unreadable(error.to_string()))?, line.get());
        }
    } else {
        let parser = TurtleParser::new().with_base_iri(BASE).map_err(|error| unreadable(error.to_string()))?;
        for triple in parser.for_reader(lines) {
            said.add(&triple.map_err(|error| unreadable(error.to_string()))?, line.get());
        }
    }
    Ok(said.concepts())
}

fn is_xml(name: &str, bytes: &[u8]) -> bool {
    let end = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
    match end.as_deref() {
        Some("ttl" | "nt" | "turtle") => false,
        Some("rdf" | "xml" | "owl") => true,
        _ => {
            let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
            start.starts_with(b"<?xml") || start.starts_with(b"<rdf:RDF")
        }
    }
}

/// What is said of one subject.
#[derive(Default)]
struct Subject {
    is_concept: bool,
    line: u64,
    /// Names: text, language, whether it is the preferred one, line.
    names: Vec<(String, String, bool, u64)>,
    /// Texts: language, and whether it is a definition.
    texts: Vec<(String, String, bool, u64)>,
    broader: Vec<(String, u64)>,
    narrower: Vec<(String, u64)>,
    related: Vec<(String, u64)>,
    links: Vec<(String, u64)>,
    banned: bool,
    instead: Option<String>,
}

/// What a file says.
#[derive(Default)]
struct Said {
    subjects: BTreeMap<String, Subject>,
    contexts: BTreeSet<String>,
}

impl Said {
    fn add(&mut self, triple: &Triple, line: u64) {
        let NamedOrBlankNode::NamedNode(of) = &triple.subject else { return };
        let of = of.as_str();
        let predicate = triple.predicate.as_str();
        let term = predicate.strip_prefix(skos::NAMESPACE).unwrap_or_default();
        if of.ends_with(CONTEXTS) {
            if let ("member", Term::NamedNode(member)) = (term, &triple.object) {
                self.contexts.insert(member.as_str().to_owned());
            }
            return;
        }
        let subject = self.subjects.entry(of.to_owned()).or_default();
        if subject.line == 0 {
            subject.line = line;
        }
        match &triple.object {
            Term::Literal(literal) => {
                let language = literal.language().unwrap_or_default().to_ascii_lowercase();
                let text = literal.value().to_owned();
                match term {
                    "prefLabel" | "altLabel" | "hiddenLabel" => {
                        subject.names.push((text, language, term == "prefLabel", line));
                    }
                    "definition" | "scopeNote" => subject.texts.push((text, language, term == "definition", line)),
                    _ if predicate == DEPRECATED => subject.banned = text == "true" || text == "1",
                    _ => {}
                }
            }
            Term::NamedNode(other) => {
                let other = other.as_str().to_owned();
                match term {
                    "broader" => subject.broader.push((other, line)),
                    "narrower" => subject.narrower.push((other, line)),
                    "related" => subject.related.push((other, line)),
                    "exactMatch" | "closeMatch" => subject.links.push((other, line)),
                    _ if predicate == REPLACED_BY => subject.instead = Some(other),
                    _ if other == format!("{}Concept", skos::NAMESPACE) => subject.is_concept = true,
                    _ => {}
                }
            }
            Term::BlankNode(_) => {}
        }
    }

    /// Steps 3 and 4.
    fn concepts(self) -> Read {
        let mut made = Read::default();
        let mut named: HashMap<String, Tag> = HashMap::new();
        let mut subjects: Vec<(String, Subject)> = self
            .subjects
            .into_iter()
            .filter(|(_, subject)| subject.is_concept && subject.names.iter().any(|(_, _, preferred, _)| *preferred))
            .collect();
        subjects.sort_by_key(|(_, subject)| subject.line);
        for (iri, subject) in &subjects {
            match name_of(iri, subject) {
                Ok(label) => {
                    named.insert(iri.clone(), label.tag());
                }
                Err((line, what)) => made.left_out.push((line, what)),
            }
        }
        let mut wider: HashMap<TagKey, Vec<Tag>> = HashMap::new();
        for (iri, subject) in &subjects {
            let Some(tag) = named.get(iri) else { continue };
            for (other, _) in &subject.narrower {
                if let Some(other) = named.get(other) {
                    wider.entry(other.key()).or_default().push(tag.clone());
                }
            }
        }
        for (iri, subject) in subjects {
            let Some(tag) = named.get(&iri) else { continue };
            let mut concept = Concept::new(tag.clone(), subject.line);
            concept.is_context = self.contexts.contains(&iri);
            concept.banned = subject.banned;
            concept.instead = subject.instead.as_ref().and_then(|iri| named.get(iri).cloned());
            labels(&mut concept, &subject, &mut made.left_out);
            if let Some((text, language)) = text(&subject, &mut made.left_out) {
                (concept.text, concept.text_language) = (Some(text), language);
            }
            let below = wider.remove(&concept.key()).unwrap_or_default();
            let left_out = &mut made.left_out;
            let mut tags = |kind: &str, iris: &[(String, u64)]| {
                let mut tags: Vec<Tag> = Vec::new();
                for (iri, line) in iris {
                    match named.get(iri).cloned() {
                        Some(other) if !other.is_among(&tags) && other.key() != tag.key() => tags.push(other),
                        Some(_) => {}
                        None => left_out.push((
                            *line,
                            format!("“{tag}” is {kind} <{iri}>, which is no concept of this file: add it, or remove this line"),
                        )),
                    }
                }
                tags
            };
            concept.broader = tags("narrower than", &subject.broader);
            concept.related = tags("related to", &subject.related);
            for other in below {
                if !other.is_among(&concept.broader) && other.key() != tag.key() {
                    concept.broader.push(other);
                }
            }
            for (address, line) in &subject.links {
                match TagLink::parse(address) {
                    Some(link) if !concept.links.contains(&link) => concept.links.push(link),
                    Some(_) => {}
                    None => made.left_out.push((
                        *line,
                        format!(
                            "<{address}> is no web address: write one that begins with https://, or remove this line"
                        ),
                    )),
                }
            }
            // More than a record may have is told once it is taken in.
            concept.synonyms.truncate(MOST_SYNONYMS.saturating_add(1));
            concept.broader.truncate(MOST_RELATIONS);
            concept.related.truncate(MOST_RELATIONS);
            concept.links.truncate(MOST_LINKS);
            made.concepts.push(concept);
        }
        made.left_out.sort_by_key(|(line, _)| *line);
        made
    }
}

/// Step 3.
fn name_of(iri: &str, subject: &Subject) -> Result<TagLabel, (u64, String)> {
    // An address of Zef's own ends with the tag.
    let own = iri.rsplit_once("/tags/").map(|(_, end)| TagKey::of(&decoded(end)));
    let is_own = |(text, ..): &&(String, String, bool, u64)| Some(TagKey::of(text)) == own;
    let preferred = || subject.names.iter().filter(|(_, _, preferred, _)| *preferred);
    let in_language = |language: &str| preferred().find(|(_, of, ..)| of.split('-').next() == Some(language));
    let named = subject
        .names
        .iter()
        .find(is_own)
        .or_else(|| ["fr", "", "en", "br"].into_iter().find_map(in_language))
        .or_else(|| preferred().next());
    let Some((text, _, _, line)) = named else {
        return Err((subject.line, format!("<{iri}> has no prefLabel: add one")));
    };
    match TagLabel::parse(text) {
        Ok(Some(label)) => Ok(label),
        Ok(None) => Err((*line, format!("the prefLabel of <{iri}> is empty: write one"))),
        Err(_long) => {
            Err((*line, format!("“{text}” is longer than a tag may be, {} characters: shorten it", Tag::LONGEST)))
        }
    }
}

/// Names and synonyms.
fn labels(concept: &mut Concept, subject: &Subject, left_out: &mut Vec<(u64, String)>) {
    let own = concept.key();
    for (text, language, preferred, line) in &subject.names {
        let label = match TagLabel::parse(text) {
            Ok(Some(label)) => label,
            Ok(None) => continue,
            Err(_long) => {
                let most = Tag::LONGEST;
                left_out.push((*line, format!("“{text}” is longer than a tag may be, {most} characters: shorten it")));
                continue;
            }
        };
        let language = language.split('-').next().unwrap_or_default().parse();
        match (preferred, language) {
            (true, Ok(language)) => *concept.labels.of_mut(language) = Some(label),
            (true, Err(_)) if label.key() == own => {
                let is_plain = label.as_str() == concept.tag.as_str();
                concept.label = Some(label).filter(|_| !is_plain);
            }
            _ => {
                let is_known = label.key() == own || concept.synonyms.iter().any(|known| known.key() == label.key());
                if !is_known {
                    concept.synonyms.push(label);
                }
            }
        }
    }
}

/// What it means: definitions before notes, in French before others; and in which language that is, where it is said.
fn text(subject: &Subject, left_out: &mut Vec<(u64, String)>) -> Option<(TagText, Option<Language>)> {
    let languages = ["fr", "", "en", "br"];
    let in_language = |wanted: &str| {
        let mut texts: Vec<&(String, String, bool, u64)> =
            subject.texts.iter().filter(|(_, language, ..)| language.split('-').next() == Some(wanted)).collect();
        texts.sort_by_key(|(_, _, is_definition, line)| (!is_definition, *line));
        texts
    };
    let (code, texts) =
        languages.map(|code| (code, in_language(code))).into_iter().find(|(_, texts)| !texts.is_empty())?;
    let line = texts.first().map_or(subject.line, |(.., line)| *line);
    let joined = texts.iter().map(|(text, ..)| text.trim()).collect::<Vec<_>>().join("\n\n");
    let text = TagText::parse(&joined).unwrap_or_else(|long| {
        left_out.push((line, format!("this text is too long ({long}): shorten it")));
        None
    });
    Some((text?, code.parse().ok()))
}

/// A part of a path, without its `%XX`.
fn decoded(part: &str) -> String {
    let mut bytes: Vec<u8> = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        let digits: Option<[u8; 2]> = (byte == b'%').then(|| Some([rest.next()?, rest.next()?])).flatten();
        let value = digits.and_then(|digits| u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok());
        bytes.push(value.unwrap_or(byte));
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
