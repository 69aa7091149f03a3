//! Invented facts for the pages of an expert in surface engineering.

use domain::{Lang, Level};

use super::{Kit, Sample, company};
use crate::view::expert::{EvidenceRow, ExpertHome, NeedView, Profile, ProfileEdit, Suggestion, TextSection};
use crate::view::listing::{Listed, NeedList};
use crate::view::nav::Place;
use crate::view::parts::{Chip, Cover, Facet, FacetValue, Facets, Pager, Quote, pieces};
use crate::view::{Face, Form};

pub(super) fn pages(k: &Kit) -> Vec<Sample> {
    vec![
        Sample::of("expert-home", &home(k, false)),
        Sample::of("expert-home-empty", &home(k, true)),
        Sample::of("expert-need", &need(k, true)),
        Sample::of("need-public", &need(k, false)),
        Sample::of("need-list", &list(k, true)),
        Sample::of("need-list-empty", &list(k, false)),
        Sample::of("expert-profile", &profile(k, true)),
        Sample::of("expert-profile-new", &profile(k, false)),
        Sample::of("expert-profile-edit", &edit(k)),
    ]
}

fn quotes(k: &Kit) -> Vec<Quote> {
    let zh = "在含水 0.5% 的甲醇中，掺钨类金刚石涂层柱塞副经 500 h 台架试验磨损量为 2.6 µm，全程未见卡滞。";
    let en = "W-doped DLC plungers ran 500 h in hydrous methanol with 2.1 µm wear.";
    let span = |text: &str, from: &str, to: &str| {
        let start = text.find(from).unwrap_or_default();
        let end = text.find(to).map_or(text.len(), |at| at + to.len());
        start..end
    };
    vec![
        Quote {
            id: String::new(),
            covers: vec![(1, Cover::Hit)],
            pieces: pieces(zh, &[(span(zh, "经 500", "2.6 µm"), 1)]),
            lang: Lang::ZhHans,
            translation: String::new(),
            kind: k.say("论文", "論文", "Paper").to_owned(),
            title: "《掺钨类金刚石涂层在含水甲醇中的边界润滑行为》".to_owned(),
            details: vec!["2024".to_owned()],
            href: k.urls.evidence("evidence_1"),
        },
        Quote {
            id: String::new(),
            covers: vec![(1, Cover::Near), (4, Cover::Gap)],
            pieces: pieces(en, &[(span(en, "500 h", "2.1 µm wear"), 1)]),
            lang: Lang::En,
            translation: k
                .say(
                    "掺钨类金刚石柱塞在含水甲醇中运行 500 h，磨损 2.1 µm。",
                    "摻鎢類鑽石柱塞在含水甲醇中運轉 500 h，磨耗 2.1 µm。",
                    "",
                )
                .to_owned(),
            kind: k.say("论文", "論文", "Paper").to_owned(),
            title: "Plunger coatings for methanol injection".to_owned(),
            details: vec!["2025".to_owned()],
            href: k.urls.evidence("evidence_2"),
        },
    ]
}

fn home(k: &Kit, empty: bool) -> ExpertHome {
    let f = k.signed(Face::Expert, Place::Suggestions, "suggestions-title");
    let suggestion = |id: &str, number: &str, band, quotes| Suggestion {
        id: id.to_owned(),
        number: number.to_owned(),
        title: company::title(k),
        lang: k.lang,
        summary: company::summary(k),
        field: k.say("表面工程", "表面工程", "Surface engineering").to_owned(),
        level: Level::Verified,
        band,
        quotes,
        wanted_by: "2026-08-31".to_owned(),
    };
    let suggestions = if empty {
        Vec::new()
    } else {
        let mut all = quotes(k);
        let last = all.split_off(1);
        vec![
            suggestion("need_1", "2026-0317", "strong", all),
            suggestion("need_2", "2026-0301", "possible", last),
        ]
    };
    ExpertHome {
        name: k.say("陆闻舟", "陸聞舟", "Lu Wenzhou").to_owned(),
        suggestions,
        set_aside: 2,
        capacity: 4,
        confirmed: if empty { String::new() } else { "2026-01-18".to_owned() },
        stale: empty,
        confirm: empty.then(|| Form::new("confirm", f.urls.profile_confirmation(), "key-9").versioned(3)),
        f,
    }
}

