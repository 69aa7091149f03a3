//! Invented facts for the directory and the search.

use domain::{Lang, Level};

use super::broker::{act, line, tabs};
use super::{Kit, Sample};
use crate::view::desk::{Fact, Relax};
use crate::view::directory::{
    ConflictLine, EvidenceLine, ExpertCard, ExpertDesk, ExpertForm, ExpertList, ExpertPage, OrganisationForm,
    OrganisationLine, OrganisationList, OrganisationPage, TeamForm, TeamLine, TeamList, TeamPage,
};
use crate::view::form::Choice;
use crate::view::nav::Place;
use crate::view::parts::{Chip, Cover, Entry, Facet, FacetValue, Facets, Pager, Piece, Quote, When};
use crate::view::search::{Hit, SearchPage};
use crate::view::{Face, Form, Frame};

pub(super) fn pages(k: &Kit) -> Vec<Sample> {
    vec![
        Sample::of("experts", &experts(k, Face::Broker, false)),
        Sample::of("experts-none", &experts(k, Face::Broker, true)),
        Sample::of("experts-company", &experts(k, Face::Company, false)),
        Sample::of("expert", &expert(k, true)),
        Sample::of("expert-seen", &expert(k, false)),
        Sample::of("expert-form", &expert_form(k)),
        Sample::of("teams", &teams(k)),
        Sample::of("team", &team(k)),
        Sample::of("team-form", &team_form(k)),
        Sample::of("organisations", &organisations(k)),
        Sample::of("organisation", &organisation(k)),
        Sample::of("organisation-form", &organisation_form(k)),
        Sample::of("search", &search(k, 1)),
        Sample::of("search-none", &search(k, 2)),
        Sample::of("search-start", &search(k, 0)),
    ]
}

fn plain(text: &str) -> Vec<Piece> {
    vec![Piece { text: text.to_owned(), mark: None }]
}

fn marked(before: &str, mark: &str, after: &str) -> Vec<Piece> {
    vec![
        Piece { text: before.to_owned(), mark: None },
        Piece { text: mark.to_owned(), mark: Some(0) },
        Piece { text: after.to_owned(), mark: None },
    ]
}

fn card(f: &Frame, name: &str, home: &str, own: Vec<Piece>, words: &[&str]) -> ExpertCard {
    ExpertCard {
        name: name.to_owned(),
        lang: if name.is_ascii() { Lang::En } else { Lang::ZhHans },
        href: f.urls.expert("exp_1"),
        home: home.to_owned(),
        own,
        specialities: words.iter().map(|word| (*word).to_owned()).collect(),
        evidence: vec![("paper", 14), ("patent", 6), ("consultation", 5)],
        capacity: "2 / 4".to_owned(),
        full: false,
        confirmed: "2026-01-18".to_owned(),
        stale_soon: false,
        state: "active",
        consented: true,
        foreign: name.is_ascii(),
    }
}

fn cards(f: &Frame) -> Vec<ExpertCard> {
    vec![
        card(
            f,
            "陆闻舟",
            "教授 · 临港理工大学 · 表面工程团队",
            marked("柱塞、阀芯这类精密件，怎样在低温下做一层", "耐磨", "又不掉的膜。"),
            &["低温沉积", "类金刚石", "边界润滑"],
        ),
        card(
            f,
            "沈知行",
            "高级工程师 · 明澜表面技术研究所",
            plain("膜厚要均匀到 0.1 µm，批量还要便宜，夹具和装炉方式是关键。"),
            &["批量镀膜", "膜厚控制"],
        ),
        card(
            f,
            "Anneke Visser",
            "Senior scientist · Noordkaap Tribology",
            plain("Tell me the fluid, the load and the temperature, and I will tell you what wears first."),
            &["methanol lubrication", "failure analysis"],
        ),
        ExpertCard {
            capacity: "0 / 3".to_owned(),
            full: true,
            consented: false,
            state: "invited",
            confirmed: String::new(),
            ..card(f, "顾砚清", "副教授 · 东瀚海事大学", plain("船上拆下来的坏件别扔。"), &["船机失效"])
        },
        ExpertCard {
            stale_soon: true,
            ..card(
                f,
                "汤以宁",
                "讲师 · 浙东应用技术学院",
                plain("小于 1 µm 的圆柱度，先看机床热漂移。"),
                &["精密磨削"],
            )
        },
    ]
}

