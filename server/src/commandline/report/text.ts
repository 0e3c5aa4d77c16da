import { catalog } from '../../catalog/load.js';
import type { FeatureReadiness } from '../../readiness/tenantReadiness.js';
import type { Severity } from '../../rules/rule.js';
import { printable, type Colours } from '../terminal.js';
import { codeFrame } from './frame.js';
import type { Report, ReportedDiagnostic, ReportedTenant } from './report.js';

/** For people: each diagnostic with its lines, grouped by file, and what blocks each feature of each tenant. */
export function textReport(report: Report, colours: Colours): string {
  const lines: string[] = [];
  for (const tenant of report.tenants) {
    let file = '';
    for (const diagnostic of tenant.diagnostics) {
      if (diagnostic.file !== file) lines.push(colours.underline(printable(diagnostic.file)), '');
      file = diagnostic.file;
      lines.push(...diagnosticLines(report, diagnostic, colours), '');
    }
  }
  for (const tenant of report.tenants) {
    if (tenant.features.length > 0) lines.push(...tenantLines(tenant, colours), '');
  }
  lines.push(totals(report, colours), '');
  return lines.join('\n');
}

function diagnosticLines(report: Report, diagnostic: ReportedDiagnostic, colours: Colours): string[] {
  const { line, character } = diagnostic.range.start;
  const place = `${diagnostic.file}:${line + 1}:${character + 1}`;
  const source = report.texts.get(diagnostic.file);
  const fix = diagnostic.fixes.find(({ suppression }) => !suppression);
  return [
    `${painted(diagnostic.severity, colours)} ${colours.bold(diagnostic.rule)} ${colours.dim(printable(place))}`,
    ...wrapped(printable(diagnostic.message)).map((text) => `  ${text}`),
    ...(source === undefined ? [] : codeFrame(source, diagnostic.range, colours).map((text) => `  ${text}`)),
    ...diagnostic.related
      .slice(0, 3)
      .map(
        (related) =>
          `  ${colours.dim(printable(`${related.file}:${related.range.start.line + 1}: ${related.message}`))}`,
      ),
    ...(fix === undefined
      ? []
      : [
          `  ${colours.green('fix:')} ${printable(fix.title)}${fix.preferred ? colours.dim(' (--fix)') : ''}`,
        ]),
  ];
}

/** Wider lines are hard to read. */
const widest = 100;

function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > widest) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function painted(severity: Severity, colours: Colours): string {
  const paint = { error: colours.red, warning: colours.yellow, info: colours.blue, hint: colours.dim }[
    severity
  ];
  return colours.bold(paint(severity));
}

/** What blocks each feature. */
function tenantLines(tenant: ReportedTenant, colours: Colours): string[] {
  const where = tenant.name === null ? tenant.root : `${tenant.name} (${tenant.root})`;
  const names = tenant.features.map(({ feature }) => catalog.feature(feature).displayName);
  const width = Math.max(...names.map((name) => name.length));
  return [
    colours.bold(printable(where)),
    ...tenant.features.map(
      (feature, index) => `  ${featureLine(feature, (names[index] ?? '').padEnd(width), colours)}`,
    ),
  ];
}

function featureLine(feature: FeatureReadiness, name: string, colours: Colours): string {
  if (!feature.enabled) return colours.dim(`- ${name}  off`);
  const unverified =
    feature.unverified.length === 0 ? '' : colours.dim(`; not verified: ${feature.unverified.join(', ')}`);
  return feature.ready
    ? `${colours.green('✓')} ${name}  ready${unverified}`
    : `${colours.red('✗')} ${name}  blocked by ${feature.blockedBy.join(', ')}${unverified}`;
}

function totals(report: Report, colours: Colours): string {
  const { files, tenants, error, warning, info, hint } = report.summary;
  const counts = [
    error > 0 ? colours.red(plural(error, 'error')) : '',
    warning > 0 ? colours.yellow(plural(warning, 'warning')) : '',
    info > 0 ? `${info} info` : '',
    hint > 0 ? plural(hint, 'hint') : '',
  ].filter((count) => count !== '');
  const fixable = report.tenants
    .flatMap((tenant) => tenant.diagnostics)
    .filter(({ fixes }) => fixes.some(({ preferred }) => preferred)).length;
  const found = counts.length === 0 ? colours.green('nothing to report') : counts.join(', ');
  const hintAtFix = fixable === 0 ? '' : `; --fix mends ${fixable}`;
  return `${plural(tenants, 'tenant')}, ${plural(files, 'file')}: ${found}${hintAtFix}`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
