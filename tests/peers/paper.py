"""What the program writes, on paper: every file is printed by LibreOffice and measured.

    python tests/peers/paper.py PROGRAM MANY.xlsx

MANY.xlsx is what `cargo xtask many 60` writes; its departments are given long names. Nothing is smaller than 9 points,
no text is cut off, no number is ####, no page is empty. The official fonts are stood in for by one whose digits are half
an em wide, as theirs are, and whose lines are higher. Needs openpyxl, PyMuPDF, LibreOffice and Noto Sans CJK.
"""
import collections
import itertools
import os
import pathlib
import subprocess
import sys
import tempfile

import openpyxl
import pymupdf

# programs differ by three per cent in a scale that fits a page
SMALLEST = 9 * 0.97
FONTS = ["宋体", "仿宋", "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体", "Times New Roman", "Calibri", "Arial"]
STAND_IN = "Noto Sans Mono CJK SC"
FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="jixiao-paper-"))
WORKBOOKS = pathlib.Path(__file__).parents[2] / "workbooks"


def fonts():
    """A font set-up in which each official font is the one that stands in."""
    alias = "<alias binding='same'><family>{}</family><prefer><family>{}</family></prefer></alias>"
    aliases = "".join(alias.format(font, STAND_IN) for font in FONTS)
    include = "<include ignore_missing='yes'>/etc/fonts/fonts.conf</include>"
    path = FOLDER / "fonts.conf"
    cache = f"<cachedir>{FOLDER}/fonts</cachedir>"
    path.write_text(f"<?xml version='1.0'?><fontconfig>{include}{cache}{aliases}</fontconfig>", encoding="utf-8")
    return path


def printed(files):
    """Each file as a PDF beside it."""
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts())}
    profile = f"-env:UserInstallation=file://{FOLDER}/office"
    for file in files:
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(file.parent), str(file)]
        subprocess.run(command, env=environment, check=True, capture_output=True)
        yield file, pymupdf.open(file.with_suffix(".pdf"))


def letters(document):
    """Every letter that is printed: what, page, height on it, size."""
    for number, page in enumerate(document, 1):
        for span in page.get_texttrace():
            for code, _, (_, y), _ in span["chars"]:
                if not chr(code).isspace():
                    yield chr(code), number, y, span["size"]


def faults(file, document):
    """What is wrong with a printed file."""
    all_letters = list(letters(document))
    text = "".join(letter for letter, *_ in all_letters)
    small = {(page, round(size, 1)) for _, page, _, size in all_letters if size < SMALLEST}
    found = [f"page {page}: {size} pt" for page, size in sorted(small)]
    found += [f"page {all_letters[at][1]}: ####" for at in [text.find("###")] if at >= 0]
    letters_of = collections.Counter(page for _, page, _, _ in all_letters)
    for number, page in enumerate(document, 1):
        # beside the number of the page
        on_page = letters_of[number]
        footer = sum(1 for word in page.get_text("words") if word[1] > page.rect.height * 0.93)
        if on_page < 25 and on_page <= footer * 8 and not page.get_images() and len(page.get_drawings()) < 4:
            found.append(f"page {number}: empty")
    # rows of a document are as high as their text
    return found + (list(cut_off(file, all_letters, text)) if file.suffix == ".xlsx" else [])


def cut_off(file, all_letters, text):
    """Cells whose text is not printed whole, or not within their height."""
    for sheet in openpyxl.load_workbook(file):
        if sheet.sheet_state != "visible":
            continue
        covered = {area.coord.split(":")[0]: area for area in sheet.merged_cells.ranges}
        area = sheet.print_area
        inside = {cell.coordinate for row in sheet[area.split("!")[-1].replace("$", "")] for cell in row} if area else None
        for row in sheet.iter_rows():
            for cell in row:
                if not isinstance(cell.value, str) or cell.data_type == "f":
                    continue
                if sheet.column_dimensions[cell.column_letter].hidden or sheet.row_dimensions[cell.row].hidden:
                    continue
                if inside is not None and cell.coordinate not in inside:
                    continue
                fault = cell_fault(sheet, cell, covered.get(cell.coordinate), all_letters, text)
                if fault:
                    yield f"{sheet.title}!{cell.coordinate}: {fault}: {cell.value[:30]!r}"


