//! What whole sentences give away: their language, an agent, a withheld name, an offer instead of a need.

use super::text::{clean, fold, is_han, script_counts, simplify};

/// Names the written language of a text: `zh-Hans`, `zh-Hant`, `en`, `de`, or nothing for a text without letters.
pub fn language(text: &str) -> &'static str {
    let han = text.chars().filter(|c| is_han(*c)).count();
    let latin = text.chars().filter(|c| c.is_alphabetic() && !is_han(*c)).count();
    if han == 0 && latin == 0 {
        return "";
    }
    if han * 4 >= latin {
        let (traditional, simplified) = script_counts(text);
        return if traditional > simplified { "zh-Hant" } else { "zh-Hans" };
    }
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphabetic()).collect();
    let count = |list: &[&str]| words.iter().filter(|word| list.contains(word)).count();
    let german = count(&[
        "der", "die", "das", "und", "nicht", "mit", "für", "ist", "von", "beim", "nach", "keine", "ein",
    ]);
    let english =
        count(&["the", "and", "of", "is", "a", "on", "to", "for", "in", "with", "must", "we", "be", "an"]);
    let marks = lower.chars().filter(|c| matches!(c, 'ä' | 'ö' | 'ü' | 'ß')).count();
    if german + marks > english { "de" } else { "en" }
}

/// Why a company cell does not name the company in need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Company {
    /// It names one, as far as can be told.
    Named,
    /// An agent posts for somebody else.
    Agent,
    /// The name is withheld.
    Withheld,
}

/// Judges the company cell of a need together with its description.
pub fn company(cell: &str, description: &str) -> Company {
    let name: String = clean(cell).chars().map(simplify).collect();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if has(&["未公开", "不公开", "保密", "匿名", "不便透露", "***"])
        || matches!(
            fold(&name).as_str(),
            "某企业" | "某公司" | "某单位" | "undisclosed" | "confidential" | "withheld"
        )
    {
        return Company::Withheld;
    }
    let agency = has(&["技术转移", "科技服务", "中介", "代理", "孵化", "技术交易", "生产力促进"]);
    let for_another = clean(description).starts_with('代');
    if has(&["受托", "代发布", "代录"]) || (agency && for_another) {
        Company::Agent
    } else {
        Company::Named
    }
}

/// Finds for whom an agent posts: the organisation after 代 or 委托方 at the start of a description.
pub fn acting_for(description: &str) -> Option<String> {
    let text = clean(description);
    let rest = text.strip_prefix('代')?;
    let rest = ["委托方", "理", "表", "发布"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let end = rest.find(['：', ':', '，', ',', '。']).unwrap_or(rest.len());
    let name = rest[..end].trim().trim_end_matches("发布").trim();
    let whole =
        ["公司", "厂", "合作社", "集团", "研究院", "研究所", "GmbH"].iter().any(|word| name.ends_with(word));
    (whole && !name.starts_with('某')).then(|| name.to_owned())
}

/// Proposes that a text is no need: `looks_like_offer`, `looks_like_financing` or `looks_like_purchase`.
pub fn proposal(title: &str, description: &str) -> Option<&'static str> {
    let text: String = format!("{}\n{}", clean(title), clean(description)).chars().map(simplify).collect();
    let has = |words: &[&str]| words.iter().filter(|word| text.contains(*word)).count();
    if has(&["股权融资", "出让", "投资机构", "融资", "风险投资", "天使轮"]) >= 2 {
        return Some("looks_like_financing");
    }
    if has(&["承接", "价格优惠", "欢迎来电", "代工服务", "诚招代理", "提供服务"]) >= 2 {
        return Some("looks_like_offer");
    }
    (has(&["求购", "想买", "采购一台", "购买一台", "转让一台", "收购二手"]) >= 1)
        .then_some("looks_like_purchase")
}
