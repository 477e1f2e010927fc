//! Writes the vocabulary as Turtle.

use std::io;

use oxrdf::{LiteralRef, NamedNode, NamedNodeRef, NamedOrBlankNodeRef, TermRef, TripleRef, vocab::rdf};
use oxttl::TurtleSerializer;

use super::{CONTEXTS, DEPRECATED, REPLACED_BY, skos};
use crate::domain::{
    language::Language,
    tag::{Tag, TagKey, vocabulary::Vocabulary},
};

/// `xsd:boolean`.
const BOOLEAN: &str = "http://www.w3.org/2001/XMLSchema#boolean";

/// All that is said of tags, with their addresses below the public address of the site. Tags that others name, of which nothing
/// is said, are concepts too.
///
/// # Errors
/// When memory cannot be written, which never happens.
pub fn turtle(vocabulary: &Vocabulary, public_url: &str) -> io::Result<Vec<u8>> {
    let prefixes = [
        ("skos", skos::NAMESPACE),
        ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
        ("owl", "http://www.w3.org/2002/07/owl#"),
        ("dcterms", "http://purl.org/dc/terms/"),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ];
    let mut serializer = TurtleSerializer::new();
    for (name, iri) in prefixes {
        serializer = serializer.with_prefix(name, iri).map_err(io::Error::other)?;
    }
    let mut sheet = Sheet { out: serializer.for_writer(Vec::new()), public_url };
    let scheme = sheet.iri("/tags")?;
    sheet.say(&scheme, rdf::TYPE.as_str(), &term("ConceptScheme")?)?;
    sheet.label(&scheme, "prefLabel", "Mots-clés", Some("fr"))?;
    sheet.label(&scheme, "prefLabel", "Tags", Some("en"))?;
    let mut keys: Vec<TagKey> = vocabulary.keys().cloned().collect();
    let named = |key: &TagKey| [vocabulary.broader(key).to_vec(), vocabulary.related(key).cloned().collect()].concat();
    let others: Vec<TagKey> = keys.iter().flat_map(named).filter(|key| vocabulary.record(key).is_none()).collect();
    keys.extend(others);
    keys.sort_unstable();
    keys.dedup();
    for key in &keys {
        sheet.concept(key, vocabulary, &scheme)?;
    }
    if !vocabulary.contexts().is_empty() {
        let contexts = sheet.iri(CONTEXTS)?;
        sheet.say(&contexts, rdf::TYPE.as_str(), &term("Collection")?)?;
        sheet.label(&contexts, "prefLabel", "Contextes", Some("fr"))?;
        sheet.label(&contexts, "prefLabel", "Contexts", Some("en"))?;
        for key in vocabulary.contexts() {
            let member = sheet.tag(key)?;
            sheet.say(&contexts, &skos("member"), &member)?;
        }
    }
    sheet.out.finish()
}

struct Sheet<'a> {
    out: oxttl::turtle::WriterTurtleSerializer<Vec<u8>>,
    public_url: &'a str,
}

