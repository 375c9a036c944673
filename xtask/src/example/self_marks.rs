//! What a generated department gave itself: mostly what it deserves, sometimes more.

use super::department::{hundredths, number, text};
use super::official::Official;
use super::opinions::Opinions;
use super::plants::Typed;
use super::profiles::Tier;
use crate::random::Random;
use jixiao::workbook::sheet::{Cell, Format, Role};

/// 自评得分 of one department; marks in hundredths.
#[derive(Clone)]
pub struct SelfMarks {
    /// 自评得分 of each indicator; none where left blank.
    pub marks: Vec<Option<i64>>,
    /// How a 自评得分 is written, where it is not a plain number.
    pub written: Vec<(usize, &'static str)>,
    /// 扣分原因 of each indicator.
    pub reasons: Vec<String>,
    /// 自评总分
    pub total: Option<i64>,
    /// 自评等次
    pub grade: &'static str,
}

/// 扣分原因 as departments write them, in the order of the table.
const REASONS: [&str; 25] = [
    "年内军转安置，实有人数超过编制。",
    "公务用车车况老化，运行维护费较上年增加。",
    "部分一般性项目支出占比偏高。",
    "年中追加疫情防控经费，预算有调整。",
    "个别专项方案批复较晚，6月底前未下达完。",
    "年末项目尾款未达支付条件，形成结余。",
    "防汛、防疫下乡用车增多，超出年初预算。",
    "个别制度未及时修订。",
    "个别报销凭证附件不全，已补充。",
    "决算公开时间略晚于规定时限。",
    "个别采购项目流标，未完成采购。",
    "乡镇、村级报账点不能刷卡。",
    "资产管理制度未细化。",
    "年末盘点有盘亏设备待报废。",
    "部分设备待报废，未在用。",
    "受疫情影响，部分指标未达目标。",
    "项目前期工作周期较长。",
    "部分任务跨年度实施。",
    "项目已完工，未及时验收。",
    "征地拆迁影响进度。",
    "综合考评有扣分项。",
    "受疫情影响，效益未充分体现。",
    "宣传推广不够。",
    "生态效益需较长时间体现。",
    "问卷调查中群众对办事效率有意见。",
];

/// Draws the self-assessment.
pub fn assess(official: &Official, marks: &[i64], opinions: &Opinions, luck: (Tier, &mut Random)) -> SelfMarks {
    let (tier, random) = luck;
    let flattery = 12 + (100 - tier.luck()) / 3;
    let mut own = SelfMarks { marks: Vec::new(), written: Vec::new(), reasons: Vec::new(), total: None, grade: "" };
    for (index, reviewed) in marks.iter().enumerate() {
        let full = full_marks(official, opinions, index);
        let given = if *reviewed < full && random.chance(flattery) { full } else { *reviewed };
        own.marks.push(Some(given));
        own.reasons.push(if given < full { REASONS[index].to_string() } else { String::new() });
    }
    own.sum_up();
    own
}

/// 分值 of an indicator for this department, in hundredths.
fn full_marks(official: &Official, opinions: &Opinions, index: usize) -> i64 {
    let judged = opinions.judged.iter().find(|judged| official.indicator(judged.indicator) == index);
    let whole = official.scheme.system.indicators[index].marks.0 * rust_decimal::Decimal::ONE_HUNDRED;
    judged.map_or_else(|| i64::try_from(whole).expect("whole hundredths"), |judged| judged.full)
}

impl SelfMarks {
    /// The parts summed, and the grade of the sum.
    pub fn sum_up(&mut self) {
        let total = self.marks.iter().flatten().sum();
        self.total = Some(total);
        self.grade = match total {
            9000.. => "优秀",
            8000.. => "良好",
            6000.. => "合格",
            _ => "不合格",
        };
    }

    /// Types a 自评得分 anew, its 扣分原因 taken away.
    pub fn type_marks(&mut self, index: usize, typed: Typed) {
        self.reasons[index].clear();
        match typed {
            Typed::Number(marks) => self.marks[index] = Some(marks),
            Typed::Text(words) => {
                self.marks[index] = first_digit(words).map(|digit| 100 * digit);
                self.written.push((index, words));
            }
            _ => unreachable!("自评得分 is a number or a word"),
        }
    }

    /// Types 自评总分 anew.
    pub fn type_total(&mut self, typed: Typed) {
        if let Typed::Plus(more) = typed {
            self.total = self.total.map(|total| total + more);
        }
    }

    /// Types 自评等次 anew.
    pub fn type_grade(&mut self, typed: Typed) {
        if let Typed::Text(words) = typed {
            self.grade = words;
        }
    }

    /// The cell of a 自评得分.
    pub fn cell(&self, index: usize) -> Cell {
        let written = self.written.iter().find(|(at, _)| *at == index).map(|(_, words)| text(*words));
        written.or(self.marks[index].map(|marks| number(marks, "分"))).unwrap_or(Cell::blank(Role::Input))
    }

    /// The cell of 自评总分.
    pub fn total_cell(&self) -> Cell {
        let total = self.total.map(|total| Cell::number(Role::Input, hundredths(total), Format::General));
        total.unwrap_or(Cell::blank(Role::Input))
    }
}

/// The figure that a text begins with: ５分 is 5.
fn first_digit(words: &str) -> Option<i64> {
    let first = u32::from(words.chars().next()?);
    char::from_u32(first.checked_sub(0xFEE0)?)?.to_digit(10).map(i64::from)
}
