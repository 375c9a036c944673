//! Faults planted in the generated departments: what is typed where, and what the program must say of it.

use super::writings::{as_text, bracketed, full_width, grouped, grouped_full_width, triangle, with_unit};
use jixiao::ground::finding::Code;
use rust_decimal::Decimal;

/// A cell of a department's row in 部门数据 or 自评得分.
#[derive(Clone, Copy)]
pub enum At {
    /// 部门（单位）名称
    Name,
    /// 部门类别
    Category,
    /// The row as a whole (its first cell).
    Row,
    /// A 数据项.
    Item(&'static str),
    /// Item ①… (from 0) of an indicator.
    Part(&'static str, usize),
    /// 评定得分
    Judged(&'static str),
    /// 情况说明, 说明
    Remark(&'static str),
    /// 本部门分值
    Share(&'static str),
    /// 自评得分 of an indicator.
    SelfMarks(&'static str),
    /// 扣分原因 of an indicator.
    SelfReason(&'static str),
    /// 自评总分
    SelfTotal,
    /// 自评等次
    SelfGrade,
}

/// What is typed there.
#[derive(Clone, Copy)]
pub enum Typed {
    /// As it was.
    AsIs,
    /// Nothing.
    Nothing,
    /// A text.
    Text(&'static str),
    /// The figure that stands there, written in another way.
    As(fn(Decimal) -> String),
    /// A number of hundredths.
    Number(i64),
    /// The figure that stands there and so many hundredths more.
    Plus(i64),
    /// The figure that stands there, so many times.
    Times(i64),
    /// A number of hundredths in a cell of percent format.
    Percent(i64),
}

/// What the program must give.
#[derive(Clone, Copy)]
pub enum Must {
    /// A finding at the cell itself.
    Here(Code),
    /// A finding at another cell of the department.
    There(Code, At),
    /// The score of an indicator, in hundredths.
    Marks(&'static str, i64),
    /// 待核
    Pending(&'static str),
}

/// One plant: department, cell, what is typed, what it is in words, what it must give.
pub type Row = (&'static str, At, Typed, &'static str, &'static [Must]);

use At::{Category, Item, Judged, Name, Part, Remark, SelfGrade, SelfMarks, SelfReason, SelfTotal, Share};
use Code as C;
use Must::{Here, Marks, Pending, There};
use Typed::{As, AsIs, Nothing, Number, Percent, Plus, Text, Times};

const STAFF: &str = "财政供养人员控制率";
const CHANGE: &str = "“三公经费”变动率";
const CONTROL: &str = "“三公经费”控制率";
const KEY: &str = "重点支出安排率";
const BOUGHT: &str = "政府采购执行率";
const CARD: &str = "公务卡刷卡率";
const PROGRESS: &str = "支付进度";
const RULES: &str = "管理制度健全性（预算管理）";
const ASSET_RULES: &str = "管理制度健全性（资产管理）";
const OPEN: &str = "预决算信息公开性和完善性";
const PROPER: &str = "资金使用合规性";
const REPORT: &str = "《政府工作报告》目标任务完成情况";
const PLEASED: &str = "社会公众或服务对象满意度";

/// All plants in 部门数据, in the order of docs/example.md.
#[rustfmt::skip]
pub const DATA: &[Row] = &[
    // writings that have one reading
    ("市委组织部", Item("实有人数"), As(full_width), "full-width digits", &[Here(C::Normalised)]),
    ("市委宣传部", Item("收入合计"), As(grouped), "thousands separators", &[Here(C::Normalised)]),
    ("市教育局", Item("公共财政拨款"), As(grouped_full_width), "full-width digits, comma and point", &[Here(C::Normalised)]),
    ("市委统战部", Item("支出合计"), As(with_unit), "the column's own unit in the cell", &[Here(C::Normalised)]),
    ("市财政局", Item("三公经费预算"), As(as_text), "a number typed as text behind a full-width space", &[Here(C::Normalised)]),
    ("市科学技术局", Item("当年结余"), As(bracketed), "a negative in brackets", &[Here(C::Normalised)]),
    ("市退役军人事务局", Item("当年结余"), As(triangle), "a negative with ▲", &[Here(C::Normalised)]),
    ("市工业和信息化局", Item("满意度"), Text("９６．５％"), "a percentage in full-width text", &[Here(C::Normalised), Marks(PLEASED, 500)]),
    ("市审计局", Item("满意度"), Number(9650), "96.5 without % in a percent column: 96.5%", &[Marks(PLEASED, 500)]),
    ("市妇联", Part(OPEN, 0), Text("√"), "√ for 是", &[Here(C::Normalised)]),
    ("市委政法委", Part("资产管理安全性", 4), Text("无"), "无 beside counts: 0 or 不适用?", &[Here(C::PartlyNotApplicable), Pending("资产管理安全性")]),
    ("市政府办公室", Name, Text("市 政 府办公室"), "spaces in the name", &[Here(C::Normalised)]),
    ("市公安局", Name, Text("市公安局　"), "a full-width space (U+3000) behind the name", &[Here(C::Normalised)]),
    ("市人力资源和社会保障局", Name, Text("市人力资源和\n社会保障局"), "a line break in the name", &[Here(C::Normalised)]),
    // what cannot be read or has two readings
    ("市民政局", Item("满意度"), Number(95), "0.95 without % in a percent column: 95% or 0.95%", &[Here(C::PercentAmbiguous), Pending(PLEASED)]),
    ("市自然资源和规划局", Item("采购预算"), Text("约350万"), "words around a figure", &[Here(C::Unreadable), Pending(BOUGHT)]),
    ("市退役军人事务局", Item("三公经费预算"), Text("168500元"), "元 in a 万元 column", &[Here(C::UnitMismatch), Pending(CONTROL)]),
    ("市医疗保障局", Item("实际采购金额"), Percent(9850), "a rate (98.50%) where an amount belongs", &[Here(C::UnitMismatch), Pending(BOUGHT)]),
    ("市林业局", Item("可刷卡支出"), Text("4367420012345678901"), "an account number in an amount column", &[Here(C::TooLarge), Pending(CARD)]),
    ("市科协", Part(RULES, 2), Text("有"), "有, neither 是 nor 否", &[Here(C::Unreadable), Pending(RULES)]),
    ("市职业技术学院", Part(ASSET_RULES, 0), Number(250), "2.5 marks for an item worth 2", &[Here(C::MarksOutOfRange), Pending(ASSET_RULES)]),
    ("市职业技术学院", Item("实际采购金额"), Number(-350), "a negative purchase", &[Here(C::NegativeCount), Pending(BOUGHT)]),
    ("市卫生健康委员会", Part(PROGRESS, 0), Number(150), "one and a half cases", &[Here(C::NegativeCount), Pending(PROGRESS)]),
    ("市交通运输局", Judged(REPORT), Number(600), "评定得分 6 of 5", &[Here(C::MarksOutOfRange), Pending(REPORT)]),
    // what is missing, none or nought
    ("市住房和城乡建设局", Item("上年三公经费"), Nothing, "blank", &[Here(C::Missing), Pending(CHANGE)]),
    ("市发展和改革委员会", Part(OPEN, 4), Nothing, "one item of a checklist blank", &[Here(C::Missing), Pending(OPEN)]),
    ("市总工会", Item("上年三公经费"), Number(0), "a base of nought", &[Here(C::ZeroBase), Pending(CHANGE)]),
    ("共青团市委", Item("采购预算"), Text("无"), "无: no purchases planned", &[]),
    ("共青团市委", Item("实际采购金额"), Text("不适用"), "不适用 beside it", &[Here(C::NotApplicableFull), Marks(BOUGHT, 300)]),
    ("市妇联", Item("上年三公经费"), Text("—"), "— beside a figure: 0 or 不适用?", &[Here(C::PartlyNotApplicable), Pending(CHANGE)]),
    ("市科协", Item("重点项目支出"), AsIs, "no projects: 项目支出 and what hangs on it blank", &[Here(C::Missing), Pending(KEY)]),
    ("市供销合作社联合社", Category, Nothing, "no 部门类别", &[Here(C::CategoryMissing)]),
    ("市图书馆", Part(PROPER, 0), Number(100), "a case", &[Here(C::ShortReason)]),
    ("市图书馆", Remark(PROPER), Nothing, "without 情况说明", &[]),
    // figures that do not tie
    ("市水利局", Item("其他收入"), Plus(1000), "10.00 too much", &[There(C::TieBroken, Item("收入合计"))]),
    ("市农业农村局", Item("项目总支出"), Plus(-5000), "50.00 less than 项目支出", &[Here(C::TieDoubtful)]),
    ("市机关事务服务中心", Item("实有人数"), Number(10_100), "retirees counted: 101 on 56 posts", &[Here(C::TieDoubtful), Marks(STAFF, 0)]),
    ("市市场监督管理局", Item("累计结余"), AsIs, "negative", &[Here(C::TieDoubtful)]),
    ("市应急管理局", Item("公务接待费"), Times(10_000), "typed in 元; the sum reveals it", &[Here(C::UnitSlip)]),
    ("市商务局", Item("三公经费预算"), Times(10_000), "typed in 元; no sum, but the ratio reveals it", &[Here(C::UnitSlip)]),
    // a shared 分值
    ("市文化旅游广电局", Share("经济效益"), Number(500), "the shared 15 split 5 + 5 + 6", &[Here(C::SplitDoesNotAddUp), Pending("经济效益")]),
    ("市文化旅游广电局", Share("社会效益"), Number(500), "(the same)", &[Pending("社会效益")]),
    ("市文化旅游广电局", Share("生态效益"), Number(600), "(the same)", &[Pending("生态效益")]),
    // departments
    ("市司法局", Name, AsIs, "司法局 stands above as another department", &[Here(C::SimilarDepartment)]),
];

/// All plants in 自评得分; 自评总分 and 自评等次 are those of what is then there, but for the last rows.
#[rustfmt::skip]
pub const SELF: &[Row] = &[
    ("市科学技术局", SelfMarks(PROPER), Number(200), "2 of 3", &[Here(C::SelfNoReason)]),
    ("市科学技术局", SelfReason(PROPER), Nothing, "without 扣分原因", &[]),
    ("市财政局", SelfMarks(STAFF), Number(500), "5 of 5", &[Here(C::SelfReasonNoLoss)]),
    ("市财政局", SelfReason(STAFF), Text("借调人员未计入实有人数。"), "with a 扣分原因", &[]),
    ("市医疗保障局", SelfMarks(STAFF), Number(600), "6 of 5", &[Here(C::SelfOutOfRange)]),
    ("市机关事务服务中心", SelfMarks(STAFF), Number(500), "5 where the figures give 0", &[Here(C::SelfDeviates)]),
    ("市科协", SelfMarks(KEY), Number(500), "full marks, but there are no projects", &[Here(C::SelfFullOnEmpty)]),
    ("市住房和城乡建设局", SelfMarks(CHANGE), Number(300), "3 of 5, but 上年三公经费 is blank", &[Here(C::SelfNotRecomputable)]),
    ("市住房和城乡建设局", SelfReason(CHANGE), Text("公务用车维修费增加。"), "with its 扣分原因", &[]),
    ("市民政局", SelfMarks(STAFF), Text("满分"), "a word for a figure", &[Here(C::Unreadable)]),
    ("市审计局", SelfMarks(STAFF), Text("５分"), "a full-width figure with its unit", &[Here(C::Normalised)]),
    ("市司法局", SelfTotal, Plus(100), "1 more than the parts give", &[Here(C::SelfTotalWrong)]),
    ("市商务局", SelfGrade, Text("优秀"), "a better grade than the total gives", &[Here(C::SelfGradeWrong)]),
    ("市图书馆", At::Row, Nothing, "no 自评: its row holds the name only", &[Here(C::SelfMissing)]),
];
