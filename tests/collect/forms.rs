//! `jixiao collect`: the forms of a folder, and what departments do to them, one edit on a good form each.

use crate::support;
use crate::support::form::{Form, Official, find, text};
use crate::support::parts::unpack;
use jixiao::cli::files::read_file;
use jixiao::cli::folder;
use jixiao::collect;
use jixiao::collect::files::FormFile;
use jixiao::collect::roster::Roster;
use jixiao::collect::{Assignment, Collected};
use jixiao::form::fields::sheets as parts;
use jixiao::ground::finding::Code;
use jixiao::ground::names::sheets;
use jixiao::scheme::Scheme;
use jixiao::scheme::columns::ColumnKey;
use jixiao::submission::department_list::read_names;
use jixiao::workbook::read::{Book, Grid, read_bytes};
use jixiao::workbook::sheet::{Cell, Role, Sheet};
use jixiao::workbook::write::to_bytes;
use std::path::Path;

/// Collects a folder by the built-in table.
fn collect_by(folder: &Path, roster: Roster) -> Collected {
    let listed = folder::list(folder, &folder.join("汇总.xlsx")).unwrap();
    let files: Vec<FormFile> = listed.iter().map(|one| one.file.clone()).collect();
    let bytes = |at: usize| read_file(&listed[at].path).map_err(|error| error.to_string());
    collect::collect(&files, &bytes, Assignment::of_one(Scheme::built_in().unwrap(), roster), &|| {}).unwrap()
}

/// Collects a folder; `departments` is the list.
fn collected(folder: &Path, departments: &str) -> Collected {
    let list = (!departments.is_empty()).then(|| read_names("名单.txt", departments.as_bytes()).unwrap());
    collect_by(folder, Roster::new(list, None).unwrap())
}

fn of_one(form: &Form) -> Collected {
    collected(form.alone().path(), "")
}

/// Findings of a code, as `place found`.
fn found(collected: &Collected, code: Code) -> Vec<String> {
    let of_code = collected.findings.iter().filter(|finding| finding.code == code);
    of_code.map(|finding| format!("{} {}", finding.place, finding.message.found)).collect()
}

fn sheet<'a>(collected: &'a Collected, name: &str) -> &'a Sheet {
    collected.sheets.iter().find(|sheet| sheet.name == name).unwrap()
}

/// The text and the note of a 数据项 of the department at `at`.
fn data(collected: &Collected, at: u32, item: &str) -> (String, String) {
    let data = sheet(collected, sheets::DATA);
    let header = data.rows[4].cells.iter().find(|(col, _)| text(data, 4, *col).split('（').next() == Some(item));
    let col = header.unwrap_or_else(|| panic!("no column {item}")).0;
    let note = data.get(5 + at, col).and_then(|cell| cell.note().map(str::to_string)).unwrap_or_default();
    (text(data, 5 + at, col), note)
}

fn value(collected: &Collected, item: &str) -> String {
    data(collected, 0, item).0
}

#[test]
fn a_form_filled_in_well_goes_into_the_workbook_with_its_sources_and_nothing_is_held_against_it() {
    let official = Official::load();
    let collected = of_one(&Form::good(&official, "市财政局", 1));
    assert_eq!(collected.findings, []);
    assert_eq!(data(&collected, 0, "收入合计"), ("600".into(), "来源：市财政局.xlsx 附件3!B24".into()));
    assert_eq!(value(&collected, "其他固定资产"), "1");
    assert_eq!(value(&collected, "采购预算"), "40");
    let own = sheet(&collected, sheets::SELF);
    assert_eq!(text(own, 5, 2), "5");
    assert_eq!(own.get(5, 2).unwrap().note(), Some("来源：市财政局.xlsx 附件3-1!F5"));
    assert_eq!([text(own, 5, 52), text(own, 5, 53)], ["100", "优秀"]);
    let row = [1, 2, 3, 8, 9].map(|col| text(sheet(&collected, sheets::COLLECTED), 3, col));
    assert_eq!(row, ["市财政局.xlsx", "市财政局", "已读", "张三", "0730-8880000"]);
}

