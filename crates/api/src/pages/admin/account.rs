//! One account: its roles, switching it off and on, and one-time links.

use app::AccountMove;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::account::{Account, AccountState};
use domain::event::Subject;
use domain::{AccountId, Secret};

use super::accounts::line;
use super::ties::{Ties, fill, roles_of};
use crate::http::input::{At, Form as Sent};
use crate::http::{Access, Answer, Caller, Failure, Registry, Server};
use crate::pages::{back_with, page_as};
use crate::view::admin::{AccountPage, ShownOnce};
use crate::view::parts::{Entry, When};
use crate::view::{Form, Frame, Place, format};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new()
        .get(Access::Page, "/admin/accounts/{id}", show)
        .post(Access::Page, "/admin/accounts/{id}/disabling", disable)
        .post(Access::Page, "/admin/accounts/{id}/enabling", enable)
        .post(Access::Page, "/admin/accounts/{id}/roles", assign)
        .post(Access::Page, "/admin/accounts/{id}/reset", reset)
}

async fn show(State(server): State<Server>, caller: Caller, At(id): At<AccountId>) -> Answer<Response> {
    account_page(&server, &caller, id, None, None, StatusCode::OK).await
}

/// Draws an account, with a link that was just made or a form that was refused.
pub(super) async fn account_page(
    server: &Server,
    caller: &Caller,
    id: AccountId,
    link: Option<ShownOnce>,
    refused: Option<Form>,
    status: StatusCode,
) -> Answer<Response> {
    let app = server.app();
    let account =
        app.accounts(&caller.call).await?.into_iter().find(|a| a.id == id).ok_or_else(Failure::not_found)?;
    let f = server.frame(caller).await?;
    let ties = Ties::read(server, caller).await?;
    let own = caller.call.actor.account() == Some(id);
    let off = matches!(account.state, AccountState::Disabled { .. });
    let act = |name: &str| {
        let address = server.urls().account_act(&id.to_string(), name);
        Form::new("account", address, server.key()).versioned(account.version)
    };
    let has_errors = refused.is_some();
    let view = AccountPage {
        account: line(server, &f, &ties, &account).await?,
        link,
        change: Some(refused.unwrap_or_else(|| fill(act("roles"), &account.roles, server))),
        organisations: ties.organisations(),
        experts: ties.experts(),
        teams: ties.teams(),
        disable: (!off && !own).then(|| act("disabling")),
        enable: off.then(|| act("enabling")),
        reset: (!off).then(|| act("reset")),
        kept: if own { f.t("account-kept-own") } else { String::new() },
        sessions: app.sessions(id).await?.len(),
        line: history(server, caller, &f, &account).await?,
        f: {
            let mut f = f.at(Place::Accounts, account.name.clone());
            f.has_errors = has_errors;
            f
        },
    };
    page_as(status, &view)
}

/// Collects what happened to an account, the latest last.
async fn history(server: &Server, caller: &Caller, f: &Frame, account: &Account) -> Answer<Vec<Entry>> {
    let app = server.app();
    let zone = app.clock().zone();
    let found = app.history_of(&caller.call, Subject::Account(account.id)).await?;
    let ids: Vec<AccountId> = found.iter().filter_map(|h| h.by).collect();
    let names = app.account_names(&ids).await?;
    let mut entries: Vec<Entry> = found
        .iter()
        .map(|h| Entry {
            when: When::Past,
            time: format::moment(h.at, zone),
            machine: format::machine(h.at, zone),
            what: super::audit::words(f, &h.what),
            who: h.by.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
            proof: String::new(),
        })
        .collect();
    if let Some(last) = entries.last_mut() {
        last.when = When::Now;
    }
    Ok(entries)
}

/// Shows a link this once, with the time it ends.
pub(super) async fn once(server: &Server, token: &Secret<String>) -> Answer<ShownOnce> {
    let seen = server.app().link(token.reveal()).await?;
    Ok(ShownOnce {
        secret: format!("{}{}", server.origin(), server.urls().link(token.reveal())),
        of: seen.account.map(|a| a.name).unwrap_or_default(),
        until: format::moment(seen.expires_at, server.app().clock().zone()),
    })
}

async fn disable(State(server): State<Server>, At(id): At<AccountId>, sent: Sent) -> Answer<Response> {
    server.app().change_account(&sent.caller.call, id, sent.version, AccountMove::Disable).await?;
    back_with(&server, &server.urls().account_of(id), "account-disabled")
}

async fn enable(State(server): State<Server>, At(id): At<AccountId>, sent: Sent) -> Answer<Response> {
    server.app().change_account(&sent.caller.call, id, sent.version, AccountMove::Enable).await?;
    back_with(&server, &server.urls().account_of(id), "account-enabled")
}

async fn assign(State(server): State<Server>, At(id): At<AccountId>, sent: Sent) -> Answer<Response> {
    let done = match roles_of(&server, &sent) {
        Ok(roles) => server
            .app()
            .change_account(&sent.caller.call, id, sent.version, AccountMove::Assign(roles))
            .await
            .map_err(Failure::from),
        Err(failure) => Err(failure),
    };
    match done {
        Ok(_) => back_with(&server, &server.urls().account_of(id), "roles-changed"),
        Err(failure) if !failure.parts().fields.is_empty() => {
            let address = server.urls().account_act(&id.to_string(), "roles");
            let mut form = Form::new("account", address, server.key()).filled_again(sent.fields());
            form.version = sent.version;
            for field in &failure.parts().fields {
                form = form.refused(field);
            }
            account_page(&server, &sent.caller, id, None, Some(form), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(failure) => Err(failure),
    }
}

async fn reset(State(server): State<Server>, At(id): At<AccountId>, sent: Sent) -> Answer<Response> {
    let token = server.app().reset(&sent.caller.call, id).await?;
    let link = once(&server, &token).await?;
    account_page(&server, &sent.caller, id, Some(link), None, StatusCode::OK).await
}
