//! What the terminal shows and what machines read.

use crate::ground::Points;
use crate::judges::plan::Plan;
use crate::judges::settle::{Judged, Outcome, Settled};
use crate::result::json::findings;
use crate::result::text;
use serde_json::{Value, json};

/// The closing summary.
pub fn summary(plan: &Plan, settled: &Settled, output: &str) -> String {
    let mut said = counts(plan, settled);
    said += &format!("疑点：{}。\n结果：{output}\n", text::counts(&settled.findings));
    said += &match text::first_findings(&settled.findings, &|_| Points::ZERO) {
        none if none.is_empty() => "请看“评审汇总”表，核对后用 jixiao 评分 评分。".to_string(),
        first => format!("请先处理“评审疑点”表中影响得分的各条，再把全部打分表一起重新读取。例如：{first}"),
    };
    said
}

/// Whose marks were read, how many were filled in, and what could not be judged: a line each.
pub fn counts(plan: &Plan, settled: &Settled) -> String {
    let names: Vec<&str> = settled.panel.judges.iter().map(|judge| judge.name.as_str()).collect();
    let mut said = format!("评审打分已汇总：{}名评审（{}）。\n", names.len(), names.join("、"));
    if !settled.panel.missing.is_empty() {
        said += &format!("缺：{}。\n", settled.panel.missing.join("、"));
    }
    let count = |is: fn(&Outcome) -> bool| settled.count(is);
    said += &format!(
        "评定得分共{}格：填入{}格，原已填写且相同{}格，没有填或没有改{}格。\n",
        settled.judged.len(),
        count(|outcome| *outcome == Outcome::Filled),
        count(|outcome| *outcome == Outcome::Same),
        count(|outcome| matches!(outcome, Outcome::Left(_))),
    );
    said + &lacking(plan)
}

/// What cannot be judged as the workbook stands, a line each; empty where all can.
pub fn lacking(plan: &Plan) -> String {
    let mut said = String::new();
    if !plan.lacking.is_empty() {
        said += &format!("注意：“部门数据”没有“评定得分”列、不在打分之列的指标：{}。\n", plan.lacking.join("、"));
    }
    let repeated = plan.repeated();
    if !repeated.is_empty() {
        said += &format!(
            "注意：“部门数据”中有重名的部门，打分不能确定填在哪一行：{}。请先删去重复的一行。\n",
            repeated.join("、")
        );
    }
    said
}

/// The same for `--json`.
pub fn json(plan: &Plan, settled: &Settled, output: &str) -> Value {
    let judges = settled.panel.judges.iter().map(|judge| {
        let places: Vec<String> = judge.places.iter().map(ToString::to_string).collect();
        json!({ "name": &judge.name, "sheets": places })
    });
    let judged = |judged: &Judged| {
        let (outcome, why) = match &judged.outcome {
            Outcome::Filled => ("filled", ""),
            Outcome::Same => ("same", ""),
            Outcome::Left(why) => ("left", why.as_str()),
        };
        json!({
            "department": plan.department(judged.key),
            "indicator": plan.indicator(judged.key),
            "full": judged.most,
            "marks": &judged.marks,
            "mean": judged.mean,
            "spread": judged.spread,
            "outcome": outcome,
            "why": why,
        })
    };
    json!({
        "output": output,
        "judges": judges.collect::<Vec<Value>>(),
        "missing": &settled.panel.missing,
        "lacking": &plan.lacking,
        "judged": settled.judged.iter().map(judged).collect::<Vec<Value>>(),
        "findings": findings(&settled.findings),
    })
}
