-- SPDX-License-Identifier: Apache-2.0
WITH wanted AS (
  SELECT p_partkey, sum(l_quantity) AS pieces, count(*) AS lines
  FROM part JOIN lineitem ON l_partkey = p_partkey
  WHERE p_brand = 'Brand#23' AND p_container = 'MED BOX'
  GROUP BY p_partkey
)
SELECT sum(l_extendedprice) / 7.0 AS avg_yearly
FROM lineitem JOIN wanted ON p_partkey = l_partkey
WHERE 5 * l_quantity * lines < pieces
