//! Forms: values as they were typed, errors beside their fields, and the fields themselves.
//!
//! The label of the field `budget.min` in a form of scope `need` is the message `need-budget-min`,
//! its hint is `need-budget-min-hint` where that message exists; numbers in a name are left out, so
//! `indicators.2.target` is `need-indicators-target`. Complaints are the messages `invalid-…`.

use std::collections::BTreeMap;

use askama::Template;
use domain::Invalid;

use super::{Frame, Html};
use crate::http::input::MAX_ROWS;
use crate::i18n::{Arg, L10n, tidy};

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The value that is sent.
    pub value: String,
    /// What people read.
    pub label: String,
    /// A line below, or empty.
    pub hint: String,
}

impl Choice {
    /// Makes a choice without a hint.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: String::new() }
    }

    /// Makes choices of stable codes, worded by the messages `prefix-code` and, where there are any, `prefix-code-hint`.
    pub fn of_codes(l: L10n, prefix: &str, codes: &[&str]) -> Vec<Self> {
        codes
            .iter()
            .map(|code| {
                let hint = format!("{prefix}-{}-hint", tidy(code));
                Self {
                    value: (*code).to_owned(),
                    label: l.code(prefix, code),
                    hint: if l.has(&hint) { l.text(&hint) } else { String::new() },
                }
            })
            .collect()
    }
}

/// What is wrong with a field: a stable code, and what its sentence needs beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Complaint {
    field: String,
    why: String,
    facts: BTreeMap<&'static str, String>,
}

/// Values as they were typed, and what is wrong with them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form {
    /// The beginning of the message keys of labels and hints.
    pub scope: &'static str,
    /// Where the form is sent; set by the page.
    pub action: String,
    /// The key that makes sending twice harmless.
    pub idempotency_key: String,
    /// The version the values were read at, where the form changes something that exists.
    pub version: Option<i64>,
    values: BTreeMap<String, Vec<String>>,
    errors: Vec<Complaint>,
}

impl Form {
    /// Makes an empty form.
    pub fn new(scope: &'static str, action: impl Into<String>, idempotency_key: impl Into<String>) -> Self {
        Self { scope, action: action.into(), idempotency_key: idempotency_key.into(), ..Self::default() }
    }

    /// Sets the version that is sent back with the values.
    #[must_use]
    pub fn versioned(mut self, version: i64) -> Self {
        self.version = Some(version);
        self
    }

