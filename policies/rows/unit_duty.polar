# What each unit of the mechanism has to do is known to every organisation.
allow(_caller: Caller, "duty", _row: UnitDuty);
