//! Decisions on candidates: together, with reasons, and not over somebody else's head.

use std::collections::BTreeSet;

use app::{ConflictEntry, Error, Move, Pick, Verdict};
use domain::NeedId;
use domain::conflict::ConflictKind;
use domain::event::Subject;
use domain::expert::ExpertProfile;
use domain::matching::{ExclusionReason, MatchState, Partner};
use domain::need::ConsentKind;

use crate::cast::{Cast, cast, entered, opened};

async fn expert(cast: &Cast, name: &str) -> Partner {
    let profile =
        ExpertProfile { name: name.to_owned(), capacity_per_quarter: 2, ..ExpertProfile::default() };
    let done = cast.world.app.enter_expert(&cast.broker.call, profile).await.expect("an expert");
    let Subject::Expert(expert) = done.subject else { panic!("an expert was entered") };
    Partner::Expert(expert)
}

async fn matching(cast: &Cast) -> NeedId {
    let (app, member) = (&cast.world.app, &cast.member.call);
    let id = entered(cast, member, None).await;
    opened(cast, id, async |sum| {
        app.consent_to_text(member, id, None, ConsentKind::Publication, &sum, None).await.expect("consented");
    })
    .await;
    app.move_need(&cast.broker.call, id, None, Move::StartMatching).await.expect("matching");
    id
}

async fn states(cast: &Cast, id: NeedId) -> BTreeSet<(Partner, &'static str, i64)> {
    let found = cast.world.app.matches(&cast.broker.call, id).await.expect("the broker reads them");
    found.into_iter().map(|m| (m.partner, m.state.code(), m.version)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_are_decided_on_together_or_not_at_all() {
    let cast = cast().await;
    let (app, broker) = (&cast.world.app, &cast.broker.call);
    let id = matching(&cast).await;
    let (free, other, tied) =
        (expert(&cast, "甲").await, expert(&cast, "乙").await, expert(&cast, "丙").await);
    let shortlist = Verdict::Shortlist { by_hand: false };
    let Partner::Expert(expert) = tied else { panic!("an expert") };
    let entry = ConflictEntry {
        expert,
        organisation: cast.company,
        kind: ConflictKind::PaidAdvice,
        since: None,
        until: None,
        note: String::new(),
    };
    app.declare_conflict(broker, entry).await.expect("declared");
    let before = app.business_hash().await.expect("it counts");
    let refused = app.decide(broker, id, &[free.into(), tied.into()], shortlist).await;
    assert!(matches!(refused, Err(Error::Refused(r)) if r.code == "blocked"));
    assert_eq!(app.business_hash().await.expect("it counts"), before, "nobody was touched");

    app.decide(broker, id, &[free.into()], shortlist).await.expect("shortlisted");
    app.decide(broker, id, &[free.into(), other.into()], shortlist)
        .await
        .expect("the one who stands there stays");
    assert_eq!(states(&cast, id).await, [(free, "shortlisted", 2), (other, "shortlisted", 2)].into());
    let alone = app.decide(broker, id, &[free.into()], shortlist).await;
    assert!(matches!(alone, Err(Error::Refused(_))), "alone it is a question of its own");

    // Somebody decides meanwhile: what was seen no longer stands, and nothing is overwritten.
    let exclude = Verdict::Exclude { reason: ExclusionReason::Overloaded, note: "" };
    app.decide(broker, id, &[other.into()], exclude).await.expect("left out");
    let seen = [Pick { who: free, seen: Some(2) }, Pick { who: other, seen: Some(2) }];
    let stale = app.decide(broker, id, &seen, Verdict::Undo).await;
    assert!(matches!(stale, Err(Error::Stale { .. })));
    assert_eq!(states(&cast, id).await, [(free, "shortlisted", 2), (other, "excluded", 3)].into());
    let nobody = app.decide(broker, id, &[], shortlist).await;
    assert!(matches!(nobody, Err(Error::Invalid(f)) if f[0].why == "required"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_was_decided_on_stays_on_the_workbench_with_what_is_left_of_the_quarter() {
    let cast = cast().await;
    let (app, broker) = (&cast.world.app, &cast.broker.call);
    let id = matching(&cast).await;
    let mut last = expert(&cast, "零").await;
    for n in 0..70 {
        last = expert(&cast, &format!("第 {n} 位")).await;
    }
    app.decide(broker, id, &[last.into()], Verdict::Shortlist { by_hand: true }).await.expect("shortlisted");
    let page = app.candidates(broker, id, 5).await.expect("the workbench");
    let Partner::Expert(last) = last else { panic!("an expert") };
    let seen = page.ranked.iter().find(|c| c.expert.id == last).expect("it is on the page");
    assert!(matches!(seen.decision.as_ref().map(|m| &m.state), Some(MatchState::Shortlisted { .. })));
    assert_eq!((seen.spent, seen.expert.profile.capacity_per_quarter), (1, 2));
}
