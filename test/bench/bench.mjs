// `npm run bench [-- SIZE…]`: how long an editor waits while somebody types in tenants of several sizes (lines), and what
// it costs; then tenants whose weight is SQL, in this process and by command line.
import { execFileSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { measureCheck } from './commandLine.mjs';
import {
  loadEngine,
  measureFirst,
  measureMachine,
  measureOracle,
  measureQuery,
  measureStages,
} from './engine.mjs';
import { importDtSparkSql } from '../sql/oracle/importDtSparkSql.mjs';
import { generateWide, longQuery } from './generateQueries.mjs';
import { generateTenant } from './generateTenant.mjs';
import { measureTyping, percentile } from './typing.mjs';

const sizes = process.argv.slice(2).map(Number);

function ms(value, width = 7) {
  return (value === null ? '?' : value.toFixed(value < 10 ? 1 : 0)).padStart(width);
}

function both(times) {
  return `${ms(percentile(times, 0.5), 6)} ${ms(percentile(times, 0.95), 5)}`;
}

async function typingTable() {
  console.log(
    'Through the server over stdio; pairs are p50 and p95; CPU: of the server, a keystroke in a value.',
  );
  console.log('  lines |    open |  in a value |  in a query | hover then  | compl. then |  CPU |  MB');
  for (const size of sizes.length > 0 ? sizes : [100, 1000, 10_000, 50_000]) {
    const text = generateTenant(size);
    const { open, inValue, inQuery, hover, completion, cpu, memory } = await measureTyping(text);
    const lines = String(text.split('\n').length - 1).padStart(7);
    console.log(
      `${lines} | ${ms(open.milliseconds)} |${both(inValue)} |${both(inQuery)} |${both(hover)} |${both(completion)} |${ms(cpu, 5)} | ${String(memory ?? '?').padStart(3)}`,
    );
  }
}

function stagesTable(engine) {
  console.log('\nThe engine alone, medians: a text read whole, a first analysis, readiness.');
  for (const size of sizes.length > 0 ? sizes : [1000, 10_000]) {
    const { parse, first, readiness } = measureStages(engine, generateTenant(size));
    console.log(`${String(size).padStart(7)} | ${ms(parse)} | ${ms(first)} | ${ms(readiness)}`);
  }
}

async function queries(engine) {
  const oracle = await importDtSparkSql();
  console.log('\nA query, read and its columns found; only read, by dt-sql-parser.');
  for (const lines of [50, 500]) {
    const query = longQuery(lines, 'Unified_Transactions', 1).join('\n');
    console.log(
      `${String(lines).padStart(4)} lines | ${ms(measureQuery(engine, query), 1)} | ${ms(measureOracle(oracle, query), 1)}`,
    );
  }
  const { first, times } = keystrokes();
  console.log(
    `300 tables of 60 lines of SQL: first ${ms(first, 1)}, a keystroke in one of them ${both(times).trim()}`,
  );
  console.log(`10,000 tables: first ${ms(measureFirst(engine, generateWide(20, 10, 10_000)), 1)}`);
}

function keystrokes() {
  const script = fileURLToPath(new URL('./keystrokes.mjs', import.meta.url));
  return JSON.parse(execFileSync(process.execPath, [script], { encoding: 'utf8' }));
}

function commandLine() {
  const { start, check, rules } = measureCheck(generateWide(200, 20, 600));
  console.log('\nBy command line, 200 sources, 20 databases, 600 tables:');
  console.log(`start ${ms(start, 1)}, check after that ${ms(check, 1)}; slowest rules: ${rules.join(', ')}`);
}

console.log(`Milliseconds; Node ${process.versions.node}; load of the machine ${loadavg()[0].toFixed(1)}.`);
const engine = await loadEngine();
const machine = measureMachine(engine, generateTenant(10_000));
console.log(
  `The library that reads YAML takes ${ms(machine, 1)} for 10,000 lines; it took 5 to 7 when the goals were set.`,
);
await typingTable();
if (sizes.length === 0) {
  stagesTable(engine);
  await queries(engine);
  commandLine();
}
