mod docs;
mod example;
mod forgotten;
mod house;
mod second_city;
mod year;
