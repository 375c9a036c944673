//! 疑点: findings about the input, for the reviewer and the department.

use crate::ground::place::Place;

/// 级别: what a finding does, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 一 影响得分: a score is 待核, may be wrong, or cannot be given.
    AffectsMarks,
    /// 二 请部门补正: the marks stand, the department has something to put right.
    AskDepartment,
    /// 三 供核对: may be as it should be.
    Review,
    /// 四 写法统一: the program read a figure in another writing; original and used value are shown.
    Rewritten,
}

impl Level {
    /// The number and the Chinese name.
    pub fn name(self) -> &'static str {
        match self {
            Level::AffectsMarks => "一 影响得分",
            Level::AskDepartment => "二 请部门补正",
            Level::Review => "三 供核对",
            Level::Rewritten => "四 写法统一",
        }
    }

    /// 必须 for the first two, 提示 for the third.
    pub fn severity(self) -> Severity {
        match self {
            Level::AffectsMarks | Level::AskDepartment => Severity::Must,
            Level::Review => Severity::Hint,
            Level::Rewritten => Severity::Normalised,
        }
    }
}

/// 处理: who can settle a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// 局内: the finance bureau, in the workbook it has.
    Bureau,
    /// 部门: only the department that filed.
    Department,
}

impl Owner {
    /// The Chinese name.
    pub fn name(self) -> &'static str {
        match self {
            Owner::Bureau => "局内",
            Owner::Department => "部门",
        }
    }
}

/// 级别 in short, as Excel users know it from 审核公式: the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// 必须: must be settled before the result is published (合法性).
    Must,
    /// 提示: may stand with an explanation (合理性).
    Hint,
    /// 写法统一: the program read a figure in another writing; original and used value are shown.
    Normalised,
}

impl Severity {
    /// The Chinese name.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Must => "必须",
            Severity::Hint => "提示",
            Severity::Normalised => "写法统一",
        }
    }
}

/// One 疑点: a code, a place, what was expected, what was found, what to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// Which kind; see [`Code`].
    pub code: Code,
    /// 部门（单位）名称, where one department is concerned.
    pub department: String,
    /// 三级指标, where one indicator is concerned.
    pub indicator: String,
    /// 应为, 实际, 建议.
    pub message: Message,
}

/// What a 疑点 says in words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Message {
    /// 应为: what was expected.
    pub expected: String,
    /// 实际: what was found, with the difference and its unit.
    pub found: String,
    /// 建议: what to do.
    pub advice: String,
}

impl Message {
    /// 应为, 实际, 建议, in this order.
    pub fn new(expected: impl Into<String>, found: impl Into<String>, advice: impl Into<String>) -> Message {
        Message { expected: expected.into(), found: found.into(), advice: advice.into() }
    }
}

impl Finding {
    /// A finding without department and indicator; add them with [`Finding::of`].
    pub fn new(code: Code, place: Place, message: Message) -> Finding {
        Finding { place, code, department: String::new(), indicator: String::new(), message }
    }

    /// Names the department and the indicator concerned; either may be empty.
    pub fn of(mut self, department: impl Into<String>, indicator: impl Into<String>) -> Finding {
        self.department = department.into();
        self.indicator = indicator.into();
        self
    }

    /// 必须, 提示 or 写法统一, from the code.
    pub fn severity(&self) -> Severity {
        self.code.info().level.severity()
    }

    /// Whether the bureau must settle it before the scores are final (必须处理): these can reach nought.
    pub fn is_open(&self) -> bool {
        self.code.info().is_open()
    }
}

/// By level, within one what the bureau settles first, then by place; the same finding once.
pub fn sort(findings: &mut Vec<Finding>) {
    let order = |finding: &Finding| (finding.code.info().level, finding.code.info().owner);
    findings.sort_by(|a, b| (order(a), a).cmp(&(order(b), b)));
    findings.dedup();
}

/// Findings and faults of several steps of a reading. The steps after one that fails still report theirs.
#[derive(Debug, Default)]
pub struct Gathered {
    /// Findings: they do not stop the run.
    pub findings: Vec<Finding>,
    /// Faults: they stop the run.
    pub faults: Vec<Finding>,
}

