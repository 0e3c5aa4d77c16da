import { reportingEngine } from './reportingEngine.js';
import type { Snapshot } from '../analysis/snapshot.js';
import type { Severity } from '../rules/rule.js';
import { Fixer } from './fix.js';
import { isAtLeast } from './options.js';
import { relativePath, uriOfPath } from './paths.js';
import { print } from './print.js';
import { printable, coloursFor } from './terminal.js';
import { githubReport } from './report/github.js';
import { jsonReport } from './report/json.js';
import { junitReport } from './report/junit.js';
import type { Report, ReportedTenant, SourceText } from './report/report.js';
import { reportTenant } from './report/reportTenant.js';
import { sarifReport } from './report/sarif.js';
import { SharedSuppressions } from './report/sharedSuppressions.js';
import { textReport } from './report/text.js';
import { Timing } from './timing.js';
import { openTenants, type OpenedTenants } from './tenants.js';
import { UsageError } from './usageError.js';

export const formats = ['text', 'json', 'sarif', 'github', 'junit'] as const;
export type Format = (typeof formats)[number];

export interface CheckOptions {
  readonly format: Format;
  readonly fix: boolean;
  readonly suggestions: boolean;
  readonly dryRun: boolean;
  readonly maxWarnings: number | null;
  readonly severity: Severity;
  readonly timing: boolean;
  readonly today: string;
}

/** `check`: reports on standard output; gives the exit status. */
export async function check(paths: readonly string[], options: CheckOptions): Promise<number> {
  if ((options.suggestions || options.dryRun) && !options.fix) {
    throw new UsageError('--suggestions and --dry-run go with --fix.');
  }
  const cwd = process.cwd();
  const opened = await openTenants(paths, { cwd, today: options.today, createEngine: reportingEngine });
  const fixer = options.fix ? new Fixer(options.suggestions) : null;
  const timing = options.timing ? new Timing() : null;
  await fixer?.fixShared(opened);
  const { report, warnings } = await reportOf(opened, fixer, timing, options, cwd);
  const problems = fixer === null || options.dryRun ? [] : fixer.write();
  const isPatch = fixer !== null && options.dryRun && options.format === 'text';
  // A dry run's diff stands alone on standard output, so that it can be kept as a patch.
  if (fixer !== null && options.dryRun && !isPatch) process.stderr.write(fixer.diff(cwd));
  await print(isPatch ? fixer.diff(cwd) : written(report, options.format));
  if (timing !== null) process.stderr.write(timing.table());
  if (fixer !== null) process.stderr.write(fixedSummary(fixer, options.dryRun));
  for (const file of opened.unreadable) problems.push(`${file} cannot be read.`);
  for (const problem of problems) process.stderr.write(`${printable(problem)}\n`);
  if (problems.length > 0) return 2;
  const tooMany = options.maxWarnings !== null && warnings > options.maxWarnings;
  if (tooMany)
    process.stderr.write(`${warnings} warnings are more than the ${options.maxWarnings} allowed.\n`);
  return report.summary.error > 0 || tooMany ? 1 : 0;
}

/** The report of all tenants, each let go of before the next one. */
async function reportOf(
  opened: OpenedTenants,
  fixer: Fixer | null,
  timing: Timing | null,
  options: CheckOptions,
  cwd: string,
): Promise<{ report: Report; warnings: number }> {
  const texts = new Map<string, SourceText>();
  const found: ReportedTenant[] = [];
  const shared = new SharedSuppressions();
  const files = new Set<string>();
  let counted = 0;
  const isShown = ({ severity }: { readonly severity: Severity }): boolean =>
    isAtLeast(severity, options.severity);
  for await (const tenant of opened) {
    const snapshot = fixer === null ? tenant.snapshot : fixer.fix(tenant);
    timing?.add(snapshot);
    const reported = reportTenant(snapshot, texts, { cwd, withEdits: options.format === 'sarif' });
    shared.add(
      snapshot.sqlFiles.map((uri) => relativePath(uri, cwd)),
      reported.diagnostics,
    );
    for (const file of filesOf(snapshot)) files.add(file);
    if (tenant.layout.kind === 'settings' && !reported.diagnostics.some(isShown)) continue;
    if (tenant.layout.kind !== 'settings') counted += 1;
    found.push(reported);
  }
  let warnings = 0;
  const tenants = found.map((tenant): ReportedTenant => {
    const diagnostics = tenant.diagnostics.filter((diagnostic) => !shared.isOfUse(diagnostic));
    warnings += diagnostics.filter(({ severity }) => severity === 'warning').length;
    return { ...tenant, diagnostics: diagnostics.filter(isShown) };
  });
  const count = (severity: Severity): number =>
    tenants.reduce(
      (sum, { diagnostics }) => sum + diagnostics.filter((item) => item.severity === severity).length,
      0,
    );
  return {
    report: {
      tenants,
      summary: {
        files: files.size,
        tenants: counted,
        error: count('error'),
        warning: count('warning'),
        info: count('info'),
        hint: count('hint'),
      },
      texts,
      base: `${uriOfPath(cwd)}/`,
    },
    warnings,
  };
}

function filesOf({ input }: Snapshot): string[] {
  const sql = [...input.sql].filter(([, content]) => content.kind === 'text').map(([uri]) => uri);
  return [...input.yaml.keys(), ...input.settings.keys(), ...sql];
}

function written(report: Report, format: Format): string {
  switch (format) {
    case 'json':
      return jsonReport(report);
    case 'sarif':
      return sarifReport(report);
    case 'github':
      return githubReport(report);
    case 'junit':
      return junitReport(report);
    case 'text':
      return textReport(report, coloursFor(process.stdout, process.env));
  }
}

function fixedSummary(fixer: Fixer, dryRun: boolean): string {
  const fixes = `${fixer.applied} fix${fixer.applied === 1 ? '' : 'es'}`;
  const files = `${fixer.files.size} file${fixer.files.size === 1 ? '' : 's'}`;
  return dryRun
    ? `${fixes} would change ${files}; nothing was written.\n`
    : `${fixes} applied in ${files}.\n`;
}
