-- SPDX-License-Identifier: Apache-2.0
SELECT 100 * coalesce(sum(l_extendedprice * (1 - l_discount)) FILTER (p_type LIKE 'PROMO%'), 0)
         / sum(l_extendedprice * (1 - l_discount)) AS promo_revenue
FROM lineitem JOIN part ON p_partkey = l_partkey
WHERE l_shipdate BETWEEN DATE '1995-09-01' AND DATE '1995-09-30'
