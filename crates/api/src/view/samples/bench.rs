//! Invented facts for the workbench and the defence sheet.

use domain::{Lang, Level};

use super::{Kit, Sample};
use crate::view::broker::{
    Bench, Block, Candidate, Cell, Compare, Defence, Group, Head, Nobody, Pane, Who, WhyNot,
};
use crate::view::desk::Relax;
use crate::view::nav::Place;
use crate::view::parts::{Cover, Gap, Piece, Quote};
use crate::view::{Face, Form, Frame};

pub(super) fn pages(k: &Kit) -> Vec<Sample> {
    vec![
        Sample::of("broker-match", &bench(k)),
        Sample::of("broker-match-nobody", &nobody(k)),
        Sample::of("broker-match-excluded", &excluded(k)),
        Sample::of("defence-sheet", &defence(k)),
    ]
}

fn heads() -> Vec<Head> {
    [
        ("磨损量", "≤ 3 µm"),
        ("结合力", "≥ HF1"),
        ("摩擦系数", "≤ 0.10"),
        ("圆柱度", "≤ 1.0 µm"),
        ("耐甲醇", "≥ 1000 h"),
        ("单件成本", "≤ 45 元"),
        ("处理温度", "≤ 200 ℃"),
    ]
    .into_iter()
    .zip(1..)
    .map(|((name, target), number)| Head { number, name: name.to_owned(), target: target.to_owned() })
    .collect()
}

fn who(f: &Frame, id: &str, name: &str, home: &str) -> Who {
    let team = id.starts_with("team");
    Who {
        id: id.to_owned(),
        team,
        name: name.to_owned(),
        lang: if name.is_ascii() { Lang::En } else { Lang::ZhHans },
        home: home.to_owned(),
        href: if team { f.urls.team(id) } else { f.urls.expert(id) },
    }
}

fn covers(pattern: &str) -> Vec<Cover> {
    pattern
        .chars()
        .map(|c| match c {
            'h' => Cover::Hit,
            'n' => Cover::Near,
            _ => Cover::Gap,
        })
        .collect()
}

fn block(kind: &'static str, hard: bool, text: &str) -> Block {
    Block { kind, hard, text: text.to_owned() }
}

fn candidate(f: &Frame, who: Who, band: &'static str, pattern: &str, capacity: &str) -> Candidate {
    Candidate {
        href: f.urls.with(&f.urls.candidates("need_1"), "candidate", &who.id),
        who,
        band,
        covers: covers(pattern),
        capacity: capacity.to_owned(),
        by_hand: false,
        state: "suggested",
        blocks: Vec::new(),
        ranked: true,
        current: false,
        version: 0,
        picked: false,
    }
}

fn candidates(k: &Kit, f: &Frame) -> Vec<Candidate> {
    let abroad = k.say("境外可见未开启", "境外可見未開啟", "not shown abroad");
    let told =
        k.say("2024 年曾受托，须披露", "2024 年曾受託，須揭露", "paid advice in 2024, to be disclosed");
    let out = k.say(
        "回避：2022 年至今在需求单位的控股方任职，不参加排序",
        "迴避：2022 年至今在需求單位的控股方任職，不參加排序",
        "Recused: employed by the owner of the company since 2022; not ranked",
    );
    vec![
        Candidate {
            current: true,
            version: 0,
            picked: true,
            state: "shortlisted",
            ..candidate(
                f,
                who(f, "exp_1", "陆闻舟", "临港理工大学 · 表面工程团队"),
                "strong",
                "hhhghgh",
                "2 / 4",
            )
        },
        Candidate {
            blocks: vec![block("foreign", false, abroad)],
            ..candidate(
                f,
                who(f, "exp_2", "Anneke Visser", "Noordkaap 摩擦学所（荷兰）"),
                "strong",
                "hnhgngh",
                "1 / 3",
            )
        },
        Candidate {
            by_hand: true,
            version: 0,
            picked: true,
            blocks: vec![block("disclose", false, told)],
            ..candidate(
                f,
                who(f, "exp_3", "沈知行", "明澜表面技术所 · 精密涂层"),
                "possible",
                "nhghghh",
                "3 / 4",
            )
        },
        candidate(f, who(f, "team_4", "轮机可靠性团队", "东瀚海事大学"), "possible", "ngnghgg", "0 / 3"),
        candidate(
            f,
            who(f, "exp_5", "汤以宁", "浙东应用技术学院 · 微纳制造"),
            "to_verify",
            "ggghgng",
            "1 / 2",
        ),
        Candidate {
            ranked: false,
            blocks: vec![block("conflict", true, out)],
            ..candidate(f, who(f, "exp_6", "韩牧之", "甬江化工学院 · 流体机械"), "", "", "")
        },
    ]
}

