//! A company, its member and two brokers, and the usual way of a need.

use app::{Call, Error, Move, NeedEntry};
use domain::account::Role;
use domain::event::Subject;
use domain::need::{PublicText, Ready};
use domain::organisation::OrganisationProfile;
use domain::{NeedId, OnBehalf, OrganisationId};
use testkit::{Someone, World, complete_need};

pub(crate) fn public() -> PublicText {
    PublicText {
        title: "微型轴承降噪".to_owned(),
        summary: "寻求降低微型轴承噪声的办法".to_owned(),
        ..PublicText::default()
    }
}

pub(crate) struct Cast {
    pub(crate) world: World,
    pub(crate) company: OrganisationId,
    pub(crate) member: Someone,
    pub(crate) broker: Someone,
    pub(crate) second: Someone,
}

pub(crate) async fn cast() -> Cast {
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

pub(crate) async fn entered(cast: &Cast, call: &Call, on_behalf: Option<OnBehalf>) -> NeedId {
    let entry = NeedEntry {
        content: complete_need("608 轴承 Z4 组噪声不稳定"),
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

pub(crate) async fn opened(cast: &Cast, id: NeedId, consent: impl AsyncFnOnce(String)) {
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
