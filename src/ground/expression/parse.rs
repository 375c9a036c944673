//! The grammar of formulas: characters → tokens → tree, each token with its place in the text.

use crate::ground::expression::{FormulaFault, Node, Operation, canonical_name, names};
use crate::ground::number::Unit;
use crate::ground::quantity::Exact;
use rust_decimal::Decimal;
use std::ops::Range;
use std::str::FromStr;

/// Longer texts and deeper brackets are no formula of a finance bureau; the bounds keep the recursion flat.
const LONGEST: usize = 2000;
const DEEPEST: usize = 50;

/// 18 digits stay well inside exact arithmetic.
const MOST_DIGITS: usize = 18;

/// Units that people write behind numbers; the language has none.
const UNITS: &[&str] = &["元", "万元", "亿元", "万", "亿", "人", "天", "个", "分", "项", "例", "次", "平方米"];

#[derive(Clone, Debug, PartialEq)]
enum Symbol {
    Number { value: Exact, text: String },
    Name(String),
    Sign(Operation),
    Open,
    Close,
}

#[derive(Clone, Debug)]
struct Token {
    symbol: Symbol,
    span: Range<usize>,
}

fn fault(span: Range<usize>, message: impl Into<String>) -> FormulaFault {
    FormulaFault { span, message: message.into() }
}

/// Half-width digits and signs for full-width ones; nothing is added or removed, so places stay.
fn half_width(c: char) -> char {
    match c {
        '＋' => '+',
        '－' | '−' | '–' | '—' | '﹣' => '-',
        '＊' | '×' | '✕' | '╳' | '∗' => '*',
        '／' | '÷' | '∕' => '/',
        '（' | '〔' | '［' | '[' | '﹙' => '(',
        '）' | '〕' | '］' | ']' | '﹚' => ')',
        '％' | '﹪' => '%',
        '，' => ',',
        '．' => '.',
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        c => c,
    }
}

/// Parses a whole formula.
pub(super) fn formula(text: &str) -> Result<Node, FormulaFault> {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() > LONGEST {
        return Err(fault(0..chars.len(), format!("公式超过{LONGEST}个字，不予识别")));
    }
    let tokens = tokens(&chars)?;
    if tokens.is_empty() {
        return Err(fault(0..chars.len(), "公式为空"));
    }
    let mut parser = Parser { tokens: &tokens, next: 0, depth: 0, end: chars.len() };
    let root = parser.sum()?;
    match parser.peek() {
        None => {}
        Some(Token { symbol: Symbol::Close, span }) => return Err(fault(span.clone(), "多了一个右括号")),
        Some(token) => return Err(fault(token.span.clone(), "前面缺少运算符（＋ － × ÷）")),
    }
    refuse_bare_hundred(&tokens)?;
    Ok(root)
}

/// `A÷B×100` without % would be taken for 9588% where 95.88% is meant.
fn refuse_bare_hundred(tokens: &[Token]) -> Result<(), FormulaFault> {
    if let [.., times, hundred] = tokens
        && times.symbol == Symbol::Sign(Operation::Times)
        && matches!(&hundred.symbol, Symbol::Number { value, text } if *value == Exact::whole(100) && !text.ends_with('%'))
    {
        return Err(fault(hundred.span.clone(), "“×100”后面缺少百分号，请写成“×100%”"));
    }
    Ok(())
}

fn tokens(original: &[char]) -> Result<Vec<Token>, FormulaFault> {
    let chars: Vec<char> = original.iter().map(|c| half_width(*c)).collect();
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let start = at;
        let symbol = match chars[at] {
            c if c.is_whitespace() => {
                at += 1;
                continue;
            }
            '+' => Symbol::Sign(Operation::Plus),
            '-' => Symbol::Sign(Operation::Minus),
            '*' => Symbol::Sign(Operation::Times),
            '/' => Symbol::Sign(Operation::Over),
            '(' => Symbol::Open,
            ')' => Symbol::Close,
            c if c.is_ascii_digit() && number_end(&chars, at).1 => {
                at = number_end(&chars, at).0;
                number(&chars[start..at], start..at)?
            }
            c if is_name(c) || c.is_ascii_digit() => {
                at = name_end(&chars, at)?;
                name(&original[start..at], start..at)?
            }
            '=' | '＝' => return Err(fault(start..start + 1, "计算公式只写等号右边的部分")),
            c => return Err(fault(start..start + 1, format!("公式中不能有“{}”", shown(c)))),
        };
        // a sign or bracket is one character, numbers and names have moved on already
        at = at.max(start + 1);
        tokens.push(Token { symbol, span: start..at });
    }
    Ok(tokens)
}

/// A character in a message: control characters would break the line.
fn shown(c: char) -> String {
    if c.is_control() { c.escape_unicode().to_string() } else { c.to_string() }
}

/// Where the number at `at` ends, and whether it is a number: digits that a name follows
/// (`2020年预算数`) are the beginning of the name.
fn number_end(chars: &[char], at: usize) -> (usize, bool) {
    let length = chars[at..].iter().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).count();
    let mut end = at + length;
    if chars.get(end) == Some(&'%') {
        end += 1;
    }
    (end, !chars.get(end).is_some_and(|c| is_name(*c)))
}

fn number(chars: &[char], span: Range<usize>) -> Result<Symbol, FormulaFault> {
    let text: String = chars.iter().filter(|c| **c != ',').collect();
    let digits = text.trim_end_matches('%');
    let wrong = || fault(span.clone(), "数字写法有误");
    if digits.len() > MOST_DIGITS || !thousands_are_right(chars) || digits.ends_with('.') {
        return Err(wrong());
    }
    let number = Decimal::from_str(digits).map_err(|_| wrong())?;
    let value = if text.ends_with('%') { Exact::percent(number) } else { Exact::from_decimal(number) };
    Ok(Symbol::Number { value, text })
}

