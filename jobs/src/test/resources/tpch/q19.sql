-- SPDX-License-Identifier: Apache-2.0
WITH kinds(brand, containers, least, largest) AS (
  VALUES ('Brand#12', ['SM CASE', 'SM BOX', 'SM PACK', 'SM PKG'], 1, 5),
         ('Brand#23', ['MED BAG', 'MED BOX', 'MED PKG', 'MED PACK'], 10, 10),
         ('Brand#34', ['LG CASE', 'LG BOX', 'LG PACK', 'LG PKG'], 20, 15)
)
SELECT sum(l_extendedprice * (1 - l_discount)) AS revenue
FROM lineitem
JOIN part ON p_partkey = l_partkey
JOIN kinds ON brand = p_brand
WHERE list_contains(containers, p_container)
  AND l_quantity BETWEEN least AND least + 10
  AND p_size BETWEEN 1 AND largest
  AND l_shipmode IN ('AIR', 'AIR REG')
  AND l_shipinstruct = 'DELIVER IN PERSON'
