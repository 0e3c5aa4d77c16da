// Writes what of the documents is made from the rules: README's table and the index docs/rules/README.md.
// With --check it writes nothing and fails where they are out of date.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));

const groupTitles = {
  files: 'Files and format',
  sources: 'Sources',
  stitch: 'Stitch output',
  databases: 'Databases and tables',
  segments: 'Segments',
  verification: 'What people verify',
  advice: 'Advice',
  sql: 'SQL',
};

/** The rules as the code registers them. */
async function loadRules() {
  const folder = mkdtempSync(join(tmpdir(), 'tenant-config-rules-'));
  const outfile = join(folder, 'registry.mjs');
  try {
    await build({
      entryPoints: [`${root}server/src/rules/registry.ts`],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'warning',
      banner: {
        js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
      },
    });
    return (await import(pathToFileURL(outfile).href)).allRules;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function tables(rules, linkPrefix) {
  return Object.entries(groupTitles)
    .map(([group, title]) => [title, rules.filter((rule) => rule.group === group)])
    .filter(([, members]) => members.length > 0)
    .map(([title, members]) =>
      [
        `### ${title}`,
        '',
        '| Rule | Severity | What it checks |',
        '| --- | --- | --- |',
        ...members.map(
          (rule) =>
            `| [\`${rule.id}\`](${linkPrefix}${rule.id}.md) | ${rule.severity} | ${rule.title.replaceAll('|', '\\|')} |`,
        ),
      ].join('\n'),
    )
    .join('\n\n');
}

const rules = await loadRules();

const readme = readFileSync(`${root}README.md`, 'utf8');
const newReadme = readme.replace(
  /(<!-- rules: made by `npm run documents` -->\n)[\s\S]*?(<!-- end of rules -->)/,
  (_, start, end) => `${start}\n${tables(rules, 'docs/rules/')}\n\n${end}`,
);
const index = `# The rules

<!-- Made by \`npm run documents\` from the rules themselves. -->

Each diagnostic carries the id of its rule. Ids never change meaning: use them in \`rules:\`, in suppressions and in filters.
\`tenant-config explain RULE\` prints a page on the terminal.

${tables(rules, '')}
`;

const wanted = new Map([
  ['README.md', newReadme],
  ['docs/rules/README.md', index],
]);
const stale = [...wanted].filter(
  ([path, text]) => !existsSync(`${root}${path}`) || readFileSync(`${root}${path}`, 'utf8') !== text,
);

if (process.argv.includes('--check')) {
  for (const [path] of stale) console.error(`${path} is out of date. Run: npm run documents`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  mkdirSync(`${root}docs/rules`, { recursive: true });
  for (const [path, text] of stale) writeFileSync(`${root}${path}`, text);
}
