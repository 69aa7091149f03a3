//! The engine the server answers with: built over the alliance's evidence, renewed when that changes.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::ExpertId;
use domain::event::Subject;

use crate::engine::{Engine, EvidenceText, ExpertText, lexicon, read_entries};
use crate::{App, Error, Result};

/// The glossary the product ships; a bureau's own list adds to it.
const GLOSSARY: &str = include_str!("../../../../data/glossary.tsv");

/// An engine with the place in the outbox it was built at.
#[derive(Debug)]
pub(crate) struct Built {
    engine: Arc<Engine>,
    sequence: i64,
}

/// Returns the built-in word list; a line that does not read is a defect of ours.
pub fn built_in_glossary() -> Vec<crate::engine::Entry> {
    read_entries(GLOSSARY).expect("the shipped glossary is checked by a test")
}

impl App {
    /// Renews the engine when experts, teams or evidence changed since it was built.
    pub async fn engine_step(&self) -> Result<bool> {
        let built = self.engine_place();
        let last = self.store.last_sequence().await?;
        if built == Some(last) {
            return Ok(false);
        }
        if let Some(from) = built {
            let heard = self.store.heard_after(from, 2_000).await?;
            let pruned = heard.first().is_some_and(|h| h.sequence > from + 1);
            let touches = heard.iter().any(|h| {
                matches!(h.subject, Some(Subject::Expert(_) | Subject::Team(_) | Subject::Evidence(_)))
            });
            if !pruned && !touches {
                self.advance_engine(heard.last().map_or(last, |h| h.sequence));
                return Ok(false);
            }
        }
        let texts = self.expert_texts().await?;
        let engine = tokio::task::spawn_blocking(move || {
            Engine::build(texts, &Arc::new(lexicon(built_in_glossary())))
        })
        .await
        .map_err(Error::internal)?;
        self.set_engine(Built { engine: Arc::new(engine), sequence: last });
        Ok(true)
    }

    /// Returns the engine, building it where nobody has yet.
    pub(super) async fn engine(&self) -> Result<Arc<Engine>> {
        if let Some(engine) = self.engine_now() {
            return Ok(engine);
        }
        self.engine_step().await?;
        self.engine_now().ok_or_else(|| Error::Unavailable("the matching engine is being built".into()))
    }

    fn engine_now(&self) -> Option<Arc<Engine>> {
        self.engine.read().ok()?.as_ref().map(|b| Arc::clone(&b.engine))
    }

    fn engine_place(&self) -> Option<i64> {
        self.engine.read().ok()?.as_ref().map(|b| b.sequence)
    }

    fn set_engine(&self, built: Built) {
        if let Ok(mut slot) = self.engine.write() {
            *slot = Some(built);
        }
    }

    fn advance_engine(&self, sequence: i64) {
        if let Ok(mut slot) = self.engine.write()
            && let Some(built) = slot.as_mut()
        {
            built.sequence = sequence;
        }
    }

    async fn expert_texts(&self) -> Result<Vec<ExpertText>> {
        let mut texts: BTreeMap<ExpertId, ExpertText> = BTreeMap::new();
        for expert in self.store.all_experts().await? {
            if matches!(expert.state, domain::expert::ExpertState::Left { .. }) {
                continue;
            }
            let p = expert.profile;
            let specialities = p.specialities.into_iter().chain(p.specialities_en).collect();
            let text = ExpertText {
                key: expert.id.to_string(),
                name: p.name,
                team: p.team.map(|t| t.to_string()),
                languages: p.languages,
                specialities,
                profile: p.problems,
                fields: p.fields,
                evidence: Vec::new(),
                capacity: u32::try_from(p.capacity_per_quarter).ok(),
            };
            texts.insert(expert.id, text);
        }
        for evidence in self.store.all_evidence().await? {
            let item = EvidenceText {
                id: evidence.id.to_string(),
                kind: evidence.kind.code().to_owned(),
                title: evidence.title,
                body: evidence.body,
                keywords: evidence.keywords,
                year: evidence.year.map(i32::from),
                cites: Vec::new(),
            };
            for (owner, _) in &evidence.owners {
                if let Some(text) = texts.get_mut(owner) {
                    text.evidence.push(item.clone());
                }
            }
        }
        Ok(texts.into_values().collect())
    }
}
