-- SPDX-License-Identifier: Apache-2.0
WITH waited AS (
  SELECT l_orderkey,
         count(DISTINCT l_suppkey) AS suppliers,
         count(DISTINCT l_suppkey) FILTER (l_receiptdate > l_commitdate) AS late_suppliers
  FROM lineitem JOIN orders ON o_orderkey = l_orderkey
  WHERE o_orderstatus = 'F'
  GROUP BY l_orderkey
)
SELECT s_name, count(*) AS numwait
FROM waited
JOIN lineitem l ON l.l_orderkey = waited.l_orderkey AND l_receiptdate > l_commitdate
JOIN supplier ON s_suppkey = l_suppkey
JOIN nation ON n_nationkey = s_nationkey AND n_name = 'SAUDI ARABIA'
WHERE suppliers > 1 AND late_suppliers = 1
GROUP BY s_name
ORDER BY numwait DESC, s_name
LIMIT 100
