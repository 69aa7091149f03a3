use search::highlight;

fn marked(query: &str, text: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    for (start, end) in highlight(query, text) {
        out.push_str(&text[at..start]);
        out.push('[');
        out.push_str(&text[start..end]);
        out.push(']');
        at = end;
    }
    out + &text[at..]
}

#[test]
fn marks_fall_on_the_original_bytes() {
    for (query, text, wanted) in [
        ("轴承磨损", "工具機主軸軸承的磨損分析", "工具機主軸[軸承]的[磨損]分析"),
        ("项目实施", "鋼鐵企業項目實(shí)施路徑", "鋼鐵企業[項目實(shí)施]路徑"),
        ("bearing", "Bearings & <wear>", "[Bearings] & <wear>"),
        ("5g-nr", "面向5G-NR的方法", "面向[5G-NR]的方法"),
        ("≤0.02 mm", "变形量 ≤０.０２㎜。", "变形量 [≤０.０２㎜]。"),
        ("the", "in the end", "in [the] end"),
        ("the bearing", "the bearing", "the [bearing]"),
        ("磨", "磨损", "[磨]损"),
        ("轴承", "🚀轴\u{200b}承🚀", "🚀[轴\u{200b}承]🚀"),
        ("量子", "轴承", "轴承"),
    ] {
        assert_eq!(marked(query, text), wanted, "{query}");
    }
}
