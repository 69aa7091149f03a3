//! Thirty-odd technical documents in three written languages, each with a label that tests print.

use domain::evidence::EvidenceKind;
use domain::{EvidenceId, ExpertId, Lang, NeedId, OrganisationId, TeamId, Timestamp};
use search::{Audience, Bookmark, Change, Doc, DocKey, Finder, Kind, Page, Part, Query, Text};
use uuid::Uuid;

/// A document and the label tests know it by.
pub(crate) struct Labelled {
    pub(crate) label: &'static str,
    pub(crate) doc: Doc,
}

pub(crate) fn raw(label: &str) -> Uuid {
    let number = label.bytes().fold(7_u128, |n, b| n.wrapping_mul(1_000_003).wrapping_add(u128::from(b)));
    Uuid::from_u128(number)
}

pub(crate) fn organisation(label: &str) -> OrganisationId {
    OrganisationId::from_uuid(raw(label))
}

pub(crate) fn need(label: &str) -> NeedId {
    NeedId::from_uuid(raw(label))
}

pub(crate) fn bookmark(sequence: i64) -> Bookmark {
    Bookmark { epoch: "0193d3a0-0000-7000-8000-000000000001".to_owned(), sequence }
}

fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(1_760_000_000 + minute * 60).expect("a moment in 2025")
}

const EXPERTS: [(&str, &str, &str, &str, &str); 8] = [
    (
        "zhou",
        "周敬尧",
        "高速主轴；滚动轴承；摩擦学",
        "某大学机械学院教授，长期研究主轴轴承的磨损机理与寿命预测。",
        "CN",
    ),
    ("lin", "林詩涵", "軸承潤滑；油膜測試", "機械系副教授，研究軸承潤滑與磨損監測，主持多項產學合作。", "TW"),
    ("zeng", "曾强", "永磁材料；钕铁硼晶界扩散", "磁性材料工程师，做过42SH牌号磁体的批量试制。", "CN"),
    ("shan", "单伟", "水产加工；冷链保鲜", "海产品加工专家，熟悉虾类速冻与液氮冻结装备。", "CN"),
    (
        "muller",
        "Jürgen Müller",
        "laser welding; process monitoring",
        "Group leader at an applied research institute, laser welding of copper hairpins.",
        "DE",
    ),
    (
        "tanaka",
        "Haruto Tanaka",
        "machine tool spindles; thermal errors",
        "Works on spindle thermal growth and its compensation.",
        "JP",
    ),
    ("chen", "陈立", "人工智能；机器视觉", "面向表面缺陷检测的人工智能算法。", "CN"),
    ("yuchi", "尉迟明", "5G-NR；通信芯片", "研究5G-NR基带与低轨卫星通信。", "CN"),
];

