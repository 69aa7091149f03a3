//! Keys under which a name is found by typing its pinyin.

use super::folding::{Class, Folded, is_han, without_marks};
use super::gloss::readings;

/// More combinations of readings than this are not kept.
const MOST_KEYS: usize = 12;
/// Beyond this many characters (an organisation, say) each character has its first reading only.
const LONG_NAME: usize = 6;
/// Rare readings of one character beyond this many are not kept.
const MOST_READINGS: usize = 3;

/// Family names of two characters that are read otherwise than their characters.
const DOUBLE_FAMILY_NAMES: [(&str, &str, &str); 8] = [
    ("尉迟", "yu", "chi"),
    ("长孙", "zhang", "sun"),
    ("万俟", "mo", "qi"),
    ("单于", "chan", "yu"),
    ("澹台", "tan", "tai"),
    ("令狐", "ling", "hu"),
    ("亓官", "qi", "guan"),
    ("鲜于", "xian", "yu"),
];

/// Family names that are read otherwise than the character usually is.
const FAMILY_NAMES: [(char, &str); 43] = [
    ('单', "shan"),
    ('曾', "zeng"),
    ('仇', "qiu"),
    ('查', "zha"),
    ('解', "xie"),
    ('任', "ren"),
    ('区', "ou"),
    ('朴', "piao"),
    ('翟', "zhai"),
    ('尹', "yin"),
    ('盖', "gai"),
    ('华', "hua"),
    ('洗', "xian"),
    ('冼', "xian"),
    ('缪', "miao"),
    ('覃', "qin"),
    ('乐', "yue"),
    ('员', "yun"),
    ('秘', "bi"),
    ('折', "she"),
    ('黑', "he"),
    ('繁', "po"),
    ('种', "chong"),
    ('召', "shao"),
    ('宓', "mi"),
    ('宁', "ning"),
    ('曲', "qu"),
    ('葛', "ge"),
    ('车', "che"),
    ('牟', "mu"),
    ('句', "gou"),
    ('阚', "kan"),
    ('谌', "chen"),
    ('郇', "xun"),
    ('幺', "yao"),
    ('都', "du"),
    ('柏', "bai"),
    ('石', "shi"),
    ('沈', "shen"),
    ('卜', "bu"),
    ('燕', "yan"),
    ('薄', "bo"),
    ('万', "wan"),
];

/// Returns the folded keys of a name: joined pinyin and initials, family name first and last, for every likely reading;
/// of a Latin name the joined words and their initials in both orders.
///
/// 周敬尧 gives `zhoujingyao`, `zjy`, `jingyaozhou` and `jyz`; a ü is found as v and as u.
pub fn pinyin_keys(name: &str) -> Vec<String> {
    let folded = Folded::new(name);
    let mut keys = Vec::new();
    let han: Vec<char> = folded.chars.iter().map(|c| c.ch).filter(|c| is_han(*c)).collect();
    if han.is_empty() {
        latin_keys(&folded, &mut keys);
    } else {
        let (family, syllables) = syllables(&han);
        for combination in combinations(&syllables) {
            both_orders(&combination, family, &mut keys);
        }
    }
    let plain: Vec<String> = keys.iter().filter(|k| k.contains('v')).map(|k| k.replace('v', "u")).collect();
    if !han.is_empty() {
        keys.extend(plain);
    }
    let mut seen = std::collections::HashSet::new();
    keys.retain(|key| !key.is_empty() && seen.insert(key.clone()));
    keys
}

/// How many characters the family name has, and the readings of every character.
fn syllables(han: &[char]) -> (usize, Vec<Vec<String>>) {
    let most = if han.len() > LONG_NAME { 1 } else { MOST_READINGS };
    let mut all: Vec<Vec<String>> = han
        .iter()
        .map(|c| {
            let mut list: Vec<String> = Vec::new();
            for reading in readings(*c) {
                if !list.contains(&reading) && list.len() < most {
                    list.push(reading);
                }
            }
            list
        })
        .collect();
    let begins: String = han.iter().take(2).collect();
    let double = DOUBLE_FAMILY_NAMES.iter().find(|(name, _, _)| *name == begins);
    if let Some((_, first, second)) = double.filter(|_| han.len() > 2) {
        all[0] = vec![(*first).to_owned()];
        all[1] = vec![(*second).to_owned()];
        return (2, all);
    }
    if let Some((_, reading)) = han.first().and_then(|c| FAMILY_NAMES.iter().find(|(name, _)| name == c)) {
        all[0] = vec![(*reading).to_owned()];
    }
    // Four characters are nearly always a double family name with a given name of two.
    (if han.len() == 4 { 2 } else { 1 }, all)
}

fn combinations(syllables: &[Vec<String>]) -> Vec<Vec<&str>> {
    let mut all: Vec<Vec<&str>> = vec![Vec::new()];
    for readings in syllables.iter().filter(|r| !r.is_empty()) {
        let fits = if all.len() * readings.len() > MOST_KEYS { 1 } else { readings.len() };
        all = all
            .iter()
            .flat_map(|begun| {
                readings.iter().take(fits).map(move |r| [begun.as_slice(), &[r.as_str()]].concat())
            })
            .collect();
    }
    all
}

fn both_orders(parts: &[&str], family: usize, keys: &mut Vec<String>) {
    let (family, given) = parts.split_at(family.min(parts.len()));
    for order in [[family, given].concat(), [given, family].concat()] {
        keys.push(order.concat());
        keys.push(order.iter().filter_map(|part| part.chars().next()).collect());
    }
}

fn latin_keys(folded: &Folded, keys: &mut Vec<String>) {
    let text: String =
        folded.chars.iter().map(|c| if c.class() == Class::Letter { c.ch } else { ' ' }).collect();
    let plain = without_marks(&text);
    let parts: Vec<&str> = plain.split_whitespace().collect();
    if let Some(last) = parts.len().checked_sub(1) {
        both_orders(&parts, last.max(1), keys);
    }
}
