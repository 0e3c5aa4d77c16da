import type { Catalog, SemanticMatch } from '../../catalog/catalog.js';
import type { ColumnType } from '../../catalog/types.js';
import { KeptWith } from '../../syntax/keptWith.js';
import type { Field, Item, Source } from '../../tenant/tenant.js';
import type { DiagnosticData, RuleContext } from '../rule.js';

/** A tag on a field, and what it means. */
export interface TagUse {
  readonly field: Field;
  readonly item: Item;
  readonly tag: string;
  readonly match: SemanticMatch | null;
}

/** The prefix of the tags that lines of orders have. */
export const itemPrefix = 'txn-item/';

const known = new KeptWith<readonly TagUse[]>();

/** Every tag of a source, in the order of the file. Remembered, as most rules of sources ask for it. */
export function tagUses(source: Source, catalog: Catalog): readonly TagUse[] {
  return known.of(source, () =>
    source.fields.flatMap((field) =>
      field.semantics.map((item) => ({ field, item, tag: item.value, match: catalog.semantic(item.value) })),
    ),
  );
}

/** True for a tag that says who somebody is. */
export function isProfileTag(match: SemanticMatch | null): boolean {
  return match?.group.makesProfileSource === true;
}

/** Whether a tag takes the type of its field. Keys take any type, custom tags what they are given. */
export function takesType({ match }: TagUse, type: ColumnType): boolean {
  return match === null || matchTakesType(match, type);
}

/** True unless the field certainly has a type that the tag does not take. */
export function isOfRightType(use: TagUse): boolean {
  return use.field.type === null || takesType(use, use.field.type);
}

/** Whether what a tag means takes a type. */
export function matchTakesType(match: SemanticMatch, type: ColumnType): boolean {
  if (match.how === 'custom' || match.group.id === 'keys') return true;
  const { types } = match.semantic;
  return types.length === 0 || types.includes('varies') || types.includes(type);
}

/** True for a tag that every source of lines of orders must have. */
export function isRequiredItemTag(match: SemanticMatch | null): boolean {
  return match?.group.prefix === itemPrefix && match.semantic.requirement === 'required';
}

/** True for `fk-…`. */
export function isForeignKey(tag: string): boolean {
  return tag.toLowerCase().startsWith('fk-');
}

/** True for a tag of lines of orders that the documentation does not name: the tenant's own key or column. */
export function isCustomItemTag({ tag, match }: TagUse): boolean {
  return tag.startsWith(itemPrefix) && match?.how !== 'exact';
}

/** True for a source that is described here and may carry tags: no bridge (its tags belong on a table that reads it), nothing external. */
export function mayCarryTags(source: Source): boolean {
  return source.kind === 'feed' || source.kind === 'custom_domain_table';
}

/** True where what the source seems to lack is certainly not there. */
export function isKnownInFull(source: Source): boolean {
  return source.complete && source.fields.every((field) => field.complete);
}

/** What custom domain tables read, and those whose query cannot be read. */
interface Reshaping {
  readonly read: ReadonlySet<string>;
  readonly unknown: readonly Source[];
}

const reshapings = new KeptWith<Reshaping>();

/** True where a custom domain table reads the source, directly or not, or may do so (its query cannot be read). */
export function isReshaped(source: Source, context: RuleContext): boolean {
  const { read, unknown } = reshapingOf(context);
  return (
    read.has(context.lineage.relationOfSource(source).id) || unknown.some(({ key }) => key !== source.key)
  );
}

function reshapingOf({ tenant, lineage }: RuleContext): Reshaping {
  return reshapings.of(lineage, () => {
    const tables = tenant.sources.filter((source) => source.kind === 'custom_domain_table');
    return {
      read: new Set(
        tables.flatMap((table) => lineage.upstream(lineage.relationOfSource(table)).map(({ id }) => id)),
      ),
      unknown: tables.filter(({ query }) => query !== null && !query.parsed?.query),
    };
  });
}

/** What tools read from a finding about a source. */
export function sourceData(
  source: Source,
  context: RuleContext,
  column: string | null = null,
): DiagnosticData {
  return { database: null, table: null, column, source: source.name, features: context.enabled };
}
