-- p01
SELECT
  order_id
  ,MAX(amperity_id) AS `amperity_id`
  ,MIN(order_datetime) AS order_datetime
  ,SUM(IF(COALESCE(is_return, FALSE) OR COALESCE(is_cancellation, FALSE), 0, item_revenue)) AS order_revenue -- kept items only
  ,CAST(SUM(item_quantity) AS DECIMAL(38, 2)) AS order_quantity
  ,MAX(store_id) store_id
FROM Unified_Itemized_Transactions
WHERE order_datetime >= ADD_MONTHS(CURRENT_DATE(), -24)
  AND purchase_channel IN ('web', 'store', "phone")
GROUP BY order_id
HAVING SUM(item_revenue) > 0
;

-- p02
WITH ranked AS (
  SELECT
    uc.amperity_id,
    uc.email,
    NAMED_STRUCT('given_name', uc.given_name, 'surname', uc.surname, 'completion', INT(uc.given_name IS NOT NULL)) AS nm,
    ROW_NUMBER() OVER (PARTITION BY uc.amperity_id ORDER BY uc.update_dt DESC, uc.pk) AS rn
  FROM Unified_Coalesced uc
  LEFT JOIN (SELECT * FROM VALUES ('Shop:Customers', 1), ('Loyalty:Members', 2) AS (sp_datasource, priority)) s
    ON (s.sp_datasource = uc.datasource)
),
best AS (
  SELECT DISTINCT
    amperity_id,
    FIRST(nm) OVER (PARTITION BY amperity_id ORDER BY nm.completion DESC, rn) AS `nm`
  FROM ranked
  WHERE email IS NOT NULL
)
SELECT
  b.amperity_id,
  b.nm.given_name,
  b.nm.surname,
  e.email,
  INT(e.email IS NOT NULL) AS `email_completion`,
  SHA2(LOWER(TRIM(e.email)), 256) AS hashed_email
FROM best b
LEFT JOIN Email_Ampid_Assignment e ON (e.amperity_id = b.amperity_id)
;

-- p03
SELECT
   mc.amperity_id
  ,CASE
     WHEN tae.l12m_order_revenue > 1000 THEN 'high'
     WHEN tae.l12m_order_revenue BETWEEN 100 AND 1000 THEN 'middle'
     ELSE 'low'
   END AS tier
  ,CONCAT_WS(', ', mc.city, mc.state) AS place
  ,tae.lifetime_order_revenue
FROM Merged_Customers mc
LEFT JOIN Transaction_Attributes_Extended tae ON mc.amperity_id = tae.amperity_id
INNER JOIN Unified_Customer uc USING (amperity_id)
WHERE mc.email RLIKE '^[^@]+@[^@]+$' AND mc.state <> 'n/a'
ORDER BY mc.amperity_id
;

-- p04
SELECT amperity_id, email AS contact, 'email' AS kind, update_dt FROM Customers_Shop
UNION ALL
SELECT amperity_id, phone, 'phone', update_dt FROM Customers_Shop WHERE phone IS NOT NULL
UNION ALL
SELECT amperity_id, address, 'mail', NULL FROM Customers_Loyalty
;

-- p05
SELECT *, upper(trim(email)) AS email_clean, datediff(current_date(), latest_order_datetime) AS days
FROM (
  SELECT m.amperity_id, m.email, t.latest_order_datetime
  FROM Merged_Customers m
  JOIN Transaction_Attributes_Extended t ON m.amperity_id = t.amperity_id
) x
WHERE days < 30
;

-- p06
WITH t AS (
  SELECT
    ut.*
    ,ut.order_datetime >= ADD_MONTHS(CURRENT_DATE(), -12) AS `l12m`
    ,ROW_NUMBER() OVER (PARTITION BY ut.amperity_id ORDER BY ut.order_datetime, ut.order_id) AS `n`
  FROM Unified_Transactions ut
  WHERE ut.amperity_id IS NOT NULL
)
SELECT
  amperity_id
  ,CAST(SUM(IF(l12m, order_revenue, 0)) AS DECIMAL(38,2)) AS `l12m_order_revenue`
  ,COUNT(DISTINCT IF(l12m, order_id, NULL)) AS `l12m_order_frequency`
  ,SUM(IF(l12m, order_quantity, 0)) AS `l12m_total_items`
  ,MIN(IF(n = 1, order_datetime, NULL)) AS `first_order_datetime`
  ,COUNT(DISTINCT order_id) = 1 AS `one_and_done`
FROM t
GROUP BY amperity_id
;

-- p07
SELECT
  c.member_id AS loyalty_id,
  regexp_replace(c.phone, '[^0-9]', '') AS phone,
  to_date(c.birthdate, 'yyyy-MM-dd') AS birthdate,
  coalesce(c.points, 0) + coalesce(c.bonus, 0) AS points,
  explode(split(c.tags, ',')) AS tag
FROM ACME_Loyalty c
WHERE NOT EXISTS (SELECT 1 FROM Blocklist b WHERE b.value = c.phone)
  AND c.`status` = 'active'
;

-- p08
SELECT o.order_id, o.placed_at, line.sku, line.quantity * line.price AS amount, NTILE(10) OVER (PARTITION BY left(o.customer, 2) ORDER BY o.total DESC) AS decile
FROM raw_orders o
LATERAL VIEW OUTER explode(from_json(o.lines, 'array<struct<sku:string,quantity:int,price:decimal(10,2)>>')) l AS line
;

-- p09
SELECT brand, web, store FROM (
  SELECT brand, channel, revenue FROM Unified_Transactions
) PIVOT (SUM(revenue) FOR channel IN ('web' AS web, 'store' AS store))
WHERE brand IS NOT NULL
;

-- p10
SELECT
  uit.*,
  upc.product_category,
  upc.product_subcategory AS sub
FROM Unified_Itemized_Transactions uit
LEFT JOIN Unified_Product_Catalog upc
  ON uit.product_id = upc.product_id
  AND upc.active = TRUE
;

-- p11
SELECT
    amperity_id
  , max(case when lower(type) = 'email' then value end) as email
  , max(case when lower(type) = 'phone' then value end) as phone
  , count(*) filter (where valid) as valid_count
from contact_points
where amperity_id is not null
group by amperity_id
limit 1000
;

-- p12
SELECT purchase_brand, year(order_datetime) AS y, sum(order_revenue) AS revenue, round(avg(order_revenue), 2) AS average
FROM Unified_Transactions
WHERE order_revenue > (SELECT avg(order_revenue) FROM Unified_Transactions)
GROUP BY purchase_brand, year(order_datetime)
ORDER BY revenue DESC NULLS LAST
;
