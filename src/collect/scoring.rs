//! 附件3-1 as a department filled it in: 自评得分 and 扣分原因 of each indicator, found by the words of the
//! header; the header may be repeated, and the cells of 一级 and 二级指标 merged, split or repeated.

use crate::collect::blocks::Block;
use crate::collect::form::{Form, ScoreRow, Stated};
use crate::collect::page::{Above, Columns, Page};
use crate::ground::names::{FULL_MARKS, LEVEL1, LEVEL2, LEVEL3, SELF_MARKS, SELF_REASON};
use crate::ground::number::Unit;
use crate::ground::{CellRef, Code, Finding, Heading, Message, original, read_figure, tidy};
use crate::scheme::IndicatorSystem;
use crate::scheme::row_words::{is_note, is_total_row, without_unit};

/// Other words for 自评得分.
const MARKS: Heading =
    Heading { name: SELF_MARKS, aliases: &["自评分", "自评分数", "自评得分(分)", "自评"] };

/// Where the headings stand.
#[derive(Clone, Copy)]
pub struct Header {
    levels: [Option<Columns>; 2],
    level3: Columns,
    full: Columns,
    marks: Columns,
    reason: Option<Columns>,
}

/// Reads 附件3-1 of a sheet; returns whether it is there.
pub fn read(page: &Page, system: &IndicatorSystem, form: &mut Form) -> bool {
    let mut reader = Reader { page, system, above: Above::default(), unknown: Vec::new(), other: Vec::new() };
    let mut header = None;
    for row in page.rows_of(Block::Scoring) {
        match (self::header(page, row), header) {
            (Some(found), _) => header = Some(found),
            (None, Some(header)) => reader.row(row, &header, form),
            (None, None) => {}
        }
    }
    reader.faults(form);
    header.is_some()
}

/// Where the headings of 附件3-1 stand in a row, if it is its header.
pub fn header(page: &Page, row: u32) -> Option<Header> {
    let column = |heading: &Heading| {
        page.heading(row, |spot| heading.is(spot.label()) || heading.is(without_unit(spot.label())))
    };
    Some(Header {
        levels: [column(&LEVEL1), column(&LEVEL2)],
        level3: column(&LEVEL3)?,
        full: column(&FULL_MARKS)?,
        marks: column(&MARKS)?,
        reason: column(&SELF_REASON),
    })
}

struct Reader<'a> {
    page: &'a Page<'a>,
    system: &'a IndicatorSystem,
    /// 一级 and 二级指标 of the last row that names them.
    above: Above,
    /// 三级指标 that 评分表 does not have.
    unknown: Vec<(CellRef, String)>,
    /// 分值 that differ from 评分表.
    other: Vec<(CellRef, String)>,
}

