//! Cells beyond the samples: the spellings people use.

use intake::book::Value;
use intake::cells::{budget, codes, contact, dates, indicator, lists, name, numbers, prose, validity};
use jiff::civil::date;

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

#[test]
fn dates_are_read_or_named_unreadable() {
    for (written, read) in [
        ("2025年十二月三日", "2025-12-03"),
        ("二〇二五年十月", "2025-10"),
        ("March 5, 2025", "2025-03-05"),
        ("5. März 2025", "2025-03-05"),
        ("25/12/2025", "2025-12-25"),
        ("12/25/2025", "2025-12-25"),
        ("2025/3/8 10:30", "2025-03-08"),
        ("202503", "2025-03"),
        ("2025", "2025"),
    ] {
        assert_eq!(dates::parse(&text(written)).map(|d| d.to_string()), Ok(read.to_owned()), "{written}");
    }
    for (written, why) in [
        ("03/04/2025", "ambiguous_date"),
        ("2025-02-29", "unreadable_date"),
        ("去年", "unreadable_date"),
        ("2025年初", "unreadable_date"),
    ] {
        assert_eq!(dates::parse(&text(written)), Err(why), "{written}");
    }
}

#[test]
fn names_are_freed_of_titles() {
    let read = |cell: &str| name::read(cell).map(|found| (found.name, found.titles.join("；")));
    assert_eq!(read("张三 高级工程师"), Ok(("张三".into(), "高级工程师".into())));
    assert_eq!(read("Dr. med. Anna Weiß, PhD"), Ok(("Anna Weiß".into(), "Dr. med.；PhD".into())));
    assert_eq!(read("李四、王五"), Err("not_one_person"));
    assert_eq!(read("某某"), Err("placeholder_value"));
    assert_eq!(read("张三等5人"), Err("not_one_person"));
    assert_eq!(read("赵**").map(|found| found.0), Ok("赵**".into()));
    assert!(name::read("赵**").expect("an alias").masked);
}

#[test]
fn phones_keep_every_digit_or_say_that_they_lost_some() {
    let read = |cell: &str| contact::phones(&text(cell));
    assert_eq!(read("1.5400000021E+10"), Ok(vec!["15400000021".into()]));
    assert_eq!(read("1.54E+10"), Err("precision_lost"));
    assert_eq!(read("（0574）00000131"), Ok(vec!["0574-00000131".into()]));
    assert_eq!(read("0049 30 23125 094"), Ok(vec!["+49 30 23125 094".into()]));
    assert_eq!(read("无"), Err("unreadable_phone"));
    assert_eq!(contact::email("a b@example.org"), Err("unreadable_email"));
    assert_eq!(contact::email("mailto:a@Example.ORG"), Ok("a@example.org".into()));
}

#[test]
fn specialities_are_split_where_people_mean_it() {
    assert_eq!(lists::specialities("①注塑②压铸"), ["注塑", "压铸"]);
    assert_eq!(lists::specialities("1.注塑 2.压铸；3.挤出"), ["注塑", "压铸", "挤出"]);
    assert_eq!(lists::specialities("N,N-二甲基甲酰胺回收,精馏"), ["N,N-二甲基甲酰胺回收", "精馏"]);
    assert_eq!(lists::specialities("CNN,LSTM"), ["CNN", "LSTM"]);
    assert_eq!(
        lists::languages("中文和英文、火星语"),
        (vec!["zh".into(), "en".into()], vec!["火星语".into()])
    );
}

#[test]
fn budgets_carry_unit_and_currency() {
    use domain::money::Budget;
    let fixed =
        |amount: i64, currency: &str| Ok(Budget::Fixed { amount: amount * 100, currency: currency.into() });
    assert_eq!(budget::read(&text("1.5万元")), fixed(15_000, "CNY"));
    assert_eq!(budget::read(&text("三十五万")), fixed(350_000, "CNY"));
    assert_eq!(budget::read(&text("1,200,000")), fixed(1_200_000, "CNY"));
    assert_eq!(budget::read(&text("2百万")), fixed(2_000_000, "CNY"));
    assert_eq!(budget::read(&text("$ 1.5 million")), fixed(1_500_000, "USD"));
    assert_eq!(budget::read(&text("to be discussed")), Ok(Budget::ToDiscuss));
    assert_eq!(budget::read(&text("看情况")), Err("unreadable_budget"));
    assert_eq!(budget::read(&Value::Number(80.0)), Err("ambiguous_unit"));
}

