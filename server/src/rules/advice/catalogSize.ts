import type { Rule } from '../rule.js';

export const catalogSize: Rule = {
  id: 'catalog-size',
  group: 'advice',
  title: 'Predictive modelling needs history and a catalogue of the right size',
  severity: 'info',
  requirements: ['PM1', 'PM2', 'C27', 'C28'],
  sources: ['operator/add_predicted_models.html#add-predicted-models-data-requirements'],
  check(context) {
    const modelling = context.tenant.features.find(
      ({ feature, enabled }) => feature === 'predictive_modeling' && enabled,
    );
    if (!modelling) return;
    context.report({
      place: modelling.setting.key,
      message:
        'Predictive modelling needs four years of orders, and 20 to 2,000 values of the field that affinity uses (`product_category`, as a rule). This cannot be seen here: check it in the data.',
      data: { features: ['predictive_modeling'] },
    });
  },
};
