//! The form of one who has limits: teams, users, organizations, customers and tags are made and changed by the
//! same page, with fields of their own before and after the limits.

use super::super::App;
use super::layout::{Page, token};
use super::parts::{self, Form};
use super::visit::Visit;
use super::{fields, once};
use crate::domain::owner::Owner;
use axum::response::Response;
use maud::{Markup, html};

/// Of what kind a form is, and of whom.
pub struct Frame<'a> {
    /// What one of the kind is called: `team`.
    pub one: &'a str,
    /// The list of all of them: its path and its title.
    pub list: (&'a str, &'a str),
    /// The entry of the navigation that it belongs to.
    pub nav: &'a str,
    /// What the kind is for; may be empty.
    pub about: &'a str,
    /// Who is changed, with their page and name; nobody where one is made.
    pub of: Option<(&'a Owner, String, &'a str)>,
}

impl Frame<'_> {
    /// The page, with the fields before the limits and after them. A refused form answers 400.
    pub fn show(
        &self,
        app: &App,
        visit: &Visit,
        form: &Form,
        (before, after): (Markup, Markup),
    ) -> Response {
        let (path, all) = self.list;
        let (title, back, back_to, action) = match &self.of {
            Some((_, page, name)) => (
                format!("Edit {name}"),
                page.as_str(),
                *name,
                format!("{page}/edit"),
            ),
            None => (
                format!("New {}", self.one),
                path,
                all,
                format!("{path}/new"),
            ),
        };
        let body = html! {
            (parts::head_under((back, back_to), &title, html! { @if !self.about.is_empty() { p { (self.about) } } }, html! {}))
            section.card { div.body {
                (form.summary())
                form.form method="post" action=(action) {
                    (token(&visit.session))
                    @match &self.of {
                        Some((owner, ..)) => input type="hidden" name="revision" value=(owner.updated_at.0);,
                        None => (once::field()),
                    }
                    (before)
                    (fields::limit_fields(form))
                    (after)
                    div.end {
                        button.primary type="submit" { @if self.of.is_some() { "Save" } @else { "Create" } }
                        a.btn.quiet href=(back) data-key="Escape" { "Cancel" }
                    }
                }
            } }
        };
        let page = Page::new(&title, self.nav, body);
        page.show_form(form, app, visit)
    }
}
