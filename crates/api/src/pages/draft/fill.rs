//! From a form to a need's content and back.

use app::{NeedLevels, NeedSeen};
use domain::money::{Budget, MOST};
use domain::need::{Comparison, Indicator, NeedContent, Section};
use domain::{Channel, Date, FileId, Invalid, Level, OnBehalf, Proof, number};

use super::Desk;
use crate::http::input::Form as Sent;
use crate::http::{Answer, Failure, Server};
use crate::view::company::{Draft, Part, Preview};
use crate::view::parts::TaskState;
use crate::view::{Form, Frame, format};

/// Minor units in one 10,000 of a currency, the unit of the budget fields.
const TEN_THOUSAND: i64 = 10_000 * 100;

/// Builds what all pages of a draft show beside the form.
pub(super) async fn draft(server: &Server, f: &Frame, desk: &Desk, seen: &NeedSeen) -> Answer<Draft> {
    let app = server.app();
    let zone = app.clock().zone();
    let history = app.need_history(&desk.caller.call, seen.id).await?;
    let saved = history.iter().rfind(|h| !super::super::need::shown(&h.what)).map(|h| h.at);
    let today = app.clock().today();
    let review = seen.review.as_ref();
    let open = review.and_then(|r| r.questions.iter().rfind(|q| q.answer.is_none()));
    Ok(Draft {
        number: seen.number.clone(),
        urls: desk.urls(server),
        states: Part::ALL.map(|part| state(seen, part, today)),
        ready: missing_to_submit(seen).is_empty() && app.wanted_later(&seen.content).is_ok(),
        saved: if seen.version > 1 {
            format::moment(saved.unwrap_or(seen.created_at), zone)
        } else {
            String::new()
        },
        level: seen.level,
        readers: f.t("draft-readers"),
        preview: review
            .and_then(|r| r.public.as_ref())
            .map(|p| Preview { title: p.title.clone(), summary: p.summary.clone() }),
        keep: desk.keep(server),
        question: open.map(|q| q.text.clone()).unwrap_or_default(),
    })
}

/// How far a part is; what cannot stay as it is leaves it unfinished.
fn state(seen: &NeedSeen, part: Part, today: Date) -> TaskState {
    let c = &seen.content;
    let filled: Vec<bool> = match part {
        Part::Problem => {
            [&c.title, &c.current_state, &c.problem, &c.tried].iter().map(|t| !t.is_empty()).collect()
        }
        Part::Indicators if c.indicators.is_empty() => vec![false],
        Part::Indicators => {
            vec![
                true,
                c.indicators.iter().any(Indicator::checkable),
                !c.indicators.iter().any(Indicator::lacks_figure),
            ]
        }
        Part::Expectation => vec![
            !c.expected.is_empty(),
            !c.modes.is_empty(),
            c.budget != Budget::NotGiven,
            c.wanted_by.is_some_and(|day| day > today),
        ],
        // A level is always set; the default is a choice too.
        Part::Audience => vec![true],
        Part::Contact => {
            vec![
                !c.contact_name.is_empty(),
                !(c.contact_phone.is_empty() && c.contact_email.is_empty()),
                !c.decision_owner.is_empty(),
            ]
        }
    };
    match (filled.iter().all(|f| *f), filled.iter().any(|f| *f)) {
        (true, _) => TaskState::Done,
        (false, true) => TaskState::Started,
        (false, false) => TaskState::NotStarted,
    }
}

/// Lists what *submit* needs and is not there, without the declaration, which the check page asks for.
pub(super) fn missing_to_submit(seen: &NeedSeen) -> Vec<&'static str> {
    let c = &seen.content;
    let company = seen.organisation.as_ref().is_some_and(|(id, name)| id.is_some() || !name.is_empty());
    [
        ("title", !c.title.is_empty()),
        ("problem", !c.problem.is_empty()),
        ("organisation_name", company),
        ("contact_name", !c.contact_name.is_empty()),
        ("contact_phone", !(c.contact_phone.is_empty() && c.contact_email.is_empty())),
    ]
    .into_iter()
    .filter_map(|(field, there)| (!there).then_some(field))
    .collect()
}

