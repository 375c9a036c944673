//! What Excel refuses in a formula.

use crate::workbook::write::text::utf16_len;

/// Excel's limits: characters of a formula, of a text in it, levels of nesting.
const LONGEST: usize = 8_192;
const LONGEST_TEXT: usize = 255;
const DEEPEST: usize = 64;

/// Functions that Excel 2010, WPS and LibreOffice all have and that give one value; none of them is volatile.
const FUNCTIONS: &str = "ABS AND AVERAGE CHOOSE COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS FIND IF IFERROR INDEX INT ISBLANK \
ISERROR ISNUMBER ISTEXT LARGE LEFT LEN LOOKUP MATCH MAX MID MIN MOD N NOT OR RANK ROUND ROUNDUP ROW ROWS SUM SUMIF SUMIFS \
SUMPRODUCT TEXT VALUE";

/// Where [`shape`] must look: digits, texts and quoted names. Asked of a table: every byte of every formula is.
static MARKS: [bool; 256] = {
    let mut marks = [false; 256];
    let mut at = 0;
    while at < 256 {
        marks[at] = matches!(at as u8, b'0'..=b'9' | b'"' | b'\'');
        at += 1;
    }
    marks
};

/// A formula without the row numbers of its cells: a column of a table has one shape. Whatever [`problems`] finds
/// in a formula it finds in all of its shape, but for their length.
pub(crate) fn shape(formula: &str) -> Vec<u8> {
    let bytes = formula.as_bytes();
    let mut shape = Vec::with_capacity(bytes.len());
    let (mut at, mut copied) = (0, 0);
    while let Some(next) = bytes[at..].iter().position(|byte| MARKS[usize::from(*byte)]) {
        at += next;
        let (first, rest) = (bytes[at], &bytes[at + 1..]);
        if first.is_ascii_digit() {
            let end = at + 1 + rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if ends_in_column(&bytes[..at]) {
                shape.extend_from_slice(&bytes[copied..at]);
                shape.push(b'0');
                copied = end;
            }
            at = end;
        } else {
            // a text or a quoted name
            at += 1 + rest.iter().position(|byte| *byte == first).map_or(rest.len(), |end| end + 1);
        }
    }
    shape.extend_from_slice(&bytes[copied..]);
    shape
}

/// Whether `A` or `$A$` stands at the end and is not the end of a longer word.
fn ends_in_column(bytes: &[u8]) -> bool {
    let letters = bytes.iter().rev().take_while(|byte| matches!(byte, b'A'..=b'Z' | b'$')).count();
    let before = bytes[..bytes.len() - letters].last();
    letters > 0 && !before.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | 128..))
}

/// Whether a formula is longer than Excel allows.
pub(crate) fn too_long(formula: &str) -> bool {
    formula.len() > LONGEST && utf16_len(formula) > LONGEST
}

/// Whether a character belongs to a word: a name, a function, a number.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '.'
}

/// What is wrong with `formula`; `sheets` are the names a reference may lead to, `names` the defined names.
pub(crate) fn problems(formula: &str, sheets: &[String], names: &[String]) -> Vec<String> {
    let mut problems = Vec::new();
    let length = utf16_len(formula);
    if length > LONGEST {
        problems.push(format!("公式有 {length} 个字符，超过 {LONGEST}"));
    }
    if formula.trim().is_empty() || formula.starts_with(['=', '{']) || formula.ends_with('}') {
        problems.push("公式为空，或以 =、{ 开头，或以 } 结尾".into());
    }
    let parts = match split(formula) {
        Ok(parts) => parts,
        Err(problem) => {
            problems.push(problem.into());
            return problems;
        }
    };
    problems.extend(
        parts
            .texts
            .iter()
            .filter(|text| utf16_len(text) > LONGEST_TEXT)
            .map(|text| format!("公式中的文字有 {} 个字符，超过 {LONGEST_TEXT}", utf16_len(text))),
    );
    problems.extend(
        parts
            .sheets
            .iter()
            .filter(|name| !sheets.iter().any(|sheet| sheet.eq_ignore_ascii_case(name)))
            .map(|name| format!("公式引用了不存在的工作表“{name}”")),
    );
    problems.extend(nesting(&parts.code));
    problems.extend(words(&parts.code, names));
    problems
}

/// Functions that not every program has, and names that are not defined.
fn words(code: &str, names: &[String]) -> Vec<String> {
    let mut problems = Vec::new();
    let mut rest = code;
    while let Some(start) = rest.find(is_word) {
        rest = &rest[start..];
        let end = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        if after.starts_with('(') && !FUNCTIONS.split(' ').any(|function| function == word) {
            problems.push(format!("公式用了并非各种软件都有的函数“{word}”"));
        }
        let is_name = word.contains('_') && !after.starts_with(['!', '(']);
        if is_name && !names.iter().any(|name| name == word) {
            problems.push(format!("公式用了没有定义的名称“{word}”"));
        }
        rest = after;
    }
    problems
}