fn facets(k: &Kit, f: &Frame, action: &str, q: &str) -> Facets {
    let value = |value: &str, label: &str, count, chosen| FacetValue {
        value: value.to_owned(),
        label: label.to_owned(),
        count,
        chosen,
    };
    Facets {
        action: action.to_owned(),
        kept: vec![("q".to_owned(), q.to_owned())],
        facets: vec![
            Facet {
                name: "field".to_owned(),
                label: f.t("col-field"),
                values: vec![
                    value("surface", k.say("表面工程", "表面工程", "Surface engineering"), 31, true),
                    value("tribology", k.say("摩擦与润滑", "摩擦與潤滑", "Tribology"), 18, false),
                    value("machining", k.say("精密加工", "精密加工", "Precision machining"), 44, false),
                ],
            },
            Facet {
                name: "service".to_owned(),
                label: f.t("expert-service-forms"),
                values: vec![
                    value("on_site", &f.code("service-form", "on_site"), 203, false),
                    value("remote", &f.code("service-form", "remote"), 388, false),
                ],
            },
        ],
    }
}

fn pager(f: &Frame, total: usize, base: &str) -> Pager {
    let next = if total > 20 { f.urls.with(base, "page", "2") } else { String::new() };
    Pager { total, next, ..Pager::default() }
}

fn relax(k: &Kit, f: &Frame) -> Vec<Relax> {
    vec![Relax {
        word: k.say("去掉“氢能”", "去掉「氫能」", "without “氢能”").to_owned(),
        count: 7,
        href: f.urls.experts(),
    }]
}

fn experts(k: &Kit, face: Face, none: bool) -> ExpertList {
    let f = k.signed(face, Place::Experts, "nav-experts");
    let base = f.urls.experts();
    let broker = face == Face::Broker;
    let mut list = tabs(&f, "nav", &[("experts", 412), ("teams", 36)], &base);
    list[1].href = f.urls.teams();
    ExpertList {
        tabs: list,
        form: Form::new("filter", &base, "").with("q", if none { "氢能 储罐" } else { "柱塞 耐磨 涂层" }),
        facets: facets(k, &f, &base, "柱塞 耐磨 涂层"),
        chips: vec![Chip {
            word: k.say("表面工程", "表面工程", "Surface engineering").to_owned(),
            href: base.clone(),
        }],
        clear: base.clone(),
        cards: if none {
            Vec::new()
        } else {
            cards(&f).into_iter().filter(|c| broker || c.consented).collect()
        },
        pager: pager(&f, if none { 0 } else { 38 }, &base),
        relax: relax(k, &f),
        can_enter: broker,
        export: if broker { base.clone() } else { String::new() },
        behind: 0,
        f,
    }
}

fn evidence(f: &Frame) -> Vec<EvidenceLine> {
    let quote = Quote {
        id: String::new(),
        covers: vec![(1, Cover::Plain)],
        pieces: plain("在含水 0.5% 的甲醇中，掺钨类金刚石涂层柱塞副经 500 h 台架试验磨损量为 2.6 µm。"),
        lang: Lang::ZhHans,
        translation: String::new(),
        kind: f.code("evidence", "paper"),
        title: "《掺钨类金刚石涂层在含水甲醇中的边界润滑行为》".to_owned(),
        details: vec!["2024".to_owned()],
        href: f.urls.evidence("evi_1"),
    };
    let second = Quote {
        kind: f.code("evidence", "patent"),
        title: "一种柱塞低温沉积方法".to_owned(),
        pieces: plain("沉积全过程基体温度不高于 180 ℃。"),
        covers: vec![(2, Cover::Plain)],
        ..quote.clone()
    };
    vec![
        EvidenceLine {
            quote,
            role: "第一作者".to_owned(),
            verified: true,
            shared: vec!["沈知行".to_owned()],
            full: String::new(),
        },
        EvidenceLine {
            quote: second,
            role: String::new(),
            verified: false,
            shared: Vec::new(),
            full: String::new(),
        },
    ]
}

