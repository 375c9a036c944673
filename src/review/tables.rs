//! `jixiao rules A --against B`: what changed from table A to table B, and what B would have given on A's data.

use crate::evaluate::{Refusal, Scorecard, rank, score};
use crate::ground::Points;
use crate::result::range_text;
use crate::result::text::points_change;
use crate::scheme::changes::changes;
use crate::scheme::several::Several;
use crate::scheme::tables::TableName;
use crate::scheme::{Change, Scheme, system_of};
use crate::submission::ledger::settle;
use crate::submission::transfer::transfer;
use crate::submission::{Department, Submission};
use crate::workbook::read::Book;
use serde::Serialize;
use serde_json::{Value, json};
use std::fmt::Write;

/// The comparison of two workbooks: of one 评分表 each, or of several by their names.
#[derive(Debug)]
pub struct Against {
    /// Each table of both workbooks.
    tables: Vec<(TableName, Pair)>,
    /// Sheets that only the first or only the second has.
    pub only: [Vec<String>; 2],
}

/// The comparison of two tables.
#[derive(Debug, Serialize)]
struct Pair {
    /// What changed in the table.
    changes: Vec<Change>,
    /// What it would have done to each department.
    departments: Vec<Effect>,
}

/// One department under both tables.
#[derive(Debug, Serialize)]
struct Effect {
    /// 部门（单位）名称
    name: String,
    /// 总分 under the first table; a range where it is 待核.
    before: String,
    /// 总分 under the second.
    after: String,
    /// 名次 under the first table.
    rank_before: Option<u32>,
    /// 名次 under the second.
    rank_after: Option<u32>,
    /// after − before, where both are settled.
    difference: Option<Points>,
}

/// Scores the data of `first` under its own 评分表 and under that of `second`; where there are several, each department
/// under that of the same name.
///
/// # Errors
/// Faults of structure in either workbook.
pub fn compare(first: &Book, second: &Book) -> Result<Against, Refusal> {
    let filed = settle(first.clone())?.filed.each;
    let mut others = match Several::of_rules(second) {
        Some(several) => several.blank(second)?,
        None => vec![Scheme::of_system(system_of(second)?)?],
    };
    if filed.len() == 1 && others.len() == 1 {
        // one table each: whatever the sheets are called
        others[0].table = filed[0].0.scheme.table.clone();
    }
    let mut against = Against { tables: Vec::new(), only: [Vec::new(), Vec::new()] };
    for (submission, _) in filed {
        let table = submission.scheme.table.clone();
        match others.iter().position(|other| other.table.sheet == table.sheet) {
            Some(at) => against.tables.push((table, pair(&submission, others.swap_remove(at)))),
            None => against.only[0].push(table.sheet),
        }
    }
    against.only[1].extend(others.into_iter().map(|other| other.table.sheet));
    Ok(against)
}

fn pair(submission: &Submission, second: Scheme) -> Pair {
    let other = transfer(submission, second);
    let changes = changes(&submission.scheme.system, &other.scheme.system);
    let cards = cards(submission).into_iter().zip(cards(&other));
    let effect = |(department, (before, after)): (&Department, (Scorecard, Scorecard))| Effect {
        name: department.name.clone(),
        before: range_text(before.low, before.high),
        after: range_text(after.low, after.high),
        rank_before: before.standing.rank,
        rank_after: after.standing.rank,
        difference: before.total().zip(after.total()).map(|(before, after)| after - before),
    };
    let departments = submission.departments.iter().zip(cards).map(effect).collect();
    Pair { changes, departments }
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
        if let ([(_, pair)], [[], []]) = (&self.tables[..], self.only.each_ref().map(Vec::as_slice)) {
            return pair.text();
        }
        let each = self.tables.iter().map(|(table, pair)| format!("【{}】\n{}", table.sheet, pair.text()));
        let only =
            self.only.iter().zip(["原", "现"]).filter(|(sheets, _)| !sheets.is_empty()).map(|(sheets, whose)| {
                format!("{}只在{whose}工作簿，没有同名的可比；其部门没有比较。", sheets.join("、"))
            });
        each.chain(only).collect::<Vec<String>>().join("\n\n")
    }

    /// For machines.
    pub fn json(&self) -> String {
        if let ([(_, pair)], [[], []]) = (&self.tables[..], self.only.each_ref().map(Vec::as_slice)) {
            return serde_json::to_string(pair).unwrap_or_default();
        }
        json!({ "tables": self.each(), "only_before": self.only[0], "only_after": self.only[1] }).to_string()
    }

    /// The changes and what they do to each department, for each table.
    pub fn each(&self) -> Vec<Value> {
        let one = |(table, pair): &(TableName, Pair)| json!({ "table": table.sheet, "changes": pair.changes, "departments": pair.departments });
        self.tables.iter().map(one).collect()
    }
}

impl Pair {
    fn text(&self) -> String {
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
