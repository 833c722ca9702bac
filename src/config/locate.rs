//! Finds the line of a setting by its dotted path, for messages.

use std::collections::HashMap;

/// Lines of the settings in one file, by dotted path.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    by_path: HashMap<String, usize>,
}

/// A mapping or list that is open at some line.
struct Level {
    indent: usize,
    path: String,
    /// How many items of the list have begun; 0 in a mapping.
    items: usize,
}

impl Lines {
    /// Reads the layout of block-style YAML by its indentation. What is written in flow style
    /// (`{…}`, `[…]`) has the line of the setting that it belongs to. A guess is good enough: the
    /// values come from the real parser.
    pub(super) fn of(text: &str) -> Self {
        let mut lines = Self::default();
        let mut open: Vec<Level> = Vec::new();
        // Lines deeper than this belong to a block of text (`|`, `>`).
        let mut block: Option<usize> = None;
        for (index, line) in text.lines().enumerate() {
            let content = line.trim_start();
            let mut indent = line.len() - content.len();
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            if block.is_some_and(|limit| indent > limit) {
                continue;
            }
            block = None;
            let mut content = content;
            while let Some(rest) = content
                .strip_prefix("- ")
                .or((content == "-").then_some(""))
            {
                lines.begin_item(&mut open, indent, index + 1);
                let inner = rest.trim_start();
                indent += content.len() - inner.len();
                content = inner;
            }
            let Some((key, value)) = split_key(content) else {
                continue;
            };
            open.retain(|level| level.indent < indent);
            let around = open.last().map(Level::here).unwrap_or_default();
            let path = join(&around, key);
            lines.by_path.entry(path.clone()).or_insert(index + 1);
            open.push(Level {
                indent,
                path,
                items: 0,
            });
            if value.starts_with(['|', '>']) {
                block = Some(indent);
            }
        }
        lines
    }

    /// The line of this path, or of the nearest setting around it.
    pub(super) fn find(&self, path: &str) -> Option<usize> {
        let mut path = path;
        loop {
            if let Some(line) = self.by_path.get(path) {
                return Some(*line);
            }
            path = &path[..path.rfind(['.', '['])?];
        }
    }

    fn begin_item(&mut self, open: &mut Vec<Level>, indent: usize, line: usize) {
        // Not `<`: the items of a list may stand at the same column as its key.
        open.retain(|level| level.indent <= indent);
        let begun = open
            .last()
            .is_some_and(|level| level.items > 0 && level.indent == indent);
        if !begun {
            let path = open.last().map(Level::here).unwrap_or_default();
            open.push(Level {
                indent,
                path,
                items: 0,
            });
        }
        if let Some(list) = open.last_mut() {
            list.items += 1;
            self.by_path.entry(list.here()).or_insert(line);
        }
    }
}

impl Level {
    /// The path of what stands directly inside.
    fn here(&self) -> String {
        match self.items {
            0 => self.path.clone(),
            n => format!("{}[{}]", self.path, n - 1),
        }
    }
}

/// A path and the name below it.
pub(super) fn join(path: &str, name: &str) -> String {
    match path {
        "" => name.to_owned(),
        path => format!("{path}.{name}"),
    }
}

fn split_key(content: &str) -> Option<(&str, &str)> {
    let (key, value) = content
        .split_once(": ")
        .or_else(|| Some((content.strip_suffix(':')?, "")))?;
    let key = key.trim().trim_matches(['"', '\'']);
    let plain = !key.is_empty() && !key.contains(['{', '[', '#', '"']);
    plain.then(|| (key, value.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_to_lines() {
        let text = "\
model_list:
  - model_name: a
    litellm_params:
      model: openai/a
  - model_name: b
    litellm_params: {model: openai/b,
      api_key: x}
general_settings: # here
  note: |
    master_key: no
  master_key: yes
list:
- x: 1
- x: 2
  y:
  - z: 3
router_settings:
  'quoted': 1
";
        let lines = Lines::of(text);
        for (path, line) in [
            ("model_list", 1),
            ("model_list[0].model_name", 2),
            ("model_list[0].litellm_params.model", 4),
            ("model_list[1].model_name", 5),
            ("model_list[1].litellm_params.model", 6),
            ("general_settings.master_key", 11),
            ("general_settings.absent", 8),
            ("list[1].x", 14),
            ("list[1].y[0].z", 16),
            ("router_settings.quoted", 18),
        ] {
            assert_eq!(lines.find(path), Some(line), "{path}");
        }
        assert_eq!(lines.find("absent"), None);
    }
}
