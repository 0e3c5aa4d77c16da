import type { Relation } from '../../lineage/lineage.js';
import type { Place } from '../../tenant/tenant.js';
import type { Rule } from '../rule.js';

export const tableCycle: Rule = {
  id: 'table-cycle',
  group: 'databases',
  title: 'Tables read each other in a circle',
  severity: 'error',
  requirements: ['SQL-S21'],
  sources: ['reference/databases.html#databases-database-howto-run', 'reference/domain_tables.html'],
  check(context) {
    for (const cycle of context.lineage.cycles) {
      const [first, ...rest] = fromFirstPlace(cycle);
      const place = first && placeOf(first);
      if (!first || !place) continue;
      const way = [first, ...rest, first].map((relation) => `\`${relation.name}\``).join(' → ');
      const message =
        rest.length === 0
          ? `\`${first.name}\` reads itself, so it can never be built. Read the table it is made from instead.`
          : `These tables read each other in a circle, so none of them can be built: ${way}. Break the circle in one of them.`;
      context.report({
        place,
        message,
        data: {
          database: first.kind === 'table' ? first.database.name : null,
          table: first.kind === 'table' ? first.name : null,
          source: first.kind === 'source' ? first.name : null,
          features: context.enabled,
        },
        related: rest.flatMap((relation, index) => {
          const next = rest[index + 1] ?? first;
          const at = placeOf(relation);
          return at ? [{ place: at, message: `\`${relation.name}\` reads \`${next.name}\`.` }] : [];
        }),
      });
    }
  },
};

/** The circle from the table that stands first in the text, so that the report does not move about. */
function fromFirstPlace(cycle: readonly Relation[]): readonly Relation[] {
  const start = cycle.reduce((best, relation, index) => {
    const here = placeOf(relation);
    const there = placeOf(cycle[best] ?? relation);
    return here && (!there || isBefore(here, there)) ? index : best;
  }, 0);
  return [...cycle.slice(start), ...cycle.slice(0, start)];
}

function placeOf(relation: Relation): Place | null {
  if (relation.kind === 'table') return relation.table.place;
  return relation.kind === 'source' ? relation.source.place : null;
}

function isBefore(a: Place, b: Place): boolean {
  return a.uri === b.uri ? a.range.start < b.range.start : a.uri < b.uri;
}
