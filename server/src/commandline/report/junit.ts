import type { Report, ReportedDiagnostic, ReportedTenant } from './report.js';

/** JUnit's XML: a suite for each tenant, a case for each diagnostic; errors and warnings fail, a clean tenant passes. */
export function junitReport(report: Report): string {
  const suites = report.tenants.map(suite);
  const tests = report.tenants.reduce((sum, tenant) => sum + Math.max(1, tenant.diagnostics.length), 0);
  const failures = report.tenants.reduce((sum, tenant) => sum + failing(tenant), 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="tenant-config" tests="${tests}" failures="${failures}" errors="0">`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

function isFailure(diagnostic: ReportedDiagnostic): boolean {
  return diagnostic.severity === 'error' || diagnostic.severity === 'warning';
}

function failing(tenant: ReportedTenant): number {
  return tenant.diagnostics.filter(isFailure).length;
}

function suite(tenant: ReportedTenant): string {
  const name = tenant.name ?? tenant.root;
  const cases =
    tenant.diagnostics.length === 0
      ? [`    <testcase classname="${escape(tenant.root)}" name="no diagnostics"/>`]
      : tenant.diagnostics.map(testCase);
  return [
    `  <testsuite name="${escape(name)}" tests="${cases.length}" failures="${failing(tenant)}" errors="0">`,
    ...cases,
    '  </testsuite>',
  ].join('\n');
}

function testCase(diagnostic: ReportedDiagnostic): string {
  const { line, character } = diagnostic.range.start;
  const place = `${diagnostic.file}:${line + 1}:${character + 1}`;
  const open = `    <testcase classname="${escape(diagnostic.file)}" name="${escape(`${diagnostic.rule} (${place})`)}"`;
  if (!isFailure(diagnostic)) {
    return `${open}>\n      <system-out>${escape(`${diagnostic.severity}: ${diagnostic.message}`)}</system-out>\n    </testcase>`;
  }
  const text = escape(`${place}\n${diagnostic.message}\n${diagnostic.docs}`);
  return `${open}>\n      <failure type="${diagnostic.severity}" message="${escape(diagnostic.message)}">${text}</failure>\n    </testcase>`;
}

/** Text for XML 1.0, which has no way to say most control characters. */
function escape(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\r', '&#13;');
}
