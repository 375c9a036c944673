//! What the grammar makes of tests/criterion/evidence: how many texts are right, misread, refused, and which.

use jixiao::criterion::Beside;
use jixiao::criterion::Source;
use jixiao::criterion::trial::try_beside;
use jixiao::ground::convention::Conventions;
use jixiao::ground::quantity::Points;
use serde_json::Value;
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

/// How many texts of a class are right, misread, refused, left to a person.
pub type Counts = BTreeMap<String, [usize; 4]>;

/// A text that is not as it should be.
#[derive(Debug)]
pub struct Other {
    class: String,
    row: Value,
    detail: String,
}

/// Prints the counts of each set and class, and a line for each text that is not as it should be.
///
/// # Errors
/// A file that cannot be read.
pub fn print(root: &Path, only: Option<&str>) -> Result<(), Box<dyn Error>> {
    for set in ["evidence", "attacks"] {
        let (counts, others) = measure(root, set)?;
        for Other { class, row, detail } in others {
            if only.is_none_or(|only| class == only || row["id"] == only) {
                println!("{} {class}：{}\n    {detail}", text(&row["id"]), text(&row["text"]));
            }
        }
        println!("\n{set}: class: right, misread, refused, judged");
        for (class, [right, misread, refused, judged]) in counts {
            println!("  {class}: {right}, {misread}, {refused}, {judged}");
        }
    }
    Ok(())
}

/// The counts of a set, and the texts that are not as they should be.
///
/// # Errors
/// A file that cannot be read.
pub fn measure(root: &Path, set: &str) -> Result<(Counts, Vec<Other>), Box<dyn Error>> {
    let path = root.join(format!("tests/criterion/evidence/{set}.jsonl"));
    let (mut counts, mut others) = (Counts::new(), Vec::new());
    for line in std::fs::read_to_string(path)?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let class = row["class"].as_str().or(row["kind_of"].as_str()).unwrap_or_default().to_string();
        let (outcome, detail) = outcome(&row);
        let slot = ["right", "misread", "refused", "judged"].iter().position(|name| *name == outcome).unwrap_or(1);
        counts.entry(class.clone()).or_default()[slot] += 1;
        if outcome != "right" {
            others.push(Other { class, row, detail: format!("{outcome}：{detail}") });
        }
    }
    Ok((counts, others))
}

/// What became of a text (right: as its class wants it), and why.
fn outcome(row: &Value) -> (&'static str, String) {
    let expect: Vec<(String, String)> = row["expect"].as_array().into_iter().flatten().map(pair).collect();
    let tries: Vec<&str> = expect.iter().map(|(value, _)| value.as_str()).collect();
    let points = text(&row["points"]);
    let Ok(points) = points.parse() else { return ("misread", points) };
    let (written, indicator, formula) = (text(&row["text"]), text(&row["indicator"]), text(&row["formula"]));
    let source = Source { indicator: &indicator, text: &written, full_marks: Points(points) };
    let target = text(&row["target"]);
    let beside = Beside { formula: &formula, target: &target };
    let trial = try_beside(&source, beside, &tries.join(";"), &Conventions::default());
    let findings = trial.findings.iter().map(|f| format!("{} “{}” {} → {}", f.code, f.words, f.message, f.advice));
    let findings = findings.collect::<Vec<_>>().join("\n    ");
    let may_refuse = row.get("refuse").is_some() || row.get("or_refuse").is_some() || row["class"] == "defensible";
    match trial.outcome {
        "refused" if may_refuse => ("right", findings),
        "refused" => ("refused", findings),
        "judged" if row["class"] == "judged" || row.get("or_judged").is_some() => ("right", String::new()),
        "judged" => ("judged", findings),
        _ if expect.is_empty() => ("misread", trial.readback.unwrap_or_default()),
        _ => {
            let got = trial.tries.iter().map(|tried| tried.marks.clone().unwrap_or("-".into()));
            let wrong: Vec<String> = got
                .zip(&expect)
                .filter(|(got, (_, want))| got != want)
                .map(|(got, (value, want))| format!("{value}: {got}, not {want}"))
                .collect();
            let detail = format!("{}\n    {}", wrong.join("; "), trial.readback.unwrap_or_default());
            (if wrong.is_empty() { "right" } else { "misread" }, detail)
        }
    }
}

/// A value as it is typed, and its marks.
fn pair(pair: &Value) -> (String, String) {
    let value = match &pair[0] {
        Value::Array(answers) => answers.iter().map(text).collect::<Vec<_>>().join(","),
        value => text(value),
    };
    (value, text(&pair[1]))
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
