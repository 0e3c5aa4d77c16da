import type { SemanticMatch } from './catalog.js';
import type { Semantic, SemanticGroup } from './types.js';

/** Says what tags mean. */
export interface TagIndex {
  match(tag: string): SemanticMatch | null;
  columnOf(tag: string): string | null;
}

interface Family {
  readonly pattern: RegExp;
  make(found: RegExpExecArray): SemanticMatch;
}

/** So many keys, custom tags and mistakes are remembered: more than any tenant has. */
const MOST_REMEMBERED = 10_000;

/** An index over all groups; looking up a tag costs one map access for documented tags, and for others seen lately. */
export function indexTags(groups: readonly SemanticGroup[]): TagIndex {
  const exact = exactTags(groups);
  const families = groups.flatMap((group) => familiesOf(group, exact));
  const others = new Map<string, SemanticMatch | null>();
  const match = (tag: string): SemanticMatch | null => {
    const found = exact.get(tag) ?? others.get(tag);
    if (found !== undefined) return found;
    const made = matchFamily(families, tag) ?? matchCustom(groups, tag);
    // Tags that were once typed must not gather for ever.
    if (others.size >= MOST_REMEMBERED) others.clear();
    others.set(tag, made);
    return made;
  };
  return { match, columnOf: (tag) => columnOf(match(tag), tag) };
}

function exactTags(groups: readonly SemanticGroup[]): Map<string, SemanticMatch> {
  const exact = new Map<string, SemanticMatch>();
  for (const group of groups) {
    for (const semantic of group.semantics) {
      if (!semantic.pattern && !exact.has(semantic.tag)) {
        exact.set(semantic.tag, { semantic, group, how: 'exact' });
      }
    }
  }
  return exact;
}

function matchFamily(families: readonly Family[], tag: string): SemanticMatch | null {
  for (const family of families) {
    const found = family.pattern.exec(tag);
    if (found) return family.make(found);
  }
  return null;
}

/** The families that a group defines: suffixed tags (`email-[…]`), keys (`fk-[…]`), numbered tags (`…-x-days`). */
function familiesOf(group: SemanticGroup, exact: ReadonlyMap<string, SemanticMatch>): Family[] {
  return group.semantics
    .filter((semantic) => semantic.pattern && belongsTo(group, semantic.tag))
    .flatMap((semantic): Family[] => {
      if (semantic.bases.length > 0) return [suffixFamily(group, semantic, exact)];
      if (/-x-/.test(semantic.tag)) return [numberFamily(group, semantic)];
      if (/^[a-z]+-\[/.test(semantic.tag)) return [keyFamily(group, semantic)];
      return [];
    });
}

/** A group with a prefix also mentions tags of others (`fk-[namespace]`); these belong to the others. */
function belongsTo(group: SemanticGroup, tag: string): boolean {
  return group.prefix === null || tag.startsWith(group.prefix);
}

function suffixFamily(
  group: SemanticGroup,
  semantic: Semantic,
  exact: ReadonlyMap<string, SemanticMatch>,
): Family {
  // The longest base first, so that `address-group-2` is not `address` with the suffix `group-2`.
  const bases = [...semantic.bases].sort((a, b) => b.length - a.length);
  return {
    pattern: new RegExp(`^(${bases.join('|')})-([^\\s/]+)$`),
    make: ([, base = '', suffix = '']) => {
      const known = exact.get(base);
      return {
        semantic: known?.semantic ?? semantic,
        group: known?.group ?? group,
        how: /^\d+$/.test(suffix) ? 'ordinal' : 'namespace',
      };
    },
  };
}

function numberFamily(group: SemanticGroup, semantic: Semantic): Family {
  const [before = '', after = ''] = semantic.tag.split('-x-');
  return {
    pattern: new RegExp(`^${before}-(?:x|\\d+)-${after}$`),
    make: () => ({ semantic, group, how: 'exact' }),
  };
}

function keyFamily(group: SemanticGroup, semantic: Semantic): Family {
  const prefix = semantic.tag.slice(0, semantic.tag.indexOf('['));
  return {
    pattern: new RegExp(`^${prefix}([^\\s/]+)$`),
    make: () => ({ semantic, group, how: 'namespace' }),
  };
}

/** A tag of a group with a prefix that the group does not name: a custom one. */
function matchCustom(groups: readonly SemanticGroup[], tag: string): SemanticMatch | null {
  for (const group of groups) {
    const { prefix } = group;
    if (prefix === null || !tag.startsWith(prefix) || tag.length === prefix.length) continue;
    // The flags of database columns are a closed list: `db/requird` is a mistake, not a custom tag.
    if (group.semantics.length > 0 && group.semantics.every((semantic) => semantic.column === null))
      return null;
    return { semantic: customSemantic(group, tag), group, how: 'custom' };
  }
  return null;
}

function customSemantic(group: SemanticGroup, tag: string): Semantic {
  return {
    tag,
    group: group.id,
    types: ['varies'],
    typeSeverity: null,
    oncePerSource: null,
    requirement: 'optional',
    column: underscored(tag.slice(group.prefix?.length ?? 0)),
    tables: group.tables,
    description: `A custom tag of the group ${group.displayName}.`,
    notes: null,
    derives: [],
    pattern: false,
    bases: [],
  };
}

function columnOf(match: SemanticMatch | null, tag: string): string | null {
  // An unknown tag without a prefix is a custom profile tag, which makes a column of its own.
  if (match === null) return tag === '' || tag.includes('/') ? null : underscored(tag);
  const { semantic, group, how } = match;
  if (semantic.column === null) return null;
  if (how === 'exact' && semantic.pattern) return semantic.column.replace('<x>', numberIn(tag));
  if (how === 'ordinal' || how === 'namespace') return underscored(tag);
  return group.prefix !== null && how === 'custom'
    ? underscored(tag.slice(group.prefix.length))
    : semantic.column;
}

function numberIn(tag: string): string {
  return /-(\d+)-/.exec(tag)?.[1] ?? 'x';
}

function underscored(tag: string): string {
  return tag.replace(/-/g, '_');
}