#[test]
fn validity_ends_on_the_last_day() {
    let today = date(2026, 3, 16);
    let day = |cell: &str| validity::read(&text(cell), today).review_by;
    assert_eq!(day("2026年上半年"), Some(date(2026, 6, 30)));
    assert_eq!(day("截止2026年5月15日前"), Some(date(2026, 5, 15)));
    assert_eq!(day("2026 Q2"), Some(date(2026, 6, 30)));
    assert_eq!(validity::read(&text("3个月"), today).problem, Some("duration_not_date"));
    assert_eq!(validity::read(&text("还剩10天"), today).proposed, Some(date(2026, 3, 26)));
}

#[test]
fn indicators_have_name_target_and_unit() {
    let found = indicator::read(
        "误判低于1%；水温8~12℃；噪声：现38 dB(A)，目标≤26 dB(A)（1 m，消声室）；不增加水洗道数",
    );
    let parts: Vec<[&str; 4]> =
        found.iter().map(|i| [i.name.as_str(), &i.comparison, &i.target, &i.unit]).collect();
    assert_eq!(
        parts,
        [
            ["误判", "<", "1", "%"],
            ["水温", "~", "8~12", "℃"],
            ["噪声", "≤", "26", "dB(A)"],
            ["不增加水洗道数", "", "", ""]
        ]
    );
    assert!(!found[3].checkable());
}

#[test]
fn codes_are_checked() {
    assert_eq!(codes::doi("https://doi.org/10.5555/Mag.2021.014"), Some("10.5555/mag.2021.014".into()));
    assert_eq!(codes::doi("see 10.5555/x"), None);
    assert_eq!(codes::patent_check("T/ML 007-2024"), None);
    assert_eq!(codes::credit_code(&Value::Number(9.13302e17)).problem.map(|p| p.0), Some("precision_lost"));
    assert_eq!(numbers::year(&text("二〇二三")), Ok(Some(2023)));
    assert_eq!(prose::language("Die Standmenge ist zu klein"), "de");
}

#[test]
fn titles_that_look_like_sums_and_notes_stay_rows() {
    let csv = "技术需求名称,需求单位\n累计误差补偿,甲\n注塑件翘曲,\nTotal organic carbon,\n合计：3项,\n注：内部使用,\n,\n";
    let book = intake::open("needs.csv", csv.as_bytes()).expect("a table");
    let known = intake::Known::default();
    let plan = intake::plan(&book, intake::Kind::Needs, &known, crate::shared::clock()).expect("a plan");
    assert_eq!(plan.summary.new, 3);
    let ignored: Vec<(u32, &str)> = plan.ignored_rows.iter().map(|row| (row.row, row.why.as_str())).collect();
    assert_eq!(ignored, [(5, "subtotal"), (6, "note")]);
}

#[test]
fn separators_and_encodings_are_told_apart() {
    let read = |bytes: &[u8]| {
        let book = intake::open("a.csv", bytes)?;
        let plan =
            intake::plan(&book, intake::Kind::Roster, &intake::Known::default(), crate::shared::clock())?;
        Ok::<_, intake::Refusal>((plan.summary.new, plan.encoding.unwrap_or_default()))
    };
    let utf8 = "UTF-8 without BOM".to_owned();
    assert_eq!(read("姓名;团队;专业特长\n张三;甲队;\"注塑;压铸\"\n".as_bytes()), Ok((1, utf8.clone())));
    assert_eq!(read("姓名\t团队\t专业特长\n张三\t甲队\t注塑, 压铸\n".as_bytes()), Ok((1, utf8)));
    // "姓名,團隊,專業特長" in Big5 and a German roster in Windows-1252.
    let big5 =
        b"\xa9m\xa6W,\xb9\xce\xb6\xa4,\xb1M\xb7~\xafS\xaa\xf8\n\xb3\xaf\xa4j,\xb9\xce\xb6\xa4,\xb1M\xb7~\n";
    assert_eq!(read(big5).map_err(|refusal| refusal.facts["encoding"].clone()), Err("Big5".into()));
    let german = b"Name,Team,Expertise\nJ\xf6rg S\xf6hnlein,Gr\xfcn,Oberfl\xe4chen\n";
    assert_eq!(read(german).map_err(|refusal| refusal.code), Err("encoding_unsupported"));
    // A list of companies is no roster, although it has phones and industries.
    let companies = "企业名称,联系电话,所属行业\n甲公司,15400000001,塑料\n";
    let refusal = read(companies.as_bytes()).expect_err("another kind of table");
    assert_eq!(
        refusal.to_string(),
        "No table with a column 专家姓名 (Name) was found; the columns of the file are 企业名称、联系电话、所属行业; \
         compare with the template."
    );
}