fn need(k: &Kit, expert: bool) -> NeedView {
    let mut f = if expert {
        k.signed(Face::Expert, Place::Suggestions, "nav-needs")
    } else {
        k.visitor(Place::Needs, "nav-needs")
    };
    "2026-0317".clone_into(&mut f.title);
    let problem = k.say(
        "甲醇含水时柱塞副磨损快，500 h 就要换件。",
        "甲醇含水時柱塞副磨耗快，500 h 就要換件。",
        "In hydrous methanol the plungers wear quickly and last 500 h.",
    );
    let sections = if expert {
        vec![TextSection {
            label: f.t("need-problem"),
            pieces: pieces(problem, &[]),
            lang: k.lang,
            level: Level::Verified,
        }]
    } else {
        Vec::new()
    };
    NeedView {
        public_only: !expert,
        id: "need_1".to_owned(),
        number: "2026-0317".to_owned(),
        title: company::title(k),
        summary: company::summary(k),
        lang: k.lang,
        title_en: "A wear-resistant coating for methanol pump plungers".to_owned(),
        summary_en: "A maker of marine fuel systems seeks a low-temperature wear coating.".to_owned(),
        level: if expert { Level::Verified } else { Level::Public },
        state: "matching",
        company: k
            .say("一家船用燃油系统企业", "一家船用燃油系統企業", "a maker of marine fuel systems")
            .to_owned(),
        sections,
        indicators: if expert { company::indicators(k) } else { Vec::new() },
        withheld: if expert { 2 } else { 5 },
        facts: vec![
            (f.t("need-wanted-by"), "2026-08-31".to_owned()),
            (f.t("need-budget"), f.t("budget-to-discuss")),
            (f.t("need-modes"), f.code("mode", "development")),
        ],
        quotes: if expert { quotes(k) } else { Vec::new() },
        f,
    }
}

fn list(k: &Kit, any: bool) -> NeedList {
    let f = k.visitor(Place::Needs, "nav-public-needs");
    let facet = Facet {
        name: "field".to_owned(),
        label: k.say("技术领域", "技術領域", "Technical field").to_owned(),
        values: vec![FacetValue {
            value: "surface".to_owned(),
            label: k.say("表面工程", "表面工程", "Surface engineering").to_owned(),
            count: 12,
            chosen: true,
        }],
    };
    let listed = Listed {
        since: "2026-03-02".to_owned(),
        number: "2026-0317".to_owned(),
        title: pieces(&company::title(k), &[(0..6, 0)]),
        summary: pieces(&company::summary(k), &[]),
        lang: k.lang,
        field: k.say("表面工程", "表面工程", "Surface engineering").to_owned(),
        budget: f.t("budget-to-discuss"),
        wanted_by: "2026-08-31".to_owned(),
        level: Level::Public,
        state: "matching",
        href: f.urls.need("need_1"),
    };
    let needs = if any { vec![listed] } else { Vec::new() };
    NeedList {
        query: k.say("耐磨涂层", "耐磨塗層", "wear coating").to_owned(),
        facets: Facets {
            action: f.urls.needs(),
            kept: vec![("q".to_owned(), "…".to_owned())],
            facets: vec![facet],
        },
        kept: vec![("field".to_owned(), "surface".to_owned())],
        chips: vec![Chip {
            word: k.say("表面工程", "表面工程", "Surface engineering").to_owned(),
            href: f.urls.needs(),
        }],
        pager: Pager {
            total: 96,
            previous: String::new(),
            next: f.urls.list(&f.urls.needs(), &[("page", "2")]),
            page: 1,
            pages: 5,
        },
        needs,
        wider: (!any).then(|| {
            (
                k.say("去掉“表面工程”有 7 条", "去掉「表面工程」有 7 則", "7 without “Surface engineering”")
                    .to_owned(),
                f.urls.needs(),
            )
        }),
        index_behind: !any,
        f,
    }
}