fn piece(text: &str, mark: Option<usize>) -> Piece {
    Piece { text: text.to_owned(), mark }
}

fn quote(f: &Frame, covers: &[usize], pieces: Vec<Piece>, kind: &str, title: &str, year: &str) -> Quote {
    Quote {
        id: String::new(),
        covers: covers.iter().map(|n| (*n, Cover::Hit)).collect(),
        pieces,
        lang: Lang::ZhHans,
        translation: String::new(),
        kind: f.code("evidence", kind),
        title: title.to_owned(),
        details: vec![year.to_owned()],
        href: f.urls.evidence("evi_1"),
    }
}

fn quotes(f: &Frame) -> Vec<Quote> {
    vec![
        quote(
            f,
            &[1, 3],
            vec![
                piece("在含水 0.5% 的甲醇中，掺钨类金刚石涂层柱塞副", None),
                piece("经 500 h 台架试验磨损量为 2.6 µm", Some(1)),
                piece("，摩擦系数", None),
                piece("稳定在 0.07–0.09", Some(3)),
                piece("，全程未见卡滞。", None),
            ],
            "paper",
            "《掺钨类金刚石涂层在含水甲醇中的边界润滑行为》",
            "2024",
        ),
        quote(
            f,
            &[2, 5],
            vec![
                piece("取样件在 60 ℃ 甲醇中", None),
                piece("浸泡 1200 h 后无起泡、无剥落", Some(5)),
                piece("，洛氏压痕", None),
                piece("评级 HF1", Some(2)),
                piece("，与浸泡前一致。", None),
            ],
            "consultation",
            "2025-0208 结论",
            "2025",
        ),
        quote(
            f,
            &[7],
            vec![
                piece("沉积全过程", None),
                piece("基体温度不高于 180 ℃", Some(7)),
                piece("，GCr15 基体硬度下降不超过 1 HRC。", None),
            ],
            "patent",
            "一种柱塞低温沉积方法",
            "2023",
        ),
    ]
}

fn gap(number: usize, what: &str, question: &str) -> Gap {
    Gap { number, what: what.to_owned(), question: question.to_owned() }
}

fn form(f: &Frame, act: &str) -> Form {
    Form::new("match", f.urls.candidates_act("need_1", act), "key-1").versioned(5)
}

fn pane(k: &Kit, f: &Frame, excluded: bool) -> Pane {
    let facts = [
        k.say("领域一致：表面工程", "領域一致：表面工程", "Same field: surface engineering"),
        k.say("语言：中、英", "語言：中、英", "Chinese, English"),
        k.say("本季余量 2 / 4", "本季餘量 2 / 4", "2 / 4 left this quarter"),
        k.say("2026-01-18 本人确认", "2026-01-18 本人確認", "confirmed 2026-01-18"),
    ];
    Pane {
        who: who(f, "exp_1", "陆闻舟", "临港理工大学 · 表面工程团队"),
        rank: 1,
        band: "strong",
        record: k
            .say(
                "过去 62 次“很可能”中 41 次进入问诊",
                "過去 62 次「很可能」中 41 次進入問診",
                "41 of 62 “strong” ones led to a consultation",
            )
            .to_owned(),
        facts: facts.iter().map(|fact| (*fact).to_owned()).collect(),
        quotes: quotes(f),
        gaps: vec![
            gap(
                4,
                "圆柱度 ≤ 1.0 µm",
                k.say(
                    "可问：全长上的膜厚如何控制？",
                    "可問：全長上的膜厚如何控制？",
                    "Ask: how is film thickness kept along the whole length?",
                ),
            ),
            gap(
                6,
                "单件成本 ≤ 45 元",
                k.say(
                    "可问：单炉装件数与节拍？",
                    "可問：單爐裝件數與節拍？",
                    "Ask: parts per batch, and the cycle?",
                ),
            ),
        ],
        blocks: Vec::new(),
        state: if excluded { "excluded" } else { "shortlisted" },
        version: 2,
        decided: format!(
            "季云帆 · 2026-03-05 10:02{}",
            if excluded { format!(" · {}", f.code("exclusion", "overloaded")) } else { String::new() }
        ),
        shortlist: excluded.then(|| form(f, "shortlist")),
        exclude: (!excluded).then(|| form(f, "exclusion")),
        undo: Some(form(f, "undo")),
    }
}

