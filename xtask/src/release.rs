//! `cargo xtask release`: every file of a release, and their SHA-256 sums. Programs for other systems are built by
//! Debian's toolchain, which has the source of the standard library.

use crate::page::{self, debian_cargo, is_there, run, step};
use sha2::{Digest, Sha256};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the page is called.
const PAGE: &str = "jixiao.html";
/// What lists the sums.
const SUMS: &str = "SHA256SUMS";
/// Windows 7 and later; the usual target needs Windows 10.
const WINDOWS: &str = "x86_64-win7-windows-gnu";
/// Tools that a release needs beside those of the page, and Debian's packages of them.
const TOOLS: [(&str, &str); 3] = [
    ("x86_64-w64-mingw32-gcc", "gcc-mingw-w64-x86-64"),
    ("x86_64-linux-musl-gcc", "musl-tools"),
    ("aarch64-linux-gnu-gcc", "gcc-aarch64-linux-gnu"),
];

/// A system of Linux without a library of its own: its name, its musl and the library that unwinds.
struct Linux {
    machine: &'static str,
    linker: &'static str,
    /// Debian's name for it.
    debian: &'static str,
}

const LINUX: [Linux; 2] = [
    Linux { machine: "x86_64", linker: "x86_64-linux-gnu-gcc", debian: "amd64" },
    Linux { machine: "aarch64", linker: "aarch64-linux-gnu-gcc", debian: "arm64" },
];

/// Builds the files of a release into a folder.
///
/// # Errors
/// A tool is missing or fails.
pub fn build(root: &Path, folder: &Path) -> Result<(), Box<dyn Error>> {
    let missing: Vec<&str> = TOOLS.iter().filter(|(tool, _)| !is_there(tool)).map(|(_, package)| *package).collect();
    if !missing.is_empty() {
        return Err(format!("还缺少 Debian 的 {}", missing.join(" ")).into());
    }
    // before anything is built
    LINUX.iter().try_for_each(|system| musl(root, system))?;
    fs::create_dir_all(folder)?;
    let page = folder.join(PAGE);
    page::build(root, &page, false)?;
    step("jixiao.exe", || fs::copy(windows(root, &page)?, folder.join("jixiao.exe")).map_err(Into::into))?;
    for system in &LINUX {
        let name = format!("jixiao-linux-{}", system.machine);
        step(&name, || fs::copy(linux(root, &page, system)?, folder.join(&name)).map_err(Into::into))?;
    }
    let mut names: Vec<String> =
        fs::read_dir(folder)?.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| name.starts_with("jixiao"));
    names.sort();
    let sum = |name: &String| -> Result<String, Box<dyn Error>> {
        let hash = Sha256::digest(fs::read(folder.join(name))?);
        Ok(format!("{}  {name}\n", hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>()))
    };
    let sums: String = names.iter().map(sum).collect::<Result<_, _>>()?;
    fs::write(folder.join(SUMS), sums)?;
    Ok(())
}

/// The program for Windows, with its icon and what Windows shows of it.
fn windows(root: &Path, page: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let built = root.join("target/release-files");
    fs::create_dir_all(&built)?;
    let resource = built.join("resource.o");
    let version = jixiao::VERSION;
    let mut windres = Command::new("x86_64-w64-mingw32-windres");
    windres.arg(format!("-DVERSION_NUMBERS={},0", version.replace('.', ",")));
    windres.arg(format!("-DVERSION_TEXT=\\\"{version}\\\"")).args(["-O", "coff", "jixiao.rc", "-o"]).arg(&resource);
    run(windres.current_dir(root.join("xtask/windows")))?;
    let mut cargo = program(root, page, WINDOWS);
    cargo.env("CARGO_TARGET_X86_64_WIN7_WINDOWS_GNU_LINKER", "x86_64-w64-mingw32-gcc");
    cargo.args(["--", "-C"]).arg(format!("link-arg={}", resource.display()));
    run(&mut cargo)?;
    Ok(built.join(WINDOWS).join("release/jixiao.exe"))
}

