//! One story per aggregate, the same text on both databases.

use std::collections::BTreeSet;

use domain::account::{Account, LinkPurpose, OneTimeLink, Role};
use domain::conflict::{Conflict, ConflictKind};
use domain::evidence::{Evidence, EvidenceKind};
use domain::expert::{Expert, ExpertProfile};
use domain::matching::{Band, ExclusionReason, Match, Partner};
use domain::money::Budget;
use domain::need::{Indicator, NeedContent, NeedState, Section};
use domain::organisation::OrganisationProfile;
use domain::question::Question;
use domain::team::{Team, TeamProfile};
use domain::{Act, Channel, Lang, Level, OnBehalf, Proof, Secret};
use store::{Error, NeedQuery, NeedScope, Tx};

use crate::database::{act, at, company, fresh, id, need};

type Done = Result<(), Error>;

#[tokio::test]
async fn an_organisation_is_entered_corrected_and_verified() {
    for database in fresh().await {
        let store = database.open().await;
        let act = act();
        store
            .write(async |tx: Tx| -> Done {
                let entered = tx.apply(company(1), &act).await?;
                let profile = OrganisationProfile {
                    name: "望潮轴承有限公司".to_owned(),
                    credit_code: Some("91330203YY00010633".to_owned()),
                    staff: Some(120),
                    founded: Some(1998),
                    tags: vec!["above_scale".to_owned()],
                    ..OrganisationProfile::default()
                };
                let revised = tx.apply(entered.revise(profile).expect("a sound profile"), &act).await?;
                tx.apply(revised.verify(id(9), at(5)).expect("a pending one"), &act).await?;
                Ok(())
            })
            .await
            .expect("three changes in one transaction");
        let read = store.organisation(id(1)).await.expect("it reads").expect("it is there");
        assert_eq!((read.version, read.state.code()), (3, "verified"), "{}", database.kind);
        assert_eq!(read.profile.staff, Some(120));
        let history = store.history(domain::event::Subject::Organisation(id(1))).await.expect("it reads");
        let codes: Vec<_> = history.iter().map(|h| h.what.as_str()).collect();
        assert_eq!(codes, ["organisation.entered", "organisation.revised", "organisation.verified"]);
        assert_eq!(store.heard_after(0, 10).await.expect("it reads").len(), 3);
    }
}

#[tokio::test]
async fn a_taken_code_names_the_field() {
    for database in fresh().await {
        let store = database.open().await;
        let act = act();
        let with_code = |n: u128| {
            let mut changed = company(n);
            changed.next.profile.credit_code = Some("91330203YY00010633".to_owned());
            changed
        };
        store
            .write(async |tx: Tx| -> Done { tx.apply(with_code(1), &act).await.map(|_| ()) })
            .await
            .expect("the first");
        let second =
            store.write(async |tx: Tx| -> Done { tx.apply(with_code(2), &act).await.map(|_| ()) }).await;
        assert!(
            matches!(second, Err(Error::Taken { field: "credit_code" })),
            "{}: {second:?}",
            database.kind
        );
        assert!(
            store.organisation(id(2)).await.expect("it reads").is_none(),
            "nothing of the second is there"
        );
        assert_eq!(store.last_sequence().await.expect("it reads"), 1);
    }
}

fn written() -> NeedContent {
    NeedContent {
        title: "深沟球轴承异音".to_owned(),
        problem: "装机后 1.5 kHz 处有异音".to_owned(),
        indicators: vec![Indicator {
            name: "振动速度".to_owned(),
            now: "1.4".to_owned(),
            target: "0.8".to_owned(),
            unit: "mm/s".to_owned(),
            must: true,
            ..Indicator::default()
        }],
        budget: Budget::Range { min: Some(20_000_000), max: Some(40_000_000), currency: "CNY".to_owned() },
        wanted_by: Some(domain::Date::constant(2026, 12, 31)),
        modes: vec!["development".to_owned()],
        contact_name: "周工".to_owned(),
        contact_phone: "15400000001".to_owned(),
        ..NeedContent::default()
    }
}

