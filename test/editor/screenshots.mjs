// Pictures of the real window, of the installed extension on the example `blocked`, in a light and a dark theme:
// `npm run screenshots [-- --docs]`. They are written to test/editor/dist/screenshots, to be looked at; with --docs the
// two of the README are replaced too. Prints how long a keystroke takes until its squiggle is drawn.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
/* global document, addEventListener, requestAnimationFrame -- what runs in the page */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from './vscode/browser.mjs';
import { installEditor } from './vscode/install.mjs';
import { editorFolder, repository } from './vscode/paths.mjs';
import { installExtension, quietSettings, startServer, writeSettings } from './vscode/server.mjs';

const pictures = `${editorFolder}dist/screenshots`;
const documentation = `${repository}docs/images`;
/** The pictures that the README shows, and their names there. */
const inReadme = { 'dark-1-hover': 'hover.png', 'light-2-quick-fix': 'quick-fix.png' };
const themes = { dark: 'Default Dark Modern', light: 'Default Light Modern' };

const { name, version } = JSON.parse(readFileSync(`${repository}package.json`, 'utf8'));

/** A window on a copy of the example, with its cleanup. */
async function openWindow(theme) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'tenant-config-screenshots-'));
  const extensionsFolder = join(dataFolder, 'extensions');
  const folder = join(dataFolder, 'blocked');
  cpSync(`${repository}examples/blocked`, folder, { recursive: true });
  writeSettings(join(dataFolder, 'data'), {
    ...quietSettings,
    'workbench.colorTheme': theme,
    'window.autoDetectColorScheme': false,
    'editor.minimap.enabled': false,
    'breadcrumbs.enabled': false,
    'editor.fontSize': 14,
    'window.title': '${activeEditorShort} - ${rootName}',
  });
  installExtension({ dataFolder, extensionsFolder, vsix: `${repository}${name}-${version}.vsix` });
  const server = await startServer({ dataFolder, extensionsFolder });
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const payload = [['openFile', `vscode-remote://${server.authority}${folder}/tenant.yaml`]];
  await page.goto(
    `http://${server.authority}/?${new URLSearchParams({ folder, payload: JSON.stringify(payload) })}`,
  );
  await page.waitForSelector('.squiggly-error', { timeout: 60_000 });
  const close = async () => {
    await browser.close();
    server.stop();
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  };
  return { page, close };
}

/** The last piece of coloured text in the editor that holds `text`. */
function word(page, text) {
  return page.locator('.view-line span span', { hasText: text }).last();
}

async function goToLine(page, line) {
  await page.keyboard.press('Control+g');
  await page.waitForSelector('.quick-input-widget input');
  await page.keyboard.type(String(line));
  await page.keyboard.press('Enter');
  await page.waitForTimeout(300);
}

/** Lets what moves come to rest: hovers fade in, the status item counts. */
async function shoot(page, picture) {
  await page.waitForTimeout(700);
  await page.screenshot({ path: `${pictures}/${picture}.png` });
  const documented = inReadme[picture];
  if (documented !== undefined && process.argv.includes('--docs')) {
    mkdirSync(documentation, { recursive: true });
    cpSync(`${pictures}/${picture}.png`, `${documentation}/${documented}`);
  }
}

/** Starts the watch of the next key: the page's `drawn` resolves to the milliseconds until one squiggle more is drawn. */
function watchNextKey() {
  const count = () => document.querySelectorAll('.squiggly-warning').length;
  const before = count();
  globalThis.drawn = new Promise((resolve, reject) => {
    const onKey = () => {
      const since = performance.now();
      setTimeout(() => reject(new Error('No squiggle was drawn.')), 10_000);
      const look = () =>
        count() > before ? resolve(performance.now() - since) : requestAnimationFrame(look);
      look();
    };
    addEventListener('keydown', onKey, { capture: true, once: true });
  });
}

/** Milliseconds from a key pressed until the window shows one squiggle more, the median of a few. */
async function keystrokeToSquiggle(page) {
  const times = [];
  for (let round = 0; round < 5; round += 1) {
    // Waited for, so that the key does not come before the page listens for it.
    await page.evaluate(watchNextKey);
    await page.keyboard.press('x');
    times.push(await page.evaluate(() => globalThis.drawn));
    await page.keyboard.press('Backspace');
    await page.waitForTimeout(1000);
  }
  return times.sort((a, b) => a - b)[2];
}

/** Rests the mouse on a word until its hover shows: one that comes while the line is drawn again goes with it. */
async function hoverOver(page, hovered, text) {
  const hover = page.locator(`.monaco-hover-content:has-text("${text}")`);
  for (let round = 0; round < 5; round += 1) {
    await page.mouse.move(900, 90);
    await hovered.hover();
    const shown = await hover.waitFor({ timeout: 5000 }).then(
      () => true,
      () => false,
    );
    if (shown) return;
  }
  throw new Error(`No hover over ${text}.`);
}

async function takePictures(themeName) {
  const { page, close } = await openWindow(themes[themeName]);
  try {
    await page.click('.monaco-editor .view-line');
    await page.keyboard.press('Control+Shift+M');
    await page.waitForSelector('.markers-panel .monaco-list-row');

    const typo = word(page, 'emial');
    await hoverOver(page, typo, 'emial');
    await shoot(page, `${themeName}-1-hover`);

    await page.mouse.move(900, 90);
    await typo.click();
    await page.waitForTimeout(600);
    await page.keyboard.press('Control+.');
    await page.waitForSelector('.action-widget .monaco-list-row');
    await shoot(page, `${themeName}-2-quick-fix`);

    await page.keyboard.press('Enter');
    await page.waitForFunction(() => !document.querySelector('.view-lines')?.textContent?.includes('emial'));
    await shoot(page, `${themeName}-3-fixed`);

    await page.keyboard.press('Control+j');
    await goToLine(page, 62);
    await shoot(page, `${themeName}-4-sql`);

    await goToLine(page, 19);
    await page.keyboard.press('End');
    for (let step = 0; step < 'given-name}'.length; step += 1) await page.keyboard.press('ArrowLeft');
    console.log(
      `${themeName}: keystroke to squiggle ${(await keystrokeToSquiggle(page)).toFixed(0)} ms (median of five)`,
    );
  } catch (error) {
    await page.screenshot({ path: `${pictures}/${themeName}-failed.png` });
    throw error;
  } finally {
    await close();
  }
}

installEditor();
mkdirSync(pictures, { recursive: true });
for (const theme of Object.keys(themes)) await takePictures(theme);
console.log(`The pictures are in ${pictures}`);