def cell_fault(sheet, cell, area, all_letters, text):
    words = "".join(cell.value.split())
    if len(words) < 6 or not cell.alignment.wrap_text:
        return None
    at = text.find(words)
    if at < 0:
        return "not printed whole"
    rows = range(cell.row, (area.max_row if area else cell.row) + 1)
    heights = [sheet.row_dimensions[row].height for row in rows]
    if None in heights:
        return None
    while at >= 0:
        _, page, _, size = all_letters[at]
        # the reviewed form is made for the official fonts, whose lines are 1.2 em high
        lines = sorted({round(y, 1) for _, p, y, _ in all_letters[at : at + len(words)] if p == page})
        pitch = max((b - a for a, b in zip(lines, lines[1:])), default=0)
        scale = size / cell.font.sz
        if "复核\n得分" in (sheet["G4"].value, sheet["G5"].value):
            pitch = min(pitch, size * 1.25)
        if len(lines) * pitch <= sum(heights) * scale * 1.02 + 1:
            return None
        at = text.find(words, at + 1)
    return "higher than its row"


def bad():
    """A file with each fault, to see that it is found."""
    book = openpyxl.Workbook()
    sheet = book.active
    wrapped = openpyxl.styles.Alignment(wrap_text=True)
    small = openpyxl.styles.Font(name="仿宋", sz=8)
    sheet["A1"].font, sheet["A1"].value = small, "小字"
    sheet["A2"].value, sheet["A2"].number_format = 123456789, "0.00"
    sheet["B3"].value, sheet["B3"].alignment = "一行放不下的原因" * 6, wrapped
    sheet["B3"].font = openpyxl.styles.Font(name="仿宋", sz=11)
    sheet.row_dimensions[3].height = 30
    sheet.column_dimensions["A"].width = 6
    sheet["B80"].value = " "
    sheet["B80"].fill = openpyxl.styles.PatternFill("solid", fgColor="FFFFFF")
    sheet.oddFooter.center.text = "第 &P 页"
    path = FOLDER / "bad.xlsx"
    book.save(path)
    return path


def run(program, *arguments):
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, cwd=FOLDER)
    if done.returncode > 1:
        sys.exit(f"{arguments}: {done.stdout[:2000]}{done.stderr[:2000]}")


def long_names(many):
    """The same workbook, its departments with names as long as real ones."""
    book = openpyxl.load_workbook(many)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("第") and cell.value.endswith("号单位"):
                    cell.value = f"{cell.value[:-2]}国有资产监督管理和机关事务服务保障中心（临湖市人民政府驻省城办事处）"
    path = FOLDER / "许多部门.xlsx"
    book.save(path)
    return path


