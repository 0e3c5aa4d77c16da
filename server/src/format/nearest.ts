import { distance } from 'fastest-levenshtein';

/** Words that people know from elsewhere for what the format calls otherwise. */
const synonyms: Readonly<Record<string, string>> = {
  text: 'string',
  varchar: 'string',
  char: 'string',
  int: 'integer',
  bigint: 'integer',
  long: 'integer',
  numeric: 'decimal',
  double: 'float',
  bool: 'boolean',
  timestamp: 'datetime',
  yes: 'true',
  on: 'true',
  no: 'false',
  off: 'false',
  information: 'info',
  catalog: 'product_catalog',
  type: 'kind',
  columns: 'fields',
  query: 'sql',
  priority: 'source_priority',
};

/** The candidate that a word most likely means; null where none is near, or two are equally near. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const squeezed = squeeze(word);
  if (squeezed === '') return null;
  const equal = candidates.filter((candidate) => squeeze(candidate) === squeezed);
  if (equal[0] !== undefined) return equal[0];
  const synonym = synonyms[squeezed];
  if (synonym !== undefined && candidates.includes(synonym)) return synonym;
  const most = Math.min(3, Math.ceil(squeezed.length / 3));
  return closest(squeezed, candidates, { most, plain: squeeze }) ?? beginning(squeezed, candidates);
}

/** How near a name must be to be meant. */
export interface Nearness {
  /** How many letters may differ. */
  readonly most: number;
  /** What of a candidate's spelling counts. */
  readonly plain: (candidate: string) => string;
}

/** The candidate that differs from a word (as `plain` writes it) in the fewest letters; null where none is near, or several equally. */
export function closest(
  word: string,
  candidates: Iterable<string>,
  { most, plain }: Nearness,
): string | null {
  let best: string | null = null;
  let least = most + 1;
  let tied = false;
  for (const candidate of new Set(candidates)) {
    const differing = difference(word, plain(candidate));
    if (differing > least) continue;
    tied = differing === least && best !== null;
    if (differing < least) {
      best = candidate;
      least = differing;
    }
  }
  return tied ? null : best;
}

/** Letters that differ; two that changed places count once. */
function difference(a: string, b: string): number {
  const away = distance(a, b);
  if (away !== 2 || a.length !== b.length) return away;
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return a[at] === b[at + 1] && a[at + 1] === b[at] ? 1 : away;
}

/** `desc` means `description`, where nothing else begins so. */
function beginning(word: string, candidates: readonly string[]): string | null {
  if (word.length < 3) return null;
  const found = candidates.filter((candidate) => squeeze(candidate).startsWith(word));
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** Case, dashes and underscores make no difference: `segmentEditor`, `segment-editor`. */
function squeeze(word: string): string {
  return word.toLowerCase().replace(/[-_\s]/g, '');
}
