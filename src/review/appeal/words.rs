//! The 试算 as text and for machines.

use crate::evaluate::scorecard::Scorecard;
use crate::result::text::{marks_text, points_change, rank_text};
use crate::result::{json, range_text};
use crate::review::appeal::{Appeal, Changed, Correction, Moved};
use serde_json::{Value, json};
use std::fmt::Write;

/// At most so many other departments are named on the screen; --json names all.
const MOST_OTHERS: usize = 30;

impl Appeal {
    /// The department's card as it stands and with the corrections.
    pub(crate) fn cards(&self) -> (&Scorecard, &Scorecard) {
        (&self.before.cards[self.department], &self.after.cards[self.department])
    }

    /// For the terminal.
    pub fn text(&self) -> String {
        let who = self.who();
        let mut text = format!("{}（部门数据第{}行）：按更正后的数据试算，原工作簿不改动\n", who.name, who.row + 1);
        for correction in &self.corrections {
            let Correction { item, before, after, cell, .. } = correction;
            let _ = writeln!(text, "  {item}{}：{before} → {after}〔{cell}〕", correction.bracketed_unit());
        }
        if self.changed.is_empty() {
            text += "\n各项得分和说明都不变。\n";
        }
        for changed in &self.changed {
            text += &self.indicator(changed);
        }
        text += "\n";
        for (name, before, after, change) in self.standing() {
            let _ = writeln!(text, "{name}：{before} → {after}（{change}）");
        }
        if let Some(words) = self.others(MOST_OTHERS) {
            let _ = writeln!(text, "其他部门：{words}");
        }
        for finding in &self.findings {
            let _ = write!(text, "更正后新出现的疑点：{}", crate::result::text::finding(finding));
        }
        text.trim_end().to_string()
    }

    fn indicator(&self, changed: &Changed) -> String {
        let indicator = &self.before.submission.scheme.system.indicators[changed.indicator];
        let mut text = format!("\n【{}】\n", indicator.path);
        for (name, score) in [("原", &changed.before), ("复核", &changed.after)] {
            let _ = writeln!(text, "  {name}：{}", marks_text(score, indicator.marks));
            for (what, words) in [("计算过程", &score.process), ("说明", &score.reason)] {
                if !words.is_empty() {
                    let _ = writeln!(text, "    {what}：{words}");
                }
            }
        }
        text
    }

    /// 总分, 等次 and 名次: name, before, after and the change in words.
    pub(crate) fn standing(&self) -> [(&'static str, String, String, String); 3] {
        let (before, after) = self.cards();
        let total = |card: &Scorecard| format!("{}分", range_text(card.low, card.high));
        let difference = before.total().zip(after.total()).map(|(one, other)| other - one);
        let same = |one: bool| if one { "不变" } else { "有变化" }.to_string();
        let (one, other) = (&before.standing, &after.standing);
        [
            ("总分", total(before), total(after), difference.map_or("待核，不能比较".to_string(), points_change)),
            ("等次", one.grade.clone(), other.grade.clone(), same(one.grade == other.grade)),
            ("名次", rank_text(one.rank), rank_text(other.rank), rank_change(one.rank, other.rank)),
        ]
    }

    /// How the others move, in one sentence that names at most so many of them.
    pub(crate) fn others(&self, most: usize) -> Option<String> {
        let one = |moved: &Moved| {
            let (before, after) = (&moved.before, &moved.after);
            let mut words = moved.name.clone();
            if before.rank != after.rank {
                words += &format!("{}→{}", rank_text(before.rank), rank_text(after.rank));
            }
            if before.grade != after.grade {
                words += &format!("{}→{}", before.grade, after.grade);
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
        let path =
            |changed: &Changed| self.before.submission.scheme.system.indicators[changed.indicator].path.to_string();
        let corrections = self.corrections.iter().map(|correction| {
            json!({
                "item": correction.item,
                "unit": correction.unit,
                "cell": correction.cell.to_string(),
                "before": correction.before,
                "after": correction.after,
            })
        });
        let changed = self.changed.iter().map(|changed| {
            let path = path(changed);
            json!({ "before": json::score(&path, &changed.before), "after": json::score(&path, &changed.after) })
        });
        let moved = self.moved.iter().map(|moved| {
            json!({
                "name": moved.name,
                "rank": { "before": moved.before.rank, "after": moved.after.rank },
                "grade": { "before": moved.before.grade, "after": moved.after.grade },
            })
        });
        let (one, other) = self.cards();
        json!({
            "input": self.before.input_name,
            "department": self.who().name,
            "year": self.before.submission.scheme.year,
            "corrections": corrections.collect::<Vec<_>>(),
            "indicators": changed.collect::<Vec<_>>(),
            "before": json::standing(one),
            "after": json::standing(other),
            "others": moved.collect::<Vec<_>>(),
            "findings": json::findings(&self.findings),
        })
    }
}

impl Correction {
    /// `（万元）`, or nothing.
    fn bracketed_unit(&self) -> String {
        if self.unit.is_empty() { String::new() } else { format!("（{}）", self.unit) }
    }
}

fn rank_change(before: Option<u32>, after: Option<u32>) -> String {
    match (before, after) {
        (Some(before), Some(after)) if after < before => format!("上升{}名", before - after),
        (Some(before), Some(after)) if after > before => format!("下降{}名", after - before),
        (before, after) if before == after => "不变".to_string(),
        (None, _) => "改为参加排名".to_string(),
        (_, None) => "改为不参加排名".to_string(),
        _ => "不变".to_string(),
    }
}
