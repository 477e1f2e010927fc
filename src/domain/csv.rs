//! Lines of tables for spreadsheets (RFC 4180), whose texts come from strangers.

/// Byte order mark: without it Excel reads UTF-8 as another encoding, and « é » becomes « Ã© ».
pub const BOM: &str = "\u{feff}";

/// One value of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A text, never taken for a formula.
    Text(String),
    /// A number.
    Number(f64),
    /// Nothing.
    Empty,
}

impl Cell {
    /// A text, or nothing.
    #[must_use]
    pub fn text(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.into()))
    }
}

/// Adds a line to a table.
pub fn add_line(table: &mut String, cells: impl IntoIterator<Item = Cell>) {
    for (place, cell) in cells.into_iter().enumerate() {
        if place > 0 {
            table.push(',');
        }
        match cell {
            Cell::Text(text) => table.push_str(&quoted(&text)),
            Cell::Number(number) => table.push_str(&number.to_string()),
            Cell::Empty => {}
        }
    }
    table.push_str("\r\n");
}

/// A text between quotes. One that a spreadsheet would take for a formula gets an apostrophe before it, which says "text":
/// photographs are given by strangers, and `=HYPERLINK(…)` is one. Some spreadsheets read the wide forms of the same signs
/// alike (OWASP, CSV Injection).
fn quoted(text: &str) -> String {
    let begins_a_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let mark = if begins_a_formula { "'" } else { "" };
    format!("\"{mark}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(cell: Cell) -> String {
        let mut table = String::new();
        add_line(&mut table, [cell]);
        table
    }

    #[test]
    fn a_title_that_looks_like_a_formula_stays_text_in_a_spreadsheet() {
        for formula in ["=HYPERLINK(\"http://evil.example\")", "+33 1", "-1+1", "@SUM(A1)", "\tx", "＝1", "\r=1"] {
            let doubled = formula.replace('"', "\"\"");
            assert_eq!(line(Cell::text(Some(formula))), format!("\"'{doubled}\"\r\n"));
        }
        assert_eq!(line(Cell::text(Some("1+1=2"))), "\"1+1=2\"\r\n");
        assert_eq!(line(Cell::text(Some("Dit \"l’Ancien\", à Brest"))), "\"Dit \"\"l’Ancien\"\", à Brest\"\r\n");
        assert_eq!(line(Cell::Number(-4.48)), "-4.48\r\n");
        assert_eq!(line(Cell::text(None::<String>)), "\r\n");
    }
}
