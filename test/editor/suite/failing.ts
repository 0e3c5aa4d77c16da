import { expect } from 'chai';
import { runTests } from './run';

/** A test that fails, to show that a failing test is noticed: `node test/editor/run.mjs --failing` exits with 1. */
export function run(): Promise<void> {
  return runTests(() => {
    it('fails on purpose', () => {
      expect(1).to.equal(2);
    });
  });
}
