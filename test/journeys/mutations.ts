/** One small change of a text, as a slip makes it. */
export interface Mutation {
  readonly what: string;
  readonly text: string;
}

/** Tags that are put in the place of others. */
const tags = [
  ...[
    'email',
    'phone',
    'given-name',
    'surname',
    'address',
    'postal',
    'birthdate',
    'fk-account',
    'loyalty-id',
  ],
  ...['update-dt', 'nonsense', 'txn-item/order-id', 'txn-item/item-revenue', 'compliance/request-email'],
];
const types = ['string', 'integer', 'datetime', 'decimal', 'boolean'];
/** What a word is replaced by, by the key that it stands behind. */
const values: Readonly<Record<string, readonly string[]>> = {
  build: ['passthrough', 'sql', 'template'],
  records: ['interaction', 'customer', 'other'],
  kind: ['customer_360', 'validation', 'empty'],
  type: types,
};

/** Every line taken away, every tag and type another, every table read from elsewhere, every name short of a letter. */
export function mutationsOf(text: string): readonly Mutation[] {
  const lines = text.split('\n');
  const tables = [...new Set(text.match(/^ {6}\w+(?=:)/gm)?.map((name) => name.trim()) ?? [])];
  return lines.flatMap((line, at) => {
    if (/^\s*(?:#|--|$)/.test(line)) return [];
    const changed = [...retagged(line), ...revalued(line), ...reread(line, tables), ...shortened(line)];
    const others = changed.map((to) => ({ what: `${at + 1}: ${to.trim()}`, line: [to] }));
    return [{ what: `${at + 1}: (taken away) ${line.trim()}`, line: [] }, ...others].map((change) => ({
      what: change.what,
      text: [...lines.slice(0, at), ...change.line, ...lines.slice(at + 1)].join('\n'),
    }));
  });
}

function retagged(line: string): string[] {
  const tag = /semantics: ([a-z/-]+)/.exec(line)?.[1];
  if (tag === undefined) return [];
  const others = tags.filter((other) => other !== tag).map((other) => line.replace(tag, other));
  return [line.replace(`, semantics: ${tag}`, ''), ...others];
}

function revalued(line: string): string[] {
  const flipped = /: (true|false)\b/.exec(line);
  const others = Object.entries(values).flatMap(([key, choices]) => {
    const value = new RegExp(`\\b${key}: (\\w+)`).exec(line)?.[1];
    return value === undefined
      ? []
      : choices
          .filter((choice) => choice !== value)
          .map((choice) => line.replace(`${key}: ${value}`, `${key}: ${choice}`));
  });
  return flipped
    ? [line.replace(flipped[0], flipped[1] === 'true' ? ': false' : ': true'), ...others]
    : others;
}

function reread(line: string, tables: readonly string[]): string[] {
  const [from, word, table] = /(FROM|JOIN) (\w+)/.exec(line) ?? [];
  if (from === undefined || word === undefined) return [];
  return [...tables, 'Shop_Order_Lines', 'Shop_Accounts', 'Nope']
    .filter((other) => other !== table)
    .map((other) => line.replace(from, `${word} ${other}`));
}

function shortened(line: string): string[] {
  return [...line.matchAll(/\b[A-Za-z]+_\w+\b/g)].map(
    ({ 0: name, index }) => line.slice(0, index) + name.slice(0, -1) + line.slice(index + name.length),
  );
}
