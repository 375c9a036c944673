//! How provinces and cities word their tables, many at once: provinces.tsv gives for each text its 分值,
//! then the kind, the values tried and their marks; or the code and the words of its first fault. figures.tsv does the
//! same for shares of 分值, deductions in bands, formulas of the marks, two sides, units and numerals.

use jixiao::criterion::trial::{Trial, try_text};
use jixiao::criterion::{Source, compile};
use jixiao::ground::convention::Conventions;
use jixiao::ground::quantity::Points;
use rust_decimal::Decimal;

struct Row {
    text: String,
    points: Points,
    rest: [&'static str; 3],
}

fn rows() -> Vec<Row> {
    let row = |line: &'static str| {
        let cells: Vec<&str> = line.split('\t').collect();
        Row {
            text: cells[1].replace("\\n", "\n"),
            points: Points(cells[0].parse::<Decimal>().unwrap()),
            rest: [cells[2], cells[3], cells[4]],
        }
    };
    include_str!("provinces.tsv").lines().chain(include_str!("figures.tsv").lines()).map(row).collect()
}

fn told(trial: &Trial) -> String {
    let marks: Vec<&str> = trial.tries.iter().map(|one| one.marks.as_deref().unwrap_or("-")).collect();
    format!("{} {}", trial.kind.unwrap_or("refused"), marks.join(";"))
}

#[test]
fn each_is_understood_or_refused_as_an_official_would() {
    let mut wrong = Vec::new();
    for Row { text, points, rest: [kind, what, marks] } in rows() {
        let refused = kind.starts_with('R');
        let trial = try_text(&text, points, if refused { "" } else { what }, &Conventions::default());
        let as_wanted = match refused {
            true => {
                trial.kind.is_none()
                    && trial.findings.iter().any(|one| one.code == kind && one.words == what.replace("\\n", "\n"))
            }
            false => told(&trial) == format!("{kind} {marks}"),
        };
        if !as_wanted {
            wrong.push(format!("{text}\n  wanted {kind} {what} {marks}, {}: {:?}", told(&trial), trial.findings));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_read_back_of_each_means_the_same() {
    for Row { text, points, .. } in rows() {
        let compiled = |text: &str| compile(&Source { indicator: "", text, full_marks: points }).rule;
        if let Some(rule) = compiled(&text) {
            assert_eq!(compiled(&rule.read_back()).as_ref(), Some(&rule), "{text}\n{}", rule.read_back());
        }
    }
}

#[test]
fn one_spot_has_one_fault() {
    let text = "质量达标率100%得满分，否则不得分。";
    let trial = try_text(text, Points(5.into()), "", &Conventions::default());
    let found: Vec<(&str, &str)> = trial.findings.iter().map(|one| (one.code, one.words.as_str())).collect();
    assert_eq!(found, [("R02", "质量达标率100%")]);
}
