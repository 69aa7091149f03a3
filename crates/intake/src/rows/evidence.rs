//! Rows of evidence, as a table.

use domain::evidence::EvidenceKind;
use serde::{Deserialize, Serialize};

use super::Cells;
use crate::cells::text::fold;
use crate::cells::{codes, contact, numbers};

/// An item of evidence as a row tells it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct EvidenceRow {
    /// Name of the expert, as written.
    pub name: String,
    /// Mail address of the expert.
    pub email: String,
    /// The known expert it belongs to, by the key the caller gave.
    pub person: String,
    /// What it is.
    pub kind: Option<EvidenceKind>,
    /// Title.
    pub title: String,
    /// Year.
    pub year: Option<i16>,
    /// DOI in lower case, or another number as written.
    pub identifier: String,
    /// Role or further words.
    pub note: String,
}

pub(crate) fn read(cells: &mut Cells<'_, '_>) -> EvidenceRow {
    let mut row =
        EvidenceRow { name: cells.line("name"), title: cells.within("title", 500), ..Default::default() };
    if row.title.is_empty() && !cells.line.ragged {
        cells.error("title", "missing_required");
    }
    row.email = cells.read("email", |value| contact::email(&value.display())).unwrap_or_default();
    row.kind = kind(&cells.text("kind"));
    if row.kind.is_none() && !cells.line.ragged {
        cells.error("kind", "unknown_kind");
    }
    row.year = cells.read("year", numbers::year).flatten();
    let identifier = cells.line("identifier");
    if row.kind == Some(EvidenceKind::Patent) && codes::patent_check(&identifier) == Some(false) {
        cells.warn("identifier", "patent_check");
    }
    row.identifier = codes::doi(&identifier).unwrap_or(identifier);
    row.note = cells.line("note");
    row
}

fn kind(word: &str) -> Option<EvidenceKind> {
    let key = fold(word);
    let is = |words: &[&str]| words.contains(&key.as_str());
    Some(match () {
        () if is(&["论文", "文章", "期刊论文", "会议论文", "著作", "paper", "article"]) => {
            EvidenceKind::Paper
        }
        () if is(&["专利", "发明专利", "实用新型", "patent"]) => EvidenceKind::Patent,
        () if is(&["项目", "课题", "科研项目", "project"]) => EvidenceKind::Project,
        () if is(&["标准", "standard", "norm"]) => EvidenceKind::Standard,
        () if is(&["产品", "成果", "product"]) => EvidenceKind::Product,
        () if is(&["问诊", "既往问诊", "技术问诊", "咨询案例", "consultation"]) => {
            EvidenceKind::Consultation
        }
        () => return EvidenceKind::from_code(&key),
    })
}
