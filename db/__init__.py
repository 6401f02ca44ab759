"""Plan to statement, execution, tables, migrations, seed, stores."""
