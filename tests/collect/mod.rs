mod folder;
mod forms;
mod own_columns;
mod tables;
