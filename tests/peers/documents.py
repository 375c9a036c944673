"""The documents (`score --word`) read back with python-docx: every figure is that of `--json`.

    python tests/peers/documents.py PROGRAM WORKBOOK.xlsx

Needs python-docx.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
from decimal import ROUND_HALF_UP, Decimal

import docx

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
COUNTS = {}
NOT_RATED = {"—", "资料不全，暂不评定", "尚待评定", "名称重复，核定后评定"}


def fail(file, what):
    sys.exit(f"{file}: {what}")


def same(file, what, found, expected):
    COUNTS[file.split("-")[-1]] = COUNTS.get(file.split("-")[-1], 0) + 1
    if Decimal(found) != Decimal(expected):
        fail(file, f"{what}: {found}, should be {expected}")


def rows(table):
    """The texts of each row; a merged cell is there once for each of its columns."""
    return [[cell.text for cell in row.cells] for row in table.rows]


def text(document):
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def short_names(scores):
    """The name of each indicator as the documents have it; the key is that."""
    paths = [score["indicator"].split("/") for score in scores]
    thirds = [path[-1] for path in paths]
    names = [f"{path[-1]}（{path[-2]}）" if thirds.count(path[-1]) > 1 else path[-1] for path in paths]
    return dict(zip(names, scores))


def deductions(file, table, department):
    """序号, 指标, 分值, 得分, 扣分, 扣分原因"""
    scores = short_names(department["scores"])
    for _, name, full, marks, lost, reason in rows(table)[1:]:
        same(file, f"{name} 扣分", lost, Decimal(full) - Decimal(marks))
        if name in scores and scores[name]["full_marks"] is not None:
            same(file, f"{name} 分值", full, scores[name]["full_marks"])
            same(file, f"{name} 得分", marks, scores[name]["marks"])
            known = set(NUMBER.findall(scores[name]["reason"]))
            strange = [number for number in NUMBER.findall(reason) if number not in known]
            if strange:
                fail(file, f"{name}: {strange} not in {scores[name]['reason']}")
        else:
            members = [scores[part] for part in name.split("、")]
            same(file, f"{name} 得分", marks, sum(Decimal(one["marks"] or 0) for one in members))
    lost = [score for score in scores.values() if score["full_marks"] and score["marks"] is not None
            and Decimal(score["marks"]) < Decimal(score["full_marks"])]
    if len(rows(table)) - 1 < len(lost):
        fail(file, f"{len(lost)} lost marks, {len(rows(table)) - 1} rows")


def reviewed(file, pages, department):
    """附件3-1复核表: 一级, 二级, 三级指标, 评分标准, 分值, 自评得分, 复核得分, 扣分原因"""
    lines = rows(pages[0]) + [line for page in pages[1:] for line in rows(page)[1:]]
    if len(lines) != len(department["scores"]) + 2:
        fail(file, f"{len(lines)} rows")
    for line, score in zip(lines[1:], department["scores"]):
        if line[2] != score["indicator"].split("/")[-1]:
            fail(file, f"{line[2]} in the place of {score['indicator']}")
        if line[6] != "—":
            same(file, f"{line[2]} 复核得分", line[6], score["marks"])
        elif score["marks"] is not None and Decimal(score["full_marks"] or 1) != 0:
            fail(file, f"{line[2]}: no 复核得分")
    total = lines[-1]
    if department["total"] is not None:
        same(file, "总分", total[6], department["total"])
    if department["self_total"] is not None:
        same(file, "自评总分", total[5], department["self_total"])


def letter(file, document, department):
    """复核结果反馈函, 整改通知书"""
    said = text(document)
    for mark, key in [("复核得分", "total"), ("评价得分", "total"), ("自评得分", "self_total")]:
        for found in re.findall(mark + r"(\d+\.\d+)分", said):
            same(file, mark, found, department[key])
    if f"“{department['grade']}”" not in said:
        fail(file, f"no {department['grade']}")
    tables = list(document.tables)
    if tables and len(tables[0].columns) == 6:
        deductions(file, tables[0], department)
    pages = [table for table in tables if len(table.columns) == 8]
    if pages:
        reviewed(file, pages, department)


def supplement(file, document, department, findings):
    """补正通知: it has no number that the findings and reasons of its department have not."""
    known = " ".join(score["reason"] for score in department["scores"])
    known += " ".join(one["found"] + one["advice"] + one["expected"] for one in findings)
    known = set(NUMBER.findall(known))
    for paragraph in document.paragraphs:
        # a number like that of a card shows its ends only
        item = re.match(r"\d+．(.*)", re.sub(r"\d{4}\*{4}\d{4}", "", paragraph.text))
        for number in NUMBER.findall(item.group(1)) if item else []:
            same(file, paragraph.text, number, number if number in known else "NaN")


def rounded(number, places="0.01"):
    return number.quantize(Decimal(places), ROUND_HALF_UP)


def notice(file, document, departments):
    totals = {}
    for one in departments:
        totals.setdefault(one["name"], []).append(one)
    for table in document.tables:
        lines = rows(table)
        if lines[0][-1] not in ("备注", "总分") or lines[0][0] != "序号":
            continue
        listed = [line for line in lines[1:] if len(set(line)) > 1]
        if len(listed) != len(departments):
            fail(file, f"{len(listed)} rows for {len(departments)} departments")
        for line in listed:
            marks = line[2] if lines[0][-1] == "备注" else line[-1]
            expected = [one["total"] for one in totals[line[1]]]
            if marks in NOT_RATED:
                if None not in expected:
                    fail(file, f"{line[1]} has a total")
            else:
                same(file, line[1], marks, marks if Decimal(marks) in map(Decimal, filter(None, expected)) else "NaN")
            if lines[0][-1] == "总分" and not NOT_RATED & set(line[2:]):
                same(file, f"{line[1]} 合计", sum(map(Decimal, line[2:-1])), marks)
    rated = [Decimal(one["total"]) for one in departments if one["total"] is not None]
    said = text(document)
    found = re.search(r"其中(\d+)个部门（单位）已评定，平均(\S+?)分，最高(\S+?)分，最低(\S+?)分", said)
    expected = [len(rated), rounded(sum(rated) / len(rated)), max(rated), min(rated)]
    for what, number, should in zip(["已评定", "平均", "最高", "最低"], found.groups(), expected):
        same(file, what, number, should)


def report(file, document, departments):
    notice(file, document, departments)
    names = short_names(departments[0]["scores"])
    rated = [one for one in departments if one["total"] is not None]
    for table in document.tables:
        lines = rows(table)
        if lines[0] != ["指标", "分值", "平均得分", "得分率", "扣分部门数"]:
            continue
        for name, full, average, rate, lost in lines[1:]:
            if name not in names:
                continue
            scores = [short_names(one["scores"])[name] for one in rated]
            marks = [Decimal(one["marks"]) for one in scores if one["marks"] is not None]
            same(file, f"{name} 平均得分", average, rounded(sum(marks) / len(marks)))
            share = rounded(sum(marks) / (Decimal(full) * len(marks)), "0.0001") * 100
            same(file, f"{name} 得分率", rate.rstrip("%"), share)


def main(program, workbook):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="jixiao-documents-"))
    command = [program, "score", workbook, "-o", str(folder / "结果.xlsx"), "--word", str(folder / "公文"), "--json"]
    result = json.loads(subprocess.run(command, capture_output=True, text=True).stdout)
    departments = result["departments"]
    # of two rows with one name neither is rated: the documents give no total for them
    for one in departments:
        one["total"] = None if one["rank"] is None else one["total"]
    for path in map(pathlib.Path, result["word"]):
        document = docx.Document(path)
        whose, _, kind = path.stem.rpartition("-")
        if not whose:
            (report if kind == "评价报告" else notice)(path.name, document, departments)
            continue
        members = [one for one in departments if whose.split("(")[0].split("（")[0] in one["name"]]
        exact = [one for one in departments if one["name"] == re.sub(r"\(\d+\)$", "", whose)] or members
        if kind == "补正通知":
            findings = [one for one in result["findings"] if one["department"] == exact[0]["name"]]
            supplement(path.name, document, exact[0], findings)
        else:
            letter(path.name, document, exact[int((re.search(r"\((\d+)\)$", whose) or [0, 1])[1]) - 1])
    print("documents: " + "，".join(f"{kind} {count} figures" for kind, count in COUNTS.items()))


if __name__ == "__main__":
    main(*sys.argv[1:])
