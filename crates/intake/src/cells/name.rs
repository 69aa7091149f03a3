//! A person's name in a cell that also holds titles, posts, other spellings or no person at all.

use super::numbers::arabic;
use super::text::{clean, fold, is_han, simplify, without_brackets};

/// What a name cell says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PersonName {
    /// The name as written, without titles.
    pub name: String,
    /// The name in another script, given in brackets.
    pub other: String,
    /// Titles found beside the name.
    pub titles: Vec<String>,
    /// Posts found beside the name.
    pub posts: Vec<String>,
    /// Whether letters of the name are hidden, so that it is an alias.
    pub masked: bool,
}

// Longer titles stand before those they end with.
const TITLES: [&str; 34] = [
    "教授级高级工程师",
    "正高级工程师",
    "教授级高工",
    "高级工程师",
    "助理工程师",
    "院士工作站",
    "博士生导师",
    "硕士生导师",
    "副主任医师",
    "主任医师",
    "助理研究员",
    "副研究员",
    "助理教授",
    "正高工",
    "副教授",
    "研究员",
    "工程师",
    "农艺师",
    "博士后",
    "院士",
    "教授",
    "讲师",
    "助教",
    "高工",
    "博导",
    "硕导",
    "博士",
    "硕士",
    "首席科学家",
    "技师",
    "先生",
    "女士",
    "老师",
    "特聘专家",
];
const POSTS: [&str; 17] = [
    "长",
    "主任",
    "经理",
    "主席",
    "书记",
    "总监",
    "总裁",
    "专员",
    "负责人",
    "代表",
    "秘书",
    "委员",
    "总工",
    "带头人",
    "顾问",
    "理事",
    "合伙人",
];
const LATIN_TITLES: [&str; 36] = [
    "prof",
    "professor",
    "dr",
    "dring",
    "doctor",
    "dipling",
    "diplphys",
    "diplchem",
    "diplwiing",
    "mr",
    "mrs",
    "ms",
    "miss",
    "sir",
    "herr",
    "frau",
    "ir",
    "ing",
    "rer",
    "nat",
    "habil",
    "phil",
    "med",
    "hc",
    "mult",
    "em",
    "apl",
    "phd",
    "ceng",
    "meng",
    "msc",
    "bsc",
    "md",
    "mba",
    "jr",
    "drrernat",
];
const NOBODY: [&str; 16] = [
    "待定",
    "暂无",
    "无",
    "未定",
    "待聘",
    "待补充",
    "空缺",
    "不详",
    "未知",
    "某某",
    "tbd",
    "tba",
    "na",
    "none",
    "unknown",
    "nn",
];

fn simplified(text: &str) -> String {
    text.chars().map(simplify).collect()
}

fn is_title(word: &str) -> bool {
    TITLES.contains(&simplified(word).as_str())
}

fn is_post(word: &str) -> bool {
    let word = simplified(word);
    word.chars().count() >= 2 && POSTS.iter().any(|end| word.ends_with(end))
}

fn is_latin_title(word: &str) -> bool {
    let bare: String = word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    LATIN_TITLES.contains(&bare.as_str())
}

/// Reads a name cell; complaints are `missing_required`, `placeholder_value` and `not_one_person`.
pub fn read(cell: &str) -> Result<PersonName, &'static str> {
    let text = clean(cell).replace(['\u{3000}', '\u{A0}', '\n'], " ");
    let key = fold(&text);
    if key.is_empty() && !text.contains(['*', '＊']) {
        return Err(if text.is_empty() { "missing_required" } else { "placeholder_value" });
    }
    if NOBODY.contains(&key.as_str()) {
        return Err("placeholder_value");
    }
    if text.contains(['<', '>', '=']) {
        return Ok(PersonName { name: text, ..PersonName::default() });
    }
    if not_one(&text) {
        return Err("not_one_person");
    }
    let (outside, inside) = without_brackets(&text);
    let mut found = if outside.chars().any(is_han) { han(&outside)? } else { latin(&outside) };
    for words in inside {
        bracket(&words, &mut found);
    }
    found.masked = found.name.contains(['*', '＊', '×', '✕', '╳']) || found.name.ends_with('某');
    if found.name.is_empty() { Err("missing_required") } else { Ok(found) }
}

