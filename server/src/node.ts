import { main } from './commandline/program.js';

await main(process.argv.slice(2));
