//! Traditional to Simplified, one character for one, so that offsets stay exact.

use std::sync::OnceLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9FFF;

static TABLE: OnceLock<Vec<char>> = OnceLock::new();

/// Returns the Simplified form of a character, or the character itself.
///
/// The table of 110 KB is made from OpenCC's character dictionary on the first call, and the dictionary is dropped.
pub(super) fn simplified(c: char) -> char {
    let code = u32::from(c);
    if !(FIRST..=LAST).contains(&code) {
        return c;
    }
    TABLE.get_or_init(table)[(code - FIRST) as usize]
}

fn table() -> Vec<char> {
    let opencc = OpenCC::from_config(BuiltinConfig::T2s).expect("the dictionary is compiled in");
    let mut buffer = [0; 4];
    (FIRST..=LAST)
        .map(|code| {
            let c = char::from_u32(code).expect("no surrogates between 3400 and 9FFF");
            opencc.convert(c.encode_utf8(&mut buffer)).chars().next().unwrap_or(c)
        })
        .collect()
}