fn expert(k: &Kit, broker: bool) -> ExpertPage {
    let f = k.signed(if broker { Face::Broker } else { Face::Company }, Place::Experts, "nav-experts");
    let made = |act: &str| Form::new("expert", f.urls.expert_act("exp_1", act), "key-1").versioned(2);
    let desk = ExpertDesk {
        contact: vec![
            Fact::new(f.t("expert-phone"), "8000 0611"),
            Fact::new(f.t("expert-email"), "lu@lingang.example"),
        ],
        conflicts: vec![
            ConflictLine {
                organisation: "恒汐控股".to_owned(),
                kind: "employment",
                span: "2022– ".to_owned(),
                counts: true,
                note: String::new(),
            },
            ConflictLine {
                organisation: "澜港塑化".to_owned(),
                kind: "paid_advice",
                span: "2019–2020".to_owned(),
                counts: false,
                note: String::new(),
            },
        ],
        declare: Some(made("conflicts")),
        confirm: Some(act(&f, "confirmation")),
        consent: Some(act(&f, "consent")),
        state: Some(made("state").with("state", "active")),
        second: vec![Choice::new("acc_2", "方晓棠")],
        needs: vec![Fact {
            word: "2026-0317".to_owned(),
            value: f.t("match-shortlisted"),
            href: f.urls.candidates("need_1"),
        }],
        edit: f.urls.expert_edit("exp_1"),
    };
    ExpertPage {
        id: "exp_1".to_owned(),
        name: "陆闻舟".to_owned(),
        name_latin: "Lu Wenzhou".to_owned(),
        lang: Lang::ZhHans,
        home: "教授 · 临港理工大学".to_owned(),
        team: "表面工程团队".to_owned(),
        team_href: f.urls.team("team_1"),
        state: "active",
        consent_on: if broker { String::new() } else { "2025-11-02".to_owned() },
        confirmed: "2026-01-18".to_owned(),
        capacity: "2 / 4".to_owned(),
        own: "柱塞、阀芯这类精密件，怎样在低温下做一层耐磨又不掉的膜。".to_owned(),
        specialities: vec!["低温沉积".to_owned(), "类金刚石".to_owned(), "边界润滑".to_owned()],
        facts: vec![
            Fact::new(f.t("expert-fields"), "表面工程、摩擦与润滑"),
            Fact::new(f.t("expert-languages"), "zh, en"),
            Fact::new(f.t("expert-service-forms"), f.code("service-form", "on_site")),
            Fact::new(f.t("expert-region"), ""),
        ],
        evidence: evidence(&f),
        pager: Pager {
            total: 25,
            next: f.urls.with(&f.urls.expert("exp_1"), "page", "2"),
            ..Pager::default()
        },
        desk: broker.then_some(desk),
        f,
    }
}

fn fields() -> Vec<Choice> {
    vec![
        Choice::new("surface", "表面工程"),
        Choice::new("tribology", "摩擦与润滑"),
        Choice::new("machining", "精密加工"),
    ]
}

fn expert_form(k: &Kit) -> ExpertForm {
    let mut f = k.signed(Face::Broker, Place::Experts, "edit");
    let mut form = Form::new("expert", f.urls.expert_edit("exp_1"), "key-1")
        .versioned(2)
        .with("name", "陆闻舟")
        .with("email", "lu@lingang")
        .with("specialities", "低温沉积\n类金刚石")
        .with_all("fields", ["surface".to_owned()]);
    form.complain("email", "bad_email");
    f.has_errors = true;
    ExpertForm {
        name: "陆闻舟".to_owned(),
        form,
        teams: vec![Choice::new("", "—"), Choice::new("team_1", "表面工程团队")],
        fields: fields(),
        back: f.urls.expert("exp_1"),
        f,
    }
}

