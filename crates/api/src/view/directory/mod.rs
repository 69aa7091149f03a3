//! The directory: experts, teams, companies and institutes.

mod experts;
mod organisations;
mod teams;

pub use experts::{ConflictLine, EvidenceLine, ExpertCard, ExpertDesk, ExpertForm, ExpertList, ExpertPage};
pub use organisations::{OrganisationForm, OrganisationLine, OrganisationList, OrganisationPage};
pub use teams::{TeamForm, TeamLine, TeamList, TeamPage};
