//! Invented facts for the pages of a company: a maker of marine fuel systems.

use domain::Level;

use super::{Kit, Sample};
use crate::view::company::{
    CompanyHome, ConsentAsk, Draft, DraftTasks, Missing, NeedCheck, NeedPart, NeedPrint, NeedReaders,
    NeedReceipt, NeedRow, NeedStart, OwnNeed, Part, Preview, QuestionItem, Reading, SummaryGroup, SummaryRow,
    Waiting,
};
use crate::view::frame::{Flash, FlashKind};
use crate::view::nav::Place;
use crate::view::parts::{Entry, IndicatorRow, Pager, TaskState, When};
use crate::view::{Choice, Face, Form, Frame};

pub(super) fn pages(k: &Kit) -> Vec<Sample> {
    let mut pages = vec![
        Sample::of("need-new", &start(k, false)),
        Sample::of("need-new-error", &start(k, true)),
        Sample::of("need-tasks", &tasks(k, false)),
        Sample::of("need-tasks-visitor", &tasks(k, true)),
        Sample::of("need-check", &check(k, true)),
        Sample::of("need-check-missing", &check(k, false)),
        Sample::of("need-receipt", &receipt(k)),
        Sample::of("company-home", &home(k, false)),
        Sample::of("company-home-empty", &home(k, true)),
        Sample::of("company-need", &need(k, "published", Face::Company)),
        Sample::of("company-need-returned", &need(k, "returned", Face::Company)),
        Sample::of("company-need-recorded", &need(k, "returned", Face::Broker)),
        Sample::of("company-readers", &readers(k, true)),
        Sample::of("company-readers-empty", &readers(k, false)),
        Sample::of("company-print", &print(k)),
    ];
    for (name, part) in [
        ("need-part-problem", Part::Problem),
        ("need-part-indicators", Part::Indicators),
        ("need-part-expectation", Part::Expectation),
        ("need-part-audience", Part::Audience),
        ("need-part-contact", Part::Contact),
    ] {
        pages.push(Sample::of(name, &part_page(k, part)));
    }
    pages
}

pub(super) fn title(k: &Kit) -> String {
    k.say(
        "甲醇燃料高压油泵柱塞的耐磨涂层",
        "甲醇燃料高壓油泵柱塞的耐磨塗層",
        "A wear-resistant coating for methanol pump plungers",
    )
    .to_owned()
}

fn problem(k: &Kit) -> String {
    k.say(
        "甲醇含水时柱塞副磨损快，500 h 就要换件。企业试过氮化与整体陶瓷，前者精度受影响，后者崩边。",
        "甲醇含水時柱塞副磨耗快，500 h 就要換件。企業試過氮化與整體陶瓷，前者精度受影響，後者崩邊。",
        "In hydrous methanol the plungers wear quickly and last 500 h. Nitriding spoiled their precision; solid ceramics chipped.",
    )
    .to_owned()
}

pub(super) fn summary(k: &Kit) -> String {
    k.say(
        "一家船用燃油系统企业，为甲醇燃料发动机的高压油泵柱塞寻求低温耐磨涂层：500 h 磨损量不超过 3 µm，不影响精密配合。",
        "一家船用燃油系統企業，為甲醇燃料引擎的高壓油泵柱塞尋求低溫耐磨塗層：500 h 磨耗量不超過 3 µm，不影響精密配合。",
        "A maker of marine fuel systems seeks a low-temperature wear coating for the pump plungers of methanol engines: at most 3 µm wear in 500 h, without touching the precise fit.",
    )
    .to_owned()
}

