//! Invented facts for imports, administration, first pages and the interface.

use super::broker::tabs;
use super::{Kit, Sample};
use crate::view::admin::{
    AccountLine, AccountList, AccountNew, AccountPage, ApiAnswer, ApiDocs, ApiOperation, ApiParameter,
    ApiSchema, ApiTag, AuditLine, AuditList, Figure, OfficialHome, Pick, PickList, Settings, ShownOnce,
    StateCount, SystemPage, TokenLine, TokenList,
};
use crate::view::desk::Fact;
use crate::view::form::Choice;
use crate::view::import::{
    FieldChange, ImportLine, ImportList, ImportNew, ImportProgress, ImportReceipt, ImportReport, ProblemRow,
    RowChange,
};
use crate::view::nav::Place;
use crate::view::parts::{Entry, Pager, When};
use crate::view::{Face, Form, Frame};

pub(super) fn pages(k: &Kit) -> Vec<Sample> {
    vec![
        Sample::of("imports", &imports(k, false)),
        Sample::of("imports-empty", &imports(k, true)),
        Sample::of("import-new", &import_new(k)),
        Sample::of("import-report", &report(k)),
        Sample::of("import-progress", &progress(k)),
        Sample::of("import-receipt", &receipt(k)),
        Sample::of("accounts", &accounts(k)),
        Sample::of("account-new", &account_new(k)),
        Sample::of("account-of", &account(k)),
        Sample::of("tokens", &tokens(k)),
        Sample::of("settings", &settings(k)),
        Sample::of("pick-list", &picks(k)),
        Sample::of("system", &system(k)),
        Sample::of("audit", &audit(k)),
        Sample::of("official-home", &official(k)),
        Sample::of("api-docs", &docs(k)),
    ]
}

fn admin_frame(k: &Kit, place: Place, title: &str) -> Frame {
    k.signed(Face::Administrator, place, title)
}

fn imports(k: &Kit, empty: bool) -> ImportList {
    let f = k.signed(Face::Broker, Place::Imports, "nav-imports");
    let row = |number: &str, kind, file: &str, state, applied| ImportLine {
        number: number.to_owned(),
        kind,
        file: file.to_owned(),
        state,
        by: "季云帆".to_owned(),
        at: "2026-03-05 10:20".to_owned(),
        rows: 412,
        applied,
        href: f.urls.import("imp_1"),
    };
    ImportList {
        rows: if empty {
            Vec::new()
        } else {
            vec![
                row("B-0012", "roster", "联盟名册2026.xlsx", "applied", 398),
                row("B-0013", "needs", "需求汇总.xlsx", "checked", 0),
                row("B-0011", "companies", "companies.csv", "undone", 0),
            ]
        },
        pager: Pager { total: if empty { 0 } else { 3 }, ..Pager::default() },
        f,
    }
}

fn import_new(k: &Kit) -> ImportNew {
    let mut f = k.signed(Face::Broker, Place::Imports, "import-start");
    let mut form = Form::new("import", f.urls.import_new(), "key-1").with("kind", "roster");
    form.complain("file", "required");
    f.has_errors = true;
    ImportNew { form, largest: "20 MB".to_owned(), f }
}

