//! Cells that hold lists: specialities, languages, service forms, industries; and the country.

use super::text::{clean, fold, is_han, plain, split_outside};

/// Splits specialities: not inside brackets, not at a comma between digits or after a locant; a repeated one counts once.
pub fn specialities(cell: &str) -> Vec<String> {
    let text = unnumbered(&clean(cell));
    let semicolons = text.contains([';', '；', '\n']);
    let chars: Vec<char> = text.chars().collect();
    let (mut parts, mut part, mut depth) = (Vec::new(), String::new(), 0_usize);
    for (at, c) in chars.iter().enumerate() {
        depth = match c {
            '(' | '（' | '[' | '【' => depth + 1,
            ')' | '）' | ']' | '】' => depth.saturating_sub(1),
            _ => depth,
        };
        let separates = match c {
            ';' | '；' | '、' | '，' | '\n' | '|' => true,
            ',' => comma_separates(&chars, at, semicolons),
            _ => false,
        };
        if separates && depth == 0 {
            parts.push(std::mem::take(&mut part));
        } else {
            part.push(*c);
        }
    }
    parts.push(part);
    let parts: Vec<String> =
        parts.iter().map(|part| unquoted(part)).filter(|part| !part.is_empty()).collect();
    let parts = match parts.as_slice() {
        [only] => spaced(only).unwrap_or(parts),
        _ => parts,
    };
    once(parts)
}

// "3,3'-…" is one chemical; "machine vision, metrology; optics" is two items, the first with a comma inside.
fn comma_separates(chars: &[char], at: usize, semicolons: bool) -> bool {
    let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
    let after = chars.get(at + 1).copied().unwrap_or(' ');
    let locant = (matches!(before, '\'' | '′') && after.is_ascii_digit()) || (before == 'N' && after == 'N');
    let digits = before.is_ascii_digit() && after.is_ascii_digit();
    let prose = semicolons && after == ' ' && before.is_ascii_alphabetic();
    !(digits || locant || prose)
}

fn unquoted(part: &str) -> String {
    let part = part.trim().trim_end_matches(['。', '.']).trim();
    for (open, close) in [('"', '"'), ('“', '”'), ('「', '」'), ('\'', '\'')] {
        if let Some(inner) = part.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)) {
            return inner.trim().to_owned();
        }
    }
    part.to_owned()
}

// Blanks separate only when every piece is Chinese from end to end and there is no other separator.
fn spaced(text: &str) -> Option<Vec<String>> {
    let pieces: Vec<&str> = text.split_whitespace().collect();
    let chinese = |piece: &&str| {
        piece.chars().count() >= 2
            && piece.starts_with(is_han)
            && piece.ends_with(is_han)
            && !piece.contains(['（', '('])
    };
    (pieces.len() >= 2 && pieces.iter().all(chinese))
        .then(|| pieces.into_iter().map(ToOwned::to_owned).collect())
}

/// Removes the numbers of a numbered list and ends each item with a line break.
fn unnumbered(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    let numbered = marker(&chars) > 0;
    let (mut last, mut blank) = (None, false);
    while at < chars.len() {
        let circled = matches!(u32::from(chars[at]), 0x2460..=0x2473);
        let fresh = circled || matches!(last, None | Some('\n' | ';' | '；' | '。')) || (numbered && blank);
        let skip = if fresh { marker(&chars[at..]) } else { 0 };
        if skip > 0 {
            if !out.is_empty() && !out.ends_with('\n') {
                out.push('\n');
            }
            at += skip;
            (last, blank) = (Some('\n'), false);
        } else {
            out.push(chars[at]);
            blank = chars[at] == ' ';
            last = if blank { last } else { Some(chars[at]) };
            at += 1;
        }
    }
    out
}

fn marker(chars: &[char]) -> usize {
    if chars.first().is_some_and(|c| matches!(u32::from(*c), 0x2460..=0x2473)) {
        return 1;
    }
    let open = usize::from(matches!(chars.first(), Some('(' | '（')));
    let digits = chars[open..].iter().take_while(|c| c.is_ascii_digit()).count();
    if !(1..=2).contains(&digits) {
        return 0;
    }
    let (mark, next) = (chars.get(open + digits).copied(), chars.get(open + digits + 1).copied());
    let closed = match mark {
        Some(')' | '）') => true,
        Some('、') => open == 0,
        Some('.' | '．') => open == 0 && next.is_some_and(|c| !c.is_ascii_digit()),
        _ => false,
    };
    if closed { open + digits + 1 } else { 0 }
}

fn once(parts: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    parts.into_iter().filter(|part| seen.insert(fold(part))).collect()
}

/// Splits a plain list such as industries or modes of cooperation.
pub fn items(cell: &str) -> Vec<String> {
    once(split_outside(&clean(cell), |c| matches!(c, ';' | '；' | '、' | '，' | ',' | '\n' | '/')))
}

/// Reads modes of cooperation as codes (`development`, `assignment`, `licence`, `consulting`, `service`, `joint`); other words come back second.
pub fn modes(cell: &str) -> (Vec<String>, Vec<String>) {
    const MODES: [(&str, &[&str]); 6] = [
        ("joint", &["合作研发", "联合研发", "联合攻关", "合作开发", "joint", "gemeinsam"]),
        ("development", &["技术开发", "委托开发", "development", "entwicklung"]),
        ("assignment", &["技术转让", "assignment", "übertragung"]),
        ("licence", &["许可", "licence", "license", "lizenz"]),
        ("consulting", &["技术咨询", "consult", "beratung"]),
        ("service", &["技术服务", "service", "dienst"]),
    ];
    let (mut codes, mut others) = (Vec::new(), Vec::new());
    for word in items(&cell.replace(" or ", "；").replace(" and ", "；")) {
        let key = fold(&word);
        match MODES.iter().find(|(code, names)| *code == key || names.iter().any(|name| key.contains(name))) {
            Some((code, _)) if !codes.iter().any(|own| own == code) => codes.push((*code).to_owned()),
            Some(_) => {}
            None => others.push(word),
        }
    }
    (codes, others)
}

