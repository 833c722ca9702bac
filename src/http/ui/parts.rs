//! The pieces that pages are put together from.

use super::fields;
use super::params::Params;
use crate::admin::AdminError;
use crate::domain::key::KeyHash;
use crate::domain::money::Nanos;
use maud::{Markup, html};

/// How something is to be taken. Never told by colour alone: there are always words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Neither.
    Plain,
    /// To be noticed.
    Info,
    /// In order.
    Good,
    /// Not yet wrong.
    Warn,
    /// Wrong.
    Bad,
}

impl Tone {
    /// The class of the stylesheet.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Info => "info",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }
}

/// A word with a tone.
#[must_use]
pub fn badge(tone: Tone, text: &str) -> Markup {
    html! { span class={ "badge " (tone.class()) } { (text) } }
}

/// A line that something is worth saying in.
#[must_use]
pub fn notice(tone: Tone, body: Markup) -> Markup {
    let role = if tone == Tone::Bad { "alert" } else { "status" };
    html! { div class={ "notice " (tone.class()) } role=(role) { div { (body) } } }
}

/// The head of a page.
#[must_use]
pub fn head(title: &str, about: Markup, actions: Markup) -> Markup {
    html! {
        div.head {
            div { h1 { (title) } (about) }
            @if !actions.0.is_empty() { div.actions { (actions) } }
        }
    }
}

/// The head of a page of one thing, with the way back to what it stands on: a path and its name.
#[must_use]
pub fn head_under(
    (path, name): (&str, &str),
    title: &str,
    about: Markup,
    actions: Markup,
) -> Markup {
    html! {
        div.under {
            p.crumbs { a href=(path) { "← " (name) } }
            (head(title, about, actions))
        }
    }
}

/// Pages that stand beside each other under one entry of the navigation.
#[must_use]
pub fn tabs(pages: &[(&str, &str)], current: &str) -> Markup {
    html! {
        nav.tabs aria-label="Views" {
            @for (path, words) in pages {
                a href=(path) aria-current=[(*path == current).then_some("page")] { (words) }
            }
        }
    }
}

/// A box with a title.
#[must_use]
pub fn card(title: &str, extra: Markup, body: Markup) -> Markup {
    html! {
        section.card {
            header { h2 { (title) } (extra) }
            div.body { (body) }
        }
    }
}

/// The same with a table, which goes to the edges.
#[must_use]
pub fn table_card(title: &str, extra: Markup, table: Markup) -> Markup {
    html! {
        section.card {
            header { h2 { (title) } (extra) }
            div.table tabindex="0" role="region" aria-label=(title) { (table) }
        }
    }
}

/// A figure with a name.
#[must_use]
pub fn stat(label: &str, value: &str, hint: Markup) -> Markup {
    html! {
        div.card.stat {
            span.label { (label) }
            span.value { (value) }
            span.hint { (hint) }
        }
    }
}

/// What stands where there is nothing yet: what would be here, and the next step.
#[must_use]
pub fn empty(title: &str, about: &str, action: Markup) -> Markup {
    html! {
        div.empty {
            h2 { (title) }
            p { (about) }
            div.actions { (action) }
        }
    }
}

/// How much of a budget is spent.
#[must_use]
pub fn meter(spent: Nanos, limit: Option<Nanos>) -> Markup {
    let Some(limit) = limit else {
        return html! { span.nowrap { (super::format::money(spent)) } };
    };
    html! {
        div.meter {
            span.of {
                span { (super::format::money(spent)) }
                span.soft { "of " (super::format::money(limit)) }
            }
            (bar(spent, limit))
        }
    }
}

/// The same as a bar alone, where the amounts stand beside it.
#[must_use]
pub fn bar(spent: Nanos, limit: Nanos) -> Markup {
    let share = if limit.0 > 0 {
        spent.0 as f64 / limit.0 as f64
    } else {
        1.0
    };
    let class = match share {
        full if full >= 1.0 => "full",
        near if near >= 0.8 => "near",
        _ => "",
    };
    let words = format!("{:.0} % of the budget spent", share * 100.0);
    let value = format!("{:.1}", (share * 100.0).clamp(0.0, 100.0));
    html! { progress class=(class) max="100" value=(value) aria-label=(words) title=(words) {} }
}

/// How a figure moved against the one before, in words: `▲ 12 %`, `▼ 3 %`, `▲ 31 ×`.
#[must_use]
pub fn difference(now: i64, before: i64) -> String {
    if before == 0 {
        return if now == 0 { "–" } else { "new" }.to_owned();
    }
    let by = (now - before) as f64 / before as f64 * 100.0;
    match by {
        many if many >= 900.0 => format!("▲ {:.0} ×", now as f64 / before as f64),
        up if up >= 0.5 => format!("▲ {up:.0} %"),
        down if down <= -0.5 => format!("▼ {:.0} %", -down),
        _ => "as much".to_owned(),
    }
}

