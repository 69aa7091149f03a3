//! Imports: upload, dry run, application, receipt, undo.

use app::{BatchSeen, BatchState, Mode};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::{BatchId, Lang};

use axum::http::HeaderValue;
use axum::http::header::REFRESH;

use super::{back_with, page, page_as, query, to};
use crate::http::input::{At, Form as Sent};
use crate::http::{Access, Answer, Caller, Failure, Registry, Server};
use crate::json::download;
use crate::view::desk::Fact;
use crate::view::import::{
    FieldChange, ImportLine, ImportList, ImportNew, ImportProgress, ImportReceipt, ImportReport, KINDS,
    ProblemRow, RowChange,
};
use crate::view::parts::Pager;
use crate::view::{Form, Frame, Place, format};

/// Complaints shown on one page of the report.
const PROBLEMS: usize = 100;
/// Changes shown in the report.
const CHANGES: usize = 50;

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new()
        .get(Access::Page, "/imports", list)
        .get(Access::Page, "/imports/new", new)
        .post(Access::Page, "/imports/new", upload)
        .get(Access::Page, "/imports/templates/{kind}", template)
        .get(
            Access::Page,
            "/imports/{id}",
            async |State(s): State<Server>, c: Caller, At(id): At<BatchId>| show(&s, &c, id).await,
        )
        .get(Access::Page, "/imports/{id}/errors", errors)
        .post(Access::Page, "/imports/{id}/application", apply)
        .post(Access::Page, "/imports/{id}/undo", undo)
}

fn kind_of(code: &str) -> &'static str {
    KINDS.into_iter().find(|k| *k == code).unwrap_or("roster")
}

fn state_of(state: &BatchState) -> &'static str {
    match state {
        BatchState::Planned => "checked",
        BatchState::Applied { .. } => "applied",
        BatchState::Undone { .. } => "undone",
    }
}

async fn list(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    let batches = server.app().batches(&caller.call).await?;
    let f = server.frame(&caller).await?;
    let ids: Vec<_> = batches.iter().filter_map(|b| b.by).collect();
    let names = server.app().account_names(&ids).await?;
    let zone = server.app().clock().zone().clone();
    let mut rows = Vec::new();
    for batch in batches {
        let seen = server.app().batch(&caller.call, batch.id).await?;
        let summary = seen.plan.summary;
        rows.push(ImportLine {
            number: number(batch.id),
            kind: kind_of(&batch.kind),
            file: batch.file_name.clone(),
            state: state_of(&batch.state),
            by: batch.by.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
            at: format::moment(batch.created_at, &zone),
            rows: summary.rows,
            applied: if matches!(batch.state, BatchState::Planned) {
                0
            } else {
                summary.new + summary.updated
            },
            href: server.urls().import(batch.id),
        });
    }
    let title = f.t("nav-imports");
    let pager = Pager { total: rows.len(), previous: String::new(), next: String::new(), page: 0, pages: 0 };
    page(&ImportList { f: f.at(Place::Imports, title), rows, pager })
}

/// The end of a batch's name, which people can read to each other.
fn number(id: BatchId) -> String {
    let text = id.to_string();
    text[text.len().saturating_sub(6)..].to_uppercase()
}

async fn new(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    server.app().batches(&caller.call).await?;
    let form = Form::new("import", server.urls().import_new(), server.key()).with("kind", "roster");
    new_page(&server, &caller, form, StatusCode::OK).await
}

async fn new_page(server: &Server, caller: &Caller, form: Form, status: StatusCode) -> Answer<Response> {
    let f = server.frame(caller).await?;
    let title = f.t("import-new");
    let mut f = f.at(Place::Imports, title);
    f.has_errors = form.has_errors();
    page_as(status, &ImportNew { f, form, largest: "10 MiB".to_owned() })
}

