-- SPDX-License-Identifier: Apache-2.0
SELECT l_orderkey,
       sum(l_extendedprice * (1 - l_discount)) AS revenue,
       any_value(o_orderdate) AS o_orderdate,
       any_value(o_shippriority) AS o_shippriority
FROM customer
JOIN orders ON o_custkey = c_custkey AND c_mktsegment = 'BUILDING'
JOIN lineitem ON l_orderkey = o_orderkey
WHERE o_orderdate < DATE '1995-03-15' AND l_shipdate > DATE '1995-03-15'
GROUP BY l_orderkey
ORDER BY revenue DESC, o_orderdate, l_orderkey
LIMIT 10
