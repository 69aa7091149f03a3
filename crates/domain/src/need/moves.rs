//! How a need moves: every move consumes the need and says what changed, or why not.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Consent, Need, NeedState, NotAcceptedReason, PublicText, Trouble};
use crate::event::{Event, Subject};
use crate::{AccountId, Act, Changed, Date, Invalid, Proof, Refused, text};

/// What a company consents to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentKind {
    /// The public text is listed for everybody.
    Publication,
    /// The text goes to invited experts only (定向对接).
    PrivateMatching,
}

impl ConsentKind {
    /// Returns the stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Publication => "publication",
            Self::PrivateMatching => "private_matching",
        }
    }
    /// Reads a code; `None` when there is no such kind.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Publication, Self::PrivateMatching].into_iter().find(|k| k.code() == code)
    }
}

/// What a broker settles at approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ready {
    /// The last day before the need expires.
    pub review_by: Date,
    /// Why it may go on without a checkable indicator, if it has none.
    pub exemption: Option<String>,
}

/// Returns after which a broker phones or visits instead of returning the need once more.
pub const RETURNS_BEFORE_A_CALL: i32 = 2;

impl Need {
    /// Hands the need in; needs title, problem, a contact and the declaration.
    pub fn submit(self, act: &Act) -> Result<Changed<Self>, Trouble> {
        match self.state {
            NeedState::Draft | NeedState::Returned { .. } => {}
            NeedState::Submitted { .. }
            | NeedState::NotAccepted { .. }
            | NeedState::InDiagnosis { .. }
            | NeedState::Approved { .. }
            | NeedState::Published { .. }
            | NeedState::Matching { .. }
            | NeedState::PrivateMatching { .. }
            | NeedState::Paused { .. }
            | NeedState::Expired { .. }
            | NeedState::Withdrawn { .. }
            | NeedState::Merged { .. } => return Err(self.refused("submit").into()),
        }
        self.submittable()?;
        let first = self.first_submitted_at.or(Some(act.at));
        let next = Self { first_submitted_at: first, ..self };
        Ok(next.moved(NeedState::Submitted { since: act.at }, "need.submitted", None))
    }

    /// Checks what *submit* needs, naming the first field that is missing.
    pub fn submittable(&self) -> Result<(), Invalid> {
        for (field, value) in [
            ("title", &self.content.title),
            ("problem", &self.content.problem),
            ("contact_name", &self.content.contact_name),
        ] {
            if value.is_empty() {
                return Err(Invalid::new(field, "required"));
            }
        }
        if self.content.contact_phone.is_empty() && self.content.contact_email.is_empty() {
            return Err(Invalid::new("contact_phone", "required"));
        }
        if self.organisation.is_none() && self.organisation_name.is_empty() {
            return Err(Invalid::new("organisation_name", "required"));
        }
        if self.declaration.is_none() {
            return Err(Invalid::new("declaration", "required"));
        }
        Ok(())
    }

    /// Records the declaration 不涉及国家秘密、工作秘密,未擅自披露他人商业秘密.
    pub fn declare(self, act: Act) -> Result<Changed<Self>, Refused> {
        if !self.state.editable() {
            return Err(self.refused("declare"));
        }
        let event = Event::new(Subject::Need(self.id), "need.declared");
        Ok(Changed { next: Self { declaration: Some(act), version: self.version + 1, ..self }, event })
    }

    /// A broker takes the need into diagnosis and answers for it.
    pub fn take(self, broker: AccountId, at: Timestamp) -> Result<Changed<Self>, Refused> {
        match self.state {
            NeedState::Submitted { .. } | NeedState::Approved { .. } => {
                let next = Self { broker: Some(broker), ..self };
                Ok(next.moved(NeedState::InDiagnosis { since: at }, "need.taken", None))
            }
            NeedState::Draft
            | NeedState::Returned { .. }
            | NeedState::NotAccepted { .. }
            | NeedState::InDiagnosis { .. }
            | NeedState::Published { .. }
            | NeedState::Matching { .. }
            | NeedState::PrivateMatching { .. }
            | NeedState::Paused { .. }
            | NeedState::Expired { .. }
            | NeedState::Withdrawn { .. }
            | NeedState::Merged { .. } => Err(self.refused("take")),
        }
    }

    /// A broker hands the need to a colleague.
    pub fn assign(self, broker: AccountId) -> Result<Changed<Self>, Refused> {
        if self.state.is_final() {
            return Err(self.refused("assign"));
        }
        let event =
            Event::new(Subject::Need(self.id), "need.assigned").with(serde_json::json!({ "broker": broker }));
        Ok(Changed { next: Self { broker: Some(broker), version: self.version + 1, ..self }, event })
    }

