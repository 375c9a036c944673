//! Makes the JavaScript side of a module: `jixiao-bindgen MODULE.wasm FOLDER`.

use std::error::Error;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(module), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("jixiao-bindgen MODULE.wasm FOLDER".into());
    };
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).out_name("jixiao").no_modules(true)?.typescript(false);
    Ok(bindgen.generate(folder)?)
}