    /// Sets a value.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.values.insert(name.into(), vec![value.into()]);
        self
    }

    /// Sets the values of a field that takes several.
    #[must_use]
    pub fn with_all(mut self, name: impl Into<String>, values: impl IntoIterator<Item = String>) -> Self {
        self.values.insert(name.into(), values.into_iter().collect());
        self
    }

    /// Takes pairs as a browser sent them, so that a refused form shows what was typed; secrets must be left out.
    #[must_use]
    pub fn filled(mut self, pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        for (name, value) in pairs {
            self.values.entry(name).or_default().push(value);
        }
        self
    }

    /// Takes pairs as a browser sent them in place of what was filled in, so that a refused form shows what was typed.
    #[must_use]
    pub fn filled_again(mut self, pairs: &[(String, String)]) -> Self {
        for (name, _) in pairs {
            self.values.remove(name);
        }
        let typed = pairs.iter().filter(|(name, _)| {
            !matches!(name.as_str(), "version" | "idempotency_key") && !name.contains("password")
        });
        self.filled(typed.cloned())
    }

    /// Adds a complaint about a field; `why` is a stable code.
    pub fn complain(&mut self, field: impl Into<String>, why: impl Into<String>) {
        self.complain_with(field, why, BTreeMap::new());
    }

    /// Adds a complaint whose sentence names facts, such as the bounds of a number.
    pub fn complain_with(
        &mut self,
        field: impl Into<String>,
        why: impl Into<String>,
        facts: BTreeMap<&'static str, String>,
    ) {
        self.errors.push(Complaint { field: field.into(), why: why.into(), facts });
    }

    /// Adds a complaint of the business.
    #[must_use]
    pub fn refused(mut self, invalid: &Invalid) -> Self {
        self.complain_with(invalid.field.clone(), invalid.why, invalid.facts.clone());
        self
    }

    /// Tells whether something is wrong.
    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    /// Returns the value of a field, or nothing.
    pub fn value(&self, name: &str) -> &str {
        self.values.get(name).and_then(|values| values.first()).map_or("", String::as_str)
    }

    /// Tells whether a field has a value among its values.
    pub fn holds(&self, name: &str, value: &str) -> bool {
        self.values.get(name).is_some_and(|values| values.iter().any(|v| v == value))
    }

    /// Counts the rows of a list such as `indicators`, from the names `indicators.N.…`.
    pub fn rows(&self, list: &str) -> usize {
        let prefix = format!("{list}.");
        self.values
            .keys()
            .filter_map(|name| name.strip_prefix(&prefix)?.split('.').next()?.parse::<usize>().ok())
            .filter(|position| *position < MAX_ROWS)
            .max()
            .map_or(0, |last| last + 1)
    }

    /// Returns the label of a field.
    pub fn label(&self, f: &Frame, name: &str) -> String {
        f.t(&self.key(name))
    }

    fn key(&self, name: &str) -> String {
        if let Some(part) = name.strip_prefix("on_behalf.") {
            return format!("behalf-{}", tidy(part));
        }
        let kept: Vec<&str> = name.split('.').filter(|part| part.parse::<usize>().is_err()).collect();
        format!("{}-{}", self.scope, tidy(&kept.join("-")))
    }

    fn hint(&self, f: &Frame, name: &str) -> String {
        let key = format!("{}-hint", self.key(name));
        if f.l.has(&key) { f.t(&key) } else { String::new() }
    }

    /// Returns what is wrong with a field, in words, or nothing.
    pub fn error(&self, f: &Frame, name: &str) -> String {
        self.errors.iter().find(|one| one.field == name).map_or_else(String::new, |one| self.words(f, one))
    }

    fn words(&self, f: &Frame, one: &Complaint) -> String {
        let field = &one.field;
        // A complaint about the need itself may come back to a form that has no such field.
        let of_need = format!("need-{}", tidy(field));
        let label = match f.l.has(&self.key(field)) {
            true => self.label(f, field),
            false if f.l.has(&of_need) => f.t(&of_need),
            false => field.clone(),
        };
        complaint(f.l, self.scope, &label, &one.why, &one.facts)
    }

    /// Draws the hidden fields: idempotency key and version.
    pub fn hidden(&self) -> Html {
        Html::of(&Hidden { form: self })
    }

    /// Draws the list of everything that is wrong, linked to the fields.
    pub fn summary(&self, f: &Frame) -> Html {
        if self.errors.is_empty() {
            return Html::default();
        }
        let errors =
            self.errors.iter().map(|one| (field_id(&one.field), self.words(f, one))).collect::<Vec<_>>();
        Html::of(&Summary { f, errors })
    }

    fn field(&self, f: &Frame, name: &str, kind: Kind) -> Field {
        Field {
            kind,
            id: field_id(name),
            name: name.to_owned(),
            label: self.label(f, name),
            hint: self.hint(f, name),
            error: self.error(f, name),
            value: self.value(name).to_owned(),
            chosen: self.values.get(name).cloned().unwrap_or_default(),
            choices: Vec::new(),
            input: "text",
            autocomplete: String::new(),
            width: "",
            required: false,
            mark: String::new(),
            alert: f.icon("alert"),
            lang: "",
            row: false,
        }
    }

    /// A line of text.
    pub fn text(&self, f: &Frame, name: &str) -> Field {
        self.field(f, name, Kind::Line)
    }
    /// A password; its value is never shown again.
    pub fn password(&self, f: &Frame, name: &str, autocomplete: &str) -> Field {
        let mut field = self.field(f, name, Kind::Line).autocomplete(autocomplete);
        field.input = "password";
        field.value.clear();
        field
    }
    /// Several lines of text.
    pub fn area(&self, f: &Frame, name: &str) -> Field {
        self.field(f, name, Kind::Area)
    }
    /// One of several, in a closed list.
    pub fn select(&self, f: &Frame, name: &str, choices: impl AsRef<[Choice]>) -> Field {
        Field { choices: choices.as_ref().to_vec(), ..self.field(f, name, Kind::Select) }
    }
    /// One of several, all shown.
    pub fn radios(&self, f: &Frame, name: &str, choices: impl AsRef<[Choice]>) -> Field {
        Field { choices: choices.as_ref().to_vec(), ..self.field(f, name, Kind::Radios) }
    }
    /// Any of several, all shown.
    pub fn checks(&self, f: &Frame, name: &str, choices: impl AsRef<[Choice]>) -> Field {
        Field { choices: choices.as_ref().to_vec(), ..self.field(f, name, Kind::Checks) }
    }
    /// One box to tick, sent as `true`.
    pub fn tick(&self, f: &Frame, name: &str) -> Field {
        self.field(f, name, Kind::Tick)
    }
}

