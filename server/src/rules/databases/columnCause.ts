import type { Relation } from '../../lineage/lineage.js';
import type { RuleContext } from '../rule.js';
import { listed } from '../wording.js';
import { catalogueWith } from './catalogueColumn.js';
import { tagOf, type NeededColumn } from './requiredColumns.js';
import { waysOf } from './selectColumn.js';

/** Where a required column was lost, as a sentence that ends with what to do. */
export function whyMissing(context: RuleContext, needed: NeededColumn): string {
  const { table, required } = needed;
  const { column } = required;
  const ways = waysOf(context, table, column);
  if (ways.length > 0) {
    return `its query does not select it, though ${listed(ways.map((way) => way.from))} ${ways.length === 1 ? 'has' : 'have'} it. Select it.`;
  }
  const catalogue = catalogueWith(context, needed);
  if (catalogue !== null) return `it is in \`${catalogue.name}\`. Join that.`;
  if (table.build?.value === 'template') return `the template does not have it. Declare it in \`columns\`.`;
  if (required.anyNameWith.length > 0) return `none of its columns is named like that. Add \`${column}\`.`;
  const lacking = readsThat(context, needed, 'absent');
  const unsure = readsThat(context, needed, 'maybe');
  const untagged = untaggedOf(context, needed, [...lacking, ...unsure]);
  const tagged = untagged === null ? '' : `, as no source has the tag \`${untagged}\``;
  const reads = table.build?.value === 'passthrough' ? 'passes through' : 'reads';
  const told =
    unsure.length > 0
      ? `its query does not select it, and ${named(needed, unsure)} may not have it`
      : lacking.length > 0
        ? `${named(needed, lacking)}, which it ${reads}, ${lacking.length === 1 ? 'lacks' : 'lack'} it`
        : 'nothing that it reads has it';
  return `${told}${tagged}. ${whatToDo(required.nullAllowed, untagged !== null)}`;
}

/** Names of what a table reads; the core table that it overrides or passes through has its own name. */
function named({ table }: NeededColumn, relations: readonly Relation[]): string {
  const [first] = relations;
  const isOwn = relations.length === 1 && first?.name.toLowerCase() === table.key;
  return isOwn ? 'the core table of that name' : listed(relations.map((relation) => relation.name));
}

function whatToDo(nullAllowed: boolean, tag: boolean): string {
  if (!nullAllowed) return tag ? 'Tag a field.' : 'Add it.';
  return tag ? 'Tag a field, or add the column as NULL.' : 'Add it, as NULL if there is no history.';
}

/** What the table reads directly and certainly, or perhaps, lacks the column. */
function readsThat(
  context: RuleContext,
  { relation, required }: NeededColumn,
  state: 'absent' | 'maybe',
): readonly Relation[] {
  const { lineage } = context;
  return lineage.columnsOf(relation).reads.filter((read) => lineage.stateOf(read, required.column) === state);
}

/** The column's tag, where no source has it and its lack is why the tables behind lack the column. */
function untaggedOf(context: RuleContext, needed: NeededColumn, lacking: readonly Relation[]): string | null {
  const tag = tagOf(context, needed);
  if (tag === null || context.lineage.usedTags.has(tag.toLowerCase())) return null;
  const behind = [...lacking, ...lacking.flatMap((relation) => context.lineage.upstream(relation))];
  return behind.some((relation) => relation.kind === 'core') ? tag : null;
}
