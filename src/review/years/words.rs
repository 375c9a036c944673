//! The comparison on the screen and for machines.

use crate::evaluate::Evaluation;
use crate::result::json::{findings, sorted};
use crate::review::years::Comparison;
use crate::review::years::figures::Figures;
use crate::review::years::overview::OVERVIEW;
use serde_json::{Value, json};

/// On the screen: the paragraph, a doubt about the years, the notes, where the result lies.
pub(crate) fn on_screen(paragraph: &str, [old, new]: [&Evaluation; 2], notes: &[String], output: &str) -> String {
    let doubt = years_in_doubt(old, new).map(|words| format!("注意：{words}\n")).unwrap_or_default();
    let notes: String = notes.iter().map(|note| format!("  {note}\n")).collect();
    format!("{paragraph}\n{doubt}{notes}结果：{output}\n请先看“{OVERVIEW}”表。")
}

impl Comparison<'_> {
    /// A few lines: what was compared, what not, where the result lies.
    pub fn text(&self, output: &str) -> String {
        let figures = Figures::of(self);
        on_screen(&figures.paragraph(), [self.before, self.after], &figures.notes(), output)
    }

    /// For machines; marks are decimals in strings, 得分率 are fractions.
    pub fn json(&self, output: &str) -> Value {
        let input = |evaluation: &Evaluation| json!({"input": evaluation.input_name, "year": evaluation.scheme().year});
        let mut figures = sorted(Figures::of(self));
        figures["before"] = input(self.before);
        figures["after"] = input(self.after);
        figures["findings"] = sorted(findings(&self.findings));
        figures["output"] = output.into();
        figures
    }
}

/// The years stand the wrong way round, or are the same.
fn years_in_doubt(before: &Evaluation, after: &Evaluation) -> Option<String> {
    let year = |evaluation: &Evaluation| evaluation.year().trim_end_matches("年度").parse::<u32>().ok();
    let (before, after) = (year(before)?, year(after)?);
    match before.cmp(&after) {
        std::cmp::Ordering::Less => None,
        std::cmp::Ordering::Equal => Some(format!("两个工作簿的年度都是{before}年，请核对“参数”表。")),
        std::cmp::Ordering::Greater => {
            Some(format!("前一个工作簿是{before}年度，后一个是{after}年度，先写去年、后写今年，是否写反了？"))
        }
    }
}
