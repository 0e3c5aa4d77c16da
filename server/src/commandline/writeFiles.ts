import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import * as path from 'node:path';
import { isInside } from './tenants.js';
import { UsageError } from './usageError.js';

export interface FileToWrite {
  readonly path: string;
  /** The text that it must have now; null for a file that is to be made. */
  readonly before: string | null;
  readonly after: string;
}

/**
 * Writes a file whole or not at all, through a new file beside it that takes its place.
 * @throws UsageError where it lies outside the folder, or is not as it was read
 */
export function writeFile(file: FileToWrite, boundary: string): void {
  const target = realTarget(file.path);
  if (!isInside(realpathSync(boundary), target)) {
    throw new UsageError(`${file.path} lies outside of ${boundary}, so it is left as it is.`);
  }
  if (file.before === null) {
    if (existsSync(target)) throw new UsageError(`${file.path} is there already, so it is left as it is.`);
    mkdirSync(path.dirname(target), { recursive: true });
  } else if (!readFileSync(target).equals(Buffer.from(file.before, 'utf8'))) {
    // Changed meanwhile, or not UTF-8: writing our text would lose what is there.
    throw new UsageError(`${file.path} is no UTF-8 text or changed meanwhile, so it is left as it is.`);
  }
  replace(target, file.after, file.before !== null);
}

function replace(target: string, text: string, keepMode: boolean): void {
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text, { encoding: 'utf8', flag: 'wx' });
    if (keepMode) chmodSync(temporary, statSync(target).mode);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new UsageError(
      `${target} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`,
    );
  }
}

/** Where a path leads, links followed; for a file to be made, by the nearest folder that is there. */
function realTarget(file: string): string {
  let at = path.resolve(file);
  const rest: string[] = [];
  while (!existsSync(at) && path.dirname(at) !== at) {
    rest.unshift(path.basename(at));
    at = path.dirname(at);
  }
  return path.join(realpathSync(at), ...rest);
}
