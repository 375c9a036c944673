"""Writes tests/files/filing.docx: a public filing in the official form (附件3 with 附件3-1), as a department
sends it in Word. Figures: 岳阳市金融办, 2020; the 附件3-1 texts from tests/scheme/fujian-3-1.tsv.

    pip install python-docx && python tests/peers/filing_docx.py
"""

import csv
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

TESTS = Path(__file__).resolve().parent.parent


def spanned(table, row, places):
    """Texts over column ranges of a row: (first, last, text)."""
    for first, last, text in places:
        cell = table.cell(row, first)
        if last > first:
            cell = cell.merge(table.cell(row, last))
        cell.text = text


def table(document, columns, rows):
    """A bordered table; each row is a list of (first, last, text)."""
    grid = document.add_table(len(rows), columns, style="Table Grid")
    for at, places in enumerate(rows):
        spanned(grid, at, places)
    return grid


def paragraph(document, text, size=14, centred=False):
    added = document.add_paragraph()
    run = added.add_run(text)
    run.font.size = Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋")
    if centred:
        added.alignment = WD_ALIGN_PARAGRAPH.CENTER


def even(texts, bounds):
    """Texts over the column ranges between the bounds."""
    return [(first, last - 1, text) for text, first, last in zip(texts, bounds, bounds[1:])]


def cover(document):
    for text, size in [("附件3", 14), ("部门整体支出绩效评价自评报告", 22), ("（2020年度）", 16)]:
        paragraph(document, text, size, size > 14)
    for text in ["部门（单位）名称：岳阳市人民政府金融工作办公室", "预算编码：", "评价方式：部门（单位）绩效自评", "评价机构：部门（单位）评价组", "报告日期：2021年5月6日"]:
        paragraph(document, text)


def overview(document):
    paragraph(document, "一、部门（单位）基本概况")
    rows = [
        [(0, 0, "联系人"), (1, 1, "张　某"), (2, 2, "联络电话"), (3, 3, "0730-8880000")],
        [(0, 0, "人员编制"), (1, 1, "16"), (2, 2, "实有人数"), (3, 3, "16")],
        [(0, 0, "职能职责概述"), (1, 3, "贯彻执行国家有关金融工作的方针政策和法律法规，负责全市金融改革发展的规划、协调和服务。")],
        [(0, 0, "年度主要工作内容"), (1, 3, "任务1：服务实体经济融资。\n任务2：防范化解金融风险。\n任务3：推进企业上市。\n任务4：整治非法集资。\n任务5：规范地方金融组织。\n任务6：优化金融生态。\n任务7：推进普惠金融。")],
        [(0, 0, "年度部门（单位）总体运行情况及取得的成绩"), (1, 3, "2020年，全年工作任务完成，各项贷款余额保持增长，没有发生区域性金融风险。")],
    ]
    table(document, 4, rows)


