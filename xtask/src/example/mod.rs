//! The worked example, as data: its departments, its workbook and the list of what is planted in it.
//! `cargo xtask example` writes it, tests/whole/example.rs checks it.

mod book;
mod boundary;
pub mod department;
mod extras;
mod figures;
pub mod guide;
pub mod official;
mod opinions;
mod own;
mod own_plants;
pub mod planting;
mod plants;
mod profiles;
mod reckoning;
pub mod second_city;
mod self_marks;
mod writings;
pub mod yueyang;

use department::Department;
use jixiao::ground::convention::Conventions;
use jixiao::template::template;
use jixiao::workbook::sheet::{Cell, Role, Sheet};
use official::Official;
use planting::{Plant, Slots};
use profiles::INSTITUTION;

/// Where the example stands in the repository.
pub const WORKBOOK: &str = "workbooks/example.xlsx";
/// Where the blank template stands.
pub const TEMPLATE: &str = "workbooks/template.xlsx";
/// Where the description of the example stands.
pub const GUIDE: &str = "docs/example.md";

/// The department that stands in 部门数据 twice.
const TWICE: &str = "市统计局";

/// The whole city.
pub struct Example {
    /// The table it is scored by.
    pub official: Official,
    /// The rows of 部门数据 that are departments.
    pub departments: Vec<Department>,
    /// The workbook.
    pub sheets: Vec<Sheet>,
    /// What is planted.
    pub plants: Vec<Plant>,
}

/// The example as committed.
pub fn city() -> Example {
    let official = Official::load();
    let mut departments = departments(&official);
    let slots = Slots { blank_before: departments.iter().position(|department| department.category == INSTITUTION) };
    let mut plants = yueyang::plants(&official, slots);
    plants.extend(planting::plant(&official, &mut departments, slots));
    plants.extend(own_plants::plants(&official, &departments));
    let mut sheets = book::fill(&official, &departments, slots, &Conventions::default());
    plants.extend(extras::add(&official, &mut sheets, &departments, slots));
    Example { official, departments, sheets, plants }
}

/// The blank template.
pub fn blank_template() -> Vec<Sheet> {
    template(&Official::load().scheme, &[])
}

/// A workbook of these departments alone, without what staff add by hand.
pub fn workbook(official: &Official, departments: &[Department], conventions: &Conventions) -> Vec<Sheet> {
    book::fill(official, departments, Slots { blank_before: None }, conventions)
}

/// The real one first, then the generated ones before anything is planted; one of them stands twice, and one
/// row has no name.
pub fn departments(official: &Official) -> Vec<Department> {
    let mut departments = vec![yueyang::filing(official)];
    departments.extend(profiles::profiles().iter().map(|profile| department::generate(official, profile)));
    let institutions = departments.iter().position(|department| department.category == INSTITUTION);
    let institutions = institutions.expect("there are institutions");
    let again = departments.iter().find(|department| department.name == TWICE).expect("the department is there");
    let again = Department { own_marks: None, self_name: String::new(), ..again.clone() };
    departments.splice(institutions..institutions, [again, nameless(official)]);
    departments
}

/// A row that someone began and left.
fn nameless(official: &Official) -> Department {
    let mut cells = vec![Cell::blank(Role::Input); official.scheme.columns.len()];
    cells[official.item("人员编制")] = department::number(1200, "人");
    Department {
        name: String::new(),
        self_name: String::new(),
        category: String::new(),
        office: String::new(),
        cells,
        own_marks: None,
        own: Vec::new(),
        reckoned: None,
    }
}
