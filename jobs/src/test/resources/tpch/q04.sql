-- SPDX-License-Identifier: Apache-2.0
SELECT o_orderpriority, count(DISTINCT o_orderkey) AS order_count
FROM orders JOIN lineitem ON l_orderkey = o_orderkey
WHERE l_receiptdate > l_commitdate
  AND o_orderdate BETWEEN DATE '1993-07-01' AND DATE '1993-09-30'
GROUP BY o_orderpriority
ORDER BY o_orderpriority
