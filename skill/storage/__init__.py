"""The shop in SQL: tables, migrations and the adapters of the ports. Knows no words of a reply and no provider."""
