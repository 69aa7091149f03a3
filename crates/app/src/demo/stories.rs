//! Turns what companies ask into the content and the public text of needs.

use domain::Lang;
use domain::money::Budget;
use domain::need::{Comparison, Indicator, NeedContent, PublicText};
use domain::organisation::Organisation;
use jiff::ToSpan;

use super::sentences::with_unit;
use super::vocab::{Note, Speciality, Story};
use super::{House, chance, organisations, people};

/// Fen in ten thousand yuan.
const WAN: i64 = 10_000 * 100;

/// Reads a budget as the vocabulary writes it.
fn budget(text: &str) -> Budget {
    let currency = "CNY".to_owned();
    let amount = |part: &str| part.parse::<i64>().ok().map(|n| n * WAN);
    match text.split_once('~') {
        Some((min, max)) => Budget::Range { min: amount(min), max: amount(max), currency },
        None => amount(text).map_or(Budget::ToDiscuss, |amount| Budget::Fixed { amount, currency }),
    }
}

fn words(list: &str) -> Vec<String> {
    list.split(',').map(str::trim).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// Writes what a company asks in full.
pub(super) fn content(
    house: &mut House<'_>,
    speciality: &Speciality,
    story: &Story,
    organisation: &Organisation,
) -> NeedContent {
    let (keywords, keywords_en) = story.keywords.split_once('|').unwrap_or((&story.keywords, ""));
    let today = chance::day(house.now);
    let ahead = chance::between(&mut house.rng, 60, 300) as i64;
    let modes = *chance::one(
        &mut house.rng,
        &[
            &["development"] as &[&str],
            &["development", "consulting"],
            &["service"],
            &["joint", "development"],
            &["consulting"],
        ],
    );
    let plain = speciality.lang == Lang::ZhHans;
    let mut content = NeedContent {
        title: story.title.clone(),
        background: story.background.clone(),
        current_state: story.current.clone(),
        problem: story.problem.clone(),
        tried: story.tried.clone(),
        indicators: story.indicators.iter().map(|i| i.0.clone()).collect(),
        expected: story.expected.clone(),
        modes: modes.iter().map(|m| (*m).to_owned()).collect(),
        budget: budget(&story.budget),
        wanted_by: today.checked_add(ahead.days()).ok(),
        excluded_approaches: story.excluded.clone(),
        industry: organisation.profile.industry.clone(),
        field: speciality.field.clone(),
        tags: Some(speciality.chain.clone()).filter(|c| !c.is_empty()).into_iter().collect(),
        keywords: words(keywords),
        keywords_en: words(keywords_en),
        ..contact(house, organisation)
    };
    if plain && chance::percent(&mut house.rng, 70) {
        content.conditions.clone_from(chance::one(&mut house.rng, &house.words.needs.conditions));
    }
    if plain && chance::percent(&mut house.rng, 50) {
        content.partner_requirements.clone_from(chance::one(&mut house.rng, &house.words.needs.partners));
    }
    content
}

fn contact(house: &mut House<'_>, organisation: &Organisation) -> NeedContent {
    let profile = &organisation.profile;
    let decider = if profile.foreign {
        "Managing Director".to_owned()
    } else {
        let (name, _) = people::name(house, "mainland");
        format!("{name}（{}）", chance::one(&mut house.rng, &house.words.needs.deciders))
    };
    let mail = profile.foreign || chance::percent(&mut house.rng, 55);
    NeedContent {
        contact_name: profile.contact_name.clone(),
        contact_phone: profile.contact_phone.clone(),
        contact_email: if mail { profile.contact_email.clone() } else { String::new() },
        decision_owner: decider,
        ..NeedContent::default()
    }
}

/// Writes what was said so far.
pub(super) fn note(
    house: &mut House<'_>,
    speciality: &Speciality,
    note: &Note,
    organisation: &Organisation,
) -> NeedContent {
    NeedContent {
        title: note.title.clone(),
        problem: note.problem.clone(),
        field: speciality.field.clone(),
        decision_owner: String::new(),
        ..contact(house, organisation)
    }
}

/// Writes the text for the public or for invited experts; it names nobody.
pub(super) fn public(speciality: &Speciality, story: &Story) -> PublicText {
    let (title_en, summary_en) = story.en.split_once('|').unwrap_or(("", ""));
    let indicators: Vec<String> = story.indicators.iter().map(|i| indicator(speciality.lang, &i.0)).collect();
    let trim = |text: &str| text.trim_end_matches(['。', '.', '；']).to_owned();
    let (problem, expected) = (story.problem.trim(), trim(&story.expected));
    let summary = match speciality.lang {
        Lang::ZhHans => format!("{problem}期望得到：{expected}。主要指标：{}。", indicators.join("；")),
        Lang::ZhHant => format!("{problem}期望成果：{expected}。主要指標：{}。", indicators.join("；")),
        Lang::En => format!("{problem} Expected result: {expected}. Indicators: {}.", indicators.join("; ")),
    };
    let (title_en, summary_en) = if speciality.lang == Lang::En {
        (story.title.clone(), summary.clone())
    } else {
        (title_en.to_owned(), summary_en.to_owned())
    };
    PublicText { title: story.title.clone(), summary, title_en, summary_en }
}

fn indicator(lang: Lang, one: &Indicator) -> String {
    let gap =
        if lang == Lang::En || one.name.ends_with(|c: char| c.is_ascii_alphanumeric()) { " " } else { "" };
    let sign = match one.comparison {
        Comparison::AtLeast | Comparison::AtMost => one.comparison.sign(),
        Comparison::Equal | Comparison::Between => "",
    };
    let gap = if sign.is_empty() { " " } else { gap };
    format!("{}{gap}{}", one.name, with_unit(lang, &format!("{sign}{}", one.target), &one.unit))
}

/// Blanks the field that an open question asks for.
pub(super) fn blank(content: &mut NeedContent, field: &str) {
    match field {
        "indicators.0.test_method" => content.indicators[0].test_method.clear(),
        "indicators.0.now" => content.indicators[0].now.clear(),
        "indicators.1.target" => {
            if let Some(second) = content.indicators.get_mut(1) {
                second.target.clear();
            }
        }
        "tried" => content.tried.clear(),
        "expected" => content.expected.clear(),
        "wanted_by" => content.wanted_by = None,
        "budget" => content.budget = Budget::NotGiven,
        "decision_owner" => content.decision_owner.clear(),
        other => unreachable!("no question asks for {other}"),
    }
}

/// Draws a telephone number for somebody without one.
pub(super) fn ensure_reachable(house: &mut House<'_>, content: &mut NeedContent) {
    if content.contact_phone.is_empty() && content.contact_email.is_empty() {
        content.contact_phone = organisations::phone(house);
    }
}