    /// Returns the need to the company with a question; a third return does not go out (code `phone_instead`).
    pub fn give_back(self, broker: AccountId, at: Timestamp) -> Result<Changed<Self>, Refused> {
        match self.state {
            NeedState::Submitted { .. } | NeedState::InDiagnosis { .. } => {}
            NeedState::Draft
            | NeedState::Returned { .. }
            | NeedState::NotAccepted { .. }
            | NeedState::Approved { .. }
            | NeedState::Published { .. }
            | NeedState::Matching { .. }
            | NeedState::PrivateMatching { .. }
            | NeedState::Paused { .. }
            | NeedState::Expired { .. }
            | NeedState::Withdrawn { .. }
            | NeedState::Merged { .. } => return Err(self.refused("return")),
        }
        if self.returns >= RETURNS_BEFORE_A_CALL {
            return Err(Refused { code: "phone_instead", ..self.refused("return") });
        }
        let next = Self { returns: self.returns + 1, broker: self.broker.or(Some(broker)), ..self };
        Ok(next.moved(NeedState::Returned { since: at }, "need.returned", None))
    }

    /// A broker does not accept the need, with a reason.
    pub fn not_accept(
        self,
        reason: NotAcceptedReason,
        note: &str,
        at: Timestamp,
    ) -> Result<Changed<Self>, Trouble> {
        let note = text::within("note", note, text::PARAGRAPHS)?;
        if matches!(reason, NotAcceptedReason::Other) && note.is_empty() {
            return Err(Invalid::new("note", "required").into());
        }
        match self.state {
            NeedState::Submitted { .. } | NeedState::Returned { .. } | NeedState::InDiagnosis { .. } => {
                Ok(self.moved(
                    NeedState::NotAccepted { since: at, reason, note },
                    "need.not_accepted",
                    Some(reason.code()),
                ))
            }
            NeedState::Draft
            | NeedState::NotAccepted { .. }
            | NeedState::Approved { .. }
            | NeedState::Published { .. }
            | NeedState::Matching { .. }
            | NeedState::PrivateMatching { .. }
            | NeedState::Paused { .. }
            | NeedState::Expired { .. }
            | NeedState::Withdrawn { .. }
            | NeedState::Merged { .. } => Err(self.refused("not_accept").into()),
        }
    }

    /// A broker approves the need: the required fields, a checkable indicator or an exemption, a review-by date.
    pub fn approve(self, ready: Ready, act: &Act) -> Result<Changed<Self>, Trouble> {
        match self.state {
            NeedState::Submitted { .. } | NeedState::InDiagnosis { .. } => {}
            NeedState::Draft
            | NeedState::Returned { .. }
            | NeedState::NotAccepted { .. }
            | NeedState::Approved { .. }
            | NeedState::Published { .. }
            | NeedState::Matching { .. }
            | NeedState::PrivateMatching { .. }
            | NeedState::Paused { .. }
            | NeedState::Expired { .. }
            | NeedState::Withdrawn { .. }
            | NeedState::Merged { .. } => return Err(self.refused("approve").into()),
        }
        if let Some(field) = self.content.missing_at_approval().first() {
            return Err(Invalid::new(*field, "required").into());
        }
        if self.organisation.is_none() {
            return Err(Invalid::new("organisation", "required").into());
        }
        let exemption = ready.exemption.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
        if exemption.is_none() && !self.content.indicators.iter().any(super::Indicator::checkable) {
            return Err(Invalid::new("indicators", "none_checkable").into());
        }
        let next = Self { review_by: Some(ready.review_by), broker: self.broker.or(act.by), ..self };
        Ok(next.moved(NeedState::Approved { since: act.at, exemption }, "need.approved", None))
    }

    /// Writes the text for the public or for invited experts; an older consent no longer fits it.
    pub fn word(self, public: PublicText) -> Result<Changed<Self>, Trouble> {
        match self.state {
            NeedState::Submitted { .. } | NeedState::InDiagnosis { .. } | NeedState::Approved { .. } => {}
            NeedState::Draft
            | NeedState::Returned { .. }
            | NeedState::NotAccepted { .. }
            | NeedState::Published { .. }
            | NeedState::Matching { .. }
            | NeedState::PrivateMatching { .. }
            | NeedState::Paused { .. }
            | NeedState::Expired { .. }
            | NeedState::Withdrawn { .. }
            | NeedState::Merged { .. } => return Err(self.refused("word").into()),
        }
        let public = public.checked()?;
        let event = Event::new(Subject::Need(self.id), "need.worded")
            .with(serde_json::json!({ "checksum": public.checksum() }));
        let next =
            Self { public: Some(public), consent: None, cleared: None, version: self.version + 1, ..self };
        Ok(Changed { next, event })
    }

