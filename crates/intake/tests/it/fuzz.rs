//! Damaged files: every seed is answered, none panics, none is read without end.

use intake::Kind;
use intake::plan::Known;
use rust_xlsxwriter::Workbook;

use crate::shared::{clock, path};

/// A small generator of numbers, so that a failing seed can be run again.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

fn damaged(bytes: &[u8], seed: u64) -> Vec<u8> {
    let mut chance = Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut bytes = bytes.to_vec();
    for _ in 0..=chance.below(8) {
        let at = chance.below(bytes.len());
        match chance.below(4) {
            0 => bytes[at] ^= 1 << chance.below(8),
            1 => bytes[at] = [0x00, 0xFF, b'"', b'<'][chance.below(4)],
            2 => bytes.truncate(at.max(8)),
            _ => {
                let end = (at + chance.below(64)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                let to = chance.below(bytes.len());
                bytes.splice(to..to, piece);
            }
        }
    }
    bytes
}

#[test]
fn damaged_samples_are_answered() {
    for (name, kind) in [
        ("roster-small.xls", Kind::Roster),
        ("roster-alliance.xlsx", Kind::Roster),
        ("roster-small.csv", Kind::Roster),
        ("companies.csv", Kind::Companies),
    ] {
        let Some(path) = path(&format!("samples/{name}")) else { return };
        let bytes = std::fs::read(path).expect("a readable sample");
        let (mut read, mut refused) = (0, 0);
        for seed in 0..250 {
            let file = damaged(&bytes, seed);
            let plan =
                intake::open(name, &file).and_then(|b| intake::plan(&b, kind, &Known::default(), clock()));
            match plan {
                Ok(_) => read += 1,
                Err(refusal) => {
                    assert!(!refusal.to_string().contains('?'), "seed {seed}: {refusal}");
                    refused += 1;
                }
            }
        }
        println!("{name}: {read} read, {refused} refused");
    }
}

#[test]
fn one_long_text_used_often_is_counted_as_often() {
    let mut workbook = Workbook::new();
    let page = workbook.add_worksheet();
    // Varied, because a text of one letter is already refused for its packing.
    let mut chance = Chance(7);
    let long: String = (0..30_000).map(|_| ['长', '文', '本', 'a', '7', 'q'][chance.below(6)]).collect();
    for row in 0..600 {
        page.write_string(row, 0, &long).expect("a cell");
    }
    let bytes = workbook.save_to_buffer().expect("a workbook");
    let refusal = intake::open("long.xlsx", &bytes).expect_err("36 MB of text in a small file");
    assert_eq!(refusal.code, "text_too_large");
}
