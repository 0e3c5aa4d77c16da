#!/usr/bin/env node
// Stands in for the desktop's `code` executable as @vscode/test-electron calls it: opens a window of VS Code in a
// headless browser, runs the tests in its extension host, and ends with their status.
//
// Environment: EDITOR_TIMEOUT (milliseconds until a run counts as hung), EDITOR_VERBOSE (everything that is said).
import { dirname, resolve } from 'node:path';
import { format } from 'node:util';
import { launchBrowser } from './browser.mjs';
import { startServer } from './server.mjs';
import { serveWebExtensions } from './webExtensions.mjs';

const verbose = Boolean(process.env.EDITOR_VERBOSE);
const timeLimit = Number(process.env.EDITOR_TIMEOUT ?? 180_000);

/** What VS Code itself says on the way: it has no marketplace, no account and no native modules here. */
const noise =
  /^(\[(AgentHost|ChatModelSelection|AccountPolicyGate|Service Worker|RemoteAgentHost|Extension Host\])|Error: Could not locate the bindings file|getaddrinfo |Ignoring fetching|Creating a socket|\[reconnection|Updating additional|Failed to fetch|Canceled|An unknown error occurred)/;

const { options, target } = readArguments(process.argv.slice(2));
let server;
let browser;
let ending = false;

/** Options as VS Code takes them (`--name=value`), each a list; what is no option is the folder or workspace. */
function readArguments(args) {
  const found = {};
  const rest = [];
  for (const arg of args) {
    const match = /^--([^=]+)(?:=(.*))?$/s.exec(arg);
    if (match === null) rest.push(arg);
    else (found[match[1]] ??= []).push(match[2] ?? 'true');
  }
  return { options: found, target: rest[0] === undefined ? undefined : resolve(rest[0]) };
}

async function end(status, why) {
  if (ending) return;
  ending = true;
  if (why !== undefined) console.error(why);
  // A browser that hangs must not keep the run from ending.
  setTimeout(() => process.exit(status), 5000).unref();
  await browser?.close().catch(() => {});
  server?.stop();
  process.exit(status);
}

process.on('SIGINT', () => end(130, 'interrupted'));
process.on('SIGTERM', () => end(143, 'terminated'));
process.on('unhandledRejection', (error) => end(1, String(error?.stack ?? error)));
setTimeout(() => end(1, `No result from VS Code within ${timeLimit} ms.`), timeLimit).unref();

const userDataFolder = options['user-data-dir']?.[0];
if (userDataFolder === undefined) throw new Error('code.mjs needs --user-data-dir=<folder>/data.');

server = await startServer({
  dataFolder: dirname(userDataFolder),
  extensionsFolder: options['extensions-dir']?.[0],
  forTests: true,
  trust: options['ask-for-trust'] !== undefined,
  log: verbose ? (text) => process.stderr.write(text) : undefined,
});
server.child.on('exit', (code) => end(1, `VS Code's server ended early, with ${code}.`));

browser = await launchBrowser();
browser.on('disconnected', () => end(1, 'The browser went away.'));
const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
page.on('crash', () => end(1, 'The page crashed.'));
if (verbose) page.on('console', (message) => console.error(`[${message.type()}] ${message.text()}`));
await page.exposeFunction('codeAutomationLog', (type, args) => {
  const text = format(...args);
  if (!verbose && noise.test(text)) return;
  (type === 'error' ? process.stderr : process.stdout).write(`${text}\n`);
});
await page.exposeFunction('codeAutomationExit', (status) => end(status));

const extensions = options.extensionDevelopmentPath ?? [];
const tests = options.extensionTestsPath?.[0];
const payload = [
  ['skipWelcome', 'true'],
  ['skipReleaseNotes', 'true'],
];
if (options.extensionDevelopmentKind?.[0] === 'web') {
  await serveWebExtensions(page.context(), server.authority, { extensions, tests });
} else {
  const uri = (path) => `vscode-remote://${server.authority}${resolve(path)}`;
  for (const extension of extensions) payload.push(['extensionDevelopmentPath', uri(extension)]);
  if (tests !== undefined) payload.push(['extensionTestsPath', uri(tests)]);
}

const query = new URLSearchParams();
if (target === undefined) query.set('ew', 'true');
else query.set(target.endsWith('.code-workspace') ? 'workspace' : 'folder', target);
query.set('payload', JSON.stringify(payload));
await page.goto(`http://${server.authority}/?${query}`);