#[tokio::test]
async fn a_need_comes_back_to_the_letter() {
    for database in fresh().await {
        let store = database.open().await;
        let behalf = OnBehalf {
            channel: Channel::Phone,
            person: "周工".to_owned(),
            told_at: at(1),
            proof: Proof::Word,
        };
        let told = Act { by: None, at: at(2), on_behalf: Some(behalf) };
        let kept = store
            .write(async |tx: Tx| -> Result<_, Error> {
                tx.apply(company(3), &told).await?;
                let mut draft = need(7);
                draft.next.organisation = Some(id(3));
                let need = tx.apply(draft, &told).await?;
                let need = tx.apply(need.revise(written()).expect("it fits"), &told).await?;
                let levels = [(Section::Tried, Level::Case)].into();
                let need =
                    tx.apply(need.set_levels(Level::Undertaking, levels).expect("a draft"), &told).await?;
                let need = tx.apply(need.declare(told.clone()).expect("a draft"), &told).await?;
                tx.apply(need.submit(&told).expect("it is complete enough"), &told).await
            })
            .await
            .expect("five changes");
        let read = store.need(id(7)).await.expect("it reads").expect("it is there");
        assert_eq!(read, kept, "{}", database.kind);
        assert!(matches!(read.state, NeedState::Submitted { .. }));
        let query = NeedQuery { states: vec!["submitted".to_owned()], limit: 10, ..NeedQuery::default() };
        assert_eq!(store.count_needs(&query).await.expect("it counts"), 1);
        let own = NeedScope::Own { organisations: vec![id(4)], account: None, draft: None, abroad: false };
        let other = NeedQuery { visible: own, limit: 10, ..NeedQuery::default() };
        assert!(store.list_needs(&other).await.expect("it reads").is_empty(), "another company sees nothing");
    }
}

#[tokio::test]
async fn people_sign_in_and_links_work_once() {
    for database in fresh().await {
        let store = database.open().await;
        let act = act();
        let roles = BTreeSet::from([Role::Broker, Role::Liaison { team: id(5), until: Some(at(99)) }]);
        let invited =
            Account::invite(id(20), "Ji@Example.cn", "季云帆", Lang::ZhHant, roles).expect("a sound account");
        let link = OneTimeLink {
            id: id(21),
            purpose: LinkPurpose::Invitation,
            account: Some(id(20)),
            token_hash: Secret::new([7; 32]),
            expires_at: at(1000),
            used_at: None,
        };
        store
            .write(async |tx: Tx| -> Done {
                tx.apply(invited, &act).await?;
                tx.set_credential(id(20), "hash", at(0)).await?;
                tx.set_credential(id(20), "newer", at(1)).await?;
                tx.create_link(&link, at(0)).await?;
                tx.create_session(id(22), id(20), [9; 32], "Firefox", at(0), at(100)).await
            })
            .await
            .expect("an account with all that belongs to it");
        let account = store.account_by_login("ji@example.cn").await.expect("it reads").expect("it is there");
        assert_eq!((account.roles.len(), account.lang), (2, Lang::ZhHant), "{}", database.kind);
        assert_eq!(store.credential(id(20)).await.expect("it reads").as_deref(), Some("newer"));
        assert!(store.session([9; 32], at(50)).await.expect("it reads").is_some());
        assert!(
            store.session([9; 32], at(100)).await.expect("it reads").is_none(),
            "an expired session is none"
        );
        store
            .write(async |tx: Tx| -> Done { tx.use_link(id(21), at(3)).await })
            .await
            .expect("the first use");
        let again = store.write(async |tx: Tx| -> Done { tx.use_link(id(21), at(4)).await }).await;
        assert!(matches!(again, Err(Error::Conflict { what: "link" })), "{}", database.kind);
        store.write(async |tx: Tx| -> Done { tx.end_sessions(id(20), at(5)).await }).await.expect("they end");
        assert!(store.session([9; 32], at(50)).await.expect("it reads").is_none());
    }
}

