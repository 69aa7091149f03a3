//! Rows of needs, questions and matches.

pub(crate) mod need {
    use sea_orm::entity::prelude::*;

    use crate::value::Moment;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
    #[sea_orm(table_name = "need")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub number: String,
        pub organisation_id: Option<Uuid>,
        pub organisation_name: String,
        pub title: String,
        pub background: String,
        pub current_state: String,
        pub problem: String,
        pub tried: String,
        pub expected: String,
        pub modes: String,
        pub budget_kind: String,
        pub budget_min: Option<i64>,
        pub budget_max: Option<i64>,
        pub budget_currency: Option<String>,
        pub wanted_by: Option<String>,
        pub conditions: String,
        pub wanted_approaches: String,
        pub excluded_approaches: String,
        pub partner_requirements: String,
        pub avoid: String,
        pub industry: String,
        pub field: String,
        pub tags: String,
        pub keywords: String,
        pub keywords_en: String,
        pub contact_name: String,
        pub contact_phone: String,
        pub contact_email: String,
        pub decision_owner: String,
        pub level: i64,
        pub state: String,
        pub state_at: Option<Moment>,
        pub state_was: Option<String>,
        pub state_reason: String,
        pub state_note: String,
        pub merged_into: Option<Uuid>,
        pub declaration_act: Option<String>,
        pub public_title: Option<String>,
        pub public_summary: Option<String>,
        pub public_title_en: Option<String>,
        pub public_summary_en: Option<String>,
        pub consent_kind: Option<String>,
        pub consent_checksum: Option<String>,
        pub consent_act: Option<String>,
        pub cleared_checksum: Option<String>,
        pub cleared_act: Option<String>,
        pub broker_id: Option<Uuid>,
        pub returns: i64,
        pub review_by: Option<String>,
        pub foreign_visible: bool,
        pub chokepoint: Option<String>,
        pub source: String,
        pub acting_for: String,
        pub origin_platform: Option<String>,
        pub origin_number: Option<String>,
        pub language: String,
        pub created_at: Moment,
        pub first_submitted_at: Option<Moment>,
        pub created_by: Option<Uuid>,
        pub demo: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod need_indicator {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
    #[sea_orm(table_name = "need_indicator")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub need_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i64,
        pub name: String,
        pub present: String,
        pub comparison: String,
        pub target: String,
        pub unit: String,
        pub test_method: String,
        pub must: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    /// Reads the rows that belong to one thing.
    pub(crate) async fn of(id: Uuid, db: &sea_orm::DatabaseTransaction) -> Result<Vec<Model>, DbErr> {
        Entity::find().filter(Column::NeedId.eq(id)).all(db).await
    }

    /// Removes the rows that belong to one thing.
    pub(crate) async fn clear(id: Uuid, db: &sea_orm::DatabaseTransaction) -> Result<(), DbErr> {
        Entity::delete_many().filter(Column::NeedId.eq(id)).exec(db).await.map(|_| ())
    }
}

pub(crate) mod need_section_level {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
    #[sea_orm(table_name = "need_section_level")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub need_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub section: String,
        pub level: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    /// Reads the rows that belong to one thing.
    pub(crate) async fn of(id: Uuid, db: &sea_orm::DatabaseTransaction) -> Result<Vec<Model>, DbErr> {
        Entity::find().filter(Column::NeedId.eq(id)).all(db).await
    }

    /// Removes the rows that belong to one thing.
    pub(crate) async fn clear(id: Uuid, db: &sea_orm::DatabaseTransaction) -> Result<(), DbErr> {
        Entity::delete_many().filter(Column::NeedId.eq(id)).exec(db).await.map(|_| ())
    }
}

pub(crate) mod question {
    use sea_orm::entity::prelude::*;

    use crate::value::Moment;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
    #[sea_orm(table_name = "question")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub need_id: Uuid,
        pub field: String,
        pub words: String,
        pub asked_by: Uuid,
        pub asked_at: Moment,
        pub answer_words: Option<String>,
        pub answer_act: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod need_reading {
    use sea_orm::entity::prelude::*;

    use crate::value::Moment;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "need_reading")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub need_id: Uuid,
        pub need_version: i64,
        pub account_id: Option<Uuid>,
        pub token_id: Option<Uuid>,
        pub part: String,
        pub day: String,
        pub at: Moment,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod need_match {
    use sea_orm::entity::prelude::*;

    use crate::value::Moment;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
    #[sea_orm(table_name = "need_match")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub need_id: Uuid,
        pub partner_kind: String,
        pub partner_id: Uuid,
        pub state: String,
        pub state_at: Option<Moment>,
        pub state_by: Option<Uuid>,
        pub exclusion_reason: Option<String>,
        pub exclusion_note: String,
        pub by_hand: bool,
        pub band: Option<String>,
        pub created_at: Moment,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