fn teams(k: &Kit) -> TeamList {
    let f = k.signed(Face::Broker, Place::Teams, "nav-teams");
    let base = f.urls.teams();
    let row = |name: &str, english: &str, home: &str, country: &str, foreign| TeamLine {
        name: name.to_owned(),
        lang: if name.is_ascii() { Lang::En } else { Lang::ZhHans },
        name_en: english.to_owned(),
        href: f.urls.team("team_1"),
        organisation: home.to_owned(),
        country: country.to_owned(),
        foreign,
        fields: vec!["表面工程".to_owned(), "摩擦与润滑".to_owned()],
        members: 14,
        capacity: "5 / 12".to_owned(),
        demo: foreign,
    };
    let mut list = tabs(&f, "nav", &[("teams", 36), ("experts", 412)], &base);
    list[1].href = f.urls.experts();
    TeamList {
        tabs: list,
        form: Form::new("filter", &base, ""),
        fields: [vec![Choice::new("", f.t("filter-any"))], fields()].concat(),
        chips: Vec::new(),
        clear: base.clone(),
        rows: vec![
            row("表面工程团队", "Surface Engineering", "临港理工大学", "CN", false),
            row("轮机可靠性团队", "", "东瀚海事大学", "CN", false),
            row("Noordkaap Tribology", "", "Noordkaap Institute", "NL", true),
        ],
        foreign: 8,
        pager: pager(&f, 36, &base),
        relax: relax(k, &f),
        can_enter: true,
        f,
    }
}

fn team(k: &Kit) -> TeamPage {
    let f = k.signed(Face::Broker, Place::Teams, "nav-teams");
    TeamPage {
        name: "Noordkaap Tribology".to_owned(),
        lang: Lang::En,
        name_en: String::new(),
        summary: "We find out why parts wear, and test coatings in unusual fluids.".to_owned(),
        facts: vec![
            Fact::new(f.t("team-organisation-name"), "Noordkaap Institute"),
            Fact::new(f.t("team-country"), "NL"),
            Fact::new(f.t("bench-capacity"), "3 / 9"),
        ],
        foreign: true,
        demo: true,
        members: cards(&f).into_iter().skip(2).take(1).collect(),
        hidden: 2,
        liaisons: vec![Fact::new("Joost de Wit", f.t1("once-until", "time", "2026-12-31"))],
        edit: f.urls.team_edit("team_1"),
        f,
    }
}

fn team_form(k: &Kit) -> TeamForm {
    let f = k.signed(Face::Broker, Place::Teams, "team-enter");
    TeamForm {
        name: String::new(),
        form: Form::new("team", f.urls.team_new(), "key-1"),
        fields: fields(),
        back: f.urls.teams(),
        f,
    }
}

fn organisations(k: &Kit) -> OrganisationList {
    let f = k.signed(Face::Administrator, Place::Organisations, "nav-organisations");
    let base = f.urls.organisations();
    let row = |name: &str, kind, state, needs| OrganisationLine {
        name: name.to_owned(),
        lang: Lang::ZhHans,
        href: f.urls.organisation("org_1"),
        kind,
        state,
        industry: "C36".to_owned(),
        region: "明澜区".to_owned(),
        needs,
        entered: "2026-02-11".to_owned(),
    };
    OrganisationList {
        tabs: tabs(&f, "organisation-state", &[("pending", 4), ("verified", 210), ("suspended", 1)], &base),
        form: Form::new("filter", &base, ""),
        chips: Vec::new(),
        clear: base.clone(),
        rows: vec![
            row("东屿塑业有限公司", "company", "pending", 1),
            row("恒汐燃油系统有限公司", "company", "verified", 3),
            row("临港理工大学", "institute", "verified", 0),
            row("甬成技术转移中心", "agent", "suspended", 0),
        ],
        pager: pager(&f, 215, &base),
        relax: Vec::new(),
        can_enter: true,
        f,
    }
}

