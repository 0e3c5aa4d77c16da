import type { Entry, MappingNode, SyntaxTree } from '../syntax/tree.js';
import { isInPlace, looksLike, meantUnits, type Findings } from './meantUnits.js';
import {
  addSection,
  columnOf,
  indentLines,
  meantKey,
  meantMapping,
  misplaced,
  withValue,
} from './misplaced.js';
import type { FormatMend, FormatProblem } from './problem.js';
import { isForeignKey, knownKeys, rootSchema, schemaAt, type FormatRole } from './schema.js';

/** A file's tree as it is meant, where something stands in a wrong place. */
export interface MeantTree {
  /** The root with everything where it is meant to stand; the tree's own root where all of it is. */
  readonly root: SyntaxTree['root'];
  readonly problems: readonly FormatProblem[];
  /** Entries that stand among the settings of something else and belong to what has lost its name. */
  readonly runs: ReadonlySet<Entry>;
  /** Settings that are those of something else than they stand in, of which that is said already. */
  readonly moved: ReadonlySet<Entry>;
}

type Section = 'sources' | 'databases';

const unitOf = { sources: 'source', databases: 'database' } as const;
const sections: readonly Section[] = ['sources', 'databases'];

const known = new WeakMap<SyntaxTree, Map<FormatRole, MeantTree>>();

/**
 * Reads a file by what its entries look like where a line is missing or indented wrongly, so that they are valid YAML
 * and yet would be read as something else: sources below `verified`, settings in the column of names, the settings of
 * one table below those of another. Each such slip is one problem, and all else is read as if it were mended.
 */
export function meantTree(tree: SyntaxTree, role: FormatRole): MeantTree {
  const byRole = known.get(tree) ?? new Map<FormatRole, MeantTree>();
  known.set(tree, byRole);
  let meant = byRole.get(role);
  if (!meant) {
    meant = find(tree, role);
    byRole.set(role, meant);
  }
  return meant;
}

function find(tree: SyntaxTree, role: FormatRole): MeantTree {
  const { root } = tree;
  const findings: Findings = { tree, problems: [], runs: new Set(), moved: new Set() };
  if (role === 'settings' || root?.kind !== 'mapping' || root.style !== 'block') {
    return { ...findings, root };
  }
  const sorted = new SectionReader(findings, role).read(root);
  const entries = sorted.entries.map((entry) => {
    const section = sectionOf(entry);
    if (section === null || entry.value?.kind !== 'mapping' || entry.value.style !== 'block') return entry;
    const value = meantUnits(entry.value, unitOf[section], [section], findings);
    return value === entry.value ? entry : { ...entry, value };
  });
  const isSame =
    entries.every((entry, at) => entry === root.entries[at]) && entries.length === root.entries.length;
  return { ...findings, root: isSame ? root : meantMapping(root, entries) };
}

function sectionOf({ key }: Entry): Section | null {
  return sections.find((section) => section === key.text) ?? null;
}

/** What stands in the wrong section of a file, or in none. */
class SectionReader {
  readonly #found: Record<Section, Entry[]> = { sources: [], databases: [] };

  constructor(
    readonly findings: Findings,
    readonly role: FormatRole,
  ) {}

  read(root: MappingNode): MappingNode {
    let before: Entry | null = null;
    const kept: Entry[] = [];
    const keys = new Set(knownKeys(rootSchema(this.role)));
    for (const entry of root.entries) {
      if (keys.has(entry.key.text) || isForeignKey(entry.key.text)) {
        kept.push(this.#section(entry, root));
      } else if (!this.#belongsTo(before, entry, kept)) {
        const section = sections.find((one) => looksLike(entry.value, unitOf[one]));
        if (section === undefined) kept.push(entry);
        else this.#outside(section, entry, kept);
      }
      before = entry;
    }
    return this.#withFound(root, kept);
  }

  /** A section without what belongs in another one. */
  #section(entry: Entry, root: MappingNode): Entry {
    const { value } = entry;
    if (value?.kind !== 'mapping' || value.style !== 'block') return entry;
    const own = sectionOf(entry);
    const meant = value.entries.map((each) => this.#foreignTo(own, each));
    if (meant.every((section) => section === null)) return entry;
    const kept: Entry[] = [];
    // The key of a section that stands too deep goes with what stands below it.
    let key: Entry | null = null;
    const told = new Set<Section>();
    value.entries.forEach((each, at) => {
      const section = meant[at] ?? null;
      const isKey = each.value === null && sectionOf(each) !== null && sectionOf(each) === meant[at + 1];
      if (isKey) key = each;
      else if (section === null) kept.push(each);
      else {
        if (!told.has(section)) this.#tell(section, each, key, entry, root);
        told.add(section);
        this.#found[section].push(each);
      }
    });
    return { ...withValue(entry, meantMapping(value, kept)), broken: entry.broken };
  }

  #foreignTo(own: Section | null, entry: Entry): Section | null {
    if (entry.value?.kind !== 'mapping' || isForeignKey(entry.key.text)) return null;
    if (own !== null && isInPlace(entry, unitOf[own])) return null;
    const section = sections.find((one) => looksLike(entry.value, unitOf[one])) ?? null;
    return section === own ? null : section;
  }

