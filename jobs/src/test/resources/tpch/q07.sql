-- SPDX-License-Identifier: Apache-2.0
SELECT s.n_name AS supp_nation,
       c.n_name AS cust_nation,
       CAST(year(l_shipdate) AS INTEGER) AS l_year,
       sum(l_extendedprice * (1 - l_discount)) AS revenue
FROM lineitem
JOIN orders ON o_orderkey = l_orderkey
JOIN supplier ON s_suppkey = l_suppkey
JOIN customer ON c_custkey = o_custkey
JOIN nation s ON s.n_nationkey = s_nationkey
JOIN nation c ON c.n_nationkey = c_nationkey
WHERE (s.n_name, c.n_name) IN (('FRANCE', 'GERMANY'), ('GERMANY', 'FRANCE'))
  AND year(l_shipdate) IN (1995, 1996)
GROUP BY ALL
ORDER BY 1, 2, 3