/// A formula taken apart.
#[derive(Default)]
struct Parts {
    /// What remains without texts and sheet names.
    code: String,
    /// Texts in double quotes.
    texts: Vec<String>,
    /// Names before `!`.
    sheets: Vec<String>,
}

fn split(formula: &str) -> Result<Parts, &'static str> {
    let mut parts = Parts::default();
    let mut rest = formula;
    while let Some(c) = rest.chars().next() {
        if c == '"' {
            let (text, after) = quoted(rest, '"').ok_or("公式中的引号不成对")?;
            parts.texts.push(text);
            rest = after;
        } else if c == '\'' {
            let (name, after) = quoted(rest, '\'').ok_or("公式中的单引号不成对")?;
            rest = after.strip_prefix('!').ok_or("公式中带单引号的名称后面缺少 !")?;
            parts.sheets.push(name);
        } else {
            let end = rest.find(['"', '\'']).unwrap_or(rest.len());
            parts.sheets.extend(bare_sheets(&rest[..end]));
            parts.code.push_str(&rest[..end]);
            rest = &rest[end..];
        }
    }
    Ok(parts)
}

/// The inside of a quotation that `text` begins with, doubled quotes made single, and what follows.
fn quoted(text: &str, quote: char) -> Option<(String, &str)> {
    let mut inside = String::new();
    let mut rest = text.strip_prefix(quote)?;
    loop {
        let end = rest.find(quote)?;
        inside.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix(quote) {
            Some(more) => {
                inside.push(quote);
                rest = more;
            }
            None => return Some((inside, rest)),
        }
    }
}

/// The unquoted sheet names before each `!` of `code`.
fn bare_sheets(code: &str) -> Vec<String> {
    let mut names: Vec<String> = code
        .split('!')
        .map(|before| before.rsplit(|c: char| "+-*/^&=<>(),; :{}%\n".contains(c)).next().unwrap_or("").to_string())
        .collect();
    names.pop();
    names.retain(|name| !name.starts_with('#'));
    names
}

/// Faults of the brackets.
fn nesting(code: &str) -> Option<String> {
    let (mut depth, mut deepest) = (0_usize, 0);
    for c in code.chars() {
        match c {
            '(' => depth += 1,
            ')' => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return Some("公式的右括号多于左括号".into()),
            },
            '（' | '）' | '，' => return Some(format!("公式中有全角符号“{c}”")),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    if depth > 0 {
        return Some("公式的左括号多于右括号".into());
    }
    (deepest > DEEPEST).then(|| format!("公式嵌套 {deepest} 层，超过 {DEEPEST}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_lacks_the_numbers_of_rows_alone() {
        for (formula, expected) in [
            ("IF(A12<$B$3,部门数据!C450,0.5)", "IF(A0<$B$0,部门数据!C0,0.5)"),
            ("SUM(A1:A99)*10+参数_A1", "SUM(A0:A0)*10+参数_A1"),
            ("\"A1\"&A10&'表A1'!B20", "\"A1\"&A0&'表A1'!B0"),
            ("LOG10(A100)+A00", "LOG0(A0)+A0"),
        ] {
            assert_eq!(String::from_utf8_lossy(&shape(formula)), expected);
        }
    }

    fn found(formula: &str) -> Vec<String> {
        problems(formula, &["部门数据".into(), "得分 明细".into()], &["参数_得分小数位".into()])
    }

    #[test]
    fn good_formulas_pass() {
        for formula in [
            "IF(部门数据!H12=\"\",\"待核（缺数）\",ROUND('得分 明细'!A1*5,2))",
            "ROUND(A1,参数_得分小数位)",
            "SUM(A1:A10)/COUNT(部门数据!$A$1:$A$9)",
            "IF(ISERROR(A1),#N/A,A1&\"说\"\"是\"\"\")",
        ] {
            assert_eq!(found(formula), Vec::<String>::new(), "{formula}");
        }
    }

    #[test]
    fn each_fault_is_named() {
        let deep = format!("{}1{}", "ABS(".repeat(65), ")".repeat(65));
        let long_text = format!("\"{}\"", "长".repeat(256));
        for (formula, expected) in [
            ("SUM(A1", "左括号"),
            ("SUM(A1))", "右括号"),
            ("IF(A1=\"是,1,0)", "引号不成对"),
            ("参数!B2", "参数"),
            ("'自评 得分'!B2", "自评 得分"),
            ("=A1", "开头"),
            ("SUM（A1）", "全角"),
            ("XLOOKUP(A1,A:A,B:B)", "XLOOKUP"),
            ("ROUND(A1,参数_小数位)", "没有定义的名称“参数_小数位”"),
            (&deep, "65 层"),
            (&long_text, "256 个字符"),
            (&"1+".repeat(5000), "8192"),
        ] {
            let found = found(formula).join("\n");
            assert!(found.contains(expected), "{formula}: {found}");
        }
    }
}
