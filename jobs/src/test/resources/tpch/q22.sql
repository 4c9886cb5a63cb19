-- SPDX-License-Identifier: Apache-2.0
WITH callers AS (
  SELECT *, c_phone[1:2] AS cntrycode
  FROM customer
  WHERE cntrycode IN ('13', '17', '18', '23', '29', '30', '31')
),
rich AS (
  SELECT sum(c_acctbal) AS total, count(*) AS customers FROM callers WHERE c_acctbal > 0
)
SELECT cntrycode, count(*) AS numcust, sum(c_acctbal) AS totacctbal
FROM callers, rich
WHERE c_acctbal * customers > total
  AND NOT EXISTS (SELECT * FROM orders WHERE o_custkey = c_custkey)
GROUP BY cntrycode
ORDER BY cntrycode