fn organisation(k: &Kit) -> OrganisationPage {
    let f = k.signed(Face::Broker, Place::Organisations, "nav-organisations");
    let made =
        |act: &str| Form::new("organisation", f.urls.organisation_act("org_1", act), "key-1").versioned(1);
    OrganisationPage {
        name: "东屿塑业有限公司".to_owned(),
        lang: Lang::ZhHans,
        name_en: "Dongyu Plastics".to_owned(),
        kind: "company",
        state: "pending",
        decided: String::new(),
        facts: vec![
            Fact::new(f.t("organisation-credit-code"), "91330200MA2XXXXX0Q"),
            Fact::new(f.t("organisation-industry"), "C36"),
            Fact::new(f.t("organisation-address"), ""),
            Fact::new(f.t("organisation-staff"), "186"),
        ],
        contact: vec![
            Fact::new(f.t("organisation-contact-name"), "许望"),
            Fact::new(f.t("organisation-contact-phone"), "8000 0422"),
        ],
        needs: vec![line("2026-0331", "注塑保险杠翘曲超差", "东屿塑业有限公司", "submitted", &f)],
        line: vec![Entry {
            when: When::Now,
            time: "2026-02-11 09:20".to_owned(),
            machine: String::new(),
            what: f.code("organisation-state", "pending"),
            who: "许望".to_owned(),
            proof: String::new(),
        }],
        verify: Some(made("verification")),
        suspend: Some(made("suspension")),
        edit: f.urls.organisation_edit("org_1"),
        f,
    }
}

fn organisation_form(k: &Kit) -> OrganisationForm {
    let mut f = k.signed(Face::Broker, Place::Organisations, "organisation-enter");
    let mut form = Form::new("organisation", f.urls.organisation_new(), "key-1").with("credit_code", "9133");
    form.complain("name", "required");
    form.complain("credit_code", "length");
    f.has_errors = true;
    OrganisationForm { name: String::new(), form, back: f.urls.organisations(), f }
}

fn hits(f: &Frame) -> Vec<Hit> {
    vec![
        Hit {
            kind: "need",
            title: marked("甲醇燃料高压油泵", "柱塞", "的低温耐磨涂层"),
            lang: Lang::ZhHans,
            href: f.urls.need("need_1"),
            passage: marked("甲醇含水时", "柱塞", "副磨损快，500 h 就要换件。"),
            facts: vec!["2026-0317".to_owned(), "恒汐燃油系统有限公司".to_owned()],
            state: "matching",
            level: Some(Level::Undertaking),
            further: 0,
        },
        Hit {
            kind: "expert",
            title: plain("陆闻舟"),
            lang: Lang::ZhHans,
            href: f.urls.expert("exp_1"),
            passage: marked("", "柱塞", "、阀芯这类精密件，怎样在低温下做一层耐磨又不掉的膜。"),
            facts: vec!["临港理工大学".to_owned()],
            state: "",
            level: None,
            further: 4,
        },
        Hit {
            kind: "evidence",
            title: marked("Wear of pump ", "plungers", " in hydrous methanol"),
            lang: Lang::En,
            href: f.urls.evidence("evi_2"),
            passage: marked("The ", "plungers", " were run for 500 h with 2.1 µm wear."),
            facts: vec!["Anneke Visser".to_owned(), "2025".to_owned()],
            state: "",
            level: None,
            further: 1,
        },
    ]
}

fn search(k: &Kit, stage: usize) -> SearchPage {
    let f = k.signed(Face::Broker, Place::Search, "nav-search");
    let base = f.urls.search();
    let q = ["", "柱塞", "氢能 柱塞"][stage];
    let (asked, found) = (stage > 0, stage == 1);
    SearchPage {
        form: Form::new("filter", &base, "").with("q", q),
        tabs: tabs(
            &f,
            "hit",
            &[("all", 31), ("need", 3), ("expert", 9), ("team", 1), ("evidence", 18)],
            &base,
        ),
        facets: Facets {
            facets: if found { facets(k, &f, &base, q).facets } else { Vec::new() },
            ..facets(k, &f, &base, q)
        },
        chips: Vec::new(),
        clear: base.clone(),
        hits: if found { hits(&f) } else { Vec::new() },
        pager: pager(&f, if found { 31 } else { 0 }, &base),
        read_as: if asked { vec!["plunger".to_owned(), "柱塞".to_owned()] } else { Vec::new() },
        relax: if stage == 2 { relax(k, &f) } else { Vec::new() },
        behind: if found { 3 } else { 0 },
        f,
    }
}