/// A text with a button that copies it.
#[must_use]
pub fn copyable(id: &str, text: &str) -> Markup {
    // A secret is one word, and is shown large; everything else is code.
    let is_long = text.contains(char::is_whitespace) || text.len() > 60;
    html! {
        div.copy {
            @if is_long { pre id=(id) tabindex="0" { (text) } } @else { code.secret id=(id) { (text) } }
            button type="button" data-copy=(id) { "Copy" }
        }
    }
}

/// Names and values.
#[must_use]
pub fn facts(rows: &[(&str, Markup)]) -> Markup {
    html! {
        dl.facts {
            @for (name, value) in rows {
                dt { (name) }
                dd { (value) }
            }
        }
    }
}

/// A value in a table.
fn said(value: &str) -> Markup {
    html! { @if value.trim().is_empty() { span.faint { "nothing" } } @else { (value) } }
}

/// What a form holds, and what was wrong with it the last time.
#[derive(Debug, Default)]
pub struct Form {
    /// Its values.
    pub values: Params,
    /// Which field is wrong, and why.
    pub wrong: Option<(String, String)>,
    /// What is stored now, where somebody else was faster.
    pub theirs: Option<Params>,
}

impl Form {
    /// A form with these values.
    #[must_use]
    pub fn of(pairs: &[(&str, String)]) -> Self {
        let values = pairs.iter().fold(Params::default(), |all, (name, value)| {
            all.with(name, value)
        });
        Self {
            values,
            ..Self::default()
        }
    }

    /// What was sent, where `by` stored something else meanwhile: nothing is saved, and both are shown.
    #[must_use]
    pub fn stale(typed: Params, stored: Self, by: &str) -> Self {
        let message = format!(
            "{by} changed this while you were at it. Below is what you typed; send it again to put it over theirs, or \
             open the page anew to see theirs."
        );
        Self {
            values: typed,
            wrong: Some((String::new(), message)),
            theirs: Some(stored.values),
        }
    }

    /// By what a form tells later that what it showed is still what is stored, of what has no time of its own.
    #[must_use]
    pub fn revision(&self) -> String {
        let mut all = String::new();
        for (name, value) in self.values.iter() {
            all.push_str(&format!("{}:{name}{}:{value}", name.len(), value.len()));
        }
        KeyHash::of(&all).hex().split_off(48)
    }