fn profile(k: &Kit, known: bool) -> Profile {
    let f = k.signed(Face::Expert, Place::Profile, "nav-profile");
    let evidence = if known {
        vec![
            EvidenceRow {
                kind: "paper",
                title: "Plunger coatings for methanol injection".to_owned(),
                lang: Lang::En,
                year: "2025".to_owned(),
                source: "ORCID".to_owned(),
                href: f.urls.evidence("evidence_2"),
            },
            EvidenceRow {
                kind: "patent",
                title: "一种柱塞低温沉积方法".to_owned(),
                lang: Lang::ZhHans,
                year: "2023".to_owned(),
                source: "CN000000000A".to_owned(),
                href: String::new(),
            },
        ]
    } else {
        Vec::new()
    };
    Profile {
        name: k.say("陆闻舟", "陸聞舟", "Lu Wenzhou").to_owned(),
        post: k
            .say(
                "教授 · 临港理工大学 · 表面工程团队",
                "教授 · 臨港理工大學 · 表面工程團隊",
                "Professor · Lingang University of Technology · Surface engineering",
            )
            .to_owned(),
        problems: if known {
            k.say(
                "柱塞、阀芯这类精密件，怎样在低温下做一层耐磨又不掉的膜。",
                "柱塞、閥芯這類精密件，怎樣在低溫下做一層耐磨又不掉的膜。",
                "How to put a lasting wear coating on plungers and valve spools at low temperature.",
            )
            .to_owned()
        } else {
            String::new()
        },
        lang: k.lang,
        state: if known { "active" } else { "invited" },
        specialities: if known {
            vec![k.say("低温沉积", "低溫沉積", "low-temperature deposition").to_owned(), "DLC".to_owned()]
        } else {
            Vec::new()
        },
        facts: vec![
            (f.t("expert-discipline"), k.say("材料科学", "材料科學", "Materials science").to_owned()),
            (f.t("expert-languages"), format!("{}、{}", f.code("language", "zh"), f.code("language", "en"))),
            (f.t("expert-region"), String::new()),
        ],
        consent: if known { "2025-06-01".to_owned() } else { String::new() },
        confirmed: if known { "2026-01-18".to_owned() } else { String::new() },
        pager: Pager { total: evidence.len(), ..Pager::default() },
        evidence,
        missing: if known {
            Vec::new()
        } else {
            let hint = [
                "写明能解决的问题，才会被推荐",
                "寫明能解決的問題，才會被推薦",
                "Say which problems you can solve to be suggested",
            ];
            vec![k.say(hint[0], hint[1], hint[2]).to_owned()]
        },
        confirm: Form::new("confirm", f.urls.profile_confirmation(), "key-1").versioned(3),
        consent_form: (!known)
            .then(|| Form::new("consent-own", f.urls.profile_consent(), "key-2").versioned(3)),
        f,
    }
}

fn edit(k: &Kit) -> ProfileEdit {
    let mut f = k.signed(Face::Expert, Place::Profile, "profile-edit");
    let mut form = Form::new("expert", f.urls.profile_edit(), "key-1")
        .versioned(3)
        .with("name", k.say("陆闻舟", "陸聞舟", "Lu Wenzhou"))
        .with("name_latin", "Lu Wenzhou")
        .with("capacity_per_quarter", "2000")
        .with("specialities_en", "low-temperature deposition\ndiamond-like carbon")
        .with_all("languages", ["zh".to_owned(), "en".to_owned()])
        .with_all("service_forms", ["remote".to_owned()]);
    form.complain("capacity_per_quarter", "out_of_range");
    f.has_errors = true;
    ProfileEdit { f, form }
}