fn draft(k: &Kit, f: &Frame, keep: bool, ready: bool) -> Draft {
    Draft {
        number: "2026-0317".to_owned(),
        urls: if keep { f.urls.open_draft("k7m2-9fqx-31bd") } else { f.urls.draft("need_1") },
        states: [
            TaskState::Done,
            TaskState::Started,
            TaskState::Incomplete,
            TaskState::NotStarted,
            if ready { TaskState::Done } else { TaskState::NotStarted },
        ],
        ready,
        saved: "2026-03-05 10:42".to_owned(),
        level: Level::Undertaking,
        readers: k
            .say(
                "您，和 2 名经纪人：季云帆、方晓棠",
                "您，和 2 名經紀人：季雲帆、方曉棠",
                "you and 2 brokers: Ji Yunfan, Fang Xiaotang",
            )
            .to_owned(),
        preview: Some(Preview { title: title(k), summary: summary(k) }),
        keep: if keep {
            "https://kjj.example.gov.cn/kjj/drafts/k7m2-9fqx-31bd".to_owned()
        } else {
            String::new()
        },
        question: String::new(),
    }
}

fn start(k: &Kit, wrong: bool) -> NeedStart {
    let mut f = k.visitor(Place::None, "landing-submit");
    let mut form = Form::new("need", f.urls.need_new(), "key-1");
    if wrong {
        form = form.with("contact_name", "x".repeat(201));
        form.complain("title", "required");
        form.complain("contact_name", "too_long");
        f.has_errors = true;
    }
    NeedStart { f, form }
}

fn tasks(k: &Kit, visitor: bool) -> DraftTasks {
    let f = if visitor {
        k.visitor(Place::None, "landing-submit")
    } else {
        k.signed(Face::Company, Place::OwnNeeds, "landing-submit")
    };
    let mut draft = draft(k, &f, visitor, !visitor);
    if !visitor {
        let question = ["请写明磨损量怎么测。", "請寫明磨耗量怎麼測。", "Please say how wear is measured."];
        k.say(question[0], question[1], question[2]).clone_into(&mut draft.question);
    }
    let discard = Form::new("need", draft.urls.section("withdrawal"), "key-2").versioned(7);
    DraftTasks { draft, name: title(k), discard, f }
}

fn part_page(k: &Kit, part: Part) -> NeedPart {
    let mut f = k.signed(Face::Company, Place::OwnNeeds, &format!("part-{}", part.slug()));
    let mut draft = draft(k, &f, false, false);
    for (at, state) in draft.states.iter_mut().enumerate() {
        if at + 1 == part.number() {
            *state = TaskState::Started;
        }
    }
    let mut form = Form::new("need", draft.urls.section(part.slug()), "key-1")
        .versioned(7)
        .with("title", title(k))
        .with("problem", problem(k))
        .with("level", "undertaking")
        .with("section_levels.tried", "case")
        .with("budget.kind", "range")
        .with("budget.min", "50")
        .with("budget.max", "80")
        .with("budget.currency", "CNY")
        .with_all("modes", ["development".to_owned(), "consulting".to_owned()])
        .with("wanted_by", "2026-08-31")
        .with("contact_name", k.say("陈屿", "陳嶼", "Chen Yu"))
        .with("contact_email", "chen@hengxi");
    for (at, row) in indicators(k).into_iter().enumerate() {
        let (sign, target) = row.target.split_once(' ').unwrap_or(("≤", &row.target));
        for (field, value) in [
            ("name", row.name.as_str()),
            ("now", &row.now),
            ("target", target),
            ("unit", &row.unit),
            ("test_method", &row.test_method),
            ("must", if row.must { "true" } else { "false" }),
            ("comparison", if sign == "≥" { "at_least" } else { "at_most" }),
        ] {
            form = form.with(format!("indicators.{at}.{field}"), value);
        }
    }
    if part == Part::Contact {
        form.complain("contact_email", "bad_email");
        f.has_errors = true;
    }
    let rows = form.rows("indicators") + 1;
    NeedPart { f, draft, part, form, rows }
}

