WITH b0_q AS (SELECT x1.id AS k, x1.id = ? AS f0, x1.name AS c_name, x1.kind AS c_kind FROM organisation AS x1 WHERE x1.id = ? AND (x1.id = ? OR x1.district_id = ?)),
b0_t AS (SELECT ('{"name":' || json_quote(b0_q.c_name) || ',"kind":"' || b0_q.c_kind || '"}') AS t0, 1 AS one FROM b0_q),
b0_j AS MATERIALIZED (SELECT group_concat(b0_t.t0, ',') AS t0, count(b0_t.one) AS rows FROM b0_t)
SELECT coalesce((SELECT b0_j.t0 FROM b0_j), 'null') AS r0, (SELECT b0_j.rows FROM b0_j) AS n, CAST(NULL AS TEXT) AS s
