//! What the bureau calls things.

use std::collections::BTreeMap;

use app::{Error, Settings};
use domain::Lang;
use domain::account::Role;
use testkit::World;

fn names(slug: &str, words: [&str; 3]) -> BTreeMap<String, [String; 3]> {
    BTreeMap::from([(slug.to_owned(), words.map(str::to_owned))])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_field_is_called_as_the_bureau_words_it_until_it_takes_that_back() {
    let world = World::new().await;
    let admin = world.person("admin@example.cn", [Role::Administrator]).await.call;
    let broker = world.person("broker@example.cn", [Role::Broker]).await.call;
    let app = &world.app;
    let shipped = app.settings().await.expect("it reads").field_name("semiconductors", Lang::ZhHans);
    app.word_fields(&admin, names("semiconductors", ["轴系", "軸系", "Shafts"])).await.expect("worded");
    // The form of the other settings leaves the words alone.
    app.change_settings(&admin, &Settings::default()).await.expect("changed");
    let kept = app.settings().await.expect("it reads");
    assert_eq!(kept.field_name("semiconductors", Lang::En).as_deref(), Some("Shafts"));
    assert_ne!(shipped, kept.field_name("semiconductors", Lang::ZhHans));
    let trail = app.audit(&admin, None, 10).await.expect("the trail reads");
    assert_eq!(trail.iter().filter(|(_, h)| h.what == "settings.changed").count(), 2);

    let original = Settings::default();
    let back = [Lang::ZhHans, Lang::ZhHant, Lang::En]
        .map(|l| original.field_name("semiconductors", l).unwrap_or_default());
    app.word_fields(&admin, BTreeMap::from([("semiconductors".to_owned(), back)])).await.expect("taken back");
    assert!(app.settings().await.expect("it reads").field_names.is_empty());

    for (bad, field) in [
        (names("nowhere", ["一", "一", "One"]), "names"),
        (names("semiconductors", ["一", "", "One"]), "names.semiconductors.zh_hant"),
    ] {
        let refused = app.word_fields(&admin, bad).await;
        assert!(matches!(refused, Err(Error::Invalid(list)) if list[0].field == field), "{field}");
    }
    let not_his = app.word_fields(&broker, names("semiconductors", ["轴系", "軸系", "Shafts"])).await;
    assert!(matches!(not_his, Err(Error::Forbidden(_))));
}
