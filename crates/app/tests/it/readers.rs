//! Who outside the case read a need, and who may look it up.

use app::{Call, Error};
use domain::account::Role;
use domain::event::Subject;
use domain::expert::ExpertProfile;
use domain::need::ConsentKind;
use domain::policy::Actor;
use domain::{Date, Level};

use crate::cast::{Cast, cast, entered, opened};

async fn expert(cast: &Cast, name: &str, consent_on: Option<Date>) -> Call {
    let profile = ExpertProfile { name: name.to_owned(), consent_on, ..ExpertProfile::default() };
    let done = cast.world.app.enter_expert(&cast.broker.call, profile).await.expect("an expert");
    let Subject::Expert(expert) = done.subject else { panic!("an expert was entered") };
    cast.world.person(&format!("{expert}@example.cn"), [Role::Expert { expert }]).await.call
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_company_looks_up_who_read_its_need_and_nobody_else_does() {
    let cast = cast().await;
    let app = &cast.world.app;
    let (member, broker) = (&cast.member.call, &cast.broker.call);
    let id = entered(&cast, member, None).await;
    opened(&cast, id, async |sum| {
        app.consent_to_text(member, id, None, ConsentKind::Publication, &sum, None).await.expect("consented");
    })
    .await;
    let named = expert(&cast, "罗望", Some(Date::constant(2026, 1, 5))).await;
    let unnamed = expert(&cast, "不具名", None).await;
    for call in [&named, &named, &unnamed, &cast.second.call, member, broker, &Call::by(Actor::STRANGER)] {
        app.clock().advance(jiff::SignedDuration::from_mins(1));
        app.open_need(call, id).await.expect("what is listed is read");
    }
    let (seen, total) = app.need_readers(member, id, None, 10).await.expect("the company looks it up");
    let told: Vec<(&str, &str, &str)> =
        seen.iter().map(|s| (s.reader.kind, s.reader.name.as_str(), s.reading.part.code())).collect();
    // The latest first; a second look on the same day, the company, the case's broker and strangers leave nothing.
    let verified = Level::Verified.code();
    assert_eq!(
        told,
        [
            ("broker", "second", Level::Undertaking.code()),
            ("expert", "", verified),
            ("expert", "罗望", verified),
        ]
    );
    assert_eq!(total, 3);
    app.clock().advance(jiff::SignedDuration::from_hours(24));
    app.open_need(&named, id).await.expect("read again");
    let (page, total) =
        app.need_readers(broker, id, Some(seen[0].reading.id), 10).await.expect("so does the broker");
    assert_eq!((page.len(), total), (2, 4), "another day is another line, and a page goes on from a reading");
    for other in [&named, &cast.second.call] {
        assert!(matches!(app.need_readers(other, id, None, 10).await, Err(Error::Forbidden(_))));
    }
}
