// Preloaded into VS Code's server and, through it, its children: ends each when the process that started it is gone,
// so that a killed test run leaves nothing behind.
const parent = process.ppid;

setInterval(() => {
  if (process.ppid !== parent) process.exit(1);
}, 1000).unref();