    /// The company consents to the exact text; a recorded consent needs a stamped scan or a second person's call-back.
    pub fn consent(self, kind: ConsentKind, checksum: &str, act: Act) -> Result<Changed<Self>, Trouble> {
        let Some(public) = &self.public else {
            return Err(Invalid::new("public", "required").into());
        };
        if self.state.code() != "approved" {
            return Err(self.refused("consent").into());
        }
        if public.checksum() != checksum {
            return Err(Refused { code: "text_changed", ..self.refused("consent") }.into());
        }
        binding(&act)?;
        let event = Event::new(Subject::Need(self.id), "need.consented")
            .with(serde_json::json!({ "kind": kind.code(), "checksum": checksum }));
        let consent = Some(Consent { kind, checksum: checksum.to_owned(), act });
        Ok(Changed { next: Self { consent, version: self.version + 1, ..self }, event })
    }

    /// A broker ticks that the text for outsiders holds no secret.
    pub fn clear(self, checksum: &str, act: Act) -> Result<Changed<Self>, Trouble> {
        if matches!(
            self.state,
            NeedState::Draft
                | NeedState::NotAccepted { .. }
                | NeedState::Withdrawn { .. }
                | NeedState::Merged { .. }
        ) {
            return Err(self.refused("clear").into());
        }
        match &self.public {
            Some(public) if public.checksum() == checksum => {}
            Some(_) => return Err(Refused { code: "text_changed", ..self.refused("clear") }.into()),
            None => return Err(Invalid::new("public", "required").into()),
        }
        let event = Event::new(Subject::Need(self.id), "need.cleared")
            .with(serde_json::json!({ "checksum": checksum }));
        let cleared = Some((checksum.to_owned(), act));
        Ok(Changed { next: Self { cleared, version: self.version + 1, ..self }, event })
    }

    /// Lists the need; wants the company's consent to this exact text and the reviewer's tick.
    pub fn publish(self, at: Timestamp) -> Result<Changed<Self>, Refused> {
        self.open_to(ConsentKind::Publication, "publish")?;
        Ok(self.moved(NeedState::Published { since: at }, "need.published", None))
    }

    /// Starts matching: in the open when published, without listing when the company consented to that.
    pub fn start_matching(self, at: Timestamp) -> Result<Changed<Self>, Refused> {
        match self.state {
            NeedState::Published { .. } => {
                Ok(self.moved(NeedState::Matching { since: at }, "need.matching", None))
            }
            NeedState::Approved { .. } => {
                self.open_to(ConsentKind::PrivateMatching, "match_privately")?;
                Ok(self.moved(NeedState::PrivateMatching { since: at }, "need.matching_privately", None))
            }
            NeedState::Draft
            | NeedState::Submitted { .. }
            | NeedState::Returned { .. }
            | NeedState::NotAccepted { .. }
            | NeedState::InDiagnosis { .. }
            | NeedState::Matching { .. }
            | NeedState::PrivateMatching { .. }
            | NeedState::Paused { .. }
            | NeedState::Expired { .. }
            | NeedState::Withdrawn { .. }
            | NeedState::Merged { .. } => Err(self.refused("match")),
        }
    }

    fn open_to(&self, kind: ConsentKind, action: &'static str) -> Result<(), Refused> {
        if self.state.code() != "approved" {
            return Err(self.refused(action));
        }
        let checksum = self.public.as_ref().map(PublicText::checksum);
        let consented =
            self.consent.as_ref().is_some_and(|c| c.kind == kind && Some(&c.checksum) == checksum.as_ref());
        if !consented {
            return Err(Refused { code: "consent_missing", ..self.refused(action) });
        }
        if self.cleared.as_ref().map(|(sum, _)| sum) != checksum.as_ref() {
            return Err(Refused { code: "clearance_missing", ..self.refused(action) });
        }
        Ok(())
    }

    /// Shows or hides the English abstract abroad; needs an English abstract, and is closed to key core technology needs.
    pub fn set_foreign_visible(self, visible: bool) -> Result<Changed<Self>, Refused> {
        if visible && self.chokepoint.is_some() {
            return Err(Refused { code: "bureau_check_missing", ..self.refused("show_abroad") });
        }
        if visible && !self.public.as_ref().is_some_and(PublicText::english) {
            return Err(Refused { code: "english_missing", ..self.refused("show_abroad") });
        }
        let what = if visible { "need.shown_abroad" } else { "need.hidden_abroad" };
        let event = Event::new(Subject::Need(self.id), what);
        Ok(Changed { next: Self { foreign_visible: visible, version: self.version + 1, ..self }, event })
    }

