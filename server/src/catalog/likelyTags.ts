/** What field names are made of, and which tag a name suggests: the words of `schemas/catalog/likelyTags.yaml`. */

/** What a source holds, so far as names are concerned: people, lines of orders, products. */
export type SourceRole = 'profile' | 'item' | 'catalog';

export type Certainty = 'sure' | 'likely';

export interface LikelyTagEntry {
  /** Product attributes stand without their group's prefix, which follows from the source. */
  readonly tag: string;
  readonly repeatable?: boolean;
  readonly in: readonly SourceRole[];
  readonly sure?: readonly string[];
  readonly likely?: readonly string[];
}

type PhrasesByRole = Readonly<Record<SourceRole, readonly string[]>>;

/** The data file as it is. */
export interface LikelyTagWords {
  readonly words: Readonly<Record<string, string>>;
  readonly owners: { readonly same: PhrasesByRole; readonly lesser: PhrasesByRole };
  readonly tags: readonly LikelyTagEntry[];
  readonly customerKeys: { readonly sure: readonly string[]; readonly likely: readonly string[] };
  readonly lineKeys: readonly string[];
  readonly rowKeys: readonly string[];
}

/** A tag that the words of a name suggest. */
export interface NamedTag {
  /** With its prefix. */
  readonly tag: string;
  readonly certainty: Certainty;
  readonly repeatable: boolean;
  /** Lower is nearer to what the tag is usually called. */
  readonly rank: number;
}

/** Answers what a field's name says. All words are lower case. */
export interface FieldNameReader {
  /** The words of a name, short forms written out: `custFName` → customer, first, name. */
  wordsOf(name: string): readonly string[];
  /** True for words that the data file knows. */
  isKnownWord(word: string): boolean;
  tagsOf(words: readonly string[], role: SourceRole): readonly NamedTag[];
  /** The words without an owner before them (`customer`, `billing`), and whether that makes the rest less sure. */
  withoutOwner(
    words: readonly string[],
    role: SourceRole,
  ): { readonly rest: readonly string[]; readonly lesser: boolean } | null;
  customerKey(words: readonly string[]): NamedTag | null;
  /** The place in the list, lower is better; -1 where it is none. */
  lineKey(words: readonly string[]): number;
  rowKey(words: readonly string[]): number;
}

const compact = (words: readonly string[]): string => words.join('');

/** `order id|number` → order id, order number. */
function alternatives(phrase: string): string[][] {
  return phrase
    .split(' ')
    .reduce<string[][]>(
      (made, place) => made.flatMap((words) => place.split('|').map((word) => [...words, word])),
      [[]],
    );
}

