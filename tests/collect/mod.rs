mod forms;
mod own_columns;
