-- It catches errors, which PostgreSQL does not allow in the workers of a parallel query.
alter function as_json(text) parallel unsafe;