#[test]
fn the_collected_workbook_goes_straight_into_score() {
    let official = Official::load();
    let folder = support::folder();
    for (scale, name) in [(1, "市财政局"), (2, "市审计局")] {
        Form::good(&official, name, scale).save(&folder.path().join("表/一科"), &format!("{name}.xlsx"));
    }
    let run = |arguments: &[&str]| {
        let (code, out, _) = support::run(folder.path(), arguments);
        (code, out)
    };
    let (code, said) = run(&["collect", "表", "-o", "汇总.xlsx"]);
    assert!(said.contains("共2个文件：已读2个"), "{said}");
    assert_eq!(code, 0);
    let (code, said) = run(&["汇总.xlsx"]);
    // 评定得分 is the reviewers' to give: six indicators wait for them
    assert!(said.contains("评分完成：2个部门") && code == 1, "{said}");
    let (code, said) = run(&["收集", "表", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!((json["files"][0]["file"].as_str(), code), (Some("一科/市审计局.xlsx"), 0));
    assert!(folder.path().join("表-汇总.xlsx").exists());
    assert_eq!(run(&["collect", "没有", "-o", "x.xlsx"]).0, 2);
}

#[test]
fn the_public_filing_gives_88_and_good_in_a_workbook_and_in_word() {
    let official = Official::load();
    let word = support::folder();
    std::fs::copy(support::path("tests/files/filing.docx"), word.path().join("filing.docx")).unwrap();
    for folder in [word, filing(&official).alone()] {
        let mut collected = collected(folder.path(), "");
        let parameters = collected.sheets.iter_mut().find(|sheet| sheet.name == sheets::PARAMETERS).unwrap();
        let row = find(parameters, "缺少数据", 0).0;
        parameters.put(row, 1, Cell::text(Role::Input, "采信自评"));
        let path = folder.path().join("汇总.xlsx");
        jixiao::cli::save::save(&collected.sheets, &path).unwrap();
        let evaluation = jixiao::cli::evaluate(&path).unwrap();
        let card = &evaluation.cards[0];
        assert_eq!(card.total().map(|total| total.to_string()).as_deref(), Some("88"));
        assert_eq!(card.standing.grade, "良好");
        assert_eq!(found(&collected, Code::SelfNoReason).len(), 3);
        assert_eq!(found(&collected, Code::SelfTotalWrong), [""; 0]);
    }
}

/// The figures of the public filing on the form.
fn filing(official: &Official) -> Form {
    const SELF: [u32; 25] = [5, 0, 5, 3, 3, 2, 0, 3, 3, 3, 3, 3, 3, 4, 3, 5, 7, 5, 2, 2, 4, 5, 5, 5, 5];
    let mut form = Form { name: "岳阳市金融办".into(), sheets: official.blank.clone() };
    for (label, value) in [("部门（单位）名称", "岳阳市金融办"), ("人员编制", "16"), ("实有人数", "16")]
    {
        form.beside(label, value);
    }
    for (item, value) in [
        ("收入合计", "575.17"),
        ("上年结转", "60.29"),
        ("公共财政拨款", "490.71"),
        ("其他收入", "24.17"),
        ("支出合计", "553.06"),
        ("基本支出", "553.06"),
        ("人员支出", "410.02"),
        ("公用支出", "143.04"),
        ("当年结余", "-38.18"),
        ("累计结余", "22.11"),
        ("三公经费合计", "6.37"),
        ("公务接待费", "0.69"),
        ("公务用车运维费", "5.68"),
        ("固定资产合计", "49.29"),
        ("在用固定资产", "49.29"),
    ] {
        form.amount(0, item, value);
        if !["三公经费合计", "公务接待费", "公务用车运维费"].contains(&item) {
            form.amount(1, item, value);
        }
    }
    for (indicator, marks) in SELF.iter().enumerate() {
        form.marks(indicator, &marks.to_string(), "");
    }
    form.stated("88", "良好");
    form
}

#[test]
fn units_in_cells_are_kept_as_they_stand_and_one_that_is_no_wanyuan_is_told_by_its_tie() {
    let official = Official::load();
    let mut form = Form::good(&official, "市财政局", 1);
    form.amount(0, "收入合计", "600万元");
    form.amount(0, "公用支出", "100元");
    form.amount(2, "公用支出", "250000");
    let collected = of_one(&form);
    assert_eq!([value(&collected, "收入合计"), value(&collected, "公用支出")], ["600万元", "100元"]);
    assert_eq!(found(&collected, Code::Normalised).len(), 1);
    let mismatch = found(&collected, Code::UnitMismatch);
    assert!(mismatch[0].starts_with("市财政局.xlsx 附件3!") && mismatch[0].contains("100元"), "{mismatch:?}");
    let slips = found(&collected, Code::UnitSlip);
    assert!(slips[0].contains("市级二级机构") && slips[0].contains("如属实应为25万元"), "{slips:?}");
}

#[test]
fn a_sum_that_its_institutions_do_not_give_is_told_with_the_difference() {
    let official = Official::load();
    let mut form = Form::good(&official, "市财政局", 1);
    form.amount(2, "其他收入", "1");
    let told = found(&of_one(&form), Code::SummaryWrong);
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("汇总24，2个机构合计19，相差5"), "{told:?}");
    let slipped = |value: &str| {
        let mut form = Form::good(&official, "市财政局", 1);
        form.amount(1, "其他收入", value);
        found(&of_one(&form), Code::UnitSlip)
    };
    assert!(slipped("180000").iter().any(|line| line.contains("“180000”，改为18（万元）则与汇总相符")));
}

#[test]
fn each_institution_must_tie_as_the_department_does() {
    let official = Official::load();
    let mut form = Form::good(&official, "市财政局", 1);
    form.amount(1, "人员支出", "200");
    form.amount(2, "人员支出", "100");
    let told = found(&of_one(&form), Code::TieBroken);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("局机关：“基本支出”填报300万元，按公式应为275万元，相差25万元"), "{told:?}");
}

