# The units of the mechanism are known to every organisation that a grant names.
allow(_caller: Caller, "duty", _row: Unit);
