//! Bodies that several rooms share: what comes in, what goes out, never the same type.

use domain::money::Budget;
use domain::need::{Comparison, Indicator, NeedContent};
use domain::{Act, Channel, OnBehalf, Proof, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::http::{Answer, Failure};

/// Reads a code of a closed list, or names the field.
pub fn code<T>(found: Option<T>, field: &str) -> Answer<T> {
    found.ok_or_else(|| Failure::field(field, "unknown"))
}

/// Reads an identifier, or names the field.
pub fn id<T: std::str::FromStr>(text: &str, field: &str) -> Answer<T> {
    text.parse().map_err(|_| Failure::field(field, "bad_id"))
}

/// Reads a day as `2026-03-05`, or names the field.
pub fn day(text: Option<&String>, field: &str) -> Answer<Option<domain::Date>> {
    text.map(|t| t.parse().map_err(|_| Failure::field(field, "bad_date"))).transpose()
}

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// How many the caller could see in all.
    pub total: u64,
    /// Send it as `cursor` for the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// Returns where the next page begins: behind the last row of a full page.
pub(super) fn next_of<T: ToString>(many: usize, limit: u64, last: Option<T>) -> Option<String> {
    last.filter(|_| many as u64 == limit).map(|id| id.to_string())
}

/// A numbered indicator.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct IndicatorBody {
    /// What is measured.
    pub name: String,
    /// Present value.
    pub now: String,
    /// `at_least`, `at_most`, `equal` or `between`.
    #[schema(example = "at_most")]
    pub comparison: String,
    /// Target value.
    pub target: String,
    /// Unit.
    pub unit: String,
    /// Test method or standard.
    pub test_method: String,
    /// Whether it must be met.
    pub must: bool,
}

/// A budget in minor units, written as text so that no digit is lost.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct BudgetBody {
    /// `not_given`, `to_discuss`, `fixed` or `range`.
    #[schema(example = "range")]
    pub kind: String,
    /// Lower end, or the amount, in minor units.
    pub min: Option<String>,
    /// Upper end, in minor units.
    pub max: Option<String>,
    /// ISO 4217 code.
    pub currency: Option<String>,
}

/// What a need asks.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[expect(
    missing_docs,
    reason = "the names are those of the domain's NeedContent, where each has its sentence"
)]
pub struct ContentBody {
    pub title: String,
    pub background: String,
    pub current_state: String,
    pub problem: String,
    pub tried: String,
    pub indicators: Vec<IndicatorBody>,
    pub expected: String,
    pub modes: Vec<String>,
    pub budget: BudgetBody,
    pub wanted_by: Option<String>,
    pub conditions: String,
    pub wanted_approaches: String,
    pub excluded_approaches: String,
    pub partner_requirements: String,
    pub avoid: Vec<String>,
    pub industry: String,
    pub field: String,
    pub tags: Vec<String>,
    pub keywords: Vec<String>,
    pub keywords_en: Vec<String>,
    pub contact_name: String,
    pub contact_phone: String,
    pub contact_email: String,
    pub decision_owner: String,
}

fn minor(text: Option<&String>, field: &str) -> Answer<Option<i64>> {
    text.map(|t| t.parse().map_err(|_| Failure::field(field, "bad_number"))).transpose()
}

impl BudgetBody {
    fn read(&self) -> Answer<Budget> {
        let (min, max) = (minor(self.min.as_ref(), "budget.min")?, minor(self.max.as_ref(), "budget.max")?);
        let currency = self.currency.clone().unwrap_or_else(|| "CNY".to_owned());
        Ok(match self.kind.as_str() {
            "" | "not_given" => Budget::NotGiven,
            "to_discuss" => Budget::ToDiscuss,
            "fixed" => Budget::Fixed {
                amount: min.ok_or_else(|| Failure::field("budget.min", "required"))?,
                currency,
            },
            "range" => Budget::Range { min, max, currency },
            _ => return Err(Failure::field("budget.kind", "unknown")),
        })
    }

    fn write(budget: &Budget) -> Self {
        let (min, max, currency) = match budget {
            Budget::NotGiven | Budget::ToDiscuss => (None, None, None),
            Budget::Fixed { amount, currency } => (Some(*amount), None, Some(currency.clone())),
            Budget::Range { min, max, currency } => (*min, *max, Some(currency.clone())),
        };
        Self {
            kind: budget.kind().to_owned(),
            min: min.map(|m| m.to_string()),
            max: max.map(|m| m.to_string()),
            currency,
        }
    }
}

