//! Empty tables to fill in: the column names of a kind in a language, required ones marked.

use domain::Lang;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::headers::Kind;

/// Returns a workbook with one header row; required columns end in `*`.
pub fn template(kind: Kind, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut out = Workbook::new();
    let page = out.add_worksheet();
    page.set_name(name(kind, lang))?;
    let header = Format::new().set_bold().set_text_wrap();
    // Text columns keep long numbers whole: credit codes and phones are the ones spreadsheets destroy.
    let text = Format::new().set_num_format("@");
    for (column, field) in kind.fields().iter().enumerate() {
        let column = column as u16;
        let mark = if field.required { "*" } else { "" };
        page.set_column_format(column, &text)?;
        page.set_column_width(column, 18)?;
        page.write_string_with_format(0, column, format!("{}{mark}", field.label(lang)), &header)?;
    }
    page.set_freeze_panes(1, 0)?;
    out.save_to_buffer()
}

const fn name(kind: Kind, lang: Lang) -> &'static str {
    match (kind, lang) {
        (Kind::Roster, Lang::ZhHans) => "专家名册",
        (Kind::Roster, Lang::ZhHant) => "專家名冊",
        (Kind::Roster, Lang::En) => "Experts",
        (Kind::Needs, Lang::ZhHans) => "技术需求",
        (Kind::Needs, Lang::ZhHant) => "技術需求",
        (Kind::Needs, Lang::En) => "Needs",
        (Kind::Companies, Lang::ZhHans) => "企业",
        (Kind::Companies, Lang::ZhHant) => "企業",
        (Kind::Companies, Lang::En) => "Companies",
        (Kind::Evidence, Lang::ZhHans) => "佐证",
        (Kind::Evidence, Lang::ZhHant) => "佐證",
        (Kind::Evidence, Lang::En) => "Evidence",
    }
}
