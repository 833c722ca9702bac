//! Lists that the API gives by the page.

use super::failure::Failure;
use super::globals::Globals;
use super::target::Target;
use super::term::Progress;
use serde_json::Value;

/// The most items that the API gives on a page.
const PAGE_MAX: u32 = 100;

/// Which part of a list is wanted.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Paging {
    /// How many
    #[arg(long, alias = "size", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub limit: u32,
    /// Which page of so many
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub page: u32,
    /// All of them
    #[arg(long, conflicts_with_all = ["limit", "page"])]
    pub all: bool,
}

/// How one list of the API has its pages.
#[derive(Clone, Copy, Debug)]
pub struct Pages {
    /// Its path.
    pub path: &'static str,
    /// The member of the answer with the items.
    pub items: &'static str,
    /// The member with the number of all items.
    pub total: &'static str,
    /// The parameter with the number of items on a page.
    pub size: &'static str,
}

/// Part of a list.
#[derive(Clone, Debug)]
pub struct Part {
    /// The items.
    pub items: Vec<Value>,
    /// How many there are in all.
    pub total: u64,
    /// The page behind this one.
    pub next: Option<u32>,
}

impl Part {
    /// A line below a table.
    #[must_use]
    pub fn footer(&self, what: &str) -> String {
        let shown = self.items.len() as u64;
        let plural = if self.total == 1 { "" } else { "s" };
        match self.next {
            None if shown >= self.total => format!("{} {what}{plural}.", self.total),
            None => format!("{shown} of {} {what}{plural}.", self.total),
            Some(next) => format!(
                "{shown} of {} {what}{plural}; more with --page {next} or --all.",
                self.total
            ),
        }
    }
}

/// The same below a list without pages.
#[must_use]
pub fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}.")
}

impl Paging {
    /// Fetches what is wanted.
    pub async fn fetch(
        &self,
        globals: &Globals,
        target: &Target,
        pages: Pages,
        query: &[(&str, Option<&str>)],
    ) -> Result<Part, Failure> {
        let wanted = if self.all { u32::MAX } else { self.limit };
        if wanted > PAGE_MAX && self.page > 1 {
            return Err(Failure::usage(format!(
                "--page goes with a --limit of at most {PAGE_MAX}"
            ))
            .help("leave out --page, or give --all"));
        }
        let size = wanted.min(PAGE_MAX);
        let (mut items, mut total, mut page) = (Vec::new(), 0, self.page);
        let mut progress = None;
        while items.len() < wanted as usize {
            let (size_text, page_text) = (size.to_string(), page.to_string());
            let place = [("page", Some(&*page_text)), (pages.size, Some(&*size_text))];
            let answer = target.get(pages.path, &[query, &place].concat()).await?;
            let found = answer[pages.items].as_array().cloned().unwrap_or_default();
            total = answer[pages.total].as_u64().unwrap_or(found.len() as u64);
            let count = found.len();
            items.extend(found);
            if wanted <= PAGE_MAX || count < size as usize || items.len() as u64 >= total {
                break;
            }
            progress.get_or_insert_with(|| Progress::spin(globals, "reading pages"));
            page += 1;
        }
        items.truncate(wanted as usize);
        let seen = u64::from(page) * u64::from(size);
        let next = (!self.all && wanted <= PAGE_MAX && seen < total).then_some(page + 1);
        Ok(Part { items, total, next })
    }
}
