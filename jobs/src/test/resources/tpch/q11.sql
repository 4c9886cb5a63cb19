-- SPDX-License-Identifier: Apache-2.0
WITH stock AS (
  SELECT ps_partkey, sum(ps_supplycost * ps_availqty) AS value
  FROM partsupp
  WHERE ps_suppkey IN (
    SELECT s_suppkey FROM supplier JOIN nation ON n_nationkey = s_nationkey
    WHERE n_name = 'GERMANY')
  GROUP BY ps_partkey
)
SELECT ps_partkey, value
FROM stock
WHERE 10000 * value > (SELECT sum(value) FROM stock)
ORDER BY value DESC, ps_partkey
