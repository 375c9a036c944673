//! Each item of a form once. Where the form states two different values, neither is taken.

use crate::collect::form::{Form, InstitutionRow, ScoreRow, Stated, Supplied};
use crate::form::Table;
use crate::form::fields::SUMMARY_ROW;
use crate::ground::{Code, Finding, Message, Place, tidy};
use crate::scheme::IndicatorSystem;
use indexmap::IndexMap;

/// The figures of a 机构 in all tables, by 数据项.
#[derive(Clone, Debug, Default)]
pub struct Institution {
    /// 机构名称
    pub name: String,
    /// Its figures.
    pub figures: IndexMap<&'static str, Stated>,
}

/// A form with each item once. Its findings have places within the file.
#[derive(Clone, Debug, Default)]
pub struct Settled {
    /// 数据项 of 附件3: people, and the 汇总 row.
    pub items: IndexMap<&'static str, Stated>,
    /// The 机构 below the 汇总 row, by their tidy names.
    pub institutions: IndexMap<String, Institution>,
    /// 自评得分 by indicator.
    pub marks: IndexMap<usize, Stated>,
    /// 扣分原因 by indicator.
    pub reasons: IndexMap<usize, Stated>,
    /// 绩效自评综合得分, or else 总分 of 附件3-1.
    pub total: Option<Stated>,
    /// 评价等次
    pub grade: Option<Stated>,
    /// 补充数据
    pub supplied: Vec<Supplied>,
    /// Long texts.
    pub texts: Vec<Stated>,
    /// Findings; their places are within the file.
    pub findings: Vec<Finding>,
}

impl Settled {
    /// How many values it holds.
    pub fn count(&self) -> usize {
        let stated = usize::from(self.total.is_some()) + usize::from(self.grade.is_some());
        self.items.len() + self.supplied.len() + self.marks.len() + self.reasons.len() + stated
    }
}

/// Brings a form to one value for each item.
pub fn settle(form: Form, system: &IndicatorSystem) -> Settled {
    let mut settler = Settler { settled: Settled::default(), conflicts: IndexMap::new() };
    settler.settled.findings.clone_from(&form.findings);
    for table in Table::BY_INSTITUTION {
        settler.table(table, &form);
    }
    settler.labelled(&form);
    settler.scores(&form.scores, system);
    settler.result(&form);
    settler.supplied(form.supplied);
    settler.settled.texts = form.texts;
    settler.report_conflicts();
    settler.settled
}

struct Settler {
    settled: Settled,
    /// By the two sheets that disagree.
    conflicts: IndexMap<[String; 2], Conflict>,
}

/// What two sheets of a form state differently.
struct Conflict {
    /// The first pair of places.
    places: [Place; 2],
    labels: Vec<String>,
}

impl Settler {
    /// The value that all of `stated` have. Where they differ, there is none, and B09 is reported in the end.
    fn agreed(&mut self, label: &str, stated: &[&Stated]) -> Option<Stated> {
        let first = *stated.first()?;
        let Some(other) = stated.iter().find(|other| !other.same(first)) else { return Some(first.clone()) };
        let places = [&first.place, &other.place].map(Clone::clone);
        // places in a Word document have no cell; the document counts as one sheet
        let sheets = places.clone().map(|place| place.cell.map_or(String::new(), |_| place.sheet.to_string()));
        let conflict = self.conflicts.entry(sheets).or_insert(Conflict { places, labels: Vec::new() });
        conflict.labels.push(label.to_string());
        None
    }

    fn finding(&mut self, code: Code, place: Place, message: Message) {
        self.settled.findings.push(Finding::new(code, place, message));
    }