const EVIDENCE: [(&str, &str, &str, &str, i16); 17] = [
    (
        "ev-wear",
        "高速列车轴承磨损机理研究",
        "轴承；磨损；疲劳",
        "针对高速列车轴箱轴承，分析了磨损与疲劳的耦合机理。",
        2021,
    ),
    ("ev-wear-hant", "工具機主軸軸承的磨損分析", "主軸；軸承", "以振動訊號監測主軸軸承的磨損狀態。", 2022),
    (
        "ev-wear-en",
        "Bearing wear in machine tool spindles",
        "bearing; wear; spindle",
        "We measure the wear of hybrid bearings in high-speed spindles.",
        2020,
    ),
    (
        "ev-wear-apart",
        "风电齿轮箱的磨损与轴承失效",
        "齿轮箱；轴承",
        "讨论了齿轮磨损以及轴承的失效形式。",
        2019,
    ),
    ("ev-gear", "齿轮接触疲劳寿命预测", "齿轮；疲劳", "建立了齿轮接触疲劳寿命模型。", 2018),
    (
        "ev-steel",
        "42CrMo钢高频淬火工艺",
        "42CrMo；淬火",
        "42CrMo主轴的高频淬火，硬度达到58HRC，变形量≤0.02 mm。",
        2023,
    ),
    (
        "ev-steel-gcr",
        "GCr15轴承钢的碳化物控制",
        "GCr15；轴承钢",
        "通过球化退火控制GCr15轴承钢中的碳化物。",
        2017,
    ),
    (
        "ev-5g",
        "5G-NR基带芯片的信道估计",
        "5G-NR；信道估计",
        "提出一种面向5G-NR的低复杂度信道估计方法。",
        2023,
    ),
    (
        "ev-ai",
        "人工智能在表面缺陷检测中的应用",
        "人工智能；缺陷检测",
        "用深度学习识别轴承套圈表面缺陷。",
        2024,
    ),
    (
        "ev-gloss",
        "鋼鐵企業創(chuàng)新項目實(shí)施路徑",
        "創(chuàng)新；項目實(shí)施",
        "產(chǎn)業(yè)升級中的項目實(shí)施經驗。",
        2020,
    ),
    (
        "ev-magnet",
        "钕铁硼磁体晶界扩散工艺",
        "钕铁硼；晶界扩散；重稀土",
        "Tb晶界扩散使磁体矫顽力提高8 kOe。",
        2022,
    ),
    (
        "ev-magnet-en",
        "Grain boundary diffusion in Nd-Fe-B magnets",
        "NdFeB; coercivity",
        "Diffusion of terbium raises the coercivity of sintered magnets.",
        2021,
    ),
    ("ev-shrimp", "虾类液氮速冻品质研究", "速冻；虾；品质", "液氮速冻后虾肉的持水力与质构变化。", 2022),
    (
        "ev-laser",
        "Laser welding of copper hairpins",
        "laser welding; copper",
        "Spatter-free welding of hairpins at 515 nm wavelength.",
        2023,
    ),
    (
        "ev-thermal",
        "Thermal error compensation of spindles",
        "spindle; thermal error",
        "Models the thermal growth of a spindle up to 24,000 r/min.",
        2022,
    ),
    ("ev-db", "数据库管理系统工程师手册", "数据库；系统", "面向企业的数据库运维。", 2016),
    (
        "ev-tough",
        "Fracture toughness of ceramics",
        "ceramics; toughness",
        "Zirconia with a toughness of 12 MPa·m½ after 3×10⁴ cycles.",
        2015,
    ),
];

const NEEDS: [(&str, &str, &str, &str, &str); 7] = [
    (
        "n-spindle",
        "bearing-factory",
        "高速主轴轴承早期磨损",
        "主轴轴承运行500小时后出现早期磨损，寻求寿命提升方案。",
        "型号6205-2RS，径向跳动≤0.02 mm，客户为某车企。",
    ),
    (
        "n-magnet",
        "magnet-maker",
        "降低磁体重稀土用量",
        "希望在不降低矫顽力的前提下减少重稀土。",
        "现用42SH牌号，镝含量3.2%。",
    ),
    (
        "n-shrimp",
        "seafood-farm",
        "虾类速冻保鲜",
        "速冻后虾仁发黑、出水，希望改进速冻工艺。",
        "现用螺旋冻结机，产能2 t/h。",
    ),
    (
        "n-vision",
        "bearing-factory",
        "轴承套圈表面缺陷自动检测",
        "人工检验漏检率高，希望用机器视觉代替。",
        "节拍1.5 s，缺陷最小0.1 mm。",
    ),
    (
        "n-weld",
        "motor-maker",
        "Hairpin welding quality",
        "Too much spatter in copper hairpin welding.",
        "Line speed 12 m/min.",
    ),
    ("n-secret", "motor-maker", "", "", "一种只对承诺方开放的电机轴承磨损课题。"),
    ("n-5g", "radio-maker", "5G-NR基站散热", "5G-NR有源天线散热不足。", "功耗1.2 kW。"),
];

