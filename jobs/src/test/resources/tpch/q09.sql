-- SPDX-License-Identifier: Apache-2.0
SELECT n_name AS nation,
       CAST(extract(year FROM o_orderdate) AS INTEGER) AS o_year,
       sum(l_extendedprice * (1 - l_discount)) - sum(ps_supplycost * l_quantity) AS sum_profit
FROM lineitem
JOIN part ON p_partkey = l_partkey AND p_name LIKE '%green%'
JOIN partsupp ON ps_partkey = l_partkey AND ps_suppkey = l_suppkey
JOIN orders ON o_orderkey = l_orderkey
JOIN supplier ON s_suppkey = l_suppkey
JOIN nation ON n_nationkey = s_nationkey
GROUP BY n_name, o_year
ORDER BY nation, o_year DESC
