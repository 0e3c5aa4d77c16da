import { createEngine, type Engine, type EngineOptions } from '../../server/src/analysis/engine.js';
import type { FileContent, Snapshot } from '../../server/src/analysis/snapshot.js';
import type { Diagnostic, Finding, Rule, RuleContext } from '../../server/src/rules/rule.js';

const root = 'file:///work/acme';

/** A rule that reports what the test says. */
export function ruleThat(id: string, check: (context: RuleContext) => void): Rule {
  return { id, group: 'files', title: id, severity: 'warning', requirements: [], sources: [], check };
}

/** A rule that reports every occurrence of a word in `tenant.yaml`. */
export function wordRule(id: string, word: string, more: Partial<Finding> = {}): Rule {
  return ruleThat(id, ({ tenant, report }) => {
    for (const file of tenant.files) {
      for (const { index } of file.tree.text.matchAll(new RegExp(`${word}(?!\\w)`, 'g'))) {
        report({
          place: { uri: file.uri, range: { start: index, end: index + word.length } },
          message: `Found ${word}.`,
          ...more,
        });
      }
    }
  });
}

export interface Texts {
  readonly yaml: Record<string, string>;
  readonly settings?: Record<string, string>;
  readonly sql?: Record<string, FileContent>;
}

/** Analyses files by their path below the tenant's folder. */
export function analyseWith(engine: Engine, { yaml, settings = {}, sql = {} }: Texts): Snapshot {
  const byUri = <T>(files: Record<string, T>): Map<string, T> =>
    new Map(Object.entries(files).map(([path, content]) => [`${root}/${path}`, content]));
  return engine.analyse({
    root,
    yaml: byUri(yaml),
    settings: byUri(settings),
    sql: byUri(sql),
    today: '2026-11-24',
  });
}

export function analysed(yaml: string, options: EngineOptions = {}): Snapshot {
  return analyseWith(createEngine(options), { yaml: { 'tenant.yaml': yaml } });
}

/** `rule severity line: text` of each diagnostic, lines from 1. */
export function listed(
  snapshot: Snapshot,
  diagnostics: readonly Diagnostic[] = snapshot.diagnostics,
): string[] {
  return diagnostics.map(({ rule, severity, place }) => {
    const text = snapshot.trees.get(place.uri)?.text ?? textOfSql(snapshot.input.sql.get(place.uri));
    const line = text.slice(0, place.range.start).split('\n').length;
    return `${rule} ${severity} ${line}: ${text.slice(place.range.start, place.range.end)}`;
  });
}

function textOfSql(content: FileContent | undefined): string {
  return content?.kind === 'text' ? content.text : '';
}
