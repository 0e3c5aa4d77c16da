import { setFlagsFromString } from 'node:v8';

/**
 * Has the engine that runs us make all things young. Where it sees that things of a kind live on for a while, as what is
 * known of a text does until the next keystroke, it makes them old at once; there they stay long after that keystroke,
 * and hold on to all that they name, so that each collection of young things has to move that too. Only for a process
 * that serves an editor: what runs once is done before that matters.
 */
export function keepYoung(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
}
