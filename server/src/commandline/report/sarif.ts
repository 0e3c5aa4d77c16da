import type {
  Artifact,
  ArtifactChange,
  Fix,
  Location,
  Log,
  Region,
  ReportingDescriptor,
  Result,
} from 'sarif';
import type { Severity } from '../../rules/rule.js';
import { allRules } from '../../rules/registry.js';
import { version } from '../../version.js';
import type { Range, Report, ReportedDiagnostic, ReportedEdit } from './report.js';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};

/** SARIF 2.1.0, for code scanning. Lines and columns count from 1 there. */
export function sarifReport(report: Report): string {
  const diagnostics = report.tenants.flatMap((tenant) => tenant.diagnostics);
  const docs = new Map(diagnostics.map((diagnostic) => [diagnostic.rule, diagnostic.docs]));
  const rules = allRules.map((rule): ReportingDescriptor => {
    const helpUri = docs.get(rule.id);
    return {
      id: rule.id,
      shortDescription: { text: rule.title },
      defaultConfiguration: { level: levels[rule.severity] },
      properties: { tags: [rule.group] },
      ...(helpUri === undefined ? {} : { helpUri }),
    };
  });
  const indexes = new Map(rules.map((rule, index) => [rule.id, index]));
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'tenant-config', version, rules } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { ROOT: { uri: report.base } },
        artifacts: [...report.texts.keys()].sort().map((file): Artifact => ({ location: artifact(file) })),
        results: diagnostics.map((diagnostic) => result(diagnostic, indexes.get(diagnostic.rule))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function result(diagnostic: ReportedDiagnostic, ruleIndex: number | undefined): Result {
  const fixes = diagnostic.fixes.flatMap((fix) =>
    fix.edits === null || fix.suppression ? [] : [fixOf(fix.title, fix.edits)],
  );
  const related = diagnostic.related.map((place, id): Location => ({
    id,
    ...location(place.file, place.range),
    message: { text: place.message },
  }));
  return {
    ruleId: diagnostic.rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: levels[diagnostic.severity],
    message: { text: diagnostic.message },
    locations: [location(diagnostic.file, diagnostic.range)],
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    ...(fixes.length === 0 ? {} : { fixes }),
  };
}

function location(file: string, range: Range): Location {
  return { physicalLocation: { artifactLocation: artifact(file), region: region(range) } };
}

function artifact(file: string): { uri: string; uriBaseId: string } {
  return { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'ROOT' };
}

function region({ start, end }: Range): Region {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

function fixOf(title: string, edits: readonly ReportedEdit[]): Fix {
  const files = [...new Set(edits.map((edit) => edit.file))];
  return {
    description: { text: title },
    artifactChanges: files.map((file): ArtifactChange => ({
      artifactLocation: artifact(file),
      replacements: edits
        .filter((edit) => edit.file === file)
        .map((edit) => ({ deletedRegion: region(edit.range), insertedContent: { text: edit.newText } })),
    })),
  };
}