/// Fetches musl and the library that unwinds for a system, from Debian.
fn musl(root: &Path, system: &Linux) -> Result<(), Box<dyn Error>> {
    let parts = root.join("target/release-files").join(system.machine);
    fs::create_dir_all(&parts)?;
    for package in ["musl-dev", "libunwind-14-dev"] {
        let mut fetch = Command::new("apt-get");
        fetch.args(["download", &format!("{package}:{}", system.debian)]).current_dir(&parts);
        let advice = format!("请先运行 dpkg --add-architecture {} && apt-get update", system.debian);
        run(&mut fetch).map_err(|error| format!("{error}\n{advice}"))?;
        let is_it = |name: &String| name.starts_with(package) && name.ends_with(&format!("{}.deb", system.debian));
        let mut names = fs::read_dir(&parts)?.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
        let file = names.find(is_it).ok_or_else(|| format!("没有下载到 {package}"))?;
        run(Command::new("dpkg").arg("-x").arg(parts.join(file)).arg(&parts))?;
    }
    Ok(())
}

/// The program for Linux, whatever C library the system has.
fn linux(root: &Path, page: &Path, system: &Linux) -> Result<PathBuf, Box<dyn Error>> {
    let (machine, built) = (system.machine, root.join("target/release-files"));
    let (parts, linker) = (built.join(machine), built.join(format!("{machine}-gcc")));
    // the compiler of the system, with musl for its library
    let mut specs = fs::read_to_string("/usr/lib/x86_64-linux-musl/musl-gcc.specs")?;
    for folder in ["lib", "include"] {
        let musl = parts.join(format!("usr/{folder}/{machine}-linux-musl")).display().to_string();
        specs = specs.replace(&format!("/usr/{folder}/x86_64-linux-musl"), &musl);
    }
    let specs = specs.replace("musl-x86_64", &format!("musl-{machine}"));
    fs::write(parts.join("musl.specs"), specs)?;
    let specs = parts.join("musl.specs");
    // they know no -static-pie, which the compiler asks for: it would want musl on the system
    let text = format!("#!/bin/sh\nexec {} \"$@\" -static -no-pie -specs {}\n", system.linker, specs.display());
    fs::write(&linker, text)?;
    run(Command::new("chmod").arg("+x").arg(&linker))?;
    let target = format!("{machine}-unknown-linux-musl");
    let mut cargo = program(root, page, &target);
    let variable = |what: &str| format!("CARGO_TARGET_{}_{what}", target.to_uppercase().replace('-', "_"));
    cargo.env(variable("LINKER"), &linker).env(format!("CC_{target}"), &linker);
    // the library that unwinds asks glibc for a function that writes its own errors, before it ends the program; what is
    // written in C asks for functions of its compiler
    let flags = format!(
        "-C link-self-contained=no -C link-arg=-Wl,--defsym=__fprintf_chk=abort -C link-arg=-lgcc -L native={}",
        parts.join("usr/lib/llvm-14/lib").display()
    );
    cargo.env(variable("RUSTFLAGS"), flags);
    run(&mut cargo)?;
    let program = built.join(&target).join("release/jixiao");
    stands_alone(&fs::read(&program)?).then_some(program).ok_or_else(|| "要用系统里的 musl，不能发布".into())
}

/// Whether a program names no loader of musl, which most systems do not have.
fn stands_alone(program: &[u8]) -> bool {
    let loader = b"/lib/ld-musl-";
    !program.windows(loader.len()).any(|bytes| bytes == loader)
}

/// Builds the program with the page inside for a system.
fn program(root: &Path, page: &Path, target: &str) -> Command {
    let mut cargo = debian_cargo();
    cargo.args(["rustc", "--release", "--locked", "--bin", "jixiao", "--features", "page", "--target", target]);
    cargo.args(["-Z", "build-std=std,panic_unwind", "--config", "profile.release.strip=true", "--target-dir"]);
    cargo.arg(root.join("target/release-files")).current_dir(root).env("JIXIAO_PAGE", page);
    cargo
}
