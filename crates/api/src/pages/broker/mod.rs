//! The broker's rooms: queue, review, calls, lists.

mod acts;
mod bench;
mod call;
mod inbox;
mod item;
mod needs;
mod review;

pub(super) use needs::needs_page;
use review::NEW;
pub(super) use review::review_page;

use domain::{Level, NeedId};

use crate::http::Registry;
use crate::view::Frame;

/// Lists the routes of these rooms.
pub(super) fn routes() -> Registry {
    Registry::new().merge(inbox::routes()).merge(acts::routes()).merge(call::routes()).merge(bench::routes())
}

/// The form that an act was refused with: the act's name and the form with its complaints.
#[derive(Debug, Clone)]
pub(super) struct RefusedForm {
    pub(super) act: String,
    pub(super) form: crate::view::Form,
}

/// Where an act on a need goes back to: the queue or the review.
pub(super) fn review_of(urls: &crate::url::Urls, need: NeedId) -> String {
    urls.need(need)
}

/// Says who reads this page, and who reads what is published of it.
fn visible_to(f: &Frame, level: Level, own: bool) -> String {
    let who = f.t(if own { "review-visible-own" } else { "review-visible-other" });
    f.t2("visible-to", "who", who, "published", f.code("visible-published", level.code()))
}
