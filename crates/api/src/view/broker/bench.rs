//! The match workbench: candidates against indicators, quoted evidence, gaps, why-not, smallest group, comparison.

use askama::Template;
use domain::matching::ExclusionReason;
use domain::{Lang, Level};

use crate::view::desk::Relax;
use crate::view::form::Choice;
use crate::view::parts::{Cover, Gap, Piece, Quote, Steps};
use crate::view::{Form, Frame, Html, Of};

/// One indicator at the head of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its number, from 1.
    pub number: usize,
    /// Its name.
    pub name: String,
    /// Comparison, target and unit, such as `≤ 3 µm`.
    pub target: String,
}

/// Something that stands in the way of a candidate and stays visible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// `conflict`, `capacity`, `foreign`, `consent`, `disclose` or `excluded`; decides the drawing.
    pub kind: &'static str,
    /// Whether nobody here can lift it.
    pub hard: bool,
    /// What stands in the way, and who may lift it, in a sentence.
    pub text: String,
}

impl Block {
    fn icon(&self) -> &'static str {
        match self.kind {
            "conflict" => "block",
            "capacity" => "clock",
            "foreign" => "globe",
            "consent" => "lock",
            _ => "alert",
        }
    }
}

/// Draws blocks, each on a line.
pub fn blocks(f: &Frame, blocks: &[Block]) -> Html {
    Html::of(&Blocks { f, blocks })
}

#[derive(Template)]
#[template(
    source = r#"{% for one in blocks %}<span class="blockline{% if one.hard %} is-hard{% endif %}">{{ f.icon(one.icon()) }}{{ one.text }}</span>{% endfor %}"#,
    ext = "html"
)]
struct Blocks<'a> {
    f: &'a Frame,
    blocks: &'a [Block],
}

/// A person or team, as candidates are named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The identifier that forms send: an expert's or a team's.
    pub id: String,
    /// Whether it is a whole team.
    pub team: bool,
    /// The name.
    pub name: String,
    /// The name's language.
    pub lang: Lang,
    /// Institute and team, in words.
    pub home: String,
    /// The page of the expert or team.
    pub href: String,
}

/// One candidate in the table.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own that the page shows")]
pub struct Candidate {
    /// Who.
    pub who: Who,
    /// The band's code; empty where there is none, as for a person added by hand without evidence.
    pub band: &'static str,
    /// How well each indicator is covered, in the order of the heads.
    pub covers: Vec<Cover>,
    /// What is left this quarter, such as `2 / 4`.
    pub capacity: String,
    /// Whether a person added it by hand.
    pub by_hand: bool,
    /// The match's state: `suggested`, `shortlisted` or `excluded`.
    pub state: &'static str,
    /// What stands in the way.
    pub blocks: Vec<Block>,
    /// Whether it takes part in the ranking; those who do not stand below, with their blocks.
    pub ranked: bool,
    /// The workbench with this candidate beside the table.
    pub href: String,
    /// Whether it is the one beside the table.
    pub current: bool,
    /// Whether its box is ticked.
    pub picked: bool,
    /// The version of the decision on it; 0 for none.
    pub version: i64,
}

/// The candidate beside the table.
#[derive(Debug, Clone)]
pub struct Pane {
    /// Who.
    pub who: Who,
    /// Rank from 1; 0 for one outside the ranking.
    pub rank: usize,
    /// The band's code; empty for none.
    pub band: &'static str,
    /// What the band meant so far, such as 过去 62 次“很可能”中 41 次进入问诊; may be empty.
    pub record: String,
    /// Short facts: field, languages, capacity, last confirmed.
    pub facts: Vec<String>,
    /// Exact passages, the strongest first.
    pub quotes: Vec<Quote>,
    /// Passages that are only near are among the quotes; what nobody answers is here.
    pub gaps: Vec<Gap>,
    /// What stands in the way.
    pub blocks: Vec<Block>,
    /// The match's state: `suggested`, `shortlisted` or `excluded`.
    pub state: &'static str,
    /// The version of the decision; 0 for none.
    pub version: i64,
    /// Who decided, when and why; empty while nobody has.
    pub decided: String,
    /// Scope `match`, hidden `partner`; `None` where it is on the shortlist already or blocked.
    pub shortlist: Option<Form>,
    /// Scope `match`, hidden `partner`, fields `reason`, `note`; `None` where it is excluded already.
    pub exclude: Option<Form>,
    /// Takes the last decision back: scope `match`, hidden `partner`; `None` where there is none.
    pub undo: Option<Form>,
}

impl Pane {
    fn has_errors(&self) -> bool {
        self.exclude.as_ref().is_some_and(Form::has_errors)
    }
}

/// The answer to “why not this person?”, from the same path as the ranking.
#[derive(Debug, Clone)]
pub struct WhyNot {
    /// Who.
    pub who: Who,
    /// Rank from 1; 0 for one outside the ranking.
    pub rank: usize,
    /// Of how many.
    pub of: usize,
    /// The band's code; empty for none.
    pub band: &'static str,
    /// Further words, such as that the company named the person; may be empty.
    pub note: String,
    /// What is found, at most two passages.
    pub quotes: Vec<Quote>,
    /// What is not.
    pub gaps: Vec<Gap>,
    /// What stands in the way.
    pub blocks: Vec<Block>,
    /// Adds the person by hand: scope `match`, hidden `partner`; `None` where that cannot be.
    pub add: Option<Form>,
}

