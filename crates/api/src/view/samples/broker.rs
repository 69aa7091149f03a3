//! Invented facts for a broker's queue, needs, review and calls.

use domain::{Lang, Level};

use super::{Kit, Sample, bench};
use crate::view::broker::{
    CallEntry, Check, ClearanceView, ConsentView, Decisions, Differs, FileLink, Inbox, InboxItem, InboxRow,
    NeedLine, NeedList, NeedReview, OtherActs, SectionView, Similar, Wording,
};
use crate::view::company::QuestionItem;
use crate::view::desk::{DiffKind, DiffPiece, Fact, Relax, Tab};
use crate::view::form::Choice;
use crate::view::nav::Place;
use crate::view::parts::{Chip, Entry, IndicatorRow, Pager, Piece, Task, TaskState, When};
use crate::view::{Face, Form, Frame};

pub(super) fn pages(k: &Kit) -> Vec<Sample> {
    let mut pages = vec![
        Sample::of("broker-inbox", &inbox(k, false)),
        Sample::of("broker-inbox-item", &inbox(k, true)),
        Sample::of("broker-inbox-empty", &empty(k)),
        Sample::of("broker-needs", &needs(k, false)),
        Sample::of("broker-needs-none", &needs(k, true)),
        Sample::of("broker-review", &review(k, false)),
        Sample::of("broker-review-approved", &review(k, true)),
        Sample::of("broker-call", &call(k, false)),
        Sample::of("broker-call-error", &call(k, true)),
    ];
    pages.extend(bench::pages(k));
    pages
}

fn signed(k: &Kit, place: Place, title: &str) -> Frame {
    k.signed(Face::Broker, place, title)
}

pub(super) fn tabs(f: &Frame, prefix: &str, codes: &[(&str, usize)], base: &str) -> Vec<Tab> {
    codes
        .iter()
        .enumerate()
        .map(|(at, (code, count))| Tab {
            word: f.code(prefix, code),
            count: *count,
            href: f.urls.with(base, "tab", code),
            current: at == 0,
        })
        .collect()
}

