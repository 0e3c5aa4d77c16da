import type { Verification } from '../../catalog/types.js';
import { setIn } from '../../edits/yaml.js';
import { edited, fixOf } from '../fix.js';
import type { Fix, RuleContext } from '../rule.js';
import { listed } from '../wording.js';

const dayLength = 24 * 60 * 60 * 1000;

/** The days from one YYYY-MM-DD to another; null where one of them is no day. */
export function daysBetween(from: string, to: string): number | null {
  const start = dayOf(from);
  const end = dayOf(to);
  return start === null || end === null ? null : Math.round((end - start) / dayLength);
}

/** Milliseconds of a day's start in UTC; null for what is no day of the calendar (2026-02-30). */
function dayOf(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text ? null : time;
}

/** The fix that says that things were verified today. Only a person can say so. */
export function verifiedTodayFix(keys: readonly string[], context: RuleContext): Fix {
  const { tenant, today } = context;
  return fixOf({
    title: `I have checked this today: ${listed(keys)}`,
    personOnly: true,
    changes: () => {
      const file = tenant.main;
      if (!file) return [];
      const isThere = tenant.verifiedSetting?.value?.kind === 'mapping';
      return edited(
        file,
        isThere
          ? keys.flatMap((key) => setIn(file.tree, ['verified', key], today))
          : setIn(
              file.tree,
              ['verified'],
              { map: keys.map((key) => [key, today] as const) },
              { after: 'features' },
            ),
      );
    },
  });
}

/** What a verification says, as a clause without its full stop. */
export function saidBy({ description }: Verification): string {
  return description.replace(/\.$/, '');
}
