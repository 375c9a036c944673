mod appeal;
mod last_year;
mod ledger;
mod ledger_results;
mod tables;
mod years;
