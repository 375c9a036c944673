//! The command line: what the user typed, in English or Chinese verbs.

use crate::cli::outcome::{Exit, Outcome};
use clap::{Arg, Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

const HELP: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}";
const AFTER: &str = "最简单的用法：把填好的工作簿拖到本程序上，或运行 jixiao 年度评分.xlsx，\n\
结果存为“原文件名-评分结果.xlsx”，原文件不会改动。\n\
把存放各部门填报表的文件夹拖到本程序上，就汇总成“文件夹名-汇总.xlsx”。\n\
退出码：0 完成；1 完成，但有局内必须处理的疑点；2 未能运行。";

/// 部门整体支出绩效评价：一个工作簿进，评分、扣分原因、排名、汇总齐备的工作簿出。
#[derive(Debug, Parser)]
#[command(name = "jixiao", version, help_template = HELP, after_help = AFTER, disable_help_subcommand = true)]
#[command(subcommand_help_heading = "命令", subcommand_value_name = "命令", disable_version_flag = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 评分：读取工作簿，写出评分结果（可省略 score 直接写文件名）
    #[command(visible_alias = "评分", help_template = HELP)]
    Score(Score),
    /// 模板：生成待填写的标准工作簿
    #[command(visible_alias = "模板", help_template = HELP)]
    Template(Template),
    /// 收集：把文件夹里各部门的填报表（附件3、附件3-1）汇总成一个标准工作簿
    #[command(visible_alias = "收集", help_template = HELP)]
    Collect(Collect),
    /// 评审：写出评审打分表（一名评审一份），或读回打好的分，取平均分填入评定得分
    #[command(visible_alias = "评审", help_template = HELP)]
    Judges(Judges),
    /// 检查：只列疑点，不写结果
    #[command(visible_alias = "检查", help_template = HELP)]
    Check(Check),
    /// 规则：程序怎样理解每一条评分标准
    #[command(visible_alias = "规则", help_template = HELP)]
    Rules(Rules),
    /// 解释：一个部门每项得分的计算过程
    #[command(visible_alias = "解释", help_template = HELP)]
    Explain(Explain),
    /// 对比：今年的结果与去年的结果对照，写出年度对比表
    #[command(visible_alias = "对比", help_template = HELP)]
    Compare(Compare),
    /// 台账：给没有“申诉台账”的工作簿加上这张表，其他各表不变
    #[command(visible_alias = "台账", help_template = HELP)]
    Ledger(Ledger),
    /// 菜单：一步一步问着做，文件拖进窗口即可（在 Windows 上双击程序就是它）
    #[command(visible_alias = "菜单", help_template = HELP)]
    Menu,
    /// 页面：在浏览器里打开图形页面，不联网
    #[command(visible_alias = "页面", help_template = HELP)]
    Page(Page),
}

/// 页面
#[derive(Debug, Args)]
pub struct Page {
    /// 只把页面存成文件（.html），不打开
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
}

/// 台账
#[derive(Debug, Args)]
pub struct Ledger {
    /// 填好的工作簿
    #[arg(value_name = "工作簿")]
    pub file: PathBuf,
    /// 存到哪里；不写则在原文件旁，名为“原文件名-台账.xlsx”
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
}

/// 对比
#[derive(Debug, Args)]
pub struct Compare {
    /// 去年的工作簿，或去年的评分结果
    #[arg(value_name = "去年")]
    pub before: PathBuf,
    /// 今年的工作簿，或今年的评分结果
    #[arg(value_name = "今年")]
    pub after: PathBuf,
    /// 对比表存到哪里；不写则在今年的文件旁，名为“原文件名-年度对比.xlsx”
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
    /// 以 JSON 输出
    #[arg(long)]
    pub json: bool,
}

/// 评分
#[derive(Debug, Args)]
pub struct Score {
    /// 填好的工作簿（.xlsx、.xlsm、.xls、.xlsb、.et、.ods）
    #[arg(value_name = "工作簿")]
    pub file: PathBuf,
    /// 结果存到哪里；不写则在原文件旁，名为“原文件名-评分结果.xlsx”
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
    /// 另为每个部门写一份复核后的附件3-1（一个部门一个文件），存到这个文件夹
    #[arg(long, value_name = "文件夹")]
    pub forms: Option<PathBuf>,
    /// 各部门的附件3-1写进一个工作簿，一个部门一张表，前附目录
    #[arg(long, requires = "forms")]
    pub forms_in_one: bool,
    /// 另写公文（Word）：通报、评价报告，各部门的复核结果反馈函、补正通知、整改通知书，存到这个文件夹
    #[arg(long, value_name = "文件夹")]
    pub word: Option<PathBuf>,
    /// 附件和公文供公开用：略去人名、电话、疑点和情况说明，有电话或身份证号的不写
    #[arg(long, conflicts_with = "forms")]
    pub public: bool,
    /// 与去年的工作簿（或去年的评分结果）核对：上年的数、编制、资产、整行相同
    #[arg(long, value_name = "去年的工作簿")]
    pub last_year: Option<PathBuf>,
    /// 不另写附件（默认在结果旁另写“-附件.xlsx”，供随文印发）
    #[arg(long)]
    pub no_annex: bool,
    /// 结果只写数值，不写公式（文件小，便于外发）
    #[arg(long)]
    pub values: bool,
    /// 日期，如 2025年7月1日：写入“运行信息”；“参数”表没有填编制日期的，也印在附件上
    #[arg(long, value_name = "日期", default_value = "", hide_default_value = true)]
    pub date: String,
    /// 以 JSON 输出结果，供其他程序使用
    #[arg(long)]
    pub json: bool,
}

