mod official_table;
mod settings;
