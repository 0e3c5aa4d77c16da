/**
 * The ids of the server's processes: children of this extension host that run its bundle. Node's modules are asked for
 * only when this is called, as the web extension host has none.
 */
export async function serverProcesses(): Promise<number[]> {
  const { execFileSync } = await import('node:child_process');
  const { existsSync, readFileSync, readdirSync } = await import('node:fs');
  const lines = existsSync('/proc/self/stat')
    ? readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .map((id) => procLine(id, readFileSync))
    : execFileSync('ps', ['-axo', 'pid=,ppid=,command='], { encoding: 'utf8' }).split('\n');
  return lines
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((match) => match !== null)
    .filter(
      ([, , parent, command]) => Number(parent) === process.pid && command?.includes('tenant-config.js'),
    )
    .map(([, id]) => Number(id));
}

/** A process as `ps` would print it: id, parent's id, command line. */
function procLine(id: string, read: (path: string, encoding: 'utf8') => string): string {
  try {
    // The program's name stands in parentheses and may hold anything; the state and the parent follow it.
    const parent = read(`/proc/${id}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1];
    return `${id} ${parent} ${read(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ')}`;
  } catch {
    // It has ended meanwhile.
    return '';
  }
}

interface EndableWorker {
  terminate(): void;
}

/** The workers that are started while `work` is done: in the web extension host the extension runs beside the tests. */
export async function watchWorkers(work: () => PromiseLike<unknown>): Promise<readonly EndableWorker[]> {
  const scope = globalThis as unknown as { Worker: new (...given: unknown[]) => EndableWorker };
  const { Worker } = scope;
  const started: EndableWorker[] = [];
  scope.Worker = class extends Worker {
    constructor(...given: unknown[]) {
      super(...given);
      started.push(this);
    }
  };
  try {
    await work();
  } finally {
    scope.Worker = Worker;
  }
  return started;
}
