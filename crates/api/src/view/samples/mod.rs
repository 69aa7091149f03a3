//! Every page with invented facts, so that it can be looked at and tested without a database.

mod account;
mod bench;
mod broker;
mod company;
mod desk;
mod directory;
mod expert;
mod public;

use std::sync::Arc;

use domain::Lang;

use super::frame::{Counts, Face, Frame, Site, Words};
use super::nav::Place;
use crate::url::Urls;

/// A page with invented facts.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The file name it gets, such as `landing`.
    pub name: &'static str,
    /// The page.
    pub html: String,
}

impl Sample {
    /// Renders a page.
    pub fn of(name: &'static str, page: &impl askama::Template) -> Self {
        Self { name, html: page.render().expect("a page writes into a string and cannot fail") }
    }
}

/// Renders every page in a language under a base path.
pub fn all(lang: Lang, base: &str) -> Vec<Sample> {
    let k = Kit::new(lang, base);
    let mut pages = Vec::new();
    pages.extend(public::pages(&k));
    pages.extend(company::pages(&k));
    pages.extend(expert::pages(&k));
    pages.extend(account::pages(&k));
    pages.extend(broker::pages(&k));
    pages.extend(directory::pages(&k));
    pages.extend(desk::pages(&k));
    pages
}

/// What samples share: language, addresses and the invented market.
#[derive(Debug, Clone)]
pub struct Kit {
    lang: Lang,
    urls: Urls,
    site: Arc<Site>,
}

impl Kit {
    fn new(lang: Lang, base: &str) -> Self {
        let site = Site {
            name: Words::new("明澜区科技大市场", "明瀾區科技大市場", "Minglan Science & Technology Market"),
            sponsor: Words::new(
                "明澜区科学技术局",
                "明瀾區科學技術局",
                "Minglan Bureau of Science and Technology",
            ),
            operator: Words::new(
                "明澜区科技大市场",
                "明瀾區科技大市場",
                "Minglan Science & Technology Market",
            ),
            phone: Words::new(
                "8000 0317（工作日 8:30–17:30）",
                "8000 0317（工作日 8:30–17:30）",
                "8000 0317 (working days 8:30–17:30)",
            ),
            promise_days: 2,
            demo: true,
            ..Site::default()
        };
        Self { lang, urls: Urls::new(base), site: Arc::new(site) }
    }

    /// Chooses among the three languages.
    pub fn say<'a>(&self, simplified: &'a str, traditional: &'a str, english: &'a str) -> &'a str {
        match self.lang {
            Lang::ZhHans => simplified,
            Lang::ZhHant => traditional,
            Lang::En => english,
        }
    }

    /// Makes a visitor's frame; `title` is a message key.
    pub fn visitor(&self, place: Place, title: &str) -> Frame {
        let f = Frame::new(self.lang, self.urls.clone(), Arc::clone(&self.site), &self.urls.landing());
        let title = f.t(title);
        f.at(place, title)
    }

    /// Makes the frame of somebody who is signed in; `title` is a message key.
    pub fn signed(&self, face: Face, place: Place, title: &str) -> Frame {
        let name = match face {
            Face::Company => self.say("恒汐燃油", "恆汐燃油", "Hengxi Fuel"),
            Face::Expert | Face::Liaison => self.say("陆闻舟", "陸聞舟", "Lu Wenzhou"),
            Face::Broker => self.say("季云帆", "季雲帆", "Ji Yunfan"),
            Face::Official => self.say("周岚", "周嵐", "Zhou Lan"),
            Face::Administrator => self.say("管理员", "管理員", "Administrator"),
        };
        let mut f = self.visitor(place, title).signed_in(name, &[face]);
        f.counts = Counts { inbox: 12, waiting: 1, suggestions: 3 };
        f
    }
}

#[cfg(test)]
mod tests;
