//! docs/example.md, from the same list of plants as the workbook.

use super::official::Official;
use super::planting::{Expected, Plant};
use super::{Example, yueyang};
use crate::random::SEED;
use jixiao::ground::finding::{Code, Severity};
use std::fmt::Write;

/// The whole document.
pub fn markdown(example: &Example) -> String {
    let generated = example.departments.iter().filter(|department| department.reckoned.is_some()).count();
    let mut out = format!(
        "# The worked example\n\n\
         `workbooks/example.xlsx` is the standard workbook of one city and one year (2020), filled in as such workbooks \
         come back: {rows} rows in 部门数据, and every kind of fault that a run can live with. Score it with\n\n\
         ```\njixiao score workbooks/example.xlsx\n```\n\n\
         **One department is real.** Row 1, {real}, is the public filing of 2020: the figures of its 附件3 and its 自评得分 \
         (88, 良好, without a single 扣分原因), and nothing else; what the filing does not give is blank. Its 部门类别 and \
         归口科室 are ours.\n\n\
         **All others are generated**: {generated} rows of 临湖市, a city that does not exist. Their names are those of \
         usual municipal departments, their figures are drawn with the seed {SEED} (xtask/src/example/), tie as \
         附件3 requires, and are then spoiled as listed below. Their scores were reckoned a second time without the \
         program; `tests/whole/example.rs` compares the two.\n\n\
         Workbook, template and this document are written by one command, and a test pins their bytes:\n\n\
         ```\ncargo xtask example\n```\n\n",
        rows = example.departments.len(),
        real = yueyang::NAME,
    );
    let real = |plant: &&Plant| plant.department == yueyang::NAME;
    table(&mut out, example, "The real filing", &example.plants.iter().filter(real).collect::<Vec<_>>());
    let others: Vec<&Plant> = example.plants.iter().filter(|plant| !real(plant)).collect();
    let bound = |plant: &Plant| plant.expected.iter().all(|one| matches!(one, Expected::Marks(_, Some(_))));
    let (bounds, faults): (Vec<&Plant>, Vec<&Plant>) =
        others.into_iter().partition(|plant| bound(plant) && !plant.expected.is_empty());
    table(&mut out, example, "Figures on a bound", &bounds);
    table(&mut out, example, "Planted faults", &faults);
    not_planted(&mut out, example);
    out
}

fn table(out: &mut String, example: &Example, title: &str, plants: &[&Plant]) {
    let _ = writeln!(out, "## {title}\n\n| Department | Cell | What stands there | Must give |\n|---|---|---|---|");
    for plant in plants {
        let musts: Vec<String> = plant.expected.iter().map(|one| must(&example.official, one, plant)).collect();
        let musts = if musts.is_empty() { "nothing of its own".to_string() } else { musts.join("; ") };
        let department = if plant.department.is_empty() { "—" } else { &plant.department };
        let _ = writeln!(out, "| {department} | `{}` | {} | {musts} |", plant.place, plant.planted.replace('|', "\\|"));
    }
    out.push('\n');
}

fn must(official: &Official, expected: &Expected, plant: &Plant) -> String {
    match expected {
        Expected::Finding(code, place) => {
            let info = code.info();
            let at = if *place == plant.place { String::new() } else { format!(" at `{place}`") };
            format!("{} {}（{}）{at}", info.id, info.title, info.level.severity().name())
        }
        Expected::Marks(index, Some(marks)) => {
            format!("{} {}分", official.scheme.system.short_name(*index), super::department::hundredths(*marks))
        }
        Expected::Marks(index, None) => format!("{} 待核", official.scheme.system.short_name(*index)),
    }
}

/// The codes that no plant stands for.
fn not_planted(out: &mut String, example: &Example) {
    let is_planted = |code: Code| {
        let codes = example.plants.iter().flat_map(|plant| &plant.expected);
        codes.into_iter().any(|one| matches!(one, Expected::Finding(planted, _) if *planted == code))
    };
    let rest = jixiao::ground::finding::CODES
        .iter()
        .filter(|info| info.code.topic() != jixiao::ground::finding::Topic::Criterion && !is_planted(info.code));
    let rest: Vec<String> = rest.map(|info| format!("{} {}", info.id, info.title)).collect();
    let must = Severity::Must.name();
    let _ = writeln!(
        out,
        "## Not planted\n\nFaults of 评分表 (R) and some of a file (F) stop the run or concern every department, and a few need \
         what the writer of this workbook cannot write (error values, dates, formulas without result, old formats). They \
         have tests of their own: {}. “{must}” marks what must be settled before publishing.",
        rest.join(", ")
    );
}
