//! Rows of companies.

use domain::organisation::{FOUNDED, STAFF};
use serde::{Deserialize, Serialize};

use super::Cells;
use crate::book::Value;
use crate::cells::dates::{self, Partial};
use crate::cells::{codes, contact, numbers};
use crate::problem::Severity;

/// A company as a row tells it; what is not told is empty and erases nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CompanyRow {
    /// Full legal name.
    pub name: String,
    /// Unified social credit code, when right.
    pub uscc: String,
    /// Street address.
    pub address: String,
    /// Industry in words.
    pub industry: String,
    /// Contact's name.
    pub contact: String,
    /// Contact's phone numbers.
    pub phone: Vec<String>,
    /// Contact's mail address.
    pub email: String,
    /// Number of people employed.
    pub staff: Option<i64>,
    /// When it was founded.
    pub founded: Option<Partial>,
}

pub(crate) fn read(cells: &mut Cells<'_, '_>) -> CompanyRow {
    let name = cells.line("name");
    if name.is_empty() && !cells.line.ragged {
        cells.error("name", "missing_required");
    }
    let code = codes::credit_code(cells.value("uscc"));
    if let Some((kind, hint)) = code.problem {
        let severity = if code.error { Severity::Error } else { Severity::Warning };
        cells.complain("uscc", kind, severity, Some(hint));
    }
    CompanyRow {
        name,
        uscc: code.code.unwrap_or_default(),
        address: cells.line("address"),
        industry: cells.line("industry"),
        contact: cells.line("contact"),
        phone: cells.read("phone", contact::phones).unwrap_or_default(),
        email: cells.read("email", |value| contact::email(&value.display())).unwrap_or_default(),
        staff: cells.read("staff", |value| numbers::count(value, *STAFF.end())),
        founded: cells.read("founded", founded),
    }
}

/// Reads the day or year of the founding within its bounds.
fn founded(value: &Value) -> Result<Partial, &'static str> {
    let day = dates::parse(value)?;
    if FOUNDED.contains(&day.year.into()) { Ok(day) } else { Err("out_of_range") }
}
