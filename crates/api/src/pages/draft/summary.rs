//! The answers of a need, part by part, as check page, need page and print show them.

use app::NeedSeen;
use domain::account::AccountState;

use crate::http::{Answer, Caller, Server};
use crate::url::DraftUrls;
use crate::view::company::{Part, SummaryGroup, SummaryRow};
use crate::view::parts::IndicatorRow;
use crate::view::{Choice, Frame, format};

/// Puts a need's answers into groups; with `edit`, each group links to its part.
pub(crate) fn groups(f: &Frame, seen: &NeedSeen, edit: Option<&DraftUrls>) -> Vec<SummaryGroup> {
    let c = &seen.content;
    let rows = |fields: &[(&str, String)]| -> Vec<SummaryRow> {
        fields
            .iter()
            .map(|(name, value)| SummaryRow { label: f.code("need", name), value: value.clone() })
            .collect()
    };
    let modes: Vec<String> = c.modes.iter().map(|m| f.code("mode", m)).collect();
    let company = seen.organisation.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
    let levels: Vec<(String, String)> = seen
        .section_levels
        .iter()
        .filter(|(_, level)| *level != seen.level)
        .map(|(section, level)| (f.code("need", section.code()), f.code("level", level.code())))
        .collect();
    Part::ALL
        .into_iter()
        .map(|part| SummaryGroup {
            title: f.code("part", part.slug()),
            edit: edit.map(|urls| urls.section(part.slug())).unwrap_or_default(),
            indicators: if part == Part::Indicators { indicator_rows(seen) } else { Vec::new() },
            rows: match part {
                Part::Problem => rows(&[
                    ("title", seen.title.clone()),
                    ("background", c.background.clone()),
                    ("current_state", c.current_state.clone()),
                    ("problem", c.problem.clone()),
                    ("tried", c.tried.clone()),
                ]),
                Part::Indicators => rows(&[
                    ("conditions", c.conditions.clone()),
                    ("wanted_approaches", c.wanted_approaches.clone()),
                    ("excluded_approaches", c.excluded_approaches.clone()),
                ]),
                Part::Expectation => rows(&[
                    ("expected", c.expected.clone()),
                    ("modes", modes.join("、")),
                    ("budget", format::budget(&c.budget, f.l)),
                    ("wanted_by", c.wanted_by.map(format::day).unwrap_or_default()),
                    ("partner_requirements", c.partner_requirements.clone()),
                ]),
                Part::Audience => {
                    let mut all = rows(&[("level", f.code("level", seen.level.code()))]);
                    all.extend(
                        levels
                            .iter()
                            .map(|(label, value)| SummaryRow { label: label.clone(), value: value.clone() }),
                    );
                    all
                }
                Part::Contact => rows(&[
                    ("organisation_name", company.clone()),
                    ("contact_name", c.contact_name.clone()),
                    ("contact_phone", c.contact_phone.clone()),
                    ("contact_email", c.contact_email.clone()),
                    ("decision_owner", c.decision_owner.clone()),
                ]),
            },
        })
        .collect()
}

/// Writes the comparison and the target of an indicator.
pub(super) fn compared(one: &domain::need::Indicator) -> String {
    format!("{} {}", one.comparison.sign(), one.target).trim().to_owned()
}

/// Lists the indicators with their numbers.
pub(crate) fn indicator_rows(seen: &NeedSeen) -> Vec<IndicatorRow> {
    (1..)
        .zip(&seen.content.indicators)
        .map(|(number, i)| IndicatorRow {
            number,
            name: i.name.clone(),
            now: i.now.clone(),
            target: compared(i),
            unit: i.unit.clone(),
            test_method: i.test_method.clone(),
            must: i.must,
        })
        .collect()
}

/// Lists the colleagues who may have called back, for a broker; `None` for everybody else.
pub(crate) async fn colleagues(server: &Server, caller: &Caller) -> Answer<Option<Vec<Choice>>> {
    if !caller.call.actor.is_broker() {
        return Ok(None);
    }
    let me = caller.call.actor.account();
    let brokers = server.app().brokers(&caller.call).await?;
    let others = brokers.into_iter().filter(|a| Some(a.id) != me && a.state == AccountState::Active);
    Ok(Some(others.map(|a| Choice::new(a.id.to_string(), a.name)).collect()))
}
