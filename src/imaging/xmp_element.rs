//! The elements of an XMP packet that are open while it is read.

/// The namespace of RDF (ISO 16684-1, clause 8).
pub(super) const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

/// An open element: its namespace and its local name.
pub(super) struct OpenElement {
    pub(super) space: String,
    pub(super) name: String,
}

impl OpenElement {
    pub(super) fn is(&self, name: &str) -> bool {
        self.space == RDF && self.name == name
    }

    pub(super) fn is_list(&self) -> bool {
        self.is("Alt") || self.is("Bag") || self.is("Seq")
    }
}
