use proptest::prelude::*;

use super::*;

fn of(text: &str, kind: TokenKind) -> Vec<String> {
    analyse(text).into_iter().filter(|t| t.kind == kind).map(|t| t.text).collect()
}

fn texts(text: &str) -> Vec<String> {
    analyse(text).into_iter().map(|t| t.text).collect()
}

#[test]
fn traditional_gives_the_tokens_of_simplified() {
    assert_eq!(texts("主軸軸承"), texts("主轴轴承"));
    assert_eq!(of("主軸軸承", TokenKind::Han2), ["主轴", "轴轴", "轴承"]);
}

#[test]
fn glosses_of_scraped_text_are_skipped() {
    assert_eq!(of("創(chuàng)新", TokenKind::Han2), ["创新"]);
    assert_eq!(of("項目實(shí)施", TokenKind::Han2), ["项目", "目实", "实施"]);
    assert_eq!(of("鉆研（yán）究", TokenKind::Han2)[1..], ["研究"]);
    assert_eq!(of("產(chan)業(ye)", TokenKind::Han2), ["产业"]);
    assert_eq!(of("戰(zha\u{300}n)略", TokenKind::Han2), ["战略"]);
    assert_eq!(of("銀行(háng)業", TokenKind::Han2), ["银行", "行业"]);
    assert_eq!(of("侶(lǚ)行", TokenKind::Han2), ["侣行"]);
}

#[test]
fn brackets_that_are_no_gloss_stay() {
    for text in
        ["间(max)值", "素(ricin)类", "族(nation)群", "数(k)据", "创(CHUANG)新", "时(t)间", "膜(PVDF)层"]
    {
        assert!(analyse(text).iter().any(|t| matches!(t.kind, TokenKind::Stem)), "{text}");
    }
}

#[test]
fn a_bigram_across_a_gloss_spans_the_gloss() {
    let text = "創(chuàng)新";
    let pair = analyse(text).into_iter().find(|t| t.kind == TokenKind::Han2).expect("one pair");
    assert_eq!(&text[pair.start..pair.end], text);
}

#[test]
fn words_give_stem_and_word() {
    assert_eq!(of("Rolling bearings", TokenKind::Stem), ["roll", "bear"]);
    assert_eq!(of("Rolling bearings", TokenKind::Word), ["rolling", "bearings"]);
    assert_eq!(of("wear", TokenKind::Word), [""; 0]);
    assert!(texts("Müller").contains(&"muller".to_owned()));
    assert!(texts("Müller").contains(&"müller".to_owned()));
}

#[test]
fn model_numbers_and_quantities_are_kept_whole_and_split() {
    assert_eq!(texts("5G-NR"), ["5gnr", "5g-nr", "5g", "5", "nr"]);
    assert_eq!(texts("42CrMo"), ["42crmo", "42", "crmo"]);
    assert_eq!(texts("≤0.02 mm"), ["≤0.02mm", "0.02mm", "0.02", "mm"]);
    assert!(texts("断裂韧性 12 MPa·m½").contains(&"12mpa·m1⁄2".to_owned()));
    assert!(texts("MPa·m½").contains(&"mpa·m1⁄2".to_owned()));
    assert!(texts("3×10⁴").contains(&"3x104".to_owned()));
    assert!(texts("3x10^4").contains(&"3x104".to_owned()));
    assert!(texts("HRB-400钢").contains(&"hrb400".to_owned()));
    assert!(texts("纯度99.9%").contains(&"99.9%".to_owned()));
    assert!(texts("80 ℃").contains(&"80°c".to_owned()));
    assert!(texts("C++ 与 C#").contains(&"c++".to_owned()));
    assert_eq!(of("1,000 件", TokenKind::Number), ["1000"]);
    assert_eq!(of("0.02mm", TokenKind::Model), ["0.02mm"]);
    assert_eq!(texts("5 μm"), texts("5 µm"));
}

