import { customer360Databases } from '../databases/customer360Databases.js';
import type { Rule } from '../rule.js';

const recipients = 'Campaign_Recipients';

export const campaignRecipients: Rule = {
  id: 'campaign-recipients',
  group: 'advice',
  title: 'Campaigns are on and Campaign_Recipients is not there yet',
  severity: 'hint',
  requirements: [],
  sources: ['operator/add_campaigns.html'],
  check(context) {
    const { tenant } = context;
    const campaigns = tenant.features.find(({ feature, enabled }) => feature === 'campaigns' && enabled);
    if (!campaigns || !tenant.complete) return;
    const tables = customer360Databases(tenant).flatMap((database) => database.tables);
    const isThere = tables.some(
      ({ name, standard, source }) =>
        standard === recipients ||
        isSameName(name, recipients) ||
        (source !== null && isSameName(source.value, recipients)),
    );
    if (isThere) return;
    context.report({
      place: campaigns.setting.key,
      message: `${recipients}, the table of who was sent what, is added by the vendor on request. Ask for it once campaigns are about to run; then pass it through in the customer 360 database.`,
      data: { table: recipients, features: ['campaigns'] },
    });
  },
};

function isSameName(a: string, b: string): boolean {
  return a.length === b.length && a.toLowerCase() === b.toLowerCase();
}
