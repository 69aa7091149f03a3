//! Rows of organisations, teams, experts, evidence and conflicts.

pub(crate) mod organisation {
    use sea_orm::entity::prelude::*;

    use crate::value::Moment;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
    #[sea_orm(table_name = "organisation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub name: String,
        pub name_folded: String,
        pub name_en: String,
        pub former_names: String,
        pub kind: String,
        pub credit_code: Option<String>,
        pub industry: String,
        pub region: String,
        pub address: String,
        pub contact_name: String,
        pub contact_phone: String,
        pub contact_email: String,
        pub staff: Option<i64>,
        pub founded: Option<i64>,
        pub tags: String,
        pub is_foreign: bool,
        pub state: String,
        pub state_at: Option<Moment>,
        pub state_by: Option<Uuid>,
        pub state_reason: String,
        pub created_at: Moment,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod team {
    use sea_orm::entity::prelude::*;

    use crate::value::Moment;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
    #[sea_orm(table_name = "team")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub name: String,
        pub name_en: String,
        pub summary: String,
        pub organisation_id: Option<Uuid>,
        pub organisation_name: String,
        pub is_foreign: bool,
        pub country: String,
        pub fields: String,
        pub capacity_per_quarter: Option<i64>,
        pub demo: bool,
        pub created_at: Moment,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod expert {
    use sea_orm::entity::prelude::*;

    use crate::value::Moment;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
    #[sea_orm(table_name = "expert")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub name: String,
        pub name_latin: String,
        pub is_alias: bool,
        pub organisation_id: Option<Uuid>,
        pub organisation_name: String,
        pub post: String,
        pub team_id: Option<Uuid>,
        pub discipline: String,
        pub fields: String,
        pub specialities: String,
        pub specialities_en: String,
        pub problems: String,
        pub industries: String,
        pub languages: String,
        pub service_forms: String,
        pub capacity_per_quarter: i64,
        pub phone: String,
        pub email: String,
        pub consent_on: Option<String>,
        pub confirmed_on: Option<String>,
        pub language: Option<String>,
        pub region: String,
        pub notes: String,
        pub state: String,
        pub state_at: Option<Moment>,
        pub leave_until: Option<String>,
        pub created_at: Moment,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod evidence {
    use sea_orm::entity::prelude::*;

    use crate::value::Moment;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
    #[sea_orm(table_name = "evidence")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub kind: String,
        pub title: String,
        pub body: String,
        pub keywords: String,
        pub year: Option<i64>,
        pub language: String,
        pub identifier: String,
        pub source: String,
        pub verified: bool,
        pub created_at: Moment,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod evidence_owner {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
    #[sea_orm(table_name = "evidence_owner")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub evidence_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i64,
        pub expert_id: Uuid,
        pub role: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    /// Reads the rows that belong to one thing.
    pub(crate) async fn of(id: Uuid, db: &sea_orm::DatabaseTransaction) -> Result<Vec<Model>, DbErr> {
        Entity::find().filter(Column::EvidenceId.eq(id)).all(db).await
    }

    /// Removes the rows that belong to one thing.
    pub(crate) async fn clear(id: Uuid, db: &sea_orm::DatabaseTransaction) -> Result<(), DbErr> {
        Entity::delete_many().filter(Column::EvidenceId.eq(id)).exec(db).await.map(|_| ())
    }
}

pub(crate) mod conflict {
    use sea_orm::entity::prelude::*;

    use crate::value::Moment;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
    #[sea_orm(table_name = "conflict")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub expert_id: Uuid,
        pub organisation_id: Uuid,
        pub kind: String,
        pub since_on: Option<String>,
        pub until_on: Option<String>,
        pub note: String,
        pub declared_at: Moment,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