pub(super) fn indicators(k: &Kit) -> Vec<IndicatorRow> {
    let row = |number, name: &str, now: &str, target: &str, unit: &str, method: &str, must| IndicatorRow {
        number,
        name: name.to_owned(),
        now: now.to_owned(),
        target: target.to_owned(),
        unit: unit.to_owned(),
        test_method: method.to_owned(),
        must,
    };
    vec![
        row(
            1,
            k.say("柱塞副磨损量", "柱塞副磨耗量", "Plunger wear"),
            "9.5",
            "≤ 3",
            "µm / 500 h",
            k.say("含水甲醇台架", "含水甲醇臺架", "rig, hydrous methanol"),
            true,
        ),
        row(
            2,
            k.say("涂层结合力", "塗層附著力", "Adhesion"),
            "HF3",
            "≥ HF1",
            k.say("级", "級", "class"),
            k.say("洛氏压痕法", "洛氏壓痕法", "Rockwell indentation"),
            true,
        ),
        row(3, k.say("摩擦系数", "摩擦係數", "Friction coefficient"), "0.18", "≤ 0.10", "", "", true),
        row(
            4,
            k.say("涂层后圆柱度", "塗層後圓柱度", "Cylindricity after coating"),
            "1.8",
            "≤ 1.0",
            "µm",
            k.say("圆柱度仪", "圓柱度儀", "cylindricity tester"),
            false,
        ),
    ]
}

fn groups(k: &Kit, f: &Frame, edit: bool) -> Vec<SummaryGroup> {
    let urls = f.urls.draft("need_1");
    let link = |part: Part| if edit { urls.section(part.slug()) } else { String::new() };
    let row = |key: &str, value: &str| SummaryRow { label: f.t(key), value: value.to_owned() };
    vec![
        SummaryGroup {
            title: f.t("part-problem"),
            edit: link(Part::Problem),
            rows: vec![
                row("need-title", &title(k)),
                row("need-problem", &problem(k)),
                row("need-current-state", ""),
                row("need-tried", k.say("氮化、整体陶瓷", "氮化、整體陶瓷", "Nitriding, solid ceramics")),
            ],
            indicators: Vec::new(),
        },
        SummaryGroup {
            title: f.t("part-indicators"),
            edit: link(Part::Indicators),
            rows: vec![row("need-conditions", "GCr15，≤ 200 ℃")],
            indicators: indicators(k),
        },
        SummaryGroup {
            title: f.t("part-expectation"),
            edit: link(Part::Expectation),
            rows: vec![
                row("need-modes", &f.code("mode", "development")),
                row("need-budget", &budget(f)),
                row("need-wanted-by", "2026-08-31"),
            ],
            indicators: Vec::new(),
        },
        SummaryGroup {
            title: f.t("part-contact"),
            edit: link(Part::Contact),
            rows: vec![
                row("need-contact-name", k.say("陈屿", "陳嶼", "Chen Yu")),
                row("need-contact-phone", "8000 0421"),
            ],
            indicators: Vec::new(),
        },
    ]
}

fn budget(f: &Frame) -> String {
    let budget = domain::money::Budget::Range {
        min: Some(50_000_000),
        max: Some(80_000_000),
        currency: "CNY".to_owned(),
    };
    crate::view::format::budget(&budget, f.l)
}

fn check(k: &Kit, ready: bool) -> NeedCheck {
    let f = k.signed(Face::Company, Place::OwnNeeds, "check-title");
    let draft = draft(k, &f, false, ready);
    let missing = |key: &str, part: Part| Missing { what: f.t(key), href: draft.urls.section(part.slug()) };
    let required = if ready { Vec::new() } else { vec![missing("need-contact-phone", Part::Contact)] };
    let later =
        vec![missing("need-current-state", Part::Problem), missing("need-decision-owner", Part::Contact)];
    let form = Form::new("need", draft.urls.submission(), "key-3").versioned(7);
    NeedCheck { groups: groups(k, &f, true), required, later, form, draft, recorder: None, f }
}

fn receipt(k: &Kit) -> NeedReceipt {
    let f = k.signed(Face::Company, Place::OwnNeeds, "receipt-title");
    NeedReceipt {
        number: "2026-0317".to_owned(),
        submitted: "2026-03-05 14:20".to_owned(),
        promise: "2026-03-09 14:20".to_owned(),
        follow: f.urls.need("need_1"),
        keep: String::new(),
        print: f.urls.need_print("need_1"),
        f,
    }
}

