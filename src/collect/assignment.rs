//! What was to be filed, and by whom: the 评分表, one or several, and the departments.

use crate::collect::form::Stated;
use crate::collect::roster::{Roster, Whose};
use crate::ground::{Code, Finding, Gathered, Message, Place, tidy};
use crate::scheme::Scheme;
use crate::scheme::several::Several;
use crate::scheme::tables::{Choice, Table, choose};
use crate::submission::DepartmentList;
use crate::submission::tables::{names, unclear};
use crate::workbook::read::Book;

/// Where faults of the list are placed.
const LIST: &str = "部门名单";

/// What was to be filed, and by whom.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// Each 评分表 with 参数 and 审核公式, at least one. The 年度, where empty, is the one that most forms state.
    pub schemes: Vec<Scheme>,
    /// The same tables with the 部门类别 that they serve; empty where there is one.
    pub tables: Vec<Table>,
    /// The departments that have to file.
    pub roster: Roster,
}

impl Assignment {
    /// By the 评分表, 参数 and 审核公式 of `rules` or the built-in ones; `year`, where given, is the 年度. Without a
    /// list, the departments of `rules` have to file.
    ///
    /// # Errors
    /// `rules` is not understood, or the 部门别名 are not; it has several 评分表, and the 部门类别 of the departments are
    /// not known or fit none of them.
    pub fn new(rules: Option<&Book>, list: Option<DepartmentList>, year: &str) -> Result<Assignment, Vec<Finding>> {
        let several = rules.and_then(|book| Some((book, Several::of_rules(book)?)));
        let mut assignment = match several {
            Some((book, several)) => Assignment::of_several(book, several, list)?,
            None => {
                let scheme = rules.map_or_else(Scheme::built_in, Scheme::of_book)?;
                Assignment::of_one(scheme, Roster::new(list, rules)?)
            }
        };
        if !year.is_empty() {
            assignment.schemes.iter_mut().for_each(|scheme| scheme.year = year.to_string());
        }
        Ok(assignment)
    }

    /// With one 评分表.
    pub fn of_one(scheme: Scheme, roster: Roster) -> Assignment {
        Assignment { schemes: vec![scheme], tables: Vec::new(), roster }
    }

    fn of_several(book: &Book, several: Several, list: Option<DepartmentList>) -> Result<Assignment, Vec<Finding>> {
        let mut found = Gathered::default();
        let schemes = found.gather(several.read(book).map(|schemes| (schemes, Vec::new())));
        let roster = Roster::new(list, Some(book)).and_then(|roster| roster.with_categories(book, &several.tables));
        let roster = found.gather(roster.map(|roster| (roster, Vec::new())));
        found.faults.extend(roster.iter().flat_map(|roster| unfit(roster, &several.tables)));
        let (both, _) = found.finish(schemes.zip(roster))?;
        Ok(Assignment { schemes: both.0, tables: several.tables, roster: both.1 })
    }

    /// The table of the department whose form has these names, by its number.
    ///
    /// # Errors
    /// Why it is not known, in Chinese.
    pub fn table(&self, stated: &[Stated], shown: &str) -> Result<usize, String> {
        if self.tables.is_empty() {
            return Ok(0);
        }
        let whose = stated.first().map(|name| self.roster.whose(&name.text()));
        let (name, near) = match whose {
            Some(Whose::Known(name)) => (name, Vec::new()),
            Some(Whose::Stranger(near)) => (stated.first().map(Stated::text).unwrap_or_default(), near),
            None => (self.roster.in_file_name(shown).unwrap_or_default(), Vec::new()),
        };
        if let Choice::One(table) = choose(&self.tables, &tidy(&self.roster.category(&name))) {
            return Ok(table);
        }
        let tables = names(&self.tables, 0..self.tables.len());
        let why = match &near[..] {
            _ if self.roster.names().any(|listed| tidy(listed) == tidy(&name)) => "名单上没有写部门类别".to_string(),
            [] => "不在名单中，没有部门类别".to_string(),
            near => format!("不在名单中，没有部门类别（是不是：{}）", near.join("、")),
        };
        Err(format!("“{name}”{why}，不能确定用哪个评分表（{tables}），没有采用；请在部门名单中写明它的名称和类别"))
    }

    /// Whether the table of a department is known.
    pub fn is_known(&self, name: &str) -> bool {
        let category = tidy(&self.roster.category(name));
        self.tables.is_empty() || matches!(choose(&self.tables, &category), Choice::One(_))
    }
}

impl Roster {
    /// Where the list has no 部门类别 for a department, that of 部门数据 of the workbook that gives the rules.
    fn with_categories(mut self, book: &Book, tables: &[Table]) -> Result<Roster, Vec<Finding>> {
        let of_rules = Roster::new(None, Some(book))?;
        let mut faults = Vec::new();
        for one in &mut self.listed {
            let other = of_rules.category(&one.name);
            if one.category.is_empty() {
                one.category.clone_from(&other);
            }
            let own = choose(tables, &tidy(&one.category));
            let differ = matches!(own, Choice::One(_)) && own != choose(tables, &tidy(&other));
            if differ && !other.is_empty() {
                let found =
                    format!("名单写“{}”，选作评分表的工作簿的部门数据写“{other}”，用的评分表不同", one.category);
                let message = Message::new("一个部门类别", found, "请改为一致");
                faults.push(Finding::new(Code::TableUnclear, Place::sheet(LIST), message).of(&one.name, ""));
            }
        }
        if faults.is_empty() { Ok(self) } else { Err(faults) }
    }
}

/// Departments of the list whose 部门类别 fits no table or several; one fault for all where none has any.
fn unfit(roster: &Roster, tables: &[Table]) -> Vec<Finding> {
    if roster.listed.iter().all(|one| one.category.is_empty()) {
        let message = Message::new(
            "部门名单有“部门类别”一列",
            format!("有几个评分表（{}），不知道各部门的类别，不能确定各用哪一个", names(tables, 0..tables.len())),
            "请选有“部门（单位）名称”“部门类别”两列的名单（--departments），或在选作评分表的工作簿（--rules）的部门数据中填好类别",
        );
        return vec![Finding::new(Code::TableUnclear, Place::sheet(LIST), message)];
    }
    let named = roster.listed.iter().filter(|one| !one.category.is_empty());
    let fault = named.filter_map(|one| {
        let category = tidy(&one.category);
        let message = unclear(tables, &category, &choose(tables, &category))?;
        Some(Finding::new(Code::TableUnclear, Place::sheet(LIST), message).of(&one.name, ""))
    });
    fault.collect()
}
