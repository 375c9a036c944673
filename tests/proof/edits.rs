//! A reviewer types into a finished result: LibreOffice recalculates, and every number must be the one that
//! `jixiao score` gives for the input in which the same was typed. See docs/live.md.

use super::office::{Job, Typed};
use super::{compare, office};
use crate::support;
use crate::support::{PROGRAM, generated, path};
use jixiao::evaluate::Evaluation;
use jixiao::ground::names::sheets;
use jixiao::ground::number::tidy;
use jixiao::ground::place::CellRef;
use jixiao::scheme::parameters;
use jixiao::submission::department::Entry;
use jixiao::workbook::read::sheet;
use std::path::{Path, PathBuf};
use std::process::Command;

fn jixiao(arguments: [&Path; 3]) {
    let output = Command::new(PROGRAM).arg("score").args(arguments).output().unwrap();
    let code = output.status.code();
    assert!(matches!(code, Some(0 | 1)), "{code:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// An input, its finished result, and where things stand in them.
struct Run {
    folder: tempfile::TempDir,
    input: PathBuf,
    result: PathBuf,
    before: Evaluation,
}

impl Run {
    fn of(input: PathBuf, folder: tempfile::TempDir) -> Run {
        let result = folder.path().join("结果.xlsx");
        jixiao([&input, Path::new("-o"), &result]);
        let before = jixiao::cli::evaluate(&input).unwrap();
        Run { folder, input, result, before }
    }

    /// A committed workbook.
    fn committed(name: &str) -> Run {
        Run::of(path("workbooks").join(name), support::folder())
    }

    /// A figure of 部门数据, under a 三级指标 where it is given as `三级指标/label`.
    fn figure(&self, department: &str, label: &str, typed: &str) -> Typed {
        let submission = &self.before.submission;
        let (level3, label) = label.split_once('/').unwrap_or(("", label));
        let found = submission.scheme.columns.iter().position(|column| {
            (level3.is_empty() || column.level3 == level3) && (column.label == label || column.label.starts_with(label))
        });
        let column = found.unwrap_or_else(|| panic!("no column {label}"));
        let department = submission.departments.iter().find(|one| one.name == department).unwrap();
        typed_at(sheets::DATA, submission.cell(department, column).unwrap(), typed)
    }

    /// A figure as it stands.
    fn number(&self, department: &str, item: &str) -> String {
        let submission = &self.before.submission;
        let department = submission.departments.iter().find(|one| one.name == department).unwrap();
        let Entry::Number(number) = department.entries[submission.scheme.item(item).unwrap()] else {
            panic!("no number")
        };
        number.to_string()
    }

    /// A setting of 参数.
    fn setting(&self, name: &str, typed: &str) -> Typed {
        let places = parameters::places(sheet(&self.before.book, sheets::PARAMETERS).unwrap());
        let cell = places.values.iter().find(|(found, _)| *found == tidy(name)).unwrap().1;
        typed_at(sheets::PARAMETERS, cell, typed)
    }

    /// The lowest total of a grade.
    fn grade(&self, at: u32, typed: &str) -> Typed {
        let places = parameters::places(sheet(&self.before.book, sheets::PARAMETERS).unwrap());
        let first = places.grades.unwrap().at_least;
        typed_at(sheets::PARAMETERS, CellRef::new(first.row + at, first.col), typed)
    }

    /// 自评得分 of an indicator.
    fn self_score(&self, department: &str, index: usize, typed: &str) -> Typed {
        let department = self.before.submission.departments.iter().find(|one| one.name == department).unwrap();
        let own = department.self_assessment.as_ref().unwrap();
        typed_at(sheets::SELF, CellRef::new(own.row, own.columns[index].unwrap()), typed)
    }

    /// Types each list into the result and into the input; what then differs, for each list.
    fn differences(&self, edits: &[(&str, Vec<Typed>)], other: impl Fn(&[Typed]) -> Vec<Typed>) -> Vec<Vec<String>> {
        let path = |what: &str, kind: &str| self.folder.path().join(format!("{what}-{kind}.xlsx"));
        let job = |open: &Path, save: PathBuf, cells| Job { open: open.into(), save, rows: Vec::new(), cells };
        let jobs = edits.iter().flat_map(|(what, cells)| {
            let input = job(&self.input, path(what, "输入"), other(cells));
            [job(&self.result, path(what, "改动的结果"), cells.clone()), input]
        });
        office::typed_in(self.folder.path(), &jobs.collect::<Vec<_>>());
        let compared = edits.iter().map(|(what, _)| {
            let again = path(what, "重新评分");
            jixiao([&path(what, "输入"), Path::new("-o"), &again]);
            let after = jixiao::cli::evaluate(&path(what, "输入")).unwrap();
            let (kept, wanted) = (office::read(&path(what, "改动的结果")), office::read(&again));
            compare::differences((&self.before, &after), &kept, &wanted)
        });
        compared.collect()
    }

    /// No list may differ.
    fn prove(&self, edits: &[(&str, Vec<Typed>)]) {
        let differences = self.differences(edits, <[Typed]>::to_vec);
        for ((what, _), found) in edits.iter().zip(differences) {
            assert_eq!(found, [""; 0], "{what}");
        }
    }
}

fn typed_at(sheet: &str, cell: CellRef, typed: &str) -> Typed {
    Typed { sheet: sheet.into(), cell, typed: typed.into() }
}

#[test]
fn edits_of_a_reviewer_give_what_scoring_the_edited_input_gives() {
    if !office::can_type() {
        return;
    }
    let run = Run::committed("example.xlsx");
    let (one, two, three) = ("市农业农村局", "市科学技术局", "市人力资源和社会保障局");
    let as_it_was = run.figure(one, "实有人数", &run.number(one, "实有人数"));
    let several = [
        run.figure(one, "三公经费合计", "9.31"),
        run.figure(two, "采购预算", "0"),
        run.figure(three, "预算调整数", "-30.5"),
        run.figure("市水利局", "管理制度健全性/①", "否"),
        run.figure("市审计局", "资金使用合规性/①", "2"),
        run.setting("不足一个百分点", "按一个百分点扣"),
        run.setting("基数为零", "不适用"),
        run.setting("不适用", "剔除后折算"),
        run.setting("得分小数位", "3"),
        run.setting("排名范围", "按类别"),
    ];
    let writings = [
        run.figure(two, "满意度", "84.99%"),
        run.figure(three, "三公经费预算", ""),
        run.figure("市水利局", "重点项目支出", "无"),
        run.figure("市水利局", "项目总支出", "无"),
        run.figure("市审计局", "重点项目支出", "无"),
        run.figure("市委组织部", "实有人数", "待定"),
    ];
    run.prove(&[
        ("一个数字", vec![run.figure(one, "实有人数", "9999")]),
        ("各种写法", writings.to_vec()),
        (
            "口径",
            vec![
                run.setting("不足一个百分点", "按比例扣"),
                run.setting("得分小数位", "0"),
                run.setting("排名方式", "并列不跳号"),
            ],
        ),
        (
            "采信自评",
            vec![run.setting("缺少数据", "采信自评"), run.self_score(two, 0, "1.5"), run.figure(two, "实有人数", "")],
        ),
        ("计0分", vec![run.setting("缺少数据", "计0分")]),
        ("等次", vec![run.grade(0, "95"), run.grade(1, "88.5"), run.setting("优秀比例上限", "10%")]),
        ("多处", several.to_vec()),
        ("改后又改回", [run.figure(one, "实有人数", "9999"), as_it_was].to_vec()),
    ]);
}

#[test]
fn edits_follow_in_a_table_of_rules_of_other_kinds() {
    if !office::can_type() {
        return;
    }
    let run = Run::committed("second-city.xlsx");
    let figures = [
        ("市教育体育局", "报送逾期天数", "3"),
        ("市科学技术局", "年度支出数", "123.45"),
        ("市民政局", "三公经费支出", ""),
        ("市司法局", "重点项目支出", "0.1"),
        ("市自然资源局", "实际采购金额", "0"),
        ("市交通运输局", "已整改问题数", "无"),
    ];
    let figures: Vec<Typed> = figures.iter().map(|(who, item, typed)| run.figure(who, item, typed)).collect();
    let with_settings = [run.setting("不足一个百分点", "按比例扣"), run.setting("得分小数位", "4")];
    run.prove(&[("数字", figures.clone()), ("数字和口径", [&figures[..], &with_settings].concat())]);
}

/// Own indicators, split 分值, faults and blanks all over, and half of the departments without a total.
#[test]
fn edits_follow_among_figures_of_all_kinds() {
    if !office::can_type() {
        return;
    }
    let folder = support::folder();
    let book = generated::departments(40, 77, 8).data(0, "满意度", "").data(1, "满意度", "待定");
    let run = Run::of(book.save(folder.path()), folder);
    // a percentage where none stood
    let mut typed = vec![run.figure("第1局", "满意度", "84.99"), run.figure("第2局", "满意度", "74.99")];
    for (at, department) in run.before.submission.departments.iter().enumerate().skip(2) {
        let items = ["人员编制", "满意度", "累计结余", "支付进度/", "公务卡支出", "三公经费预算"];
        let figures = ["12", "", "无", "3", "7.77", "5,5"];
        typed.push(run.figure(&department.name, items[at % 6], figures[(at / 6 + at) % 6]));
    }
    let settings = ["得分小数位", "缺少数据", "不足一个百分点"].map(|name| match name {
        "得分小数位" => run.setting(name, "4"),
        "缺少数据" => run.setting(name, "计0分"),
        _ => run.setting(name, "按比例扣"),
    });
    run.prove(&[("数字", typed.clone()), ("数字和口径", [&typed[..], &settings].concat())]);
}

#[test]
fn a_different_edit_is_caught() {
    if !office::can_type() {
        return;
    }
    let run = Run::committed("second-city.xlsx");
    let edits = [("不同", vec![run.figure("市教育体育局", "报送逾期天数", "3")])];
    let differently = |cells: &[Typed]| vec![Typed { typed: "4".into(), ..cells[0].clone() }];
    let found = run.differences(&edits, differently).concat();
    for place in ["得分明细", "排名", "汇总", "一级指标得分率"] {
        assert!(found.iter().any(|line| line.contains(place)), "{place}: {found:#?}");
    }
}
