//! `techbroker rank`: the matching engine over files, without a server.

use std::io::{BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::engine::{Engine, ExpertText, NeedText, lexicon, read_entries};

/// Ranks experts for needs, both given as JSON lines.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Experts, one JSON object a line.
    #[arg(long, value_name = "FILE")]
    pub experts: PathBuf,
    /// Needs, one JSON object a line.
    #[arg(long, value_name = "FILE")]
    pub needs: PathBuf,
    /// How many experts to print for a need; 0 prints all.
    #[arg(long, default_value_t = 10)]
    pub top: usize,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Trec)]
    pub format: Format,
    /// Adds aspects, reasons and every item's share of the score to the JSON lines.
    #[arg(long)]
    pub explain: bool,
    /// A bilingual word list besides the built-in glossary: CC-CEDICT format, or two columns with a tab between.
    #[arg(long, value_name = "FILE")]
    pub lexicon: Option<PathBuf>,
}

/// An output format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// `need Q0 expert rank score techbroker`.
    Trec,
    /// One JSON object a line, with evidence and gaps.
    Jsonl,
}

/// Ranks and prints to standard output.
pub(super) fn run(args: &Args) -> Result<(), String> {
    if args.explain && args.format == Format::Trec {
        return Err("--explain needs --format jsonl; the TREC format has no room for reasons".to_owned());
    }
    let (experts, needs) = (experts(&args.experts)?, needs(&args.needs)?);
    let engine = engine(experts, args.lexicon.as_deref())?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let shown = std::io::stderr().is_terminal();
    for (i, block) in needs.chunks(64).enumerate() {
        if shown {
            eprint!("\r{} of {} needs", i * 64, needs.len());
        }
        for text in answers(&engine, block, args) {
            out.write_all(text.as_bytes()).map_err(|e| format!("cannot write the ranking: {e}"))?;
        }
    }
    if shown {
        eprintln!("\r{} of {} needs", needs.len(), needs.len());
    }
    out.flush().map_err(|e| format!("cannot write the ranking: {e}"))
}

/// Reads the file of experts.
pub(super) fn experts(path: &Path) -> Result<Vec<ExpertText>, String> {
    app::rank::experts(&read(path)?).map_err(|e| format!("{}, {e}", path.display()))
}

/// Reads the file of needs.
pub(super) fn needs(path: &Path) -> Result<Vec<NeedText>, String> {
    app::rank::needs(&read(path)?).map_err(|e| format!("{}, {e}", path.display()))
}

/// Builds and trains the engine with the built-in glossary and a word list besides.
pub(super) fn engine(experts: Vec<ExpertText>, words: Option<&Path>) -> Result<Engine, String> {
    let mut entries = app::built_in_glossary();
    if let Some(path) = words {
        entries.extend(read_entries(&read(path)?).map_err(|e| format!("{}: {e}", path.display()))?);
    }
    Ok(Engine::build(experts, &Arc::new(lexicon(entries))).trained())
}

fn answers(engine: &Engine, needs: &[NeedText], args: &Args) -> Vec<String> {
    engine.each(needs, |need| match args.format {
        Format::Trec => trec(engine, need, args.top),
        Format::Jsonl => {
            let line = |c| app::rank::jsonl(&need.key, c, args.explain) + "\n";
            engine.rank(need, args.top).candidates.iter().map(line).collect()
        }
    })
}

fn trec(engine: &Engine, need: &NeedText, top: usize) -> String {
    use std::fmt::Write as _;
    let mut out = String::new();
    let most = if top == 0 { usize::MAX } else { top };
    for (i, (expert, score)) in engine.scores(need).into_iter().take(most).enumerate() {
        writeln!(out, "{} Q0 {expert} {} {score:.9} techbroker", need.key, i + 1)
            .expect("a string takes any text");
    }
    out
}

/// Reads a file or says which could not be read.
pub(super) fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|e| format!("cannot read {}: {e}", path.display()))
}
