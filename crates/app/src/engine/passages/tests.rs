use std::sync::Arc;

use crate::engine::{AspectClass, Engine, EvidenceText, ExpertText, IndicatorText, NeedText, lexicon};

fn expert(key: &str, body: &str) -> ExpertText {
    let evidence = EvidenceText {
        id: format!("{key}-1"),
        title: "题目".to_owned(),
        body: body.to_owned(),
        ..EvidenceText::default()
    };
    ExpertText { key: key.to_owned(), evidence: vec![evidence], ..ExpertText::default() }
}

fn asked(name: &str, target: &str) -> NeedText {
    let indicator =
        IndicatorText { name: name.to_owned(), target: target.to_owned(), unit: "μm".to_owned() };
    NeedText {
        title: "油泵柱塞耐磨涂层".to_owned(), indicators: vec![indicator], ..NeedText::default()
    }
}

#[test]
fn a_sentence_with_a_figure_answers_and_one_without_comes_near() {
    let experts = vec![
        expert("a", "涂层柱塞经 500 h 台架试验磨损量为 2.6 µm。其余从略。"),
        expert("b", "我们研究过磨损量的测量。"),
        expert("c", "冷冻虾仁的净水率。"),
    ];
    let engine = Engine::build(experts, &Arc::new(lexicon(Vec::new())));
    let ranking = engine.rank(&asked("磨损量", "≤ 3"), 0);
    let class = |key: &str| ranking.candidates.iter().find(|c| c.expert == key).map(|c| c.aspects[0].class);
    assert_eq!(class("a"), Some(AspectClass::Hit));
    assert_eq!(class("b"), Some(AspectClass::Near));
    assert_eq!(class("c"), Some(AspectClass::Gap));
    let quote =
        &ranking.candidates.iter().find(|c| c.expert == "a").expect("it is ranked").aspects[0].quotes[0];
    assert_eq!(quote.text, "涂层柱塞经 500 h 台架试验磨损量为 2.6 µm。");
    assert_eq!((quote.start, quote.end), (0, quote.text.len()));
}

#[test]
fn the_parts_of_a_score_are_the_score() {
    let experts = vec![expert("a", "涂层柱塞磨损量为 2.6 µm。"), expert("b", "磨损"), expert("c", "虾仁")];
    let engine = Engine::build(experts, &Arc::new(lexicon(Vec::new())));
    for candidate in engine.rank(&asked("磨损量", "≤ 3"), 0).candidates {
        let sum: f64 = candidate.contributions.iter().map(|c| c.score).sum();
        assert!((sum - candidate.score).abs() < 1e-6, "{candidate:?}");
    }
}

#[test]
fn an_english_passage_answers_a_chinese_aspect_through_the_word_list() {
    let list = lexicon(vec![
        ("磨损".to_owned(), vec!["wear".to_owned()]),
        ("量".to_owned(), vec!["amount".to_owned(), "loss".to_owned()]),
    ]);
    let experts = vec![expert("a", "Wear loss of 2.1 um after 500 h."), expert("b", "Frozen shrimp.")];
    let engine = Engine::build(experts, &Arc::new(list));
    let ranking = engine.rank(&asked("磨损量", "≤ 3"), 0);
    let first = ranking.candidates.iter().find(|c| c.expert == "a").expect("it is ranked");
    assert_eq!(first.aspects[0].class, AspectClass::Hit);
    assert!(first.aspects[0].quotes[0].translated);
}

#[test]
fn a_sentence_need_not_repeat_what_its_title_is_about() {
    let list = lexicon(vec![
        ("轴承".to_owned(), vec!["bearing".to_owned()]),
        ("寿命".to_owned(), vec!["life".to_owned()]),
    ]);
    let mut people = vec![
        expert("a", "额定寿命由 500 h 提高到 1,600 h,噪声不变。"),
        expert("b", "刀具寿命达到 12 %。"),
        expert("c", "虾仁净水率。"),
    ];
    people[0].evidence[0].title = "主轴轴承的疲劳".to_owned();
    people[1].evidence[0].title = "轴承套圈车削".to_owned();
    let engine = Engine::build(people, &Arc::new(list));
    let indicator =
        IndicatorText { name: "轴承寿命".into(), target: "≥ 1500".into(), unit: "h".into() };
    let need =
        NeedText {
            title: "电主轴轴承磨损".into(), indicators: vec![indicator], ..NeedText::default()
        };
    let ranking = engine.rank(&need, 0);
    let of = |key: &str| ranking.candidates.iter().find(|c| c.expert == key).expect("it is ranked");
    let answer = &of("a").aspects[0];
    assert_eq!(answer.class, AspectClass::Hit);
    let quote = &answer.quotes[0];
    let marked: Vec<&str> = quote.marks.iter().map(|m| &quote.text[m.clone()]).collect();
    assert_eq!(marked, ["额定寿命由 500 h 提高到 1,600 h"]);
    // A figure in another unit is no answer.
    assert_eq!(of("b").aspects[0].class, AspectClass::Near);
    assert_eq!(of("c").aspects[0].class, AspectClass::Gap);
}

