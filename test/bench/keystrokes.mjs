// Prints how long the engine takes after each keystroke in a tenant of many tables, as JSON. A process of its own, set up as
// the one that serves an editor is: whatever else a process does is in the way of its keystrokes.
import { loadEngine, measureKeystrokes } from './engine.mjs';
import { generateQueries } from './generateQueries.mjs';

/** Inside a value of a query, and in the name of a column that it gives: at the start, the middle and the end. */
const words = [0.5, 0.1, 0.9, 0.3].flatMap((share) => [
  { text: "'online", share },
  { text: 'AS orders', share },
]);

const engine = await loadEngine();
engine.keepYoung();
console.log(JSON.stringify(measureKeystrokes(engine, generateQueries(300, 60), words)));