/// Fills the form of a part with what is kept.
pub(super) fn form(server: &Server, desk: &Desk, seen: &NeedSeen, part: Part) -> Form {
    let c = &seen.content;
    let form =
        Form::new("need", desk.urls(server).section(part.slug()), server.key()).versioned(seen.version);
    match part {
        Part::Problem => form
            .with("title", &c.title)
            .with("background", &c.background)
            .with("current_state", &c.current_state)
            .with("problem", &c.problem)
            .with("tried", &c.tried),
        Part::Indicators => indicator_form(form, c),
        Part::Expectation => budget_form(form, &c.budget)
            .with("expected", &c.expected)
            .with_all("modes", c.modes.clone())
            .with("wanted_by", c.wanted_by.map(format::day).unwrap_or_default())
            .with("partner_requirements", &c.partner_requirements),
        Part::Audience => {
            let mut form = form.with("level", seen.level.code());
            for (section, level) in
                seen.section_levels.iter().filter(|(s, l)| *l != seen.level && *s != Section::Contact)
            {
                form = form.with(format!("section_levels.{}", section.code()), level.code());
            }
            form
        }
        Part::Contact => {
            let name = seen.organisation.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
            form.with("organisation_name", name)
                .with("contact_name", &c.contact_name)
                .with("contact_phone", &c.contact_phone)
                .with("contact_email", &c.contact_email)
                .with("decision_owner", &c.decision_owner)
        }
    }
}

fn indicator_form(form: Form, c: &NeedContent) -> Form {
    let mut form = form
        .with("conditions", &c.conditions)
        .with("wanted_approaches", &c.wanted_approaches)
        .with("excluded_approaches", &c.excluded_approaches);
    for (at, one) in c.indicators.iter().enumerate() {
        let name = |field: &str| format!("indicators.{at}.{field}");
        form = form
            .with(name("name"), &one.name)
            .with(name("now"), &one.now)
            .with(name("comparison"), one.comparison.code())
            .with(name("target"), &one.target)
            .with(name("unit"), &one.unit)
            .with(name("test_method"), &one.test_method)
            .with(name("must"), one.must.to_string());
    }
    form
}

fn budget_form(form: Form, budget: &Budget) -> Form {
    let amount = |minor: &Option<i64>| minor.map(trimmed).unwrap_or_default();
    let form = form.with("budget.kind", budget.kind());
    match budget {
        Budget::NotGiven | Budget::ToDiscuss => form.with("budget.currency", "CNY"),
        Budget::Fixed { amount: minor, currency } => {
            form.with("budget.min", amount(&Some(*minor))).with("budget.currency", currency)
        }
        Budget::Range { min, max, currency } => form
            .with("budget.min", amount(min))
            .with("budget.max", amount(max))
            .with("budget.currency", currency),
    }
}

/// Writes minor units as 10,000s, with decimals only where there are any.
fn trimmed(minor: i64) -> String {
    let (whole, rest) = (minor / TEN_THOUSAND, minor % TEN_THOUSAND);
    if rest == 0 {
        return whole.to_string();
    }
    let decimals = format!("{rest:06}");
    format!("{whole}.{}", decimals.trim_end_matches('0'))
}

