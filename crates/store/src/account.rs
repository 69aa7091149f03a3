//! Accounts with their roles, and credentials, in rows.

use std::collections::{BTreeMap, BTreeSet};

use domain::account::{Account, AccountState, Role};
use domain::{AccountId, ExpertId, Lang, OrganisationId, TeamId, Timestamp};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder,
};
use uuid::Uuid;

use crate::persist::{Persist, insert_rows, update_row};
use crate::row::{account as row, account_role as role_row, credential};
use crate::value::{code, moment, timestamp};
use crate::{Error, Result, Store, Tx};

fn main(a: &Account) -> row::Model {
    let disabled_at = match a.state {
        AccountState::Invited | AccountState::Active => None,
        AccountState::Disabled { at } => Some(moment(at)),
    };
    row::Model {
        id: a.id.uuid(),
        version: a.version,
        login: a.login.clone(),
        name: a.name.clone(),
        lang: a.lang.tag().to_owned(),
        state: a.state.code().to_owned(),
        disabled_at,
    }
}

fn role_rows(a: &Account) -> impl Iterator<Item = role_row::Model> + '_ {
    (0_i64..).zip(&a.roles).map(|(position, role)| {
        let mut row = role_row::Model {
            account_id: a.id.uuid(),
            position,
            role: role.code().to_owned(),
            organisation_id: None,
            expert_id: None,
            team_id: None,
            is_owner: false,
            until_at: None,
        };
        match role {
            Role::Company { organisation, owner } => {
                row.organisation_id = Some(organisation.uuid());
                row.is_owner = *owner;
            }
            Role::Expert { expert } => row.expert_id = Some(expert.uuid()),
            Role::Liaison { team, until } => {
                row.team_id = Some(team.uuid());
                row.until_at = until.map(moment);
            }
            Role::Broker | Role::Official | Role::Administrator => {}
        }
        row
    })
}

fn role(r: &role_row::Model) -> Result<Role> {
    Ok(match (r.role.as_str(), r.organisation_id, r.expert_id, r.team_id) {
        ("company", Some(id), None, None) => {
            Role::Company { organisation: OrganisationId::from_uuid(id), owner: r.is_owner }
        }
        ("expert", None, Some(id), None) => Role::Expert { expert: ExpertId::from_uuid(id) },
        ("liaison", None, None, Some(id)) => {
            Role::Liaison { team: TeamId::from_uuid(id), until: r.until_at.map(timestamp) }
        }
        ("broker", None, None, None) => Role::Broker,
        ("official", None, None, None) => Role::Official,
        ("administrator", None, None, None) => Role::Administrator,
        _ => return Err(Error::corrupt("account_role", "role")),
    })
}

fn value(r: row::Model, roles: BTreeSet<Role>) -> Result<Account> {
    let state = match (r.state.as_str(), r.disabled_at) {
        ("invited", None) => AccountState::Invited,
        ("active", None) => AccountState::Active,
        ("disabled", Some(at)) => AccountState::Disabled { at: timestamp(at) },
        _ => return Err(Error::corrupt("account", "state")),
    };
    Ok(Account {
        id: AccountId::from_uuid(r.id),
        version: r.version,
        login: r.login,
        name: r.name,
        lang: code(Lang::from_tag(&r.lang), "account", "lang")?,
        roles,
        state,
    })
}

pub(crate) async fn whole<C: ConnectionTrait>(rows: Vec<row::Model>, db: &C) -> Result<Vec<Account>> {
    let mut roles: BTreeMap<Uuid, BTreeSet<Role>> = BTreeMap::new();
    let ids = rows.iter().map(|r| r.id);
    for one in role_row::Entity::find().filter(role_row::Column::AccountId.is_in(ids)).all(db).await? {
        roles.entry(one.account_id).or_default().insert(role(&one).map_err(|e| e.in_row(one.account_id))?);
    }
    rows.into_iter()
        .map(|r| {
            let (key, own) = (r.id, roles.remove(&r.id).unwrap_or_default());
            value(r, own).map_err(|e| e.in_row(key))
        })
        .collect()
}