/// 模板
#[derive(Debug, Args)]
pub struct Template {
    /// 模板存到哪里
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
    /// 生成部门填报的附件3和附件3-1，下发各部门填写；-o 写 .docx 的，生成 Word 文档
    #[arg(long, conflicts_with_all = ["from", "departments"])]
    pub form: bool,
    /// 按这个工作簿的“评分表”生成（其他市县、新一年度的评分表）
    #[arg(long, value_name = "工作簿")]
    pub rules: Option<PathBuf>,
    /// 带入这个工作簿已填的参数、部门、别名、数据、自评、个性化指标和审核公式；不写 --rules 则按它自己（改过）的评分表重建。
    /// --year 与它的年度不同的，就是开始新的一年：不带入它的数据、自评和评定得分，只有“上年”各列取自它
    #[arg(long, value_name = "工作簿", conflicts_with = "departments")]
    pub from: Option<PathBuf>,
    /// 部门名单（.xlsx、.csv、.txt），填入部门名称
    #[arg(long, value_name = "文件")]
    pub departments: Option<PathBuf>,
    /// 年度，写入“参数”表
    #[arg(long, value_name = "年份", default_value = "", hide_default_value = true)]
    pub year: String,
}

/// 收集
#[derive(Debug, Args)]
pub struct Collect {
    /// 存放各部门填报表的文件夹（含子文件夹；.xlsx、.xls、.et、.ods、.docx）
    #[arg(value_name = "文件夹")]
    pub folder: PathBuf,
    /// 汇总成的标准工作簿存到哪里；不写则在文件夹旁，名为“文件夹名-汇总.xlsx”
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
    /// 按这个工作簿的“评分表”“参数”“审核公式”汇总；不写则用内置的附件3-1
    #[arg(long, value_name = "工作簿")]
    pub rules: Option<PathBuf>,
    /// 部门名单（.xlsx、.csv、.txt，或有“部门数据”的工作簿），核对是否收齐；可有“部门别名”表
    #[arg(long, value_name = "文件")]
    pub departments: Option<PathBuf>,
    /// 年度；不写则取“参数”表或填报表上的年度
    #[arg(long, value_name = "年份", default_value = "", hide_default_value = true)]
    pub year: String,
    /// 以 JSON 输出结果，供其他程序使用
    #[arg(long)]
    pub json: bool,
}

/// 评审
#[derive(Debug, Args)]
pub struct Judges {
    /// 要评审的工作簿
    #[arg(value_name = "工作簿")]
    pub file: PathBuf,
    /// 评审的姓名，一名写一次；读回时写明，可以核对是否收齐
    #[arg(long = "judge", value_name = "姓名")]
    pub names: Vec<String>,
    /// 评审人数，姓名以后再写（打分表上先写“评审1”“评审2”……）
    #[arg(long = "judges", value_name = "人数", conflicts_with = "names", value_parser = clap::value_parser!(u16).range(1..=99))]
    pub count: Option<u16>,
    /// 读回打好分的打分表：文件或文件夹，可写多个
    #[arg(long, value_name = "打分表", num_args = 1..)]
    pub read: Vec<PathBuf>,
    /// 有评审没有打分（或打分没有采用、打分表没有收齐）的，按其余评审的平均分填，逐项列出；不写则不填
    #[arg(long, requires = "read")]
    pub partial: bool,
    /// 打分表存到哪里：文件夹（一名评审一个文件），或一个 .xlsx 文件（一名评审一张表）；
    /// 读回时是填好评定得分的新工作簿。不写则在原文件旁，名为“原文件名-评审打分表”（文件夹）、“原文件名-评定.xlsx”
    #[arg(short, long, value_name = "文件夹或文件")]
    pub output: Option<PathBuf>,
    /// 以 JSON 输出
    #[arg(long)]
    pub json: bool,
}

