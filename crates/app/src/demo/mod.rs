//! A demo alliance of our own: teams, experts, evidence, companies, needs and accounts, the same for the same seed.
//!
//! Nothing here is taken from life: organisations, people, numbers and results are put together from the vocabulary
//! in `data/demo`, which a person can extend without touching code.

mod chance;
mod course;
mod evidence;
mod experts;
mod matches;
mod needs;
mod organisations;
mod past;
mod people;
mod plan;
mod readings;
mod sentences;
mod stories;
#[cfg(test)]
mod tests;
mod vocab;
mod written;

use std::collections::{BTreeMap, HashSet};

use domain::account::Account;
use domain::conflict::Conflict;
use domain::event::{Event, Subject};
use domain::evidence::Evidence;
use domain::expert::Expert;
use domain::matching::Match;
use domain::need::{Need, Reading};
use domain::organisation::Organisation;
use domain::question::Question;
use domain::team::Team;
use domain::{AccountId, Act, Changed, Id, NeedId, Timestamp};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use uuid::Uuid;

use vocab::{Vocabulary, vocabulary};

/// Experts that the demo alliance has.
pub const EXPERTS: usize = 400;

/// A whole alliance in its final state, with the past that led there.
#[derive(Debug, Clone, Default)]
pub struct Demo {
    /// Institutes, companies and one agent.
    pub organisations: Vec<Organisation>,
    /// Teams, domestic ones first.
    pub teams: Vec<Team>,
    /// Experts, by team.
    pub experts: Vec<Expert>,
    /// Evidence; many items belong to several colleagues.
    pub evidence: Vec<Evidence>,
    /// Needs in every state, the oldest first.
    pub needs: Vec<Need>,
    /// Questions on needs, answered and open.
    pub questions: Vec<Question>,
    /// Matches of the needs that look for candidates.
    pub matches: Vec<Match>,
    /// Declared conflicts of interest.
    pub conflicts: Vec<Conflict>,
    /// Who read the listed needs.
    pub readings: Vec<Reading>,
    /// One account for every role, and three brokers.
    pub accounts: Vec<Account>,
    /// What happened to all of them, kind by kind.
    pub past: Vec<(Event, Act)>,
}

/// Builds the demo alliance as it stands at `now`; identifiers are minted in a fixed order.
pub fn generate(seed: u64, now: Timestamp, mint: &mut dyn FnMut() -> Uuid) -> Demo {
    let mut house = House {
        rng: ChaCha8Rng::seed_from_u64(seed),
        now,
        mint,
        words: vocabulary(),
        names: HashSet::new(),
        brokers: Vec::new(),
        owner: None,
        matched: BTreeMap::new(),
        past: Vec::new(),
    };
    let mut demo = Demo::default();
    let staff = people::staff(&mut house);
    organisations::enter(&mut house, &mut demo);
    people::company(&mut house, &mut demo);
    let homes = experts::enter(&mut house, &mut demo);
    evidence::enter(&mut house, &mut demo, &homes);
    demo.conflicts = matches::conflicts(&mut house, &demo, &homes);
    needs::enter(&mut house, &mut demo);
    matches::enter(&mut house, &mut demo, &homes);
    let members = people::members(&mut house, &demo, &homes);
    demo.accounts.splice(0..0, staff);
    demo.accounts.extend(members);
    past::invitations(&mut house, &demo);
    readings::enter(&mut house, &mut demo);
    demo.past = house.past;
    demo
}

/// What the parts of the generator share.
struct House<'a> {
    rng: ChaCha8Rng,
    now: Timestamp,
    mint: &'a mut dyn FnMut() -> Uuid,
    words: &'static Vocabulary,
    names: HashSet<String>,
    brokers: Vec<AccountId>,
    owner: Option<AccountId>,
    /// When matching began, for the needs it began for.
    matched: BTreeMap<NeedId, Timestamp>,
    past: Vec<(Event, Act)>,
}

impl House<'_> {
    fn id<K>(&mut self) -> Id<K> {
        Id::from_uuid((self.mint)())
    }

    /// Makes a move that the plan allows, and remembers it.
    fn note<T, E: std::fmt::Debug>(&mut self, made: Result<Changed<T>, E>, act: &Act) -> T {
        let Changed { next, event } = made.expect("the demo makes moves that the business allows");
        self.past.push((event, act.clone()));
        next
    }

    /// Remembers something that a person, or a timer, did.
    fn remember(&mut self, subject: Subject, what: &str, by: Option<AccountId>, at: Timestamp) {
        self.past.push((Event::new(subject, what), Act { by, at, on_behalf: None }));
    }

    /// The broker who answers for a speciality.
    fn broker(&self, at: usize) -> AccountId {
        self.brokers[at % self.brokers.len()]
    }
}

/// A team's place in the lists: its speciality, itself and its members.
#[derive(Debug)]
struct Home {
    speciality: usize,
    team: usize,
    members: std::ops::Range<usize>,
    /// The main and the second topic of every member.
    topics: Vec<(usize, usize)>,
}
