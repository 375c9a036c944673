"""Types into workbooks with LibreOffice, as a person does who has no other program at hand.

    /usr/bin/python3 type_in.py PROFILE < jobs.json

A job is {"open": path, "save": path, "rows": [["部门数据", "sort", [11, 55, 1]], …], "cells": [["部门数据", "H12",
"23.1"], …]}. Rows are counted from 0: sort (first, last, column; from large to small), insert (row), delete (row), copy
(from, onto), insert column, delete column, filter (first, last; two rows of three are hidden). What is typed is read as the keyboard's: a number, a percentage, a text, or nothing. LibreOffice
recalculates what depends on it, no more.
Needs soffice and python3-uno.
"""
import json
import os
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import Locale
from com.sun.star.table import TableSortField
from com.sun.star.util.NumberFormat import PERCENT


def start(profile):
    pipe = f"jixiao-{os.getpid()}"
    accept = f"--accept=pipe,name={pipe};urp;"
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", accept]
    office = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    for _ in range(3000):
        if office.poll() is not None:
            sys.exit(f"LibreOffice ended with {office.returncode}")
        try:
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return office, there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
        except NoConnectException:
            time.sleep(0.1)
    sys.exit("LibreOffice does not answer")


def option(name, value):
    return PropertyValue(Name=name, Value=value)


def type_into(document, cell, typed):
    """As the keyboard: a percentage makes the cell one, and in such a cell a number is one."""
    formats = document.NumberFormats
    is_percent = formats.getByKey(cell.NumberFormat).Type & PERCENT
    if is_percent and typed.replace(".", "", 1).isdigit():
        typed += "%"
    if typed.endswith("%") and not is_percent:
        cell.NumberFormat = formats.getStandardFormat(PERCENT, Locale())
    cell.setFormula(typed)


def move_rows(sheet, what, numbers):
    """As the menus do, after 撤消工作表保护 where the sheet is protected."""
    if sheet.isProtected():
        sheet.unprotect("")
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.RangeAddress.EndColumn
    if what == "sort":
        first_row, last_row, column = numbers
        if last_row <= first_row:
            return  # nothing to sort
        field = TableSortField()
        field.Field, field.IsAscending = column, False
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        rows = sheet.getCellRangeByPosition(0, first_row, last, last_row)
        rows.sort((option("SortFields", fields), option("ContainsHeader", False), option("IsSortColumns", False)))
    elif what == "insert":
        sheet.Rows.insertByIndex(numbers[0], 1)
    elif what == "delete":
        sheet.Rows.removeByIndex(numbers[0], 1)
    elif what == "insert column":
        sheet.Columns.insertByIndex(numbers[0], 1)
    elif what == "delete column":
        sheet.Columns.removeByIndex(numbers[0], 1)
    elif what == "filter":
        first_row, last_row = numbers
        for row in range(first_row, last_row + 1):
            sheet.Rows.getByIndex(row).IsFiltered = row % 3 > 0
    else:
        source, target = numbers
        line = sheet.getCellRangeByPosition(0, source, last, source)
        sheet.copyRange(sheet.getCellByPosition(0, target).CellAddress, line.RangeAddress)


def edit(desktop, job):
    address = uno.systemPathToFileUrl(job["open"])
    document = desktop.loadComponentFromURL(address, "_blank", 0, (option("Hidden", True),))
    for sheet, what, numbers in job["rows"]:
        move_rows(document.Sheets.getByName(sheet), what, numbers)
    for sheet, cell, typed in job["cells"]:
        type_into(document, document.Sheets.getByName(sheet).getCellRangeByName(cell), typed)
    document.calculate()
    document.storeToURL(uno.systemPathToFileUrl(job["save"]), (option("FilterName", "Calc MS Excel 2007 XML"),))
    document.close(True)


office, desktop = start(sys.argv[1])
for job in json.load(sys.stdin):
    edit(desktop, job)
desktop.terminate()
sys.exit(office.wait())