/// Reads 10,000s as minor units.
fn minor(field: &str, typed: &str) -> Result<Option<i64>, Invalid> {
    let text = number::plain(typed);
    if text.is_empty() {
        return Ok(None);
    }
    let bounds = 0..=MOST / TEN_THOUSAND;
    let below = text.starts_with('-');
    let bad = || {
        let figures = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let outside = |v: f64| below || v > 0.0 && number::within(field, ceiling(v), &bounds).is_err();
        match text.parse::<f64>() {
            // Finer than a cent is no amount; a number of any other size is told the bounds.
            Ok(v) if number::is_number(&text) && figures <= 6 && outside(v) => {
                Invalid::outside(field, &bounds)
            }
            Ok(_) | Err(_) => Invalid::new(field, "bad_number"),
        }
    };
    if below {
        return Err(bad());
    }
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    if decimals.len() > 6 || !decimals.bytes().all(|b| b.is_ascii_digit()) {
        return Err(bad());
    }
    let whole: i64 = whole.parse().map_err(|_| bad())?;
    let rest: i64 =
        if decimals.is_empty() { 0 } else { format!("{decimals:0<6}").parse().map_err(|_| bad())? };
    let amount = whole.checked_mul(TEN_THOUSAND).and_then(|m| m.checked_add(rest)).ok_or_else(bad)?;
    if (0..=MOST).contains(&amount) { Ok(Some(amount)) } else { Err(bad()) }
}

/// Returns the next whole number, or the greatest where none holds it.
fn ceiling(number: f64) -> i64 {
    format!("{:.0}", number.ceil()).parse().unwrap_or(i64::MAX)
}

fn budget(sent: &Sent) -> Result<Budget, Invalid> {
    let currency = match sent.text("budget.currency") {
        "" => "CNY".to_owned(),
        code => code.to_owned(),
    };
    let (min, max) =
        (minor("budget.min", sent.text("budget.min"))?, minor("budget.max", sent.text("budget.max"))?);
    Ok(match sent.text("budget.kind") {
        "to_discuss" => Budget::ToDiscuss,
        "fixed" => {
            let amount = min.or(max).ok_or_else(|| Invalid::new("budget.min", "required"))?;
            Budget::Fixed { amount, currency }
        }
        "range" => Budget::Range { min, max, currency },
        "" | "not_given" => Budget::NotGiven,
        _ => return Err(Invalid::new("budget.kind", "unknown")),
    })
}

fn day(sent: &Sent, field: &str) -> Result<Option<Date>, Invalid> {
    match sent.text(field).trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Invalid::new(field, "bad_date")),
    }
}

/// Puts what one part's form says into the content that is kept.
pub(super) fn content(seen: &NeedSeen, part: Part, sent: &Sent) -> app::Result<NeedContent> {
    let mut c = seen.content.clone();
    let text = |name: &str| sent.text(name).to_owned();
    match part {
        Part::Problem => {
            c.title = text("title");
            c.background = text("background");
            c.current_state = text("current_state");
            c.problem = text("problem");
            c.tried = text("tried");
        }
        Part::Indicators => {
            c.indicators = indicators(sent)?;
            c.conditions = text("conditions");
            c.wanted_approaches = text("wanted_approaches");
            c.excluded_approaches = text("excluded_approaches");
        }
        Part::Expectation => {
            c.expected = text("expected");
            c.modes = sent.all("modes").into_iter().map(str::to_owned).collect();
            c.budget = budget(sent)?;
            c.wanted_by = day(sent, "wanted_by")?;
            c.partner_requirements = text("partner_requirements");
        }
        Part::Contact => {
            c.contact_name = text("contact_name");
            c.contact_phone = text("contact_phone");
            c.contact_email = text("contact_email");
            c.decision_owner = text("decision_owner");
        }
        Part::Audience => {}
    }
    Ok(c)
}

/// Reads the rows of the indicator table; rows without a word are left out.
pub(crate) fn indicators(sent: &Sent) -> Result<Vec<Indicator>, Invalid> {
    let mut list = Vec::new();
    for row in sent.rows("indicators") {
        let get = |name: &str| row.get(name).copied().unwrap_or("").to_owned();
        let comparison = match get("comparison").as_str() {
            "" => Comparison::default(),
            code => Comparison::from_code(code)
                .ok_or_else(|| Invalid::new(format!("indicators.{}.comparison", list.len()), "unknown"))?,
        };
        let one = Indicator {
            name: get("name"),
            now: get("now"),
            comparison,
            target: get("target"),
            unit: get("unit"),
            test_method: get("test_method"),
            must: get("must") != "false",
        };
        if !one.is_blank() {
            list.push(one);
        }
    }
    Ok(list)
}