#[test]
fn scores_reasons_totals_and_grades_are_checked_at_their_cells() {
    let official = Official::load();
    let mut form = Form::good(&official, "市财政局", 1);
    form.marks(3, "2.5", "");
    form.marks(4, "3", "有两个专项未按进度支付");
    form.marks(5, "3.5", "");
    form.stated("98", "良好");
    let scoring = form.sheet(parts::SCORING);
    let row = find(scoring, "总分", 0).0;
    form.put(parts::SCORING, (row, 5), "99");
    let collected = of_one(&form);
    assert_eq!(
        found(&collected, Code::SelfNoReason)[0],
        "市财政局.xlsx 附件3-1!F8 自评2.5分，扣0.5分，没有填写扣分原因"
    );
    assert_eq!(found(&collected, Code::SelfReasonNoLoss).len(), 1);
    assert!(found(&collected, Code::SelfOutOfRange)[0].contains("附件3-1!F10 自评3.5分，分值3分"));
    assert!(found(&collected, Code::SelfTotalWrong)[0].contains("自评总分写98分，各项合计100分"));
    assert!(found(&collected, Code::SelfGradeWrong)[0].contains("良好"));
    assert!(found(&collected, Code::TotalsDiffer)[0].contains("综合得分写“98”，附件3-1总分是“99”"));
}

#[test]
fn staff_far_beyond_the_posts_is_a_hint_about_the_retired() {
    let official = Official::load();
    let mut form = Form::good(&official, "市财政局", 1);
    form.beside("实有人数", "40");
    let told: Vec<_> = of_one(&form).findings;
    assert!(
        told.iter().any(|finding| finding.code == Code::TieDoubtful && finding.message.expected.contains("人员编制")),
        "{told:?}"
    );
}

#[test]
fn two_scoring_tables_that_differ_are_told_and_neither_is_taken() {
    let official = Official::load();
    let mut form = Form::good(&official, "市财政局", 1);
    let mut second = form.sheet(parts::SCORING).clone();
    second.name = "附件3-1 (2)".into();
    form.sheets.push(second);
    let same = of_one(&form);
    assert_eq!(found(&same, Code::FormConflict), [""; 0], "two that say the same are one");
    assert!(found(&same, Code::FormSheetUnknown)[0].contains("除“附件3-1”外，“附件3-1 (2)”也是附件3-1"));
    form.put("附件3-1 (2)", (4, 5), "4");
    let collected = of_one(&form);
    let told = found(&collected, Code::FormConflict);
    assert!(told[0].contains("附件3-1!F5与附件3-1 (2)!F5等处不一致，都没有采用"), "{told:?}");
    assert_eq!(text(sheet(&collected, sheets::SELF), 5, 4), "", "no other mark of either is taken");
}