#[test]
fn width_ligatures_and_invisible_characters_fold() {
    assert_eq!(texts("ＣＮＣ加工")[0], "cnc");
    assert_eq!(texts("ﬁber"), texts("fiber"));
    assert!(texts("10㎏").contains(&"10kg".to_owned()));
    assert_eq!(texts("İstanbul"), texts("istanbul"));
    assert_eq!(texts("轴\u{200b}承"), texts("轴承"));
    assert_eq!(texts("bear\u{ad}ing"), texts("bearing"));
    assert_eq!(texts("🚀轴承👩‍🔧"), texts("轴承"));
    assert_eq!(texts("㍿")[0], "株");
}

#[test]
fn a_mark_without_a_letter_is_a_token_of_its_own() {
    assert_eq!(texts("\u{113b8}["), ["\u{113b8}"]);
}

#[test]
fn the_bag_is_one_token_per_run() {
    assert_eq!(bag("The bearings of a CNC 机床"), ["bear", "cnc", "机", "机床", "床"]);
    assert_eq!(bag("創(chuàng)新"), ["创", "创新", "新"]);
    assert_eq!(bag("42CrMo x 7"), ["42crmo"]);
}

#[test]
fn fold_makes_equal_keys() {
    assert_eq!(fold(" 主軸\u{3000} 軸承 ＣＮＣ "), "主轴 轴承 cnc");
    assert_eq!(fold("項目實(shí)施"), "项目实施");
}

#[test]
fn chinese_is_told_from_english() {
    assert!(is_chinese("高速主轴 CNC"));
    assert!(!is_chinese("spindle bearing 轴承"));
    assert!(!is_chinese("123"));
}

#[test]
fn names_are_found_by_pinyin() {
    let keys = pinyin_keys("周敬堯");
    for key in ["zhoujingyao", "zjy", "jingyaozhou"] {
        assert!(keys.contains(&key.to_owned()), "{key} in {keys:?}");
    }
    for (name, key) in [
        ("单伟", "shanwei"),
        ("曾强", "zengqiang"),
        ("仇英", "qiuying"),
        ("查良镛", "zhaliangyong"),
        ("解缙", "xiejin"),
        ("尉迟恭", "yuchigong"),
        ("吕布", "lvbu"),
        ("吕布", "lubu"),
        ("欧阳修远", "ouyangxiuyuan"),
        ("Jürgen Müller", "jurgenmuller"),
        ("Jürgen Müller", "mullerjurgen"),
        ("Jingyao ZHOU", "zhoujingyao"),
        ("重庆大学", "chongqingdaxue"),
    ] {
        assert!(pinyin_keys(name).contains(&key.to_owned()), "{key} in {:?}", pinyin_keys(name));
    }
    assert!(pinyin_keys("中华人民共和国重庆市行业协会").len() <= 4);
    assert!(pinyin_keys("").is_empty());
}

proptest! {
    #[test]
    fn every_token_slices_the_original(text in "(?s).{0,60}") {
        slices(&text)?;
    }

    #[test]
    fn technical_soup_slices_the_original(
        text in "([主軸轴承創实（(chuàng)）a-z0-9A-Zµμ½⁴×·.,%≤℃㎏ﬁİ\u{200b}\u{301} +#-]|🚀){0,60}"
    ) {
        slices(&text)?;
    }

    #[test]
    fn folding_twice_changes_nothing_for_plain_text(text in "[主軸轴承创新a-zA-Z0-9 ]{0,40}") {
        prop_assert_eq!(fold(&fold(&text)), fold(&text));
    }

    #[test]
    fn keys_are_bounded(name in "[一-龥]{0,12}") {
        prop_assert!(pinyin_keys(&name).len() <= 8 * 12);
    }
}

fn slices(text: &str) -> Result<(), TestCaseError> {
    let mut last = 0;
    for token in analyse(text) {
        prop_assert!(token.start >= last && token.start < token.end);
        prop_assert!(text.get(token.start..token.end).is_some());
        prop_assert!(!token.text.is_empty());
        last = token.start;
    }
    for (word, start, end) in bag_spans(text) {
        prop_assert!(text.get(start..end).is_some_and(|s| !s.is_empty()) && !word.is_empty());
    }
    Ok(())
}