    fn report_conflicts(&mut self) {
        for Conflict { places: [first, other], labels } in std::mem::take(&mut self.conflicts).into_values() {
            let named = labels.iter().take(6).cloned().collect::<Vec<_>>().join("、");
            let more = if labels.len() > 6 { format!("等{}项", labels.len()) } else { String::new() };
            let found = format!("{first}与{other}等处不一致，都没有采用：{named}{more}");
            let message = Message::new("同一项目只有一处", found, "请核实后删去作废的一份，重新收集");
            self.finding(Code::FormConflict, first, message);
        }
    }

    fn table(&mut self, table: Table, form: &Form) {
        let rows: Vec<&InstitutionRow> = form.rows.iter().filter(|row| row.table == table).collect();
        let items: Vec<&'static str> = table.fields().filter_map(|field| field.item).collect();
        let absent: Vec<&str> = items.iter().copied().filter(|item| !form.headed.contains(item)).collect();
        if absent.len() == items.len() {
            self.incomplete(Place::file(), format!("“{}”表", table.caption()), "没有找到这张表（或表头被改动）".into());
            return;
        }
        if !absent.is_empty() {
            let expected = format!("“{}”表各列齐全", table.caption());
            self.incomplete(self::place_of(&rows), expected, format!("没有“{}”列", absent.join("”“")));
        }
        let (mut summary, others): (Vec<&InstitutionRow>, Vec<_>) = rows.iter().partition(|row| row.summary);
        self.institutions(&others);
        if summary.is_empty() {
            summary = self.without_summary(table, &others);
        }
        for item in items {
            let figures: Vec<&Stated> = summary.iter().filter_map(|row| row.figures.get(item)).collect();
            self.item(item, &figures);
        }
    }

    fn item(&mut self, item: &'static str, stated: &[&Stated]) {
        if let Some(agreed) = self.agreed(item, stated) {
            self.settled.items.insert(item, agreed);
        }
    }

    fn incomplete(&mut self, place: Place, expected: String, found: String) {
        self.finding(Code::FormIncomplete, place, Message::new(expected, found, "请部门按填报表模板补填"));
    }

