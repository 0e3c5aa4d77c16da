// Starts a headless Chromium: the one in CHROMIUM, else the one that npm brought, with the libraries it needs.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { chromiumFolder, modules } from './paths.mjs';

const switches = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  // Newer ones close the web extension host's connection to this machine without these.
  '--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets,BlockInsecurePrivateNetworkRequests',
];

/** Unpacks Chromium next to its package at the first use; runs at the same time do not see it half done. */
function unpackedChromium() {
  if (!existsSync(`${chromiumFolder}/chromium`)) {
    const work = `${chromiumFolder}.${process.pid}`;
    const read = (name) => brotliDecompressSync(readFileSync(`${modules}/@sparticuz/chromium/bin/${name}`));
    mkdirSync(work, { recursive: true });
    for (const name of ['al2023', 'fonts', 'swiftshader']) {
      execFileSync('tar', ['xf', '-', '-C', work], { input: read(`${name}.tar.br`) });
    }
    writeFileSync(`${work}/chromium`, read('chromium.br'), { mode: 0o755 });
    try {
      renameSync(work, chromiumFolder);
    } catch {
      // Another run was faster.
      rmSync(work, { recursive: true, force: true });
    }
  }
  const libraries = [`${chromiumFolder}/lib`, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return {
    executablePath: `${chromiumFolder}/chromium`,
    env: { ...process.env, LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: `${chromiumFolder}/fonts` },
  };
}

/** A headless browser; `close()` ends it. */
export async function launchBrowser() {
  const found = process.env.CHROMIUM ? { executablePath: process.env.CHROMIUM } : unpackedChromium();
  return chromium.launch({ ...found, headless: true, args: switches });
}
