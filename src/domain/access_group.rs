//! Access groups: models that keys and teams may call beside those on their own lists.

use super::time::Micros;

/// One group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessGroup {
    /// Its identity.
    pub id: String,
    /// Its name; no two have the same.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Models, as written in allow-lists: names and patterns.
    pub models: Vec<String>,
    /// Keys that it is given to, by hash in hexadecimal.
    pub key_ids: Vec<String>,
    /// Teams that it is given to.
    pub team_ids: Vec<String>,
    /// When it was made.
    pub created_at: Micros,
    /// When it was last changed.
    pub updated_at: Micros,
    /// Who made it.
    pub created_by: String,
    /// Who changed it last.
    pub updated_by: String,
}
