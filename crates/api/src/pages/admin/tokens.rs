//! Service tokens: the list, and the one that was just made, shown in that answer only.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::account::{Scope, ServiceToken};
use domain::{Secret, TokenId};

use super::ties::end_of_day;
use crate::http::input::{At, Form as Sent};
use crate::http::{Access, Answer, Caller, Failure, Registry, Server};
use crate::pages::{back_with, page_as};
use crate::view::admin::{ShownOnce, TokenLine, TokenList};
use crate::view::{Form, Place, format};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new().get(Access::Page, "/admin/tokens", list).post(Access::Page, "/admin/tokens", create).post(
        Access::Page,
        "/admin/tokens/{id}/revocation",
        revoke,
    )
}

async fn list(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    show(&server, &caller, None, None, StatusCode::OK).await
}

async fn show(
    server: &Server,
    caller: &Caller,
    made: Option<ShownOnce>,
    refused: Option<Form>,
    status: StatusCode,
) -> Answer<Response> {
    let tokens = server.app().tokens(&caller.call).await?;
    let f = server.frame(caller).await?;
    let title = f.t("nav-tokens");
    let mut f = f.at(Place::Tokens, title);
    f.has_errors = refused.is_some();
    page_as(
        status,
        &TokenList {
            made,
            rows: tokens.into_iter().map(|token| line(server, token)).collect(),
            form: refused.unwrap_or_else(|| Form::new("token", server.urls().tokens(), server.key())),
            f,
        },
    )
}

fn line(server: &Server, token: ServiceToken) -> TokenLine {
    let clock = server.app().clock();
    let state = if token.revoked_at.is_some() {
        "revoked"
    } else if token.expires_at.is_some_and(|end| end <= clock.now()) {
        "expired"
    } else {
        "active"
    };
    let revoke = (state == "active")
        .then(|| Form::new("token", server.urls().token_revocation(&token.id.to_string()), server.key()));
    TokenLine {
        scopes: token.scopes.iter().map(|s| s.code()).collect(),
        expires: token.expires_at.map(|at| format::day_of(at, clock.zone())).unwrap_or_default(),
        label: token.label,
        state,
        revoke,
    }
}

async fn create(State(server): State<Server>, sent: Sent) -> Answer<Response> {
    match created(&server, &sent).await {
        Ok(token) => {
            let made = ShownOnce {
                secret: token.reveal().clone(),
                of: sent.text("label").trim().to_owned(),
                until: sent.text("expires_at").to_owned(),
            };
            show(&server, &sent.caller, Some(made), None, StatusCode::CREATED).await
        }
        Err(failure) if !failure.parts().fields.is_empty() => {
            let mut form =
                Form::new("token", server.urls().tokens(), server.key()).filled_again(sent.fields());
            for field in &failure.parts().fields {
                form = form.refused(field);
            }
            show(&server, &sent.caller, None, Some(form), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(failure) => Err(failure),
    }
}

async fn created(server: &Server, sent: &Sent) -> Answer<Secret<String>> {
    let scopes = sent
        .all("scopes")
        .into_iter()
        .map(|code| Scope::from_code(code).ok_or_else(|| Failure::field("scopes", "not_one_of")))
        .collect::<Answer<BTreeSet<Scope>>>()?;
    let expires_at = end_of_day(server, sent, "expires_at")?;
    let (_, token) =
        server.app().create_token(&sent.caller.call, sent.text("label"), scopes, expires_at).await?;
    Ok(token)
}

async fn revoke(State(server): State<Server>, At(id): At<TokenId>, sent: Sent) -> Answer<Response> {
    server.app().revoke_token(&sent.caller.call, id).await?;
    back_with(&server, &server.urls().tokens(), "token-revoked")
}
