//! Fills sentence patterns with what a topic knows.

use domain::Lang;
use rand_chacha::ChaCha8Rng;

use super::chance;
use super::people::capital;
use super::vocab::{Speciality, Topic};
use super::written::Measure;

/// One drawn set of facts, from which title and abstract of an item are written.
#[derive(Debug)]
pub(super) struct Facts<'a> {
    topic: &'a Topic,
    /// The part or material.
    pub(super) object: &'a str,
    /// The method.
    pub(super) method: &'a str,
    failure: &'a str,
    measure: &'a Measure,
    before: String,
    after: String,
    finding: &'a str,
    user: &'a str,
    number: usize,
    lang: Lang,
}

impl<'a> Facts<'a> {
    /// Draws facts of a topic that go together.
    pub(super) fn draw(rng: &mut ChaCha8Rng, speciality: &'a Speciality, topic: &'a Topic) -> Self {
        let method = chance::one(rng, &topic.methods);
        let moved: Vec<&Measure> = topic
            .measures
            .iter()
            .enumerate()
            .filter(|(at, _)| method.moves.is_empty() || method.moves.contains(at))
            .map(|(_, m)| m)
            .collect();
        let measure = *chance::one(rng, &moved);
        let (before, after) = measure.draw(rng);
        Self {
            topic,
            object: chance::one(rng, &topic.objects).as_str(),
            method: &method.name,
            failure: chance::one(rng, &topic.failures).as_str(),
            measure,
            before: with_unit(speciality.lang, &before, &measure.unit),
            after: with_unit(speciality.lang, &after, &measure.unit),
            finding: chance::one(rng, &topic.findings).as_str(),
            user: chance::one(rng, &speciality.users).as_str(),
            number: chance::between(rng, 3, 12),
            lang: speciality.lang,
        }
    }

    /// Fills a pattern.
    pub(super) fn fill(&self, pattern: &str) -> String {
        let mut text = String::with_capacity(pattern.len() * 2);
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let (slot, after) = after.split_once('}').unwrap_or((after, ""));
            self.put(&mut text, slot);
            rest = after;
        }
        text.push_str(rest);
        if self.lang == Lang::En {
            text = text.trim_end().to_owned();
        }
        text
    }

    fn put(&self, text: &mut String, slot: &str) {
        let number = self.number.to_string();
        let value = match slot.to_ascii_lowercase().as_str() {
            "object" => self.object,
            "method" => self.method,
            "failure" => self.failure,
            "measure" => &self.measure.name,
            "before" => &self.before,
            "after" => &self.after,
            "test" => &self.measure.test,
            "finding" => self.finding,
            "topic" => &self.topic.name,
            "user" => self.user,
            "n" => &number,
            other => unreachable!("no slot {other}"),
        };
        if slot.starts_with(char::is_uppercase) {
            text.push_str(&capital(value));
        } else {
            text.push_str(value);
        }
    }
}

/// Joins a value and its unit as the language writes it.
pub(super) fn with_unit(lang: Lang, value: &str, unit: &str) -> String {
    if unit.is_empty()
        || (unit.starts_with(['%', '‰', '°', '个', '次', '件', '元', '级', '個', '級', '片'])
            && lang != Lang::En)
    {
        format!("{value}{unit}")
    } else {
        format!("{value} {unit}")
    }
}
