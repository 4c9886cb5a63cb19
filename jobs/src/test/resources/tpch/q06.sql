-- SPDX-License-Identifier: Apache-2.0
SELECT sum(l_extendedprice * l_discount)
         FILTER (l_discount IN (0.05, 0.06, 0.07) AND l_quantity <= 23 AND year(l_shipdate) = 1994)
       AS revenue
FROM lineitem
