//! The last columns of 测算: what 总分, 等次 and 名次 need.

use crate::evaluate::rank::category;
use crate::evaluate::scorecard::State;
use crate::ground::convention::{EXCELLENT_CAP, RankScope, SettingId, defined_name};
use crate::ground::names::{ANYWHERE, sheets};
use crate::ground::place::CellRef;
use crate::result::live::{FIRST_COLUMN, Live};
use crate::workbook::sheet::Value;
use rust_decimal::Decimal;

/// The columns.
#[derive(Clone, Copy)]
pub struct Tail {
    /// 待核项数
    pub pending: u32,
    /// 适用分值
    pub applicable: u32,
    /// 最低合计 and 最高合计, before anything is left out.
    pub sums: (u32, u32),
    /// 最低总分
    pub low: u32,
    /// 最高总分
    pub high: u32,
    /// 排名总分: blank where the total is a range.
    pub ranked: u32,
    /// 排名组
    pub scope: u32,
    /// 同分首个: 1 for the first of each total in its scope.
    pub first: u32,
    /// 超优秀名额: 1 where the cap takes the best grade away.
    pub capped: u32,
    /// 自评总分
    pub own: u32,
    /// 生成时总分: text or number, never a formula.
    pub stored: u32,
    /// 总分已变
    pub changed: u32,
}

/// Their headings.
pub const HEADINGS: [&str; 13] = [
    "待核项数",
    "适用分值",
    "最低合计",
    "最高合计",
    "最低总分",
    "最高总分",
    "排名总分",
    "排名组",
    "同分首个",
    "超优秀名额",
    "自评总分",
    "生成时总分",
    "总分已变",
];

impl Tail {
    /// The columns from `first` on.
    pub fn at(first: u32) -> Tail {
        Tail {
            pending: first,
            applicable: first + 1,
            sums: (first + 2, first + 3),
            low: first + 4,
            high: first + 5,
            ranked: first + 6,
            scope: first + 7,
            first: first + 8,
            capped: first + 9,
            own: first + 10,
            stored: first + 11,
            changed: first + 12,
        }
    }
}

