//! The way of a need, by the company itself and on its behalf, and what others see meanwhile.

use app::{Call, Error, IdempotencyKey, NeedEntry, NeedFilter};
use domain::need::ConsentKind;
use domain::policy::Actor;
use domain::{Channel, OnBehalf, Proof};
use testkit::complete_need;

use crate::cast::{cast, entered, opened};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_company_goes_the_whole_way_itself() {
    let cast = cast().await;
    let app = &cast.world.app;
    let id = entered(&cast, &cast.member.call, None).await;
    let stranger = Call::by(Actor::STRANGER);
    assert!(
        matches!(app.need(&stranger, id).await, Err(Error::NotFound)),
        "before it is listed it does not exist for others"
    );
    app.return_need(&cast.broker.call, id, None, "indicators.0.test_method", "按哪个标准测？")
        .await
        .expect("returned");
    let seen = app.need(&cast.member.call, id).await.expect("the company sees it");
    let question = seen.review.expect("with the review").questions[0].id;
    app.answer_question(&cast.member.call, id, None, question, "GB/T 24610", None).await.expect("answered");
    app.submit_need(&cast.member.call, id, None, true, None).await.expect("handed in again");
    let member = &cast.member.call;
    opened(&cast, id, async |sum| {
        app.consent_to_text(member, id, None, ConsentKind::Publication, &sum, None).await.expect("consented");
    })
    .await;
    let seen = app.need(&stranger, id).await.expect("everybody reads what is listed");
    assert_eq!(seen.title, "微型轴承降噪");
    assert!(seen.organisation.is_none() && seen.content.problem.is_empty() && seen.review.is_none());
    let listed =
        app.needs(&stranger, &NeedFilter { limit: 10, ..NeedFilter::default() }).await.expect("it lists");
    assert_eq!(listed.total, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_need_goes_the_whole_way_on_behalf_with_a_second_person() {
    let cast = cast().await;
    let app = &cast.world.app;
    let now = app.clock().now();
    let behalf =
        |proof| OnBehalf { channel: Channel::Phone, person: "周工".to_owned(), told_at: now, proof };
    let id = entered(&cast, &cast.broker.call, Some(behalf(Proof::Word))).await;
    let (broker, second) = (&cast.broker, &cast.second);
    opened(&cast, id, async |sum| {
        let consent = async |act: OnBehalf| {
            app.consent_to_text(&broker.call, id, None, ConsentKind::Publication, &sum, Some(&act)).await
        };
        let word = consent(behalf(Proof::Word)).await;
        assert!(
            matches!(word, Err(Error::Invalid(f)) if f[0].why == "proof_required"),
            "a word alone binds nobody"
        );
        let own = consent(behalf(Proof::CallBack { by: broker.account.id, at: now })).await;
        assert!(
            matches!(own, Err(Error::Invalid(f)) if f[0].why == "second_person"),
            "nobody calls back for himself"
        );
        consent(behalf(Proof::CallBack { by: second.account.id, at: now }))
            .await
            .expect("a colleague called back");
    })
    .await;
    let history = app.need_history(&broker.call, id).await.expect("it reads");
    let told = history.iter().filter(|h| h.on_behalf.is_some()).count();
    assert!(told >= 2, "acts on behalf say so in the history");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeated_key_does_nothing_twice() {
    let cast = cast().await;
    let app = &cast.world.app;
    let key = |print: &str| Some(IdempotencyKey { key: "k-1".to_owned(), fingerprint: print.to_owned() });
    let call = Call { key: key("a"), ..cast.member.call.clone() };
    let first = entered(&cast, &call, None).await;
    let second = entered(&cast, &call, None).await;
    assert_eq!(first, second);
    let listed = app
        .needs(&cast.member.call, &NeedFilter { limit: 10, ..NeedFilter::default() })
        .await
        .expect("it lists");
    assert_eq!(listed.total, 1);
    let other = Call { key: key("b"), ..cast.member.call.clone() };
    let entry =
        NeedEntry { content: complete_need("608 轴承 Z4 组噪声不稳定"), ..NeedEntry::default() };
    assert!(matches!(app.enter_need(&other, entry).await, Err(Error::KeyReused)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stale_version_changes_nothing() {
    let cast = cast().await;
    let app = &cast.world.app;
    let id = entered(&cast, &cast.member.call, None).await;
    let stale = app
        .revise_need(&cast.member.call, id, Some(1), complete_need("608 轴承 Z4 组噪声不稳定"), None)
        .await;
    assert!(matches!(stale, Err(Error::Stale { what: "need" })));
    let done = app.submit_need(&cast.member.call, id, None, true, None).await;
    assert!(matches!(done, Err(Error::Refused(r)) if r.state == "submitted"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_need_expires_by_the_timer_and_is_renewed_by_one_act() {
    let cast = cast().await;
    let app = &cast.world.app;
    let id = entered(&cast, &cast.member.call, None).await;
    let member = &cast.member.call;
    opened(&cast, id, async |sum| {
        app.consent_to_text(member, id, None, ConsentKind::Publication, &sum, None).await.expect("consented");
    })
    .await;
    app.clock().advance(jiff::SignedDuration::from_hours(24 * 200));
    assert_eq!(app.timer_step().await.expect("the timer runs"), 1);
    assert_eq!(app.need(member, id).await.expect("it reads").state.code(), "expired");
    app.renew_need(member, id, None, app.next_review_day(), None).await.expect("renewed");
    assert_eq!(app.need(member, id).await.expect("it reads").state.code(), "published");
}