async fn upload(State(server): State<Server>, sent: Sent) -> Answer<Response> {
    let mut refused =
        Form::new("import", server.urls().import_new(), server.key()).with("kind", sent.text("kind"));
    match (app::import_kind(sent.text("kind")), sent.file("file")) {
        (None, _) => refused.complain("kind", "required"),
        (Some(_), None) => refused.complain("file", "no_file"),
        (Some(kind), Some(file)) => {
            let call = &sent.caller.call;
            match server.app().plan_import(call, kind, &file.name, file.bytes.clone()).await {
                Ok(seen) => return to(&server.urls().import(seen.batch.id)),
                Err(app::Error::Unreadable(refusal)) => {
                    complain_of_file(&mut refused, kind, sent.caller.lang, &refusal);
                }
                Err(other) => return Err(other.into()),
            }
        }
    }
    new_page(&server, &sent.caller, refused, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// Puts the refusal of a file beside its field, with columns named in the reader's language.
fn complain_of_file(form: &mut Form, kind: app::ImportKind, lang: Lang, refusal: &app::Unreadable) {
    let mut facts = refusal.facts.clone();
    if let Some(needed) = facts.get_mut("needed") {
        let names: Vec<String> = needed
            .split(',')
            .map(|field| app::import_field(kind, field, lang).unwrap_or_else(|| field.to_owned()))
            .collect();
        let between = match lang {
            Lang::ZhHans => "”和“",
            Lang::ZhHant => "」和「",
            Lang::En => "” and “",
        };
        *needed = names.join(between);
    }
    if let Some(place) = &refusal.place {
        facts.insert("row", place.row.map(|row| row.to_string()).unwrap_or_default());
        facts.insert("column", place.column.clone().unwrap_or_default());
    }
    let why = if facts.contains_key("named") { "not_an_excel_file" } else { refusal.code };
    form.complain_with("file", why, facts);
}

async fn template(State(server): State<Server>, caller: Caller, At(kind): At<String>) -> Answer<Response> {
    server.app().batches(&caller.call).await?;
    let kind = app::import_kind(&kind).ok_or_else(Failure::not_found)?;
    let lang: Lang = query(&caller, "in").and_then(|t| Lang::from_tag(&t)).unwrap_or(caller.lang);
    download(&format!("{}-{}.xlsx", kind.code(), lang.tag()), app::App::import_template(kind, lang)?)
}

async fn errors(State(server): State<Server>, caller: Caller, At(id): At<BatchId>) -> Answer<Response> {
    let (name, bytes) = server.app().annotated_file(&caller.call, id).await?;
    download(&name, bytes)
}

async fn show(server: &Server, caller: &Caller, id: BatchId) -> Answer<Response> {
    let seen = server.app().batch(&caller.call, id).await?;
    let f = server.frame(caller).await?;
    if let Some(far) = server.app().import_progress(id) {
        return progress(server, f, &seen, far);
    }
    match seen.batch.state {
        BatchState::Planned => report(server, caller, f, &seen),
        BatchState::Applied { .. } | BatchState::Undone { .. } => receipt(server, f, &seen).await,
    }
}

/// Draws how far a running import is; the page loads itself again, with or without scripts.
fn progress(server: &Server, f: Frame, seen: &BatchSeen, (done, total): (usize, usize)) -> Answer<Response> {
    let again = server.urls().import(seen.batch.id);
    let title = f.t("import-running");
    let mut response = page(&ImportProgress {
        number: number(seen.batch.id),
        file: seen.batch.file_name.clone(),
        done,
        total: total.max(1),
        again,
        f: f.at(Place::Imports, title),
    })?;
    response.headers_mut().insert(REFRESH, HeaderValue::from_static("2"));
    Ok(response)
}

fn counts(server: &Server, seen: &BatchSeen) -> Vec<(&'static str, usize, String)> {
    let s = seen.plan.summary;
    let list = |class: &str| server.urls().list(&server.urls().import(seen.batch.id), &[("class", class)]);
    [
        ("new", s.new),
        ("updated", s.updated),
        ("unchanged", s.unchanged),
        ("duplicate", s.duplicate),
        ("error", s.error),
    ]
    .into_iter()
    .map(|(class, n)| (class, n, list(class)))
    .collect()
}

/// Names an encoding; the mark at the front of a file is said in words.
fn encoding_words(f: &Frame, encoding: &str) -> String {
    match encoding.split_once(" with") {
        Some((name, rest)) => {
            let mark = if rest.starts_with("out") { "import-without-mark" } else { "import-with-mark" };
            format!("{name} {}", f.t(mark))
        }
        None => encoding.to_owned(),
    }
}

fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(list) => list.iter().map(plain).collect::<Vec<_>>().join("；"),
        other
        @ (serde_json::Value::Bool(_) | serde_json::Value::Number(_) | serde_json::Value::Object(_)) => {
            other.to_string()
        }
    }
}

fn problems(f: &Frame, seen: &BatchSeen) -> Vec<ProblemRow> {
    let mut rows: Vec<ProblemRow> = seen
        .plan
        .problems()
        .map(|p| {
            let (zh, en) = app::problem_words(&p.kind);
            ProblemRow {
                sheet: p.sheet.clone(),
                row: p.row,
                column: p.column.clone(),
                field: app::import_field(seen.plan.kind, &p.field, f.l.lang)
                    .unwrap_or_else(|| p.field.clone()),
                cell: p.cell.clone(),
                message: if f.l.lang == Lang::En { en.to_owned() } else { zh.to_owned() },
                error: app::is_error(p),
            }
        })
        .collect();
    rows.sort_by_key(|p| !p.error);
    rows
}

fn changes(server: &Server, f: &Frame, seen: &BatchSeen) -> Vec<RowChange> {
    let field =
        |name: &str| app::import_field(seen.plan.kind, name, f.l.lang).unwrap_or_else(|| name.to_owned());
    app::moving_rows(&seen.plan)
        .into_iter()
        .map(|row| RowChange {
            row: row.row,
            name: row.name,
            href: match row.of.split_once('_').map(|(prefix, _)| prefix) {
                Some("expt") => server.urls().expert(&row.of),
                Some("need") => server.urls().need(&row.of),
                Some("orgn") => server.urls().organisation(&row.of),
                Some(_) | None => String::new(),
            },
            class: row.class,
            because: if row.because.is_empty() { String::new() } else { f.code("because", &row.because) },
            changes: row
                .changes
                .iter()
                .map(|(name, from, to)| FieldChange { field: field(name), from: plain(from), to: plain(to) })
                .collect(),
        })
        .collect()
}

