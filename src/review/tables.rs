//! `jixiao rules A --against B`: what changed from table A to table B, and what B would have given on A's data.

use crate::evaluate::{Refusal, Scorecard, rank, score};
use crate::ground::Points;
use crate::result::range_text;
use crate::result::text::points_change;
use crate::scheme::changes::changes;
use crate::scheme::{Change, Scheme, system_of};
use crate::submission::transfer::transfer;
use crate::submission::{self, Department, Submission};
use crate::workbook::read::Book;
use serde::Serialize;
use std::fmt::Write;

/// The comparison.
#[derive(Debug, Serialize)]
pub struct Against {
    /// What changed in the table.
    pub changes: Vec<Change>,
    /// What it would have done to each department.
    pub departments: Vec<Effect>,
}

/// One department under both tables.
#[derive(Debug, Serialize)]
pub struct Effect {
    /// 部门（单位）名称
    pub name: String,
    /// 总分 under the first table; a range where it is 待核.
    pub before: String,
    /// 总分 under the second.
    pub after: String,
    /// 名次 under the first table.
    pub rank_before: Option<u32>,
    /// 名次 under the second.
    pub rank_after: Option<u32>,
    /// after − before, where both are settled.
    pub difference: Option<Points>,
}

/// Scores the data of `first` under its own table and under that of `second`.
///
/// # Errors
/// Faults of structure in either workbook.
pub fn compare(first: &Book, second: &Book) -> Result<Against, Refusal> {
    let (submission, _) = submission::parse(first)?;
    let other = transfer(&submission, Scheme::of_system(system_of(second)?)?);
    let changes = changes(&submission.scheme.system, &other.scheme.system);
    let cards = cards(&submission).into_iter().zip(cards(&other));
    let effect = |(department, (before, after)): (&Department, (Scorecard, Scorecard))| Effect {
        name: department.name.clone(),
        before: range_text(before.low, before.high),
        after: range_text(after.low, after.high),
        rank_before: before.standing.rank,
        rank_after: after.standing.rank,
        difference: before.total().zip(after.total()).map(|(before, after)| after - before),
    };
    let departments = submission.departments.iter().zip(cards).map(effect).collect();
    Ok(Against { changes, departments })
}

fn cards(submission: &Submission) -> Vec<Scorecard> {
    let (mut cards, _) = score::score(submission);
    let scheme = &submission.scheme;
    rank::rank(&submission.departments, &mut cards, scheme.system.total_marks(), &scheme.conventions);
    cards
}

impl Against {
    /// For the terminal.
    pub fn text(&self) -> String {
        let mut text = match self.changes.len() {
            0 => "两张评分表相同。\n".to_string(),
            number => format!("评分表有{number}处变化：\n"),
        };
        for change in &self.changes {
            let _ = writeln!(text, "  【{}】{}", change.indicator, change.what);
            for (name, words) in [("原", &change.before), ("现", &change.after)] {
                if !words.is_empty() {
                    let _ = writeln!(text, "      {name}：{}", words.replace('\n', ""));
                }
            }
        }
        text += "\n同样的数据，按两张评分表计算：\n";
        for effect in &self.departments {
            let _ = writeln!(text, "  {}", line(effect));
        }
        text.trim_end().to_string()
    }
}

fn line(effect: &Effect) -> String {
    let rank = |rank: Option<u32>| rank.map_or("不排名".to_string(), |rank| format!("第{rank}名"));
    let difference = effect.difference.map_or("待核，不能比较".to_string(), points_change);
    format!(
        "{}：{}分（{}）→{}分（{}），{difference}",
        effect.name,
        effect.before,
        rank(effect.rank_before),
        effect.after,
        rank(effect.rank_after)
    )
}
