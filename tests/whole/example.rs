//! The worked example: the committed files are what the generator writes, and every planted fault is found.

use crate::support::{path, scored};
use jixiao::evaluate::Evaluation;
use jixiao::evaluate::scorecard::{Scorecard, State};
use jixiao::ground::convention::{Conventions, MissingData};
use jixiao::ground::finding::{Finding, Severity};
use jixiao::ground::names::sheets;
use jixiao::workbook::write;
use xtask::example;
use xtask::example::department::hundredths;
use xtask::example::official::Official;
use xtask::example::planting::{Expected, Plant};
use xtask::example::{Example, yueyang};

const REGENERATE: &str = "run: cargo xtask example";

/// The scorecard of the department whose row is at `row` of 部门数据.
fn card_at(evaluation: &Evaluation, row: u32) -> &Scorecard {
    let at = evaluation.submission.departments.iter().position(|department| department.row == row);
    &evaluation.cards[at.unwrap_or_else(|| panic!("no department in row {}", row + 1))]
}

/// The scorecard of the department that a plant names.
fn card<'a>(evaluation: &'a Evaluation, plant: &Plant) -> &'a Scorecard {
    match plant.place.cell {
        Some(cell) if plant.place.sheet == sheets::DATA => card_at(evaluation, cell.row),
        _ => {
            let departments = &evaluation.submission.departments;
            let at = departments.iter().position(|department| department.name == plant.department);
            &evaluation.cards[at.unwrap_or_else(|| panic!("no department {}", plant.department))]
        }
    }
}

fn missed(evaluation: &Evaluation, plant: &Plant, expected: &Expected) -> Option<String> {
    let what = format!("{} {} {}", plant.department, plant.place, plant.planted);
    match expected {
        Expected::Finding(code, place) => {
            let found = evaluation.findings.iter().any(|finding| finding.code == *code && finding.place == *place);
            (!found).then(|| format!("{what}: no {} at {place}", code.info().id))
        }
        Expected::Marks(index, marks) => {
            let score = &card(evaluation, plant).scores[*index];
            let given = if score.state == State::Pending { None } else { score.marks().map(|marks| marks.0) };
            let wanted = marks.map(hundredths);
            (given != wanted).then(|| format!("{what}: {given:?} instead of {wanted:?}"))
        }
    }
}

#[test]
fn the_committed_files_are_what_the_generator_writes() {
    let example = example::city();
    let workbook = write::to_bytes(&example.sheets).unwrap();
    assert!(std::fs::read(path(example::WORKBOOK)).unwrap() == workbook, "{REGENERATE}");
    assert!(workbook == write::to_bytes(&example::city().sheets).unwrap(), "the same input gives the same bytes");
    let template = write::to_bytes(&example::blank_template()).unwrap();
    assert!(std::fs::read(path(example::TEMPLATE)).unwrap() == template, "{REGENERATE}");
    let guide = std::fs::read_to_string(path(example::GUIDE)).unwrap();
    assert!(guide.replace("\r\n", "\n") == example::guide::markdown(&example), "{REGENERATE}");
}

