mod archive;
mod expressions;
mod figures;
