//! What every page carries: language, appearance, who is signed in, where one is.

use std::sync::Arc;

use askama::Template;
use domain::Lang;

use super::nav::{self, Group, Item, Place};
use super::{Html, Of, icon};
use crate::i18n::{Arg, L10n};
use crate::url::Urls;

/// Light or dark, or what the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// What the system says.
    #[default]
    Auto,
    /// Dark ink on paper.
    Light,
    /// Light ink on night.
    Dark,
}

impl Theme {
    /// Returns the value of the cookie, of `?theme=` and of the attribute.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
    /// Reads a code; `None` when there is no such theme.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Auto, Self::Light, Self::Dark].into_iter().find(|theme| theme.code() == code)
    }
}

/// How large the type is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TextSize {
    /// As designed.
    #[default]
    Normal,
    /// A quarter larger, in one column (大字版).
    Large,
}

impl TextSize {
    /// Returns the value of the cookie, of `?text=` and of the attribute.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Large => "large",
        }
    }
    /// Reads a code; `None` when there is no such size.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Normal, Self::Large].into_iter().find(|size| size.code() == code)
    }
}

/// A configured text in the three languages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// In Simplified Chinese.
    pub zh_hans: String,
    /// In Traditional Chinese; empty means as in Simplified.
    pub zh_hant: String,
    /// In English; empty means as in Simplified.
    pub en: String,
}

impl Words {
    /// Writes the three texts.
    pub fn new(simplified: &str, traditional: &str, english: &str) -> Self {
        Self { zh_hans: simplified.to_owned(), zh_hant: traditional.to_owned(), en: english.to_owned() }
    }
    /// Returns the text of a language.
    pub fn of(&self, lang: Lang) -> &str {
        let wanted = match lang {
            Lang::ZhHans => &self.zh_hans,
            Lang::ZhHant => &self.zh_hant,
            Lang::En => &self.en,
        };
        if wanted.is_empty() { &self.zh_hans } else { wanted }
    }
}

/// What the installation says about itself; empty entries are not shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Site {
    /// Name of the market, such as 明澜区科技大市场.
    pub name: Words,
    /// Who is responsible (主办).
    pub sponsor: Words,
    /// Who runs it (承办).
    pub operator: Words,
    /// Service phone with its hours.
    pub phone: Words,
    /// ICP record number (ICP 备案号).
    pub icp: String,
    /// Public security record number (公安备案号).
    pub police: String,
    /// Identification code of a government site (网站标识码).
    pub code: String,
    /// Working days within which a broker answers a submitted need.
    pub promise_days: u8,
    /// Whether people, firms and figures are invented for a demonstration.
    pub demo: bool,
    /// What a broker is called here (技术经纪人 / 技术经理人); empty for the usual word.
    pub broker_label: Words,
    /// Technical fields that are called otherwise here, by slug.
    pub fields: std::collections::BTreeMap<String, Words>,
}

/// What somebody does here; decides navigation and density.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Face {
    /// A member of a company.
    Company,
    /// An expert.
    Expert,
    /// A liaison of a team.
    Liaison,
    /// A technology broker.
    Broker,
    /// An official of the bureau.
    Official,
    /// The administrator.
    Administrator,
}

impl Face {
    /// All faces.
    pub const ALL: [Self; 6] =
        [Self::Company, Self::Expert, Self::Liaison, Self::Broker, Self::Official, Self::Administrator];

    /// Returns the stable code, the same as the role's.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Expert => "expert",
            Self::Liaison => "liaison",
            Self::Broker => "broker",
            Self::Official => "official",
            Self::Administrator => "administrator",
        }
    }

    /// Tells whether its pages are dense: small type, rows, a side index.
    pub const fn dense(self) -> bool {
        match self {
            Self::Company | Self::Expert | Self::Liaison => false,
            Self::Broker | Self::Official | Self::Administrator => true,
        }
    }
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The name people see.
    pub name: String,
    /// Everything the account may be, at least one.
    pub faces: Vec<Face>,
}

/// Numbers beside navigation entries; zero is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Items in the broker's queue.
    pub inbox: usize,
    /// Questions and consents that wait for the company.
    pub waiting: usize,
    /// Needs suggested to the expert and not yet answered.
    pub suggestions: usize,
}