fn report(server: &Server, caller: &Caller, f: Frame, seen: &BatchSeen) -> Answer<Response> {
    let plan = &seen.plan;
    let mut read = Vec::new();
    if let Some(encoding) = &plan.encoding {
        read.push(Fact::new(f.t("import-encoding"), encoding_words(&f, encoding)));
    }
    let sheets: Vec<String> = plan.sheets.iter().map(|s| s.sheet.clone()).filter(|s| !s.is_empty()).collect();
    if !sheets.is_empty() {
        read.push(Fact::new(f.t("import-sheets"), sheets.join("、")));
    }
    if !plan.ignored_sheets.is_empty() {
        read.push(Fact::new(f.t("import-ignored-sheets"), plan.ignored_sheets.join("、")));
    }
    if !plan.ignored_rows.is_empty() {
        read.push(Fact::new(f.t("import-ignored-rows"), plan.ignored_rows.len().to_string()));
    }
    let all = problems(&f, seen);
    let at: usize = query(caller, "from").and_then(|t| t.parse().ok()).unwrap_or(0);
    let urls = server.urls();
    let here = urls.import(seen.batch.id);
    let pager = Pager {
        total: all.len(),
        previous: if at == 0 {
            String::new()
        } else {
            urls.list(&here, &[("from", &at.saturating_sub(PROBLEMS).to_string())])
        },
        next: if at + PROBLEMS < all.len() {
            urls.list(&here, &[("from", &(at + PROBLEMS).to_string())])
        } else {
            String::new()
        },
        page: at / PROBLEMS + 1,
        pages: all.len().div_ceil(PROBLEMS).max(1),
    };
    let moving = changes(server, &f, seen);
    let something = plan.summary.new + plan.summary.updated > 0;
    let apply =
        Form::new("import", urls.import_application(seen.batch.id), server.key()).with("mode", "valid");
    let title = number(seen.batch.id);
    let view = ImportReport {
        id: seen.batch.id.to_string(),
        number: number(seen.batch.id),
        kind: kind_of(&seen.batch.kind),
        file: plan.file.clone(),
        read,
        counts: counts(server, seen),
        total: plan.summary.rows,
        warnings: plan.summary.rows_with_warnings,
        teams: plan.teams.iter().map(|t| t.name.clone()).collect(),
        problems: all.into_iter().skip(at).take(PROBLEMS).collect(),
        pager,
        more_changes: moving.len().saturating_sub(CHANGES),
        changes: moving.into_iter().take(CHANGES).collect(),
        apply: something.then_some(apply),
        again: String::new(),
        f: f.at(Place::Imports, title),
    };
    page(&view)
}

async fn receipt(server: &Server, f: Frame, seen: &BatchSeen) -> Answer<Response> {
    let zone = server.app().clock().zone().clone();
    let names = server.app().account_names(&seen.batch.by.into_iter().collect::<Vec<_>>()).await?;
    let who = names.into_values().next().unwrap_or_default();
    let (at, undone) = match seen.batch.state {
        BatchState::Planned => (seen.batch.created_at, false),
        BatchState::Applied { at } => (at, false),
        BatchState::Undone { at } => (at, true),
    };
    let title = number(seen.batch.id);
    let view = ImportReceipt {
        id: seen.batch.id.to_string(),
        number: number(seen.batch.id),
        kind: kind_of(&seen.batch.kind),
        file: seen.batch.file_name.clone(),
        state: state_of(&seen.batch.state),
        decided: format!("{who} · {}", format::moment(at, &zone)),
        counts: counts(server, seen),
        left_out: seen.plan.summary.error,
        undo: (!undone).then(|| Form::new("import", server.urls().import_undo(seen.batch.id), server.key())),
        no_undo: if undone { f.t("import-undone-already") } else { String::new() },
        f: f.at(Place::Imports, title),
    };
    page(&view)
}

async fn apply(State(server): State<Server>, At(id): At<BatchId>, sent: Sent) -> Answer<Response> {
    let mode = if sent.text("mode") == "all" { Mode::AllOrNothing } else { Mode::ValidRows };
    match server.app().begin_import(&sent.caller.call, id, mode).await {
        Some(applied) => applied?,
        None => return to(&server.urls().import(id)),
    }
    back_with(&server, &server.urls().import(id), "imported")
}

async fn undo(State(server): State<Server>, At(id): At<BatchId>, sent: Sent) -> Answer<Response> {
    server.app().undo_import(&sent.caller.call, id).await?;
    back_with(&server, &server.urls().import(id), "import-undone")
}
