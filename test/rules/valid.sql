-- v01
SELECT id, COUNT(*) AS n FROM Customers GROUP BY Customers.id
;

-- v02
SELECT c.id, COUNT(*) AS n FROM Customers c GROUP BY id
;

-- v03
SELECT CAST(changed AS DATE) AS d, COUNT(*) FROM Customers GROUP BY CAST(changed AS DATE)
;

-- v04
SELECT CAST(changed AS DATE) AS d, YEAR(CAST(changed AS DATE)) y, COUNT(*) FROM Customers GROUP BY d
;

-- v05
SELECT CAST(changed  AS  date) AS d, COUNT(*) FROM Customers GROUP BY cast(changed as DATE)
;

-- v06
SELECT DATE_TRUNC('month', changed) AS m, SUM(points) FROM Customers GROUP BY 1 HAVING SUM(points) > 3 ORDER BY m LIMIT 3
;

-- v07
SELECT upper(c.email) AS e, COUNT(*) FROM Customers c GROUP BY UPPER(email)
;

-- v08
SELECT first + 1 AS x, COUNT(*) FROM Customers GROUP BY (first + 1)
;

-- v09
SELECT (first) AS x, COUNT(*) FROM Customers GROUP BY first
;

-- v10
SELECT concat(first, last) AS nm, COUNT(*) FROM Customers GROUP BY first, last
;

-- v11
SELECT id, first AS nm, MAX(points) FROM Customers GROUP BY id, nm
;

-- v12
SELECT id, points - 1 AS p FROM Customers GROUP BY id, points
;

-- v13
SELECT id, SUM(points) OVER (PARTITION BY id) AS t FROM Customers
;

-- v14
SELECT id, RANK() OVER (PARTITION BY id ORDER BY SUM(points) DESC) AS r FROM Customers GROUP BY id
;

-- v15
SELECT id, SUM(SUM(points)) OVER (PARTITION BY id) AS t FROM Customers GROUP BY id
;

-- v16
SELECT id, my_udf(points) AS r FROM Customers GROUP BY id
;

-- v17
SELECT DISTINCT id, email FROM Customers
;

-- v18
SELECT COUNT(*) AS n, current_date AS d, 'x' AS y FROM Customers
;

-- v19
SELECT MAX(points), (SELECT MAX(qty) FROM ACME_Orders) AS q FROM Customers
;

-- v20
SELECT id FROM Customers GROUP BY id HAVING COUNT(*) > 1 ORDER BY COUNT(*) LIMIT 3
;

-- v21
SELECT points, COUNT(*) FROM Customers GROUP BY ALL
;

-- v22
SELECT id, email, COUNT(*) FROM Customers GROUP BY GROUPING SETS ((id, email), (id), ())
;

-- v23
SELECT id, email, COUNT(*) FROM Customers GROUP BY id, email WITH ROLLUP
;

-- v24
SELECT id, email, GROUPING(id), COUNT(*) FROM Customers GROUP BY CUBE(id, email)
;

-- v25
SELECT transform(collect_list(points), x -> x + 1) AS p, id FROM Customers GROUP BY id
;

-- v26
SELECT filter(collect_list(struct(points, email)), x -> x.points > 1) AS p, id FROM Customers GROUP BY id
;

-- v27
SELECT s.email FROM (SELECT NAMED_STRUCT('email', email) AS s, id FROM Customers) GROUP BY s
;

-- v28
SELECT s.email, COUNT(*) FROM (SELECT NAMED_STRUCT('email', email) AS s, id FROM Customers) GROUP BY s.email
;

-- v29
SELECT cid, c.email, o.sku FROM Customers c JOIN ACME_Orders o USING (cid)
;

-- v30
SELECT c.*, o.sku FROM Customers c JOIN ACME_Orders o ON c.cid = o.cid
;

-- v31
SELECT * EXCEPT (cid) FROM Customers
;

-- v32
SELECT id, x FROM Customers LATERAL VIEW explode(split(email, ',')) t AS x
;

-- v33
SELECT id, t.x FROM Customers LATERAL VIEW posexplode(split(email, ',')) t AS p, x
;

-- v34
SELECT c.id, EXISTS (SELECT 1 FROM ACME_Orders o WHERE o.cid = c.cid) AS has FROM Customers c
;