impl ContentBody {
    /// Reads the body as a need's content.
    pub fn read(self) -> Answer<NeedContent> {
        let mut indicators = Vec::new();
        for (at, i) in self.indicators.into_iter().enumerate() {
            let comparison = if i.comparison.is_empty() {
                Comparison::default()
            } else {
                code(Comparison::from_code(&i.comparison), &format!("indicators.{at}.comparison"))?
            };
            let IndicatorBody { name, now, target, unit, test_method, must, .. } = i;
            indicators.push(Indicator { name, now, comparison, target, unit, test_method, must });
        }
        Ok(NeedContent {
            indicators,
            budget: self.budget.read()?,
            wanted_by: day(self.wanted_by.as_ref(), "wanted_by")?,
            title: self.title,
            background: self.background,
            current_state: self.current_state,
            problem: self.problem,
            tried: self.tried,
            expected: self.expected,
            modes: self.modes,
            conditions: self.conditions,
            wanted_approaches: self.wanted_approaches,
            excluded_approaches: self.excluded_approaches,
            partner_requirements: self.partner_requirements,
            avoid: self.avoid,
            industry: self.industry,
            field: self.field,
            tags: self.tags,
            keywords: self.keywords,
            keywords_en: self.keywords_en,
            contact_name: self.contact_name,
            contact_phone: self.contact_phone,
            contact_email: self.contact_email,
            decision_owner: self.decision_owner,
        })
    }

    /// Writes a need's content, as far as it was cut for the viewer.
    pub fn write(c: NeedContent) -> Self {
        Self {
            budget: BudgetBody::write(&c.budget),
            wanted_by: c.wanted_by.map(|d| d.to_string()),
            indicators: c
                .indicators
                .into_iter()
                .map(|i| IndicatorBody {
                    comparison: i.comparison.code().to_owned(),
                    name: i.name,
                    now: i.now,
                    target: i.target,
                    unit: i.unit,
                    test_method: i.test_method,
                    must: i.must,
                })
                .collect(),
            title: c.title,
            background: c.background,
            current_state: c.current_state,
            problem: c.problem,
            tried: c.tried,
            expected: c.expected,
            modes: c.modes,
            conditions: c.conditions,
            wanted_approaches: c.wanted_approaches,
            excluded_approaches: c.excluded_approaches,
            partner_requirements: c.partner_requirements,
            avoid: c.avoid,
            industry: c.industry,
            field: c.field,
            tags: c.tags,
            keywords: c.keywords,
            keywords_en: c.keywords_en,
            contact_name: c.contact_name,
            contact_phone: c.contact_phone,
            contact_email: c.contact_email,
            decision_owner: c.decision_owner,
        }
    }
}

/// On whose behalf an act is recorded (代录).
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BehalfIn {
    /// `phone`, `visit`, `wechat`, `mail` or `stamped_paper`.
    #[schema(example = "phone")]
    pub channel: String,
    /// Who told it.
    pub person: String,
    /// When it was told, RFC 3339; now when absent.
    pub told_at: Option<String>,
    /// `word`, `scan` or `call_back`; the recorder's word when absent.
    pub proof: Option<String>,
    /// The stored scan.
    pub file: Option<String>,
    /// The colleague who called back.
    pub by: Option<String>,
}

impl BehalfIn {
    /// Reads the body; a time that has not come yet is refused.
    pub fn read(self, now: Timestamp) -> Answer<OnBehalf> {
        let channel = code(Channel::from_code(&self.channel), "on_behalf.channel")?;
        let told_at = match &self.told_at {
            Some(text) => text.parse().map_err(|_| Failure::field("on_behalf.told_at", "bad_date"))?,
            None => now,
        };
        let proof = match self.proof.as_deref() {
            None | Some("word") => Proof::Word,
            Some("scan") => Proof::Scan { file: id(self.file.as_deref().unwrap_or(""), "on_behalf.file")? },
            Some("call_back") => {
                Proof::CallBack { by: id(self.by.as_deref().unwrap_or(""), "on_behalf.by")?, at: now }
            }
            Some(_) => return Err(Failure::field("on_behalf.proof", "unknown")),
        };
        OnBehalf::new(channel, &self.person, told_at, proof, now).map_err(|e| app::Error::from(e).into())
    }
}

/// Who did something, when, and on whose behalf.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActOut {
    /// The account.
    pub by: Option<String>,
    /// When, RFC 3339.
    pub at: String,
    /// Who told it, where it was recorded on behalf.
    pub person: Option<String>,
    /// By which way it was told.
    pub channel: Option<String>,
}

impl ActOut {
    /// Writes an act.
    pub fn write(act: &Act) -> Self {
        Self {
            by: act.by.map(|id| id.to_string()),
            at: act.at.to_string(),
            person: act.on_behalf.as_ref().map(|b| b.person.clone()),
            channel: act.on_behalf.as_ref().map(|b| b.channel.code().to_owned()),
        }
    }
}
