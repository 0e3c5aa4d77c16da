import { replaceScalarText } from '../../edits/yaml.js';
import { edited, fixOf } from '../fix.js';
import { nearest } from '../nearest.js';
import type { Rule } from '../rule.js';
import { isKnownInFull, sourceData } from './sourceTags.js';
import { withColumns } from './tagging.js';

export const primaryKeyUnknown: Rule = {
  id: 'primary-key-unknown',
  group: 'sources',
  title: 'The primary key names no field of its source',
  severity: 'error',
  requirements: ['SQL-H3'],
  sources: ['reference/domain_tables.html#domain-tables-find-primary-key'],
  check(context) {
    const { tenant, lineage } = context;
    for (const source of tenant.sources) {
      if (!isKnownInFull(source)) continue;
      const relation = lineage.relationOfSource(source);
      for (const item of source.primaryKey) {
        // The columns of a source without a query are its fields, and need not be found out where one is the key.
        if (source.query === null && source.fields.some((field) => field.name === item.value)) continue;
        if (lineage.stateOf(relation, item.value) !== 'absent') continue;
        // Of a custom domain table the query says what is there, whatever else `fields` names.
        const near = nearest(
          item.value,
          withColumns(source, context)
            .fields.map((field) => field.name)
            .filter((name) => lineage.stateOf(relation, name) !== 'absent'),
        );
        const meant = near === null ? 'Name a field that is there.' : `Is \`${near}\` meant?`;
        context.report({
          place: item.place,
          message: `\`${source.name}\` has no field \`${item.value}\`, so it cannot be its primary key. ${meant}`,
          data: sourceData(source, context, item.value),
          fixes:
            near === null
              ? []
              : [
                  fixOf({
                    title: `Replace \`${item.value}\` by \`${near}\``,
                    preferred: true,
                    changes: () => edited(source.file, replaceScalarText(source.file.tree, item.node, near)),
                  }),
                ],
        });
      }
    }
  },
};
