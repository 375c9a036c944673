//! The frames around a rule: frames.tsv gives for each text its 分值, then the kind, the values tried and their marks;
//! `judged` with what the read-back must say; or `refused`.

use jixiao::criterion::trial::try_text;
use jixiao::criterion::{Source, compile};
use jixiao::ground::convention::Conventions;
use jixiao::ground::quantity::Points;
use rust_decimal::Decimal;

fn rows() -> impl Iterator<Item = (Points, String, Vec<&'static str>)> {
    include_str!("frames.tsv").lines().filter(|line| !line.is_empty()).map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        (Points(cells[0].parse::<Decimal>().unwrap()), cells[1].replace("\\n", "\n"), cells[2..].to_vec())
    })
}

#[test]
fn each_frame_is_understood_or_refused_as_an_official_would() {
    let mut wrong = Vec::new();
    for (points, text, wanted) in rows() {
        let tries = if wanted[0] == "judged" { "" } else { wanted.get(1).copied().unwrap_or("") };
        let trial = try_text(&text, points, tries, &Conventions::default());
        let marks: Vec<&str> = trial.tries.iter().map(|one| one.marks.as_deref().unwrap_or("-")).collect();
        let told = match (trial.kind, wanted[0]) {
            (None, _) => "refused".to_string(),
            (Some("judged"), "judged") => {
                let read_back = trial.readback.clone().unwrap_or_default();
                let said = wanted.get(1).is_none_or(|words| read_back.contains(words));
                if said { wanted.join(" ") } else { read_back }
            }
            (Some(kind), _) => format!("{kind} {tries} {}", marks.join(";")),
        };
        if told != wanted.join(" ") {
            wrong.push(format!("{text}\n  wanted {}\n  {told} {:?}", wanted.join(" "), trial.findings));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_read_back_of_each_frame_means_the_same() {
    let mut wrong = Vec::new();
    for (points, text, _) in rows() {
        let compiled = |text: &str| compile(&Source { indicator: "", text, full_marks: points });
        let Some(rule) = compiled(&text).rule else { continue };
        let again = compiled(&rule.read_back());
        if again.rule.as_ref() != Some(&rule) {
            wrong.push(format!("{text}\n  {}\n  {:?}", rule.read_back(), again.faults));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