fn why_not(k: &Kit, f: &Frame) -> WhyNot {
    WhyNot {
        who: who(f, "exp_9", "梁叙白", "东瀚海事大学 · 材料保护"),
        rank: 37,
        of: 412,
        band: "to_verify",
        note: k
            .say("企业负责人曾口头推荐。", "企業負責人曾口頭推薦。", "The company’s head named him.")
            .to_owned(),
        quotes: Vec::new(),
        gaps: vec![
            gap(
                1,
                "磨损量",
                k.say(
                    "佐证 9 份均为海水环境，未见甲醇介质",
                    "佐證 9 份均為海水環境，未見甲醇介質",
                    "9 items, all in sea water, none in methanol",
                ),
            ),
            gap(
                7,
                "处理温度",
                k.say(
                    "所述工艺 420 ℃，超出约束 200 ℃",
                    "所述製程 420 ℃，超出約束 200 ℃",
                    "The process runs at 420 ℃, above 200 ℃",
                ),
            ),
        ],
        blocks: vec![block(
            "capacity",
            true,
            k.say("本季邀请已满 3 / 3", "本季邀請已滿 3 / 3", "3 of 3 invitations this quarter"),
        )],
        add: Some(form(f, "addition")),
    }
}

fn cell(text: &str, number: usize, source: &str) -> Cell {
    Cell {
        cover: if text.is_empty() { Cover::Gap } else { Cover::Hit },
        pieces: if text.is_empty() { Vec::new() } else { vec![piece(text, Some(number))] },
        lang: if text.is_ascii() { Lang::En } else { Lang::ZhHans },
        source: source.to_owned(),
    }
}

fn compared() -> Vec<(Head, Vec<Cell>)> {
    let texts = [
        ["经 500 h 台架试验磨损量为 2.6 µm", "柴油介质 800 h 磨损 2.2 µm"],
        ["洛氏压痕评级 HF1", "压痕周边无剥离，HF1"],
        ["稳定在 0.07–0.09", ""],
        ["", "涂后圆柱度 0.6–0.8 µm"],
        ["浸泡 1200 h 后无起泡、无剥落", ""],
        ["", "批量 5000 件时每件 38 元"],
        ["基体温度不高于 180 ℃", "低温工艺 160 ℃"],
    ];
    heads()
        .into_iter()
        .zip(texts)
        .map(|(head, texts)| {
            let n = head.number;
            (
                head,
                texts.iter().map(|text| cell(text, n, if text.is_empty() { "" } else { "2024" })).collect(),
            )
        })
        .collect()
}

fn columns(f: &Frame) -> Vec<(Who, &'static str)> {
    vec![
        (who(f, "exp_1", "陆闻舟", "临港理工大学"), "strong"),
        (who(f, "exp_3", "沈知行", "明澜表面技术所"), "possible"),
    ]
}

fn bench(k: &Kit) -> Bench {
    let f = k.signed(Face::Broker, Place::Needs, "needs-bench");
    Bench {
        id: "need_1".to_owned(),
        number: "2026-0317".to_owned(),
        title: "甲醇燃料高压油泵柱塞的低温耐磨涂层".to_owned(),
        lang: Lang::ZhHans,
        state: "matching",
        level: Level::Undertaking,
        company: "恒汐燃油系统有限公司".to_owned(),
        brokers: "季云帆、方晓棠".to_owned(),
        due: String::new(),
        visible_to: f.t("review-visible-own"),
        run: k
            .say(
                "2026-03-05 09:12；检索佐证 1846 份、专家 412 人",
                "2026-03-05 09:12；檢索佐證 1846 份、專家 412 人",
                "2026-03-05 09:12; 1,846 items of evidence, 412 experts",
            )
            .to_owned(),
        behind: 0,
        heads: heads(),
        candidates: candidates(k, &f),
        form: form(&f, "shortlist"),
        shortlisted: 1,
        pane: Some(pane(k, &f, false)),
        asked: "梁叙白".to_owned(),
        why_not: Some(why_not(k, &f)),
        namesakes: Vec::new(),
        group: Some(Group {
            members: vec![
                (who(&f, "exp_1", "陆闻舟", ""), vec![1, 2, 3, 5, 7]),
                (who(&f, "exp_3", "沈知行", ""), vec![4, 6]),
            ],
            missing: Vec::new(),
            smallest: true,
            form: Some(form(&f, "group")),
        }),
        compare: Some(Compare {
            columns: columns(&f),
            rows: compared(),
            blocks: vec![
                Vec::new(),
                vec![block(
                    "disclose",
                    false,
                    k.say("2024 年曾受托，须披露", "2024 年曾受託，須揭露", "paid advice in 2024"),
                )],
            ],
            only_different: false,
            toggle: f.urls.with(&f.urls.candidates("need_1"), "only", "different"),
        }),
        add: form(&f, "addition"),
        nobody: None,
        more: f.urls.with(&f.urls.candidates("need_1"), "limit", "50"),
        f,
    }
}