    /// The row to use where there is no 汇总 row: that of a single 机构. Several are not added up.
    fn without_summary<'f>(&mut self, table: Table, others: &[&'f InstitutionRow]) -> Vec<&'f InstitutionRow> {
        let filled: Vec<&InstitutionRow> = others.iter().filter(|row| !row.figures.is_empty()).copied().collect();
        let expected = format!("“{}”表有“{SUMMARY_ROW}”一行", table.caption());
        match &filled[..] {
            [] => Vec::new(),
            [only] => {
                let found = format!("没有汇总行，采用唯一的“{}”一行", only.name);
                let place = place_of(&filled);
                let message = Message::new(expected, found, "无需处理；请核对是否另有二级机构");
                self.finding(Code::SummaryAbsent, place, message);
                vec![only]
            }
            several => {
                let found = format!("没有汇总行，却有{}个机构，没有采用，也不代为加总", several.len());
                self.incomplete(place_of(&filled), expected, found);
                Vec::new()
            }
        }
    }

    fn institutions(&mut self, rows: &[&InstitutionRow]) {
        for row in rows {
            let new = || Institution { name: row.name.clone(), ..Institution::default() };
            let institution = self.settled.institutions.entry(tidy(&row.name)).or_insert_with(new);
            let mut differing = Vec::new();
            for (item, entry) in &row.figures {
                let before = institution.figures.entry(item).or_insert_with(|| entry.clone());
                if !before.same(entry) {
                    differing.push((format!("{}的{item}", row.name), before.clone(), entry));
                }
            }
            for (label, before, entry) in differing {
                self.agreed(&label, &[&before, entry]);
            }
        }
    }

    /// 人员编制 and 实有人数.
    fn labelled(&mut self, form: &Form) {
        let people: Vec<&'static str> =
            Table::Overview.fields().filter(|field| field.unit == "人").filter_map(|field| field.item).collect();
        for item in &people {
            self.item(item, &form.labelled(item));
        }
        let blank: Vec<&str> = people.into_iter().filter(|item| !form.labelled.contains_key(item)).collect();
        if !blank.is_empty() {
            let found = format!("没有找到或没有填写“{}”", blank.join("”“"));
            self.incomplete(Place::file(), "人员编制和实有人数".into(), found);
        }
    }

    fn scores(&mut self, rows: &[ScoreRow], system: &IndicatorSystem) {
        let before = self.conflicts.len();
        for indicator in 0..system.indicators.len() {
            let own: Vec<&ScoreRow> = rows.iter().filter(|row| row.indicator == indicator).collect();
            let marks: Vec<&Stated> = own.iter().filter_map(|row| row.marks.as_ref()).collect();
            let reasons: Vec<&Stated> = own.iter().filter_map(|row| row.reason.as_ref()).collect();
            let name = system.short_name(indicator);
            let marks = self.agreed(&format!("{name}自评得分"), &marks);
            let reason = self.agreed(&format!("{name}扣分原因"), &reasons);
            self.settled.marks.extend(marks.map(|marks| (indicator, marks)));
            self.settled.reasons.extend(reason.map(|reason| (indicator, reason)));
        }
        if self.conflicts.len() > before {
            // parts of two tables would make a third one that nobody filled in
            self.settled.marks.clear();
            self.settled.reasons.clear();
        }
        let absent: Vec<String> = (0..system.indicators.len())
            .filter(|indicator| rows.iter().all(|row| row.indicator != *indicator))
            .map(|indicator| system.short_name(indicator))
            .collect();
        if absent.len() == system.indicators.len() {
            let expected = "附件3-1（含“三级指标、分值、自评得分”的表）".to_string();
            self.incomplete(Place::file(), expected, "没有找到这张表".into());
        } else if !absent.is_empty() {
            let first = rows.iter().find_map(|row| row.marks.as_ref());
            let place = first.map_or(Place::file(), |marks| marks.place.clone());
            let found = format!("附件3-1没有这些指标：{}", absent.join("、"));
            let message = Message::new("评分表的各项指标", found, "请核对部门用的是不是本年度的评分表");
            self.finding(Code::FormScoring, place, message);
        }
    }

    /// 绩效自评综合得分 and 评价等次.
    fn result(&mut self, form: &Form) {
        let total = self.agreed("绩效自评综合得分", &form.labelled("绩效自评综合得分"));
        self.settled.grade = self.agreed("评价等次", &form.labelled("评价等次"));
        let of_table = self.agreed("附件3-1总分", &form.table_totals.iter().collect::<Vec<_>>());
        if let (Some(total), Some(of_table)) = (&total, &of_table)
            && !crate::collect::checks::same_figure(total, of_table)
        {
            let found =
                format!("综合得分写“{}”，附件3-1总分是“{}”（{}）", total.text(), of_table.text(), of_table.place);
            let place = total.place.clone();
            let message = Message::new("两处得分一致", found, "请部门核对更正");
            self.finding(Code::TotalsDiffer, place, message);
        }
        self.settled.total = total.or(of_table);
    }

    /// An item of 补充数据 that stands there twice is taken only where both values are the same.
    fn supplied(&mut self, supplied: Vec<Supplied>) {
        let mut groups: IndexMap<(Vec<String>, String), Vec<Supplied>> = IndexMap::new();
        for one in supplied {
            groups.entry((one.above.clone(), tidy(&one.label))).or_default().push(one);
        }
        for all in groups.into_values() {
            let stated: Vec<&Stated> = all.iter().map(|one| &one.stated).collect();
            if self.agreed(&all[0].label, &stated).is_some() {
                self.settled.supplied.push(all[0].clone());
            }
        }
    }
}

/// The first cell of rows.
fn place_of(rows: &[&InstitutionRow]) -> Place {
    rows.iter().find_map(|row| row.figures.values().next()).map_or(Place::file(), |entry| entry.place.clone())
}
