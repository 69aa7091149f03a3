use insta::assert_snapshot;
use search::{Filters, Kind, Page, Query, Sort};

use crate::corpus::{ask, finder, found, found_evidence, labels};

#[test]
fn unspaced_chinese_finds_the_words_in_any_order() {
    let finder = finder();
    let right = ["ev-wear", "ev-wear-apart", "ev-wear-hant"];
    for text in ["轴承磨损", "磨损轴承", "轴承 磨损", "軸承磨損"] {
        let mut found = found_evidence(&finder, text);
        found.sort_unstable();
        assert_eq!(found, right, "{text}");
    }
    assert_snapshot!(found_evidence(&finder, "轴承磨损").join(" "), @"ev-wear ev-wear-hant ev-wear-apart");
    assert_snapshot!(found(&finder, &ask("轴承磨损")).join(" "), @"ev-wear ev-wear-hant ev-wear-apart n-spindle t-tribology lin zhou");
}

#[test]
fn a_part_of_a_word_finds_the_whole() {
    let finder = finder();
    assert_snapshot!(found_evidence(&finder, "智能").join(" "), @"ev-ai");
    assert_snapshot!(found_evidence(&finder, "系统工程").join(" "), @"ev-db");
    assert_snapshot!(found_evidence(&finder, "磨").join(" "), @"ev-wear ev-wear-hant ev-wear-apart");
}

#[test]
fn english_finds_other_forms_of_the_word() {
    let finder = finder();
    assert_snapshot!(found(&finder, &ask("bearings wear")).join(" "), @"ev-wear-en");
    assert_snapshot!(found(&finder, &ask("laser welded copper hairpin")).join(" "), @"ev-laser muller");
    assert_snapshot!(found(&finder, &ask("the spindle")).join(" "), @"ev-thermal ev-wear-en tanaka");
}

#[test]
fn model_numbers_and_quantities_are_found_however_they_are_written() {
    let finder = finder();
    for text in ["5G-NR", "5GNR", "5g nr", "５Ｇ－ＮＲ"] {
        assert_eq!(found_evidence(&finder, text), ["ev-5g"], "{text}");
    }
    for text in ["42CrMo", "42crmo", "42 CrMo", "≤0.02mm", "≤0.02 mm", "0.02 mm"] {
        assert_eq!(found_evidence(&finder, text), ["ev-steel"], "{text}");
    }
    for text in ["MPa·m½", "12 MPa·m½", "3×10⁴", "3x10^4"] {
        assert_eq!(found_evidence(&finder, text), ["ev-tough"], "{text}");
    }
    assert_eq!(found_evidence(&finder, "24000 r/min"), ["ev-thermal"]);
}

#[test]
fn people_are_found_by_name_and_pinyin() {
    let finder = finder();
    for (text, label) in [
        ("zhoujingyao", "zhou"),
        ("Zhou Jingyao", "zhou"),
        ("Jingyao Zhou", "zhou"),
        ("zjy", "zhou"),
        ("zhouj", "zhou"),
        ("周敬堯", "zhou"),
        ("周敬", "zhou"),
        ("linshihan", "lin"),
        ("林诗涵", "lin"),
        ("zengqiang", "zeng"),
        ("shanwei", "shan"),
        ("yuchiming", "yuchi"),
        ("muller", "muller"),
        ("Müller", "muller"),
        ("jurgen mul", "muller"),
        ("Tanaka", "tanaka"),
    ] {
        assert_eq!(found(&finder, &ask(text)).first(), Some(&label), "{text}");
    }
}

#[test]
fn scraped_text_is_found_without_its_glosses() {
    let finder = finder();
    assert_eq!(found_evidence(&finder, "项目实施"), ["ev-gloss"]);
    assert_eq!(found_evidence(&finder, "創新"), ["ev-gloss"]);
    assert_eq!(found_evidence(&finder, "產(chǎn)業(yè)"), ["ev-gloss"]);
}

