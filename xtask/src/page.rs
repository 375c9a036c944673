//! `cargo xtask page`: the page, one file, from nothing. It calls the tools and says what is missing.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// What the processor must know: the oldest browser is Chromium 87, which has no reference types.
const FEATURES: &str =
    "-C target-cpu=mvp -C target-feature=+bulk-memory,+mutable-globals,+nontrapping-fptoint,+sign-ext";
const TARGET: &str = "wasm32-unknown-unknown";
/// The toolchain that has the source of the standard library.
const DEBIAN: [&str; 2] = ["/usr/bin/cargo", "/usr/bin/rustc"];

/// Less to build, and slower: for the tests in a browser.
const QUICK: [&str; 4] =
    ["--config", "profile.release.opt-level=1", "--config", "profile.release.package.jixiao.opt-level=0"];

/// Builds the page; a `quick` one is not for release.
///
/// # Errors
/// A tool is missing or fails.
pub fn build(root: &Path, output: &Path, quick: bool) -> Result<(), Box<dyn Error>> {
    let linker = tools(root)?;
    let built = root.join("target/page");
    let web = root.join("web");
    let engine = step("引擎（WebAssembly）", || {
        let mut cargo = debian_cargo();
        cargo.args(["build", "--release", "--locked", "-Z", "build-std=std,panic_abort", "--target", TARGET]);
        cargo.args(QUICK.iter().filter(|_| quick)).arg("--target-dir").arg(&built).current_dir(&web);
        cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", &linker);
        cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", FEATURES);
        run(&mut cargo)?;
        Ok(built.join(TARGET).join("release/jixiao_web.wasm"))
    })?;
    let bound = step("接口（wasm-bindgen）", || {
        let manifest = web.join("bindgen/Cargo.toml");
        let mut bindgen = Command::new(env!("CARGO"));
        bindgen.args(["run", "--release", "--locked", "--manifest-path"]).arg(manifest);
        bindgen.arg("--target-dir").arg(&built).arg("--").arg(&engine).arg(built.join("bound"));
        run(&mut bindgen)?;
        Ok(built.join("bound"))
    })?;
    step("页面（npm、esbuild）", || {
        let page = web.join("page");
        if !page.join("node_modules/esbuild").is_dir() {
            run(Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--silent"]).current_dir(&page))?;
        }
        let mut node = Command::new("node");
        node.arg(page.join("build.mjs")).arg(bound.join("jixiao.js")).arg(bound.join("jixiao_bg.wasm")).arg(output);
        run(&mut node)
    })
}

/// Looks for every tool before anything is built; gives the linker.
fn tools(root: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let mut missing = Vec::new();
    if DEBIAN.iter().any(|tool| !Path::new(tool).is_file()) || !Path::new("/usr/lib/rustlib/src/rust").exists() {
        missing.push("Debian 的 rustc-web cargo-web rust-web-src（标准库的源代码要与 rustc 同版本）");
    }
    if !["node", "npm"].iter().all(|tool| is_there(tool)) {
        missing.push("node、npm");
    }
    let linker = rust_lld(root);
    if linker.is_none() {
        missing.push("rustup 工具链中的 rust-lld");
    }
    match linker {
        Some(linker) if missing.is_empty() => Ok(linker),
        _ => Err(format!("还缺少：{}", missing.join("；")).into()),
    }
}

/// The linker that comes with the toolchain of the root.
fn rust_lld(root: &Path) -> Option<PathBuf> {
    let printed = Command::new("rustc").args(["--print", "sysroot"]).current_dir(root).output().ok()?;
    let host = Path::new("lib/rustlib/x86_64-unknown-linux-gnu/bin/rust-lld");
    let path = Path::new(String::from_utf8(printed.stdout).ok()?.trim()).join(host);
    path.is_file().then_some(path)
}

/// The cargo that can build the standard library too.
pub fn debian_cargo() -> Command {
    let mut cargo = Command::new(DEBIAN[0]);
    // the variables of the cargo that runs this one would reach the other
    for variable in ["RUSTUP_TOOLCHAIN", "CARGO", "LD_LIBRARY_PATH"] {
        cargo.env_remove(variable);
    }
    cargo.env("RUSTC", DEBIAN[1]).env("RUSTC_BOOTSTRAP", "1");
    cargo
}

/// Whether there is a tool of that name.
pub fn is_there(tool: &str) -> bool {
    Command::new(tool).arg("--version").output().is_ok()
}

/// Runs a command to its end.
///
/// # Errors
/// It is not there, or it fails.
pub fn run(command: &mut Command) -> Result<(), Box<dyn Error>> {
    let status = command.status().map_err(|error| format!("{command:?}：{error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?}：{status}").into()) }
}

/// Does a step and says what it cost.
///
/// # Errors
/// Those of the step.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T, Box<dyn Error>>) -> Result<T, Box<dyn Error>> {
    let begun = Instant::now();
    let done = work()?;
    println!("{name}：{:.0} 秒", begun.elapsed().as_secs_f64());
    Ok(done)
}
