//! Invented facts for the pages everybody sees.

use super::{Kit, Sample};
use crate::view::Form;
use crate::view::nav::Place;
use crate::view::public::{Alliance, Landing};

pub(super) fn pages(k: &Kit) -> Vec<Sample> {
    vec![Sample::of("landing", &landing(k))]
}

fn landing(k: &Kit) -> Landing {
    let f = k.visitor(Place::Landing, "landing-title");
    let form = Form::new("sign", f.urls.sign_in(), "key-1").with("next", "");
    Landing {
        f,
        form,
        alliance: Alliance { teams: 36, teams_abroad: 8, experts: 412, brokers: 23, needs: 96 },
        as_of: "2026-03-05".to_owned(),
    }
}
