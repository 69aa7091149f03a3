//! Declared interests: employment, shares, paid advice and family, with organisation and dates where they are told.

use serde::{Deserialize, Serialize};

use super::dates::{Partial, parse_text};
use super::text::{clean, fold, simplify, split_outside, without_brackets};

/// One declared interest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterestRow {
    /// `employment`, `shareholding`, `paid_advice`, `family` or `other`.
    pub kind: String,
    /// The organisation, as written.
    pub organisation: String,
    /// Since when.
    pub from: Option<Partial>,
    /// Until when; none while it lasts.
    pub to: Option<Partial>,
    /// The words as written.
    pub words: String,
}

/// Reads the interests of a cell; `无` and its like are none.
pub fn read(cell: &str) -> Vec<InterestRow> {
    let text = clean(cell);
    if matches!(fold(&text).as_str(), "" | "无" | "没有" | "none" | "no" | "nil" | "na" | "keine") {
        return Vec::new();
    }
    split_outside(&text, |c| matches!(c, '；' | ';' | '\n')).iter().map(|words| one(words)).collect()
}

fn one(words: &str) -> InterestRow {
    let (outside, inside) = without_brackets(words);
    let key: String = outside.chars().map(simplify).collect();
    let has = |list: &[&str]| list.iter().any(|word| key.contains(word));
    let kind =
        if has(&["配偶", "妻", "夫", "父", "母", "子女", "儿子", "女儿", "兄", "弟", "姐", "妹", "亲属"])
        {
            "family"
        } else if has(&["持股", "持有", "股份", "股权", "股东", "shareholder"]) {
            "shareholding"
        } else if has(&["顾问", "咨询", "advis", "consult"]) {
            "paid_advice"
        } else if has(&["任职", "董事", "监事", "兼职", "经理", "受聘", "就职", "employ"]) {
            "employment"
        } else {
            "other"
        };
    let (from, to) = inside.iter().find_map(|span| period(span)).unwrap_or((None, None));
    InterestRow { kind: kind.into(), organisation: organisation(&outside), from, to, words: words.to_owned() }
}

fn period(span: &str) -> Option<(Option<Partial>, Option<Partial>)> {
    let (from, to) = ["至", "到", "–", "—", "~", "～", "-"].iter().find_map(|mark| span.split_once(mark))?;
    Some((parse_text(from).ok(), parse_text(to).ok())).filter(|(from, to)| from.is_some() || to.is_some())
}

fn organisation(outside: &str) -> String {
    const ENDS: [&str; 10] =
        ["有限公司", "公司", "集团", "合作社", "研究院", "研究所", "大学", "学院", "中心", "厂"];
    let start = ["持有", "任职于", "受聘于", "就职于", "在"].iter().find_map(|mark| outside.split_once(mark));
    let rest = start.map_or(outside, |(_, rest)| rest);
    let end = ENDS.iter().find_map(|end| rest.find(end).map(|at| at + end.len()));
    let name = end.map_or_else(|| rest.split_whitespace().next().unwrap_or(rest), |end| &rest[..end]);
    name.trim().to_owned()
}
