#!/usr/bin/env python3
"""The same workbook written by rust_xlsxwriter (as committed), openpyxl, XlsxWriter and LibreOffice (xlsx, xls,
ods) must be scored identically: state, marks, totals, grades and ranks of every department.

    python3 tests/peers/same_everywhere.py target/release/jixiao [workbook]

Needs openpyxl, XlsxWriter and soffice.
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
import xlsxwriter


def by_openpyxl(source, folder):
    target = folder / "openpyxl.xlsx"
    openpyxl.load_workbook(source).save(target)
    return target


def by_xlsxwriter(source, folder):
    target = folder / "xlsxwriter.xlsx"
    made = xlsxwriter.Workbook(target)
    formats = {}
    for sheet in openpyxl.load_workbook(source, data_only=True):
        page = made.add_worksheet(sheet.title)
        for area in sheet.merged_cells.ranges:
            page.merge_range(area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1, "")
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            code = cell.number_format
            formats.setdefault(code, made.add_format({"num_format": code}))
            write = page.write_string if isinstance(cell.value, str) else page.write
            write(cell.row - 1, cell.column - 1, cell.value, formats[code])
        for number, row in sheet.row_dimensions.items():
            if row.hidden:
                page.set_row(number - 1, None, None, {"hidden": True})
    made.close()
    return target


def by_libreoffice(source, folder, kind):
    out = folder / f"libreoffice-{kind}"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", out, source]
    subprocess.run(command, check=True, capture_output=True)
    return out / f"{Path(source).stem}.{kind}"


def scores(binary, path, folder):
    result = folder / f"{Path(path).name}-result.xlsx"  # the program replaces results of the same file only
    done = subprocess.run([binary, "score", path, "--json", "-o", result], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        return done.stderr.strip()
    keep = ("name", "category", "total", "low", "high", "grade", "rank", "self_total")
    departments = json.loads(done.stdout)["departments"]
    marks = lambda one: [(s["indicator"], s["state"], s["low"], s["high"]) for s in one["scores"]]
    return [([one[name] for name in keep], marks(one)) for one in departments]


def main():
    binary = str(Path(sys.argv[1]).resolve())
    source = Path(sys.argv[2] if len(sys.argv) > 2 else "workbooks/example.xlsx").resolve()
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        expected = scores(binary, source, folder)
        assert isinstance(expected, list), expected
        files = [by_openpyxl(source, folder), by_xlsxwriter(source, folder)]
        files += [by_libreoffice(source, folder, kind) for kind in ("xlsx", "xls", "ods")]
        for path in files:
            found = scores(binary, path, folder)
            same = found == expected
            failed += not same
            print(f"{path.parent.name if 'libreoffice' in str(path) else 'python'}/{path.name}: {'same' if same else 'DIFFERENT'}")
            if isinstance(found, str):
                print(found)
            elif not same:
                for one, other in zip(expected, found):
                    if one != other:
                        lines = [pair for pair in zip(one[1], other[1]) if pair[0] != pair[1]]
                        print(one[0], other[0], lines[:3], sep="\n  ")
    print(f"{len(expected)} departments, {sum(len(one[1]) for one in expected)} scores, {len(files)} programs: {failed} differ")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
