//! `locales/*/*.ftl` (Fluent syntax) → one typed function a message.
//!
//! French and English must both have every message, with the same variables: anything else stops the build. Breton may
//! lack some, which pages then say in French between marks (`i18n::FRENCH_BEGINS`). Each Breton message says in its comment
//! whether a speaker checked it, and its plurals have the five forms of the language. A message without variables is a `&'static str`: a page costs no formatting for it.
//! A variable that chooses a plural, or that its comment calls `(Number)`, is a `u64`; any other is a `&str`.
//!
//! fluent-typed was tried first: it leaves out a message that one language lacks, so that Breton could not be begun, and
//! it resolves every message at run time.

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    fmt::Write as _,
    fs,
    path::Path,
};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement, VariantKey},
    parser,
};

/// What the comment of a Breton message begins a line with.
const CHECKED: [&str; 2] = ["Checked by a speaker: no", "Checked by a speaker: yes"];
/// The plural categories of Breton (CLDR).
const BRETON_FORMS: [&str; 5] = ["one", "two", "few", "many", "other"];
/// `i18n::FRENCH_BEGINS` and `FRENCH_ENDS`, as Rust writes them in a string.
const MARKS: (&str, &str) = ("\\u{e000}", "\\u{e001}");

type Messages = BTreeMap<String, Message<String>>;
type Outcome<T> = Result<T, Box<dyn Error>>;

/// The variables of a message in their order, and those that are numbers.
#[derive(Default, PartialEq)]
struct Variables {
    names: BTreeSet<String>,
    numbers: BTreeSet<String>,
}

pub fn generate(locales: &Path, out: &Path) -> Outcome<()> {
    let french = read(&locales.join("fr"))?;
    let english = read(&locales.join("en"))?;
    let breton = read(&locales.join("br"))?;
    same_names("fr", &french, "en", &english)?;
    same_names("en", &english, "fr", &french)?;
    for (name, message) in &breton {
        if !french.contains_key(name) {
            return Err(format!("locales/br: `{name}` is no message of locales/fr").into());
        }
        check_breton(message).map_err(|error| format!("locales/br: `{name}`: {error}"))?;
    }
    let mut code = format!(
        "/// Whether every message is in Breton; until then its pages speak French where one is missing.\npub const BRETON_IS_COMPLETE: bool = {};\n\n#[expect(clippy::match_same_arms, clippy::if_same_then_else, reason = \"two languages may say the same\")]\nimpl Messages {{\n",
        breton.len() == french.len()
    );
    for (name, in_french) in &french {
        let in_english = english.get(name).ok_or("checked above")?;
        function(&mut code, name, in_french, in_english, breton.get(name))
            .map_err(|error| format!("message `{name}`: {error}"))?;
    }
    code.push_str("}\n");
    fs::write(out.join("messages.rs"), code)?;
    Ok(())
}

fn read(folder: &Path) -> Outcome<Messages> {
    let mut messages = Messages::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "ftl") {
            continue;
        }
        let resource = parser::parse(fs::read_to_string(&path)?)
            .map_err(|(_, errors)| format!("{}: {errors:?}", path.display()))?;
        for entry in resource.body {
            if let Entry::Message(message) = entry
                && messages.insert(message.id.name.clone(), message).is_some()
            {
                return Err(format!("{}: a message is written twice", path.display()).into());
            }
        }
    }
    Ok(messages)
}

fn same_names(one: &str, present: &Messages, other: &str, wanted: &Messages) -> Outcome<()> {
    let missing: Vec<&String> = present.keys().filter(|name| !wanted.contains_key(*name)).collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(format!("in locales/{one} but missing in locales/{other}: {missing:?}").into())
    }
}

fn function(
    code: &mut String,
    name: &str,
    french: &Message<String>,
    english: &Message<String>,
    breton: Option<&Message<String>>,
) -> Outcome<()> {
    let variables = variables_of(french)?;
    for other in [Some(english), breton].into_iter().flatten() {
        if variables_of(other)?.names != variables.names {
            return Err("its variables differ from one language to another".into());
        }
    }
    let arguments = variables.names.iter().fold(String::new(), |list, variable| {
        let kind = if variables.numbers.contains(variable) { "u64" } else { "&str" };
        list + &format!(", {}: {kind}", snake(variable))
    });
    let plain = variables.names.is_empty();
    writeln!(code, "    /// `{}`", summary(english))?;
    writeln!(
        code,
        "    #[must_use]\n    pub fn {}(self{arguments}) -> {} {{",
        snake(name),
        if plain { "&'static str" } else { "String" }
    )?;
    let same = plain && literal_of(french)? == literal_of(english)? && breton.is_none();
    if same && !has_a_word(&literal_of(french)?) {
        writeln!(
            code,
            "        let Self {{ language: _, marks: _ }} = self;\n        {:?}\n    }}\n",
            literal_of(french)?
        )?;
        return Ok(());
    }
    writeln!(code, "        match self.language {{")?;
    let mut arm = |pattern: &str, message: &Message<String>, language: &str, marked: bool| -> Outcome<()> {
        let value = message.value.as_ref().ok_or("it has no text")?;
        let (begins, ends) = if marked { MARKS } else { ("", "") };
        if plain {
            writeln!(code, "            {pattern} => \"{begins}{}{ends}\",", escaped(&literal(value)))?;
        } else {
            writeln!(code, "            {pattern} => {{\n                let mut text = String::new();")?;
            if marked {
                writeln!(code, "                text.push('{begins}');")?;
            }
            push(code, value, &variables, language)?;
            if marked {
                writeln!(code, "                text.push('{ends}');")?;
            }
            writeln!(code, "                text\n            }}")?;
        }
        Ok(())
    };
    if let Some(breton) = breton {
        arm("Language::French", french, "French", false)?;
        arm("Language::Breton", breton, "Breton", false)?;
    } else {
        arm("Language::Breton if self.marks", french, "French", true)?;
        if same {
            arm("_", french, "French", false)?;
        } else {
            arm("Language::French | Language::Breton", french, "French", false)?;
        }
    }
    if !same {
        arm("Language::English", english, "English", false)?;
    }
    writeln!(code, "        }}\n    }}\n")?;
    Ok(())
}