#[test]
fn one_shared_word_is_not_near_without_the_quantity_or_the_thing() {
    let list = lexicon(vec![
        ("标定".to_owned(), vec!["calibration".to_owned()]),
        ("停机".to_owned(), vec!["downtime".to_owned()]),
        ("误差".to_owned(), vec!["error".to_owned()]),
        ("漂移".to_owned(), vec!["drift".to_owned()]),
        ("电池".to_owned(), vec!["battery".to_owned()]),
    ]);
    let people = vec![
        expert("word", "电池误差由 8.6% 变为 1.6%（满充放标定比对）。"),
        expert("quantity", "电池簇的停机由每季 6 次降为 1 次。"),
        expert("elsewhere", "注塑外壳的停机由每季 6 次降为 1 次。"),
        expert("other", "三坐标标定规程。"),
        expert("abroad", "Control of lot-to-lot drift in glass-filled housings."),
    ];
    let engine = Engine::build(people, &Arc::new(list));
    let indicator = |name: &str, target: &str, unit: &str| IndicatorText {
        name: name.into(),
        target: target.into(),
        unit: unit.into(),
    };
    let need = NeedText {
        title: "电池簇健康状态".into(),
        indicators: vec![indicator("标定停机", "≤ 0", "h/季"), indicator("误差漂移", "≤ 2", "%")],
        ..NeedText::default()
    };
    let ranking = engine.rank(&need, 0);
    let class = |key: &str, at: usize| {
        ranking.candidates.iter().find(|c| c.expert == key).map(|c| c.aspects[at].class)
    };
    assert_eq!(class("word", 0), Some(AspectClass::Gap));
    assert_eq!(class("quantity", 0), Some(AspectClass::Near));
    assert_eq!(class("elsewhere", 0), Some(AspectClass::Gap));
    assert_eq!(class("abroad", 1), Some(AspectClass::Gap));
}

#[test]
fn what_a_company_wished_for_is_no_answer() {
    let people = vec![
        expert("a", "企业希望磨损量由 9 μm 做到 2 μm。"),
        expert("b", "试验后磨损量由 9 μm 降到 2 μm。"),
        expert("c", "虾仁。"),
    ];
    let engine = Engine::build(people, &Arc::new(lexicon(Vec::new())));
    let ranking = engine.rank(&asked("磨损量", "≤ 3"), 0);
    let class = |key: &str| ranking.candidates.iter().find(|c| c.expert == key).map(|c| c.aspects[0].class);
    assert_eq!((class("a"), class("b")), (Some(AspectClass::Near), Some(AspectClass::Hit)));
}

#[test]
fn who_fits_the_problem_is_quoted_even_where_every_indicator_is_a_gap() {
    let people = vec![expert("a", "我们长期研究高速电主轴。另有他事。"), expert("b", "冷冻虾仁。")];
    let engine = Engine::build(people, &Arc::new(lexicon(Vec::new())));
    let need = NeedText { title: "高速电主轴早期失效".into(), ..asked("磨损量", "≤ 3") };
    let ranking = engine.rank(&need, 0);
    let first = &ranking.candidates[0];
    assert_eq!((first.expert.as_str(), first.aspects[0].class), ("a", AspectClass::Gap));
    let quote = &first.theme[0];
    assert_eq!((quote.field, quote.text.as_str()), ("body", "我们长期研究高速电主轴。"));
    assert_eq!(quote.marks.iter().map(|m| &quote.text[m.clone()]).collect::<Vec<_>>(), ["高速电主轴"]);
    assert!(ranking.candidates[1].theme.is_empty());
}

#[test]
fn a_figure_that_misses_the_target_comes_near_only() {
    let people = vec![
        expert("misses", "低温回缩温度由 -26 ℃ 降到 -44 ℃。"),
        expert("reaches", "低温回缩温度由 -26 ℃ 降到 -46 ℃。"),
        expert("elsewhere", "冷冻虾仁的净水率。"),
    ];
    let engine = Engine::build(people, &Arc::new(lexicon(Vec::new())));
    let indicator =
        IndicatorText { name: "低温回缩温度".into(), target: "≤ -45".into(), unit: "℃".into() };
    let need =
        NeedText {
            title: "密封圈低温回缩".into(), indicators: vec![indicator], ..NeedText::default()
        };
    let ranking = engine.rank(&need, 0);
    let class = |key: &str| ranking.candidates.iter().find(|c| c.expert == key).map(|c| c.aspects[0].class);
    assert_eq!(class("misses"), Some(AspectClass::Near));
    assert_eq!(class("reaches"), Some(AspectClass::Hit));
}

#[test]
fn a_long_sentence_is_quoted_to_the_figure_that_answers() {
    let lead = "After three rounds of comparison on the production line with the usual fixtures, ".repeat(6);
    let body = format!("{lead}the wear loss of the plunger moved from 9 µm to 2 µm.");
    let engine =
        Engine::build(vec![expert("a", &body), expert("b", "Shrimp.")], &Arc::new(lexicon(Vec::new())));
    let indicator = IndicatorText { name: "wear loss".into(), target: "≤ 3".into(), unit: "µm".into() };
    let need =
        NeedText { title: "plunger coating".into(), indicators: vec![indicator], ..NeedText::default() };
    let ranking = engine.rank(&need, 0);
    let quote = &ranking.candidates[0].aspects[0].quotes[0];
    assert!(quote.text.ends_with("moved from 9 µm to 2 µm."), "{}", quote.text);
    assert!(quote.text.chars().count() <= 360);
    assert_eq!(&body[quote.start..quote.end], quote.text);
}
