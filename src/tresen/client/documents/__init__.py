"""Documents of the back room (L8, S9): a module for each kind, and the rules by which two changes of one become one."""
