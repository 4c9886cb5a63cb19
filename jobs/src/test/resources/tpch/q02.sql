-- SPDX-License-Identifier: Apache-2.0
WITH european AS (
  SELECT s.*, n_name
  FROM region JOIN nation ON n_regionkey = r_regionkey JOIN supplier s ON s_nationkey = n_nationkey
  WHERE r_name = 'EUROPE'
),
ranked AS (
  SELECT e.*, ps_partkey, rank() OVER (PARTITION BY ps_partkey ORDER BY ps_supplycost) AS place
  FROM partsupp JOIN european e ON s_suppkey = ps_suppkey
)
SELECT s_acctbal, s_name, n_name, p_partkey, p_mfgr, s_address, s_phone, s_comment
FROM ranked JOIN part ON p_partkey = ps_partkey
WHERE place = 1 AND p_size = 15 AND p_type LIKE '%BRASS'
ORDER BY s_acctbal DESC, n_name, s_name, p_partkey
LIMIT 100
