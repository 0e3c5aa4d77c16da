import type { Rule } from '../rule.js';
import { daysBetween, verifiedTodayFix } from './today.js';

export const verificationInFuture: Rule = {
  id: 'verification-in-future',
  group: 'verification',
  title: 'Something is said to be checked on a day to come',
  severity: 'warning',
  requirements: ['P10'],
  sources: ['operator/add_campaigns.html#add-campaigns-verify-prerequisites'],
  check(context) {
    for (const { key, date, setting } of context.tenant.verified) {
      const age = daysBetween(date, context.today);
      if (age === null || age >= 0) continue;
      context.report({
        place: setting.place,
        message: `\`${key}\` is dated ${date}, which is after today (${context.today}), so nobody can have checked it. Write the day on which it was done.`,
        data: { features: context.enabled },
        fixes: [verifiedTodayFix([key], context)],
      });
    }
  },
};
