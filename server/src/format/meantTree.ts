import { KeptWith } from '../syntax/keptWith.js';
import type { Entry, MappingNode, SyntaxTree } from '../syntax/tree.js';
import { isInPlace, meantUnits, type Findings } from './meantUnits.js';
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
import { looksLike } from './unitForms.js';

/** A file's tree as it is meant, where something stands in a wrong place. */
export interface MeantTree {
  /** The root with everything where it is meant to stand; the tree's own root where all of it is. */
  readonly root: SyntaxTree['root'];
  readonly problems: readonly FormatProblem[];
  /** Settings that stand below those of something else and belong to what has lost its name, each with their first. */
  readonly runs: ReadonlyMap<Entry, Entry>;
  /** Settings that are those of something else than they stand in, of which that is said already. */
  readonly moved: ReadonlySet<Entry>;
}

type Section = 'sources' | 'databases' | 'features' | 'verified';

/** What stands in a section under a name of the writer's; null where its keys are the format's. */
const unitOf = { sources: 'source', databases: 'database', features: null, verified: null } as const;
const sections: readonly Section[] = ['features', 'verified', 'sources', 'databases'];

const known = new KeptWith<Map<FormatRole, MeantTree>>();

/**
 * Reads a file by what its entries look like where a line is missing or indented wrongly, so that they are valid YAML
 * and yet would be read as something else: sources below `verified`, settings in the column of names, the settings of
 * one table below those of another. Each such slip is one problem, and all else is read as if it were mended.
 */
export function meantTree(tree: SyntaxTree, role: FormatRole): MeantTree {
  const byRole = known.of(tree, () => new Map<FormatRole, MeantTree>());
  let meant = byRole.get(role);
  if (!meant) {
    meant = find(tree, role);
    byRole.set(role, meant);
  }
  return meant;
}

function find(tree: SyntaxTree, role: FormatRole): MeantTree {
  const { root } = tree;
  const findings: Findings = { tree, problems: [], runs: new Map(), moved: new Set() };
  if (role === 'settings' || root?.kind !== 'mapping' || root.style !== 'block') {
    return { ...findings, root };
  }
  const sorted = new SectionReader(findings, role).read(root);
  const entries = sorted.entries.map((entry) => {
    const section = sectionOf(entry);
    const unit = section && unitOf[section];
    if (!section || !unit || entry.value?.kind !== 'mapping' || entry.value.style !== 'block') return entry;
    const value = meantUnits(entry.value, unit, [section], findings);
    return value === entry.value ? entry : { ...entry, value };
  });
  const isSame =
    entries.every((entry, at) => entry === root.entries[at]) && entries.length === root.entries.length;
  return { ...findings, root: isSame ? root : meantMapping(root, entries) };
}

function sectionOf({ key }: Entry): Section | null {
  return sections.find((section) => section === key.text) ?? null;
}

/** The section of which an entry can only be a part, as far as it shows. */
function sectionFor(entry: Entry, role: FormatRole): Section | null {
  const isHere = (section: Section): boolean => {
    const unit = unitOf[section];
    if (unit !== null) return looksLike(entry.value, unit);
    const schema = schemaAt([section], role);
    return entry.value?.kind === 'scalar' && schema !== null && knownKeys(schema).includes(entry.key.text);
  };
  return sections.find(isHere) ?? null;
}

/** What stands in the wrong section of a file, or in none. */
class SectionReader {
  readonly #found = new Map<Section, Entry[]>();
  #root: MappingNode | null = null;

  constructor(
    readonly findings: Findings,
    readonly role: FormatRole,
  ) {}

