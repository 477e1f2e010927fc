//! The fields of a new account: `name`, `handle`, `password`, and `invitation` where it is asked for.

use super::field_errors::FieldErrors;
use crate::{
    domain::{lengths, person::Handle, text},
    library::{Library, SignUp, accounts::AccountError, passwords::GoodPassword},
    web::{
        i18n::Messages,
        problem::{AccountProblem, FieldProblem, Problem, Why},
        request::{form_fields, intake::ReceivedForm},
    },
};

/// What stands in place of a field for the advice to type the password again.
pub const AGAIN: &str = "again";

/// The fields of the form, in the order in which they are checked.
const FIELDS: [&str; 4] = ["invitation", "handle", "name", "password"];

/// A new account as it was asked for.
pub struct NewAccount {
    /// The account's name.
    pub handle: Handle,
    /// The name shown.
    pub name: String,
    /// The password.
    pub password: String,
}

/// What was typed, to be shown again; never the password.
#[derive(Clone, Debug, Default)]
pub struct TypedAccount {
    /// The shown name.
    pub name: String,
    /// The account's name.
    pub handle: String,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl TypedAccount {
    /// What this form says, and what is wrong with it.
    #[must_use]
    pub fn of(form: &ReceivedForm, problems: &[Problem], t: Messages) -> Self {
        let typed = |name| form.value(name).unwrap_or_default().to_owned();
        let mut errors = FieldErrors::of(problems, t);
        // A good password is not sent back either.
        if !errors.is_empty() && errors.at("password").is_empty() {
            errors.say(AGAIN, t.account_password_again());
        }
        Self { name: typed("name"), handle: typed("handle"), errors }
    }

    /// Whether this field is the first that is wrong: where one goes on typing.
    #[must_use]
    pub fn begins_at(&self, field: &str) -> bool {
        FIELDS.into_iter().find(|name| !self.errors.at(name).is_empty()) == Some(field)
    }
}

/// Reads the form of a person who signs up or was invited: nobody but the first administrator chooses a reserved handle.
///
/// # Errors
/// Every problem that its fields have.
pub async fn read_unreserved(form: &ReceivedForm, library: &Library) -> Result<NewAccount, Vec<Problem>> {
    let reserved = form_fields::handle(form).is_ok_and(|handle| handle.is_reserved());
    let problem = reserved.then_some(Problem::Account(AccountProblem::HandleReserved));
    match (read(form, library).await, problem) {
        (read, None) => read,
        (Ok(_), Some(problem)) => Err(vec![problem]),
        (Err(others), Some(problem)) => {
            let others =
                others.into_iter().filter(|other| !matches!(other, Problem::Account(AccountProblem::HandleTaken)));
            Err(std::iter::once(problem).chain(others).collect())
        }
    }
}

/// Reads the form.
///
/// # Errors
/// Every problem that its fields have.
pub async fn read(form: &ReceivedForm, library: &Library) -> Result<NewAccount, Vec<Problem>> {
    let mut problems = Vec::new();
    let handle = form_fields::handle(form);
    let name = form.value("name").unwrap_or_default().to_owned();
    let password = form.sent("password").unwrap_or_default().to_owned();
    if text::within(&text::clean_line(&name), lengths::PERSON_NAME).is_err() {
        problems.push(Problem::Field(FieldProblem::Invalid("name", Why::TooLong(lengths::PERSON_NAME))));
    }
    let typed = form.value("handle").unwrap_or_default();
    if let Err(weak) = GoodPassword::parse(&password, &[typed, &name]) {
        problems.push(AccountError::Weak(weak).into());
    }
    match handle {
        Ok(handle) => match library.person(&handle).await {
            Ok(None) if problems.is_empty() => return Ok(NewAccount { handle, name, password }),
            Ok(None) => {}
            Ok(Some(_)) => problems.insert(0, Problem::Account(AccountProblem::HandleTaken)),
            Err(fault) => problems = vec![fault.into()],
        },
        Err(problem) => problems.insert(0, problem),
    }
    Err(problems)
}

/// Whether the invitation of this form is wrong. Without a valid one nobody is told which accounts exist.
#[must_use]
pub fn wrong_invitation(form: &ReceivedForm, library: &Library) -> Option<Problem> {
    let settings = library.settings();
    let SignUp::Invitation(codes) = &settings.sign_up else { return None };
    let code = form.value("invitation").unwrap_or_default().trim();
    (!codes.iter().any(|known| known == code)).then_some(Problem::Account(AccountProblem::NotInvited))
}
