//! Puts the plants into the departments and says in which cell each of them lies.

use super::boundary::BOUNDARIES;
use super::department::{Department, hundredths, number, text};
use super::official::Official;
use super::plants::{At, DATA, Must, Row, SELF, Typed};
use jixiao::ground::finding::Code;
use jixiao::ground::names::sheets;
use jixiao::ground::place::{CellRef, Place};
use jixiao::workbook::sheet::{Cell, Format, Role, Value};
use rust_decimal::Decimal;

/// One planted fault, with its place in the workbook.
pub struct Plant {
    /// The department; empty where the sheet as a whole is concerned.
    pub department: String,
    /// Where.
    pub place: Place,
    /// What is planted.
    pub planted: String,
    /// What the program must give.
    pub expected: Vec<Expected>,
}

/// What the program must give.
pub enum Expected {
    /// A finding.
    Finding(Code, Place),
    /// The score of an indicator in hundredths; none for 待核.
    Marks(usize, Option<i64>),
}

/// The row of 部门数据 and 自评得分 of each department, counted from the first; one row is left blank.
#[derive(Clone, Copy)]
pub struct Slots {
    /// The department before which a blank row stands, if any does.
    pub blank_before: Option<usize>,
}

impl Slots {
    /// The slot of a department.
    pub fn of(self, index: usize) -> u32 {
        let after_blank = self.blank_before.is_some_and(|blank| index >= blank);
        u32::try_from(index).expect("few departments") + u32::from(after_blank)
    }
}

/// Plants everything.
pub fn plant(official: &Official, departments: &mut [Department], slots: Slots) -> Vec<Plant> {
    let mut planter = Planter { official, departments, slots };
    let mut plants: Vec<Plant> = BOUNDARIES.iter().map(|bound| planter.boundary(bound.department, bound)).collect();
    plants.extend(DATA.iter().map(|row| planter.data(row)));
    let parts = |row: &&Row| !matches!(row.1, At::SelfTotal | At::SelfGrade);
    plants.extend(SELF.iter().filter(parts).map(|row| planter.own_marks(row)));
    planter.departments.iter_mut().filter_map(|one| one.own_marks.as_mut()).for_each(|own| own.sum_up());
    plants.extend(SELF.iter().filter(|row| !parts(row)).map(|row| planter.own_marks(row)));
    plants
}

struct Planter<'a> {
    official: &'a Official,
    departments: &'a mut [Department],
    slots: Slots,
}

