//! 填报说明: how to fill the workbook in, and the colours.

use crate::ground::Area;
use crate::ground::names::sheets;
use crate::result::{LEGEND, columns};
use crate::scheme::Scheme;
use crate::workbook::sheet::{Cell, Row};
use crate::workbook::{Role, Sheet};

const STEPS: [(&str, &str); 10] = [
    ("一、先看参数", "在“参数”表填写年度，核对各项口径（不足一个百分点怎么扣、缺少数据怎么办等）和等次标准。"),
    (
        "二、核对评分表",
        "“评分表”就是附件3-1。评分标准改了，直接改文字或分值；计算口径不同，改“计算公式”列。程序按文字计分，读不懂的会指出来，不会猜。",
    ),
    (
        "三、填部门数据",
        "“部门数据”每个部门一行。金额单位为万元；满意度填百分数（95%或95）；空白表示没有数据，不等于0；数据项确实没有的填“无”。表头批注写明这一列用于哪条评分标准。可以增加行、列和备注，不要改表头文字。",
    ),
    (
        "四、填例数和是否",
        "“①②③”各列：评分标准写“每出现一例扣”的填例数，没有的填0；写“①……，1分”的填“是”“否”，部分符合的填实际得分。扣了分的在“情况说明”写明事实。",
    ),
    (
        "五、填评定得分",
        "没有计分规则的指标（职责履行、履职效益）由评审人员在“评定得分”列打分，在“说明”列写依据；部门有个性化指标的改填“个性化指标”表。",
    ),
    ("六、抄录自评", "“自评得分”照抄部门附件3-1的自评得分和扣分原因，用来核对自评与复核的差异；没有的留空。"),
    ("七、核对审核公式", "“审核公式”是附件3各表的勾稽关系，可增删改。"),
    (
        "八、运行",
        "把填好的工作簿拖到 jixiao 程序上（或运行 jixiao score 文件名），结果存为“原文件名-评分结果.xlsx”，原文件不会改动。",
    ),
    (
        "九、先看疑点",
        "结果中先看“疑点”表：影响得分、由局内处理的先处理，由部门处理的请部门补报，“供核对”的要核对，“写法统一”的是程序换了写法的数。改好原文件后重新运行。",
    ),
    (
        "十、登记申诉",
        "部门对得分有异议的，记入“申诉台账”。结论为“同意”的，再运行时按更正数值计分，不用改部门数据；结果中的“初评终评对照”列出变化。",
    ),
];

/// The sheet.
pub fn sheet(scheme: &Scheme) -> Sheet {
    let mut sheet = Sheet { columns: columns(&[16, 78]), ..Sheet::new(sheets::GUIDE) };
    let year = if scheme.year.is_empty() { String::new() } else { format!("{}年度", &scheme.year) };
    let title = format!("{year}部门整体支出绩效评价　填报说明");
    sheet.put_merged(Area::new((0, 0), (0, 1)), Cell::text(Role::Title, title));
    sheet.rows.push(Row::default());
    let row = |name: Cell, text: &str| Row::of([name, Cell::text(Role::Text, text)]);
    sheet.rows.extend(STEPS.map(|(name, text)| row(Cell::text(Role::Text, name), text)));
    sheet.rows.extend([Row::default(), Row::of([Cell::text(Role::Section, "颜色图例")])]);
    sheet.rows.push(row(Cell::text(Role::Input, "填写"), "浅色底的单元格由您填写"));
    let colours = LEGEND.map(|(tint, name, meaning)| row(Cell::text(Role::Centre, name).tinted(Some(tint)), meaning));
    sheet.rows.extend(colours);
    sheet
}
