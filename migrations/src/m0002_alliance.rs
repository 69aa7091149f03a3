//! Organisations, teams, experts, evidence and conflicts of interest.

use sea_orm_migration::prelude::*;

use crate::column::{
    check, flag, id, index, number, number_or_null, refer, table, text, text_or_null, time, time_or_null,
    uuid, uuid_or_null,
};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0002_alliance"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [organisation(), team(), expert(), evidence(), owner(), conflict()] {
            manager.create_table(table).await?;
        }
        manager
            .create_index(index("organisation_credit_code", "organisation", &["credit_code"], true))
            .await?;
        manager.create_index(index("organisation_name", "organisation", &["name_folded"], false)).await?;
        manager.create_index(index("expert_team", "expert", &["team_id"], false)).await?;
        manager.create_index(index("expert_name", "expert", &["name"], false)).await?;
        manager.create_index(index("evidence_owner_expert", "evidence_owner", &["expert_id"], false)).await?;
        manager.create_index(index("conflict_expert", "conflict", &["expert_id"], false)).await?;
        manager.create_index(index("conflict_organisation", "conflict", &["organisation_id"], false)).await
    }
}

fn organisation() -> TableCreateStatement {
    let mut table = table(
        "organisation",
        vec![
            id(),
            number("version"),
            text("name"),
            text("name_folded"),
            text("name_en"),
            text("former_names"),
            text("kind"),
            text_or_null("credit_code"),
            text("industry"),
            text("region"),
            text("address"),
            text("contact_name"),
            text("contact_phone"),
            text("contact_email"),
            number_or_null("staff"),
            number_or_null("founded"),
            text("tags"),
            flag("is_foreign"),
            text("state"),
            time_or_null("state_at"),
            uuid_or_null("state_by"),
            text("state_reason"),
            time("created_at"),
        ],
    );
    check(&mut table, "kind IN ('company', 'institute', 'agent')");
    check(&mut table, "state IN ('pending', 'verified', 'suspended')");
    check(&mut table, "(state = 'pending') = (state_at IS NULL)");
    check(&mut table, "(state = 'verified') = (state_by IS NOT NULL)");
    check(&mut table, "version >= 1");
    table
}

fn team() -> TableCreateStatement {
    let mut table = table(
        "team",
        vec![
            id(),
            number("version"),
            text("name"),
            text("name_en"),
            text("summary"),
            uuid_or_null("organisation_id"),
            text("organisation_name"),
            flag("is_foreign"),
            text("country"),
            text("fields"),
            number_or_null("capacity_per_quarter"),
            flag("demo"),
            time("created_at"),
        ],
    );
    refer(&mut table, "organisation_id", "organisation", false);
    check(&mut table, "version >= 1");
    table
}

fn expert() -> TableCreateStatement {
    let mut table = table(
        "expert",
        vec![
            id(),
            number("version"),
            text("name"),
            text("name_latin"),
            flag("is_alias"),
            uuid_or_null("organisation_id"),
            text("organisation_name"),
            text("post"),
            uuid_or_null("team_id"),
            text("discipline"),
            text("fields"),
            text("specialities"),
            text("specialities_en"),
            text("problems"),
            text("industries"),
            text("languages"),
            text("service_forms"),
            number("capacity_per_quarter"),
            text("phone"),
            text("email"),
            text_or_null("consent_on"),
            text_or_null("confirmed_on"),
            text_or_null("language"),
            text("region"),
            text("notes"),
            text("state"),
            time_or_null("state_at"),
            text_or_null("leave_until"),
            time("created_at"),
        ],
    );
    refer(&mut table, "organisation_id", "organisation", false);
    refer(&mut table, "team_id", "team", false);
    check(&mut table, "state IN ('invited', 'onboarding', 'active', 'on_leave', 'stale', 'left')");
    check(&mut table, "(state IN ('stale', 'left')) = (state_at IS NOT NULL)");
    check(&mut table, "leave_until IS NULL OR state = 'on_leave'");
    check(&mut table, "capacity_per_quarter >= 0");
    check(&mut table, "version >= 1");
    table
}

fn evidence() -> TableCreateStatement {
    let mut table = table(
        "evidence",
        vec![
            id(),
            number("version"),
            text("kind"),
            text("title"),
            text("body"),
            text("keywords"),
            number_or_null("year"),
            text("language"),
            text("identifier"),
            text("source"),
            flag("verified"),
            time("created_at"),
        ],
    );
    check(&mut table, "kind IN ('paper', 'patent', 'project', 'standard', 'product', 'consultation')");
    check(&mut table, "version >= 1");
    table
}

fn owner() -> TableCreateStatement {
    let mut table = table(
        "evidence_owner",
        vec![uuid("evidence_id"), number("position"), uuid("expert_id"), text("role")],
    );
    table.primary_key(Index::create().col(Alias::new("evidence_id")).col(Alias::new("position")));
    refer(&mut table, "evidence_id", "evidence", true);
    refer(&mut table, "expert_id", "expert", true);
    table
}

fn conflict() -> TableCreateStatement {
    let mut table = table(
        "conflict",
        vec![
            id(),
            uuid("expert_id"),
            uuid("organisation_id"),
            text("kind"),
            text_or_null("since_on"),
            text_or_null("until_on"),
            text("note"),
            time("declared_at"),
        ],
    );
    refer(&mut table, "expert_id", "expert", true);
    refer(&mut table, "organisation_id", "organisation", true);
    check(&mut table, "kind IN ('employment', 'shareholding', 'paid_advice', 'avoided')");
    table
}
