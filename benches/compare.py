#!/usr/bin/env python3
"""Whole-process comparisons, all in one run: `benches/compare.py [--most 100000] [--runs 5]`.

Builds the release program, makes its inputs, times with hyperfine (Debian: apt-get install hyperfine), and
prints ratios, growth and a plot (docs/images/growth.svg, with matplotlib). Only ratios mean anything: they
are of one run on one machine. Wall time hides what a second core does, so processor time stands beside it.
Needs openpyxl; LibreOffice is left out where `soffice` is missing. Parts: --only floor,peer,office,growth,papers.
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / "target/release"


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--most", type=int, default=10_000)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--only", default="floor,peer,office,growth,papers")
    options = options.parse_args()
    only = options.only.split(",")
    if "peer" in only:
        import openpyxl  # better told now than in an hour
        assert openpyxl
    for package in ("jixiao", "xtask"):
        subprocess.run(["cargo", "build", "--release", "--package", package], cwd=ROOT, check=True)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        sizes = [size for size in (100, 1_000, 10_000, 100_000) if size <= options.most]
        for size in sizes:
            make(folder, size)
        against(folder, sizes, options.runs, only)
        if "growth" in only:
            growth(folder, sizes)
        if "papers" in only:
            for size in [size for size in sizes if 1_000 <= size <= 10_000]:
                papers(folder, size)


def call(*words):
    return " ".join(f"'{word}'" for word in words)


def run(*words):
    subprocess.run([str(word) for word in words], check=True, stdout=subprocess.DEVNULL)


def make(folder, size):
    run(BIN / "xtask", "many", size, folder / f"{size}.xlsx")
    run(BIN / "xtask", "floor", "cells", folder / f"{size}.xlsx", folder / f"{size}.cells")


def job(folder, size, *more):
    return call(BIN / "jixiao", "score", folder / f"{size}.xlsx", "-o", folder / f"{size}-out.xlsx", "--no-annex", *more)


def times(folder, runs, *commands):
    """Median and deviation of the wall time of each command and its processor time (mean), measured together.

    The mean of the wall time would be that of the few runs in which a virtual machine has to find memory first.
    """
    out = folder / "times.json"
    # a result with 必须-level findings ends with 1
    subprocess.run(["hyperfine", "-i", "-N", "-w", "2", "-r", str(runs), "--export-json", out, *commands],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    results = json.loads(out.read_text())["results"]
    for result in results:
        assert set(result["exit_codes"]) <= {0, 1 if "jixiao" in result["command"] else 0}, result["command"]
    return [(result["median"], result["stddev"] or 0, result["user"] + result["system"]) for result in results]


def told(name, size, ours, other):
    (median, spread, work), (base, base_spread, base_work) = ours, other
    error = (spread / median + base_spread / base) * 100
    print(f"| {name} | {size:,} | {base:.2f} s | {median:.2f} s | {median / base:.2f} | {base / median:.2f} | ±{error:.0f}% "
          f"| {base_work:.2f} s | {work:.2f} s | {work / base_work:.2f} |", flush=True)


def against(folder, sizes, runs, only):
    print(f"Cores: {len(os.sched_getaffinity(0))}; load before: {os.getloadavg()[0]:.1f}\n")
    print("| Against | Departments | It takes | jixiao takes | Times as long | Times as fast | Spread "
          "| Its processor time | Ours | Times as much |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for size in sizes if "floor" in only else []:
        run_floors(folder, size, runs)
    for size in [size for size in sizes if size <= 10_000] if "peer" in only else []:
        peer = call(sys.executable, ROOT / "benches/peers/peer.py", folder / f"{size}.xlsx", folder / f"{size}.cells", folder / "p.xlsx")
        base, ours = times(folder, 2, peer, job(folder, size, "--values"))
        told("openpyxl and decimal", size, ours, base)
    if "office" in only and shutil.which("soffice"):
        for size in [size for size in sizes if size <= 1_000]:
            run_live(folder, size, runs)


def run_floors(folder, size, runs):
    subprocess.run(job(folder, size, "--values"), shell=True, stdout=subprocess.DEVNULL)
    run(BIN / "xtask", "floor", "parts", folder / f"{size}-out.xlsx", folder / "parts")
    words = [folder / f"{size}.xlsx", folder / f"{size}.cells", folder / "f.xlsx"]
    floors = {
        "the floor, `--values`": call(BIN / "xtask", "floor", "run", *words),
        "the floor that reads back": call(BIN / "xtask", "floor", "back", *words),
        "the work itself": call(BIN / "xtask", "floor", "work", words[0], folder / "parts", folder / "f"),
    }
    *bases, ours = times(folder, runs, *floors.values(), job(folder, size, "--values"))
    for name, base in zip(floors, bases):
        told(name, size, ours, base)


# recalculate whatever is loaded, or nothing is compared
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""


def run_live(folder, size, runs):
    (folder / "office/user").mkdir(parents=True, exist_ok=True)
    (folder / "office/user/registrymodifications.xcu").write_text(ALWAYS)
    subprocess.run(job(folder, size), shell=True, stdout=subprocess.DEVNULL)
    shutil.copy(folder / f"{size}-out.xlsx", folder / f"live-{size}.xlsx")
    office = call("soffice", "--headless", f"-env:UserInstallation=file://{folder}/office", "--convert-to", "xlsx",
                  "--outdir", folder / "lo", folder / f"live-{size}.xlsx")
    base, ours = times(folder, runs, office, job(folder, size))
    told("LibreOffice, the same live workbook", size, ours, base)


def growth(folder, sizes):
    print("\n| Departments | Time for each | Peak memory | Memory for each |\n|---|---|---|---|")
    points = []
    for size in sizes:
        most = peak(job(folder, size, "--values"))
        [(median, *_)] = times(folder, 3 if size <= 10_000 else 1, job(folder, size, "--values"))
        points.append((size, median, most))
        print(f"| {size:,} | {median / size * 1e3:.2f} ms | {most:,.0f} MB | {most / size * 1024:.1f} KB |", flush=True)
    plot(points)
    example = call(BIN / "jixiao", "score", ROOT / "workbooks/example.xlsx", "-o", folder / "e.xlsx")
    alone, whole = times(folder, 20, f"{example} --no-annex", example)
    for name, (median, spread, work) in (("The example, with its formulas", alone), ("with its annex", whole)):
        print(f"\n{name}: {median * 1e3:.0f} ms ± {spread * 1e3:.0f} ms, processor {work * 1e3:.0f} ms")
    print(f"\nwith its annex, as much as without: {whole[2] / alone[2]:.2f} times the processor time")


def papers(folder, size):
    """What the departments' papers cost beside the result alone, at one size."""
    print(f"\n| {size:,} departments | Wall time | Processor time | Times the result alone | Peak memory |\n|---|---|---|---|---|")
    plain = job(folder, size, "--values")
    jobs = [("the result, `--values`", plain), ("with formulas", job(folder, size)),
            ("with the annex", plain.replace(" '--no-annex'", "")),
            ("with `--forms`", job(folder, size, "--values", "--forms", folder / "forms")),
            ("with `--word`", job(folder, size, "--values", "--word", folder / "word"))]
    base = None
    for name, command in jobs:
        [(median, _, work)] = times(folder, 2, command)
        base = base or work
        print(f"| {name} | {median:.2f} s | {work:.2f} s | {work / base:.2f} | {peak(command):,.0f} MB |", flush=True)


def peak(command):
    """The most memory that a command takes, in MB."""
    words = ["/usr/bin/time", "-v", *[word.strip("'") for word in command.split("' '")]]
    text = subprocess.run(words, capture_output=True, text=True).stderr
    return int(re.search(r"Maximum resident set size \(kbytes\): (\d+)", text)[1]) / 1024


def plot(points):
    try:
        import matplotlib
    except ImportError:
        return
    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "jixiao"
    from matplotlib import pyplot
    figure, axes = pyplot.subplots(1, 2, figsize=(8, 3))
    sizes = [size for size, _, _ in points]
    for axis, values, label in [(axes[0], [median for _, median, _ in points], "seconds"), (axes[1], [most for _, _, most in points], "MB at most")]:
        axis.loglog(sizes, values, "o-")
        axis.set_xlabel("departments")
        axis.set_ylabel(label)
        axis.grid(True, alpha=0.3)
    figure.tight_layout()
    figure.savefig(ROOT / "docs/images/growth.svg", metadata={"Date": None})


main()
