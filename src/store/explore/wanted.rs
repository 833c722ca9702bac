//! Which calls people look for, as conditions: one that an index finds, and those that only a look at each row
//! tells. Never two indexed ones together, or what one finds would be read to its end for the other.

use super::super::filter::{Filter, containing};
use super::Start;
use crate::domain::money::Nanos;
use crate::domain::record::Outcome;
use crate::domain::time::Micros;
use std::fmt::Write as _;

/// Which calls. The default is all of them.
#[derive(Clone, Debug, Default)]
pub struct CallFilter {
    /// Those that ended at this moment or later.
    pub from: Option<Micros>,
    /// Those that ended before this moment.
    pub until: Option<Micros>,
    /// Of these keys, when any are named.
    pub key_ids: Vec<String>,
    /// Of these users, when any are named.
    pub user_ids: Vec<String>,
    /// Of these teams, when any are named.
    pub team_ids: Vec<String>,
    /// Of this public model.
    pub model: Option<String>,
    /// Of this provider.
    pub provider: Option<String>,
    /// Those that succeeded, or that did not.
    pub succeeded: Option<bool>,
    /// Those that ended in this way, by its stored name.
    pub outcome: Option<String>,
    /// For this end user.
    pub end_user: Option<String>,
    /// With this tag.
    pub tag: Option<String>,
    /// Of this session of the client.
    pub session_id: Option<String>,
    /// Answered from the cache, or by a provider.
    pub cached: Option<bool>,
    /// Streams, or answers in one piece.
    pub stream: Option<bool>,
    /// That cost at least this much.
    pub cost_min: Option<Nanos>,
    /// That took at least this long, in milliseconds.
    pub took_min_ms: Option<i64>,
    /// Whose error contains this, in any case; only what did not succeed has one.
    pub error: Option<String>,
    /// Of this operation, by its stored name.
    pub operation: Option<String>,
    /// With this id: ours, the client's, or that of the answer.
    pub request: Option<String>,
}

/// What an index finds. Of those that are asked for the first counts, since it finds the fewest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Request,
    Session,
    EndUser,
    Failed,
    Key,
    User,
    Team,
    Tagged,
    Model,
}

impl Found {
    const ALL: [Self; 9] = [
        Self::Request,
        Self::Session,
        Self::EndUser,
        Self::Failed,
        Self::Key,
        Self::User,
        Self::Team,
        Self::Tagged,
        Self::Model,
    ];
}

impl CallFilter {
    fn asks(&self, what: Found) -> bool {
        match what {
            Found::Request => self.request.is_some(),
            Found::Session => self.session_id.is_some(),
            Found::EndUser => self.end_user.is_some(),
            Found::Failed => self.succeeded == Some(false) || self.error.is_some() || self.fails(),
            Found::Key => !self.key_ids.is_empty(),
            Found::User => !self.user_ids.is_empty(),
            Found::Team => !self.team_ids.is_empty(),
            Found::Tagged => self.tag.is_some(),
            Found::Model => self.model.is_some(),
        }
    }

    /// Whether the way in which calls ended is one that is no success.
    fn fails(&self) -> bool {
        let outcome = self.outcome.as_deref();
        outcome.is_some_and(|outcome| outcome != Outcome::Success.as_str())
    }

    fn asked(&self) -> impl Iterator<Item = Found> {
        Found::ALL.into_iter().filter(|what| self.asks(*what))
    }

