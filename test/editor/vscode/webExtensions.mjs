// The web extension host loads an extension under development over HTTP, from the page's own origin only, and learns
// of it from the page's configuration. The server offers neither, so both are put in on the way to the browser.
import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';

const prefix = '/extension-under-development';
const types = { '.js': 'text/javascript', '.json': 'application/json' };

const escapeAttribute = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
const unescapeAttribute = (text) => text.replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** Serves the extensions' files and names them, and the tests if any, in the page's configuration. */
export async function serveWebExtensions(context, authority, { extensions, tests }) {
  const place = (path) => ({ scheme: 'http', authority, path: prefix + resolve(path) });
  await context.route((url) => url.pathname.startsWith(`${prefix}/`), serveFile);
  await context.route(
    (url) => url.pathname === '/',
    async (route) => {
      const response = await route.fetch();
      const page = await response.text();
      const body = page.replace(
        /(id="vscode-workbench-web-configuration" data-settings=")([^"]*)/,
        (_, head, settings) => {
          const configuration = JSON.parse(unescapeAttribute(settings));
          configuration.developmentOptions = {
            ...configuration.developmentOptions,
            extensions: extensions.map(place),
            ...(tests === undefined ? {} : { extensionTestsPath: place(tests) }),
          };
          return head + escapeAttribute(JSON.stringify(configuration));
        },
      );
      await route.fulfill({ response, body });
    },
  );
}

async function serveFile(route) {
  const path = decodeURIComponent(new URL(route.request().url()).pathname.slice(prefix.length));
  try {
    const body = await readFile(path);
    await route.fulfill({
      status: 200,
      body,
      contentType: types[extname(path)] ?? 'application/octet-stream',
    });
  } catch {
    await route.fulfill({ status: 404, body: '' });
  }
}
