//! Complaints about single cells, with the place as Excel shows it.

use serde::{Deserialize, Serialize};

/// What a complaint does to its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The row is applied; the field stays empty or takes its default.
    Warning,
    /// The row cannot be applied until it is repaired.
    Error,
}

/// One complaint about one cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The sheet's name; empty for CSV.
    pub sheet: String,
    /// The row as Excel shows it.
    pub row: u32,
    /// The line of a text file.
    pub line: u32,
    /// The column letters; empty when the column is absent.
    pub column: String,
    /// The field.
    pub field: String,
    /// The stable kind of the complaint.
    pub kind: String,
    /// What it does to the row.
    pub severity: Severity,
    /// The cell as it stands in the file.
    pub cell: String,
    /// What to do, in English; empty when the kind says it all.
    pub hint: String,
}

/// Returns what a kind of complaint means, in Chinese and in English.
pub fn words(kind: &str) -> (&'static str, &'static str) {
    KINDS
        .iter()
        .find(|(own, _, _)| *own == kind)
        .map_or(("请检查此单元格", "check this cell"), |(_, zh, en)| (zh, en))
}

/// Every kind of complaint with its words in Chinese and English.
pub const KINDS: [(&str, &str, &str); 47] = [
    ("missing_required", "必填内容为空", "a required cell is empty"),
    ("placeholder_value", "这不是真实姓名，请填写本人姓名", "a placeholder, not a name"),
    ("not_one_person", "一行只能填写一位专家", "a row is for one person"),
    ("masked_name", "姓名有隐去的字，暂作化名保存", "kept as an alias until the person is introduced"),
    ("unreadable_email", "邮箱格式无法识别", "no mail address"),
    ("unreadable_phone", "电话号码无法识别", "no phone number"),
    (
        "precision_lost",
        "号码被表格软件改成科学记数法，位数已丢失，请重新填写",
        "the digits are gone; ask for the number again",
    ),
    ("unreadable_number", "不是可识别的数字，按默认值处理", "no number; the default is used"),
    ("out_of_range", "数值超出范围", "outside the possible range"),
    ("unreadable_date", "日期无法识别或不存在", "no such day, or not a date"),
    (
        "ambiguous_date",
        "日与月可以互换，请写成 2025-03-04 的形式",
        "day and month could be exchanged; write 2025-03-04",
    ),
    ("date_in_future", "日期晚于今天", "later than today"),
    ("date_in_past", "日期已过", "already past"),
    ("consent_missing", "没有授权同意日期，按“已邀请”导入", "imported as invited, not active"),
    ("filled_from_above", "此格为空，已沿用上一行的团队", "taken over from the row above"),
    ("unknown_team", "团队不存在，建议新建，请确认", "a new team is proposed, the person decides"),
    ("unknown_language", "语种无法识别", "no known language"),
    ("unknown_country", "国家或地区无法识别", "no known country or region"),
    ("unknown_service", "服务方式无法识别", "no known form of service"),
    (
        "direction_character",
        "含有改变书写方向的字符，已去除",
        "characters that change the direction of writing were removed",
    ),
    (
        "too_long",
        "内容过长，请缩短（单行200字、段落10000字以内）",
        "too long: 200 characters in a line, 10,000 in a paragraph",
    ),
    (
        "shortened",
        "指标过多或过长，已截短，原文保留",
        "more or longer than can be kept; the words of the cell stay beside it",
    ),
    ("wrong_cell_count", "单元格数量与表头不一致", "more or fewer cells than the header"),
    ("open_ended", "未注明截止日期，按默认复核期处理", "open-ended; the default review date is set"),
    ("relative_date", "按导入日期推算，请确认", "counted from the day of the import; please confirm"),
    ("duration_not_date", "这是期限长短，不是日期", "a duration, not a date"),
    ("unreadable_budget", "预算无法识别", "no budget that can be read"),
    ("ambiguous_unit", "没有单位，无法判断是元还是万元", "no unit: yuan or ten thousand yuan?"),
    ("min_greater_than_max", "下限大于上限", "the minimum is above the maximum"),
    ("agent_for_another", "由中介代为发布，请补充委托企业及其同意", "ask for the principal and its consent"),
    (
        "company_withheld",
        "未填写企业名称，需私下确认，保存为草稿",
        "the name is asked for privately; the need stays a draft",
    ),
    ("looks_like_offer", "看起来是提供服务，不是需求", "propose: expert or service profile"),
    ("looks_like_financing", "看起来是融资，不是技术需求", "propose: not accepted, reason financing"),
    ("looks_like_purchase", "看起来是采购，不是技术需求", "propose: purchase"),
    (
        "contact_in_text",
        "描述中含有联系方式，公开文本中将隐去",
        "phone or mail inside the text; hidden from the public text",
    ),
    ("formula_like", "像公式，已按文字原样保存", "kept as text, letter for letter"),
    ("missing", "没有信用代码，无法核验，状态为待核验", "stays pending, cannot be verified"),
    ("invalid_length", "信用代码应为18位", "a credit code has 18 characters"),
    ("invalid_character", "信用代码中有不使用的字符", "a character that does not occur in credit codes"),
    ("invalid_check_digit", "信用代码校验位错误", "the check character is wrong"),
    ("old_registration_number", "这是2015年以前的工商注册号", "the registration number in use before 2015"),
    ("organisation_code_only", "这只是组织机构代码", "only the organisation code"),
    ("organisation_code_check", "其中的组织机构代码校验位错误", "the organisation code inside is wrong"),
    ("unknown_region", "登记机关行政区划码不存在", "the region does not exist"),
    ("patent_check", "专利号校验位错误，可能抄错", "the patent's check digit is wrong"),
    ("unknown_person", "名册中没有此人", "nobody of that name in the roster"),
    ("unknown_kind", "佐证类型不在列表中", "not one of the kinds of evidence"),
];