    fn condition<'a>(&'a self, what: Found, filter: &mut Filter<'a>) {
        let mut equal = |condition, value: &'a Option<String>| {
            if let Some(value) = value {
                filter.and(condition, |args| args.text(value));
            }
        };
        match what {
            Found::Request => {
                let Some(id) = &self.request else { return };
                filter.args = std::mem::take(&mut filter.args).text(id);
                let n = filter.args.len();
                // Writing to a String cannot fail.
                let _ = write!(
                    filter.sql,
                    " AND (request_id = ${n} OR response_id = ${n} AND response_id <> '' OR call_id = ${n})"
                );
            }
            Found::Session => equal("session_id = $", &self.session_id),
            Found::EndUser => equal("end_user = $", &self.end_user),
            Found::Model => equal("model_group = $", &self.model),
            Found::Failed => filter.sql.push_str(" AND outcome <> 'success'"),
            Found::Key => filter.one_of("key_id", &self.key_ids),
            Found::User => filter.one_of("user_id", &self.user_ids),
            Found::Team => filter.one_of("team_id", &self.team_ids),
            // Which tags they are is looked at.
            Found::Tagged => filter.sql.push_str(" AND tags <> '[]'"),
        }
    }

    /// What an index finds.
    pub(super) fn found<'a>(&'a self, filter: &mut Filter<'a>) {
        self.found_between(filter, self.from, self.until);
    }

    /// What an index finds from one place in the order on. Its moment takes the place of the end of the span
    /// on its side: of two ends on one side an index begins at either.
    pub(super) fn found_from<'a>(&'a self, filter: &mut Filter<'a>, start: &'a Start) {
        let (mut from, mut until) = (self.from, self.until);
        let (compare, cursor) = match start {
            Start::Newest => return self.found(filter),
            Start::OlderThan(cursor) => {
                let after = Micros(cursor.at.0.saturating_add(1));
                until = Some(until.map_or(after, |until| until.min(after)));
                ("<", cursor)
            }
            Start::NewerThan(cursor) => {
                from = Some(from.map_or(cursor.at, |from| from.max(cursor.at)));
                (">", cursor)
            }
        };
        self.found_between(filter, from, until);
        filter.args = std::mem::take(&mut filter.args)
            .int(cursor.at.0)
            .text(&cursor.id);
        let n = filter.args.len();
        // Writing to a String cannot fail.
        let _ = write!(
            filter.sql,
            " AND (ended_at, request_id) {compare} (${}, ${n})",
            n - 1
        );
    }

    fn found_between<'a>(
        &'a self,
        filter: &mut Filter<'a>,
        from: Option<Micros>,
        until: Option<Micros>,
    ) {
        if let Some(from) = from {
            filter.and("ended_at >= $", |args| args.int(from.0));
        }
        if let Some(until) = until {
            filter.and("ended_at < $", |args| args.int(until.0));
        }
        if let Some(first) = self.asked().next() {
            self.condition(first, filter);
        }
        filter.sql.push_str(" AND outcome <> 'adjustment'");
    }

    /// What only a look at each row tells.
    pub(super) fn looked_at<'a>(&'a self, filter: &mut Filter<'a>, patterns: &'a Patterns) {
        for what in self.asked().skip(1) {
            self.condition(what, filter);
        }
        if self.succeeded == Some(true) {
            filter.sql.push_str(" AND outcome = 'success'");
        }
        for (column, value) in [
            ("provider = $", &self.provider),
            ("outcome = $", &self.outcome),
            ("call_type = $", &self.operation),
        ] {
            if let Some(value) = value {
                filter.and(column, |args| args.text(value));
            }
        }
        if let Some(stream) = self.stream {
            filter.and("stream = $", |args| args.flag(stream));
        }
        if let Some(cached) = self.cached {
            filter.and("cached = $", |args| args.flag(cached));
        }
        if self.tag.is_some() {
            filter.args = std::mem::take(&mut filter.args).text(&patterns.tag);
            let n = filter.args.len();
            // Writing to a String cannot fail.
            let _ = write!(filter.sql, " AND tags LIKE ${n} ESCAPE '!'");
        }
        if let Some(least) = self.cost_min {
            filter.and("cost_nanos >= $", |args| args.int(least.0));
        }
        if let Some(least) = self.took_min_ms {
            filter.and("ended_at - started_at >= $", |args| {
                args.int(least.saturating_mul(1_000))
            });
        }
        if self.error.is_some() {
            filter.any_like(&["error"], &patterns.error);
        }
    }

    /// Whether anything is asked for that only a look at each row tells.
    #[must_use]
    pub fn is_searching(&self) -> bool {
        self.asked().nth(1).is_some() || self.asks_more() || self.tag.is_some()
    }

    /// What no index finds and no total tells.
    fn asks_more(&self) -> bool {
        self.succeeded == Some(true)
            || self.provider.is_some()
            || self.outcome.is_some()
            || self.stream.is_some()
            || self.cached.is_some()
            || self.cost_min.is_some()
            || self.took_min_ms.is_some()
            || self.error.is_some()
            || self.operation.is_some()
    }

    /// Whether the totals of days and hours tell how many calls these are: nothing but time, keys, users,
    /// teams and a model is asked for.
    #[must_use]
    pub fn is_in_totals(&self) -> bool {
        let kept = |what| matches!(what, Found::Key | Found::User | Found::Team | Found::Model);
        !self.asks_more() && self.asked().all(kept)
    }
}

/// Patterns of texts that are looked for.
pub(super) struct Patterns {
    error: String,
    tag: String,
}

impl Patterns {
    pub(super) fn of(wanted: &CallFilter) -> Self {
        // A tag stands in a list of JSON texts.
        let tag = serde_json::to_string(wanted.tag.as_deref().unwrap_or_default());
        let mut like = "%".to_owned();
        for c in tag.unwrap_or_default().chars() {
            if matches!(c, '%' | '_' | '!') {
                like.push('!');
            }
            like.push(c);
        }
        like.push('%');
        Self {
            error: containing(wanted.error.as_deref()),
            tag: like,
        }
    }
}