/// How a banner sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlashKind {
    /// It worked.
    Success,
    /// Something to know.
    Info,
    /// Something to mind.
    Warn,
}

/// The banner at the top of the page after an act: what happened and what happens next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flash {
    /// How it sounds.
    pub kind: FlashKind,
    /// What happened.
    pub what: String,
    /// What happens next, and by when; may be empty.
    pub next: String,
    /// Where a POST undoes it, while it can be undone.
    pub undo: Option<String>,
    /// The idempotency key of the undo form.
    pub undo_key: String,
}

/// What every page carries.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The language and its words.
    pub l: L10n,
    /// Light or dark.
    pub theme: Theme,
    /// Size of type.
    pub text_size: TextSize,
    /// All addresses.
    pub urls: Urls,
    /// What the installation says about itself.
    pub site: Arc<Site>,
    /// Who is signed in, if anybody.
    pub signed: Option<Signed>,
    /// The navigation entry the page belongs to.
    pub place: Place,
    /// Numbers beside navigation entries.
    pub counts: Counts,
    /// The page's title; never protected text.
    pub title: String,
    /// Whether the page shows a form with errors; its title then says so.
    pub has_errors: bool,
    /// The address of this page with its query, for the language and appearance links.
    pub here: String,
    /// What happened just before.
    pub flash: Option<Flash>,
}

impl Frame {
    /// Makes a frame for a visitor; the caller sets what else is known.
    pub fn new(lang: Lang, urls: Urls, site: Arc<Site>, here: &str) -> Self {
        Self {
            l: L10n::new(lang),
            theme: Theme::default(),
            text_size: TextSize::default(),
            urls,
            site,
            signed: None,
            place: Place::None,
            counts: Counts::default(),
            title: String::new(),
            has_errors: false,
            here: here.to_owned(),
            flash: None,
        }
    }

    /// Sets the title and the navigation entry of a page.
    #[must_use]
    pub fn at(mut self, place: Place, title: impl Into<String>) -> Self {
        self.place = place;
        self.title = title.into();
        self
    }

    /// Sets who is signed in.
    #[must_use]
    pub fn signed_in(mut self, name: &str, faces: &[Face]) -> Self {
        self.signed = Some(Signed { name: name.to_owned(), faces: faces.to_vec() });
        self
    }

    /// Sets the banner.
    #[must_use]
    pub fn with_flash(mut self, flash: Flash) -> Self {
        self.flash = Some(flash);
        self
    }

    /// Returns a message.
    pub fn t(&self, key: &str) -> String {
        self.own_words(self.l.text(key))
    }

    /// Puts the word used here in place of the usual one for a broker; English has it as a role's name only.
    fn own_words(&self, text: String) -> String {
        let label = self.words(&self.site.broker_label);
        let (usual, short) = match self.l.lang {
            Lang::ZhHans => ("技术经纪人", "经纪人"),
            Lang::ZhHant => ("技術經紀人", "經紀人"),
            Lang::En => return text,
        };
        if label.is_empty() || label == usual || !text.contains(short) {
            return text;
        }
        let brief = label.trim_start_matches("技术").trim_start_matches("技術");
        text.replace(usual, label).replace(short, brief)
    }

    /// Names a technical field as it is called here; a slug nobody knows is shown as it is.
    pub fn field_words(&self, slug: &str) -> String {
        match self.site.fields.get(slug) {
            Some(words) => self.words(words).to_owned(),
            None => app::data::field_name(slug, self.l.lang).unwrap_or_else(|| slug.to_owned()),
        }
    }

