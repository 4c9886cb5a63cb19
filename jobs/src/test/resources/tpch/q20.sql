-- SPDX-License-Identifier: Apache-2.0
SELECT s_name, s_address
FROM supplier
WHERE s_nationkey = (SELECT n_nationkey FROM nation WHERE n_name = 'CANADA')
  AND s_suppkey IN (
    SELECT ps_suppkey
    FROM partsupp
    WHERE ps_partkey IN (SELECT p_partkey FROM part WHERE p_name LIKE 'forest%')
      AND 2 * ps_availqty > (
        SELECT sum(l_quantity) FROM lineitem
        WHERE l_partkey = ps_partkey AND l_suppkey = ps_suppkey AND year(l_shipdate) = 1994))
ORDER BY s_name
