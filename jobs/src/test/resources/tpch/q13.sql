-- SPDX-License-Identifier: Apache-2.0
SELECT c_count, count(*) AS custdist
FROM (
  SELECT (SELECT count(*) FROM orders
          WHERE o_custkey = c_custkey AND o_comment NOT LIKE '%special%requests%') AS c_count
  FROM customer)
GROUP BY c_count
ORDER BY custdist DESC, c_count DESC
