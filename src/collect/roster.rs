//! The departments that have to file, their aliases, and to which of them a form belongs.

use crate::collect::form::Stated;
use crate::ground::names::sheets;
use crate::ground::{Code, Finding, Message, Place, tidy};
use crate::submission::aliases::parse_aliases;
use crate::submission::{Aliases, DepartmentList, ListedDepartment};
use crate::workbook::read::{Book, sheet};

/// The departments that have to file.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// The departments in the order of the list; empty where there is no list.
    pub listed: Vec<ListedDepartment>,
    /// 部门别名
    pub aliases: Aliases,
    /// How many names the list has, the first and the last; empty where there is no list.
    pub said: String,
}

/// The department that a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// A department of the list, or of no list where there is none.
    Known(String),
    /// None of the list; similar names of the list.
    Stranger(Vec<String>),
}

impl Whose {
    /// 部门（单位）名称: that of the list, else as written.
    pub fn name(&self, written: &Stated) -> String {
        match self {
            Whose::Known(name) => name.clone(),
            Whose::Stranger(_) => written.text(),
        }
    }
}

impl Roster {
    /// The names of a list, or else those on 部门数据 of the workbook that gives the rules; aliases of either.
    ///
    /// # Errors
    /// Faults of 部门别名.
    pub fn new(list: Option<DepartmentList>, rules: Option<&Book>) -> Result<Roster, Vec<Finding>> {
        let of_rules = || rules.and_then(|rules| sheet(rules, sheets::DATA)).map(DepartmentList::of_data);
        let (listed, book, said) = match list.or_else(of_rules) {
            Some(list) => (list.departments, list.book, list.said),
            None => (Vec::new(), None, String::new()),
        };
        let with_aliases = book.iter().chain(rules).find(|book| sheet(book, sheets::ALIASES).is_some());
        let aliases = with_aliases.map(parse_aliases).transpose()?.unwrap_or_default();
        let roster = Roster { listed, aliases, said };
        roster.check()?;
        Ok(roster)
    }

    /// Refuses an alias that is the name of another department: it would merge the two.
    fn check(&self) -> Result<(), Vec<Finding>> {
        let clash = |(name, alias): (&str, &str)| {
            let taken = self.names().any(|other| tidy(other) == alias && tidy(other) != tidy(name));
            taken.then(|| {
                let found = format!("“{alias}”在名单上是另一个部门，又写作“{name}”的别名");
                let place = Place::sheet(sheets::ALIASES);
                let message = Message::new("别名不是名单上的部门", found, "请删去这个别名");
                Finding::new(Code::SettingInvalid, place, message)
            })
        };
        let faults: Vec<Finding> = self.aliases.pairs().filter_map(clash).collect();
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// The names of the list.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.listed.iter().map(|listed| listed.name.as_str())
    }

    fn find(&self, name: &str) -> Option<&ListedDepartment> {
        self.listed.iter().find(|listed| tidy(&listed.name) == tidy(name))
    }

    /// The department of a name as written.
    pub fn whose(&self, name: &str) -> Whose {
        let name = self.aliases.canonical(name).unwrap_or(name);
        if self.listed.is_empty() {
            return Whose::Known(name.to_string());
        }
        match self.find(name) {
            Some(listed) => Whose::Known(listed.name.clone()),
            None => Whose::Stranger(self.near(name)),
        }
    }

    /// Similar names of the list.
    fn near(&self, name: &str) -> Vec<String> {
        self.names().filter(|listed| alike(&tidy(listed), &tidy(name))).take(3).map(str::to_string).collect()
    }

    /// The one department of the list, or alias of one, whose name stands in a file name.
    pub fn in_file_name(&self, path: &str) -> Option<String> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let stem = tidy(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
        let named = |name: &str| stem.contains(&tidy(name));
        let listed = self.names().filter(|name| named(name));
        let by_alias = self.aliases.pairs().filter(|(_, alias)| named(alias)).map(|(name, _)| name);
        let mut found: Vec<&str> = listed.chain(by_alias).collect();
        // a file of 市财政局国库中心 does not mean 市财政局
        let longest = found.iter().map(|name| name.chars().count()).max()?;
        found.retain(|name| name.chars().count() == longest);
        found.dedup();
        if let [only] = found[..] { Some(only.to_string()) } else { None }
    }

    /// 部门类别 of a department.
    pub fn category(&self, name: &str) -> String {
        self.find(name).map(|listed| listed.category.clone()).unwrap_or_default()
    }
}

/// Whether names differ by a prefix or suffix, or by one character.
fn alike(one: &str, other: &str) -> bool {
    let (shorter, longer) = if one.chars().count() <= other.chars().count() { (one, other) } else { (other, one) };
    if shorter.chars().count() < 3 {
        return false;
    }
    let missing = longer.chars().count() - shorter.chars().count();
    let different = shorter.chars().zip(longer.chars()).filter(|(a, b)| a != b).count();
    let is_part = {
        let mut rest = longer.chars();
        shorter.chars().all(|letter| rest.any(|other| other == letter))
    };
    (is_part && missing <= 4) || (missing == 0 && different == 1 && longer.chars().count() >= 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roster(names: &[&str]) -> Roster {
        let listed = names.iter().map(|name| ListedDepartment::new(*name, "")).collect();
        Roster { listed, ..Roster::default() }
    }

    #[test]
    fn near_names_are_suggested_and_never_taken() {
        let roster = roster(&["岳阳市财政局", "岳阳市教育体育局", "岳阳市审计局"]);
        assert_eq!(roster.whose("岳阳市 财政局"), Whose::Known("岳阳市财政局".into()));
        assert_eq!(roster.whose("市财政局"), Whose::Stranger(vec!["岳阳市财政局".into()]));
        assert_eq!(roster.whose("岳阳市教育局"), Whose::Stranger(vec!["岳阳市教育体育局".into()]));
        assert_eq!(roster.whose("市林业局"), Whose::Stranger(vec![]));
    }

    #[test]
    fn a_file_name_names_a_department_only_where_it_names_one() {
        let roster = roster(&["市财政局", "市财政局国库中心", "市审计局"]);
        assert_eq!(roster.in_file_name("一科/市财政局国库中心填报表.xlsx").as_deref(), Some("市财政局国库中心"));
        assert_eq!(roster.in_file_name("市财政局、市审计局.xlsx"), None);
        assert_eq!(roster.in_file_name("附件3.xlsx"), None);
    }
}