  #tell(section: Section, first: Entry, key: Entry | null, holder: Entry, root: MappingNode): void {
    const { tree, problems } = this.findings;
    const path = [holder.key.text];
    const name = holder.key.text;
    if (key !== null) {
      const column = columnOf(tree, holder.range.start);
      const message = `\`${section}\` stands below \`${name}\`, and so does all that belongs to it. Indent it as \`${name}\` is.`;
      const title = `Indent as \`${name}\` is`;
      problems.push(
        misplaced(key, path, message, column === null ? null : indentLines(tree, [key], column, title)),
      );
      return;
    }
    const isThere = root.entries.some((entry) => entry.key.text === section);
    const what = `\`${first.key.text}\` is a ${unitOf[section]}, and`;
    const message = isThere
      ? `${what} stands below \`${name}\`. Move it below \`${section}\`.`
      : `${what} the line \`${section}:\` above it is missing. Write it there.`;
    problems.push(misplaced(first, path, message, isThere ? null : addSection(tree, first, section)));
  }

  /** A source or database at the root of the file. */
  #outside(section: Section, entry: Entry, kept: readonly Entry[]): void {
    const { tree, problems } = this.findings;
    const message = `\`${entry.key.text}\` is a ${unitOf[section]}, and belongs below \`${section}\`. Indent it below that.`;
    const above = kept.at(-1);
    const isBelow = above !== undefined && sectionOf(above) === section;
    const value = isBelow && above.value?.kind === 'mapping' ? above.value : null;
    const column = value?.entries[0] ? columnOf(tree, value.entries[0].range.start) : 2;
    const mend: FormatMend | null =
      isBelow && column !== null ? indentLines(tree, [entry], column, `Indent below \`${section}\``) : null;
    problems.push(misplaced(entry, [], message, mend));
    this.#found[section].push(entry);
  }

  /** A day or a feature in the column of its section, straight below that. */
  #belongsTo(before: Entry | null, entry: Entry, kept: Entry[]): boolean {
    const holder = kept.at(-1);
    if (before === null || holder?.value?.kind !== 'mapping' || holder.key.text !== before.key.text)
      return false;
    if (holder.value.style !== 'block' || sectionOf(holder) !== null) return false;
    const key = entry.key.text;
    const schema = schemaAt([holder.key.text], this.role);
    if (!schema || !knownKeys(schema).includes(key)) return false;
    const { tree, problems } = this.findings;
    const [first] = holder.value.entries;
    const column = first ? columnOf(tree, first.range.start) : null;
    const message = `\`${key}\` is a key of \`${holder.key.text}\`. Indent it below that.`;
    const title = `Indent below \`${holder.key.text}\``;
    problems.push(
      misplaced(entry, [], message, column === null ? null : indentLines(tree, [entry], column, title)),
    );
    kept[kept.length - 1] = {
      ...withValue(holder, meantMapping(holder.value, [...holder.value.entries, entry])),
      broken: holder.broken,
    };
    return true;
  }

  #withFound(root: MappingNode, kept: readonly Entry[]): MappingNode {
    const entries = [...kept];
    for (const section of sections) {
      const found = this.#found[section];
      const [first] = found;
      if (!first) continue;
      const at = entries.findIndex((entry) => entry.key.text === section);
      const own = entries[at];
      const key = own ?? {
        key: meantKey(section, first.range.start),
        value: null,
        range: first.range,
        broken: false,
      };
      const value = own?.value?.kind === 'mapping' ? own.value : null;
      const all = meantMapping(value, [...(value?.entries ?? []), ...found]);
      const meant = { ...withValue(key, all), broken: false };
      if (own) entries[at] = meant;
      else entries.push(meant);
    }
    const isSame =
      entries.length === root.entries.length && entries.every((entry, at) => entry === root.entries[at]);
    return isSame ? root : meantMapping(root, entries);
  }
}