#[test]
fn another_table_beside_the_form_is_named_and_left_alone() {
    let official = Official::load();
    let mut form = Form::good(&official, "市财政局", 1);
    let mut other = Sheet::new("资产统计表");
    other.put(0, 0, Cell::text(Role::Text, "固定资产台账"));
    other.put(1, 1, Cell::text(Role::Text, "12"));
    form.sheets.push(other);
    assert_eq!(found(&of_one(&form), Code::FormSheetUnknown).len(), 1);
}

#[test]
fn figures_that_the_workbook_has_no_column_for_are_said() {
    let official = Official::load();
    let mut form = Form::good(&official, "市财政局", 1);
    let column =
        official.scheme.columns.iter().find(|column| column.key == ColumnKey::DataItem("采购预算".into())).unwrap();
    let (row, _) = form.supplement_at(column);
    form.put(parts::SUPPLEMENT, (row, 2), "绿化面积");
    let collected = of_one(&form);
    assert!(found(&collected, Code::FormLeftOut)[0].contains("“绿化面积”填了“40”"));
    assert_eq!(value(&collected, "采购预算"), "");
}

/// What a reader takes from a workbook: the cells of each sheet, what is merged, what is hidden.
fn content(book: &Book) -> Vec<String> {
    let of_sheet = |grid: &Grid| {
        let mut merges = grid.merges.clone();
        merges.sort_by_key(|area| area.first);
        format!("{} {} {:?} {merges:?}", grid.name, grid.hidden, grid.rows)
    };
    book.sheets.iter().map(of_sheet).collect()
}

#[test]
fn the_sheets_are_checked_as_a_reader_of_the_file_finds_them() {
    let official = Official::load();
    let mut form = Form::good(&official, "市财政局", 1);
    for (item, value) in [
        ("收入合计", "１，２３４．５０万元"),
        ("上年结转", "-0.30000000000001"),
        ("公共财政拨款", "12%"),
        ("其他收入", "007"),
        ("支出合计", "第一行\n_x000D_ 第二行"),
        ("项目支出", "999999999999999"),
        ("公用支出", "是"),
    ] {
        form.amount(0, item, value);
    }
    let collected = collected(form.alone().path(), "部门名称，类别\n市财政局，政府部门\n市审计局，");
    let read = read_bytes(&to_bytes(&collected.sheets).unwrap()).unwrap();
    let (made, read) = (content(&Book::of_sheets(&collected.sheets)), content(&read));
    assert!(made[3].contains("第二行") && made.len() > 7, "{}", made[3]);
    for (made, read) in made.iter().zip(&read) {
        assert_eq!(made, read);
    }
    assert_eq!(made.len(), read.len());
}

