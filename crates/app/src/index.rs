//! The index follows the outbox: it takes names only, re-reads the truth, and rebuilds itself when it must.

use std::collections::{BTreeMap, BTreeSet};

use domain::event::Subject;
use domain::evidence::Evidence;
use domain::expert::{Expert, ExpertState};
use domain::need::{Need, NeedState, Section};
use domain::policy::Action;
use domain::team::Team;
use domain::{EvidenceId, ExpertId, Lang, Level, NeedId, TeamId};
use search::{Audience, Bookmark, Change, Doc, DocKey, Part, Text};

use crate::{App, Call, Error, Result};

/// How many outbox entries one step takes.
const STEP: u64 = 500;

/// What comparing the index with the database found.
#[derive(Debug, Clone, Default)]
pub struct IndexReport {
    /// Documents that were compared.
    pub compared: usize,
    /// Documents that differ, are missing or should not be there.
    pub differences: Vec<String>,
}

/// What the system page shows of the index.
#[derive(Debug, Clone)]
pub struct IndexState {
    /// Documents by kind code.
    pub documents: BTreeMap<String, usize>,
    /// Bytes on disk.
    pub bytes: u64,
    /// How far it has followed the outbox.
    pub sequence: i64,
    /// How far the outbox goes.
    pub last: i64,
}

impl App {
    /// Takes one step: follows the outbox a little, or rebuilds; tells whether there may be more to do.
    pub async fn index_step(&self) -> Result<bool> {
        let epoch = self.store.epoch().to_string();
        let bookmark =
            self.finder.bookmark().filter(|b| b.epoch == epoch && self.finder.needs_rebuild().is_none());
        let Some(bookmark) = bookmark else {
            self.rebuild_index_now().await?;
            return Ok(true);
        };
        let heard = self.store.heard_after(bookmark.sequence, STEP).await?;
        let Some(last) = heard.last().map(|h| h.sequence) else {
            // Gaps cannot close later, so a first entry past the next number means that entries were pruned.
            if self.store.first_heard().await? > bookmark.sequence + 1
                && self.store.last_sequence().await? > bookmark.sequence
            {
                self.rebuild_index_now().await?;
            }
            return Ok(false);
        };
        if heard.first().is_some_and(|h| h.sequence > bookmark.sequence + 1) {
            self.rebuild_index_now().await?;
            return Ok(true);
        }
        let changes = self.changes_for(heard.iter().filter_map(|h| h.subject)).await?;
        let finder = self.finder.clone();
        let next = Bookmark { epoch, sequence: last };
        tokio::task::spawn_blocking(move || finder.apply(changes, &next))
            .await
            .map_err(Error::internal)?
            .map_err(Error::internal)?;
        Ok(heard.len() as u64 == STEP)
    }

    /// Rebuilds the index from the database and returns how many documents it holds.
    pub async fn rebuild_index(&self) -> Result<usize> {
        self.rebuild_index_now().await
    }

    async fn rebuild_index_now(&self) -> Result<usize> {
        // The bookmark is read first: what changes meanwhile is followed afterwards, a second time at worst.
        let sequence = self.store.last_sequence().await?;
        let docs = self.all_docs().await?;
        let bookmark = Bookmark { epoch: self.store.epoch().to_string(), sequence };
        let finder = self.finder.clone();
        tokio::task::spawn_blocking(move || {
            let many = docs.len();
            let mut rebuild = finder.start_rebuild()?;
            rebuild.add(docs)?;
            rebuild.finish(&bookmark)?;
            Ok::<_, search::Error>(many)
        })
        .await
        .map_err(Error::internal)?
        .map_err(Error::internal)
    }

    /// Compares every document of the index with the database.
    pub async fn verify_index(&self) -> Result<IndexReport> {
        let wanted: BTreeMap<DocKey, u64> =
            self.all_docs().await?.into_iter().map(|d| (d.key, d.content_hash())).collect();
        let mut held = BTreeMap::new();
        for kind in search::Kind::ALL {
            held.extend(self.finder.ids(kind).map_err(Error::internal)?);
        }
        let mut report = IndexReport { compared: wanted.len(), ..IndexReport::default() };
        for (key, hash) in &wanted {
            match held.get(key) {
                None => report.differences.push(format!("{key} is missing from the index")),
                Some(other) if other != hash => {
                    report.differences.push(format!("{key} differs from the database"));
                }
                Some(_) => {}
            }
        }
        report.differences.extend(
            held.keys()
                .filter(|k| !wanted.contains_key(k))
                .map(|k| format!("{k} should not be in the index")),
        );
        Ok(report)
    }

