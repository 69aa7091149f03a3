//! Needs with their indicators and levels, questions, and matches up to the shortlist.

use sea_orm_migration::prelude::*;

use crate::column::{
    check, flag, id, index, number, number_or_null, refer, table, text, text_or_null, time, time_or_null,
    uuid, uuid_or_null,
};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0003_needs"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [need(), indicator(), section_level(), question(), need_match()] {
            manager.create_table(table).await?;
        }
        manager.create_index(index("need_number", "need", &["number"], true)).await?;
        manager.create_index(index("need_state", "need", &["state"], false)).await?;
        manager.create_index(index("need_organisation", "need", &["organisation_id"], false)).await?;
        manager.create_index(index("question_need", "question", &["need_id"], false)).await?;
        manager
            .create_index(index(
                "match_partner",
                "need_match",
                &["need_id", "partner_kind", "partner_id"],
                true,
            ))
            .await
    }
}

fn need() -> TableCreateStatement {
    let content = ["title", "background", "current_state", "problem", "tried", "expected", "modes"];
    let more = [
        "conditions",
        "wanted_approaches",
        "excluded_approaches",
        "partner_requirements",
        "avoid",
        "industry",
        "field",
        "tags",
        "keywords",
        "keywords_en",
        "contact_name",
        "contact_phone",
        "contact_email",
        "decision_owner",
    ];
    let mut columns = vec![
        id(),
        number("version"),
        text("number"),
        uuid_or_null("organisation_id"),
        text("organisation_name"),
    ];
    columns.extend(content.iter().map(|c| text(c)));
    columns.extend([
        text("budget_kind"),
        number_or_null("budget_min"),
        number_or_null("budget_max"),
        text_or_null("budget_currency"),
        text_or_null("wanted_by"),
    ]);
    columns.extend(more.iter().map(|c| text(c)));
    columns.extend(standing());

    let mut table = table("need", columns);
    refer(&mut table, "organisation_id", "organisation", false);
    refer(&mut table, "merged_into", "need", false);
    check(
        &mut table,
        "state IN ('draft', 'submitted', 'returned', 'not_accepted', 'in_diagnosis', 'approved', 'published', \
         'matching', 'private_matching', 'paused', 'expired', 'withdrawn', 'merged')",
    );
    check(&mut table, "(state = 'draft') = (state_at IS NULL)");
    check(&mut table, "(state IN ('paused', 'expired')) = (state_was IS NOT NULL)");
    check(&mut table, "(state = 'merged') = (merged_into IS NOT NULL)");
    check(
        &mut table,
        "state NOT IN ('published', 'matching', 'private_matching') OR consent_checksum IS NOT NULL",
    );
    check(
        &mut table,
        "state NOT IN ('published', 'matching', 'private_matching') OR cleared_checksum IS NOT NULL",
    );
    check(&mut table, "(consent_kind IS NULL) = (consent_checksum IS NULL)");
    check(&mut table, "level BETWEEN 0 AND 3");
    check(&mut table, "budget_kind IN ('not_given', 'to_discuss', 'fixed', 'range')");
    check(&mut table, "(budget_kind IN ('fixed', 'range')) = (budget_currency IS NOT NULL)");
    check(&mut table, "version >= 1");
    table
}

/// Where the need stands, what was consented to, and where it came from.
fn standing() -> Vec<ColumnDef> {
    let state = vec![
        number("level"),
        text("state"),
        time_or_null("state_at"),
        text_or_null("state_was"),
        text("state_reason"),
        text("state_note"),
        uuid_or_null("merged_into"),
    ];
    let acts = [
        "declaration_act",
        "public_title",
        "public_summary",
        "public_title_en",
        "public_summary_en",
        "consent_kind",
        "consent_checksum",
        "consent_act",
        "cleared_checksum",
        "cleared_act",
    ];
    let rest = vec![
        uuid_or_null("broker_id"),
        number("returns"),
        text_or_null("review_by"),
        flag("foreign_visible"),
        text_or_null("chokepoint"),
        text("source"),
        text("acting_for"),
        text_or_null("origin_platform"),
        text_or_null("origin_number"),
        text("language"),
        time("created_at"),
        time_or_null("first_submitted_at"),
        uuid_or_null("created_by"),
        flag("demo"),
    ];
    state.into_iter().chain(acts.into_iter().map(text_or_null)).chain(rest).collect()
}

fn indicator() -> TableCreateStatement {
    let mut table = table(
        "need_indicator",
        vec![
            uuid("need_id"),
            number("position"),
            text("name"),
            text("present"),
            text("comparison"),
            text("target"),
            text("unit"),
            text("test_method"),
            flag("must"),
        ],
    );
    table.primary_key(Index::create().col(Alias::new("need_id")).col(Alias::new("position")));
    refer(&mut table, "need_id", "need", true);
    check(&mut table, "comparison IN ('at_least', 'at_most', 'equal', 'between')");
    table
}

fn section_level() -> TableCreateStatement {
    let mut table = table("need_section_level", vec![uuid("need_id"), text("section"), number("level")]);
    table.primary_key(Index::create().col(Alias::new("need_id")).col(Alias::new("section")));
    refer(&mut table, "need_id", "need", true);
    check(&mut table, "level BETWEEN 0 AND 3");
    table
}

fn question() -> TableCreateStatement {
    let mut table = table(
        "question",
        vec![
            id(),
            number("version"),
            uuid("need_id"),
            text("field"),
            text("words"),
            uuid("asked_by"),
            time("asked_at"),
            text_or_null("answer_words"),
            text_or_null("answer_act"),
        ],
    );
    refer(&mut table, "need_id", "need", true);
    refer(&mut table, "asked_by", "account", false);
    check(&mut table, "(answer_words IS NULL) = (answer_act IS NULL)");
    table
}

fn need_match() -> TableCreateStatement {
    let mut table = table(
        "need_match",
        vec![
            id(),
            number("version"),
            uuid("need_id"),
            text("partner_kind"),
            uuid("partner_id"),
            text("state"),
            time_or_null("state_at"),
            uuid_or_null("state_by"),
            text_or_null("exclusion_reason"),
            text("exclusion_note"),
            flag("by_hand"),
            text_or_null("band"),
            time("created_at"),
        ],
    );
    refer(&mut table, "need_id", "need", true);
    check(&mut table, "partner_kind IN ('expert', 'team')");
    check(&mut table, "state IN ('suggested', 'shortlisted', 'excluded')");
    check(&mut table, "(state = 'suggested') = (state_at IS NULL)");
    check(&mut table, "(state = 'excluded') = (exclusion_reason IS NOT NULL)");
    check(&mut table, "version >= 1");
    table
}