/// 检查
#[derive(Debug, Args)]
pub struct Check {
    /// 填好的工作簿
    #[arg(value_name = "工作簿")]
    pub file: PathBuf,
    /// 与去年的工作簿（或去年的评分结果）核对：上年的数、编制、资产、整行相同
    #[arg(long, value_name = "去年的工作簿")]
    pub last_year: Option<PathBuf>,
    /// 列出全部疑点；不写则列最要紧的一屏
    #[arg(long)]
    pub all: bool,
    /// 以 JSON 输出
    #[arg(long)]
    pub json: bool,
}

/// 规则
#[derive(Debug, Args)]
pub struct Rules {
    /// 工作簿；只试一句话时不写
    #[arg(value_name = "工作簿", required_unless_present = "text")]
    pub file: Option<PathBuf>,
    /// 只试这一句评分标准
    #[arg(long, value_name = "评分标准", conflicts_with = "file", requires = "points", allow_hyphen_values = true)]
    pub text: Option<String>,
    /// 这一句的分值
    #[arg(long, value_name = "分值")]
    pub points: Option<String>,
    /// 这一句所说的目标值，如 95%、20个
    #[arg(long, value_name = "目标值", default_value = "", hide_default_value = true, requires = "text")]
    pub target: String,
    /// 试算的数值，用分号隔开：百分数（101）、例数或天数（3）、是否（是,否,是）、两个金额（22.11,60.29）、不适用
    #[arg(
        long = "try",
        value_name = "数值",
        default_value = "",
        hide_default_value = true,
        allow_hyphen_values = true
    )]
    pub tries: String,
    /// 口径，如 不足一个百分点=按比例扣；可写多次（更正部门数据用“解释”命令的 --set）
    #[arg(long = "set", value_name = "名称=值")]
    pub settings: Vec<String>,
    /// 与这个工作簿的评分表比较：列出变化，并用同样的数据按两张表各算一遍
    #[arg(long, value_name = "工作簿", conflicts_with_all = ["text", "output"])]
    pub against: Option<PathBuf>,
    /// 写成一张表，印发各部门确认
    #[arg(short, long, value_name = "文件", conflicts_with_all = ["text", "json"])]
    pub output: Option<PathBuf>,
    /// 以 JSON 输出
    #[arg(long)]
    pub json: bool,
}

/// 解释
#[derive(Debug, Args)]
pub struct Explain {
    /// 填好的工作簿
    #[arg(value_name = "工作簿")]
    pub file: PathBuf,
    /// 部门名称
    #[arg(value_name = "部门")]
    pub department: String,
    /// 三级指标；不写则列出全部
    #[arg(value_name = "指标")]
    pub indicator: Option<String>,
    /// 申诉试算：按更正后的数据算一遍，与原结果对照，不改动工作簿；如 三公经费预算=7.2、资产管理安全性/③=0、
    /// 采购预算=无，等号后不写表示空白；可写多次
    #[arg(long = "set", value_name = "数据项=值")]
    pub corrections: Vec<String>,
    /// 把试算结果写成一页复核意见（.xlsx，或 .docx）
    #[arg(short, long, value_name = "文件", requires = "corrections")]
    pub output: Option<PathBuf>,
    /// 以 JSON 输出
    #[arg(long)]
    pub json: bool,
}

/// What was typed, or what to say instead of running.
pub enum Parsed {
    /// Commands in their order; several only where several workbooks were given without a verb.
    Run(Vec<Command>),
    /// Help, version or a complaint.
    Print(Outcome),
}

/// Parses the arguments; a bare file name stands for `score`, and several for one after the other.
pub fn parse(arguments: Vec<OsString>) -> Parsed {
    let files = arguments.get(1..).unwrap_or_default();
    if files.len() > 1 && files.iter().all(|file| Path::new(file).is_file()) {
        let score = |file: &OsString| parse_one(vec![arguments[0].clone(), "score".into(), file.clone()]);
        let commands = files.iter().flat_map(|file| match score(file) {
            Parsed::Run(commands) => commands,
            Parsed::Print(_) => Vec::new(),
        });
        return Parsed::Run(commands.collect());
    }
    parse_one(arguments)
}

fn parse_one(arguments: Vec<OsString>) -> Parsed {
    let arguments = with_verb(arguments);
    let mut command = Cli::command();
    command.build();
    command = in_chinese(command);
    match command.try_get_matches_from(arguments).and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => Parsed::Run(vec![cli.command]),
        Err(error) => complaint(&error),
    }
}