impl Persist for Account {
    const WHAT: &'static str = "account";
    fn version(&self) -> i64 {
        self.version
    }
    async fn insert(all: &[Self], db: &DatabaseTransaction) -> Result<()> {
        insert_rows::<row::Entity, _>(all.iter().map(main).collect(), db).await?;
        insert_rows::<role_row::Entity, _>(all.iter().flat_map(role_rows).collect(), db).await
    }
    async fn update(&self, db: &DatabaseTransaction) -> Result<bool> {
        let id = self.id.uuid();
        let version = (row::Column::Version, self.version);
        if !update_row::<row::Entity, _>(main(self), version, (row::Column::Id, id), db).await? {
            return Ok(false);
        }
        role_row::Entity::delete_many().filter(role_row::Column::AccountId.eq(id)).exec(db).await?;
        insert_rows::<role_row::Entity, _>(role_rows(self).collect(), db).await?;
        Ok(true)
    }
}

impl Store {
    /// Reads an account.
    pub async fn account(&self, id: AccountId) -> Result<Option<Account>> {
        let rows: Vec<_> = row::Entity::find_by_id(id.uuid()).all(self.db()).await?;
        Ok(whole(rows, self.db()).await?.pop())
    }

    /// Reads accounts by their names in the system, in no order.
    pub async fn accounts_by_ids(&self, ids: &[AccountId]) -> Result<Vec<Account>> {
        let ids = ids.iter().map(|i| i.uuid());
        let rows = row::Entity::find().filter(row::Column::Id.is_in(ids)).all(self.db()).await?;
        whole(rows, self.db()).await
    }

    /// Reads the account of a sign-in name.
    pub async fn account_by_login(&self, login: &str) -> Result<Option<Account>> {
        let rows =
            row::Entity::find().filter(row::Column::Login.eq(login.to_lowercase())).all(self.db()).await?;
        Ok(whole(rows, self.db()).await?.pop())
    }

    /// Reads all accounts, by sign-in name.
    pub async fn accounts(&self) -> Result<Vec<Account>> {
        let rows = row::Entity::find().order_by_asc(row::Column::Login).all(self.db()).await?;
        whole(rows, self.db()).await
    }

    /// Counts all accounts.
    pub async fn count_accounts(&self) -> Result<u64> {
        Ok(row::Entity::find().count(self.db()).await?)
    }

    /// Reads the password hash of an account, if one was set.
    pub async fn credential(&self, id: AccountId) -> Result<Option<String>> {
        Ok(credential::Entity::find_by_id(id.uuid()).one(self.db()).await?.map(|r| r.hash))
    }
}

impl Tx {
    /// Reads an account inside the transaction.
    pub async fn account(&self, id: AccountId) -> Result<Option<Account>> {
        let rows: Vec<_> = row::Entity::find_by_id(id.uuid()).all(self.db()).await?;
        Ok(whole(rows, self.db()).await?.pop())
    }

    /// Sets the password hash of an account.
    pub async fn set_credential(&self, id: AccountId, hash: &str, at: Timestamp) -> Result<()> {
        let model = credential::Model { account_id: id.uuid(), hash: hash.to_owned(), set_at: moment(at) };
        credential::Entity::insert(model.into_active_model().reset_all())
            .on_conflict(
                OnConflict::column(credential::Column::AccountId)
                    .update_columns([credential::Column::Hash, credential::Column::SetAt])
                    .to_owned(),
            )
            .exec_without_returning(self.db())
            .await?;
        Ok(())
    }

    /// Sets the language of an account; a preference, outside versions and history.
    pub async fn set_language(&self, id: AccountId, lang: Lang) -> Result<()> {
        row::Entity::update_many()
            .col_expr(row::Column::Lang, lang.tag().into())
            .filter(row::Column::Id.eq(id.uuid()))
            .exec(self.db())
            .await?;
        Ok(())
    }
}