/// Reads who may read the need and its sections.
pub(crate) fn levels_of(sent: &Sent) -> Answer<NeedLevels> {
    let code = |name: &str| Level::ALL.into_iter().find(|l| l.code() == sent.text(name));
    let level = code("level").ok_or_else(|| Failure::field("level", "required"))?;
    let mut levels = NeedLevels { level, ..NeedLevels::default() };
    for section in Section::ALL {
        let name = format!("section_levels.{}", section.code());
        if sent.has(&name) {
            levels.sections.insert(section, code(&name).ok_or_else(|| Failure::field(&name, "unknown"))?);
        }
    }
    Ok(levels)
}

/// Reads on whose behalf an act is recorded, where the form says so: who told it, how, when, and what backs it.
pub(crate) async fn on_behalf(server: &Server, sent: &Sent) -> app::Result<Option<OnBehalf>> {
    if !sent.has("on_behalf.person") && !sent.has("on_behalf.channel") {
        return Ok(None);
    }
    let clock = server.app().clock();
    let now = clock.now();
    let channel = Channel::from_code(sent.text("on_behalf.channel"))
        .ok_or_else(|| app::Error::field("on_behalf.channel", "required"))?;
    let told_at = match sent.text("on_behalf.told_at") {
        "" => now,
        text => clock.local(text).ok_or_else(|| app::Error::field("on_behalf.told_at", "bad_date"))?,
    };
    let proof = match sent.text("on_behalf.proof.kind") {
        "" | "word" => Proof::Word,
        "call_back" => Proof::CallBack {
            by: sent
                .text("on_behalf.proof.by")
                .parse()
                .map_err(|_| app::Error::field("on_behalf.proof.by", "required"))?,
            at: now,
        },
        "scan" => Proof::Scan { file: scan(server, sent).await? },
        _ => return Err(app::Error::field("on_behalf.proof.kind", "unknown")),
    };
    server.app().check_proof(&proof).await?;
    Ok(Some(OnBehalf::new(channel, sent.text("on_behalf.person"), told_at, proof, now)?))
}

/// Keeps the scan that came with a form.
async fn scan(server: &Server, sent: &Sent) -> app::Result<FileId> {
    const FIELD: &str = "on_behalf.proof.file";
    let file = sent.file(FIELD).ok_or_else(|| app::Error::field(FIELD, "required"))?;
    server.app().keep_file(&sent.caller.call, &file.name, file.bytes.clone()).await.map_err(|error| {
        match error {
            app::Error::Invalid(fields) => {
                app::Error::Invalid(fields.into_iter().map(|f| f.about(FIELD)).collect())
            }
            other => other,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_thousands_are_read_and_written_to_the_letter() {
        for (text, value) in
            [("20", 20_000_000), ("12.5", 12_500_000), ("0.000001", 1), ("1,000", 1_000_000_000)]
        {
            assert_eq!(minor("budget.min", text), Ok(Some(value)), "{text}");
        }
        assert_eq!(trimmed(12_500_000), "12.5");
        assert_eq!(trimmed(20_000_000), "20");
        assert_eq!(minor("budget.min", "二十").expect_err("a word").why, "bad_number");
        for text in ["2,5", "1e1", "0.0000001"] {
            assert_eq!(minor("budget.min", text).expect_err(text).why, "bad_number", "{text}");
        }
        for text in ["1e12", "-1", "-0.5", "1000000000000", "10000001", "99999999999999999999"] {
            let invalid = minor("budget.min", text).expect_err(text);
            assert_eq!((invalid.why, &*invalid.facts["max"]), ("out_of_range", "10000000"), "{text}");
        }
    }
}