/** Splits at separators, at digits, and where lower case meets upper case. */
function rawWords(name: string): string[] {
  return name
    .replace(/__c$/i, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replace(/([A-Za-z])(\d)/g, '$1 $2')
    .replace(/(\d)([A-Za-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** The fewest known words that a word is made of; null where it is not made of known ones. */
function split(word: string, known: ReadonlySet<string>): string[] | null {
  const best: (string[] | null)[] = [[]];
  for (let end = 1; end <= word.length; end++) {
    best[end] = null;
    for (let start = Math.max(0, end - 16); start <= end - 2; start++) {
      const before = best[start];
      const piece = word.slice(start, end);
      const made = best[end] ?? null;
      if (before && known.has(piece) && (made === null || before.length + 1 < made.length)) {
        best[end] = [...before, piece];
      }
    }
  }
  return best[word.length] ?? null;
}

function prefixed(tag: string, role: SourceRole): string {
  if (!tag.startsWith('product-')) return tag;
  return `${role === 'item' ? 'txn-item' : 'pc'}/${tag}`;
}

type TagTable = Readonly<Record<SourceRole, ReadonlyMap<string, readonly NamedTag[]>>>;
type Spell = (phrase: readonly string[]) => string;

function tagTable(entries: readonly LikelyTagEntry[], spell: Spell): TagTable {
  const table = {
    profile: new Map<string, NamedTag[]>(),
    item: new Map<string, NamedTag[]>(),
    catalog: new Map<string, NamedTag[]>(),
  };
  for (const entry of entries) {
    for (const certainty of ['sure', 'likely'] as const) {
      const phrases = (entry[certainty] ?? []).flatMap(alternatives);
      phrases.forEach((phrase, rank) => {
        for (const role of entry.in) {
          const key = spell(phrase);
          const named = {
            tag: prefixed(entry.tag, role),
            certainty,
            repeatable: entry.repeatable ?? false,
            rank,
          };
          const others = table[role].get(key) ?? [];
          // A phrase said twice of a tag (through a short form written out) counts as the surer one.
          if (!others.some((other) => other.tag === named.tag)) table[role].set(key, [...others, named]);
        }
      });
    }
  }
  return table;
}

function positions(phrases: readonly string[], spell: Spell): ReadonlyMap<string, number> {
  const map = new Map<string, number>();
  phrases.flatMap(alternatives).forEach((phrase, index) => {
    const key = spell(phrase);
    if (!map.has(key)) map.set(key, index);
  });
  return map;
}

function knownWords(data: LikelyTagWords): ReadonlySet<string> {
  const phrases = [
    ...data.tags.flatMap((entry) => [...(entry.sure ?? []), ...(entry.likely ?? [])]),
    ...Object.values(data.owners.same).flat(),
    ...Object.values(data.owners.lesser).flat(),
    ...data.customerKeys.sure,
    ...data.lineKeys,
    ...Object.values(data.words),
  ];
  const words = phrases.flatMap((phrase) => phrase.split(/[ |]/));
  return new Set([...words.filter((word) => word.length > 1), ...Object.keys(data.words)]);
}

/** How many names a reader remembers the words of. */
const mostSpelled = 20_000;

/** Reads field names by the words of the data file. Made once for each. */
export function fieldNameReader(data: LikelyTagWords): FieldNameReader {
  const known = knownWords(data);
  const writtenOut = new Map(Object.entries(data.words).map(([word, words]) => [word, words.split(' ')]));
  const expand = (words: readonly string[]): string[] =>
    words.flatMap((word) => writtenOut.get(word) ?? [word]);
  const spell: Spell = (phrase) => compact(expand(phrase));
  const tags = tagTable(data.tags, spell);
  const customerKeys = tagTable(
    [{ tag: 'ck', in: ['item'], sure: data.customerKeys.sure, likely: data.customerKeys.likely }],
    spell,
  );
  const lineKeys = positions(data.lineKeys, spell);
  const rowKeys = positions(data.rowKeys, spell);
  const longestFirst = (phrases: readonly string[]): readonly string[][] =>
    phrases.map((owner) => expand(owner.split(' '))).sort((a, b) => b.length - a.length);
  const ownersOf = (byRole: PhrasesByRole): Record<SourceRole, readonly string[][]> => ({
    profile: longestFirst(byRole.profile),
    item: longestFirst(byRole.item),
    catalog: longestFirst(byRole.catalog),
  });
  const owners = [
    { lesser: false, byRole: ownersOf(data.owners.same) },
    { lesser: true, byRole: ownersOf(data.owners.lesser) },
  ];
  const spelled = new Map<string, readonly string[]>();
  return {
    wordsOf(name) {
      const before = spelled.get(name);
      if (before) return before;
      const words = expand(
        rawWords(name).flatMap((word) =>
          known.has(word) || /^\d+$/.test(word) ? [word] : (split(word, known) ?? [word]),
        ),
      );
      // Names repeat from keystroke to keystroke; a memory that grows too large starts again.
      if (spelled.size >= mostSpelled) spelled.clear();
      spelled.set(name, words);
      return words;
    },
    isKnownWord: (word) => known.has(word),
    tagsOf: (words, role) => tags[role].get(compact(words)) ?? [],
    withoutOwner(words, role) {
      for (const { lesser, byRole } of owners) {
        const owner = byRole[role].find(
          (one) => one.length < words.length && one.every((word, index) => words[index] === word),
        );
        if (owner) return { rest: words.slice(owner.length), lesser };
      }
      return null;
    },
    customerKey: (words) => customerKeys.item.get(compact(words))?.[0] ?? null,
    lineKey: (words) => lineKeys.get(compact(words)) ?? -1,
    rowKey: (words) => rowKeys.get(compact(words)) ?? -1,
  };
}
