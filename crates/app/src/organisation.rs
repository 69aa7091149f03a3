//! Organisations: entering, correcting, and a broker's word that they exist.

use domain::event::Subject;
use domain::organisation::{Organisation, OrganisationProfile};
use domain::policy::{Action, Permit};
use domain::{OrganisationId, text};

use store::Tx;

use crate::{App, Call, Done, Error, Result};

/// An organisation as far as the viewer may see it.
#[derive(Debug, Clone)]
pub struct OrganisationSeen {
    /// The organisation; contacts are blank where the viewer may not see them.
    pub organisation: Organisation,
    /// What may be seen.
    pub permit: Permit,
}

/// Which organisations a list shows.
#[derive(Debug, Clone, Default)]
pub struct OrganisationFilter {
    /// State code.
    pub state: Option<String>,
    /// Kind code.
    pub kind: Option<String>,
    /// Part of the name, in any script or width.
    pub name: String,
    /// Most rows, up to 100.
    pub limit: u64,
    /// Where the page before ended.
    pub after: Option<OrganisationId>,
}

impl App {
    /// Reads an organisation.
    pub async fn organisation(&self, call: &Call, id: OrganisationId) -> Result<OrganisationSeen> {
        let organisation = self.store.organisation(id).await?;
        let permit = self.permit(&call.actor, &Action::ReadOrganisation(id))?;
        let mut organisation = organisation.ok_or(Error::NotFound)?;
        if !permit.contacts {
            let profile = &mut organisation.profile;
            profile.contact_name.clear();
            profile.contact_phone.clear();
            profile.contact_email.clear();
        }
        Ok(OrganisationSeen { organisation, permit })
    }

    /// Lists organisations by name; brokers, officials and administrators only.
    pub async fn organisations(
        &self,
        call: &Call,
        filter: &OrganisationFilter,
    ) -> Result<(Vec<Organisation>, u64)> {
        self.permit(&call.actor, &Action::ListOrganisations)?;
        let wanted = store::OrganisationQuery {
            state: filter.state.clone(),
            kind: filter.kind.clone(),
            name_contains: filter.name.trim().to_lowercase(),
            limit: filter.limit.clamp(1, 100),
            after: filter.after,
        };
        Ok((self.store.list_organisations(&wanted).await?, self.store.count_organisations(&wanted).await?))
    }

    /// Enters an organisation.
    pub async fn enter_organisation(&self, call: &Call, profile: OrganisationProfile) -> Result<Done> {
        self.permit(&call.actor, &Action::EnterOrganisation)?;
        let act = call.act(self.clock.now(), None);
        let changed = Organisation::enter(self.clock.mint(), profile, act.at)?;
        self.change(call, async move |tx: Tx| {
            let next = tx.apply(changed, &act).await?;
            Ok(Done { subject: Subject::Organisation(next.id), version: next.version })
        })
        .await
    }

    /// Corrects an organisation.
    pub async fn revise_organisation(
        &self,
        call: &Call,
        id: OrganisationId,
        seen: Option<i64>,
        profile: OrganisationProfile,
    ) -> Result<Done> {
        self.change_organisation(call, id, seen, &Action::EditOrganisation(id), |o, _| Ok(o.revise(profile)?))
            .await
    }

    /// Notes a broker's word that the organisation exists.
    pub async fn verify_organisation(
        &self,
        call: &Call,
        id: OrganisationId,
        seen: Option<i64>,
    ) -> Result<Done> {
        let broker = call.actor.account().ok_or(Error::SignIn("sign_in_first"))?;
        self.change_organisation(call, id, seen, &Action::VouchForOrganisation, |o, at| {
            Ok(o.verify(broker, at)?)
        })
        .await
    }

    /// Suspends an organisation, with a reason.
    pub async fn suspend_organisation(
        &self,
        call: &Call,
        id: OrganisationId,
        seen: Option<i64>,
        reason: &str,
    ) -> Result<Done> {
        let reason = text::required("reason", reason, text::PARAGRAPHS)?;
        self.change_organisation(call, id, seen, &Action::VouchForOrganisation, |o, at| {
            Ok(o.suspend(&reason, at)?)
        })
        .await
    }

    async fn change_organisation(
        &self,
        call: &Call,
        id: OrganisationId,
        seen: Option<i64>,
        action: &Action,
        work: impl FnOnce(Organisation, domain::Timestamp) -> Result<domain::Changed<Organisation>> + Send,
    ) -> Result<Done> {
        self.permit(&call.actor, action)?;
        let act = call.act(self.clock.now(), None);
        self.change(call, async move |tx: Tx| {
            let organisation = tx.organisation(id).await?.ok_or(Error::NotFound)?;
            if seen.is_some_and(|v| v != organisation.version) {
                return Err(Error::Stale { what: "organisation" });
            }
            let next = tx.apply(work(organisation, act.at)?, &act).await?;
            Ok(Done { subject: Subject::Organisation(next.id), version: next.version })
        })
        .await
    }
}
