//! The way of a need, by the company itself and on its behalf, and what others see meanwhile.

use app::{Call, Error, IdempotencyKey, Move, NeedEntry, NeedFilter};
use domain::account::Role;
use domain::event::Subject;
use domain::need::{ConsentKind, Indicator, NeedContent, PublicText, Ready};
use domain::organisation::OrganisationProfile;
use domain::policy::Actor;
use domain::{Channel, NeedId, OnBehalf, OrganisationId, Proof};
use testkit::{Someone, World};

fn content() -> NeedContent {
    let text = "608 轴承 Z4 组噪声不稳定".to_owned();
    NeedContent {
        title: text.clone(),
        problem: text.clone(),
        current_state: text.clone(),
        tried: text.clone(),
        expected: text,
        contact_name: "周工".to_owned(),
        contact_phone: "15400000001".to_owned(),
        decision_owner: "总经理".to_owned(),
        industry: "345".to_owned(),
        field: "bearings".to_owned(),
        modes: vec!["development".to_owned()],
        budget: domain::money::Budget::ToDiscuss,
        wanted_by: Some(domain::Date::constant(2026, 12, 31)),
        indicators: vec![Indicator {
            name: "振动速度".to_owned(),
            target: "0.8".to_owned(),
            ..Indicator::default()
        }],
        ..NeedContent::default()
    }
}

fn public() -> PublicText {
    PublicText {
        title: "微型轴承降噪".to_owned(),
        summary: "寻求降低微型轴承噪声的办法".to_owned(),
        ..PublicText::default()
    }
}

struct Cast {
    world: World,
    company: OrganisationId,
    member: Someone,
    broker: Someone,
    second: Someone,
}

async fn cast() -> Cast {
    let world = World::new().await;
    let broker = world.person("broker@example.cn", [Role::Broker]).await;
    let second = world.person("second@example.cn", [Role::Broker]).await;
    let profile =
        OrganisationProfile { name: "望潮精密轴承".to_owned(), ..OrganisationProfile::default() };
    let done = world.app.enter_organisation(&broker.call, profile).await.expect("a company");
    let Subject::Organisation(company) = done.subject else { panic!("a company was entered") };
    world.app.verify_organisation(&broker.call, company, Some(1)).await.expect("a broker's word");
    let member =
        world.person("member@example.cn", [Role::Company { organisation: company, owner: true }]).await;
    Cast { world, company, member, broker, second }
}

async fn entered(cast: &Cast, call: &Call, on_behalf: Option<OnBehalf>) -> NeedId {
    let entry = NeedEntry {
        content: content(),
        organisation: Some(cast.company),
        organisation_name: "望潮精密轴承".to_owned(),
        declared: true,
        submit: true,
        on_behalf,
        ..NeedEntry::default()
    };
    let done = cast.world.app.enter_need(call, entry).await.expect("a need");
    let Subject::Need(id) = done.subject else { panic!("a need was entered") };
    id
}

async fn opened(cast: &Cast, id: NeedId, consent: impl AsyncFnOnce(String)) {
    let app = &cast.world.app;
    let call = &cast.broker.call;
    app.take_need(call, id, None).await.expect("taken");
    let ready = Ready { review_by: domain::Date::constant(2026, 9, 30), exemption: None };
    app.move_need(call, id, None, Move::Approve(ready)).await.expect("approved");
    app.move_need(call, id, None, Move::Word(public())).await.expect("worded");
    let sum = public().checksum();
    let early = app.move_need(call, id, None, Move::Publish).await;
    assert!(
        matches!(early, Err(Error::Refused(r)) if r.code == "consent_missing"),
        "nothing is listed without consent"
    );
    consent(sum.clone()).await;
    app.move_need(call, id, None, Move::Clear { checksum: sum }).await.expect("cleared");
    app.move_need(call, id, None, Move::Publish).await.expect("published");
}

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
    let entry = NeedEntry { content: content(), ..NeedEntry::default() };
    assert!(matches!(app.enter_need(&other, entry).await, Err(Error::KeyReused)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stale_version_changes_nothing() {
    let cast = cast().await;
    let app = &cast.world.app;
    let id = entered(&cast, &cast.member.call, None).await;
    let stale = app.revise_need(&cast.member.call, id, Some(1), content(), None).await;
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
