import type { Catalog } from '../catalog/catalog.js';
import type { Lineage } from '../lineage/lineage.js';
import type { Diagnostic, Finding, Rule, RuleContext, Severity } from '../rules/rule.js';
import type { Tenant } from '../tenant/tenant.js';
import { inOrder } from './order.js';
import { severitiesOf, type Severities } from './severities.js';
import type { TenantInput } from './snapshot.js';
import { suppressingFix } from './suppressingFix.js';
import { Suppressions } from './suppressions.js';
import { TenantTexts } from './tenantTexts.js';
import { unusedSuppressionFindings, unusedSuppressionRule } from './unusedSuppressions.js';

/** Where the pages of the rules are. */
const docsBase = 'https://github.com/tenant-config/tenant-config/blob/main/docs/rules/';

export interface RuleRun {
  readonly rules: readonly Rule[];
  readonly tenant: Tenant;
  readonly lineage: Lineage;
  readonly catalog: Catalog;
  readonly input: TenantInput;
  readonly onError: (rule: string, error: unknown) => void;
  readonly onTiming: ((what: string, milliseconds: number) => void) | null;
}

export interface RuleResults {
  readonly diagnostics: readonly Diagnostic[];
  readonly silenced: readonly Diagnostic[];
}

/** What all rules say of a tenant, with the severities and suppressions that people chose. */
export function runRules(run: RuleRun): RuleResults {
  const texts = new TenantTexts(run.tenant, run.input.sql);
  const suppressions = new Suppressions(run.tenant, texts);
  const severities = severitiesOf(run.tenant);
  const results = new Results(texts, suppressions, severities);
  for (const rule of rulesFor(run)) {
    for (const finding of findingsOf(rule, run)) results.add(rule, finding);
  }
  const unused = run.rules.find((rule) => rule.id === unusedSuppressionRule);
  if (unused) {
    reportUnused(unused, run, suppressions, severities, texts, results);
  }
  return { diagnostics: inOrder(results.diagnostics), silenced: inOrder(results.silenced) };
}

/** A part without its tenant is checked by itself: its syntax, its keys and its SQL. What it lacks the tenant may have. */
function rulesFor({ rules, tenant }: RuleRun): readonly Rule[] {
  return tenant.main === null ? rules.filter(({ group }) => group === 'files' || group === 'sql') : rules;
}

/** Only when every other rule has spoken is it known which suppressions are of use. */
function reportUnused(
  rule: Rule,
  run: RuleRun,
  suppressions: Suppressions,
  severities: Severities,
  texts: TenantTexts,
  results: Results,
): void {
  const ids = new Set(rulesFor(run).map(({ id }) => id));
  // Of a rule that is off nothing is reported, so nothing can be said of its suppressions.
  const counts = (id: string): boolean => ids.has(id) && severities.get(id) !== 'off';
  const others = suppressions.unused((id) => counts(id) && id !== rule.id);
  const empty = suppressions.empty().map((comment) => ({ comment, rules: [] }));
  for (const finding of unusedSuppressionFindings([...others, ...empty], texts)) results.add(rule, finding);
  const own = suppressions.unused((id) => id === rule.id && counts(id));
  // A comment that suppresses only the report of its own uselessness is useless all the same.
  for (const finding of unusedSuppressionFindings(own, texts)) results.add(rule, finding, false);
}

function findingsOf(rule: Rule, run: RuleRun): readonly Finding[] {
  const { tenant, lineage, catalog, input } = run;
  const findings: Finding[] = [];
  const context: RuleContext = {
    tenant,
    lineage,
    catalog,
    enabled: tenant.features.filter(({ enabled }) => enabled).map(({ feature }) => feature),
    today: input.today,
    ruleIds: idsOf(run.rules),
    report: (finding) => findings.push(finding),
  };
  const start = run.onTiming ? performance.now() : 0;
  try {
    rule.check(context);
  } catch (error) {
    run.onError(rule.id, error);
  }
  run.onTiming?.(rule.id, performance.now() - start);
  return findings;
}

const knownIds = new WeakMap<readonly Rule[], ReadonlySet<string>>();

function idsOf(rules: readonly Rule[]): ReadonlySet<string> {
  let ids = knownIds.get(rules);
  if (!ids) {
    ids = new Set(rules.map((rule) => rule.id));
    knownIds.set(rules, ids);
  }
  return ids;
}

/** Gathers diagnostics, each once, and apart those that nobody wants to see. */
class Results {
  readonly diagnostics: Diagnostic[] = [];
  readonly silenced: Diagnostic[] = [];
  readonly #texts: TenantTexts;
  readonly #suppressions: Suppressions;
  readonly #severities: Severities;
  readonly #seen = new Set<string>();

  constructor(texts: TenantTexts, suppressions: Suppressions, severities: Severities) {
    this.#texts = texts;
    this.#suppressions = suppressions;
    this.#severities = severities;
  }

  add(rule: Rule, finding: Finding, maySuppress = true): void {
    const { place } = finding;
    // Two tables may share a query: what is said of it is said once.
    const key = `${rule.id}\n${place.uri}\n${place.range.start} ${place.range.end}\n${finding.message}`;
    if (this.#seen.has(key)) {
      return;
    }
    this.#seen.add(key);
    const usual = finding.severity ?? rule.severity;
    const chosen = this.#severities.get(rule.id);
    const severity: Severity = chosen === undefined || chosen === 'off' ? usual : chosen;
    const diagnostic = this.#diagnostic(rule, finding, severity, finding.weight ?? usual);
    // A suppression of a rule that is off must still count as used.
    const isSuppressed = maySuppress && this.#suppressions.take(rule.id, place);
    (isSuppressed || chosen === 'off' ? this.silenced : this.diagnostics).push(diagnostic);
  }

  #diagnostic(rule: Rule, finding: Finding, severity: Severity, ownSeverity: Severity): Diagnostic {
    return {
      rule: rule.id,
      severity,
      ownSeverity,
      place: finding.place,
      message: finding.message,
      data: { database: null, table: null, column: null, source: null, features: [], ...finding.data },
      related: finding.related ?? [],
      fixes: [...(finding.fixes ?? []), suppressingFix(this.#texts, finding.place, rule.id)],
      unnecessary: finding.unnecessary ?? false,
      docs: `${docsBase}${rule.id}.md`,
    };
  }
}
