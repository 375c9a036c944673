//! 填报说明 of the department's form.

use crate::form::fields::sheets;
use crate::form::paper::Paper;
use crate::workbook::sheet::Cell;
use crate::workbook::{Role, Sheet};

const STEPS: [(&str, &str); 8] = [
    ("一、填哪里", "只填浅黄底的单元格；白底的由公式自动计算，不用填。把鼠标移到表头右上角的红三角上，可以看到说明。"),
    (
        "二、附件3",
        "第二部分的金额单位一律为万元，只填数字。没有这一项的留空。二级机构逐行填写，“局机关及二级机构汇总”行自动合计。",
    ),
    ("三、二级机构多", "行数不够时，在表的最后一行之前插入行，再把上一行复制下来；四张表都要插入。"),
    (
        "四、评价报告综述",
        "第五部分按六个标题写，一段文字填一行，行高随文字增大；一行写不完（约1000字）的接着写下一行，行数不够的插入行。",
    ),
    (
        "五、附件3-1",
        "逐项填自评得分；扣了分的，必须写扣分原因。表右边的“核对”列会提示漏填的，不打印。综合得分和评价等次自动写入附件3。",
    ),
    ("六、补充数据", "评分标准要用、附件3没有的数据。表中数据项的批注写明用于哪一条评分标准。"),
    ("七、不要改", "不要改表头文字、删列、改工作表名称；可以插入行、加备注。"),
    ("八、报送", "打印附件3、评价报告综述、附件3-1、补充数据，签字盖章后报送；同时报送本电子文件，文件名写部门名称。"),
];

/// The sheet.
pub fn sheet() -> Sheet {
    let mut paper = Paper::new(sheets::GUIDE, &[18, 62]);
    paper.wide(None, Cell::text(Role::Title, "填　报　说　明"));
    paper.end_row(Some(10));
    for (name, text) in STEPS {
        paper.line(None, [((0, 0), Cell::text(Role::Text, name)), ((1, 1), Cell::text(Role::Text, text))]);
    }
    paper.finish()
}