    /// What a page with this form answers with: that somebody was faster, or that something is wrong.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match (&self.theirs, &self.wrong) {
            (Some(_), _) => Some(409),
            (None, Some(_)) => Some(400),
            (None, None) => None,
        }
    }

    /// What was sent, with what an operation said about it; other failures are no matter of the form.
    pub fn refused(values: Params, error: AdminError) -> Result<Self, AdminError> {
        let wrong = match &error {
            AdminError::BadRequest { param, message } => {
                (param.unwrap_or_default().to_owned(), message.clone())
            }
            AdminError::Invalid { field, message } => (field.clone(), message.clone()),
            AdminError::Conflict { param, message } => ((*param).to_owned(), message.clone()),
            AdminError::Forbidden(message) => (String::new(), message.clone()),
            _ => return Err(error),
        };
        Ok(Self {
            values,
            wrong: Some(wrong),
            theirs: None,
        })
    }

    /// What is wrong with this field.
    #[must_use]
    pub fn wrong_with(&self, name: &str) -> Option<&str> {
        let (field, message) = self.wrong.as_ref()?;
        (field == name).then_some(message.as_str())
    }

    /// What is wrong at the top of the form: always there when anything is, since the field may be folded.
    #[must_use]
    pub fn summary(&self) -> Markup {
        html! {
            @if let Some((field, message)) = &self.wrong {
                @let tone = if self.theirs.is_some() { Tone::Warn } else { Tone::Bad };
                (notice(tone, html! {
                    strong { "Not saved. " }
                    @if !field.is_empty() && !message.to_lowercase().contains(&field.to_lowercase()) { (fields::words(field)) ": " }
                    (message)
                }))
            }
            @if let Some(theirs) = &self.theirs { (self.differing(theirs)) }
        }
    }

    /// Where what was typed is not what is stored.
    fn differing(&self, theirs: &Params) -> Markup {
        let plain = |text: &str| text.replace('\r', "").trim().to_owned();
        let names = theirs.iter().map(|(name, _)| name);
        let names: Vec<&str> = names
            .filter(|name| plain(self.value(name)) != plain(theirs.raw(name)))
            .collect();
        html! {
            @if !names.is_empty() {
                div.table tabindex="0" role="region" aria-label="Where they differ" { table {
                    thead { tr { th scope="col" { "Field" } th scope="col" { "Yours" } th scope="col" { "Stored now" } } }
                    tbody { @for name in names { tr {
                        th scope="row" { (fields::words(name)) }
                        td.break { (said(self.value(name))) }
                        td.break { (said(theirs.raw(name))) }
                    } } }
                } }
            }
        }
    }

    fn value(&self, name: &str) -> &str {
        self.values.raw(name)
    }

    /// A field with its label, hint and error around whatever is typed into.
    #[must_use]
    pub fn around(&self, name: &str, label: &str, hint: &str, input: Markup) -> Markup {
        html! {
            div.field {
                label for=(name) { (label) }
                (input)
                @if let Some(wrong) = self.wrong_with(name) {
                    span.wrong id={ (name) "-wrong" } { (wrong) }
                }
                @if !hint.is_empty() { span.hint id={ (name) "-hint" } { (hint) } }
            }
        }
    }

    fn described(&self, name: &str, hint: &str) -> Option<String> {
        let wrong = self.wrong_with(name).map(|_| format!("{name}-wrong"));
        let hint = (!hint.is_empty()).then(|| format!("{name}-hint"));
        let all: Vec<String> = wrong.into_iter().chain(hint).collect();
        (!all.is_empty()).then(|| all.join(" "))
    }

    /// A line of text.
    #[must_use]
    pub fn text(&self, name: &str, label: &str, hint: &str, placeholder: &str) -> Markup {
        self.input("text", name, label, hint, placeholder)
    }

    /// A line of a kind.
    #[must_use]
    pub fn input(
        &self,
        kind: &str,
        name: &str,
        label: &str,
        hint: &str,
        placeholder: &str,
    ) -> Markup {
        let secret = kind == "password";
        let input = html! {
            input id=(name) type=(kind) name=(name) value=[(!secret).then(|| self.value(name))]
                placeholder=(placeholder) autocomplete=(if secret { "new-password" } else { "off" })
                spellcheck="false" aria-invalid=[self.wrong_with(name).map(|_| "true")]
                aria-describedby=[self.described(name, hint)];
        };
        self.around(name, label, hint, input)
    }

    /// An amount of US dollars.
    #[must_use]
    pub fn dollars(&self, name: &str, label: &str, hint: &str) -> Markup {
        let input = html! {
            div.affix {
                span aria-hidden="true" { "$" }
                input id=(name) type="text" inputmode="decimal" name=(name) value=(self.value(name))
                    autocomplete="off" aria-invalid=[self.wrong_with(name).map(|_| "true")]
                    aria-describedby=[self.described(name, hint)];
            }
        };
        self.around(name, label, hint, input)
    }

    /// A whole number.
    #[must_use]
    pub fn number(&self, name: &str, label: &str, hint: &str) -> Markup {
        let input = html! {
            input id=(name) type="text" inputmode="numeric" name=(name) value=(self.value(name)) autocomplete="off"
                aria-invalid=[self.wrong_with(name).map(|_| "true")] aria-describedby=[self.described(name, hint)];
        };
        self.around(name, label, hint, input)
    }

    /// Several lines.
    #[must_use]
    pub fn area(&self, name: &str, label: &str, hint: &str, placeholder: &str) -> Markup {
        let input = html! {
            textarea id=(name) name=(name) placeholder=(placeholder) spellcheck="false"
                aria-invalid=[self.wrong_with(name).map(|_| "true")] aria-describedby=[self.described(name, hint)] {
                (self.value(name))
            }
        };
        self.around(name, label, hint, input)
    }

    /// One of some.
    #[must_use]
    pub fn choice(
        &self,
        name: &str,
        label: &str,
        hint: &str,
        options: &[(String, String)],
    ) -> Markup {
        let value = self.value(name);
        let input = html! {
            select id=(name) name=(name) aria-invalid=[self.wrong_with(name).map(|_| "true")]
                aria-describedby=[self.described(name, hint)] {
                (select_options(options, value))
            }
        };
        self.around(name, label, hint, input)
    }

    /// A box to tick.
    #[must_use]
    pub fn check(&self, name: &str, label: &str, hint: &str) -> Markup {
        html! {
            div.field {
                div.check {
                    input id=(name) type="checkbox" name=(name) value="on" checked[self.values.is_on(name)];
                    label for=(name) { (label) }
                }
                @if !hint.is_empty() { span.hint { (hint) } }
            }
        }
    }
}

/// Options of a choice; a value that is none of them is offered as well.
#[must_use]
pub fn select_options(options: &[(String, String)], value: &str) -> Markup {
    let known = value.is_empty() || options.iter().any(|(own, _)| own == value);
    html! {
        @for (own, words) in options {
            option value=(own) selected[own == value] { (words) }
        }
        @if !known { option value=(value) selected { (value) } }
    }
}

/// Options from pairs of constants.
#[must_use]
pub fn options(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = pairs
        .iter()
        .map(|(value, words)| ((*value).to_owned(), (*words).to_owned()));
    owned.collect()
}