pub(crate) fn corpus() -> Vec<Labelled> {
    let mut all = Vec::new();
    for (i, (label, name, keywords, body, country)) in EXPERTS.into_iter().enumerate() {
        let mut doc = Doc::new(ExpertId::from_uuid(raw(label)), at(i as i64));
        doc.texts = texts([(Part::Name, name), (Part::Keywords, keywords), (Part::Body, body)]);
        doc.countries = vec![country.to_owned()];
        doc.foreign = country != "CN";
        doc.fields = vec![if i < 2 { "machinery" } else { "other" }.to_owned()];
        doc.languages = vec![if country == "CN" { Lang::ZhHans } else { Lang::En }];
        all.push(Labelled { label, doc });
    }
    let mut team = Doc::new(TeamId::from_uuid(raw("t-tribology")), at(20));
    team.texts = texts([(Part::Name, "摩擦学与轴承团队"), (Part::Body, "主轴、轴承、密封件的磨损试验。")]);
    all.push(Labelled { label: "t-tribology", doc: team });
    for (i, (label, title, keywords, body, year)) in EVIDENCE.into_iter().enumerate() {
        let mut doc = Doc::new(EvidenceId::from_uuid(raw(label)), at(30 + i as i64));
        doc.texts = texts([(Part::Title, title), (Part::Keywords, keywords), (Part::Body, body)]);
        doc.year = Some(year);
        doc.evidence = Some(if i % 3 == 0 { EvidenceKind::Patent } else { EvidenceKind::Paper });
        all.push(Labelled { label, doc });
    }
    for (i, (label, owner, title, problem, detail)) in NEEDS.into_iter().enumerate() {
        all.push(Labelled {
            label,
            doc: need_doc(label, owner, [title, problem, detail], at(60 + i as i64)),
        });
    }
    all
}

fn need_doc(label: &str, owner: &str, [title, problem, detail]: [&str; 3], updated: Timestamp) -> Doc {
    let mut doc = Doc::new(need(label), updated);
    doc.owner = Some(organisation(owner));
    doc.fields = vec![if owner.starts_with("bearing") { "machinery" } else { "other" }.to_owned()];
    let rows = [
        (Part::Title, Audience::Public, title),
        (Part::Body, Audience::Verified, problem),
        (Part::Body, Audience::Undertaking, detail),
    ];
    for (part, audience, text) in rows.into_iter().filter(|(_, _, text)| !text.is_empty()) {
        let abroad = label == "n-weld" && audience == Audience::Public;
        doc.texts.push(Text { part, audience, abroad, text: text.to_owned() });
    }
    doc
}

fn texts<const N: usize>(parts: [(Part, &str); N]) -> Vec<Text> {
    parts.into_iter().map(|(part, text)| Text::public(part, text)).collect()
}

pub(crate) fn changes() -> Vec<Change> {
    corpus().into_iter().map(|labelled| labelled.doc.into()).collect()
}

pub(crate) fn finder() -> Finder {
    let finder = Finder::in_memory().expect("memory is enough");
    finder.apply(changes(), &bookmark(1)).expect("the corpus is indexed");
    finder
}

pub(crate) fn ask(text: &str) -> Query {
    Query { text: text.to_owned(), limit: 20, ..Query::default() }
}

pub(crate) fn label(key: DocKey) -> &'static str {
    corpus().iter().find(|labelled| labelled.doc.key == key).map_or("?", |labelled| labelled.label)
}

/// The labels of a page, in order.
pub(crate) fn labels(page: &Page) -> Vec<&'static str> {
    page.hits.iter().map(|hit| label(hit.key)).collect()
}

pub(crate) fn found(finder: &Finder, query: &Query) -> Vec<&'static str> {
    labels(&finder.search(query).expect("the question is answered"))
}

pub(crate) fn found_evidence(finder: &Finder, text: &str) -> Vec<&'static str> {
    found(finder, &Query { kind: Some(Kind::Evidence), ..ask(text) })
}
