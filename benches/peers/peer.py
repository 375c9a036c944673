#!/usr/bin/env python3
"""What a user would write today: openpyxl reads, decimal scores, openpyxl writes the same cells.

    peer.py INPUT.xlsx CELLS OUTPUT.xlsx

CELLS (made by the example `floor`) tells the cells of the result, so that the script need not word reasons:
it is spared the work of explaining, and is the faster for it. Needs openpyxl.
"""
import sys
from decimal import ROUND_HALF_UP, Decimal as D
from pathlib import Path

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

FONT, SIDE = Font(name="宋体", size=11), Side(style="thin")
BORDER = Border(left=SIDE, right=SIDE, top=SIDE, bottom=SIDE)


def departments(path):
    """Every department as {heading: value}, of the sheet 部门数据."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    for name in book.sheetnames:
        rows = list(book[name].iter_rows(values_only=True))
        if name != "部门数据":
            continue
        at = next(i for i, row in enumerate(rows) if "部门（单位）名称" in row)
        heads = [str(value or "") for value in rows[at + 2]]
        for row in rows[at + 3:]:
            if row[1]:
                yield {head.split("（")[0].split("\n")[0]: value for head, value in zip(heads, row)}


def number(value):
    return D(repr(value)) if isinstance(value, (int, float)) else None


def steps(part, whole, limit, cut, full):
    """每超过（低于）一个百分点扣 cut."""
    part, whole = number(part), number(whole)
    if part is None or not whole:
        return None
    over = (part / whole - limit) * 100 * (-1 if cut < 0 else 1)
    lost = max(D(0), over // 1) * abs(cut)
    return max(D(0), full - lost).quantize(D("0.01"), ROUND_HALF_UP)


RATES = [
    ("实有人数", "人员编制", 1, "0.5", 5), ("三公经费合计", "三公经费预算", 1, "1", 6),
    ("实际采购金额", "采购预算", 1, "-0.2", 3), ("公务卡支出", "可刷卡支出", "0.5", "-0.2", 3),
    ("在用固定资产", "固定资产合计", 1, "-0.1", 3), ("三公经费合计", "上年三公经费", 1, "0.5", 5),
]


def score(department):
    marks = [steps(department.get(a), department.get(b), D(limit), D(cut), D(full)) for a, b, limit, cut, full in RATES]
    for value in department.values():
        marks.append(D(1) if value == "是" else D(0) if value == "否" else number(value))
    return sum((mark for mark in marks if mark is not None), D(0))


def look(number):
    fill = PatternFill("solid", fgColor=f"FFFF{number:02X}")
    return {"font": FONT, "border": BORDER, "fill": fill, "alignment": Alignment(wrap_text=number % 2 == 0)}


def write(cells, path):
    book = openpyxl.Workbook(write_only=True)
    looks = [look(number) for number in range(64)]
    for part in Path(cells).read_text("utf-8").split("\x01")[1:]:
        name, _, lines = part.partition("\n")
        write_sheet(book.create_sheet(name), lines.split("\n"), looks)
    book.save(path)


def write_sheet(sheet, lines, looks):
    row, line = 0, []
    for text in filter(None, lines):
        at, col, kind_of_look, kind, link, note, formula, value = text.replace("\x03", "\n").split("\x02")
        while row < int(at):
            sheet.append(line)
            row, line = row + 1, []
        line.extend([None] * (int(col) - len(line)))
        cell = WriteOnlyCell(sheet, f"={formula}" if formula else None if kind == "b" else float(value) if kind == "n" else value)
        for name, part in looks[int(kind_of_look) % 64].items():
            setattr(cell, name, part)
        if link:
            cell.hyperlink = "#" + link.removeprefix("internal:")
        if note:
            cell.comment = Comment(note, "")
        line.append(cell)
    sheet.append(line)


def main():
    source, cells, target = sys.argv[1:]
    ranks = sorted((score(department) for department in departments(source)), reverse=True)
    assert ranks
    write(cells, target)


main()
