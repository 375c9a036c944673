//! 岳阳市金融办 2020, a real public filing: the figures of its 附件3 and its 自评得分, and nothing else.

use super::department::{Department, number};
use super::official::Official;
use super::planting::{Expected, Plant, Slots};
use super::profiles::GOVERNMENT;
use super::self_marks::SelfMarks;
use jixiao::ground::finding::Code;
use jixiao::ground::names::sheets;
use jixiao::ground::place::Place;
use jixiao::workbook::sheet::{Cell, Role};

/// 部门（单位）名称
pub const NAME: &str = "岳阳市金融办";

/// 附件3, in hundredths.
const FIGURES: [(&str, i64); 17] = [
    ("人员编制", 1600),
    ("实有人数", 1600),
    ("收入合计", 57_517),
    ("上年结转", 6_029),
    ("公共财政拨款", 49_071),
    ("其他收入", 2_417),
    ("支出合计", 55_306),
    ("基本支出", 55_306),
    ("人员支出", 41_002),
    ("公用支出", 14_304),
    ("当年结余", -3_818),
    ("累计结余", 2_211),
    ("三公经费合计", 637),
    ("公务接待费", 69),
    ("公务用车运维费", 568),
    ("固定资产合计", 4_929),
    ("在用固定资产", 4_929),
];

/// 附件3-1, its 自评得分 in the order of the table: 88 分, 良好, no 扣分原因 at all.
const SELF: [i64; 25] = [5, 0, 5, 3, 3, 2, 0, 3, 3, 3, 3, 3, 3, 4, 3, 5, 7, 5, 2, 2, 4, 5, 5, 5, 5];

/// The filing.
pub fn filing(official: &Official) -> Department {
    let mut cells = vec![Cell::blank(Role::Input); official.scheme.columns.len()];
    for (item, value) in FIGURES {
        let column = official.item(item);
        cells[column] = number(value, &official.scheme.columns[column].unit);
    }
    let mut own_marks = SelfMarks {
        marks: SELF.iter().map(|marks| Some(marks * 100)).collect(),
        written: Vec::new(),
        reasons: vec![String::new(); SELF.len()],
        total: None,
        grade: "",
    };
    own_marks.sum_up();
    Department {
        name: NAME.to_string(),
        self_name: NAME.to_string(),
        category: GOVERNMENT.to_string(),
        office: "金融科".to_string(),
        cells,
        own_marks: Some(own_marks),
        own: Vec::new(),
        reckoned: None,
    }
}

/// What the program must say of it.
pub fn plants(official: &Official, slots: Slots) -> Vec<Plant> {
    let at = |name: &str| Place::cell(sheets::SELF, official.self_cell(slots.of(0), official.indicator(name)));
    let plant = |name: &str, code: Code, what: &str| Plant {
        department: NAME.to_string(),
        place: at(name),
        planted: format!("{name} 自评得分: {what}"),
        expected: vec![Expected::Finding(code, at(name))],
    };
    let mut plants = vec![Plant {
        department: NAME.to_string(),
        place: Place::cell(sheets::DATA, official.data_cell(slots.of(0), 0)),
        planted: "what its figures give, though most cells are blank".to_string(),
        expected: [("财政供养人员控制率", 500), ("资金结余", 200), ("固定资产利用率", 300)]
            .map(|(name, marks)| Expected::Marks(official.indicator(name), Some(marks)))
            .into(),
    }];
    for name in ["“三公经费”变动率", "“三公经费”控制率", "资金结余"] {
        plants.push(plant(name, Code::SelfNoReason, "points deducted, no 扣分原因"));
    }
    for name in ["“三公经费”变动率", "“三公经费”控制率"] {
        plants.push(plant(name, Code::SelfNotRecomputable, "0, and no base to reckon it from"));
    }
    for name in ["重点支出安排率", "支付进度", "省市重点工程和重大项目建设完成情况"] {
        plants.push(plant(name, Code::SelfFullOnEmpty, "full marks, 项目支出 is blank"));
    }
    plants
}
