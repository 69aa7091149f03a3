//! The words of the product in its three languages, compiled in.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::{LazyLock, Mutex};

use domain::Lang;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use intl_memoizer::concurrent::IntlLangMemoizer;
use unic_langid::LanguageIdentifier;

type Bundle = FluentBundle<FluentResource>;

macro_rules! catalogue {
    ($lang:literal) => {
        &[
            include_str!(concat!("../../../web/locales/", $lang, "/common.ftl")),
            include_str!(concat!("../../../web/locales/", $lang, "/public.ftl")),
            include_str!(concat!("../../../web/locales/", $lang, "/company.ftl")),
            include_str!(concat!("../../../web/locales/", $lang, "/expert.ftl")),
            include_str!(concat!("../../../web/locales/", $lang, "/account.ftl")),
            include_str!(concat!("../../../web/locales/", $lang, "/broker.ftl")),
            include_str!(concat!("../../../web/locales/", $lang, "/admin.ftl")),
            include_str!(concat!("../../../web/locales/", $lang, "/directory.ftl")),
            include_str!(concat!("../../../web/locales/", $lang, "/import.ftl")),
            include_str!(concat!("../../../web/locales/", $lang, "/search.ftl")),
        ]
    };
}

/// Returns the message files of a language, as written.
pub const fn catalogue(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::ZhHans => catalogue!("zh-Hans"),
        Lang::ZhHant => catalogue!("zh-Hant"),
        Lang::En => catalogue!("en"),
    }
}

static BUNDLES: LazyLock<[Bundle; 3]> = LazyLock::new(|| Lang::ALL.map(bundle));
static MISSING: LazyLock<Mutex<BTreeSet<String>>> = LazyLock::new(Mutex::default);

fn bundle(lang: Lang) -> Bundle {
    let id: LanguageIdentifier = lang.tag().parse().expect("the three tags are well formed");
    let mut bundle = Bundle::new_concurrent(vec![id]);
    // Isolation marks would land in attributes, mail subjects and exports.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(grouped));
    for source in catalogue(lang) {
        let resource = match FluentResource::try_new((*source).to_owned()) {
            Ok(resource) => resource,
            Err((_, errors)) => panic!("a message file in {} does not parse: {errors:?}", lang.tag()),
        };
        if let Err(errors) = bundle.add_resource(resource) {
            panic!("a message is written twice in {}: {errors:?}", lang.tag());
        }
    }
    bundle
}

fn grouped(value: &FluentValue<'_>, _: &IntlLangMemoizer) -> Option<String> {
    match value {
        FluentValue::Number(number) if number.value.fract() == 0.0 => {
            Some(crate::view::format::integer(number.value as i64))
        }
        _ => None,
    }
}

/// A value that can be put into a message.
pub trait Arg {
    /// Returns the value as the message formatter takes it.
    fn arg(&self) -> FluentValue<'static>;
}

impl<T: Arg + ?Sized> Arg for &T {
    fn arg(&self) -> FluentValue<'static> {
        (**self).arg()
    }
}

impl Arg for str {
    fn arg(&self) -> FluentValue<'static> {
        FluentValue::from(self.to_owned())
    }
}

impl Arg for String {
    fn arg(&self) -> FluentValue<'static> {
        self.as_str().arg()
    }
}

impl Arg for Cow<'_, str> {
    fn arg(&self) -> FluentValue<'static> {
        self.as_ref().arg()
    }
}

macro_rules! number_args {
    ($($kind:ty),*) => {$(
        impl Arg for $kind {
            fn arg(&self) -> FluentValue<'static> {
                FluentValue::from(*self)
            }
        }
    )*};
}
number_args!(u8, u16, u32, u64, usize, i16, i32, i64);

/// The words of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct L10n {
    /// The language.
    pub lang: Lang,
}

impl L10n {
    /// Chooses a language.
    pub const fn new(lang: Lang) -> Self {
        Self { lang }
    }

    fn bundle(self) -> &'static Bundle {
        match self.lang {
            Lang::ZhHans => &BUNDLES[0],
            Lang::ZhHant => &BUNDLES[1],
            Lang::En => &BUNDLES[2],
        }
    }

    /// Returns a message; a key that does not exist is shown in angle brackets and remembered in [`missing`].
    pub fn text(self, key: &str) -> String {
        self.text_with(key, &[])
    }

    /// Returns a message with its arguments filled in.
    pub fn text_with(self, key: &str, args: &[(&str, &dyn Arg)]) -> String {
        let bundle = self.bundle();
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            remember(format!("{}: {key}", self.lang.tag()));
            return format!("⟨{key}⟩");
        };
        let mut filled = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            filled.set((*name).to_owned(), value.arg());
        }
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&filled), &mut errors).into_owned();
        if !errors.is_empty() {
            remember(format!("{}: {key}: {errors:?}", self.lang.tag()));
        }
        text
    }

    /// Tells whether a message exists, for texts that are optional by nature, such as hints.
    pub fn has(self, key: &str) -> bool {
        self.bundle().has_message(key)
    }

    /// Returns the word for a stable code: the message `prefix-code`, with `_`, `.` and `:` written as `-`.
    pub fn code(self, prefix: &str, code: &str) -> String {
        self.text(&format!("{prefix}-{}", tidy(code)))
    }
}

/// Writes a stable code the way message keys are written.
pub fn tidy(code: &str) -> String {
    code.replace(['_', '.', ':'], "-")
}

fn remember(what: String) {
    if let Ok(mut missing) = MISSING.lock() {
        missing.insert(what);
    }
}

/// Returns the keys that were asked for and do not exist, and the arguments that were not given; tests expect none.
pub fn missing() -> BTreeSet<String> {
    MISSING.lock().map(|set| set.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