fn counts(f: &Frame, all: &[(&'static str, usize)]) -> Vec<(&'static str, usize, String)> {
    all.iter().map(|(class, n)| (*class, *n, f.urls.with(&f.urls.import("imp_1"), "class", class))).collect()
}

fn problems(k: &Kit) -> Vec<ProblemRow> {
    let row = |row, column: &str, field: &str, cell: &str, message: &str, error| ProblemRow {
        sheet: "名册".to_owned(),
        row,
        column: column.to_owned(),
        field: field.to_owned(),
        cell: cell.to_owned(),
        message: message.to_owned(),
        error,
    };
    vec![
        row(
            17,
            "B",
            k.say("姓名", "姓名", "Name"),
            "",
            k.say("必填内容为空", "必填內容為空", "a required cell is empty"),
            true,
        ),
        row(
            42,
            "H",
            k.say("电话", "電話", "Phone"),
            "1.39E+10",
            k.say(
                "号码位数已丢失，请重新填写",
                "號碼位數已遺失，請重新填寫",
                "the digits are gone; ask for the number again",
            ),
            true,
        ),
        row(
            88,
            "K",
            k.say("同意日期", "同意日期", "Consent"),
            "",
            k.say(
                "没有授权同意日期，按“已邀请”导入",
                "沒有授權同意日期，按「已邀請」匯入",
                "imported as invited, not active",
            ),
            false,
        ),
    ]
}

fn report(k: &Kit) -> ImportReport {
    let f = k.signed(Face::Broker, Place::Imports, "import-report");
    let change =
        |field: String, from: &str, to: &str| FieldChange { field, from: from.to_owned(), to: to.to_owned() };
    ImportReport {
        id: "imp_1".to_owned(),
        number: "B-0013".to_owned(),
        kind: "roster",
        file: "联盟名册2026.xlsx".to_owned(),
        read: vec![
            Fact::new(f.t("import-sheet"), "名册"),
            Fact::new(k.say("表头在第", "標題列在第", "Header in row"), "3"),
            Fact::new(k.say("编码", "編碼", "Encoding"), "XLSX"),
        ],
        counts: counts(
            &f,
            &[("new", 311), ("updated", 54), ("unchanged", 39), ("duplicate", 5), ("error", 3)],
        ),
        total: 412,
        warnings: 21,
        teams: vec!["氢能储运团队".to_owned()],
        problems: problems(k),
        pager: Pager {
            total: 24,
            next: f.urls.with(&f.urls.import("imp_1"), "page", "2"),
            ..Pager::default()
        },
        changes: vec![
            RowChange {
                row: 12,
                name: "陆闻舟".to_owned(),
                href: f.urls.expert("exp_1"),
                class: "updated",
                because: String::new(),
                changes: vec![
                    change(f.t("expert-post"), "副教授", "教授"),
                    change(f.t("expert-email"), "", "lu@lingang.example"),
                ],
            },
            RowChange {
                row: 203,
                name: "沈知行".to_owned(),
                href: f.urls.expert("exp_3"),
                class: "duplicate",
                because: k.say("邮箱相同", "電子信箱相同", "the same e-mail").to_owned(),
                changes: Vec::new(),
            },
        ],
        more_changes: 52,
        apply: Some(
            Form::new("import", f.urls.import_application("imp_1"), "key-1")
                .versioned(1)
                .with("mode", "valid"),
        ),
        again: String::new(),
        f,
    }
}

fn progress(k: &Kit) -> ImportProgress {
    let f = k.signed(Face::Broker, Place::Imports, "import-running");
    ImportProgress {
        number: "B-0013".to_owned(),
        file: "联盟名册2026.xlsx".to_owned(),
        done: 180,
        total: 365,
        again: f.urls.import("imp_1"),
        f,
    }
}

fn receipt(k: &Kit) -> ImportReceipt {
    let f = k.signed(Face::Broker, Place::Imports, "nav-imports");
    ImportReceipt {
        id: "imp_1".to_owned(),
        number: "B-0013".to_owned(),
        kind: "roster",
        file: "联盟名册2026.xlsx".to_owned(),
        state: "applied",
        decided: "季云帆 · 2026-03-05 10:31".to_owned(),
        counts: counts(&f, &[("new", 311), ("updated", 54), ("unchanged", 39)]),
        left_out: 3,
        undo: Some(Form::new("import", f.urls.import_undo("imp_1"), "key-1").versioned(2)),
        no_undo: String::new(),
        f,
    }
}

fn account_line(f: &Frame, name: &str, login: &str, roles: &[&str], state: &'static str) -> AccountLine {
    AccountLine {
        name: name.to_owned(),
        login: login.to_owned(),
        roles: roles.iter().map(|role| f.code("role", role)).collect(),
        state,
        seen: if state == "active" { "2026-03-05 08:41".to_owned() } else { String::new() },
        href: f.urls.account_of("acc_1"),
    }
}

fn accounts(k: &Kit) -> AccountList {
    let f = admin_frame(k, Place::Accounts, "nav-accounts");
    let base = f.urls.accounts();
    AccountList {
        tabs: tabs(
            &f,
            "role",
            &[("broker", 23), ("company", 31), ("expert", 18), ("official", 4), ("administrator", 1)],
            &base,
        ),
        form: Form::new("filter", &base, ""),
        rows: vec![
            account_line(&f, "季云帆", "ji@minglan.example", &["broker"], "active"),
            account_line(&f, "方晓棠", "fang@minglan.example", &["broker", "official"], "active"),
            account_line(&f, "许望", "xu@dongyu.example", &["company"], "invited"),
            account_line(&f, "何澄", "he@minglan.example", &["broker"], "disabled"),
        ],
        pager: Pager { total: 77, next: f.urls.with(&base, "page", "2"), ..Pager::default() },
        f,
    }
}

fn ties() -> (Vec<Choice>, Vec<Choice>, Vec<Choice>) {
    let list = |id: &str, name: &str| vec![Choice::new("", "—"), Choice::new(id, name)];
    (list("org_1", "东屿塑业有限公司"), list("exp_1", "陆闻舟"), list("team_1", "表面工程团队"))
}

fn account_new(k: &Kit) -> AccountNew {
    let f = admin_frame(k, Place::Accounts, "account-invite");
    let (organisations, experts, teams) = ties();
    let form = Form::new("account", f.urls.account_new(), "key-1").with("lang", "zh-Hans");
    AccountNew { f, form, organisations, experts, teams }
}

fn account(k: &Kit) -> AccountPage {
    let f = admin_frame(k, Place::Accounts, "nav-accounts");
    let (organisations, experts, teams) = ties();
    let made = |act: &str| Form::new("account", f.urls.account_act("acc_1", act), "key-1").versioned(2);
    AccountPage {
        account: account_line(&f, "许望", "xu@dongyu.example", &["company"], "invited"),
        link: Some(ShownOnce {
            secret: "https://kjj.example.gov.cn/kjj/links/3f9c-71ab-02de".to_owned(),
            of: "许望".to_owned(),
            until: "2026-03-12 18:00".to_owned(),
        }),
        change: Some(made("roles").with_all("roles", ["company".to_owned()]).with("organisation", "org_1")),
        organisations,
        experts,
        teams,
        disable: Some(made("disabling")),
        enable: None,
        reset: Some(made("reset")),
        kept: String::new(),
        sessions: 0,
        line: vec![Entry {
            when: When::Now,
            time: "2026-03-05 10:31".to_owned(),
            machine: String::new(),
            what: f.code("account-state", "invited"),
            who: k.say("管理员", "管理員", "Administrator").to_owned(),
            proof: String::new(),
        }],
        f,
    }
}

fn tokens(k: &Kit) -> TokenList {
    let f = admin_frame(k, Place::Tokens, "nav-tokens");
    let row = |label: &str, state, live: bool| TokenLine {
        label: label.to_owned(),
        scopes: vec!["directory:read", "matching:read"],
        expires: if live { "2026-12-31".to_owned() } else { String::new() },
        state,
        revoke: live.then(|| Form::new("token", f.urls.token_revocation("tok_1"), "key-1").versioned(1)),
    };
    TokenList {
        made: Some(ShownOnce {
            secret: "tb_invented_9f2c71ab02de44b8".to_owned(),
            of: k.say("区数据局汇总", "區數據局彙總", "District data office").to_owned(),
            until: "2026-12-31".to_owned(),
        }),
        rows: vec![row("区数据局汇总", "active", true), row("旧官网", "revoked", false)],
        form: Form::new("token", f.urls.tokens(), "key-2"),
        f,
    }
}

fn settings(k: &Kit) -> Settings {
    let f = admin_frame(k, Place::System, "settings-title");
    Settings {
        form: Form::new("settings", f.urls.settings(), "key-1")
            .versioned(4)
            .with("name.zh_hans", "明澜区科技大市场")
            .with("name.zh_hant", "明瀾區科技大市場")
            .with("name.en", "Minglan Science & Technology Market")
            .with("promise_days", "2"),
        fixed: vec![
            Fact::new("public_url", "https://kjj.example.gov.cn/kjj"),
            Fact::new("database_url", "sqlite"),
        ],
        f,
    }
}

fn picks(k: &Kit) -> PickList {
    let f = admin_frame(k, Place::System, "picks-fields");
    let rows = [
        ("new-materials", false, 46),
        ("surface-engineering", true, 31),
        ("magnets", true, 15),
        ("manufacturing", false, 71),
    ];
    let form = Form::new("pick", f.urls.pick_list("fields"), "key-1")
        .versioned(1)
        .with("names.new-materials.zh_hans", "新材料")
        .with("names.new-materials.zh_hant", "新材料")
        .with("names.new-materials.en", "New materials")
        .with("names.surface-engineering.zh_hans", "表面工程")
        .with("names.surface-engineering.en", "Surface engineering");
    PickList {
        list: "fields",
        source: k
            .say("随产品提供，两级", "隨產品提供，兩級", "Shipped with the product, two levels")
            .to_owned(),
        rows: rows
            .iter()
            .map(|(slug, below, used)| Pick { slug: (*slug).to_owned(), below: *below, used: *used })
            .collect(),
        form,
        editable: true,
        f,
    }
}

fn system(k: &Kit) -> SystemPage {
    let f = admin_frame(k, Place::System, "nav-system");
    SystemPage {
        versions: vec![Fact::new("techbroker", "0.1.0"), Fact::new("SQLite", "3.50.4")],
        bookmark: 18_203,
        outbox: 18_206,
        documents: vec![
            Fact::new(f.code("hit", "need"), "296"),
            Fact::new(f.code("hit", "expert"), "412"),
            Fact::new(f.code("hit", "evidence"), "1,846"),
        ],
        damage: String::new(),
        rebuilding: Some((120, 2554)),
        rebuild: Some(Form::new("system", f.urls.index_rebuild(), "key-1")),
        chain: vec![Fact::new(f.t("audit-number"), "18,206"), Fact::new(f.t("audit-at"), "2026-03-05 03:00")],
        chain_holds: true,
        backups: Vec::new(),
        f,
    }
}

fn audit(k: &Kit) -> AuditList {
    let f = admin_frame(k, Place::Audit, "nav-audit");
    let base = f.urls.audit();
    let row = |number, who: &str, behalf: &str, code: &str, key: &str| AuditLine {
        number,
        at: "2026-03-05 10:12".to_owned(),
        who: who.to_owned(),
        behalf: behalf.to_owned(),
        what: f.code("event", key),
        code: code.to_owned(),
        subject: "2026-0331 608 轴承异音率居高不下".to_owned(),
        id: "need_1".to_owned(),
        href: f.urls.need("need_1"),
    };
    let behalf = format!("许望 · {}", f.code("channel", "phone"));
    AuditList {
        form: Form::new("filter", &base, ""),
        whats: vec![
            Choice::new("", f.t("filter-any")),
            Choice::new("need.published", f.code("event", "need-published")),
        ],
        chips: Vec::new(),
        clear: base.clone(),
        rows: vec![
            row(18_206, "季云帆", "", "need.asked", "need-asked"),
            row(18_205, "季云帆", &behalf, "need.consented", "need-consented"),
            row(18_204, "方晓棠", "", "need.cleared", "need-cleared"),
        ],
        pager: Pager { total: 18_206, next: f.urls.with(&base, "before", "18204"), ..Pager::default() },
        checked: "2026-03-05 03:00".to_owned(),
        holds: true,
        f,
    }
}

fn figures(f: &Frame, all: &[(&str, &str)], base: &str) -> Vec<Figure> {
    all.iter()
        .map(|(code, value)| Figure {
            word: f.code("figure", code),
            value: (*value).to_owned(),
            unit: String::new(),
            note: String::new(),
            href: f.urls.with(base, "of", code),
        })
        .collect()
}

fn official(k: &Kit) -> OfficialHome {
    let f = k.signed(Face::Official, Place::Reports, "official-title");
    let base = f.urls.needs();
    let states = [
        ("submitted", 12),
        ("in_diagnosis", 9),
        ("approved", 3),
        ("published", 41),
        ("matching", 55),
        ("paused", 7),
        ("expired", 5),
        ("withdrawn", 11),
    ];
    let fields =
        [("先进制造与自动化", "71"), ("新材料", "46"), ("电子与信息", "39"), ("海洋与港航装备", "33")];
    OfficialHome {
        as_of: "2026-03-05 14:00".to_owned(),
        figures: figures(
            &f,
            &[
                ("companies", "215"),
                ("needs", "143"),
                ("published", "41"),
                ("matching", "55"),
                ("experts", "412"),
                ("teams", "36"),
            ],
            &base,
        ),
        states: states
            .iter()
            .map(|(state, count)| StateCount {
                state,
                count: *count,
                href: f.urls.with(&base, "state", state),
            })
            .collect(),
        fields: fields
            .iter()
            .map(|(word, n)| Fact {
                word: (*word).to_owned(),
                value: (*n).to_owned(),
                href: f.urls.with(&base, "field", word),
            })
            .collect(),
        late: vec![Fact {
            word: f.t("due-late"),
            value: "7".to_owned(),
            href: f.urls.with(&base, "late", "yes"),
        }],
        f,
    }
}

fn parameter(name: &str, place: &str, required: bool, kind: &str, text: &str) -> ApiParameter {
    ApiParameter {
        name: name.to_owned(),
        place: place.to_owned(),
        required,
        kind: kind.to_owned(),
        text: text.to_owned(),
    }
}

fn operation(id: &str, method: &str, path: &str, summary: &str) -> ApiOperation {
    let answer = |status: &str, text: &str, schema: &str| ApiAnswer {
        status: status.to_owned(),
        text: text.to_owned(),
        schema: schema.to_owned(),
    };
    ApiOperation {
        id: id.to_owned(),
        method: method.to_owned(),
        path: path.to_owned(),
        summary: summary.to_owned(),
        text: String::new(),
        parameters: vec![
            parameter("limit", "query", false, "integer", "At most 100."),
            parameter("If-Match", "header", true, "string", "The version seen."),
        ],
        request: if method == "POST" { "NeedEntry".to_owned() } else { String::new() },
        answers: vec![
            answer("200", "Done.", "Need"),
            answer("412", "Somebody changed it meanwhile.", "Problem"),
        ],
    }
}

fn docs(k: &Kit) -> ApiDocs {
    let f = admin_frame(k, Place::Tokens, "docs-title");
    let tag = |name: &str, operations| ApiTag { name: name.to_owned(), text: String::new(), operations };
    let schema = |name: &str, text: &str| ApiSchema {
        name: name.to_owned(),
        text: text.to_owned(),
        fields: vec![
            parameter("id", "", true, "string", "Its name in the system."),
            parameter("number", "", true, "string", "The number people say."),
        ],
    };
    ApiDocs {
        version: "1.0.0".to_owned(),
        server: "https://kjj.example.gov.cn/kjj".to_owned(),
        tags: vec![
            tag(
                "needs",
                vec![
                    operation("list_needs", "GET", "/api/v1/needs", "Lists needs."),
                    operation("enter_need", "POST", "/api/v1/needs", "Enters a need."),
                ],
            ),
            tag("experts", vec![operation("read_expert", "GET", "/api/v1/experts/{id}", "Reads an expert.")]),
        ],
        schemas: vec![
            schema("Need", "A technical need."),
            schema("NeedEntry", "What is entered."),
            schema("Problem", "What went wrong."),
        ],
        f,
    }
}