impl Live<'_> {
    /// The formulas of the last columns in a department's row, with their stored results.
    pub(crate) fn tail_cells(&self, department: usize) -> Vec<(u32, Option<String>, Value)> {
        let tail = Tail::at(self.tail);
        let submission = &self.evaluation.submission;
        let card = &self.evaluation.cards[department];
        let row = self.row(department);
        let here = |col| CellRef::new(row, col).to_string();
        let number = |number: usize| Value::Number(Decimal::from(number));
        let scores = format!("{}!{}", sheets::SCORES, self.score_range(department, 0, submission.scheme.rules.len()));
        let count = |state| card.scores.iter().filter(|score| score.state == state).count();
        let total = card.total().map(|total| total.0);
        let (low_sum, high_sum) = self.evaluation.sums(department);
        let low = rescaled(&here(tail.sums.0), &here(tail.applicable), self.total_marks());
        let high = rescaled(&here(tail.sums.1), &here(tail.applicable), self.total_marks());
        let scope = match submission.scheme.conventions.rank_scope {
            RankScope::City => ANYWHERE,
            RankScope::ByCategory => category(&submission.departments[department]),
        };
        let stored = self.evaluation.total_value(department);
        let total_cell = format!("{}!{}", sheets::SCORES, CellRef::new(row, self.total_column()));
        vec![
            (tail.pending, Some(format!("COUNTIF({scores},\"待核\")")), number(count(State::Pending))),
            (
                tail.applicable,
                Some(self.applicable(department, &scores)),
                Value::Number(self.applicable_value(department)),
            ),
            (tail.sums.0, Some(self.low_sum(department, &scores)), Value::Number(low_sum.0)),
            (tail.sums.1, Some(self.high_sum(department, &scores)), Value::Number(high_sum.0)),
            (tail.low, Some(low), Value::Number(card.low.0)),
            (tail.high, Some(high), Value::Number(card.high.0)),
            (
                tail.ranked,
                Some(format!("IF({}>0,\"\",{})", here(tail.pending), here(tail.low))),
                total.map_or(Value::Blank, Value::Number),
            ),
            (tail.scope, Some(self.scope_formula(department)), Value::Text(scope.to_string())),
            (tail.first, Some(self.first_formula(department)), number(usize::from(self.is_first(department)))),
            (
                tail.capped,
                Some(self.capped_formula(department)),
                number(usize::from(!card.standing.grade_reason.is_empty())),
            ),
            (
                tail.own,
                self.self_total_formula(department),
                self.evaluation.self_total(department).map_or(Value::Blank, |own| Value::Number(own.0)),
            ),
            (tail.stored, None, stored),
            (tail.changed, Some(format!("IF({total_cell}={},0,1)", here(tail.stored))), number(0)),
        ]
    }

    /// The scores given, and the worst of those that are partly known.
    fn low_sum(&self, department: usize, scores: &str) -> String {
        let worst = self.partial_terms(department, |(low, _), _| low.to_string());
        format!("SUM({scores}){worst}")
    }

    /// The scores given, the full marks of what is 待核 (less what is known lost), a shared 分值 at most once.
    fn high_sum(&self, department: usize, scores: &str) -> String {
        let submission = &self.evaluation.submission;
        let full_row = self.full_row();
        let mut sum = format!("SUM({scores})+SUMPRODUCT(--({scores}=\"待核\"),{full_row})");
        sum += &self.partial_terms(department, |(_, high), full| format!("{high}-{full}"));
        for group in &submission.scheme.system.groups {
            let members = self.score_range(department, group.members[0], group.members.len());
            let members = format!("{}!{members}", sheets::SCORES);
            let pending = group.members.iter().map(|index| {
                let full = self.blocks[*index].full.unwrap_or(0);
                let full = CellRef::new(self.row(department), full);
                format!("IF({}=\"待核\",{full},0)", self.score_cell(department, *index))
            });
            let pending: Vec<String> = pending.collect();
            let marks = crate::result::live::plain(group.marks.0);
            sum += &format!("+MIN({marks},SUM({members})+{})-SUM({members})", pending.join("+"));
        }
        sum
    }

    /// A term for each indicator whose score lies in a range although it is 待核.
    fn partial_terms(&self, department: usize, term: impl Fn((CellRef, CellRef), String) -> String) -> String {
        let row = self.row(department);
        let terms = self.blocks.iter().enumerate().filter_map(|(index, block)| {
            let (low, high) = block.range?;
            let full = crate::result::live::plain(self.evaluation.submission.scheme.system.indicators[index].marks.0);
            let part = term((CellRef::new(row, low), CellRef::new(row, high)), full);
            let score = self.score_cell(department, index);
            let standing = CellRef::new(row, block.standing);
            Some(format!("+IF(AND({score}=\"待核\",{standing}=\"缺少数据\"),{part},0)"))
        });
        terms.collect()
    }

    /// The row of 分值 on 得分明细; what is shared stands there as text.
    fn full_row(&self) -> String {
        let last = FIRST_COLUMN + self.evaluation.submission.scheme.rules.len() as u32 - 1;
        let row = crate::result::live::FIRST_ROW;
        let (from, to) = (CellRef::column_name(FIRST_COLUMN), CellRef::column_name(last));
        format!("{}!{from}${row}:{to}${row}", sheets::SCORES)
    }

    fn applicable(&self, department: usize, scores: &str) -> String {
        let submission = &self.evaluation.submission;
        let total = crate::result::live::plain(submission.scheme.system.total_marks().0);
        let mut text = format!("{total}-SUMPRODUCT(--({scores}=\"不适用\"),{})", self.full_row());
        for group in &submission.scheme.system.groups {
            let members = self.score_range(department, group.members[0], group.members.len());
            let (count, marks) = (group.members.len(), crate::result::live::plain(group.marks.0));
            text += &format!("-IF(COUNTIF({}!{members},\"不适用\")={count},{marks},0)", sheets::SCORES);
        }
        text
    }

    fn applicable_value(&self, department: usize) -> Decimal {
        let system = &self.evaluation.submission.scheme.system;
        let scores = &self.evaluation.cards[department].scores;
        let left_out = |index: &usize| scores[*index].state == State::Excluded;
        let alone = (0..scores.len()).filter(|index| system.indicators[*index].group.is_none() && left_out(index));
        let shared = system.groups.iter().filter(|group| group.members.iter().all(left_out));
        let out: Decimal = alone.map(|index| system.indicators[index].marks.0).sum::<Decimal>()
            + shared.map(|group| group.marks.0).sum::<Decimal>();
        system.total_marks().0 - out
    }

    fn total_marks(&self) -> Decimal {
        self.evaluation.submission.scheme.system.total_marks().0
    }

    fn scope_formula(&self, department: usize) -> String {
        let category = format!("{}!{}", sheets::SCORES, CellRef::new(self.row(department), FIRST_COLUMN - 1));
        let own = format!("IF({category}=\"\",\"{}\",{category})", crate::evaluate::rank::NO_CATEGORY);
        format!("IF({},{own},\"{ANYWHERE}\")", SettingId::RankScope.has(RankScope::ByCategory as usize))
    }

    fn first_formula(&self, department: usize) -> String {
        let tail = Tail::at(self.tail);
        let row = self.row(department) + 1;
        let so_far = |col| {
            let name = CellRef::column_name(col);
            format!("{name}${}:{name}{row}", crate::result::live::FIRST_ROW + 1)
        };
        let here = |col| CellRef::new(self.row(department), col);
        let (total, scope) = (here(tail.ranked), here(tail.scope));
        format!(
            "IF(ISNUMBER({total}),IF(COUNTIFS({},{total},{},{scope})=1,1,0),0)",
            so_far(tail.ranked),
            so_far(tail.scope)
        )
    }

    fn is_first(&self, department: usize) -> bool {
        let submission = &self.evaluation.submission;
        let key = |index: usize| {
            let scope = match submission.scheme.conventions.rank_scope {
                RankScope::City => "",
                RankScope::ByCategory => category(&submission.departments[index]),
            };
            self.evaluation.cards[index].total().map(|total| (scope, total))
        };
        let own = key(department);
        own.is_some() && (0..department).all(|index| key(index) != own)
    }

    fn capped_formula(&self, department: usize) -> String {
        let tail = Tail::at(self.tail);
        let here = |col| CellRef::new(self.row(department), col).to_string();
        let (total, scope) = (here(tail.ranked), here(tail.scope));
        let (totals, scopes) = (self.whole(sheets::WORKING, tail.ranked), self.whole(sheets::WORKING, tail.scope));
        let cap = defined_name(EXCELLENT_CAP);
        format!(
            "IF(AND(ISNUMBER({cap}),ISNUMBER({total})),IF(AND({total}>=INDEX(参数_等次下限,1),COUNTIFS({totals},\">=\"&{total},{scopes},{scope})>INT(ROUND({cap}*COUNTIFS({totals},\">=0\",{scopes},{scope}),8))),1,0),0)"
        )
    }

    fn self_total_formula(&self, department: usize) -> Option<String> {
        let own = self.evaluation.submission.departments[department].self_assessment.as_ref()?;
        let sheet = &self.self_sheet;
        if let Some((_, col)) = own.total {
            let cell = format!("{sheet}!{}", CellRef::new(own.row, col));
            return Some(format!("IF(ISNUMBER({cell}),{cell},\"\")"));
        }
        let cells: Option<Vec<CellRef>> = own.columns.iter().map(|col| Some(CellRef::new(own.row, (*col)?))).collect();
        let cells: Vec<String> = cells?.iter().map(|cell| format!("{sheet}!{cell}")).collect();
        let list = cells.join(",");
        Some(format!("IF(COUNT({list})={},SUM({list}),\"\")", cells.len()))
    }
}

/// 剔除后折算 where something is left out.
fn rescaled(sum: &str, applicable: &str, total: Decimal) -> String {
    let total = crate::result::live::plain(total);
    let places = SettingId::ScorePlaces.defined_name();
    format!(
        "IF(OR({applicable}={total},{applicable}=0),ROUND({sum},8),ROUND(ROUND({sum}*{total}/{applicable},10),{places}))"
    )
}
