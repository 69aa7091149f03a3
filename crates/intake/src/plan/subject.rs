//! When two records speak of the same thing: keys in the order of their weight, and how far each can be trusted.

use super::{Kept, Known, Record};
use crate::cells::contact::phone_key;
use crate::cells::name;
use crate::cells::text::fold;
use crate::rows::company::CompanyRow;
use crate::rows::evidence::EvidenceRow;
use crate::rows::expert::ExpertRow;
use crate::rows::need::NeedRow;

/// How two records with a common key fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// They are the same.
    Same,
    /// They may be the same; a person decides.
    Suspect,
    /// They are not, in spite of the key.
    No,
}

pub(super) type Key = (&'static str, String);

/// A record that can be matched.
pub(super) trait Subject: Clone + PartialEq + serde::Serialize {
    /// What a suspected duplicate of this kind is called.
    const SAME: &'static str;
    /// The keys to look for, the weightiest first.
    fn keys(&self) -> Vec<Key>;
    /// The keys to be found by.
    fn all_keys(&self) -> Vec<Key> {
        self.keys()
    }
    /// Judges two records that share a key.
    fn fit(&self, other: &Self, key: &'static str) -> Fit;
    /// The length of what tells most, to find the richer of two.
    fn weight(&self) -> usize {
        0
    }
    /// What the snapshot holds of this kind.
    fn known(known: &Known) -> &[Kept<Self>];
    /// Wraps the record.
    fn record(self) -> Record;
}

fn both_differ(a: &str, b: &str) -> bool {
    !a.is_empty() && !b.is_empty() && !a.eq_ignore_ascii_case(b)
}

impl Subject for ExpertRow {
    const SAME: &'static str = "same_person";

    fn keys(&self) -> Vec<Key> {
        let mut keys = Vec::new();
        if !self.email.is_empty() {
            keys.push(("same_email", self.email.to_lowercase()));
        }
        keys.extend(self.phone.iter().map(|phone| ("same_phone", phone_key(phone))));
        if !self.org.is_empty() && !self.name.is_empty() {
            let org = fold(&self.org);
            let names = name::keys(&self.name, &self.other_name);
            keys.extend(
                names.into_iter().map(|name| ("same_name_and_organisation", format!("{name}|{org}"))),
            );
        }
        keys
    }

    fn fit(&self, other: &Self, key: &'static str) -> Fit {
        let own = name::keys(&self.name, &self.other_name);
        let same_name = name::keys(&other.name, &other.other_name).iter().any(|key| own.contains(key));
        let other_mail = both_differ(&self.email, &other.email);
        let phones = |row: &Self| row.phone.iter().map(|phone| phone_key(phone)).collect::<Vec<_>>();
        let (own, others) = (phones(self), phones(other));
        let other_phone =
            !own.is_empty() && !others.is_empty() && !own.iter().any(|phone| others.contains(phone));
        match key {
            "same_email" | "same_phone" if same_name => Fit::Same,
            "same_phone" if other_mail => Fit::No,
            "same_email" | "same_phone" => Fit::Suspect,
            _ if other_mail && other_phone => Fit::Suspect,
            _ => Fit::Same,
        }
    }

    fn weight(&self) -> usize {
        self.spec.len()
    }

    fn known(known: &Known) -> &[Kept<Self>] {
        &known.experts
    }

    fn record(self) -> Record {
        Record::Expert(Box::new(self))
    }
}

impl Subject for NeedRow {
    const SAME: &'static str = "same_need";

    fn keys(&self) -> Vec<Key> {
        let mut keys = self.all_keys();
        keys.truncate(1);
        keys
    }

    fn all_keys(&self) -> Vec<Key> {
        let mut keys = Vec::new();
        if !self.id.is_empty() {
            keys.push(("same_number", fold(&self.id)));
        }
        keys.push(("same_organisation_and_title", format!("{}|{}", fold(&self.company), fold(&self.title))));
        keys
    }

    fn fit(&self, other: &Self, _key: &'static str) -> Fit {
        // Two numbers of the sender keep apart what organisation and title would join.
        if both_differ(&self.id, &other.id) { Fit::No } else { Fit::Same }
    }

    fn known(known: &Known) -> &[Kept<Self>] {
        &known.needs
    }

    fn record(self) -> Record {
        Record::Need(Box::new(self))
    }
}

impl Subject for CompanyRow {
    const SAME: &'static str = "same_credit_code";

    fn keys(&self) -> Vec<Key> {
        let mut keys = Vec::new();
        if !self.uscc.is_empty() {
            keys.push(("same_credit_code", self.uscc.clone()));
        }
        keys.push(("same_name", fold(&self.name)));
        keys
    }

    fn fit(&self, other: &Self, key: &'static str) -> Fit {
        match key {
            "same_credit_code" if fold(&self.name) == fold(&other.name) => Fit::Same,
            "same_credit_code" => Fit::Suspect,
            _ if both_differ(&self.uscc, &other.uscc) => Fit::No,
            _ => Fit::Same,
        }
    }

    fn known(known: &Known) -> &[Kept<Self>] {
        &known.organisations
    }

    fn record(self) -> Record {
        Record::Company(Box::new(self))
    }
}

impl Subject for EvidenceRow {
    const SAME: &'static str = "same_work";

    fn keys(&self) -> Vec<Key> {
        let whose = if self.person.is_empty() { fold(&self.name) } else { self.person.clone() };
        if self.identifier.is_empty() {
            let kind = self.kind.map_or("", domain::evidence::EvidenceKind::code);
            return vec![("same_title", format!("{whose}|{kind}|{}", fold(&self.title)))];
        }
        vec![("same_identifier", format!("{whose}|{}", fold(&self.identifier)))]
    }

    fn fit(&self, _other: &Self, _key: &'static str) -> Fit {
        Fit::Same
    }

    fn known(known: &Known) -> &[Kept<Self>] {
        &known.evidence
    }

    fn record(self) -> Record {
        Record::Evidence(Box::new(self))
    }
}