impl Gathered {
    /// Keeps the findings or faults of a step; gives its value, if it has one.
    pub fn gather<T>(&mut self, outcome: Result<(T, Vec<Finding>), Vec<Finding>>) -> Option<T> {
        match outcome {
            Ok((value, mut findings)) => {
                self.findings.append(&mut findings);
                Some(value)
            }
            Err(mut faults) => {
                self.faults.append(&mut faults);
                None
            }
        }
    }

    /// The value with all findings, or all faults.
    ///
    /// # Errors
    /// The faults, where there are any.
    pub fn finish<T>(self, value: Option<T>) -> Result<(T, Vec<Finding>), Vec<Finding>> {
        match value {
            Some(value) if self.faults.is_empty() => Ok((value, self.findings)),
            _ => Err(self.faults),
        }
    }
}

/// What a code means: one row of [`CODES`], one row of docs/findings.md.
pub struct CodeInfo {
    /// The code.
    pub code: Code,
    /// 编号 shown to the user, for example `R03`: the letter of its [`Topic`] and a number.
    pub id: &'static str,
    /// 级别.
    pub level: Level,
    /// 处理.
    pub owner: Owner,
    /// 名称, a few words.
    pub title: &'static str,
    /// What it means and what the program does then, one or two sentences.
    pub meaning: &'static str,
}

impl CodeInfo {
    /// Whether the bureau must settle it before the scores are final.
    pub fn is_open(&self) -> bool {
        self.level == Level::AffectsMarks && self.owner == Owner::Bureau
    }
}

/// Declares [`Code`] and [`CODES`] together: a code, its 编号, 级别, 处理, 名称 and meaning.
macro_rules! codes {
    ($($code:ident $id:literal $level:ident $owner:ident $title:literal $meaning:literal;)*) => {
        /// 疑点代码; what each means is in [`CODES`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $title] $code,)*
        }

        /// All codes, in the order of the enum and of docs/findings.md.
        pub const CODES: &[CodeInfo] = &[$(CodeInfo {
            code: Code::$code,
            id: $id,
            level: Level::$level,
            owner: Owner::$owner,
            title: $title,
            meaning: $meaning,
        },)*];
    };
}

