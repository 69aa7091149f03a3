//! Moves of a need: verbs as nouns in the address, each with the version it starts from.

use app::Move;
use axum::extract::State;
use axum::response::Response;
use domain::NeedId;
use domain::need::{ConsentKind, NotAcceptedReason, PublicText, Ready};
use serde::Deserialize;
use utoipa::ToSchema;

use super::body::{BehalfIn, code, day, id as read_id};
use super::needs::{NeedOut, PublicBody, answer};
use crate::http::failure::Problem;
use crate::http::input::{At, IfMatch, Json};
use crate::http::{Access, Answer, Failure, Registry, Server};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    let at = |what: &str| format!("/api/v1/needs/{{id}}/{what}");
    Registry::new()
        .post(Access::Api, &at("submission"), submission)
        .post(Access::Api, &at("answers"), answers)
        .post(Access::Api, &at("consent"), consent)
        .post(Access::Api, &at("pause"), pause)
        .post(Access::Api, &at("resumption"), resumption)
        .post(Access::Api, &at("renewal"), renewal)
        .post(Access::Api, &at("withdrawal"), withdrawal)
        .post(Access::Api, &at("diagnosis"), diagnosis)
        .post(Access::Api, &at("return"), give_back)
        .post(Access::Api, &at("not-acceptance"), not_acceptance)
        .post(Access::Api, &at("approval"), approval)
        .post(Access::Api, &at("wording"), wording)
        .post(Access::Api, &at("clearance"), clearance)
        .post(Access::Api, &at("publication"), publication)
        .post(Access::Api, &at("matching"), matching)
        .post(Access::Api, &at("assignment"), assignment)
        .post(Access::Api, &at("merge"), merge)
}

/// A move that the company makes, or a broker on its behalf.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ActIn {
    /// Set where a broker records it.
    pub on_behalf: Option<BehalfIn>,
}

/// Handing in, with the declaration about secrets.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SubmissionIn {
    /// 不涉及国家秘密、工作秘密，未擅自披露他人商业秘密.
    pub declared: bool,
    /// Set where a broker records it.
    pub on_behalf: Option<BehalfIn>,
}

/// An answer to a question.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AnswerIn {
    /// The question.
    pub question: String,
    /// The words.
    pub answer: String,
    /// Set where a broker records it.
    pub on_behalf: Option<BehalfIn>,
}

/// Consent to the exact text.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ConsentIn {
    /// `publication` or `private_matching`.
    pub kind: String,
    /// The checksum of the text that was read.
    pub checksum: String,
    /// Set where a broker records it; needs a scan or a call-back.
    pub on_behalf: Option<BehalfIn>,
}

/// A reason.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReasonIn {
    /// Why.
    pub reason: String,
    /// Set where a broker records it.
    pub on_behalf: Option<BehalfIn>,
}

/// A new last day.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RenewalIn {
    /// As `2026-09-30`.
    pub review_by: String,
    /// Set where a broker records it.
    pub on_behalf: Option<BehalfIn>,
}

/// A question with which a need goes back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReturnIn {
    /// The field it is about, as in JSON; empty for the whole.
    #[serde(default)]
    pub field: String,
    /// The question.
    pub question: String,
}

/// Why a need is not accepted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NotAcceptanceIn {
    /// `out_of_scope`, `unreachable`, `cannot_be_handled_here`, `no_longer_wanted` or `other`.
    pub reason: String,
    /// Further words to the company.
    #[serde(default)]
    pub note: String,
}

/// What is settled at approval.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ApprovalIn {
    /// The last day before it expires, as `2026-09-30`.
    pub review_by: String,
    /// Why it may go on without a checkable indicator.
    pub exemption: Option<String>,
}

/// The checksum of the text that was read.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ClearanceIn {
    /// The checksum.
    pub checksum: String,
}

/// The broker who answers from now on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AssignmentIn {
    /// The broker's account.
    pub broker: String,
}

/// The older need.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MergeIn {
    /// The need that keeps the history.
    pub into: String,
}

/// No fields.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Nothing {}

fn behalf(server: &Server, on_behalf: Option<BehalfIn>) -> Answer<Option<domain::OnBehalf>> {
    let now = server.app().clock().now();
    on_behalf.map(|b| b.read(now)).transpose()
}