def money(document):
    paragraph(document, "二、部门（单位）收支情况")
    six = [0, 1, 2, 3, 5, 6, 8]
    seven = [0, 1, 2, 3, 4, 5, 6, 8]
    eight = list(range(9))
    five = [0, 1, 3, 4, 6, 8]
    income = ["机构名称", "收入合计", "上年结转", "公共财政拨款", "政府基金拨款", "纳入专户管理的非税收入拨款", "其他收入"]
    outgo = ["机构名称", "支出合计", "基本支出", "人员支出", "公用支出", "项目支出", "当年结余", "累计结余"]
    trips = ["机构名称", "三公经费合计", "公务接待费", "公务用车运维费", "公务用车购置费", "因公出国费"]
    assets = ["机构名称", "固定资产合计", "在用固定资产", "出租固定资产", "其他"]
    income_figures = ["575.17", "60.29", "490.71", "", "", "24.17"]
    outgo_figures = ["553.06", "553.06", "410.02", "143.04", "", "-38.18", "22.11"]
    trip_figures = ["6.37", "0.69", "5.68", "", ""]
    asset_figures = ["49.29", "49.29", "", ""]
    names = ["局机关及二级机构汇总", "1、局机关"]
    rows = [[(0, 7, "年度收入情况（万元）")]]
    rows += [[(0, 0, "机构名称"), (1, 1, "收入合计"), (2, 7, "其中：")], even(["", ""] + income[2:], seven)]
    rows += [even([name] + income_figures, seven) for name in names]
    rows += [[(0, 7, "年度支出和结余情况（万元）")]]
    rows += [
        [(0, 0, "机构名称"), (1, 1, "支出合计"), (2, 5, "其中："), (6, 7, "结余")],
        even(["", "", "基本支出", "其中：", "", "项目支出", "当年结余", "累计结余"], eight),
        even(["", "", "", "人员支出", "公用支出", "", "", ""], eight),
    ]
    rows += [even([name] + outgo_figures, eight) for name in names]
    rows += [[(0, 0, "机构名称"), (1, 1, "三公经费合计"), (2, 7, "其中：")], even(["", ""] + trips[2:], six)]
    rows += [even([name] + trip_figures, six) for name in names]
    rows += [[(0, 0, "机构名称"), (1, 2, "固定资产合计"), (3, 7, "其中：")], even(["", ""] + assets[2:], five)]
    rows += [even([name] + asset_figures, five) for name in names]
    grid = table(document, 8, rows)
    # header cells over two or three rows
    for first, last, columns in [(1, 2, [0, 1]), (6, 8, [0, 1]), (7, 8, [2, 5, 6, 7]), (11, 12, [0, 1]), (15, 16, [0, 1])]:
        for column in columns:
            grid.cell(first, column).merge(grid.cell(last, column))
    grid.cell(7, 3).merge(grid.cell(7, 4))
    for cell in {cell._tc: cell for row in grid.rows for cell in row.cells}.values():
        cell.text = cell.text.strip("\n")


def assessment(document):
    paragraph(document, "三、部门（单位）整体支出绩效自评情况")
    goals = "\n".join(f"目标{n}：完成年度任务{n}。" for n in range(1, 8))
    rows = [
        [(0, 3, "整体支出绩效定性目标及实施计划完成情况")],
        [(0, 1, "预期目标"), (2, 3, "实际完成")],
        [(0, 1, goals), (2, 3, "各项目标均已完成。")],
        [(0, 3, "整体支出绩效定量目标及实施计划完成情况")],
        [(0, 0, "评价内容"), (1, 1, "指标类别"), (2, 2, "绩效目标"), (3, 3, "完成情况")],
        [(0, 0, "产出目标（部门工作实绩，包含上级部门和市委市政府布置的重点工作、实事任务等）"), (1, 1, "质量指标"), (2, 2, "金融机构年度评价合格"), (3, 3, "完成")],
        [(0, 0, ""), (1, 1, "数量指标"), (2, 2, "新增上市报辅企业1家"), (3, 3, "完成")],
        [(0, 0, ""), (1, 1, "数量指标"), (2, 2, "宣传活动12场"), (3, 3, "12场")],
        [(0, 0, ""), (1, 1, "时效指标"), (2, 2, "年底前完成"), (3, 3, "完成")],
        [(0, 0, "效益目标（预期实现的效益）"), (1, 1, "社会效益"), (2, 2, "金融环境好转"), (3, 3, "完成")],
        [(0, 0, ""), (1, 1, "经济效益"), (2, 2, "贷款增速高于全省"), (3, 3, "完成")],
        [(0, 0, ""), (1, 1, "生态效益"), (2, 2, "支持绿色产业"), (3, 3, "完成")],
        [(0, 1, "绩效自评综合得分"), (2, 3, "88")],
        [(0, 1, "评价等次"), (2, 3, "良好")],
    ]
    grid = table(document, 4, rows)
    grid.cell(5, 0).merge(grid.cell(8, 0))
    grid.cell(9, 0).merge(grid.cell(11, 0))
    for row in (5, 9):
        grid.cell(row, 0).text = grid.cell(row, 0).text.strip("\n")


