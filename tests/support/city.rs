//! A city whose departments are scored by three 评分表: the official one, another city's and a short one of its own; and
//! each of them alone, with the same figures.

use jixiao::criterion::Part;
use jixiao::evaluate::{Evaluations, Refusal};
use jixiao::ground::finding::Finding;
use jixiao::ground::names::sheets;
use jixiao::ground::number::tidy;
use jixiao::scheme::text_table::grid_of_text;
use jixiao::scheme::{ColumnKey, Scheme, View, WideHeader, system_of};
use jixiao::submission::ListedDepartment;
use jixiao::template::blank_workbook;
use jixiao::workbook::read::{Book, Grid};
use jixiao::workbook::sheet::{Cell, Format, Role, Sheet, Value};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::str::FromStr;

/// 评分表（党群）: a 数据项 that the official table has too, an indicator of the same name and one of its own.
const PARTY: &str = "一级指标\t二级指标\t三级指标\t评分标准\t分值\t计算公式\n\
    投入\t预算配置\t财政供养人员控制率\t以100%为标准。在职人员控制率≦100%，计10分；每超过一个百分点扣1分，扣完为止。\t10\t实有人数÷人员编制×100%\n\
    投入\t预算配置\t重点支出安排率\t重点支出安排率≥90%，计6分；80%（含）-90%，计4分；低于80%，不得分。\t6\t重点项目支出÷项目总支出×100%\n\
    效果\t履职效益\t社会公众或服务对象满意度\t95%（含）以上计4分；\\n85%（含）-95%，计2分；低于85%，不得分。\t4\t满意度\n\
    效果\t党的建设\t组织生活\t每缺一次扣0.5分，扣完为止。\t5\t缺少次数\n\
    效果\t党的建设\t党建工作\t按考核情况评定\t20\t评定";

/// The tables: name in brackets, categories, text.
pub const TABLES: [(&str, &str); 3] = [("", "政府部门"), ("党群", "党群部门"), ("事业", "事业单位")];
/// Departments of each.
const EACH: usize = 7;
/// First department row of 部门数据 and 自评得分.
const FIRST_ROW: u32 = 5;

/// The text of a table.
fn text(table: usize) -> String {
    let file = |name: &str| std::fs::read_to_string(crate::support::path(name)).unwrap();
    match table {
        0 => file("workbooks/system.tsv"),
        1 => PARTY.to_string(),
        _ => file("workbooks/second-city.tsv"),
    }
}

/// A sheet 评分表 of a table.
fn grid(table: usize, name: &str) -> Grid {
    Grid { name: name.to_string(), ..grid_of_text(&text(table)) }
}

/// A workbook of 评分表 alone.
pub fn rules(tables: &[(usize, &str)]) -> Book {
    let mut book = Book::of_sheets(&[]);
    book.sheets = tables.iter().map(|(table, name)| grid(*table, name)).collect();
    book
}

/// All three, as offices name such sheets.
pub fn all_rules() -> Book {
    rules(&[(0, "评分表"), (1, "评分表(党群)"), (2, "评分表 （事业）")])
}

fn department(table: usize, at: usize) -> ListedDepartment {
    let name = format!("{}第{at}局", ["市政", "党务", "公益"][table]);
    ListedDepartment::new(name, TABLES[table].1)
}

/// What a department filed: by its name and the headings of the column, 二级指标 and 三级指标 where it is no 数据项.
type Values = BTreeMap<(String, [String; 3]), String>;

/// A workbook in the making.
pub struct City {
    pub sheets: Vec<Sheet>,
}

impl City {
    /// All three tables; figures by a seed.
    pub fn joined(seed: u64) -> City {
        let all = (0..TABLES.len()).flat_map(|table| (0..EACH).map(move |at| (table, at)));
        // mixed, so that no table has neighbouring rows
        let mut departments: Vec<ListedDepartment> = all.map(|(table, at)| department(table, at)).collect();
        departments.sort_by_key(|one| one.name.chars().nth(3));
        let sheets = blank_workbook(Some(&all_rules()), "2024", &departments).unwrap();
        let values: Values = (0..TABLES.len()).flat_map(|table| values(table, seed)).collect();
        City { sheets }.filled(&values)
    }

    /// One of them alone, with the same figures.
    pub fn alone(table: usize, seed: u64) -> City {
        let departments: Vec<ListedDepartment> = (0..EACH).map(|at| department(table, at)).collect();
        let sheets = blank_workbook(Some(&rules(&[(table, "评分表")])), "2024", &departments).unwrap();
        City { sheets }.filled(&values(table, seed))
    }

