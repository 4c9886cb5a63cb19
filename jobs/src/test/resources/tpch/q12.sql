-- SPDX-License-Identifier: Apache-2.0
SELECT l_shipmode,
       count(*) FILTER (left(o_orderpriority, 1) IN ('1', '2')) AS high_line_count,
       count(*) FILTER (left(o_orderpriority, 1) NOT IN ('1', '2')) AS low_line_count
FROM lineitem JOIN orders ON o_orderkey = l_orderkey
WHERE l_shipmode IN ('MAIL', 'SHIP')
  AND l_shipdate < l_commitdate
  AND l_commitdate < l_receiptdate
  AND year(l_receiptdate) = 1994
GROUP BY l_shipmode
ORDER BY l_shipmode