#[test]
fn every_planted_fault_is_found_and_every_figure_on_a_bound_gives_its_score() {
    let Example { plants, .. } = example::city();
    let evaluation = jixiao::cli::evaluate(&path(example::WORKBOOK)).unwrap();
    let missed: Vec<String> = plants
        .iter()
        .flat_map(|plant| plant.expected.iter().filter_map(|expected| missed(&evaluation, plant, expected)))
        .collect();
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn nothing_is_held_against_a_generated_department_that_is_not_planted() {
    let Example { plants, .. } = example::city();
    let evaluation = jixiao::cli::evaluate(&path(example::WORKBOOK)).unwrap();
    let planted = |finding: &&Finding| {
        plants.iter().flat_map(|plant| &plant.expected).any(|expected| {
            matches!(expected, Expected::Finding(code, place) if *code == finding.code && *place == finding.place)
        })
    };
    let others: Vec<&Finding> = evaluation
        .findings
        .iter()
        .filter(|finding| finding.severity() == Severity::Must && finding.department != yueyang::NAME)
        .filter(|finding| finding.place.sheet != sheets::SELF && !planted(finding))
        .collect();
    assert!(others.is_empty(), "{others:#?}");
}

#[test]
fn a_second_reckoning_without_the_program_gives_the_same_scores() {
    let official = Official::load();
    let departments = example::departments(&official);
    let evaluation = scored(&example::workbook(&official, &departments, &Conventions::default()));
    let mut compared = 0;
    for (slot, department) in departments.iter().enumerate() {
        let Some(reckoned) = &department.reckoned else { continue };
        let card = card_at(&evaluation, official.data_cell(slot as u32, 0).row);
        for (index, marks) in reckoned.iter().enumerate() {
            let score = &card.scores[index];
            if score.state == State::Scored {
                let name = official.scheme.system.short_name(index);
                assert_eq!(score.low.0, hundredths(*marks), "{} {name}: {}", department.name, score.reason);
                compared += 1;
            }
        }
    }
    assert!(compared > 1000, "only {compared} scores");
}

#[test]
fn every_grade_occurs_and_ranks_are_shared() {
    let evaluation = jixiao::cli::evaluate(&path(example::WORKBOOK)).unwrap();
    let ranked = || evaluation.cards.iter().filter(|card| !card.pending());
    for band in &evaluation.submission.scheme.conventions.grades {
        assert!(ranked().any(|card| card.standing.grade == band.name), "{}", band.name);
    }
    assert!(ranked().filter(|card| card.standing.tied).count() >= 2);
}

fn yueyang_alone(missing: MissingData) -> Evaluation {
    let official = Official::load();
    let conventions = Conventions { missing, ..Conventions::default() };
    scored(&example::workbook(&official, &[yueyang::filing(&official)], &conventions))
}

fn marks(evaluation: &Evaluation, indicator: &str) -> (State, String) {
    let system = &evaluation.submission.scheme.system;
    let index = (0..system.indicators.len()).find(|index| system.short_name(*index) == indicator).unwrap();
    let score = &evaluation.cards[0].scores[index];
    (score.state, score.marks().map_or("待核".into(), |marks| marks.to_string()))
}

#[test]
fn the_real_filing_totals_88_where_its_own_scores_stand_in_for_missing_figures() {
    let evaluation = yueyang_alone(MissingData::AdoptSelf);
    let card = &evaluation.cards[0];
    assert_eq!(card.total().unwrap().to_string(), "88");
    assert_eq!(card.standing.grade, "良好");
    for (indicator, expected) in [("财政供养人员控制率", "5"), ("资金结余", "2"), ("固定资产利用率", "3")]
    {
        assert_eq!(marks(&evaluation, indicator), (State::Scored, expected.to_string()), "{indicator}");
    }
    assert_eq!(marks(&evaluation, "“三公经费”控制率"), (State::Adopted, "0".to_string()));
    let scored = card.scores.iter().filter(|score| score.state == State::Scored).count();
    assert_eq!(scored, 3, "all else is adopted");
}

#[test]
fn the_real_filing_totals_a_range_where_missing_figures_are_pending() {
    let evaluation = yueyang_alone(MissingData::Pending);
    let card = &evaluation.cards[0];
    assert_eq!(card.total(), None);
    assert_eq!((card.low.to_string(), card.high.to_string()), ("10".to_string(), "99".to_string()));
    assert_eq!(card.standing.rank, None);
}

#[test]
fn the_real_filing_is_asked_for_its_reasons_and_its_projects() {
    for missing in [MissingData::Pending, MissingData::AdoptSelf] {
        let evaluation = yueyang_alone(missing);
        let of = |id: &str| -> Vec<&str> {
            let found = evaluation.findings.iter().filter(|finding| finding.code.info().id == id);
            found.map(|finding| finding.indicator.as_str()).collect()
        };
        assert_eq!(of("S01"), ["“三公经费”变动率", "资金结余", "“三公经费”控制率"]);
        assert_eq!(of("S10"), ["“三公经费”变动率", "“三公经费”控制率"]);
        for project in ["重点支出安排率", "支付进度", "省市重点工程和重大项目建设完成情况"]
        {
            assert!(of("S02").contains(&project), "{project}");
        }
        for silent in ["S03", "S04", "S05", "S07", "J01", "J03"] {
            assert_eq!(of(silent), Vec::<&str>::new(), "{silent}");
        }
    }
}

#[test]
fn the_order_of_departments_does_not_matter() {
    let official = Official::load();
    let mut departments = example::departments(&official);
    let conventions = Conventions::default();
    let first = scored(&example::workbook(&official, &departments, &conventions));
    departments.reverse();
    let second = scored(&example::workbook(&official, &departments, &conventions));
    let outcome = |evaluation: &Evaluation| {
        let named = evaluation.submission.departments.iter().zip(&evaluation.cards);
        let line = named.map(|(department, card)| {
            let scores: Vec<_> = card.scores.iter().map(|score| (score.state, score.low, score.high)).collect();
            (department.name.clone(), scores, card.low, card.high, card.standing.clone())
        });
        let mut lines: Vec<_> = line.collect();
        lines.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
        lines
    };
    assert_eq!(outcome(&first), outcome(&second));
}
