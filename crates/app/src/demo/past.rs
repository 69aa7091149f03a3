//! How the people of the alliance came by their accounts.

use domain::Act;
use domain::account::{Account, Role};
use domain::event::{Event, Subject};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::{Demo, House, chance};

/// Invites everybody: the staff before everything else, the others once what they belong to was entered.
pub(super) fn invitations(house: &mut House<'_>, demo: &Demo) {
    let Some(first) = demo.accounts.first().map(|a| a.id) else { return };
    for account in &demo.accounts {
        let (since, days) = joined(house, demo, account);
        let invited = chance::after(&mut house.rng, since, 24 * days, house.now);
        let hours = chance::between(&mut house.rng, 1, 30);
        let active = chance::after(&mut house.rng, invited, hours, house.now);
        let codes: Vec<_> = account.roles.iter().map(|r| r.code()).collect();
        let event =
            Event::new(Subject::Account(account.id), "account.invited").with(json!({ "roles": codes }));
        house.past.push((event, Act::own(first, invited)));
        house.remember(Subject::Account(account.id), "account.activated", Some(account.id), active);
    }
}

/// Since when somebody could be invited, and how many days later that was.
fn joined(house: &House<'_>, demo: &Demo, account: &Account) -> (Timestamp, usize) {
    let opened = house.now.checked_sub(SignedDuration::from_hours(24 * 960)).unwrap_or(house.now);
    let entered = match account.roles.first() {
        Some(Role::Company { organisation, .. }) => {
            demo.organisations.iter().find(|o| o.id == *organisation).map(|o| (o.created_at, 8))
        }
        Some(Role::Expert { expert }) => {
            demo.experts.iter().find(|e| e.id == *expert).map(|e| (e.created_at, 2))
        }
        Some(Role::Liaison { team, .. }) => {
            demo.teams.iter().find(|t| t.id == *team).map(|t| (t.created_at, 5))
        }
        Some(Role::Administrator | Role::Broker | Role::Official) | None => None,
    };
    entered.unwrap_or((opened, usize::from(!account.roles.contains(&Role::Administrator))))
}
