//! Lists of needs; who asks is part of the query, so that counts do not leak.

use domain::need::Need;
use domain::{AccountId, Date, NeedId, OrganisationId};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::whole;
use crate::row::need as row;
use crate::value::contains;
use crate::{Result, Store};

/// Whose needs may be in a list.
#[derive(Debug, Clone, Default)]
pub enum NeedScope {
    /// All of them.
    #[default]
    All,
    /// What a broker may know of: everything but other people's drafts.
    Broker(Option<AccountId>),
    /// Everything but drafts.
    NoDrafts,
    /// Listed ones and one's own.
    Own {
        /// The companies one belongs to.
        organisations: Vec<OrganisationId>,
        /// One's own account.
        account: Option<AccountId>,
        /// The need a private link opens.
        draft: Option<NeedId>,
        /// Whether foreign rules apply to listed needs.
        abroad: bool,
    },
}

/// Which needs a list holds.
#[derive(Debug, Clone, Default)]
pub struct NeedQuery {
    /// State codes; empty for all.
    pub states: Vec<String>,
    /// One company's.
    pub organisation: Option<OrganisationId>,
    /// One broker's.
    pub broker: Option<AccountId>,
    /// Technical field.
    pub field: Option<String>,
    /// Words that number, title or company hold; without regard to case.
    pub text: Option<String>,
    /// Whose.
    pub visible: NeedScope,
    /// Most rows.
    pub limit: u64,
    /// Where the page before ended.
    pub after: Option<NeedId>,
}

fn visible(scope: &NeedScope) -> Condition {
    let listed = row::Column::State.is_in(["published", "matching"]);
    match scope {
        NeedScope::All => Condition::all(),
        NeedScope::NoDrafts => Condition::all().add(row::Column::State.ne("draft")),
        NeedScope::Broker(account) => {
            let mine = account.map(AccountId::uuid);
            Condition::any()
                .add(row::Column::State.ne("draft"))
                .add_option(mine.map(|id| row::Column::BrokerId.eq(id)))
                .add_option(mine.map(|id| row::Column::CreatedBy.eq(id)))
        }
        NeedScope::Own { organisations, account, draft, abroad } => {
            let mut open = Condition::all().add(listed);
            if *abroad {
                open = open.add(row::Column::ForeignVisible.eq(true));
            }
            let mut any = Condition::any().add(open);
            if !organisations.is_empty() {
                any = any.add(row::Column::OrganisationId.is_in(organisations.iter().map(|o| o.uuid())));
            }
            any.add_option(account.map(|id| row::Column::CreatedBy.eq(id.uuid())))
                .add_option(draft.map(|id| row::Column::Id.eq(id.uuid())))
        }
    }
}

/// What people know a need by holds a word. A title may be above what a reader of other people's cases sees, so
/// there the public one counts.
fn holds(word: &str, reader: &NeedScope) -> Condition {
    let mine = match reader {
        NeedScope::All => Condition::all(),
        NeedScope::Broker(account) => Condition::any()
            .add(row::Column::BrokerId.is_null())
            .add_option(account.map(|id| row::Column::BrokerId.eq(id.uuid())))
            .add_option(account.map(|id| row::Column::CreatedBy.eq(id.uuid()))),
        NeedScope::NoDrafts | NeedScope::Own { .. } => Condition::any().add(Expr::value(false)),
    };
    let title = Condition::all().add(contains(row::Column::Title, word)).add(mine);
    [row::Column::Number, row::Column::PublicTitle, row::Column::OrganisationName]
        .into_iter()
        .fold(Condition::any().add(title), |any, column| any.add(contains(column, word)))
}

fn wanted(query: &NeedQuery) -> Select<row::Entity> {
    let mut rows = row::Entity::find().filter(visible(&query.visible));
    if !query.states.is_empty() {
        rows = rows.filter(row::Column::State.is_in(query.states.clone()));
    }
    if let Some(organisation) = query.organisation {
        rows = rows.filter(row::Column::OrganisationId.eq(organisation.uuid()));
    }
    if let Some(broker) = query.broker {
        rows = rows.filter(row::Column::BrokerId.eq(broker.uuid()));
    }
    if let Some(field) = &query.field {
        rows = rows.filter(row::Column::Field.eq(field));
    }
    for word in query.text.iter().flat_map(|t| t.split_whitespace()) {
        rows = rows.filter(holds(word, &query.visible));
    }
    rows
}

impl Store {
    /// Lists needs, the newest first.
    pub async fn list_needs(&self, query: &NeedQuery) -> Result<Vec<Need>> {
        let mut rows = wanted(query).order_by_desc(row::Column::Id).limit(query.limit);
        if let Some(after) = query.after {
            rows = rows.filter(row::Column::Id.lt(after.uuid()));
        }
        whole(rows.all(self.db()).await?, self.db()).await
    }

    /// Counts the needs of a list.
    pub async fn count_needs(&self, query: &NeedQuery) -> Result<u64> {
        Ok(wanted(query).count(self.db()).await?)
    }

    /// Lists the needs whose last day has passed, for the timer.
    pub async fn overdue_needs(&self, today: Date, limit: u64) -> Result<Vec<NeedId>> {
        let ids: Vec<uuid::Uuid> = row::Entity::find()
            .select_only()
            .column(row::Column::Id)
            .filter(row::Column::State.is_in(["published", "matching", "private_matching"]))
            .filter(row::Column::ReviewBy.lt(today.to_string()))
            .limit(limit)
            .into_tuple()
            .all(self.db())
            .await?;
        Ok(ids.into_iter().map(NeedId::from_uuid).collect())
    }
}
