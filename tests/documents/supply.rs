//! 补正通知: what a department reads there.

use super::{document, example, text};

fn said(department: &str) -> String {
    text(&document(&example(), &format!("{department}-补正通知.docx")))
}

#[test]
fn an_indicator_is_one_item_whatever_is_the_matter_with_it() {
    let said = said("岳阳市金融办");
    let items: Vec<&str> = said.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit())).collect();
    let names: Vec<&str> = items.iter().filter_map(|item| item.split(['．', '：']).nth(1)).collect();
    let mut once = names.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), names.len(), "{items:#?}");
    assert!(
        said.contains("“三公经费”变动率：缺“上年三公经费”，请补报；自评0分，扣5分，没有填写扣分原因，请补填扣分原因。"),
        "{said}"
    );
    // what is missing is said once, not again for the 自评
    assert!(said.contains("预算调整率：缺“预算调整数”“预算数”，请补报。"), "{said}");
}

#[test]
fn what_the_reviewers_have_to_mark_is_not_asked_of_the_department() {
    let said = said("岳阳市金融办");
    let line = said.lines().find(|line| line.starts_with("下列指标由我局评定")).unwrap();
    assert!(line.contains("经济效益、社会效益、生态效益"), "{line}");
    assert!(!said.contains("尚未评定"), "{said}");
    let items: Vec<&str> = said.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit())).collect();
    assert!(!items.iter().any(|item| item.contains("重点工程和重大项目")), "{items:#?}");
}

/// Every letter of the example.
fn letters() -> Vec<(String, String)> {
    let all = super::documents(&example()).into_iter().filter(|(name, _)| name.ends_with("-补正通知.docx"));
    all.map(|(name, document)| (name, text(&document))).collect()
}

#[test]
fn every_item_asks_for_something_and_names_it_whole() {
    for (name, said) in letters() {
        for item in said.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit())) {
            assert!(item.contains('请'), "{name}: {item}");
            assert!(!item.contains('…') && !item.contains("”、“") && !item.contains(' '), "{name}: {item}");
            assert!(item.matches('：').count() < 2, "{name}: {item}");
        }
    }
    let said = said("岳阳市金融办");
    assert!(said.contains("“①已制定或具有资产管理制度，且相关资产管理制度合法、合规、完整”"), "{said}");
}

#[test]
fn a_number_like_that_of_a_card_shows_its_ends_only() {
    let said = said("市林业局");
    assert!(said.contains("填的是4367****8901，数字过大"), "{said}");
}

#[test]
fn a_department_that_is_rated_and_asked_is_told_in_both_letters() {
    let evaluation = example();
    let all = super::documents(&evaluation);
    let mut seen = 0;
    for (name, asked) in letters() {
        let whose = name.trim_end_matches("-补正通知.docx");
        let feedback = all.iter().find(|(name, _)| *name == format!("{whose}-复核结果反馈函.docx"));
        assert_eq!(asked.contains("复核结果另函反馈"), feedback.is_some(), "{asked}");
        if let Some((_, feedback)) = feedback {
            assert!(text(feedback).contains("已另发补正通知"), "{whose}");
            seen += 1;
        }
    }
    assert!(seen > 2, "else this shows nothing");
    // and who is asked nothing is told nothing of it
    assert!(!text(&document(&evaluation, "市审计局-复核结果反馈函.docx")).contains("补正"));
}

#[test]
fn two_departments_of_one_name_are_each_asked_of_their_own_row() {
    let book = crate::support::book::Book::good(&["甲局", "甲局"]).data(1, "三公经费合计", "").data(0, "例数", "1.5");
    let evaluation = book.evaluate();
    let said: Vec<String> = super::documents(&evaluation)
        .into_iter()
        .filter(|(name, _)| name.ends_with("-补正通知.docx"))
        .map(|(_, document)| text(&document))
        .collect();
    assert_eq!(said.len(), 2, "{said:#?}");
    assert!(said[0].contains("1.5") && !said[1].contains("1.5"), "{said:#?}");
    assert!(!said[0].contains("三公经费合计") && said[1].contains("三公经费合计"), "{said:#?}");
}

#[test]
fn a_finding_is_said_as_a_request() {
    for (department, item) in [
        ("市水利局", "相差10万元（纳入专户管理的非税收入拨款为空，按无计），请核对后更正。"),
        ("市科协", "填报有误；填的是“有”，请填“是”或“否”"),
        ("市文化旅游广电局", "经济效益、社会效益、生态效益：本部门分值合计16分，应为15分，请更正本部门分值。"),
        ("市司法局", "自评总分写84.4分，各项合计83.4分，相差1分，请更正。"),
        ("市卫生健康委员会", "填的是1.5，请核对并更正"),
        ("市医疗保障局", "自评6分，分值5分，请更正。"),
    ] {
        let said = said(department);
        assert!(said.contains(item), "{department}: {said}");
        for word in ["应为扣分", "实为", "作待核", "重新运行", "程序", "部门数据"] {
            assert!(!said.contains(word), "{department}: {word}: {said}");
        }
    }
}