-- v35
SELECT c.id FROM Customers c WHERE EXISTS (SELECT 1 FROM ACME_Orders o WHERE o.cid = c.cid)
;

-- v36
SELECT id, ROW_NUMBER() OVER w AS n, LAG(points) OVER w AS l FROM Customers WINDOW w AS (PARTITION BY id ORDER BY changed)
;

-- v37
SELECT id, ROW_NUMBER() OVER (w ORDER BY changed) AS n FROM Customers WINDOW w AS (PARTITION BY id)
;

-- v38
SELECT id FROM Customers QUALIFY ROW_NUMBER() OVER (PARTITION BY id ORDER BY changed DESC) = 1
;

-- v39
WITH a AS (SELECT id, email FROM Customers), b AS (SELECT id FROM a) SELECT a.email, b.id FROM a JOIN b ON a.id = b.id
;

-- v40
WITH a AS (SELECT id, email FROM Customers), a2 AS (WITH z AS (SELECT id FROM a) SELECT * FROM z) SELECT * FROM a2
;

-- v41
SELECT * FROM (SELECT id, points, first FROM Customers) PIVOT (SUM(points) FOR first IN ('a' AS a, 'b' AS b))
;

-- v42
SELECT id, email FROM Customers UNION ALL SELECT cid, sku FROM ACME_Orders
;

-- v43
SELECT * FROM Customers UNION ALL SELECT * FROM Customers
;

-- v44
SELECT amperity_id, email FROM Customers c
;

-- v45
SELECT _pk, _uuid_pk, _updated, id FROM Customers
;

-- v46
SELECT UC.amperity_id, uc.datasource, uc.pk, uc.fk_cust, uc.country, uc.loyalty_id, uc.update_dt FROM Unified_Coalesced UC
;

-- v47
SELECT ACME_Customers.id FROM ACME_Customers
;

-- v48
SELECT `ACME:Customers`.id FROM `ACME:Customers`
;

-- v49
SELECT x.y.z, foo FROM Ext
;

-- v50
SELECT e.whatever, c.id FROM Ext e JOIN Customers c ON c.id = e.id
;

-- v51
SELECT whatever, id FROM Ext e, Customers c WHERE c.id = e.id2
;

-- v52
SELECT date_add(DAY, 1, changed), timestampdiff(MONTH, changed, now()) AS mm, EXTRACT(YEAR FROM changed) AS y FROM Customers
;

-- v53
SELECT aggregate(split(email, ','), 0, (acc, v) -> acc + length(v), acc -> acc * 2) AS a FROM Customers
;

-- v54
SELECT map_filter(map('a', points), (k, v) -> v > 1) AS a FROM Customers
;

-- v55
SELECT m['x'].y AS z FROM (SELECT map('x', struct(email AS y)) AS m FROM Customers)
;

-- v56
SELECT id, points FROM Customers ORDER BY points LIMIT 2
;

-- v57
SELECT id AS customer FROM Customers ORDER BY customer LIMIT 1
;

-- v58
SELECT id AS customer, customer || 'x' AS two FROM Customers
;

-- v59
SELECT struct(c.*) AS s, count(c.*) AS n FROM Customers c GROUP BY c.id, c.email
;

-- v60
SELECT inner_c.id FROM (SELECT * FROM Customers) inner_c
;

-- v61
SELECT id FROM Customers c LEFT SEMI JOIN ACME_Orders o ON c.cid = o.cid WHERE c.email IS NOT NULL
;

-- v62
SELECT cid FROM Customers c LEFT ANTI JOIN ACME_Orders o ON c.cid = o.cid
;

-- v63
SELECT * FROM Customers NATURAL JOIN ACME_Orders
;

-- v64
SELECT c.email, o.total FROM Customers c LEFT JOIN LATERAL (SELECT SUM(rev) AS total FROM ACME_Orders o WHERE o.cid = c.cid) o
;

-- v65
SELECT c.id, t.n FROM Customers c CROSS JOIN (SELECT COUNT(*) AS n FROM ACME_Orders) t
;

-- v66
SELECT email FROM Customers WHERE email RLIKE '^[a-z]+\\d$' AND email NOT RLIKE "a\\.b"
;

-- v67
SELECT id, IF(points > 1, 'a', 'b') AS seg, COUNT(*) FROM Customers GROUP BY id, IF(points > 1, 'a', 'b')
;

