//! The annex of several 评分表: those of each, and 汇总 and 排名 of all before them.

use super::{annex_of, named, rows, texts};
use crate::support;
use crate::support::city::{City, TABLES};
use jixiao::workbook::Sheet;
use jixiao::workbook::write::to_bytes;
use std::collections::BTreeMap;

fn city(seed: u64) -> City {
    City::joined(seed).setting("缺少数据", "计0分")
}

/// The texts of a sheet without what tells that it is one of several, and whether it is final.
fn bare(sheet: &Sheet, mark: &str) -> Vec<Vec<String>> {
    let one = |text: String| text.replace(mark, "").replace("（政府部门）", "").replace("（未定稿）", "");
    // a long title is broken where its length says
    let table =
        rows(sheet).into_iter().skip_while(|row| !row.iter().any(|text| text == "单位：分" || text == "单位：分、个"));
    table.map(|row| row.into_iter().map(one).collect()).collect()
}

/// The independent check: a workbook with one table knows nothing of the others.
#[test]
fn each_table_has_the_sheets_that_it_has_alone() {
    let joined = city(2).evaluations();
    let sheets = annex_of(joined.whole());
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names[..4], ["汇总", "排名", "汇总（其余）", "排名（其余）"]);
    for (table, (name, _)) in TABLES.iter().enumerate() {
        let mark = if name.is_empty() { "（其余）".to_string() } else { format!("（{name}）") };
        let alone = City::alone(table, 2).setting("缺少数据", "计0分").evaluations();
        for one in annex_of(alone.whole()) {
            let (base, part) = one.name.split_at(one.name.find('（').unwrap_or(one.name.len()));
            let own = named(&sheets, &format!("{base}{mark}{part}"));
            assert_eq!(bare(own, &mark), bare(&one, &mark), "{}", own.name);
            let first = rows(own).into_iter().flatten().next().unwrap();
            let printed = if name.is_empty() { "（政府部门）" } else { &mark };
            assert!(first.ends_with(printed), "附件 of {}: {first}", own.name);
        }
    }
}

#[test]
fn all_departments_are_ranked_by_the_share_of_their_full_marks() {
    let joined = city(3).evaluations();
    let sheets = annex_of(joined.whole());
    let json = jixiao::result::json::result(joined.whole(), "", &[]);
    let ranks: BTreeMap<String, u64> = json["overall"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|one| Some((one["name"].as_str()?.to_string(), one["rank"].as_u64()?)))
        .collect();
    let list: Vec<Vec<String>> =
        rows(named(&sheets, "排名")).into_iter().skip_while(|row| row.first().is_none_or(|text| text != "1")).collect();
    let mut seen = 0;
    for row in list.iter().take_while(|row| row.len() == 8 && !row[3].starts_with('—')) {
        let told = row[7].strip_prefix("并列第").or(row[7].strip_prefix("第"));
        let rank: u64 = told.and_then(|rest| rest.split('名').next()).unwrap_or(&row[0]).parse().unwrap();
        assert_eq!(Some(&rank), ranks.get(&row[1]), "{row:?}");
        seen += 1;
    }
    assert_eq!(seen, ranks.len());
    let summary = texts(named(&sheets, "汇总"));
    assert!(
        summary.contains("按部门类别分别采用3个评分表") && summary.contains("党群部门7个（评分表满分45分）"),
        "{summary}"
    );
}

#[test]
fn what_is_open_for_one_table_makes_every_sheet_a_draft_and_the_file_is_known_again() {
    let mut open = city(2);
    let twice = open.sheet("部门数据").rows[5].clone();
    open.sheet("部门数据").rows.push(twice);
    let joined = open.evaluations();
    assert!(joined.each[0].findings.iter().any(|finding| finding.is_open()));
    let sheets = annex_of(joined.whole());
    for sheet in &sheets {
        assert!(texts(sheet).replace('\n', "").contains("（未定稿）"), "{}", sheet.name);
    }
    let folder = support::folder();
    std::fs::write(folder.path().join("评分.xlsx"), to_bytes(&open.sheets).unwrap()).unwrap();
    for _ in 0..2 {
        let (code, said) = support::said(folder.path(), &["评分.xlsx"]);
        assert!(code == 1 && said.contains("附件：评分-附件.xlsx") && said.contains("未定稿"), "{said}");
    }
}
