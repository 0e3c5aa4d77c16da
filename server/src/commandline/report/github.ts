import type { Severity } from '../../rules/rule.js';
import type { Report, ReportedDiagnostic } from './report.js';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

/** Workflow commands of GitHub Actions: one annotation for each diagnostic, at its lines. */
export function githubReport(report: Report): string {
  // A settings or SQL file that two tenants share says the same thing twice.
  const lines = new Set(report.tenants.flatMap((tenant) => tenant.diagnostics.map(annotation)));
  const { error, warning, info, hint } = report.summary;
  return (
    [...lines, `${error} error(s), ${warning} warning(s), ${info} info, ${hint} hint(s)`].join('\n') + '\n'
  );
}

function annotation(diagnostic: ReportedDiagnostic): string {
  const { start, end } = diagnostic.range;
  const properties = [
    ['file', diagnostic.file],
    ['line', String(start.line + 1)],
    ['endLine', String(end.line + 1)],
    // Columns are shown only where the annotation has one line.
    ...(start.line === end.line
      ? [
          ['col', String(start.character + 1)],
          ['endColumn', String(end.character + 1)],
        ]
      : []),
    ['title', diagnostic.rule],
  ];
  const written = properties.map(([name, value = '']) => `${name}=${escapeProperty(value)}`).join(',');
  return `::${commands[diagnostic.severity]} ${written}::${escapeData(diagnostic.message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
