//! Tags as a thesaurus in SKOS (Simple Knowledge Organization System, W3C Recommendation of 18 August 2009): written as Turtle,
//! read from Turtle and RDF/XML.
//!
//! | SKOS | a tag |
//! | --- | --- |
//! | `prefLabel` | its names in languages; without a language, how it is written |
//! | `altLabel`, `hiddenLabel` | synonyms |
//! | `broader`, `narrower` | broader tags, each way |
//! | `related` | close tags |
//! | `definition`, `scopeNote` | the text |
//! | `exactMatch`, `closeMatch` | links |
//! | `owl:deprecated`, `dcterms:isReplacedBy` | that it is banned, and what to use instead |
//! | the `skos:Collection` of contexts | that it is a context |

mod read;
mod write;

pub use self::{
    read::{Read, Unreadable, read},
    write::turtle,
};

/// Terms of SKOS.
mod skos {
    pub(super) const NAMESPACE: &str = "http://www.w3.org/2004/02/skos/core#";
}

/// The end of the address of the collection of contexts.
const CONTEXTS: &str = "/tags#contexts";
/// Whether a concept may not be used any more (OWL 2).
const DEPRECATED: &str = "http://www.w3.org/2002/07/owl#deprecated";
/// What replaces it (DCMI Metadata Terms).
const REPLACED_BY: &str = "http://purl.org/dc/terms/isReplacedBy";
