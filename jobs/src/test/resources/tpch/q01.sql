-- SPDX-License-Identifier: Apache-2.0
SELECT l_returnflag,
       l_linestatus,
       sum(l_quantity)                                         AS sum_qty,
       sum(l_extendedprice)                                    AS sum_base_price,
       sum(l_extendedprice - l_extendedprice * l_discount)     AS sum_disc_price,
       sum((l_extendedprice - l_extendedprice * l_discount) * (l_tax + 1)) AS sum_charge,
       sum(l_quantity) / count(*)                              AS avg_qty,
       sum(l_extendedprice) / count(*)                         AS avg_price,
       sum(l_discount) / count(*)                              AS avg_disc,
       count(*)                                                AS count_order
FROM lineitem
WHERE date_diff('day', l_shipdate, DATE '1998-12-01') >= 90
GROUP BY ALL
ORDER BY l_returnflag, l_linestatus
