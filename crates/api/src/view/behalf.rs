//! The fields that record on whose behalf an act is entered (代录).

use askama::Template;
use domain::Channel;

use super::form::Field;
use super::{Choice, Form, Frame, Html};

impl Form {
    /// Draws the fields `on_behalf.channel`, `on_behalf.person`, `on_behalf.told_at` (local time of the market,
    /// `2026-03-05T14:20`), `on_behalf.proof.kind` (`word`, `call_back` or `scan`), `on_behalf.proof.by` (a
    /// colleague's account) and the file `on_behalf.proof.file`, so that the form must be sent as multipart; their labels are the messages `behalf-…` in every form. `suffix` keeps `id`s apart on one page.
    pub fn on_behalf(&self, f: &Frame, suffix: impl AsRef<str>, colleagues: impl AsRef<[Choice]>) -> Html {
        let suffix = suffix.as_ref();
        let codes: Vec<_> = Channel::ALL.iter().map(|channel| channel.code()).collect();
        let channels = Choice::of_codes(f.l, "channel", &codes);
        let proofs = Choice::of_codes(f.l, "proof", &["word", "call_back", "scan"]);
        let mut people = vec![Choice::new("", f.t("behalf-nobody"))];
        people.extend_from_slice(colleagues.as_ref());
        Html::of(&OnBehalfHtml {
            f,
            fields: [
                self.radios(f, "on_behalf.channel", channels).in_row().id_with(suffix),
                self.text(f, "on_behalf.person").id_with(suffix),
                self.text(f, "on_behalf.told_at").moment().id_with(suffix),
                self.radios(f, "on_behalf.proof.kind", proofs).id_with(suffix),
                self.select(f, "on_behalf.proof.by", people).id_with(suffix),
            ],
            scan: format!("f-scan-{suffix}"),
            error: self.error(f, "on_behalf.proof.file"),
        })
    }
}

#[derive(Template)]
#[template(path = "macros/on_behalf.html")]
struct OnBehalfHtml<'a> {
    f: &'a Frame,
    fields: [Field; 5],
    /// The `id` of the file field.
    scan: String,
    error: String,
}