impl Sheet<'_> {
    fn concept(&mut self, key: &TagKey, vocabulary: &Vocabulary, scheme: &NamedNode) -> io::Result<()> {
        let own = self.tag(key)?;
        self.say(&own, rdf::TYPE.as_str(), &term("Concept")?)?;
        self.say(&own, &skos("inScheme"), scheme)?;
        let tag = vocabulary.tag(key);
        self.relations(key, &own, vocabulary)?;
        let Some(record) = vocabulary.record(key) else { return self.label(&own, "prefLabel", tag.as_str(), None) };
        let mut names: Vec<TagKey> = Vec::new();
        for (language, label) in record.labels.all() {
            self.label(&own, "prefLabel", label.as_str(), Some(language.code()))?;
            names.push(label.key());
        }
        // How it is written, where no language says it: at least one name is the tag itself.
        let written = record.label.as_ref().map_or(record.tag.as_str(), |label| label.as_str());
        if record.labels.of(Language::French).is_none() {
            self.label(&own, "prefLabel", written, None)?;
        } else if !names.contains(key) {
            self.label(&own, "hiddenLabel", written, None)?;
        }
        for synonym in record.synonyms.iter().filter(|synonym| vocabulary.canonical(&synonym.key()) == *key) {
            let is_said = names.contains(&synonym.key());
            // No two kinds of labels may say the same in one language (SKOS Reference, S13); ours have none.
            self.label(&own, if is_said { "hiddenLabel" } else { "altLabel" }, synonym.as_str(), None)?;
        }
        if let Some(text) = &record.text {
            self.label(&own, "definition", text.as_str(), record.text_language.map(Language::code))?;
        }
        for link in &record.links {
            if let Ok(other) = NamedNode::new(link.identifier()) {
                self.say(&own, &skos("exactMatch"), &other)?;
            }
        }
        if record.banned {
            let yes = LiteralRef::new_typed_literal("true", node(BOOLEAN)?);
            self.triple(own.as_ref(), node(DEPRECATED)?, yes.into())?;
            if let Some(instead) = record.instead.as_ref().map(Tag::key) {
                let other = self.tag(&vocabulary.canonical(&instead))?;
                self.say(&own, REPLACED_BY, &other)?;
            }
        }
        Ok(())
    }

    fn relations(&mut self, key: &TagKey, own: &NamedNode, vocabulary: &Vocabulary) -> io::Result<()> {
        for (relation, keys) in [
            ("broader", vocabulary.broader(key).to_vec()),
            ("narrower", vocabulary.narrower(key).to_vec()),
            // What is above or below is not close too (S27).
            ("related", vocabulary.related(key).filter(|other| !is_in_line(key, other, vocabulary)).cloned().collect()),
        ] {
            for other in keys {
                let other = self.tag(&other)?;
                self.say(own, &skos(relation), &other)?;
            }
        }
        Ok(())
    }

    fn iri(&self, path: &str) -> io::Result<NamedNode> {
        NamedNode::new(format!("{}{path}", self.public_url)).map_err(io::Error::other)
    }

    fn tag(&self, key: &TagKey) -> io::Result<NamedNode> {
        self.iri(&format!("/tags/{}", encoded(key.as_str())))
    }

    fn label(&mut self, of: &NamedNode, kind: &str, text: &str, language: Option<&str>) -> io::Result<()> {
        let literal = match language {
            Some(language) => LiteralRef::new_language_tagged_literal_unchecked(text, language),
            None => LiteralRef::new_simple_literal(text),
        };
        let kind = skos(kind);
        self.triple(of.as_ref(), node(&kind)?, literal.into())
    }

    fn say(&mut self, of: &NamedNode, what: &str, other: &NamedNode) -> io::Result<()> {
        self.triple(of.as_ref(), node(what)?, other.as_ref().into())
    }

    fn triple(&mut self, of: NamedNodeRef<'_>, what: NamedNodeRef<'_>, other: TermRef<'_>) -> io::Result<()> {
        self.out.serialize_triple(TripleRef::new(NamedOrBlankNodeRef::from(of), what, other))
    }
}

/// Whether one of two tags stands above the other.
fn is_in_line(one: &TagKey, other: &TagKey, vocabulary: &Vocabulary) -> bool {
    vocabulary.with_wider(one).contains(other) || vocabulary.with_wider(other).contains(one)
}

fn skos(name: &str) -> String {
    format!("{}{name}", skos::NAMESPACE)
}

fn term(name: &str) -> io::Result<NamedNode> {
    NamedNode::new(skos(name)).map_err(io::Error::other)
}

fn node(iri: &str) -> io::Result<NamedNodeRef<'_>> {
    NamedNodeRef::new(iri).map_err(io::Error::other)
}

/// A part of a path (RFC 3986 §2.1).
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match char::from(byte) {
            plain if plain.is_ascii_alphanumeric() || matches!(plain, '-' | '_' | '.' | '~') => encoded.push(plain),
            _ => {
                // Each half of the byte is a digit below sixteen.
                let digits = [byte >> 4, byte & 0xf].map(|half| char::from_digit(u32::from(half), 16).unwrap_or('0'));
                encoded.push('%');
                encoded.extend(digits.map(|digit| digit.to_ascii_uppercase()));
            }
        }
    }
    encoded
}
