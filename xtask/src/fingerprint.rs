//! `cargo xtask fingerprint`: the SHA-256 of everything the program writes and says for the committed inputs.
//! Equal lists before and after a change show that no user sees a difference.

use sha2::{Digest, Sha256};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A department and an indicator of the worked example.
const DEPARTMENT: &str = "市教育局";
/// Files that the runs read, by their name in the working folder.
const INPUTS: [(&str, &str); 7] = [
    ("example.xlsx", "workbooks/example.xlsx"),
    ("city.xlsx", "workbooks/second-city.xlsx"),
    ("forms/filing.docx", "tests/files/filing.docx"),
    ("forms/filing-libreoffice.docx", "tests/files/filing-libreoffice.docx"),
    ("forms/form.ods", "tests/files/form.ods"),
    ("forms/form.xls", "tests/files/form.xls"),
    ("xlsxwriter.xlsx", "tests/files/xlsxwriter.xlsx"),
];

/// Each run: its arguments, one word each. Later runs may read what earlier ones wrote.
const RUNS: [&str; 44] = [
    "--help",
    "--version",
    "score --help",
    "template --help",
    "collect --help",
    "check --help",
    "rules --help",
    "explain --help",
    "compare --help",
    "score example.xlsx -o live.xlsx",
    "score example.xlsx -o values.xlsx --values --json",
    "score live.xlsx -o again.xlsx",
    "score city.xlsx -o city-live.xlsx --forms city-forms",
    "score city.xlsx -o city-values.xlsx --values --json --forms city-one --forms-in-one",
    "score example.xlsx -o live-forms.xlsx --forms example-one --forms-in-one",
    "score xlsxwriter.xlsx -o written.xlsx --json",
    "template -o template.xlsx",
    "template --form -o form.xlsx",
    "template --rules city.xlsx -o city-template.xlsx --year 2026",
    "template --rules city.xlsx --form -o forms/city-form.xlsx",
    "template --from example.xlsx -o next.xlsx --year 2025",
    "template --from example.xlsx --rules city.xlsx -o changed.xlsx",
    "collect forms -o collected.xlsx",
    "collect forms -o collected-json.xlsx --json",
    "collect city-forms -o city-collected.xlsx --rules city.xlsx --departments city.xlsx",
    "score collected.xlsx -o collected-live.xlsx",
    "check example.xlsx",
    "check example.xlsx --json",
    "check city.xlsx",
    "check template.xlsx",
    "rules example.xlsx",
    "rules city.xlsx --json",
    "rules example.xlsx -o readings.xlsx",
    "rules city.xlsx -o city-readings.xlsx",
    "rules example.xlsx --against city.xlsx",
    "rules example.xlsx --against city.xlsx --json",
    "rules --text 得分=(1-X)*分值 --points 5 --try 100",
    "rules --text 以100%为标准，每超过一个百分点扣1分，扣完为止。 --points 5 --try 101;110 --json",
    "explain example.xlsx DEPARTMENT",
    "explain example.xlsx DEPARTMENT --json",
    "explain example.xlsx DEPARTMENT --set 三公经费预算=7.2 -o opinion.xlsx",
    "explain example.xlsx DEPARTMENT --set 三公经费预算=7.2 --json",
    "compare example.xlsx next.xlsx -o compared.xlsx",
    "compare xlsxwriter.xlsx live.xlsx -o compared-json.xlsx --json",
];

/// Prints a line for each text that the program says and each file that it writes.
pub fn print(root: &Path) -> Result<(), Box<dyn Error>> {
    let built = Command::new(env!("CARGO")).args(["build", "--quiet", "--release"]).current_dir(root).status()?;
    if !built.success() {
        return Err("the program does not build".into());
    }
    let folder = tempfile::tempdir()?;
    fs::create_dir(folder.path().join("forms"))?;
    for (name, source) in INPUTS {
        fs::copy(root.join(source), folder.path().join(name))?;
    }
    for run in RUNS {
        let words = run.split(' ').map(|word| if word == "DEPARTMENT" { DEPARTMENT } else { word });
        let output = Command::new(root.join("target/release/jixiao")).args(words).current_dir(&folder).output()?;
        let code = output.status.code().map_or("none".into(), |code| code.to_string());
        println!("{}  {run}  (exit code {code})", sha256(&[output.stdout, output.stderr].concat()));
    }
    for path in files(folder.path())? {
        let name = path.strip_prefix(folder.path())?;
        println!("{}  {}", sha256(&fs::read(&path)?), name.display());
    }
    Ok(())
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// All files below a folder, by name.
fn files(folder: &Path) -> Result<Vec<PathBuf>, std::io::Error> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { found.append(&mut files(&path)?) } else { found.push(path) }
    }
    found.sort();
    Ok(found)
}
