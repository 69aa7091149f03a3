//! Reads the matrix of the `assign` contract: a header, then one line of scores a paper.

use matching::{Assignment, Pair};
use serde::Deserialize;

use super::BadLine;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    #[serde(default, rename = "name")]
    _name: String,
    papers: usize,
    reviewers: usize,
    #[serde(default)]
    demand: Vec<u32>,
    #[serde(default)]
    load: Vec<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    paper: usize,
    scores: Vec<f64>,
}

/// Reads a matrix; `demand` and `load` replace the lists of its header.
pub fn matrix(text: &str, demand: Option<u32>, load: Option<u32>) -> Result<Assignment, BadLine> {
    let mut lines = super::read::lines_of(text);
    let (line, first) = lines.next().ok_or_else(|| bad(1, "the file is empty; a header line comes first"))?;
    let header: Header = parse(line, first)?;
    let of = |given: Option<u32>, own: Vec<u32>, count: usize, what: &str| match given {
        Some(n) => Ok(vec![n; count]),
        None if own.len() == count => Ok(own),
        None => Err(bad(line, &format!("the header's {what} has {} numbers instead of {count}", own.len()))),
    };
    let demand = of(demand, header.demand, header.papers, "demand")?;
    let load = of(load, header.load, header.reviewers, "load")?;
    let mut pairs = Vec::new();
    let mut seen = vec![false; header.papers];
    for (line, text) in lines {
        let row: Row = parse(line, text)?;
        match seen.get_mut(row.paper) {
            Some(seen) if !*seen => *seen = true,
            Some(_) => return Err(bad(line, &format!("paper {} stands here a second time", row.paper))),
            None => return Err(bad(line, &format!("there is no paper {} by the header", row.paper))),
        }
        if row.scores.len() != header.reviewers {
            let sentence = format!("{} scores instead of {}", row.scores.len(), header.reviewers);
            return Err(bad(line, &sentence));
        }
        let pair =
            |(person, &score): (usize, &f64)| Pair { task: row.paper as u32, person: person as u32, score };
        pairs.extend(row.scores.iter().enumerate().map(pair));
    }
    Ok(Assignment { demand, load, pairs })
}

fn parse<T: serde::de::DeserializeOwned>(line: usize, text: &str) -> Result<T, BadLine> {
    serde_json::from_str(text)
        .map_err(|e| bad(line, &e.to_string().replace(" at line 1 column ", ", column ")))
}

fn bad(line: usize, reason: &str) -> BadLine {
    BadLine { line, reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::matrix;

    #[test]
    fn a_matrix_is_read_and_its_header_can_be_replaced() {
        let text = "{\"name\":\"x\",\"papers\":1,\"reviewers\":2,\"demand\":[1],\"load\":[1,1]}\n{\"paper\":0,\"scores\":[0.5,0.25]}\n";
        let read = matrix(text, None, Some(3)).expect("well formed");
        assert_eq!((read.demand, read.load, read.pairs.len()), (vec![1], vec![3, 3], 2));
        assert_eq!(matrix("", None, None).expect_err("nothing").line, 1);
        let twice = format!("{text}{{\"paper\":0,\"scores\":[0.5,0.25]}}\n");
        assert_eq!(matrix(&twice, None, None).expect_err("twice").line, 3);
        assert_eq!(matrix(&text.replace(",0.25", ""), None, None).expect_err("one score").line, 2);
    }

    #[test]
    fn real_matrices_reach_the_known_optimum() {
        let default = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared");
        let folder = std::env::var("TECHBROKER_SHARED").unwrap_or_else(|_| default.to_owned());
        for (name, total) in [("midl", 201.884_878), ("aamas2015", 1389.75)] {
            let path = format!("{folder}/eval/assignment/{name}.jsonl");
            let Ok(text) = std::fs::read_to_string(&path) else {
                println!("skipped: {path} is not there");
                continue;
            };
            let problem = matrix(&text, None, None).expect("well formed");
            let found = matching::assign(&problem).expect("feasible");
            assert!((found.total - total).abs() < 1e-6, "{name}: {}", found.total);
        }
    }
}