/// The smallest group that covers what no single one covers.
#[derive(Debug, Clone)]
pub struct Group {
    /// The members, each with the numbers of the indicators it brings.
    pub members: Vec<(Who, Vec<usize>)>,
    /// Indicators nobody covers.
    pub missing: Vec<usize>,
    /// Whether it is proven that no smaller group does it.
    pub smallest: bool,
    /// Shortlists the group: scope `match`, hidden `partner` for each member; `None` where that cannot be.
    pub form: Option<Form>,
}

/// A passage in the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// How well the indicator is covered.
    pub cover: Cover,
    /// The passage with its mark; empty for a gap.
    pub pieces: Vec<Piece>,
    /// The passage's language.
    pub lang: Lang,
    /// Kind, year and what to mind.
    pub source: String,
}

/// Two to four candidates side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compare {
    /// The candidates with their bands.
    pub columns: Vec<(Who, &'static str)>,
    /// Each indicator with a cell per candidate.
    pub rows: Vec<(Head, Vec<Cell>)>,
    /// What stands in the way of each.
    pub blocks: Vec<Vec<Block>>,
    /// Whether rows that are the same for all are left out.
    pub only_different: bool,
    /// The other of the two.
    pub toggle: String,
}

/// What stands where nobody is suitable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nobody {
    /// Why, in a sentence.
    pub why: String,
    /// The nearest fields with how many experts they have.
    pub closest: Vec<Relax>,
}

/// The workbench.
#[derive(Debug, Clone, Template)]
#[template(path = "broker/bench.html")]
pub struct Bench {
    /// The frame.
    pub f: Frame,
    /// The need's identifier.
    pub id: String,
    /// The number people say.
    pub number: String,
    /// The title as the company wrote it.
    pub title: String,
    /// The language the need is written in.
    pub lang: Lang,
    /// The state's code.
    pub state: &'static str,
    /// Who may read it.
    pub level: Level,
    /// The company's name.
    pub company: String,
    /// The brokers in charge.
    pub brokers: String,
    /// What is due, in words; may be empty.
    pub due: String,
    /// Who can read this page now, in words.
    pub visible_to: String,
    /// When was searched and over how much, in a sentence.
    pub run: String,
    /// How many recent changes the search index does not show yet.
    pub behind: usize,
    /// The indicators.
    pub heads: Vec<Head>,
    /// The candidates, best first, then those outside the ranking.
    pub candidates: Vec<Candidate>,
    /// Decisions on ticked candidates: scope `match`, version of the need, fields `partner` (several), `reason`, `note`;
    /// the pressed button says where by `formaction`, except comparing, which is sent by GET.
    pub form: Form,
    /// How many are on the shortlist.
    pub shortlisted: usize,
    /// The candidate beside the table.
    pub pane: Option<Pane>,
    /// What was asked for in “why not”; empty while nothing was.
    pub asked: String,
    /// The answer.
    pub why_not: Option<WhyNot>,
    /// People of that name, where the name fits several; each leads to its answer.
    pub namesakes: Vec<Who>,
    /// The smallest group; `None` where one candidate covers everything.
    pub group: Option<Group>,
    /// The comparison; `None` until two are ticked and compared.
    pub compare: Option<Compare>,
    /// Adds somebody by hand: scope `match`, field `partner_name`.
    pub add: Form,
    /// Set where nobody is suitable; a valid answer.
    pub nobody: Option<Nobody>,
    /// Whether more candidates exist than are shown, and where they are; empty for none.
    pub more: String,
}

impl Bench {
    fn steps(&self) -> Html {
        Steps::of_need(self.f.l, self.state).show()
    }
    fn reasons(&self) -> Vec<Choice> {
        let codes = ExclusionReason::ALL.map(ExclusionReason::code);
        Choice::of_codes(self.f.l, "exclusion", &codes)
    }
    fn ranked(&self) -> usize {
        self.candidates.iter().filter(|one| one.ranked).count()
    }
    fn square(&self, at: impl Of<usize>, cover: impl Of<Cover>) -> Html {
        let at = at.get();
        cover.get().square(self.f.l, self.heads.get(at).map_or(at + 1, |head| head.number))
    }
    fn square_of(&self, number: impl Of<usize>) -> Html {
        Cover::Hit.square(self.f.l, number.get())
    }
    fn gap_of(&self, number: impl Of<usize>) -> Html {
        Cover::Gap.square(self.f.l, number.get())
    }
    fn span(&self) -> usize {
        self.heads.len() + 1
    }
    fn blocks_of(&self, list: &[Block]) -> Html {
        blocks(&self.f, list)
    }
    fn why_href(&self, who: &Who) -> String {
        let u = &self.f.urls;
        format!("{}#why-not", u.list(&u.candidates(&self.id), &[("why", who.id.as_str())]))
    }
}
