"""What the data is: catalog of entities, fields and relations, predicates, scalars, and the GraphQL types made of them."""