fn home(k: &Kit, empty: bool) -> CompanyHome {
    let f = k.signed(Face::Company, Place::OwnNeeds, "nav-own-needs");
    let organisation = organisation(k);
    if empty {
        return CompanyHome {
            f,
            organisation,
            pending: true,
            waiting: Vec::new(),
            needs: Vec::new(),
            pager: Pager::default(),
        };
    }
    let need = |number: &str, title: &str, state, level, since: &str, next: &str| NeedRow {
        number: number.to_owned(),
        title: title.to_owned(),
        state,
        level,
        since: since.to_owned(),
        next: next.to_owned(),
        href: f.urls.need(number),
    };
    let needs = vec![
        need(
            "2026-0317",
            &title(k),
            "returned",
            Level::Undertaking,
            "2026-03-05 10:42",
            k.say("请回答 1 个问题", "請回答 1 個問題", "Answer 1 question"),
        ),
        need(
            "2026-0288",
            k.say("回油管接头渗漏", "回油管接頭滲漏", "Leaking return-line joints"),
            "matching",
            Level::Verified,
            "2026-02-27 16:05",
            k.say("预计 3 月 8 日前给出候选", "預計 3 月 8 日前提出候選", "Candidates expected by 8 March"),
        ),
        need("2025-0912", "", "draft", Level::Verified, "2025-12-19 09:30", ""),
    ];
    let waiting = vec![Waiting {
        what: k.say("经纪人问了 1 个问题", "經紀人問了 1 個問題", "A broker asked 1 question").to_owned(),
        number: "2026-0317".to_owned(),
        since: "2026-03-05 10:42".to_owned(),
        href: format!("{}#questions", f.urls.need("2026-0317")),
    }];
    CompanyHome {
        organisation,
        pending: false,
        waiting,
        needs,
        pager: Pager { total: 3, ..Pager::default() },
        f,
    }
}

fn readers(k: &Kit, any: bool) -> NeedReaders {
    let f = k.signed(Face::Company, Place::OwnNeeds, "readers-title");
    let readings = if any {
        vec![Reading {
            when: "2026-03-05 10:42".to_owned(),
            who: k.say("一位实名专家", "一位實名專家", "A verified expert").to_owned(),
            what: format!("{}、{}", f.t("need-title"), f.t("need-problem")),
            version: 3,
        }]
    } else {
        Vec::new()
    };
    NeedReaders {
        id: "need_1".to_owned(),
        number: "2026-0317".to_owned(),
        level: Level::Verified,
        pager: Pager { total: readings.len(), ..Pager::default() },
        readings,
        f,
    }
}

fn print(k: &Kit) -> NeedPrint {
    let f = k.signed(Face::Company, Place::OwnNeeds, "print-title");
    NeedPrint {
        id: "need_1".to_owned(),
        number: "2026-0317".to_owned(),
        organisation: organisation(k),
        level: Level::Undertaking,
        version: 3,
        checksum: "9f3c41ab".to_owned(),
        printed: "2026-03-05 14:20".to_owned(),
        groups: groups(k, &f, false),
        f,
    }
}

fn organisation(k: &Kit) -> String {
    k.say("恒汐燃油系统有限公司", "恆汐燃油系統有限公司", "Hengxi Fuel Systems Co., Ltd.").to_owned()
}

fn question(k: &Kit, f: &Frame, open: bool) -> QuestionItem {
    let form = Form::new("answer", f.urls.need_answer("need_1"), "key-4").with("question", "msg_1");
    QuestionItem {
        id: if open { "q-1" } else { "q-2" }.to_owned(),
        field: k.say("第 3 项：测试方法", "第 3 項：測試方法", "Indicator 3: test method").to_owned(),
        edit: f.urls.draft("need_1").section("indicators"),
        text: k
            .say(
                "摩擦系数用什么试验测？往复还是台架？",
                "摩擦係數用什麼試驗測？往復還是臺架？",
                "By which test is friction measured, reciprocating or on the rig?",
            )
            .to_owned(),
        asked_by: k.say("季云帆", "季雲帆", "Ji Yunfan").to_owned(),
        asked_at: "2026-03-05 10:42".to_owned(),
        answer: if open {
            String::new()
        } else {
            k.say("往复试验。", "往復試驗。", "Reciprocating.").to_owned()
        },
        answered: if open {
            String::new()
        } else {
            let channel = f.code("channel", "phone");
            let recorder = k.say("季云帆", "季雲帆", "Ji Yunfan");
            let person = k.say("陈屿", "陳嶼", "Chen Yu");
            f.l.text_with("on-behalf", &[("recorder", &recorder), ("channel", &channel), ("person", &person)])
        },
        form: open.then_some(form),
    }
}