const LANGUAGES: [(&str, &[&str]); 12] = [
    ("yue", &["粤语", "广东话", "cantonese", "kantonesisch"]),
    ("zh", &["中", "中文", "汉语", "普通话", "国语", "华语", "chinese", "mandarin", "chinesisch"]),
    ("en", &["英", "英语", "英文", "english", "englisch"]),
    ("de", &["德", "德语", "德文", "german", "deutsch"]),
    ("ja", &["日", "日语", "日文", "japanese", "japanisch"]),
    ("ko", &["韩", "韩语", "韩文", "朝鲜语", "korean"]),
    ("fr", &["法", "法语", "法文", "french", "französisch"]),
    ("ru", &["俄", "俄语", "俄文", "russian", "russisch"]),
    ("es", &["西班牙语", "西语", "spanish", "spanisch"]),
    ("it", &["意", "意大利语", "italian", "italienisch"]),
    ("pt", &["葡", "葡萄牙语", "portuguese"]),
    ("ar", &["阿拉伯语", "arabic"]),
];

/// Reads working languages as BCP 47 tags; words that name no language come back second.
pub fn languages(cell: &str) -> (Vec<String>, Vec<String>) {
    let (outside, _) = super::text::without_brackets(&clean(cell));
    let (mut tags, mut unknown) = (Vec::new(), Vec::new());
    let words = outside.split(['/', '、', '，', ',', ';', '；', ' ', '\n', '和', '及', '+', '&']);
    for word in words.map(str::trim).filter(|word| !word.is_empty()) {
        let key = fold(word);
        match LANGUAGES.iter().find(|(tag, names)| *tag == key || names.contains(&key.as_str())) {
            Some((tag, _)) if !tags.iter().any(|own| own == tag) => tags.push((*tag).to_owned()),
            Some(_) => {}
            None => unknown.push(word.to_owned()),
        }
    }
    (tags, unknown)
}

/// Reads service forms as `remote` and `on_site`.
pub fn service_forms(cell: &str) -> Vec<String> {
    let key = fold(cell);
    let has = |words: &[&str]| words.iter().any(|word| key.contains(word));
    let both = has(&["均可", "都可", "皆可", "不限", "both", "either", "beides"]);
    let mut forms = Vec::new();
    if both || has(&["线上", "远程", "在线", "视频", "remote", "online", "virtual"]) {
        forms.push("remote".to_owned());
    }
    if both || has(&["线下", "现场", "上门", "驻点", "onsite", "site", "person", "vorort"]) {
        forms.push("on_site".to_owned());
    }
    forms
}

const COUNTRIES: [(&str, &[&str]); 34] = [
    ("HK", &["香港", "hongkong"]),
    ("MO", &["澳门", "macao", "macau"]),
    ("TW", &["台湾", "taiwan"]),
    ("DE", &["德国", "germany", "deutschland"]),
    ("CA", &["加拿大", "canada", "kanada"]),
    ("US", &["美国", "usa", "unitedstates"]),
    ("GB", &["英国", "unitedkingdom", "greatbritain", "england"]),
    ("JP", &["日本", "japan"]),
    ("KR", &["韩国", "korea"]),
    ("SG", &["新加坡", "singapore"]),
    ("FR", &["法国", "france", "frankreich"]),
    ("IT", &["意大利", "italy", "italien"]),
    ("CH", &["瑞士", "switzerland", "schweiz"]),
    ("AT", &["奥地利", "austria", "österreich"]),
    ("NL", &["荷兰", "netherlands", "niederlande"]),
    ("BE", &["比利时", "belgium"]),
    ("SE", &["瑞典", "sweden"]),
    ("NO", &["挪威", "norway"]),
    ("FI", &["芬兰", "finland"]),
    ("DK", &["丹麦", "denmark"]),
    ("ES", &["西班牙", "spain"]),
    ("PT", &["葡萄牙", "portugal"]),
    ("PL", &["波兰", "poland"]),
    ("CZ", &["捷克", "czech"]),
    ("IE", &["爱尔兰", "ireland"]),
    ("AU", &["澳大利亚", "australia"]),
    ("NZ", &["新西兰", "newzealand"]),
    ("IN", &["印度", "india"]),
    ("IL", &["以色列", "israel"]),
    ("RU", &["俄罗斯", "russia"]),
    ("UA", &["乌克兰", "ukraine"]),
    ("BY", &["白俄罗斯", "belarus"]),
    ("MY", &["马来西亚", "malaysia"]),
    ("CN", &["中国", "china"]),
];

/// Reads a country or region as its ISO 3166-1 code.
pub fn country(cell: &str) -> Option<&'static str> {
    let key = fold(cell);
    let code = plain(cell).to_uppercase();
    let named =
        |(own, names): &&(&'static str, &[&str])| *own == code || names.iter().any(|name| key.contains(name));
    COUNTRIES.iter().find(named).map(|(own, _)| *own)
}