    fn filled(mut self, values: &Values) -> City {
        for name in [sheets::DATA, sheets::SELF] {
            let grid = Book::of_sheets(&self.sheets).sheets.into_iter().find(|grid| grid.name == name).unwrap();
            let view = View { grid: &grid };
            let header = WideHeader::find(view, &|_| false).unwrap();
            for row in FIRST_ROW..FIRST_ROW + (TABLES.len() * EACH) as u32 {
                let department = view.text(row, header.name);
                for column in header.headed() {
                    let [level2, level3, label] = &column.texts[..] else { continue };
                    let label = [label.clone(), label.split('(').next().unwrap().to_string()];
                    let exact = label.iter().map(|label| [level2.clone(), level3.clone(), label.clone()]);
                    let item = label.iter().map(|label| [String::new(), String::new(), label.clone()]);
                    let mut keys = exact.chain(item).map(|key| (department.clone(), key));
                    if let Some(value) = keys.find_map(|key| values.get(&key)) {
                        self.put(name, (row, column.col), value);
                    }
                }
            }
        }
        self
    }

    pub fn sheet(&mut self, name: &str) -> &mut Sheet {
        self.sheets.iter_mut().find(|sheet| sheet.name == name).unwrap()
    }

    pub fn put(&mut self, sheet: &str, (row, col): (u32, u32), value: &str) {
        let cell = match Decimal::from_str(value) {
            Ok(number) => Cell::number(Role::Input, number, Format::General),
            Err(_) => Cell::text(Role::Input, value),
        };
        self.sheet(sheet).put(row, col, cell);
    }

    /// Sets a value on 参数.
    pub fn setting(mut self, name: &str, value: &str) -> City {
        let rows = &self.sheet(sheets::PARAMETERS).rows;
        let is = |cell: &(u32, Cell)| cell.0 == 0 && cell.1.value == Value::Text(name.into());
        let row = rows.iter().position(|row| row.cells.iter().any(is)).unwrap_or_else(|| panic!("no setting {name}"));
        self.put(sheets::PARAMETERS, (row as u32, 1), value);
        self
    }

    /// Sets 部门类别 of the department number `at`.
    pub fn category(mut self, at: u32, category: &str) -> City {
        self.put(sheets::DATA, (FIRST_ROW + at, 2), category);
        self
    }

    /// Read and scored.
    pub fn scored(&self) -> Result<Evaluations, Refusal> {
        Evaluations::of_book(Book::of_sheets(&self.sheets), "评分.xlsx")
    }

    /// The same, which must be possible.
    pub fn evaluations(&self) -> Evaluations {
        self.scored().unwrap_or_else(|error| panic!("{error:?}"))
    }

    /// What stops the run.
    pub fn faults(&self) -> Vec<Finding> {
        match self.scored() {
            Err(Refusal::Faults(faults)) => faults,
            other => panic!("no faults: {:?}", other.err()),
        }
    }
}

/// What the departments of a table filed.
fn values(table: usize, seed: u64) -> Values {
    let scheme = Scheme::of_system(system_of(&rules(&[(table, "评分表")])).unwrap()).unwrap();
    let mut values = Values::new();
    let mut next = seed * 31 + table as u64 + 1;
    let mut draw = |below: u64| {
        next = next.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (next >> 33) % below
    };
    for at in 0..EACH {
        let name = department(table, at).name;
        for column in &scheme.columns {
            let path = [tidy(&column.level2), tidy(&column.level3), tidy(&column.label)];
            let key = match column.key {
                ColumnKey::DataItem(_) => [String::new(), String::new(), path[2].clone()],
                _ => path,
            };
            let value = match &column.key {
                _ if draw(12) == 0 => String::new(),
                ColumnKey::DataItem(_) if draw(25) == 0 => "无".into(),
                ColumnKey::DataItem(_) if column.unit == "%" => format!("{}%", 70 + draw(31)),
                ColumnKey::DataItem(_) if column.unit == "万元" => format!("{}.{}", 10 + draw(90), draw(100)),
                ColumnKey::DataItem(_) => (1 + draw(40)).to_string(),
                ColumnKey::RuleItem { indicator, item } => match scheme.rules[*indicator].rule.part(*item) {
                    Part::Count => draw(3).to_string(),
                    Part::Grade(words) => words[draw(words.len() as u64) as usize].clone(),
                    Part::Check(_) | Part::Event => ["是", "否"][draw(2) as usize].into(),
                },
                ColumnKey::Judged(indicator) => {
                    let marks = scheme.system.indicators[*indicator].marks.0;
                    (marks * Decimal::from(draw(5)) / Decimal::from(4)).to_string()
                }
                ColumnKey::Share(_) => String::new(),
                ColumnKey::Remark(_) => "见附件".into(),
            };
            values.insert((name.clone(), key), value);
        }
        for indicator in &scheme.system.indicators {
            let path = &indicator.path;
            let key = [tidy(&path.level2), tidy(&path.level3), sheets::SELF.to_string()];
            let marks = indicator.marks.0 * Decimal::from(draw(5)) / Decimal::from(4);
            let value = if draw(5) == 0 { String::new() } else { marks.to_string() };
            values.insert((name.clone(), key), value);
        }
    }
    values
}