#[tokio::test]
async fn experts_teams_evidence_and_conflicts_hang_together() {
    for database in fresh().await {
        let store = database.open().await;
        let act = act();
        let team = Team::enter(
            id(30),
            TeamProfile { name: "轴承与摩擦学团队".to_owned(), ..TeamProfile::default() },
            at(0),
        );
        let profile = ExpertProfile {
            name: "陆闻舟".to_owned(),
            team: Some(id(30)),
            specialities: vec!["类金刚石涂层".to_owned()],
            capacity_per_quarter: 4,
            consent_on: Some(domain::Date::constant(2026, 1, 5)),
            ..ExpertProfile::default()
        };
        let expert = Expert::enter(id(31), profile, at(0)).expect("a sound profile");
        let evidence = Evidence {
            id: id(32),
            version: 1,
            kind: EvidenceKind::Paper,
            title: "掺钨类金刚石涂层".to_owned(),
            body: String::new(),
            keywords: vec!["DLC".to_owned()],
            year: Some(2024),
            language: Lang::ZhHans,
            identifier: "10.5555/dlc.1".to_owned(),
            source: "手工".to_owned(),
            verified: true,
            owners: vec![(id(31), "第一作者".to_owned())],
            created_at: at(0),
        };
        let conflict = Conflict {
            id: id(33),
            expert: id(31),
            organisation: id(3),
            kind: ConflictKind::PaidAdvice,
            since: Some(domain::Date::constant(2024, 1, 1)),
            until: None,
            note: String::new(),
            declared_at: at(0),
        };
        store
            .write(async |tx: Tx| -> Done {
                tx.apply(company(3), &act).await?;
                tx.apply(team.expect("a sound team"), &act).await?;
                tx.apply(expert, &act).await?;
                tx.apply(evidence.enter().expect("a sound item"), &act).await?;
                tx.apply(conflict.declare().expect("a sound conflict"), &act).await?;
                Ok(())
            })
            .await
            .expect("all of them");
        assert_eq!(
            store.evidence_of(id(31)).await.expect("it reads")[0].owners.len(),
            1,
            "{}",
            database.kind
        );
        assert_eq!(store.members_of(id(30)).await.expect("it reads").len(), 1);
        assert_eq!(store.members_per_team(true).await.expect("it counts").get(&id(30)), Some(&1));
        assert_eq!(store.conflicts_with(id(3)).await.expect("it reads")[0].kind, ConflictKind::PaidAdvice);
    }
}

#[tokio::test]
async fn a_question_and_a_match_go_their_way() {
    for database in fresh().await {
        let store = database.open().await;
        let act = act();
        let account =
            Account::invite(id(20), "ji@example.cn", "季云帆", Lang::default(), [Role::Broker].into());
        let question = Question {
            id: id(40),
            version: 1,
            need: id(7),
            field: "indicators.0.target".to_owned(),
            text: "按哪个标准测？".to_owned(),
            asked_by: id(20),
            asked_at: at(1),
            answer: None,
        };
        let partner = Partner::Expert(id(31));
        store
            .write(async |tx: Tx| -> Done {
                tx.apply(account.expect("a sound account"), &act).await?;
                tx.apply(need(7), &act).await?;
                let asked = tx.apply(question.ask().expect("a sound question"), &act).await?;
                tx.apply(asked.answer("GB/T 24610", act.clone()).expect("an open one"), &act).await?;
                let found = tx
                    .apply(Match::suggest(id(41), id(7), partner, Some(Band::Possible), false, at(1)), &act)
                    .await?;
                let found = tx.apply(found.shortlist(id(20), at(2)).expect("a suggested one"), &act).await?;
                let out =
                    found.exclude(id(20), ExclusionReason::Overloaded, "", at(3)).expect("a shortlisted one");
                tx.apply(out, &act).await?;
                Ok(())
            })
            .await
            .expect("the whole way");
        assert!(store.questions_of(id(7)).await.expect("it reads")[0].answer.is_some(), "{}", database.kind);
        assert_eq!(store.matches_of(id(7)).await.expect("it reads")[0].state.code(), "excluded");
        let twice = Match::suggest(id(42), id(7), partner, None, true, at(9));
        let twice = store.write(async |tx: Tx| -> Done { tx.apply(twice, &act).await.map(|_| ()) }).await;
        assert!(matches!(twice, Err(Error::Taken { field: "partner" })), "{}", database.kind);
    }
}
