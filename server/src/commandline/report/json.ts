import type { FeatureReadiness } from '../../readiness/tenantReadiness.js';
import type { Report, ReportedDiagnostic } from './report.js';

/** One JSON object, for programs; its fields are public and stay. */
export function jsonReport(report: Report): string {
  const { summary } = report;
  const value = {
    version: 1,
    tenants: report.tenants.map((tenant) => ({
      tenant: tenant.name,
      root: tenant.root,
      features: Object.fromEntries(tenant.features.map((feature) => [feature.feature, featureOf(feature)])),
      diagnostics: tenant.diagnostics.map(diagnosticOf),
    })),
    summary: {
      files: summary.files,
      tenants: summary.tenants,
      error: summary.error,
      warning: summary.warning,
      info: summary.info,
      hint: summary.hint,
    },
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

function featureOf({ enabled, ready, blockedBy, unverified }: FeatureReadiness): object {
  return { enabled, ready, blockedBy, unverified };
}

function diagnosticOf(diagnostic: ReportedDiagnostic): object {
  const { start, end } = diagnostic.range;
  const { database, table, column, source, features } = diagnostic.data;
  return {
    file: diagnostic.file,
    range: {
      start: { line: start.line, character: start.character },
      end: { line: end.line, character: end.character },
    },
    rule: diagnostic.rule,
    severity: diagnostic.severity,
    message: diagnostic.message,
    docs: diagnostic.docs,
    data: { database, table, column, source, features },
    fixes: diagnostic.fixes.map(({ title, preferred }) => ({ title, preferred })),
  };
}
