mod habits;
