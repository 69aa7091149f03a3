//! Complaints stand in place, in the reader's language, with what was typed; and nothing is written.

use serde_json::json;

use crate::cast::{Answered, Ask, Cast, Pass};

const TAGS: [&str; 3] = ["zh-Hans", "zh-Hant", "en"];

async fn asked(cast: &Cast, ask: Ask, reader: &str, tag: &str) -> Answered {
    let cookie = match cast.pass(reader) {
        Pass::Nobody => format!("tb_lang={tag}"),
        Pass::Cookie(token) => format!("techbroker={token}; tb_lang={tag}"),
        Pass::Bearer(_) => panic!("{reader} has no pages"),
    };
    let ask = ask.header("cookie", &cookie);
    ask.header("sec-fetch-site", "same-origin").send(&cast.router).await
}

async fn refused(cast: &Cast, ask: Ask, reader: &str, tag: &str, words: &[&str]) -> String {
    let answer = asked(cast, ask, reader, tag).await;
    let html = answer.text();
    assert_eq!(answer.status, 422, "{tag}: {}", answer.header("location"));
    assert!(!html.contains('⟨'), "{tag}: a word is missing");
    for word in words {
        assert!(html.contains(word), "{tag}: {word} is not in {html}");
    }
    html
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_cannot_be_imported_is_told_what_is_needed_and_what_it_has() {
    let cast = Cast::new().await;
    let before = cast.world.app.business_hash().await.expect("it reads");
    let colours = "颜色,尺寸\n红,12\n".as_bytes();
    let words = [
        ["没有认出任何一列", "姓名", "颜色、尺寸", "不是 Excel 文件", "另存为"],
        ["沒有認出任何一欄", "姓名", "颜色、尺寸", "不是 Excel 檔案", "另存為"],
        ["No column was recognised", "Name", "颜色、尺寸", "not an Excel file", "save it as"],
    ];
    for (tag, [none, needed, found, fake, again]) in TAGS.into_iter().zip(words) {
        let ask = Ask::new("POST", "/imports/new").upload("roster", "a.csv", colours);
        refused(&cast, ask, "broker", tag, &[none, needed, found]).await;
        let ask = Ask::new("POST", "/imports/new").upload("roster", "a.xlsx", b"hello, this is prose\n");
        refused(&cast, ask, "broker", tag, &[fake, again]).await;
    }
    let ask = Ask::new("POST", "/api/v1/imports").upload("roster", "a.csv", colours).by(cast.pass("broker"));
    let answer = ask.send(&cast.router).await;
    assert_eq!((u16::from(answer.status), answer.code().as_str()), (422, "headers_not_found"));
    assert!(answer.text().contains("颜色、尺寸"), "{}", answer.text());
    assert_eq!(cast.world.app.business_hash().await.expect("it reads"), before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_number_out_of_bounds_is_told_the_bounds() {
    let cast = Cast::new().await;
    for (tag, words) in TAGS.into_iter().zip(["应在 1 到 30 之间", "應在 1 到 30 之間", "between 1 and 30"])
    {
        let ask = Ask::new("POST", "/admin/settings").form("name.zh_hans=a&promise_days=99999");
        let html = refused(&cast, ask, "administrator", tag, &[words]).await;
        assert!(html.contains("value=\"99999\""), "what was typed stays");
    }
    let path = format!("/needs/{}/edit/expectation", cast.draft);
    for typed in ["1e12", "1000000000000"] {
        let ask = Ask::new("POST", &path).form(&format!("budget.kind=fixed&budget.min={typed}"));
        let html = refused(&cast, ask, "owner", "zh-Hans", &["应在 0 到 10000000 之间"]).await;
        assert!(html.contains(&format!("value=\"{typed}\"")), "what was typed stays");
    }
    let budget = json!({"kind": "fixed", "min": "10000000000001", "currency": "CNY"});
    let body = json!({"content": {"title": "轴承", "budget": budget}});
    let answer =
        Ask::new("POST", "/api/v1/needs").json(&body).by(cast.pass("owner")).send(&cast.router).await;
    let field = answer.json()["fields"][0].clone();
    assert_eq!(
        (field["code"].as_str(), field["facts"]["max"].as_str()),
        (Some("out_of_range"), Some("10000000000000"))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_empty_need_is_not_begun_and_uses_up_no_number() {
    let cast = Cast::new().await;
    let before = cast.world.app.business_hash().await.expect("it reads");
    for (tag, words) in TAGS.into_iter().zip(["请先写题目", "請先寫題目", "Write a title or the problem"])
    {
        let ask = Ask::new("POST", "/needs/new").form("title=&problem=+&contact_name=%E7%8E%8B");
        let html = refused(&cast, ask, "nobody", tag, &[words]).await;
        assert!(html.contains("value=\"王\""), "what was typed stays");
    }
    let ask = Ask::new("POST", "/api/v1/needs").json(&json!({"content": {}})).by(cast.pass("owner"));
    let answer = ask.send(&cast.router).await;
    assert_eq!((u16::from(answer.status), answer.code().as_str()), (422, "invalid_fields"));
    assert_eq!(answer.json()["fields"][0], json!({"field": "title", "code": "title_or_problem"}));
    assert_eq!(cast.world.app.business_hash().await.expect("it reads"), before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_position_beyond_all_lists_draws_no_rows() {
    let cast = Cast::new().await;
    let edit = format!("/needs/{}/edit/indicators", cast.draft);
    for position in ["1000", "4000000000", "18446744073709551615"] {
        let far = format!("indicators.{position}.name=y");
        let call = Ask::new("POST", "/inbox/call").form(&format!("title=&{far}"));
        let part = Ask::new("POST", &edit)
            .form(&format!("indicators.0.name=a&indicators.0.comparison=no_such_sign&{far}"));
        for (ask, reader) in [(call, "broker"), (part, "owner")] {
            let html = refused(&cast, ask, reader, "en", &["name=\"indicators.0.name\""]).await;
            assert!(!html.contains("indicators.999."), "{reader}: {position}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_company_changes_its_budget_though_the_wanted_day_has_passed() {
    let mut cast = Cast::new().await;
    let path = format!("/needs/{}/edit/expectation", cast.draft);
    let form = |day: &str, amount: u8| {
        Ask::new("POST", &path)
            .form(&format!("wanted_by={day}&budget.kind=fixed&budget.min={amount}&act=later"))
    };
    let today = cast.world.app.clock().today();
    let soon = today.tomorrow().expect("a day");
    let answer = asked(&cast, form(&soon.to_string(), 20), "owner", "en").await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    cast.world.app.clock().advance(jiff::SignedDuration::from_hours(24 * 7));
    let password = domain::Secret::new(testkit::PASSWORD.to_owned());
    let signed =
        cast.world.app.sign_in("owner@example.cn", password, "", "test").await.expect("signed in anew");
    cast.sign_in_anew("owner", &signed.token);
    let answer = asked(&cast, form(&soon.to_string(), 30), "owner", "en").await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    refused(&cast, form(&today.to_string(), 40), "owner", "en", &["must be after today"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_typed_over_somebody_elses_change_stays() {
    let cast = Cast::new().await;
    let path = format!("/needs/{}/edit/problem", cast.draft);
    let form = |version: i64, words: &str| {
        Ask::new("POST", &path).form(&format!("version={version}&title=轴承&problem={words}&act=later"))
    };
    let stale = asked(&cast, form(1, "别人先写的"), "owner", "zh-Hans").await;
    assert_eq!(stale.status, 303, "{}", stale.text());
    let answer = asked(&cast, form(1, "我写了半天的"), "owner", "zh-Hans").await;
    let html = answer.text();
    assert_eq!(answer.status, 409, "{html}");
    assert!(html.contains("我写了半天的") && html.contains("您写的都还在"), "{html}");
    let again = asked(&cast, form(2, "我写了半天的"), "owner", "zh-Hans").await;
    assert_eq!(again.status, 303, "under the present version it is kept: {}", again.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_search_offers_no_order_that_nothing_reads() {
    let cast = Cast::new().await;
    for path in ["/search?q=a", "/experts?q=a"] {
        let answer = asked(&cast, Ask::get(path), "broker", "en").await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(!answer.text().contains("name=\"sort\""), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wanted_day_that_is_over_is_refused() {
    let cast = Cast::new().await;
    let path = format!("/needs/{}/edit/expectation", cast.draft);
    for (tag, words) in TAGS.into_iter().zip(["应晚于今天", "應晚於今天", "must be after today"]) {
        let ask = Ask::new("POST", &path).form("wanted_by=1999-01-01&expected=sample");
        let html = refused(&cast, ask, "owner", tag, &[words]).await;
        assert!(html.contains("value=\"1999-01-01\"") && html.contains("sample"), "what was typed stays");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_target_without_a_figure_is_warned_of_and_leaves_its_part_open() {
    let cast = Cast::new().await;
    let path = format!("/needs/{}/edit/indicators", cast.draft);
    let form = |sign: &str| {
        let rest =
            "indicators.0.name=noise&indicators.0.target=%E5%BE%88%E9%AB%98&indicators.0.test_method=a";
        Ask::new("POST", &path).form(&format!("{rest}&indicators.0.comparison={sign}&act=later"))
    };
    let read = async |slug: &str, tag: &str| {
        let ask = Ask::get(&format!("/needs/{}/edit/{slug}", cast.draft));
        asked(&cast, ask, "owner", tag).await.text()
    };
    assert_eq!(u16::from(asked(&cast, form("at_most"), "owner", "en").await.status), 303);
    for (tag, [warned, checked]) in TAGS.into_iter().zip([
        ["目标值应含数字", "“≤ 很高”没有数字"],
        ["目標值應含數字", "「≤ 很高」沒有數字"],
        ["needs a figure", "“≤ 很高” holds no figure"],
    ]) {
        assert!(read("indicators", tag).await.contains(warned), "{tag}");
        assert!(read("check", tag).await.contains(checked), "{tag}");
    }
    assert_eq!(u16::from(asked(&cast, form("equal"), "owner", "en").await.status), 303);
    assert!(!read("indicators", "en").await.contains("needs a figure"), "a description after = is as good");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_says_when_it_was_saved_last() {
    let cast = Cast::new().await;
    let path = format!("/needs/{}/edit/problem", cast.draft);
    for minutes in [7, 95] {
        cast.world.app.clock().advance(jiff::SignedDuration::from_mins(minutes));
        let ask = Ask::new("POST", &path).form(&format!("title=after+{minutes}&act=later"));
        assert_eq!(u16::from(asked(&cast, ask, "owner", "en").await.status), 303);
        let clock = cast.world.app.clock();
        let now = clock.now().to_zoned(clock.zone().clone()).strftime("%Y-%m-%d %H:%M").to_string();
        let html = asked(&cast, Ask::get(&path), "owner", "en").await.text();
        assert!(html.contains(&now), "{now}");
    }
}
