//! How well a passage answers one aspect of a need.

/// One thing that is looked for, with the ways it may be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    /// The word of the need.
    pub word: String,
    /// How much finding it says.
    pub weight: f32,
    /// Ways of writing it: all tokens of one of them must stand in the passage; none when it cannot be written there.
    pub senses: Vec<Vec<String>>,
}

/// What is looked for in a passage.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sought {
    /// The aspect's own words.
    pub own: Vec<Slot>,
    /// Words around it that make a passage more likely to speak of the same thing.
    pub context: Vec<Slot>,
}

/// How much of what is sought stands in a passage.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Fit {
    /// Weighted share of the aspect's own words; 0 when only the least telling ones are there.
    pub own: f32,
    /// Weighted share of the words around it, in the passage or its subject.
    pub context: f32,
}

/// Own words count only when one of at least this part of their mean weight is there.
const TELLING: f32 = 0.8;

/// Part of a word's weight when it stands in the title or the key words of a passage and not in the passage.
const IMPLIED: f32 = 0.6;

impl Slot {
    /// Makes a slot that is written in one way, by one token.
    pub fn plain(token: &str, weight: f32) -> Self {
        Self { word: token.to_owned(), weight, senses: vec![vec![token.to_owned()]] }
    }

    /// Returns the first way of writing that stands in a passage.
    pub fn found(&self, has: impl Fn(&str) -> bool) -> Option<&[String]> {
        self.senses.iter().find(|sense| sense.iter().all(|t| has(t))).map(Vec::as_slice)
    }
}

impl Sought {
    /// Measures a passage by the tokens it `has`; a word that only its subject knows counts in part.
    pub fn fit(&self, has: impl Fn(&str) -> bool, subject: impl Fn(&str) -> bool) -> Fit {
        let (own, strongest) = share(&self.own, &has);
        if own <= 0.0 {
            return Fit::default();
        }
        let mean = self.own.iter().map(|s| s.weight).sum::<f32>() / self.own.len() as f32;
        let total: f32 = self.own.iter().map(|s| s.weight).sum();
        let absent = self.own.iter().filter(|s| s.found(&has).is_none());
        let implied = absent.filter(|s| s.found(&subject).is_some()).map(|s| s.weight);
        let (implied, strongest) =
            implied.fold((0.0, strongest), |(sum, best), w| (sum + w, f32::max(best, w)));
        let own = if strongest >= TELLING * mean { own + IMPLIED * implied / total } else { 0.0 };
        Fit { own, context: share(&self.context, &|t: &str| has(t) || subject(t)).0 }
    }
}

fn share(slots: &[Slot], has: &impl Fn(&str) -> bool) -> (f32, f32) {
    let total: f32 = slots.iter().map(|s| s.weight).sum();
    if total <= 0.0 {
        return (0.0, 0.0);
    }
    let (mut sum, mut strongest) = (0.0f32, 0.0f32);
    for slot in slots.iter().filter(|s| s.found(has).is_some()) {
        sum += slot.weight;
        strongest = strongest.max(slot.weight);
    }
    (sum / total, strongest)
}

#[cfg(test)]
mod tests {
    use super::{Slot, Sought};

    #[test]
    fn the_least_telling_words_alone_are_nothing() {
        let own = vec![Slot::plain("镝含", 6.0), Slot::plain("含量", 2.0)];
        let sought = Sought { own, context: vec![Slot::plain("磁体", 1.0)] };
        assert!(sought.fit(|t| t == "含量", |_| false).own <= 0.0);
        let fit = sought.fit(|t| t != "含量", |_| false);
        assert!((fit.own - 0.75).abs() < 1e-6 && (fit.context - 1.0).abs() < 1e-6);
        let implied = sought.fit(|t| t == "镝含", |t| t == "含量");
        assert!((implied.own - 0.9).abs() < 1e-6, "{implied:?}");
    }

    #[test]
    fn a_sense_counts_only_when_all_its_words_are_there() {
        let slot =
            Slot { word: "盐雾".into(), weight: 2.0, senses: vec![vec!["salt".into(), "spray".into()]] };
        assert_eq!(slot.found(|t| t == "salt"), None);
        assert!(slot.found(|_| true).is_some());
    }
}
