//! Which department of last year is which of this year: by name, then by 部门别名 of either workbook. Names that
//! merely look alike are suggested and never taken for one.

use crate::evaluate::{Refusal, Whole};
use crate::ground::tidy;
use crate::review::BeforeAfter;
use crate::submission::Aliases;
use crate::submission::aliases::parse_aliases;
use crate::submission::similar_names::similar_names;
use indexmap::IndexMap;

/// A department in both years, by its number in each: counted through all 评分表, where there are several.
pub type Pair = BeforeAfter<usize>;

/// The departments of both years.
#[derive(Default)]
pub struct Matching {
    /// In both, in the order of this year.
    pub pairs: Vec<Pair>,
    /// 只在去年
    pub only_before: Vec<usize>,
    /// 只在今年
    pub only_after: Vec<usize>,
    /// Names that stand in two rows of one year, by themselves or by their aliases: not compared.
    pub doubled: Vec<String>,
    /// Departments of one year only whose names look alike.
    pub alike: Vec<Pair>,
}

impl Matching {
    /// Matches the departments of two workbooks.
    ///
    /// # Errors
    /// A sheet 部门别名 without header, or an alias that stands for two departments.
    pub fn new<'a>(before: impl Into<Whole<'a>>, after: impl Into<Whole<'a>>) -> Result<Matching, Refusal> {
        let (before, after) = (before.into(), after.into());
        let aliases = [aliases(before)?, aliases(after)?];
        agree(&aliases)?;
        let (before, after) = (names(before), names(after));
        let old: Vec<String> = before.iter().map(|name| key(name, &aliases)).collect();
        let new: Vec<String> = after.iter().map(|name| key(name, &aliases)).collect();
        let mut matching = Matching::default();
        let (olds, news) = (rows_by_key(&old), rows_by_key(&new));
        let rows = |rows: &IndexMap<&str, Vec<usize>>, key: &str| rows.get(key).cloned().unwrap_or_default();
        for (at, key) in new.iter().enumerate() {
            match (&rows(&olds, key)[..], &rows(&news, key)[..]) {
                ([before], [_]) => matching.pairs.push(Pair { before: *before, after: at }),
                ([], [_]) => matching.only_after.push(at),
                _ => matching.double(after[at]),
            }
        }
        for (at, key) in old.iter().enumerate() {
            match (&rows(&news, key)[..], &rows(&olds, key)[..]) {
                ([], [_]) => matching.only_before.push(at),
                ([_], [_]) => (),
                _ => matching.double(before[at]),
            }
        }
        matching.find_alike(&before, &after);
        Ok(matching)
    }

    fn double(&mut self, name: &str) {
        if !self.doubled.iter().any(|other| other == name) {
            self.doubled.push(name.to_string());
        }
    }

    fn find_alike(&mut self, before: &[&str], after: &[&str]) {
        let old = self.only_before.iter().map(|at| before[*at]);
        let new = self.only_after.iter().map(|at| after[*at]);
        let names: Vec<&str> = old.chain(new).collect();
        let first_new = self.only_before.len();
        for (one, other) in similar_names(&names) {
            let (old, new) = (one.min(other), one.max(other));
            if old < first_new && new >= first_new {
                self.alike.push(Pair { before: self.only_before[old], after: self.only_after[new - first_new] });
            }
        }
    }
}

/// The rows of each key.
fn rows_by_key(keys: &[String]) -> IndexMap<&str, Vec<usize>> {
    let mut rows: IndexMap<&str, Vec<usize>> = IndexMap::new();
    for (at, key) in keys.iter().enumerate() {
        rows.entry(key).or_default().push(at);
    }
    rows
}

/// The names of all departments, table by table.
fn names(whole: Whole<'_>) -> Vec<&str> {
    let all = whole.each.iter().flat_map(|one| &one.submission.departments);
    all.map(|department| department.name.as_str()).collect()
}

fn aliases(whole: Whole) -> Result<Aliases, Refusal> {
    parse_aliases(&whole.first().book).map_err(|faults| {
        Refusal::Asked(format!("“{}”：{}", whole.first().input_name, crate::result::text::faults(&faults)))
    })
}

/// An alias must lead to one department, whichever workbook says so.
fn agree(aliases: &[Aliases; 2]) -> Result<(), Refusal> {
    let [old, new] = aliases;
    let differ = new.pairs().filter_map(|(name, alias)| {
        let other = old.canonical(alias)?;
        (key(other, aliases) != key(name, aliases))
            .then(|| format!("“{alias}”在去年的“部门别名”中是“{other}”，在今年的是“{name}”，请改为一致"))
    });
    let differ: Vec<String> = differ.collect();
    if differ.is_empty() { Ok(()) } else { Err(Refusal::Asked(differ.join("\n"))) }
}

/// One name for all names of a department: its aliases followed to their end, in both workbooks.
fn key(name: &str, aliases: &[Aliases; 2]) -> String {
    let mut seen = vec![tidy(name)];
    while let Some(next) = aliases.iter().find_map(|aliases| aliases.canonical(&seen[seen.len() - 1])).map(tidy) {
        if seen.contains(&next) {
            // two names that stand for each other
            seen.push(next);
            return seen.into_iter().min().unwrap_or_default();
        }
        seen.push(next);
    }
    seen.pop().unwrap_or_default()
}
