"""Who may see what: callers, grants (Casbin), row rules (Oso), their combination, views, validation, explanation."""
