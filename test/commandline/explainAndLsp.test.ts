import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, repository, run } from './command.js';

describe('explain', () => {
  it('prints the page of a rule', () => {
    const page = path.join(repository, 'docs/rules/source-not-stitched.md');
    const { status, stdout } = run(['explain', 'source-not-stitched'], repository);
    expect(status).toBe(0);
    expect(existsSync(page)).toBe(true);
    expect(stdout.split('\n')[0]).toBe('source-not-stitched');
    const sentence = /^## Why it matters\n+(.{20})/m.exec(readFileSync(page, 'utf8'))?.[1] ?? '';
    expect(sentence).not.toBe('');
    expect(stdout).toContain(sentence);
  });
});

describe('lsp', () => {
  it('answers initialize over standard input and output, and ends when it is told to', async () => {
    const command = path.join(repository, 'server/bin/tenant-config.js');
    const child = spawn(process.execPath, [command, 'lsp', '--stdio', '--clientProcessId=1'], {
      cwd: folderWith({}),
    });
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString('utf8')));
    const send = (message: object): void => {
      const body = JSON.stringify({ jsonrpc: '2.0', ...message });
      child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    };
    send({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    send({ id: 2, method: 'shutdown' });
    send({ method: 'exit' });
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect(output).toContain('"name":"tenant-config"');
    expect(code).toBe(0);
  });
});
