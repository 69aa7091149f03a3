//! The form that invites a person; the link stands in its own answer and in no address.

use app::auth::link::Invitation;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::{AccountId, Lang, Secret};

use super::account::{account_page, once};
use super::ties::{Ties, roles_of};
use crate::http::input::Form as Sent;
use crate::http::{Access, Answer, Caller, Failure, Registry, Server};
use crate::pages::page_as;
use crate::view::admin::AccountNew;
use crate::view::{Form, Place};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new().get(Access::Page, "/admin/accounts/new", empty).post(
        Access::Page,
        "/admin/accounts/new",
        invite,
    )
}

async fn empty(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    let form = Form::new("account", server.urls().account_new(), server.key()).with("lang", "zh-Hans");
    form_page(&server, &caller, form, StatusCode::OK).await
}

async fn form_page(server: &Server, caller: &Caller, form: Form, status: StatusCode) -> Answer<Response> {
    server.app().accounts(&caller.call).await?;
    let ties = Ties::read(server, caller).await?;
    let f = server.frame(caller).await?;
    let title = f.t("account-invite");
    let mut f = f.at(Place::Accounts, title);
    f.has_errors = form.has_errors();
    page_as(
        status,
        &AccountNew {
            organisations: ties.organisations(),
            experts: ties.experts(),
            teams: ties.teams(),
            form,
            f,
        },
    )
}

async fn invite(State(server): State<Server>, sent: Sent) -> Answer<Response> {
    // A broker may invite through the interface, but the page that answers is the administrator's.
    server.app().accounts(&sent.caller.call).await?;
    match invited(&server, &sent).await {
        Ok((id, token)) => {
            let link = once(&server, &token).await?;
            account_page(&server, &sent.caller, id, Some(link), None, StatusCode::CREATED).await
        }
        Err(failure) if !failure.parts().fields.is_empty() => {
            let mut form =
                Form::new("account", server.urls().account_new(), server.key()).filled_again(sent.fields());
            for field in &failure.parts().fields {
                form = form.refused(field);
            }
            form_page(&server, &sent.caller, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(failure) => Err(failure),
    }
}

async fn invited(server: &Server, sent: &Sent) -> Answer<(AccountId, Secret<String>)> {
    let lang = Lang::from_tag(sent.text("lang")).ok_or_else(|| Failure::field("lang", "not_one_of"))?;
    let login = sent.text("login").trim().to_lowercase();
    let accounts = server.app().accounts(&sent.caller.call).await?;
    if accounts.iter().any(|a| a.login == login) {
        return Err(Failure::field("login", "taken"));
    }
    let invitation =
        Invitation { login, name: sent.text("name").to_owned(), lang, roles: roles_of(server, sent)? };
    Ok(server.app().invite(&sent.caller.call, invitation).await?)
}
