//! Forms that make something, sent twice by a double click or by the way back: the second makes nothing.

use super::super::App;
use super::visit::{Visit, redirect_telling};
use axum::response::Response;
use maud::{Markup, html};

/// The number of a form, which is in it, hidden.
#[must_use]
pub fn field() -> Markup {
    html! { input type="hidden" name="once" value=(uuid::Uuid::new_v4()); }
}

/// A form that is sent for the first time.
pub struct Once<'a> {
    app: &'a App,
    number: String,
}

impl<'a> Once<'a> {
    /// Takes a form's number; where it was taken before, the way to what the form made then, or to `list`
    /// while that goes on.
    pub fn begin(app: &'a App, visit: &Visit, list: &str) -> Result<Self, Box<Response>> {
        let number = format!("{} {}", visit.session.id_hash, visit.form.raw("once"));
        match app.ui.take(&number) {
            Ok(()) => Ok(Self { app, number }),
            Err(made) => Err(Box::new(redirect_telling(
                made.as_deref().unwrap_or(list),
                "This form was sent before. Nothing was made a second time.",
            ))),
        }
    }

    /// It made what stands at this address.
    pub fn made(self, address: &str) {
        if !self.number.ends_with(' ') {
            self.app.ui.sent.insert(self.number, address.to_owned());
        }
    }

    /// It made nothing: it may be sent again.
    pub fn failed(self) {
        self.app.ui.sent.invalidate(&self.number);
    }
}
