-- SPDX-License-Identifier: Apache-2.0
WITH market AS (
  SELECT CAST(year(o_orderdate) AS INTEGER) AS o_year,
         l_extendedprice * (1 - l_discount) AS volume,
         (SELECT n_name FROM supplier, nation
          WHERE s_suppkey = l_suppkey AND n_nationkey = s_nationkey) AS seller
  FROM part, lineitem, orders, customer, nation, region
  WHERE p_type = 'ECONOMY ANODIZED STEEL'
    AND l_partkey = p_partkey
    AND o_orderkey = l_orderkey
    AND year(o_orderdate) IN (1995, 1996)
    AND c_custkey = o_custkey
    AND n_nationkey = c_nationkey
    AND r_regionkey = n_regionkey
    AND r_name = 'AMERICA'
)
SELECT o_year,
       coalesce(sum(volume) FILTER (seller = 'BRAZIL'), 0) / sum(volume) AS mkt_share
FROM market
GROUP BY o_year
ORDER BY o_year