/// Whether a text has a word, in some language: not only a sign, a unit or an abbreviation such as `px`, `CC BY` or `GPX`.
fn has_a_word(text: &str) -> bool {
    text.split(|letter: char| !letter.is_alphabetic())
        .any(|word| word.chars().count() >= 4 && word.chars().any(char::is_lowercase))
}

/// Whether a Breton message says who vouches for it, and has the plural forms of its language.
fn check_breton(message: &Message<String>) -> Outcome<()> {
    let comment = message.comment.as_ref().map(|comment| comment.content.join("\n")).unwrap_or_default();
    if !CHECKED.iter().any(|words| comment.lines().any(|line| line.starts_with(words))) {
        return Err(format!("its comment says neither `{}` nor `{}`", CHECKED[0], CHECKED[1]).into());
    }
    for element in message.value.iter().flat_map(|value| &value.elements) {
        let PatternElement::Placeable { expression: Expression::Select { variants, .. } } = element else { continue };
        let has = |form: &str| {
            variants.iter().any(|variant| matches!(&variant.key, VariantKey::Identifier { name } if name == form))
        };
        if let Some(form) = BRETON_FORMS.iter().find(|form| !has(form)) {
            return Err(format!("its plural has no form `{form}`").into());
        }
    }
    Ok(())
}

/// A text as the inside of a Rust string literal.
fn escaped(text: &str) -> String {
    text.escape_debug().to_string()
}

fn literal_of(message: &Message<String>) -> Outcome<String> {
    Ok(literal(message.value.as_ref().ok_or("it has no text")?))
}

/// The English text on one line, for the function's documentation.
fn summary(message: &Message<String>) -> String {
    message.value.as_ref().map(literal).unwrap_or_default().replace('\n', " ")
}

fn literal(pattern: &Pattern<String>) -> String {
    let mut text = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value }
            | PatternElement::Placeable { expression: Expression::Inline(InlineExpression::StringLiteral { value }) } =>
            {
                text.push_str(value);
            }
            PatternElement::Placeable { .. } => text.push('…'),
        }
    }
    text
}

fn variables_of(message: &Message<String>) -> Outcome<Variables> {
    let mut variables = Variables::default();
    collect(message.value.as_ref().ok_or("it has no text")?, &mut variables)?;
    let comment = message.comment.as_ref().map(|comment| comment.content.join("\n")).unwrap_or_default();
    for name in &variables.names {
        if comment.contains(&format!("${name} (Number)")) {
            variables.numbers.insert(name.clone());
        }
    }
    Ok(variables)
}

fn collect(pattern: &Pattern<String>, variables: &mut Variables) -> Outcome<()> {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(InlineExpression::VariableReference { id }) => {
                variables.names.insert(id.name.clone());
            }
            Expression::Inline(InlineExpression::StringLiteral { .. }) => {}
            Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
                variables.names.insert(id.name.clone());
                variables.numbers.insert(id.name.clone());
                for variant in variants {
                    collect(&variant.value, variables)?;
                }
            }
            Expression::Inline(_) | Expression::Select { .. } => {
                return Err("only variables, strings and plurals are understood here".into());
            }
        }
    }
    Ok(())
}

/// Writes the statements that add a pattern to `text`.
fn push(code: &mut String, pattern: &Pattern<String>, variables: &Variables, language: &str) -> Outcome<()> {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value }
            | PatternElement::Placeable { expression: Expression::Inline(InlineExpression::StringLiteral { value }) } =>
            {
                let mut letters = value.chars();
                match (letters.next(), letters.next()) {
                    (Some(alone), None) => writeln!(code, "text.push({alone:?});")?,
                    _ => writeln!(code, "text.push_str({value:?});")?,
                }
            }
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } => {
                let name = snake(&id.name);
                if variables.numbers.contains(&id.name) {
                    writeln!(code, "text.push_str(&self.number({name}));")?;
                } else {
                    writeln!(code, "text.push_str({name});")?;
                }
            }
            PatternElement::Placeable {
                expression: Expression::Select { selector: InlineExpression::VariableReference { id }, variants },
            } => {
                let name = snake(&id.name);
                let mut joint = "";
                // The default stands last in Fluent's own order, and closes the chain.
                for variant in variants
                    .iter()
                    .filter(|variant| !variant.default)
                    .chain(variants.iter().filter(|variant| variant.default))
                {
                    match &variant.key {
                        _ if variant.default && joint.is_empty() => writeln!(code, "{{")?,
                        _ if variant.default => writeln!(code, " else {{")?,
                        VariantKey::Identifier { name: category } => {
                            writeln!(
                                code,
                                "{joint}if Self::category(Language::{language}, {name}) == PluralCategory::{} {{",
                                capital(category)
                            )?;
                        }
                        VariantKey::NumberLiteral { value } => writeln!(code, "{joint}if {name} == {value} {{")?,
                    }
                    push(code, &variant.value, variables, language)?;
                    write!(code, "}}")?;
                    joint = " else ";
                }
                writeln!(code)?;
            }
            PatternElement::Placeable { .. } => {
                return Err("only variables, strings and plurals are understood here".into());
            }
        }
    }
    Ok(())
}

fn snake(name: &str) -> String {
    name.replace('-', "_")
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
