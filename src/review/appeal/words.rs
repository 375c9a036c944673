//! The 试算 as text and for machines.

use crate::evaluate::Scorecard;
use crate::evaluate::scorecard::Standing;
use crate::ground::Points;
use crate::result::text::{marks_text, points_change, rank_text};
use crate::result::{json, range_text, text};
use crate::review::BeforeAfter;
use crate::review::appeal::{Appeal, Changed, Correction, Moved};
use serde_json::Value;
use std::fmt::Write;

/// At most so many other departments are named on the screen; --json names all.
const MOST_OTHERS: usize = 30;

/// 总分, 等次 or 名次 of the department, in words.
pub(crate) struct Outcome {
    /// Which.
    pub name: &'static str,
    /// As it is.
    pub before: String,
    /// As it would be.
    pub after: String,
    /// How it changes.
    pub change: Change,
}

/// How a result changes.
pub(crate) enum Change {
    /// 不变
    None,
    /// What it becomes: 由良好改为优秀.
    Other(&'static str),
    /// By how much: `增加1.5分`.
    By(String),
}

impl Change {
    pub fn words(&self) -> &str {
        match self {
            Change::None => "不变",
            Change::Other(words) => words,
            Change::By(words) => words,
        }
    }
}

impl Appeal {
    /// The department's card as it stands and with the corrections.
    pub(crate) fn cards(&self) -> BeforeAfter<&Scorecard> {
        BeforeAfter { before: &self.before.cards[self.department], after: &self.after.cards[self.department] }
    }

    /// For the terminal.
    pub fn text(&self) -> String {
        let who = self.who();
        let mut text = format!("{}（部门数据第{}行）：按更正后的数据试算，原工作簿不改动\n", who.name, who.row + 1);
        for correction in &self.corrections {
            let Correction { item, unit, values, cell, .. } = correction;
            let unit = if unit.is_empty() { String::new() } else { format!("（{unit}）") };
            let _ = writeln!(text, "  {item}{unit}：{} → {}〔{cell}〕", values.before, values.after);
        }
        if self.changed.is_empty() {
            text += "\n各项得分和说明都不变。\n";
        }
        for changed in &self.changed {
            text += &self.indicator(changed);
        }
        text += "\n";
        for Outcome { name, before, after, change } in self.outcomes() {
            let _ = writeln!(text, "{name}：{before} → {after}（{}）", change.words());
        }
        if let Some(words) = self.others(MOST_OTHERS) {
            let _ = writeln!(text, "其他部门：{words}");
        }
        for finding in &self.findings {
            let _ = write!(text, "更正后新出现的疑点：{}", text::finding(finding));
        }
        text.trim_end().to_string()
    }

    fn indicator(&self, changed: &Changed) -> String {
        let indicator = &self.before.scheme().system.indicators[changed.indicator];
        let mut text = format!("\n【{}】\n", indicator.path);
        for (name, score) in [("原", &changed.scores.before), ("复核", &changed.scores.after)] {
            let _ = writeln!(text, "  {name}：{}", marks_text(score, indicator.marks));
            for (what, words) in [("计算过程", &score.process), ("说明", &score.reason)] {
                if !words.is_empty() {
                    let _ = writeln!(text, "    {what}：{words}");
                }
            }
        }
        text
    }

    /// 总分, 等次 and 名次.
    pub(crate) fn outcomes(&self) -> [Outcome; 3] {
        let BeforeAfter { before, after } = self.cards();
        let total = |card: &Scorecard| match card.total() {
            Some(total) => format!("{}分", shown(total)),
            None => format!("{}分", range_text(card.low, card.high)),
        };
        let change = match before.total().zip(after.total()) {
            None => Change::By("待核，不能比较".to_string()),
            Some((before, after)) if before == after => Change::None,
            Some((before, after)) => Change::By(points_change(after - before)),
        };
        let (one, other) = (&before.standing, &after.standing);
        let bands = &self.before.scheme().conventions.grades;
        let place = |grade: &str| bands.iter().position(|band| band.name == grade);
        let grade_change = match place(&one.grade).zip(place(&other.grade)) {
            _ if one.grade == other.grade => Change::None,
            Some((from, to)) if to < from => Change::Other("提高"),
            Some(_) => Change::Other("降低"),
            None => Change::Other("改变"),
        };
        [
            Outcome { name: "总分", before: total(before), after: total(after), change },
            Outcome { name: "等次", before: one.grade.clone(), after: other.grade.clone(), change: grade_change },
            Outcome {
                name: if self.before.scheme().table.is_one_of_several() { "本评分表名次" } else { "名次" },
                before: place_text(one),
                after: place_text(other),
                change: rank_change(one.rank, other.rank),
            },
        ]
    }

    /// How the others move, in one sentence that names at most so many of them.
    pub(crate) fn others(&self, most: usize) -> Option<String> {
        let one = |moved: &Moved| {
            let mut words = moved.name.clone();
            if moved.rank.changed() {
                words += &moved.rank.map(rank_text).both().join("→");
            }
            if moved.grade.changed() {
                words += &moved.grade.clone().both().join("→");
            }
            words
        };
        let words: Vec<String> = self.moved.iter().take(most).map(one).collect();
        let rest =
            if self.moved.len() > most { format!("等，共{}个部门", self.moved.len()) } else { String::new() };
        (!words.is_empty()).then(|| format!("{}{rest}。", words.join("；")))
    }

    /// For machines.
    pub fn json(&self) -> Value {
        let indicators = self.changed.iter().map(|Changed { indicator, scores }| BeforeAfter {
            before: json::score(&self.before, *indicator, &scores.before),
            after: json::score(&self.before, *indicator, &scores.after),
        });
        let standing = self.cards().map(json::standing);
        serde_json::json!({
            "input": &self.before.input_name,
            "department": &self.who().name,
            "year": &self.before.scheme().year,
            "corrections": &self.corrections,
            "indicators": indicators.collect::<Vec<_>>(),
            "before": standing.before,
            "after": standing.after,
            "others": &self.moved,
            "findings": json::findings(&self.findings),
        })
    }
}

/// `并列第15名`
fn place_text(standing: &Standing) -> String {
    let tied = if standing.tied { "并列" } else { "" };
    format!("{tied}{}", rank_text(standing.rank))
}

fn rank_change(before: Option<u32>, after: Option<u32>) -> Change {
    match (before, after) {
        (before, after) if before == after => Change::None,
        (None, _) => Change::By("改为参加排名".to_string()),
        (_, None) => Change::By("改为不参加排名".to_string()),
        (Some(before), Some(after)) if after < before => Change::By(format!("上升{}名", before - after)),
        (Some(before), Some(after)) => Change::By(format!("下降{}名", after - before)),
    }
}

/// Marks with two places at least, as on all papers.
fn shown(marks: Points) -> String {
    let mut marks = marks.0.normalize();
    marks.rescale(marks.scale().max(2));
    marks.to_string()
}
