//! Questions on a need, each tied to a field, with the answer.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::event::{Event, Subject};
use crate::{AccountId, Act, Changed, Invalid, MessageId, NeedId, Refused, text};

/// A question that a broker asks the company, and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its name in the system.
    pub id: MessageId,
    /// Grows by one with every change.
    pub version: i64,
    /// The need.
    pub need: NeedId,
    /// The field asked about, by its JSON name such as `indicators.1.target`; empty for the need as a whole.
    pub field: String,
    /// The question.
    pub text: String,
    /// Who asked.
    pub asked_by: AccountId,
    /// When.
    pub asked_at: Timestamp,
    /// The answer, once given.
    pub answer: Option<Answer>,
}

/// An answer to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The words.
    pub text: String,
    /// Who answered, when, and on whose behalf it was recorded.
    pub act: Act,
}

impl Question {
    /// Asks a question.
    pub fn ask(self) -> Result<Changed<Self>, Invalid> {
        let text = text::required("question", &self.text, text::PARAGRAPHS)?;
        let field = text::within("field", &self.field, text::LINE)?;
        let event = Event::new(Subject::Need(self.need), "need.asked")
            .with(serde_json::json!({ "question": self.id, "field": field }));
        Ok(Changed { next: Self { version: 1, text, field, answer: None, ..self }, event })
    }

    /// Answers it, once.
    pub fn answer(self, words: &str, act: Act) -> Result<Changed<Self>, crate::need::Trouble> {
        if self.answer.is_some() {
            return Err(
                Refused { what: "question", state: "answered", action: "answer", code: "state" }.into()
            );
        }
        let text = text::required("answer", words, text::PARAGRAPHS)?;
        let event = Event::new(Subject::Need(self.need), "need.answered")
            .with(serde_json::json!({ "question": self.id }));
        Ok(Changed {
            next: Self { answer: Some(Answer { text, act }), version: self.version + 1, ..self },
            event,
        })
    }
}
