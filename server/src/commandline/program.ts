import { Command } from 'commander';
import { version } from '../version.js';

/** Runs the command line with its arguments (those after the program's name). */
export async function main(args: readonly string[]): Promise<void> {
  const program = new Command('tenant-config').version(version);
  await program.parseAsync(args, { from: 'user' });
}
