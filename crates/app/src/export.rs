//! Lists as files: CSV that no spreadsheet runs as formulas, XLSX, JSON.

use std::collections::BTreeMap;

use domain::matching::{MatchState, Partner};
use domain::policy::{Action, Actor};
use rust_xlsxwriter::Workbook;

use crate::{App, Call, Error, Result};

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exported {
    /// Needs, without drafts.
    Needs,
    /// Experts, with contacts.
    Experts,
    /// Matches that a broker decided.
    Matches,
    /// The figures of the bureau.
    Report,
}

/// How it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// Comma-separated, UTF-8 with a byte order mark.
    Csv,
    /// A workbook.
    Xlsx,
    /// An array of objects.
    Json,
}

type Table = (Vec<&'static str>, Vec<Vec<String>>);

impl App {
    /// Writes a list as a file; brokers and the machine's administrator only, the figures for officials too.
    pub async fn export(&self, call: &Call, what: Exported, format: ExportFormat) -> Result<Vec<u8>> {
        let action = if what == Exported::Report { Action::ReadFigures } else { Action::ReadQueue };
        self.permit(&call.actor, &action)?;
        let (header, rows) = match what {
            Exported::Needs => self.needs_table(call).await?,
            Exported::Experts => self.experts_table().await?,
            Exported::Matches => self.matches_table().await?,
            Exported::Report => self.figures_table(call).await?,
        };
        match format {
            ExportFormat::Csv => csv(&header, &rows),
            ExportFormat::Xlsx => xlsx(&header, &rows),
            ExportFormat::Json => json(&header, rows),
        }
    }

    async fn needs_table(&self, call: &Call) -> Result<Table> {
        let header = vec![
            "number",
            "title",
            "organisation",
            "state",
            "level",
            "field",
            "industry",
            "review_by",
            "created_at",
        ];
        let mut rows = Vec::new();
        for need in self.store.all_needs().await? {
            let Some(sight) = domain::policy::NeedSight::of(&call.actor, &need.facts()) else { continue };
            if matches!(need.state, domain::need::NeedState::Draft) && !matches!(call.actor, Actor::House) {
                continue;
            }
            let seen = crate::NeedSeen::new(need, Vec::new(), sight, true);
            rows.push(vec![
                seen.number,
                seen.title,
                seen.organisation.map(|(_, name)| name).unwrap_or_default(),
                seen.state.code().to_owned(),
                seen.level.code().to_owned(),
                seen.content.field,
                seen.content.industry,
                seen.review_by.map(|d| d.to_string()).unwrap_or_default(),
                self.clock.day_of(seen.created_at).to_string(),
            ]);
        }
        Ok((header, rows))
    }

    async fn experts_table(&self) -> Result<Table> {
        let teams: BTreeMap<_, _> =
            self.store.all_teams().await?.into_iter().map(|t| (t.id, t.profile.name)).collect();
        let header = vec![
            "name",
            "team",
            "organisation",
            "post",
            "specialities",
            "phone",
            "email",
            "state",
            "capacity_per_quarter",
            "consent_on",
            "confirmed_on",
        ];
        let rows = self.store.all_experts().await?.into_iter().map(|e| {
            let p = e.profile;
            vec![
                p.name,
                p.team.and_then(|t| teams.get(&t).cloned()).unwrap_or_default(),
                p.organisation_name,
                p.post,
                p.specialities.join("；"),
                p.phone,
                p.email,
                e.state.code().to_owned(),
                p.capacity_per_quarter.to_string(),
                p.consent_on.map(|d| d.to_string()).unwrap_or_default(),
                p.confirmed_on.map(|d| d.to_string()).unwrap_or_default(),
            ]
        });
        Ok((header, rows.collect()))
    }

    async fn matches_table(&self) -> Result<Table> {
        let needs: BTreeMap<_, _> =
            self.store.all_needs().await?.into_iter().map(|n| (n.id, n.number)).collect();
        let experts: BTreeMap<_, _> =
            self.store.all_experts().await?.into_iter().map(|e| (e.id, e.profile.name)).collect();
        let teams: BTreeMap<_, _> =
            self.store.all_teams().await?.into_iter().map(|t| (t.id, t.profile.name)).collect();
        let header = vec!["need", "partner_kind", "partner", "state", "reason", "note", "band", "by_hand"];
        let rows = self.store.all_matches().await?.into_iter().map(|m| {
            let (kind, name) = match m.partner {
                Partner::Expert(id) => ("expert", experts.get(&id).cloned()),
                Partner::Team(id) => ("team", teams.get(&id).cloned()),
            };
            let (reason, note) = match &m.state {
                MatchState::Suggested | MatchState::Shortlisted { .. } => (String::new(), String::new()),
                MatchState::Excluded { reason, note, .. } => (reason.code().to_owned(), note.clone()),
            };
            vec![
                needs.get(&m.need).cloned().unwrap_or_default(),
                kind.to_owned(),
                name.unwrap_or_default(),
                m.state.code().to_owned(),
                reason,
                note,
                m.band.map(|b| b.code().to_owned()).unwrap_or_default(),
                m.by_hand.to_string(),
            ]
        });
        Ok((header, rows.collect()))
    }

    async fn figures_table(&self, call: &Call) -> Result<Table> {
        let figures = self.figures(call).await?;
        let mut rows: Vec<Vec<String>> = figures
            .needs
            .into_iter()
            .map(|(state, n)| vec![format!("needs.{state}"), n.to_string()])
            .collect();
        rows.extend(
            figures.organisations.into_iter().map(|(s, n)| vec![format!("organisations.{s}"), n.to_string()]),
        );
        rows.push(vec!["experts".to_owned(), figures.experts.to_string()]);
        rows.push(vec!["teams.domestic".to_owned(), figures.teams.0.to_string()]);
        rows.push(vec!["teams.foreign".to_owned(), figures.teams.1.to_string()]);
        Ok((vec!["figure", "value"], rows))
    }
}

/// Puts an apostrophe before what a spreadsheet would run as a formula; the import takes it away again.
fn safe(cell: &str) -> String {
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if runs { format!("'{cell}") } else { cell.to_owned() }
}

fn csv(header: &[&str], rows: &[Vec<String>]) -> Result<Vec<u8>> {
    let mut out = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    out.write_record(header).map_err(Error::internal)?;
    for row in rows {
        out.write_record(row.iter().map(|cell| safe(cell))).map_err(Error::internal)?;
    }
    out.into_inner().map_err(|e| Error::internal(e.to_string()))
}

fn xlsx(header: &[&str], rows: &[Vec<String>]) -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in (0_u16..).zip(header) {
        sheet.write_string(0, column, *name).map_err(Error::internal)?;
    }
    for (line, row) in (1_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(row) {
            // Always as text: user text is never a formula.
            sheet.write_string(line, column, cell).map_err(Error::internal)?;
        }
    }
    book.save_to_buffer().map_err(Error::internal)
}

fn json(header: &[&str], rows: Vec<Vec<String>>) -> Result<Vec<u8>> {
    let objects: Vec<serde_json::Map<String, serde_json::Value>> = rows
        .into_iter()
        .map(|row| header.iter().zip(row).map(|(name, cell)| ((*name).to_owned(), cell.into())).collect())
        .collect();
    serde_json::to_vec_pretty(&objects).map_err(Error::internal)
}