-- v68
SELECT CASE WHEN points > 10 THEN 'x' ELSE 'y' END AS seg, COUNT(*) FROM Customers GROUP BY CASE WHEN points > 10 THEN 'x' ELSE 'y' END
;

-- v69
SELECT CASE WHEN points > 10 THEN 'x' ELSE 'y' END AS seg, COUNT(*) FROM Customers GROUP BY seg
;

-- v70
SELECT CASE WHEN points > 10 THEN 'x' ELSE 'y' END AS seg, COUNT(*) FROM Customers GROUP BY 1
;

-- v71
SELECT sha2(concat(id, '-', email), 256) AS pk, id, email, max(points) AS p FROM Customers GROUP BY id, email
;

-- v72
SELECT id, first(email) AS email, any_value(phone) AS p, COUNT(DISTINCT points) + 1 AS n FROM Customers GROUP BY id
;

-- v73
SELECT id, count(*) FILTER (WHERE points > 1) AS n, percentile_approx(points, 0.5) AS md FROM Customers GROUP BY id
;

-- v74
SELECT id, email FROM Customers WHERE id IN (SELECT cid FROM ACME_Orders GROUP BY cid HAVING SUM(qty) > 3)
;

-- v75
SELECT id, posexplode(split(email, ',')) AS (p, v) FROM Customers
;

-- v76
SELECT id, stack(2, 'a', email, 'b', phone) AS (k, v) FROM Customers
;

-- v77
SELECT a.id, b.id AS other FROM Customers a JOIN Customers b ON a.email = b.email AND a.id < b.id
;

-- v78
SELECT year(at) AS year, month(at) AS month, sum(rev) AS revenue FROM ACME_Orders GROUP BY year(at), month(at)
;

-- v79
SELECT date(at) AS day, sum(rev) AS revenue FROM ACME_Orders GROUP BY DATE(at)
;

-- v80
SELECT *, COUNT(*) OVER (PARTITION BY cid) AS n FROM ACME_Orders
;

-- v81
SELECT a.* , b.sku AS sku2 FROM Customers a LEFT JOIN (SELECT cid, sku FROM ACME_Orders) b USING (cid)
;

-- v82
SELECT id, max(struct(changed, email)).email AS latest FROM Customers GROUP BY id
;

-- v83
SELECT id, max_by(email, changed) AS e FROM Customers GROUP BY id
;

-- v84
SELECT coalesce(a.cid, b.cid) AS cid FROM Customers a FULL OUTER JOIN ACME_Orders b ON a.cid = b.cid GROUP BY coalesce(a.cid, b.cid)
;

-- v85
SELECT coalesce(a.cid, b.cid) AS k FROM Customers a FULL OUTER JOIN ACME_Orders b ON a.cid = b.cid GROUP BY 1
;

-- v86
SELECT * FROM Customers TABLESAMPLE (10 PERCENT)
;

-- v87
SELECT * FROM Predicted_365d_CLV_Attributes p JOIN Campaign_Recipients r ON r.amperity_id = p.amperity_id
;

-- v88
VALUES (1, 2), (3, 4)
;

-- v89
TABLE Customers
;

-- v90
FROM Customers SELECT id
;

-- v91
SELECT id, c2.email FROM Customers c, LATERAL (SELECT email FROM ACME_Customers x WHERE x.id = c.id) c2
;

-- v92
SELECT id FROM Customers WHERE (id, email) IN (SELECT cid, sku FROM ACME_Orders)
;

-- v93
SELECT id, k FROM Customers, explode(split(email, ',')) AS t(k)
;

-- v94
SELECT first(first) AS first, last FROM Customers GROUP BY last
;

-- v95
SELECT /*+ BROADCAST(o) */ c.id FROM Customers c JOIN ACME_Orders o ON o.cid = c.cid
;

-- v96
SELECT interval 3 day + changed AS x, points::string AS s, points % 2 AS m, points div 2 AS d FROM Customers
;

-- v97
SELECT EXISTS(split(email,','), x -> x = 'a') AS has, forall(split(email,','), y -> y IS NOT NULL) AS al FROM Customers
;

-- v98
SELECT id FROM Customers GROUP BY id, email HAVING email IS NOT NULL
;