codes! {
    NotUnderstood "R01" AffectsMarks Bureau "评分标准未能识别" "评分标准的这几个字程序读不懂，不猜测；请按建议改写，或在“计算公式”列填“评定”改由人工打分。";
    LostComparison "R02" AffectsMarks Bureau "比较符号缺失" "数字前的≤、≥等符号在印发或转换中丢失，含义不定，拒绝采用。";
    BandGap "R03" AffectsMarks Bureau "分档有空缺" "有一段数值不属于任何一档。";
    BandOverlap "R04" AffectsMarks Bureau "分档有重叠" "有一个或一段数值同时属于两档。";
    BandEndDoubtful "R05" AffectsMarks Bureau "分档端点不明" "端点没有注明（含），同时可属于相邻两档。";
    MarksNotFull "R06" AffectsMarks Bureau "得分与分值不符" "评分标准给出的最高得分或各项合计不等于分值。";
    MarksOutOfOrder "R07" AffectsMarks Bureau "各档得分次序颠倒" "各档得分没有随数值依次递减或递增。";
    BaseUnclear "R08" AffectsMarks Bureau "扣分基准不明" "不能确定从哪一个数值起开始扣分。";
    DamagedText "R09" AffectsMarks Bureau "评分标准文字残损" "比较符号变成了其他字符（如“Q100%”“W0”），拒绝采用。";
    Discretion "R10" Review Bureau "酌情扣分，人工评定" "评分标准没有写明扣多少分，由评审人员在“评定得分”列打分。";
    JudgedByChoice "R11" Review Bureau "按要求改为人工评定" "“计算公式”列填写了“评定”，不按评分标准自动计分。";
    SilentOnExcess "R12" Review Bureau "评分标准未规定的情形" "评分标准没有写明另一方向（或负数）如何计分；程序怎样理解，写在疑点和读法里。";
    BadFormula "R13" AffectsMarks Bureau "计算公式有误" "计算公式不能识别，或用到了没有的数据项。";
    MissingFormula "R14" AffectsMarks Bureau "缺少计算公式" "这条评分标准需要计算结果，但“计算公式”列为空。";
    MarksDoNotAddUp "R15" AffectsMarks Bureau "分值合计不符" "三级指标分值之和与二级、一级或总分不一致。";
    SystemFault "R16" AffectsMarks Bureau "评分表有误" "评分表缺少评分标准或分值、指标重名等，不能评分。";
    OtherFullMarks "R17" Review Bureau "满分不是100分" "评分表各项分值合计不是100分，等次按总分占满分的比例评定。";
    WeightAsMarks "R18" Review Bureau "百分数权重作分值" "分值（权重）列写的是百分数，按总分100分换算，15%作15分。";
    FormulaFromText "R19" Review Bureau "采用文字中的算式" "“计算公式”列没有填写，评分标准或指标说明写明了算式，按它计算；请核对。";
    FormulasDiffer "R20" AffectsMarks Bureau "两处算式不一致" "“计算公式”列与评分标准（或指标说明）写明的算式不同，不替用户取舍，拒绝采用。";
    NameTwoWays "R21" AffectsMarks Bureau "数据项两种写法" "两个数据项的名称只差引号，像是同一项；或同一数据项在两处写了不同的单位。";
    MarkedRule "R22" AffectsMarks Bureau "评分规则有删除线或上下标" "评分标准等决定分数的文字里有划掉的字或上下标，不能确定哪些字算数，拒绝采用。";
    SheetUnknown "F01" Review Bureau "工作表未采用" "这个工作表不是本程序的工作表，没有参与计算，原样保留在结果中。";
    ColumnUnknown "F02" Review Bureau "列未采用" "表头不在填报项目之内，这一列没有参与计算，原样保留在结果中。";
    RowSkipped "F03" Review Bureau "行未采用" "合计行、说明行等不是部门，没有参与计算。";
    FormulaAsValue "F04" Review Bureau "公式按结果值保存" "原表的公式在结果工作簿中以计算结果保存。";
    OldFormat "F05" Review Bureau "旧格式文件" "这种格式没有校验码，或读不全单元格格式，建议另存为 .xlsx。";
    HiddenUsed "F06" Review Bureau "隐藏的行列参与计算" "被隐藏或筛选掉的行、列、工作表仍然参与计算。";
    SettingDefault "F07" Review Bureau "参数采用默认值" "“参数”表中没有这一项，采用默认值。";
    HiddenUnderMerge "F08" AffectsMarks Bureau "合并单元格下藏有内容" "合并单元格只显示左上角，其余单元格里还有不同的内容，看不见，也不采用。";
    ResultUnsure "F09" Review Bureau "公式结果可能未计算" "生成这个文件的程序没有计算公式，要求打开时重新计算；其中保存的结果可能不对。";
    HeaderMissing "F10" AffectsMarks Bureau "找不到表头" "工作表中没有找到规定的表头，不能读取。";
    SheetMissing "F11" AffectsMarks Bureau "缺少工作表" "工作簿中没有这个工作表，不能评分。";
    SettingInvalid "F12" AffectsMarks Bureau "参数取值不对" "参数、等次、级别或容差的取值不在允许范围内，不能评分。";
    SettingUnknown "F13" Review Bureau "参数名称不认识" "“参数”表中的这一项不是本程序的参数，没有采用。";
    ColumnMissing "F14" AffectsMarks Bureau "缺少列" "表中没有这一列，相关指标按“缺少数据”口径处理。";
    ColumnTwice "F15" AffectsMarks Bureau "列重复" "同一项目有两列，都没有采用，相关指标按“缺少数据”口径处理。";
    NoDepartment "F16" AffectsMarks Bureau "没有部门" "“部门数据”中没有部门，不能评分。";
    LeftOut "F17" Review Bureau "有内容未带入结果" "图片、图表、数据透视表、条件格式、宏等与评分无关的内容不带入结果工作簿；Word 填报表的页眉、页脚、脚注、批注、自动编号和控件的填写提示没有读取。原文件没有改动。";
    Revised "F18" AffectsMarks Department "Word 文档有修订" "文档中有没有接受或拒绝的修订，程序按接受后的内容读取；修订前后哪一个是定稿，要由部门确认。";
    HiddenText "F19" Review Department "Word 文档有隐藏文字" "设为“隐藏”的文字在打印件上看不见，没有采用。";
    NestedTable "F20" Review Department "表格中套有表格" "Word 表格的格子里还有表格，放在外层表格之后另行读取。";
    UnitUnknown "F21" Review Bureau "数据项单位不明" "名称、计算公式和表头都没有说明这一列的单位，按原数计算，不作万元；请写明单位。";
    MarkedText "F22" Review Bureau "文字有删除线或上下标" "单元格里有划掉的字或上下标，不在数字、名称、评分标准中；说明一类的文字只取没有划掉的。";
    SheetTwice "F30" AffectsMarks Bureau "工作表重名" "两个工作表的名称只差空格或看不见的字符，不能确定采用哪一个，不能评分。";
    SheetRenamed "F31" Rewritten Bureau "工作表名称已规范" "工作表名称多了空格或看不见的字符，已按规范的名称读取，结果中也用规范的名称。";
    TableUnclear "F32" AffectsMarks Bureau "评分表不定" "工作簿有几个评分表，这个部门类别没有对应的评分表，或对应不止一个，或没有填写类别；不猜测，不能评分。";
    TableUnused "F33" Review Bureau "评分表没有采用" "这个评分表没有一个部门的类别与它对应，没有参与计算。";
    OtherTable "F34" Review Department "不是本类部门填报的项目" "工作簿有几个评分表，这一列是别的评分表的项目，本部门所用的评分表没有；填写的内容没有采用。";
    ResultAsInput "F40" Review Bureau "输入是评分结果" "输入文件是本程序以前的评分结果：按其中的参数、评分表和部门数据重新评分，结果各表重新生成。";
    YearRead "F41" Review Bureau "年度写法" "“参数”中的年度不是四位数字：看得出是哪一年的按那一年采用，看不出的照原样印在标题中，请改为四位年份。";
    WordingFault "F42" AffectsMarks Bureau "公文用语有误" "“公文用语”中的段落或填写项（【】中的词）不认识；没有写公文，请改正。";
    FileProtected "F43" Review Bureau "文件设有保护" "文件设了“保护工作簿”一类的保护：Excel 用自己的默认密码加密，打开时不要密码；程序照 Excel 的办法打开，内容全部读取。";
    ForeignFormula "F23" Review Bureau "公式取自其他文件" "公式引用了其他工作簿，保存的结果可能不是最新的，程序不能核对。";
    Normalised "D01" Rewritten Department "数值写法已规范" "单元格中的写法（全角、千分位、单位、空格等）已换成数字；原文与采用值都列出。";
    Unreadable "D02" AffectsMarks Department "数值无法识别" "单元格不是可以识别的数，相关指标作待核。";
    Missing "D03" AffectsMarks Department "缺少数据" "计算所需的数据为空，按“缺少数据”口径处理；空白不等于0。";
    ZeroBase "D04" AffectsMarks Department "基数为零" "计算公式的分母为0，按“基数为零”口径处理。";
    PercentAmbiguous "D05" AffectsMarks Department "百分数不明" "百分比列中的小数可能是比率也可能是百分数，作待核，不猜测。";
    UnitMismatch "D06" AffectsMarks Department "单位不符" "单元格写明的单位与本列单位不同，不自动换算，作待核。";
    DuplicateDepartment "D07" AffectsMarks Bureau "部门重复" "同一部门出现了两行，都列入结果并标明，都不排名，请删去一行。";
    SimilarDepartment "D08" Review Bureau "部门名称相近" "两个部门名称只差一两个字，请核对是否同一部门。";
    MarksOutOfRange "D09" AffectsMarks Bureau "评定得分超出范围" "评定得分小于0或大于分值，作待核。";
    NotCovered "D10" AffectsMarks Bureau "评分标准未覆盖" "数值不在评分标准任何一档之内，作待核。";
    OwnMarksDoNotAddUp "D11" AffectsMarks Department "个性化指标分值不符" "个性化指标分值之和不等于官方指标（或合并的一组）分值，相关指标作待核。";
    OwnUnknown "D12" AffectsMarks Department "个性化指标对不上" "个性化指标中的部门或三级指标不在评价范围内，没有采用。";
    SplitDoesNotAddUp "D13" AffectsMarks Department "合并分值拆分不符" "几项指标共用一个分值，本部门拆分之和不等于该分值，相关指标作待核。";
    TooLarge "D14" AffectsMarks Department "数字过大" "数字超出可精确计算的范围，相关指标作待核。";
    NegativeCount "D15" AffectsMarks Department "数值不应为负" "人数、例数、金额合计等不应为负，相关指标作待核。";
    CategoryMissing "D16" Review Bureau "缺少部门类别" "按类别排名时，没有类别的部门单独列为一类“未分类”。";
    ShortReason "D17" Review Department "扣分无情况说明" "有例数扣分或评定扣分，但没有填写情况说明。";
    FormulaNoResult "D18" AffectsMarks Bureau "公式没有计算结果" "单元格是公式但没有保存计算结果，请在 Excel 或 WPS 中打开并保存一次。";
    ErrorCell "D19" AffectsMarks Department "单元格为错误值" "单元格是 #DIV/0! 等错误值，相关指标作待核。";
    NotANumber "D20" AffectsMarks Department "数字列中是日期或逻辑值" "这一列应填数字，相关指标作待核。";
    NotApplicableFull "D21" Review Bureau "不适用" "部门填报“无”或“不适用”，按“不适用”口径处理。";
    NameMissing "D22" AffectsMarks Bureau "缺少部门名称" "这一行有数据但没有部门名称，没有采用。";
    PartlyNotApplicable "D23" AffectsMarks Department "部分填“无”" "计算所用的数据项有的填“无”，有的有数，不能确定是0还是不适用；或评定得分填“无”，不能确定是不适用还是没有评定。相关指标作待核。";
    JudgementMissing "D24" AffectsMarks Bureau "尚未评定" "“评定得分”列由评审人员填写，现在是空白，按“缺少数据”口径处理。";
    MarkedFigure "D25" AffectsMarks Department "数字有删除线或上下标" "单元格里有划掉的字或上下标（如改数的痕迹、注释编号），不能确定是哪一个数，相关指标作待核；部门名称有这样的字，这一行没有采用。";
    ShownAcross "D26" Review Department "显示的与存储的得分不同" "单元格显示的百分数是四舍五入的，按显示的数计分与按存储的数计分不同；按存储的数计分，请核对。";
    MergedFigure "D30" AffectsMarks Bureau "数据单元格合并" "几个部门或几个项目的数据合并成一格，不能确定是各自的数还是合计，都没有采用，相关指标作待核；结果中这几格已取消合并。";
    SelfNoReason "S01" AskDepartment Department "自评扣分没有原因" "部门自评扣了分但没有填写扣分原因，附件3-1要求填写。";
    SelfFullOnEmpty "S02" AskDepartment Department "自评满分但依据为空" "部门自评给了满分，但计算该指标的数据为空。";
    SelfTotalWrong "S03" AskDepartment Department "自评总分不符" "自评总分不等于各指标自评得分之和。";
    SelfGradeWrong "S04" AskDepartment Department "自评等次不符" "自评等次与自评总分对应的等次不一致。";
    SelfOutOfRange "S05" AskDepartment Department "自评得分超出范围" "自评得分小于0或大于分值，不采用。";
    SelfReasonNoLoss "S06" Review Department "有扣分原因但未扣分" "部门填写了扣分原因，但自评给了满分。";
    SelfDeviates "S07" Review Bureau "自评与复核不一致" "自评得分与按数据复核的得分不同。";
    SelfUnknown "S08" Review Department "自评部门对不上" "自评得分表中的部门不在部门数据中，没有采用。";
    SelfMissing "S09" Review Department "缺少自评" "部门没有自评得分。";
    SelfNotRecomputable "S10" Review Department "自评扣分无法复算" "部门自评扣了分，但没有可供复算的数据。";
    TieBroken "J01" AskDepartment Department "勾稽关系不符（必须）" "审核公式中级别为“必须”的等式不成立。";
    TieDoubtful "J02" Review Department "勾稽关系不符（提示）" "审核公式中级别为“提示”的关系不成立，可附说明。";
    UnitSlip "J03" AffectsMarks Department "疑似单位差一万倍" "这个数与勾稽关系、同一公式的金额，或按本部门其他金额、人数和同类部门推算的数相差约一万倍，疑似元与万元混用，不自动换算。";
    LastYearDiffers "Y01" AffectsMarks Department "与去年的数不符" "“上年”的数据项与去年工作簿中的同一个数不同，用它计算的得分可能不对。";
    LastYearJump "Y02" Review Department "与去年相差悬殊" "编制或资产与去年相差很大，请核对是否填错；属实的附说明。";
    LastYearCopied "Y03" AffectsMarks Department "整行数据与去年相同" "部门的各项数据与去年完全相同，可能是把去年的表又报了一次。";
    LastYearSame "Y04" AffectsMarks Bureau "两年的数据完全相同" "两年都有的部门，数据全部相同：可能用错了文件，或在去年的工作簿上只改了年度。";
    LastYearUnchecked "Y05" Review Bureau "没有与去年核对" "去年没有这个部门或这个数，或两年的单位不同，没有核对。";
    FormUnread "B01" AffectsMarks Department "填报表未读" "文件打不开、不是填报表、是空白表，或不能确定是哪个部门的，没有采用；原因写在“收集情况”。";
    FileSkipped "B02" Review Bureau "文件跳过" "不是填报表的文件（如图片、PDF、本程序的输出），没有读取。";
    FormMissing "B03" AffectsMarks Department "部门未报送" "名单上的部门没有收到可用的填报表；部门数据中留有空行，按待核处理。";
    FormTwice "B04" AffectsMarks Bureau "部门重复报送" "同一部门有几份内容不同的填报表，各占一行都列入，不替部门取舍；请核实后删去作废的文件重新收集。";
    FileCopied "B05" Review Bureau "文件内容相同" "几个文件的内容完全相同，只采用一个。";
    NotListed "B06" AffectsMarks Bureau "部门不在名单" "填报表写的部门名称不在名单和“部门别名”中；照原名列入，近似的名称只作提示，不自动归并。";
    NameFromFile "B07" Review Bureau "部门名称取自文件名" "表内没有填部门名称，文件名中恰有名单上的一个部门，按它列入。";
    FormIncomplete "B08" AffectsMarks Department "填报表不完整" "没有找到规定的表或项目，或没有填写，这些数据没有采用。";
    FormConflict "B09" AffectsMarks Department "同一项目有两处且不一致" "同一文件里有两份同样的表或两处同一项目，内容不一致，都没有采用，不替部门取舍。";
    FormSheetUnknown "B10" Review Department "工作表未采用（填报表）" "填报表文件里的这个工作表不是附件3、附件3-1或补充数据，没有采用。";
    FormRowNameless "B11" AffectsMarks Department "行未采用（填报表）" "这一行有数但没有机构名称，没有采用。";
    SummaryWrong "B12" AskDepartment Department "汇总不等于各机构之和" "“局机关及二级机构汇总”与以下各机构之和不等；采用的是汇总行。";
    SummaryAbsent "B13" Review Department "没有汇总行" "表中没有“局机关及二级机构汇总”，只有一个机构，采用这一行。";
    FormScoring "B14" AffectsMarks Department "附件3-1与评分表不同" "填报表里的附件3-1与评分表的指标或分值不同，或几项指标合填一格；对不上的没有采用。";
    TotalsDiffer "B15" AskDepartment Department "两处综合得分不一致" "附件3写的绩效自评综合得分与附件3-1总分行不一致；采用附件3写的。";
    FormUnit "B16" AffectsMarks Department "金额单位不同（填报表）" "表上写明的金额单位不是万元，不自动换算。";
    FormLeftOut "B17" Review Department "填报内容没有去处" "填报表里填了这一项，标准工作簿没有这一列，没有带入。";
    YearDiffers "B18" AffectsMarks Department "年度不同" "填报表写的年度与其他部门或“参数”不同，可能是往年的表。";
    TextCopied "B19" Review Department "文字雷同" "两个部门的大段文字完全相同，可能是照抄，请核对。";
    JudgeUnread "P01" AffectsMarks Bureau "打分表没有采用" "文件打不开、不是评审打分表、是别的年度或别的工作簿的打分表，或评审不在写明的名单内。";
    JudgeBlank "P02" AffectsMarks Bureau "评审没有打分" "这位评审的这一格是空白；空白不作0分，这一项的评定得分没有填，除非写明按其余评审平均（--partial）。";
    JudgeMarkUnusable "P03" AffectsMarks Bureau "打分不能采用" "打的分不是数、小于0、超过分值、有划掉的字、几格合并成一格，或几项合计超过共用的分值，没有采用，不猜测。";
    JudgeUnknown "P04" AffectsMarks Bureau "打分表与工作簿对不上" "打分表上的部门、指标或分值与工作簿不同，或在不打分的格填了分，没有采用。";
    JudgeTwice "P05" AffectsMarks Bureau "同一评审两处打分不同" "同一位评审有两份打分表（或同一部门有两行），打分不同的各项都没有采用。";
    JudgeMissing "P06" AffectsMarks Bureau "打分表没有收齐" "读到的打分表比应有的少（或多）；没有收齐的，评定得分都没有填，除非写明按其余评审平均（--partial）。";
    JudgedDiffers "P07" AffectsMarks Bureau "已有不同的评定得分" "“部门数据”的这一格已有内容，与评审平均分不同，没有改。";
    JudgeOther "P08" Review Bureau "打分表请核对" "打分表没有写姓名、依据的文件名或标题与工作簿不同，或有内容相同的两份；已采用，请核对。";
    JudgedByOthers "P09" Review Bureau "按其余评审平均" "有评审没有打分或打分没有采用，按要求（--partial）用其余评审的平均分填入。";
    LedgerNotUsed "A01" AffectsMarks Bureau "申诉更正没有采用" "“申诉台账”的这一行同意更正（或结论的写法不认识），但部门、指标、更正项目、更正数值有差错，或与另一行矛盾，或数据已经是这个数；没有更正，不猜测。";
    LedgerMarks "A02" AffectsMarks Bureau "申诉台账的原得分不符" "“申诉台账”写的原得分不是程序按更正前的数据算出的得分，可能填错了行，或后来改过数据。";
    LedgerCheck "A03" Review Bureau "申诉台账请核对" "“申诉台账”的这一行没有更正数据（没有办结、部分同意等），写的部门、指标对不上，或原得分没有写指标，请核对。";
    LedgerUsed "A04" Review Bureau "按申诉台账更正" "这一格按“申诉台账”中同意的一行更正后计分；原来的数写在疑点、批注和“运行信息”中。";
}

