/** Makes queries at random from the grammar of SELECT and WITH; the same seed gives the same queries. */
export class Generator {
  private depth = 0;

  constructor(private state: number) {}

  /** A whole query. */
  query(): string {
    this.depth++;
    const recursive = this.maybe(0.2) ? `${this.key('WITH')} ${this.list(() => this.cte(), 2)} ` : '';
    const tail = [
      this.maybe(0.2) ? `${this.key('ORDER BY')} ${this.list(() => this.sort(), 2)}` : '',
      this.maybe(0.04) ? `${this.key('SORT BY')} ${this.sort()}` : '',
      this.maybe(0.04) ? `${this.key('DISTRIBUTE BY')} ${this.expression()}` : '',
      this.maybe(0.15) ? `${this.key('LIMIT')} ${this.pick('10', 'ALL', '2 + 3')}` : '',
      this.maybe(0.03) ? `${this.key('OFFSET')} 5` : '',
    ].filter((part) => part !== '');
    const text = [recursive + this.body(), ...tail].join(this.space());
    this.depth--;
    return text;
  }

  private next(): number {
    // mulberry32
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  private maybe(chance: number): boolean {
    return this.next() < chance;
  }

  private pick<T>(...choices: readonly [T, ...T[]]): T {
    return choices[Math.floor(this.next() * choices.length)] ?? choices[0];
  }

  /** One of several makers, the plainest one where the text is deep already. */
  private one(plain: () => string, ...others: readonly (() => string)[]): string {
    return this.depth > 3 ? plain() : this.pick(plain, ...others)();
  }

  private list(make: () => string, most: number): string {
    const count = 1 + Math.floor(this.next() * most);
    const items = Array.from({ length: count }, () => make());
    return items.join(this.pick(', ', ',', '\n  , ', ',\n  ', ' /* x, y FROM z */ , ', ', -- it, FROM t\n'));
  }

  private space(): string {
    return this.maybe(0.3) ? this.pick('\n', '\n  ', ' /* c */ ', ' -- c\n', '\t') : ' ';
  }

  /** Keywords in any case. */
  private key(words: string): string {
    return this.maybe(0.2) ? words.toLowerCase() : words;
  }

  private name(): string {
    return this.pick(
      'a',
      'b',
      'id',
      'email',
      'order_id',
      'Amt',
      '`my col`',
      '`from`',
      'date',
      'year',
      'first',
      'type',
      'k1',
      '_x',
      '`a``b`',
      'value',
      'name',
    );
  }

  private alias(): string {
    return this.pick('x', 'y', 'total', '`out col`', 'rn', 'date', 'last', 'n1', 'state', 'position');
  }

  private table(): string {
    return this.pick(
      't',
      'orders',
      'db.customers',
      '`ACME:Loyalty`',
      'Unified_Coalesced',
      '`my db`.`t`',
      'cat.db.u',
      'events',
    );
  }

  private cte(): string {
    const columns = this.maybe(0.15) ? ` (${this.alias()}, k)` : '';
    return `${this.pick('c1', 'c2', 'ranked')}${columns} ${this.key('AS')} (${this.query()})`;
  }

  private body(): string {
    return this.one(
      () => this.select(),
      () => this.select(),
      () => this.select(),
      () => this.select(),
      () => this.select(),
      () => `${this.select()}${this.space()}${this.setOperator()} ${this.select()}`,
      () => `(${this.query()}) ${this.setOperator()} (${this.query()})`,
      () => `(${this.query()})`,
      () => `VALUES ${this.list(() => `(${this.literal()}, ${this.literal()})`, 2)}`,
      () => `${this.key('TABLE')} ${this.table()}`,
      () => `${this.key('FROM')} ${this.table()} SELECT ${this.list(() => this.item(), 3)}`,
    );
  }

  private setOperator(): string {
    return this.key(
      this.pick(
        'UNION ALL',
        'UNION',
        'UNION DISTINCT',
        'EXCEPT',
        'INTERSECT',
        'MINUS',
        'EXCEPT ALL',
        'INTERSECT ALL',
      ),
    );
  }

  private select(): string {
    const hint = this.maybe(0.05) ? '/*+ BROADCAST(t), COALESCE(3) */ ' : '';
    const head = `${this.key('SELECT')} ${hint}${this.maybe(0.1) ? this.key(this.pick('DISTINCT ', 'ALL ')) : ''}`;
    const parts = [head + this.list(() => this.item(), 5)];
    if (this.maybe(0.92)) {
      parts.push(`${this.key('FROM')} ${this.from()}`);
      if (this.maybe(0.08))
        parts.push(
          `LATERAL VIEW ${this.pick('', 'OUTER ')}explode(${this.expression()}) lv AS ${this.pick('e', 'e, f')}`,
        );
      if (this.maybe(0.35)) parts.push(`${this.key('WHERE')} ${this.condition()}`);
      if (this.maybe(0.25)) parts.push(`${this.key('GROUP BY')} ${this.grouping()}`);
      if (this.maybe(0.08)) parts.push(`${this.key('HAVING')} ${this.condition()}`);
      if (this.maybe(0.05)) parts.push(`WINDOW w AS (${this.windowParts()})`);
    }
    return parts.join(this.space());
  }

  private grouping(): string {
    return this.one(
      () => this.list(() => this.expression(), 3),
      () => '1, 2',
      () => 'ALL',
      () => `ROLLUP (${this.name()}, ${this.name()})`,
      () => `CUBE (${this.name()})`,
      () => `GROUPING SETS ((${this.name()}, ${this.name()}), ${this.name()}, ())`,
      () => `${this.name()} WITH ROLLUP`,
    );
  }

  private item(): string {
    return this.one(
      () => this.column(),
      () => '*',
      () => `${this.pick('t', 'x')}.*`,
      () => `${this.expression()} ${this.key('AS')} ${this.alias()}`,
      () => `${this.expression()} ${this.key('AS')} ${this.alias()}`,
      () => `${this.expression()} ${this.alias()}`,
      () => this.expression(),
      () => `stack(2, 'a', 1, 'b', 2) AS (k, v)`,
      () => this.condition(),
    );
  }

  private from(): string {
    return this.one(
      () => this.tableAndAlias(),
      () => this.tableAndAlias(),
      () => this.joined(),
      () => this.joined(),
      () => `${this.tableAndAlias()}, ${this.tableAndAlias()}`,
      () => `(${this.query()}) ${this.pick('s', 'AS s')}`,
      () => `(${this.query()})`,
      () => `VALUES (1, 'a'), (2, 'b') ${this.pick('AS v(p, q)', 'v', 'v(p, q)')}`,
      () => `range(10) r`,
      () => `${this.tableAndAlias()} PIVOT (SUM(amt) AS s FOR ch IN ('web' AS web, 'store'))`,
      () => `${this.table()} TABLESAMPLE (10 PERCENT) o`,
      () => `${this.tableAndAlias()} JOIN LATERAL (${this.query()}) l`,
    );
  }

  private tableAndAlias(): string {
    return this.table() + this.pick('', ' t', ' AS x', ' o', ' date');
  }

  private joined(): string {
    const type = this.key(
      this.pick(
        'JOIN',
        'INNER JOIN',
        'LEFT JOIN',
        'LEFT OUTER JOIN',
        'RIGHT JOIN',
        'FULL OUTER JOIN',
        'LEFT SEMI JOIN',
        'LEFT ANTI JOIN',
        'ANTI JOIN',
      ),
    );
    const condition = this.pick(
      `ON ${this.condition()}`,
      `ON (${this.condition()})`,
      'USING (id)',
      'USING (id, k)',
    );
    const other = this.maybe(0.2) ? this.pick(' CROSS JOIN u', ' NATURAL JOIN u', ' JOIN u2') : '';
    const right = this.maybe(0.2) && this.depth < 4 ? `(${this.query()}) j` : this.tableAndAlias();
    return `${this.tableAndAlias()}${this.space()}${type} ${right} ${condition}${other}`;
  }

  private sort(): string {
    return this.expression() + this.pick('', ' DESC', ' ASC NULLS LAST', ' NULLS FIRST');
  }

  private column(): string {
    return this.pick(this.name(), `t.${this.name()}`, `t.addr.${this.name()}`);
  }

  private literal(): string {
    return this.pick(
      '1',
      '0.5',
      "'x'",
      '"y"',
      'NULL',
      'TRUE',
      "DATE '2020-01-01'",
      '1e3',
      '10L',
      "r'\\d+'",
      "'a' 'b'",
      "'it\\'s'",
      '-1',
      "X'1F'",
      '.5',
      "'a, b FROM c'",
      '2.5BD',
    );
  }

  expression(): string {
    this.depth++;
    const text = this.one(
      () => this.column(),
      () => this.column(),
      () => this.literal(),
      () =>
        `${this.expression()} ${this.pick('+', '-', '*', '/', '%', '||', '&', '|', '^', 'DIV')} ${this.expression()}`,
      () => `(${this.expression()})`,
      () => this.call(),
      () => this.call(),
      () => this.special(),
      () => this.window(),
      () =>
        `CASE ${this.pick('', `${this.column()} `)}WHEN ${this.condition()} THEN ${this.expression()}${this.pick('', ` ELSE ${this.expression()}`)} END`,
      () => `${this.pick('CAST', 'TRY_CAST', 'cast')}(${this.expression()} AS ${this.type()})`,
      () => `${this.column()}${this.pick('[0]', "['k']", '[0].f')}`,
      () => `(${this.query()})`,
      () => `INTERVAL ${this.pick('3 DAYS', "'1' YEAR", "'1-2' YEAR TO MONTH", '2 HOURS 30 MINUTES')}`,
      () => `-${this.column()}`,
    );
    this.depth--;
    return text;
  }

  private type(): string {
    return this.pick(
      'INT',
      'string',
      'DECIMAL(10, 2)',
      'ARRAY<STRING>',
      'MAP<STRING, ARRAY<INT>>',
      'STRUCT<a: INT, b: STRING>',
      'timestamp',
      'double',
    );
  }

  private call(): string {
    const args = (): string => this.list(() => this.expression(), 3);
    return this.one(
      () => `upper(${this.column()})`,
      () =>
        `${this.pick('COALESCE', 'concat', 'IF', 'left', 'date_add', 'replace', 'first', 'Struct', 'named_struct', 'nvl')}(${args()})`,
      () => `COUNT(${this.pick('*', 'DISTINCT id', `DISTINCT ${this.column()}, ${this.column()}`, '1')})`,
      () => `SUM(${this.expression()})${this.pick('', ' FILTER (WHERE a > 1)')}`,
      () => `transform(${this.column()}, e -> e + 1)`,
      () => `aggregate(${this.column()}, 0, (acc, e) -> acc + e)`,
      () => 'current_date()',
      () => 'now()',
      () => `percentile_cont(0.5) WITHIN GROUP (ORDER BY ${this.column()})`,
    );
  }

  private special(): string {
    return this.pick(
      () => `EXTRACT(YEAR FROM ${this.column()})`,
      () => `TRIM(${this.pick('BOTH ', 'LEADING ', '')}'x' FROM ${this.column()})`,
      () => `SUBSTRING(${this.column()} FROM 2 FOR 3)`,
      () => `substring(${this.column()}, 1, 2)`,
      () => `POSITION('a' IN ${this.column()})`,
      () => `OVERLAY(${this.column()} PLACING 'x' FROM 2)`,
      () => `struct(${this.column()} AS f, ${this.column()}).f`,
      () => `first_value(${this.column()}) IGNORE NULLS OVER (${this.windowParts()})`,
    )();
  }

  private window(): string {
    return `${this.pick('ROW_NUMBER()', 'SUM(amt)', 'lag(x, 1)', 'first(email)')} OVER ${this.pick('w', `(${this.windowParts()})`, `(${this.windowParts()})`)}`;
  }

  private windowParts(): string {
    return [
      this.maybe(0.8) ? `PARTITION BY ${this.list(() => this.column(), 2)}` : '',
      this.maybe(0.7)
        ? `ORDER BY ${this.list(() => `${this.column()}${this.pick('', ' DESC', ' NULLS LAST')}`, 2)}`
        : '',
    ]
      .filter((part) => part !== '')
      .concat(
        this.maybe(0.2)
          ? this.pick(
              'ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW',
              'RANGE BETWEEN 1 PRECEDING AND 2 FOLLOWING',
              'ROWS UNBOUNDED PRECEDING',
            )
          : [],
      )
      .join(' ');
  }

  condition(): string {
    this.depth++;
    const text = this.one(
      () => `${this.column()} ${this.pick('=', '<>', '!=', '<', '>=', '<=>', '==')} ${this.literal()}`,
      () => `${this.expression()} ${this.pick('=', '>', '<=')} ${this.expression()}`,
      () => `${this.condition()} ${this.key(this.pick('AND', 'OR'))} ${this.condition()}`,
      () => `${this.key('NOT')} ${this.condition()}`,
      () => `(${this.condition()})`,
      () => `${this.column()} IS ${this.pick('', 'NOT ')}${this.pick('NULL', 'TRUE', 'DISTINCT FROM b')}`,
      () => `${this.column()} ${this.pick('', 'NOT ')}IN (${this.list(() => this.literal(), 3)})`,
      () => `${this.column()} ${this.pick('', 'NOT ')}IN (${this.query()})`,
      () => `${this.column()} ${this.pick('', 'NOT ')}BETWEEN ${this.literal()} AND ${this.expression()}`,
      () => `${this.column()} ${this.pick('LIKE', 'NOT LIKE', 'ILIKE', 'RLIKE', 'REGEXP')} 'a%'`,
      () => `${this.column()} LIKE ${this.pick('ANY', 'ALL')} ('a%', 'b%')`,
      () => `EXISTS (${this.query()})`,
    );
    this.depth--;
    return text;
  }
}
