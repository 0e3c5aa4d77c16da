import { scalar } from './tenantText.js';

/** A tenant that explains itself: what each part is for, with an example of each to uncomment. */
export function starterText(tenant: string): string {
  return `# A tenant: its sources, their semantic tags, its databases, and the features it is to have.
# \`tenant-config check\` says what stands in a feature's way; \`tenant-config check --fix\` mends what is clear.
version: 1
tenant: ${scalar(tenant)}

# Turn on what you want to enable, and check again: what it needs is reported, most of it with a quick-fix.
features:
  segments: false
  segment_insights: false
  campaigns: false
  predictive_modeling: false

# What people check by hand, with the day on which it was last done.
# verified:
#   sources_run: 2026-01-31          # every source ran without error
#   stitch_run: 2026-01-31           # Stitch processed every source
#   stitch_qa: 2026-01-31
#   transactions_qa: 2026-01-31
#   revenue: 2026-01-31              # revenue agrees with your own figures
#   validation_report: 2026-01-31    # its findings are resolved

# The domain tables: what each feed brings in, by its name as SOURCE:FEED. A semantic tag says what a field means.
# \`tenant-config init SCHEMA…\` writes this part from CSV headers, CREATE TABLE statements or a JSON schema.
# sources:
#   Shop:Accounts:
#     records: customer              # customer | interaction | product_catalog | other
#     stitch: true                   # customer records take part in identity resolution
#     primary_key: account_id
#     fields:
#       account_id: {type: string, semantics: [ck, fk-account]}
#       first_name: {type: string, semantics: given-name}
#       email: {type: string, semantics: email}
#   Shop:Order_Lines:
#     records: interaction
#     primary_key: [order_id, line]
#     fields:
#       order_id: {type: string, semantics: txn-item/order-id}
#       line: integer                # short for {type: integer}
#       account_id: {type: string, semantics: fk-account}

# The databases and their tables. A table passes a source through, or is built by SQL or from a template.
# databases:
#   Customer_360:
#     kind: customer_360             # customer_360 | passthrough | stitch_qa | empty
#     ampiq: true                    # automated validations of transactions
#     tables:
#       Unified_Coalesced: {build: passthrough}
#       Customer_Attributes:
#         build: sql
#         segment_editor: true       # people can use it in the Segment Editor
#         sql: |
#           SELECT amperity_id
#           FROM Unified_Coalesced
#           GROUP BY amperity_id

# How much each rule weighs: error | warning | info | hint | off.
# rules:
#   recommended-data-missing: off
`;
}
