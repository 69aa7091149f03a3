//! Accounts, service tokens and the audit trail.

use std::collections::BTreeSet;

use app::AccountMove;
use app::auth::link::Invitation;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::account::{Account, Role, Scope};
use domain::{AccountId, Lang, TokenId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::body::{code, id as read_id};
use super::tagged;
use crate::http::failure::Problem;
use crate::http::input::{At, IfMatch, Json, Query};
use crate::http::{Access, Answer, Caller, Failure, Registry, Server};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new()
        .get(Access::Api, "/api/v1/accounts", accounts)
        .post(Access::Api, "/api/v1/accounts", invite)
        .post(Access::Api, "/api/v1/accounts/{id}/disabling", disable)
        .post(Access::Api, "/api/v1/accounts/{id}/enabling", enable)
        .get(Access::Api, "/api/v1/tokens", tokens)
        .post(Access::Api, "/api/v1/tokens", create_token)
        .delete(Access::Api, "/api/v1/tokens/{id}", revoke_token)
        .get(Access::Api, "/api/v1/audit", audit)
        .get(Access::Api, "/api/v1/reports/overview", overview)
}

/// A role with what it is about.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RoleBody {
    /// `company`, `expert`, `liaison`, `broker`, `official` or `administrator`.
    pub role: String,
    /// The company, expert or team it is about.
    pub of: Option<String>,
    /// Whether a company's member answers for the others.
    #[serde(default)]
    pub owner: bool,
}

impl RoleBody {
    fn read(&self) -> Answer<Role> {
        let of = self.of.as_deref().unwrap_or("");
        Ok(match self.role.as_str() {
            "company" => Role::Company { organisation: read_id(of, "roles.of")?, owner: self.owner },
            "expert" => Role::Expert { expert: read_id(of, "roles.of")? },
            "liaison" => Role::Liaison { team: read_id(of, "roles.of")?, until: None },
            "broker" => Role::Broker,
            "official" => Role::Official,
            "administrator" => Role::Administrator,
            _ => return Err(Failure::field("roles.role", "unknown")),
        })
    }

    fn write(role: Role) -> Self {
        let (of, owner) = match role {
            Role::Company { organisation, owner } => (Some(organisation.to_string()), owner),
            Role::Expert { expert } => (Some(expert.to_string()), false),
            Role::Liaison { team, .. } => (Some(team.to_string()), false),
            Role::Broker | Role::Official | Role::Administrator => (None, false),
        };
        Self { role: role.code().to_owned(), of, owner }
    }
}

/// An account.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AccountOut {
    /// Its name in the system.
    pub id: String,
    /// Its version.
    pub version: i64,
    /// Sign-in name.
    pub login: String,
    /// The name people see.
    pub name: String,
    /// `invited`, `active` or `disabled`.
    pub state: String,
    /// What the person may be.
    pub roles: Vec<RoleBody>,
    /// The invitation's path, shown this once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

impl AccountOut {
    fn write(a: Account) -> Self {
        Self {
            id: a.id.to_string(),
            version: a.version,
            login: a.login,
            name: a.name,
            state: a.state.code().to_owned(),
            roles: a.roles.into_iter().map(RoleBody::write).collect(),
            link: None,
        }
    }
}

