//! What was spent, and nothing else of the sums: for reports of thousands of lines.

use super::super::Store;
use super::super::error::StoreError;
use super::super::filter::Filter;
use super::super::spend::{DAY_LINES_MAX, ListDays};
use super::sums::{By, days_of};
use crate::domain::money::Nanos;
use sqlx::AssertSqlSafe;

/// What was spent by one of those that lines are told apart by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spent<const N: usize> {
    /// One for each thing that was asked by, in that order; absent users and teams are empty.
    pub of: [String; N],
    /// What it cost.
    pub spend: Nanos,
    /// Input tokens.
    pub prompt_tokens: i64,
    /// Output tokens.
    pub completion_tokens: i64,
}

/// Names in their order: those after one, up to another. The default is all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stretch {
    /// After this name.
    pub after: Option<String>,
    /// Up to this name, which is part of it.
    pub until: Option<String>,
}

impl Stretch {
    /// Appends these conditions on the column of keys, or of labels.
    pub(in super::super) fn condition<'a>(&'a self, filter: &mut Filter<'a>, by: By) {
        let (after, until) = match by {
            By::Key => ("key_id > $", "key_id <= $"),
            _ => ("label > $", "label <= $"),
        };
        if let Some(name) = &self.after {
            filter.and(after, |args| args.text(name));
        }
        if let Some(name) = &self.until {
            filter.and(until, |args| args.text(name));
        }
    }

    /// All names, cut after each of these, which are in order. What comes while the last is read belongs to it.
    fn cut(ends: Vec<String>) -> Vec<Self> {
        let mut after = None;
        let ends = ends.into_iter().map(Some).chain([None]);
        ends.map(|until| Self {
            after: std::mem::replace(&mut after, until.clone()),
            until,
        })
        .collect()
    }
}

/// Names below which a stretch is not cut: each is a look through all of the days.
const STRETCH_NAMES: usize = 1_000;
/// Stretches, at most: twice as many make sums of ten thousand keys half again as dear.
const STRETCHES_MAX: usize = 4;

impl Store {
    /// The keys, or the labels of a kind, that days tell of, in a few stretches: what is too much to be read at
    /// once is read of one after the other.
    pub async fn stretches(&self, list: &ListDays, by: By) -> Result<Vec<Stretch>, StoreError> {
        let mut filter = Filter::default();
        let from = days_of(&mut filter, list, &[by]);
        let column = by.of_days();
        // The names stay in the database: there are thousands, and a few of them are ends.
        let size = format!(
            "CASE WHEN names > {} THEN (names + {STRETCHES_MAX} - 1) / {STRETCHES_MAX} ELSE {STRETCH_NAMES} END",
            STRETCH_NAMES * STRETCHES_MAX,
        );
        let sql = format!(
            "SELECT name FROM (SELECT name, ROW_NUMBER() OVER (ORDER BY name) AS place, COUNT(*) OVER () AS names \
             FROM (SELECT DISTINCT {column} AS name FROM {from}) told) placed \
             WHERE place < names AND place % ({size}) = 0 ORDER BY place"
        );
        let mut held = self.acquire().await?;
        let rows = held.db().fetch(AssertSqlSafe(sql), filter.args).await?;
        let ends = rows.iter().map(|row| row.read().owned());
        Ok(Stretch::cut(ends.collect::<Result<_, _>>()?))
    }

    /// What was spent on days, in the order of what it is told apart by, of which one may be a label. At
    /// most [`DAY_LINES_MAX`] lines.
    pub async fn spent<const N: usize>(
        &self,
        list: &ListDays,
        by: [By; N],
    ) -> Result<Vec<Spent<N>>, StoreError> {
        self.spent_of(list, by, &Stretch::default()).await
    }

    /// The same of a stretch of what comes first of those.
    pub async fn spent_of<const N: usize>(
        &self,
        list: &ListDays,
        by: [By; N],
        stretch: &Stretch,
    ) -> Result<Vec<Spent<N>>, StoreError> {
        let mut filter = Filter::default();
        if let Some(first) = by.first() {
            stretch.condition(&mut filter, *first);
        }
        let from = days_of(&mut filter, list, &by);
        let columns = by.map(By::of_days).join(", ");
        // Columns and conditions are constants.
        let sql = format!(
            "SELECT {columns}, CAST(SUM(spend_nanos) AS BIGINT), CAST(SUM(prompt_tokens) AS BIGINT), \
             CAST(SUM(completion_tokens) AS BIGINT) FROM {from} GROUP BY {columns} ORDER BY {columns} \
             LIMIT {DAY_LINES_MAX}"
        );
        let mut held = self.acquire().await?;
        let rows = held.db().fetch(AssertSqlSafe(sql), filter.args).await?;
        rows.iter()
            .map(|row| {
                let mut row = row.read();
                let mut of = [const { String::new() }; N];
                for name in &mut of {
                    *name = row.owned()?;
                }
                Ok(Spent {
                    of,
                    spend: Nanos(row.int()?),
                    prompt_tokens: row.int()?,
                    completion_tokens: row.int()?,
                })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Stretch;

    #[test]
    fn stretches_hold_every_name_once() {
        let names: Vec<String> = (0..10).map(|n| format!("n{n}")).collect();
        for ends in [vec![], vec![0], vec![3, 7], vec![0, 1, 2, 8]] {
            let ends: Vec<String> = ends.into_iter().map(|n: usize| names[n].clone()).collect();
            let cut = Stretch::cut(ends.clone());
            assert_eq!(cut.len(), ends.len() + 1);
            for name in &names {
                let holds = |one: &&Stretch| {
                    one.after.as_ref().is_none_or(|after| name > after)
                        && one.until.as_ref().is_none_or(|until| name <= until)
                };
                assert_eq!(cut.iter().filter(holds).count(), 1, "{ends:?} {name}");
            }
            assert!(cut[0].after.is_none() && cut[cut.len() - 1].until.is_none());
        }
        assert_eq!(Stretch::cut(Vec::new()), [Stretch::default()]);
    }
}
