import { featureNames, firstFeature } from '../features.js';
import type { Rule } from '../rule.js';
import { listed } from '../wording.js';
import { verifiedTodayFix } from './today.js';

export const verificationMissing: Rule = {
  id: 'verification-missing',
  group: 'verification',
  title: 'Something that people must check has no date',
  severity: 'warning',
  requirements: ['P01', 'P03', 'P10', 'R4', 'R5'],
  sources: [
    'operator/add_campaigns.html#add-campaigns-verify-prerequisites',
    'operator/add_campaigns.html#add-campaigns-data-requirements',
  ],
  check(context) {
    const { tenant, catalog } = context;
    const feature = firstFeature(context);
    const setting = tenant.verifiedSetting;
    // Where `verified` cannot be read in full, a date may stand there; the same for a file that is broken above it.
    if (!feature || setting?.entry.broken === true || (setting === null && tenant.main?.tree.broken === true))
      return;
    const missing = catalog.verifications
      .filter(({ key }) => !tenant.verified.some((verified) => verified.key === key))
      .map(({ key }) => key);
    if (missing.length === 0) return;
    const each = missing.map((key) => verifiedTodayFix([key], context));
    context.report({
      place: setting?.key ?? feature.setting.key,
      message: `\`verified\` has no date for ${listed(missing)}. ${featureNames(context)} should only go live once people have checked this; write the day on which they did.`,
      data: { features: context.enabled },
      fixes: missing.length > 1 ? [...each, verifiedTodayFix(missing, context)] : each,
    });
  },
};