def sixty_indicators(program):
    """A table of 60 indicators and three departments."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "评分表"
    sheet.append(["一级指标", "二级指标", "三级指标", "评分标准", "分值", "计算公式"])
    levels = itertools.product(["投入", "过程", "产出", "效果"], "甲乙丙", "一二三四五")
    for at, (level, second, third) in enumerate(levels):
        marks = 2 if at < 40 else 1
        name = f"{level}{second}类第{third}项年度重点工作任务完成率"
        text = f"完成率达到100%，计{marks}分；每低于一个百分点扣0.1分，扣完为止。"
        sheet.append([level, f"{level}管理{second}", name, text, marks, name])
    table, blank = FOLDER / "六十项.xlsx", FOLDER / "六十项-模板.xlsx"
    book.save(table)
    (FOLDER / "名单.txt").write_text("市财政局\n市教育局\n市国有资产监督管理委员会\n", encoding="utf-8")
    run(program, "template", "--rules", table, "--departments", "名单.txt", "--year", "2024", "-o", blank)
    filled = openpyxl.load_workbook(blank)
    for row in filled["部门数据"].iter_rows():
        if str(row[1].value).startswith("市"):
            for at, cell in enumerate(row[3:63]):
                cell.value, cell.number_format = f"{90 + at % 11}%", "@"
    path = FOLDER / "六十项指标.xlsx"
    filled.save(path)
    return path


def give_marks(path):
    """A point each from every judge."""
    book = openpyxl.load_workbook(path)
    for sheet in book:
        for guard in sheet.data_validations.dataValidation:
            for area in guard.sqref.ranges:
                for row, column in area.cells:
                    sheet.cell(row, column).value = 1
    book.save(path)


def written(program, many):
    """Every sort of file that the program writes."""
    inputs = [WORKBOOKS / "example.xlsx", WORKBOOKS / "second-city.xlsx", long_names(many), sixty_indicators(program)]
    for workbook in inputs:
        name = workbook.stem
        run(program, "score", workbook, "-o", f"{name}-评分结果.xlsx", "--forms", f"{name}", "--forms-in-one")
        run(program, "rules", workbook, "-o", f"{name}-读法.xlsx")
    for workbook in inputs[:3]:
        run(program, "judges", workbook, "--judges", 2, "-o", f"{workbook.stem}-打分.xlsx")
    run(program, "judges", WORKBOOKS / "example.xlsx", "--judges", 5, "-o", "打好的分.xlsx")
    give_marks(FOLDER / "打好的分.xlsx")
    run(program, "judges", WORKBOOKS / "example.xlsx", "--read", "打好的分.xlsx", "-o", "评定.xlsx")
    run(program, "template", "-o", "模板.xlsx")
    run(program, "template", "--form", "-o", "填报表.xlsx")
    before = FOLDER / "去年.xlsx"
    before.write_bytes((WORKBOOKS / "example.xlsx").read_bytes())
    run(program, "compare", before, WORKBOOKS / "example.xlsx", "-o", "对比.xlsx")
    run(program, "explain", WORKBOOKS / "example.xlsx", "市教育局", "--set", "三公经费预算=7.2", "-o", "意见.xlsx")
    before.unlink()
    run(program, "template", "--form", "-o", "填报表.docx")
    run(program, "explain", WORKBOOKS / "example.xlsx", "市教育局", "--set", "三公经费预算=7.2", "-o", "意见.docx")
    run(program, "score", WORKBOOKS / "example.xlsx", "-o", "示例.xlsx", "--no-annex", "--word", "公文")
    # one department's and those that go to all
    for path in (FOLDER / "公文").glob("*-*.docx"):
        if not path.name.startswith(("司法局-", "岳阳市金融办-")):
            path.unlink()
    skipped = {"六十项.xlsx", *(workbook.name for workbook in inputs)}
    found = itertools.chain(FOLDER.rglob("*.xlsx"), FOLDER.rglob("*.docx"))
    return sorted(path for path in found if path.name not in skipped)


def main():
    program, many = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    [(path, document)] = printed([bad()])
    found = " ".join(faults(path, document))
    missed = [fault for fault in [": 8.0 pt", "####", "empty", "B3: higher than its row"] if fault not in found]
    if missed:
        sys.exit(f"faults that must be found: {missed}; found: {found}")
    path.unlink()
    wrong, pages = 0, 0
    for path, document in printed(written(program, many)):
        found = faults(path, document)
        pages += len(document)
        wrong += len(found)
        for fault in found[:20]:
            print(f"{path.relative_to(FOLDER)}: {fault}")
        if len(found) > 20:
            print(f"{path.relative_to(FOLDER)}: … {len(found)} in all")
    print(f"{pages} pages measured, {wrong} faults")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