    /// Lists the technical fields to choose from, slug and name.
    pub fn fields(&self) -> Vec<(String, String)> {
        let all = app::data::fields(self.l.lang).into_iter();
        all.map(|(slug, _)| (slug.clone(), self.field_words(&slug))).collect()
    }
    /// Returns a message with one argument.
    pub fn t1(&self, key: &str, name: &str, value: impl Arg) -> String {
        self.own_words(self.l.text_with(key, &[(name, &value)]))
    }
    /// Returns a message with two arguments.
    pub fn t2(&self, key: &str, name: &str, value: impl Arg, name_b: &str, value_b: impl Arg) -> String {
        self.own_words(self.l.text_with(key, &[(name, &value), (name_b, &value_b)]))
    }
    /// Returns the word for a stable code: the message `prefix-code`.
    pub fn code(&self, prefix: &str, code: &str) -> String {
        if (prefix, code) == ("role", "broker") && self.l.lang == Lang::En {
            let label = self.words(&self.site.broker_label);
            if !label.is_empty() {
                return label.to_owned();
            }
        }
        self.own_words(self.l.code(prefix, code))
    }
    /// Returns the language's tag, for `lang` attributes.
    pub fn lang(&self) -> &'static str {
        self.l.lang.tag()
    }
    /// Returns a `lang` attribute for text in another language than the page, and nothing for the same.
    pub fn lang_of(&self, text: impl Of<Lang>) -> Html {
        let text = text.get();
        if text == self.l.lang { Html::default() } else { Html(format!(r#" lang="{}""#, text.tag())) }
    }
    /// Returns a configured text in the page's language.
    pub fn words<'a>(&self, words: &'a Words) -> &'a str {
        words.of(self.l.lang)
    }
    /// Returns the configured name of the market.
    pub fn site_name(&self) -> &str {
        self.site.name.of(self.l.lang)
    }
    /// Draws an icon.
    pub fn icon(&self, name: &str) -> Html {
        icon::icon(name)
    }
    /// Tells whether the page is dense with a side index.
    pub fn dense(&self) -> bool {
        self.signed.as_ref().is_some_and(|signed| signed.faces.iter().any(|face| face.dense()))
    }
    /// Tells whether somebody with this face is signed in, by the face's code.
    pub fn is(&self, code: &str) -> bool {
        self.signed.as_ref().is_some_and(|signed| signed.faces.iter().any(|face| face.code() == code))
    }
    /// Returns the address of this page with a language, theme or text size chosen.
    pub fn switch(&self, name: &str, value: &str) -> String {
        self.urls.with(&self.here, name, value)
    }
    /// Draws the masthead.
    pub fn masthead(&self) -> Html {
        Html::of(&Masthead { f: self })
    }
    /// Draws the side index and the bottom bar of dense pages.
    pub fn side(&self) -> Html {
        if !self.dense() {
            return Html::default();
        }
        Html::of(&Side { f: self, groups: nav::groups(self) })
    }
    /// Draws the bottom bar of dense pages.
    pub fn dock(&self) -> Html {
        if !self.dense() {
            return Html::default();
        }
        Html::of(&Dock { f: self, items: nav::dock(self) })
    }
    /// Draws the tabs of companies and experts.
    pub fn tabs(&self) -> Html {
        if self.dense() || self.signed.is_none() {
            return Html::default();
        }
        Html::of(&Tabs { f: self, items: nav::tabs(self) })
    }
    /// Draws the footer.
    pub fn footer(&self) -> Html {
        Html::of(&Footer { f: self })
    }
    /// Draws the banner, if something happened.
    pub fn flash(&self) -> Html {
        self.flash.as_ref().map_or_else(Html::default, |flash| Html::of(&FlashHtml { f: self, flash }))
    }
}

#[derive(Template)]
#[template(path = "layout/masthead.html")]
struct Masthead<'a> {
    f: &'a Frame,
}

#[derive(Template)]
#[template(path = "layout/side.html")]
struct Side<'a> {
    f: &'a Frame,
    groups: Vec<Group>,
}

#[derive(Template)]
#[template(path = "layout/dock.html")]
struct Dock<'a> {
    f: &'a Frame,
    items: Vec<Item>,
}

#[derive(Template)]
#[template(path = "layout/tabs.html")]
struct Tabs<'a> {
    f: &'a Frame,
    items: Vec<Item>,
}

#[derive(Template)]
#[template(path = "layout/footer.html")]
struct Footer<'a> {
    f: &'a Frame,
}

#[derive(Template)]
#[template(path = "layout/flash.html")]
struct FlashHtml<'a> {
    f: &'a Frame,
    flash: &'a Flash,
}