#[test]
fn a_pasted_description_finds_what_is_nearest() {
    let finder = finder();
    let text = "我公司生产的高速电主轴在运行数百小时以后轴承出现明显磨损，希望与高校合作研究磨损机理，\
                提高主轴轴承的寿命，并建立寿命预测模型。";
    let page = finder.search(&ask(text)).expect("the question is answered");
    assert_snapshot!(labels(&page).join(" "), @"zhou ev-wear ev-gear ev-wear-hant n-spindle");
}

#[test]
fn what_nobody_has_in_full_is_found_in_part() {
    let finder = finder();
    let page = finder.search(&ask("超导磁悬浮轴承")).expect("the question is answered");
    assert!(page.relaxed);
    assert!(labels(&page).contains(&"ev-wear"));
    let page = finder.search(&ask("量子纠缠")).expect("the question is answered");
    assert_eq!((page.total, page.relaxed), (0, false));
}

#[test]
fn hostile_questions_are_answered() {
    let finder = finder();
    for text in [
        "",
        " ",
        "C++ (unbalanced",
        "\"",
        "AND OR NOT",
        "title:x^9 ~",
        "\u{0}",
        "(((((",
        "🚀",
        "\u{200b}",
        "*",
        "[a TO z]",
    ] {
        finder.search(&ask(text)).expect("no text is an error");
    }
    assert_eq!(finder.search(&ask("()")).expect("punctuation finds nothing").total, 0);
    finder.search(&ask(&"轴承磨损 bearing 5G-NR ≤0.02 mm ".repeat(400))).expect("a long text is cut");
}

#[test]
fn facets_and_filters_agree() {
    let finder = finder();
    let page = finder.search(&ask("轴承")).expect("the question is answered");
    assert_eq!(page.total, 10);
    assert_snapshot!(counts(&page, "kind"), @"evidence 5, expert 2, need 2, team 1");
    assert_snapshot!(counts(&page, "year"), @"2017 1, 2019 1, 2021 1, 2022 1, 2024 1");
    assert_snapshot!(counts(&page, "evidence"), @"patent 3, paper 2");
    for (kind, count) in &page.facets["kind"] {
        let query = Query { kind: Kind::from_code(kind), ..ask("轴承") };
        assert_eq!(finder.search(&query).expect("the question is answered").total, *count, "{kind}");
    }
    let filters = Filters { years: Some(2020..=2022), ..Filters::default() };
    assert_snapshot!(found(&finder, &Query { filters, ..ask("轴承") }).join(" "), @"ev-wear-hant ev-wear");
    let filters = Filters { foreign: Some(true), ..Filters::default() };
    assert_snapshot!(found(&finder, &Query { filters, ..ask("主轴 spindle 轴承") }).join(" "), @"tanaka lin");
    let filters = Filters { fields: vec!["machinery".to_owned(), "none".to_owned()], ..Filters::default() };
    assert_snapshot!(found(&finder, &Query { filters, ..ask("") }).join(" "), @"n-vision n-spindle lin zhou");
}

#[test]
fn pages_join_without_gaps_or_repeats() {
    let finder = finder();
    for (text, sort) in [("轴承 磨损 主轴", Sort::Relevance), ("轴承", Sort::Newest), ("", Sort::Relevance)]
    {
        let all = found(&finder, &Query { limit: 100, sort, ..ask(text) });
        let mut paged = Vec::new();
        let mut query = Query { limit: 3, sort, ..ask(text) };
        loop {
            let page = finder.search(&query).expect("the question is answered");
            assert_eq!(page.total, all.len());
            paged.extend(labels(&page));
            match page.next {
                Some(next) => query.after = Some(next.to_string().parse().expect("a mark reads back")),
                None => break,
            }
        }
        assert_eq!(paged, all, "{text}");
    }
}

#[test]
fn the_newest_come_first_when_asked_or_without_words() {
    let finder = finder();
    let newest = found(&finder, &Query { limit: 3, ..ask("") });
    assert_eq!(newest, ["n-5g", "n-weld", "n-vision"]);
    assert_eq!(found(&finder, &Query { sort: Sort::Newest, limit: 1, ..ask("轴承") }), ["n-vision"]);
}

fn counts(page: &Page, facet: &str) -> String {
    let values: Vec<String> = page.facets[facet].iter().map(|(value, n)| format!("{value} {n}")).collect();
    values.join(", ")
}