impl Reader<'_> {
    fn row(&mut self, row: u32, header: &Header, form: &mut Form) {
        let first = self.page.row(row).next();
        if first.is_some_and(|spot| spot.text.starts_with("总分") || is_total_row(&spot.text)) {
            let total = self.own(row, header.marks);
            form.table_totals.extend(total);
            return;
        }
        for level in [0, 1] {
            let Some(spot) = header.levels[level].and_then(|columns| self.page.under(row, columns)) else { continue };
            self.above.set(level, without_unit(&spot.text));
        }
        let Some(level3) = self.page.under(row, header.level3).filter(|spot| spot.at.row == row) else { return };
        if level3.at.col <= header.level3.first && level3.last.col >= header.full.first || is_note(&level3.text) {
            return;
        }
        let (at, name) = (level3.at, level3.text.clone());
        let marks = self.own(row, header.marks);
        let reason = header.reason.and_then(|columns| self.page.under(row, columns)).map(|spot| self.page.stated(spot));
        match self.indicator(&name) {
            Some(indicator) => {
                self.full(row, header, indicator);
                self.spans_several(row, header, form);
                form.scores.push(ScoreRow { indicator, marks, reason });
            }
            None if marks.is_some() || reason.is_some() => self.unknown.push((at, name)),
            None => {}
        }
    }

    /// The cell of this row alone: a cell merged over several indicators belongs to none of them.
    fn own(&self, row: u32, columns: Columns) -> Option<Stated> {
        let spot = self.page.under(row, columns)?;
        (spot.at.row == row && spot.last.row == row).then(|| self.page.stated(spot))
    }

    /// The indicator of a 三级指标, by its 二级指标 where the name occurs twice.
    fn indicator(&self, level3: &str) -> Option<usize> {
        let bare = without_unit(level3);
        let same = |index: &usize| {
            let name = tidy(&self.system.indicators[*index].path.level3);
            name == level3 || name == bare
        };
        let named: Vec<usize> = (0..self.system.indicators.len()).filter(same).collect();
        let under = |index: &&usize| tidy(&self.system.indicators[**index].path.level2) == self.above.0[1];
        match &named[..] {
            [only] => Some(*only),
            several => several.iter().find(under).copied(),
        }
    }

    /// 分值 as the form states it.
    fn full(&mut self, row: u32, header: &Header, indicator: usize) {
        let Some(spot) = self.page.under(row, header.full) else { return };
        let Some(value) = read_figure(Some(spot.cell), Unit::Marks).number() else { return };
        let marks = self.system.indicators[indicator].marks;
        if value != marks.0 {
            let name = self.system.short_name(indicator);
            self.other.push((spot.at, format!("{name}分值写{}分，评分表是{marks}分", value.normalize())));
        }
    }

    fn spans_several(&self, row: u32, header: &Header, form: &mut Form) {
        let Some(spot) = self.page.under(row, header.marks).filter(|spot| spot.at.row == row && spot.last.row > row)
        else {
            return;
        };
        let found = format!("“{}”合填在{}行，不能分到各项指标", original(spot.cell).trim(), spot.last.row - row + 1);
        let place = self.page.place(spot.at);
        let advice = "请部门逐项填写自评得分";
        form.findings.push(Finding::new(Code::FormScoring, place, Message::new("每项指标各有自评得分", found, advice)));
    }

    fn faults(&self, form: &mut Form) {
        let names = |list: &[(CellRef, String)]| {
            list.iter().map(|(_, text)| text.as_str()).take(8).collect::<Vec<_>>().join("、")
        };
        let mut tell = |list: &[(CellRef, String)], expected: &str, found: String, advice: &str| {
            if let Some((at, _)) = list.first() {
                let message = Message::new(expected, found, advice);
                form.findings.push(Finding::new(Code::FormScoring, self.page.place(*at), message));
            }
        };
        let found = format!("{}项指标不在评分表中，自评没有采用：{}", self.unknown.len(), names(&self.unknown));
        let advice = "请核对指标名称；部门自定的指标填入“个性化指标”表";
        tell(&self.unknown, "评分表的三级指标", found, advice);
        let advice = "请核对部门用的是不是本年度的评分表";
        tell(&self.other, "与评分表相同的分值", names(&self.other), advice);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheme::system_sheet::{built_in_grid, parse_system};
    use crate::scheme::text_table::grid_of_text;

    fn read_text(text: &str) -> Form {
        let system = parse_system(&built_in_grid()).unwrap().0;
        let grid = grid_of_text(text);
        let mut form = Form::default();
        assert!(read(&Page::new(&grid), &system, &mut form));
        form
    }

    const HEADER: &str = "一级指标\t二级指标\t三级指标\t评分标准\t分值\t自评得分\t扣分原因和其他说明\n";

    #[test]
    fn names_that_occur_twice_are_told_apart_by_the_group_above_them_even_when_its_cell_is_split() {
        let form = read_text(&format!(
            "{HEADER}过程\n（40分）\t预算管理\n（15分）\t管理制度健全性\t…\t3\t2.5\t制度未更新\n{HEADER}\t资产管理\t管理 制度健全性\t…\t3\t3\t\n\t\t资产管理安全性\t…\t4\t4\n总分\t\t\t\t100\t88"
        ).replace("）\t", "）\t").replace("过程\n（", "过程（").replace("预算管理\n（", "预算管理（"));
        let marks: Vec<(usize, String)> =
            form.scores.iter().map(|row| (row.indicator, row.marks.as_ref().unwrap().text())).collect();
        assert_eq!(marks, [(7, "2.5".into()), (12, "3".into()), (13, "4".into())]);
        assert_eq!(form.table_totals[0].text(), "88");
        assert!(form.findings.is_empty(), "{:?}", form.findings);
    }

    #[test]
    fn another_table_than_the_official_one_is_told() {
        let form = read_text(&format!("{HEADER}甲\t乙\t自定指标\t…\t5\t5\t\n\t\t支付进度\t…\t4\t4\t"));
        let found: Vec<&str> = form.findings.iter().map(|finding| finding.message.found.as_str()).collect();
        assert!(found[0].contains("自定指标") && found[1].contains("支付进度分值写4分，评分表是3分"), "{found:?}");
    }

    #[test]
    fn one_cell_for_several_indicators_is_given_to_none_of_them() {
        let form = read_text(&format!("{HEADER}\t\t经济效益\t…\t15\t14\t效益不明显\n\t\t社会效益\t…\t↑\t↑\t↑"));
        assert!(form.scores[0].marks.is_none() && form.scores[1].marks.is_none());
        assert_eq!(form.scores[1].reason.as_ref().unwrap().text(), "效益不明显");
        assert_eq!(form.findings.len(), 1);
    }
}