    /// Marks the need as a key core technology need, or takes the mark away with `None`.
    pub fn set_chokepoint(self, reason: Option<String>) -> Result<Changed<Self>, Trouble> {
        if self.state.is_final() {
            return Err(self.refused("mark").into());
        }
        let chokepoint = match reason {
            Some(r) => Some(text::required("chokepoint", &r, text::PARAGRAPHS)?),
            None => None,
        };
        let foreign_visible = self.foreign_visible && chokepoint.is_none();
        let event = Event::new(Subject::Need(self.id), "need.marked")
            .with(serde_json::json!({ "chokepoint": chokepoint.is_some() }));
        Ok(Changed { next: Self { chokepoint, foreign_visible, version: self.version + 1, ..self }, event })
    }

    /// Lets the need rest at the company's wish.
    pub fn pause(self, reason: &str, at: Timestamp) -> Result<Changed<Self>, Trouble> {
        let reason = text::required("reason", reason, text::PARAGRAPHS)?;
        match self.state.resting() {
            Some(was) => Ok(self.moved(NeedState::Paused { since: at, was, reason }, "need.paused", None)),
            None => Err(self.refused("pause").into()),
        }
    }

    /// Ends a pause.
    pub fn resume(self, at: Timestamp) -> Result<Changed<Self>, Refused> {
        if let NeedState::Paused { was, .. } = self.state {
            Ok(self.moved(was.state(at), "need.resumed", None))
        } else {
            Err(self.refused("resume"))
        }
    }

    /// Lets the need expire after its review-by day; a timer may do this because one click renews it.
    pub fn expire(self, at: Timestamp, today: Date) -> Result<Changed<Self>, Refused> {
        match (self.state.resting(), self.review_by) {
            (Some(was), Some(day)) if day < today => {
                Ok(self.moved(NeedState::Expired { since: at, was }, "need.expired", None))
            }
            (Some(_), _) => Err(Refused { code: "not_due", ..self.refused("expire") }),
            (None, _) => Err(self.refused("expire")),
        }
    }

    /// Renews an expired need, or prolongs a listed one.
    pub fn renew(self, review_by: Date, at: Timestamp) -> Result<Changed<Self>, Refused> {
        let resting = self.state.resting();
        let next = Self { review_by: Some(review_by), ..self };
        match (resting, &next.state) {
            (_, NeedState::Expired { was, .. }) => {
                let state = was.state(at);
                Ok(next.moved(state, "need.renewed", None))
            }
            (Some(_), _) => {
                let event = Event::new(Subject::Need(next.id), "need.renewed");
                Ok(Changed { next: Self { version: next.version + 1, ..next }, event })
            }
            (None, _) => Err(next.refused("renew")),
        }
    }

    /// The company takes the need back.
    pub fn withdraw(self, reason: &str, at: Timestamp) -> Result<Changed<Self>, Trouble> {
        let reason = text::required("reason", reason, text::PARAGRAPHS)?;
        if self.state.is_final() {
            return Err(self.refused("withdraw").into());
        }
        Ok(self.moved(NeedState::Withdrawn { since: at, reason }, "need.withdrawn", None))
    }

    /// Merges the need into an older one, which keeps the history.
    pub fn merge_into(self, into: &Self, at: Timestamp) -> Result<Changed<Self>, Refused> {
        if self.state.is_final() {
            return Err(self.refused("merge"));
        }
        if into.id == self.id {
            return Err(Refused { code: "same_need", ..self.refused("merge") });
        }
        if matches!(into.state, NeedState::Merged { .. }) {
            return Err(Refused { code: "target_merged", ..self.refused("merge") });
        }
        if into.created_at > self.created_at {
            return Err(Refused { code: "older_keeps", ..self.refused("merge") });
        }
        Ok(self.moved(NeedState::Merged { since: at, into: into.id }, "need.merged", None))
    }

    fn moved(self, state: NeedState, what: &str, reason: Option<&str>) -> Changed<Self> {
        let mut facts = serde_json::json!({ "from": self.state.code(), "to": state.code() });
        if let Some(reason) = reason {
            facts["reason"] = reason.into();
        }
        if let NeedState::Merged { into, .. } = &state {
            facts["into"] = serde_json::json!(into);
        }
        let event = Event::new(Subject::Need(self.id), what).with(facts);
        Changed { next: Self { state, version: self.version + 1, ..self }, event }
    }
}

/// Refuses an act recorded on the recorder's word alone where the act binds somebody (`proof_required`).
fn binding(act: &Act) -> Result<(), Invalid> {
    let Some(behalf) = &act.on_behalf else { return Ok(()) };
    match &behalf.proof {
        Proof::Word => Err(Invalid::new("on_behalf.proof", "proof_required")),
        Proof::CallBack { by, .. } if Some(*by) == act.by => {
            Err(Invalid::new("on_behalf.proof", "second_person"))
        }
        Proof::Scan { .. } | Proof::CallBack { .. } => Ok(()),
    }
}