/// `jixiao FILE` is `jixiao score FILE`, and `jixiao FOLDER` is `jixiao collect FOLDER`.
fn with_verb(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let Some(first) = arguments.get(1).map(|first| first.to_string_lossy().into_owned()) else {
        arguments.push("--help".into());
        return arguments;
    };
    let command = Cli::command();
    let is_verb = command
        .get_subcommands()
        .any(|verb| verb.get_name() == first || verb.get_all_aliases().any(|alias| alias == first));
    let is_folder = Path::new(&first).is_dir();
    let is_file = first.contains(['.', '/', '\\']) || is_folder || Path::new(&first).exists();
    if is_verb || !is_file || first.starts_with('-') {
        return arguments;
    }
    arguments.insert(1, if is_folder { "collect" } else { "score" }.into());
    arguments
}

/// The built-in `--help` and the headings of what is listed in Chinese, for every verb.
fn in_chinese(command: clap::Command) -> clap::Command {
    let heading = |arg: Arg| if arg.is_positional() { arg.help_heading("参数") } else { arg.help_heading("选项") };
    let translate = |command: clap::Command| command.mut_arg("help", |help| help.help("显示帮助")).mut_args(heading);
    translate(command).mut_subcommands(translate)
}

/// The words that clap itself puts into a help text.
fn chinese_help(text: &str) -> String {
    let lines = text.lines().map(|line| match line.split_once("[alias") {
        Some((before, alias)) => {
            let names = alias.trim_start_matches("es").trim_start_matches(": ").trim_end_matches(']');
            format!("{before}（也可写作：{names}）")
        }
        None => line.replace("[OPTIONS]", "[选项]"),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn complaint(error: &clap::Error) -> Parsed {
    use clap::error::{ContextKind, ErrorKind};
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    ) {
        return Parsed::Print(Outcome::done(chinese_help(&error.render().to_string())));
    }
    let what = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let argument = what(ContextKind::InvalidArg);
    let text = match error.kind() {
        ErrorKind::MissingRequiredArgument => format!("缺少参数：{}", argument.replace('\n', " ")),
        ErrorKind::UnknownArgument if argument.starts_with('-') => format!("不认识的选项：{argument}"),
        ErrorKind::UnknownArgument => format!("多余的参数：{argument}；几个工作簿一起评分的，只写文件名，文件都要在"),
        ErrorKind::InvalidSubcommand => format!("不认识的命令：{}", what(ContextKind::InvalidSubcommand)),
        ErrorKind::ArgumentConflict => format!("{argument} 不能与 {} 同时使用", what(ContextKind::PriorArg)),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("{argument} 后面的值不对"),
        _ => "命令写法不对".to_string(),
    };
    Parsed::Print(Outcome { text: format!("{text}\n运行 jixiao --help 看用法。"), exit: Exit::NotRun })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Parsed {
        parse(arguments.iter().map(OsString::from).collect())
    }

    fn told(arguments: &[&str], exit: Exit) -> String {
        let Parsed::Print(outcome) = parsed(arguments) else { panic!() };
        assert_eq!(outcome.exit, exit);
        outcome.text
    }

    #[test]
    fn a_bare_file_is_scored() {
        let Parsed::Run(commands) = parsed(&["jixiao", "年度评分.xlsx"]) else { panic!() };
        let [Command::Score(score)] = &commands[..] else { panic!() };
        assert_eq!(score.file, PathBuf::from("年度评分.xlsx"));
    }

    #[test]
    fn verbs_have_chinese_names() {
        let check = parsed(&["jixiao", "检查", "a.xlsx"]);
        assert!(matches!(check, Parsed::Run(commands) if matches!(commands[..], [Command::Check(_)])));
        let explain = parsed(&["jixiao", "解释", "a.xlsx", "财政局"]);
        assert!(matches!(explain, Parsed::Run(commands) if matches!(commands[..], [Command::Explain(_)])));
    }

    #[test]
    fn help_speaks_chinese() {
        let text = told(&["jixiao", "--help"], Exit::Done);
        for word in ["Usage", "Options", "Commands", "Print", "alias", "Arguments", "OPTIONS"] {
            assert!(!text.contains(word), "{word} in {text}");
        }
    }

    #[test]
    fn a_wrong_option_a_mistyped_verb_and_a_second_file_are_told_in_chinese() {
        for (arguments, expected) in [
            (["jixiao", "score", "a.xlsx", "--fast"].as_slice(), "不认识的选项：--fast"),
            (&["jixiao", "scor", "a.xlsx"], "不认识的命令：scor"),
            (&["jixiao", "a.xlsx", "b.xlsx"], "多余的参数：b.xlsx"),
        ] {
            let text = told(arguments, Exit::NotRun);
            assert!(text.contains(expected), "{text}");
        }
    }
}
