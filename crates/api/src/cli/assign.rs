//! `techbroker assign`: who goes where, under capacity.

use std::path::{Path, PathBuf};

use app::rank::{Assigned, Assignment};

/// Options of `assign`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Scores as JSON lines, a header first.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["experts", "needs"], required_unless_present = "experts")]
    pub matrix: Option<PathBuf>,
    /// How many reviewers every paper gets, exactly; the header's list otherwise.
    #[arg(long, value_name = "N", requires = "matrix")]
    pub demand: Option<u32>,
    /// How many papers every reviewer takes at most; the header's list otherwise.
    #[arg(long, value_name = "N", requires = "matrix")]
    pub load: Option<u32>,
    /// Experts, one JSON object a line.
    #[arg(long, value_name = "FILE", requires = "needs")]
    pub experts: Option<PathBuf>,
    /// Needs, one JSON object a line.
    #[arg(long, value_name = "FILE", requires = "experts")]
    pub needs: Option<PathBuf>,
    /// How many experts every need gets, exactly.
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub per_need: u32,
    /// How many needs an expert takes at most where the file says nothing.
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub capacity: u32,
}

/// Assigns and prints one JSON object to standard output.
pub(super) fn run(args: &Args) -> Result<(), String> {
    let printed = match (&args.matrix, &args.experts, &args.needs) {
        (Some(matrix), _, _) => from_matrix(matrix, args)?,
        (None, Some(experts), Some(needs)) => from_files(experts, needs, args)?,
        (None, _, _) => return Err("give --matrix, or --experts and --needs".to_owned()),
    };
    println!("{printed}");
    Ok(())
}

fn from_matrix(path: &Path, args: &Args) -> Result<String, String> {
    let read = app::rank::matrix(&super::rank::read(path)?, args.demand, args.load);
    let problem = read.map_err(|e| format!("{}, {e}", path.display()))?;
    let found = best(&problem)?;
    let pairs: Vec<String> = found.pairs.iter().map(|(t, p)| format!("[{t}, {p}]")).collect();
    Ok(format!("{{\"total\": {:.6}, \"pairs\": [{}]}}", found.total, pairs.join(", ")))
}

fn from_files(experts: &Path, needs: &Path, args: &Args) -> Result<String, String> {
    let (experts, needs) = (super::rank::experts(experts)?, super::rank::needs(needs)?);
    let engine = super::rank::engine(experts, None)?;
    let (problem, names) = app::rank::problem(&engine, &needs, args.per_need, args.capacity);
    let found = best(&problem)?;
    let pairs: Vec<_> =
        found.pairs.iter().map(|&(t, p)| (&needs[t as usize].key, &names[p as usize])).collect();
    let pairs = serde_json::to_string(&pairs).map_err(|e| e.to_string())?;
    Ok(format!("{{\"total\": {:.6}, \"pairs\": {pairs}}}", found.total))
}

fn best(problem: &Assignment) -> Result<Assigned, String> {
    app::rank::assign(problem).map_err(|short| format!("nothing can be assigned: {short}"))
}