fn nobody(k: &Kit) -> Bench {
    let mut page = bench(k);
    page.nobody = Some(Nobody {
        why: k
            .say(
                "412 位专家中，没有一位有任何一项指标的原文佐证。",
                "412 位專家中，沒有一位有任何一項指標的原文佐證。",
                "None of 412 experts has evidence for any indicator.",
            )
            .to_owned(),
        closest: vec![Relax { word: "表面工程".to_owned(), count: 31, href: page.f.urls.experts() }],
    });
    page.candidates = Vec::new();
    page.pane = None;
    page.group = None;
    page.compare = None;
    page.why_not = None;
    page.asked = String::new();
    page.shortlisted = 0;
    page.behind = 3;
    page
}

fn excluded(k: &Kit) -> Bench {
    let mut page = bench(k);
    let reason = page.f.code("exclusion", "overloaded");
    if let Some(first) = page.candidates.first_mut() {
        first.state = "excluded";
        first.ranked = false;
        first.blocks.push(Block { kind: "excluded", hard: false, text: reason });
    }
    page.pane = Some(pane(k, &page.f, true));
    page.compare = None;
    page.why_not = None;
    "沈".clone_into(&mut page.asked);
    page.namesakes = vec![
        who(&page.f, "exp_3", "沈知行", "明澜表面技术所"),
        who(&page.f, "exp_8", "沈知行", "甬江化工学院"),
    ];
    page
}

fn defence(k: &Kit) -> Defence {
    let f = k.signed(Face::Broker, Place::Needs, "defence-title");
    let opinion = k.say(
        "两人组合覆盖全部七项，请同时邀请：陆闻舟主问涂层与介质，沈知行主问精度与成本。",
        "兩人組合涵蓋全部七項，請同時邀請：陸聞舟主問塗層與介質，沈知行主問精度與成本。",
        "Together they cover all seven. Please invite both.",
    );
    Defence {
        id: "need_1".to_owned(),
        number: "2026-0317".to_owned(),
        version: 3,
        title: "甲醇燃料高压油泵柱塞的低温耐磨涂层".to_owned(),
        lang: Lang::ZhHans,
        company: "恒汐燃油系统有限公司".to_owned(),
        level: Level::Undertaking,
        expected: k
            .say(
                "样件与工艺；60–100 万元；2026-12-31 前",
                "樣件與製程；60–100 萬元；2026-12-31 前",
                "Sample and process; CNY 600,000–1,000,000; by 2026-12-31",
            )
            .to_owned(),
        searched: k
            .say(
                "专家 412 人，佐证 1846 份，2026-03-05 09:12",
                "專家 412 人，佐證 1846 份，2026-03-05 09:12",
                "412 experts, 1,846 items, 2026-03-05 09:12",
            )
            .to_owned(),
        columns: columns(&f),
        rows: compared(),
        blocks: vec![
            String::new(),
            k.say(
                "2024 年受该企业委托，已披露",
                "2024 年受該企業委託，已揭露",
                "paid advice in 2024, disclosed",
            )
            .to_owned(),
        ],
        others: vec![why_not(k, &f)],
        form: Form::new("opinion", f.urls.defence("need_1"), "key-1").versioned(5).with("opinion", opinion),
        made: "季云帆 · 2026-03-05 14:20".to_owned(),
        checksum: "7f3a 91c2 e05d 44b8".to_owned(),
        f,
    }
}