fn not_one(text: &str) -> bool {
    let text = simplified(&arabic(text));
    let counted = ["名", "人", "位"].iter().any(|unit| {
        text.match_indices(unit).any(|(at, _)| text[..at].trim_end().ends_with(|c: char| c.is_ascii_digit()))
    });
    counted
        || text.ends_with('等')
        || ["团队", "课题组", "专家组", "若干"].iter().any(|word| text.contains(word))
}

fn bracket(words: &str, found: &mut PersonName) {
    for word in words.split(['、', '/', '，', ',', '；', ';']).map(str::trim).filter(|word| !word.is_empty())
    {
        if is_title(word) || is_latin_title(word) {
            found.titles.push(word.to_owned());
        } else if is_post(word) {
            found.posts.push(word.to_owned());
        } else if !matches!(
            simplified(word).as_str(),
            "兼" | "兼职" | "兼任" | "退休" | "女" | "男" | "少数民族"
        ) {
            word.clone_into(&mut found.other);
        }
    }
}

fn han(outside: &str) -> Result<PersonName, &'static str> {
    let mut found = PersonName::default();
    let mut parts: Vec<String> = Vec::new();
    for group in outside.split(['/', '、', '，', ',']).map(str::trim).filter(|group| !group.is_empty()) {
        let before = parts.len();
        for word in group.split_whitespace() {
            if is_title(word) {
                found.titles.push(word.to_owned());
            } else if is_post(word) && !parts.is_empty() {
                found.posts.push(word.to_owned());
            } else {
                parts.push(word.to_owned());
            }
        }
        if before > 0 && parts.len() > before {
            return Err("not_one_person");
        }
    }
    let all_han =
        parts.iter().all(|part| part.chars().all(|c| is_han(c) || matches!(c, '·' | '•' | '＊' | '*')));
    let mut name = parts.join(if all_han { "" } else { " " });
    while let Some(title) = TITLES.iter().find(|title| attached(&name, title)) {
        let at = name.char_indices().rev().nth(title.chars().count() - 1).map_or(name.len(), |(at, _)| at);
        found.titles.insert(0, name[at..].to_owned());
        name.truncate(at);
    }
    found.name = name;
    Ok(found)
}

fn attached(name: &str, title: &str) -> bool {
    simplified(name).ends_with(title) && name.chars().count() >= title.chars().count() + 2
}

fn latin(outside: &str) -> PersonName {
    let mut found = PersonName::default();
    let mut words: Vec<&str> = outside.split_whitespace().collect();
    let titled = words.iter().take_while(|word| is_latin_title(word.trim_end_matches(','))).count();
    if titled > 0 && titled < words.len() {
        found.titles.push(words[..titled].join(" "));
        words.drain(..titled);
    }
    let rest = words.join(" ");
    let mut pieces = rest.split(',').map(str::trim).filter(|piece| !piece.is_empty());
    let family = pieces.next().unwrap_or_default().to_owned();
    let mut given = Vec::new();
    for piece in pieces {
        if piece.split_whitespace().all(is_latin_title) {
            found.titles.push(piece.to_owned());
        } else {
            given.push(piece);
        }
    }
    given.push(&family);
    found.name = given.join(" ");
    found
}

/// Sorts the words of a title column into titles and posts.
pub fn titles_and_posts(cell: &str) -> (Vec<String>, Vec<String>) {
    let text = clean(cell);
    if !text.chars().any(is_han) {
        return (if text.is_empty() { Vec::new() } else { vec![text] }, Vec::new());
    }
    let words =
        text.split(['、', '/', '，', ',', '；', ';', '\n']).map(str::trim).filter(|word| !word.is_empty());
    words.map(ToOwned::to_owned).partition(|word| is_title(word) || !is_post(word))
}

/// Returns the keys under which the names of a person are the same: written name and other name, folded.
pub fn keys(name: &str, other: &str) -> Vec<String> {
    [fold(name), fold(other)].into_iter().filter(|key| !key.is_empty()).collect()
}