/// Lists all accounts; administrators only.
#[utoipa::path(get, path = "/api/v1/accounts", tag = "accounts",
    responses((status = 200, body = Vec<AccountOut>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn accounts(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    let accounts = server.app().accounts(&caller.call).await?;
    Ok(axum::Json(accounts.into_iter().map(AccountOut::write).collect::<Vec<_>>()).into_response())
}

/// Whom to invite.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct InvitationIn {
    /// The mail address to sign in with.
    pub login: String,
    /// The name people see.
    pub name: String,
    /// The language of the first page.
    pub lang: Option<String>,
    /// What the person may be.
    pub roles: Vec<RoleBody>,
}

/// Invites a person; brokers may invite companies, experts and liaisons.
#[utoipa::path(post, path = "/api/v1/accounts", tag = "accounts", request_body = InvitationIn,
    responses((status = 201, body = AccountOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn invite(State(server): State<Server>, sent: Json<InvitationIn>) -> Answer<Response> {
    let v = sent.value;
    let roles = v.roles.iter().map(RoleBody::read).collect::<Answer<BTreeSet<Role>>>()?;
    let lang = v.lang.as_deref().map(|t| code(Lang::from_tag(t), "lang")).transpose()?.unwrap_or_default();
    let invitation = Invitation { login: v.login.clone(), name: v.name.clone(), lang, roles: roles.clone() };
    let (id, token) = server.app().invite(&sent.caller.call, invitation).await?;
    let out = AccountOut {
        id: id.to_string(),
        version: 1,
        login: v.login.trim().to_lowercase(),
        name: v.name,
        state: "invited".to_owned(),
        roles: roles.into_iter().map(RoleBody::write).collect(),
        link: Some(server.urls().link(token.reveal())),
    };
    tagged(StatusCode::CREATED, 1, &out)
}

async fn moved(
    server: &Server,
    caller: &Caller,
    id: AccountId,
    seen: i64,
    step: AccountMove,
) -> Answer<Response> {
    let done = server.app().change_account(&caller.call, id, Some(seen), step).await?;
    let account = server
        .app()
        .accounts(&caller.call)
        .await?
        .into_iter()
        .find(|a| a.id == id)
        .ok_or_else(Failure::not_found)?;
    tagged(StatusCode::OK, done.version, &AccountOut::write(account))
}

/// No fields.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct AccountMoveIn {}

/// Switches an account off and ends its sessions.
#[utoipa::path(post, path = "/api/v1/accounts/{id}/disabling", tag = "accounts", request_body = AccountMoveIn,
    params(("id" = String, Path, description = "acct_…"), ("If-Match" = String, Header, description = "the ETag that was read")),
    responses((status = 200, body = AccountOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn disable(
    State(server): State<Server>,
    At(id): At<AccountId>,
    IfMatch(seen): IfMatch,
    sent: Json<AccountMoveIn>,
) -> Answer<Response> {
    moved(&server, &sent.caller, id, seen, AccountMove::Disable).await
}

/// Switches an account on again.
#[utoipa::path(post, path = "/api/v1/accounts/{id}/enabling", tag = "accounts", request_body = AccountMoveIn,
    params(("id" = String, Path, description = "acct_…"), ("If-Match" = String, Header, description = "the ETag that was read")),
    responses((status = 200, body = AccountOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn enable(
    State(server): State<Server>,
    At(id): At<AccountId>,
    IfMatch(seen): IfMatch,
    sent: Json<AccountMoveIn>,
) -> Answer<Response> {
    moved(&server, &sent.caller, id, seen, AccountMove::Enable).await
}

/// A service token.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TokenOut {
    /// Its name in the system.
    pub id: String,
    /// What it is for.
    pub label: String,
    /// What it may do.
    pub scopes: Vec<String>,
    /// When it stops working, RFC 3339.
    pub expires_at: Option<String>,
    /// When it was revoked, RFC 3339.
    pub revoked_at: Option<String>,
    /// The token itself, shown this once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
}

/// Lists the tokens, without what opens them.
#[utoipa::path(get, path = "/api/v1/tokens", tag = "tokens",
    responses((status = 200, body = Vec<TokenOut>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn tokens(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    let tokens = server.app().tokens(&caller.call).await?;
    let out = tokens.into_iter().map(|t| TokenOut {
        id: t.id.to_string(),
        label: t.label,
        scopes: t.scopes.iter().map(|s| s.code().to_owned()).collect(),
        expires_at: t.expires_at.map(|at| at.to_string()),
        revoked_at: t.revoked_at.map(|at| at.to_string()),
        token: None,
    });
    Ok(axum::Json(out.collect::<Vec<_>>()).into_response())
}

/// A token to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TokenIn {
    /// What it is for.
    pub label: String,
    /// `directory:read`, `imports:write`, `matching:read`.
    pub scopes: Vec<String>,
    /// When it stops working, RFC 3339; never by itself when absent.
    pub expires_at: Option<String>,
}

/// Makes a token and shows it this once.
#[utoipa::path(post, path = "/api/v1/tokens", tag = "tokens", request_body = TokenIn,
    responses((status = 201, body = TokenOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn create_token(State(server): State<Server>, sent: Json<TokenIn>) -> Answer<Response> {
    let v = sent.value;
    let scopes =
        v.scopes.iter().map(|s| code(Scope::from_code(s), "scopes")).collect::<Answer<BTreeSet<Scope>>>()?;
    let expires_at = v
        .expires_at
        .as_deref()
        .map(|t| t.parse().map_err(|_| Failure::field("expires_at", "bad_date")))
        .transpose()?;
    let (id, shown) = server.app().create_token(&sent.caller.call, &v.label, scopes, expires_at).await?;
    let out = TokenOut {
        id: id.to_string(),
        label: v.label,
        scopes: v.scopes,
        expires_at: v.expires_at,
        revoked_at: None,
        token: Some(shown.reveal().clone()),
    };
    Ok((StatusCode::CREATED, axum::Json(out)).into_response())
}

/// Revokes a token at once.
#[utoipa::path(delete, path = "/api/v1/tokens/{id}", tag = "tokens", params(("id" = String, Path, description = "tokn_…")),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn revoke_token(State(server): State<Server>, caller: Caller, At(id): At<TokenId>) -> Answer<Response> {
    server.app().revoke_token(&caller.call, id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// A part of the audit trail.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
pub(super) struct AuditQuery {
    /// Entries before this sequence number; the newest when absent.
    pub before: Option<i64>,
    /// Most entries, 1 to 100; 50 when absent.
    pub limit: Option<u64>,
}

/// An entry of the audit trail.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AuditOut {
    /// What it is about, as kind and identifier.
    #[schema(value_type = Object)]
    pub subject: serde_json::Value,
    /// Its name, or a need's number and title, as far as the caller may know it; absent otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_name: Option<String>,
    /// The name of who acted; absent for a timer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_name: Option<String>,
    /// What happened.
    #[serde(flatten)]
    pub entry: super::needs::HappenedOut,
}

/// Reads the audit trail, the newest first; administrators and officials.
#[utoipa::path(get, path = "/api/v1/audit", tag = "audit", params(AuditQuery),
    responses((status = 200, body = Vec<AuditOut>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn audit(
    State(server): State<Server>,
    caller: Caller,
    Query(q): Query<AuditQuery>,
) -> Answer<Response> {
    let entries = server.app().audit(&caller.call, q.before, q.limit.unwrap_or(50)).await?;
    let names = server.app().names_in_trail(&caller.call, &entries).await?;
    let out = entries.into_iter().map(|(subject, h)| AuditOut {
        subject: serde_json::to_value(subject).unwrap_or_default(),
        subject_name: subject.and_then(|s| name(s, &h, &names)),
        by_name: h.by.and_then(|by| names.get(&domain::event::Subject::Account(by)).cloned()),
        entry: super::needs::HappenedOut::write(h),
    });
    Ok(axum::Json(out.collect::<Vec<_>>()).into_response())
}

fn name(subject: domain::event::Subject, happened: &app::Happened, names: &app::Names) -> Option<String> {
    let known: Vec<&str> =
        app::about(subject, happened).iter().filter_map(|one| names.get(one)).map(String::as_str).collect();
    (!known.is_empty()).then(|| known.join(" · "))
}

/// The figures of the first page for officials.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OverviewOut {
    /// Needs by state code.
    pub needs: std::collections::BTreeMap<String, u64>,
    /// Companies by state code.
    pub companies: std::collections::BTreeMap<String, u64>,
    /// Experts with a recorded consent.
    pub experts: u64,
    /// Domestic teams.
    pub teams_domestic: u64,
    /// Foreign teams.
    pub teams_foreign: u64,
}

/// Counts what the first page for officials shows.
#[utoipa::path(get, path = "/api/v1/reports/overview", tag = "reports",
    responses((status = 200, body = OverviewOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn overview(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    let f = server.app().figures(&caller.call).await?;
    let (teams_domestic, teams_foreign) = f.teams;
    let out = OverviewOut {
        needs: f.needs,
        companies: f.organisations,
        experts: f.experts,
        teams_domestic,
        teams_foreign,
    };
    Ok(axum::Json(out).into_response())
}

/// The paths of this room, for the document.
#[derive(utoipa::OpenApi)]
#[openapi(paths(accounts, invite, disable, enable, tokens, create_token, revoke_token, audit, overview))]
pub(super) struct Paths;