    /// Returns what the system page shows of the index.
    pub async fn index_state(&self, call: &Call) -> Result<IndexState> {
        self.permit(&call.actor, &Action::AdministerSystem)?;
        let stats = self.finder.stats().map_err(Error::internal)?;
        Ok(IndexState {
            documents: stats.documents.iter().map(|(k, n)| (k.code().to_owned(), *n)).collect(),
            bytes: stats.bytes,
            sequence: stats.bookmark.map_or(0, |b| b.sequence),
            last: self.store.last_sequence().await?,
        })
    }

    /// Tells by how many entries the index is behind the outbox.
    pub async fn index_lag(&self) -> Result<i64> {
        let here = self.finder.bookmark().map_or(0, |b| b.sequence);
        Ok(self.store.last_sequence().await? - here)
    }

    /// Describes the index in lines for the command line.
    pub async fn index_stats(&self) -> Result<String> {
        let stats = self.finder.stats().map_err(Error::internal)?;
        let mut lines: Vec<String> =
            stats.documents.iter().map(|(kind, n)| format!("{:<10} {n}", kind.code())).collect();
        lines.push(format!("segments   {}", stats.segments));
        lines.push(format!("bytes      {}", stats.bytes));
        let here = stats.bookmark.map_or(0, |b| b.sequence);
        lines.push(format!("bookmark   {here} of {}", self.store.last_sequence().await?));
        Ok(lines.join("\n"))
    }

    async fn all_docs(&self) -> Result<Vec<Doc>> {
        let teams: BTreeMap<TeamId, Team> =
            self.store.all_teams().await?.into_iter().map(|t| (t.id, t)).collect();
        let experts: BTreeMap<ExpertId, Expert> =
            self.store.all_experts().await?.into_iter().map(|e| (e.id, e)).collect();
        let mut docs: Vec<Doc> = teams.values().map(team_doc).collect();
        docs.extend(
            experts.values().filter_map(|e| expert_doc(e, e.profile.team.and_then(|t| teams.get(&t)))),
        );
        docs.extend(self.store.all_evidence().await?.iter().filter_map(|e| evidence_doc(e, &experts)));
        docs.extend(self.store.all_needs().await?.iter().filter_map(need_doc));
        Ok(docs)
    }

    /// Works out what changes in the index when these things changed, reading each of them anew.
    async fn changes_for(&self, subjects: impl Iterator<Item = Subject> + Send) -> Result<Vec<Change>> {
        let mut touched = Touched::default();
        for subject in subjects {
            touched.add(subject);
        }
        for team in touched.teams.clone() {
            touched.experts.extend(self.store.members_of(team).await?.into_iter().map(|e| e.id));
        }
        for expert in touched.experts.clone() {
            touched.evidence.extend(self.store.evidence_of(expert).await?.into_iter().map(|e| e.id));
        }
        let teams: BTreeMap<TeamId, Team> =
            self.store.all_teams().await?.into_iter().map(|t| (t.id, t)).collect();
        let experts: Vec<ExpertId> = touched.experts.iter().copied().collect();
        let experts: BTreeMap<ExpertId, Expert> =
            self.store.experts_by_ids(&experts).await?.into_iter().map(|e| (e.id, e)).collect();
        let evidence: Vec<EvidenceId> = touched.evidence.iter().copied().collect();
        let evidence = self.store.evidence_by_ids(&evidence).await?;
        let owners: Vec<ExpertId> =
            evidence.iter().flat_map(|e| e.owners.iter().map(|(id, _)| *id)).collect();
        let owners: BTreeMap<ExpertId, Expert> =
            self.store.experts_by_ids(&owners).await?.into_iter().map(|e| (e.id, e)).collect();
        let needs: Vec<NeedId> = touched.needs.iter().copied().collect();
        let needs = self.store.needs_by_ids(&needs).await?;
        let mut docs: BTreeMap<DocKey, Option<Doc>> = touched.keys().map(|k| (k, None)).collect();
        let live = touched
            .teams
            .iter()
            .filter_map(|t| teams.get(t))
            .map(team_doc)
            .chain(experts.values().filter_map(|e| expert_doc(e, e.profile.team.and_then(|t| teams.get(&t)))))
            .chain(evidence.iter().filter_map(|e| evidence_doc(e, &owners)))
            .chain(needs.iter().filter_map(need_doc));
        docs.extend(live.map(|d| (d.key, Some(d))));
        Ok(docs.into_iter().map(|(key, doc)| doc.map_or(Change::Delete(key), Change::from)).collect())
    }
}