/// Says what is wrong with a field: in the form's own words for the code where it has some, else in everybody's,
/// with the bounds where they are known.
pub fn complaint(
    l: L10n,
    scope: &str,
    label: &str,
    why: &str,
    facts: &BTreeMap<&'static str, String>,
) -> String {
    let why = tidy(why);
    let bounded = facts.contains_key("min") && facts.contains_key("max");
    let key = [
        format!("{scope}-invalid-{why}"),
        if bounded { format!("invalid-{why}-bounds") } else { String::new() },
        format!("invalid-{why}"),
    ]
    .into_iter()
    .find(|key| l.has(key))
    .unwrap_or_else(|| "invalid-other".to_owned());
    let mut args: Vec<(&str, &dyn Arg)> = vec![("label", &label)];
    args.extend(facts.iter().map(|(name, value)| (*name, value as &dyn Arg)));
    l.text_with(&key, &args)
}

/// Returns the `id` of a field, for links from the summary.
pub fn field_id(name: &str) -> String {
    format!("f-{}", name.replace('.', "-"))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Line,
    Area,
    Select,
    Radios,
    Checks,
    Tick,
}

/// A field with its label, hint and complaint, ready to be drawn.
#[derive(Debug, Clone, Template)]
#[template(path = "macros/field.html")]
pub struct Field {
    kind: Kind,
    id: String,
    name: String,
    label: String,
    hint: String,
    error: String,
    value: String,
    chosen: Vec<String>,
    choices: Vec<Choice>,
    input: &'static str,
    autocomplete: String,
    width: &'static str,
    required: bool,
    mark: String,
    alert: Html,
    lang: &'static str,
    row: bool,
}

impl askama::filters::HtmlSafe for Field {}

impl Field {
    /// Makes a line a mail address.
    #[must_use]
    pub fn email(mut self) -> Self {
        self.input = "email";
        self
    }
    /// Makes a line a phone number.
    #[must_use]
    pub fn tel(mut self) -> Self {
        self.input = "tel";
        self
    }
    /// Makes a line a day.
    #[must_use]
    pub fn date(mut self) -> Self {
        self.input = "date";
        self.width = "w-m";
        self
    }
    /// Makes a line a moment, as `2026-03-05T14:20`.
    #[must_use]
    pub fn moment(mut self) -> Self {
        self.input = "datetime-local";
        self.width = "w-m";
        self
    }
    /// Makes a line a number, narrow, typed with digits.
    #[must_use]
    pub fn number(mut self) -> Self {
        self.input = "number";
        self.width = "w-s";
        self
    }
    /// Makes the field narrow.
    #[must_use]
    pub fn narrow(mut self) -> Self {
        self.width = "w-m";
        self
    }
    /// Lays choices in rows instead of one below the other.
    #[must_use]
    pub fn in_row(mut self) -> Self {
        self.row = true;
        self
    }
    /// Tells the browser what may be filled in, such as `username`.
    #[must_use]
    pub fn autocomplete(mut self, what: &str) -> Self {
        what.clone_into(&mut self.autocomplete);
        self
    }
    /// Makes the browser refuse an empty field.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }
    /// Puts a word beside the label, such as 提交时必填.
    #[must_use]
    pub fn marked(mut self, word: impl Into<String>) -> Self {
        self.mark = word.into();
        self
    }
    /// Replaces the label.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }
    /// Replaces the hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
    /// Adds to the field's `id`, where a page shows several forms with fields of the same name.
    #[must_use]
    pub fn id_with(mut self, what: &str) -> Self {
        self.id = format!("{}-{what}", self.id);
        self
    }
    /// Says that the field takes English, so that fonts and spelling fit.
    #[must_use]
    pub fn english(mut self) -> Self {
        self.lang = "en";
        self
    }

    fn chosen(&self, value: &str) -> bool {
        self.chosen.iter().any(|v| v == value)
    }
    fn described(&self) -> Html {
        let mut ids = Vec::new();
        if !self.hint.is_empty() {
            ids.push(format!("{}-h", self.id));
        }
        if !self.error.is_empty() {
            ids.push(format!("{}-e", self.id));
        }
        let mut out = String::new();
        if !ids.is_empty() {
            out = format!(r#" aria-describedby="{}""#, ids.join(" "));
        }
        let group = matches!(self.kind, Kind::Radios | Kind::Checks);
        if !self.error.is_empty() && !group {
            out.push_str(r#" aria-invalid="true""#);
        }
        Html(out)
    }
}

#[derive(Template)]
#[template(path = "macros/hidden.html")]
struct Hidden<'a> {
    form: &'a Form,
}

#[derive(Template)]
#[template(path = "macros/summary.html")]
struct Summary<'a> {
    f: &'a Frame,
    errors: Vec<(String, String)>,
}
