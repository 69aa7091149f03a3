//! Columns as this schema spells them: the same words on both databases.

use sea_orm_migration::prelude::*;

fn named(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name))
}

pub(crate) fn id() -> ColumnDef {
    named("id").uuid().not_null().primary_key().take()
}
pub(crate) fn uuid(name: &str) -> ColumnDef {
    named(name).uuid().not_null().take()
}
pub(crate) fn uuid_or_null(name: &str) -> ColumnDef {
    named(name).uuid().null().take()
}
pub(crate) fn text(name: &str) -> ColumnDef {
    named(name).text().not_null().take()
}
pub(crate) fn text_or_null(name: &str) -> ColumnDef {
    named(name).text().null().take()
}
pub(crate) fn number(name: &str) -> ColumnDef {
    named(name).big_integer().not_null().take()
}
pub(crate) fn number_or_null(name: &str) -> ColumnDef {
    named(name).big_integer().null().take()
}
pub(crate) fn flag(name: &str) -> ColumnDef {
    named(name).boolean().not_null().take()
}
pub(crate) fn time(name: &str) -> ColumnDef {
    named(name).timestamp_with_time_zone().not_null().take()
}
pub(crate) fn time_or_null(name: &str) -> ColumnDef {
    named(name).timestamp_with_time_zone().null().take()
}
pub(crate) fn bytes(name: &str) -> ColumnDef {
    named(name).binary().not_null().take()
}

/// Starts a table of these columns.
pub(crate) fn table(name: &str, columns: Vec<ColumnDef>) -> TableCreateStatement {
    let mut table = Table::create().table(Alias::new(name)).to_owned();
    for mut column in columns {
        table.col(&mut column);
    }
    table
}

/// Adds a reference; rows that hang on a row go with it, other references keep it.
pub(crate) fn refer(table: &mut TableCreateStatement, from: &str, to: &str, goes_along: bool) {
    let action = if goes_along { ForeignKeyAction::Cascade } else { ForeignKeyAction::Restrict };
    table.foreign_key(
        ForeignKey::create()
            .from_col(Alias::new(from))
            .to(Alias::new(to), Alias::new("id"))
            .on_delete(action),
    );
}

/// Adds a rule that every row keeps.
pub(crate) fn check(table: &mut TableCreateStatement, rule: &'static str) {
    table.check(Expr::cust(rule));
}

/// Makes an index; the name of a unique one is what the code translates into a field.
pub(crate) fn index(name: &str, table: &str, columns: &[&str], unique: bool) -> IndexCreateStatement {
    let mut index = Index::create().name(name).table(Alias::new(table)).to_owned();
    for column in columns {
        index.col(Alias::new(*column));
    }
    if unique {
        index.unique();
    }
    index
}
