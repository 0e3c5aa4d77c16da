import { Command, CommanderError, Option } from 'commander';
import type { Severity } from '../rules/rule.js';
import { version } from '../version.js';
import { check, formats, type Format } from './check.js';
import { explain } from './explain.js';
import { init } from './init/init.js';
import { machineDay, parseCount, parseDay, severities } from './options.js';
import { readiness } from './readiness.js';
import { UsageError } from './usageError.js';

/** Runs the command line with its arguments (those after the program's name). Never throws: it sets the exit status. */
export async function main(args: readonly string[]): Promise<void> {
  // A reader that hangs up (`| head`) is no failure of ours.
  process.stdout.on('error', () => undefined);
  try {
    const status = { code: 0 };
    await makeProgram(status).parseAsync(args, { from: 'user' });
    process.exitCode = status.code;
  } catch (error) {
    process.exitCode = statusOf(error);
  }
}

/** 2 for wrong usage, with its message; commander has written its own already. */
function statusOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if ((error as NodeJS.ErrnoException).code === 'EPIPE') return 0;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    error instanceof UsageError ? `${message}\n` : `Something went wrong in tenant-config: ${message}\n`,
  );
  return 2;
}

interface Status {
  code: number;
}

function makeProgram(status: Status): Command {
  const program = new Command('tenant-config')
    .description(
      'Checks tenant configuration in YAML and SQL: what blocks each feature, why, and what to do about it.',
    )
    .version(version)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(--help shows what there is)');
  addCheck(program, status);
  addReadiness(program, status);
  addExplain(program, status);
  addInit(program, status);
  addLsp(program);
  for (const command of program.commands) {
    command
      .version(version)
      .option('--today <day>', 'the day that date rules count from, YYYY-MM-DD', parseDay);
  }
  return program;
}

interface CheckFlags {
  readonly format: Format;
  readonly fix?: true;
  readonly suggestions?: true;
  readonly dryRun?: true;
  readonly maxWarnings?: number;
  readonly severity: Severity;
  readonly timing?: true;
  readonly today?: string;
}

function addCheck(program: Command, status: Status): void {
  program
    .command('check')
    .description('checks every tenant at or below each path')
    .argument('[path...]', 'folders, or files of a tenant; the working folder by default')
    .addOption(
      new Option('--format <format>', 'how it reports; github by default where GitHub Actions runs it')
        .choices(formats)
        .default(process.env.GITHUB_ACTIONS === 'true' ? 'github' : 'text'),
    )
    .option('--fix', 'applies every preferred quick-fix, then reports what remains')
    .option('--suggestions', 'with --fix: also the first quick-fix that only adds, where none is preferred')
    .option('--dry-run', 'with --fix: prints what would change as a diff and writes nothing')
    .option('--max-warnings <number>', 'more warnings than that exit with 1', parseCount)
    .addOption(
      new Option('--severity <level>', 'reports from that level up').choices(severities).default('hint'),
    )
    .option('--timing', 'prints what the time went into')
    .action(async (paths: string[], flags: CheckFlags) => {
      status.code = await check(paths, {
        format: flags.format,
        fix: flags.fix === true,
        suggestions: flags.suggestions === true,
        dryRun: flags.dryRun === true,
        maxWarnings: flags.maxWarnings ?? null,
        severity: flags.severity,
        timing: flags.timing === true,
        today: flags.today ?? machineDay(),
      });
    });
}

function addReadiness(program: Command, status: Status): void {
  program
    .command('readiness')
    .description('prints every requirement of each feature, and whether it is met')
    .argument('[path...]', 'folders, or files of a tenant; the working folder by default')
    .addOption(new Option('--format <format>', 'how it reports').choices(['text', 'json']).default('text'))
    .action(async (paths: string[], flags: { format: 'text' | 'json'; today?: string }) => {
      status.code = await readiness(paths, { format: flags.format, today: flags.today ?? machineDay() });
    });
}

function addExplain(program: Command, status: Status): void {
  program
    .command('explain')
    .description("prints a rule's page")
    .argument('<rule>', 'the id of a rule')
    .action(async (rule: string) => {
      status.code = await explain(rule);
    });
}

function addInit(program: Command, status: Status): void {
  program
    .command('init')
    .description('writes a starting tenant')
    .argument(
      '[schema...]',
      'CSV files (their header), SQL files with CREATE TABLE, or JSON (a Stitch manifest, a Parquet schema)',
    )
    .option('--output <file>', 'the file to write, which must not be there yet', 'tenant.yaml')
    .option('--name <name>', "the tenant's name; the working folder's by default")
    .action(async (schemas: string[], flags: { output: string; name?: string }) => {
      status.code = await init(schemas, { output: flags.output, name: flags.name ?? null });
    });
}

function addLsp(program: Command): void {
  program
    .command('lsp')
    .description('serves an editor over the language server protocol')
    .option('--stdio', 'over standard input and output, which is the default')
    .option('--node-ipc', 'over the channel of the Node process that started it')
    .option('--clientProcessId <id>', 'the process to end with')
    .action(async (flags: { today?: string; nodeIpc?: true }) => {
      // Loaded only here, so that other commands start sooner.
      const { serve } = await import('./lsp.js');
      serve(flags.today ?? null, flags.nodeIpc === true);
    });
}