fn rows(k: &Kit, f: &Frame) -> Vec<InboxRow> {
    let left = |hours: usize| f.t1("due-hours", "hours", hours);
    let facts: [(&str, &str, &str, String, &'static str); 8] = [
        ("注塑保险杠翘曲超差", "2026-0331", "东屿塑业", left(1), "danger"),
        ("608 轴承低噪音，达不到 Z4 组", "2026-0329", "望潮精密轴承", left(4), "warn"),
        ("深色针织物湿摩擦色牢度", "2026-0328", "甬绣印染", left(5), "warn"),
        ("港机减速箱漏油，密封件半年一换", "2026-0327", "屿湾港机服务", "03-06 11:45".to_owned(), ""),
        ("冻虾仁净水率波动", "2026-0326", "海栖食品", "03-06 15:00".to_owned(), ""),
        ("想提高产品质量", "2026-0325", "鸿衢实业", "03-06 16:20".to_owned(), ""),
        ("压铸减震塔焊接区气孔", "2026-0324", "浙屿压铸", "03-09 10:00".to_owned(), ""),
        ("光伏胶膜湿热黄变", "2026-0322", "澜港塑化", "03-09 14:30".to_owned(), ""),
    ];
    let mut rows: Vec<InboxRow> = facts
        .into_iter()
        .enumerate()
        .map(|(at, (title, number, company, due, tone))| InboxRow {
            title: title.to_owned(),
            lang: Lang::ZhHans,
            number: number.to_owned(),
            company: company.to_owned(),
            due,
            tone,
            href: f.urls.inbox_item(format!("need_{}", at + 1)),
            current: at == 0,
        })
        .collect();
    if k.lang != Lang::ZhHans {
        rows.truncate(6);
    }
    rows
}

pub(super) fn indicators() -> Vec<IndicatorRow> {
    let row = |number, name: &str, now: &str, target: &str, unit: &str, must| IndicatorRow {
        number,
        name: name.to_owned(),
        now: now.to_owned(),
        target: target.to_owned(),
        unit: unit.to_owned(),
        test_method: String::new(),
        must,
    };
    vec![row(1, "最大翘曲", "4.6", "≤ 1.5", "mm", true), row(2, "成型周期", "62", "≤ 50", "s", false)]
}

fn checks(k: &Kit, f: &Frame) -> Vec<Check> {
    let done = ["problem", "indicators", "tried", "budget"];
    let mut all: Vec<Check> = done
        .iter()
        .map(|field| Check {
            what: f.code("need", field),
            done: true,
            question: String::new(),
            ask: String::new(),
        })
        .collect();
    let missing = [
        k.say("翘曲的测量方法与基准面", "翹曲的測量方法與基準面", "How warp is measured, and the datum"),
        k.say("模具流道与浇口数", "模具流道與澆口數", "Runners and gates of the mould"),
        k.say("能否改料或改模", "能否改料或改模", "Whether material or mould may change"),
    ];
    all.extend(missing.into_iter().map(|what| Check {
        what: what.to_owned(),
        done: false,
        question: f.t1("ask-indicator-test-method", "number", 1usize),
        ask: format!("{}#return", f.urls.inbox_item("need_1")),
    }));
    all
}

fn similar(k: &Kit, f: &Frame) -> Vec<Similar> {
    vec![
        Similar {
            number: "2025-0144".to_owned(),
            title: "门板翘曲与缩痕".to_owned(),
            lang: Lang::ZhHans,
            note: k
                .say(
                    "东屿塑业，2025-06，已解决",
                    "東嶼塑業，2025-06，已解決",
                    "Dongyu Plastics, 2025-06, solved",
                )
                .to_owned(),
            href: f.urls.need("need_44"),
        },
        Similar {
            number: "2024-0092".to_owned(),
            title: "长条饰件变形预测".to_owned(),
            lang: Lang::ZhHans,
            note: k
                .say("另一企业，未形成方案", "另一企業，未形成方案", "Another company, no solution reached")
                .to_owned(),
            href: f.urls.need("need_92"),
        },
    ]
}

pub(super) fn act(f: &Frame, act: &str) -> Form {
    Form::new("act", f.urls.need_act("need_1", act), "key-1").versioned(3)
}

fn brokers() -> Vec<Choice> {
    vec![Choice::new("acc_1", "季云帆"), Choice::new("acc_2", "方晓棠"), Choice::new("acc_3", "洪知远")]
}

fn words() -> Vec<Piece> {
    let piece = |text: &str, mark| Piece { text: text.to_owned(), mark };
    vec![
        piece("前保险杠做出来翘得厉害，", None),
        piece("最大 4.6 mm，装不上车", Some(1)),
        piece(
            "，客户要 1.5 以内。PP+EPDM-T20，壁厚 2.8，长 1720。保压和冷却都调过，做过一次模流分析但材料参数不准，没用上。",
            None,
        ),
    ]
}

fn item(k: &Kit, f: &Frame) -> InboxItem {
    InboxItem {
        id: "need_1".to_owned(),
        number: "2026-0331".to_owned(),
        title: "注塑保险杠翘曲超差".to_owned(),
        lang: Lang::ZhHans,
        place: 1,
        of: 12,
        came: format!("{} · 2026-03-05 09:58", f.code("source", "company")),
        state: "submitted",
        due: f.t1("due-by", "by", "2026-03-05 14:20"),
        tone: "danger",
        level: Level::Undertaking,
        company: "东屿塑业有限公司".to_owned(),
        company_href: f.urls.organisation("org_1"),
        notes: vec![k.say("汽车零部件制造", "汽車零部件製造", "Automotive parts").to_owned()],
        words: words(),
        indicators: indicators(),
        facts: vec![
            Fact::new(f.code("need", "budget"), k.say("20–40 万元", "20–40 萬元", "CNY 200,000–400,000")),
            Fact::new(f.code("need", "wanted_by"), "2026-08-31"),
            Fact::new(f.code("need", "modes"), f.code("mode", "development")),
        ],
        files: vec![
            FileLink { name: "翘曲测量.xlsx".to_owned(), href: f.urls.file("file_1") },
            FileLink { name: "模具图.pdf".to_owned(), href: f.urls.file("file_2") },
        ],
        checks: checks(k, f),
        similar: similar(k, f),
        fields: vec![
            Choice::new("", f.t("ask-whole")),
            Choice::new("problem", f.code("need", "problem")),
            Choice::new("indicators.0.test_method", format!("1 · 最大翘曲 · {}", f.t("indicator-method"))),
        ],
        brokers: brokers(),
        decide: Decisions {
            take: Some(act(f, "take")),
            give_back: Some(
                act(f, "return")
                    .with("field", "indicators.0.test_method")
                    .with("question", f.t1("ask-indicator-test-method", "number", 1usize)),
            ),
            phone_instead: false,
            merge: Some(act(f, "merge")),
            not_accept: Some(act(f, "not-acceptance")),
            assign: Some(act(f, "assignment")),
            approve: format!("{}#approve", f.urls.need("need_1")),
            open: String::new(),
        },
        previous: String::new(),
        next: f.urls.inbox_item("need_2"),
    }
}

fn inbox(k: &Kit, on_item: bool) -> Inbox {
    let f = signed(k, Place::Inbox, "nav-inbox");
    Inbox {
        tabs: tabs(
            &f,
            "inbox-tab",
            &[("new", 12), ("waiting", 4), ("diagnosis", 9), ("ready", 3)],
            &f.urls.inbox(),
        ),
        due_today: 2,
        late: 1,
        first_answer: "6.2".to_owned(),
        behind: 0,
        rows: rows(k, &f),
        pager: Pager { total: 12, ..Pager::default() },
        item: Some(item(k, &f)),
        on_item,
        f,
    }
}

fn empty(k: &Kit) -> Inbox {
    Inbox {
        rows: Vec::new(),
        item: None,
        pager: Pager::default(),
        due_today: 0,
        late: 0,
        behind: 3,
        ..inbox(k, false)
    }
}

pub(super) fn line(number: &str, title: &str, company: &str, state: &'static str, f: &Frame) -> NeedLine {
    let matching = matches!(state, "matching" | "private_matching");
    NeedLine {
        number: number.to_owned(),
        title: title.to_owned(),
        lang: Lang::ZhHans,
        company: company.to_owned(),
        field: "先进制造与自动化".to_owned(),
        state,
        level: if matching { Level::Undertaking } else { Level::Verified },
        broker: if state == "submitted" { String::new() } else { "季云帆".to_owned() },
        questions: usize::from(state == "returned"),
        shortlisted: if matching { 2 } else { 0 },
        moved: "2026-03-05 09:58".to_owned(),
        due: if state == "submitted" { f.t1("due-hours", "hours", 4usize) } else { String::new() },
        tone: if state == "submitted" { "warn" } else { "" },
        chokepoint: state == "private_matching",
        href: f.urls.need("need_1"),
        bench: if matching { f.urls.candidates("need_1") } else { String::new() },
    }
}

fn needs(k: &Kit, none: bool) -> NeedList {
    let f = signed(k, Place::Needs, "nav-needs");
    let any = || Choice::new("", f.t("filter-any"));
    let mut states = vec![any()];
    states.extend(Choice::of_codes(f.l, "state", &["submitted", "returned", "in_diagnosis", "matching"]));
    let rows = [
        ("2026-0331", "注塑保险杠翘曲超差", "东屿塑业有限公司", "submitted"),
        ("2026-0329", "608 轴承低噪音，达不到 Z4 组", "望潮精密轴承有限公司", "returned"),
        ("2026-0317", "甲醇燃料高压油泵柱塞的低温耐磨涂层", "恒汐燃油系统有限公司", "matching"),
        ("2026-0311", "烧结钕铁硼降镝", "明屿永磁有限公司", "private_matching"),
        ("2026-0302", "阀门低温泄漏检测太慢", "", "published"),
        ("2026-0290", "小家电电机 2000 h 寿命验证", "禾轩电器有限公司", "in_diagnosis"),
        ("2026-0281", "光伏胶膜湿热黄变", "澜港塑化有限公司", "expired"),
    ];
    NeedList {
        tabs: tabs(
            &f,
            "needs-tab",
            &[("all", 296), ("open", 31), ("matching", 96), ("resting", 12), ("closed", 157)],
            &f.urls.needs(),
        ),
        form: Form::new("filter", f.urls.needs(), "").with("q", if none { "氢能 储罐" } else { "" }),
        states,
        fields: vec![any(), Choice::new("manufacturing", "先进制造与自动化")],
        brokers: [vec![any()], brokers()].concat(),
        chips: if none {
            vec![Chip { word: "氢能 储罐".to_owned(), href: f.urls.needs() }]
        } else {
            Vec::new()
        },
        clear: f.urls.needs(),
        rows: if none {
            Vec::new()
        } else {
            rows.iter()
                .map(|(number, title, company, state)| line(number, title, company, state, &f))
                .collect()
        },
        pager: Pager {
            total: if none { 0 } else { 296 },
            next: if none { String::new() } else { f.urls.with(&f.urls.needs(), "page", "2") },
            page: 1,
            pages: 15,
            ..Pager::default()
        },
        relax: if none {
            vec![Relax {
                word: k.say("去掉“氢能”", "去掉「氫能」", "without “氢能”").to_owned(),
                count: 7,
                href: f.urls.needs(),
            }]
        } else {
            Vec::new()
        },
        export: f.urls.with(&f.urls.needs(), "state", "matching"),
        f,
    }
}

fn sections(f: &Frame) -> Vec<SectionView> {
    let section = |code: &str, level, own_level, facts, indicators| SectionView {
        title: f.code("section", code),
        level,
        own_level,
        edit: f.urls.draft("need_1").section("problem"),
        facts,
        indicators,
    };
    let fact = |name: &str, value: &str| Fact::new(f.code("need", name), value);
    vec![
        section(
            "problem",
            Level::Undertaking,
            false,
            vec![
                fact("problem", "前保险杠做出来翘得厉害，最大 4.6 mm，装不上车，客户要 1.5 以内。"),
                fact("current_state", ""),
            ],
            Vec::new(),
        ),
        section("indicators", Level::Undertaking, false, Vec::new(), indicators()),
        section(
            "expected",
            Level::Verified,
            true,
            vec![fact("expected", "改模方案与工艺窗口"), fact("wanted_by", "2026-08-31")],
            Vec::new(),
        ),
        section(
            "contact",
            Level::Case,
            true,
            vec![fact("contact_name", "许望"), fact("contact_phone", "8000 0422")],
            Vec::new(),
        ),
    ]
}

fn question(k: &Kit, f: &Frame) -> QuestionItem {
    QuestionItem {
        id: "q-1".to_owned(),
        field: f.t("indicator-method"),
        edit: String::new(),
        text: k
            .say(
                "翘曲以哪个面为基准、用什么量？",
                "翹曲以哪個面為基準、用什麼量？",
                "Warp is measured from which datum, and with what?",
            )
            .to_owned(),
        asked_by: "季云帆".to_owned(),
        asked_at: "2026-03-05 10:12".to_owned(),
        answer: String::new(),
        answered: String::new(),
        form: Some(act(f, "answers").with("question", "msg_1")),
    }
}

fn wording(k: &Kit, f: &Frame, approved: bool) -> Wording {
    let english = if approved { "Warp of an injection-moulded bumper" } else { "" };
    let title = "一家汽车零部件企业：注塑保险杠翘曲超差";
    let summary =
        "前保险杠注塑后翘曲最大 4.6 mm，要求 1.5 mm 以内；材料为填充聚丙烯，可改工艺，模具改动可议。";
    Wording {
        form: Some(act(f, "wording").with("title", title).with("summary", summary).with("title_en", english)),
        title: title.to_owned(),
        summary: summary.to_owned(),
        title_en: english.to_owned(),
        summary_en: String::new(),
        differs: vec![Differs {
            word: f.code("need", "title"),
            pieces: vec![
                DiffPiece::new(DiffKind::Added, "一家汽车零部件企业："),
                DiffPiece::new(DiffKind::Same, "注塑保险杠翘曲超差"),
                DiffPiece::new(DiffKind::Removed, "（东屿塑业）"),
            ],
        }],
        warnings: if approved { Vec::new() } else { vec![f.t("wording-names-company")] },
        checksum: k.say("7f3a 91c2", "7f3a 91c2", "7f3a 91c2").to_owned(),
    }
}

fn tasks(f: &Frame, approved: bool) -> Vec<Task> {
    let later = if approved { TaskState::NotStarted } else { TaskState::Blocked };
    let first = if approved { TaskState::Done } else { TaskState::Started };
    [
        ("approve", first),
        ("wording", first),
        ("consent", later),
        ("clearance", later),
        ("opening", TaskState::Blocked),
    ]
    .into_iter()
    .map(|(step, state)| Task {
        word: f.code("review-step", step),
        href: if state == TaskState::Blocked { String::new() } else { format!("#{step}") },
        state,
        current: false,
        note: String::new(),
    })
    .collect()
}

fn history(f: &Frame) -> Vec<Entry> {
    let entry = |when, time: &str, what: &str, who: &str| Entry {
        when,
        time: time.to_owned(),
        machine: String::new(),
        what: f.code("event", what),
        who: who.to_owned(),
        proof: String::new(),
    };
    vec![
        entry(When::Past, "2026-03-05 09:58", "need-submitted", "许望"),
        entry(When::Past, "2026-03-05 10:08", "need-taken", "季云帆"),
        entry(When::Now, "2026-03-05 10:12", "need-asked", "季云帆"),
    ]
}

fn acts(f: &Frame) -> OtherActs {
    OtherActs {
        ask: Some(act(f, "question")),
        submit: None,
        chokepoint: Some(act(f, "chokepoint")),
        abroad: Some(act(f, "abroad").with("visible", "false")),
        pause: None,
        resume: None,
        renew: None,
        withdraw: Some(act(f, "withdrawal")),
    }
}

fn review(k: &Kit, approved: bool) -> NeedReview {
    let f = signed(k, Place::Needs, "nav-needs");
    let mut item = item(k, &f);
    item.place = 0;
    item.state = if approved { "approved" } else { "in_diagnosis" };
    item.due = String::new();
    item.decide.take = None;
    if approved {
        item.decide = Decisions { assign: Some(act(&f, "assignment")), ..Decisions::default() };
    }
    NeedReview {
        broker: "季云帆".to_owned(),
        readers: f.urls.need_readers("need_1"),
        visible_to: f.t("review-visible-own"),
        returns: 1,
        review_by: if approved { "2026-09-30".to_owned() } else { String::new() },
        chokepoint: String::new(),
        abroad: false,
        tasks: tasks(&f, approved),
        sections: sections(&f),
        questions: vec![question(k, &f)],
        checks: checks(k, &f),
        similar: similar(k, &f),
        approve: (!approved).then(|| act(&f, "approval").with("review_by", "2026-09-30")),
        exemption_needed: !approved,
        companies: Vec::new(),
        industries: vec![Choice::new("345", "345 轴承、齿轮和传动部件制造")],
        fields: vec![Choice::new(
            "bearings-tribology",
            k.say("轴承与摩擦学", "軸承與摩擦學", "Bearings and tribology"),
        )],
        approved: if approved {
            f.t2("review-approved", "when", "2026-03-06 11:20", "until", "2026-09-30")
        } else {
            String::new()
        },
        wording: Some(wording(k, &f, approved)),
        consent: Some(ConsentView {
            given: String::new(),
            stale: false,
            form: Some(act(&f, "consent").with("checksum", "7f3a91c2").with("kind", "private_matching")),
        }),
        clearance: Some(ClearanceView {
            given: if approved { "方晓棠 · 2026-03-06 11:31".to_owned() } else { String::new() },
            stale: false,
            form: (!approved).then(|| act(&f, "clearance").with("checksum", "7f3a91c2")),
            second: String::new(),
        }),
        publish: approved.then(|| act(&f, "publication")),
        start: approved.then(|| act(&f, "matching")),
        privately: true,
        bench: String::new(),
        acts: acts(&f),
        line: history(&f),
        second: brokers(),
        item,
        f,
    }
}

fn call(k: &Kit, wrong: bool) -> CallEntry {
    let mut f = signed(k, Place::Inbox, "call-title");
    let mut form = Form::new("call", f.urls.call(), "key-1")
        .with("on_behalf.channel", "phone")
        .with("on_behalf.told_at", "2026-03-05T10:40")
        .with("level", "verified");
    if wrong {
        form =
            form.with("problem", "").with("indicators.0.name", "净水率").with("indicators.0.target", "≤ 8");
        form.complain("problem", "required");
        form.complain("on_behalf.person", "required");
        f.has_errors = true;
    }
    let organisations =
        vec![Choice::new("", f.t("call-other-company")), Choice::new("org_1", "东屿塑业有限公司")];
    CallEntry { form, organisations, about: String::new(), f }
}