def people(document):
    paragraph(document, "四、评价人员")
    rows = [
        even(["姓　名", "职务/职称", "单　位", "签　字"], [0, 1, 2, 3, 4]),
        even(["李　某", "副主任", "市金融办", ""], [0, 1, 2, 3, 4]),
        even(["王　某", "科长", "市金融办", ""], [0, 1, 2, 3, 4]),
        [(0, 3, "评价组组长（签字）：\n\n年　　月　　日")],
        [(0, 3, "部门（单位）意见：\n\n部门（单位）负责人（签章）：\n年　　月　　日")],
        [(0, 3, "财政部门归口业务科室意见：\n\n财政部门归口业务科室负责人（签章）：\n年　　月　　日")],
    ]
    table(document, 4, rows)
    paragraph(document, "填报人（签名）：　　　　　　　联系电话：0730-8880000", 12)


def report(document):
    paragraph(document, "五、评价报告综述（文字部分）")
    for text in [
        "一、部门（单位）概况",
        "（一）部门（单位）基本情况。市金融办为正处级单位，编制16人，实有16人。",
        "（二）部门（单位）整体支出规模、使用方向和主要内容、涉及范围等。2020年支出合计553.06万元，全部为基本支出。",
        "二、部门（单位）整体支出管理及使用情况",
        "（一）基本支出。人员支出410.02万元，公用支出143.04万元，其中商品和服务支出139.44元。",
        "（二）“三公”经费。全年6.37万元，其中公务接待费0.69万元，公务用车运维费5.68万元。",
        "（三）项目支出。无。",
        "三、部门（单位）专项组织实施情况",
        "无。",
        "四、部门（单位）整体支出绩效情况",
        "各项工作任务完成，自评88分，等次良好。",
        "五、存在的主要问题",
        "预算编制还不够细。",
        "六、改进措施和有关建议",
        "加强预算管理。",
    ]:
        paragraph(document, text)


def scores(document):
    paragraph(document, "附件3-1")
    paragraph(document, "部门整体支出绩效评价评分表", 18, True)
    with open(TESTS / "fujian-3-1.tsv", encoding="utf-8") as source:
        lines = list(csv.DictReader(source, delimiter="\t", quoting=csv.QUOTE_NONE))
    own = [key for key in lines[0] if "自评" in key][0]
    heads = ["一级指标", "二级指标", "三级指标", "评分标准", "分值", "自评得分", "扣分原因和其他说明"]
    grid = document.add_table(1, 7, style="Table Grid")
    for column, head in enumerate(heads):
        grid.cell(0, column).text = head
    first = {}
    for at, line in enumerate(lines, 1):
        row = grid.add_row().cells
        level1 = f"{line['一级指标']}\n（{line['一级分值']}分）"
        level2 = f"{line['二级指标']}\n（{line['二级分值']}分）"
        criterion, marks = line["评分标准"], line["分值"]
        texts = [level1, level2, line["三级指标"], criterion, marks]
        keys = [level1, level1 + level2, None, None, None]
        for column, (text, key) in enumerate(zip(texts, keys)):
            merged = (key is not None and (column, key) in first) or text == "(merged)" or text.startswith("(merged)")
            if merged:
                start = first[(column, key)] if key else first[(column, "last")]
                grid.cell(start, column).merge(grid.cell(at, column))
                start_cell = grid.cell(start, column)
                start_cell.text = start_cell.text.strip("\n")
                continue
            text = text.split(") ", 1)[-1] if text.startswith("(merged over") else text.split(" (merged")[0]
            row[column].text = text.replace("\\n", "\n")
            first[(column, key or "last")] = at
        row[5].text = line[own]
    total = grid.add_row().cells
    total[0].merge(total[3]).text = "总分"
    total[4].text, total[5].text = "100", "88"
    paragraph(document, "备注：部门（单位）对附件3的指标有调整的，本表应作相应调整。", 12)


def main():
    document = Document()
    for part in (cover, overview, money, assessment, people, report, scores):
        part(document)
    document.save(TESTS / "files" / "filing.docx")


if __name__ == "__main__":
    main()