#[derive(Default)]
struct Touched {
    teams: BTreeSet<TeamId>,
    experts: BTreeSet<ExpertId>,
    evidence: BTreeSet<EvidenceId>,
    needs: BTreeSet<NeedId>,
}

impl Touched {
    fn add(&mut self, subject: Subject) {
        match subject {
            Subject::Team(id) => drop(self.teams.insert(id)),
            Subject::Expert(id) => drop(self.experts.insert(id)),
            Subject::Evidence(id) => drop(self.evidence.insert(id)),
            Subject::Need(id) => drop(self.needs.insert(id)),
            Subject::Account(_)
            | Subject::Batch(_)
            | Subject::Conflict(_)
            | Subject::File(_)
            | Subject::Match(_)
            | Subject::Organisation(_)
            | Subject::Token(_) => {}
        }
    }

    fn keys(&self) -> impl Iterator<Item = DocKey> + '_ {
        let teams = self.teams.iter().copied().map(DocKey::from);
        let experts = self.experts.iter().copied().map(DocKey::from);
        let evidence = self.evidence.iter().copied().map(DocKey::from);
        teams.chain(experts).chain(evidence).chain(self.needs.iter().copied().map(DocKey::from))
    }
}

/// What only brokers may find stands at L2: nobody else searches at that level without a grant.
const BROKERS: Audience = Audience::Undertaking;

fn text(part: Part, audience: Audience, text: &str) -> Option<Text> {
    (!text.trim().is_empty()).then(|| Text { part, audience, abroad: true, text: text.to_owned() })
}

fn team_doc(team: &Team) -> Doc {
    let p = &team.profile;
    let mut doc = Doc::new(team.id, team.created_at);
    doc.foreign = p.foreign;
    doc.fields.clone_from(&p.fields);
    doc.countries = [p.country.clone()].into_iter().filter(|c| !c.is_empty()).collect();
    doc.texts = [
        text(Part::Name, Audience::Verified, &p.name),
        text(Part::Name, Audience::Verified, &p.name_en),
        text(Part::Body, Audience::Verified, &p.organisation_name),
        text(Part::Body, Audience::Verified, &p.summary),
    ]
    .into_iter()
    .flatten()
    .collect();
    doc
}

fn audience_of(expert: &Expert) -> Option<Audience> {
    match expert.state {
        ExpertState::Left { .. } => None,
        ExpertState::Invited
        | ExpertState::Onboarding
        | ExpertState::Active
        | ExpertState::OnLeave { .. }
        | ExpertState::Stale { .. } => {
            Some(if expert.profile.consent_on.is_some() { Audience::Verified } else { BROKERS })
        }
    }
}