impl Code {
    /// The row of [`CODES`] for this code.
    pub fn info(self) -> &'static CodeInfo {
        &CODES[self as usize]
    }

    /// What it is about.
    pub fn topic(self) -> Topic {
        match self.info().id.as_bytes()[0] {
            b'R' => Topic::Criterion,
            b'D' => Topic::Data,
            b'S' => Topic::SelfAssessment,
            b'J' => Topic::Tie,
            b'Y' => Topic::LastYear,
            b'B' => Topic::Form,
            b'P' => Topic::Judges,
            b'A' => Topic::Ledger,
            _ => Topic::File,
        }
    }
}

/// What a 疑点 is about, in the order of docs/findings.md.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// R 评分标准与计算公式
    Criterion,
    /// F 文件、工作表、表头
    File,
    /// D 部门数据、个性化指标
    Data,
    /// S 自评
    SelfAssessment,
    /// J 勾稽关系
    Tie,
    /// Y 与去年核对, found beside last year's workbook.
    LastYear,
    /// B 部门填报表, found by collect.
    Form,
    /// P 评审打分表, found when the sheets of the judges are read.
    Judges,
    /// A 申诉台账
    Ledger,
}

impl Topic {
    /// Every topic with its heading in docs/findings.md, which begins with the letter of its codes.
    pub const HEADINGS: [(Topic, &str); 9] = [
        (Topic::Criterion, "R 评分标准与计算公式"),
        (Topic::File, "F 文件、工作表、表头"),
        (Topic::Data, "D 部门数据、个性化指标"),
        (Topic::SelfAssessment, "S 自评"),
        (Topic::Tie, "J 勾稽关系"),
        (Topic::LastYear, "Y 与去年核对（写明去年的工作簿时）"),
        (Topic::Form, "B 部门填报表（收集时发现）"),
        (Topic::Judges, "P 评审打分表（读取打分时发现）"),
        (Topic::Ledger, "A 申诉台账"),
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_own_number_with_the_letter_of_its_topic() {
        for info in CODES {
            let heading = Topic::HEADINGS.iter().find(|(topic, _)| *topic == info.code.topic());
            assert!(heading.is_some_and(|(_, heading)| info.id.starts_with(&heading[..1])), "{}", info.id);
        }
        let mut ids: Vec<_> = CODES.iter().map(|c| c.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), CODES.len());
    }
}
