// The browser's build of mocha, as it runs in both extension hosts (the web one is a worker).
import 'mocha/mocha';

/** What VS Code calls: runs the tests that `register` declares; rejects where one fails. */
export function runTests(register: () => void): Promise<void> {
  mocha.setup({ ui: 'bdd', reporter: 'spec', timeout: 20_000, slow: 3_000, color: false });
  register();
  // This build of mocha looks for its options in the page's address, and Node has no page.
  globalThis.location ??= { search: '' } as Location;
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failures) => {
      // The runner of the tests reads this line.
      console.log(`editor suite: ${runner.stats?.passes ?? 0} passed, ${failures} failed`);
      if (failures > 0) reject(new Error(`${failures} tests failed.`));
      else resolve();
    });
  });
}
