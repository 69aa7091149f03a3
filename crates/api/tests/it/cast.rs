//! The people and things that every module asks about, and one way to ask.

use api::http::{Options, Server};
use api::routes;
use app::{AccountMove, Call, Move, NeedEntry};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use domain::account::{Role, Scope};
use domain::event::Subject;
use domain::evidence::{Evidence, EvidenceKind};
use domain::expert::ExpertProfile;
use domain::need::{ConsentKind, PublicText, Ready};
use domain::organisation::OrganisationProfile;
use domain::team::TeamProfile;
use domain::{AccountId, EvidenceId, ExpertId, FileId, Lang, NeedId, OrganisationId, TeamId, TokenId};
use testkit::{Someone, World, complete_need};
use tower::ServiceExt;

/// The public URL of the tests.
pub(crate) const ORIGIN: &str = "http://alliance.test";

/// How somebody proves who asks.
#[derive(Debug, Clone)]
pub(crate) enum Pass {
    Nobody,
    Cookie(String),
    Bearer(String),
}

/// An answer, read to the end.
#[derive(Debug)]
pub(crate) struct Answered {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answered {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or(serde_json::Value::Null)
    }
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or("")
    }
    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or("").to_owned()
    }
}

/// A question to the router, built step by step.
#[derive(Debug)]
pub(crate) struct Ask {
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Ask {
    pub(crate) fn new(method: &str, path: &str) -> Self {
        Self { method: method.to_owned(), path: path.to_owned(), headers: Vec::new(), body: Vec::new() }
    }
    pub(crate) fn get(path: &str) -> Self {
        Self::new("GET", path)
    }
    pub(crate) fn by(self, pass: &Pass) -> Self {
        match pass {
            Pass::Nobody => self,
            Pass::Cookie(token) => {
                self.header("cookie", &format!("techbroker={token}")).header("origin", ORIGIN)
            }
            Pass::Bearer(token) => self.header("authorization", &format!("Bearer {token}")),
        }
    }
    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
    pub(crate) fn body(mut self, kind: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.body = bytes.into();
        self.header("content-type", kind)
    }
    pub(crate) fn json(self, value: &serde_json::Value) -> Self {
        self.body("application/json", value.to_string())
    }
    pub(crate) fn form(self, text: &str) -> Self {
        self.body("application/x-www-form-urlencoded", text)
    }
    /// Sends a file the way a browser's form does.
    pub(crate) fn upload(self, kind: &str, name: &str, bytes: &[u8]) -> Self {
        let mut body = format!(
            "--limit\r\ncontent-disposition: form-data; name=\"kind\"\r\n\r\n{kind}\r\n--limit\r\n\
             content-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--limit--\r\n");
        self.body("multipart/form-data; boundary=limit", body)
    }
    pub(crate) async fn send(self, router: &Router) -> Answered {
        let mut request = Request::builder().method(self.method.as_str()).uri(self.path.as_str());
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let request = request.body(Body::from(self.body)).expect("tests ask with well-formed requests");
        let answer = router.clone().oneshot(request).await.expect("a router always answers");
        let (parts, body) = answer.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("the answer can be read");
        Answered { status: parts.status, headers: parts.headers, body: body.to_vec() }
    }
}

/// A small alliance with one of everything.
#[derive(Debug)]
pub(crate) struct Cast {
    pub(crate) world: World,
    pub(crate) router: Router,
    pub(crate) company: OrganisationId,
    pub(crate) team: TeamId,
    pub(crate) expert: ExpertId,
    /// Entered without a consent, so that only brokers know of it.
    pub(crate) silent: ExpertId,
    pub(crate) evidence: EvidenceId,
    pub(crate) draft: NeedId,
    pub(crate) reviewed: NeedId,
    pub(crate) listed: NeedId,
    /// An account that nothing else depends on.
    pub(crate) spare: AccountId,
    pub(crate) spare_token: TokenId,
    pub(crate) batch: String,
    /// A stored scan.
    pub(crate) scan: FileId,
    /// The broker's open question about the need in review.
    pub(crate) question: String,
    pub(crate) broker: Someone,
    pub(crate) owner: Someone,
    passes: Vec<(&'static str, Pass)>,
}

/// The actors in the order of the access table's letters.
pub(crate) const ACTORS: [&str; 16] = [
    "nobody",
    "disabled",
    "ended",
    "owner",
    "member",
    "other",
    "expert",
    "abroad",
    "liaison",
    "broker",
    "broker2",
    "official",
    "administrator",
    "directory",
    "imports",
    "matching",
];

pub(crate) fn server(world: &World, public_url: &str) -> Server {
    let options = Options { public_url: public_url.to_owned(), demo: false };
    Server::new(world.app.clone(), &options, None).expect("the tests write public URLs that are some")
}

impl Cast {
    pub(crate) async fn new() -> Self {
        let world = World::new().await;
        let router = server(&world, ORIGIN).router(routes());
        let admin = world.person("admin@example.cn", [Role::Administrator]).await;
        let broker = world.person("broker@example.cn", [Role::Broker]).await;
        let second = world.person("second@example.cn", [Role::Broker]).await;
        let official = world.person("official@example.cn", [Role::Official]).await;
        let company = organisation(&world, &broker.call, "望潮精密轴承").await;
        let other = organisation(&world, &broker.call, "听涛液压").await;
        let (team, expert) = team(&world, &broker.call, "海工材料组", false).await;
        let (_, abroad) = team_abroad(&world, &broker.call).await;
        let silent = expert_of(&world, &broker.call, "沈默", None, false).await;
        let evidence = evidence(&world, &broker.call, expert).await;
        let of = |organisation, owner| [Role::Company { organisation, owner }];
        let owner = world.person("owner@example.cn", of(company, true)).await;
        let member = world.person("member@example.cn", of(company, false)).await;
        let stranger = world.person("other@example.cn", of(other, true)).await;
        let at_home = world.person("expert@example.cn", [Role::Expert { expert }]).await;
        let foreign = world.person("abroad@example.cn", [Role::Expert { expert: abroad }]).await;
        let liaison = world.person("liaison@example.cn", [Role::Liaison { team, until: None }]).await;
        let spare = world.person("spare@example.cn", of(other, false)).await;
        let gone = world.person("gone@example.cn", of(company, true)).await;
        let ended = world.person("ended@example.cn", of(company, true)).await;
        end(&world, &admin, &gone, &ended).await;
        let draft = need(&world, &owner.call, company, false).await;
        let reviewed = need(&world, &owner.call, company, true).await;
        world.app.take_need(&broker.call, reviewed, None).await.expect("taken");
        let question = world.app.ask_question(&broker.call, reviewed, "", "按哪个标准测？").await;
        let question = question.expect("a question").to_string();
        let listed = need(&world, &owner.call, company, true).await;
        list(&world, &broker.call, &owner.call, listed).await;
        let mut tokens = Vec::new();
        for scope in Scope::ALL {
            let made = world.app.create_token(&admin.call, scope.code(), [scope].into(), None).await;
            tokens.push(made.expect("a token"));
        }
        let spare_token = world.app.create_token(&admin.call, "spare", [Scope::DirectoryRead].into(), None);
        let spare_token = spare_token.await.expect("a token").0;
        let file = "姓名,单位\n周工,望潮\n".as_bytes().to_vec();
        let kind = app::import_kind("roster").expect("rosters are imported");
        let scan = world.app.keep_file(&broker.call, "scan.pdf", b"%PDF-1.7".to_vec()).await.expect("a scan");
        let batch = world.app.plan_import(&broker.call, kind, "roster.csv", file).await.expect("a plan");
        world.app.drain().await.expect("the index follows");
        let people =
            [&gone, &ended, &owner, &member, &stranger, &at_home, &foreign, &liaison, &broker, &second];
        let people = people.into_iter().chain([&official, &admin]);
        let cookies = people.map(|p| Pass::Cookie(p.token.reveal().clone()));
        let bearers = tokens.iter().map(|(_, t)| Pass::Bearer(t.reveal().clone()));
        let passes = [Pass::Nobody].into_iter().chain(cookies).chain(bearers);
        let passes = ACTORS.into_iter().zip(passes).collect();
        Self {
            batch: batch.batch.id.to_string(),
            scan,
            question,
            spare: spare.account.id,
            world,
            router,
            company,
            team,
            expert,
            silent,
            evidence,
            draft,
            reviewed,
            listed,
            spare_token,
            broker,
            owner,
            passes,
        }
    }

