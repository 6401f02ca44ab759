"""What every subject finds at the door of every entity, over real HTTP. No subject, entity or field is named here."""
