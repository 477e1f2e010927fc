//! LaTeX with hyperref, in UTF-8 (the default of LaTeX since 2018).

use super::{
    address::Address,
    parts::{Credit, Encoder, Role, sentence},
    words::Words,
};

pub(super) struct Latex;

impl Encoder for Latex {
    fn foreign(&self, out: &mut String, text: &str) {
        for c in text.chars() {
            match c {
                '\\' => out.push_str("\\textbackslash{}"),
                // Named, not `\{`: BibTeX counts braces whatever stands before them.
                '{' => out.push_str("\\textbraceleft{}"),
                '}' => out.push_str("\\textbraceright{}"),
                '$' | '&' | '#' | '_' | '%' => {
                    out.push('\\');
                    out.push(c);
                }
                '^' => out.push_str("\\textasciicircum{}"),
                '~' => out.push_str("\\textasciitilde{}"),
                '`' => out.push_str("\\textasciigrave{}"),
                '<' => out.push_str("\\textless{}"),
                '>' => out.push_str("\\textgreater{}"),
                '|' => out.push_str("\\textbar{}"),
                '"' => out.push_str("\\char34{}"),
                // `--`, `''` and `,,` would melt into another mark.
                '-' | '\'' | ',' if out.ends_with(c) => {
                    out.push_str("{}");
                    out.push(c);
                }
                c => out.push(c),
            }
        }
    }

    fn link(&self, out: &mut String, _: Role, text: &str, address: Option<&Address>) {
        let Some(address) = address else {
            return self.foreign(out, text);
        };
        out.push_str("\\href{");
        self.address(out, address);
        out.push_str("}{");
        self.foreign(out, text);
        out.push('}');
    }
}

impl Latex {
    /// Braces, backslash and the three marks without a safe escape are percent-encoded; the rest takes a backslash,
    /// which hyperref removes even where the snippet is the argument of another command.
    #[expect(clippy::unused_self, reason = "an address is written by the same encoder as the texts")]
    pub(super) fn address(&self, out: &mut String, address: &Address) {
        for c in address
            .encoded(|c| matches!(c, '\\' | '{' | '}' | '^' | '~' | '$' | '"' | '<' | '>' | '`' | '|' | '\''))
            .chars()
        {
            if matches!(c, '%' | '#' | '&' | '_') {
                out.push('\\');
            }
            out.push(c);
        }
    }
}

pub(super) fn encode(credit: &Credit, words: &Words) -> String {
    sentence(&Latex, credit, words)
}