  read(root: MappingNode): MappingNode {
    this.#root = root;
    const kept: Entry[] = [];
    const keys = new Set(knownKeys(rootSchema(this.role)));
    for (const entry of root.entries) {
      if (keys.has(entry.key.text) || isForeignKey(entry.key.text)) {
        kept.push(this.#section(entry));
        continue;
      }
      const section = sectionFor(entry, this.role);
      if (section === null) kept.push(entry);
      else this.#outside(section, entry, kept.at(-1) ?? null);
    }
    return this.#withFound(root, kept);
  }

  /** A section without what belongs in another one. */
  #section(entry: Entry): Entry {
    const { value } = entry;
    if (value?.kind !== 'mapping' || value.style !== 'block') return entry;
    const meant = value.entries.map((each) => this.#foreignTo(entry, each));
    if (meant.every((section) => section === null)) return entry;
    const kept: Entry[] = [];
    // The key of a section that stands too deep goes with what stands below it.
    let key: Entry | null = null;
    value.entries.forEach((each, at) => {
      const section = meant[at] ?? null;
      const isKey = each.value === null && sectionOf(each) !== null && sectionOf(each) === meant[at + 1];
      if (isKey) key = each;
      else if (section === null) kept.push(each);
      else this.#move(section, each, (place) => this.#inside(section, place, key, entry));
    });
    return { ...withValue(entry, meantMapping(value, kept)), broken: entry.broken };
  }

  /** The other section that an entry belongs in. */
  #foreignTo(holder: Entry, entry: Entry): Section | null {
    if (isForeignKey(entry.key.text)) return null;
    const own = sectionOf(holder);
    const unit = own && unitOf[own];
    if (unit && (entry.value?.kind !== 'mapping' || isInPlace(entry, unit))) return null;
    const schema = unit ? null : schemaAt([holder.key.text], this.role);
    if (schema && knownKeys(schema).includes(entry.key.text)) return null;
    const section = sectionFor(entry, this.role);
    return section === own ? null : section;
  }

  /** Of what stands in the wrong place in a row the first one is told. */
  #move(section: Section, entry: Entry, tell: (entry: Entry) => FormatProblem): void {
    const found = this.#found.get(section);
    if (found) found.push(entry);
    else this.#found.set(section, [entry]);
    if (!found) this.findings.problems.push(tell(entry));
  }

  #inside(section: Section, first: Entry, key: Entry | null, holder: Entry): FormatProblem {
    const { tree } = this.findings;
    const name = holder.key.text;
    if (key === null) {
      const isThere = this.#isThere(section);
      const message = isThere
        ? `${this.#whatIs(first, section)} and stands below \`${name}\`. Move it below \`${section}\`.`
        : `${this.#whatIs(first, section)}, and the line \`${section}:\` above it is missing. Write it there.`;
      return misplaced(first, [name], message, isThere ? null : addSection(tree, first, section));
    }
    const column = columnOf(tree, holder.range.start);
    const message = `\`${section}\` stands below \`${name}\`, and so does all that belongs to it. Indent it as \`${name}\` is.`;
    const title = `Indent as \`${name}\` is`;
    return misplaced(key, [name], message, column === null ? null : indentLines(tree, [key], column, title));
  }

  /** What belongs in a section and stands at the root of the file. */
  #outside(section: Section, entry: Entry, above: Entry | null): void {
    const { tree } = this.findings;
    const isLost = !this.#isThere(section) && columnOf(tree, entry.range.start) !== 0;
    const message = isLost
      ? `${this.#whatIs(entry, section)}, and the line \`${section}:\` above it is missing. Write it there.`
      : `${this.#whatIs(entry, section)} and belongs below \`${section}\`. Indent it below that.`;
    this.#move(section, entry, () =>
      misplaced(
        entry,
        [],
        message,
        isLost ? addSection(tree, entry, section) : indentBelow(tree, entry, above, section),
      ),
    );
  }

  #whatIs({ key }: Entry, section: Section): string {
    const unit = unitOf[section];
    return unit === null ? `\`${key.text}\` is a key of \`${section}\`` : `\`${key.text}\` is a ${unit}`;
  }

  #isThere(section: Section): boolean {
    return this.#root?.entries.some(({ key }) => key.text === section) === true;
  }

  #withFound(root: MappingNode, kept: readonly Entry[]): MappingNode {
    const entries = [...kept];
    for (const [section, found] of this.#found) {
      const [first] = found;
      if (!first) continue;
      const at = entries.findIndex((entry) => entry.key.text === section);
      const own = entries[at];
      const start = first.range.start;
      const range = { start, end: start };
      const key = own ?? { key: meantKey(section, start), value: null, range, broken: false };
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

/** Indents an entry as those of the section straight above it. */
function indentBelow(
  tree: SyntaxTree,
  entry: Entry,
  above: Entry | null,
  section: Section,
): FormatMend | null {
  if (above?.key.text !== section) return null;
  const inner = above.value?.kind === 'mapping' ? above.value.entries[0] : undefined;
  const column = inner ? columnOf(tree, inner.range.start) : 2;
  return column === null ? null : indentLines(tree, [entry], column, `Indent below \`${section}\``);
}