/// 1,000 and 12,345,678.9, but not 1,5 and 1,,000.
fn thousands_are_right(chars: &[char]) -> bool {
    let whole: String = chars.iter().take_while(|c| !matches!(c, '.' | '%')).collect();
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let comma_after_point = chars.iter().skip_while(|c| **c != '.').any(|c| *c == ',');
    !comma_after_point && rest.iter().all(|group| group.len() == 3) && (rest.is_empty() || first.len() <= 3)
}

/// Letters and characters of names; quotation marks and the enumeration comma occur in names.
fn is_name(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '“' | '”' | '"' | '‘' | '’' | '《' | '》' | '、' | '_' | '·' | '〇')
}

/// Where the name at `at` ends: through quotation marks and through brackets that directly follow it.
fn name_end(chars: &[char], at: usize) -> Result<usize, FormulaFault> {
    let mut end = at;
    let mut open: Vec<usize> = Vec::new();
    while let Some(&c) = chars.get(end) {
        match c {
            '(' => open.push(end),
            ')' if open.pop().is_none() => break,
            ')' => {}
            _ if is_name(c) || c.is_ascii_digit() || !open.is_empty() => {}
            _ => break,
        }
        end += 1;
    }
    match open.first() {
        Some(&bracket) => Err(fault(bracket..bracket + 1, "括号没有配对；括号前如果是运算，请写明运算符")),
        None => Ok(end),
    }
}

fn name(chars: &[char], span: Range<usize>) -> Result<Symbol, FormulaFault> {
    let name = canonical_name(&chars.iter().collect::<String>());
    if let Some(value) = hundred_in_words(&name) {
        return Ok(value);
    }
    let unit = name.trim_start_matches(|c: char| half_width(c).is_ascii_digit());
    if unit.len() < name.len() && (UNITS.contains(&unit) || Unit::parse(unit).is_some()) {
        return Err(fault(span, format!("数字后面请不要写单位“{unit}”")));
    }
    let name = names::without_unit(names::without_quotes(name));
    match names::why_no_item(&name) {
        Some(why) => Err(fault(span, why)),
        None => Ok(Symbol::Name(name)),
    }
}

/// 百分之百 is 100%, never a 数据项.
fn hundred_in_words(name: &str) -> Option<Symbol> {
    ["百分之百", "百分之一百"]
        .contains(&name)
        .then(|| Symbol::Number { value: Exact::whole(1), text: "100%".to_string() })
}

struct Parser<'a> {
    tokens: &'a [Token],
    next: usize,
    depth: usize,
    end: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn sign(&mut self, wanted: [Operation; 2]) -> Option<Operation> {
        match self.peek()?.symbol {
            Symbol::Sign(operation) if wanted.contains(&operation) => {
                self.next += 1;
                Some(operation)
            }
            _ => None,
        }
    }

    /// term (+|− term)*
    fn sum(&mut self) -> Result<Node, FormulaFault> {
        let mut left = self.product()?;
        while let Some(operation) = self.sign([Operation::Plus, Operation::Minus]) {
            left = Node::Binary { operation, left: Box::new(left), right: Box::new(self.product()?) };
        }
        Ok(left)
    }

    /// factor (×|÷ factor)*
    fn product(&mut self) -> Result<Node, FormulaFault> {
        let mut left = self.factor()?;
        while let Some(operation) = self.sign([Operation::Times, Operation::Over]) {
            left = Node::Binary { operation, left: Box::new(left), right: Box::new(self.factor()?) };
        }
        Ok(left)
    }

    /// number, name, (sum) or −factor
    fn factor(&mut self) -> Result<Node, FormulaFault> {
        let Some(token) = self.tokens.get(self.next).cloned() else {
            return Err(fault(self.end..self.end, "公式没有写完，末尾缺少数据项或数字"));
        };
        self.next += 1;
        match token.symbol {
            Symbol::Number { value, text } => Ok(Node::Number { value, text }),
            Symbol::Name(name) => Ok(Node::Item(name)),
            Symbol::Sign(Operation::Minus) => {
                let inner = self.deeper(&token.span, Parser::factor)?;
                Ok(Node::Negative(Box::new(inner)))
            }
            Symbol::Open => {
                let inner = self.deeper(&token.span, Parser::sum)?;
                self.close(&token.span)?;
                Ok(Node::Bracket(Box::new(inner)))
            }
            Symbol::Sign(_) => Err(fault(token.span, "运算符前面缺少数据项或数字")),
            Symbol::Close => Err(fault(token.span, "右括号前面缺少数据项或数字")),
        }
    }

    fn deeper(
        &mut self,
        span: &Range<usize>,
        part: fn(&mut Self) -> Result<Node, FormulaFault>,
    ) -> Result<Node, FormulaFault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(fault(span.clone(), format!("括号超过{DEEPEST}层")));
        }
        let inner = part(self)?;
        self.depth -= 1;
        Ok(inner)
    }

    fn close(&mut self, open: &Range<usize>) -> Result<(), FormulaFault> {
        match self.peek() {
            Some(Token { symbol: Symbol::Close, .. }) => {
                self.next += 1;
                Ok(())
            }
            Some(token) => Err(fault(token.span.clone(), "前面缺少运算符（＋ － × ÷）或右括号")),
            None => Err(fault(open.clone(), "左括号没有配对的右括号")),
        }
    }
}
