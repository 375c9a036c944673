//! Faults planted in 个性化指标, and the rows of that sheet.

use super::department::{Department, hundredths};
use super::official::Official;
use super::own::{By, Own};
use super::planting::{Expected, Plant};
use jixiao::ground::finding::Code;
use jixiao::ground::names::sheets;
use jixiao::ground::place::{CellRef, Place};
use jixiao::template::OWN_FIRST_ROW;
use jixiao::workbook::sheet::{Cell, Format, Role, Sheet};

/// A faulty row: what is planted, the column of the finding and its code; the indicator that is then 待核.
struct Faulty {
    own: (&'static str, &'static str, &'static str, i64, By),
    planted: &'static str,
    must: Option<(u32, Code)>,
    pending: Option<&'static str>,
}

const COMFORT: &str = "推进全面小康建设指标任务完成情况";
const OTHER: &str = "其他工作实绩指标完成情况";

const FAULTY: &[Faulty] = &[
    Faulty {
        own: ("市生态环境局", COMFORT, "空气质量优良天数（天）", 300, By::Rate(30_000, 31_200)),
        planted: "分值 3 + 3 under an indicator worth 5",
        must: Some((0, Code::OwnMarksDoNotAddUp)),
        pending: Some(COMFORT),
    },
    Faulty {
        own: ("市生态环境局", COMFORT, "国控断面水质达标率（%）", 300, By::Judged(300)),
        planted: "(the same)",
        must: None,
        pending: None,
    },
    Faulty {
        own: ("市环境保护局", "生态效益", "黑臭水体整治（条）", 500, By::Judged(500)),
        planted: "a department that is not in 部门数据 (its old name)",
        must: Some((0, Code::OwnUnknown)),
        pending: None,
    },
    Faulty {
        own: ("市应急管理局", "安全生产", "生产安全事故起数下降率（%）", 500, By::Judged(500)),
        planted: "a 三级指标 that is not in 评分表",
        must: Some((1, Code::OwnUnknown)),
        pending: None,
    },
    Faulty {
        own: ("市商务局", "资金结余", "结余资金盘活率（%）", 300, By::Judged(300)),
        planted: "own marks for an indicator that the official rule scores",
        must: Some((1, Code::OwnUnknown)),
        pending: None,
    },
    Faulty {
        own: ("市审计局", OTHER, "审计发现问题整改率（%）", 400, By::Other("按进度")),
        planted: "计分方式 that is neither 评定 nor 按完成比例",
        must: Some((6, Code::OwnUnknown)),
        pending: None,
    },
    Faulty {
        own: ("市文化旅游广电局", OTHER, "新增A级景区（个）", 400, By::Rate(0, 100)),
        planted: "目标值 0",
        must: Some((0, Code::ZeroBase)),
        pending: Some(OTHER),
    },
];

/// Fills the sheet: the departments' own indicators, then, in the whole city, the faulty ones.
pub fn fill(sheet: &mut Sheet, departments: &[Department], with_faults: bool) {
    let faulty = FAULTY.iter().filter(|_| with_faults).map(|faulty| {
        let (department, indicator, name, full, by) = faulty.own;
        Own { department: department.to_string(), indicator, name, full, by, remark: "" }
    });
    let rows = departments.iter().flat_map(|department| department.own.iter().cloned()).chain(faulty);
    for (row, own) in (OWN_FIRST_ROW..).zip(rows) {
        for (col, cell) in cells(&own) {
            sheet.put(row, col, cell);
        }
    }
}

/// The faulty rows, for docs/example.md; they stand below the departments' own indicators.
pub fn plants(official: &Official, departments: &[Department]) -> Vec<Plant> {
    let sound: usize = departments.iter().map(|department| department.own.len()).sum();
    let first = OWN_FIRST_ROW + u32::try_from(sound).expect("few rows");
    let place = |row, col| Place::cell(sheets::OWN, CellRef::new(row, col));
    let plant = |(row, faulty): (u32, &Faulty)| {
        let finding = faulty.must.map(|(col, code)| Expected::Finding(code, place(row, col)));
        let pending = faulty.pending.map(|name| Expected::Marks(official.indicator(name), None));
        Plant {
            department: faulty.own.0.to_string(),
            place: place(row, faulty.must.map_or(3, |(col, _)| col)),
            planted: format!("{}: {}", faulty.own.2, faulty.planted),
            expected: finding.into_iter().chain(pending).collect(),
        }
    };
    (first..).zip(FAULTY).map(plant).collect()
}

fn cells(own: &Own) -> Vec<(u32, Cell)> {
    let words = |text: &str| Cell::text(Role::Input, text);
    let figure = |value: i64| Cell::number(Role::Input, hundredths(value), Format::General);
    let mut cells =
        vec![(0, words(&own.department)), (1, words(own.indicator)), (2, words(own.name)), (3, figure(own.full))];
    cells.extend(match own.by {
        By::Judged(marks) => vec![(6, words("评定")), (7, figure(marks))],
        By::Rate(target, done) => vec![(4, figure(target)), (5, figure(done)), (6, words("按完成比例"))],
        By::Other(method) => vec![(6, words(method)), (7, figure(own.full))],
    });
    cells.push((8, words(own.remark)));
    cells
}