impl Planter<'_> {
    /// The first department of a name; 自评得分 keeps the proper writing.
    fn find(&self, name: &str) -> usize {
        let found = self.departments.iter().position(|department| department.self_name == name);
        found.unwrap_or_else(|| panic!("no department {name}"))
    }

    fn boundary(&self, department: &str, boundary: &super::boundary::Boundary) -> Plant {
        let index = self.official.indicator(boundary.indicator);
        let measure = self.official.scheme.rules[index].measure.as_ref().expect("a measured indicator");
        let first = measure.variables()[0];
        let at = self.official.data_cell(self.slots.of(self.find(department)), self.official.item(first));
        Plant {
            department: department.to_string(),
            place: Place::cell(sheets::DATA, at),
            planted: format!("{}: {}", boundary.indicator, boundary.planted),
            expected: vec![Expected::Marks(index, Some(boundary.marks))],
        }
    }

    fn data(&mut self, row: &Row) -> Plant {
        let (name, at, typed, ..) = *row;
        let found = self.find(name);
        let plant = self.described(found, row);
        let column = self.column(at);
        let department = &mut self.departments[found];
        match (at, column) {
            (At::Name, _) => department.name = retyped(&text(&department.name), typed, "").text_or_empty(),
            (At::Category, _) => department.category = String::new(),
            (_, Some(column)) => {
                let unit = &self.official.scheme.columns[column].unit;
                department.cells[column] = retyped(&department.cells[column], typed, unit);
            }
            _ => unreachable!("a cell of 部门数据"),
        }
        plant
    }

    fn own_marks(&mut self, row: &Row) -> Plant {
        let (name, at, typed, ..) = *row;
        let found = self.find(name);
        let plant = self.described(found, row);
        let own = &mut self.departments[found].own_marks;
        let official = self.official;
        match (at, own.as_mut()) {
            (At::Row, _) => *own = None,
            (At::SelfMarks(indicator), Some(own)) => own.type_marks(official.indicator(indicator), typed),
            (At::SelfReason(indicator), Some(own)) => {
                own.reasons[official.indicator(indicator)] = retyped(&Cell::default(), typed, "").text_or_empty();
            }
            (At::SelfTotal, Some(own)) => own.type_total(typed),
            (At::SelfGrade, Some(own)) => own.type_grade(typed),
            _ => unreachable!("a cell of 自评得分"),
        }
        plant
    }

    fn column(&self, at: At) -> Option<usize> {
        match at {
            At::Item(item) => Some(self.official.item(item)),
            At::Part(indicator, part) => Some(self.official.part(indicator, part)),
            At::Judged(indicator) => Some(self.official.judged(indicator)),
            At::Remark(indicator) => Some(self.official.remark(indicator)),
            At::Share(indicator) => Some(self.official.share(indicator)),
            _ => None,
        }
    }

    fn place(&self, found: usize, at: At) -> Place {
        let slot = self.slots.of(found);
        let right = |cell: CellRef| CellRef::new(cell.row, cell.col + 1);
        let (sheet, cell) = match at {
            At::SelfMarks(indicator) => {
                (sheets::SELF, self.official.self_cell(slot, self.official.indicator(indicator)))
            }
            At::SelfReason(indicator) => {
                (sheets::SELF, right(self.official.self_cell(slot, self.official.indicator(indicator))))
            }
            At::SelfTotal => (sheets::SELF, self.official.self_total_cell(slot)),
            At::SelfGrade => (sheets::SELF, right(self.official.self_total_cell(slot))),
            At::Row => (sheets::DATA, CellRef::new(self.official.data_cell(slot, 0).row, 0)),
            At::Name => (sheets::DATA, CellRef::new(self.official.data_cell(slot, 0).row, 1)),
            At::Category => (sheets::DATA, CellRef::new(self.official.data_cell(slot, 0).row, 2)),
            _ => (sheets::DATA, self.official.data_cell(slot, self.column(at).expect("a planned column"))),
        };
        Place::cell(sheet.to_string(), cell)
    }

    fn described(&self, found: usize, (name, at, _, planted, musts): &Row) -> Plant {
        let here = self.place(found, *at);
        let expected = musts.iter().map(|must| match must {
            Must::Here(code) => Expected::Finding(*code, here.clone()),
            Must::There(code, at) => Expected::Finding(*code, self.place(found, *at)),
            Must::Marks(indicator, marks) => Expected::Marks(self.official.indicator(indicator), Some(*marks)),
            Must::Pending(indicator) => Expected::Marks(self.official.indicator(indicator), None),
        });
        let expected = expected.collect();
        let what = self.heading(*at);
        let planted = if what.is_empty() { (*planted).to_string() } else { format!("{what}: {planted}") };
        Plant { department: (*name).to_string(), place: here, planted, expected }
    }

    /// The heading of the column, for the reader of docs/example.md.
    fn heading(&self, at: At) -> String {
        match at {
            At::Item(item) => item.to_string(),
            At::Part(indicator, part) => {
                let label = &self.official.scheme.columns[self.official.part(indicator, part)].label;
                let marker: String = label.chars().take(1).collect();
                format!("{indicator} {}", if label.starts_with('例') { "例数" } else { &marker })
            }
            At::Judged(indicator) => format!("{indicator} 评定得分"),
            At::Remark(indicator) => format!("{indicator} 情况说明"),
            At::Share(indicator) => format!("{indicator} 本部门分值"),
            At::SelfMarks(indicator) => format!("{indicator} 自评得分"),
            At::SelfReason(indicator) => format!("{indicator} 扣分原因"),
            At::SelfTotal => "自评总分".to_string(),
            At::SelfGrade => "自评等次".to_string(),
            At::Name => "部门（单位）名称".to_string(),
            At::Category | At::Row => String::new(),
        }
    }
}

/// A cell typed anew.
pub fn retyped(before: &Cell, typed: Typed, unit: &str) -> Cell {
    let figure = || match &before.value {
        Value::Number(figure) => *figure,
        other => panic!("no figure to write in another way: {other:?}"),
    };
    let again = |figure: Decimal| Cell { value: Value::Number(figure), ..before.clone() };
    match typed {
        Typed::AsIs => before.clone(),
        Typed::Nothing => Cell::blank(Role::Input),
        Typed::Text(words) => text(words),
        Typed::As(writing) => text(writing(figure())),
        Typed::Number(value) if unit == "%" => Cell::number(Role::Input, hundredths(value), Format::General),
        Typed::Number(value) => number(value, unit),
        Typed::Plus(more) => again(figure() + hundredths(more)),
        Typed::Times(times) => again(figure() * Decimal::from(times)),
        Typed::Percent(value) => number(value, "%"),
    }
}

/// The words of a cell.
trait Words {
    /// Its text, empty where it has none.
    fn text_or_empty(&self) -> String;
}

impl Words for Cell {
    fn text_or_empty(&self) -> String {
        match &self.value {
            Value::Text(text) => text.clone(),
            _ => String::new(),
        }
    }
}
