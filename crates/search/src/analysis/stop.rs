//! English words that carry no subject.

use std::collections::HashSet;
use std::sync::LazyLock;

const WORDS: &str = "\
    a an the this that these those such same other others another each every either neither both all any some none no not nor \
    i me my mine we us our ours you your yours he him his she her hers it its they them their theirs one ones who whom whose \
    which what when where why how whether if then else than so as because since while until unless although though \
    and or but yet for to of in on at by with without within from into onto upon out off over under above below between among \
    against across along around about after before during through throughout toward towards per via up down again further \
    be am is are was were been being have has had having do does did doing can could may might must shall should will would \
    cannot here there now ever never always often once also just only even still already almost quite rather very too much many \
    more most less least few own itself himself herself themselves ourselves myself yourself let etc thus hence therefore \
    however moreover furthermore instead perhaps indeed together enough else like please";

static SET: LazyLock<HashSet<&'static str>> = LazyLock::new(|| WORDS.split_whitespace().collect());

/// Says whether a lower-case English word carries no subject, like “the” or “between”.
pub fn is_stop_word(word: &str) -> bool {
    SET.contains(word)
}
