-- SPDX-License-Identifier: Apache-2.0
SELECT n_name, sum(l_extendedprice * (1 - l_discount)) AS revenue
FROM customer, orders, lineitem, supplier, nation, region
WHERE c_custkey = o_custkey
  AND o_orderkey = l_orderkey
  AND l_suppkey = s_suppkey
  AND (c_nationkey, s_nationkey) = (n_nationkey, n_nationkey)
  AND n_regionkey = r_regionkey
  AND r_name = 'ASIA'
  AND year(o_orderdate) = 1994
GROUP BY n_name
ORDER BY revenue DESC, n_name