    pub(crate) fn pass(&self, actor: &str) -> &Pass {
        &self.passes.iter().find(|(name, _)| *name == actor).expect("the tests name actors of the list").1
    }
    /// Lets an actor go on with another session.
    pub(crate) fn sign_in_anew(&mut self, actor: &'static str, token: &domain::Secret<String>) {
        self.passes.retain(|(name, _)| *name != actor);
        self.passes.push((actor, Pass::Cookie(token.reveal().clone())));
    }
}

async fn end(world: &World, admin: &Someone, gone: &Someone, ended: &Someone) {
    let off = world.app.change_account(&admin.call, gone.account.id, None, AccountMove::Disable).await;
    off.expect("switched off");
    let known = world.app.known(ended.token.reveal()).await.expect("it reads").expect("alive");
    world.app.sign_out(known.session).await.expect("signed out");
}

async fn organisation(world: &World, call: &Call, name: &str) -> OrganisationId {
    let profile = OrganisationProfile { name: name.to_owned(), ..OrganisationProfile::default() };
    let done = world.app.enter_organisation(call, profile).await.expect("a company");
    let Subject::Organisation(id) = done.subject else { panic!("a company was entered") };
    world.app.verify_organisation(call, id, Some(1)).await.expect("a broker's word");
    id
}

async fn team(world: &World, call: &Call, name: &str, foreign: bool) -> (TeamId, ExpertId) {
    let country = if foreign { "DE" } else { "CN" }.to_owned();
    let profile = TeamProfile { name: name.to_owned(), foreign, country, ..TeamProfile::default() };
    let done = world.app.enter_team(call, profile).await.expect("a team");
    let Subject::Team(id) = done.subject else { panic!("a team was entered") };
    (id, expert_of(world, call, &format!("{name}·专家"), Some(id), true).await)
}

async fn team_abroad(world: &World, call: &Call) -> (TeamId, ExpertId) {
    team(world, call, "Institut am Kai", true).await
}

async fn expert_of(
    world: &World,
    call: &Call,
    name: &str,
    team: Option<TeamId>,
    consented: bool,
) -> ExpertId {
    let profile = ExpertProfile {
        name: name.to_owned(),
        team,
        problems: format!("轴承 {name}"),
        capacity_per_quarter: 3,
        consent_on: consented.then(|| domain::Date::constant(2026, 3, 1)),
        ..ExpertProfile::default()
    };
    let done = world.app.enter_expert(call, profile).await.expect("an expert");
    let Subject::Expert(id) = done.subject else { panic!("an expert was entered") };
    id
}

async fn evidence(world: &World, call: &Call, owner: ExpertId) -> EvidenceId {
    let evidence = Evidence {
        id: world.app.clock().mint(),
        version: 1,
        kind: EvidenceKind::Paper,
        title: "微型轴承噪声的来源".to_owned(),
        body: "轴承噪声随波纹度上升".to_owned(),
        keywords: Vec::new(),
        year: Some(2025),
        language: Lang::default(),
        identifier: String::new(),
        source: String::new(),
        verified: false,
        owners: vec![(owner, String::new())],
        created_at: world.app.clock().now(),
    };
    let done = world.app.enter_evidence(call, evidence).await.expect("evidence");
    let Subject::Evidence(id) = done.subject else { panic!("evidence was entered") };
    id
}

async fn need(world: &World, call: &Call, company: OrganisationId, submit: bool) -> NeedId {
    let entry = NeedEntry {
        content: complete_need("608 轴承 Z4 组噪声不稳定"),
        organisation: Some(company),
        organisation_name: "望潮精密轴承".to_owned(),
        declared: submit,
        submit,
        ..NeedEntry::default()
    };
    let done = world.app.enter_need(call, entry).await.expect("a need");
    let Subject::Need(id) = done.subject else { panic!("a need was entered") };
    id
}

async fn list(world: &World, broker: &Call, company: &Call, id: NeedId) {
    let app = &world.app;
    let public = PublicText {
        title: "微型轴承降噪".to_owned(),
        summary: "寻求降低微型轴承噪声的办法".to_owned(),
        ..PublicText::default()
    };
    let sum = public.checksum();
    app.take_need(broker, id, None).await.expect("taken");
    let ready = Ready { review_by: domain::Date::constant(2026, 9, 30), exemption: None };
    app.move_need(broker, id, None, Move::Approve(ready)).await.expect("approved");
    app.move_need(broker, id, None, Move::Word(public)).await.expect("worded");
    app.consent_to_text(company, id, None, ConsentKind::Publication, &sum, None).await.expect("consented");
    app.move_need(broker, id, None, Move::Clear { checksum: sum }).await.expect("cleared");
    app.move_need(broker, id, None, Move::Publish).await.expect("published");
}