fn need(k: &Kit, state: &'static str, face: Face) -> OwnNeed {
    let mut f = k.signed(face, Place::OwnNeeds, "nav-own-needs");
    "2026-0317".clone_into(&mut f.title);
    let open = state == "returned";
    if !open {
        f = f.clone().with_flash(Flash {
            kind: FlashKind::Success,
            what: k.say("已答复经纪人", "已回覆經紀人", "Your answer was sent").to_owned(),
            next: k
                .say(
                    "经纪人会在 2 个工作日内继续",
                    "經紀人會在 2 個工作天內繼續",
                    "The broker goes on within 2 working days",
                )
                .to_owned(),
            undo: None,
            undo_key: String::new(),
        });
    }
    let entry = |when, time: &str, what: &str, who: &str| Entry {
        when,
        time: time.to_owned(),
        machine: if when == When::Next { String::new() } else { time.replace(' ', "T") },
        what: what.to_owned(),
        who: who.to_owned(),
        proof: String::new(),
    };
    let consent = ConsentAsk {
        kind: "publication",
        title: title(k),
        summary: summary(k),
        title_en: "A wear-resistant coating for methanol pump plungers".to_owned(),
        summary_en: "A maker of marine fuel systems seeks a low-temperature wear coating.".to_owned(),
        checksum: "9f3c".to_owned(),
        form: Form::new("consent", f.urls.need_consent("need_1"), "key-5").versioned(9),
        given: if open { String::new() } else { "2026-03-06 09:30".to_owned() },
    };
    OwnNeed {
        id: "need_1".to_owned(),
        number: "2026-0317".to_owned(),
        title: title(k),
        state,
        since: "2026-03-05 10:42".to_owned(),
        level: Level::Undertaking,
        next: if open {
            k.say(
                "请回答下面的问题，然后重新提交。",
                "請回答下面的問題，然後重新送出。",
                "Please answer the question below.",
            )
            .to_owned()
        } else {
            String::new()
        },
        reason: String::new(),
        broker: k.say("季云帆", "季雲帆", "Ji Yunfan").to_owned(),
        questions: vec![question(k, &f, open)],
        consent: Some(consent),
        groups: groups(k, &f, open),
        line: vec![
            entry(When::Past, "2026-03-02 09:12", k.say("已提交", "已送出", "Submitted"), ""),
            entry(
                When::Now,
                "2026-03-05 10:42",
                k.say("经纪人提问", "經紀人提問", "The broker asked"),
                k.say("季云帆", "季雲帆", "Ji Yunfan"),
            ),
            entry(When::Next, k.say("答复后", "回覆後", "After your answer"), &f.code("step", "approve"), ""),
        ],
        edit: if open { f.urls.draft("need_1").tasks().to_owned() } else { String::new() },
        recorder: (face == Face::Broker)
            .then(|| vec![Choice::new("account_2", k.say("方晓棠", "方曉棠", "Fang Xiaotang"))]),
        pause: (!open).then(|| Form::new("pause", f.urls.need_pause("need_1"), "key-6").versioned(9)),
        resume: None,
        resubmit: String::new(),
        merged: None,
        readers: 4,
        readers_href: f.urls.need_readers("need_1"),
        withdraw: Some(Form::new("withdraw", f.urls.need_withdrawal("need_1"), "key-7").versioned(9)),
        f,
    }
}