macro_rules! moves {
    ($($(#[$doc:meta])* $name:ident, $path:literal, $body:ty, |$server:ident, $call:ident, $id:ident, $seen:ident, $value:ident| $work:block;)*) => {$(
        $(#[$doc])*
        #[utoipa::path(post, path = $path, tag = "needs", request_body = $body,
            params(("id" = String, Path, description = "need_…"), ("If-Match" = String, Header, description = "the ETag that was read")),
            responses((status = 200, body = NeedOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
        async fn $name(State($server): State<Server>, At($id): At<NeedId>, IfMatch(version): IfMatch, sent: Json<$body>) -> Answer<Response> {
            let Json { value: $value, caller } = sent;
            let ($call, $seen) = (&caller.call, Some(version));
            $work;
            answer(&$server, &caller, $id).await
        }
    )*

        /// The paths of this room, for the document.
        #[derive(utoipa::OpenApi)]
        #[openapi(paths($($name),*))]
        pub(crate) struct Paths;
    };
}

moves! {
    /// Makes the declaration about secrets and hands the need in.
    submission, "/api/v1/needs/{id}/submission", SubmissionIn, |server, call, id, seen, value| {
        let act = behalf(&server, value.on_behalf)?;
        server.app().submit_need(call, id, seen, value.declared, act.as_ref()).await?;
    };
    /// Answers a question of the broker.
    answers, "/api/v1/needs/{id}/answers", AnswerIn, |server, call, id, seen, value| {
        let act = behalf(&server, value.on_behalf)?;
        let question = read_id(&value.question, "question")?;
        server.app().answer_question(call, id, seen, question, &value.answer, act.as_ref()).await?;
    };
    /// Consents to the exact text.
    consent, "/api/v1/needs/{id}/consent", ConsentIn, |server, call, id, seen, value| {
        let act = behalf(&server, value.on_behalf)?;
        if let Some(act) = &act {
            server.app().check_proof(&act.proof).await?;
        }
        let kind = code(ConsentKind::from_code(&value.kind), "kind")?;
        server.app().consent_to_text(call, id, seen, kind, &value.checksum, act.as_ref()).await?;
    };
    /// Lets the need rest at the company's wish.
    pause, "/api/v1/needs/{id}/pause", ReasonIn, |server, call, id, seen, value| {
        let act = behalf(&server, value.on_behalf)?;
        server.app().pause_need(call, id, seen, &value.reason, act.as_ref()).await?;
    };
    /// Ends a pause.
    resumption, "/api/v1/needs/{id}/resumption", ActIn, |server, call, id, seen, value| {
        let act = behalf(&server, value.on_behalf)?;
        server.app().resume_need(call, id, seen, act.as_ref()).await?;
    };
    /// Renews an expired need, or prolongs a listed one.
    renewal, "/api/v1/needs/{id}/renewal", RenewalIn, |server, call, id, seen, value| {
        let act = behalf(&server, value.on_behalf)?;
        let until = day(Some(&value.review_by), "review_by")?.ok_or_else(|| Failure::field("review_by", "required"))?;
        server.app().renew_need(call, id, seen, until, act.as_ref()).await?;
    };
    /// Takes the need back.
    withdrawal, "/api/v1/needs/{id}/withdrawal", ReasonIn, |server, call, id, seen, value| {
        let act = behalf(&server, value.on_behalf)?;
        server.app().withdraw_need(call, id, seen, &value.reason, act.as_ref()).await?;
    };
    /// Takes the need into diagnosis; the broker answers for it from now on.
    diagnosis, "/api/v1/needs/{id}/diagnosis", Nothing, |server, call, id, seen, _value| {
        server.app().take_need(call, id, seen).await?;
    };
    /// Returns the need with a question; a third return does not go out (`phone_instead`).
    give_back, "/api/v1/needs/{id}/return", ReturnIn, |server, call, id, seen, value| {
        server.app().return_need(call, id, seen, &value.field, &value.question).await?;
    };
    /// Does not accept the need, with a reason.
    not_acceptance, "/api/v1/needs/{id}/not-acceptance", NotAcceptanceIn, |server, call, id, seen, value| {
        let reason = code(NotAcceptedReason::from_code(&value.reason), "reason")?;
        server.app().move_need(call, id, seen, Move::NotAccept { reason, note: value.note }).await?;
    };
    /// Approves the need.
    approval, "/api/v1/needs/{id}/approval", ApprovalIn, |server, call, id, seen, value| {
        let until = day(Some(&value.review_by), "review_by")?.ok_or_else(|| Failure::field("review_by", "required"))?;
        let ready = Ready { review_by: until, exemption: value.exemption };
        server.app().move_need(call, id, seen, Move::Approve(ready)).await?;
    };
    /// Writes the text for outsiders; an older consent no longer fits it.
    wording, "/api/v1/needs/{id}/wording", PublicBody, |server, call, id, seen, value| {
        let PublicBody { title, summary, title_en, summary_en } = value;
        let public = PublicText { title, summary, title_en, summary_en };
        server.app().move_need(call, id, seen, Move::Word(public)).await?;
    };
    /// Ticks that the text holds no secret.
    clearance, "/api/v1/needs/{id}/clearance", ClearanceIn, |server, call, id, seen, value| {
        server.app().move_need(call, id, seen, Move::Clear { checksum: value.checksum }).await?;
    };
    /// Lists the need.
    publication, "/api/v1/needs/{id}/publication", Nothing, |server, call, id, seen, _value| {
        server.app().move_need(call, id, seen, Move::Publish).await?;
    };
    /// Starts matching, in the open or privately as the consent says.
    matching, "/api/v1/needs/{id}/matching", Nothing, |server, call, id, seen, _value| {
        server.app().move_need(call, id, seen, Move::StartMatching).await?;
    };
    /// Hands the need to a broker.
    assignment, "/api/v1/needs/{id}/assignment", AssignmentIn, |server, call, id, seen, value| {
        server.app().assign_need(call, id, seen, read_id(&value.broker, "broker")?).await?;
    };
    /// Merges the need into an older one.
    merge, "/api/v1/needs/{id}/merge", MergeIn, |server, call, id, seen, value| {
        server.app().merge_need(call, id, seen, read_id(&value.into, "into")?).await?;
    };
}
