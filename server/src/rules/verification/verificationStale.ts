import type { Rule } from '../rule.js';
import { daysBetween, saidBy, verifiedTodayFix } from './today.js';

export const verificationStale: Rule = {
  id: 'verification-stale',
  group: 'verification',
  title: 'A check that is never done for good was done long ago',
  severity: 'info',
  requirements: ['P10'],
  sources: [
    'operator/add_campaigns.html#add-campaigns-verify-prerequisites',
    'operator/qa_stitch.html',
    'operator/qa_transactions.html',
  ],
  check(context) {
    for (const { key, date, setting } of context.tenant.verified) {
      const verification = context.catalog.verification(key);
      const limit = verification?.staleAfterDays ?? null;
      const age = daysBetween(date, context.today);
      if (!verification || limit === null || age === null || age <= limit) continue;
      context.report({
        place: setting.place,
        message: `\`${key}\` was last checked ${String(age)} days ago. This is never done for good (${saidBy(verification)}): do it again every ${String(limit)} days.`,
        data: { features: context.enabled },
        fixes: [verifiedTodayFix([key], context)],
      });
    }
  },
};