fn expert_doc(expert: &Expert, team: Option<&Team>) -> Option<Doc> {
    let audience = audience_of(expert)?;
    let p = &expert.profile;
    let mut doc = Doc::new(expert.id, expert.created_at);
    doc.foreign = team.is_some_and(|t| t.profile.foreign);
    doc.fields.clone_from(&p.fields);
    doc.countries = team.map(|t| t.profile.country.clone()).filter(|c| !c.is_empty()).into_iter().collect();
    doc.teams = p.team.into_iter().collect();
    doc.languages =
        p.languages.iter().filter_map(|l| Lang::from_tag(l)).collect::<BTreeSet<_>>().into_iter().collect();
    doc.texts = [
        text(Part::Name, audience, &p.name),
        text(Part::Name, audience, &p.name_latin),
        text(Part::Keywords, audience, &p.specialities.join("；")),
        text(Part::Keywords, audience, &p.specialities_en.join("; ")),
        text(Part::Body, audience, &p.problems),
        text(Part::Body, audience, &p.discipline),
        text(Part::Body, audience, &p.organisation_name),
        text(Part::Body, audience, &p.post),
        team.and_then(|t| text(Part::Body, audience, &t.profile.name)),
    ]
    .into_iter()
    .flatten()
    .collect();
    Some(doc)
}

fn evidence_doc(evidence: &Evidence, experts: &BTreeMap<ExpertId, Expert>) -> Option<Doc> {
    let owners: Vec<&Expert> = evidence.owners.iter().filter_map(|(id, _)| experts.get(id)).collect();
    let audience = owners.iter().filter_map(|e| audience_of(e)).min_by_key(|a| *a as u8)?;
    let mut doc = Doc::new(evidence.id, evidence.created_at);
    doc.teams = owners.iter().filter_map(|e| e.profile.team).collect::<BTreeSet<_>>().into_iter().collect();
    doc.fields =
        owners.iter().flat_map(|e| e.profile.fields.clone()).collect::<BTreeSet<_>>().into_iter().collect();
    doc.languages = vec![evidence.language];
    doc.evidence = Some(evidence.kind);
    doc.year = evidence.year;
    doc.texts = [
        text(Part::Title, audience, &evidence.title),
        text(Part::Keywords, audience, &evidence.keywords.join("；")),
        text(Part::Body, audience, &evidence.body),
        text(Part::Body, audience, &evidence.identifier),
    ]
    .into_iter()
    .flatten()
    .collect();
    Some(doc)
}

/// A draft is its writer's alone and is not indexed; what is not listed is for brokers and its company.
fn need_doc(need: &Need) -> Option<Doc> {
    if let NeedState::Draft = need.state {
        return None;
    }
    let mut doc = Doc::new(need.id, need.state.since().unwrap_or(need.created_at));
    doc.owner = need.organisation;
    doc.fields = [need.content.field.clone()].into_iter().filter(|f| !f.is_empty()).collect();
    doc.languages = vec![need.language];
    let listed = need.state.listed();
    let at_home = |part, level: Level, words: &str| {
        let audience = if listed { Audience::of(level)? } else { Audience::of(level).map(|_| BROKERS)? };
        Some(Text { abroad: false, ..text(part, audience, words)? })
    };
    let public = need.public.clone().unwrap_or_default();
    let outside = |part, words: &str, english: bool| {
        let audience = if listed { Audience::Public } else { BROKERS };
        Some(Text { abroad: english && need.foreign_visible, ..text(part, audience, words)? })
    };
    let c = &need.content;
    let level = |section| need.level_of(section);
    let indicators: Vec<String> = c
        .indicators
        .iter()
        .map(|i| format!("{} {} {} {}", i.name, i.target, i.unit, i.test_method))
        .collect();
    doc.texts = [
        text(Part::Title, if listed { Audience::Public } else { BROKERS }, &need.number),
        outside(Part::Title, &public.title, false),
        outside(Part::Body, &public.summary, false),
        outside(Part::Title, &public.title_en, true),
        outside(Part::Body, &public.summary_en, true),
        at_home(Part::Title, level(Section::Title), &c.title),
        at_home(Part::Keywords, level(Section::Problem), &c.keywords.join("；")),
        at_home(Part::Body, level(Section::Problem), &c.problem),
        at_home(Part::Body, level(Section::Background), &c.background),
        at_home(Part::Body, level(Section::CurrentState), &c.current_state),
        at_home(Part::Body, level(Section::Tried), &c.tried),
        at_home(Part::Body, level(Section::Indicators), &indicators.join("；")),
        at_home(Part::Body, level(Section::Expected), &c.expected),
        at_home(Part::Body, level(Section::Conditions), &c.conditions),
    ]
    .into_iter()
    .flatten()
    .collect();
    Some(doc)
}
