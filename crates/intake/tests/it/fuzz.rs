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

/// Varied, because a text of one letter is already refused for its packing.
fn long_text(length: usize) -> String {
    let mut chance = Chance(7);
    (0..length).map(|_| ['长', '文', '本', 'a', '7', 'q'][chance.below(6)]).collect()
}

#[test]
fn one_text_merged_over_many_rows_is_not_copied_into_each() {
    let mut workbook = Workbook::new();
    let page = workbook.add_worksheet();
    let format = rust_xlsxwriter::Format::new();
    for (column, name) in ["姓名", "团队", "专业特长"].into_iter().enumerate() {
        page.write_string(0, column as u16, name).expect("a cell");
    }
    page.merge_range(1, 1, 3_000, 1, &long_text(30_000), &format).expect("a merged team");
    for row in 1..=3_000 {
        page.write_string(row, 0, format!("专家{row}")).expect("a cell");
    }
    let bytes = workbook.save_to_buffer().expect("a workbook");
    let book = intake::open("merged.xlsx", &bytes).expect("a small file");
    let refusal = intake::plan(&book, Kind::Roster, &Known::default(), clock()).expect_err("180 MB of teams");
    assert_eq!(refusal.code, "text_too_large");
}

#[test]
fn a_table_full_of_faults_lists_the_gravest_of_each_row() {
    let mut csv = String::from("姓名,团队,专业特长,手机号码,电子邮箱,入库日期,最近确认日期\n");
    for _ in 0..4_000 {
        csv.push_str("待定,队,,x,x,x,x\n");
    }
    let book = intake::open("faults.csv", csv.as_bytes()).expect("a table");
    let plan = intake::plan(&book, Kind::Roster, &Known::default(), clock()).expect("a plan");
    assert_eq!((plan.summary.error, plan.problems_left_out > 0), (4_000, true));
    assert!(plan.problems().count() < 14_000);
}

#[test]
fn one_long_text_used_often_is_counted_as_often() {
    let mut workbook = Workbook::new();
    let page = workbook.add_worksheet();
    let long = long_text(30_000);
    for row in 0..600 {
        page.write_string(row, 0, &long).expect("a cell");
    }
    let bytes = workbook.save_to_buffer().expect("a workbook");
    let refusal = intake::open("long.xlsx", &bytes).expect_err("36 MB of text in a small file");
    assert_eq!(refusal.code, "text_too_large");
}