#[test]
fn one_bad_file_stops_nothing_and_each_file_is_accounted_for() {
    let official = Official::load();
    let folder = support::folder();
    Form::good(&official, "市财政局", 1).save(folder.path(), "甲.xlsx");
    Form { name: "空".into(), sheets: official.blank.clone() }.save(folder.path(), "空白.xlsx");
    for (name, bytes) in [("坏.xlsx", "PK\u{3}\u{4}"), ("旧.doc", "x"), ("盖章.pdf", "%PDF"), ("~$甲.xlsx", "x")] {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    std::fs::copy(folder.path().join("甲.xlsx"), folder.path().join("甲（副本）.xlsx")).unwrap();
    let collected = collected(folder.path(), "");
    let mut rows: Vec<String> =
        collected.files.iter().map(|file| format!("{} {} {}", file.file, file.status.name(), file.reason)).collect();
    rows.sort();
    assert_eq!(rows.len(), 7);
    for (row, words) in [
        ("~$甲.xlsx", "跳过 打开文件时的临时文件"),
        ("坏.xlsx", "未读"),
        ("旧.doc", "另存为 .docx"),
        ("空白.xlsx", "未读 是空白的"),
        ("盖章.pdf", "跳过"),
        ("甲（副本）.xlsx", "跳过 与“甲.xlsx”内容完全相同"),
    ] {
        assert!(rows.iter().any(|line| line.starts_with(row) && line.contains(words)), "{row} {words}: {rows:?}");
    }
    assert_eq!(collected.departments, ["市财政局"]);
    assert_eq!(found(&collected, Code::FormUnread).len(), 3);
}

#[test]
fn missing_departments_are_named_and_near_names_are_suggested_but_never_merged() {
    let official = Official::load();
    let folder = support::folder();
    Form::good(&official, "财政局", 1).save(folder.path(), "甲.xlsx");
    Form::good(&official, "市审计局", 2).save(folder.path(), "乙.xlsx");
    let collected = collected(folder.path(), "市财政局\n市审计局\n市林业局\n");
    assert_eq!(collected.missing, ["市财政局", "市林业局"]);
    assert!(found(&collected, Code::NotListed)[0].contains("是不是：市财政局"));
    let near = found(&collected, Code::FormMissing);
    assert!(near.iter().filter(|line| line.contains("名称近似的有：甲.xlsx")).count() == 1, "{near:?}");
    let names: Vec<String> = (5..9).map(|row| text(sheet(&collected, sheets::DATA), row, 1)).collect();
    assert_eq!(names, ["市财政局", "市审计局", "市林业局", "财政局"]);
    let last = text(sheet(&collected, sheets::COLLECTED), 5, 3);
    assert_eq!(last, "未报送");
}

#[test]
fn a_missing_department_is_told_of_the_files_that_are_called_like_it() {
    let official = Official::load();
    let folder = support::folder();
    Form::good(&official, "市财政局", 1).save(folder.path(), "市财政局.xlsx");
    std::fs::write(folder.path().join("市审计局 盖章.pdf"), "%PDF").unwrap();
    std::fs::write(folder.path().join("市林业局.xlsx"), "").unwrap();
    let missing = found(&collected(folder.path(), "市财政局\n市审计局\n市林业局\n市民政局\n"), Code::FormMissing);
    let count = |words: &str| missing.iter().filter(|line| line.contains(words)).count();
    assert_eq!(count("文件“市审计局 盖章.pdf”没有采用：版式文件"), 1, "{missing:?}");
    assert_eq!((count("文件“市林业局.xlsx”没有采用："), count("文件“"), missing.len()), (1, 2, 3), "{missing:?}");
}

#[test]
fn an_alias_makes_two_names_one_department() {
    let official = Official::load();
    let folder = support::folder();
    Form::good(&official, "财政局", 1).save(&folder.path().join("表"), "甲.xlsx");
    let mut list = Sheet::new("名单");
    list.put(0, 0, Cell::text(Role::Text, "部门（单位）名称"));
    list.put(1, 0, Cell::text(Role::Text, "市财政局"));
    let mut aliases = Sheet::new(sheets::ALIASES);
    for (at, text) in [((0, 0), "部门（单位）名称"), ((0, 1), "别名"), ((1, 0), "市财政局"), ((1, 1), "财政局、市财局")]
    {
        aliases.put(at.0, at.1, Cell::text(Role::Text, text));
    }
    let list = read_names("名单.xlsx", &to_bytes(&[list, aliases]).unwrap()).unwrap();
    let collected = collect_by(&folder.path().join("表"), Roster::new(Some(list), None).unwrap());
    assert_eq!((collected.departments.clone(), collected.missing.len()), (vec!["市财政局".to_string()], 0));
    assert!(collected.files[0].reason.contains("表内写作“财政局”"), "{:?}", collected.files);
    assert_eq!(text(sheet(&collected, sheets::ALIASES), 3, 1), "市财局");
}

#[test]
fn two_different_forms_of_a_department_both_stand_and_neither_wins() {
    let official = Official::load();
    let folder = support::folder();
    Form::good(&official, "市财政局", 1).save(folder.path(), "一稿.xlsx");
    Form::good(&official, "市 财政局", 2).save(folder.path(), "二稿.xlsx");
    let collected = collected(folder.path(), "市财政局");
    assert_eq!(found(&collected, Code::FormTwice).len(), 2);
    assert_eq!([data(&collected, 0, "收入合计").0, data(&collected, 1, "收入合计").0], ["600", "1200"]);
}

#[test]
fn a_form_of_another_year_and_texts_copied_from_another_department_are_told() {
    let official = Official::load();
    let folder = support::folder();
    let words =
        "本部门认真履行职责，圆满完成了市委市政府下达的各项目标任务，预算执行率达到百分之九十八点五，群众满意。";
    for (scale, name) in [(1, "市财政局"), (2, "市审计局"), (3, "市林业局")] {
        let mut form = Form::good(&official, name, scale);
        if scale < 3 {
            form.beside("职能职责概述", &words.replace("本部门", name));
        } else {
            form.beside("评价年度", "2023");
        }
        form.save(folder.path(), &format!("{scale}.xlsx"));
    }
    let collected = collected(folder.path(), "");
    let copied = found(&collected, Code::TextCopied);
    assert!(copied.len() == 1 && copied[0].contains("与“市财政局”的1.xlsx 附件3!"), "{copied:?}");
    let year = found(&collected, Code::YearDiffers);
    assert!(year.len() == 1 && year[0].starts_with("3.xlsx") && year[0].contains("应为2024年度"), "{year:?}");
}

#[test]
fn a_form_without_a_name_goes_by_its_file_name_and_one_with_two_names_is_not_read() {
    let official = Official::load();
    let folder = support::folder();
    let mut form = Form::good(&official, "市财政局", 1);
    form.beside("部门（单位）名称", "");
    form.save(folder.path(), "市财政局附件3.xlsx");
    let mut form = Form::good(&official, "市审计局", 2);
    form.put(parts::SCORING, (2, 0), "部门（单位）名称：市林业局");
    form.save(folder.path(), "两个.xlsx");
    let collected = collected(folder.path(), "市财政局\n市审计局");
    assert_eq!(found(&collected, Code::NameFromFile).len(), 1);
    assert!(found(&collected, Code::FormUnread)[0].contains("不止一个部门"), "{:?}", collected.files);
}

/// The form of a department in Word, with a page header and its document changed.
fn in_word(form: &Form, header: &str, change: impl Fn(&str) -> String) -> tempfile::TempDir {
    let parts = unpack(&support::word::document(&form.sheets).0);
    let document = parts.0.iter().find(|(name, _)| name == "word/document.xml").unwrap().1.clone();
    let links =
        r#"<Relationships xmlns="x"><Relationship Id="r1" Type="x/header" Target="header1.xml"/></Relationships>"#;
    let header = format!(r#"<w:hdr xmlns:w="x"><w:p><w:r><w:t>{header}</w:t></w:r></w:p></w:hdr>"#);
    let parts = parts
        .set("word/document.xml", change(&String::from_utf8(document).unwrap()))
        .set("word/_rels/document.xml.rels", links)
        .set("word/header1.xml", header);
    let folder = support::folder();
    std::fs::write(folder.path().join("报送.docx"), parts.zip()).unwrap();
    folder
}

#[test]
fn what_a_page_header_says_is_told_above_all_where_the_form_has_no_name() {
    let official = Official::load();
    let form = Form::good(&official, "市财政局", 1);
    let collected_of = |folder: &tempfile::TempDir| collected(folder.path(), "");
    let named = collected_of(&in_word(&form, "部门名称：市审计局", str::to_string));
    let told = found(&named, Code::LeftOut);
    assert_eq!(told, ["报送.docx 正文 页眉写有“部门名称：市审计局”，没有读取"]);
    let nameless = collected_of(&in_word(&form, "部门名称：市审计局", |text| text.replace("市财政局", "")));
    let why = &nameless.files[0].reason;
    assert!(why.contains("没有填部门") && why.contains("页眉写有“部门名称：市审计局”，不作正文读取"), "{why}");
}

#[test]
fn of_words_a_form_gives_what_is_not_struck_out_and_the_rest_is_told() {
    let official = Official::load();
    let mut form = Form::good(&official, "市财政局", 1);
    form.marks(0, "4", "旧原因新原因");
    form.marks(1, "4", "全部作废");
    let run = |struck: &str, text: &str| {
        let style = if struck.is_empty() { "" } else { "<w:rPr><w:strike/></w:rPr>" };
        format!(r#"<w:r>{style}<w:t>{struck}{text}</w:t></w:r>"#)
    };
    let folder = in_word(&form, "", |text| {
        let whole = |text: &str| format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#);
        text.replace(&whole("旧原因新原因"), &(run("旧原因", "") + &run("", "新原因")))
            .replace(&whole("全部作废"), &run("全部作废", ""))
    });
    let collected = collected(folder.path(), "");
    let own = sheet(&collected, sheets::SELF);
    assert_eq!([text(own, 5, 3), text(own, 5, 5)], ["新原因", ""]);
    let told = found(&collected, Code::MarkedText);
    assert!(told.len() == 2 && told.iter().any(|one| one.contains("〔删除线：旧原因〕新原因")), "{told:?}");
}
